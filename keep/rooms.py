"""What a room says in a meeting: votes, pins, remarks, and the record of all that. Who said it is never handed out."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from keep.comments import (
    Note,
    Pin,
    moderate,
    moderate_note,
    notes,
    pins,
    place,
    placed,
    write,
    written,
)
from keep.meetings import row_of
from keep.models import StoryRow
from keep.stories import story_of
from keep.votes import Question, ask, asked, counted, counts, questions, set_state, vote

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from keep.database import Keep

__all__ = [
    "Note",
    "Pin",
    "Question",
    "ask",
    "counts",
    "moderate",
    "moderate_note",
    "notes",
    "pins",
    "place",
    "questions",
    "record",
    "set_state",
    "vote",
    "write",
]


def record(keep: Keep, meeting_id: str) -> dict[str, Any]:
    """Return everything that was said in a meeting, without who said it, as plain values.

    Returns
    -------
    dict
        ``id``, ``title``, ``started``, ``closed``, ``story`` (None when it is gone), ``questions`` with their
        ``counts``, ``pins``, ``notes``.

    Raises
    ------
    SavedError
        If there is no such meeting.
    """
    with keep.reading() as session:
        return recorded(session, meeting_id)


def recorded(session: Session, meeting_id: str) -> dict[str, Any]:
    """Return the record of a meeting as a session sees it.

    Raises
    ------
    SavedError
        If there is no such meeting.
    """
    row = row_of(session, meeting_id)
    story = session.get(StoryRow, row.story_id) if row.story_id else None
    return {
        "id": row.id,
        "title": row.title,
        "started": row.started,
        "closed": row.closed,
        "story": None if story is None or story.deleted else asdict(story_of(session, story)),
        "questions": [
            asdict(question) | {"counts": counted(session, question)} for question in asked(session, meeting_id)
        ],
        "pins": [asdict(pin) for pin in placed(session, meeting_id)],
        "notes": [asdict(note) for note in written(session, meeting_id)],
    }
