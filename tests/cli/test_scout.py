"""`regioscope scout`: from the words to the ranking, the workbook, the package, the table and the page."""

import json
import warnings
from io import BytesIO
from pathlib import Path

import openpyxl
import pandas as pd
import pyogrio
import pytest
from pypdf import PdfReader

from geo.scouting import evidence, ranking
from geo.store import default_store
from tests.cli.conftest import Run

SOFTWARE = ("scout", "--dataset", "us", "--industry", "15-1252", "--level", "metro")
CHOSEN = ("--weights", "quotient=3,wages=1,airport=1", "--filter", "labour_pool>=5000", "--date", "2026-11-22")


def test_the_best_places_stand_on_the_standard_output(run: Run) -> None:
    ran = run(*SOFTWARE, *CHOSEN)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0].split() == [
        "rank",
        "may",
        "be",
        "fits",
        "score",
        "known",
        "code",
        "place",
        "quotient",
        "wages",
        "airport",
    ]
    assert len(lines) == 11
    store = default_store()
    found = evidence(store.dataset("us"), "15-1252", "metro", store=store)
    best = ranking(found, {"quotient": 3, "wages": 1, "airport": 1}).index[0]
    assert best in lines[1].split()


def test_a_table_has_its_provenance_beside_it(run: Run, tmp_path: Path) -> None:
    ran = run(*SOFTWARE, *CHOSEN, "--prefer", "wages=high", "--out", "all.csv")
    assert (ran.code, ran.out) == (0, "")
    assert "393 places ranked; written to all.csv" in ran.err
    table = pd.read_csv(tmp_path / "all.csv", dtype={"code": str})
    assert len(table) == 393
    assert table["rank"].iloc[0] == 1
    told = json.loads((tmp_path / "all.csv.meta.json").read_text(encoding="utf-8"))
    assert told["weights"] == {"quotient": 3.0, "wages": 1.0, "airport": 1.0}
    assert told["filters"] == [{"criterion": "labour_pool", "at_least": 5000.0, "at_most": None}]
    assert told["directions"]["wages"] == 1


def test_workbook_package_and_page_are_written(run: Run, tmp_path: Path) -> None:
    assert run(*SOFTWARE, *CHOSEN, "--places", "41940,12420", "--out", "s.xlsx", "--lang", "uk").code == 0
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*extension is not supported")
        book = openpyxl.load_workbook(BytesIO((tmp_path / "s.xlsx").read_bytes()))
    assert len(book.sheetnames) == 7
    heads = [cell.value for cell in book.worksheets[2][4]]
    assert [str(head).partition("-")[0] for head in heads[2:4]] == ["San Jose", "Austin"]
    assert run(*SOFTWARE, *CHOSEN, "--also", "15-2051", "--out", "s.gpkg").code == 0
    assert "places_metro" in dict(pyogrio.list_layers(tmp_path / "s.gpkg"))
    assert run(*SOFTWARE, *CHOSEN, "--brief", "12420", "--out", "s.pdf").code == 0
    assert len(PdfReader(tmp_path / "s.pdf").pages) == 1


def test_a_described_project_says_what_it_was_taken_for(run: Run) -> None:
    text = "a shop with 30 jobs for machinists within 100 km of a port"
    ran = run("scout", "--dataset", "us", "--level", "state", "--project", text)
    assert ran.code == 0
    assert "taken for 51-4041 Machinists (by the words: machinists)" in ran.err
    assert "filter from the description: labour_pool>=300" in ran.err
    assert "filter from the description: port<=100" in ran.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--out", "a.doc"), "there is no ending of --out '.doc'"),
        (("--brief", "12420"), "--brief writes a page about a place: let --out end in .pdf"),
        (("--weights", "quotient"), "'quotient' is not of the form NAME=NUMBER"),
        (("--weights", "sun=1"), "there is no criterion 'sun'"),
        (("--weights", "quotient=-1"), "there is no weight '-1.0'"),
        (("--filter", "port<100"), "'port<100' is not of the form"),
        (("--filter", "sun>=1"), "there is no criterion 'sun'"),
        (("--prefer", "wages=up"), "'wages=up' is not of the form NAME=high or NAME=low"),
        (("--places", ","), "',' names nothing"),
        (("--places", "99999", "--out", "a.xlsx"), "there is no place '99999'"),
        (("--date", "today"), "'today' is no day"),
        (("--brief", "99999", "--out", "a.pdf"), "there is no place '99999'"),
        (("--year", "1999"), "there is no year '1999'"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(run: Run, words: tuple[str, ...], message: str) -> None:
    ran = run(*SOFTWARE, *words)
    assert ran.code == 2
    assert message in ran.err
    assert [path.name for path in Path.cwd().iterdir()] == ["own.csv"]


def test_a_folder_that_does_not_exist_is_told_before_anything_is_computed(run: Run) -> None:
    ran = run(*SOFTWARE, "--out", "nowhere/a.xlsx")
    assert ran.code == 3
    assert "does not exist; make it first" in ran.err
    Path("folder.csv").mkdir()
    assert "this is a folder" in run(*SOFTWARE, "--out", "folder.csv").err


def test_words_that_fit_no_industry_are_told(run: Run) -> None:
    ran = run("scout", "--dataset", "us", "--project", "xyzzy")
    assert ran.code == 2
    assert "no occupation of us has a name with these words" in ran.err
