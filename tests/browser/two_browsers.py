"""The two browsers in which the same tests run: Chromium (Playwright) and Firefox (WebDriver BiDi)."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from playwright.sync_api import Page

from tests.browser.reader import Point, Reader
from tests.support.firefox import OWN, Firefox
from tests.support.watch import BrowserLog

LOOKED_FOR = re.compile(r"404 .*/_stcore/(health|host-config)$")
"""Streamlit looks for its server below the address of a page first (/scout/_stcore/health), then at the root.

Chromium alone says on the console that there was nothing below."""


class ChromiumReader(Reader):
    """In a page of Playwright. Its own ways to wait need `eval`, which the policy of a file forbids."""

    def __init__(self, page: Page, log: BrowserLog, open_page: Callable[..., Page] | None = None) -> None:
        self.page, self.log, self.open_page = page, log, open_page

    def load(self, address: str, width: int, height: int) -> None:
        self.page.context.set_offline(address.startswith("file:"))
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.goto(address)

    def ask(self, script: str) -> Any:  # noqa: ANN401 - whatever the script answers
        return self.page.evaluate(script)

    def move(self, x: float, y: float) -> None:
        self.page.mouse.move(x - 3, y)
        self.page.mouse.move(x, y, steps=2)

    def click_at(self, x: float, y: float) -> None:
        self.page.mouse.click(x, y)

    def drag(self, start: Point, end: Point) -> None:
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(*end, steps=4)
        self.page.mouse.up()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def named(self, role: str, name: str, function: str) -> Any:  # noqa: ANN401 - whatever the function answers
        return self.page.get_by_role(cast("Any", role), name=name, exact=True).evaluate_all(function)

    def kept(self, act: Callable[[], None], folder: Path) -> Path:
        with self.page.expect_download(timeout=60_000) as got:
            act()
        path = folder / got.value.suggested_filename
        got.value.save_as(path)
        return path

    def opened(self, act: Callable[[], None]) -> "Reader":
        with self.page.context.expect_page() as found:
            act()
        return ChromiumReader(found.value, self.log, self.open_page)

    def somebody(self) -> "Reader":
        assert self.open_page is not None
        return ChromiumReader(self.open_page(locale="en-US"), self.log, self.open_page)

    def come_forward(self) -> None:
        self.page.bring_to_front()

    def requests(self) -> list[str]:
        return [url for url in self.log.requests if url != self.path.as_uri()]

    def errors(self) -> list[str]:
        return [error for error in self.log.console_errors if not LOOKED_FOR.search(error)]


class FirefoxReader(Reader):
    """In the Firefox of the system. It reports fonts inside a file as requests for ``data:`` addresses.

    The tab that all tests share is opened anew, with an empty record; somebody's own goes on.
    """

    def __init__(self, firefox: Firefox) -> None:
        self.firefox = firefox

    def load(self, address: str, width: int, height: int) -> None:
        show = self.firefox.open if self.firefox.person == OWN else self.firefox.show
        show(address, width=width, height=height)

    def ask(self, script: str) -> Any:  # noqa: ANN401 - whatever the script answers
        return self.firefox.evaluate(script)

    def move(self, x: float, y: float) -> None:
        self.firefox.move(x, y)

    def click_at(self, x: float, y: float) -> None:
        self.firefox.click_at(x, y)

    def drag(self, start: Point, end: Point) -> None:
        self.firefox.drag(start, end)

    def press(self, *keys: str) -> None:
        self.firefox.press(*keys)

    def named(self, role: str, name: str, function: str) -> Any:  # noqa: ANN401 - whatever the function answers
        return self.firefox.named(role, name, function)

    def kept(self, act: Callable[[], None], folder: Path) -> Path:
        return self.firefox.downloaded(act, folder)

    def opened(self, act: Callable[[], None]) -> "Reader":
        return FirefoxReader(self.firefox.opened(act))

    def somebody(self) -> "Reader":
        return FirefoxReader(self.firefox.somebody())

    def come_forward(self) -> None:
        self.firefox.come_forward()

    def requests(self) -> list[str]:
        own = (self.path.as_uri(), "data:")
        return [url for url in self.firefox.requests if not url.startswith(own)]

    def errors(self) -> list[str]:
        return self.firefox.errors
