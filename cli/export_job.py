"""What `regioscope export` was asked to write: views of addresses, or a saved story, and how they shall look."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cli.console import Steps
from geo.errors import AddressError
from geo.store import default_store
from scene.opening import open_drawing, parameters
from scene.story import Step, Story

if TYPE_CHECKING:
    from datetime import date

    from geo.store import Store
    from scene.drawing import Drawing

_LONGEST = 160  # letters of an address at the foot of a picture
VIEW = "view"
"""Parameter of the address with the place and zoom of the map, and the zoom that asks for it."""


@dataclass(frozen=True)
class Looks:
    """How pictures look: paper, dots an inch, extent, headline."""

    size: str = "slide"
    dpi: float = 150.0
    zoom: str = "whole"
    title: str = ""


@dataclass(frozen=True)
class Job:
    """Views to write, each by its parameters, or a story; the day, how pictures look, whether a profile."""

    made: date
    views: tuple[dict[str, str], ...] = ()
    story: Story | None = None
    looks: Looks = field(default_factory=Looks)
    profile: bool = False

    @property
    def store(self) -> Store:
        """The data that the views name."""
        return default_store()

    @cached_property
    def drawings(self) -> list[Drawing]:
        """Every view, computed."""
        return [open_drawing(view, self.store) for view in self.views]

    @property
    def only(self) -> Drawing:
        """The one view of a file that holds one.

        Raises
        ------
        AddressError
            If there are several, or a story.
        """
        if self.story is not None or len(self.views) != 1:
            raise AddressError("this kind of file holds one view: give one --query, and no story")
        return self.drawings[0]

    @property
    def lang(self) -> str:
        """Language of the file: of the story, or of the first view."""
        return self.story.lang if self.story is not None else self.views[0].get("lang", "en")

    def as_story(self) -> Story:
        """Return the story, or the views as the steps of one."""
        if self.story is not None:
            return self.story
        steps = tuple(Step(address=urlencode(view), id=str(n)) for n, view in enumerate(self.views))
        return Story(id="", title=self.looks.title, lang=self.lang, steps=steps)

    def address(self) -> str:
        """Part of an address that the views have in common, for the foot of a picture; shortened where it is long."""
        shared = [pair for pair in self.views[0].items() if all(pair in view.items() for view in self.views)]
        text = "?" + urlencode(shared, safe=",")
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "\u2026"

    def counting(self) -> Steps:
        """Return what says how far a story is."""
        return Steps("writing", "steps")


def views_of(queries: list[str], several: tuple[str, tuple[str, ...]] | None, lang: str) -> tuple[dict[str, str], ...]:
    """Read the views that a command names.

    Parameters
    ----------
    queries : list of str
        Addresses, or JSON with the same names.
    several : (str, tuple of str) or None
        A parameter and its values: each view once with each of them.
    lang : str
        Language in place of that of the addresses, if any.

    Returns
    -------
    tuple of dict

    Raises
    ------
    AddressError
        If a query cannot be read.

    Examples
    --------
    >>> [view["year"] for view in views_of(["data=us"], ("year", ("1929", "2009")), "")]
    ['1929', '2009']
    """
    views = [parameters(query) | ({"lang": lang} if lang else {}) for query in queries]
    if several is None:
        return tuple(views)
    name, values = several
    return tuple(view | {name: value} for view in views for value in values)


def saved_story(story_id: str, lang: str) -> Story:
    """Return a saved story, its views in another language if one is asked for.

    Raises
    ------
    SavedError
        If there is none of this id.
    """
    from keep.database import default_keep  # noqa: PLC0415 - a database that views do not need
    from keep.stories import story  # noqa: PLC0415 - as above

    found = story(default_keep(), story_id)
    if not found.steps:
        raise AddressError(f"the story {found.title!r} has no step yet: add one in the app")
    return replace(found, lang=lang) if lang else found
