"""Briefcases of what a person looks at: one view with other indicators to choose from, several views as a story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date

from papers.briefcase import briefcase
from papers.briefcase_choice import choice_of
from papers.deck import DeckOptions, deck_of
from papers.deck_steps import opened
from scene.story import Step

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geo.store import Store
    from scene.drawing import Drawing
    from scene.story import Story


def briefcase_of_queries(
    queries: Sequence[str], store: Store, lang: str = "en", *, title: str = "", made: date | None = None
) -> bytes:
    """Write views as one HTML file: each is a step, other indicators of the first one can be chosen.

    Parameters
    ----------
    queries : sequence of str
        Addresses, or JSON with the same names (see `scene.opening.parameters`).
    store : Store
    lang : {"en", "uk", "ru"}
    title : str, optional
        Title of the file; that of its first view by default.
    made : date, optional
        The day, written at the foot of the file.

    Returns
    -------
    bytes
        See `papers.briefcase.briefcase`.

    Raises
    ------
    AddressError
        If a query cannot be read, or names something that the dataset does not have.
    """
    first, _ = opened(queries[0], store, lang)
    steps = [Step(address=query) for query in queries]
    options = DeckOptions(title=title, made=_written(made, lang), selector=choice_of(first, store))
    return briefcase(deck_of(steps, store, lang, inline=True, options=options))


def briefcase_of_view(drawing: Drawing, store: Store, *, made: date | None = None) -> bytes:
    """Write one view as an HTML file, with other indicators of its regions to choose from.

    Parameters
    ----------
    drawing : Drawing
        The map as it is on the screen.
    store : Store
    made : date, optional
        The day, written at the foot of the file.

    Returns
    -------
    bytes
        See `papers.briefcase.briefcase`.
    """
    lang = drawing.view.lang
    options = DeckOptions(made=_written(made, lang), selector=choice_of(drawing, store))
    return briefcase(deck_of([drawing], store, lang, inline=True, options=options))


def briefcase_of_story(story: Story, store: Store, *, made: date | None = None) -> bytes:
    """Write a story as an HTML file, with other indicators of its first step to choose from; no notes are in it.

    Parameters
    ----------
    story : Story
    store : Store
    made : date, optional
        The day, written at the foot of the file.

    Returns
    -------
    bytes
        See `papers.briefcase.briefcase`.

    Raises
    ------
    AddressError
        If there is no step, or the address of one cannot be read or names something that the dataset does not have.
    """
    chosen = choice_of(opened(story.steps[0].address, store, story.lang)[0], store) if story.steps else []
    options = DeckOptions(made=_written(made, story.lang), selector=chosen)
    return briefcase(deck_of(story, store, story.lang, inline=True, options=options))


def _written(made: date | None, lang: str) -> str:
    return format_date(made, "long", locale=lang) if made else ""
