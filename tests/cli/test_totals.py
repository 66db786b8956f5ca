"""Totals that contradict their parts, or that stand on another base than the reference, are told, not passed over."""

import json
from pathlib import Path

import pandas as pd
import pytest

from cli.totals import totals_told
from geo.activity import from_tables
from tests.cli.conftest import Run

X = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["01", "02"])
OVERLAP = "that is right only where industries overlap"


def told(table: pd.DataFrame, reference: dict[str, float] | None = None, *, compared: bool = True) -> list[str]:
    """Say what is told of a table with a reference beside it."""
    beside = {} if reference is None else {"reference": pd.Series(reference)}
    return totals_told(from_tables(table, beside), compared=compared)


def test_nothing_is_told_where_totals_and_parts_agree() -> None:
    assert told(X) == []
    assert told(X.assign(TOTAL=[60.0, 40.0]), {"C10": 1.0, "C24": 2.0, "TOTAL": 9.0}) == []
    assert told(X, {"C10": 1.0, "C24": 2.0}) == []
    assert told(X, {"C10": 1.0, "C24": 2.0, "TOTAL": 3.0}) == []


@pytest.mark.parametrize(("total", "found"), [(39.81, 0), (39.79, 1)])
def test_half_a_percent_counts_as_rounding(total: float, found: int) -> None:
    assert len(told(X.assign(TOTAL=[total, 40.0]))) == found
    assert len(told(X, {"C10": 20.0, "C24": 20.0, "TOTAL": total})) == found


def test_a_total_below_its_parts_is_named_with_its_region() -> None:
    assert told(X.assign(TOTAL=[5.0, 20.0]), compared=False) == [
        f"TOTAL is smaller than the sum of the industries in 2 region(s), first '01': 5 instead of 40; {OVERLAP}"
    ]


def test_a_reference_total_below_its_parts_is_told() -> None:
    got = told(X, {"C10": 100.0, "C24": 5.0, "TOTAL": 10.0}, compared=False)
    assert got == [
        f"TOTAL of the reference economy is smaller than the sum of its industries: 10 instead of 105; {OVERLAP}"
    ]


def test_a_whole_economy_is_not_compared_in_silence_with_sums_of_some_industries() -> None:
    larger = {"C10": 100.0, "C24": 7.0, "TOTAL": 500.0}
    (sentence,) = told(X, larger)
    assert sentence.startswith("the reference economy has more than the industries of the table (500, not 107)")
    assert sentence.endswith("come out too high; add a column TOTAL to the table")
    assert told(X, larger, compared=False) == []
    assert told(X, {"C10": 100.0, "TOTAL": 500.0, "C24": float("nan")}) == []


def test_whole_regions_are_not_compared_in_silence_with_a_sum_of_some_industries() -> None:
    (sentence,) = told(X.assign(TOTAL=[90.0, 90.0]), {"C10": 1.0, "C24": 2.0})
    assert sentence.startswith("the regions have more than the industries of the table (180, not 80)")
    assert sentence.endswith("come out too low; add a row TOTAL to the reference economy")
    gaps = X.assign(TOTAL=[90.0, 40.0]).mask(X == 10.0)
    assert told(gaps, {"C10": 1.0, "C24": 2.0}) == []


def test_the_command_line_says_it_and_the_file_keeps_it(run: Run) -> None:
    Path("own.csv").write_text("region_code,C10,C24,TOTAL\n01,10,30,5\n02,30,10,40\n")
    sentence = f"TOTAL is smaller than the sum of the industries in 1 region(s), first '01': 5 instead of 40; {OVERLAP}"
    ran = run("compute", "--activity", "own.csv", "--indicator", "share", "--out", "share.csv")
    assert (ran.code, ran.err.splitlines()[0]) == (0, f"regioscope: note: {sentence}")
    assert json.loads(Path("share.csv.meta.json").read_text())["totals"] == [sentence]


def test_a_comparison_with_the_sum_of_the_regions_needs_no_total(run: Run) -> None:
    Path("country.csv").write_text("industry_code,value\nC10,100\nC24,7\nTOTAL,500\n")
    Path("own.csv").write_text("region_code,C10,C24\n01,10,30\n02,30,10\n")
    words = ("compute", "--activity", "own.csv", "--indicator", "location_quotient", "--table", "reference=country.csv")
    assert "note: the reference economy has more" in run(*words, "--out", "-").err
    assert run(*words, "--option", "reference=sum", "--out", "-").err == ""
