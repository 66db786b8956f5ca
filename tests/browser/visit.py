"""A visit to the running app, alike in both browsers: pages, widgets, the map in its frame, the address, files."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.browser.map_page import IFRAME, NOT_BUSY
from tests.browser.reader import Point, Reader

SLOW = 60.0
"""What an app that has just been started does for the first time, on a machine that does other things, too."""
FRAME = f"document.querySelector({json.dumps(IFRAME)})"
PAINTED = "window.__regioscope && window.__regioscope_view && Regioscope.map.getSize().y === window.innerHeight"


@dataclass
class Visit:
    """A person with the app."""

    reader: Reader
    base: str

    # ------------------------------------------------------------------------------------------------------- the pages
    def go(self, path: str = "", *, width: int = 1280, height: int = 720, **parameters: str) -> None:
        """Open a page by its address and wait for its headline."""
        asked = f"?{urlencode(parameters)}" if parameters else ""
        self.reader.load(f"{self.base}/{path}{asked}", width, height)
        self.reader.wait("Boolean(document.querySelector('h1'))", SLOW)
        self.settled()

    def turn_to(self, page: str) -> None:
        """Go to another page by the menu."""
        self.settled()
        before = json.dumps(self.reader.ask("location.pathname"))
        self.reader.click_words("[data-testid=stTopNavLink]", page)
        self.reader.wait(f"location.pathname !== {before}")

    def settled(self) -> None:
        """Wait until the script of the page has ended and nothing fades any more."""
        self.reader.wait(f"({NOT_BUSY})()", SLOW)

    def says(self, *words: str, where: str = ".rs-headline", seconds: float = SLOW) -> None:
        """Wait until a part of the page holds some words."""
        wanted = json.dumps(words)
        text = f"[...document.querySelectorAll({json.dumps(where)})].map(part => part.innerText).join(' ')"
        self.reader.wait(
            f"(text => {wanted}.every(word => text.includes(word)))({text}.replace(/\\s+/g, ' '))", seconds
        )

    def address(self) -> dict[str, str]:
        """Return the parameters of the address."""
        asked = parse_qs(urlsplit(str(self.reader.ask("location.href"))).query)
        return {name: values[0] for name, values in asked.items()}

    def has(self, **parameters: str) -> None:
        """Wait until the address holds parameters."""
        wanted = json.dumps([*parameters.items()])
        self.reader.wait(f"{wanted}.every(([k, v]) => new URLSearchParams(location.search).get(k) === v)", SLOW)

    # ----------------------------------------------------------------------------------------------------- the widgets
    def choose(self, key: str, text: str) -> None:
        """Type into a select box, by the key of its widget, and take the option that matches."""
        self.settled()
        self.reader.click(f".st-key-{key} input")
        self.reader.press("Control+a", *text)
        first = "document.querySelector('[role=option]')?.innerText"
        self.reader.wait(f"({first} || '').includes({json.dumps(text)})")
        self.reader.press("Enter")

    def tab(self, name: str) -> None:
        """Open a tab of the page."""
        self.reader.click_on("tab", name)
        self.settled()

    def press(self, button: str) -> None:
        """Press a button by its name, once the page has come to rest."""
        self.settled()
        self.reader.click_on("button", button)

    def kept(self, button: str, folder: Path) -> Path:
        """Keep what a button downloads."""
        return self.reader.kept(lambda: self.press(button), folder)

    # --------------------------------------------------------------------------------------------------------- the map
    def in_map(self, script: str) -> Any:  # noqa: ANN401 - whatever the script answers
        """Value of a JavaScript expression in the frame of the map."""
        inner = f"(window => {{ const {{document, Regioscope}} = window; return {script}; }})"
        return self.reader.ask(f"{inner}({FRAME}.contentWindow)")

    def map_painted(self, condition: str = "true") -> None:
        """Wait until a map fills its frame, and something is true of it."""
        script = f"Boolean(window && document && {PAINTED} && ({condition}))"
        inner = f"(window => {{ const {{document, Regioscope}} = window || {{}}; return {script}; }})"
        self.reader.wait(f"{inner}({FRAME}?.contentWindow)", SLOW)
        self.settled()

    def at(self, lat: float, lon: float) -> Point:
        """Return where a place of the map is on the page."""
        x, y = self.in_map(f"(p => [p.x, p.y])(Regioscope.map.latLngToContainerPoint([{lat}, {lon}]))")
        left, top = self.reader.ask(f"(box => [box.x, box.y])({FRAME}.getBoundingClientRect())")
        return left + x, top + y

    def legend(self) -> dict[str, int]:
        """Return text and count of every row of the legend."""
        rows = """[...document.querySelectorAll('.rs-row')].map(
            row => ['text', 'count'].map(name => row.querySelector('.rs-row-' + name).textContent))"""
        return {text: int(count) for text, count in self.in_map(rows)}
