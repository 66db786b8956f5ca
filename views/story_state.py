"""The story that a reader has open: changes that are kept, what can be undone, what another window did meanwhile."""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import RegioscopeError, SavedError
from geo.lazy import Lazy
from scene.errors_words import in_words
from views import state

if TYPE_CHECKING:
    from collections.abc import Callable

    from scene.address import ViewState
    from scene.i18n import Say
    from scene.story import Step, Story

stories, database = Lazy("keep.stories"), Lazy("keep.database")  # the library behind them waits for the first story

SHOWN = "story_shown"
LAST = "story_last"
"""Id of the story that was opened last: views are added to it."""
_NEWS, _PROBLEM, _CONFLICT, _GO = "story_news", "story_problem", "story_conflict", "story_go"
_STYLE = Path(__file__).with_name("news.css")


@dataclass(frozen=True, slots=True)
class News:
    """What was just done, in a sentence, and how it is taken back; `story` is one to offer to open, at a `step`."""

    text: str
    undo: Callable[[], None] | None = None
    story: str = ""
    step: str = ""


def shown() -> Story | None:
    """Return the story that the page shows."""
    found: Story | None = st.session_state.get(SHOWN)
    return found


def open_story(story_id: str) -> Story | None:
    """Read a story and remember it as the one that is shown; None where it is gone."""
    try:
        found: Story = stories.story(database.default_keep(), story_id)
    except SavedError as error:
        st.session_state[_PROBLEM] = error
        st.session_state.pop(SHOWN, None)
        return None
    st.session_state[SHOWN] = found
    st.session_state[LAST] = found.id
    return found


def attempt(act: Callable[[], None]) -> None:
    """Do something to what is kept; what goes wrong is told on the page."""
    try:
        act()
    except RegioscopeError as error:
        st.session_state[_PROBLEM] = error


def edit(change: Callable[[Story], Story], news: News | None = None) -> bool:
    """Change the story that is shown and keep it; where another window was faster, the reader is asked."""
    before = shown()
    if before is None:
        return False
    changed = change(before)
    try:
        saved = stories.save(database.default_keep(), changed)
    except SavedError as error:
        st.session_state[_CONFLICT if _moved_on(before) else _PROBLEM] = changed if _moved_on(before) else error
        return False
    st.session_state[SHOWN] = saved
    if news is not None:
        tell(news)
    return True


def _moved_on(before: Story) -> bool:
    """Tell whether a story has another version by now; one that is gone has none."""
    try:
        now: Story = stories.story(database.default_keep(), before.id)
    except SavedError:
        return False
    return now.version != before.version


def edit_step(step_id: str, **changes: str) -> bool:
    """Change one step of the story that is shown."""
    return edit(lambda story: with_step(story, step_id, lambda step: replace(step, **changes)))


def with_step(story: Story, step_id: str, change: Callable[[Step], Step]) -> Story:
    """Return a story in which one step is changed."""
    return replace(story, steps=tuple(change(step) if step.id == step_id else step for step in story.steps))


def tell(news: News) -> None:
    """Have the page say what was done, until something else is done."""
    st.session_state[_NEWS] = news


def choose(step_id: str | None) -> None:
    """Open a step on the page."""
    state.change(step=step_id)


# ------------------------------------------------------------------------------------------------- what the reader sees
def show_news(say: Say) -> None:
    """Draw what was just done with the way back, at the foot of the window."""
    if (target := st.session_state.pop(_GO, None)) is not None:
        go(*target)
    news: News | None = st.session_state.get(_NEWS)
    if news is None:
        return
    st.html(_STYLE)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="news"):
        st.html(f'<p role="status" class="rs-news">{html.escape(news.text)}</p>', width="content")
        if news.undo is not None:
            st.button(say("Undo"), key="news_undo", on_click=_undo, args=(news,))
        if news.story:
            st.button(say("Open the story"), key="news_open", on_click=_follow, args=(news,))
        st.button(say("Close"), key="news_close", on_click=_forget)


def go(story_id: str, step_id: str = "") -> None:
    """Open the page of a story, at a step."""
    wanted = {"story": story_id, "step": step_id, "lang": st.query_params.get("lang", "")}
    st.switch_page(st.session_state["pages"]["story"],
                   query_params={name: value for name, value in wanted.items() if value})  # fmt: skip


def _follow(news: News) -> None:
    _forget()
    st.session_state[_GO] = (news.story, news.step)


def _undo(news: News) -> None:
    _forget()
    if news.undo is not None:
        attempt(news.undo)


def _forget() -> None:
    st.session_state.pop(_NEWS, None)


def show_problem(view: ViewState) -> None:
    """Say what could not be kept, once."""
    problem: RegioscopeError | None = st.session_state.pop(_PROBLEM, None)
    if problem is not None:
        st.error(view.say("This could not be done: {problem}", problem=in_words(problem, view.say)))


def show_conflict(view: ViewState) -> None:
    """Ask what becomes of a change that another window overtook: nothing is lost before the answer."""
    mine: Story | None = st.session_state.get(_CONFLICT)
    if mine is None:
        return
    say = view.say
    with st.container(border=True, key="conflict"):
        title = html.escape(say("Two windows changed this story."))
        text = say("Another window saved a change while you worked here. Your last change is not kept yet: choose.")
        st.html(f'<p role="alert" class="rs-text"><b>{title}</b> {html.escape(text)}</p>')
        with st.container(horizontal=True, gap="small"):
            st.button(say("Keep both: mine becomes a copy"), type="primary", key="conflict_both",
                      on_click=_keep_both, args=(mine, say))  # fmt: skip
            st.button(say("Take the other one"), key="conflict_theirs", on_click=_settled)
            st.button(say("Replace it by mine"), key="conflict_mine", on_click=_replace_theirs, args=(mine,))


def _settled() -> None:
    st.session_state.pop(_CONFLICT, None)


def _keep_both(mine: Story, say: Say) -> None:
    _settled()

    def copy() -> None:
        steps = [replace(step, id="") for step in mine.steps]
        made = stories.create(database.default_keep(), say("{title} (copy)", title=mine.title), mine.lang, steps)
        state.change(story=made.id, step=None)

    attempt(copy)


def _replace_theirs(mine: Story) -> None:
    _settled()

    def overwrite() -> None:
        keep = database.default_keep()
        stories.save(keep, replace(mine, version=stories.story(keep, mine.id).version))

    attempt(overwrite)
