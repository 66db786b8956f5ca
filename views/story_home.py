"""All stories, and the ways to begin one: from a template, empty, or from a file."""

from __future__ import annotations

import html
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
from babel.dates import format_datetime

from geo.errors import RegioscopeError, SavedError
from geo.manifest import in_language
from scene import story_file
from scene.errors_words import in_words
from scene.i18n import NATIVE
from scene.templates import TEMPLATES, fill, why_not
from views import frame, state
from views import story_state as kept
from views.markup import unmarked
from views.story_look import Look, look_of, picture

if TYPE_CHECKING:
    from geo.dataset import Dataset
    from geo.store import Store
    from scene.address import ViewState
    from scene.i18n import Say
    from scene.story import Story

_SHOWN = 24


def show_home(view: ViewState, store: Store) -> None:
    """Draw the page without an open story."""
    say = view.say
    frame.show_title(view, say("How do I show it?"),
                     say("A story is a row of views, each with a title, a sentence made from the numbers, and notes "
                         "that only you see. Show it in a meeting, or take it along as one file."))  # fmt: skip
    kept.show_problem(view)
    found = _stories(view)
    if found:
        frame.show_section(say("Your stories"), "stories")
        _show_stories(found, store, say)
    frame.show_section(say("Begin a new story") if found else say("Begin your first story"), "begin")
    _show_templates(view, store)
    _show_other_ways(view)


def _stories(view: ViewState) -> tuple[Story, ...]:
    try:
        found: tuple[Story, ...] = kept.stories.list_stories(kept.database.default_keep())
    except SavedError as error:
        st.error(in_words(error, view.say))
        return ()
    return found


# ----------------------------------------------------------------------------------------------------- what is there
def _show_stories(found: tuple[Story, ...], store: Store, say: Say) -> None:
    with st.container(key="stories"):
        for story in found[:_SHOWN]:
            with st.container(key=f"story_{story.id}"):
                st.html(_cover(story, store))
                st.button(unmarked(story.title or say("No title")), key=f"go_{story.id}", type="tertiary",
                          on_click=state.change, kwargs={"story": story.id, "step": None})  # fmt: skip
                st.html(f'<p class="rs-card-line">{html.escape(facts_of(story, say))}</p>')
    if len(found) > _SHOWN:
        names = {story.id: story.title or say("No title") for story in found[_SHOWN:]}
        st.session_state["c_story"] = None
        st.selectbox(say("Older stories"), list(names), index=None, key="c_story", format_func=names.__getitem__,
                     placeholder=say("Type a name"), filter_mode="contains", width=420,
                     on_change=lambda: state.change(story=st.session_state["c_story"]))  # fmt: skip


def _cover(story: Story, store: Store) -> str:
    """Draw the first step that can be shown; a story without any has an empty frame."""
    looks = (look_of(step, story.lang, store) for step in story.steps)
    found = next((look for look in looks if not look.problem), None)
    if found is not None:
        return picture(found)
    return picture(Look()) if story.steps else '<div class="rs-thumb rs-thumb-empty" aria-hidden="true">+</div>'


def facts_of(story: Story, say: Say) -> str:
    """Tell how many steps a story has, its language, and when it was changed."""
    steps = say.plural("{n} step", "{n} steps", len(story.steps))
    return " · ".join(part for part in (steps, NATIVE[story.lang], when(story.changed, say)) if part)


def when(changed: str, say: Say) -> str:
    """Write a moment in the reader's language and time zone."""
    if not changed:
        return ""
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    moment = datetime.fromisoformat(changed).astimezone(zone)
    return str(format_datetime(moment, "d MMM y, HH:mm", locale=say.lang))


# -------------------------------------------------------------------------------------------------------- what begins
def _show_templates(view: ViewState, store: Store) -> None:
    say = view.say
    with st.container(horizontal=True, gap="medium", key="about_what"):
        dataset = _choose_dataset(view, store)
        reason = why_not(dataset, say) if dataset is not None else ""
        region = _choose_place(view, dataset) if dataset is not None and not reason else ""
    if dataset is None or reason:
        st.info(reason or say("Choose other data."))
        return
    wanted = ""
    with st.container(key="templates"):
        for name, template in TEMPLATES.items():
            with st.container(border=True, key=f"template_{name}"):
                steps = " → ".join(say(slot.title) for slot in template.slots)
                st.html(f'<h3 class="rs-template">{html.escape(say(template.title))}</h3>'
                        f'<p class="rs-lead">{html.escape(say(template.lead))}</p>'
                        f'<p class="rs-lead rs-steps">{html.escape(steps)}</p>')  # fmt: skip
                if st.button(say("Make this story"), key=f"use_{name}", type="primary"):
                    wanted = name
    if wanted:
        _make(wanted, dataset, region, view, store)


def _choose_dataset(view: ViewState, store: Store) -> Dataset | None:
    say, names = view.say, store.dataset_ids()
    if not names:
        st.error(say("No dataset can be opened. Look at the page Data."))
        return None
    titles = {name: in_language(store.manifest(name).title, say.lang) for name in names}
    usual = view.query.dataset if view.query.dataset in names else names[0]
    st.session_state.setdefault("c_story_data", usual)
    if st.session_state["c_story_data"] not in names:
        st.session_state["c_story_data"] = usual
    chosen = st.selectbox(say("About which data"), names, key="c_story_data", format_func=titles.__getitem__,
                          filter_mode="contains", width=380)  # fmt: skip
    try:
        return store.dataset(chosen)
    except RegioscopeError as error:
        st.error(say("The dataset {name} cannot be opened: {problem}", name=chosen, problem=in_words(error, say)))
        return None


def _choose_place(view: ViewState, dataset: Dataset) -> str:
    """Draw the choice of the place that the story is about; none means the one that stands out."""
    say, level = view.say, dataset.manifest.default.get("level") or dataset.manifest.levels[0].id
    names = dataset.region_names(say.lang)
    codes = [str(code) for code in dataset.regions_at(str(level)).index]
    if view.region in names and view.region not in codes:
        codes.append(view.region)
    key = f"c_story_place_{dataset.key.id}"
    st.session_state.setdefault(key, view.region if view.region in codes else None)
    chosen = st.selectbox(say("About which place"), sorted(codes, key=names.__getitem__), index=None, key=key,
                          width=380, format_func=names.__getitem__, filter_mode="contains",
                          placeholder=say("The one that stands out most"))  # fmt: skip
    return str(chosen or "")


def _make(name: str, dataset: Dataset, region: str, view: ViewState, store: Store) -> None:
    """Fill a template with progress, keep the story and open it."""
    say = view.say
    bar = st.progress(0.0, say("Making the story ..."))

    def told(part: float, text: str) -> None:
        bar.progress(part, text)

    try:
        found = fill(name, dataset.key.id, store, say.lang, region=region, progress=told)
        made = kept.stories.create(kept.database.default_keep(), say(TEMPLATES[name].title), say.lang, found.steps)
    except RegioscopeError as error:
        bar.empty()
        st.error(say("This could not be done: {problem}", problem=in_words(error, say)))
        return
    if found.left_out:
        missing = "; ".join(f"{title} {why}" for title, why in found.left_out)
        kept.tell(kept.News(say("Left out: {missing}", missing=missing)))
    state.change(story=made.id, step=None)
    st.rerun()


def _show_other_ways(view: ViewState) -> None:
    say = view.say
    with st.container(horizontal=True, vertical_alignment="top", gap="small", key="other_ways"):
        st.button(say("Start with an empty story"), key="story_empty", on_click=_empty, args=(say,))
        with st.popover(say("Open a file")):
            st.caption(say("A story that was saved with “Save as a file”, at most 3 MB."))
            given = st.file_uploader(say("Story file"), type="json", key="story_upload", max_upload_size=3)
            if given is not None and st.button(say("Take it in"), key="story_take", type="primary"):
                kept.attempt(lambda: _take(given.getvalue()))
                st.rerun()
    st.caption(say("Or open the map, find a view worth showing, and press “Add to story” below it."))


def _empty(say: Say) -> None:
    def make() -> None:
        made = kept.stories.create(kept.database.default_keep(), say("My story"), say.lang)
        state.change(story=made.id, step=None)

    kept.attempt(make)


def _take(content: bytes) -> None:
    found = story_file.read(content)
    made = kept.stories.create(kept.database.default_keep(), found.title, found.lang, found.steps)
    state.change(story=made.id, step=None)
