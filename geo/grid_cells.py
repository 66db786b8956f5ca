"""Compiled loops over a grid of cells: in which region a point lies.

A cell that no border touches lies in one region as a whole. In any other, each outline with edges there has a *group*
of edges, and it is known whether the cell's anchor, a point near its middle, lies inside the outline. From a point one
goes east or west to the anchor's longitude and then north or south to the anchor; each edge crossed on the way changes
inside to outside. Edges run upwards; on which side of one a point lies is exact, so that a point on a border is told
from one beside it. The parts of such a cell, an eighth of it wide, that no border touches lie in one region as well.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from geo.compiling import compiled
from geo.orientation import Edge, side, touches

HALF_TURN, POLE = 180.0, 90.0
ANCHOR_X, ANCHOR_Y = 0.5000123, 0.5000321  # in cells; not the middle, through which borders like to run
BEGIN, REGION, OUTLINE, INSIDE = 0, 1, 2, 3  # columns of the groups
UNKNOWN = 2  # the anchor lies on the outline itself
ON, UNCLEAR = 2, 3  # the point lies on the edge; the corner of the way does
DOUBT = -2  # the edges of the cell do not answer
SLOPE, MEETS = 4, 5  # columns of the edges of cells: degrees east by degree north; latitude at the anchor's longitude
ROUNDING = 1e-12  # degrees; more than the error of a place on an edge, 5 roundings of 720 degrees and one of 360
PARTS = 8  # of a border cell along each axis
NAMES, NAMED = 4, 3  # column of the first region of parts, and how many regions have a column
MIXED = -2  # an edge touches the part of a cell


class Frame(NamedTuple):
    """Where the cells lie: degrees, cells per degree, number of cells."""

    west: float
    south: float
    east: float
    north: float
    across: float
    up: float
    columns: int
    rows: int


class Outlines(NamedTuple):
    """All edges by outline, `edges[begin[o]:begin[o + 1]]` of shape (n, 4); the region of each outline, ascending."""

    region: np.ndarray
    begin: np.ndarray
    edges: np.ndarray


class Cells(NamedTuple):
    """A grid.

    `content` is the region of a cell, -1 for none, or -2 - k for the border cell k. Row k of `border` is its first
    group and the first region that covers all of it; row g of `groups` is the first edge, region, outline and whether
    the anchor is inside. One row more ends both. Row k of `parts`, for the border cell k, has a bit of each
    part in its first two columns, another bit in the next two, and the regions that both name; the last is MIXED.
    `poles` are the regions of the south pole and the north pole.
    """

    frame: Frame
    content: np.ndarray
    border: np.ndarray
    groups: np.ndarray
    parts: np.ndarray
    edges: np.ndarray
    outlines: Outlines
    poles: np.ndarray


@compiled
def edge_of(edges: np.ndarray, e: int) -> Edge:
    """Read an edge."""
    return edges[e, 0], edges[e, 1], edges[e, 2], edges[e, 3]


@compiled
def anchor_x(frame: Frame, column: int) -> float:
    """Longitude of the anchors of a column."""
    return frame.west + (column + ANCHOR_X) / frame.across


@compiled
def anchor_y(frame: Frame, row: int) -> float:
    """Latitude of the anchors of a row."""
    return frame.south + (row + ANCHOR_Y) / frame.up


@compiled
def anchor_at(x: float, y: float, frame: Frame) -> tuple[int, float, float]:
    """Find the cell of a point within the frame, and its anchor."""
    column = min(int((x - frame.west) * frame.across), frame.columns - 1)
    row = min(int((y - frame.south) * frame.up), frame.rows - 1)
    return row * frame.columns + column, anchor_x(frame, column), anchor_y(frame, row)


@compiled
def at_home(x: float) -> float:
    """Turn a longitude from -360 to 360 into one from -180 to 180, without rounding; NaN for any other."""
    if not abs(x) <= 2.0 * HALF_TURN:
        return np.nan
    return x - 360.0 if x > HALF_TURN else x + 360.0 if x < -HALF_TURN else x


@compiled
def crossings(edge: Edge, x: float, y: float, to_x: float, to_y: float) -> int:
    """Count how often the way from a point to the anchor crosses an edge: 0, 1, ON or UNCLEAR."""
    ax, ay, bx, by = edge
    west, east = min(ax, bx), max(ax, bx)
    found = 0
    if ay <= y <= by and west <= max(x, to_x) and east >= min(x, to_x):
        if ay == by:
            if west <= x <= east:
                return ON
            if west <= to_x <= east:
                return UNCLEAR
        else:
            here, corner = side(ax, ay, bx, by, x, y), side(ax, ay, bx, by, to_x, y)
            if here == 0:
                return ON
            if corner == 0:
                return UNCLEAR
            found = int(y < by and here != corner)
    if west <= to_x < east and by >= min(y, to_y) and ay <= max(y, to_y):
        found ^= int(side(ax, ay, bx, by, to_x, y) != side(ax, ay, bx, by, to_x, to_y))
    return found


@compiled
def exactly(way: Edge, edges: np.ndarray, inside: int) -> int:
    """Tell whether a point is inside an outline, which has these edges in its cell, without rounding; or UNCLEAR."""
    x, y, to_x, to_y = way
    if inside == UNKNOWN:
        return UNCLEAR
    for e in range(len(edges)):
        found = crossings(edge_of(edges, e), x, y, to_x, to_y)
        if found == UNCLEAR:
            return UNCLEAR
        if found == ON:
            return 1
        inside ^= found
    return inside


@compiled
def by_edges(lon: np.ndarray, lat: np.ndarray, cells: Cells, found: np.ndarray, waiting: np.ndarray) -> int:
    """Find the first region that covers each waiting point, of which `found` holds the border cell; count the DOUBTs.

    The way along the parallel crosses an edge that begins at or below it and ends above, when the edge meets the
    parallel between the ends of the way; along the meridian of the anchor likewise, and there it is known where.
    """
    frame, border, groups, edges = cells.frame, cells.border, cells.groups, cells.edges
    doubts = 0
    for i in waiting:
        x, y, k = lon[i], lat[i], -2 - found[i]
        _, to_x, to_y = anchor_at(x, y, frame)
        region = whole = border[k, 1]
        for g in range(border[k, 0], border[k + 1, 0]):
            if 0 <= whole < groups[g, REGION]:
                break
            inside, begin, end = groups[g, INSIDE], groups[g, BEGIN], groups[g + 1, BEGIN]
            doubtful, odd = inside == UNKNOWN, inside == 1
            for e in range(begin, end):
                low, high, meets = edges[e, 1], edges[e, 3], edges[e, MEETS]
                at = edges[e, 0] + (y - low) * edges[e, SLOPE]
                level, clear = (low <= y) & (y <= high), (abs(x - at) > ROUNDING) & (abs(to_x - at) > ROUNDING)
                doubtful |= (level & (not clear)) | (not abs(y - meets) > ROUNDING)
                odd ^= (level & (y < high) & ((x < at) != (to_x < at))) ^ ((y < meets) != (to_y < meets))
            inside = exactly((x, y, to_x, to_y), edges[begin:end], inside) if doubtful else int(odd)
            if inside:
                region = DOUBT if inside == UNCLEAR else groups[g, REGION]
                break
        found[i] = region
        doubts += int(region == DOUBT)
    return doubts


@compiled
def by_outlines(x: float, y: float, outlines: Outlines) -> int:
    """Find the first region that covers a point, by all edges of all outlines."""
    for o in range(len(outlines.region)):
        inside = False
        for e in range(outlines.begin[o], outlines.begin[o + 1]):
            edge = edge_of(outlines.edges, e)
            ax, ay, bx, by = edge
            if touches(edge, x, y):
                return int(outlines.region[o])
            if ay <= y < by and side(ax, ay, bx, by, x, y) > 0:
                inside = not inside
        if inside:
            return int(outlines.region[o])
    return -1
