"""Stories: kept with every change counted, so that two people who change one at once do not undo each other's work."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete as removal
from sqlalchemy import func, select

from geo.manifest import LANGUAGES
from keep import limits
from keep.limits import refusal
from keep.models import StepRow, StoryRow
from scene.i18n import N_
from scene.story import KINDS, MOST_STEPS, Step, Story

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from geo.errors import SavedError
    from keep.database import Keep

__all__ = ["MOST_STEPS", "create", "delete", "list_stories", "restore", "save", "story"]

MOST_STORIES = 1_000
DAYS_TO_RESTORE = 30
"""So long a deleted story can be brought back."""


def list_stories(keep: Keep) -> tuple[Story, ...]:
    """Return all stories with their steps, the last changed first."""
    with keep.reading() as session:
        return listed(session)


def story(keep: Keep, story_id: str) -> Story:
    """Return a story with its steps.

    Raises
    ------
    SavedError
        If there is none, or it was deleted.
    """
    with keep.reading() as session:
        return story_of(session, _row(session, story_id))


def create(keep: Keep, title: str, lang: str, steps: Iterable[Step] = ()) -> Story:
    """Keep a new story.

    Returns
    -------
    Story
        With its id, the ids of its steps, and version 1.

    Raises
    ------
    SavedError
        If a text is too long, or there are too many stories or steps.
    """
    with keep.writing() as session:
        limits.room_for(session.scalar(select(func.count()).select_from(StoryRow)) or 0, MOST_STORIES)
        row = StoryRow(
            id=keep.new_id(), title=limits.text(title, limits.TITLE), lang=limits.choice(lang, LANGUAGES), version=1,
            changed=keep.now(), deleted="",
        )  # fmt: skip
        session.add(row)
        session.flush()
        _write_steps(keep, session, row.id, steps)
        return story_of(session, row)


def save(keep: Keep, changed: Story) -> Story:
    """Keep a changed story.

    Parameters
    ----------
    keep : Keep
    changed : Story
        With the version that it had when it was read. Steps without an id get one, the others keep theirs.

    Returns
    -------
    Story
        With its new version.

    Raises
    ------
    SavedError
        If somebody else has changed or deleted the story meanwhile, or a text is too long.
    """
    with keep.writing() as session:
        row = _row(session, changed.id)
        if row.version != changed.version:
            raise refusal(N_("the story “{title}” was changed meanwhile: open it again"), title=row.title)
        row.title = limits.text(changed.title, limits.TITLE)
        row.lang = limits.choice(changed.lang, LANGUAGES)
        row.version, row.changed = row.version + 1, keep.now()
        _write_steps(keep, session, row.id, changed.steps)
        return story_of(session, row)


def delete(keep: Keep, story_id: str) -> None:
    """Throw a story away; `restore` brings it back for `DAYS_TO_RESTORE` days.

    Raises
    ------
    SavedError
        If there is none.
    """
    with keep.writing() as session:
        now = keep.now()
        row = _row(session, story_id)
        row.deleted = now
        row.version += 1
        last = (datetime.fromisoformat(now) - timedelta(days=DAYS_TO_RESTORE)).isoformat(timespec="milliseconds")
        session.execute(removal(StoryRow).where(StoryRow.deleted != "", StoryRow.deleted < last))


def restore(keep: Keep, story_id: str) -> Story:
    """Bring a deleted story back.

    Raises
    ------
    SavedError
        If there is none any more.
    """
    with keep.writing() as session:
        row = session.get(StoryRow, story_id)
        if row is None:
            raise _no_story()
        if row.deleted:
            row.deleted, row.version, row.changed = "", row.version + 1, keep.now()
        return story_of(session, row)


def _row(session: Session, story_id: str) -> StoryRow:
    row = session.get(StoryRow, story_id)
    if row is None or row.deleted:
        raise _no_story()
    return row


def _no_story() -> SavedError:
    return refusal(N_("there is no such story any more: it was deleted"))


def _write_steps(keep: Keep, session: Session, story_id: str, steps: Iterable[Step]) -> None:
    wanted = tuple(steps)
    if len(wanted) > MOST_STEPS:
        raise refusal(N_("the story has {n} steps; at most {most} can be kept"), n=len(wanted), most=MOST_STEPS)
    ids = [limits.text(step.id, limits.ID) or keep.new_id() for step in wanted]
    if len(set(ids)) < len(ids):
        raise refusal(N_("a step stands twice in the story"))
    session.execute(removal(StepRow).where(StepRow.story_id == story_id))
    session.add_all(_step_row(story_id, id_, position, step)
                    for position, (id_, step) in enumerate(zip(ids, wanted, strict=True)))  # fmt: skip
    session.flush()


def _step_row(story_id: str, step_id: str, position: int, step: Step) -> StepRow:
    return StepRow(
        story_id=story_id,
        id=step_id,
        position=position,
        address=limits.text(step.address, limits.ADDRESS),
        title=limits.text(step.title, limits.TITLE),
        sentence=limits.text(step.sentence, limits.SENTENCE),
        notes=limits.text(step.notes, limits.NOTES),
        kind=limits.choice(step.kind, KINDS),
        beside=limits.text(step.beside, limits.ADDRESS),
    )


def listed(session: Session) -> tuple[Story, ...]:
    """Return all stories as a session sees them."""
    rows = session.scalars(
        select(StoryRow).where(StoryRow.deleted == "").order_by(StoryRow.changed.desc(), StoryRow.id)
    )
    return tuple(story_of(session, row) for row in rows)


def story_of(session: Session, row: StoryRow) -> Story:
    """Return the value of a row as a session sees it."""
    steps = session.scalars(select(StepRow).where(StepRow.story_id == row.id).order_by(StepRow.position))
    return Story(
        id=row.id,
        title=row.title,
        lang=row.lang,
        steps=tuple(
            Step(step.address, step.title, step.sentence, step.notes, step.kind, step.beside, step.id) for step in steps
        ),
        version=row.version,
        changed=row.changed,
    )
