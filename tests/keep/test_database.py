"""What was acknowledged is there: after a restart, a kill, a full disk, and when many write at once."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from sqlalchemy import select, text

from geo.errors import SavedError
from keep import links, rooms, stories
from keep.database import FILE, SAVING, Keep, default_keep
from keep.models import VoteRow
from keep.rooms import Question
from tests.support.app import ROOT

WRITER = Path(__file__).with_name("writer.py")
OPENER = "import sys; from pathlib import Path; from keep.database import Keep; Keep(Path(sys.argv[1])).open()"


def run(*words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True
    )


def ask_file(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as plain:
        return plain.execute(sql).fetchall()


def test_reading_makes_no_file(keep: Keep) -> None:
    assert stories.list_stories(keep) == ()
    with pytest.raises(SavedError, match="no such link"):
        links.address(keep, "abc2345")
    assert not keep.path.parent.exists()


def test_another_program_reads_what_this_one_kept_after_a_restart(keep: Keep) -> None:
    kept = stories.create(keep, "Де будувати", "uk")
    keep.close()
    assert Keep(keep.path).path.exists()
    assert stories.list_stories(Keep(keep.path)) == (kept,)
    assert stories.list_stories(keep) == (kept,)


def test_the_file_is_in_wal_mode_and_every_commit_reaches_the_disk(keep: Keep) -> None:
    keep.open()
    with keep.reading() as session:
        found = {
            name: session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.parametrize("least", [1, 40, 300])
def test_every_acknowledged_vote_is_there_after_a_kill_and_none_twice(
    keep: Keep, question: Question, least: int
) -> None:
    keep.close()
    with run(str(WRITER), str(keep.path), question.id) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            if int(line) >= least:
                writer.kill()
                break
        acknowledged = least + 1 + len(writer.stdout.read().splitlines())
    kept = sum(rooms.counts(Keep(keep.path), question.id))
    assert kept in {acknowledged, acknowledged + 1}  # one may have been kept and not said any more
    assert ask_file(keep.path, "PRAGMA integrity_check") == [("ok",)]
    assert ask_file(keep.path, "SELECT count(*) - count(DISTINCT device) FROM vote") == [(0,)]
    rooms.vote(Keep(keep.path), question.id, "after", 0)
    assert sum(rooms.counts(Keep(keep.path), question.id)) == kept + 1


def test_votes_of_two_programs_at_once_are_all_counted(keep: Keep, question: Question) -> None:
    keep.close()
    with ExitStack() as running:
        writers = [running.enter_context(run(str(WRITER), str(keep.path), question.id, name)) for name in ("a", "b")]
        for writer in writers:
            assert writer.stdout is not None
            assert next(line for line in writer.stdout if line == "60\n")
            writer.kill()
        said = [61 + len(writer.stdout.read().splitlines()) for writer in writers if writer.stdout]
    assert sum(rooms.counts(keep, question.id)) - sum(said) in {0, 1, 2}


def test_programs_that_start_together_make_one_sound_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / FILE
    running = [run("-W", "error", "-c", OPENER, str(path)) for _ in range(6)]
    assert [program.wait(60) for program in running] == [0] * 6
    for program in running:
        program.communicate()
    assert ask_file(path, "SELECT version_num FROM alembic_version") == [("0002",)]


def test_fifty_devices_that_vote_at_once_count_fifty_and_each_once(keep: Keep, question: Question) -> None:
    begin, wrong = threading.Barrier(50), list[BaseException]()

    def phone(number: int) -> None:
        begin.wait()
        try:
            for choice in range(3):  # the last one counts
                rooms.vote(keep, question.id, f"phone {number}", (number + choice) % 3)
                rooms.counts(keep, question.id)
        except SavedError as error:
            wrong.append(error)

    phones = [threading.Thread(target=phone, args=(number,)) for number in range(50)]
    for one in phones:
        one.start()
    for one in phones:
        one.join()
    assert wrong == []
    assert rooms.counts(keep, question.id) == (17, 16, 17)


def test_what_fails_in_the_middle_leaves_nothing(keep: Keep, question: Question) -> None:
    def half() -> None:
        with keep.writing() as session:
            session.add(VoteRow(question_id=question.id, device="x", choice=0, at=""))
            session.flush()
            raise KeyError("power")

    with pytest.raises(KeyError, match="power"):
        half()
    assert rooms.counts(keep, question.id) == (0, 0, 0)


def test_a_full_disk_is_said_and_leaves_the_last_good_state(keep: Keep, question: Question) -> None:
    rooms.vote(keep, question.id, "a", 1)

    def fill() -> None:
        with keep.writing() as session:
            session.execute(text("PRAGMA max_page_count = 1"))
            rows = [VoteRow(question_id=question.id, device="x" * 900 + str(n), choice=0, at="") for n in range(90)]
            session.add_all(rows)
            session.flush()

    with pytest.raises(SavedError, match=r"saved\.sqlite: the disk is full; nothing of this change was kept"):
        fill()
    keep.close()
    assert rooms.counts(keep, question.id) == (0, 1, 0)


def test_a_file_that_another_program_holds_is_said(keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keep.engine._SETTINGS", ("foreign_keys = ON", "busy_timeout = 20"))
    keep.open()
    with closing(sqlite3.connect(keep.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(SavedError, match="another program holds the file"):
            stories.create(keep, "x", "en")
    assert stories.create(keep, "x", "en").version == 1


@pytest.mark.parametrize("damage", ["whole", "middle"])
def test_a_damaged_file_is_named_and_left_as_it_is(keep: Keep, damage: str) -> None:
    for number in range(300):
        links.shorten(keep, f"region?item={number}")
    keep.close()
    raw = bytearray(keep.path.read_bytes())
    here = slice(0, None) if damage == "whole" else slice(4096, -4096)
    raw[here] = b"\x55" * len(raw[here])
    keep.path.write_bytes(raw)
    said = r"saved\.sqlite: (the file is damaged; .* put back a copy|this is no database of Regioscope)"
    with pytest.raises(SavedError, match=said):
        stories.list_stories(keep)
    with pytest.raises(SavedError, match=said):
        stories.create(keep, "x", "en")
    assert keep.path.read_bytes() == raw


def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / FILE
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (id)")
    before = path.read_bytes()
    with pytest.raises(SavedError, match="this is no database of Regioscope; nothing was changed"):
        stories.create(Keep(path), "x", "en")
    assert path.read_bytes() == before


def test_a_file_of_a_newer_version_is_left_as_it_is(keep: Keep) -> None:
    keep.open()
    keep.close()
    with closing(sqlite3.connect(keep.path)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '0417'")
        newer.commit()
    before = keep.path.read_bytes()
    with pytest.raises(SavedError, match=r"written by a newer version of Regioscope \(0417\)"):
        stories.list_stories(keep)
    assert keep.path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    keep = Keep(tmp_path / "file" / "folder" / FILE)
    assert stories.list_stories(keep) == ()
    with pytest.raises(SavedError, match=r"nothing can be kept in .*/file/folder: .*REGIOSCOPE_HOME"):
        stories.create(keep, "x", "en")


def test_a_folder_in_place_of_the_file_is_said(keep: Keep) -> None:
    keep.path.mkdir(parents=True)
    with pytest.raises(SavedError, match="the file cannot be opened; look at the rights"):
        stories.create(keep, "x", "en")


def test_where_saving_is_switched_off_everything_can_be_read(keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = stories.create(keep, "x", "en")
    keep.close()
    before = keep.path.read_bytes()
    monkeypatch.setenv(SAVING, "0")
    assert stories.list_stories(keep) == (kept,)
    with pytest.raises(SavedError, match="saving is switched off here"):
        stories.create(keep, "y", "en")
    assert keep.path.read_bytes() == before
    monkeypatch.delenv(SAVING)
    stories.create(keep, "y", "en")
    monkeypatch.setenv(SAVING, "0")
    assert len(stories.list_stories(keep)) == 2


def test_a_disk_that_cannot_be_written_can_be_read(keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = stories.create(keep, "x", "en")
    keep.close()
    monkeypatch.setattr("os.access", lambda *_: False)
    assert stories.list_stories(keep) == (kept,)
    assert sorted(path.name for path in keep.path.parent.iterdir()) == [FILE]
    monkeypatch.undo()
    with keep.reading() as session:
        assert session.scalar(select(VoteRow).limit(1)) is None


def test_a_file_that_was_taken_away_or_put_back_is_noticed(keep: Keep) -> None:
    first = stories.create(keep, "first", "en")
    aside = keep.path.with_name("aside.sqlite")
    keep.close()
    keep.path.rename(aside)
    second = stories.create(keep, "second", "en")
    assert stories.list_stories(keep) == (second,)
    aside.replace(keep.path)
    assert stories.list_stories(keep) == (first,)


def test_the_database_of_the_installation_lies_in_the_folder_of_own_datasets(home: Path) -> None:
    stories.create(default_keep(), "x", "en")
    assert (home / FILE).is_file()
    assert default_keep() is default_keep()
