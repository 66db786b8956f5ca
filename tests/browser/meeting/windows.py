"""A meeting as its presenter has it: a story in a folder of its own, its two windows, keys and what they bring."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from playwright.sync_api import Page

from keep import meetings, stories
from keep.database import Keep
from scene.story import Step

INCOME = "data=us&measure=income_per_capita&ind=value"
STEPS = (
    Step("data=us&item=15-0000&region=53", "Computing concentrates", "Twice the national share.", "Ask for hands."),
    Step("data=us&item=15-0000", "Factories lie elsewhere", "Two maps.", "Slowly.", "swipe", "data=us&item=51-0000"),
    Step(f"{INCOME}&year=1969", "Eighty years", "Income per person.", "Stop at 1944.", "years"),
    Step("data=us&item=15-0000&palette=PuOr&honest=1", "How sure is that?", "Hatched: not certain."),
)
MILLISECONDS_TO_PREPARE = 90_000
"""For the first deck of an app that has just been started, on a machine that does other things, too."""
HALL = {"width": 1920, "height": 1080}
LEGEND = "[...document.querySelectorAll('.rd-map .rs-row-text')].map(row => row.textContent)"
FILLS = "[...document.querySelectorAll('.rd-map path.rs-region')].map(path => path.getAttribute('fill'))"
SIZE = "name => parseFloat(getComputedStyle(document.querySelector(name)).fontSize)"


@dataclass
class Begun:
    """A meeting of the running app."""

    base: str
    keep: Keep
    id: str = ""
    token: str = ""

    def begin(self, steps: tuple[Step, ...], *, title: str = "Where?", lang: str = "en") -> "Begun":
        """Begin another meeting in the same app."""
        meeting, token = meetings.start(self.keep, stories.create(self.keep, title, lang, steps).id)
        return Begun(self.base, self.keep, meeting.id, token)

    @property
    def address(self) -> str:
        return f"{self.base}/meet/{self.id}#{self.token}"


def begun_at(base: str, folder: Path) -> "Begun":
    """Return the first meeting of an app that keeps what is saved in a folder."""
    return Begun(base, Keep(folder / "saved.sqlite")).begin(STEPS)


@dataclass
class Window:
    """One of the two windows of a meeting."""

    page: Page
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def ask(self, script: str, argument: object = None) -> Any:  # noqa: ANN401 - whatever the script answers
        return self.page.evaluate(script, argument)

    def press(self, *keys: str) -> Self:
        """Press keys one after another and wait until each is carried out."""
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def text(self, selector: str) -> str:
        found: str = self.page.locator(selector).first.inner_text()
        return found


class Stage(Window):
    """The window of the audience."""

    def open(self, address: str) -> Self:
        """Open a meeting and wait until its maps are all there."""
        self.page.goto(address)
        self.page.wait_for_function(
            "() => window.__regioscope_error || (window.__regioscope_meet && window.__regioscope_meet.loaded)",
            timeout=MILLISECONDS_TO_PREPARE,
        )
        assert self.ask("window.__regioscope_error || ''") == ""
        return self

    def state(self) -> dict[str, Any]:
        """Return how things stand, as the other window is told."""
        found: dict[str, Any] = self.ask("window.__regioscope_meet")
        return found

    def has(self, **expected: object) -> Self:
        """Wait until things stand so."""
        script = (
            """wanted => Object.entries(wanted).every(([name, value]) => window.__regioscope_meet[name] === value)"""
        )
        self.page.wait_for_function(script, arg=expected)
        return self

    def painted(self, title: str) -> Self:
        """Wait until the map of a step is on the screen, by its title."""
        self.page.wait_for_function("title => document.querySelector('.rd-title').textContent === title", arg=title)
        self.page.wait_for_function("() => document.querySelectorAll('.rd-map path.rs-region[fill]').length > 40")
        return self

    def view(self) -> list[float]:
        """Return latitude, longitude and zoom of the map."""
        found: list[float] = self.ask("(m => [m.getCenter().lat, m.getCenter().lng, m.getZoom()])(Regioscope.map)")
        return found


class Notes(Window):
    """The window with notes."""

    def ready(self) -> Self:
        """Wait until it is there and knows how things stand."""
        there = "() => window.__regioscope_error || window.__regioscope_notes"
        self.page.wait_for_function(there, timeout=MILLISECONDS_TO_PREPARE)
        assert self.ask("window.__regioscope_error || ''") == ""
        return self
