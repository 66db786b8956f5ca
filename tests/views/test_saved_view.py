"""What people saved, on the page Data."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from keep import links, stories
from keep.database import SAVING, default_keep
from scene.i18n import Say
from views import saved_view


def draw(lang: str) -> None:
    from scene.i18n import Say  # noqa: PLC0415 - the body of this function is the script of the test
    from views.saved_view import show_saved  # noqa: PLC0415

    show_saved(Say(lang))


@pytest.fixture
def show(home: Path) -> Callable[..., AppTest]:
    """Draw the part of the page."""
    assert not home.exists()

    def shown(lang: str = "en") -> AppTest:
        app = AppTest.from_function(draw, args=(lang,)).run()
        assert not app.exception
        return app

    return shown


def said(app: AppTest) -> str:
    return " ".join([*(html.proto.body for html in app.get("html")), *(caption.value for caption in app.caption)])


def test_before_anything_is_saved_the_page_says_what_could_be(show: Callable[..., AppTest], home: Path) -> None:
    app = show()
    assert "Nothing is saved yet" in said(app)
    assert list(app.get("download_button")) == []
    assert not home.exists()


def test_everything_is_counted_and_taken_along_in_two_forms(show: Callable[..., AppTest], tmp_path: Path) -> None:
    stories.create(default_keep(), "Harbour", "en")
    links.shorten(default_keep(), "?data=us")
    app = show()
    assert "1 story, 0 meetings, 0 votes, 0 pins, 0 remarks, 0 shortlists, 1 short link" in said(app)
    assert str(default_keep().path) in said(app)
    assert len(app.get("download_button")) == 2
    assert json.loads(saved_view._as_text())["stories"][0]["title"] == "Harbour"
    (tmp_path / "copy.sqlite").write_bytes(saved_view._as_database())
    with closing(sqlite3.connect(tmp_path / "copy.sqlite")) as plain:
        assert plain.execute("SELECT title FROM story").fetchall() == [("Harbour",)]


def test_a_damaged_file_is_named(show: Callable[..., AppTest], home: Path) -> None:
    home.mkdir()
    (home / "saved.sqlite").write_bytes(b"no database" * 99)
    assert "saved.sqlite: this is no database of Regioscope; nothing was changed" in show().error[0].value


def test_where_saving_is_switched_off_the_reader_is_told(
    show: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SAVING, "0")
    assert "Saving is switched off here" in said(show())


def test_numbers_go_with_their_words_in_ukrainian() -> None:
    counts = dict.fromkeys(("story", "meeting", "vote", "pin", "note", "shortlist", "link"), 2)
    assert saved_view._summary(counts, Say("en")).startswith("2 stories, 2 meetings, 2 votes")
