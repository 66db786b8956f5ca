"""A search for places as a workbook: read by other programs, safe, the same every time."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from openpyxl.workbook import Workbook

from geo.scouting import Filter
from papers.scout_paper import MOST, ScoutPaper
from papers.scout_xlsx import scout_xlsx
from tests.papers.scout_papers import FIRST_ROW, WEIGHTS, hostile, read, software


@pytest.fixture(scope="module")
def paper() -> ScoutPaper:
    return software()


@pytest.fixture(scope="module")
def book(paper: ScoutPaper) -> Workbook:
    return read(scout_xlsx(paper))


# ------------------------------------------------------------------------------------------------------------ workbook


def test_the_sheets_are_those_of_a_search(book: Workbook) -> None:
    names = ["Ranking", "Weights", "Comparison", "Questions", "Evidence", "Comparable values", "Sources"]
    assert book.sheetnames == names
    assert book.active is not None
    assert book.active.title == "Ranking"


def test_values_of_now_stand_beside_the_formulas(paper: ScoutPaper, book: Workbook) -> None:
    sheet = book["Ranking"]
    rows = list(sheet.iter_rows(min_row=FIRST_ROW, max_row=FIRST_ROW + len(paper.table) - 1, values_only=True))
    assert [row[2] for row in rows] == list(paper.table.index)
    assert np.allclose([row[5] for row in rows], paper.table["score"])
    ranks = pd.Series([row[0] for row in rows], index=paper.table.index, dtype=float)
    pd.testing.assert_series_equal(ranks, paper.table["rank"], check_names=False)
    words = {"yes": "fits", "no": "does not fit", "ask": "ask"}
    assert [row[4] for row in rows] == [words[str(passes)] for passes in paper.table["passes"]]


def test_score_rank_and_fits_are_formulas_on_the_sheet_of_weights(paper: ScoutPaper) -> None:
    sheet = read(scout_xlsx(paper), values=False)["Ranking"]
    assert str(sheet["F10"].value).startswith("=SUMPRODUCT('Comparable values'!$C10:")
    assert "COUNTIFS" in str(sheet["A10"].value)
    assert sheet["J5"].value == "='Weights'!$C$7"
    assert sheet.freeze_panes == "C10"
    assert sheet.auto_filter.ref is not None


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_formulas_follow_other_weights_and_bounds_as_the_program_does(paper: ScoutPaper, tmp_path: Path) -> None:
    book = read(scout_xlsx(paper), values=False)
    sheet, weights = book["Weights"], dict(WEIGHTS)
    for row, one in enumerate(paper.told, start=7):
        if one.id == "wages":
            sheet.cell(row, 3, 4.0)
            sheet.cell(row, 6).value = None
            weights["wages"] = 4.0
        if one.id == "port":
            sheet.cell(row, 3, 2.0)
            sheet.cell(row, 6, 100.0)
            weights["port"] = 2.0
    book.save(tmp_path / "changed.xlsx")
    line = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/office", "--convert-to", "xlsx",
            "--outdir", str(tmp_path / "out"), str(tmp_path / "changed.xlsx")]  # fmt: skip
    subprocess.run(line, check=True, capture_output=True, timeout=110)
    found = read((tmp_path / "out" / "changed.xlsx").read_bytes())["Ranking"]
    rows = list(found.iter_rows(min_row=FIRST_ROW, max_row=FIRST_ROW + len(paper.table) - 1, values_only=True))
    filters = (Filter("labour_pool", at_least=5000), Filter("port", at_most=100))
    expected = software(weights=weights, filters=filters).table.reindex([row[2] for row in rows])
    assert np.allclose([row[5] for row in rows], expected["score"])
    ranks = pd.to_numeric(pd.Series([row[0] for row in rows], index=expected.index), errors="coerce")
    pd.testing.assert_series_equal(ranks, expected["rank"], check_names=False)


def test_unknown_values_say_ask_and_are_no_numbers(paper: ScoutPaper, book: Workbook) -> None:
    column = 10 + [one.id for one in paper.told].index("labour_pool")
    cells = [book["Ranking"].cell(FIRST_ROW + k, column).value for k in range(len(paper.table))]
    known = paper.evidence.values["labour_pool"].reindex(paper.table.index)
    assert [cell for cell, value in zip(cells, known, strict=True) if np.isnan(value)] == ["ask"] * 11
    assert all(cell == value for cell, value in zip(cells, known, strict=True) if not np.isnan(value))


def test_ten_places_are_compared_field_by_field_with_range_trust_source_and_age(book: Workbook) -> None:
    sheet = book["Comparison"]
    heads = [cell.value for cell in sheet[4]]
    assert len(heads) == 2 + MOST + 1
    assert heads[2:4] == ["Austin-Round Rock-San Marcos, TX", "Salt Lake City-Murray, UT"]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=5)}
    jobs = rows["Jobs in this group"]
    assert jobs[3].value == 19040.0
    below = sheet.cell(jobs[3].row + 1, 4).value
    assert below == "16,179 to 22,407; some error"
    assert (jobs[-1].value, sheet.cell(jobs[2].row + 1, 13).value) == ("US Bureau of Labor Statistics", "May 2025")
    growth = rows["Growth of jobs in this group"]
    assert growth[2].value == "unknown"
    assert growth[2].comment is not None
    assert "changed over the last five years" in growth[2].comment.text


def test_every_value_has_a_line_of_its_own(paper: ScoutPaper, book: Workbook) -> None:
    sheet = book["Evidence"]
    assert sheet.max_row == 3 + len(paper.evidence.ids) * len(paper.evidence.criteria)
    first = [cell.value for cell in sheet[4]]
    assert first[1] == paper.table.index[0]
    assert first[10:] == ["US Bureau of Labor Statistics", "May 2025"]


def test_questions_and_sources_are_told(book: Workbook) -> None:
    questions = [row[3] for row in book["Questions"].iter_rows(min_row=4, values_only=True)]
    assert "Which suppliers of “Software Developers” are there in Salt Lake City-Murray, UT or near it?" in questions
    texts = " ".join(str(cell.value) for row in book["Sources"].iter_rows() for cell in row if cell.value)
    for text in ("US Bureau of Labor Statistics", "airportsdata project", "us 2025-05 0123456789ab", "Nardo, M."):
        assert text in texts


def test_no_text_runs_as_a_formula() -> None:
    book = read(scout_xlsx(hostile()), values=False)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and "HYPERLINK" in cell.value:
                    assert cell.data_type == "s", (sheet.title, cell.coordinate)
                    assert "\x00" not in cell.value


def test_the_workbook_is_the_same_to_the_byte_and_speaks_three_languages(paper: ScoutPaper) -> None:
    assert scout_xlsx(paper) == scout_xlsx(software())
    names = read(scout_xlsx(software("uk"))).sheetnames
    assert len(set(names)) == 7
    assert names[0] != "Ranking"
