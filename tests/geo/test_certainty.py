"""Whether the class of a region is certain."""

import numpy as np
import pytest

from geo.certainty import CERTAIN, NO_CLASS, UNCERTAIN, UNKNOWN, class_certainty
from geo.classify import Classification, classify

BREAKS = (0.5, 0.8, 1.25, 2.0)


def classes(values: list[float], below: list[bool] | None = None) -> Classification:
    hidden = None if below is None else np.array(below)
    colours = ("#a", "#b", "#c", "#d", "#e")
    return classify(np.array(values), scheme="fixed", breaks=BREAKS, colours=colours, below=hidden)


def certainty(
    values: list[float], lower: list[float], upper: list[float], below: list[bool] | None = None
) -> list[int]:
    return [int(k) for k in class_certainty(classes(values, below), np.array(lower), np.array(upper))]


def test_an_interval_within_one_class_is_certain_and_one_that_reaches_another_is_not() -> None:
    assert certainty([1.0, 1.0, 1.0], [0.9, 0.7, 0.9], [1.2, 1.2, 1.3]) == [CERTAIN, UNCERTAIN, UNCERTAIN]


def test_a_class_begins_at_its_lower_edge() -> None:
    assert certainty([1.0, 1.0], [0.8, 0.8], [1.2499, 1.25]) == [CERTAIN, UNCERTAIN]


def test_without_an_interval_nothing_is_known() -> None:
    assert certainty([1.0, 1.0], [np.nan, 0.9], [1.1, np.nan]) == [UNKNOWN, UNKNOWN]


def test_open_ends_belong_to_the_outer_classes() -> None:
    assert certainty([0.1, 9.0], [-np.inf, 2.0], [0.4, np.inf]) == [CERTAIN, CERTAIN]


def test_a_region_without_a_class_has_no_certainty() -> None:
    assert certainty([np.nan, 1.0], [0.9, 0.9], [1.0, 1.0], [False, True]) == [NO_CLASS, NO_CLASS]


def test_a_single_class_is_always_certain() -> None:
    one = classify(np.array([2.0, 2.0]), colours=("#a", "#b", "#c"))
    assert class_certainty(one, np.array([0.0, np.nan]), np.array([9.0, np.nan])).tolist() == [CERTAIN, UNKNOWN]


def test_bounds_of_other_regions_are_refused() -> None:
    with pytest.raises(ValueError, match="3 and 2 bounds but 2 classes"):
        class_certainty(classes([1.0, 1.0]), np.ones(3), np.ones(2))
