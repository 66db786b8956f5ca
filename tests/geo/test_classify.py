"""Classes: every region is counted once, ties stay together, the neutral value stays in the middle."""

from itertools import combinations, pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.classify import BELOW_MINIMUM, NO_DATA, SCHEMES, Classification, classify, told_apart
from geo.errors import UnknownOptionError

FIVE = ("#1", "#2", "#3", "#4", "#5")
FIXED = (0.5, 0.8, 1.25, 2.0)
NAN = float("nan")

numbers = st.lists(st.one_of(st.floats(-1e6, 1e6), st.just(NAN), st.integers(0, 3).map(float)), max_size=40)


def run(values: list[float], scheme: str = "quantiles", **options: object) -> Classification:
    return classify(np.array(values, dtype=float), scheme=scheme, colours=FIVE, **options)  # type: ignore[arg-type]


@settings(max_examples=60)
@given(numbers, st.sampled_from(SCHEMES), st.sampled_from([None, 0.0, 1.0]), st.randoms(use_true_random=False))
def test_every_region_is_counted_once(values: list[float], scheme: str, neutral: float | None, random: Random) -> None:
    below = np.array([random.random() < 0.2 for _ in values], dtype=np.bool_)
    made = run(values, scheme, breaks=FIXED, neutral=neutral, below=below)
    assert sum(made.counts) + made.n_missing + made.n_below == len(values)
    assert len(made.counts) == len(made.colours) == len(made.bounds) - 1 <= len(FIVE)
    assert list(made.bounds) == sorted(set(made.bounds))
    array = np.array(values, dtype=float)
    for value, index in zip(array, made.classes, strict=True):
        if index >= 0:
            assert made.bounds[index] <= value < made.bounds[index + 1]
    assert ((made.classes == NO_DATA) == ~np.isfinite(array)).all()
    assert ((made.classes == BELOW_MINIMUM) == (below & np.isfinite(array))).all()


@settings(max_examples=60)
@given(numbers, st.sampled_from(SCHEMES))
def test_equal_values_share_a_class_and_larger_ones_never_a_lower(values: list[float], scheme: str) -> None:
    made = run(values, scheme, breaks=FIXED)
    known = sorted((v, int(c)) for v, c in zip(values, made.classes, strict=True) if c >= 0)
    for (low, first), (high, second) in pairwise(known):
        assert first <= second
        assert first == second or low < high


@settings(max_examples=30)
@given(numbers.filter(bool), st.sampled_from(SCHEMES))
def test_the_same_values_make_the_same_classes(values: list[float], scheme: str) -> None:
    first, again = run(values, scheme, breaks=FIXED), run(values, scheme, breaks=FIXED)
    assert first.bounds == again.bounds
    assert (first.classes == again.classes).all()


def test_fixed_breaks_belong_to_the_class_above() -> None:
    made = run([0.49, 0.5, 0.8, 1.0, 1.25, 2.0, 9.0], "fixed", breaks=FIXED)
    assert made.classes.tolist() == [0, 1, 2, 2, 3, 4, 4]
    assert made.bounds == (-np.inf, *FIXED, np.inf)


def test_fixed_classes_stay_where_no_region_falls_into_them() -> None:
    assert run([0.1, 5.0], "fixed", breaks=FIXED).counts == (1, 0, 0, 0, 1)


def test_breaks_that_do_not_fit_the_colours_give_way_to_quantiles() -> None:
    made = run([1.0, 2.0, 3.0, 4.0, 5.0], "fixed", breaks=(1.0,))
    assert (made.scheme, made.counts) == ("quantiles", (1, 1, 1, 1, 1))


def test_quantiles_make_classes_of_equal_size() -> None:
    assert run([float(i) for i in range(100)]).counts == (20, 20, 20, 20, 20)


def test_equal_intervals_make_classes_of_equal_width() -> None:
    made = run([0.0, 1.0, 10.0], "equal_interval")
    assert made.bounds[1:-1] == (2.0, 4.0, 6.0)[: len(made.bounds) - 2] or np.ptp(np.diff(made.bounds[1:-1])) < 1e-12
    assert run([float(i) for i in range(11)], "equal_interval").bounds[1:-1] == (2.0, 4.0, 6.0, 8.0)


def test_natural_breaks_have_the_smallest_spread_within() -> None:
    """Checked against every possible split of 200 small samples."""
    rng = np.random.default_rng(3)
    for _ in range(200):
        sample = np.round(rng.normal(size=10) * 5, int(rng.integers(0, 3)))
        distinct = np.unique(sample)
        if len(distinct) < len(FIVE):
            continue
        best = min(spread(sample, distinct[list(cut)]) for cut in combinations(range(1, len(distinct)), 4))
        made = run(sample.tolist(), "fisher_jenks")
        assert spread(sample, np.array(made.bounds[1:-1])) == pytest.approx(best, abs=1e-9)


def spread(sample: np.ndarray, edges: np.ndarray) -> float:
    classes = np.searchsorted(edges, sample, side="right")
    return float(sum(((part - part.mean()) ** 2).sum() for c in np.unique(classes) for part in [sample[classes == c]]))


def test_natural_breaks_of_a_thousand_zones_do_not_depend_on_chance() -> None:
    sample = np.random.default_rng(1).lognormal(size=1454).tolist()
    assert run(sample, "fisher_jenks").bounds == run(sample[::-1], "fisher_jenks").bounds


@pytest.mark.parametrize("scheme", ["quantiles", "fisher_jenks", "equal_interval"])
@pytest.mark.parametrize(
    ("values", "n"), [([], 1), ([NAN], 1), ([3.0, 3.0, 3.0], 1), ([1.0, 2.0], 2), ([1.0, 2.0, 2.0, 5.0], 3)]
)
def test_few_values_make_few_classes(scheme: str, values: list[float], n: int) -> None:
    made = run(values, scheme)
    assert len(made.colours) == n or (scheme == "quantiles" and len(made.colours) <= n)
    assert sum(made.counts) == np.isfinite(values).sum()


def test_few_classes_keep_the_ends_of_the_palette() -> None:
    assert run([1.0, 2.0], "equal_interval").colours == ("#1", "#5")
    assert run([1.0, 2.0, 3.0], "equal_interval").colours == ("#1", "#3", "#5")
    assert run([7.0], "equal_interval").colours == ("#3",)


def test_quantiles_around_the_neutral_value_are_symmetric() -> None:
    values = np.random.default_rng(5).normal(0.3, 1.0, 500).tolist()
    made = run(values, "quantiles", neutral=0.0)
    inner = np.array(made.bounds[1:-1])
    np.testing.assert_allclose(inner, -inner[::-1])
    assert made.bounds[2] < 0.0 < made.bounds[3]
    assert made.counts[2] == pytest.approx(100, abs=1)


def test_regions_at_the_neutral_value_stay_neutral() -> None:
    made = run([0.0] * 90 + [1.0, -2.0], "quantiles", neutral=0.0)
    assert len(made.colours) % 2 == 1
    assert set(made.classes[:90].tolist()) == {len(made.colours) // 2}


def test_an_even_number_of_classes_has_no_middle() -> None:
    made = classify(np.arange(8.0), scheme="quantiles", colours=FIVE[:4], neutral=1.0)
    assert made.counts == (2, 2, 2, 2)


def test_the_range_is_that_of_the_classified_values() -> None:
    made = run([1.0, 5.0, 99.0, NAN], below=np.array([False, False, True, False]))
    assert (made.lowest, made.highest, made.n_below, made.n_missing) == (1.0, 5.0, 1, 1)
    empty = run([NAN])
    assert np.isnan(empty.lowest)
    assert np.isnan(empty.highest)


def test_an_infinite_value_is_no_data() -> None:
    assert run([1.0, 2.0, np.inf]).n_missing == 1


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(
        UnknownOptionError, match=r"there is no classification scheme 'quantile'; did you mean 'quantiles'"
    ):
        run([1.0], "quantile")


def test_a_value_below_an_edge_is_not_written_as_the_edge() -> None:
    """Washington's quotient is 1.998: two decimals would put it into the class of 2 and more."""
    got = told_apart(np.array([1.998, 1.994, 1.99996, 2.0, 2.001, 0.4999, np.nan]), (0.5, 2.0), 2)
    assert got.tolist() == [3, 2, 5, 2, 2, 4, 2]
    assert told_apart(np.array([1.998]), (), 2).tolist() == [2]
