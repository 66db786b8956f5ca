"""Companion tables are checked against the activity table before anything is computed on them."""

import pandas as pd
import pytest

from geo.companions import Companions, attach
from geo.errors import DataContractError

X = pd.DataFrame({"C10": [10.0], "C24": [5.0]}, index=pd.Index(["R01"], name="region_code"))


def years(*named: float) -> pd.DataFrame:
    """Make a figure of one industry in one region for each of the years."""
    return pd.DataFrame({"region_code": "R01", "industry_code": "C10", "year": named, "value": 1.0})


@pytest.mark.parametrize("name", ["years", "establishment_years"])
@pytest.mark.parametrize(("year", "shown"), [(2015.5, "2015.5"), (float("nan"), "nan")])
def test_a_year_that_is_no_whole_number_is_refused(name: str, year: float, shown: str) -> None:
    message = rf"^{name}: 1 row\(s\) without a whole number as year, first {shown} in row 3$"
    with pytest.raises(DataContractError, match=message):
        attach(Companions(), name, years(2015.0, year), X)


def test_a_repeated_year_is_named_as_a_year() -> None:
    with pytest.raises(DataContractError, match=r"1 repeated key\(s\), first R01, C10, 2015$"):
        attach(Companions(), "years", years(2015.0, 2015.0), X)


def test_years_written_as_decimals_are_years() -> None:
    found = attach(Companions(), "years", years(2016.0, 2015.0), X).years
    assert found is not None
    assert list(found) == [2015, 2016]


def test_coordinates_may_lie_west_and_south_and_jobs_not_below_nought() -> None:
    firms = pd.DataFrame(
        {"region_code": ["R01"], "industry_code": ["C10"], "employees": [3.0], "lon": [-122.1], "lat": [-33.4]}
    )
    kept = attach(Companions(), "firms", firms, X).firms
    assert kept is not None
    assert kept["lon"].tolist() == [-122.1]
    with pytest.raises(DataContractError, match="column 'employees': 1 negative or infinite value"):
        attach(Companions(), "firms", firms.assign(employees=-3.0), X)
