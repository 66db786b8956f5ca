"""Stories with their steps, shortlists, short links."""

import sqlalchemy as sa
from alembic import op

from keep.engine import APPLICATION

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.execute(f"PRAGMA application_id = {APPLICATION}")
    op.create_table(
        "story",
        *(sa.Column(name, sa.String, nullable=False) for name in ("id", "title", "lang")),
        sa.Column("version", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("changed", "deleted")),
        sa.PrimaryKeyConstraint("id", name="pk_story"),
    )
    op.create_index("ix_story_deleted", "story", ["deleted"])
    op.create_table(
        "step",
        *(sa.Column(name, sa.String, nullable=False) for name in ("story_id", "id")),
        sa.Column("position", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("address", "title", "sentence", "notes")),
        *(sa.Column(name, sa.String, nullable=False) for name in ("kind", "beside")),
        sa.PrimaryKeyConstraint("story_id", "id", name="pk_step"),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_step_story_id", ondelete="CASCADE"),
    )
    op.create_table(
        "shortlist",
        *(sa.Column(name, sa.String, nullable=False) for name in ("id", "title", "dataset", "address")),
        *(sa.Column(name, sa.JSON, nullable=False) for name in ("places", "settings")),
        sa.Column("changed", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shortlist"),
    )
    op.create_table(
        "link",
        *(sa.Column(name, sa.String, nullable=False) for name in ("code", "address", "made")),
        sa.PrimaryKeyConstraint("code", name="pk_link"),
        sa.UniqueConstraint("address", name="uq_link_address"),
    )
