"""The deck of a meeting: that of its story, in the colours of a washed-out projector, with answers for the audience."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from geo.errors import RegioscopeError
from layers.palettes import MAX_CLASSES, palette
from papers.deck import DeckOptions, deck_of
from scene.about import about, name_of
from scene.errors_words import in_words
from scene.i18n import Say
from scene.opening import open_drawing, parameters
from scene.story import SWIPE

if TYPE_CHECKING:
    from geo.store import Store
    from scene.story import Step, Story

PALETTE = "YlGnBu"
"""Colours of a meeting where the view names none: they keep their order in grey, and each class has its number."""
_CATEGORIES_WITHOUT_ORDER = frozenset({"life_cycle_stage"})


def projected(address: str) -> str:
    """Give a view the colours of a meeting, unless it names its own.

    Examples
    --------
    >>> projected("data=us&year=2025"), projected("palette=PuOr")
    ('data=us&year=2025&palette=YlGnBu', 'palette=PuOr')
    """
    params = parameters(address)
    if params.get("ind", "") not in _CATEGORIES_WITHOUT_ORDER:
        params.setdefault("palette", PALETTE)
    return urlencode(params, safe=",.:~")


def deck_of_meeting(story: Story, store: Store) -> dict[str, Any]:
    """Make the deck of a story for a meeting.

    A step that cannot be drawn (its dataset was removed) is left out and told, so that the others can be shown.

    Parameters
    ----------
    story : Story
    store : Store

    Returns
    -------
    dict
        As `papers.deck.deck_of`; each step has ``number`` (its place in the story, from 1) and ``maps``: for its map
        and, of a swipe, for the one beside it ``name`` (where it says more than the legend) and ``about``, a list of
        (name, question, answer). ``problems`` are the steps left out: number, title and why; ``contrast`` are the
        colours of so many classes while strong contrast is on. The presenter's notes are not in it.
    """
    say = Say(story.lang)
    shown: list[tuple[int, Step, list[dict[str, Any]]]] = []
    problems = []
    for number, given in enumerate(story.steps, start=1):
        try:
            step = _projected(given)
            shown.append((number, step, _maps(step, store, story.lang)))
        except RegioscopeError as error:
            problems.append({"number": number, "title": given.title, "text": in_words(error, say)})
    steps = tuple(step for _, step, _ in shown)
    deck = deck_of(steps, store, story.lang, inline=False, options=DeckOptions(title=story.title))
    for made, (number, _, maps) in zip(deck["steps"], shown, strict=True):
        made |= {"number": number, "maps": maps}
    colours = {n: palette(PALETTE, n) for n in range(1, MAX_CLASSES + 1)}
    return deck | {"problems": problems, "contrast": colours}


def _projected(step: Step) -> Step:
    beside = projected(step.beside) if step.kind == SWIPE and step.beside else ""
    return replace(step, address=projected(step.address), beside=beside)


def _maps(step: Step, store: Store, lang: str) -> list[dict[str, Any]]:
    """Name each map of a step and answer the audience's questions about it: so it shows whether it can be drawn."""
    found = []
    for address in filter(None, (step.address, step.beside)):
        params = parameters(address)
        params.pop("view", None)
        drawing = open_drawing({**params, "lang": lang}, store, lang=lang)
        name = name_of(drawing.figures) if drawing.figures.query.indicator == "value" else ""
        found.append({"name": name, "about": [list(row) for row in about(drawing)]})
    return found
