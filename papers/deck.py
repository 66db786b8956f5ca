"""A deck: all that a story needs in order to be shown, as plain values for the player in ``static/deck``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from papers.deck_geometry import inlined, keys_of, linked
from papers.deck_steps import step_of
from papers.deck_view import view_of
from papers.deck_words import deck_words
from scene.i18n import N_, Say
from scene.story import Step, Story

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.store import Store
    from scene.drawing import Drawing

VERSION = 1
_STAYS = {
    "points": N_("Single establishments are not in this file: they stay with the program that made it."),
    "hexagons": N_("The hexagons of this map are not in this file: they stay with the program that made it."),
    "density": N_("The density of this map is not in this file: it stays with the program that made it."),
}
"""What a step says of establishments that its map shows in the app, by the way it shows them."""


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
    story: Story | Iterable[Step | Drawing],
    store: Store,
    lang: str,
    *,
    inline: bool,
    options: DeckOptions | None = None,
) -> dict[str, Any]:
    """Make the deck of a story.

    Parameters
    ----------
    story : Story or iterable of Step or Drawing
        A drawing is a step without title and sentence.
    store : Store
    lang : {"en", "uk", "ru"}
        Language of all words and names.
    inline : bool
        Put outlines and places into the deck, for a file that must do without the app; else their addresses. What
        cannot travel (establishments in any form, online backgrounds) is left out of such a file, and the step says so.
    options : DeckOptions, optional

    Returns
    -------
    dict
        ``v, lang, title, made, inline, words, texts, amounts, notes, steps, selector, geometry``: plain values, ready
        for JSON. What many maps share (``texts`` of the map, ``amounts`` and ``notes`` of the table) stands once, the
        maps hold its number.

    Raises
    ------
    AddressError
        If the address of a step cannot be read, or names something that the dataset does not have.
    RegioscopeError
        If the figures of a step cannot be computed.
    """
    given, say = options or DeckOptions(), Say(lang)
    steps: Iterable[Step | Drawing] = story.steps if isinstance(story, Story) else story
    made = [step_of(step, n, store, lang, notes=given.notes) for n, step in enumerate(steps)]
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
        "texts": _shared([view["message"] for view in views], "text"),
        "amounts": _shared([view["table"] for view in views], "amounts"),
        "notes": _shared([view["table"] for view in views], "notes"),
        "steps": made,
        "selector": choices,
        "geometry": geometry,
    }


def _prepare(view: dict[str, Any], n: int, say: Say, *, inline: bool) -> None:
    """Give a message a key that is the same in every run, and take out of a file what cannot travel."""
    message = view["message"]
    message["key"] = f"view-{n + 1}"
    message["presenter"] = False
    message["text"].pop("map_title")  # the player says the map in words
    if not inline:
        return
    message.pop("tiles", None)
    if points := message.pop("points", None):
        view["left_out"] = say(_STAYS[points["mode"]])


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


def _shared(owners: list[dict[str, Any]], name: str) -> list[Any]:
    """Take a part out of those that hold it, which share it: each gets its number in the list."""
    found: list[Any] = []
    for owner in owners:
        if owner[name] not in found:
            found.append(owner[name])
        owner[name] = found.index(owner[name])
    return found
