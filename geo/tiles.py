"""The square of the web map: places as Morton codes, views as the tiles that they touch."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from geo.errors import DataContractError

BITS = 20
"""Bits an axis: a cell is 38 m wide at the equator."""

MAX_LEVEL = BITS - 2
"""Deepest tile level: two bits remain to divide a tile into cells."""

MAX_TILES = 64
"""Most tiles in one view; a wider view is cut into bigger tiles."""

_TURN = 360.0
_MAX_LAT = 85.05112877980659
_SPREAD = (  # shift, mask: bit k of a 20-bit number goes to bit 2k
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


@dataclass(frozen=True, slots=True, eq=False)
class Tiles:
    """Tiles of one level, ordered by code.

    `code` (k,) uint64 is the Morton code of the tile at `level`; `turn` (k,) is what to add to a longitude to place it
    in the asked view: 0, or a multiple of 360 degrees.
    """

    level: int
    code: np.ndarray
    turn: np.ndarray


def morton_codes(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Place of each point on the Morton curve over the web-mercator square [1]_.

    Parameters
    ----------
    lon, lat : ndarray of shape (n,)
        Degrees; latitudes beyond 85.05 count as 85.05, longitudes turn round the globe.

    Returns
    -------
    ndarray of shape (n,)
        uint64; the first 2z bits are the tile of zoom z.

    References
    ----------
    .. [1] Morton, G. M. (1966). A computer oriented geodetic data base and a new technique in file sequencing. IBM.

    Examples
    --------
    >>> (morton_codes(np.array([-180.0, 0.0]), np.array([85.0511, 0.0])) >> np.uint64(38)).tolist()
    [0, 3]
    """
    size = 2**BITS
    across = (np.asarray(lon) + 180.0) % _TURN / _TURN
    x, y = (np.clip(np.floor(unit * size), 0, size - 1).astype(np.uint64) for unit in (across, down(lat)))
    return _interleave(x, y)


def tiles_of(bounds: Bounds, zoom: int) -> Tiles:
    """Tiles that a view touches, its edges included.

    Parameters
    ----------
    bounds : (west, south, east, north)
        Degrees; longitudes may lie beyond 180, and west > east crosses the antimeridian. A view of 360 degrees or more
        is the whole globe, once.
    zoom : int
        Wished level; lowered until there are at most `MAX_TILES` and not above `MAX_LEVEL`.

    Returns
    -------
    Tiles

    Raises
    ------
    DataContractError
        If a bound is not finite, or south is above north.

    Examples
    --------
    >>> tiles_of((-180.0, -90.0, 180.0, 90.0), 1).code.tolist()
    [0, 1, 2, 3]
    """
    west, south, east, north = bounds
    if not all(math.isfinite(value) for value in bounds):
        raise DataContractError("view", [f"bounds must be finite numbers, found {bounds}"])
    if south > north:
        raise DataContractError("view", [f"south {south:g} is above north {north:g}"])
    east += _TURN * math.ceil((west - east) / _TURN) if east < west else 0.0
    for level in range(min(max(zoom, 0), MAX_LEVEL), -1, -1):
        columns, rows = _columns(west, east, level), _rows(south, north, level)
        if len(columns) * len(rows) <= MAX_TILES:
            break
    x, y = (grid.ravel() for grid in np.meshgrid(np.array(columns), np.array(rows)))
    turn, x = np.divmod(x, 2**level)
    code = _interleave(x.astype(np.uint64), y.astype(np.uint64))
    order = np.argsort(code, kind="stable")
    return Tiles(level, code[order], _TURN * turn[order])


def cell_centres(codes: np.ndarray, level: int) -> tuple[np.ndarray, np.ndarray]:
    """Middle of cells of the web map.

    Parameters
    ----------
    codes : ndarray of shape (n,)
        Morton codes at the level.
    level : int
        Level of the cells.

    Returns
    -------
    lon, lat : ndarray of shape (n,)
        Degrees.

    Examples
    --------
    >>> [round(float(value[0]), 4) for value in cell_centres(np.array([3], dtype=np.uint64), 1)]
    [90.0, -66.5133]
    """
    x, y = (_gather(codes >> np.uint64(axis)) for axis in (0, 1))
    lon = (x + 0.5) / 2**level * _TURN - 180.0
    return lon, latitudes((y + 0.5) / 2**level)


def cell_corners(codes: np.ndarray, level: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Edges of cells in the square of the web map, whose sides run from 0 to 1: left, upper, right, lower.

    Examples
    --------
    >>> [float(value[0]) for value in cell_corners(np.array([3], dtype=np.uint64), 1)]
    [0.5, 0.5, 1.0, 1.0]
    """
    x, y = (_gather(codes >> np.uint64(axis)) / 2**level for axis in (0, 1))
    return x, y, x + 0.5**level, y + 0.5**level


def latitudes(down: np.ndarray) -> np.ndarray:
    """Latitude of distances from the northern edge of the square, 0 to 1.

    Examples
    --------
    >>> latitudes(np.array([0.5])).tolist()
    [0.0]
    """
    found: np.ndarray = np.degrees(np.arctan(np.sinh(math.pi * (1 - 2 * np.asarray(down)))))
    return found


def _columns(west: float, east: float, level: int) -> range:
    """Columns from west to east; beyond 2**level or below 0 they are the next turn of the globe."""
    size = 2**level
    if east - west >= _TURN:
        return range(size)
    first = math.floor((west + 180.0) / _TURN * size)
    last = math.floor((east + 180.0) / _TURN * size)
    return range(first, min(last, first + size - 1) + 1)


def _rows(south: float, north: float, level: int) -> range:
    size = 2**level
    first, last = np.clip(np.floor(down(np.array([north, south])) * size), 0, size - 1).astype(int).tolist()
    return range(first, last + 1)


def down(lat: np.ndarray) -> np.ndarray:
    """Distance of latitudes from the northern edge of the square, 0 to 1.

    Examples
    --------
    >>> abs(down(np.array([0.0, 90.0]))).round(6).tolist()
    [0.5, 0.0]
    """
    sine = np.sin(np.radians(np.clip(lat, -_MAX_LAT, _MAX_LAT)))
    found: np.ndarray = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * math.pi)
    return found


def _interleave(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    code: np.ndarray = _spread(x) | (_spread(y) << np.uint64(1))
    return code


def _gather(codes: np.ndarray) -> np.ndarray:
    """Every second bit of codes, put together: the inverse of `_spread`."""
    found = codes & np.uint64(0x5555555555555555)
    for shift, mask in ((1, 0x3333333333333333), (2, 0x0F0F0F0F0F0F0F0F), (4, 0x00FF00FF00FF00FF),
                        (8, 0x0000FFFF0000FFFF), (16, 0x00000000FFFFFFFF)):  # fmt: skip
        found = (found | (found >> np.uint64(shift))) & np.uint64(mask)
    return found


def _spread(values: np.ndarray) -> np.ndarray:
    spread = values
    for shift, mask in _SPREAD:
        spread = (spread | (spread << np.uint64(shift))) & np.uint64(mask)
    return spread
