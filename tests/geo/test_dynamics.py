"""Growth and specializations gained and lost."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from geo import indicators
from geo.activity import from_tables
from geo.dynamics import entry_exit, growth
from geo.errors import DataContractError, MissingTableError, NegativeActivityError, UnknownIndustryError
from geo.panel import followed
from tests.geo.panels import in_years, two_years
from tests.geo.tables import FEW, row, wide


def test_growth_of_a_table_worked_out_by_hand() -> None:
    """From 100 to 121 in two years is a tenth a year."""
    tables = {2000: wide([[100, 50], [0, 10]]), 2001: wide([[1, 1], [1, 1]]), 2002: wide([[121, 50], [5, 0]])}
    got = growth(in_years(tables))
    np.testing.assert_allclose(got, [[0.1, 0.0], [np.nan, -1.0]], atol=1e-12)
    assert list(got.index) == ["R0", "R1"]
    assert list(got.columns) == ["I0", "I1"]


def test_growth_between_chosen_years() -> None:
    tables = {2000: wide([[100.0]]), 2001: wide([[110.0]]), 2003: wide([[440.0]])}
    assert growth(in_years(tables), end="2001").to_numpy() == pytest.approx(0.1)
    assert growth(in_years(tables), start="2001").to_numpy() == pytest.approx(1.0)


def test_what_is_unknown_in_one_of_the_years_has_no_growth() -> None:
    got = growth(two_years([[np.nan, 2], [3, 4]], [[1, 4], [np.nan, 4]]))
    np.testing.assert_allclose(got, [[np.nan, 1.0], [np.nan, 0.0]])


@FEW
@given(hnp.arrays(float, (2, 3, 4), elements=st.integers(1, 1000)), st.floats(0.1, 10))
def test_growth_is_the_same_in_any_unit(pair: np.ndarray, scale: float) -> None:
    np.testing.assert_allclose(growth(two_years(*pair)), growth(two_years(*(pair * scale))), atol=1e-9)


def test_specializations_gained_and_lost() -> None:
    """R0 turns from I1 to I0; R2 stays where it is."""
    got = entry_exit(two_years([[10, 30], [20, 20], [20, 20]], [[40, 20], [20, 40], [40, 40]]))
    assert got.to_numpy()[:2].tolist() == [[1, -1], [-1, 1]]
    assert list(got.index) == ["R0", "R1", "R2"]


def test_the_threshold_itself_is_reached() -> None:
    """Two regions alike have a quotient of exactly 1."""
    same, other = [[10, 10], [10, 10]], [[5, 15], [10, 10]]
    assert row(entry_exit(two_years(other, same)), "R0") == [1, 0]
    assert row(entry_exit(two_years(other, same), threshold=1.1), "R0") == [0, -1]
    assert entry_exit(two_years(other, same), threshold=0.1).to_numpy().tolist() == [[0, 0], [0, 0]]


def test_without_activity_there_is_no_quotient_to_gain() -> None:
    got = entry_exit(two_years([[0, 0, 0], [1, 2, 0], [1, np.nan, 0]], [[1, 1, 0], [1, 2, 0], [1, 3, 0]]))
    assert np.isnan(row(got, "R0")).all()
    assert got["I2"].isna().all()
    assert np.isnan(row(got, "R2")).tolist() == [False, True, True]


def test_entries_of_chosen_years() -> None:
    tables = {2000: wide([[1, 1], [1, 1]]), 2001: wide([[5, 15], [10, 10]]), 2002: wide([[1, 1], [1, 1]])}
    assert not entry_exit(in_years(tables)).any(axis=None)
    assert row(entry_exit(in_years(tables), start="2001"), "R0") == [1, 0]
    assert row(entry_exit(in_years(tables), end="2001"), "R0") == [-1, 0]


def test_without_years_the_table_is_asked_for() -> None:
    for name, compute in (("growth", growth), ("entry_exit", entry_exit)):
        with pytest.raises(MissingTableError, match=rf"indicator '{name}' needs the table 'years'"):
            compute(from_tables(wide([[1, 2]])))


def test_negative_figures_of_any_year_are_refused() -> None:
    activity = two_years([[1, 2]], [[1, 3]])
    assert activity.companions.years is not None
    activity.companions.years[2000].iloc[0, 0] = -1.0
    with pytest.raises(NegativeActivityError, match=r"1 negative or infinite value\(s\), first -1"):
        growth(activity)


def test_one_year_is_no_series() -> None:
    with pytest.raises(DataContractError, match=r"years: 1 year\(s\) found, at least 2 are needed"):
        growth(in_years({2000: wide([[1, 2]])}))


def test_a_followed_figure_is_a_sum_of_what_is_known_or_one_industry() -> None:
    activity = two_years([[1, np.nan], [np.nan, np.nan]], [[1, 3], [4, 5]])
    np.testing.assert_array_equal(followed(activity, "growth"), [[1, 4], [np.nan, 9]])
    np.testing.assert_array_equal(followed(activity, "growth", industry="I1"), [[np.nan, 3], [np.nan, 5]])
    with pytest.raises(UnknownIndustryError, match=r"there is no industry 'I9'"):
        followed(activity, "growth", industry="I9")


def test_the_registry_passes_the_options_on() -> None:
    tables = {2000: wide([[5, 15], [10, 10]]), 2001: wide([[10, 10], [10, 10]]), 2002: wide([[20, 10], [10, 10]])}
    activity = in_years(tables)
    got = indicators.compute("growth", activity, {"end": "2001"})
    np.testing.assert_allclose(got.loc["R0"], [1.0, -1 / 3])
    got = indicators.compute("entry_exit", activity, {"end": "2001", "threshold": "1.1"})
    assert row(got, "R0") == [0, -1]
