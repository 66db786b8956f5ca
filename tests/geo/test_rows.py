"""A row a cell and a wide table hold the same figures."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataContractError
from geo.rows import places, widened
from tests.geo.tables import ANY_TABLES, FEW, wide


@FEW
@given(ANY_TABLES, st.randoms(use_true_random=False))
def test_rows_in_any_order_give_the_table_again(values: np.ndarray, random: object) -> None:
    table = wide(values)
    rows = table.rename_axis("region_code").melt(var_name="industry_code", ignore_index=False).reset_index()
    order = list(rows.index)
    random.shuffle(order)  # type: ignore[attr-defined]
    got = widened(rows.loc[order]).loc[table.index, table.columns]
    pd.testing.assert_frame_equal(got, table, check_names=False)


def test_a_cell_without_a_row_is_missing_and_the_order_is_that_of_the_rows() -> None:
    rows = pd.DataFrame({"region_code": ["B", "A"], "industry_code": ["y", "x"], "value": [1, 2]})
    got = widened(rows)
    assert (list(got.index), list(got.columns)) == (["B", "A"], ["y", "x"])
    assert (got.index.name, got.columns.name) == ("region_code", "industry_code")
    assert np.isnan(got.to_numpy()[0, 1])


def test_a_cell_in_two_rows_is_refused() -> None:
    rows = pd.DataFrame({"region_code": ["A", "A"], "industry_code": ["x", "x"], "value": [1.0, 2.0]})
    with pytest.raises(DataContractError, match=r"rows: 1 cell\(s\) stand in two rows, first 'A', 'x'"):
        widened(rows)


@pytest.mark.parametrize("kind", ["category", "object", "str"])
def test_a_code_that_is_not_in_the_index_has_no_place(kind: str) -> None:
    codes = pd.Series(["b", "z", "a", None], dtype=kind)
    assert places(codes, pd.Index(["a", "b"])).tolist() == [1, -1, 0, -1]
