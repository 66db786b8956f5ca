import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from geo.errors import OutputError, SavedError
from keep import adding, files, links, rooms, shortlists, stories
from keep.database import SAVING, Keep
from keep.rooms import Question
from keep.shortlists import Shortlist
from scene.story import Step


@pytest.fixture
def full(keep: Keep, question: Question) -> Keep:
    """A database with some of everything."""
    rooms.vote(keep, question.id, "a", 1)
    for number in range(3):
        rooms.place(keep, question.meeting_id, f"device {number}", number, 0, f"pin {number}")
    rooms.write(keep, question.meeting_id, "a", "remark")
    shortlists.create(keep, Shortlist("", "Ports", "us", "data=us", ("06",), {"n": 1}))
    links.shorten(keep, "region?data=us")
    return keep


def same(one: Keep, other: Keep) -> bool:
    found = [files.content(keep) | {"written": ""} for keep in (one, other)]
    return found[0] == found[1]


def test_the_file_opens_in_any_program_for_sqlite_and_needs_no_other_beside_it(full: Keep, tmp_path: Path) -> None:
    gone = stories.create(full, "A secret plan", "en", (Step("data=us", notes="do not tell"),))
    stories.delete(full, gone.id)
    out = tmp_path / "all.sqlite"
    files.export_file(full, out)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("all")] == ["all.sqlite"]
    with closing(sqlite3.connect(f"file:{out}?mode=ro", uri=True)) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert plain.execute("PRAGMA journal_mode").fetchall() == [("delete",)]
        assert plain.execute("SELECT title FROM story").fetchall() == [("Where to build",)]
        assert plain.execute("SELECT choice FROM vote").fetchall() == [(1,)]
    assert [word for word in (b"A secret plan", b"do not tell") if word in out.read_bytes()] == []
    assert same(full, Keep(out))


def test_nothing_kept_is_a_file_too(keep: Keep, tmp_path: Path) -> None:
    files.export_file(keep, tmp_path / "all.sqlite")
    assert not keep.path.exists()
    assert same(keep, Keep(tmp_path / "all.sqlite"))


def test_an_older_file_is_replaced_but_never_the_database_itself(full: Keep, tmp_path: Path) -> None:
    out = tmp_path / "all.sqlite"
    out.write_text("old")
    files.export_file(full, out)
    assert same(full, Keep(out))
    with pytest.raises(OutputError, match="is the database itself"):
        files.export_file(full, full.path)
    with pytest.raises(OutputError, match="cannot be written: No such file or directory"):
        files.export_file(full, tmp_path / "nowhere" / "all.sqlite")


def test_plain_values_are_json_and_hold_everything_but_who_said_it(full: Keep) -> None:
    found = json.loads(json.dumps(files.content(full)))
    assert {name: len(part) for name, part in found.items() if isinstance(part, list)} == {
        "stories": 1,
        "meetings": 1,
        "shortlists": 1,
        "links": 1,
    }
    assert (found["schema"], found["meetings"][0]["questions"][0]["counts"]) == ("0002", [0, 1, 0])
    assert "device" not in json.dumps(found)


def test_a_file_added_to_an_empty_database_makes_it_the_same(full: Keep, tmp_path: Path) -> None:
    other = Keep(tmp_path / "other.sqlite")
    files.export_file(full, tmp_path / "all.sqlite")
    assert adding.add_file(other, tmp_path / "all.sqlite") == {"story": 1, "meeting": 1, "shortlist": 1, "link": 1}
    assert same(full, other)
    assert adding.add_file(other, tmp_path / "all.sqlite") == {"story": 0, "meeting": 0, "shortlist": 0, "link": 0}
    assert same(full, other)


def test_what_is_here_stays_and_what_was_deleted_there_is_not_taken_over(full: Keep, tmp_path: Path) -> None:
    other = Keep(tmp_path / "other.sqlite")
    mine = stories.create(other, "Mine", "uk")
    rooms_story = stories.list_stories(full)[0]
    stories.delete(full, rooms_story.id)
    full.close()
    assert adding.add_file(other, full.path) == {"story": 0, "meeting": 1, "shortlist": 1, "link": 1}
    assert stories.list_stories(other) == (mine,)
    meeting = files.content(other)["meetings"][0]
    assert (meeting["title"], meeting["story"], len(meeting["pins"])) == ("Where to build", None, 3)


def test_a_file_of_something_else_is_refused_and_nothing_changes(full: Keep, tmp_path: Path) -> None:
    strange = tmp_path / "photo.sqlite"
    strange.write_bytes(b"\x89PNG" * 900)
    with pytest.raises(SavedError, match=r"photo\.sqlite: this is no database of Regioscope"):
        adding.add_file(full, strange)
    with pytest.raises(OutputError, match=r"gone\.sqlite cannot be read: No such file"):
        adding.add_file(full, tmp_path / "gone.sqlite")
    assert strange.read_bytes() == b"\x89PNG" * 900


def test_a_large_file_is_refused_before_it_is_read(full: Keep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MOST_BYTES", 2**20)
    (tmp_path / "all.sqlite").write_bytes(bytes(2**20 + 1))
    with pytest.raises(SavedError, match=r"all\.sqlite is larger than 1 MB"):
        adding.add_file(full, tmp_path / "all.sqlite")


def test_where_saving_is_switched_off_nothing_is_added(
    full: Keep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.export_file(full, tmp_path / "all.sqlite")
    monkeypatch.setenv(SAVING, "0")
    with pytest.raises(SavedError, match="saving is switched off"):
        adding.add_file(Keep(tmp_path / "other.sqlite"), tmp_path / "all.sqlite")
    assert not (tmp_path / "other.sqlite").exists()
