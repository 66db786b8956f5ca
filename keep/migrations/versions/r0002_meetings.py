"""Meetings and what the room says: questions, votes, pins, notes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "meeting",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("story_id", sa.String, nullable=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("title", "token_sha256", "started", "closed")),
        sa.PrimaryKeyConstraint("id", name="pk_meeting"),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_meeting_story_id", ondelete="SET NULL"),
    )
    op.create_index("ix_meeting_story_id", "meeting", ["story_id"])
    op.create_table(
        "question",
        *(sa.Column(name, sa.String, nullable=False) for name in ("id", "meeting_id")),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("choices", sa.JSON, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("state", "step_id")),
        sa.PrimaryKeyConstraint("id", name="pk_question"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_question_meeting_id", ondelete="CASCADE"),
    )
    op.create_index("ix_question_meeting_id", "question", ["meeting_id"])
    op.create_table(
        "vote",
        *(sa.Column(name, sa.String, nullable=False) for name in ("question_id", "device")),
        sa.Column("choice", sa.Integer, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("question_id", "device", name="pk_vote"),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name="fk_vote_question_id", ondelete="CASCADE"),
        sa.CheckConstraint("choice >= 0", name="ck_vote_choice"),
    )
    _comments("pin", sa.Column("lon", sa.Double, nullable=False), sa.Column("lat", sa.Double, nullable=False))
    _comments("note")


def _comments(table: str, *place: sa.Column[float]) -> None:
    op.create_table(
        table,
        sa.Column("number", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("id", "meeting_id", "device")),
        *place,
        *(sa.Column(name, sa.String, nullable=False) for name in ("text", "state", "at")),
        sa.PrimaryKeyConstraint("number", name=f"pk_{table}"),
        sa.UniqueConstraint("id", name=f"uq_{table}_id"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=f"fk_{table}_meeting_id", ondelete="CASCADE"),
    )
    op.create_index(f"ix_{table}_meeting_id", table, ["meeting_id", "device"])
