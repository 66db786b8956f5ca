"""Reads anybody's own table and names everything that is wrong with it: one reader for the app and the command line."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.attach_grid import MAX_BYTES, MAX_GROUPS, REGION_CODE, UPLOAD, Form, Grid, open_grid
from geo.attach_problems import SENTENCES, Problem
from geo.schema import TOTAL

if TYPE_CHECKING:
    from collections.abc import Sequence

_LABELS = re.compile(r"region_name(_[a-z]{2})?", re.IGNORECASE)
_CONFIDENTIAL = frozenset({*"cCсСкК", "(c)", ":c", ": c"})
_UNKNOWN = frozenset(("", ":", "..", "…", "NA", "NaN", "nan", "n/a"))
_SPACED = re.compile(r"[+-]?\d{1,3}([ \u00a0\u202f]\d{3})+([.,]\d+)?")
_PLAIN = re.compile(r"[+-]?(\d+([.,]\d+)?|\d+\.|\.\d+)([eE][+-]?\d+)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3},\d{3}")
_SHOWN = 5
_LONGEST = 40


@dataclass(frozen=True, slots=True, eq=False)
class WideTable:
    """A wide table as it was read.

    `values` and `status` are of shape (n_rows, n_groups) on ``region_code`` with the names of the columns as they stand
    in the file; a row or column ``TOTAL`` is kept. `status` holds ``A``, ``M`` or ``C``.
    """

    values: pd.DataFrame
    status: pd.DataFrame


def read_wide(data: bytes, *, form: Form = UPLOAD) -> tuple[WideTable | None, list[Problem]]:
    r"""Read a CSV file with a column of region codes and one column a group.

    Cells are separated by commas, semicolons or tabs; a decimal comma is understood where commas do not separate, and
    spaces may set thousands apart. An empty cell, ``:`` or ``NA`` is missing, ``c`` confidential, 0 a number. Columns
    ``region_name`` and ``region_name_uk`` ... are passed over.

    Parameters
    ----------
    data : bytes
        The file.
    form : Form
        What is asked of it; by default what the app asks.

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
    grid, key, problems = open_grid(data, form)
    if grid is None:
        return None, problems
    columns = [c for c, name in enumerate(grid.header) if c != key and not _LABELS.fullmatch(name)]
    columns = [c for c in columns if grid.header[c] or any(row[c] for row in grid.rows)]
    problems = _size_problems(grid, columns, form)
    if problems:
        return None, problems
    values, status, problems = figures(grid, columns, form)
    problems = [*_name_problems(grid, columns), *_code_problems(grid, key, form), *problems]
    codes = pd.Index([_total(row[key]) for row in grid.rows], name=REGION_CODE, dtype=object)
    names = pd.Index([_total(grid.header[c]) for c in columns], dtype=object)
    if not problems and not np.isfinite(values).any():
        problems = [Problem.of("no_figures")]
    return WideTable(pd.DataFrame(values, codes, names), pd.DataFrame(status, codes, names)), problems


def read_pairs(data: bytes, *, form: Form) -> tuple[pd.Series | None, list[Problem]]:
    r"""Read a CSV file of codes and values: the column ``value``, else the first one that holds no codes or names.

    Parameters
    ----------
    data : bytes
        The file.
    form : Form
        What is asked of it.

    Returns
    -------
    (Series or None, list of Problem)
        On the codes; None when the cells cannot be told apart.

    Examples
    --------
    >>> series, problems = read_pairs(b"industry_code;value\nC10;1,5\nTOTAL;90\n", form=Form(key="industry_code"))
    >>> series.to_dict(), problems
    ({'C10': 1.5, 'TOTAL': 90.0}, [])
    """
    grid, key, problems = open_grid(data, form)
    if grid is None:
        return None, problems
    others = [c for c, name in enumerate(grid.header) if c != key and not _LABELS.fullmatch(name)]
    if not others:
        return None, [Problem.of("no_groups")]
    named = grid.place("value")
    values, _, problems = figures(grid, [others[0] if named is None else named], form)
    codes = [_total(row[key]) for row in grid.rows]
    return pd.Series(values[:, 0], index=codes), [*_code_problems(grid, key, form), *problems]


def _total(name: str) -> str:
    return TOTAL if name.upper() == TOTAL else name


def _size_problems(grid: Grid, columns: Sequence[int], form: Form) -> list[Problem]:
    found = []
    if all(grid.header[c].upper() == TOTAL for c in columns):
        found.append(Problem.of("no_groups"))
    if len(columns) > form.most_groups:
        found.append(Problem.of("many_groups", n=len(columns), most=form.most_groups))
    if len(grid.rows) > form.most_rows:
        found.append(Problem.of("many_rows", n=len(grid.rows), most=form.most_rows))
    return found


def _name_problems(grid: Grid, columns: Sequence[int]) -> list[Problem]:
    unnamed = [_letters(c) for c in columns if not grid.header[c]]
    twice = _repeated([_total(grid.header[c]) for c in columns])
    found = [Problem.of("unnamed", columns=_some(unnamed))] if unnamed else []
    return [*found, Problem.of("named_twice", columns=_some(twice))] if twice else found


def _code_problems(grid: Grid, key: int, form: Form) -> list[Problem]:
    kind = "code" if form.key == REGION_CODE else "industry"
    empty = [str(number) for number, row in zip(grid.numbers, grid.rows, strict=True) if not row[key]]
    twice = _repeated([_total(row[key]) for row in grid.rows])
    found = [Problem.of(f"{kind}_empty", rows=_some(empty))] if empty else []
    return [*found, Problem.of(f"{kind}_twice", codes=_some(twice))] if twice else found


def _repeated(names: Sequence[str]) -> list[str]:
    series = pd.Series(names, dtype=object)
    return list(series[series.duplicated() & (series != "")].unique())


def figures(grid: Grid, columns: Sequence[int], form: Form) -> tuple[np.ndarray, np.ndarray, list[Problem]]:
    """Read columns as numbers and statuses (A, M or C); each different text is looked at once."""
    cells = np.array([row[c] for row in grid.rows for c in columns], dtype=object)
    position, different = pd.factorize(cells)
    texts = [str(text) for text in different]
    values = np.array([_value(text) for text in texts], dtype=float)
    words = np.array([_status(text) for text in texts], dtype="<U1")
    known, separated = words == "A", grid.separator == ","
    comma = np.array(["," in text for text in texts], dtype=bool) & known
    point = np.array(["." in text for text in texts], dtype=bool) & known
    mixed = not separated and bool(comma.any() and point.any())
    may_be_thousands = not (separated or mixed or form.translated) and all(
        _THOUSANDS.fullmatch(text) for text, has in zip(texts, comma, strict=True) if has
    )
    wrong = {
        "not_number": words == "?",
        "comma": comma & separated,
        "thousands": comma & may_be_thousands,
        "negative": known & (values < 0),
    }
    bad = {kind: np.flatnonzero(mask[position]) for kind, mask in wrong.items()}
    signed = np.array([grid.header[c].lower() in form.signed for c in columns], dtype=bool)
    bad["negative"] = bad["negative"][~signed[bad["negative"] % len(columns)]]
    problems = [Problem.of(kind, **_where(grid, columns, at)) for kind, at in bad.items() if len(at)]
    if mixed:
        problems.append(Problem.of("mixed", comma=texts[int(comma.argmax())], point=texts[int(point.argmax())]))
    shape = (len(grid.rows), len(columns))
    return values[position].reshape(shape), words[position].reshape(shape), problems


def _where(grid: Grid, columns: Sequence[int], bad: np.ndarray) -> dict[str, Any]:
    """Count wrong cells and say where they stand, as a spreadsheet names them."""
    places = [divmod(int(i), len(columns)) for i in bad[:_SHOWN]]
    names = [f"{_letters(columns[c])}{grid.numbers[r]}" for r, c in places]
    row, column = places[0][0], columns[places[0][1]]
    return {
        "n": len(bad),
        "cells": ", ".join(names) + (" …" if len(bad) > _SHOWN else ""),
        "row": grid.numbers[row],
        "column": grid.header[column],
        "text": grid.rows[row][column][:_LONGEST],
    }


def _status(text: str) -> str:
    if text in _UNKNOWN:
        return "M"
    if text in _CONFIDENTIAL:
        return "C"
    return "?" if math.isnan(_value(text)) else "A"


def _value(text: str) -> float:
    """Read a number; what is none, or has no end, is NaN."""
    if not (_SPACED.fullmatch(text) or _PLAIN.fullmatch(text)):
        return math.nan
    value = float(re.sub(r"[ \u00a0\u202f]", "", text).replace(",", "."))
    return value if math.isfinite(value) else math.nan


def _letters(column: int) -> str:
    """Name of a column in a spreadsheet.

    >>> _letters(0), _letters(27)
    ('A', 'AB')
    """
    before, last = divmod(int(column), 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _some(items: Sequence[str]) -> str:
    return ", ".join(items[:_SHOWN]) + (" …" if len(items) > _SHOWN else "")


__all__ = [
    "MAX_BYTES",
    "MAX_GROUPS",
    "REGION_CODE",
    "SENTENCES",
    "UPLOAD",
    "Form",
    "Problem",
    "WideTable",
    "figures",
    "read_pairs",
    "read_wide",
]
