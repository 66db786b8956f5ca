"""One step of a story: its picture, the title, a sentence suggested from the numbers or one's own, notes, its kind."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import RegioscopeError
from scene.i18n import N_
from scene.opening import parameters
from scene.steps import suggestions_of
from views import story_state as kept
from views.markup import unmarked
from views.small_map import keys_row
from views.story_cards import show_moves
from views.story_kinds import show_kind
from views.story_look import picture

if TYPE_CHECKING:
    from geo.store import Store
    from scene.address import ViewState
    from scene.i18n import Say
    from scene.story import Step, Story
    from views.story_look import Look

TITLE, SENTENCE, NOTES = 200, 600, 5_000
"""Characters of the fields; what is kept may be longer, from a file."""
_ABOUT = {
    "figure": N_("what stands out"),
    "rank": N_("its rank"),
    "near": N_("the neighbours"),
    "middle": N_("the middle"),
    "counted": N_("all regions"),
    "years": N_("the years"),
    "pair": N_("both sides"),
    "change": N_("the difference"),
    "none": N_("nothing to show"),
}
"""What a suggested sentence is about."""


def show_step(view: ViewState, story: Story, step: Step, look: Look, store: Store) -> None:
    """Draw the step with everything that can be changed."""
    say = view.say
    show_moves(story, step, say)
    if look.problem:
        _show_broken(step, look, say)
    with st.container(horizontal=True, gap="medium", key="step_parts"):
        with st.container(key="step_seen", gap="small"):
            show_kind(view, story, step, look, store)  # above the picture: what a kind needs is seen without scrolling
            if not look.problem:
                _show_picture(step, look, say)
        with st.container(key="step_told", gap="small"):
            _show_texts(story, step, look, store, say)


def _show_broken(step: Step, look: Look, say: Say) -> None:
    """Say why a view works no longer and what can be done; the step itself is kept as it is."""
    st.error(say("The view of this step cannot be shown: {problem}", problem=look.problem))
    text = say("The step is kept with its title, sentence and notes. Bring the data back on the page Data, choose "
               "another view for it on the map, or delete it.")  # fmt: skip
    st.html(f'<p class="rs-lead">{html.escape(text)}</p><p class="rs-address">{html.escape(step.address)}</p>')
    _show_way_to_map(step, say)


def _show_picture(step: Step, look: Look, say: Say) -> None:
    st.html(picture(look, alt=look.headline) + keys_row(look.keys))
    st.html(f'<p class="rs-lead rs-source">{html.escape(look.headline)}. {html.escape(look.source)}</p>')
    _show_way_to_map(step, say)


def _show_way_to_map(step: Step, say: Say) -> None:
    """Draw the button that opens the map with this view, where it can be changed and saved to the same step."""
    hint = say("Opens the map with this view; the button “Save to this step” there brings you back.")
    if not st.button(say("Change the view on the map"), key="step_map", help=hint):
        return
    asked = {**parameters(step.address), "story": st.query_params.get("story", ""), "step": step.id}
    lang = st.query_params.get("lang")
    st.switch_page(st.session_state["pages"]["map"], query_params={**asked, **({"lang": lang} if lang else {})})


def _show_texts(story: Story, step: Step, look: Look, store: Store, say: Say) -> None:
    key = f"c_title_{step.id}"
    st.session_state[key] = step.title
    st.text_input(say("Title"), key=key, max_chars=TITLE, on_change=_write, args=(step.id, "title", key),
                  placeholder=say("A question or a finding, in a few words"))  # fmt: skip
    key = f"c_sentence_{step.id}"
    st.session_state[key] = step.sentence
    st.text_area(say("Sentence: what the audience reads"), key=key, max_chars=max(SENTENCE, len(step.sentence)),
                 height="content", on_change=_write, args=(step.id, "sentence", key),
                 placeholder=say("Choose one below, or write your own"))  # fmt: skip
    if not look.problem:
        _show_suggestions(story, step, store, say)
    key = f"c_notes_{step.id}"
    st.session_state[key] = step.notes
    st.text_area(say("Notes: only you see them"), key=key, max_chars=max(NOTES, len(step.notes)), height=116,
                 on_change=_write, args=(step.id, "notes", key),
                 placeholder=say("What to say, whom to ask, what to hand out"))  # fmt: skip


def _write(step_id: str, name: str, key: str) -> None:
    kept.edit_step(step_id, **{name: st.session_state[key]})


def _show_suggestions(story: Story, step: Step, store: Store, say: Say) -> None:
    """Draw the sentences to choose from, in the language of the story, each with how certain it is."""
    try:
        found = suggestions_of(step, store, story.lang)
    except RegioscopeError:
        return
    texts = [suggestion.text for suggestion in found]
    key = f"c_suggested_{step.id}"
    st.session_state[key] = step.sentence if step.sentence in texts else None
    st.radio(say("Suggested from the numbers"), texts, key=key, index=None, format_func=unmarked,
             captions=[say(_ABOUT.get(one.kind, one.kind)) for one in found], on_change=_take, args=(step.id, key),
             help=say("“Very certain” means at least 99 %, “fairly certain” at least 95 %; sizes may be off by 5 % and "
                      "16.5 % (standard error). The glossary has the sources of these bounds."))  # fmt: skip


def _take(step_id: str, key: str) -> None:
    if st.session_state[key]:
        kept.edit_step(step_id, sentence=st.session_state[key])
