"""Compiled loops over a grid of cells: in which region a point lies.

A cell that no border touches lies in one region as a whole. In any other, each outline with edges there has a *group*
of edges, and it is known whether the cell's anchor, a point near its middle, lies inside the outline. From a point one
goes east or west to the anchor's longitude and then north or south to the anchor; each edge crossed on the way changes
inside to outside. Edges run upwards; on which side of one a point lies is exact, so that a point on a border is told
from one beside it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from geo.compiling import compiled
from geo.orientation import ERROR, Edge, side, touches

HALF_TURN, POLE = 180.0, 90.0
ANCHOR_X, ANCHOR_Y = 0.5000123, 0.5000321  # in cells; not the middle, through which borders like to run
BEGIN, REGION, OUTLINE, INSIDE = 0, 1, 2, 3  # columns of the groups
UNKNOWN = 2  # the anchor lies on the outline itself
ON, UNCLEAR = 2, 3  # the point lies on the edge; the corner of the way does
DOUBTFUL = 2  # exact numbers are needed
DOUBT = -2  # the edges of the cell do not answer
BATCH = 64  # points whose edges are brought from memory together
SEAM = -2147483648  # a pole or the 180th meridian, in place of what a cell holds


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
    the anchor is inside. One row more ends both. `poles` are the regions of the south pole and the north pole.
    """

    frame: Frame
    content: np.ndarray
    border: np.ndarray
    groups: np.ndarray
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
def plain_crossings(way: Edge, edges: np.ndarray, begin: int, end: int) -> int:
    """Count the crossings of a way with some edges, without branches: 0 even, 1 odd, DOUBTFUL if rounding decides one.

    A way along a parallel crosses an edge when its ends are on either side of it, and the edge begins at or below the
    parallel and ends above; along a meridian likewise.
    """
    x, y, to_x, to_y = way
    odd = False
    for e in range(begin, end):
        ax, ay, bx, by = edges[e, 0], edges[e, 1], edges[e, 2], edges[e, 3]
        below, above, west, east = ay - y, by - y, ax - to_x, bx - to_x
        one, other = (ax - x) * above, below * (bx - x)
        here, here_error = one - other, ERROR * (abs(one) + abs(other))
        one, other = west * above, below * east
        corner, corner_error = one - other, ERROR * (abs(one) + abs(other))
        one, other = west * (by - to_y), (ay - to_y) * east
        there, there_error = one - other, ERROR * (abs(one) + abs(other))
        level, upright = (ay <= y) & (y <= by), (min(ax, bx) <= to_x) & (to_x < max(ax, bx))
        here_unclear, corner_unclear = abs(here) <= here_error, abs(corner) <= corner_error
        there_unclear = abs(there) <= there_error
        if (level & (here_unclear | corner_unclear)) | (upright & (corner_unclear | there_unclear)):
            return DOUBTFUL
        odd ^= (level & (y < by) & ((here > 0.0) != (corner > 0.0))) ^ (upright & ((corner > 0.0) != (there > 0.0)))
    return int(odd)


@compiled
def by_edges(way: Edge, k: int, border: np.ndarray, groups: np.ndarray, edges: np.ndarray) -> int:
    """Find the first region that covers a point of a border cell; the way goes from the point to the anchor."""
    x, y, to_x, to_y = way
    whole = border[k, 1]
    for g in range(border[k, 0], border[k + 1, 0]):
        if 0 <= whole < groups[g, REGION]:
            break
        inside = groups[g, INSIDE]
        if inside == UNKNOWN:
            return DOUBT
        odd = plain_crossings(way, edges, groups[g, BEGIN], groups[g + 1, BEGIN])
        if odd != DOUBTFUL:
            inside ^= odd
        else:
            for e in range(groups[g, BEGIN], groups[g + 1, BEGIN]):
                found = crossings(edge_of(edges, e), x, y, to_x, to_y)
                if found == UNCLEAR:
                    return DOUBT
                if found == ON:
                    return int(groups[g, REGION])
                inside ^= found
        if inside:
            return int(groups[g, REGION])
    return int(whole)


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


@compiled
def region_at(x: float, y: float, cells: Cells) -> int:
    """Find the first region that covers a point, whatever its cell."""
    frame = cells.frame
    if not (frame.west <= x <= frame.east and frame.south <= y <= frame.north):
        return -1
    cell, to_x, to_y = anchor_at(x, y, frame)
    at = int(cells.content[cell])
    if at < -1:
        at = by_edges((x, y, to_x, to_y), -2 - at, cells.border, cells.groups, cells.edges)
    return at if at != DOUBT else by_outlines(x, y, cells.outlines)


@compiled
def seam_region(x: float, y: float, cells: Cells) -> int:
    """Find the first region at a pole, or on either side of the 180th meridian."""
    if abs(y) == POLE:
        return int(cells.poles[int(y > 0.0)])
    one, other = region_at(x, y, cells), region_at(-x, y, cells)
    return min(one, other) if min(one, other) >= 0 else max(one, other)


@compiled
def fetch(found: np.ndarray, waiting: np.ndarray, cells: Cells) -> float:
    """Touch the edges of the cells that come next, so that memory brings them all at the same time."""
    border, groups, edges = cells.border, cells.groups, cells.edges
    total = 0.0
    for i in waiting:
        k = -2 - found[i] if found[i] != SEAM else 0
        total += edges[groups[border[k, 0], BEGIN], 0] + edges[groups[border[k + 1, 0], BEGIN] - 1, 0]
    return total


@compiled
def locate(lon: np.ndarray, lat: np.ndarray, cells: Cells, found: np.ndarray) -> float:
    """Find the region of every point: all cells first, which the processor can do ahead, then the border cells."""
    frame, content, border, groups, edges = cells.frame, cells.content, cells.border, cells.groups, cells.edges
    waiting = np.empty(len(lon), np.int32)
    size = 0
    for i in range(len(lon)):
        x, y, at = at_home(lon[i]), lat[i], -1
        if (abs(x) == HALF_TURN and abs(y) <= POLE) or (abs(y) == POLE and abs(x) <= HALF_TURN):
            at = SEAM
        elif frame.west <= x <= frame.east and frame.south <= y <= frame.north:
            at = content[anchor_at(x, y, frame)[0]]
        found[i], waiting[size] = at, i
        size += int(at < -1)
    ahead = 0.0
    for n in range(size):
        if n % BATCH == 0:
            ahead += fetch(found, waiting[n : min(n + BATCH, size)], cells)
        i = waiting[n]
        x, y, at = at_home(lon[i]), lat[i], found[i]
        if at == SEAM:
            found[i] = seam_region(x, y, cells)
            continue
        _, to_x, to_y = anchor_at(x, y, frame)
        at = by_edges((x, y, to_x, to_y), -2 - at, border, groups, edges)
        found[i] = at if at != DOUBT else by_outlines(x, y, cells.outlines)
    return ahead
