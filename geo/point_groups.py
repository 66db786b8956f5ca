"""What the map shows of a confidential register: groups of enterprises on a fixed grid, never one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.schema import FEWEST_CONTRIBUTORS
from geo.tiles import cell_centres, tiles_of
from geo.viewport import tile_sums

if TYPE_CHECKING:
    from geo.point_filters import PointView
    from geo.point_index import EnterpriseIndex

FINEST_ZOOM = 10
"""Closer views show the groups of this zoom: cells of 10 km at the equator, 6 km at 50 degrees."""

_CELL_BITS = 2


def groups_in_view(
    index: EnterpriseIndex, view: PointView, *, least: int = FEWEST_CONTRIBUTORS
) -> tuple[list[list[float]], int]:
    """Count enterprises in the cells of a fixed grid that a view touches.

    A group stands at the middle of its cell, whatever the places of its members, and its count is rounded down to a
    multiple of `least`, so that neither its place nor the difference of two answers tells of one enterprise. Employees
    are not told at all: one large enterprise could be read from their sum.

    Parameters
    ----------
    index : EnterpriseIndex
    view : PointView
    least : int
        Fewest enterprises of a group.

    Returns
    -------
    groups : list of [count, lon, lat]
    hidden : int
        Cells of the view that hold fewer enterprises than that, rounded down to a multiple of `least`: one alone would
        say where the only enterprise of an industry is.

    Raises
    ------
    DataContractError
        If bounds are not finite, or south is above north.

    References
    ----------
    .. [1] Hundepool, A. et al. (2012). Statistical Disclosure Control. Wiley, ch. 5 (rounding).

    Examples
    --------
    >>> from geo.point_build import build_index
    >>> from geo.point_filters import PointView
    >>> lon, codes = np.array([30.5, 30.5, 30.5, 30.5, 0.1]), np.array(["C"] * 5)
    >>> index = build_index(lon, np.full(5, 50.4), codes, np.ones(5), np.arange(5))
    >>> groups_in_view(index, PointView((-180.0, -80.0, 180.0, 80.0), 3))
    ([[3, 28.125, 52.4828]], 0)
    """
    tiles = tiles_of(view.bounds, min(view.zoom, FINEST_ZOOM))
    counts = tile_sums(index, tiles, _CELL_BITS, view.wanted)[..., 0]
    cells = (tiles.code[:, None] << np.uint64(2 * _CELL_BITS)) + np.arange(4**_CELL_BITS, dtype=np.uint64)
    shown = counts >= least
    lon, lat = cell_centres(cells[shown], tiles.level + _CELL_BITS)
    lon = lon + np.broadcast_to(tiles.turn[:, None], counts.shape)[shown]
    columns = (counts[shown] // least * least).tolist(), np.round(lon, 4).tolist(), np.round(lat, 4).tolist()
    return [list(row) for row in zip(*columns, strict=True)], int(((counts > 0) & ~shown).sum()) // least * least
