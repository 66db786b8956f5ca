"""Anybody's own tables, read from files: a wide activity table and its companions, every problem in one message."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pandas as pd

from geo import attach_long, attach_table
from geo.companions import FORMS, SIGNED
from geo.errors import DataContractError, UnknownOptionError
from geo.table_files import MAX_TABLE_BYTES, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_LONG = "it has a column industry_code, one figure a row; lay it out with regions down and industries across"


def read_wide(path: Path) -> attach_table.WideTable:
    """Read a wide activity table: region codes in the first column or in ``region_code``, one column per industry code.

    Raises
    ------
    DataContractError
        If the file cannot be read as such a table (see `geo.attach_table.read_wide`); every problem in one message.
    """
    table, problems = attach_table.read_wide(_read(path), form=attach_table.Form())
    if table is not None and "industry_code" in table.values.columns:
        raise DataContractError(path.name, [_LONG])
    if table is None or problems:
        raise _refusal(path, problems)
    return table


def read_companion(name: str, path: Path) -> pd.Series | pd.DataFrame:
    """Read a companion table.

    Parameters
    ----------
    name : str
        A key of `geo.companions.FORMS`.
    path : Path
        CSV with a header. Of a code and a value, the columns are found by name (``industry_code`` or ``region_code``,
        and ``value``), else the first two count.

    Returns
    -------
    Series or DataFrame
        A series on the codes for a code and a value, else a table.

    Raises
    ------
    UnknownOptionError
        If there is no such companion table.
    DataContractError
        If the file cannot be read as such a table.
    """
    if name not in FORMS:
        raise UnknownOptionError("table for --table", name, FORMS)
    form = FORMS[name]
    if form.kind == "wide":
        return read_wide(path).values
    data, asked = _read(path), attach_table.Form(key=form.key, signed=SIGNED)
    table: pd.Series | pd.DataFrame | None
    if form.kind == "long":
        table, problems = attach_long.read_long(data, form=asked, required=form.required, numeric=form.numeric)
    else:
        table, problems = attach_table.read_pairs(data, form=asked)
    if table is None or problems:
        raise _refusal(path, problems)
    return table.rename(name) if isinstance(table, pd.Series) else table


def read_industries(path: Path) -> frozenset[str]:
    """Read a list of industries: CSV or Parquet with a column ``industry_code``; other columns are not looked at.

    Raises
    ------
    DataContractError
        If the file cannot be read, has no such column, or no code in it.
    """
    table = read_table(path)
    if "industry_code" not in table:
        found = ", ".join(map(repr, table.columns))
        raise DataContractError(path.name, [f"there is no column 'industry_code'; the columns are {found}"])
    codes = frozenset(code for code in table["industry_code"].dropna().astype(str).str.strip() if code)
    if not codes:
        raise DataContractError(path.name, ["there is no code in the column 'industry_code'"])
    return codes


@contextmanager
def naming_files(tables: Mapping[str, Path]) -> Iterator[None]:
    """Name the file where a companion table turns out not to fit: a person who gave several looks there first.

    Raises
    ------
    DataContractError
        As the table's, with the name of its file in front.
    """
    try:
        yield
    except DataContractError as error:
        if error.where not in tables:
            raise
        raise type(error)(f"{tables[error.where].name} (--table {error.where})", error.problems) from error


def _refusal(path: Path, problems: Sequence[str]) -> DataContractError:
    return DataContractError(path.name, [problem.removesuffix(".") for problem in problems])


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise DataContractError(str(path), ["the file is missing"])
    if path.stat().st_size > MAX_TABLE_BYTES:
        raise DataContractError(path.name, [f"the file is larger than {MAX_TABLE_BYTES >> 20} MB"])
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataContractError(path.name, [f"the file cannot be read: {error.strerror}"]) from None
