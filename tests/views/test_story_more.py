"""The page of stories when something goes wrong, and what is done with a whole story: nothing is ever lost."""

from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from geo.store import default_store
from keep import meetings, stories
from keep.database import default_keep
from scene.i18n import Say
from scene.story import Step, Story
from tests.views.pages import Open, opens, text_of
from tests.views.story_pages import QUOTIENT, Make, asked, keep_story, kept, making, press, titles
from views.story_files import KINDS, MAKERS, file_name
from views.story_home import when
from views.story_preview import first_shown

open_page, make = opens("story"), making()
pytestmark = pytest.mark.usefixtures("home")


# ------------------------------------------------------------------------------------------- what can go wrong
def test_a_step_whose_data_are_gone_stays_and_says_what_to_do(open_page: Open, make: Make) -> None:
    story = make(Step("data=own-2019&item=A", "Gone", "Said", "Noted"), Step(QUOTIENT, "Here"))
    app = open_page(story=story.id)
    assert "own-2019" in app.error[0].value
    assert "The step is kept with its title, sentence and notes" in text_of(app)
    assert "data=own-2019&amp;item=A" in text_of(app)
    assert app.text_area(key=f"c_sentence_{story.steps[0].id}").value == "Said"
    assert kept(story).steps == story.steps
    press(app, "step_down")
    assert titles(story) == ["Here", "Gone"]


def test_two_windows_that_change_one_story_lose_nothing(open_page: Open, make: Make) -> None:
    story = make()
    app, step = open_page(story=story.id), story.steps[0]
    other = replace(kept(story), title="Changed elsewhere")
    stories.save(default_keep(), other)
    app.text_input(key=f"c_title_{step.id}").set_value("Mine").run()
    assert "Two windows changed this story." in text_of(app)
    assert kept(story).steps[0].title == "One"
    press(app, "conflict_both")
    both = {found.title: found.steps[0].title for found in stories.list_stories(default_keep())}
    assert both == {"Changed elsewhere": "One", "Where to build? (copy)": "Mine"}


@pytest.mark.parametrize(("key", "title", "step"), [("conflict_theirs", "Changed elsewhere", "One"),
                                                    ("conflict_mine", "Where to build?", "Mine")])  # fmt: skip
def test_the_reader_decides_between_two_windows(open_page: Open, make: Make, key: str, title: str, step: str) -> None:
    story = make()
    app = open_page(story=story.id)
    stories.save(default_keep(), replace(kept(story), title="Changed elsewhere"))
    app.text_input(key=f"c_title_{story.steps[0].id}").set_value("Mine").run()
    press(app, key)
    assert (kept(story).title, kept(story).steps[0].title) == (title, step)
    assert "Two windows" not in text_of(app)


def test_changes_one_after_the_other_in_one_window_are_no_conflict(open_page: Open, make: Make) -> None:
    story = make()
    app, step = open_page(story=story.id), story.steps[0]
    for n in range(3):
        app.text_input(key=f"c_title_{step.id}").set_value(f"Try {n}")
        app.text_area(key=f"c_notes_{step.id}").set_value(f"Note {n}").run()
    assert "Two windows" not in text_of(app)
    assert (kept(story).steps[0].title, kept(story).steps[0].notes) == ("Try 2", "Note 2")


def test_a_story_deleted_elsewhere_is_said_and_nothing_breaks(open_page: Open, make: Make) -> None:
    story = make()
    app = open_page(story=story.id)
    stories.delete(default_keep(), story.id)
    app.text_input(key=f"c_title_{story.steps[0].id}").set_value("Mine").run()
    assert "there is no such story any more" in app.error[0].value
    assert not app.exception


def test_where_nothing_may_be_saved_it_says_so(open_page: Open, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    story = make()
    app = open_page(story=story.id)
    monkeypatch.setenv("REGIOSCOPE_SAVING", "0")
    app.text_input(key=f"c_title_{story.steps[0].id}").set_value("Mine").run()
    assert "saving is switched off here" in app.error[0].value


# ------------------------------------------------------------------------------------------------- the whole story
def opened(app: AppTest, panel: str) -> AppTest:
    app.session_state[f"story_{panel}"] = True
    app.run()
    assert not app.exception
    return app


def test_a_story_is_renamed_spoken_in_another_language_copied_and_deleted_with_a_way_back(
    open_page: Open, make: Make
) -> None:
    story = make()
    app = opened(open_page(story=story.id), "more")
    app.text_input(key="c_story_title").set_value("Where to grow?").run()
    app.selectbox(key="c_story_lang").set_value("ru").run()
    assert (kept(story).title, kept(story).lang) == ("Where to grow?", "ru")
    press(app, "story_copy")
    assert {found.title for found in stories.list_stories(default_keep())} == {
        "Where to grow?",
        "Where to grow? (copy)",
    }
    app = opened(open_page(story=story.id), "more")
    press(app, "story_delete")
    assert "The story was deleted: Where to grow?" in text_of(app)
    assert "story" not in app.query_params
    press(app, "news_undo")
    assert kept(story).title == "Where to grow?"
    assert asked(app, "story") == story.id


def test_a_meeting_starts_with_links_that_only_this_browser_has(open_page: Open, make: Make) -> None:
    story = make(Step(QUOTIENT, "One"))
    app = opened(open_page(story=story.id), "meet")
    press(app, "meeting_start")
    links = [link.proto.url for link in app.get("link_button")]
    meeting, token = links[0].rpartition("/meet/")[2].split("#")
    assert links[1].endswith(f"/meet/{meeting}/notes#{token}")
    assert meetings.allowed(default_keep(), meeting, token)
    press(app, "meeting_end")
    assert meetings.meeting(default_keep(), meeting).closed


def test_a_meeting_does_not_start_with_a_step_that_cannot_be_shown(open_page: Open, make: Make) -> None:
    story = make(Step(QUOTIENT, "One"), Step("data=own-2019", "Gone"))
    app = opened(open_page(story=story.id), "meet")
    assert app.warning[0].value == "Mend or delete these steps first: 2. Their views work no longer."
    assert [button for button in app.button if button.key == "meeting_start"] == []


def test_files_are_made_when_asked_for_and_leave_out_what_cannot_be_shown(open_page: Open, make: Make) -> None:
    story = make(Step(QUOTIENT, "One"), Step("data=own-2019", "Gone"))
    app = opened(open_page(story=story.id), "along")
    assert app.warning[0].value == "1 step is left out: its view works no longer."
    assert [button.key for button in app.button if (button.key or "").startswith("make_")] == [
        f"make_{name}" for name in KINDS
    ]
    press(app, "make_html")
    assert next(button.proto.label for button in app.get("download_button")).startswith("Download (0.")
    assert list(MAKERS) == list(KINDS)


@pytest.mark.parametrize(
    ("name", "beginning"), [("html", b"<!DOCTYPE html>"), ("pptx", b"PK"), ("pdf", b"%PDF"), ("zip", b"PK")]
)
def test_every_kind_of_file_is_made_with_its_progress(name: str, beginning: bytes) -> None:
    story = keep_story(Step(QUOTIENT, "One", "Said.", "Noted."))
    told: list[tuple[int, int]] = []
    content = MAKERS[name](story, default_store(), date(2026, 11, 22), lambda done, total: told.append((done, total)))
    assert content.startswith(beginning)
    assert told[0] in {(0, 1), (1, 1)}


def test_the_preview_shows_the_steps_that_can_be_shown(open_page: Open, make: Make) -> None:
    story = make(Step(QUOTIENT, "One"), Step("data=own-2019", "Gone"))
    app = open_page(story=story.id)
    app.segmented_control(key="story_mode").set_value("preview").run()
    assert not app.exception
    (frame,) = app.get("iframe")
    assert "RegioscopeDeck" in frame.proto.srcdoc
    assert "own-2019" not in frame.proto.srcdoc


@pytest.mark.parametrize(("chosen", "place"), [(0, 0), (1, 1), (2, 1), (3, 1)])
def test_the_preview_begins_with_the_step_that_is_open_or_the_next_one_that_can_be_shown(
    chosen: int, place: int
) -> None:
    steps = tuple(Step(QUOTIENT, str(n), id=str(n)) for n in range(4))
    assert first_shown(Story("x", "X", steps=steps), steps[chosen], (steps[0], steps[2])) == place


def test_names_of_files_are_letters_that_every_system_takes() -> None:
    assert file_name(Story("x", 'Де: ми? "Є" /etc/passwd'), "pdf") == "де-ми-є-etc-passwd.pdf"
    assert file_name(Story("x", "***"), "html") == "story.html"


def test_moments_are_written_for_the_reader() -> None:
    assert when("2026-11-22T20:55:00.000+00:00", Say("uk")) == "22 лист. 2026, 20:55"
    assert when("", Say("en")) == ""
