"""A register of enterprises as the map reads it: columns part after part, one row at a time, texts in blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geo.errors import DataContractError
from geo.point_build import PointBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.point_index import EnterpriseIndex

BATCH = 2**18
"""Rows read at once."""

NAME = "enterprise_name"
_ID = "enterprise_id"
_NEEDED = ("lon", "lat", "industry_code")
_CODES = ("industry_code", "organisation_type")
_NUMBERS = ("lon", "lat", "employees", "founded")


class Register(Protocol):
    """Where the rows of a register come from."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""

    def __len__(self) -> int:
        """Return the number of rows."""

    def parts(self, columns: tuple[str, ...]) -> Iterator[dict[str, Any]]:
        """Columns of the next rows: a pair (numbers, texts) for codes, an array for the rest."""

    def row(self, number: int) -> dict[str, Any]:
        """Every cell of one row, counted from 0."""


class TableRegister:
    """A register that is in memory.

    Parameters
    ----------
    table : DataFrame
        An enterprise a row.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        self._table = table

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(str(name) for name in self._table.columns)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._table)

    def parts(self, columns: tuple[str, ...]) -> Iterator[dict[str, Any]]:
        """Give all rows as one part."""
        yield {name: _column(name, self._table[name]) for name in columns}

    def row(self, number: int) -> dict[str, Any]:
        """Every cell of one row."""
        return {str(name): value for name, value in self._table.iloc[number].items()}


class FileRegister:
    """A register in a Parquet file, of which no more than `BATCH` rows are in memory.

    Parameters
    ----------
    path : Path
        The file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(pq.read_schema(self._path).names)

    def __len__(self) -> int:
        """Return the number of rows."""
        return int(pq.read_metadata(self._path).num_rows)

    def parts(self, columns: tuple[str, ...]) -> Iterator[dict[str, Any]]:
        """Give the rows of the file, `BATCH` at a time."""
        codes = [name for name in _CODES if name in columns]
        # without the buffer, which would hold every row group from its reading to the last row: 140 MB of ten million
        with pq.ParquetFile(self._path, read_dictionary=codes, pre_buffer=False) as file:
            for batch in file.iter_batches(BATCH, columns=list(columns)):
                yield {name: _arrow_column(name, batch.column(name)) for name in columns}
                del batch

    def row(self, number: int) -> dict[str, Any]:
        """Every cell of one row: what is read is its row group up to the row."""
        with pq.ParquetFile(self._path) as file:
            ends = np.cumsum([file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)])
            group = int(ends.searchsorted(number, side="right"))
            if group == len(ends):
                raise DataContractError("enterprises", [f"there is no row {number}"])
            first = number - (int(ends[group - 1]) if group else 0)
            for batch in file.iter_batches(BATCH, row_groups=[group]):
                if first < batch.num_rows:
                    break
                first -= batch.num_rows
            return dict(batch.slice(first, 1).to_pylist()[0])


def read_index(register: Register) -> EnterpriseIndex:
    """Index of a register, for `geo.viewport.in_view`.

    Ids that are whole numbers are the ids on the map; else the rows are numbered from 0.

    Parameters
    ----------
    register : Register

    Returns
    -------
    EnterpriseIndex

    Raises
    ------
    DataContractError
        If a column is missing, an id repeats or an industry code is missing.

    Examples
    --------
    >>> table = pd.DataFrame({"lon": [30.5], "lat": [50.4], "industry_code": ["C"], "enterprise_id": ["UA-7"]})
    >>> read_index(TableRegister(table)).ids.tolist()
    [0]
    """
    has = register.columns
    missing = [name for name in _NEEDED if name not in has]
    if missing:
        raise DataContractError("enterprises", [f"column {name!r} is missing" for name in missing])
    wanted = tuple(name for name in (*_NUMBERS, *_CODES, _ID) if name in has)
    builder = PointBuilder(len(register))
    numbered = _ID in has
    for part in register.parts(wanted):
        ids = part.pop(_ID, None)
        numbered = numbered and ids is not None and np.issubdtype(ids.dtype, np.integer)
        builder.add(part | ({_ID: ids} if numbered else {}))
        del part, ids
    pa.default_memory_pool().release_unused()  # before the columns are sorted, which takes as much again
    return builder.index()


def _column(name: str, column: pd.Series) -> Any:  # noqa: ANN401 - an array, or numbers with their texts
    if name in _CODES:
        number, texts = pd.factorize(column)
        return number, [str(text) for text in texts]
    if name in _NUMBERS:
        return pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    values = column.to_numpy()
    return values if np.issubdtype(values.dtype, np.integer) else column.astype(object).to_numpy()


def _arrow_column(name: str, column: Any) -> Any:  # noqa: ANN401 - an Arrow array in, as `_column` gives out
    if name in _CODES:
        encoded = column if hasattr(column, "dictionary") else column.cast("string").dictionary_encode()
        return encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False), encoded.dictionary.to_pylist()
    return _column(name, column.to_pandas())
