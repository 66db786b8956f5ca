"""Millions of enterprises as compact columns along a Morton curve, with sums of the cells of far views."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.point_filters import EVERYBODY, PointFilter
from geo.tiles import BITS

if TYPE_CHECKING:
    from geo.point_loops import Columns, Test

DEGREE = 10_000_000
"""Coordinates are whole numbers of this part of a degree: 1.1 cm."""

CELL_LEVEL = 12
"""Cells of this level (10 km at the equator) are summed once for a filter; larger ones are sums of these."""

TABLE_BYTES = 32 * 2**20
"""Sums of cells kept at once, for the filters used last."""


@dataclass(frozen=True, eq=False)
class EnterpriseIndex:
    """Enterprises in the order of the Morton curve, ties by id: 29 bytes each, and 4 or 8 for the id.

    `codes` (n,) uint64, `lon` and `lat` (n,) int32 in parts of a degree (`DEGREE`), `industry` (n,) position in
    `industry_codes`, `employees` (n,) persons with -1 where the number is missing, `kind` (n,) position in `types`, the
    number after the last where it is missing, `founded` (n,) year, -32768 where it is missing, `rows` (n,) the row of
    the register. `register_ids` has the id of each row of the register. `unplaced` counts enterprises left out because
    they have no coordinates.
    """

    codes: np.ndarray
    lon: np.ndarray
    lat: np.ndarray
    industry: np.ndarray
    employees: np.ndarray
    kind: np.ndarray
    founded: np.ndarray
    rows: np.ndarray
    register_ids: np.ndarray
    industry_codes: tuple[str, ...]
    types: tuple[str, ...] = ()
    unplaced: int = 0
    _kept: OrderedDict[PointFilter, np.ndarray] = field(default_factory=OrderedDict, repr=False)
    _lock: Any = field(default_factory=threading.Lock, repr=False)

    def __len__(self) -> int:
        """Return the number of enterprises on the map."""
        return len(self.codes)

    @property
    def ids(self) -> np.ndarray:
        """Id of each enterprise, int64."""
        ids: np.ndarray = self.register_ids[self.rows].astype(np.int64)
        return ids

    @property
    def nbytes(self) -> int:
        """Bytes of the columns, without sums of cells."""
        columns = (*self.places, *self.columns, self.codes, self.rows, self.register_ids)
        return sum(column.nbytes for column in columns)

    @property
    def places(self) -> tuple[np.ndarray, np.ndarray]:
        """Longitude and latitude, as loops read them."""
        return self.lon, self.lat

    @property
    def columns(self) -> Columns:
        """What filters look at, as loops read it."""
        return self.industry, self.employees, self.kind, self.founded

    def test(self, wanted: PointFilter) -> Test:
        """Return a filter as loops read it."""
        return wanted.test(self.industry_codes, self.types)

    @cached_property
    def cell_starts(self) -> np.ndarray:
        """Row at which each occupied cell of `CELL_LEVEL` begins, and the number of rows at the end."""
        from geo.point_loops import cell_starts  # noqa: PLC0415 - loads numba

        return cell_starts(self.codes, np.uint64(2 * (BITS - CELL_LEVEL)))

    @cached_property
    def cells(self) -> np.ndarray:
        """Code of each occupied cell of `CELL_LEVEL`, uint64, in rising order."""
        cells: np.ndarray = self.codes[self.cell_starts[:-1]] >> np.uint64(2 * (BITS - CELL_LEVEL))
        return cells

    def has_sums(self, wanted: PointFilter) -> bool:
        """Tell whether the sums of a filter are kept; those of everybody are worth making in any case."""
        return wanted == EVERYBODY or wanted in self._kept

    def sums(self, wanted: PointFilter = EVERYBODY) -> np.ndarray:
        """Sum up, from the first occupied cell to each: enterprises, employees, longitudes, latitudes.

        Parameters
        ----------
        wanted : PointFilter
            Who is counted; the tables of the filters used last are kept (`TABLE_BYTES`).

        Returns
        -------
        ndarray of shape (n_cells + 1, 4)
            int64; the difference of two rows is the sum of the cells between them.
        """
        with self._lock:
            if wanted in self._kept:
                self._kept.move_to_end(wanted)
                return self._kept[wanted]
        made = self._make_sums(wanted)
        with self._lock:
            self._kept[wanted] = made
            while sum(table.nbytes for table in self._kept.values()) > TABLE_BYTES and len(self._kept) > 1:
                self._kept.popitem(last=False)
        return made

    def _make_sums(self, wanted: PointFilter) -> np.ndarray:
        from geo.point_loops import cell_sums  # noqa: PLC0415 - loads numba

        ranges = self.cell_starts[:-1], self.cell_starts[1:]
        found = cell_sums(ranges, self.places, self.columns, self.test(wanted))
        return np.concatenate([np.zeros((1, 4), np.int64), found.cumsum(axis=0)])
