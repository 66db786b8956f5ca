"""The story page: how do I show it? Views in an order, each with a title, a sentence from the numbers, and notes."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from geo.manifest import LANGUAGES
from geo.store import default_store
from scene.i18n import NATIVE
from scene.opening import parameters
from scene.story import MOST_STEPS
from views import frame, state
from views import story_state as kept
from views.story_cards import chosen_step, show_cards
from views.story_files import show_files, show_save
from views.story_home import facts_of, show_home
from views.story_look import looks_of
from views.story_meeting import show_meeting
from views.story_preview import show_preview
from views.story_step import show_step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.store import Store
    from scene.address import ViewState
    from scene.i18n import Say
    from scene.story import Story
    from views.story_look import Look

_TITLE = 200
_EDIT, _PREVIEW = "edit", "preview"


def page() -> None:
    """Draw the page."""
    frame.show_styles("story.css")
    store, view = default_store(), state.current("story")
    asked = st.query_params.get("story", "")
    story = kept.open_story(asked) if asked else None
    if story is None:
        show_home(view, store)
    else:
        _show(view, story, store)
    kept.show_news(view.say)


def _show(view: ViewState, story: Story, store: Store) -> None:
    say = view.say
    frame.show_tools(view)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="story_head"):
        with st.container(key="story_title", gap=None):
            st.button("← " + say("All stories"), key="all_stories", type="tertiary", on_click=_leave)
            title, facts = html.escape(story.title or say("No title")), html.escape(facts_of(story, say))
            st.html(f'<h1 class="rs-headline">{title}</h1><p class="rs-subtitle rs-keep">{facts}</p>')
        bar = st.container(key="story_does")  # drawn when it is known which steps can be shown
    kept.show_problem(view)
    kept.show_conflict(view)
    if not story.steps:
        with bar, st.container(horizontal=True, key="story_bar"):
            _show_more(story, say)
        _show_empty(view, story)
        return
    looks = looks_of(story, store, say)
    with bar:
        mode = _show_bar(view, story, looks, store)
    chosen = chosen_step(story)
    if chosen is None:
        return
    if mode == _PREVIEW:
        show_preview(story, chosen, looks, store, say)
        return
    with st.container(horizontal=True, gap="medium", key="story"):
        with st.container(key="story_list"):
            show_cards(view, story, looks, chosen)
            _show_add(view, story)
        with st.container(key="story_step"):
            show_step(view, story, chosen, looks[chosen.id], store)


def _leave() -> None:
    state.change(story=None, step=None)
    st.session_state.pop(kept.SHOWN, None)


# ---------------------------------------------------------------------------------------------- what one can do with it
def _show_bar(view: ViewState, story: Story, looks: Mapping[str, Look], store: Store) -> str:
    """Draw the row of what can be done with the story; return whether it is edited or previewed."""
    say = view.say
    names = {_EDIT: say("Edit"), _PREVIEW: say("Preview")}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="story_bar"):
        mode = st.segmented_control(say("Edit or preview"), list(names), key="story_mode", default=_EDIT, required=True,
                                    format_func=names.__getitem__, label_visibility="collapsed")  # fmt: skip
        panel = st.popover(say("Start the meeting"), type="primary", on_change="rerun", key="story_meet")
        if panel.open:
            with panel:
                show_meeting(story, looks, say)
        _show_along(story, looks, store, say)
        _show_more(story, say)
    return str(mode)


@st.fragment
def _show_along(story: Story, looks: Mapping[str, Look], store: Store, say: Say) -> None:
    """Draw the files; making one draws nothing else anew."""
    panel = st.popover(say("Take along"), on_change="rerun", key="story_along")
    if panel.open:
        with panel, st.container(key="files"):
            show_files(story, looks, store, say)


def _show_more(story: Story, say: Say) -> None:
    """Draw what concerns the story as a whole: title, language, copy, file, deletion."""
    panel = st.popover(say("More"), on_change="rerun", key="story_more")
    if panel.open:
        with panel:
            _show_whole(story, say)


def _show_whole(story: Story, say: Say) -> None:
    st.session_state["c_story_title"] = story.title
    st.text_input(say("Title of the story"), key="c_story_title", max_chars=_TITLE, on_change=_rename)
    st.session_state["c_story_lang"] = story.lang
    st.selectbox(say("Language of the story"), LANGUAGES, key="c_story_lang", format_func=NATIVE.__getitem__,
                 on_change=_translate, help=say("The language of maps and suggested sentences. What you wrote yourself "
                                                "stays as it is."))  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        st.button(say("Duplicate"), key="story_copy", on_click=_copy, args=(story, say))
        show_save(story, say)
        st.button(say("Delete"), key="story_delete", on_click=_delete, args=(story, say))


def _rename() -> None:
    title = st.session_state["c_story_title"]
    kept.edit(lambda story: replace(story, title=title))


def _translate() -> None:
    lang = st.session_state["c_story_lang"]
    kept.edit(lambda story: replace(story, lang=lang))


def _copy(story: Story, say: Say) -> None:
    def copy() -> None:
        steps = [replace(step, id="") for step in story.steps]
        title = say("{title} (copy)", title=story.title)
        made = kept.stories.create(kept.database.default_keep(), title, story.lang, steps)
        state.change(story=made.id, step=None)

    kept.attempt(copy)


def _delete(story: Story, say: Say) -> None:
    def back() -> None:
        kept.stories.restore(kept.database.default_keep(), story.id)
        state.change(story=story.id)

    def delete() -> None:
        kept.stories.delete(kept.database.default_keep(), story.id)
        kept.tell(kept.News(say("The story was deleted: {title}", title=story.title), back))
        _leave()

    kept.attempt(delete)


# ------------------------------------------------------------------------------------------------------- one more step
def _show_add(view: ViewState, story: Story) -> None:
    say = view.say
    if len(story.steps) >= MOST_STEPS:
        st.caption(say("A story has at most {n} steps.", n=MOST_STEPS))
    elif st.button(say("Add a view from the map"), key="add_view", width="stretch"):
        _to_map(view, story)


def _show_empty(view: ViewState, story: Story) -> None:
    say = view.say
    with st.container(border=True, key="story_nothing"):
        text = say("This story has no steps yet. Open the map, choose what to show, and press “Add to story” below it: "
                   "the view comes here with a sentence from its numbers.")  # fmt: skip
        st.html(f'<p class="rs-text">{html.escape(text)}</p>')
        if st.button(say("Open the map"), type="primary", key="add_first"):
            _to_map(view, story)


def _to_map(view: ViewState, story: Story) -> None:
    """Open the map where the story ends, or where the reader last was."""
    here = {name: value for name, value in st.query_params.to_dict().items() if name not in {"story", "step"}}
    start = parameters(story.steps[-1].address) if story.steps else here
    st.switch_page(st.session_state["pages"]["map"], query_params={**start, "story": story.id, "lang": view.lang})
