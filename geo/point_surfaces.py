"""Enterprises of a view as a surface: density by a kernel, or hexagons. Both are drawn from cells of a few pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import fft

from geo.tiles import BITS, cell_corners, down, latitudes, tiles_of
from geo.viewport import tile_sums

if TYPE_CHECKING:
    from geo.point_filters import PointView
    from geo.point_index import EnterpriseIndex
    from geo.tiles import Bounds

CLASSES = 7
"""Classes of a density surface; each begins at twice the density of the one before."""

HEXAGON_PX = 22
"""Side of a hexagon at the zoom that it was asked for, in pixels."""

BANDWIDTH_PX = 24
"""Bandwidth of the kernel on the screen, if none is asked for; then rounded to 1, 2 or 5 times a power of ten km."""

MIN_KM, MAX_KM = 0.05, 500.0
"""Bounds of the bandwidth."""

_EQUATOR_KM = 40_075.017
_TILE_PX = 256
_DENSITY_BITS, _HEXAGON_BITS = 5, 6  # cells of 8 and of 4 pixels
_REACH = 3.0  # bandwidths that the kernel is seen to reach


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """Sums in square cells of the web map: rows from the north, columns from the west.

    `left` and `top` are the first column and row, counted in cells of `level`; columns continue beyond the world where
    the view does.
    """

    values: np.ndarray
    level: int
    left: int
    top: int


@dataclass(frozen=True, slots=True)
class DensitySurface:
    """Classes of density: digits 0 (below the first level) to `CLASSES`, a text a row, from the north.

    `levels` are the densities at which classes begin, per km2; `bounds` are west, south, east, north of the grid.
    """

    rows: tuple[str, ...]
    levels: tuple[float, ...]
    bounds: tuple[float, float, float, float]
    bandwidth_km: float


def raster(index: EnterpriseIndex, view: PointView, *, bits: int) -> Raster:
    """Enterprises and employees in the cells of the tiles that a view touches.

    Parameters
    ----------
    index : EnterpriseIndex
    view : PointView
    bits : int
        Halvings of a tile in each direction.

    Returns
    -------
    Raster
        Values of shape (n_rows, n_columns, 2), int64.
    """
    tiles = tiles_of(view.bounds, view.zoom)
    bits = min(bits, BITS - tiles.level)
    sums = tile_sums(index, tiles, bits, view.wanted)[..., :2]
    side, cells = 2**bits, np.arange(4**bits, dtype=np.uint64)
    x, y = ((corner * side).astype(int) for corner in cell_corners(cells, bits)[:2])
    tile_x, tile_y = ((corner * 2**tiles.level).astype(int) for corner in cell_corners(tiles.code, tiles.level)[:2])
    tile_x = tile_x + (tiles.turn / 360.0).astype(int) * 2**tiles.level
    left, top = int(tile_x.min()), int(tile_y.min())
    values = np.zeros(((tile_y.max() - top + 1) * side, (tile_x.max() - left + 1) * side, 2), np.int64)
    for column, row, own in zip(tile_x - left, tile_y - top, sums, strict=True):
        values[row * side + y, column * side + x] = own
    return Raster(values, tiles.level + bits, left * side, top * side)


def bandwidth_km(zoom: int, latitude: float) -> float:
    """Bandwidth that looks alike at every zoom: 1, 2 or 5 times a power of ten kilometres.

    Examples
    --------
    >>> [bandwidth_km(zoom, 50.0) for zoom in (4, 8, 12)]
    [200.0, 10.0, 0.5]
    """
    wide = BANDWIDTH_PX * _EQUATOR_KM * math.cos(math.radians(latitude)) / (_TILE_PX * 2**zoom)
    power = 10.0 ** math.floor(math.log10(wide))
    nearest = min((1, 2, 5, 10), key=lambda step: abs(math.log(wide / (step * power))))
    return min(max(round(nearest * power, 6), MIN_KM), MAX_KM)


def density(
    index: EnterpriseIndex, view: PointView, *, employees: bool = False, bandwidth: float | None = None
) -> DensitySurface:
    """Kernel density of the enterprises in a view, by a fast Fourier transform of their counts in cells of 8 pixels.

    The kernel is Gaussian with a standard deviation of `bandwidth` kilometres, measured at the middle latitude of the
    view. Enterprises outside the view count as far as the kernel reaches.

    Parameters
    ----------
    index : EnterpriseIndex
    view : PointView
    employees : bool
        Weigh each enterprise by its employees instead of as one.
    bandwidth : float, optional
        Kilometres; by default such that it looks alike at every zoom (`bandwidth_km`).

    Returns
    -------
    DensitySurface

    References
    ----------
    .. [1] Silverman, B. W. (1982). Kernel density estimation using the fast Fourier transform. Applied Statistics 31.
    """
    west, south, east, north = view.bounds
    middle = float(np.clip((south + north) / 2, -80, 80))
    wide = bandwidth_km(view.zoom, middle) if bandwidth is None else bandwidth
    pad = _REACH * wide / _EQUATOR_KM * 360.0
    tall = pad / math.cos(math.radians(middle))
    around = (west - tall, max(south - pad, -90.0), east + tall, min(north + pad, 90.0))
    counted = raster(index, replace(view, bounds=around), bits=_DENSITY_BITS)
    cell_km = _EQUATOR_KM * np.cos(np.radians(_row_latitudes(counted))) / 2**counted.level
    spread = wide / (_EQUATOR_KM * math.cos(math.radians(middle)) / 2**counted.level)
    smooth = _blurred(counted.values[..., int(employees)].astype(float), spread) / (cell_km**2)[:, None]
    rows, columns = _inside(counted, view.bounds)
    return _classed(smooth[rows, columns], _bounds(counted, rows, columns), wide)


def hexagons(index: EnterpriseIndex, view: PointView) -> tuple[list[list[float]], float]:
    """Enterprises of a view in hexagons that are equal on the web map.

    They are no H3 cells: the vectorised library for those needs 7 s for ten million places at one resolution, and cells
    of its fixed sizes do not fit a zoom. On the ground hexagons of one view are smaller towards the poles. Places are
    taken to cells of 4 pixels before they are taken to hexagons.

    Parameters
    ----------
    index : EnterpriseIndex
    view : PointView

    Returns
    -------
    hexagons : list of [count, employees, lon, lat]
        Those that hold anybody; the place is the middle.
    side : float
        Side of a hexagon, as a share of the side of the web map.
    """
    counted = raster(index, view, bits=_HEXAGON_BITS)
    rows, columns = _inside(counted, view.bounds)
    values = counted.values[rows, columns]
    y, x = np.nonzero(values[..., 0])
    sums = values[y, x]
    size, side = 2**counted.level, HEXAGON_PX / _TILE_PX / 2**view.zoom
    middle_x, middle_y = x + columns.start + counted.left + 0.5, y + rows.start + counted.top + 0.5
    q, r = _hexagon_of(middle_x / size / side, middle_y / size / side)
    names, which = np.unique(np.column_stack([q, r]), axis=0, return_inverse=True)
    total = np.zeros((len(names), 2), np.int64)
    np.add.at(total, which.ravel(), sums)
    across = side * math.sqrt(3) * (names[:, 0] + names[:, 1] / 2)
    lon, lat = across * 360.0 - 180.0, latitudes(side * 1.5 * names[:, 1])
    cells = (*total.T.tolist(), np.round(lon, 5).tolist(), np.round(lat, 5).tolist())
    return [list(row) for row in zip(*cells, strict=True)], side


def _hexagon_of(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Axial coordinates of the pointed hexagon of side 1 that holds a place."""
    q, r = math.sqrt(3) / 3 * x - y / 3, 2 / 3 * y
    third = -q - r
    rounded = [np.rint(q), np.rint(r), np.rint(third)]
    off = [np.abs(near - exact) for near, exact in zip(rounded, (q, r, third), strict=True)]
    mend_q = (off[0] > off[1]) & (off[0] > off[2])
    mend_r = ~mend_q & (off[1] > off[2])
    return (
        np.where(mend_q, -rounded[1] - rounded[2], rounded[0]).astype(np.int64),
        np.where(mend_r, -rounded[0] - rounded[2], rounded[1]).astype(np.int64),
    )


def _row_latitudes(grid: Raster) -> np.ndarray:
    return latitudes((grid.top + np.arange(grid.values.shape[0]) + 0.5) / 2**grid.level)


def _blurred(values: np.ndarray, spread: float) -> np.ndarray:
    """Spread each value by a Gaussian of a width in cells; what leaves the grid is lost."""
    margin = math.ceil(4 * spread)
    shape = tuple(fft.next_fast_len(side + margin, real=True) for side in values.shape)
    rows, columns = fft.fftfreq(shape[0])[:, None], fft.rfftfreq(shape[1])[None, :]
    kernel = np.exp(-2 * (math.pi * spread) ** 2 * (rows**2 + columns**2))
    found: np.ndarray = fft.irfft2(fft.rfft2(values, shape) * kernel, shape)
    cut: np.ndarray = np.maximum(found[: values.shape[0], : values.shape[1]], 0.0)
    return cut


def _inside(grid: Raster, bounds: Bounds) -> tuple[slice, slice]:
    """Rows and columns of a grid that a view touches."""
    west, south, east, north = bounds
    east += 360.0 * math.ceil((west - east) / 360.0) if east < west else 0.0
    size = 2**grid.level
    x = [math.floor((lon + 180.0) / 360.0 * size) - grid.left for lon in (west, east)]
    y = [math.floor(float(down(np.array(lat))) * size) - grid.top for lat in (north, south)]
    height, width = grid.values.shape[:2]
    rows = slice(max(0, min(y[0], height - 1)), max(1, min(y[1] + 1, height)))
    return rows, slice(max(0, min(x[0], width - 1)), max(1, min(x[1] + 1, width)))


def _bounds(grid: Raster, rows: slice, columns: slice) -> tuple[float, float, float, float]:
    size = 2**grid.level
    west, east = ((grid.left + edge) / size * 360.0 - 180.0 for edge in (columns.start, columns.stop))
    north, south = latitudes(np.array([grid.top + rows.start, grid.top + rows.stop]) / size).tolist()
    return round(west, 5), round(south, 5), round(east, 5), round(north, 5)


def _classed(values: np.ndarray, bounds: tuple[float, float, float, float], bandwidth: float) -> DensitySurface:
    highest = float(values.max(initial=0.0))
    levels = [_short(highest / 2 ** (CLASSES - step)) for step in range(CLASSES)] if highest > 0 else []
    digits = np.searchsorted(np.array(levels), values, side="right")
    rows = tuple("".join(map(str, row)) for row in digits.tolist())
    return DensitySurface(rows, tuple(levels), bounds, bandwidth)


def _short(value: float) -> float:
    return float(f"{value:.2g}")
