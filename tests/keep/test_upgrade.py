"""The tables of an older file become those of today, all at once and with everything in them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from geo.errors import SavedError
from keep import meetings, stories, upgrade
from keep.database import FILE, SAVING, Keep
from keep.engine import engine
from keep.models import Base
from scene.story import Step, Story
from tests.support.app import ROOT


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A file of the first version, with a story."""
    path = tmp_path / FILE
    made = engine(path)
    upgrade.upgrade(made, path, to="0001")
    made.dispose()
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("INSERT INTO story VALUES ('s1', 'Old', 'ru', 4, '2026-01-01T00:00:00.000+00:00', '')")
        plain.execute("INSERT INTO step VALUES ('s1', 'p1', 0, 'data=us', 'First', '', '', 'map', '')")
        plain.commit()
    return path


def test_a_file_of_the_first_version_is_renewed_with_everything_in_it(first: Path) -> None:
    keep = Keep(first)
    steps = (Step("data=us", "First", id="p1"),)
    old = Story("s1", "Old", "ru", steps, 4, "2026-01-01T00:00:00.000+00:00")
    assert stories.list_stories(keep) == (old,)
    assert meetings.start(keep, "s1")[0].story_id == "s1"


def test_where_nothing_may_be_written_an_old_file_says_so(first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SAVING, "0")
    before = first.read_bytes()
    with pytest.raises(SavedError, match="of an older version and must be renewed"):
        stories.list_stories(Keep(first))
    assert first.read_bytes() == before


def test_a_change_of_tables_that_fails_changes_nothing(first: Path) -> None:
    with closing(sqlite3.connect(first)) as plain:
        plain.execute("CREATE TABLE note (number)")  # in the way of the last table
    with pytest.raises(Exception, match="table note already exists"):
        Keep(first).open()
    with closing(sqlite3.connect(first)) as plain:
        tables = {name for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert tables == {"story", "step", "shortlist", "link", "note", "alembic_version"}
        assert plain.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
        plain.execute("DROP TABLE note")
    assert len(stories.list_stories(Keep(first))) == 1


def test_the_changes_lead_to_the_tables_that_the_code_uses(keep: Keep) -> None:
    keep.open()
    made = engine(keep.path)
    with made.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    made.dispose()


def test_every_change_is_listed_in_its_order() -> None:
    scripts = ScriptDirectory(str(ROOT / "keep" / "migrations"))
    assert [script.revision for script in scripts.walk_revisions()] == list(reversed(upgrade.REVISIONS))
