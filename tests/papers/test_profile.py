"""The profile of a region as a document: what it says, and that other programs can read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import numpy as np
import pytest
from docx import Document
from PIL import Image
from pypdf import PdfReader

from geo.errors import AddressError, UnknownNameError
from geo.store import default_store
from papers.clean import printable
from papers.profile import ROWS, RegionPaper, region_paper
from papers.profile_docx import profile_docx
from papers.profile_pdf import profile_pdf

MADE = date(2026, 11, 22)
CALIFORNIA = {"data": "us", "region": "06"}
HOSTILE = "<b>{{7*191}}</b>\x00 & </w:t>"


@pytest.fixture(scope="module")
def california() -> RegionPaper:
    return region_paper(CALIFORNIA, default_store(), made=MADE)


def test_the_strongest_group_comes_first_with_its_interval_and_rank(california: RegionPaper) -> None:
    assert california.title.startswith("California stands out in Farming, Fishing, and Forestry Occupations: 4.08")
    name, quotient, interval, rank, jobs, here, average = california.rows[0].cells
    assert (name, quotient, rank, jobs) == ("Farming, Fishing, and Forestry Occupations", "4.08", "1", "207,800")
    assert interval == "4.03\u20134.12"
    assert (here, average) == ("1.1%", "0.3%")


def test_rows_fall_and_strengths_are_those_from_a_quarter_above(california: RegionPaper) -> None:
    quotients = [float(row.cells[1]) for row in california.rows]
    assert quotients == sorted(quotients, reverse=True)
    assert [row.strong for row in california.rows] == [quotient >= 1.25 for quotient in quotients]
    assert len(california.rows) <= ROWS


def test_groups_that_are_left_out_are_counted() -> None:
    paper = region_paper(CALIFORNIA | {"item": "15-1252"}, default_store(), made=MADE)
    assert len(paper.rows) == ROWS
    assert "more groups are not shown here" in paper.rest


def test_the_document_can_be_edited_and_its_pictures_have_words(california: RegionPaper) -> None:
    document = Document(BytesIO(profile_docx(california)))
    assert document.core_properties.title == california.title
    assert [len(table.rows) for table in document.tables] == [1, 1 + len(california.rows)]
    assert [cell.text for cell in document.tables[1].rows[1].cells] == list(california.rows[0].cells)
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert described == [california.chart_alt, california.map_alt]
    assert "Farming, Fishing, and Forestry Occupations 4.08" in california.chart_alt


@pytest.mark.parametrize(("lang", "word"), [("en", "Sources"), ("uk", "Джерела"), ("ru", "Источники")])
def test_the_text_of_the_print_can_be_searched_in_every_language(lang: str, word: str) -> None:
    paper = region_paper(CALIFORNIA, default_store(), made=MADE, lang=lang)
    reader = PdfReader(BytesIO(profile_pdf(paper)))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert word in text
    assert paper.rows[0].cells[4].replace("\xa0", " ") in text.replace("\xa0", " ")
    assert reader.metadata is not None
    assert reader.metadata.title == paper.title
    fonts = {name for page in reader.pages for name in page["/Resources"]["/Font"]}  # type: ignore[index]
    assert fonts


def test_headings_and_tables_of_the_print_begin_on_one_line(california: RegionPaper) -> None:
    lefts: dict[str, float] = {}

    def visit(text: str, turned: list[float], own: list[float], *_: object) -> None:
        lefts.setdefault(text.strip(), turned[4] + own[4])

    for page in PdfReader(BytesIO(profile_pdf(california))).pages:
        page.extract_text(visitor_text=visit)
    words = ("Made with Regioscope on November 22, 2026", "Strengths", california.facts[0][1], "Occupation")
    foot, heading, fact, table = (lefts[word] for word in words)
    assert (heading, fact) == (foot, foot)
    assert table == pytest.approx(foot + 3.0)  # where its shading has its edge


def test_the_same_paper_gives_the_same_bytes(california: RegionPaper) -> None:
    assert profile_pdf(california) == profile_pdf(california)


def test_simulated_figures_are_marked() -> None:
    paper = region_paper({"data": "bay-area", "region": "C1", "level": "county"}, default_store(), made=MADE)
    assert paper.badge


def test_bars_stand_in_the_colours_of_the_map(california: RegionPaper) -> None:
    dots = np.asarray(Image.open(BytesIO(california.chart)).convert("RGB")).reshape(-1, 3)
    colours = {tuple(dot) for dot in dots}
    assert {(0xE6, 0x61, 0x01), (0xFD, 0xB8, 0x63), (0xF7, 0xF7, 0xF7)} <= colours


def test_hostile_texts_are_written_as_they_are(california: RegionPaper) -> None:
    row = replace(california.rows[0], cells=(HOSTILE,) * 7)
    hostile = replace(california, title=HOSTILE, rows=(row,), sources=(HOSTILE,))
    shown = printable(HOSTILE)
    assert Document(BytesIO(profile_docx(hostile))).tables[1].rows[1].cells[0].text == shown
    text = PdfReader(BytesIO(profile_pdf(hostile))).pages[0].extract_text()
    assert "<b>{{7*191}}</b>" in text.replace("\n", "")


@pytest.mark.parametrize(
    ("params", "error", "message"),
    [
        ({"data": "us"}, AddressError, "names no region"),
        ({"data": "us", "region": "ZZ"}, UnknownNameError, "ZZ"),
        ({"data": "us", "region": "66", "min": "99999999"}, AddressError, "lower the minimum"),
    ],
)
def test_what_no_profile_can_be_made_of(params: dict[str, str], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        region_paper(params, default_store(), made=MADE)
