"""A person at a browser: what a test does alike in Chromium (Playwright) and in Firefox (WebDriver BiDi).

A person opens a file or an address, looks, points, clicks, types, and keeps what is downloaded; windows open beside the
first one, and other people have a browser of their own. The browsers are in `tests.browser.two_browsers`, what only
pages of the app have is in `tests.browser.visit`.
"""

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from scene.story import Step

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
WHERE_IT_RESTS = """elements => {
    const element = elements[0];
    if (!element || element.disabled || element.ariaDisabled === 'true') return null;
    element.scrollIntoView({block: 'nearest', behavior: 'instant'});
    const box = element.getBoundingClientRect(), at = [box.x + box.width / 2, box.y + box.height / 2];
    if (element.wasAt !== String(at)) { element.wasAt = String(at); element.since = performance.now(); }
    const hit = document.elementFromPoint(...at), rested = performance.now() - element.since > 100;
    const free = hit && (element.contains(hit) || hit.contains(element) || element.closest('label')?.contains(hit));
    if (rested && !free) element.scrollIntoView({block: 'center', behavior: 'instant'});
    return rested && free && box.width && box.height ? at : null;
}"""
"""Middle of the first element when it lies still, can be used, and nothing covers it; else nothing."""


class Reader(ABC):
    """Opens a file or an address, looks, points and types."""

    path: Path

    @abstractmethod
    def load(self, address: str, width: int, height: int) -> None:
        """Open an address in a window of a size; a file has no network."""

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
    def named(self, role: str, name: str, function: str) -> Any:  # noqa: ANN401 - whatever the function answers
        """Answer of a JavaScript function of all elements that a screen reader calls by this role and name."""

    @abstractmethod
    def kept(self, act: Callable[[], None], folder: Path) -> Path:
        """Keep what an act downloads in a folder."""

    @abstractmethod
    def opened(self, act: Callable[[], None]) -> "Reader":
        """Return the window that an act opens."""

    @abstractmethod
    def somebody(self) -> "Reader":
        """Return another person, who has no cookie of this one."""

    @abstractmethod
    def come_forward(self) -> None:
        """Look at this window again."""

    @abstractmethod
    def requests(self) -> list[str]:
        """Everything that was asked for beside the file itself."""

    @abstractmethod
    def errors(self) -> list[str]:
        """Errors on the console."""

    def open(self, path: Path, width: int = 1280, height: int = 720) -> Self:
        """Open the file and wait for its first map."""
        self.path = path
        self.load(path.as_uri(), width, height)
        self.wait("window.__regioscope || window.__regioscope_error")
        assert self.ask("window.__regioscope_error || ''") == ""
        return self

    def wait(self, script: str, seconds: float = SECONDS) -> Any:  # noqa: ANN401 - whatever the script answers
        """Wait until an expression is true, and return it."""
        return self.until(lambda: self.ask(script), script, seconds)

    def until(self, look: Callable[[], Any], script: str, seconds: float = SECONDS) -> Any:  # noqa: ANN401
        """Look until something is found, and return it."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if found := look():
                return found
            time.sleep(0.03)
        message = f"not within {seconds:.0f} s: {script}"
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
        """Click on the first element that a selector finds, when it is there and can be clicked."""
        found = f"[...document.querySelectorAll({json.dumps(selector)})]"
        x, y = self.wait(f"({WHERE_IT_RESTS})({found})")
        self.click_at(x, y)

    def click_on(self, role: str, name: str) -> None:
        """Click on what a screen reader calls by this role and name, when it is there and can be clicked."""
        x, y = self.until(lambda: self.named(role, name, WHERE_IT_RESTS), f"{role} {name}")
        self.click_at(x, y)

    def click_words(self, selector: str, words: str) -> None:
        """Click on the first element of a selector with exactly these words, when it can be clicked."""
        found = f"""[...document.querySelectorAll({json.dumps(selector)})]
            .filter(element => element.innerText.trim() === {json.dumps(words)})"""
        x, y = self.wait(f"({WHERE_IT_RESTS})({found})")
        self.click_at(x, y)

    def focus(self, role: str, name: str) -> None:
        """Go to what a screen reader calls by this role and name."""
        there = "elements => { elements[0]?.focus(); return elements.length; }"
        self.until(lambda: self.named(role, name, there), f"{role} {name}")

    def write(self, role: str, name: str, text: str) -> None:
        """Write into a field in place of what it holds."""
        self.focus(role, name)
        self.press("Control+a", *text)

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
