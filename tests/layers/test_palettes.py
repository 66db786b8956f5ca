"""Palettes are told apart by readers with any colour vision: every one that the maps use, in numbers."""

import re
from itertools import pairwise

import numpy as np
import pytest

from geo.errors import UnknownOptionError
from layers.palettes import DIVERGING, OKABE_ITO, PALETTES, palette
from scene.spots import COLOURS as SPOTS
from tests.layers.vision import GREY, VISION, cie76, ciede2000, lab, neighbours_differ, smallest_difference
from tests.support.app import ROOT
from views.cluster_card import SIZE_COLOURS
from views.data_cards import COLOURS as STATUS_COLOURS

LEAST_DIFFERENCE = 10.0
ALL_VISIONS = (*VISION, GREY)
HEXAGONS = tuple(re.findall(r"#[0-9a-f]{6}", (ROOT / "static/map/surfaces.js").read_text(encoding="utf-8"))[:7])
SEQUENTIAL = tuple(name for name in PALETTES if name not in DIVERGING)

# Smallest CIE76 difference between any two of five classes: normal, protan, deutan, tritan, grey
FIVE = {
    "YlGnBu": (26.9, 16.6, 21.4, 19.8, 14.0),
    "viridis": (37.7, 24.0, 19.4, 18.2, 17.9),
    "cividis": (23.3, 21.4, 23.9, 17.9, 18.6),
    "PuOr": (33.3, 26.5, 23.6, 25.6, 7.9),
}
# Smallest CIEDE2000 difference between neighbouring classes in any colour vision, for 3, 4, 5, 6 and 7 classes
NEIGHBOURS = {
    "YlGnBu": (18.6, 10.2, 10.2, 7.3, 7.3),
    "viridis": (31.9, 18.6, 13.3, 9.3, 6.7),
    "cividis": (31.4, 18.5, 12.9, 9.9, 8.6),
    "PuOr": (25.0, 15.7, 15.7, 16.3, 7.1),
}
# The same in greyscale: a sixth class of PuOr would be lost on a bad projector, so meetings print class numbers
GREYS = {
    "YlGnBu": (11.8, 10.1, 10.1, 5.4, 5.4),
    "viridis": (27.2, 17.1, 12.2, 9.7, 7.8),
    "cividis": (29.8, 18.9, 13.7, 10.6, 9.2),
    "PuOr": (15.9, 5.8, 11.2, 2.1, 4.0),
}


@pytest.mark.parametrize("name", PALETTES)
def test_five_classes_differ_as_much_as_stated_in_every_vision(name: str) -> None:
    found = [smallest_difference(palette(name, 5), vision) for vision in ALL_VISIONS]
    assert found == pytest.approx(FIVE[name], abs=0.06)


@pytest.mark.parametrize("name", PALETTES)
def test_neighbouring_classes_differ_as_much_as_stated_in_any_colour_vision(name: str) -> None:
    found = [min(neighbours_differ(palette(name, n), vision) for vision in VISION) for n in (3, 4, 5, 6, 7)]
    assert found == pytest.approx(NEIGHBOURS[name], abs=0.06)
    assert min(found[:3]) >= 10
    assert min(found) >= 6.5


@pytest.mark.parametrize("name", PALETTES)
def test_neighbouring_classes_differ_as_much_as_stated_without_any_colour(name: str) -> None:
    found = [neighbours_differ(palette(name, n), GREY) for n in (3, 4, 5, 6, 7)]
    assert found == pytest.approx(GREYS[name], abs=0.06)
    assert found[2] >= 10  # five classes, the default, survive a photocopy


@pytest.mark.parametrize("n", [3, 4, 5, 6, 7])
@pytest.mark.parametrize("name", SEQUENTIAL)
def test_a_sequential_palette_gets_darker_with_every_class_in_every_vision(name: str, n: int) -> None:
    for vision in ALL_VISIONS:
        lightness = [lab(colour, vision)[0] for colour in palette(name, n)]
        assert min(a - b for a, b in pairwise(lightness)) >= 4, vision


def test_the_two_wings_of_a_diverging_palette_are_told_apart_by_hue_and_the_middle_by_lightness() -> None:
    below, _, middle, _, above = palette("PuOr", 5)
    for vision in VISION:
        assert ciede2000(lab(below, vision), lab(above, vision)) >= 38
    assert all(lab(middle, GREY)[0] > lab(colour, GREY)[0] + 15 for colour in (below, above))


@pytest.mark.parametrize(
    ("colours", "least"),
    [(OKABE_ITO, 16.0), (SPOTS, 20.0), (HEXAGONS, 7.0), (SIZE_COLOURS, 14.0), (tuple(STATUS_COLOURS.values()), 16.0)],
    ids=["categories", "hot spots", "hexagons", "sizes", "status"],
)
def test_the_other_colours_of_the_app_differ_in_any_colour_vision(colours: tuple[str, ...], least: float) -> None:
    assert len(set(colours)) == len(colours) >= 4
    assert min(smallest_difference(colours, vision) for vision in VISION) >= least


def test_hexagons_get_darker_without_any_colour() -> None:
    assert neighbours_differ(HEXAGONS, GREY) >= 4
    lightness = [lab(colour, GREY)[0] for colour in HEXAGONS]
    assert lightness == sorted(lightness, reverse=True)


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (61.0, -5.0, 29.0), 22.8977),
        ((50.0, -0.001, 2.49), (50.0, 0.0011, -2.49), 4.7461),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ],
)
def test_the_difference_is_that_of_the_published_pairs(
    one: tuple[float, ...], other: tuple[float, ...], published: float
) -> None:
    assert ciede2000(np.array(one), np.array(other)) == pytest.approx(published, abs=1e-4)
    assert ciede2000(np.array(other), np.array(one)) == pytest.approx(published, abs=1e-4)


def test_white_is_light_and_black_is_not_in_every_vision() -> None:
    for vision in ALL_VISIONS:
        assert cie76(lab("#ffffff", vision), np.array([100.0, 0.0, 0.0])) < 0.1
        assert cie76(lab("#000000", vision), np.array([0.0, 0.0, 0.0])) < 0.1


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("n", [3, 4, 5, 6, 7])
@pytest.mark.parametrize("name", PALETTES)
def test_any_two_classes_differ_by_10_or_more_in_any_colour_vision(name: str, n: int, vision: str) -> None:
    assert smallest_difference(palette(name, n), vision) >= LEAST_DIFFERENCE


@pytest.mark.parametrize(("name", "vision", "published"), [("YlGnBu", "protan", 16.6), ("PuOr", "deutan", 23.6)])
def test_the_measure_agrees_with_figures_found_by_another_program(name: str, vision: str, published: float) -> None:
    assert smallest_difference(palette(name, 5), vision) == pytest.approx(published, abs=0.05)


def test_red_against_green_would_not_pass() -> None:
    assert smallest_difference(("#d7191c", "#1a9641"), "normal") > 100
    assert smallest_difference(("#d7191c", "#fdae61", "#ffffbf", "#a6d96a", "#1a9641"), "deutan") < LEAST_DIFFERENCE


@pytest.mark.parametrize("name", DIVERGING)
@pytest.mark.parametrize("n", [3, 5, 7])
def test_the_middle_of_a_diverging_palette_is_grey(name: str, n: int) -> None:
    middle = palette(name, n)[n // 2]
    assert middle[1:3] == middle[3:5] == middle[5:7]


@pytest.mark.parametrize("name", [name for name in PALETTES if name not in DIVERGING])
def test_sequential_palettes_go_from_light_to_dark(name: str) -> None:
    lightness = [lab(colour, "normal")[0] for colour in palette(name, 7)]
    assert lightness == sorted(lightness, reverse=True)


@pytest.mark.parametrize("n", [1, 2, 3, 7])
def test_a_palette_has_as_many_colours_as_asked_for(n: int) -> None:
    assert len(set(palette("YlGnBu", n))) == n


def test_eight_categories_are_eight_colours() -> None:
    assert len(set(OKABE_ITO)) == 8
    assert smallest_difference(OKABE_ITO, "normal") > LEAST_DIFFERENCE


def test_an_unknown_palette_is_named_with_the_nearest_one() -> None:
    with pytest.raises(UnknownOptionError, match="did you mean 'viridis'"):
        palette("virids", 5)


@pytest.mark.parametrize("n", [0, 8])
def test_a_number_of_classes_that_cannot_be_told_apart_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match=f"1 to 7 classes, not {n}"):
        palette("YlGnBu", n)
