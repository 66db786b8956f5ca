"""Everything that is kept, as one file or as plain values."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from keep.limits import refusal
from keep.models import LinkRow, MeetingRow
from keep.rooms import record
from keep.shortlists import list_shortlists
from keep.stories import list_stories
from scene.i18n import N_

if TYPE_CHECKING:
    from keep.database import Keep


def export_file(keep: Keep, path: Path) -> None:
    """Write a consistent copy of the database as one file; others may go on writing.

    Raises
    ------
    SavedError
        If there is a file of this name, or it cannot be written.
    """
    if path.exists():
        raise refusal(N_("{path} exists: choose another name"), path=path)
    with keep.plain() as connection:
        connection.execute("VACUUM INTO ?", (str(path),))


def content(keep: Keep) -> dict[str, Any]:
    """Return everything that is kept as plain values, as JSON holds them."""
    with keep.reading() as session:
        meetings = session.scalars(select(MeetingRow.id).order_by(MeetingRow.started, MeetingRow.id)).all()
        links = session.execute(select(LinkRow.code, LinkRow.address, LinkRow.made).order_by(LinkRow.made)).all()
    return {
        "stories": [asdict(story) for story in list_stories(keep)],
        "meetings": [record(keep, meeting) for meeting in meetings],
        "shortlists": [asdict(shortlist) for shortlist in list_shortlists(keep)],
        "links": [{"code": link.code, "address": link.address, "made": link.made} for link in links],
    }
