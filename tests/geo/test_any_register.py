"""What holds for the indices of plants with any register, and what they refuse."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.activity import Activity, from_tables
from geo.errors import MissingTableError, NegativeActivityError, UnknownIndustryError
from geo.plants import ellison_glaeser, group_coagglomeration
from tests.geo.plant_registers import ALL, EACH, drawn
from tests.geo.tables import FEW, wide


@FEW
@given(st.integers(0, 2**32 - 1), st.floats(0.01, 100.0))
def test_order_and_unit_change_nothing(seed: int, unit: float) -> None:
    activity = drawn(seed)
    firms = activity.companions.firms
    assert firms is not None
    mixed = firms.sample(frac=1, random_state=1).assign(employees=lambda rows: rows["employees"] * unit)
    table = activity.values.assign(TOTAL=activity.totals).iloc[::-1]
    other = from_tables(table, {"firms": mixed})
    for index in ALL:
        pd.testing.assert_frame_equal(index(other), index(activity), rtol=1e-9, atol=1e-12)


@FEW
@given(st.integers(0, 2**32 - 1))
def test_splitting_a_region_where_nothing_is_leaves_the_signs(seed: int) -> None:
    got = ellison_glaeser(drawn(seed))
    beyond = got["raw_concentration"] - got["plant_herfindahl"] * (1 - (0.25 + 0.09 + 0.0225 + 0.0025))
    assert (np.sign(beyond) == np.sign(got["z_score"])).all()
    assert (np.sign(beyond) == np.sign(got["value"])).all()


@EACH
def test_each_index_asks_for_the_register(index: Callable[[Activity], pd.DataFrame]) -> None:
    with pytest.raises(MissingTableError, match=rf"indicator '{index.__name__}' needs the table 'firms'"):
        index(from_tables(wide([[1.0, 2.0]])))


@EACH
def test_negative_values_are_refused(index: Callable[[Activity], pd.DataFrame]) -> None:
    bad = replace(drawn(1), values=wide([[1.0, -5.0]]))
    with pytest.raises(NegativeActivityError, match=r"first -5 at region 'R0', industry 'I1'"):
        index(bad)


def test_an_unknown_industry_of_a_group_is_refused() -> None:
    with pytest.raises(UnknownIndustryError, match=r"there is no industry 'Q'"):
        group_coagglomeration(drawn(1), ["A", "Q"])
    with pytest.raises(MissingTableError, match=r"indicator 'ellison_glaeser_coagglomeration' needs the table 'firms'"):
        group_coagglomeration(from_tables(wide([[1.0, 2.0]])), ["I0", "I1"])
