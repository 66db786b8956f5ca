"""The player over HTTP: it fetches everything at the start and goes on when the network is gone."""

import json
import threading
from collections.abc import Callable, Iterator
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page

from geo.geojson import feature_collection
from geo.place_rows import place_rows
from geo.store import default_store
from papers.deck import deck_of
from papers.deck_page import page as page_of
from scene.story import Step, Story
from tests.support.watch import BrowserLog

STATIC = Path(__file__).resolve().parents[2] / "static"
TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}
INCOME = "data=us&measure=income_per_capita&ind=value"
STORY = Story(
    "s",
    "A meeting",
    steps=(
        Step("data=us&item=15-0000&layers=regions,places,universities", "First"),
        Step(INCOME, "Years", kind="years"),
        Step(f"{INCOME}&year=1929", "Two", kind="swipe", beside=f"{INCOME}&year=2009"),
        Step("data=bay-area&level=county&layers=regions,enterprises", "Firms"),
    ),
)
LOADED = "() => window.regioscopeDeck && window.regioscopeDeck.loaded.then(() => true)"
PLAYER = "window.regioscopeDeck"


@cache
def deck() -> bytes:
    return json.dumps(deck_of(STORY, default_store(), "en", inline=False)).encode()


class Handler(BaseHTTPRequestHandler):
    """Answer as the app does: pages, the deck, outlines, places, static files."""

    protocol_version = "HTTP/1.1"

    def __init__(self, mode: list[str], *rest: object) -> None:
        self.mode = mode
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer one request."""
        parts = urlsplit(self.path)
        body, kind = self.answer(parts.path.removeprefix("/base"), parse_qs(parts.query))
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def answer(self, path: str, query: dict[str, list[str]]) -> tuple[bytes | None, str]:
        first, *rest = path.strip("/").split("/")
        store, name = default_store(), (rest or [""])[-1].removesuffix(".json")
        if first == "show" and [name] == rest:
            words = {"title": "Shown", "failed": "No deck here."}
            return page_of(f"{name}.json", self.mode[0], words).encode(), "text/html; charset=utf-8"
        if first == "show":
            return deck() if name == "deck" else None, "application/json"
        if first == "geo":
            return feature_collection(store.geometry(rest[1], name)), "application/json"
        if first == "ctx":
            rows = place_rows(store.context(name), int(query.get("min", ["0"])[0]))
            return json.dumps(rows).encode(), "application/json"
        file = STATIC / "/".join(rest[1:])
        return (file.read_bytes(), TYPES.get(file.suffix, "text/plain")) if file.is_file() else (None, "text/plain")

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture
def serve() -> Iterator[Callable[[str], str]]:
    """Start the site for a mode: ``url = serve("meeting")``; it answers below a base path."""
    mode = [""]
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, mode))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def start(name: str) -> str:
        mode[0] = name
        return f"http://127.0.0.1:{server.server_port}/base/show/deck"

    yield start
    server.shutdown()
    thread.join()
    server.server_close()


def show(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_function(LOADED)


def test_after_the_start_the_network_may_die(
    open_page: Callable[..., Page], browser_log: BrowserLog, serve: Callable[[str], str]
) -> None:
    page = open_page()
    show(page, serve("meeting"))
    asked = len(browser_log.requests)
    page.context.set_offline(True)
    for index in (1, 2, 3, 0):
        page.evaluate(f"{PLAYER}.show({index})")
        assert page.locator(".rd-title").text_content() == STORY.steps[index].title
        assert page.evaluate("document.querySelectorAll('.rd-map path.rs-region').length") == (9 if index == 3 else 54)
    page.evaluate(f"{PLAYER}.show(2)")
    assert page.evaluate("document.querySelectorAll('.rd-map-2 path.rs-region').length") == 54
    page.evaluate(f"{PLAYER}.show(1)")
    page.evaluate(f"{PLAYER}.frame(1933)")
    assert page.locator(".rd-year").text_content() == "1933"
    page.wait_for_timeout(800)  # names of places come when the page is idle
    page.evaluate(f"{PLAYER}.show(3)")
    page.locator(".rs-none", has_text="Single establishments cannot be shown now").wait_for()
    assert page.locator(".rs-notice").count() == 0
    late = [url for url in browser_log.requests[asked:] if "/pts/" not in url and not url.startswith("data:")]
    assert late == []


@pytest.mark.parametrize(
    ("mode", "there", "gone"),
    [
        ("meeting", [".rd-title", ".rs-legend"], [".rd-side", ".rd-tabs", ".rd-walk", ".rs-save"]),
        ("embed", [".rd-title", ".rs-legend", ".rd-walk"], [".rd-side", ".rd-tabs", ".rs-save"]),
        ("briefcase", [".rd-side", ".rd-tabs", ".rd-walk", ".rs-save"], []),
    ],
)
def test_each_mode_shows_what_it_needs(
    page: Page, serve: Callable[[str], str], mode: str, there: list[str], gone: list[str]
) -> None:
    show(page, serve(mode))
    assert [page.locator(name).first.is_visible() for name in there] == [True] * len(there)
    assert [page.locator(name).first.is_visible() for name in gone] == [False] * len(gone)
    assert page.evaluate("document.documentElement.classList.contains('rs-presenter')") == (mode == "meeting")


def test_other_pages_drive_the_player_and_hear_what_it_does(page: Page, serve: Callable[[str], str]) -> None:
    show(page, serve("meeting"))
    listen = f"(name) => {PLAYER}.on(name, (value) => heard.push([name, name === 'step' ? value.index : value]))"
    page.evaluate(f"window.heard = []; ['step', 'year', 'swipe', 'region', 'layer'].forEach({listen})")
    page.evaluate(f"{PLAYER}.next()")
    page.evaluate(f"{PLAYER}.frame(1950)")
    page.evaluate(f"{PLAYER}.next()")
    page.evaluate(f"{PLAYER}.swipe(0.25)")
    page.evaluate(f"{PLAYER}.zoom('48')")
    page.wait_for_timeout(600)  # the flight
    bounds = "Regioscope.map.getBounds()"
    assert page.evaluate(f"{bounds}.contains([[25.84, -106.65], [36.5, -93.52]])")
    assert page.evaluate(f"{bounds}.getEast() - {bounds}.getWest()") < 45
    page.evaluate(f"{PLAYER}.toggle('places')")
    heard: list[Any] = page.evaluate("heard")
    assert heard[:5] == [["step", 1], ["year", 1950], ["step", 2], ["swipe", 0.25], ["region", "48"]]
    assert heard[5] == ["layer", {"id": "places", "on": False}]
    assert page.evaluate(f"{PLAYER}.layers().find((layer) => layer.id === 'places').on") is False
    assert page.locator(".rd-chosen").text_content().startswith("Texas: ")  # type: ignore[union-attr]


def test_without_a_deck_the_page_says_so(page: Page, serve: Callable[[str], str]) -> None:
    page.goto(serve("embed").replace("show/deck", "show/none"))
    page.locator("#rd", has_text="No deck here.").wait_for()
    assert page.locator("body").inner_text().strip() == "No deck here."
    assert page.locator(".rd-map").count() == 0


@pytest.mark.parametrize("size", [(390, 844), (1920, 1080)])
def test_an_embedded_map_fits_its_frame(
    open_page: Callable[..., Page], serve: Callable[[str], str], size: tuple[int, int]
) -> None:
    page = open_page(viewport={"width": size[0], "height": size[1]})
    show(page, serve("embed"))
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    assert page.evaluate("document.querySelector('.rd-stage').clientHeight") >= size[1] / 2
