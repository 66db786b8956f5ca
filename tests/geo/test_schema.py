"""One validator, every problem of a table in one message."""

from io import StringIO

import numpy as np
import pandas as pd
import pytest

from geo.errors import DataContractError, NegativeActivityError
from geo.schema import CONTRACTS, STATUSES, check, check_activity, problems
from tests.geo.tiny import INDUSTRIES, REFERENCE, REGIONS, SOURCES, STATISTICS

SOUND = {
    "regions": REGIONS,
    "industries": INDUSTRIES,
    "statistics": STATISTICS,
    "reference": REFERENCE,
    "sources": SOURCES,
}


def table(name: str) -> pd.DataFrame:
    text = dict.fromkeys(("region_code", "industry_code", "parent_code"), str)
    return pd.read_csv(StringIO(SOUND[name]), dtype=text)


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_table_comes_back_unchanged(name: str) -> None:
    sound = table(name)
    before = sound.copy()
    assert check(name, sound) is sound
    pd.testing.assert_frame_equal(sound, before)


def test_links_and_enterprises_have_contracts_too() -> None:
    assert set(CONTRACTS) == {*SOUND, "enterprises", "links"}
    assert problems(
        "links", pd.DataFrame({"source_id": [1], "target_id": [2], "kind": ["supply"], "weight": [-1.0]})
    ) == ["1 negative weight, first -1 in row 2"]


@pytest.mark.parametrize("name", SOUND)
@pytest.mark.parametrize("part", ["key", "required"])
def test_a_missing_column_is_named(name: str, part: str) -> None:
    for column in getattr(CONTRACTS[name], part):
        assert problems(name, table(name).drop(columns=column)) == [f"column {column!r} is missing"]


def broken(column: str, values: list[object], name: str = "statistics") -> list[str]:
    found = table(name).head(len(values))
    return problems(name, found.assign(**{column: pd.Series(values, index=found.index)}))


@pytest.mark.parametrize(
    ("column", "values", "problem"),
    [
        ("region_code", ["01", None], "1 empty region_code, first in row 3"),
        ("region_code", [1, 2], "region_code must be text (leading zeros are lost in numbers), found int64"),
        ("value", [1.0, -2.5], "1 negative value, first -2.5 in row 3"),
        ("value", [1.0, np.inf], "1 infinite value, first in row 3"),
        ("value", ["1", "many"], "1 value not a number, first 'many' in row 3"),
        ("value", ["1", "2"], "value must be numeric, found"),
        ("value", [1.0, np.nan], "1 empty value(s) without obs_status M or C, first in row 3"),
        ("relative_error", [-0.1, 0.1], "1 negative relative_error, first -0.1 in row 2"),
        ("year", [2021, 2021.5], "1 year not a whole number, first 2021.5 in row 3"),
        ("year", ["2021", "2021/22"], "1 year not a whole number, first '2021/22' in row 3"),
        ("year", ["2021", "2021"], "year must be numeric, found"),
        ("obs_status", ["A", "X"], "1 unknown obs_status, first 'X' in row 3 (known: A, E, M, C, S)"),
        ("obs_status", ["A", "C"], "1 value(s) with obs_status M or C, which must be left empty, first in row 3"),
    ],
)
def test_each_problem_is_counted_and_its_first_row_named(column: str, values: list[object], problem: str) -> None:
    found = broken(column, values)
    assert len(found) == 1
    assert found[0].startswith(problem)


def test_a_repeated_key_is_counted_and_the_first_shown() -> None:
    twice = pd.concat([table("statistics"), table("statistics").iloc[[1, 2]]])
    assert problems("statistics", twice) == [
        "2 repeated key (region_code, industry_code, year, measure), first '01', 'I2', 2021, 'jobs'"
    ]


def test_every_problem_stands_in_one_message() -> None:
    bad = table("statistics").assign(value=-1.0, obs_status="Q", region_code=7)
    with pytest.raises(
        DataContractError, match=r"must be text.*repeated key.*negative value.*unknown obs_status"
    ) as caught:
        check("statistics", bad, where="statistics.csv")
    assert str(caught.value).startswith("statistics.csv: ")
    assert len(caught.value.problems) == 4


def test_an_empty_column_of_numbers_is_no_problem() -> None:
    assert problems("regions", table("regions").assign(population=None)) == []


def test_the_statuses_are_those_of_sdmx() -> None:
    assert list(STATUSES) == ["A", "E", "M", "C", "S"]


@pytest.mark.parametrize(("value", "shown"), [(-3.0, "-3"), (np.inf, "inf"), (-np.inf, "-inf")])
def test_a_negative_or_infinite_activity_is_refused(value: float, shown: str) -> None:
    wide = pd.DataFrame({"I": [1.0, 2.0], "J": [3.0, value]}, index=["R0", "R1"])
    with pytest.raises(NegativeActivityError, match=rf"first {shown} at region 'R1', industry 'J'"):
        check_activity(wide)


def test_a_missing_activity_is_welcome() -> None:
    wide = pd.DataFrame({"I": [np.nan, 0.0]}, index=["R0", "R1"])
    assert check_activity(wide) is wide
