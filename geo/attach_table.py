"""Reads anybody's wide table: one row a region, one column a group, and names everything that is wrong with it."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.schema import TOTAL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_BYTES = 20 * 2**20
"""A table larger than this is refused."""
MAX_GROUPS = 2_000
MAX_ROWS = 50_000
REGION_CODE = "region_code"
_LABELS = re.compile(r"region_name(_[a-z]{2})?", re.IGNORECASE)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_CONFIDENTIAL = frozenset("cCсСкК")
_UNKNOWN = frozenset(("", ":", "..", "…"))
_SPACED = re.compile(r"-?\d{1,3}([ \u00a0\u202f]\d{3})+([.,]\d+)?")
_PLAIN = re.compile(r"-?\d+([.,]\d+)?([eE][+-]?\d+)?")
_SHOWN = 5
_LONGEST = 40

SENTENCES: Mapping[str, str] = {
    "empty": "The file is empty.",
    "large": "The file has {size} MB; at most {most} MB are read.",
    "workbook": "This is a spreadsheet file. Save it as “CSV UTF-8” and choose that file.",
    "encoding": "The file is no text in UTF-8. Save it in the spreadsheet as “CSV UTF-8”.",
    "ragged": "The lines do not have the same number of cells: {why}.",
    "no_code": "There is no column region_code. The first line must name the columns, as in the template.",
    "no_groups": "There is no column with figures beside the codes and names of the regions.",
    "many_groups": "The table has {n} columns; at most {most} are read.",
    "many_rows": "The table has {n} rows; at most {most} are read.",
    "unnamed": "Columns with figures but without a name in the first line: {columns}.",
    "named_twice": "Names that two columns share: {columns}.",
    "code_empty": "Rows with figures but without region_code: {rows}.",
    "code_twice": "Codes that stand in two rows: {codes}. Each region has one row.",
    "code_unknown": "Codes that these boundaries do not have: {n} ({codes}).",
    "code_zeros": "The spreadsheet took leading zeros off the codes: {wrong} should be {right}. "
    "Format the column as text and write the codes again.",
    "not_number": "Cells without a number: {n} ({cells}). The first, in row {row}, column “{column}”, says “{text}”. "
    "Leave a cell empty where nothing is known, write c where the figure is confidential, and 0 only for a true zero.",
    "comma": "Numbers with a comma although commas separate the cells: {n} ({cells}). "
    "The first, in row {row}, column “{column}”, says “{text}”. Write numbers without separators of thousands.",
    "mixed": "Some numbers have a decimal comma ({comma}), others a decimal point ({point}). Use one of them.",
    "negative": "Figures below zero: {n} ({cells}). The first, in row {row}, column “{column}”, says “{text}”. "
    "Jobs, people and sales cannot be negative.",
    "no_figures": "No cell holds a figure.",
    "total_small": "TOTAL is smaller than the sum of the groups in {n} rows, first {code}: {total} instead of {sum}.",
    "title": "The table needs a title with at least one letter or digit.",
    "taken": "There is already a dataset named {id}. Choose another title, or remove that dataset first.",
    "source": "Say who published the figures: the source is missing.",
    "licence": "Say under which licence the figures may be used: the licence is missing.",
    "unit": "Say what the numbers count: the unit is missing.",
    "year": "The year must lie between {low} and {high}; found {year}.",
}
"""Every problem of an uploaded table, as an English sentence that the interface translates."""


class Problem(str):
    """A problem as an English sentence that remembers its parts, so that it can be said in other languages.

    Examples
    --------
    >>> problem = Problem.of("year", low=1900, high=2100, year=25)
    >>> str(problem), problem.parts["year"]
    ('The year must lie between 1900 and 2100; found 25.', 25)
    """

    __slots__ = ("parts", "sentence")
    sentence: str
    parts: Mapping[str, object]

    @classmethod
    def of(cls, kind: str, **parts: object) -> Problem:
        """Make the problem of this kind (a key of `SENTENCES`)."""
        problem = cls(SENTENCES[kind].format(**parts))
        problem.sentence, problem.parts = SENTENCES[kind], parts
        return problem


@dataclass(frozen=True, slots=True, eq=False)
class WideTable:
    """A wide table as it was read.

    `values` and `status` are of shape (n_rows, n_groups) on ``region_code`` with the names of the columns as they stand
    in the file; a row or column ``TOTAL`` is kept. `status` holds ``A``, ``M`` or ``C``.
    """

    values: pd.DataFrame
    status: pd.DataFrame


def read_wide(data: bytes) -> tuple[WideTable | None, list[Problem]]:
    r"""Read a CSV file with a column ``region_code`` and one column a group.

    Cells are separated by commas, semicolons or tabs; a decimal comma is understood where commas do not separate. An
    empty cell is missing, ``c`` confidential, 0 a number.

    Parameters
    ----------
    data : bytes
        The file.

    Returns
    -------
    (WideTable or None, list of Problem)
        The table is None when its cells cannot be told apart.

    Examples
    --------
    >>> table, problems = read_wide(b"region_code,Farms\n06,10\n36,\n")
    >>> table.values["Farms"].tolist(), table.status["Farms"].tolist(), problems
    ([10.0, nan], ['A', 'M'], [])
    """
    text, problem = _text(data)
    if problem:
        return None, [problem]
    separator = _separator(text)
    try:
        cells = pd.read_csv(
            io.StringIO(text), sep=separator, header=None, dtype=str, keep_default_na=False, skip_blank_lines=False
        ).fillna("")
    except (pd.errors.ParserError, pd.errors.EmptyDataError, csv.Error) as error:
        return None, [Problem.of("ragged", why=str(error).strip().removeprefix("Error tokenizing data. C error: "))]
    cells = cells.apply(lambda column: column.str.strip())
    return _parse(cells, separator)


def _text(data: bytes) -> tuple[str, Problem | None]:
    if not data.strip():
        return "", Problem.of("empty")
    if len(data) > MAX_BYTES:
        return "", Problem.of("large", size=round(len(data) / 2**20, 1), most=MAX_BYTES >> 20)
    if data.startswith(_WORKBOOKS):
        return "", Problem.of("workbook")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "", Problem.of("encoding")
    return (text, Problem.of("encoding")) if "\0" in text else (text, None)


def _separator(text: str) -> str:
    first = next(line for line in text.splitlines() if line.strip())
    return max(",;\t", key=first.count)


def _parse(cells: pd.DataFrame, separator: str) -> tuple[WideTable | None, list[Problem]]:
    filled = (cells != "").any(axis=1)
    cells = cells[filled]
    header, body = [str(name) for name in cells.iloc[0]], cells.iloc[1:]
    keys = [c for c, name in enumerate(header) if name.lower() == REGION_CODE]
    if not keys:
        return None, [Problem.of("no_code")]
    key = keys[0]
    groups = [c for c, name in enumerate(header) if c != key and not _LABELS.fullmatch(name)]
    groups = [c for c in groups if header[c] or body.iloc[:, c].ne("").any()]
    problems = _header_problems(header, groups, n_rows=len(body))
    if problems:
        return None, problems
    numbers, status, problems = _numbers(body.iloc[:, groups], header, separator)
    problems = [*_code_problems(body.iloc[:, key]), *problems]
    codes = pd.Index([_total(code) for code in body.iloc[:, key]], name=REGION_CODE)
    names = pd.Index([_total(header[c]) for c in groups])
    if not problems and not np.isfinite(numbers).any():
        problems = [Problem.of("no_figures")]
    return WideTable(pd.DataFrame(numbers, codes, names), pd.DataFrame(status, codes, names)), problems


def _total(name: str) -> str:
    return TOTAL if name.upper() == TOTAL else name


def _header_problems(header: Sequence[str], groups: Sequence[int], *, n_rows: int) -> list[Problem]:
    names = [header[c] for c in groups]
    unnamed = [_letters(c) for c in groups if not header[c]]
    twice = sorted({name for name in names if name and names.count(name) > 1}) if len(names) <= MAX_GROUPS else []
    found = []
    if not [name for name in names if name.upper() != TOTAL]:
        found.append(Problem.of("no_groups"))
    if len(names) > MAX_GROUPS:
        found.append(Problem.of("many_groups", n=len(names), most=MAX_GROUPS))
    if n_rows > MAX_ROWS:
        found.append(Problem.of("many_rows", n=n_rows, most=MAX_ROWS))
    if unnamed:
        found.append(Problem.of("unnamed", columns=_some(unnamed)))
    if twice:
        found.append(Problem.of("named_twice", columns=_some(twice)))
    return found


def _code_problems(codes: pd.Series) -> list[Problem]:
    empty = codes.index[codes == ""]
    twice = codes[codes.duplicated() & (codes != "")].unique()
    found = []
    if len(empty):
        found.append(Problem.of("code_empty", rows=_some([str(i + 1) for i in empty])))
    if len(twice):
        found.append(Problem.of("code_twice", codes=_some(list(twice))))
    return found


def _numbers(
    cells: pd.DataFrame, header: Sequence[str], separator: str
) -> tuple[np.ndarray, np.ndarray, list[Problem]]:
    position, different = pd.factorize(cells.to_numpy(dtype=object).ravel())
    texts = [str(text) for text in different]
    values = np.array([_value(text) for text in texts], dtype=float)
    words = np.array([_status(text) for text in texts], dtype="<U1")
    known = words == "A"
    comma = np.array(["," in text for text in texts]) & known
    wrong = {
        "not_number": words == "?",
        "comma": comma if separator == "," else np.zeros(len(texts), bool),
        "negative": known & (values < 0),
    }
    bad = {kind: np.flatnonzero(mask[position]) for kind, mask in wrong.items()}
    problems = [Problem.of(kind, **_where(cells, header, at)) for kind, at in bad.items() if len(at)]
    point = np.array(["." in text for text in texts]) & known
    if separator != "," and comma.any() and point.any():
        problems.append(Problem.of("mixed", comma=texts[int(comma.argmax())], point=texts[int(point.argmax())]))
    return values[position].reshape(cells.shape), words[position].reshape(cells.shape), problems


def _where(cells: pd.DataFrame, header: Sequence[str], bad: np.ndarray) -> dict[str, Any]:
    """Count wrong cells and say where they stand, as a spreadsheet names them."""
    columns, lines = [int(c) for c in cells.columns], [int(i) + 1 for i in cells.index]
    places = [divmod(int(i), len(columns)) for i in bad[:_SHOWN]]
    names = [f"{_letters(columns[c])}{lines[r]}" for r, c in places]
    row, column = places[0]
    return {
        "n": len(bad),
        "cells": ", ".join(names) + (" …" if len(bad) > _SHOWN else ""),
        "row": lines[row],
        "column": header[columns[column]],
        "text": str(cells.iloc[row, column])[:_LONGEST],
    }


def _status(text: str) -> str:
    if text in _UNKNOWN:
        return "M"
    if text in _CONFIDENTIAL:
        return "C"
    return "A" if _SPACED.fullmatch(text) or _PLAIN.fullmatch(text) else "?"


def _value(text: str) -> float:
    if _status(text) != "A":
        return float("nan")
    return float(re.sub(r"[ \u00a0\u202f]", "", text).replace(",", "."))


def _letters(column: int) -> str:
    """Name of a column in a spreadsheet.

    >>> _letters(0), _letters(27)
    ('A', 'AB')
    """
    before, last = divmod(int(column), 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _some(items: Sequence[str]) -> str:
    return ", ".join(items[:_SHOWN]) + (" …" if len(items) > _SHOWN else "")
