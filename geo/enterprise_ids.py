"""Repeated ids of enterprises, also across parts: in memory by a set of 8-byte hashes, or on disk in bounded memory."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self

import numpy as np
import pandas as pd
import pyarrow as pa

from geo.errors import DataContractError, OutputError

if TYPE_CHECKING:
    from types import TracebackType

MAX_IDS = 96 * 2**20
"""So many different ids (100 million) are kept in memory at most: 1 GB."""
_FIRST_SIZE = 2**16
_BUCKETS = 256
_ENTRY = np.dtype([("hash", "<u8"), ("part", "<u4"), ("row", "<u4")])


def id_hashes(ids: pd.Series) -> np.ndarray:
    """Return a 64-bit number for each id; the same one for the number 123 and the text "123", another one for "0123".

    Whole numbers never share one. Two of n different texts do with a probability of n^2 / 2^64: of 30 million, 1 in
    20,000.

    Parameters
    ----------
    ids : Series of shape (n,)
        Whole numbers or texts, NaN where there is none.

    Returns
    -------
    ndarray of uint64 of shape (n,)
        0 where there is no id.

    Examples
    --------
    >>> a, b, c, d = id_hashes(pd.Series(["123", "0123", "UA-1", None])).tolist()
    >>> a == int(id_hashes(pd.Series([123]))[0]), a == b, d
    (True, False, 0)
    """
    from geo.id_loops import mixed, numbered  # noqa: PLC0415 - loads numba

    if pd.api.types.is_integer_dtype(ids.dtype):
        return _never_zero(mixed(ids.to_numpy(dtype=np.int64)))
    missing = ids.isna().to_numpy()
    texts = pa.array(ids.astype("str").fillna(""), pa.large_string())
    texts = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    offsets = np.frombuffer(texts.buffers()[1], np.int64)[texts.offset : texts.offset + len(texts) + 1]
    data = np.frombuffer(texts.buffers()[2] or b"", np.uint8)
    found = _never_zero(mixed(numbered(data, offsets)))
    found[missing] = 0
    return found


def _never_zero(hashes: np.ndarray) -> np.ndarray:
    hashes[hashes == 0] = 1
    return hashes


class SeenIds:
    """Ids seen so far, for parts that are read one after the other.

    Takes 11 to 21 bytes an id (10 million: 134 MB; while it doubles, half as much again), at most 1.5 GB; beyond
    `MAX_IDS` use `IdRuns`.

    Examples
    --------
    >>> ids = SeenIds()
    >>> ids.repeated(id_hashes(pd.Series(["a", "b", "a"]))).tolist(), ids.repeated(id_hashes(pd.Series(["b"]))).tolist()
    ([False, False, True], [True])
    """

    def __init__(self) -> None:
        self._table = np.zeros(_FIRST_SIZE, np.uint64)
        self._n = 0

    def __len__(self) -> int:
        """Return how many different ids were seen."""
        return self._n

    def repeated(self, hashes: np.ndarray) -> np.ndarray:
        """Mark ids that were seen before, in an earlier call or an earlier row, and remember the others.

        Parameters
        ----------
        hashes : ndarray of uint64 of shape (n,)
            See `id_hashes`; 0 is never a repetition.

        Returns
        -------
        ndarray of bool of shape (n,)

        Raises
        ------
        DataContractError
            If there are more than `MAX_IDS` ids.
        """
        from geo.id_loops import seen  # noqa: PLC0415 - loads numba

        if self._n + len(hashes) > MAX_IDS:
            raise DataContractError("enterprise_id", [f"more than {MAX_IDS:,} ids are not kept in memory"])
        found = np.zeros(len(hashes), dtype=bool)
        known = np.flatnonzero(hashes)
        marks = np.zeros(len(known), dtype=bool)
        self._grow(self._n + len(known))
        self._n += int(seen(self._table, hashes[known], marks))
        found[known] = marks
        return found

    def _grow(self, most: int) -> None:
        from geo.id_loops import seen  # noqa: PLC0415 - loads numba

        size = len(self._table)
        while most * 4 > size * 3:
            size *= 2
        if size > len(self._table):
            before, self._table = self._table[self._table != 0], np.zeros(size, np.uint64)
            seen(self._table, before, np.zeros(len(before), dtype=bool))


class IdRuns:
    """Ids of parts that are read in any order, kept in files: 16 bytes an id on disk, 1/256 of that in memory.

    Parameters
    ----------
    folder : Path, optional
        Where the files may lie until the end; by default where the system puts such files.

    Examples
    --------
    >>> with IdRuns() as ids:
    ...     ids.add(1, id_hashes(pd.Series(["b", "c"])))
    ...     ids.add(0, id_hashes(pd.Series(["a", "b"])))
    ...     {part: rows.tolist() for part, rows in ids.repeated().items()}
    {1: [0]}
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder, self._open = folder, ExitStack()

    def __enter__(self) -> Self:
        """Make the files."""
        try:
            made = self._open.enter_context(TemporaryDirectory(prefix="regioscope-ids-", dir=self._folder))
        except OSError as error:
            raise OutputError(f"{self._folder}: ids cannot be written there ({error.strerror})") from error
        self._place = Path(made)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Remove the files."""
        self._open.close()

    def add(self, part: int, hashes: np.ndarray) -> None:
        """Note the ids of the rows of a part (its place among the parts); a part is noted once.

        Raises
        ------
        OutputError
            If the disk is full.
        """
        rows = np.flatnonzero(hashes)
        entries = np.empty(len(rows), _ENTRY)
        entries["hash"], entries["part"], entries["row"] = hashes[rows], part, rows
        bucket = (entries["hash"] >> np.uint64(56)).astype(np.uint16)
        order = np.argsort(bucket, kind="stable")
        ends = np.searchsorted(bucket[order], np.arange(_BUCKETS + 1))
        try:
            for b in np.flatnonzero(np.diff(ends)):
                with (self._place / f"{b}").open("ab") as file:
                    file.write(entries[order[ends[b] : ends[b + 1]]].tobytes())
        except OSError as error:
            raise OutputError(f"{self._place}: ids cannot be written ({error.strerror})") from error

    def repeated(self) -> dict[int, np.ndarray]:
        """Return the rows of each part whose id an earlier row of the part or an earlier part has, in order."""
        found = []
        for path in sorted(self._place.iterdir()):
            entries = np.fromfile(path, _ENTRY)
            entries = entries[np.lexsort((entries["row"], entries["part"], entries["hash"]))]
            found.append(entries[1:][entries["hash"][1:] == entries["hash"][:-1]])
        joined = np.concatenate(found) if found else np.empty(0, _ENTRY)
        return {
            int(part): np.sort(joined["row"][joined["part"] == part]).astype(np.int64)
            for part in np.unique(joined["part"])
        }
