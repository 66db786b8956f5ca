"""What another file of this kind holds, added to what is kept here."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, insert, select

from geo.errors import OutputError, SavedError
from geo.problems import Told
from keep.database import Keep
from keep.limits import refusal
from keep.models import Base
from scene.i18n import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    Row = dict[str, Any]

MOST_BYTES = 500 * 2**20
_PARTS = (("step", "story"), ("question", "meeting"), ("vote", "question"), ("pin", "meeting"), ("note", "meeting"))
"""Tables whose rows belong to rows of another one, which they name in ``<table>_id``."""


def add_file(keep: Keep, path: Path) -> dict[str, int]:
    """Add what a file holds and is not here yet; what is here stays as it is, deleted stories are not taken over.

    Parameters
    ----------
    keep : Keep
    path : Path
        Written by `keep.files.export_file`, or a copy of a database; it is only read.

    Returns
    -------
    dict of str to int
        How many are new of each: ``story``, ``meeting``, ``shortlist``, ``link``.

    Raises
    ------
    OutputError
        If the file cannot be read.
    SavedError
        If it is none of ours, damaged, of a newer version or too large, or nothing can be kept here.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise refusal(N_("{path} is larger than {n} MB"), path=path, n=MOST_BYTES // 2**20)
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / path.name
            shutil.copyfile(path, copy)
            with closing(_opened(copy, path)) as other, other.reading() as source, keep.writing() as target:
                return _merge(source, target)
    except OSError as error:
        raise OutputError(f"{path} cannot be read: {error.strerror or error}") from error


def _opened(copy: Path, path: Path) -> Keep:
    """Open a copy; where that fails, the words name the file that it was made of."""
    other = Keep(copy)
    try:
        other.open()
    except SavedError as error:
        said = error.args[0]
        raise SavedError(Told.made(said.sentence, {**said.parts, "path": path})) from error
    return other


def _merge(source: Session, target: Session) -> dict[str, int]:
    new: dict[str, list[Row]] = {}
    new["story"] = [row for row in _missing(source, target, "story", "id") if not row["deleted"]]
    _write(target, "story", new["story"])
    there = set(target.scalars(select(_table("story").c.id)))
    new["meeting"] = [
        row | {"story_id": row["story_id"] if row["story_id"] in there else None}
        for row in _missing(source, target, "meeting", "id")
    ]
    new["shortlist"] = _missing(source, target, "shortlist", "id")
    codes = {row["code"] for row in _missing(source, target, "link", "code")}
    new["link"] = [row for row in _missing(source, target, "link", "address") if row["code"] in codes]
    for name in ("meeting", "shortlist", "link"):
        _write(target, name, new[name])
    for name, whole in _PARTS:
        owners = {row["id"] for row in new[whole]}
        new[name] = [row for row in _rows(source, name) if row[f"{whole}_id"] in owners]
        _write(target, name, new[name])
    return {name: len(new[name]) for name in ("story", "meeting", "shortlist", "link")}


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _rows(source: Session, name: str) -> list[Row]:
    """Rows of a table, in their order; each file numbers the comments of its own room anew."""
    table = _table(name)
    found = source.execute(select(table).order_by(*table.primary_key)).mappings()
    return [{key: value for key, value in row.items() if key != "number"} for row in found]


def _missing(source: Session, target: Session, name: str, key: str) -> list[Row]:
    there = set(target.scalars(select(_table(name).c[key])))
    return [row for row in _rows(source, name) if row[key] not in there]


def _write(target: Session, name: str, rows: list[Row]) -> None:
    if rows:
        target.execute(insert(_table(name)), rows)
