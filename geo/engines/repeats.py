"""Repeated ids across parts that come in any order: in memory while they are few, on disk beyond that."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

import numpy as np

from geo.enterprise_ids import IdRuns

if TYPE_CHECKING:
    from types import TracebackType

MOST_HELD = 16 * 2**20
"""So many ids (16 million, 128 MB) are held in memory; a larger register uses the disk."""


class Repeats:
    """Ids of the parts of a register, and which rows repeat one.

    Examples
    --------
    >>> with Repeats() as ids:
    ...     ids.add(1, np.array([8, 9], dtype=np.uint64))
    ...     ids.add(0, np.array([7, 8], dtype=np.uint64))
    ...     {part: rows.tolist() for part, rows in ids.found().items()}
    {1: [0]}
    """

    def __init__(self) -> None:
        self._held: dict[int, np.ndarray] = {}
        self._open = ExitStack()
        self._runs: IdRuns | None = None

    def __enter__(self) -> Self:
        """Begin; files are made only when they are needed."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Remove the files."""
        self._open.close()

    def add(self, part: int, hashes: np.ndarray) -> None:
        """Note the ids of the rows of a part (see `geo.enterprise_ids.id_hashes`); a part is noted once.

        Raises
        ------
        OutputError
            If they do not fit into memory and cannot be written.
        """
        self._held[part] = hashes
        if self._runs is not None or sum(map(len, self._held.values())) > MOST_HELD:
            self._write()

    def found(self) -> dict[int, np.ndarray]:
        """Return the rows of each part whose id an earlier row of the part or an earlier part has.

        Raises
        ------
        OutputError
            If there are such rows and the ids cannot be written.
        """
        if self._runs is None:
            everything = np.concatenate([*self._held.values(), np.empty(0, np.uint64)])
            everything.sort()
            if not ((everything[1:] == everything[:-1]) & (everything[1:] != 0)).any():
                return {}
        return self._write().repeated()

    def _write(self) -> IdRuns:
        if self._runs is None:
            self._runs = self._open.enter_context(IdRuns())
        for part, hashes in self._held.items():
            self._runs.add(part, hashes)
        self._held.clear()
        return self._runs
