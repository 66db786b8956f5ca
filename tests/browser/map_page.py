"""The map page as a reader uses it: opened by address, changed by its widgets, waited for by its own marks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import Frame, FrameLocator, Locator, Page, Request, expect

IFRAME = 'iframe[src*="streamlit_folium"]'
COMPONENT = "component/streamlit_folium.st_folium/index.html"
NOT_BUSY = """() => !document.querySelector('[data-test-script-state="running"], [data-stale="true"]')
  && !document.getAnimations().some(
    a => a.playState === 'running' && a.effect.getComputedTiming().iterations !== Infinity)"""


@dataclass
class MapPage:
    """One page of the app with the map in its frame."""

    page: Page
    base: str
    loads: list[str] = field(default_factory=list)  # the frame of the map: one, unless a change made a new map

    def __post_init__(self) -> None:
        self.page.on("request", self._saw)

    def _saw(self, request: Request) -> None:
        if request.resource_type == "document" and COMPONENT in request.url:
            self.loads.append(request.url)

    # ------------------------------------------------------------------------------------------------ opening, waiting
    def open(self, path: str = "", **parameters: str) -> MapPage:
        """Go to a page of the app and wait until its map is painted."""
        self.goto(path, **parameters)
        return self.painted()

    def goto(self, path: str = "", **parameters: str) -> MapPage:
        """Go to a page of the app without waiting for a map."""
        self.page.goto(f"{self.base}/{path}" + (f"?{urlencode(parameters)}" if parameters else ""))
        return self

    def painted(self) -> MapPage:
        """Wait for the first mark of a map that fills its frame."""
        script = """frame => {
            const inner = document.querySelector(frame)?.contentWindow;
            return inner?.__regioscope && inner.__regioscope_view && inner.innerHeight > 200
              && inner.Regioscope.map.getSize().y === inner.innerHeight;
        }"""
        self.page.wait_for_function(script, arg=IFRAME)
        self.settled()
        return self

    @contextmanager
    def repainted(self) -> Iterator[None]:
        """Wait until what is done inside has been painted, in this frame or in one that took its place."""
        before = self.mark()["t"]
        yield
        script = """([frame, before]) => {
            const inner = document.querySelector(frame)?.contentWindow;
            return inner?.__regioscope?.t > before && inner.__regioscope_view
              && inner.Regioscope.map.getSize().y === inner.innerHeight;
        }"""
        self.page.wait_for_function(script, arg=[IFRAME, before])
        self.settled()

    def settled(self) -> None:
        """Wait until the script of the page has ended and nothing fades any more."""
        self.page.wait_for_function(NOT_BUSY)

    # --------------------------------------------------------------------------------------------------------- the map
    @property
    def frame(self) -> Frame:
        """The frame that holds the map now."""
        handle = self.page.locator(IFRAME).element_handle()
        found = handle.content_frame()
        assert found is not None
        return found

    @property
    def map(self) -> FrameLocator:
        """Locators inside the frame of the map."""
        return self.page.frame_locator(IFRAME)

    def ask(self, script: str, argument: object = None) -> Any:  # noqa: ANN401 - whatever the script answers
        """Evaluate a script in the frame of the map."""
        return self.frame.evaluate(script, argument)

    def mark(self) -> dict[str, Any]:
        """Return the mark of what is painted."""
        found: dict[str, Any] = self.ask("window.__regioscope")
        return found

    def view(self) -> tuple[float, float, float]:
        """Return latitude, longitude and zoom of the map."""
        lat, lon, zoom = self.ask("(m => [m.getCenter().lat, m.getCenter().lng, m.getZoom()])(Regioscope.map)")
        return lat, lon, zoom

    def look(self, lat: float, lon: float, zoom: float) -> None:
        """Look elsewhere without an animation, as if the reader had moved the map."""
        self.ask("document.querySelector('.rs-map').dispatchEvent(new WheelEvent('wheel', {deltaY: 0}))")
        move = "([lat, lon, zoom]) => { Regioscope.map.setView([lat, lon], zoom, {animate: false}); }"
        self.ask(move, [lat, lon, zoom])

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Return where a place is on the page, in pixels."""
        point = "([lat, lon]) => (p => [p.x, p.y])(Regioscope.map.latLngToContainerPoint([lat, lon]))"
        x, y = self.ask(point, [lat, lon])
        box = self.box()
        return box["x"] + x, box["y"] + y

    def box(self) -> dict[str, float]:
        """Return where the map is on the page, in pixels."""
        found = self.page.locator(IFRAME).bounding_box()
        assert found is not None
        return {**found}  # type: ignore[dict-item]

    def hover(self, lat: float, lon: float) -> None:
        """Move the pointer over a place; a map that still settles hides its tooltip, so come again."""
        for _ in range(10):
            x, y = self.at(lat, lon)
            self.page.mouse.move(x - 4, y)
            self.page.mouse.move(x, y, steps=3)
            if self.map.locator(".rs-tip").is_visible():
                return

    def click(self, lat: float, lon: float) -> None:
        """Click on a place."""
        self.hover(lat, lon)
        self.page.mouse.click(*self.at(lat, lon))

    def legend(self) -> list[tuple[str, str]]:
        """Return text and count of every row of the legend."""
        rows = """[...document.querySelectorAll('.rs-row')].map(
            row => ['text', 'count'].map(name => row.querySelector('.rs-row-' + name).textContent))"""
        return [(text, count) for text, count in self.ask(rows)]

    def message(self) -> dict[str, Any]:
        """Return the last message that the map was given."""
        found: dict[str, Any] = json.loads(self.ask("JSON.stringify(Regioscope.message)"))
        return found

    # -------------------------------------------------------------------------------------------------------- the page
    def choose(self, key: str, text: str) -> None:
        """Type into a select box, by the key of its widget, and take the first match."""
        field = self.page.locator(f".st-key-{key} input")
        field.click()
        field.fill(text)
        self.page.get_by_role("option").first.wait_for()
        field.press("Enter")

    def tab(self, name: str) -> None:
        """Open a tab by its name."""
        self.page.get_by_role("tab", name=name, exact=True).click()
        self.settled()

    def headline(self) -> Locator:
        """Return the sentence over the map."""
        return self.page.locator(".rs-headline")

    def says(self, text: str) -> None:
        """Wait until the headline holds a text."""
        expect(self.headline()).to_contain_text(text)

    def notices(self) -> list[str]:
        """Return the sentences of the warnings on the page."""
        return self.page.locator('[data-testid="stAlert"]').all_inner_texts()

    def address(self) -> dict[str, str]:
        """Return the parameters of the address."""
        return {name: values[0] for name, values in parse_qs(urlsplit(self.page.url).query).items()}

    def has(self, **parameters: str) -> None:
        """Wait until the address holds parameters."""
        script = "wanted => Object.entries(wanted).every(([k, v]) => new URLSearchParams(location.search).get(k) === v)"
        self.page.wait_for_function(script, arg=parameters)
