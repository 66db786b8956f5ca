"""Palettes are told apart by readers with any colour vision."""

from itertools import combinations

import numpy as np
import pytest

from geo.errors import UnknownOptionError
from layers.palettes import DIVERGING, OKABE_ITO, PALETTES, palette

LEAST_DIFFERENCE = 10.0

# Machado, G. M., Oliveira, M. M., Fernandes, L. A. F. (2009). A physiologically-based model for simulation of color
# vision deficiency. IEEE Transactions on Visualization and Computer Graphics 15(6), severity 1.0; for linear RGB
VISION = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(colour: str) -> np.ndarray:
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(colour: str, vision: str) -> np.ndarray:
    """Return CIE L*a*b* (D65) of a colour as a reader sees it."""
    xyz = TO_XYZ @ np.clip(VISION[vision] @ linear(colour), 0, 1) / WHITE
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def smallest_difference(colours: tuple[str, ...], vision: str) -> float:
    """Return the smallest CIE76 difference between two colours."""
    seen = [lab(colour, vision) for colour in colours]
    return min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2))


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
