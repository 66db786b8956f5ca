"""Bring the tables of a file up to date, once, even when several programs open it at the same time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect

from keep.engine import APPLICATION, DAMAGED, STRANGE, WRITES
from keep.limits import refusal
from scene.i18n import N_

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

REVISIONS = ("0001", "0002")
"""Every state of the tables, the present one last."""
NEW = ""
"""State of a file without tables."""
_FOLDER = Path(__file__).with_name("migrations")


def upgrade(engine: Engine, path: Path, *, to: str = REVISIONS[-1]) -> None:
    """Run the changes that a file lacks, all of them or none; a file that is not ours is left as it is.

    Parameters
    ----------
    engine : Engine
        Of the file.
    path : Path
        Its name, for words.
    to : str
        State to reach.

    Raises
    ------
    SavedError
        If the file is none of ours, damaged, or of a newer version.
    """
    with engine.connect() as connection:
        found = state(connection, path)
    if found == to:
        return
    plain = engine.raw_connection()
    try:
        plain.cursor().execute("PRAGMA journal_mode = WAL")  # stays with the file; impossible within a transaction
    finally:
        plain.close()
    with engine.connect().execution_options(**WRITES) as connection, connection.begin():
        found = state(connection, path)
        if found != to:  # nobody was faster
            _run(connection, found, to)


def state(connection: Connection, path: Path) -> str:
    """Return the state of the tables of a file: one of `REVISIONS`, or `NEW`.

    Raises
    ------
    SavedError
        If the file is none of ours, damaged, or of a newer version.
    """
    if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
        raise refusal(DAMAGED, path=path)
    tables = inspect(connection).get_table_names()
    if not tables:
        return NEW
    owner = connection.exec_driver_sql("PRAGMA application_id").scalar()
    if owner != APPLICATION or "alembic_version" not in tables:
        raise refusal(STRANGE, path=path)
    found = str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())
    if found not in REVISIONS:
        newer = N_(
            "{path}: the file was written by a newer version of Regioscope ({found}) and cannot be read by this one; "
            "nothing was changed. Install the newer version, or move the file away"
        )
        raise refusal(newer, path=path, found=found[:20])
    return found


def _run(connection: Connection, found: str, to: str) -> None:
    # A third of a second to import, needed only when tables change
    from alembic.operations import Operations  # noqa: PLC0415
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    scripts, migration = ScriptDirectory(str(_FOLDER)), MigrationContext.configure(connection)
    missing = [*scripts.iterate_revisions(to, found or "base")]
    with Operations.context(migration):
        for script in reversed(missing):
            script.module.upgrade()
    migration.stamp(scripts, to)
