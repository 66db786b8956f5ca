"""The one file in which everything that people make is kept."""

from __future__ import annotations

import os
import secrets
import threading
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from geo.attach import own_folder
from keep.engine import WRITES, engine, in_words
from keep.limits import refusal
from keep.models import Base
from keep.saving import FILE, SAVING, saving
from keep.upgrade import REVISIONS, state, upgrade
from scene.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

__all__ = ["FILE", "SAVING", "Keep", "default_keep", "saving", "utc_now"]


def utc_now() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)


class Keep:
    """The database in a file: made when something is first kept, opened when it is first asked.

    Parameters
    ----------
    path : Path
        The file.
    clock : callable
        Gives the time.
    draw : callable
        Gives a random text of so many bytes in hexadecimal digits.
    """

    def __init__(
        self, path: Path, *, clock: Callable[[], datetime] = utc_now, draw: Callable[[int], str] = secrets.token_hex
    ) -> None:
        self.path = path
        self._clock, self._draw = clock, draw
        self._engine: Engine | None = None
        self._reader: Engine | None = None
        self._file: tuple[int, int] | None = None
        self._log: tuple[int, int] | None = None
        self._opening, self._turn = threading.Lock(), threading.Lock()

    def now(self) -> str:
        """Return the time in UTC, as ISO 8601 writes it."""
        return self._clock().astimezone(UTC).isoformat(timespec="milliseconds")

    def new_id(self) -> str:
        """Return an id that nobody can guess."""
        return self._draw(12)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that sees one state of the database, whatever others write meanwhile.

        Raises
        ------
        SavedError
            If the file cannot be read.
        """
        with in_words(self.path), self._source() as found, Session(found) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a session whose changes are kept together when it ends, and not at all when it fails.

        Raises
        ------
        SavedError
            If saving is switched off, or the file cannot be written.
        """
        if not saving():
            raise refusal(N_("saving is switched off here: nothing new can be kept"))
        with in_words(self.path), self._turn, self._writing_session() as session:
            yield session
            session.commit()

    def copy_to(self, path: Path) -> None:
        """Write all of one state of the database into a new file; others may go on writing.

        Raises
        ------
        SavedError
            If the file cannot be read or written.
        """
        if not self.path.exists():
            with closing(Keep(path)) as empty:
                empty.open()
            return
        with in_words(self.path), self._source() as found:
            plain = found.raw_connection()
            try:
                plain.cursor().execute("VACUUM INTO ?", (str(path),))
            finally:
                plain.close()

    def open(self) -> None:
        """Open the file, or make it; its tables are of today's form then.

        Raises
        ------
        SavedError
            If it cannot be opened or made.
        """
        with in_words(self.path):
            self._writable()

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        with self._opening:
            self._forget()

    @contextmanager
    def _source(self) -> Iterator[Engine]:
        if self.path.exists():
            yield self._readable()
            return
        nothing = create_engine("sqlite://", poolclass=StaticPool)
        try:
            Base.metadata.create_all(nothing)
            yield nothing
        finally:
            nothing.dispose()

    def _writing_session(self) -> Session:
        return Session(self._writable().execution_options(**WRITES), expire_on_commit=False)

    def _readable(self) -> Engine:
        if saving() and os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK):
            return self._writable()
        with self._opening:
            self._forget_another()
            if self._reader is None:
                self._reader = _opened_to_read(self.path)
                self._file = _identity(self.path)
            return self._reader

    def _writable(self) -> Engine:
        with self._opening:
            self._forget_another()
            if self._engine is None:
                self._engine = _opened(self.path)
                self._file, self._log = _identity(self.path), _identity(self._beside("-wal"))
            return self._engine

    def _forget_another(self) -> None:
        """Close a file whose name belongs to another one by now, or to none.

        Its log of changes lies still beside the new file; SQLite would play it into that one.
        """
        if self._file == _identity(self.path):
            return
        ours = self._log is not None and self._log == _identity(self._beside("-wal"))
        self._forget()
        for name in ("-wal", "-shm") if ours else ():
            self._beside(name).unlink(missing_ok=True)

    def _beside(self, name: str) -> Path:
        return self.path.with_name(self.path.name + name)

    def _forget(self) -> None:
        for made in (self._engine, self._reader):
            if made is not None:
                made.dispose()
        self._engine = self._reader = None


def default_keep() -> Keep:
    """Return the database of this installation, in the folder of the person's own datasets."""
    return _keep_at(own_folder() / FILE)


@lru_cache(maxsize=8)
def _keep_at(path: Path) -> Keep:
    return Keep(path)


def _opened(path: Path) -> Engine:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        blocked = N_("nothing can be kept in {folder}: {why}. Choose another folder with REGIOSCOPE_HOME")
        raise refusal(blocked, folder=path.parent, why=error.strerror or error) from error
    made = engine(path)
    with ExitStack() as undo:
        undo.callback(made.dispose)
        upgrade(made, path)
        undo.pop_all()
    return made


def _opened_to_read(path: Path) -> Engine:
    made = engine(path, writable=False)
    with made.connect() as connection:
        if state(connection, path) != REVISIONS[-1]:
            old = N_("{path}: the file is of an older version and must be renewed, but it cannot be written here")
            raise refusal(old, path=path)
    return made


def _identity(path: Path) -> tuple[int, int] | None:
    """Tell a file from another one that took its name."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
