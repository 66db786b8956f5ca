"""What holds for any table: the range, the unit, the order and the cut of regions and industries change no index."""

from collections.abc import Callable
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import indicators
from geo.activity import Activity, from_tables
from geo.structure import (
    duranton_puga_diversity,
    gini_specialization,
    hachman,
    hoover_specialization,
    krugman_bilateral,
    krugman_specialization,
    specialization_coefficient,
)
from tests.geo.tables import ANY_TABLES, COMPLETE_TABLES, FEW, wide

Index = Callable[[Activity], pd.DataFrame]
SCALED: tuple[Index, ...] = (
    krugman_specialization,
    specialization_coefficient,
    hoover_specialization,
    hachman,
    gini_specialization,
)
ALL = (*SCALED, duranton_puga_diversity)


def figures(table: pd.DataFrame) -> list[float]:
    return table["value"].tolist()


@pytest.mark.parametrize("index", ALL, ids=lambda index: index.__name__)
@FEW
@given(COMPLETE_TABLES)
def test_a_gap_touches_no_other_region(index: Index, values: np.ndarray) -> None:
    nation = {"reference": pd.Series(values.sum(axis=0), index=[f"I{i}" for i in range(values.shape[1])])}
    gap = values.copy()
    gap[0, 0] = np.nan
    complete, holed = (figures(index(from_tables(wide(v), nation))) for v in (values, gap))
    np.testing.assert_allclose(holed[1:], complete[1:], rtol=1e-12)


@FEW
@given(ANY_TABLES)
def test_indices_stay_in_their_range(values: np.ndarray) -> None:
    for index in ALL:
        low, high = indicators.REGISTRY[index.__name__].good_range
        got = np.array(figures(index(from_tables(wide(values)))))
        known = got[~np.isnan(got)]
        assert ((known >= low) & (known <= high + 1e-12)).all()


@FEW
@given(COMPLETE_TABLES, st.floats(1e-3, 1e3))
def test_another_unit_changes_no_index(values: np.ndarray, unit: float) -> None:
    for index in SCALED:
        np.testing.assert_allclose(
            figures(index(from_tables(wide(values * unit)))),
            figures(index(from_tables(wide(values)))),
            rtol=1e-7,
            atol=1e-9,
        )


@FEW
@given(COMPLETE_TABLES)
def test_splitting_a_region_in_two_alike_halves_changes_no_index(values: np.ndarray) -> None:
    halves = np.vstack([values[:1] / 2, values[:1] / 2, values[1:]])
    for index in SCALED:
        whole, split = (figures(index(from_tables(wide(v)))) for v in (values, halves))
        np.testing.assert_allclose(split, [whole[0], *whole], rtol=1e-9, atol=1e-12)


@FEW
@given(COMPLETE_TABLES)
def test_merging_industries_makes_no_mix_more_unlike(values: np.ndarray) -> None:
    merged = np.column_stack([values[:, 0] + values[:, 1], values[:, 2:]])
    before, after = (np.array(figures(krugman_specialization(from_tables(wide(v))))) for v in (values, merged))
    assert (after <= before + 1e-12).all()


@FEW
@given(ANY_TABLES, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_changes_nothing(values: np.ndarray, random: Random) -> None:
    table = wide(values)
    rows, columns = list(table.index), list(table.columns)
    random.shuffle(rows)
    random.shuffle(columns)
    for index in SCALED:
        got, shuffled = index(from_tables(table)), index(from_tables(table.loc[rows, columns]))
        np.testing.assert_allclose(shuffled.loc[got.index, "value"], got["value"], rtol=1e-9, atol=1e-9)


@FEW
@given(COMPLETE_TABLES)
def test_pairs_are_the_index_against_each_region(values: np.ndarray) -> None:
    activity = from_tables(wide(values))
    pairs = krugman_bilateral(activity)["value"].to_dict()
    for region in activity.values.index:
        one = krugman_specialization(activity, against="region", region=region)["value"].to_dict()
        for other in activity.values.index:
            expected = pairs.get((region, other), pairs.get((other, region), 0.0))
            assert one[other] == pytest.approx(expected, abs=1e-12)


def test_many_regions_are_worked_on_in_blocks_without_a_seam() -> None:
    values = np.random.default_rng(1).integers(0, 50, (300, 7)).astype(float)
    p = values / values.sum(axis=1, keepdims=True)
    q = values.sum(axis=0) / values.sum()
    np.testing.assert_allclose(figures(krugman_specialization(from_tables(wide(values)))), np.abs(p - q).sum(axis=1))
