"""Anybody's own tables, read from files: a wide activity table and its companions, every problem in one message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo import attach_table
from geo.dataset import MAX_TABLE_BYTES
from geo.errors import DataContractError, UnknownOptionError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

COMPANIONS: Mapping[str, str] = {"reference": "industry_code", "areas": "region_code", "population": "region_code"}
"""Companion tables and the code that each is on; the second column is ``value``."""


def read_wide(path: Path) -> attach_table.WideTable:
    """Read a wide activity table: region codes in the first column or in ``region_code``, one column per industry code.

    Raises
    ------
    DataContractError
        If the file cannot be read as such a table (see `geo.attach_table.read_wide`); every problem in one message.
    """
    table, problems = attach_table.read_wide(_read(path), form=attach_table.Form())
    if table is None or problems:
        raise _refusal(path, problems)
    return table


def read_companion(name: str, path: Path) -> pd.Series:
    """Read a companion table of a code and a value.

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
    series, problems = attach_table.read_pairs(_read(path), form=attach_table.Form(key=COMPANIONS[name]))
    if series is None or problems:
        raise _refusal(path, problems)
    return series.rename(name)


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
