"""Slides of a story, opened by the library that other programs read them with."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.presentation import Presentation as Deck

from geo.errors import AddressError
from geo.store import default_store
from papers.slide_map import MOST, can_be_shapes
from papers.slides import About, slides
from scene.opening import open_drawing
from scene.story import SWIPE, YEARS, Step

MADE = date(2026, 11, 22)
STATES, HOSTILE = "data=us&item=15-0000", "<a:t>{{7*191}} & \x00"
STORY = (
    Step(STATES, title="Where are they?", sentence="In Washington.", notes="Wait for questions."),
    Step(STATES, kind=SWIPE, beside="data=us&item=17-0000"),
    Step("data=us&level=metro"),
    Step(STATES, title=HOSTILE, sentence=HOSTILE, notes=HOSTILE),
    Step("data=bay-area&level=zone"),
)


def opened(*steps: Step, lang: str = "en") -> Deck:
    return Presentation(BytesIO(slides(steps, default_store(), About(HOSTILE, lang, MADE))))


@pytest.fixture(scope="module")
def deck() -> Deck:
    return opened(*STORY)


def test_each_step_has_a_slide_with_its_title_sentence_and_notes(deck: Deck) -> None:
    first, step = list(deck.slides)[:2]
    assert first.shapes.title.text_frame.text == "<a:t>{{7*191}} & \ufffd"
    assert step.shapes.title.text_frame.text == "Where are they?"
    assert "In Washington." in [shape.text_frame.text for shape in step.shapes if shape.has_text_frame]
    assert step.notes_slide.notes_text_frame.text.startswith("Wait for questions.")
    assert f"?{STATES}" in step.notes_slide.notes_text_frame.text


def test_pictures_have_the_words_of_the_map(deck: Deck) -> None:
    (picture,) = [shape for shape in deck.slides[1].shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert picture._element._nvXxPr.cNvPr.get("descr").startswith("Map. Computer and Mathematical Occupations: most")
    assert Image.open(BytesIO(picture.image.blob)).width >= 1800


def test_a_swipe_shows_both_views(deck: Deck) -> None:
    pictures = [shape for shape in deck.slides[2].shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert len(pictures) == 2
    assert pictures[0].left + pictures[0].width <= pictures[1].left


def test_a_step_of_years_shows_the_first_and_the_last_of_them() -> None:
    deck = opened(Step("data=us&measure=income_per_capita&ind=value&depth=all", kind=YEARS, title="Incomes"))
    assert len(deck.slides) == 2  # its maps are one picture, and no shapes follow
    (picture,) = [shape for shape in deck.slides[1].shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    described = picture._element._nvXxPr.cNvPr.get("descr")
    assert "1929" in described
    assert "2009" in described


def test_hostile_texts_stay_texts(deck: Deck) -> None:
    assert deck.slides[4].shapes.title.text_frame.text == "<a:t>{{7*191}} & \ufffd"


def test_maps_follow_once_as_shapes_with_the_names_of_their_regions(deck: Deck) -> None:
    after = list(deck.slides)[1 + len(STORY) :]
    assert len(after) == 2  # computing and engineering; places and the 1,454 zones stay pictures
    shapes = {shape.name: shape for shape in after[0].shapes if shape.shape_type == MSO_SHAPE_TYPE.FREEFORM}
    assert sum(name.startswith("Washington: ") for name in shapes) == 1
    assert {name.partition(":")[0] for name in shapes} >= {"Alaska", "Hawaii", "California", "Puerto Rico"}
    assert str(shapes["Washington: 1.996"].fill.fore_color.rgb) == "FDB863"


def test_shapes_stay_on_the_slide(deck: Deck) -> None:
    for shape in deck.slides[6].shapes:
        assert shape.left >= 0
        assert shape.left + shape.width <= deck.slide_width
        assert shape.top + shape.height <= deck.slide_height


def test_areas_up_to_a_number_can_be_shapes() -> None:
    store = default_store()
    assert can_be_shapes(open_drawing({"data": "us"}, store))
    assert not can_be_shapes(open_drawing({"data": "us", "level": "metro"}, store))
    zones = open_drawing({"data": "bay-area", "level": "zone"}, store)
    assert len(zones.codes) > MOST
    assert not can_be_shapes(zones)


def test_simulated_figures_are_marked_in_the_language_of_the_story() -> None:
    deck = opened(Step("data=bay-area&level=county&honest=1"), lang="uk")
    texts = [shape.text_frame.text for shape in deck.slides[1].shapes if shape.has_text_frame]
    assert any("змодельован" in text.lower() or "симул" in text.lower() for text in texts), texts


def test_progress_counts_the_steps() -> None:
    seen: list[tuple[int, int]] = []
    slides(STORY[:2], default_store(), About("x", "en", MADE), progress=lambda done, of: seen.append((done, of)))
    assert seen == [(1, 2), (2, 2)]


def test_a_step_that_names_nothing_is_an_error() -> None:
    with pytest.raises(AddressError, match="does not exist in us"):
        opened(Step("data=us&item=99-9999"))
