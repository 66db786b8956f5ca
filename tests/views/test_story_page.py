"""The page of stories: every change is kept, can be undone, and is never lost to another window."""

import pytest

from geo.store import default_store
from keep import stories
from keep.database import default_keep
from scene.story import Step, Story
from scene.story_file import written
from scene.templates import fill
from tests.views.pages import Open, opens, text_of
from tests.views.story_pages import HOSTILE, INCOME, QUOTIENT, Make, asked, kept, making, press, titles
from views.story_look import look_of

open_page, make = opens("story"), making()
pytestmark = pytest.mark.usefixtures("home")


# ------------------------------------------------------------------------------------------------------- all stories
def test_without_stories_it_says_what_one_is_and_offers_three_ways_to_begin(open_page: Open) -> None:
    app = open_page()
    assert "A story is a row of views" in text_of(app)
    assert "Begin your first story" in text_of(app)
    assert [button.label for button in app.button if button.label == "Make this story"] == ["Make this story"] * 3
    assert [button.key for button in app.button if (button.key or "").startswith("go_")] == []


def test_a_template_becomes_a_story_about_the_place_that_was_chosen(open_page: Open) -> None:
    app = open_page(region="06")
    press(app, "use_meeting")
    (story,) = stories.list_stories(default_keep())
    assert asked(app, "story") == story.id
    expected = fill("meeting", "us", default_store(), "en", region="06").steps
    assert [(step.title, step.sentence, step.address) for step in story.steps] == [
        (step.title, step.sentence, step.address) for step in expected
    ]
    assert "Public meeting: where do we go from here?" in text_of(app)


def test_what_a_template_had_to_leave_out_is_said(open_page: Open) -> None:
    app = open_page(data="bay-area")
    press(app, "use_meeting")
    assert "Left out: What has changed over the years? These data have one year only." in text_of(app)


def test_a_dataset_without_figures_says_why_and_what_to_do(open_page: Open) -> None:
    app = open_page(data="ukraine")
    assert [info.value[:60] for info in app.info] == ["Ukraine: oblasts, ready for your statistics holds regions an"]
    assert [button for button in app.button if button.label == "Make this story"] == []


def test_stories_are_listed_opened_and_left(open_page: Open, make: Make) -> None:
    one, two = make(title=HOSTILE), make(Step(QUOTIENT, "Only"), title="Second")
    app = open_page()
    assert "1 step · English" in text_of(app)
    assert "<script>alert" not in text_of(app)
    assert app.button(key=f"go_{one.id}").label.startswith(r"\<script\>alert\(1\)\</script\> \*\*bold\*\*")
    press(app, f"go_{two.id}")
    assert '<h1 class="rs-headline">Second</h1>' in text_of(app)
    press(app, "all_stories")
    assert "story" not in app.query_params


def test_an_empty_story_and_one_from_a_file(open_page: Open) -> None:
    app = open_page()
    press(app, "story_empty")
    assert "This story has no steps yet" in text_of(app)
    other = open_page()
    content = written(Story("x", HOSTILE, "uk", steps=(Step(QUOTIENT, "A", "B", "C"),)))
    other.file_uploader(key="story_upload").set_value(("s.json", content, "application/json")).run()
    press(other, "story_take")
    taken = next(story for story in stories.list_stories(default_keep()) if story.lang == "uk")
    assert (taken.title, taken.steps[0].notes) == (HOSTILE, "C")
    assert asked(other, "story") == taken.id


def test_a_file_that_is_no_story_is_refused_in_words(open_page: Open) -> None:
    app = open_page()
    app.file_uploader(key="story_upload").set_value(("s.json", b"[]", "application/json")).run()
    press(app, "story_take")
    assert [error.value.partition(":")[2] for error in app.error] == [
        " this file is no story of Regioscope: take one that was saved here with “Save as a file”"
    ]
    assert stories.list_stories(default_keep()) == ()


def test_a_link_to_a_story_that_is_gone_leads_to_all_stories(open_page: Open) -> None:
    app = open_page(story="nowhere")
    assert "there is no such story any more" in app.error[0].value
    assert "Begin your first story" in text_of(app)


# ------------------------------------------------------------------------------------------------------------ steps
def test_every_step_is_a_card_with_picture_title_and_sentence(open_page: Open, make: Make) -> None:
    story = make(Step(QUOTIENT, HOSTILE, HOSTILE), Step(INCOME, "", kind="years"))
    app = open_page(story=story.id)
    text = text_of(app)
    assert text.count('<img class="rs-thumb"') == 3  # two cards and the open step
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert [app.button(key=f"open_{step.id}").label[:10] for step in story.steps] == [r"1. \<scrip", "2. No titl"]
    assert "Step 1 of 2" in text
    assert "Years</b>" in text


def test_a_step_moves_up_and_down(open_page: Open, make: Make) -> None:
    story = make()
    app = open_page(story=story.id, step=story.steps[2].id)
    assert app.button(key="step_down").disabled
    press(app, "step_up")
    assert titles(story) == ["One", "Three", "Two"]
    assert asked(app, "step") == story.steps[2].id
    press(app, "step_up")
    assert app.button(key="step_up").disabled
    press(app, "step_down")
    assert titles(story) == ["One", "Three", "Two"]


def test_a_step_is_copied_and_the_copy_is_open(open_page: Open, make: Make) -> None:
    story = make()
    app = open_page(story=story.id)
    press(app, "step_copy")
    assert titles(story) == ["One", "One", "Two", "Three"]
    assert asked(app, "step") == kept(story).steps[1].id
    assert len({step.id for step in kept(story).steps}) == 4


def test_a_step_that_was_deleted_comes_back_to_its_place(open_page: Open, make: Make) -> None:
    story = make()
    app = open_page(story=story.id, step=story.steps[1].id)
    press(app, "step_delete")
    assert titles(story) == ["One", "Three"]
    assert "Step 2 was deleted: Two" in text_of(app)
    assert asked(app, "step") == story.steps[2].id
    press(app, "news_undo")
    assert titles(story) == ["One", "Two", "Three"]
    assert kept(story).steps[1].id == story.steps[1].id
    assert "was deleted" not in text_of(app)


def test_title_sentence_and_notes_are_kept_as_they_are_typed(open_page: Open, make: Make) -> None:
    story = make()
    app, step = open_page(story=story.id), story.steps[0]
    app.text_input(key=f"c_title_{step.id}").set_value("Where are we strong?").run()
    app.text_area(key=f"c_sentence_{step.id}").set_value("Own words").run()
    app.text_area(key=f"c_notes_{step.id}").set_value("Wait for questions").run()
    now = kept(story).steps[0]
    assert (now.title, now.sentence, now.notes) == ("Where are we strong?", "Own words", "Wait for questions")
    assert kept(story).version == 4


def test_a_sentence_is_chosen_among_those_from_the_numbers(open_page: Open, make: Make) -> None:
    story = make()
    app, step = open_page(story=story.id), story.steps[0]
    radio = app.radio(key=f"c_suggested_{step.id}")
    assert radio.value is None
    assert radio.options[0].startswith("Washington has 2\\.0 times the national share")
    radio.set_value(radio.options[0].replace("\\", "")).run()
    assert kept(story).steps[0].sentence == (
        "Washington has 2.0 times the national share of Computer and Mathematical Occupations, very certain."
    )
    assert app.text_area(key=f"c_sentence_{step.id}").value == kept(story).steps[0].sentence


def test_sentences_are_suggested_in_the_language_of_the_story(open_page: Open, make: Make) -> None:
    story = make(lang="uk")
    app = open_page(story=story.id, lang="en")
    options = app.radio(key=f"c_suggested_{story.steps[0].id}").options
    assert options[0].startswith("Вашингтон\\: частка в 2,0 раза більша, ніж у країні загалом")


# ------------------------------------------------------------------------------------------------------------- kinds
def test_a_step_before_and_after_takes_another_step_as_its_right_side(open_page: Open, make: Make) -> None:
    story = make()
    app, step = open_page(story=story.id), story.steps[0]
    app.segmented_control(key="c_kind").set_value("swipe").run()
    now = kept(story).steps[0]
    assert (now.kind, now.beside) == ("swipe", INCOME)  # the next map of the story
    box = app.selectbox(key=f"c_beside_{step.id}")
    box.set_value("data=bay-area").run()
    assert kept(story).steps[0].beside == "data=bay-area"
    press(app, "step_swap")
    assert (kept(story).steps[0].address, kept(story).steps[0].beside) == ("data=bay-area", QUOTIENT)


def test_the_right_side_may_be_the_same_map_in_another_year_group_or_indicator(open_page: Open, make: Make) -> None:
    story = make(Step(INCOME, "Incomes"))
    app, step = open_page(story=story.id), story.steps[0]
    app.segmented_control(key="c_kind").set_value("swipe").run()
    assert "&year=1929" in kept(story).steps[0].beside
    app.selectbox(key=f"c_right_{step.id}_Right: year").set_value("1950").run()
    assert "&year=1950" in kept(story).steps[0].beside
    app.selectbox(key=f"c_right_{step.id}_Right: indicator").set_value("growth").run()
    assert "ind=growth" in kept(story).steps[0].beside
    assert not app.exception
    assert look_of(kept(story).steps[0], "en", default_store()).problem == ""


def test_years_run_where_there_are_some_and_one_year_says_so(open_page: Open, make: Make) -> None:
    story = make()
    app = open_page(story=story.id, step=story.steps[1].id)
    app.segmented_control(key="c_kind").set_value("years").run()
    assert kept(story).steps[1].kind == "years"
    assert "Runs from 1929 to 2009" in " ".join(caption.value for caption in app.caption)
    other = open_page(story=story.id, step=story.steps[0].id)
    other.segmented_control(key="c_kind").set_value("years").run()
    assert [warning.value[:30] for warning in other.warning] == ["These data have one year only:"]
