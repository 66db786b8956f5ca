"""A deck: all that a story needs in order to be shown, as plain values for the player in ``static/deck``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from papers.deck_geometry import inlined, keys_of, linked
from papers.deck_sides import sides
from papers.deck_view import view_of
from papers.deck_words import deck_words
from papers.deck_years import years_of
from scene.i18n import Say
from scene.opening import open_drawing, parameters
from scene.story import MAP, SWIPE, YEARS, Step, Story

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.store import Store
    from scene.drawing import Drawing

VERSION = 1
_VIEW_NUMBERS = 3


@dataclass(frozen=True, kw_only=True)
class DeckOptions:
    """What a deck holds beside its steps.

    `selector` are labelled maps that the reader can choose himself, `made` is the day on which the deck is made
    (shown as it stands), `notes` puts the presenter's notes in, which an audience must not get.
    """

    title: str = ""
    made: str = ""
    selector: Sequence[tuple[str, Drawing]] = field(default=())
    notes: bool = False


def deck_of(
    story: Story | Iterable[Step], store: Store, lang: str, *, inline: bool, options: DeckOptions | None = None
) -> dict[str, Any]:
    """Make the deck of a story.

    Parameters
    ----------
    story : Story or iterable of Step
    store : Store
    lang : {"en", "uk", "ru"}
        Language of all words and names.
    inline : bool
        Put outlines and places into the deck, for a file that must do without the app; else their addresses. What
        cannot travel (single establishments, online backgrounds) is left out of such a file, and the step says so.
    options : DeckOptions, optional

    Returns
    -------
    dict
        ``v, lang, title, made, inline, words, texts, steps, selector, geometry``: plain values, ready for JSON.

    Raises
    ------
    AddressError
        If the address of a step cannot be read, or names something that the dataset does not have.
    RegioscopeError
        If the figures of a step cannot be computed.
    """
    given, say = options or DeckOptions(), Say(lang)
    steps = story.steps if isinstance(story, Story) else tuple(story)
    made = [_step(step, n, store, lang, notes=given.notes) for n, step in enumerate(steps)]
    choices = [{"label": label, "view": view_of(drawing)} for label, drawing in given.selector]
    views = [view for step in made for view in (step["view"], step["beside"]) if view]
    views += [choice["view"] for choice in choices]
    for n, view in enumerate(views):
        _prepare(view, n, say, inline=inline)
    geometry = _geometry(views, store, lang, inline=inline)
    return {
        "v": VERSION,
        "lang": lang,
        "title": given.title or (story.title if isinstance(story, Story) else ""),
        "made": given.made,
        "inline": inline,
        "words": deck_words(say),
        "texts": _texts(views),
        "steps": made,
        "selector": choices,
        "geometry": geometry,
    }


def _step(step: Step, n: int, store: Store, lang: str, *, notes: bool) -> dict[str, Any]:
    drawing, look = _opened(step.address, store, lang)
    beside = _opened(step.beside, store, lang)[0] if step.kind == SWIPE and step.beside else None
    years = years_of(drawing) if step.kind == YEARS else None
    drawing = years.drawing if years else drawing
    kind = SWIPE if beside else YEARS if years else MAP
    return {
        "id": step.id or f"step-{n + 1}",
        "title": step.title,
        "sentence": step.sentence,
        "kind": kind,
        "look": look,
        "view": view_of(drawing),
        "beside": view_of(beside) if beside else None,
        "sides": sides(drawing, beside) if beside else None,
        "frames": list(years.frames) if years else None,
        **({"notes": step.notes} if notes else {}),
    }


def _opened(address: str, store: Store, lang: str) -> tuple[Drawing, list[float] | None]:
    """Open the view of a step in the story's language, and the place and zoom that were saved with it."""
    params = parameters(address)
    look = _look(params.pop("view", ""))
    return open_drawing({**params, "lang": lang}, store, lang=lang), look


def _look(text: str) -> list[float] | None:
    """Read ``lat,lon,zoom``; what is none of this is left out, as the map of the app does."""
    try:
        found = [float(part) for part in text.split(",")]
    except ValueError:
        return None
    most = (90.0, 360.0, 22.0)
    fine = len(found) == _VIEW_NUMBERS and all(abs(x) <= limit for x, limit in zip(found, most, strict=True))
    return found if fine else None


def _prepare(view: dict[str, Any], n: int, say: Say, *, inline: bool) -> None:
    """Give a message a key that is the same in every run, and take out of a file what cannot travel."""
    message = view["message"]
    message["key"] = f"view-{n + 1}"
    message["presenter"] = False
    message["text"]["map_title"] = view["alt"]
    if not inline:
        return
    message.pop("tiles", None)
    if message.pop("points", None):
        view["left_out"] = say("Single establishments are not in this file: they stay with the program that made it.")


def _geometry(views: list[dict[str, Any]], store: Store, lang: str, *, inline: bool) -> dict[str, str]:
    keys = list(dict.fromkeys(key for view in views for key in keys_of(view["message"])))
    if not inline:
        return linked(keys)
    found = inlined(keys, store, lang=lang)
    for view in views:
        regions = view["message"].get("regions") or {}
        if regions.get("detail_url") not in found:
            regions.pop("detail_url", None)
    return found


def _texts(views: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Take the words of the map out of the messages, which share them: each gets the number of its words."""
    texts: list[dict[str, str]] = []
    for view in views:
        own = {**view["message"]["text"]}
        own.pop("map_title")
        if own not in texts:
            texts.append(own)
        view["message"]["text"] = texts.index(own)
    return texts
