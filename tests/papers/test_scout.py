"""A search for places as a workbook, a GeoPackage and a page: read by other programs, safe, the same every time."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import warnings
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyogrio
import pytest
from openpyxl.workbook import Workbook
from pypdf import PdfReader

from geo.errors import UnknownRegionError
from geo.scouting import Criterion, Filter, evidence, tabled
from geo.store import default_store
from papers.scout_brief import scout_brief
from papers.scout_gpkg import criteria_table, place_table, scout_gpkg
from papers.scout_lines import broken
from papers.scout_paper import MOST, ScoutPaper
from papers.scout_style import looks, qml, sld
from papers.scout_xlsx import scout_xlsx
from scene.i18n import Say

MADE = date(2026, 11, 22)
WEIGHTS = {"quotient": 3.0, "labour_pool": 2.0, "wages": 1.0, "airport": 1.0}
FILTERS = (Filter("labour_pool", at_least=5000), Filter("wages", at_most=150_000))
HOSTILE = '=HYPERLINK("http://x","y")<b>{{7*191}}</b>\x00 & </w:t>'
FIRST_ROW = 10  # of the places on the sheet of the ranking


def software(lang: str = "en", **more: Any) -> ScoutPaper:  # noqa: ANN401 - fields of the paper
    store = default_store()
    dataset = store.dataset("us")
    known = evidence(dataset, "15-1252", "metro", store=store)
    given = {"weights": WEIGHTS, "filters": FILTERS} | more
    return ScoutPaper(known, dataset=dataset, say=Say(lang), made=MADE, digest="0123456789ab", **given)


@pytest.fixture(scope="module")
def paper() -> ScoutPaper:
    return software()


@pytest.fixture(scope="module")
def book(paper: ScoutPaper) -> Workbook:
    return read(scout_xlsx(paper))


def read(data: bytes, *, values: bool = True) -> Workbook:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*extension is not supported")
        return openpyxl.load_workbook(BytesIO(data), data_only=values)


def hostile() -> ScoutPaper:
    """Names that try to run in every program."""
    table = pd.DataFrame({"wages": [1.0, 2.0], "port": [np.nan, 5.0]}, index=["A", "B"])
    criteria = (Criterion("wages", -1, "money", source=HOSTILE, vintage=HOSTILE), Criterion("port", -1, "km"))
    known = tabled(table, criteria)
    known.places["name"] = HOSTILE
    about = {"dataset": "us", "industry_code": "15-1252", "level": "", "year": "2025"}
    object.__setattr__(known, "about", about)
    dataset = default_store().dataset("us")
    return ScoutPaper(known, {"wages": 1.0, "port": 1.0}, (), dataset, Say("en"), MADE, address=HOSTILE)


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


# ---------------------------------------------------------------------------------------------------------- GeoPackage


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = default_store()
    dataset = store.dataset("us")
    known = evidence(dataset, "15-1252", "state,metro", store=store, also=("15-2051",))
    path = tmp_path_factory.mktemp("gpkg") / "places.gpkg"
    path.write_bytes(scout_gpkg(ScoutPaper(known, WEIGHTS, FILTERS, dataset, Say("en"), MADE)))
    return path


def test_states_are_areas_and_metropolitan_areas_points(package: Path) -> None:
    layers = dict(pyogrio.list_layers(package))
    assert layers["places_state"] == "MultiPolygon"
    assert layers["places_metro"] == "Point"
    assert {"criteria", "provenance"} <= set(layers)
    states, metros = (gpd.read_file(package, layer=f"places_{level}") for level in ("state", "metro"))
    assert (len(states), len(metros)) == (54, 393)
    assert states.crs.to_epsg() == metros.crs.to_epsg() == 4326
    ranks = pd.concat([states["rank"], metros["rank"]]).dropna()
    assert sorted(ranks)[:3] == [1.0, 2.0, 3.0]
    assert "quotient_15_2051_low" in metros.columns


def test_an_unknown_value_is_empty_and_says_so(package: Path) -> None:
    metros = gpd.read_file(package, layer="places_metro").set_index("code")
    unknown = metros["labour_pool"].isna()
    assert int(unknown.sum()) == 11
    assert set(metros.loc[unknown, "labour_pool_status"]) == {"unknown"}
    assert set(metros.loc[unknown, "passes"]) <= {"ask", "no"}


def test_the_provenance_repeats_the_search(package: Path) -> None:
    told = pyogrio.read_dataframe(package, layer="provenance").set_index("key")["value"]
    assert json.loads(told["weights"]) == WEIGHTS
    assert json.loads(told["filters"])[0] == {"criterion": "labour_pool", "at_least": 5000, "at_most": None}
    assert told["industry_code"] == "15-1252"
    assert "Bureau of Labor Statistics" in told["sources"]


def test_each_layer_has_a_default_style_that_is_sound_xml(package: Path) -> None:
    with sqlite3.connect(package) as base:
        rows = base.execute(
            "SELECT f_table_name, f_geometry_column, useAsDefault, styleQML, styleSLD FROM layer_styles"
        ).fetchall()
        kinds = dict(base.execute("SELECT table_name, data_type FROM gpkg_contents").fetchall())
    base.close()
    assert {row[0] for row in rows} == {"places_state", "places_metro"}
    assert {row[1:3] for row in rows} == {("geom", 1)}
    assert kinds["layer_styles"] == "attributes"
    for layer, _, _, style, other in rows:
        root = ET.fromstring(style.partition("\n")[2])  # noqa: S314 - written by the program
        renderer = root.find("renderer-v2")
        assert renderer is not None
        assert renderer.get("type") == "RuleRenderer"
        assert len(renderer.findall("rules/rule")) == len(renderer.findall("symbols/symbol")) == 7
        assert {one.get("type") for one in renderer.findall("symbols/symbol")} == {
            "marker" if layer == "places_metro" else "fill"
        }
        assert ET.fromstring(other.encode()).tag.endswith("StyledLayerDescriptor")  # noqa: S314 - as above


def test_every_place_falls_under_one_colour_or_does_not_fit(package: Path) -> None:
    with sqlite3.connect(package) as base:
        (style,) = base.execute("SELECT styleQML FROM layer_styles WHERE f_table_name = 'places_metro'").fetchone()
        filters = [rule.get("filter", "") for rule in ET.fromstring(style.partition("\n")[2]).iter("rule")]  # noqa: S314
        count = " + ".join(f"({text})" for text in filters[:6])
        table = [base.execute(f'SELECT count(*) FROM "{name}" WHERE {count} <> 1').fetchone()[0]  # noqa: S608
                 for name in ("places_metro", "places_state")]  # fmt: skip
    base.close()
    assert table == [0, 0]


def test_hostile_names_stay_text_in_the_style_and_the_table(tmp_path: Path) -> None:
    path = tmp_path / "h.gpkg"
    path.write_bytes(scout_gpkg(hostile()))
    names = pyogrio.read_dataframe(path, layer="places_")["name"]
    assert names[0] == HOSTILE.replace("\x00", "\ufffd")
    rules = looks([0.0, 1.0], {"class": HOSTILE.replace("{{7*191}}", ""), "no": HOSTILE, "ask": HOSTILE})
    for text in (qml(rules, {"a": HOSTILE.replace("\x00", "")}, points=True), sld(rules, "a", points=False)):
        assert "<b>" not in text


def test_columns_are_explained(paper: ScoutPaper) -> None:
    told = criteria_table(paper).set_index("criterion")
    assert told["weight"]["quotient"] == 3.0
    assert told["at_least"]["labour_pool"] == 5000
    assert told["missing"]["growth"] == "one_year"
    assert set(told["column"]) <= set(place_table(paper).columns)


# ---------------------------------------------------------------------------------------------------------------- page


@pytest.mark.parametrize("lang", ["en", "uk", "ru"])
def test_a_page_about_a_place_is_one_page_of_a4(lang: str) -> None:
    data = scout_brief(software(lang), "12420", default_store())
    pdf = PdfReader(BytesIO(data))
    assert len(pdf.pages) == 1
    box = pdf.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (595, 842)
    text = pdf.pages[0].extract_text()
    assert "Austin-Round Rock-San Marcos, TX" in text
    assert "US Bureau of Labor Statistics" in text
    assert ("31,960" if lang == "en" else "31 960") in " ".join(text.split())
    assert len(pdf.pages[0].images) == 1
    if lang != "en":
        assert any("\u0400" <= letter <= "\u04ff" for letter in text)
        fonts = pdf.pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
        assert all("/FontFile2" in font.get_object()["/FontDescriptor"].get_object() for font in fonts)


def test_the_page_says_rank_range_unknowns_and_what_to_ask(paper: ScoutPaper) -> None:
    text = PdfReader(BytesIO(scout_brief(paper, "12420", default_store()))).pages[0].extract_text()
    flat = " ".join(text.split())
    assert "Rank 1 of 47, may be 1 to 2" in flat
    assert "unknown, ask" in flat
    assert "Which suppliers of “Software Developers”" in flat
    assert "Places like this one" in flat


def test_a_place_of_which_little_is_known_still_fits_on_the_page(paper: ScoutPaper) -> None:
    place = str(paper.table.index[paper.table["passes"] == "ask"][0])
    pdf = PdfReader(BytesIO(scout_brief(paper, place, default_store())))
    assert len(pdf.pages) == 1
    flat = " ".join(pdf.pages[0].extract_text().split())
    assert "ask before you decide" in flat
    assert "more questions are in the workbook" in flat


def test_the_page_is_the_same_to_the_byte(paper: ScoutPaper) -> None:
    first, second = (scout_brief(one, "12420", default_store()) for one in (paper, software()))
    assert first == second


def test_a_page_about_a_place_that_is_not_there_is_refused(paper: ScoutPaper) -> None:
    with pytest.raises(UnknownRegionError, match="there is no place '99999'"):
        scout_brief(paper, "99999", default_store())
    with pytest.raises(UnknownRegionError, match="there is no place 'Z'"):
        software(shortlist=("Z",))


def test_lines_break_between_words_and_are_cut_at_last() -> None:
    assert broken("a b", "Helvetica", 10, 1000) == ["a b"]
    assert broken("", "Helvetica", 10, 1000) == []
    assert broken("Washington", "Helvetica", 10.0, 34.0) == ["Was…"]


def test_the_shortlist_is_compared_in_its_own_order() -> None:
    chosen = software(shortlist=("41940", "12420"))
    assert chosen.compared == ("41940", "12420")
    assert len(software().compared) == MOST
