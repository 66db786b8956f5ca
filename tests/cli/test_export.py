"""`regioscope export`: a view as any kind of file, several as small multiples, a story; errors in one line."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pandas as pd
import pyogrio
import pytest
from docx import Document
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from cli.export_files import FILES, TABLES
from cli.export_job import Job, views_of
from geo.errors import AddressError
from keep.database import default_keep
from keep.stories import create
from scene.story import Step
from tests.cli.conftest import Run
from tests.papers.drawn import DAY

THIRTEEN = "item=" + ",".join(f"{k}-0000" for k in range(11, 37, 2))
VIEW = ("--query", "data=us&item=15-0000&region=06", "--date", "2026-11-22")
INCOME = ("--query", '{"data": "us", "measure": "income_per_capita", "ind": "value"}', "--date", "2026-11-22")


def png(path: Path) -> Image.Image:
    return Image.open(io.BytesIO(path.read_bytes()))


def text_of(path: Path) -> str:
    return " ".join(PdfReader(path).pages[0].extract_text().split())


def test_the_ending_decides_what_is_written(run: Run, tmp_path: Path) -> None:
    for ending in (".png", ".svg", ".pdf", ".html", ".xlsx", ".csv", ".geojson"):
        ran = run("export", *VIEW, "--out", f"computer{ending}")
        assert ran.code == 0, ran.err
        assert ran.err.splitlines()[-1].endswith(f"bytes written to computer{ending}")
    assert png(tmp_path / "computer.png").size == (2000, 1125)
    assert ET.parse(tmp_path / "computer.svg").getroot().get("role") == "img"  # noqa: S314 - our own file
    assert text_of(tmp_path / "computer.pdf").startswith("California: 1.16 times the average share.")
    assert (tmp_path / "computer.html").read_bytes().lower().startswith(b"<!doctype html>")
    assert openpyxl.load_workbook(tmp_path / "computer.xlsx").sheetnames == ["Table", "Sources"]
    assert json.loads((tmp_path / "computer.geojson").read_text())["metadata"]["indicator"] == "location_quotient"


def test_a_table_is_the_one_that_compute_writes(run: Run, tmp_path: Path) -> None:
    assert run("export", *VIEW, "--out", "a.csv").code == 0
    words = ("--dataset", "us", "--indicator", "location_quotient", "--industry", "15-0000", "--minimum", "1000")
    assert run("compute", *words, "--out", "b.csv").code == 0
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "a.csv"), pd.read_csv(tmp_path / "b.csv"))
    assert run("export", *VIEW, "--out", "a.gpkg").code == 0
    assert {name for name, _ in pyogrio.list_layers(tmp_path / "a.gpkg")} >= {"regions", "provenance"}
    assert run("export", *VIEW, "--out", "a.parquet").code == 0
    assert len(pd.read_parquet(tmp_path / "a.parquet")) == 54


def test_an_address_and_json_say_the_same(run: Run, tmp_path: Path) -> None:
    asked = ("http://127.0.0.1:8501/?data=us&item=15-0000", '{"data": "us", "item": "15-0000"}', "data=us&item=15-0000")
    files = set()
    for n, query in enumerate(asked):
        assert run("export", "--query", query, "--date", "2026-11-22", "--dpi", "40", "--out", f"{n}.png").code == 0
        files.add((tmp_path / f"{n}.png").read_bytes())
    assert len(files) == 1


def test_language_headline_paper_and_extent_can_be_chosen(run: Run, tmp_path: Path) -> None:
    words = ("--lang", "uk", "--title", "Наші сильні сторони", "--size", "a4", "--zoom", "selected")
    assert run("export", *VIEW, *words, "--out", "a.pdf").code == 0
    text = text_of(tmp_path / "a.pdf")
    assert text.startswith("Наші сильні сторони Частка порівняно із середньою")
    assert "22 листопада 2026" in text
    assert "Каліфорнія" in text
    assert "Аляска" not in text
    assert PdfReader(tmp_path / "a.pdf").pages[0].mediabox[2] == pytest.approx(11.69 * 72, abs=1)


def test_the_place_on_the_screen_is_an_extent(run: Run, tmp_path: Path) -> None:
    query = ("--query", "data=us&item=15-0000&view=31.5,-99.3,6")
    assert run("export", *query, "--zoom", "view", "--out", "a.pdf", "--date", "2026-11-22").code == 0
    assert "Alaska" not in text_of(tmp_path / "a.pdf")
    ran = run("export", *VIEW, "--zoom", "view", "--out", "b.pdf")
    assert (ran.code, "the address has no view=" in ran.err) == (2, True)


def test_multiples_and_several_queries_are_small_maps_with_one_legend(run: Run, tmp_path: Path) -> None:
    assert run("export", *INCOME, "--multiples", "year=1929,1969,2009", "--out", "years.pdf").code == 0
    text = text_of(tmp_path / "years.pdf")
    assert text.startswith("Income per person, 1929 to 2009: highest in New York in 1929, in Connecticut in 2009")
    assert [text.count(f" {year} ") for year in ("1929", "1969", "2009")].count(0) == 0
    assert text.endswith("· ?data=us&measure=income_per_capita&ind=value")  # what the maps have in common
    both = ("--query", "data=us&item=15-0000", "--query", "data=us&item=17-0000")
    assert run("export", *both, "--dpi", "50", "--out", "both.png").code == 0
    title = png(tmp_path / "both.png").info["Title"]
    assert title == "Share compared with the average (location quotient): 2 maps"


def test_a_profile_needs_a_region_and_slides_hold_a_step_for_each_query(run: Run, tmp_path: Path) -> None:
    assert run("export", *VIEW, "--out", "region.docx").code == 0
    ran = run("export", "--query", "data=us", "--out", "none.docx")
    assert (ran.code, "add region=CODE" in ran.err) == (2, True)
    assert run("export", *VIEW, "--query", "data=us&item=17-0000", "--out", "both.pptx").code == 0
    assert len(Presentation(str(tmp_path / "both.pptx")).slides) >= 3
    assert run("export", *VIEW, "--query", "data=us&item=17-0000", "--out", "both.zip").code == 0
    with zipfile.ZipFile(tmp_path / "both.zip") as archive:
        assert [Image.open(io.BytesIO(archive.read(name))).format for name in archive.namelist()] == ["PNG", "PNG"]


def test_a_profile_is_written_to_be_printed_or_edited(run: Run, tmp_path: Path) -> None:
    for ending in (".pdf", ".docx"):
        ran = run("export", *VIEW, "--profile", "--title", "Our strengths", "--out", f"region{ending}")
        assert ran.code == 0, ran.err
        assert f"bytes written to region{ending}" in ran.err
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(tmp_path / "region.pdf").pages]
    assert "Our strengths Jobs, Major groups, 2025." in pages[0]
    assert "Farming, Fishing, and Forestry Occupations 4.08 4.03\u20134.12 1 207,800" in " ".join(pages)
    document = Document(str(tmp_path / "region.docx"))
    assert (document.paragraphs[0].text, len(document.tables)) == ("Our strengths", 2)
    assert run("export", *VIEW, "--lang", "uk", "--profile", "--out", "uk.pdf").code == 0
    assert "22 листопада 2026" in text_of(tmp_path / "uk.pdf")


def test_a_saved_story_is_written(run: Run, home: Path, tmp_path: Path) -> None:
    assert not home.exists()
    steps = [Step(address="data=us&item=15-0000", title="First"), Step(address="data=us&item=17-0000")]
    told, empty = create(default_keep(), "Ours", "en", steps), create(default_keep(), "Nothing", "en")
    assert run("export", "--story", told.id, "--out", "story.pdf", "--date", "2026-11-22").code == 0
    assert len(PdfReader(tmp_path / "story.pdf").pages) == 2
    assert run("export", "--story", told.id, "--out", "story.html").code == 0
    for words, problem in (
        (("--story", told.id, "--out", "a.png"), "a story is no single picture"),
        (("--story", told.id, "--out", "a.csv"), "this kind of file holds one view"),
        (("--story", empty.id, "--out", "a.pptx"), "has no step yet"),
        (("--story", "nobody", "--out", "a.pptx"), "no such story"),
        (("--story", told.id, "--size", "a4", "--out", "a.pdf"), "goes with pictures of views"),
    ):
        ran = run("export", *words)
        assert (ran.code, problem in ran.err) == (2, True), ran.err


@pytest.mark.parametrize(
    ("words", "code", "problem"),
    [
        (("--out", "a.png"), 2, "one of the arguments --query --story is required"),
        ((*VIEW, "--out", "a.foo"), 2, "there is no ending of --out '.foo'"),
        ((*VIEW, "--out", "none/a.png"), 3, "the folder 'none' does not exist; make it first"),
        ((*VIEW, "--out", "folder.png"), 3, "this is a folder"),
        (("--query", "data=uss", "--out", "a.png"), 2, "did you mean 'us'?"),
        (("--query", "data=us&year=soon", "--out", "a.png"), 2, "year='soon', which cannot be read"),
        (("--query", "{", "--out", "a.png"), 2, "not valid JSON"),
        ((*VIEW, "--dpi", "5", "--out", "a.png"), 2, "'5' is no number of dots an inch from 30 to 600"),
        ((*VIEW, "--dpi", "x", "--out", "a.png"), 2, "'x' is no number of dots an inch"),
        ((*VIEW, "--date", "today", "--out", "a.png"), 2, "'today' is no day"),
        ((*VIEW, "--multiples", "foo=1", "--out", "a.png"), 2, "'foo=1' is not NAME=A,B,.."),
        ((*VIEW, "--multiples", "year=", "--out", "a.png"), 2, "'year=' is not NAME=A,B,.."),
        ((*VIEW, "--size", "a4", "--out", "a.csv"), 2, "--size goes with pictures of views"),
        ((*VIEW, "--title", "T", "--out", "a.csv"), 2, "a table has no headline"),
        ((*VIEW, "--title", "T", "--out", "a.xlsx"), 2, "a table has no headline"),
        ((*VIEW, "--title", "T", "--out", "a.zip"), 2, "have headlines of their own: leave --title out"),
        (("--story", "X", "--title", "T", "--out", "a.pptx"), 2, "have headlines of their own: leave --title out"),
        ((*VIEW, "--profile", "--out", "a.png"), 2, "a profile is written as .docx or .pdf, not as a.png"),
        (("--story", "X", "--profile", "--out", "a.pdf"), 2, "a profile is about one region, not about a story"),
        ((*VIEW, "--profile", "--size", "a4", "--out", "a.pdf"), 2, "--size goes with pictures of views, not with --p"),
        ((*VIEW, *VIEW, "--profile", "--out", "a.pdf"), 2, "this kind of file holds one view"),
        ((*VIEW, *VIEW, "--zoom", "whole", "--out", "a.png"), 2, "--zoom goes with one map"),
        ((*VIEW, *VIEW, "--out", "a.csv"), 2, "this kind of file holds one view"),
        ((*VIEW, "--multiples", THIRTEEN, "--out", "a.png"), 2, "13 maps do not fit on one sheet with one legend"),
    ],
)
def test_every_error_is_one_line_and_leaves_no_file(
    words: tuple[str, ...], code: int, problem: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "folder.png").mkdir()
    before = set(tmp_path.iterdir())
    ran = run("export", *words)
    assert (ran.code, problem in ran.err) == (code, True), ran.err
    assert set(tmp_path.iterdir()) == before


def test_the_help_names_every_ending(run: Run) -> None:
    text = run("export", "--help").out
    assert [ending for ending in (*FILES, *TABLES) if ending not in text] == []


def test_a_long_address_is_shortened_at_the_foot() -> None:
    job = Job(DAY, views_of(["data=us&layers=" + ",".join(["regions"] * 40)], None, ""))
    assert len(job.address()) == 160
    assert job.address().endswith("…")


def test_a_kind_of_file_with_one_view_takes_no_other() -> None:
    two: Any = views_of(["data=us", "data=us&item=15-0000"], None, "")
    with pytest.raises(AddressError, match="give one --query, and no story"):
        assert Job(DAY, two).only
