"""Anybody's own CSV file as a grid of cells, and what is asked of it at the door that it comes in by."""

from __future__ import annotations

import csv
import io
import re
import sys
from dataclasses import dataclass

from geo.attach_problems import Problem

MAX_BYTES = 20 * 2**20
"""An uploaded table larger than this is refused."""
MAX_GROUPS = 2_000
MAX_ROWS = 50_000
REGION_CODE = "region_code"
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked of a table at the door that it comes in by.

    `key` is the column of codes; where it need not be `named`, the first column stands in for it. Only a `translated`
    form keeps to the problems that the interface can say in each of its languages. Figures below zero are refused but
    in the columns that are `signed` (names in small letters).
    """

    key: str = REGION_CODE
    named: bool = False
    translated: bool = False
    most_bytes: int = sys.maxsize
    most_groups: int = sys.maxsize
    most_rows: int = sys.maxsize
    signed: frozenset[str] = frozenset()


UPLOAD = Form(named=True, translated=True, most_bytes=MAX_BYTES, most_groups=MAX_GROUPS, most_rows=MAX_ROWS)
"""A table that comes in through the app."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A file as it stands: the first line, the rows that hold anything, and which row of a spreadsheet each is."""

    header: list[str]
    rows: list[list[str]]
    numbers: list[int]
    separator: str

    def place(self, name: str) -> int | None:
        """Find the column of this name, in small letters."""
        lower = [cell.lower() for cell in self.header]
        return lower.index(name) if name in lower else None


def open_grid(data: bytes, form: Form) -> tuple[Grid | None, int, list[Problem]]:
    r"""Tell the cells of a CSV file apart and find its column of codes.

    Parameters
    ----------
    data : bytes
        UTF-8, with or without a byte order mark; separated by commas, semicolons or tabs.
    form : Form
        What is asked of it.

    Returns
    -------
    (Grid or None, int, list of Problem)
        The cells, the column of codes, and no problem; or else None and what stands in the way.

    Examples
    --------
    >>> grid, key, problems = open_grid(b"name;region_code;Farms\n\nAsh;01;5\n", UPLOAD)
    >>> grid.rows, grid.numbers, key, problems
    ([['Ash', '01', '5']], [3], 1, [])
    """
    text, problem = _text(data, form)
    if problem:
        return None, 0, [problem]
    separator = _separator(text)
    try:
        cells = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        return None, 0, [Problem.of("ragged" if form.translated else "unreadable", why=error)]
    rows = [(number, [cell.strip() for cell in row]) for number, row in enumerate(cells, start=1)]
    rows = [(number, row) for number, row in rows if any(row)]
    if not rows:
        return None, 0, [Problem.of("empty")]
    width = len(rows[0][1])
    ragged = [(number, len(row)) for number, row in rows if len(row) != width]
    if ragged:
        (row, found), n = ragged[0], len(ragged)
        why = f"{n} row(s) differ from the {width} of the first line, first row {row} with {found}"
        return None, 0, [Problem.of("ragged", why=why)]
    grid = Grid(rows[0][1], [row for _, row in rows[1:]], [number for number, _ in rows[1:]], separator)
    key = grid.place(form.key)
    return (None, 0, [Problem.of("no_code")]) if key is None and form.named else (grid, key or 0, [])


def _text(data: bytes, form: Form) -> tuple[str, Problem | None]:
    if len(data) > form.most_bytes:
        return "", Problem.of("large", size=round(len(data) / 2**20, 1), most=form.most_bytes >> 20)
    if data.startswith(_WORKBOOKS):
        return "", Problem.of("workbook")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", Problem.of("encoding") if form.translated else Problem.of("encoding_at", byte=error.start)
    if not text.strip():
        return "", Problem.of("empty")
    return (text, Problem.of("encoding")) if "\0" in text else (text, None)


def _separator(text: str) -> str:
    """Return the separator that the first line holds most, outside quotes."""
    first = next(line for line in text.splitlines() if line.strip())
    return max(",;\t", key=re.sub(r'"[^"]*"', "", first).count)
