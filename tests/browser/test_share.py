"""Share, as a reader uses it: by keyboard, with a short link that opens, and with a map that stands in other pages."""

import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.map_page import MapPage
from tests.browser.test_accessibility import grave
from tests.support.app import free_port
from tests.support.watch import BrowserLog

PANEL = '[data-testid="stPopoverBody"]'
PAINTED = "() => window.__regioscope && window.__regioscope_view"
VIEW = {"data": "us", "item": "15-0000", "region": "06", "lang": "en"}
PHONE = {"width": 390, "height": 844}


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and writes no log."""

    def log_message(self, *_: object) -> None: ...


@contextmanager
def site(folder: Path, port: int) -> Iterator[str]:
    """Serve a folder as another site, on a port of its own."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), partial(Quiet, directory=str(folder))) as server:
        running = threading.Thread(target=server.serve_forever)
        running.start()
        yield f"http://127.0.0.1:{port}"
        server.shutdown()
        running.join()


@pytest.fixture(scope="module")
def listed_port() -> int:
    """Port of the site that the operator has listed."""
    return free_port()


@pytest.fixture(scope="module")
def app(start_app: Callable[..., str], tmp_path_factory: pytest.TempPathFactory, listed_port: int) -> str:
    """Address of an app with a folder of its own and one listed site."""
    home = tmp_path_factory.mktemp("home")
    sites = f"http://127.0.0.1:{listed_port}"
    return start_app(REGIOSCOPE_HOME=str(home), REGIOSCOPE_EMBED_ORIGINS=sites)


def opened(page: Page, app: str, **parameters: str) -> MapPage:
    return MapPage(page, app).open(**(VIEW | parameters))


def codes(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(f"{PANEL} code").all_inner_texts()]


def short_link(seen: MapPage) -> str:
    """Make the short link of a view by keyboard alone."""
    page = seen.page
    page.get_by_role("button", name="Share view").focus()
    page.keyboard.press("Enter")
    expect(page.locator(PANEL).get_by_role("tab", name="Link")).to_be_focused()
    button = page.get_by_role("button", name="Make a short link")
    button.wait_for()
    seen.settled()
    for _ in range(3):  # a long link is a stop of its own: it can be scrolled
        page.keyboard.press("Tab")
        if button.evaluate("element => element === document.activeElement"):
            break
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f"{PANEL} code")).to_have_count(2, timeout=20_000)
    return codes(page)[1]


def test_a_short_link_made_by_keyboard_opens_the_same_view_for_somebody_else(
    open_page: Callable[..., Page], app: str
) -> None:
    seen = opened(open_page(locale="en-US"), app)
    headline = seen.headline().inner_text()
    link = short_link(seen)
    assert link.startswith(f"{app}/s/")
    assert len(link) == len(f"{app}/s/k7mq2x9")
    other = MapPage(open_page(locale="uk-UA"), app)
    other.page.goto(link)
    other.painted()
    expect(other.headline()).to_have_text(headline)
    assert other.page.url == f"{app}/?data=us&item=15-0000&lang=en&region=06"


def test_every_part_of_share_can_be_read_by_everybody_and_fits_a_phone(
    open_page: Callable[..., Page], app: str
) -> None:
    for options in ({"viewport": PHONE}, {"color_scheme": "dark"}):
        seen = opened(open_page(locale="en-US", **options), app)
        page = seen.page
        page.get_by_role("button", name="Share view").click()
        for name in ("Link", "QR code", "Embed"):
            page.locator(PANEL).get_by_role("tab", name=name).click()
            seen.settled()
            assert grave(page) == []
            box = page.locator(PANEL).bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= (page.viewport_size or PHONE)["width"]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_map_is_not_drawn_again_when_share_is_used(open_page: Callable[..., Page], app: str) -> None:
    seen = opened(open_page(locale="en-US"), app, year="2025")
    before = seen.mark()
    short_link(seen)
    assert seen.mark() == before
    assert len(seen.loads) == 1


# ------------------------------------------------------------------------------------------------------- in other pages
def framed(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def page_with(folder: Path, lines: str) -> None:
    """Write a page of another site that holds the lines of Share, and much text below."""
    text = f"<!DOCTYPE html><title>News</title><h1>News</h1>{lines}{'<p>and so on</p>' * 200}"
    (folder / "index.html").write_text(text, encoding="utf-8")


def snippet_of(seen: MapPage) -> str:
    seen.page.get_by_role("button", name="Share view").click()
    seen.page.locator(PANEL).get_by_role("tab", name="Embed").click()
    lines = seen.page.locator(f"{PANEL} code").filter(has_text="<iframe")
    lines.wait_for()
    return lines.inner_text()


@pytest.fixture
def news(tmp_path: Path, open_page: Callable[..., Page], app: str) -> Path:
    """Folder of a site with the lines that Share gives."""
    page_with(tmp_path, snippet_of(opened(open_page(locale="en-US"), app)))
    return tmp_path


def test_a_listed_site_shows_the_map_and_its_page_scrolls_past_it(
    news: Path, open_page: Callable[..., Page], app: str, listed_port: int
) -> None:
    with site(news, listed_port) as url:
        page = open_page(viewport={"width": 1000, "height": 800})
        page.goto(url)
        inside = framed(page)
        expect(inside.locator(".rd-title")).to_contain_text("California: 1.16 times the average share")
        expect(inside.locator("path.rs-region").first).to_be_attached()
        expect(inside.locator(".rs-legend")).to_be_visible()
        expect(inside.locator(".rs-credit")).to_contain_text("US Bureau of Labor Statistics")
        frame = page.frames[1]
        frame.wait_for_function(PAINTED)
        assert page.locator("iframe").get_attribute("title") == (
            "Computer and Mathematical Occupations: United States: occupations"
        )
        box = page.locator("iframe").bounding_box()
        assert box is not None
        zoom = frame.evaluate("Regioscope.map.getZoom()")
        page.mouse.move(box["x"] + box["width"] * 0.45, box["y"] + box["height"] * 0.5)
        expect(inside.locator(".rs-tip-name")).not_to_be_empty()
        page.mouse.wheel(0, 300)
        page.wait_for_function("() => scrollY > 0")
        assert frame.evaluate("Regioscope.map.getZoom()") == zoom
        assert inside.locator("select, .rd-tab, .rd-side, input").count() == 0
        back = inside.get_by_role("link", name="Open in Regioscope")
        assert back.get_attribute("rel") == "noopener"
        with page.expect_popup() as popup:
            back.click()
        assert popup.value.url.startswith(f"{app}/?data=us")
        assert popup.value.evaluate("window.opener") is None


def test_a_site_that_is_not_listed_shows_nothing(news: Path, open_page: Callable[..., Page]) -> None:
    with site(news, free_port()) as url:
        page = open_page()
        with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
            page.goto(url)
        page.frames[1].wait_for_load_state()
        assert page.frames[1].locator(".rd-title").count() == 0


@pytest.mark.parametrize(("size", "legend"), [((1280, 720), True), ((390, 844), True), ((480, 360), False)])
def test_the_map_fills_its_frame_in_every_size_and_can_be_read_by_everybody(
    open_page: Callable[..., Page], app: str, size: tuple[int, int], *, legend: bool
) -> None:
    page = open_page(viewport={"width": size[0], "height": size[1]})
    page.goto(f"{app}/embed/view?data=us&item=15-0000&region=06&lang=uk")
    page.wait_for_function(PAINTED)
    assert grave(page) == []
    assert page.evaluate("document.documentElement.lang") == "uk"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    stage = page.locator(".rd-stage").bounding_box()
    assert stage is not None
    assert stage["width"] > 0.9 * size[0]
    if legend:
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        assert stage["height"] > 0.6 * size[1]


def test_what_runs_in_the_embedded_map_is_only_its_own(
    open_page: Callable[..., Page], app: str, browser_log: BrowserLog
) -> None:
    page = open_page()
    page.goto(f"{app}/embed/view?data=us&item=15-0000")
    page.wait_for_function(PAINTED)
    assert browser_log.console_errors == []
    script = """() => { const script = document.createElement('script'); script.textContent = 'window.__ran = 1';
      document.body.append(script); return Boolean(window.__ran); }"""
    assert page.evaluate(script) is False
