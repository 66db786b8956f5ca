"""The record of a room as files: what was asked and how many voted for what, pins with their places, questions."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.lazy import Lazy
from geo.provenance import safe_cells
from scene.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scene.i18n import Say

geopandas, pyogrio = Lazy("geopandas"), Lazy("pyogrio")

STATES = {
    "draft": N_("not asked yet"),
    "open": N_("open now"),
    "closed": N_("closed"),
    "waiting": N_("not read yet"),
    "shown": N_("shown to all"),
    "hidden": N_("hidden"),
}
_TITLES = {
    "votes": N_("Votes"),
    "pins": N_("Pins"),
    "questions": N_("Questions from the audience"),
}
_HEADS = {
    "number": N_("No."),
    "question": N_("Question"),
    "state": N_("State"),
    "letter": N_("Letter"),
    "answer": N_("Answer"),
    "votes": N_("Votes"),
    "share": N_("Share"),
    "time": N_("Time (UTC)"),
    "longitude": N_("Longitude"),
    "latitude": N_("Latitude"),
    "place": N_("Place"),
    "comment": N_("Comment"),
}
_WIDTHS = {
    "question": 48,
    "answer": 32,
    "comment": 60,
    "time": 22,
    "place": 28,
    "state": 16,
    "longitude": 12,
    "latitude": 12,
}
_NARROW = 9
_DATED = (1980, 1, 1, 0, 0, 0)
"""Date of the files in the archive: when it was written is no part of the record."""


def record_tables(record: dict[str, Any], places: Sequence[str]) -> dict[str, pd.DataFrame]:
    """Put the record of a meeting into three tables, without anything about the devices.

    Parameters
    ----------
    record : dict
        Of `keep.rooms.record`.
    places : sequence of str
        Name of the region in which each pin lies, in the order of the pins.

    Returns
    -------
    dict of DataFrame
        ``votes`` (one row an answer), ``pins``, ``questions``.

    Examples
    --------
    >>> asked = {"text": "Where?", "state": "closed", "choices": ("Here", "There"), "counts": (3, 1)}
    >>> record_tables({"questions": [asked], "pins": [], "notes": []}, [])["votes"]["share"].tolist()
    [0.75, 0.25]
    """
    votes = [
        (number, asked["text"], asked["state"], chr(ord("A") + at), answer, asked["counts"][at], _share(asked, at))
        for number, asked in enumerate(record["questions"], start=1)
        for at, answer in enumerate(asked["choices"])
    ]
    pins = [
        (number, pin["at"], pin["state"], pin["lon"], pin["lat"], place, pin["text"])
        for number, (pin, place) in enumerate(zip(record["pins"], places, strict=True), start=1)
    ]
    notes = [(number, note["at"], note["state"], note["text"]) for number, note in enumerate(record["notes"], start=1)]
    heads = {
        "votes": ["number", "question", "state", "letter", "answer", "votes", "share"],
        "pins": ["number", "time", "state", "longitude", "latitude", "place", "comment"],
        "questions": ["number", "time", "state", "question"],
    }
    rows: dict[str, list[Any]] = {"votes": votes, "pins": pins, "questions": notes}
    return {name: pd.DataFrame(rows[name], columns=heads[name]) for name in heads}


def record_json(record: dict[str, Any], places: Sequence[str]) -> bytes:
    """Write the record as JSON; of the story only its title and the titles of its steps: the notes are the presenter's.

    Returns
    -------
    bytes
        UTF-8.
    """
    story = record["story"]
    steps = [{"id": step["id"], "title": step["title"]} for step in story["steps"]] if story else []
    told = {"title": story["title"], "steps": steps} if story else None
    pins = [pin | {"place": place} for pin, place in zip(record["pins"], places, strict=True)]
    return json.dumps(record | {"story": told, "pins": pins}, ensure_ascii=False, indent=1).encode()


def record_workbook(record: dict[str, Any], places: Sequence[str], say: Say) -> bytes:
    """Write the record as a workbook: a sheet for the meeting and one for each table. Every text stays a text.

    Returns
    -------
    bytes
        XLSX.
    """
    import xlsxwriter  # noqa: PLC0415 - only when a file is asked for

    raw = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(raw, options)
    book.set_properties({"title": record["title"], "created": datetime.fromisoformat(record["started"])})
    formats = {
        "head": book.add_format({"bold": True, "bg_color": "#E8EEF3", "bottom": 1, "valign": "vcenter"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "number": book.add_format({"valign": "top"}),
        "place": book.add_format({"valign": "top", "align": "center"}),
        "share": book.add_format({"num_format": "0%", "valign": "top"}),
        "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top", "align": "left"}),
        "title": book.add_format({"bold": True, "font_size": 14, "text_wrap": True}),
    }
    _cover(book.add_worksheet(say("Meeting")), record, say, formats)
    for name, table in record_tables(record, places).items():
        sheet = book.add_worksheet(say(_TITLES[name])[:31])
        _sheet(sheet, table.assign(state=table["state"].map(lambda state: say(STATES[state]))), say, formats)
    book.close()
    return raw.getvalue()


def record_package(record: dict[str, Any], places: Sequence[str], say: Say) -> bytes:
    """Write the record as an archive: CSV tables, pins as GeoJSON and GeoPackage, the workbook, everything as JSON.

    Returns
    -------
    bytes
        ZIP.
    """
    tables = record_tables(record, places)
    files = {f"{name}.csv": safe_cells(table).to_csv(index=False).encode("utf-8-sig") for name, table in tables.items()}
    files |= {
        "pins.geojson": json.dumps(pins_geojson(record["pins"], places), ensure_ascii=False).encode(),
        "pins.gpkg": _geopackage(tables["pins"]),
        "record.json": record_json(record, places),
        "record.xlsx": record_workbook(record, places, say),
    }
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _DATED), content, zipfile.ZIP_DEFLATED)
    return raw.getvalue()


def pins_geojson(pins: Sequence[dict[str, Any]], places: Sequence[str]) -> dict[str, Any]:
    """Write pins as a GeoJSON FeatureCollection [1]_.

    References
    ----------
    .. [1] Butler, H. et al. (2016). The GeoJSON Format. RFC 7946.

    Examples
    --------
    >>> pin = {"id": "a", "lon": 30.5, "lat": 50.4, "text": "Here", "state": "shown", "at": "2026-11-22T10:00:00Z"}
    >>> pins_geojson([pin], ["Kyiv"])["features"][0]["geometry"]["coordinates"]
    [30.5, 50.4]
    """
    features = [
        {
            "type": "Feature",
            "id": pin["id"],
            "properties": {"comment": pin["text"], "place": place, "state": pin["state"], "time": pin["at"]},
            "geometry": {"type": "Point", "coordinates": [pin["lon"], pin["lat"]]},
        }
        for pin, place in zip(pins, places, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def _share(asked: dict[str, Any], at: int) -> float | None:
    total = sum(asked["counts"])
    return asked["counts"][at] / total if total else None


def _cover(sheet: Any, record: dict[str, Any], say: Say, formats: dict[str, Any]) -> None:  # noqa: ANN401 - a worksheet
    rows = [
        (say("Meeting"), record["title"]),
        (say("Began (UTC)"), _moment(record["started"])),
        (say("Ended (UTC)"), _moment(record["closed"]) if record["closed"] else say("still going on")),
        (say("Kept"), say("Votes, pins and questions, without names and without anything about the devices.")),
    ]
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 80)
    for at, (head, value) in enumerate(rows):
        sheet.write_string(at, 0, head, formats["head"])
        _write(sheet, at, 1, value, formats["title" if at == 0 else "text"], formats)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _sheet(sheet: Any, table: pd.DataFrame, say: Say, formats: dict[str, Any]) -> None:  # noqa: ANN401 - a worksheet
    for column, name in enumerate(table.columns):
        sheet.set_column(column, column, _WIDTHS.get(name, _NARROW))
        sheet.write_string(0, column, say(_HEADS[name]), formats["head"])
        for row, value in enumerate(table[name].tolist(), start=1):
            shown = _moment(value) if name == "time" else value
            style = "text" if isinstance(value, str) else {"share": "share", "number": "place"}.get(name, "number")
            _write(sheet, row, column, shown, formats[style], formats)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(len(table), 1), len(table.columns) - 1)


def _write(sheet: Any, row: int, column: int, value: Any, style: Any, formats: dict[str, Any]) -> None:  # noqa: ANN401
    """Write a value as what it is; a text is never a formula or a link."""
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value, formats["time"])
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    elif value is not None and value == value:  # noqa: PLR0124 - not a missing number
        sheet.write_number(row, column, value, style)


def _moment(text: str) -> datetime:
    """Read a time in UTC; spreadsheets know no zones."""
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None, microsecond=0)


def _geopackage(pins: pd.DataFrame) -> bytes:
    points = geopandas.points_from_xy(pins["longitude"].astype(float), pins["latitude"].astype(float))
    frame = geopandas.GeoDataFrame(pins, geometry=points, crs="EPSG:4326")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pins.gpkg"
        pyogrio.write_dataframe(frame, path, layer="pins", driver="GPKG", geometry_type="Point")
        return path.read_bytes()
