"""Regions by class: what the browser is told about each region."""

import numpy as np
import pytest

from geo.classify import Classification, classify
from layers.palettes import palette
from layers.regions import Extra, Geometry, RegionWords, region_layer

BREAKS = (0.5, 0.8, 1.25, 2.0)
PLACE = Geometry(url="overview.json", detail_url="detail.json")
WORDS = RegionWords(label="Location quotient")


def quotients(values: list[float], below: list[bool] | None = None) -> tuple[np.ndarray, Classification]:
    array = np.array(values)
    hidden = None if below is None else np.array(below)
    return array, classify(array, scheme="fixed", breaks=BREAKS, colours=palette("PuOr", 5), below=hidden)


def test_each_region_has_one_character_in_the_order_of_the_geometry() -> None:
    values, classes = quotients([0.4, 0.8, 3.0, np.nan, 9.0], [False, False, False, False, True])
    assert region_layer(values, classes, geometry=PLACE, words=WORDS).classes == "024-m"


def test_values_have_the_decimals_that_are_shown_and_whole_numbers_have_no_fraction() -> None:
    values, classes = quotients([1234567.0, 1.1649, 2.0, 0.0, np.nan, -1.23456])
    part = region_layer(values, classes, geometry=PLACE, words=WORDS)
    assert part.values == (1234567, 1.16, 2, 0, None, -1.23)  # 1.165 would be shown as 1.17
    assert [type(v) for v in part.values[2:4]] == [int, int]


def test_a_value_below_an_edge_of_the_map_is_not_written_as_that_edge_whatever_its_colours_mean() -> None:
    values, classes = quotients([1.9961, 0.49961, 2.0, 1.1649])
    words = RegionWords(label="Location quotient", edges=BREAKS)
    assert region_layer(values, classes, geometry=PLACE, words=words).values == (1.996, 0.4996, 2, 1.16)
    chances = classify(values / 3, scheme="fixed", breaks=(0.05, 0.95), colours=palette("PuOr", 3))
    assert region_layer(values, chances, geometry=PLACE, words=words).values == (1.996, 0.4996, 2, 1.16)


def test_the_five_largest_are_labelled_and_a_tiny_region_with_a_huge_quotient_is_not() -> None:
    values, classes = quotients([1, 2, 3, 4, 5, 6, 99], [False] * 6 + [True])
    assert region_layer(values, classes, geometry=PLACE, words=WORDS).top == (5, 4, 3, 2, 1)


def test_fewer_values_than_labels_label_what_there_is() -> None:
    values, classes = quotients([np.nan, 2.0])
    assert region_layer(values, classes, geometry=PLACE, words=WORDS).top == (1,)


def test_an_infinite_bound_of_an_interval_is_left_open() -> None:
    values, classes = quotients([1.0, 2.0])
    extra = Extra(lower=np.array([0.9, 1.5]), upper=np.array([np.inf, 2.5]), sizes=np.array([10.0, np.nan]))
    part = region_layer(values, classes, geometry=PLACE, words=WORDS, extra=extra)
    assert (part.lower, part.upper, part.sizes) == ((0.9, 1.5), (None, 2.5), (10, None))


def test_values_and_classes_of_different_regions_are_refused() -> None:
    _, classes = quotients([1.0, 2.0])
    with pytest.raises(ValueError, match="3 values but 2 classes"):
        region_layer(np.array([1.0, 2.0, 3.0]), classes, geometry=PLACE, words=WORDS)


def test_what_was_given_is_not_changed() -> None:
    values, classes = quotients([0.4, np.nan])
    before = values.copy(), classes.classes.copy()
    region_layer(values, classes, geometry=PLACE, words=WORDS)
    np.testing.assert_array_equal(values, before[0])
    np.testing.assert_array_equal(classes.classes, before[1])


def test_categories_have_names_and_none_is_the_largest() -> None:
    stages = classify(np.array([0.0, 2.0]), scheme="fixed", breaks=(0.5, 1.5), colours=("#a", "#b", "#c"))
    words = RegionWords(label="Stage", names=("emerging", "growing", "declining"))
    part = region_layer(np.array([0.0, 2.0]), stages, geometry=PLACE, words=words)
    assert (part.names, part.top, part.classes) == (("emerging", "growing", "declining"), (), "02")
    assert region_layer(*quotients([1.0]), geometry=PLACE, words=WORDS).names is None
