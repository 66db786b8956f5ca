"""The record of a room goes home with the presenter: JSON, workbook, archive; hostile texts stay texts."""

import io
import json
import zipfile
from dataclasses import replace

import openpyxl

from keep import meetings, stories
from keep.database import default_keep
from tests.support.desk import Desk
from tests.support.room import HOSTILE, Phone


def test_the_record_goes_home_as_json_workbook_and_archive(desk: Desk, phone: Phone) -> None:
    question = desk.ask("Where?", HOSTILE[:4])
    desk.do(f"questions/{question}", {"action": "open"})
    phone.vote(question, 3)
    phone.post("pin", {"lon": -120, "lat": 38, "text": HOSTILE[3]})
    phone.post("note", {"text": HOSTILE[0]})
    told = desk.get("record.json")
    assert told.headers["content-disposition"] == 'attachment; filename="room-where-to-build.json"'
    record = told.json()
    assert record["questions"][0]["counts"] == [0, 0, 0, 1]
    assert (record["pins"][0]["text"], record["pins"][0]["place"], record["notes"][0]["text"]) == (
        HOSTILE[3],
        "California",
        HOSTILE[0],
    )
    book = openpyxl.load_workbook(io.BytesIO(desk.get("record.xlsx?lang=uk").content))
    assert book.sheetnames == ["Зустріч", "Голоси", "Позначки", "Запитання із зали"]
    assert [row[4].value for row in book["Голоси"].iter_rows(min_row=2)] == list(HOSTILE[:4])
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    with zipfile.ZipFile(io.BytesIO(desk.get("record.zip").content)) as archive:
        assert {"votes.csv", "pins.csv", "questions.csv", "pins.geojson", "pins.gpkg", "record.json"} <= set(
            archive.namelist()
        )
        assert json.loads(archive.read("pins.geojson"))["features"][0]["geometry"]["coordinates"] == [-120, 38]
    assert desk.get("record.exe").status_code == 404
    everything = b"".join(desk.get(f"record.{kind}").content for kind in ("json", "xlsx", "zip"))
    assert desk.token.encode() not in everything


def test_the_notes_of_the_presenter_are_not_in_the_record(desk: Desk) -> None:
    story = stories.story(default_keep(), meetings.meeting(default_keep(), desk.meeting).story_id)
    steps = tuple(replace(step, notes="Say nothing of the mayor") for step in story.steps)
    stories.save(default_keep(), replace(story, steps=steps))
    found = desk.get("record.json")
    assert "mayor" not in found.text
    assert [step["title"] for step in found.json()["story"]["steps"]] == ["States", "Bay"]
