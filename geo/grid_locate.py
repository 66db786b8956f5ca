"""Compiled loops that find the region of many points: by cells first, then by parts of border cells, then by edges."""

from __future__ import annotations

import numpy as np

from geo.compiling import compiled
from geo.grid_cells import (
    BEGIN,
    DOUBT,
    HALF_TURN,
    MIXED,
    NAMES,
    PARTS,
    POLE,
    Cells,
    Outlines,
    anchor_at,
    at_home,
    by_edges,
    by_outlines,
)

BATCH = 1024  # points at a time: what is known of them stays in the nearest memory
SEAM = -2147483648  # a pole or the 180th meridian, in place of what a cell holds
BEFORE_SEAM, BEFORE_POLE = np.nextafter(HALF_TURN, 0.0), np.nextafter(POLE, 0.0)


@compiled
def beyond(lon: np.ndarray) -> bool:
    """Tell whether any longitude is beyond 180 degrees."""
    found = False
    for x in lon:
        found |= abs(x) > HALF_TURN
    return found


@compiled
def at_homes(lon: np.ndarray) -> np.ndarray:
    """Turn longitudes as `at_home` does."""
    made = np.empty(len(lon))
    for i in range(len(lon)):
        made[i] = at_home(lon[i])
    return made


@compiled
def region_at(x: float, y: float, cells: Cells) -> int:
    """Find the first region that covers a point from -180 to 180 degrees, whatever its cell."""
    frame = cells.frame
    if not (frame.west <= x <= frame.east and frame.south <= y <= frame.north):
        return -1
    found = np.array([cells.content[anchor_at(x, y, frame)[0]]])
    if found[0] < -1:
        by_edges(np.array([x]), np.array([y]), cells, found, np.zeros(1, np.int32))
    return int(found[0]) if found[0] != DOUBT else by_outlines(x, y, cells.outlines)


@compiled
def at_seam(x: float, y: float, cells: Cells) -> int:
    """Find the first region at a pole, or on either side of the 180th meridian."""
    if abs(y) == POLE and abs(x) <= HALF_TURN:
        return int(cells.poles[int(y > 0.0)])
    one, other = region_at(x, y, cells), region_at(-x, y, cells)
    return min(one, other) if min(one, other) >= 0 else max(one, other)


@compiled
def by_cells(lon: np.ndarray, lat: np.ndarray, cells: Cells, found: np.ndarray, waiting: np.ndarray) -> int:
    """Look up the cells of points; return how many come first in `waiting`, which a cell does not answer."""
    frame, content = cells.frame, cells.content
    west, east = max(frame.west, -BEFORE_SEAM), min(frame.east, BEFORE_SEAM)
    south, north = max(frame.south, -BEFORE_POLE), min(frame.north, BEFORE_POLE)
    right, top = frame.columns - 1, frame.rows - 1
    size = 0
    for i in range(len(lon)):
        x, y, at = lon[i], lat[i], -1
        if west <= x <= east and south <= y <= north:
            column, row = min(int((x - frame.west) * frame.across), right), min(int((y - frame.south) * frame.up), top)
            at = content[row * frame.columns + column]
        elif abs(x) >= HALF_TURN or abs(y) >= POLE:
            at = SEAM
        found[i], waiting[size] = at, i
        size += int(at < -1)
    return size


@compiled
def by_parts(lon: np.ndarray, lat: np.ndarray, cells: Cells, found: np.ndarray, waiting: np.ndarray, size: int) -> int:
    """Look up the parts of border cells; return how many points, first in `waiting`, these do not answer."""
    frame, parts = cells.frame, cells.parts
    across, up = frame.across * PARTS, frame.up * PARTS
    right, top = frame.columns * PARTS - 1, frame.rows * PARTS - 1
    left = 0
    for n in range(size):
        i = waiting[n]
        x, y, at = lon[i], lat[i], found[i]
        if at == SEAM:
            found[i] = at_seam(x, y, cells)
            continue
        column, row = min(int((x - frame.west) * across), right), min(int((y - frame.south) * up), top)
        k, bit = -2 - at, (row & PARTS - 1) * PARTS + (column & PARTS - 1)
        word, bit = bit >> 5, bit & 31
        part = parts[k, NAMES + (parts[k, word] >> bit & 1) + 2 * (parts[k, word + 2] >> bit & 1)]
        waiting[left] = i
        found[i] = at if part == MIXED else part
        left += int(part == MIXED)
    return left


@compiled
def by_all(lon: np.ndarray, lat: np.ndarray, outlines: Outlines, found: np.ndarray) -> None:
    """Find the points whose cells do not answer by all edges."""
    for i in range(len(found)):
        if found[i] == DOUBT:
            found[i] = by_outlines(lon[i], lat[i], outlines)


@compiled
def fetch(found: np.ndarray, waiting: np.ndarray, cells: Cells) -> float:
    """Touch the edges of the cells that come next, so that memory brings them all at the same time."""
    border, groups, edges = cells.border, cells.groups, cells.edges
    total = 0.0
    for i in waiting:
        k = -2 - found[i]
        total += edges[groups[border[k, 0], BEGIN], 0] + edges[groups[border[k + 1, 0], BEGIN] - 1, 0]
    return total


@compiled
def locate(lon: np.ndarray, lat: np.ndarray, cells: Cells, found: np.ndarray) -> float:
    """Find the region of points from -180 to 180 degrees; what is returned only keeps `fetch` from being left out."""
    waiting = np.empty(BATCH, np.int32)
    ahead = 0.0
    for begin in range(0, len(lon), BATCH):
        x, y, at = lon[begin : begin + BATCH], lat[begin : begin + BATCH], found[begin : begin + BATCH]
        size = by_parts(x, y, cells, at, waiting, by_cells(x, y, cells, at, waiting))
        ahead += fetch(at, waiting[:size], cells)
        if by_edges(x, y, cells, at, waiting[:size]):
            by_all(x, y, cells.outlines, at)
    return ahead
