"""The tables of the database. What changes here needs a new file in ``migrations/versions``."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
"""How keys and indices are called: a migration can only change what has a name."""


class Base(DeclarativeBase):
    """The tables of this module."""

    metadata = MetaData(naming_convention=NAMES)


class StoryRow(Base):
    """A story; `deleted` is when it was thrown away, empty while it is kept."""

    __tablename__ = "story"
    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    lang: Mapped[str]
    version: Mapped[int]
    changed: Mapped[str]
    deleted: Mapped[str] = mapped_column(index=True)


class StepRow(Base):
    """A step of a story, at `position` from 0."""

    __tablename__ = "step"
    story_id: Mapped[str] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    address: Mapped[str]
    title: Mapped[str]
    sentence: Mapped[str]
    notes: Mapped[str]
    kind: Mapped[str]
    beside: Mapped[str]


class ShortlistRow(Base):
    """Places that somebody compares; `places` and `settings` as JSON."""

    __tablename__ = "shortlist"
    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    dataset: Mapped[str]
    address: Mapped[str]
    places: Mapped[list[str]] = mapped_column(JSON)
    settings: Mapped[dict[str, object]] = mapped_column(JSON)
    changed: Mapped[str]


class LinkRow(Base):
    """A short link: an address has one code."""

    __tablename__ = "link"
    code: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(unique=True)
    made: Mapped[str]


class MeetingRow(Base):
    """A meeting; `title` is that of its story when it began, and stays when the story goes."""

    __tablename__ = "meeting"
    id: Mapped[str] = mapped_column(primary_key=True)
    story_id: Mapped[str | None] = mapped_column(ForeignKey("story.id", ondelete="SET NULL"), index=True)
    title: Mapped[str]
    token_sha256: Mapped[str]
    started: Mapped[str]
    closed: Mapped[str]


class QuestionRow(Base):
    """A question to the audience, at `position` from 0."""

    __tablename__ = "question"
    id: Mapped[str] = mapped_column(primary_key=True)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    choices: Mapped[list[str]] = mapped_column(JSON)
    state: Mapped[str]
    step_id: Mapped[str]


class VoteRow(Base):
    """The one vote of a device on a question."""

    __tablename__ = "vote"
    __table_args__ = (CheckConstraint("choice >= 0", name="choice"),)
    question_id: Mapped[str] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), primary_key=True)
    device: Mapped[str] = mapped_column(primary_key=True)
    choice: Mapped[int]
    at: Mapped[str]


class Comment:
    """What somebody in the room wrote; it is shown when the presenter has read it."""

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    device: Mapped[str]
    text: Mapped[str]
    state: Mapped[str]
    at: Mapped[str]


class PinRow(Comment, Base):
    """A comment at a place on the map."""

    __tablename__ = "pin"
    __table_args__ = (Index("ix_pin_meeting_id", "meeting_id", "device"),)
    lon: Mapped[float]
    lat: Mapped[float]


class NoteRow(Comment, Base):
    """A question or remark from the audience."""

    __tablename__ = "note"
    __table_args__ = (Index("ix_note_meeting_id", "meeting_id", "device"),)
