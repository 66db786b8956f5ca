"""Meetings: a story told to people in a room, and the token of whoever tells it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from keep.limits import refusal
from keep.models import MeetingRow, StoryRow
from scene.i18n import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from keep.database import Keep

TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting; `closed` is empty while it runs, `story_id` when its story is gone. Times are UTC, ISO 8601."""

    id: str
    story_id: str
    started: str
    closed: str = ""


def start(keep: Keep, story_id: str) -> tuple[Meeting, str]:
    """Begin a meeting.

    Returns
    -------
    (Meeting, str)
        The presenter's token is returned here only: its SHA-256 is kept, not the token.

    Raises
    ------
    SavedError
        If there is no such story.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with keep.writing() as session:
        story = session.get(StoryRow, story_id)
        if story is None or story.deleted:
            raise refusal(N_("there is no such story any more: it was deleted"))
        row = MeetingRow(
            id=keep.new_id(), story_id=story_id, title=story.title, token_sha256=_digest(token), started=keep.now(),
            closed="",
        )  # fmt: skip
        session.add(row)
        return _meeting(row), token


def allowed(keep: Keep, meeting_id: str, token: str) -> bool:
    """Tell whether a token is the presenter's of a meeting, closed or not; takes the same time for every wrong one."""
    with keep.reading() as session:
        row = session.get(MeetingRow, meeting_id)
        known = row.token_sha256 if row is not None else _digest("")
    return hmac.compare_digest(known, _digest(token)) and row is not None


def meeting(keep: Keep, meeting_id: str) -> Meeting:
    """Return a meeting.

    Raises
    ------
    SavedError
        If there is none.
    """
    with keep.reading() as session:
        return _meeting(row_of(session, meeting_id))


def close(keep: Keep, meeting_id: str) -> Meeting:
    """End a meeting: nobody can vote or write any more. One that is closed stays as it is.

    Raises
    ------
    SavedError
        If there is none.
    """
    with keep.writing() as session:
        row = row_of(session, meeting_id)
        row.closed = row.closed or keep.now()
        return _meeting(row)


def row_of(session: Session, meeting_id: str, *, running: bool = False) -> MeetingRow:
    """Return the row of a meeting.

    Raises
    ------
    SavedError
        If there is none, or it must be `running` and is closed.
    """
    row = session.get(MeetingRow, meeting_id)
    if row is None:
        raise refusal(N_("there is no such meeting"))
    if running and row.closed:
        raise refusal(N_("the meeting is over"))
    return row


def device_name(meeting_id: str, device: str) -> str:
    """Return the name under which a device is kept: a digest, another one in each meeting, so that none is followed."""
    return _digest(f"{meeting_id} {device}")


def _meeting(row: MeetingRow) -> Meeting:
    return Meeting(row.id, row.story_id or "", row.started, row.closed)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
