"""One table of a dataset, read from its file: CSV or Parquet, codes and names as texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geo.errors import DataContractError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MAX_TABLE_BYTES = 512 * 2**20
"""A table larger than this is refused when it is read."""


EACH_ITS_OWN = ("enterprise_id", "enterprise_name")
"""Texts that hardly repeat: they gain nothing from being categories."""


def read_table(path: Path) -> pd.DataFrame:
    r"""Read a CSV or Parquet table with every code and name kept as text.

    Raises
    ------
    DataContractError
        If the file is missing, too large, or neither CSV nor Parquet.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "industries.csv"
    >>> _ = path.write_text("industry_code,industry_name\n01,Farms\n")
    >>> read_table(path).iloc[0].tolist()
    ['01', 'Farms']
    """
    _check_size(path)
    try:
        if path.suffix == ".parquet":
            return pd.read_parquet(path)
        head = pd.read_csv(path, nrows=0)
        text = {c: str for c in head.columns if c.endswith(("_code", "_id")) or "_name" in c or c == "level"}
        return pd.read_csv(path, dtype=text, keep_default_na=False, na_values=[""])
    except (ValueError, OSError) as error:
        raise DataContractError(path.name, [f"the file cannot be read: {error}"]) from error


def read_columns(path: Path, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Read columns of a large table, all by default, texts that repeat as categories; others are passed over.

    Raises
    ------
    DataContractError
        As `read_table`.
    """
    if path.suffix != ".parquet":
        table = read_table(path)
        table = table if columns is None else table[[name for name in columns if name in table]]
        texts = [name for name in table if not pd.api.types.is_numeric_dtype(table[name]) and name not in EACH_ITS_OWN]
        return table.astype(dict.fromkeys(texts, "category"))
    _check_size(path)
    try:
        form = pq.read_schema(path)
        there = {name: _column(path, form.field(name)) for name in columns or form.names if name in form.names}
        found = pd.DataFrame(there, copy=False)
    except (ValueError, OSError) as error:
        raise DataContractError(path.name, [f"the file cannot be read: {error}"]) from error
    pa.default_memory_pool().release_unused()
    return found


def _column(path: Path, field: pa.Field) -> pd.Series:
    """Read one column by itself: what Arrow and pandas hold at the same time is no more than that."""
    text = pa.types.is_large_string(field.type) or pa.types.is_string(field.type)
    text = text and field.name not in EACH_ITS_OWN
    table = pq.read_table(path, columns=[field.name], read_dictionary=[field.name] if text else None)
    column: pd.Series = table[field.name].to_pandas()
    return column


def _check_size(path: Path) -> None:
    if not path.is_file():
        raise DataContractError(path.name, ["the file is missing"])
    if path.stat().st_size > MAX_TABLE_BYTES:
        raise DataContractError(path.name, [f"the file is larger than {MAX_TABLE_BYTES >> 20} MB"])
