"""`regioscope cube` with a list of the industries that exist, and with totals beside the cells."""

import json
from pathlib import Path

import pandas as pd
import pytest

from cli.cube_words import COLUMNS
from cli.tables import read_industries
from geo.errors import DataContractError
from tests.cli.conftest import CUBE, Run
from tests.support.app import ROOT

BAY = ROOT / "data" / "datasets" / "bay-area"


@pytest.mark.usefixtures("firms")
def test_an_industry_that_is_not_on_the_list_is_a_reason_and_named(run: Run, tmp_path: Path) -> None:
    Path("industries.csv").write_text("industry_code,industry_name\n 62 ,IT\nJ,Information\n", encoding="utf-8")
    words = ("--industries", "industries.csv", "--no-disclosure-control")
    ran = run(*CUBE, "--out", "cube.csv", "--rejected", "rejected.csv", *words)
    assert ran.code == 0, ran.err
    assert "7 rows read, 3 used, 4 rejected" in ran.err
    assert "the industry code is not on the list" in ran.err
    listed = pd.read_csv("rejected.csv").query("reason == 'unknown_industry'")
    assert listed[["line", "value"]].values.tolist() == [[5, "industry_code=10"]]
    assert pd.read_csv("cube.csv")[["industry_code", "enterprises", "employees"]].values.tolist() == [[62, 3, 18]]
    told = json.loads((tmp_path / "cube.csv.meta.json").read_text(encoding="utf-8"))
    assert told["counts"]["rejected_by_reason"]["unknown_industry"] == 1
    assert told["inputs"]["industries"] == "industries.csv"


def test_a_list_without_a_code_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("industry_code,industry_name\n ,IT\n,\n", encoding="utf-8")
    with pytest.raises(DataContractError, match=r"empty\.csv: there is no code in the column 'industry_code'"):
        read_industries(tmp_path / "empty.csv")


@pytest.mark.usefixtures("firms")
def test_the_list_of_a_dataset_that_comes_along_fits_its_register(run: Run) -> None:
    words = ("--enterprises", str(BAY / "enterprises.parquet"), "--regions", "bay-area-county")
    ran = run("cube", *words, "--out", "cube.csv", "--industries", str(BAY / "industries.csv"), "--totals", "all")
    assert "247,995 rows read, 247,995 used, 0 rejected" in ran.err
    assert pd.read_csv("cube.csv").query("region_code == 'TOTAL'")["employees"].tolist() == [4_010_135]


@pytest.mark.usefixtures("firms")
def test_totals_are_rows_of_the_code_total(run: Run, tmp_path: Path) -> None:
    words = ("--out", "cube.csv", "--no-disclosure-control", "--totals")
    ran = run(*CUBE, *words, "all,region, industry,both")
    assert ran.code == 0, ran.err
    assert "6 totals (code TOTAL) stand beside the cells, 0 of them hidden" in ran.err
    got = pd.read_csv("cube.csv", dtype={"region_code": str, "industry_code": str})
    assert list(got.columns) == list(COLUMNS)
    told = got[["region_code", "industry_code", "size_class", "enterprises", "employees", "largest_share"]]
    cells, totals = told.head(2), told.tail(6)
    assert cells["size_class"].tolist() == ["0-9", "0-9"]
    assert totals.values.tolist() == [
        ["01", "10", "TOTAL", 1, 5, 1.0],
        ["01", "62", "TOTAL", 3, 18, 7 / 18],
        ["01", "TOTAL", "TOTAL", 4, 23, 7 / 23],
        ["TOTAL", "10", "TOTAL", 1, 5, 1.0],
        ["TOTAL", "62", "TOTAL", 3, 18, 7 / 18],
        ["TOTAL", "TOTAL", "TOTAL", 4, 23, 7 / 23],
    ]
    assert json.loads((tmp_path / "cube.csv.meta.json").read_text(encoding="utf-8"))["totals"] == [
        *("both", "region", "industry", "all")
    ]


@pytest.mark.usefixtures("firms")
def test_totals_are_under_disclosure_control_and_only_those_asked_for_are_written(run: Run) -> None:
    ran = run(*CUBE, "--out", "cube.csv", "--totals", "industry,all")
    assert ran.code == 0, ran.err
    got = pd.read_csv("cube.csv", dtype={"industry_code": str}).tail(3)
    assert got[["region_code", "industry_code", "obs_status"]].values.tolist() == [
        ["TOTAL", "10", "C"],
        ["TOTAL", "62", "C"],
        ["TOTAL", "TOTAL", "A"],
    ]
    assert got["employees"].isna().tolist() == [True, True, False]
    assert "3 totals (code TOTAL) stand beside the cells, 2 of them hidden" in ran.err


@pytest.mark.usefixtures("firms")
def test_a_code_that_is_total_itself_and_totals_do_not_go_together(run: Run) -> None:
    Path("firms.csv").write_text("lon;lat;nace\n0,5;0,5;TOTAL\n", encoding="utf-8")
    ran = run(*CUBE[:5], "--out", "cube.csv", "--totals", "all")
    assert ran.code == 2
    assert "a code in industry_code is 'TOTAL' itself; leave out --totals" in ran.err
    assert run(*CUBE[:5], "--out", "cube.csv").code == 0
