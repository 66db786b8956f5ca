"""A person with one file: what a test does alike in Chromium (Playwright) and in Firefox (WebDriver BiDi)."""

import json
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, Self

from playwright.sync_api import Page

from scene.story import Step
from tests.support.firefox import Firefox
from tests.support.watch import BrowserLog

SECONDS = 20.0
INCOME = "data=us&measure=income_per_capita&ind=value"
STEPS = (
    Step("data=us&item=15-0000", "Where computer jobs are", "Washington has twice the national share."),
    Step(f"{INCOME}&year=1969", "Eighty years of incomes", kind="years"),
    Step(f"{INCOME}&year=1929", "Before and after", kind="swipe", beside=f"{INCOME}&year=2009"),
    Step("data=us&item=51-0000&level=metro&layers=regions,hotspots,places,airports"),
)
FILLS = "Array.from(document.querySelectorAll('.rd-map path.rs-region'), path => path.getAttribute('fill'))"
PLAYER = "window.regioscopeDeck"
Point = tuple[float, float]


class Reader(ABC):
    """Opens a file, looks at it, points and types."""

    path: Path

    @abstractmethod
    def load(self, path: Path, width: int, height: int) -> None:
        """Open the file in a window of a size."""

    @abstractmethod
    def ask(self, script: str) -> Any:  # noqa: ANN401 - whatever the script answers
        """Value of a JavaScript expression."""

    @abstractmethod
    def move(self, x: float, y: float) -> None:
        """Move the pointer."""

    @abstractmethod
    def click_at(self, x: float, y: float) -> None:
        """Click at a point."""

    @abstractmethod
    def drag(self, start: Point, end: Point) -> None:
        """Press at a point, move to another one, let go."""

    @abstractmethod
    def press(self, *keys: str) -> None:
        """Press keys one after another."""

    @abstractmethod
    def requests(self) -> list[str]:
        """Everything that was asked for beside the file itself."""

    @abstractmethod
    def errors(self) -> list[str]:
        """Errors on the console."""

    def open(self, path: Path, width: int = 1280, height: int = 720) -> Self:
        """Open the file and wait for its first map."""
        self.path = path
        self.load(path, width, height)
        self.wait("window.__regioscope || window.__regioscope_error")
        assert self.ask("window.__regioscope_error || ''") == ""
        return self

    def wait(self, script: str) -> Any:  # noqa: ANN401 - whatever the script answers
        """Wait until an expression is true, and return it."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            if found := self.ask(script):
                return found
            time.sleep(0.03)
        message = f"not within {SECONDS:.0f} s: {script}"
        raise AssertionError(message)

    def painted(self, key: str, second: str = "") -> None:
        """Wait until a map is on the screen (`second`: the one beside it)."""
        self.wait(f"(window['__regioscope{second}'] || {{}}).key === {json.dumps(key)}")

    def point(self, selector: str) -> Point:
        """Middle of the first element that a selector finds, scrolled into view."""
        script = f"""(element => {{
            element.scrollIntoView({{block: 'nearest'}});
            const box = element.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
        }})(document.querySelector({json.dumps(selector)}))"""
        x, y = self.ask(script)
        return x, y

    def click(self, selector: str) -> None:
        """Click on the first element that a selector finds."""
        self.click_at(*self.point(selector))

    def place(self, lat: float, lon: float) -> Point:
        """Where a place of the map is on the page."""
        script = f"""(p => {{
            const box = document.querySelector('.rd-stage').getBoundingClientRect();
            return [box.x + p.x, box.y + p.y];
        }})(Regioscope.map.latLngToContainerPoint([{lat}, {lon}]))"""
        x, y = self.ask(script)
        return x, y

    def text(self, selector: str) -> str:
        """Text of the first element that a selector finds."""
        return str(self.ask(f"document.querySelector({json.dumps(selector)}).textContent"))

    def texts(self, selector: str) -> list[str]:
        """Texts of all elements that a selector finds."""
        script = f"Array.from(document.querySelectorAll({json.dumps(selector)}), element => element.textContent)"
        return [str(text) for text in self.ask(script)]

    def shown(self, selector: str) -> bool:
        """Tell whether the first element that a selector finds is seen."""
        found = f"document.querySelector({json.dumps(selector)})"
        return bool(self.ask(f"(element => Boolean(element && element.getClientRects().length))({found})"))

    def appears(self, selector: str) -> None:
        """Wait until a selector finds an element."""
        self.wait(f"Boolean(document.querySelector({json.dumps(selector)}))")

    def choose(self, index: int) -> None:
        """Choose an entry of the menu of indicators, as a reader does with the keyboard."""
        self.ask("document.querySelector('#rd-indicator').focus()")
        self.ask(f"""(menu => {{
            menu.selectedIndex = {index};
            menu.dispatchEvent(new Event('change', {{bubbles: true}}));
        }})(document.querySelector('#rd-indicator'))""")


class ChromiumReader(Reader):
    """In a page of Playwright. Its own ways to wait need `eval`, which the policy of the file forbids."""

    def __init__(self, page: Page, log: BrowserLog) -> None:
        self.page, self.log = page, log

    def load(self, path: Path, width: int, height: int) -> None:
        self.page.context.set_offline(True)
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.goto(path.as_uri())

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

    def requests(self) -> list[str]:
        return [url for url in self.log.requests if url != self.path.as_uri()]

    def errors(self) -> list[str]:
        return self.log.console_errors


class FirefoxReader(Reader):
    """In the Firefox of the system. It reports fonts inside the file as requests for ``data:`` addresses."""

    def __init__(self, firefox: Firefox) -> None:
        self.firefox = firefox

    def load(self, path: Path, width: int, height: int) -> None:
        self.firefox.open(path.as_uri(), width=width, height=height)

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

    def requests(self) -> list[str]:
        own = (self.path.as_uri(), "data:")
        return [url for url in self.firefox.requests if not url.startswith(own)]

    def errors(self) -> list[str]:
        return self.firefox.errors
