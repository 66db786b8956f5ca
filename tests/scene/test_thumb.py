"""Small pictures of views: the colours of the map, the chosen region, both sides of a swipe, the saved place."""

import re
from xml.etree import ElementTree as ET

import pytest

from geo.store import default_store
from scene.drawing import Drawing
from scene.steps import open_address
from scene.thumb import CHOSEN, thumb


def drawing(address: str) -> Drawing:
    return open_address(address, default_store(), "en")


@pytest.mark.parametrize(
    "address", ["data=us", "data=us&level=metro", "data=bay-area&level=county&layers=", "data=us&honest=1"]
)
def test_a_picture_is_a_small_valid_document_without_any_text(address: str) -> None:
    text = thumb(drawing(address))
    assert ET.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 - made here
    assert len(text) < 60_000
    assert "<text" not in text
    assert "nan" not in text


def test_it_has_the_colours_of_the_map_and_marks_the_chosen_region() -> None:
    seen = drawing("data=us&region=53")
    text = thumb(seen)
    used = {seen.classes.colours[k] for k in seen.classes.classes if k >= 0}
    assert used <= set(re.findall(r'fill="(#[0-9a-f]{6})"', text))
    assert text.count(f'stroke="{CHOSEN}" stroke-width="2"') == 1
    assert f'stroke="{CHOSEN}"' not in thumb(drawing("data=us"))


def test_places_are_circles_and_the_chosen_one_is_marked() -> None:
    text = thumb(drawing("data=us&level=metro&region=41860"))
    assert 200 < text.count("<circle") < 400
    assert text.count(f'stroke="{CHOSEN}"') == 1


def test_both_sides_of_a_swipe_stand_in_it_with_a_line_between() -> None:
    one, two = drawing("data=us"), drawing("data=us&item=53-0000")
    text = thumb(one, beside=two)
    assert "M160.0 0V200" in text
    assert len(text) > 1.5 * len(thumb(one))


def test_the_place_and_zoom_that_were_saved_are_shown() -> None:
    seen = drawing("data=us&region=06")
    near, whole = thumb(seen, view="37,-120,6"), thumb(seen)
    assert len(near) < len(whole) / 2  # far fewer states are in sight
    for strange in ("", "x", "1,2", "90,0,3", "37,-120,99"):
        assert thumb(seen, view=strange) == whole


def test_what_is_not_certain_is_hatched_and_hot_spots_are_outlined() -> None:
    seen = drawing("data=us&honest=1")
    assert seen.certainty is not None
    hatched = re.findall(r'fill="url\(#h\)" d="([^"]*)"', thumb(seen))
    whole = "".join(re.findall(r' d="([^"]*)"', thumb(drawing("data=us"))))
    assert 0 < len(hatched[0]) < len(whole) / 2
    assert 0 < seen.certainty.uncertain < 20
    assert 'fill="url(#h)"' not in thumb(drawing("data=us"))
    assert 'stroke-width="1.8"' in thumb(drawing("data=bay-area&layers=regions,hotspots"))


def test_a_view_without_regions_shows_the_land_only() -> None:
    seen = drawing("data=us&layers=places")
    assert not any(colour in thumb(seen) for colour in seen.classes.colours[:2])
