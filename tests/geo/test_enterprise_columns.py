"""Rows of a register that cannot be used: each reason, what is told of it, and what is kept."""

from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from geo.enterprise_columns import checked, without_repeated
from geo.enterprise_names import recognised, required
from geo.enterprise_numbers import numbers, years
from geo.errors import DataContractError
from geo.rejected import REASONS

UKRAINE = (22.0, 44.0, 41.0, 53.0)
GOOD: dict[str, str | None] = {
    "enterprise_id": "A1",
    "lon": "30.5",
    "lat": "50.4",
    "industry_code": "62.01",
    "employees": "12",
    "turnover": "10.5",
    "founded": "2001",
    "organisation_type": "firm",
}


def register(*changes: dict[str, str | None]) -> pd.DataFrame:
    """Three good rows, and one for each of the changes."""
    return pd.DataFrame([GOOD | change for change in ({}, {}, {}, *changes)]).astype("str")


@pytest.mark.parametrize(
    ("change", "reason", "value"),
    [
        ({"lon": None}, "no_coordinates", "lon=, lat=50.4"),
        ({"lat": "n/a"}, "no_coordinates", "lon=30.5, lat=n/a"),
        ({"lon": "30°31'"}, "not_a_number", "lon=30°31', lat=50.4"),
        ({"lon": "inf"}, "not_a_number", "lon=inf, lat=50.4"),
        ({"lon": "30,523"}, "ambiguous_comma", "lon=30,523, lat=50.4"),
        ({"lat": "1,050.4"}, "ambiguous_comma", "lon=30.5, lat=1,050.4"),
        ({"lon": "0", "lat": "0.0"}, "zero", "lon=0, lat=0.0"),
        ({"lon": "181"}, "out_of_range", "lon=181, lat=50.4"),
        ({"lat": "-90.5"}, "out_of_range", "lon=30.5, lat=-90.5"),
        ({"lon": "50.4", "lat": "30.5"}, "swapped", "lon=50.4, lat=30.5"),
        ({"industry_code": " "}, "no_industry", "industry_code= "),
        ({"industry_code": "99.99"}, "unknown_industry", "industry_code=99.99"),
        ({"organisation_type": "club"}, "unknown_type", "organisation_type=club"),
        ({"employees": "many"}, "employees_not_number", "employees=many"),
        ({"employees": "-3"}, "negative_employees", "employees=-3"),
        ({"employees": "2.5"}, "employees_not_whole", "employees=2.5"),
        ({"employees": "1,234"}, "ambiguous_comma", "employees=1,234"),
        ({"turnover": "?"}, "turnover_not_number", "turnover=?"),
        ({"founded": "long ago"}, "not_a_year", "founded=long ago"),
        ({"founded": "20001"}, "not_a_year", "founded=20001"),
        ({"founded": "2031-01-01"}, "future", "founded=2031-01-01"),
    ],
)
def test_a_row_that_cannot_be_used_is_counted_by_reason_and_listed_with_its_line(
    change: dict[str, str | None], reason: str, value: str
) -> None:
    found = checked(register(change | {"enterprise_id": "bad"}), industries={"62.01"}, bounds=UKRAINE, latest=2026)
    assert found.rejected.counts == {reason: 1}
    assert found.rejected.listed.to_dict("records") == [
        {"file": "", "line": 4, "enterprise_id": "bad", "reason": reason, "value": value}
    ]
    assert found.rows["lon"].tolist() == [30.5, 30.5, 30.5]
    assert found.kept is not None
    assert found.kept.tolist() == [True, True, True, False]
    assert reason in REASONS


def test_a_row_has_one_reason_the_first_of_the_list() -> None:
    found = checked(register({"lon": "x", "employees": "-1", "founded": "2031"}), latest=2026)
    assert found.rejected.counts == {"not_a_number": 1}


def test_what_is_missing_is_unknown_kept_and_counted_and_never_zero() -> None:
    empty = dict.fromkeys(("enterprise_id", "employees", "turnover", "founded", "organisation_type"))
    found = checked(register({**empty}))
    assert found.rejected.counts == {}
    assert found.rejected.unknown == dict.fromkeys(sorted(empty), 1)
    assert found.rows["employees"].tolist()[:3] == [12.0] * 3
    assert np.isnan(found.rows["employees"].iloc[3])


def test_a_row_without_point_is_used_where_it_states_its_region_and_counted() -> None:
    rows = register({"lon": None}, {"lon": None}).assign(region_code=["A", "A", "A", "B", ""])
    found = checked(rows)
    assert found.rows["region_code"].tolist() == ["A", "A", "A", "B"]
    assert found.rejected.counts == {"no_coordinates": 1}
    assert found.rejected.unknown == {"coordinates": 1}


def test_a_register_with_regions_and_no_points_needs_a_region_in_each_row() -> None:
    found = checked(pd.DataFrame({"region_code": ["01", None], "industry_code": ["62", "62"]}))
    assert found.rows["region_code"].tolist() == ["01"]
    assert found.rejected.counts == {"no_coordinates": 1}


def test_decimal_commas_are_read_where_they_can_be_nothing_else() -> None:
    rows = pd.DataFrame({"lon": ["30,523", "24,0"], "lat": ["50,4", "49,8"], "turnover": ["1,5", "1,234"]})
    found = checked(rows)
    assert found.rows.to_dict("list") == {"lon": [30.523, 24.0], "lat": [50.4, 49.8], "turnover": [1.5, 1.234]}


def test_thousands_set_apart_by_spaces_are_read() -> None:
    assert numbers(pa.chunked_array([["1 204", "12\u00a0000,5", "x"]])).values.tolist()[:2] == [1204.0, 12000.5]


def test_a_file_whose_points_are_mostly_swapped_is_refused_with_its_first_point() -> None:
    rows = pd.DataFrame({"lon": [50.4, 49.8, 30.5], "lat": [30.5, 24.0, 50.4]})
    with pytest.raises(
        DataContractError, match=r"swapped in 2 of 3 points \(the first has longitude 50.4 and latitude 30"
    ):
        checked(rows, bounds=UKRAINE)


def test_points_outside_the_regions_that_would_not_fall_there_swapped_either_are_used() -> None:
    found = checked(pd.DataFrame({"lon": [-74.0, 30.5], "lat": [40.7, 50.4]}), bounds=UKRAINE)
    assert len(found.rows) == 2


def test_without_regions_a_latitude_beyond_the_pole_shows_the_swap() -> None:
    with pytest.raises(DataContractError, match="swapped in 1 of 1 points"):
        checked(pd.DataFrame({"lon": [35.7], "lat": [139.7]}))


def test_metres_are_refused_with_what_to_do() -> None:
    rows = pd.DataFrame({"lon": [4321000.0, 4400000, 10], "lat": [3210000.0, 3300000, 50]})
    with pytest.raises(DataContractError, match=r"2 of 3 points are no degrees \(x from 4,321,000 .* with --crs"):
        checked(rows)


def test_a_single_point_in_metres_is_one_row_out_of_range() -> None:
    rows = pd.DataFrame({"lon": [4321000.0, 30, 31], "lat": [3210000.0, 50, 50]})
    assert checked(rows).rejected.counts == {"out_of_range": 1}


def test_codes_stored_as_decimal_numbers_are_refused() -> None:
    with pytest.raises(DataContractError, match="industry_code: codes are stored as decimal numbers"):
        checked(pd.DataFrame({"lon": [30.0], "lat": [50.0], "industry_code": [62.0]}))


def test_codes_are_text_and_01_is_not_1() -> None:
    found = checked(pd.DataFrame({"region_code": ["01", "1", " 01"]}))
    assert found.rows["region_code"].tolist() == ["01", "1", "01"]
    whole = checked(pd.DataFrame({"region_code": [6, 36]})).rows["region_code"]
    assert whole.tolist() == ["6", "36"]


def test_codes_of_several_dictionaries_are_put_together() -> None:
    column = pa.chunked_array([pa.array(["a", "b"]).dictionary_encode(), pa.array(["b", None]).dictionary_encode()])
    found = checked(pa.table({"region_code": ["X"] * 4, "industry_code": column}))
    assert found.rows["industry_code"].tolist() == ["a", "b", "b"]
    assert found.rejected.counts == {"no_industry": 1}


def test_the_year_of_the_row_is_the_latest_in_which_it_can_be_founded() -> None:
    found = checked(register({}).assign(founded="2010", year=["2009", "2010", "2011", ""]))
    assert found.rejected.counts == {"future": 1}
    assert found.rows["year"].tolist()[:2] == [2010.0, 2011.0]


def test_years_are_read_from_dates() -> None:
    column = pa.chunked_array([pa.array([date(2015, 3, 1), None])])
    assert years(column).values[0] == 2015
    assert years(pa.chunked_array([["2015-03-01", "15.03.2015"]])).wrong.tolist() == [False, True]  # type: ignore[union-attr]


def test_numbers_that_are_neither_numbers_nor_texts_are_wrong() -> None:
    found = numbers(pa.chunked_array([[True, None]]))
    assert found.wrong is not None
    assert found.wrong.tolist() == [True, False]


def test_a_table_with_no_row_is_checked_to_no_row() -> None:
    empty = pa.table(
        {"lon": pa.array([], pa.float64()), "lat": pa.array([], pa.float64()), "region_code": pa.array([], "str")}
    )
    found = checked(empty)
    assert (len(found.rows), found.rejected.counts, found.rejected.read) == (0, {}, 0)


def test_repeated_ids_are_rejected_by_the_marks_of_the_engine() -> None:
    rows = register({"enterprise_id": "B"})
    part = checked(pd.concat([rows.iloc[:1].assign(employees="x"), rows], ignore_index=True), first_line=11)
    after = without_repeated(part, np.array([False, True, True, False]), where="a.csv")
    assert after.rows["enterprise_id"].tolist() == ["A1", "B"]
    assert after.rejected.counts == {"employees_not_number": 1, "duplicate_id": 2}
    assert after.rejected.listed[["line", "reason"]].to_numpy().tolist() == [
        [11, "employees_not_number"],
        [13, "duplicate_id"],
        [14, "duplicate_id"],
    ]
    assert list(after.lines) == [12, 15]
    assert after.kept is not None
    assert after.kept.tolist() == [False, True, False, False, True]
    assert without_repeated(part, np.zeros(4, dtype=bool), where="a.csv") is part


# --------------------------------------------------------------------------------------------------- names of columns
def test_usual_names_are_recognised_whatever_their_letters() -> None:
    found = recognised(["SiteID", "Company Name", "KVED", "Staff", "LNG", "Latitude", "x", "note"])
    assert found == {
        "enterprise_id": "SiteID",
        "enterprise_name": "Company Name",
        "industry_code": "KVED",
        "employees": "Staff",
        "lon": "LNG",
        "lat": "Latitude",
    }


def test_a_stated_column_wins_and_an_empty_one_is_not_read() -> None:
    found = recognised(["lon", "lat", "other", "staff"], {"lon": "other", "employees": ""})
    assert found == {"lon": "other", "lat": "lat"}


def test_a_column_that_is_stated_for_one_thing_is_not_recognised_as_another() -> None:
    assert recognised(["id", "lon", "lat"], {"enterprise_name": "id"}) == {
        "enterprise_name": "id",
        "lon": "lon",
        "lat": "lat",
    }


def test_x_and_y_are_no_degrees_where_the_file_has_points() -> None:
    assert recognised(["x", "y"], geometry=True) == {}
    assert recognised(["x", "y"]) == {"lon": "x", "lat": "y"}


@pytest.mark.parametrize(
    ("names", "stated", "told"),
    [
        (["a"], {"lon": "Lon"}, "f.csv: there is no column 'Lon' for lon; the file has 'a'"),
        (["a"], {"longitude": "a"}, "'longitude' is no column of a register; there are enterprise_id"),
        (["Lon", "lon"], {}, "2 columns may be lon: 'Lon', 'lon'; rename them, or say which with --columns lon=NAME"),
        (["lon", "lon"], {}, "several columns may be lon"),
    ],
)
def test_columns_that_are_not_clear_are_named(names: list[str], stated: dict[str, str], told: str) -> None:
    with pytest.raises(DataContractError, match=told):
        recognised(names, stated, where="f.csv")


def test_a_register_without_place_or_industry_is_refused() -> None:
    wanted = frozenset({"lon", "lat", "industry_code"})
    names = [f"c{i}" for i in range(25)]
    with pytest.raises(DataContractError, match=r"longitude and latitude .* no column of industry codes .* and 5 more"):
        required({}, names, where="f.csv", geometry=False, wanted=wanted)
    required({"industry_code": "c1"}, names, where="f.csv", geometry=True, wanted=wanted)
