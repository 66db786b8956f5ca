"""Questions to the room and the one vote that each device has on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.dialects.sqlite import insert

from keep import limits
from keep.limits import refusal
from keep.meetings import device_name, row_of
from keep.models import QuestionRow, VoteRow
from scene.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from keep.database import Keep

DRAFT, OPEN, CLOSED = "draft", "open", "closed"
STATES = (DRAFT, OPEN, CLOSED)
MOST_QUESTIONS = 200
MOST_VOTES = 20_000
"""Devices that can vote on a question."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question to the room; `step_id` is the step of the story that it belongs to, empty for none."""

    id: str
    meeting_id: str
    text: str
    choices: tuple[str, ...]
    state: str = DRAFT
    step_id: str = ""


def ask(keep: Keep, meeting_id: str, text: str, choices: Iterable[str], step_id: str = "") -> Question:
    """Write a question down; nobody can vote before it is opened (`set_state`).

    Raises
    ------
    SavedError
        If there is no such meeting, it is over, a text is too long, or there are too few or too many choices.
    """
    low, high = limits.CHOICES
    given = [limits.text(choice, limits.CHOICE, least=1) for choice in choices]
    if not low <= len(given) <= high:
        raise refusal(N_("a question has {low} to {high} answers to choose from, not {n}"), low=low, high=high,
                      n=len(given))  # fmt: skip
    said = limits.text(text, limits.QUESTION, least=1)
    with keep.writing() as session:
        row_of(session, meeting_id, running=True)
        there = select(func.count()).where(QuestionRow.meeting_id == meeting_id)
        number = session.scalar(there) or 0
        limits.room_for(number, MOST_QUESTIONS)
        row = QuestionRow(
            id=keep.new_id(), meeting_id=meeting_id, position=number, text=said, choices=given, state=DRAFT,
            step_id=limits.text(step_id, limits.ID),
        )  # fmt: skip
        session.add(row)
        return question_of(row)


def set_state(keep: Keep, question_id: str, state: str) -> Question:
    """Open a question for votes, close it, or put it back among the drafts; its votes stay.

    Raises
    ------
    SavedError
        If there is no such question or state, or the meeting is over.
    """
    with keep.writing() as session:
        row = _question_row(session, question_id)
        row_of(session, row.meeting_id, running=True)
        row.state = limits.choice(state, STATES)
        return question_of(row)


def questions(keep: Keep, meeting_id: str) -> tuple[Question, ...]:
    """Return the questions of a meeting in their order."""
    with keep.reading() as session:
        return asked(session, meeting_id)


def vote(keep: Keep, question_id: str, device: str, choice: int) -> None:
    """Count the vote of a device; a second one replaces the first.

    Parameters
    ----------
    keep : Keep
    question_id : str
    device : str
        What tells a device from others; a digest of it is kept, other in each meeting.
    choice : int
        Number of the choice, from 0.

    Raises
    ------
    SavedError
        If there is no such question or choice, it is not open, or the meeting is over.
    """
    with keep.writing() as session:
        row = _question_row(session, question_id)
        row_of(session, row.meeting_id, running=True)
        if row.state != OPEN:
            raise refusal(N_("this question is not open for votes"))
        if not 0 <= choice < len(row.choices):
            raise refusal(N_("this question has no such answer"))
        values = {"choice": int(choice), "at": keep.now()}
        name = device_name(row.meeting_id, device)
        if session.get(VoteRow, (question_id, name)) is None:
            there = select(func.count()).where(VoteRow.question_id == question_id)
            limits.room_for(session.scalar(there) or 0, MOST_VOTES)
        new = insert(VoteRow).values(question_id=question_id, device=name, **values)
        session.execute(new.on_conflict_do_update(index_elements=["question_id", "device"], set_=values))


def counts(keep: Keep, question_id: str) -> tuple[int, ...]:
    """Return the votes on each choice of a question.

    Raises
    ------
    SavedError
        If there is no such question.
    """
    with keep.reading() as session:
        return counted(session, question_of(_question_row(session, question_id)))


def asked(session: Session, meeting_id: str) -> tuple[Question, ...]:
    """Return the questions of a meeting as a session sees them."""
    rows = session.scalars(
        select(QuestionRow).where(QuestionRow.meeting_id == meeting_id).order_by(QuestionRow.position)
    )
    return tuple(question_of(row) for row in rows)


def counted(session: Session, question: Question) -> tuple[int, ...]:
    """Return the votes on each choice of a question as a session sees them."""
    votes = select(VoteRow.choice, func.count()).where(VoteRow.question_id == question.id).group_by(VoteRow.choice)
    found: dict[int, int] = {row[0]: row[1] for row in session.execute(votes)}
    return tuple(found.get(number, 0) for number in range(len(question.choices)))


def question_of(row: QuestionRow) -> Question:
    """Return the value of a row."""
    return Question(row.id, row.meeting_id, row.text, tuple(row.choices), row.state, row.step_id)


def _question_row(session: Session, question_id: str) -> QuestionRow:
    row = session.get(QuestionRow, question_id)
    if row is None:
        raise refusal(N_("there is no such question"))
    return row
