"""The watch over the browser bites: each way out of the machine is seen and refused."""

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.watch import BrowserLog, leaves_machine


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        if self.path.startswith("/guarded"):
            self.send_header("Content-Security-Policy", "default-src 'self' 'unsafe-inline'")
        super().end_headers()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Callable[[str, str], str]]:
    handler = functools.partial(QuietHandler, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()

        def publish(name: str, body: str) -> str:
            (tmp_path / name).write_text(f"<!doctype html><title>t</title>{body}", encoding="utf-8")
            return f"http://127.0.0.1:{server.server_port}/{name}"

        yield publish
        server.shutdown()
        thread.join()


def test_a_page_of_this_machine_opens_and_leaves_no_trace(
    page: Page, site: Callable[[str, str], str], browser_log: BrowserLog
) -> None:
    page.goto(site("plain.html", "<link rel=icon href='data:,'><h1>ok</h1>"))
    assert page.inner_text("h1") == "ok"
    assert page.viewport_size == {"width": 1280, "height": 720}
    assert (len(browser_log.requests), browser_log.external, browser_log.console_errors) == (1, [], [])


@pytest.mark.parametrize(
    ("name", "body", "address"),
    [
        ("image.html", "<img src='http://example.org/a.png'>", "http://example.org/a.png"),
        ("number.html", "<img src='http://192.0.2.1/a.png'>", "http://192.0.2.1/a.png"),
        ("fetch.html", "<script>fetch('https://example.org/b').catch(() => 0)</script>", "https://example.org/b"),
        ("socket.html", "<script>new WebSocket('wss://example.org/c')</script>", "wss://example.org/c"),
        ("guarded.html", "<img src='https://example.org/d.png'>", "https://example.org/d.png"),
    ],
)
def test_every_way_out_is_seen_and_refused(
    page: Page, site: Callable[[str, str], str], browser_log: BrowserLog, name: str, body: str, address: str
) -> None:
    with page.expect_event("console", lambda message: message.type == "error"):
        page.goto(site(name, body))
    assert browser_log.external == [address]
    assert browser_log.console_errors
    browser_log.external.clear()


def test_an_uncaught_error_of_the_page_is_noted(
    page: Page, site: Callable[[str, str], str], browser_log: BrowserLog
) -> None:
    page.goto(site("broken.html", "<script>throw new Error('seen')</script>"))
    assert browser_log.console_errors == ["uncaught: seen"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "ws://localhost/x", "http://[::1]/", "data:text/plain,a"])
def test_an_address_of_this_machine_is_let_through(url: str) -> None:
    assert not leaves_machine(url)
