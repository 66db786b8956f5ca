"""The steps of a deck: each a map, two maps side by side, or a map that runs through its years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from papers.deck_sides import sides
from papers.deck_view import view_of
from papers.deck_years import years_of
from scene.opening import open_drawing, parameters
from scene.story import MAP, SWIPE, YEARS, Step

if TYPE_CHECKING:
    from geo.store import Store
    from scene.drawing import Drawing

_VIEW_LIMITS = (90.0, 360.0, 22.0)


def step_of(step: Step | Drawing, n: int, store: Store, lang: str, *, notes: bool = False) -> dict[str, Any]:
    """Make one step of a deck.

    Parameters
    ----------
    step : Step or Drawing
        A step of a story, or a map that is drawn already.
    n : int
        Its place, from 0.
    store : Store
    lang : str
        Language of the story.
    notes : bool, default False
        Put the presenter's notes in.

    Returns
    -------
    dict
        ``id, title, sentence, kind, look`` (latitude, longitude and zoom that were saved, or None), ``view`` and
        ``beside`` (see `papers.deck_view.view_of`), ``sides`` (names of both), ``frames`` (see
        `papers.deck_years.years_of`). A step whose measure has one year only is a map.

    Raises
    ------
    AddressError
        If the address cannot be read, or names something that the dataset does not have.
    RegioscopeError
        If the figures cannot be computed.
    """
    told = step if isinstance(step, Step) else Step(address="")
    drawing, look = opened(step.address, store, lang) if isinstance(step, Step) else (step, None)
    beside = opened(told.beside, store, lang)[0] if told.kind == SWIPE and told.beside else None
    years = years_of(drawing) if told.kind == YEARS else None
    return {
        "id": told.id or f"step-{n + 1}",
        "title": told.title,
        "sentence": told.sentence,
        "kind": SWIPE if beside else YEARS if years else MAP,
        "look": look,
        "view": view_of(years.drawing if years else drawing),
        "beside": view_of(beside) if beside else None,
        "sides": sides(drawing, beside) if beside else None,
        "frames": list(years.frames) if years else None,
        **({"notes": told.notes} if notes else {}),
    }


def opened(address: str, store: Store, lang: str) -> tuple[Drawing, list[float] | None]:
    """Open the view of an address in a language, and the place and zoom (latitude, longitude, zoom) saved with it.

    Raises
    ------
    AddressError
        If the address cannot be read, or names something that the dataset does not have.
    """
    params = parameters(address)
    look = _look(params.pop("view", ""))
    return open_drawing({**params, "lang": lang}, store, lang=lang), look


def _look(text: str) -> list[float] | None:
    """Read ``lat,lon,zoom``; what is none of this is left out, as the map of the app does."""
    try:
        found = [float(part) for part in text.split(",")]
    except ValueError:
        return None
    if len(found) != len(_VIEW_LIMITS):
        return None
    fine = all(abs(number) <= limit for number, limit in zip(found, _VIEW_LIMITS, strict=True))
    return found if fine else None
