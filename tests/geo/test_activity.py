"""One wide table with its denominators, out of a dataset or out of anybody's own tables."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from geo.activity import Activity, from_dataset, from_tables, with_tables
from geo.dataset import Dataset
from geo.errors import DataContractError, NegativeActivityError, UnknownOptionError

NAN = float("nan")


def take(
    dataset: Dataset, *, measure: str = "jobs", level: str = "county", industry_level: str = "section", year: int = 2021
) -> Activity:
    return from_dataset(dataset, measure=measure, level=level, industry_level=industry_level, year=year)


def assert_table(got: pd.DataFrame, expected: list[list[float]]) -> None:
    np.testing.assert_array_equal(got.to_numpy(dtype=float), np.array(expected, dtype=float))


# ---- out of a dataset
def test_a_level_of_regions_and_of_industries_makes_one_table(tiny: Dataset) -> None:
    activity = take(tiny)
    assert (list(activity.values.index), list(activity.values.columns)) == (["01", "02", "03"], ["I1", "I2"])
    assert_table(activity.values, [[10, 30], [30, 10], [NAN, 0]])


def test_levels_are_never_mixed(tiny: Dataset) -> None:
    assert_table(take(tiny, level="town").values, [[5, 5], [NAN, NAN]])
    assert_table(take(tiny, industry_level="division").values, [[4, NAN], [NAN, NAN], [NAN, NAN]])


def test_published_totals_are_denominators_never_sums(tiny: Dataset) -> None:
    activity = take(tiny)
    assert activity.totals.tolist() == [40, 40, 20]
    assert activity.totals_published
    assert "TOTAL" not in activity.values.columns


def test_without_published_totals_the_known_industries_are_added_up_and_it_says_so(tiny: Dataset) -> None:
    towns = take(tiny, level="town")
    assert not towns.totals_published
    assert towns.totals["T1"] == 10
    assert np.isnan(towns.totals["T2"])


def test_the_national_row_is_the_reference_with_its_own_total(tiny: Dataset) -> None:
    activity = take(tiny)
    assert (activity.reference.tolist(), activity.reference_total) == ([100, 100], 400)
    assert activity.reference_published


def test_a_year_without_national_row_has_the_sum_and_says_so(tiny: Dataset) -> None:
    activity = take(tiny, year=2020)
    assert (activity.reference.tolist(), activity.reference_total) == ([4, 4], 8)
    assert not activity.reference_published
    assert activity.reference_error is None


def test_errors_status_areas_and_people_come_along(tiny: Dataset) -> None:
    activity = take(tiny)
    assert activity.relative_error is not None
    assert_table(activity.relative_error, [[0.1, 0.05], [0.05, NAN], [NAN, NAN]])
    assert activity.reference_error is not None
    assert activity.reference_error["I1"] == 0.02
    assert activity.status is not None
    assert activity.status.to_numpy().tolist() == [["A", "A"], ["E", "A"], ["C", "S"]]
    assert activity.population is not None
    assert activity.population.tolist() == [1000, 2000, 0]
    assert activity.areas is not None
    assert take(tiny, level="town").areas is None


def test_a_cell_that_is_not_in_the_file_is_missing(tiny: Dataset) -> None:
    status = take(tiny, level="town").status
    assert status is not None
    assert status.to_numpy()[1].tolist() == ["M", "M"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"measure": "job"}, "there is no measure 'job'; did you mean 'jobs'"),
        ({"level": "county "}, "there is no level 'county '"),
        ({"industry_level": "x"}, "there is no industry level 'x'"),
        (
            {"year": 2019},
            "there is no year '2019' of the measure 'jobs'; did you mean '2021'. There are: '2020', '2021'",
        ),
    ],
)
def test_what_the_dataset_does_not_have_is_refused(tiny: Dataset, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(UnknownOptionError, match=message.replace("?", r"\?")):
        take(tiny, **changes)


# ---- out of anybody's table
def own(**columns: list[float]) -> pd.DataFrame:
    n = len(next(iter(columns.values())))
    return pd.DataFrame(columns, index=[f"R{i}" for i in range(n)], dtype=float)


def test_a_total_column_and_row_are_published_totals() -> None:
    table = own(A=[1, 2, 50], B=[3, NAN, 60], TOTAL=[10, 20, 300])
    activity = from_tables(table.rename(index={"R2": "TOTAL"}))
    assert_table(activity.values, [[1, 3], [2, NAN]])
    assert activity.totals.tolist() == [10, 20]
    assert (activity.reference.tolist(), activity.reference_total) == ([50, 60], 300)
    assert (activity.totals_published, activity.reference_published) == (True, True)


def test_a_reference_without_total_is_added_up() -> None:
    activity = from_tables(own(A=[1, 2], B=[3, 4]), {"reference": pd.Series({"B": 60.0, "A": 50.0})})
    assert (activity.reference.tolist(), activity.reference_total) == ([50, 60], 110)


def test_a_published_total_that_is_missing_is_added_up_and_it_says_so() -> None:
    activity = from_tables(own(A=[1, 2], B=[3, 4], TOTAL=[10, NAN]))
    assert activity.totals.tolist() == [10, 6]
    assert not activity.totals_published


def test_missing_cells_are_marked_missing() -> None:
    status = from_tables(own(A=[1, NAN])).status
    assert status is not None
    assert status["A"].tolist() == ["A", "M"]


def test_companion_tables_are_brought_into_the_order_of_the_regions() -> None:
    activity = from_tables(
        own(A=[1, 2]), {"areas": pd.Series({"R1": 5.0, "R0": 4.0}), "population": pd.Series({"R0": 1, "R1": 2})}
    )
    assert activity.areas is not None
    assert activity.areas.tolist() == [4.0, 5.0]
    assert activity.population is not None
    assert activity.population.tolist() == [1.0, 2.0]


def test_the_callers_tables_are_left_alone() -> None:
    table, before = own(A=[1, 2], TOTAL=[5, 5]), own(A=[1, 2], TOTAL=[5, 5])
    activity = from_tables(table)
    with_tables(activity, {"areas": pd.Series({"R0": 1.0, "R1": 1.0})})
    pd.testing.assert_frame_equal(table, before)
    assert activity.areas is None


def test_another_reference_has_no_published_error(tiny: Dataset) -> None:
    activity = with_tables(take(tiny), {"reference": pd.Series({"I1": 1.0, "I2": 3.0})})
    assert (activity.reference.tolist(), activity.reference_total) == ([1, 3], 4)
    assert activity.reference_error is None


def test_a_negative_or_infinite_cell_is_refused() -> None:
    with pytest.raises(
        NegativeActivityError, match=r"2 negative or infinite value.*first -1 at region 'R0', industry 'A'"
    ):
        from_tables(own(A=[-1, float("inf")]))


def test_a_code_that_stands_twice_is_refused() -> None:
    table = pd.DataFrame([[1.0, 2.0], [3.0, 4.0]], index=["R", "R"], columns=["A", "A"])
    with pytest.raises(DataContractError, match=r"activity: code 'R' stands twice; code 'A' stands twice"):
        from_tables(table)


def test_a_reference_that_is_given_twice_is_refused() -> None:
    table = own(A=[1, 2]).rename(index={"R1": "TOTAL"})
    with pytest.raises(DataContractError, match=r"reference: it is given twice: as row 'TOTAL' and as a table"):
        from_tables(table, {"reference": pd.Series({"A": 5.0})})


@pytest.mark.parametrize(
    ("name", "companion", "message"),
    [
        ("reference", {"B": 1.0}, "reference: 1 industry code.s. are missing, first 'A'"),
        ("areas", {"R0": 1.0}, "areas: 1 region code.s. are missing, first 'R1'"),
        ("population", {"R0": 1.0, "R1": -2.0}, "population: 1 negative or infinite value.s., first at 'R1'"),
        ("areas", {"R0": 1.0, "R1": float("inf")}, "areas: 1 negative or infinite"),
    ],
)
def test_a_broken_companion_is_refused(name: str, companion: dict[str, float], message: str) -> None:
    with pytest.raises(DataContractError, match=message):
        from_tables(own(A=[1, 2]), {name: pd.Series(companion)})


def test_a_companion_with_a_code_twice_is_refused() -> None:
    with pytest.raises(DataContractError, match=r"areas: code 'R0' stands twice"):
        from_tables(own(A=[1]), {"areas": pd.Series([1.0, 2.0], index=["R0", "R0"])})


def test_what_is_kept_of_a_table_is_not_kept_of_a_copy_with_others() -> None:
    table = from_tables(pd.DataFrame({"C10": [10.0, 5.0]}, index=["R01", "R02"]))
    assert table.once(("regions",), lambda: len(table.values)) == 2
    assert table.once(("regions",), lambda: 7) == 2
    assert replace(table, values=table.values[:1]).once(("regions",), lambda: 1) == 1
