"""Enterprises in a drawn area: totals, specialization and the largest of them, on the screen or as a file."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
from starlette.exceptions import HTTPException

from api.answers import Body, pack, pack_json
from api.parameters import point_filter
from geo.area_profile import AreaProfile, profile
from geo.drawn_area import MAX_VERTICES, inside
from geo.errors import DataContractError
from geo.point_index import DEGREE
from geo.provenance import safe_cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.datastructures import QueryParams

    from api.registers import Indexed

MAX_ROWS = 500
"""Enterprises of an area that are listed on the screen."""

MAX_FILE_ROWS = 100_000
"""Enterprises of an area that are written into a file."""

MAX_INDUSTRIES = 40
"""Industries of an area that are listed on the screen."""

_MAX_TEXT = MAX_VERTICES * 40
_MORE = ("enterprise_name", "region_code", "organisation_type", "founded", "obs_status")
_CONVENTION = (
    "LQ = (share of the industry inside the area) / (share of the industry in the whole register without the area), of "
    "employees where they are known, else of enterprises; a filter of industries does not change the denominators"
)


def corners(query: QueryParams) -> np.ndarray:
    """Read ``polygon=lon,lat;lon,lat;...``.

    Raises
    ------
    HTTPException
        400, if it is missing, too long or no list of places.
    """
    text = query.get("polygon", "")
    if not text or len(text) > _MAX_TEXT:
        raise HTTPException(400, f"polygon must be 3 to {MAX_VERTICES} places as lon,lat;lon,lat;...")
    try:
        places = np.array([[float(part) for part in place.split(",")] for place in text.split(";")], dtype=float)
    except ValueError:
        raise HTTPException(400, f"polygon must be places as lon,lat;lon,lat;..., found {text[:40]!r}") from None
    if places.shape[1] != 2:  # noqa: PLR2004 - longitude and latitude
        raise HTTPException(400, f"polygon must be places as lon,lat;lon,lat;..., found {text[:40]!r}")
    return places


def selection(register: Indexed, query: QueryParams) -> AreaProfile:
    """Profile of the enterprises inside a polygon that pass the filter.

    Raises
    ------
    HTTPException
        400, if the polygon or the filter is wrong.
    """
    wanted = register.with_branches(point_filter(query))
    try:
        return profile(register.index, inside(register.index, corners(query)), wanted=wanted)
    except DataContractError as error:
        raise HTTPException(400, str(error)) from error


def selection_body(register: Indexed, query: QueryParams) -> Body:
    """Answer of ``within``.

    ``count``, ``employees``, ``basis`` of the quotients, ``industries`` as [code, count, employees, quotient], their
    number ``of``, and ``rows`` as [id, lon, lat, industry code, employees], the largest first.
    """
    found, index = selection(register, query), register.index
    rows = found.rows[:MAX_ROWS]
    listed = zip(
        index.register_ids[index.rows[rows]].tolist(),
        np.round(index.lon[rows] / DEGREE, 5).tolist(),
        np.round(index.lat[rows] / DEGREE, 5).tolist(),
        [index.industry_codes[i] for i in index.industry[rows].tolist()],
        [None if persons < 0 else persons for persons in index.employees[rows].tolist()],
        strict=True,
    )
    industries = [[one.code, one.enterprises, one.employees, one.quotient] for one in found.industries]
    return pack_json(
        {
            "count": found.enterprises,
            "employees": found.employees,
            "basis": found.basis,
            "industries": industries[:MAX_INDUSTRIES],
            "of": len(industries),
            "rows": [list(row) for row in listed],
        }
    )


def selection_file(register: Indexed, query: QueryParams, origin: Mapping[str, Any]) -> Body:
    """ZIP file with the enterprises as CSV, their industries as CSV, and where all that comes from as JSON.

    Texts that a spreadsheet would run as formulas are written with an apostrophe in front.
    """
    found = selection(register, query)
    rows = found.rows[:MAX_FILE_ROWS]
    table = _table(register, rows)
    industries = pd.DataFrame(
        [(one.code, one.enterprises, one.employees, one.quotient) for one in found.industries],
        columns=["industry_code", "enterprises", "employees", "location_quotient"],
    )
    told = {
        **origin,
        "polygon": query.get("polygon", ""),
        "filter": {name: value for name, value in query.multi_items() if name != "polygon"},
        "enterprises_inside": found.enterprises,
        "enterprises_written": len(rows),
        "employees_inside": found.employees,
        "location_quotient": _CONVENTION,
        "basis": found.basis,
    }
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {
            "enterprises.csv": safe_cells(table).to_csv(index=False).encode("utf-8-sig"),
            "industries.csv": safe_cells(industries).to_csv(index=False).encode("utf-8-sig"),
            "provenance.json": json.dumps(told, ensure_ascii=False, indent=2).encode(),
        }.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)  # no time of day: same in, same out
    return pack(whole.getvalue(), "application/zip", compress=False)


def _table(register: Indexed, rows: np.ndarray) -> pd.DataFrame:
    index = register.index
    own = index.rows[rows].astype(np.int64)
    persons = index.employees[rows]
    table = pd.DataFrame(
        {
            "enterprise_id": index.register_ids[own],
            "industry_code": np.array(index.industry_codes, dtype=object)[index.industry[rows]],
            "employees": pd.array(np.where(persons < 0, 0, persons), dtype="Int64"),
            "lon": np.round(index.lon[rows] / DEGREE, 7),
            "lat": np.round(index.lat[rows] / DEGREE, 7),
        }
    )
    table.loc[persons < 0, "employees"] = pd.NA
    columns = tuple(name for name in _MORE if name in register.rows.columns)
    order = np.argsort(own, kind="stable")
    for name, values in _cells(register, own[order], columns).items():
        column = np.empty(len(own), dtype=object)
        column[order] = values
        table[name] = column
    return table


def _cells(register: Indexed, rows: np.ndarray, columns: tuple[str, ...]) -> dict[str, list[Any]]:
    """Cells of rows in rising order, read part after part."""
    found: dict[str, list[Any]] = {name: [] for name in columns}
    first = 0
    for part in register.rows.parts(columns) if columns else ():
        length = max(len(values[0] if isinstance(values, tuple) else values) for values in part.values())
        here = rows[rows.searchsorted(first) : rows.searchsorted(first + length)] - first
        for name, values in part.items():
            found[name] += _taken(values, here)
        first += length
        del part, values
        pa.default_memory_pool().release_unused()  # texts of millions of rows pass here for a file of some thousands
    return found


def _taken(values: Any, here: np.ndarray) -> list[Any]:  # noqa: ANN401 - an array, or numbers with their texts
    if isinstance(values, tuple):
        numbers, texts = values
        return [None if i < 0 else texts[i] for i in np.asarray(numbers)[here].tolist()]
    return list(np.asarray(values, dtype=object)[here])
