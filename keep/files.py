"""Everything that is kept, as one file or as plain values; and what another such file holds, added to it."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from geo.errors import OutputError
from keep.models import Base, LinkRow, MeetingRow, StoryRow
from keep.rooms import recorded
from keep.shortlists import listed as listed_shortlists
from keep.stories import listed as listed_stories
from keep.upgrade import REVISIONS

if TYPE_CHECKING:
    from keep.database import Keep


def export_file(keep: Keep, path: Path) -> None:
    """Write everything that is kept into one file, which any program for SQLite and `add_file` can open.

    Others may go on writing meanwhile: the file holds one state of the database. What was deleted is not in it.

    Parameters
    ----------
    keep : Keep
    path : Path
        An existing file is replaced, but never the database itself.

    Raises
    ------
    OutputError
        If the file cannot be written; then an older one is untouched.
    SavedError
        If the database cannot be read.
    """
    if path.exists() and keep.path.exists() and path.samefile(keep.path):
        raise OutputError(f"{path} is the database itself: choose another name")
    try:
        with tempfile.TemporaryDirectory(prefix=".regioscope-", dir=path.parent) as folder:
            made = Path(folder) / path.name
            keep.copy_to(made)
            _strip(made)
            made.replace(path)
    except (OSError, sqlite3.DatabaseError) as error:
        raise OutputError(f"{path} cannot be written: {getattr(error, 'strerror', None) or error}") from error


def content(keep: Keep) -> dict[str, Any]:
    """Return everything that is kept as plain values, as JSON holds them; what was deleted is not among them.

    Returns
    -------
    dict
        ``schema``, ``written`` (UTC), ``stories``, ``meetings`` (see `keep.rooms.record`), ``shortlists``, ``links``.

    Raises
    ------
    SavedError
        If the database cannot be read.
    """
    with keep.reading() as session:
        meetings = session.scalars(select(MeetingRow.id).order_by(MeetingRow.started, MeetingRow.id)).all()
        links = session.scalars(select(LinkRow).order_by(LinkRow.made, LinkRow.code)).all()
        return {
            "schema": REVISIONS[-1],
            "written": keep.now(),
            "stories": [asdict(story) for story in listed_stories(session)],
            "meetings": [recorded(session, meeting) for meeting in meetings],
            "shortlists": [asdict(shortlist) for shortlist in listed_shortlists(session)],
            "links": [{"code": link.code, "address": link.address, "made": link.made} for link in links],
        }


def counted(keep: Keep) -> dict[str, int]:
    """Return how many rows each table has, by its name (``story``, ``vote`` ...); deleted stories do not count.

    Raises
    ------
    SavedError
        If the database cannot be read.
    """
    with keep.reading() as session:
        found = {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }
        gone = select(func.count()).select_from(StoryRow).where(StoryRow.deleted != "")
        return found | {"story": found["story"] - (session.scalar(gone) or 0)}


def _strip(path: Path) -> None:
    """Take what was deleted out of a copy, and leave one file that needs no other beside it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as copy:
        copy.execute("PRAGMA foreign_keys = ON")
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute("DELETE FROM story WHERE deleted != ''")
        copy.execute("VACUUM")
