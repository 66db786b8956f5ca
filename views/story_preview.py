"""Preview of a story in its place: the very file that is taken along, in a frame."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import RegioscopeError
from geo.lazy import Lazy
from scene.errors_words import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.store import Store
    from scene.i18n import Say
    from scene.story import Story
    from views.story_look import Look

_deck, _briefcase = Lazy("papers.deck"), Lazy("papers.briefcase")
_HEIGHT = 620


def show_preview(story: Story, looks: Mapping[str, Look], store: Store, say: Say) -> None:
    """Draw the story as its readers will see it; steps that cannot be shown are left out."""
    fine = [step for step in story.steps if not looks[step.id].problem]
    if not fine:
        st.info(say("There is no step yet that can be shown."))
        return
    versions = tuple(store.dataset_version(name) for name in store.dataset_ids())
    try:
        with st.spinner(say("Making the preview ..."), show_time=True):
            page = _made(replace(story, steps=tuple(fine), changed=""), versions, store)
    except RegioscopeError as error:
        st.error(say("This could not be done: {problem}", problem=in_words(error, say)))
        return
    with st.container(key="story_preview"):
        st.iframe(page, height=_HEIGHT, alt=say("Preview of the story: {title}", title=story.title))


@st.cache_data(max_entries=4, show_spinner=False)
def _made(story: Story, versions: tuple[str, ...], _store: Store) -> str:
    del versions  # part of the key: other data make another preview
    deck = _deck.deck_of(story, _store, story.lang, inline=True)
    text: str = _briefcase.briefcase(deck).decode()
    return text
