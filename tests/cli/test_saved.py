"""`regioscope saved`: what people saved, listed, taken along, and added elsewhere."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from keep import links, meetings, rooms, stories
from keep.database import Keep, default_keep
from scene.story import Step
from tests.cli.conftest import Run


@pytest.fixture
def saved(home: Path) -> Keep:
    """A story, its meeting with two votes, a short link."""
    keep = default_keep()
    assert keep.path.parent == home
    story = stories.create(keep, "Гавань\x1b[31m\nі долина", "uk", (Step("data=us"),))
    meeting, _ = meetings.start(keep, story.id)
    question = rooms.ask(keep, meeting.id, "Where?", ("here", "there"))
    rooms.set_state(keep, question.id, "open")
    for device in "ab":
        rooms.vote(keep, question.id, device, 1)
    links.shorten(keep, "region?data=us")
    return keep


@pytest.mark.usefixtures("saved")
def test_everything_is_listed_a_line_each(run: Run) -> None:
    lines = run("saved", "list").out.splitlines()
    assert [line.split()[0] for line in lines] == ["kind", "story", "meeting", "link"]
    assert "1 step " in lines[1]
    assert "2 votes, 0 pins, 0 remarks" in lines[2]
    assert "\x1b" not in "".join(lines)


@pytest.mark.usefixtures("saved")
def test_the_same_as_json(run: Run) -> None:
    found = json.loads(run("saved", "list", "--json").out)
    assert [(row["kind"], row["size"]) for row in found] == [
        ("story", "1 step"),
        ("meeting", "2 votes, 0 pins, 0 remarks"),
        ("link", ""),
    ]


def test_where_nothing_is_saved_the_place_is_named(run: Run, home: Path) -> None:
    ran = run("saved", "list")
    assert (ran.code, ran.out, ran.err) == (0, "", f"regioscope: nothing is saved in {home}/saved.sqlite\n")
    assert not home.exists()


def test_one_file_goes_out_and_comes_in_elsewhere(
    run: Run, saved: Keep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("saved", "export", "--out", "all.sqlite").code == 0
    with closing(sqlite3.connect("all.sqlite")) as plain:
        assert plain.execute("SELECT count(*) FROM vote").fetchall() == [(2,)]
    monkeypatch.setenv("REGIOSCOPE_HOME", str(tmp_path / "other"))
    ran = run("saved", "add", "all.sqlite")
    assert (ran.code, ran.err) == (0, "regioscope: added: 1 stories, 1 meetings, 0 shortlists, 1 short links\n")
    assert stories.list_stories(default_keep()) == stories.list_stories(saved)


@pytest.mark.usefixtures("saved")
def test_plain_values_go_into_a_file_or_to_standard_output(run: Run) -> None:
    assert run("saved", "export", "--out", "all.json").code == 0
    written = json.loads(Path("all.json").read_text(encoding="utf-8"))
    shown = json.loads(run("saved", "export", "--out", "-").out)
    assert written | {"written": ""} == shown | {"written": ""}
    assert written["meetings"][0]["questions"][0]["counts"] == [0, 2]


@pytest.mark.usefixtures("saved")
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("export", "--out", "all.csv"), 2, "there is no ending of --out '.csv'"),
        (("export", "--out", "nowhere/all.json"), 3, "the folder 'nowhere' does not exist"),
        (("export", "--out", "nowhere/all.sqlite"), 3, "the folder 'nowhere' does not exist"),
        (("add", "own.csv"), 2, "own.csv: this is no database of Regioscope"),
        (("add", "gone.sqlite"), 3, "gone.sqlite cannot be read: No such file"),
        ((), 2, "the following arguments are required: WORK"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_an_exit_code(
    run: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    ran = run("saved", *words)
    assert (ran.code, said in ran.err, ran.err.count("\n")) == (code, True, 1)
