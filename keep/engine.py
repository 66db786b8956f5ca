"""One file of SQLite: how connections to it are opened, and what its errors mean."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool, QueuePool

from keep.limits import refusal
from scene.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

APPLICATION = 1_380_401_995
"""Stands in the head of the file and tells whose it is."""
PATIENCE_MS = 15_000
"""How long a connection waits while another program writes."""
WRITES = {"writes": True}
"""Option of a connection that is going to write: it waits for its turn at the beginning, not in the middle."""
READERS = 40
"""Connections that read at the same time; more wait for one of them."""
DAMAGED = N_(
    "{path}: the file is damaged; nothing was changed. Move it away and put back a copy, or start with an empty one"
)
STRANGE = N_("{path}: this is no database of Regioscope; nothing was changed. Move the file away")
_SETTINGS = ("foreign_keys = ON", f"busy_timeout = {PATIENCE_MS}", "synchronous = FULL", "trusted_schema = OFF")
_MEANINGS = {
    "SQLITE_FULL": N_("{path}: the disk is full; nothing of this change was kept. Free some space and try again"),
    "SQLITE_BUSY": N_("{path}: another program holds the file; nothing of this change was kept. Try again"),
    "SQLITE_READONLY": N_("{path}: the file cannot be written; allow it, or choose another folder"),
    "SQLITE_CANTOPEN": N_("{path}: the file cannot be opened; look at the rights of the file and of its folder"),
    "SQLITE_IOERR": N_("{path}: the disk reports an error; nothing of this change was kept"),
    "SQLITE_NOTADB": STRANGE,
    "SQLITE_CORRUPT": DAMAGED,
}


def engine(path: Path, *, writable: bool = True) -> Engine:
    """Make an engine of a file; each of its transactions begins by our word, so that none upgrades in its middle.

    Every commit reaches the disk before it returns (``synchronous = FULL``): a vote that was acknowledged is there even
    after the battery has gone [1]_.

    Parameters
    ----------
    path : Path
        The file; made at the first connection when it does not exist and is writable.
    writable : bool
        False opens the file for reading only, also where its folder cannot be written.

    Returns
    -------
    Engine

    References
    ----------
    .. [1] SQLite (2026). Pragma statements: synchronous.
    """
    pool = {"poolclass": QueuePool, "max_overflow": READERS} if writable else {"poolclass": NullPool}
    made = create_engine(_url(path, writable=writable), **pool)

    @event.listens_for(made, "connect")
    def _connect(connection: Any, _record: object) -> None:  # noqa: ANN401 - of the driver
        connection.isolation_level = None
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")

    return made


def _url(path: Path, *, writable: bool) -> str:
    wal = path.with_name(path.name + "-wal")
    still = not writable and not os.access(path.parent, os.W_OK) and not (wal.is_file() and wal.stat().st_size)
    mode = "rwc" if writable else "ro"
    return f"sqlite:///file:{quote(str(path))}?mode={mode}{'&immutable=1' if still else ''}&uri=true"


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
    except (DatabaseError, sqlite3.DatabaseError) as error:
        name = getattr(getattr(error, "orig", error), "sqlite_errorname", "")
        known = [sentence for start, sentence in _MEANINGS.items() if name.startswith(start)]
        if not known:
            raise
        raise refusal(known[0], path=path) from error
