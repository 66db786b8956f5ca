"""Which enterprises lie inside an area that was drawn on the map."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.errors import DataContractError
from geo.point_index import DEGREE
from geo.tiles import BITS, cell_corners, down

if TYPE_CHECKING:
    from geo.point_index import EnterpriseIndex

MAX_VERTICES = 200
"""Most corners of a drawn area."""

_ROWS_ONE_BY_ONE = 50_000  # so few rows in cells on the edge are cheaper tested than divided further
_MOST_CELLS = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class RowRanges:
    """Rows of an index as ranges in rising order: first row, and the row after the last."""

    starts: np.ndarray
    ends: np.ndarray


def inside(index: EnterpriseIndex, corners: np.ndarray) -> RowRanges:
    """Enterprises inside a drawn area.

    Lines between corners are straight on the map (web mercator), as they were seen when they were drawn. An area that
    crosses itself holds what an odd number of its loops hold. Cells of the map that lie inside are taken whole; in
    cells on the edge each enterprise is tested.

    Parameters
    ----------
    index : EnterpriseIndex
    corners : ndarray of shape (k, 2)
        Longitude and latitude in degrees; longitudes may continue beyond 180.

    Returns
    -------
    RowRanges

    Raises
    ------
    DataContractError
        If there are fewer than 3 or more than `MAX_VERTICES` corners, one is no place, or the area is empty.

    Examples
    --------
    >>> from geo.point_build import build_index
    >>> index = build_index(np.array([1.0, 9.0]), np.array([1.0, 9.0]), np.array(["C", "C"]), np.ones(2), np.arange(2))
    >>> found = inside(index, np.array([[0.0, 0.0], [5.0, 0.0], [0.0, 5.0]]))
    >>> index.ids[found.starts].tolist()
    [0]
    """
    _check(corners)
    x = (corners[:, 0] + 180.0) / 360.0
    shape = np.column_stack([x, down(corners[:, 1])])
    found = []
    for turn in range(math.floor(x.min()), math.floor(x.max()) + 1):
        area = shapely.make_valid(shapely.Polygon(shape - (turn, 0)))
        if not area.area:
            raise DataContractError("polygon", ["its corners lie on one line: it holds nothing"])
        shapely.prepare(area)
        found += _ranges(index, area)
    starts, ends = (np.concatenate([pair[i] for pair in found] or [np.empty(0, np.int64)]) for i in (0, 1))
    order = np.argsort(starts, kind="stable")
    return RowRanges(starts[order], ends[order])


def _check(corners: np.ndarray) -> None:
    if corners.ndim != 2 or not 3 <= len(corners) <= MAX_VERTICES:  # noqa: PLR2004 - pairs; three make a triangle
        raise DataContractError("polygon", [f"it must have 3 to {MAX_VERTICES} corners, found {len(corners)}"])
    if not np.isfinite(corners).all() or (np.abs(corners) > (540.0, 90.0)).any():
        raise DataContractError("polygon", ["every corner must be a longitude and a latitude in degrees"])


def _ranges(index: EnterpriseIndex, area: shapely.Geometry) -> list[tuple[np.ndarray, np.ndarray]]:
    """Divide the map into ever smaller cells where the edge of the area runs."""
    found: list[tuple[np.ndarray, np.ndarray]] = []
    codes: np.ndarray = np.zeros(1, dtype=np.uint64)
    for level in range(1, BITS + 1):
        codes = ((codes[:, None] << np.uint64(2)) + np.arange(4, dtype=np.uint64)).ravel()
        starts, ends = _edges(index, codes, level)
        occupied = ends > starts
        codes, starts, ends = codes[occupied], starts[occupied], ends[occupied]
        cells = shapely.box(*cell_corners(codes, level))
        whole = shapely.contains_properly(area, cells)
        found.append((starts[whole], ends[whole]))
        cut = ~whole & shapely.intersects(area, cells)
        codes, starts, ends = codes[cut], starts[cut], ends[cut]
        if (ends - starts).sum() <= _ROWS_ONE_BY_ONE or len(codes) > _MOST_CELLS:
            break
    rows = np.concatenate([np.arange(a, b) for a, b in zip(starts, ends, strict=True)] or [np.empty(0, np.int64)])
    x = (index.lon[rows] / DEGREE + 180.0) / 360.0
    own = rows[shapely.contains_xy(area, x, down(index.lat[rows] / DEGREE))]
    return [*found, (own, own + 1)]


def _edges(index: EnterpriseIndex, codes: np.ndarray, level: int) -> tuple[np.ndarray, np.ndarray]:
    below = np.uint64(2 * (BITS - level))
    first, after = (index.codes.searchsorted(edge << below) for edge in (codes, codes + np.uint64(1)))
    return first.astype(np.int64), after.astype(np.int64)
