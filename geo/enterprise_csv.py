"""Registers as CSV: a part is read by itself, as texts with the lines of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from geo.csv_records import MAX_RECORD, Block, block_of
from geo.enterprise_columns import LINE, MARK
from geo.enterprise_names import CODES, with_facts
from geo.enterprise_numbers import MISSING
from geo.enterprise_parts import Part, opened
from geo.errors import DataContractError
from geo.rejected import MAX_LISTED

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHOWN = 60


def read_csv(part: Part, columns: Mapping[str, str]) -> Any:  # noqa: ANN401 - pyarrow has no hints
    """Read a part of a CSV file as texts.

    Parameters
    ----------
    part : Part
    columns : mapping of str to str
        Column of the register -> its name in the file.

    Returns
    -------
    pyarrow Table
        Texts, codes as dictionaries, and the line of each row.

    Raises
    ------
    DataContractError
        If most rows have not as many cells as the first line.
    """
    encoding, separator = str(part.reading.encoding), str(part.reading.separator)
    with opened(part.path) as file:
        file.seek(part.start)
        data = file.read(part.stop - part.start)
    block = block_of(data, encoding, separator, first_line=part.first_line, path=part.path)
    width, there = len(part.names), int((block.cells > 0).sum())
    if there != part.rows:
        problem = f"{part.rows:,} rows were counted from line {part.first_line:,} on, {there:,} are there"
        raise DataContractError(part.path, [f"{problem}: the file has changed meanwhile; begin again"])
    unread = _unread(block, part, encoding)
    if sum(found["n"] for found in unread.values()) * 2 > there:
        raise DataContractError(part.path, [_torn(block, part)])
    table, replaced = _texts(data, part, columns, encoding)
    lines = block.lines[:-1][block.cells == width]
    if len(lines) != table.num_rows:
        problem = f"{len(lines)} rows were expected from line {part.first_line} on, {table.num_rows} could be read"
        raise DataContractError(part.path, [f"{problem}: a quote stands where none belongs, or the file has changed"])
    table = table.append_column(LINE, pa.array(lines))
    return with_facts(table, file=part.path, crs=part.reading.crs, unread=unread, replaced=replaced)


def _unread(block: Block, part: Part, encoding: str) -> dict[str, Any]:
    """Count and list rows with more or fewer cells than the first line."""
    torn = np.flatnonzero((block.cells != len(part.names)) & (block.cells > 0))
    if not len(torn):
        return {}
    found: dict[str, Any] = {}
    ended = bytes(block.units[-1:]) in {b"\n", b"\r", b"\n\0", b"\r\0"}
    last = len(block.cells) - 1
    for reason in ("cells", "cut_off"):
        cut = (torn == last) & (part.last and not ended and int(block.cells[last]) < len(part.names))
        rows = torn[cut] if reason == "cut_off" else torn[~cut]
        if len(rows):
            shown = rows[:MAX_LISTED]
            stretches = [block.units[block.starts[r] : block.starts[r + 1]][:_SHOWN] for r in shown]
            texts = [s.tobytes().decode(encoding.replace("-be", "-le"), "replace").strip() for s in stretches]
            found[reason] = {"n": len(rows), "lines": block.lines[shown].tolist(), "texts": texts}
    return found


def _torn(block: Block, part: Part) -> str:
    torn = np.flatnonzero((block.cells != len(part.names)) & (block.cells > 0))
    r, width, full = int(torn[0]), len(part.names), int((block.cells > 0).sum())
    comma = part.reading.separator == "," and int(block.cells[r]) > width
    advice = "write decimals with a point, or separate cells by semicolons" if comma else "state it with --separator"
    return (
        f"{len(torn):,} of {full:,} rows have not the {width} cells of the first line (line {int(block.lines[r])} has "
        f"{int(block.cells[r])}), with {part.reading.separator!r} as separator: {advice}"
    )


def _texts(data: bytes, part: Part, columns: Mapping[str, str], encoding: str) -> tuple[Any, bool]:
    """Let Arrow cut the cells; bytes that are no text become `MARK`, by which rows are rejected later."""
    try:
        if encoding == "utf-8":
            return _cut(data, part, columns), False
    except pa.ArrowInvalid as error:
        if "UTF8" not in str(error):
            raise DataContractError(part.path, [f"the rows from line {part.first_line} on: {error}"]) from error
    text = data.decode(encoding, "replace")
    return _cut(text.encode(), part, columns), MARK in text


def _cut(data: bytes, part: Part, columns: Mapping[str, str]) -> Any:  # noqa: ANN401 - pyarrow has no hints
    places = {column: str(part.names.index(name)) for column, name in columns.items()}
    kinds = {
        place: pa.dictionary(pa.int32(), pa.string()) if column in CODES else pa.string()
        for column, place in places.items()
    }
    table = arrow_csv.read_csv(
        pa.BufferReader(data),
        read_options=arrow_csv.ReadOptions(
            column_names=[str(place) for place in range(len(part.names))], block_size=MAX_RECORD * 2
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=part.reading.separator, newlines_in_values=True, invalid_row_handler=lambda _: "skip"
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=kinds,
            include_columns=list(kinds),
            null_values=list(MISSING),
            strings_can_be_null=True,
        ),
    )
    return table.rename_columns(list(places))
