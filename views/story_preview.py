"""Preview of a story in its place: the very file that is taken along, in a frame."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.errors import RegioscopeError
from geo.lazy import Lazy
from scene.errors_words import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.store import Store
    from scene.i18n import Say
    from scene.story import Step, Story
    from views.story_look import Look

_deck, _briefcase = Lazy("papers.deck"), Lazy("papers.briefcase")
_HEIGHT = 620


def show_preview(story: Story, chosen: Step, looks: Mapping[str, Look], store: Store, say: Say) -> None:
    """Draw the story as its readers will see it, from the chosen step on; steps that cannot be shown are left out."""
    fine = [step for step in story.steps if not looks[step.id].problem]
    if not fine:
        st.info(say("There is no step yet that can be shown."))
        return
    versions = tuple(store.dataset_version(name) for name in store.dataset_ids())
    try:
        with st.spinner(say("Making the preview ..."), show_time=True):
            deck = _made(replace(story, steps=tuple(fine), changed=""), versions, store)
            page = _briefcase.briefcase(deck | {"start": first_shown(story, chosen, fine)}).decode()
    except RegioscopeError as error:
        st.error(say("This could not be done: {problem}", problem=in_words(error, say)))
        return
    with st.container(key="story_preview"):
        st.iframe(page, height=_HEIGHT, alt=say("Preview of the story: {title}", title=story.title))


def first_shown(story: Story, chosen: Step, fine: Sequence[Step]) -> int:
    """Return the place of the chosen step among those that can be shown; of the next one where it is none of them."""
    before = story.steps[: story.steps.index(chosen)]
    return min(sum(step in fine for step in before), len(fine) - 1)


@st.cache_data(max_entries=4, show_spinner=False)
def _made(story: Story, versions: tuple[str, ...], _store: Store) -> dict[str, Any]:
    del versions  # part of the key: other data make another preview
    deck: dict[str, Any] = _deck.deck_of(story, _store, story.lang, inline=True)
    return deck
