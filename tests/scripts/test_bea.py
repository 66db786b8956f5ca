"""From supply and use tables to one input-output table of industries: small tables worked out by hand."""

import numpy as np
import pandas as pd
from databuild.bea import at_basic_prices, industry_by_industry, io_table, read_bea

FARM, SHOP = "111CA", "42"


def test_a_dash_is_missing() -> None:
    table = read_bea(b"Name,A,B\nA,1,---\n")
    assert table["A"].tolist() == [1.0]
    assert np.isnan(table["B"].iloc[0])


def test_margins_move_from_the_goods_to_trade_and_taxes_drop_out() -> None:
    """Goods sell for 120: 96 at basic prices, 20 margin of the shop, 4 taxes."""
    use = pd.DataFrame({"I": [60.0, 0.0], "F": [60.0, 10.0]}, index=[FARM, SHOP])
    got = at_basic_prices(use, pd.Series({FARM: 96.0, SHOP: 30.0}))
    np.testing.assert_allclose(got, [[48.0, 48.0], [10.0, 20.0]])
    np.testing.assert_allclose(got.sum(axis=1), [96.0, 30.0])


def test_a_commodity_that_is_subsidised_is_no_trade() -> None:
    use = pd.DataFrame({"I": [60.0, 10.0], "F": [60.0, 10.0]}, index=[FARM, "HS"])
    got = at_basic_prices(use, pd.Series({FARM: 96.0, "HS": 24.0}))
    np.testing.assert_allclose(got, [[48.0, 48.0], [12.0, 12.0]])


def test_each_industry_has_its_share_of_the_market_in_every_sale() -> None:
    """B makes a fifth of commodity a, and half of all that is sold of commodity b comes from abroad."""
    made = pd.DataFrame({"A": [8.0, 0.0], "B": [2.0, 10.0]}, index=["a", "b"])
    used = pd.DataFrame({"A": [5.0, 4.0], "F": [5.0, 16.0]}, index=["a", "b"])
    got = industry_by_industry(made, used, pd.Series({"a": 0.0, "b": 10.0}))
    assert list(got.index) == ["A", "B", "IMPORTS"]
    np.testing.assert_allclose(got, [[4.0, 4.0], [3.0, 9.0], [2.0, 8.0]])
    np.testing.assert_allclose(got.loc[["A", "B"]].sum(axis=1), made.sum())


def test_the_long_table_holds_no_zeros_and_names_its_rows() -> None:
    n = 71
    codes = [f"{i:02d}" for i in range(n)]
    supply = pd.DataFrame(np.diag(np.full(n, 10.0)), index=codes, columns=codes)
    supply = supply.assign(adjustment=0.0, total=10.0)
    bought = pd.DataFrame(np.diag(np.full(n, 4.0)), index=codes, columns=codes)
    bought = bought.assign(T001=4.0, F010=5.0, F030=1.0, T019=10.0)
    names = ["Compensation of employees", "Value Added (basic prices)", "Total industry output (basic prices)"]
    primary = pd.DataFrame([[3.0] * n, [6.0] * n, [10.0] * n], index=names, columns=codes)
    got = io_table(supply, pd.concat([bought, primary]))
    assert (got["value"] > 0).all()
    of_one = got[(got["from_code"] == "07") | (got["to_code"] == "07")]
    assert of_one.set_index(["from_code", "to_code"])["value"].to_dict() == {
        ("07", "07"): 4.0, ("07", "HOUSEHOLDS"): 5.0, ("07", "OTHER_DEMAND"): 1.0,
        ("WAGES", "07"): 3.0, ("VALUE_ADDED", "07"): 6.0, ("OUTPUT", "07"): 10.0,
    }  # fmt: skip
