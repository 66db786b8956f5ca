"""The map client in a frame of a small local site, and the messages that the tests send to it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Frame, Page

from geo.classify import classify
from layers.legend import LegendWords, legend
from layers.message import Basemap, MapMessage
from layers.palettes import palette
from layers.regions import Extra, Geometry, RegionWords, region_layer
from tests.browser.client.site import FRAME, Site, running_site

TEXT = {
    "map_title": "Map of quotients",
    "keyboard_help": "Arrow keys move the map",
    "regions_help": "Regions: arrow keys walk, Enter chooses",
    "home": "Whole map",
    "zoom_in": "Closer",
    "zoom_out": "Farther",
    "png": "Save picture",
    "simulated": "made up",
    "load_error": "The map could not be loaded.",
    "retry": "Try again",
    "range": "{low} to {high}",
    "jobs": "jobs",
    "establishments": "establishments",
    "establishment": "Establishment {id}",
    "sector": "Sector",
    "points_none": "Nobody here",
    "points_filtered": "Nobody passes",
    "points_few": "Too few",
    "employees": "Employees",
    "region": "Region",
    "close": "Shut",
}
SIX = "../../geo/six.json"
BOX = (44.0, 20.0, 52.0, 32.0)
SIX_VALUES = (0.4, 1.0, 2.5, np.nan, 9.0, 1.314)


def message(key: str, *, values: tuple[float, ...] = SIX_VALUES, url: str = SIX, **more: Any) -> MapMessage:  # noqa: ANN401
    """Return the message for six regions: one without data, one below the minimum."""
    array = np.array(values)
    below = array == 9.0
    colours = palette(more.pop("palette", "PuOr"), 5)
    classes = classify(array, scheme="fixed", breaks=(0.5, 0.8, 1.25, 2.0), colours=colours, below=below)
    extra = Extra(lower=array - 0.05, upper=array + 0.05)
    words = RegionWords(label="Location quotient", low_text="fewer than 1,000 jobs", nodata_text="no data here")
    place = Geometry(url=url, detail_url="../../geo/six-detail.json" if "six" in url else None)
    titles = LegendWords(
        title="Share compared with the country", unit_text="1 is the national share", source="BLS 2025"
    )
    fields: dict[str, Any] = {
        "lang": "en",
        "locale": "en-US",
        "text": TEXT,
        "view": BOX,
        "view_key": "six",
        "regions": region_layer(array, classes, geometry=place, words=words, extra=extra),
        "legend": legend(classes, words=titles, number=lambda x: f"{x:g}", values=array),
        "basemap": Basemap(land="../../geo/land.json"),
        **more,
    }
    return MapMessage(key=key, **fields)


@dataclass
class Client:
    """The map in its frame."""

    page: Page
    frame: Frame
    site: Site

    def send(self, sent: MapMessage) -> dict[str, Any]:
        """Send a message, wait until it is painted, and return the mark."""
        self.frame.evaluate(f"Regioscope.update({sent.to_json()}); 0")
        self.frame.wait_for_function("key => window.__regioscope && window.__regioscope.key === key", arg=sent.key)
        mark: dict[str, Any] = self.frame.evaluate("window.__regioscope")
        return mark

    def fills(self) -> list[str]:
        """Return the fill of every region, in the order of the geometry."""
        found: list[str] = self.frame.evaluate(
            "[...document.querySelectorAll('path.rs-region')].map(p => p.getAttribute('fill'))"
        )
        return found

    def view(self) -> tuple[float, float, float]:
        """Return latitude, longitude and zoom of the map."""
        seen = self.frame.evaluate(
            "[Regioscope.map.getCenter().lat, Regioscope.map.getCenter().lng, Regioscope.map.getZoom()]"
        )
        return tuple(round(part, 3) for part in seen)

    def look(self, lat: float, lon: float, zoom: float) -> None:
        """Look somewhere else, without an animation."""
        self.frame.evaluate(f"Regioscope.map.setView([{lat}, {lon}], {zoom}, {{animate: false}}); 0")

    def point(self, lat: float, lon: float) -> tuple[float, float]:
        """Return where a place is on the page, in pixels."""
        at = self.frame.evaluate(f"(p => [p.x, p.y])(Regioscope.map.latLngToContainerPoint([{lat}, {lon}]))")
        return at[0], at[1]

    def hover(self, lat: float, lon: float) -> None:
        """Move the pointer over a place."""
        x, y = self.point(lat, lon)
        self.page.mouse.move(x - 3, y)
        self.page.mouse.move(x, y, steps=3)

    def click(self, lat: float, lon: float) -> None:
        """Click on a place."""
        self.hover(lat, lon)
        self.page.mouse.click(*self.point(lat, lon))

    def text(self, selector: str) -> str:
        """Return the text of an element of the frame, lines joined by a bar."""
        return " | ".join(self.frame.locator(selector).inner_text().splitlines())

    def sent(self) -> list[dict[str, Any]]:
        """Return what the map sent to Python."""
        values: list[dict[str, Any]] = self.frame.evaluate("window.sent")
        return values

    def address(self) -> str:
        """Return the address of the page around the map."""
        found: str = self.page.evaluate("location.search")
        return found


@pytest.fixture(scope="session")
def running() -> Iterator[Site]:
    """One site for all tests of the client."""
    with running_site() as site:
        yield site


@pytest.fixture
def site(running: Site) -> Site:
    """Return the site with an empty record."""
    running.asked.clear()
    running.delays.clear()
    running.broken.clear()
    return running


@pytest.fixture
def open_client(open_page: Callable[..., Page], site: Site) -> Callable[..., Client]:
    """Open the map: ``open_client("?view=50,30,6", viewport={...})``."""

    def start(address: str = "", **options: Any) -> Client:  # noqa: ANN401 - options of Browser.new_context
        page = open_page(**options)
        page.goto(f"{site.url}/{address}")
        frame = next(frame for frame in page.frames if FRAME in frame.url)
        frame.wait_for_function("window.Regioscope && window.Regioscope.map")
        return Client(page, frame, site)

    return start


@pytest.fixture
def client(open_client: Callable[..., Client]) -> Client:
    """Return the map, 1280 x 720, before any message."""
    return open_client()
