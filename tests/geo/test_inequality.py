"""The kernels of inequality: weights move with their values, rounding makes nothing negative, ties break nothing."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.inequality import (
    atkinson,
    chi_square,
    coulter,
    entropy_bits,
    gini_of_quotients,
    hoover,
    likeness,
    lorenz_gini,
    squares,
    theil_l,
    theil_t,
    variation,
)
from tests.geo.tables import COMPLETE_TABLES, FEW, assert_close

Oracle = Callable[[str], dict[str, Any]]
HALF = np.array([0.5, 0.5])


def weighted(values: list[float], weights: list[float]) -> tuple[np.ndarray, np.ndarray]:
    """Shares of a sum of values that stand for as many people as the weights say, and the shares of the people."""
    both = np.array(values) * np.array(weights)
    return (both / both.sum())[None, :], np.array(weights) / np.sum(weights)


def test_weights_move_with_their_values(oracle: Oracle) -> None:
    """REAT 3.0.3 sorts the values and leaves the weights where they are: 0.3926 here."""
    case = oracle("concentration_basic")
    income, people = case["inputs"]["income"], case["inputs"]["class_size"]
    assert_close(lorenz_gini(*weighted(income, people)), [case["expected"]["income_classes_gini_weighted"]], case)
    order = [3, 0, 5, 1, 4, 2]
    mixed = weighted([income[i] for i in order], [people[i] for i in order])
    assert_close(lorenz_gini(*mixed), [case["expected"]["income_classes_gini_weighted"]], case)


def test_equal_weights_give_the_plain_index(oracle: Oracle) -> None:
    """REAT 3.0.3 divides by the number of regions once more: 0.0465 instead of 0.2326."""
    case = oracle("concentration_basic")
    incomes = case["inputs"]["incomes5"]
    assert_close(theil_l(*weighted(incomes, [7.0] * 5)), [case["expected"]["incomes5_theil_L"]], case)


@FEW
@given(COMPLETE_TABLES)
def test_with_equal_weights_both_ginis_are_the_mean_difference(values: np.ndarray) -> None:
    k = values.shape[1]
    p = values / values.sum(axis=1, keepdims=True)
    expected = np.abs(values[:, :, None] - values[:, None, :]).mean(axis=(1, 2)) / (2 * values.mean(axis=1))
    equal = np.full(k, 1 / k)
    np.testing.assert_allclose(lorenz_gini(p, equal), expected, atol=1e-12)
    np.testing.assert_allclose(gini_of_quotients(p, equal), expected, atol=1e-12)


@FEW
@given(COMPLETE_TABLES, st.integers(0, 2**32 - 1))
def test_the_weighted_gini_is_the_weighted_mean_difference(values: np.ndarray, seed: int) -> None:
    q = np.random.default_rng(seed).dirichlet(np.ones(values.shape[1]))
    p = values * q / (values * q).sum(axis=1, keepdims=True)
    ratio = p / q
    gaps = np.abs(ratio[:, :, None] - ratio[:, None, :])
    expected = np.einsum("nij,i,j->n", gaps, q, q) / 2
    np.testing.assert_allclose(lorenz_gini(p, q), expected, atol=1e-12)
    np.testing.assert_allclose(lorenz_gini(p, np.tile(q, (len(p), 1))), expected, atol=1e-12)


def test_many_cells_keep_their_order() -> None:
    """The number of the cell takes the last bits of the quotient: 5,000 cells leave 39 of 52 bits."""
    rng = np.random.default_rng(4)
    p, q = rng.dirichlet(np.ones(5000), size=2), rng.dirichlet(np.ones(5000))
    order = np.argsort(p / q, axis=1)
    sorted_p, sorted_q = np.take_along_axis(p, order, axis=1), q[order]
    height = np.cumsum(sorted_p, axis=1)
    expected = 1 - (sorted_q * (2 * height - sorted_p)).sum(axis=1)
    np.testing.assert_allclose(lorenz_gini(p, q), expected, rtol=1e-10)


def test_a_cell_that_does_not_count_changes_nothing() -> None:
    p, q = np.array([[0.2, 0.0, 0.5, 0.3]]), np.array([0.3, 0.0, 0.3, 0.4])
    kept = [0, 2, 3]
    for kernel in (hoover, likeness, squares, entropy_bits, theil_t, theil_l, coulter, chi_square):
        np.testing.assert_allclose(kernel(p, q), kernel(p[:, kept], q[kept]))
    for gini in (gini_of_quotients, lorenz_gini):
        np.testing.assert_allclose(gini(p, q), gini(p[:, kept], q[kept]))
    np.testing.assert_allclose(atkinson(p, q, epsilon=2.0), atkinson(p[:, kept], q[kept], epsilon=2.0))
    for sample in (True, False):
        np.testing.assert_allclose(variation(p, q, sample=sample), variation(p[:, kept], q[kept], sample=sample))


def test_each_measure_of_two_unequal_halves() -> None:
    p = np.array([[0.2, 0.8]])
    assert hoover(p, HALF).tolist() == pytest.approx([0.3])
    assert squares(p).tolist() == pytest.approx([0.68])
    assert likeness(p, HALF).tolist() == pytest.approx([1 / 1.36])
    assert chi_square(p, HALF).tolist() == pytest.approx([0.36])
    assert coulter(p, HALF).tolist() == pytest.approx([0.3])
    assert variation(p, HALF, sample=False).tolist() == pytest.approx([0.6])
    assert variation(p, HALF, sample=True).tolist() == pytest.approx([0.6 * np.sqrt(2)])
    assert theil_t(p, HALF).tolist() == pytest.approx([0.2 * np.log(0.4) + 0.8 * np.log(1.6)])
    assert theil_l(p, HALF).tolist() == pytest.approx([-0.5 * np.log(0.4) - 0.5 * np.log(1.6)])
    assert entropy_bits(p).tolist() == pytest.approx([-0.2 * np.log2(0.2) - 0.8 * np.log2(0.8)])
    assert lorenz_gini(p, HALF).tolist() == pytest.approx([0.3])
    assert gini_of_quotients(p, HALF).tolist() == pytest.approx([0.3])


@pytest.mark.parametrize(
    ("epsilon", "expected"),
    [
        (0.0, 0.0),
        (0.5, 1 - ((0.4**0.5 + 1.6**0.5) / 2) ** 2),
        (1.0, 1 - 0.64**0.5),
        (2.0, 1 - 1 / (0.5 / 0.4 + 0.5 / 1.6)),
    ],
)
def test_atkinson_of_two_unequal_halves(epsilon: float, expected: float) -> None:
    assert atkinson(np.array([[0.2, 0.8]]), HALF, epsilon=epsilon).tolist() == pytest.approx([expected])


@pytest.mark.parametrize(("epsilon", "expected"), [(0.5, 0.5), (1.0, 1.0), (2.0, 1.0)])
def test_nothing_at_all_is_the_worst_for_those_who_mind_the_poorest(epsilon: float, expected: float) -> None:
    assert atkinson(np.array([[0.0, 1.0]]), HALF, epsilon=epsilon).tolist() == pytest.approx([expected])


def test_what_the_reference_has_not_stands_at_the_end_of_the_lorenz_curve() -> None:
    """Through (0.5, 0.2) and (1, 0.5), and from there straight up to 1."""
    got = lorenz_gini(np.array([[0.5, 0.3, 0.2]]), np.array([0.0, 0.5, 0.5]))
    assert got.tolist() == pytest.approx([1 - 2 * (0.5 * 0.2 / 2 + 0.5 * (0.2 + 0.5) / 2)])


def test_the_mean_log_deviation_knows_no_nought_but_where_nobody_counts() -> None:
    p = np.array([[0.0, 0.4, 0.6], [1 / 3, 1 / 3, 1 / 3], [0.5, 0.25, 0.25]])
    got = theil_l(p, np.full(3, 1 / 3))
    expected = [np.nan, 0.0, np.log(1 / 3) - np.log(0.5) / 3 - 2 * np.log(0.25) / 3]
    np.testing.assert_allclose(got, expected, atol=1e-15)
    assert theil_l(np.array([[0.0, 1.0]]), np.array([0.0, 1.0])).tolist() == [0.0]


def test_what_the_reference_has_not_leaves_no_likeness() -> None:
    assert likeness(np.array([[0.5, 0.5], [1e-9, 1 - 1e-9], [0.0, 1.0]]), np.array([0.0, 1.0])).tolist() == [
        0.0,
        0.0,
        1.0,
    ]


def test_a_row_without_activity_stays_without_a_value() -> None:
    p, q = np.full((1, 2), np.nan), HALF
    for kernel in (
        hoover,
        likeness,
        entropy_bits,
        theil_t,
        theil_l,
        coulter,
        chi_square,
        gini_of_quotients,
        lorenz_gini,
    ):
        assert np.isnan(kernel(p, q)).all()


def test_a_single_cell_has_neither_gini_nor_deviation() -> None:
    p, q = np.ones((1, 1)), np.ones(1)
    assert np.isnan(gini_of_quotients(p, q)).all()
    assert np.isnan(lorenz_gini(p, q)).all()
    assert np.isnan(variation(p, q, sample=True)).all()
    assert variation(p, q, sample=False).tolist() == [0.0]


def test_what_is_handed_over_is_left_as_it_was() -> None:
    p, q = np.array([[0.2, 0.8]]), np.array([0.5, 0.5])
    for kernel in (hoover, gini_of_quotients, lorenz_gini, theil_t, likeness):
        kernel(p, q)
    assert (p.tolist(), q.tolist()) == ([[0.2, 0.8]], [0.5, 0.5])
