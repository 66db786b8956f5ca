"""A grid over regions: edges by outline, cells of a size that pays, and what lies in each of them."""

from __future__ import annotations

import numpy as np
import shapely

from geo.grid_cells import MIXED, NAMES, Cells, Frame, Outlines
from geo.grid_paint import doubt, edges_by_cell, grouped, paint
from geo.grid_parts import fill_parts, mixed_parts, with_meetings

_TURN, _POLE = 360.0, 90.0
_FINEST = 1e-6  # degrees: smaller cells gain nothing and come near the rounding of longitudes
_PAINTED = 6  # how often a cell may be visited for overlapping regions before the grid gets coarser
_FEWEST, _PER_EDGE = 64, 8  # cells an axis, and how many more for the square root of the number of edges


def outlines_of(shapes: np.ndarray) -> Outlines:
    """Take the edges of all regions, upwards; what lies beyond 180 degrees comes again, a turn away."""
    west, _, east, _ = shapely.bounds(shapes).T
    region = np.arange(len(shapes))
    over = [np.flatnonzero(east > _TURN / 2), np.flatnonzero(west < -_TURN / 2)]
    source = np.concatenate([region, *over])
    shift = np.repeat([0.0, -_TURN, _TURN], [len(region), len(over[0]), len(over[1])])
    order = np.argsort(source, kind="stable")
    source, shift = source[order], shift[order]
    parts, outline = shapely.get_parts(shapes[source], return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    edges = np.hstack([points[:-1], points[1:]])
    real = (ring[1:] == ring[:-1]) & (edges[:, :2] != edges[:, 2:]).any(axis=1)
    owner = outline[part[ring[:-1][real]]]
    edges = edges[real]
    edges[:, [0, 2]] += shift[owner][:, None]
    down = (edges[:, 1] > edges[:, 3]) | ((edges[:, 1] == edges[:, 3]) & (edges[:, 0] > edges[:, 2]))
    edges[down] = edges[down][:, [2, 3, 0, 1]]
    begin = np.searchsorted(owner, np.arange(len(source) + 1))
    return Outlines(source.astype(np.int32), begin, edges)


def _frame(outlines: Outlines, cells: int) -> Frame:
    """Choose the cells: square, as many as pay, fewer where much overlaps."""
    edges = outlines.edges
    if not len(edges):
        return Frame(0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1, 1)
    x, y = edges[:, [0, 2]], edges[:, [1, 3]]
    west, east = max(x.min(), -_TURN / 2), min(x.max(), _TURN / 2)
    south, north = y.min(), y.max()
    begin = outlines.begin[:-1][np.diff(outlines.begin) > 0]
    width = np.maximum.reduceat(x.max(axis=1), begin) - np.minimum.reduceat(x.min(axis=1), begin)
    height = np.maximum.reduceat(y.max(axis=1), begin) - np.minimum.reduceat(y.min(axis=1), begin)
    overlap = float((width * height).sum() / ((east - west) * (north - south)))
    wanted = min(cells, _FEWEST + _PER_EDGE * len(edges) ** 0.5) * min(1.0, (_PAINTED / overlap) ** 0.5)
    stretch = ((east - west) / (north - south)) ** 0.5
    columns, rows = (
        int(max(1, min(wanted * more, length / _FINEST)))
        for more, length in ((stretch, east - west), (1 / stretch, north - south))
    )
    return Frame(west, south, east, north, columns / (east - west), rows / (north - south), columns, rows)


def cells_of(outlines: Outlines, cells: int) -> Cells:
    """Lay a grid of at most so many cells squared over outlines."""
    frame = _frame(outlines, cells)
    end = np.zeros(frame.rows * frame.columns + 1, np.int32)
    edges_by_cell(outlines.edges, frame, end[1:], np.empty(0, np.int32))
    end = np.cumsum(end, dtype=np.int32)
    edge = np.empty(end[-1], np.int32)
    edges_by_cell(outlines.edges, frame, end, edge)
    outline_of = np.repeat(np.arange(len(outlines.region), dtype=np.int32), np.diff(outlines.begin))
    groups, border, cell_of_edge = grouped(end[:-1], edge, outline_of, outlines)
    edges = with_meetings(outlines.edges, edge, cell_of_edge, frame)
    cell = cell_of_edge[groups[:-1, 0]]
    content = np.full(frame.rows * frame.columns, -1, np.int32)
    by_outline = np.argsort(groups[:-1, 2], kind="stable")
    sorted_groups = groups[by_outline]
    paint(outlines, sorted_groups, cell[by_outline], frame, content)
    groups[by_outline, 3] = sorted_groups[:, 3]
    doubt(groups, cell, edges, frame)
    cell = cell[border[:-1, 0]]
    border[:-1, 1] = content[cell]
    content[cell] = -2 - np.arange(len(cell), dtype=np.int32)
    parts = np.full((len(cell), 2 * NAMES), -1, np.int32)
    parts[:, NAMES:] = MIXED
    made = Cells(frame, content, border, groups, parts, edges, outlines, _poles(outlines))
    fill_parts(cell, mixed_parts(outlines.edges, frame, content, len(cell)), parts.view(np.uint64), made)
    return made


def _poles(outlines: Outlines) -> np.ndarray:
    """Find the first region that reaches the south pole and the north pole, -1 for none."""
    owner = np.repeat(outlines.region, np.diff(outlines.begin))
    ends = outlines.edges[:, [1, 3]]
    reached = [owner[(ends == pole).any(axis=1)] for pole in (-_POLE, _POLE)]
    return np.array([at.min() if len(at) else -1 for at in reached], dtype=np.int32)
