"""The enterprises of a register as a dataset keeps them: their places for the map, and what its cards tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geo.engines.usable import usable_rows
from geo.enterprise_names import recognised

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from geo.engines.pieces import Plan
    from geo.enterprise_parts import Part

_COLUMNS = {
    "enterprise_name": pa.large_string(),
    "industry_code": pa.large_string(),
    "region_code": pa.large_string(),
    "employees": pa.int32(),
    "founded": pa.int16(),
    "organisation_type": pa.large_string(),
    "lon": pa.float64(),
    "lat": pa.float64(),
    "obs_status": pa.large_string(),
}
"""Columns of the table of enterprises that the app reads; turnover and owners stay in the person's own file."""

_ALWAYS = ("industry_code", "region_code", "employees", "lon", "lat", "obs_status")
_ID = "enterprise_id"


def has_places(parts: Sequence[Part], columns: Mapping[str, str]) -> bool:
    """Tell whether a register has points, or columns of longitude and latitude."""
    return {"lon", "lat"} <= set().union(*_named_in(parts, columns))


def write_places(path: Path, plan: Plan, parts: Sequence[Part], status: str) -> None:
    """Write the rows that can be used to a Parquet file; no more than one part is in memory.

    `status` is that of rows that state none.

    Ids are numbers where all of them are, written as numbers are: ``007`` is a text, and so are all others then. A
    register that has no ids at all is numbered from 0.

    Raises
    ------
    OSError
        If nothing can be written there.
    DataContractError
        If a part cannot be read.
    """
    named = _named_in(parts, plan.columns)
    known = {_ID in names for names in named}
    if known != {True, False}:
        try:
            _write(path, plan, parts, status, {_ID: pa.int64()} | _kinds(named))
        except _OtherIdsError:
            pass
        else:
            return
    _write(path, plan, parts, status, {_ID: pa.large_string()} | _kinds(named))


class _OtherIdsError(Exception):
    """An id is missing, or is no whole number."""


def _kinds(named: Sequence[set[str]]) -> dict[str, pa.DataType]:
    there = set(_ALWAYS).union(*named)
    return {name: kind for name, kind in _COLUMNS.items() if name in there}


def _write(path: Path, plan: Plan, parts: Sequence[Part], status: str, kinds: Mapping[str, pa.DataType]) -> None:
    schema, number = pa.schema(list(kinds.items())), 0
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        for rows in usable_rows(plan, parts):
            told = rows["obs_status"] if "obs_status" in rows else pd.Series(index=rows.index)
            rows["obs_status"] = told.astype(object).fillna(status)
            if _ID not in rows and kinds[_ID] == pa.int64():
                rows[_ID] = np.arange(number, number + len(rows))
            number += len(rows)
            columns = [_as(rows.get(name), kind, len(rows)) for name, kind in kinds.items()]
            file.write_table(pa.table(columns, schema))


def _as(column: pd.Series | None, kind: pa.DataType, size: int) -> pa.Array:
    if column is None:
        return pa.nulls(size, kind)
    found = pa.array(column, from_pandas=True)
    if kind != pa.int64() or pa.types.is_integer(found.type):
        return found.cast(kind)
    try:
        whole = found.cast(kind)
    except pa.ArrowInvalid as error:
        raise _OtherIdsError from error
    if whole.null_count or not whole.cast(found.type).equals(found):
        raise _OtherIdsError
    return whole


def _named_in(parts: Sequence[Part], columns: Mapping[str, str]) -> list[set[str]]:
    """Columns of a register that each part has; points of a file are its longitudes and latitudes."""
    found = []
    for part in parts:
        names = recognised(part.names, columns, where=part.path, geometry=bool(part.geometry)).keys()
        found.append({*names, "lon", "lat"} if part.geometry else set(names))
    return found
