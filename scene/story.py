"""A story: views in an order, each with a title, a sentence and notes for who tells it."""

from __future__ import annotations

from dataclasses import dataclass, field

MAP, SWIPE, YEARS = "map", "swipe", "years"
KINDS = (MAP, SWIPE, YEARS)
"""A view; a view before and after, divided by a line that moves; a view that runs through its years."""
MOST_STEPS = 100


@dataclass(frozen=True, slots=True)
class Step:
    """One view of a story.

    `address` is the part of an address after the question mark, with the place and zoom of the map (``view=``) if they
    were saved; `beside` that of the view before or after, of a step of kind ``swipe``. `sentence` is what the audience
    reads, `notes` what only the presenter does.
    """

    address: str
    title: str = ""
    sentence: str = ""
    notes: str = ""
    kind: str = MAP
    beside: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """Steps in their order, with a title and a language; `version` counts its changes."""

    id: str
    title: str
    lang: str = "en"
    steps: tuple[Step, ...] = field(default=())
    version: int = 0
    changed: str = ""
