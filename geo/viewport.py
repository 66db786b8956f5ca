"""What a map view shows of millions of enterprises: clusters from afar, single points up close.

Places are sorted once along a Morton curve (20 bits an axis on the web-mercator square). A map tile is then one slice
of the sorted arrays, and the cells of a tile are slices of that slice. Cells of far views are differences of running
sums, kept for the filters used last; those of closer views are summed by a compiled loop over the slices.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.point_filters import PointFilter, PointView
from geo.point_index import CELL_LEVEL, DEGREE, EnterpriseIndex
from geo.tiles import BITS, Tiles, tiles_of

MAX_MARKS = 480
"""Most clusters and points together in one answer: about 20 KB of JSON."""

RAW_POINTS = 60
"""Most single points that a tile shows."""

CLOSE_ZOOM = 16
"""From this zoom on every point is shown single, as long as the view holds no more than `MAX_MARKS`."""

_CELL_BITS = 2  # a tile has 4 x 4 cells
_FEW = 4  # a view of a quarter of the enterprises is counted as it is; for a larger one all cells are summed
_PLANS = ((RAW_POINTS, _CELL_BITS), (16, _CELL_BITS), (4, 1))  # finest first; the last always fits


@dataclass(frozen=True, slots=True)
class ViewAnswer:
    """Marks of a view, both lists along the Morton curve.

    `clusters` are ``[count, employees, lon, lat]`` at the mean place of their members, `points` are ``[id, lon, lat,
    industry_index, employees]`` with ``None`` for a missing number of employees. Longitudes continue beyond 180 where
    the asked view does.
    """

    clusters: list[list[float]]
    points: list[list[float | None]]


def in_view(index: EnterpriseIndex, view: PointView) -> ViewAnswer:
    """Clusters and single points of the map tiles that a view touches.

    The answer covers whole tiles, so a short pan changes nothing in it. A tile shows single points when it holds at
    most `RAW_POINTS`, else one cluster for each of its 16 cells (4 cells when that would make more than `MAX_MARKS`).
    Enterprises at one and the same place stay a cluster when they are more than that.

    Parameters
    ----------
    index : EnterpriseIndex
    view : PointView

    Returns
    -------
    ViewAnswer
        At most `MAX_MARKS` marks; the same input gives the same answer.

    Raises
    ------
    DataContractError
        If bounds are not finite, or south is above north.

    Examples
    --------
    >>> from geo.point_build import build_index
    >>> from geo.point_filters import PointView
    >>> index = build_index(np.array([30.5]), np.array([50.4]), np.array(["C"]), np.array([5]), np.array([1]))
    >>> in_view(index, PointView((30.0, 50.0, 31.0, 51.0), 8)).points
    [[1, 30.5, 50.4, 0, 5]]
    """
    tiles = tiles_of(view.bounds, view.zoom)
    finest = tile_sums(index, tiles, _CELL_BITS, view.wanted)
    for raw, bits in _plans(view.zoom):
        sums = finest.reshape(len(finest), 4**bits, -1, 4).sum(axis=2)
        counts = sums[..., 0]
        single = (counts.sum(axis=1, keepdims=True) <= raw) | (counts == 1)
        if np.where(single, counts, 1)[counts > 0].sum() <= MAX_MARKS:
            break
    turn = np.broadcast_to(tiles.turn[:, None], counts.shape)
    clustered, loose = (counts > 1) & ~single, (counts > 0) & single
    cells = (tiles.code[:, None] << np.uint64(2 * bits)) + np.arange(4**bits, dtype=np.uint64)
    rows = _rows(index, cells[loose], tiles.level + bits, int(counts[loose].sum()), view.wanted)
    return ViewAnswer(
        clusters=_clusters(sums[clustered], turn[clustered]),
        points=_points(index, rows, np.repeat(turn[loose], counts[loose])),
    )


def tile_sums(index: EnterpriseIndex, tiles: Tiles, bits: int, wanted: PointFilter) -> np.ndarray:
    """Enterprises, employees and sums of both coordinates in the 4**bits cells of each tile.

    Parameters
    ----------
    index : EnterpriseIndex
    tiles : Tiles
    bits : int
        Halvings of a tile in each direction.
    wanted : PointFilter
        Who is counted.

    Returns
    -------
    ndarray of shape (n_tiles, 4**bits, 4)
        int64; coordinates in parts of a degree (`geo.point_index.DEGREE`).
    """
    level = tiles.level + bits
    edges = (tiles.code[:, None] << np.uint64(2 * bits)) + np.arange(4**bits + 1, dtype=np.uint64)
    rows = index.codes.searchsorted(edges << np.uint64(2 * (BITS - level))).astype(np.int64)
    near = (rows[:, -1] - rows[:, 0]).sum() * _FEW < len(index)
    if level <= CELL_LEVEL and (index.has_sums(wanted) or not near):
        at = index.cells.searchsorted(edges << np.uint64(2 * (CELL_LEVEL - level)))
        return np.diff(index.sums(wanted)[at], axis=1)
    from geo.point_loops import cell_sums  # noqa: PLC0415 - loads numba

    ranges = rows[:, :-1].ravel(), rows[:, 1:].ravel()
    found = cell_sums(ranges, index.places, index.columns, index.test(wanted))
    return found.reshape(len(edges), 4**bits, 4)


def _plans(zoom: int) -> tuple[tuple[int, int], ...]:
    return ((MAX_MARKS, _CELL_BITS), *_PLANS) if zoom >= CLOSE_ZOOM else _PLANS


def _rows(index: EnterpriseIndex, cells: np.ndarray, level: int, most: int, wanted: PointFilter) -> np.ndarray:
    """Rows of the enterprises of some cells that are wanted; there are `most` of them."""
    from geo.point_loops import matching_rows  # noqa: PLC0415 - loads numba

    below = np.uint64(2 * (BITS - level))
    starts, ends = (index.codes.searchsorted(edge << below).astype(np.int64) for edge in (cells, cells + np.uint64(1)))
    return matching_rows(starts, ends, index.columns, index.test(wanted), most)


def _clusters(sums: np.ndarray, turn: np.ndarray) -> list[list[float]]:
    counts, persons, lon, lat = sums.T
    columns = (
        counts.tolist(),
        persons.tolist(),
        np.round(lon / counts / DEGREE + turn, 4).tolist(),
        np.round(lat / counts / DEGREE, 4).tolist(),
    )
    return [list(row) for row in zip(*columns, strict=True)]


def _points(index: EnterpriseIndex, rows: np.ndarray, turn: np.ndarray) -> list[list[float | None]]:
    columns = (
        index.register_ids[index.rows[rows]].tolist(),
        np.round(index.lon[rows] / DEGREE + turn, 5).tolist(),
        np.round(index.lat[rows] / DEGREE, 5).tolist(),
        index.industry[rows].tolist(),
        [None if persons < 0 else persons for persons in index.employees[rows].tolist()],
    )
    return [list(row) for row in zip(*columns, strict=True)]
