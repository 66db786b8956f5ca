"""The variance of a bootstrap of establishments, worked out, is that of all its draws."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.firm_variance import firm_sums, variance
from tests.geo.tables import FEW, wide

COLUMNS = ["region_code", "industry_code", "employees"]
NOTHING = wide(np.zeros((2, 2)))


def firms(rows: list[tuple[str, str, float]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


def every_draw(rows: list[tuple[str, str, float]], own: tuple[float, float], others: tuple[float, float]) -> np.ndarray:
    """Variance of the figure of each cell over every draw that a bootstrap can make."""
    regions = ["R0", "R1"]
    of = {region: [row for row in rows if row[0] == region] for region in regions}
    figures = []
    for drawn in product(*(product(of[region], repeat=len(of[region])) for region in regions)):
        figure = np.zeros((2, 2))
        for r, i in product(range(2), range(2)):
            for place, sample in zip(regions, drawn, strict=True):
                a, b = own if place == regions[r] else others
                figure[r, i] += sum(e * (a * (kind == f"I{i}") + b) for _, kind, e in sample)
        figures.append(figure)
    return np.asarray(np.var(figures, axis=0))


SIZES = st.lists(st.tuples(st.sampled_from(["I0", "I1"]), st.integers(0, 50)), min_size=1, max_size=3)
SLOPES = st.tuples(st.floats(-2, 2), st.floats(-2, 2))


@FEW
@given(SIZES, SIZES, SLOPES, SLOPES)
def test_the_variance_is_that_of_every_possible_draw(
    first: list[tuple[str, int]], second: list[tuple[str, int]], own: tuple[float, float], others: tuple[float, float]
) -> None:
    rows = [("R0", kind, float(e)) for kind, e in first] + [("R1", kind, float(e)) for kind, e in second]
    table = firms(rows).pivot_table("employees", index="region_code", columns="industry_code", aggfunc="sum")
    sums = firm_sums(firms(rows), table.reindex(index=["R0", "R1"], columns=["I0", "I1"]).fillna(0.0))
    np.testing.assert_allclose(variance(sums, own, others), every_draw(rows, own, others), rtol=1e-9, atol=1e-6)


def test_sums_of_establishments_worked_out_by_hand() -> None:
    rows = [("R0", "I0", 1.0), ("R0", "I0", 3.0), ("R0", "I1", 4.0), ("R1", "I1", 2.0)]
    sums = firm_sums(firms(rows), wide([[4.0, 4.0], [0.0, 2.0]]))
    assert sums.jobs.tolist() == [[4.0, 4.0], [0.0, 2.0]]
    assert sums.squares.tolist() == [[10.0, 16.0], [0.0, 4.0]]
    assert sums.region_jobs.tolist() == [[8.0], [2.0]]
    assert sums.region_squares.tolist() == [[26.0], [4.0]]
    assert sums.count.tolist() == [[3.0], [1.0]]
    assert sums.cluster_size().tolist() == [[2.5, 20 / 6]]
    assert sums.region_cluster_size().tolist() == [[3.25], [2.0]]


def test_establishments_elsewhere_are_left_out_and_those_of_other_industries_belong_to_the_region() -> None:
    rows = [("R0", "I0", 3.0), ("R0", "I9", 5.0), ("R9", "I0", 7.0)]
    sums = firm_sums(firms(rows), wide([[3.0, 0.0]]))
    assert sums.jobs.tolist() == [[3.0, 0.0]]
    assert sums.region_jobs.tolist() == [[8.0]]
    assert sums.count.tolist() == [[2.0]]


def test_an_unknown_size_makes_the_cell_unknown_and_is_in_no_sum() -> None:
    rows = [("R0", "I0", np.nan), ("R0", "I0", 5.0), ("R0", "I1", 5.0), ("R9", "I1", np.nan), ("R0", "I9", np.nan)]
    sums = firm_sums(firms(rows), wide([[5.0, 5.0]]))
    assert np.isnan(sums.jobs).tolist() == np.isnan(sums.squares).tolist() == [[True, False]]
    assert sums.region_jobs.tolist() == [[10.0]]
    assert sums.count.tolist() == [[2.0]]
    assert np.isnan(sums.cluster_size()).tolist() == [[True, False]]


@pytest.mark.parametrize(("cells", "jobs"), [([[3.0]], 3.0), ([[30.0]], 60.0), ([[60.0]], 60.0), ([[0.0]], 60.0)])
def test_a_table_of_numbers_of_establishments_counts_each_once(cells: list[list[float]], jobs: float) -> None:
    rows = [("R0", "I0", 10.0), ("R0", "I0", 20.0), ("R0", "I0", 30.0)]
    assert firm_sums(firms(rows), wide(cells)).jobs.tolist() == [[jobs]]


def test_a_region_without_establishments_has_no_variance() -> None:
    sums = firm_sums(firms([("R0", "I0", 3.0), ("R0", "I0", 5.0)]), wide([[8.0, 0.0], [0.0, 0.0]]))
    found = variance(sums, (1.0, 0.0), (1.0, 0.0))
    assert np.isnan(found).tolist() == [[False, False], [True, True]]
    assert found[0].tolist() == [2.0, 0.0]


def test_no_establishment_at_all_is_no_error() -> None:
    sums = firm_sums(firms([]), NOTHING)
    assert sums.jobs.tolist() == [[0.0, 0.0], [0.0, 0.0]]
    assert np.isnan(variance(sums, (1.0, 1.0), (0.0, 0.0))).all()
