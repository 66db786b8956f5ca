"""`regioscope add`: a register becomes a dataset of one's own, whole or not at all."""

from pathlib import Path

import pandas as pd
import pytest

from cli.main import BAD_INPUT, OK, main
from geo.store import default_store

ABOUT = ["--title", "My firms", "--source", "Chamber", "--licence", "own", "--year", "2024"]
WORDS = ["--regions", "germany-nuts3", *ABOUT]
pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def firms(tmp_path: Path) -> str:
    path = tmp_path / "firms.csv"
    rows = {"x": [8.68, 8.69, 13.4, 0.0], "y": [50.11, 50.12, 52.5, 0.0], "nace": ["62.01", "62.01", "10.1", "10.1"]}
    pd.DataFrame(rows | {"staff": [5, 7, 9, 1]}).to_csv(path, index=False)
    return str(path)


def run(firms: str, *more: str) -> int:
    return main(["add", "--enterprises", firms, *WORDS, "--columns", "lon=x,lat=y", *more])


def test_the_app_has_the_dataset_and_every_row_left_out_is_listed(
    firms: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "rejected.csv"
    assert run(firms, "--open", "--classification", "nace2", "--rejected", str(listed)) == OK
    told = capsys.readouterr().err
    assert "4 rows read, 3 used, 1 rejected" in told
    assert told.splitlines()[-1].endswith("dataset my-firms")
    assert pd.read_csv(listed)[["line", "reason"]].values.tolist() == [[5, "zero"]]
    dataset = default_store().dataset("my-firms")
    jobs = dataset.statistics[dataset.statistics["measure"] == "employment"].set_index(["region_code", "industry_code"])
    assert jobs.loc[("DE712", "62.01"), "value"] == 12
    assert jobs.loc[("DE712", "J"), "value"] == 12
    assert jobs.loc[("DE300", "C"), "value"] == 9
    assert dataset.sources["sha256"].str.len().tolist() == [64] * 3
    words = ["--dataset", "my-firms", "--indicator", "location_quotient", "--industry-level", "section", "--out", "-"]
    assert main(["compute", *words]) == OK


def test_clusters_of_a_section_are_those_of_everything_below_it(tmp_path: Path) -> None:
    path, found = tmp_path / "houses.csv", {}
    rows = {"x": [8.68 + 0.001 * i for i in range(9)], "y": 50.11, "nace": ["62.01", "62.02", "63.11"] * 3, "staff": 50}
    pd.DataFrame(rows).to_csv(path, index=False)
    assert run(str(path), "--open", "--classification", "nace2") == OK
    for code in ("J", "62.01,62.02,63.11", "62.01"):
        out = tmp_path / "found.csv"
        search = ["--industry", code, "--radius-m", "500", "--minimum", "100", "--out", str(out)]
        assert main(["clusters", "--dataset", "my-firms", *search]) == OK
        found[code] = pd.read_csv(out)["enterprises"].tolist()
    assert found == {"J": [9], "62.01,62.02,63.11": [9], "62.01": [3]}


def test_without_open_the_register_is_confidential(firms: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(firms) == OK
    assert "2 cells and 5 totals are hidden" in capsys.readouterr().err
    assert default_store().is_confidential("my-firms")


def test_indices_of_single_establishments_are_not_computed_from_a_confidential_register(
    firms: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = ["--indicator", "ellison_glaeser", "--out", str(tmp_path / "told.csv")]
    assert run(firms) == OK
    assert main(["compute", "--dataset", "my-firms", *told]) == BAD_INPUT
    assert "needs the table 'firms'" in capsys.readouterr().err
    assert not (tmp_path / "told.csv").exists()
    assert run(firms, "--open", "--title", "Open") == OK
    assert main(["compute", "--dataset", "open", *told]) == OK


def test_a_title_that_is_taken_and_a_set_that_is_not_there_are_refused(
    firms: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(firms) == OK
    assert run(firms) == BAD_INPUT
    assert "already a dataset named my-firms" in capsys.readouterr().err
    assert main(["add", "--enterprises", firms, *WORDS, "--regions", "mars", "--title", "b"]) == BAD_INPUT
    assert "mars" in capsys.readouterr().err
    assert [path.name for path in home.iterdir()] == ["my-firms"]


def test_options_that_do_not_go_together_are_refused(firms: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(firms, "--scheduler", "tcp://nowhere:1") == BAD_INPUT
    assert "--scheduler goes with --engine dask" in capsys.readouterr().err
    assert run(firms, "--rejected", "list.txt") == BAD_INPUT
    assert "ends in .csv" in capsys.readouterr().err
