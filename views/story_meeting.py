"""The way from the story into the room: a meeting is started, and its two windows are opened."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING
from urllib.parse import quote

import streamlit as st

from geo.lazy import Lazy
from views import story_state as kept
from views.share import root

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scene.i18n import Say
    from scene.story import Story
    from views.story_look import Look

_meetings, _database = Lazy("keep.meetings"), Lazy("keep.database")
_STARTED = "story_meeting"


def show_meeting(story: Story, looks: Mapping[str, Look], say: Say) -> None:
    """Draw what starts the meeting; once it runs, the links to its windows, which this browser alone knows."""
    bad = [n for n, step in enumerate(story.steps, 1) if looks[step.id].problem]
    if not story.steps or bad:
        numbers = ", ".join(map(str, bad))
        mend = say("Mend or delete these steps first: {numbers}. Their views work no longer.", numbers=numbers)
        st.warning(mend if bad else say("Add a step first: a meeting needs something to show."))
        return
    started: tuple[str, str, str] | None = st.session_state.get(_STARTED)
    if started is None or started[0] != story.id:
        st.html(_lines(
            say("The story fills the screen: large letters, high contrast, a keyboard or a clicker is enough."),
            say("You get a link that only you have. Nothing is open to other machines before you open the room for "
                "phones there."),
        ))  # fmt: skip
        st.button(say("Start now"), type="primary", key="meeting_start", on_click=_start, args=(story.id,))
        return
    _, meeting, token = started
    address = f"{root()}meet/{meeting}"
    st.html(_lines(say("The meeting is ready.")))
    with st.container(horizontal=True, gap="small"):
        st.link_button(say("Open the screen for the room"), f"{address}#{quote(token)}", type="primary")
        st.link_button(say("Open your notes"), f"{address}/notes#{quote(token)}")
    st.html(_lines(say("Put the first window on the projector and the second one in front of you: both follow the same "
                       "step. The key ? there lists all keys."),
                   say("Keep the links to yourself: who has them leads the meeting.")))  # fmt: skip
    st.button(say("End this meeting"), key="meeting_end", on_click=_end, args=(meeting,))


def _lines(*texts: str) -> str:
    return "".join(f'<p class="rs-lead">{html.escape(text)}</p>' for text in texts)


def _start(story_id: str) -> None:
    def begin() -> None:
        meeting, token = _meetings.start(_database.default_keep(), story_id)
        st.session_state[_STARTED] = (story_id, meeting.id, token)

    kept.attempt(begin)


def _end(meeting: str) -> None:
    st.session_state.pop(_STARTED, None)
    kept.attempt(lambda: _meetings.close(_database.default_keep(), meeting))
