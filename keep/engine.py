"""One file of SQLite: how connections to it are opened, and what its errors mean."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from keep.limits import refusal
from scene.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

APPLICATION = 1_380_401_995
"""Stands in the head of the file and tells whose it is."""
PATIENCE_MS = 15_000
"""How long a connection waits while another one writes."""
WRITES = {"writes": True}
"""Option of a connection that is going to write: it waits for its turn at the beginning, not in the middle."""
_SETTINGS = ("foreign_keys = ON", f"busy_timeout = {PATIENCE_MS}", "synchronous = FULL", "trusted_schema = OFF")
_MEANINGS = {
    "SQLITE_FULL": N_("{path}: the disk is full; nothing of this change was kept. Free some space and try again"),
    "SQLITE_BUSY": N_("{path}: another program holds the file; nothing of this change was kept. Try again"),
    "SQLITE_READONLY": N_("{path}: the file cannot be written; allow it, or choose another folder"),
    "SQLITE_CANTOPEN": N_("{path}: the file cannot be opened; look at the rights of the file and its folder"),
    "SQLITE_IOERR": N_("{path}: the disk reports an error; nothing of this change was kept"),
    "SQLITE_NOTADB": N_("{path}: this is no database of Regioscope, or it is damaged; nothing was changed. Move "
                        "the file away and put back a copy, or start with an empty one"),
    "SQLITE_CORRUPT": N_("{path}: the file is damaged; nothing was changed. Move it away and put back a copy, or start "
                         "with an empty one"),
}  # fmt: skip


def engine(path: Path, *, writable: bool = True) -> Engine:
    """Make an engine of a file; each of its transactions begins by our word, so that none upgrades in its middle.

    Parameters
    ----------
    path : Path
        The file; made at the first connection when it does not exist and is writable.
    writable : bool
        False opens the file for reading only, also where the folder cannot be written.

    Returns
    -------
    Engine
    """
    made = create_engine(_url(path, writable=writable), poolclass=None if writable else NullPool)

    @event.listens_for(made, "connect")
    def _connect(connection: Any, _record: object) -> None:  # noqa: ANN401 - of the driver
        connection.isolation_level = None
        for setting in (*_SETTINGS, *(("journal_mode = WAL",) if writable else ())):
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")

    return made


def _url(path: Path, *, writable: bool) -> str:
    if writable:
        return f"sqlite:///{path}"
    wal = path.with_name(path.name + "-wal")
    still = "" if wal.is_file() and wal.stat().st_size else "&immutable=1"
    return f"sqlite:///file:{path}?mode=ro{still}&uri=true"


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn what SQLite reports into words.

    Raises
    ------
    SavedError
        With the file, what happened and what to do.
    """
    try:
        yield
    except DatabaseError as error:
        name = getattr(error.orig, "sqlite_errorname", "")
        known = [text for start, text in _MEANINGS.items() if name.startswith(start)]
        if not known:
            raise
        raise refusal(known[0], path=path) from error
