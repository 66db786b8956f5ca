"""The legend says what the map shows: the same classes, colours and counts."""

import numpy as np
import pytest

from geo.classify import Classification, classify
from layers.legend import LegendWords, histogram, legend
from layers.palettes import palette

BREAKS = (0.5, 0.8, 1.25, 2.0)
WORDS = LegendWords(
    title="Share compared with the country", unit_text="1 is the national share", source="BLS, May 2025"
)


def written(value: float) -> str:
    assert np.isfinite(value), "an open end is not a number to write"
    return f"{value:g}".replace(".", ",")


def quotients(values: list[float], below: list[bool] | None = None) -> Classification:
    hidden = None if below is None else np.array(below)
    return classify(np.array(values), scheme="fixed", breaks=BREAKS, colours=palette("PuOr", 5), below=hidden)


def test_rows_are_the_classes_in_the_readers_number_format_with_their_counts() -> None:
    rows = legend(quotients([0.1, 0.6, 0.7, 1.0, 5.0]), words=WORDS, number=written).items
    assert [(row.text, row.count) for row in rows] == [
        ("less than 0,5", 1),
        ("0,5 to 0,8", 2),
        ("0,8 to 1,25", 1),
        ("1,25 to 2", 0),
        ("2 or more", 1),
    ]
    assert tuple(row.colour for row in rows) == palette("PuOr", 5)


def test_regions_without_data_and_below_the_minimum_are_counted_apart() -> None:
    rows = legend(quotients([1.0, np.nan, np.nan, 3.0], [False, False, False, True]), words=WORDS, number=written).items
    assert [(row.kind, row.text, row.count) for row in rows[-2:]] == [
        ("low", "below the minimum", 1),
        ("nodata", "no data", 2),
    ]


def test_counts_of_all_rows_are_all_regions() -> None:
    values = [0.1, 0.6, np.nan, 1.0, 5.0, 2.0]
    part = legend(quotients(values, [False] * 5 + [True]), words=WORDS, number=written)
    assert sum(row.count or 0 for row in part.items) == len(values)


def test_one_class_alone_is_named_by_its_lowest_and_highest_value() -> None:
    same = classify(np.array([2.0, 2.0]), colours=palette("YlGnBu", 5))
    assert [row.text for row in legend(same, words=WORDS, number=written).items] == ["2"]
    assert legend(same, words=WORDS, number=written, values=np.array([2.0, 2.0])).histogram == ()


def test_without_any_value_the_legend_shows_only_no_data() -> None:
    nothing = classify(np.array([np.nan, np.nan]), colours=palette("YlGnBu", 5))
    part = legend(nothing, words=WORDS, number=written, values=np.array([np.nan, np.nan]))
    assert [(row.kind, row.count) for row in part.items] == [("nodata", 2)]
    assert part.histogram == ()


def test_the_histogram_counts_every_region_once_and_in_the_colour_of_its_class() -> None:
    values = np.random.default_rng(7).lognormal(0, 0.5, 500)
    classes = classify(values, scheme="fixed", breaks=BREAKS, colours=palette("PuOr", 5))
    bars = histogram(values, classes)
    by_class = [sum(count for count, index, _ in bars if index == k) for k in range(5)]
    assert by_class == list(classes.counts)
    assert sum(share for _, _, share in bars) == pytest.approx(1, abs=0.01)
    assert [index for _, index, _ in bars] == sorted(index for _, index, _ in bars)


def test_the_histogram_leaves_out_regions_below_the_minimum() -> None:
    values = np.array([0.4, 1.0, 3.0, 50.0])
    classes = quotients(values.tolist(), [False, False, False, True])
    assert sum(count for count, _, _ in histogram(values, classes)) == 3


def test_a_far_value_does_not_squeeze_all_others_into_one_bar() -> None:
    values = np.append(np.linspace(0.1, 2.5, 99), 1000.0)
    classes = classify(values, scheme="fixed", breaks=BREAKS, colours=palette("PuOr", 5))
    bars = histogram(values, classes)
    assert len(bars) > 20
    assert sum(count for count, _, _ in bars) == 100


def test_categories_are_named_and_not_measured() -> None:
    words = LegendWords(title="Stage", names=("emerging", "growing", "declining"))
    stages = classify(np.array([0.0, 2.0, 2.0]), scheme="fixed", breaks=(0.5, 1.5), colours=("#a", "#b", "#c"))
    rows = [(row.text, row.count) for row in legend(stages, words=words, number=written).items]
    assert rows == [("emerging", 1), ("growing", 0), ("declining", 2)]
