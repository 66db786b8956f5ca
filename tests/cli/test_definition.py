"""A table of one's own is added up to the groups of a definition before it is computed on."""

import json
from pathlib import Path

import pandas as pd
import pytest

from tests.cli.conftest import Run

TABLE = "region_code,26,20,29,62,99.9\nN,10,20,30,5,1\nS,40,,10,15,2\n"


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "jobs.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_industries_are_added_up_and_a_gap_stays_a_gap(run: Run, jobs: Path) -> None:
    words = ("--activity", str(jobs), "--definition", "eurostat_technology", "--indicator", "value", "--out", "o.csv")
    assert run("compute", *words).code == 0
    table = pd.read_csv("o.csv", index_col="region_code")
    assert table.loc["N", "high_technology"] == 10
    assert table.loc["N", "medium_high_technology"] == 50
    assert table["medium_high_technology"].isna().tolist() == [False, True]
    told = json.loads(Path("o.csv.meta.json").read_text(encoding="utf-8"))["groups_of_industries"]
    assert (told["definition"], told["classification"]) == ("eurostat_technology", "nace2")
    assert told["first_of_them"] == ["99.9"]


def test_a_definition_of_one_s_own_is_a_file(run: Run, jobs: Path) -> None:
    Path("mine.toml").write_text(
        'id = "mine"\nversion = "1"\ntitle = "Mine"\nplain = "Two kinds."\nclassification = "nace2"\n'
        'citation = "Own."\n[[groups]]\nid = "things"\ntitle = "Things"\ncodes = ["26", "20", "29"]\n',
        encoding="utf-8",
    )
    ran = run("compute", "--activity", str(jobs), "--definition", "mine.toml", "--indicator", "value", "--out", "-")
    assert ran.code == 0
    assert ran.out.splitlines() == ["region_code,things", "N,60.0", "S,"]


def test_a_wrong_name_a_wrong_file_and_a_dataset_are_refused(run: Run, jobs: Path) -> None:
    words = ("compute", "--activity", str(jobs), "--indicator", "value", "--out", "-", "--definition")
    assert "there is no definition 'traded_simpel'; did you mean 'traded_simple'" in run(*words, "traded_simpel").err
    assert "nowhere.toml" in run(*words, "nowhere.toml").err
    ran = run("compute", "--dataset", "us", "--indicator", "share", "--out", "-", "--definition", "traded_simple")
    assert (ran.code != 0, "--definition goes with --activity" in ran.err) == (True, True)
