"""Anybody's own tables: a wide activity table and its companions, read from CSV with every problem in one message."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.dataset import MAX_TABLE_BYTES
from geo.errors import DataContractError, UnknownOptionError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SEPARATORS = (",", ";", "\t")
COMPANIONS: Mapping[str, str] = {"reference": "industry_code", "areas": "region_code", "population": "region_code"}
"""Companion tables and the code that each is on; the second column is ``value``."""
MISSING = frozenset({"", ":", "..", "…", "NA", "NaN", "nan", "n/a"})
CONFIDENTIAL = frozenset({"c", "C", "(c)", ":c", ": c", "с", "С"})
"""The letter in brackets or not, Latin or Cyrillic."""

_LEAST_COLUMNS = 2
_SHOWN = 3
_LABELS = re.compile(r"region_name(_[a-z]{2})?", re.IGNORECASE)
_SPACED = re.compile(r"[+-]?\d{1,3}([ \u00a0\u202f]\d{3})+([.,]\d+)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")


@dataclass(frozen=True, slots=True, eq=False)
class WideTable:
    """A wide table as it was read: numbers (NaN where missing) and the status of each cell (A, M or C)."""

    values: pd.DataFrame
    status: pd.DataFrame


@dataclass(frozen=True, slots=True)
class _Grid:
    """A file as it stands: its header, its rows as text, the separator between cells."""

    header: list[str]
    rows: list[list[str]]
    separator: str


def read_wide(path: Path) -> WideTable:
    """Read a wide activity table: region codes in the first column, one column per industry code.

    Comma, semicolon and tab are told apart by the header. An empty cell, ``:`` or ``NA`` is missing; ``c`` is
    confidential; 0 is the number nought. Spaces may set thousands apart; in files with semicolons or tabs a decimal
    comma is understood. Columns ``region_name`` and ``region_name_uk`` ... are passed over.

    Raises
    ------
    DataContractError
        If the file cannot be read as such a table; every problem in one message.
    """
    grid = _read_grid(path)
    codes = [row[0] for row in grid.rows]
    columns = [i for i, name in enumerate(grid.header) if i > 0 and not _LABELS.fullmatch(name)]
    industries = [grid.header[i] for i in columns]
    cells, found = _numbers(grid, codes, columns)
    problems = [*_code_problems("region", codes), *_code_problems("industry", industries), *found]
    if problems:
        raise DataContractError(path.name, problems)
    values = pd.DataFrame(cells, index=codes, columns=industries)
    kept_back = np.array([[row[i] in CONFIDENTIAL for i in columns] for row in grid.rows])
    status = np.where(kept_back, "C", np.where(values.isna(), "M", "A"))
    return WideTable(values, pd.DataFrame(status, index=codes, columns=industries))


def read_companion(name: str, path: Path) -> pd.Series:
    """Read a companion table of two columns: a code and a value.

    Parameters
    ----------
    name : str
        A key of `COMPANIONS`.
    path : Path
        CSV with a header. The columns are found by name (``industry_code`` or ``region_code``, and ``value``), else the
        first two count.

    Returns
    -------
    Series
        On the codes.

    Raises
    ------
    UnknownOptionError
        If there is no such companion table.
    DataContractError
        If the file cannot be read as such a table.
    """
    if name not in COMPANIONS:
        raise UnknownOptionError("table for --table", name, COMPANIONS)
    grid = _read_grid(path)
    code, value = _position(grid.header, COMPANIONS[name], 0), _position(grid.header, "value", 1)
    codes = [row[code] for row in grid.rows]
    cells, found = _numbers(grid, codes, [value])
    problems = [*_code_problems(COMPANIONS[name].removesuffix("_code"), codes), *found]
    if problems:
        raise DataContractError(path.name, problems)
    return pd.Series(cells[:, 0], index=codes, name=name)


def _read_grid(path: Path) -> _Grid:
    if not path.is_file():
        raise DataContractError(str(path), ["the file is missing"])
    if path.stat().st_size > MAX_TABLE_BYTES:
        raise DataContractError(path.name, [f"the file is larger than {MAX_TABLE_BYTES >> 20} MB"])
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        problem = f"the file is not UTF-8 (byte {error.start}); save it as CSV UTF-8"
        raise DataContractError(path.name, [problem]) from None
    except OSError as error:
        raise DataContractError(path.name, [f"the file cannot be read: {error.strerror}"]) from None
    separator = _separator(text)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error as error:
        raise DataContractError(path.name, [f"the file cannot be read as CSV: {error}"]) from None
    return _checked_grid(path, [(number, row) for number, row in rows if any(row)], separator)


def _checked_grid(path: Path, rows: list[tuple[int, list[str]]], separator: str) -> _Grid:
    if len(rows) <= 1 or len(rows[0][1]) < _LEAST_COLUMNS:
        problem = "a header and at least one row of a code and a number are needed (separated by , or ; or tab)"
        raise DataContractError(path.name, [problem])
    width = len(rows[0][1])
    ragged = [(number, len(row)) for number, row in rows if len(row) != width]
    if ragged:
        line, cells = ragged[0]
        problem = f"{len(ragged)} row(s) differ from the header's {width} cells, first line {line} with {cells}"
        raise DataContractError(path.name, [problem])
    return _Grid(rows[0][1], [row for _, row in rows[1:]], separator)


def _separator(text: str) -> str:
    """Return the separator that the header holds most, outside quotes."""
    header = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").partition("\n")[0])
    return max(SEPARATORS, key=header.count)


def _position(header: Sequence[str], name: str, otherwise: int) -> int:
    return header.index(name) if name in header else otherwise


def _code_problems(kind: str, codes: Sequence[str]) -> list[str]:
    problems = []
    if empty := sum(not code for code in codes):
        problems.append(f"{empty} empty {kind} code(s)")
    repeated = [code for code, times in Counter(codes).items() if code and times > 1]
    if repeated:
        problems.append(f"{len(repeated)} {kind} code(s) stand twice, first {repeated[0]!r}: add them up first")
    return problems


def _numbers(grid: _Grid, codes: Sequence[str], columns: Sequence[int]) -> tuple[np.ndarray, list[str]]:
    """Read columns of a grid as numbers; the second value holds what stands in the way."""
    cells = [["" if row[c] in MISSING or row[c] in CONFIDENTIAL else row[c] for c in columns] for row in grid.rows]
    shape = (len(cells), len(columns))
    flat = [re.sub(r"\s", "", cell) if _SPACED.fullmatch(cell) else cell for row in cells for cell in row]
    if grid.separator != ",":
        with_comma = [cell for cell in flat if "," in cell]
        if with_comma and all(_THOUSANDS.fullmatch(cell) for cell in with_comma):
            problem = f"{with_comma[0]!r} may be a decimal or thousands: write numbers without separators of thousands"
            return np.full(shape, np.nan), [problem]
        flat = [cell.replace(",", ".") if _DECIMAL_COMMA.fullmatch(cell) else cell for cell in flat]
    numbers = pd.to_numeric(pd.Series(flat, dtype=object), errors="coerce").to_numpy(dtype=float).reshape(shape)
    wrong = np.argwhere(np.isnan(numbers) & (np.array(flat, dtype=object) != "").reshape(shape))
    if not len(wrong):
        return numbers, []
    shown = ", ".join(f"{cells[r][c]!r} at {codes[r]!r}, {grid.header[columns[c]]!r}" for r, c in wrong[:_SHOWN])
    return numbers, [f"{len(wrong)} cell(s) not a number: {shown}"]
