"""Tables that rules look at: marks of traded industries, establishments of several years."""

from pathlib import Path

import pandas as pd
import pytest

from geo.activity import from_dataset
from geo.companions import Companions, attach
from geo.errors import DataContractError
from geo.gather import Slice, with_own_tables
from geo.store import Store
from tests.geo.tables import cell, wide
from tests.geo.tiny import INDUSTRIES, write_data, write_dataset

X = wide([[10.0, 30.0], [30.0, 10.0]])
YEARS = pd.DataFrame({"region_code": "R0", "industry_code": "I0", "year": [2020, 2021], "value": [1.0, 2.0]})


def test_marks_of_traded_industries_are_nought_or_one() -> None:
    marks = attach(Companions(), "traded", pd.Series({"I1": 1.0, "XX": 0.0}), X).traded
    assert marks is not None
    assert marks.fillna(-1).to_dict() == {"I0": -1.0, "I1": 1.0}
    table = pd.DataFrame({"industry_code": ["I0", "I1"], "value": [0, 1]})
    again = attach(Companions(), "traded", table, X).traded
    assert again is not None
    assert again.tolist() == [0.0, 1.0]
    with pytest.raises(DataContractError, match="traded: a flag must be 0 or 1, found 2 at 'I1'"):
        attach(Companions(), "traded", pd.Series({"I0": 1.0, "I1": 2.0}), X)
    with pytest.raises(DataContractError, match=r"traded: 2 industry code\(s\) are missing, first 'I0'"):
        attach(Companions(), "traded", pd.Series({"R0": 1.0}), X)


def test_establishments_of_several_years_are_a_table_a_year() -> None:
    years = attach(Companions(), "establishment_years", YEARS, X).establishment_years
    assert years is not None
    assert list(years) == [2020, 2021]
    assert cell(years[2021], "R0", "I0") == 2.0
    assert years[2021].isna().to_numpy().sum() == 3
    twice = pd.concat([YEARS, YEARS])
    with pytest.raises(DataContractError, match=r"establishment_years: 2 repeated key\(s\), first R0, I0, 2020"):
        attach(Companions(), "establishment_years", twice, X)
    with pytest.raises(DataContractError, match=r"establishment_years: column 'year' is missing"):
        attach(Companions(), "establishment_years", YEARS.drop(columns="year"), X)


@pytest.mark.parametrize(("marks", "expected"), [(["1", "0"], [1.0, 0.0]), (["1", ""], [1.0, -1.0]), (["", ""], None)])
def test_marks_of_a_dataset_come_along(tmp_path: Path, marks: list[str], expected: list[float] | None) -> None:
    head, first, second, *rest = INDUSTRIES.strip().split("\n")
    lines = [f"{head},traded", f"{first},{marks[0]}", f"{second},{marks[1]}", *(f"{line}," for line in rest)]
    write_data(tmp_path)
    write_dataset(tmp_path / "datasets", industries="\n".join(lines) + "\n", name="marked")
    dataset = Store(tmp_path).dataset("marked")
    at = Slice("jobs", "county", "section", 2021)
    activity = from_dataset(dataset, measure="jobs", level="county", industry_level="section", year=2021)
    found = with_own_tables(activity, dataset, at, ("traded",)).companions.traded
    assert (None if found is None else found.fillna(-1).tolist()) == expected
