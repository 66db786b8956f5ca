"""The map puts what it shows into a story, with the place and zoom that the reader sees."""

from typing import Any

import pytest
import streamlit

from geo.errors import SavedError
from keep import stories
from keep.database import default_keep
from scene.opening import parameters
from scene.story import MOST_STEPS, Step, Story
from tests.views.pages import Open, opens, text_of
from tests.views.story_pages import QUOTIENT, keep_story, kept, press
from tests.views.test_map_page import message
from views import add_to_story

open_page, open_region, open_industry = opens("map"), opens("region"), opens("industry")
pytestmark = pytest.mark.usefixtures("home")
ADDRESS = "data=us&ind=location_quotient&item=15-0000&level=state&depth=major&measure=employment&year=2025&min=1000"


def only() -> Story:
    (found,) = stories.list_stories(default_keep())
    return found


def test_the_first_view_makes_a_story_with_a_title_and_a_sentence_from_its_numbers(open_page: Open) -> None:
    app = open_page(region="53", layers="regions,hotspots", lang="en")
    press(app, "add_to_story")
    (step,) = only().steps
    assert step.address == f"{ADDRESS}&region=53&layers=regions,hotspots"
    assert step.title == "Washington: Computer and Mathematical Occupations"
    assert step.sentence.startswith("Washington has 2.0 times the national share")
    assert only().title == "My story"
    assert "Step 1 of “My story”: Washington: Computer" in text_of(app)


def test_the_next_view_goes_to_the_same_story_and_can_be_taken_back(open_page: Open) -> None:
    keep_story(title="Other")
    app = open_page()
    press(app, "add_to_story")
    app.query_params["ind"] = "share"
    app.run()
    press(app, "add_to_story")
    assert [parameters(step.address)["ind"] for step in only().steps[3:]] == ["location_quotient", "share"]
    press(app, "news_undo")
    assert len(only().steps) == 4
    assert "Step 5" not in text_of(app)


def test_the_story_of_the_address_is_the_one_that_gets_the_view(open_page: Open) -> None:
    first, last = keep_story(title="First"), keep_story(title="Last")
    press(open_page(story=first.id), "add_to_story")
    assert (len(kept(first).steps), len(kept(last).steps)) == (4, 3)


def test_a_full_story_is_not_added_to(open_page: Open) -> None:
    full = keep_story(*[Step(QUOTIENT)] * MOST_STEPS)
    press(open_page(story=full.id), "add_to_story")
    assert {story.title: len(story.steps) for story in stories.list_stories(default_keep())} == {
        "Where to build?": MOST_STEPS, "My story": 1,
    }  # fmt: skip


def test_a_sentence_is_in_the_language_of_the_story_whatever_the_reader_reads(open_page: Open) -> None:
    story = keep_story(lang="uk")
    press(open_page(story=story.id, region="53", lang="en"), "add_to_story")
    assert kept(story).steps[-1].sentence.startswith("Вашингтон: частка в 2,0 раза більша")


def test_the_map_is_asked_where_it_looks_and_its_answer_is_kept_with_the_step(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page()
    assert "ask" not in message(app)
    press(app, "add_to_story")
    assert message(app)["ask"] == 1
    state: dict[str, Any] = {"story_waiting": app.session_state["story_waiting"]}
    monkeypatch.setattr(streamlit, "session_state", state)
    add_to_story.take_answer({"id": None, "view": "1,2,3"})
    add_to_story.take_answer({"id": None, "ask": 7, "view": "1,2,3"})
    assert "view" not in parameters(only().steps[0].address)
    add_to_story.take_answer({"id": None, "ask": 1, "view": "37.000,-120.000,6"})
    assert only().steps[0].address == f"{ADDRESS}&view=37.000,-120.000,6"
    add_to_story.take_answer({"id": None, "ask": 1, "view": "0,0,1"})  # an answer counts once
    assert only().steps[0].address.endswith("&view=37.000,-120.000,6")


def test_the_view_of_a_step_is_changed_on_the_map_and_its_words_stay(open_page: Open) -> None:
    story = keep_story(Step(QUOTIENT, "Title", "Sentence", "Notes"))
    app = open_page(ind="share", story=story.id, step=story.steps[0].id)
    press(app, "save_step")
    (step,) = kept(story).steps
    assert (parameters(step.address)["ind"], step.title, step.sentence, step.notes) == (
        "share", "Title", "Sentence", "Notes",
    )  # fmt: skip
    press(app, "news_undo")
    assert kept(story).steps[0].address == QUOTIENT


def test_there_is_no_button_where_there_is_nothing_to_keep_or_nothing_may_be_kept(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keys(**parameters: str) -> set[str | None]:
        return {button.key for button in open_page(**parameters).button}

    assert "add_to_story" in keys()
    assert "add_to_story" not in keys(data="ukraine")
    assert "add_to_story" not in keys(present="1")
    monkeypatch.setenv("REGIOSCOPE_SAVING", "0")
    assert "add_to_story" not in keys()


def test_what_cannot_be_kept_is_said_on_the_map(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page()

    def refuse(*_: object) -> None:
        raise SavedError("the disk is full")

    monkeypatch.setattr("keep.stories.save", refuse)
    press(app, "add_to_story")
    assert "This could not be done: the disk is full" in text_of(app)


def test_the_pages_of_a_region_and_of_an_industry_add_the_map_of_their_figures(
    open_region: Open, open_industry: Open
) -> None:
    press(open_region(region="06"), "add_to_story")
    press(open_industry(item="15-0000", region="53"), "add_to_story")
    region, industry = only().steps
    assert (parameters(region.address)["item"], parameters(region.address)["region"]) == ("45-0000", "06")
    assert region.sentence.startswith("California has 4.1 times the national share of Farming")
    assert (parameters(industry.address)["item"], parameters(industry.address)["region"]) == ("15-0000", "53")
