"""The record of a room as files that others open: what people wrote stays text, what was counted stays numbers."""

import csv
import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pytest

from keep import meetings, rooms
from keep.database import Keep
from papers.room_record import pins_geojson, record_json, record_package, record_tables, record_workbook
from scene.i18n import Say
from tests.support.room import HOSTILE, begin_meeting

PLACES = [f"Place {n}" for n in range(len(HOSTILE))]


@pytest.fixture
def record(tmp_path: Path) -> dict[str, Any]:
    """Record of a meeting in which everything that was written is hostile."""
    keep = Keep(tmp_path / "saved.sqlite", clock=lambda: datetime(2026, 11, 22, 18, 30, 5, tzinfo=UTC))
    meeting, _ = begin_meeting(keep, title=HOSTILE[3])
    question = rooms.ask(keep, meeting, HOSTILE[0], HOSTILE[1:])
    rooms.set_state(keep, question.id, "open")
    for n, choice in enumerate((0, 0, 0, 5)):
        rooms.vote(keep, question.id, f"phone {n}", choice)
    rooms.ask(keep, meeting, "Nobody was asked", ("Yes", "No"))
    for n, text in enumerate(HOSTILE):
        rooms.place(keep, meeting, "phone", 30 + n, -n, text)
        rooms.write(keep, meeting, "phone", text)
    meetings.close(keep, meeting)
    return rooms.record(keep, meeting)


def test_tables_hold_a_row_for_each_answer_pin_and_question(record: dict[str, Any]) -> None:
    tables = record_tables(record, PLACES)
    assert {name: len(table) for name, table in tables.items()} == {"votes": 8, "pins": 7, "questions": 7}
    votes = tables["votes"]
    assert votes["votes"].tolist() == [3, 0, 0, 0, 0, 1, 0, 0]
    assert votes["share"].fillna(-1).tolist() == [0.75, 0, 0, 0, 0, 0.25, -1, -1]  # of nobody there is no share
    assert votes["letter"].str.cat() == "ABCDEFAB"
    assert tables["pins"][["longitude", "latitude", "place"]].iloc[2].tolist() == [32.0, -2.0, "Place 2"]


def test_pins_and_places_belong_together(record: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="shorter"):
        record_tables(record, PLACES[:-1])


@pytest.mark.parametrize("lang", ["en", "uk", "ru"])
def test_a_workbook_holds_texts_numbers_and_times_and_no_formula_or_link(record: dict[str, Any], lang: str) -> None:
    raw = record_workbook(record, PLACES, Say(lang))
    book = openpyxl.load_workbook(io.BytesIO(raw))
    cover, votes, pins, questions = book
    assert cover["B1"].value == HOSTILE[3]
    assert cover["B2"].value == cover["B3"].value == datetime(2026, 11, 22, 18, 30, 5)  # noqa: DTZ001 - as sheets know it
    assert [cell.value for cell in votes["E"][1:7]] == list(HOSTILE[1:])
    assert [cell.value for cell in votes["F"][1:]] == [3, 0, 0, 0, 0, 1, 0, 0]
    assert [cell.value for cell in pins["G"][1:]] == [cell.value for cell in questions["D"][1:]] == list(HOSTILE)
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert not any(sheet._hyperlinks for sheet in book)
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_the_words_of_a_workbook_are_the_readers(record: dict[str, Any]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(record_workbook(record, PLACES, Say("uk"))))
    assert [cell.value for cell in book["Голоси"][1]] == [
        "№.",
        "Запитання",
        "Стан",
        "Позначення",
        "Відповідь",
        "Голоси",
        "Частка",
    ]
    assert book["Позначки"]["C2"].value == "ще не прочитано"


def test_a_table_of_an_archive_opens_in_a_spreadsheet_without_running_anything(record: dict[str, Any]) -> None:
    with zipfile.ZipFile(io.BytesIO(record_package(record, PLACES, Say("en")))) as archive:
        rows = list(csv.reader(io.StringIO(archive.read("pins.csv").decode("utf-8-sig"))))
        assert archive.testzip() is None
    assert [row[-1] for row in rows[1:]] == ["'" + text if text[0] in "=+-@" else text for text in HOSTILE]


def test_pins_open_in_a_map_program(record: dict[str, Any], tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(record_package(record, PLACES, Say("en")))) as archive:
        archive.extract("pins.gpkg", tmp_path)
        archive.extract("pins.geojson", tmp_path)
    for name, comment in (("pins.gpkg", "comment"), ("pins.geojson", "comment")):
        found = gpd.read_file(tmp_path / name)
        assert (len(found), found.crs.to_epsg()) == (7, 4326)
        assert found[comment].tolist() == list(HOSTILE)
        assert found.geometry.x.tolist() == [30.0, 31.0, 32.0, 33.0, 34.0, 35.0, 36.0]


def test_a_record_of_nothing_can_be_taken_home_too(tmp_path: Path) -> None:
    keep = Keep(tmp_path / "saved.sqlite")
    meeting, _ = begin_meeting(keep)
    record = rooms.record(keep, meeting)
    with zipfile.ZipFile(io.BytesIO(record_package(record, [], Say("en")))) as archive:
        assert archive.read("votes.csv").decode("utf-8-sig") == "number,question,state,letter,answer,votes,share\n"
        archive.extract("pins.gpkg", tmp_path)
    assert len(gpd.read_file(tmp_path / "pins.gpkg")) == 0
    book = openpyxl.load_workbook(io.BytesIO(record_workbook(record, [], Say("en"))))
    assert book["Meeting"]["B3"].value == "still going on"


def test_a_story_that_is_gone_leaves_the_record_whole(record: dict[str, Any]) -> None:
    assert json.loads(record_json(record | {"story": None}, PLACES))["story"] is None
    told = json.loads(record_json(record, PLACES))
    assert told["story"]["steps"][0].keys() == {"id", "title"}
    assert told["pins"][6]["place"] == "Place 6"


def test_geojson_names_longitude_first(record: dict[str, Any]) -> None:
    first = pins_geojson(record["pins"], PLACES)["features"][0]
    assert first["geometry"] == {"type": "Point", "coordinates": [30.0, 0.0]}
    assert first["properties"].keys() == {"comment", "place", "state", "time"}
