"""The one file in which everything that people make is kept."""

from __future__ import annotations

import os
import secrets
import sqlite3
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sqlalchemy import create_engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from geo.attach import own_folder
from keep.engine import WRITES, engine, in_words
from keep.limits import refusal
from keep.models import Base
from keep.upgrade import REVISIONS, state, upgrade
from scene.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

SAVING = "REGIOSCOPE_SAVING"
"""Environment variable: ``0`` keeps nothing new; what was kept can still be read."""
FILE = "saved.sqlite"


def utc_now() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)


def saving() -> bool:
    """Tell whether anything may be saved here."""
    return os.environ.get(SAVING) != "0"


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
        self._file: tuple[int, int] | None = None
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

    @contextmanager
    def plain(self) -> Iterator[sqlite3.Connection]:
        """Open a connection of the driver itself, outside of any transaction: for what copies the whole file.

        Raises
        ------
        SavedError
            If the file cannot be read.
        """
        with in_words(self.path), self._source() as found:
            connection = found.raw_connection()
            try:
                yield cast("sqlite3.Connection", connection.driver_connection)
            except sqlite3.DatabaseError as error:
                raise DatabaseError("copy", None, error) from error
            finally:
                connection.close()

    @contextmanager
    def _source(self) -> Iterator[Engine]:
        found = self._readable()
        try:
            yield found
        finally:
            if found is not self._engine:
                found.dispose()

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        with self._opening:
            self._forget()

    def _writing_session(self) -> Session:
        return Session(self._writable().execution_options(**WRITES), expire_on_commit=False)

    def _readable(self) -> Engine:
        if not self.path.exists():
            nothing = create_engine("sqlite://", poolclass=StaticPool)
            Base.metadata.create_all(nothing)
            return nothing
        if saving() and os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK):
            return self._writable()
        found = engine(self.path, writable=False)
        with found.connect() as connection:
            if state(connection, self.path) != REVISIONS[-1]:
                raise refusal(
                    N_("{path}: the file is of an older version and must be renewed, but it cannot be written here"),
                    path=self.path,
                )
        return found

    def _writable(self) -> Engine:
        with self._opening:
            if self._engine is None or self._file != _identity(self.path):
                self._forget()
                self._engine = self._opened()
                self._file = _identity(self.path)
            return self._engine

    def _opened(self) -> Engine:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            why = error.strerror or str(error)
            raise refusal(
                N_("nothing can be kept in {folder}: {why}. Choose another folder with REGIOSCOPE_HOME"),
                folder=self.path.parent, why=why,
            ) from error  # fmt: skip
        made = engine(self.path)
        try:
            upgrade(made, self.path)
        except BaseException:
            made.dispose()
            raise
        return made

    def _forget(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
        self._engine, self._file = None, None


def default_keep() -> Keep:
    """Return the database of this installation, in the folder of the person's own datasets."""
    return _keep_at(own_folder() / FILE)


@lru_cache(maxsize=8)
def _keep_at(path: Path) -> Keep:
    return Keep(path)


def _identity(path: Path) -> tuple[int, int] | None:
    """Tell a file from another one that took its name."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
