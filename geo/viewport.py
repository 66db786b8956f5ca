"""What a map view shows of millions of enterprises: clusters from afar, single points up close.

Places are sorted once along a Morton curve (20 bits an axis on the web-mercator square). A map tile is then one slice
of the sorted arrays, and the cells of a tile are slices of that slice, so a view costs a few binary searches.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.errors import DataContractError
from geo.tiles import BITS, Tiles, morton_codes, tiles_of

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from geo.tiles import Bounds

MAX_MARKS = 480
"""Most clusters and points together in one answer: about 20 KB of JSON."""

RAW_POINTS = 60
"""Most single points that a tile shows."""

CLOSE_ZOOM = 16
"""From this zoom on every point is shown single, as long as the view holds no more than `MAX_MARKS`."""

_CELL_BITS = 2  # a tile has 4 x 4 cells
_PLANS = ((RAW_POINTS, _CELL_BITS), (16, _CELL_BITS), (4, 1))  # finest first; the last always fits


@dataclass(frozen=True, slots=True, eq=False)
class EnterpriseIndex:
    """Enterprises in the order of the Morton curve, ties by id.

    `codes` (n,) uint64, `lon` and `lat` (n,) degrees, `industry` (n,) position in `industry_codes`, `employees` (n,)
    persons with -1 where the number is missing, `ids` (n,) int64. `unplaced` counts enterprises left out because they
    have no coordinates.
    """

    codes: np.ndarray
    lon: np.ndarray
    lat: np.ndarray
    industry: np.ndarray
    employees: np.ndarray
    ids: np.ndarray
    industry_codes: tuple[str, ...]
    unplaced: int = 0

    def __len__(self) -> int:
        """Return the number of enterprises on the map."""
        return len(self.codes)

    def take(self, rows: np.ndarray) -> EnterpriseIndex:
        """Return the index of some rows, given in ascending order."""
        columns = ("codes", "lon", "lat", "industry", "employees", "ids")
        return replace(self, **{name: getattr(self, name)[rows] for name in columns})


@dataclass(frozen=True, slots=True)
class ViewAnswer:
    """Marks of a view, both lists along the Morton curve.

    `clusters` are ``[count, employees, lon, lat]`` at the mean place of their members, `points` are ``[id, lon, lat,
    industry_index, employees]`` with ``None`` for a missing number of employees. Longitudes continue beyond 180 where
    the asked view does.
    """

    clusters: list[list[float]]
    points: list[list[float | None]]


def build_index(
    lon: np.ndarray, lat: np.ndarray, industry: np.ndarray, employees: np.ndarray, ids: np.ndarray
) -> EnterpriseIndex:
    """Sort enterprises for `in_view`.

    Parameters
    ----------
    lon, lat : array of shape (n,)
        Degrees; rows without finite coordinates are counted and left out.
    industry : array of shape (n,)
        Industry codes (text).
    employees : array of shape (n,)
        Persons; NaN where missing.
    ids : array of shape (n,)
        Whole numbers, each once.

    Returns
    -------
    EnterpriseIndex
        About 38 bytes an enterprise; the order of the input does not matter.

    Raises
    ------
    DataContractError
        If lengths differ or an id repeats.

    References
    ----------
    .. [1] Morton, G. M. (1966). A computer oriented geodetic data base. IBM, Ottawa.

    Examples
    --------
    >>> lon, lat = np.array([30.5, 24.0]), np.array([50.4, 49.8])
    >>> index = build_index(lon, lat, np.array(["C", "J"]), np.array([5, 9]), np.array([1, 2]))
    >>> len(index), index.industry_codes
    (2, ('C', 'J'))
    """
    lon, lat, employees = (np.asarray(values, dtype=float) for values in (lon, lat, employees))
    number, names = pd.factorize(np.asarray(industry, dtype=object), sort=True)
    identity = np.asarray(ids, dtype=np.int64)
    _check(lon, lat, number, employees, identity)
    placed = np.isfinite(lon) & np.isfinite(lat)
    codes = morton_codes(lon[placed], lat[placed])
    order = np.flatnonzero(placed)[np.lexsort((identity[placed], codes))]
    return EnterpriseIndex(
        codes=np.sort(codes),
        lon=(lon[order] + 180.0) % 360.0 - 180.0,
        lat=lat[order],
        industry=number[order].astype(np.int16 if len(names) < 2**15 else np.int32),
        employees=np.where(np.isnan(employees), -1, employees)[order].astype(np.int32),
        ids=identity[order],
        industry_codes=tuple(str(name) for name in names),
        unplaced=int((~placed).sum()),
    )


def in_view(
    index: EnterpriseIndex,
    bounds: Bounds,
    zoom: int,
    *,
    industries: AbstractSet[str] | None = None,
    minimum: int | None = None,
    maximum: int | None = None,
) -> ViewAnswer:
    """Clusters and single points of the map tiles that a view touches.

    The answer covers whole tiles, so a short pan changes nothing in it. A tile shows single points when it holds at
    most `RAW_POINTS`, else one cluster for each of its 16 cells (4 cells when that would make more than `MAX_MARKS`).
    Enterprises at one and the same place stay a cluster when they are more than that.

    Parameters
    ----------
    index : EnterpriseIndex
    bounds : (west, south, east, north)
        Degrees; longitudes beyond 180 are the next turn of the globe, west > east crosses the antimeridian.
    zoom : int
        Zoom of the map.
    industries : set of str, optional
        Only these industry codes.
    minimum, maximum : int, optional
        Only enterprises with at least, at most so many employees; a missing number passes neither.

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
    >>> index = build_index(np.array([30.5]), np.array([50.4]), np.array(["C"]), np.array([5]), np.array([1]))
    >>> in_view(index, (30.0, 50.0, 31.0, 51.0), 8).points
    [[1, 30.5, 50.4, 0, 5]]
    """
    tiles = tiles_of(bounds, zoom)
    table = _matching(index, tiles, industries=industries, minimum=minimum, maximum=maximum)
    for raw, bits in _plans(zoom):
        edges = _cell_edges(table.codes, tiles, bits)
        counts = np.diff(edges, axis=1)
        single = (counts.sum(axis=1, keepdims=True) <= raw) | (counts == 1)
        if np.where(single, counts, 1)[counts > 0].sum() <= MAX_MARKS:
            break
    occupied, clustered = counts > 0, (counts > 1) & ~single
    turn = np.broadcast_to(tiles.turn[:, None], counts.shape)
    loose = occupied & single
    return ViewAnswer(
        clusters=_clusters(table, edges, clustered, turn),
        points=_points(table, edges[:, :-1][loose], counts[loose], turn[loose]),
    )


def _check(lon: np.ndarray, lat: np.ndarray, number: np.ndarray, employees: np.ndarray, ids: np.ndarray) -> None:
    lengths = {"lon": len(lon), "lat": len(lat), "industry": len(number), "employees": len(employees), "ids": len(ids)}
    if len(set(lengths.values())) > 1:
        shown = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise DataContractError("enterprises", [f"columns must be equally long, found {shown}"])
    if (number < 0).any():
        raise DataContractError("enterprises", [f"{int((number < 0).sum())} without an industry_code"])
    repeated = pd.Series(ids).duplicated()
    if repeated.any():
        raise DataContractError(
            "enterprises", [f"{int(repeated.sum())} repeated id, first {ids[repeated.to_numpy()][0]}"]
        )


def _plans(zoom: int) -> tuple[tuple[int, int], ...]:
    return ((MAX_MARKS, _CELL_BITS), *_PLANS) if zoom >= CLOSE_ZOOM else _PLANS


def _matching(
    index: EnterpriseIndex,
    tiles: Tiles,
    *,
    industries: AbstractSet[str] | None,
    minimum: int | None,
    maximum: int | None,
) -> EnterpriseIndex:
    """Return the index itself, or the rows inside the tiles that pass the filter."""
    if industries is None and minimum is None and maximum is None:
        return index
    chosen = np.array([industries is None or code in industries for code in index.industry_codes], dtype=bool)
    least = 0 if minimum is None and maximum is not None else minimum
    ranges = np.unique(_cell_edges(index.codes, tiles, 0), axis=0)
    rows = [np.empty(0, dtype=np.int64)]
    for start, end in ranges.tolist():
        keep = np.ones(end - start, dtype=bool) if industries is None else chosen[index.industry[start:end]]
        if least is not None:
            keep &= index.employees[start:end] >= max(least, 0)
        if maximum is not None:
            keep &= index.employees[start:end] <= maximum
        rows.append(start + np.flatnonzero(keep))
    return index.take(np.concatenate(rows))


def _cell_edges(codes: np.ndarray, tiles: Tiles, bits: int) -> np.ndarray:
    """Positions at which the 4**bits cells of each tile begin and end: shape (n_tiles, 4**bits + 1)."""
    cells = (tiles.code[:, None] << np.uint64(2 * bits)) + np.arange(4**bits + 1, dtype=np.uint64)
    below = np.uint64(2 * (BITS - tiles.level - bits))
    return codes.searchsorted(cells << below).astype(np.int64)


def _clusters(table: EnterpriseIndex, edges: np.ndarray, clustered: np.ndarray, turn: np.ndarray) -> list[list[float]]:
    """Sum each clustered cell; the cells of a tile lie side by side, so one `reduceat` sums a tile."""
    found = [np.empty((0, 4))]
    for tile in np.flatnonzero(clustered.any(axis=1)):
        counts = np.diff(edges[tile])
        part, keep = slice(edges[tile, 0], edges[tile, -1]), clustered[tile][counts > 0]
        starts, counts = edges[tile, :-1][counts > 0] - edges[tile, 0], counts[counts > 0]
        persons = np.add.reduceat(np.maximum(table.employees[part], 0), starts, dtype=np.int64)
        lon = np.add.reduceat(table.lon[part], starts) / counts + turn[tile, 0]
        lat = np.add.reduceat(table.lat[part], starts) / counts
        found.append(np.column_stack([counts, persons, lon, lat])[keep])
    counts, persons, lon, lat = np.concatenate(found).T
    columns = (counts.astype(np.int64), persons.astype(np.int64), np.round(lon, 4), np.round(lat, 4))
    return [list(row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def _points(
    table: EnterpriseIndex, starts: np.ndarray, counts: np.ndarray, turn: np.ndarray
) -> list[list[float | None]]:
    if not len(starts):
        return []
    rows = np.concatenate([np.arange(start, start + count) for start, count in zip(starts, counts, strict=True)])
    columns = (
        table.ids[rows].tolist(),
        np.round(table.lon[rows] + np.repeat(turn, counts), 5).tolist(),
        np.round(table.lat[rows], 5).tolist(),
        table.industry[rows].tolist(),
        [None if persons < 0 else persons for persons in table.employees[rows].tolist()],
    )
    return [list(row) for row in zip(*columns, strict=True)]
