"""Compiled loops that tell more of border cells: where edges meet the anchor's longitude, the regions of parts."""

from __future__ import annotations

import numpy as np

from geo.compiling import compiled
from geo.grid_cells import (
    MEETS,
    MIXED,
    NAMED,
    NAMES,
    PARTS,
    ROUNDING,
    SLOPE,
    Cells,
    Frame,
    anchor_x,
    anchor_y,
    by_edges,
    edge_of,
)
from geo.grid_paint import columns_of, rows_of

BLOCK, MOST = 64, PARTS * PARTS // 2  # cells at a time, and how many clearings one can have
ONE = np.uint64(1)
NOT_FIRST, NOT_LAST = np.uint64(0xFEFEFEFEFEFEFEFE), np.uint64(0x7F7F7F7F7F7F7F7F)  # columns of the parts of a cell


@compiled
def with_meetings(edges: np.ndarray, edge: np.ndarray, cell: np.ndarray, frame: Frame) -> np.ndarray:
    """Write the edges of cells, and where each meets the longitude of the anchor: NaN for unclear, infinity for not."""
    made = np.empty((len(edge), 6))
    for e in range(len(edge)):
        ax, ay, bx, by = edge_of(edges, edge[e])
        x, y = anchor_x(frame, cell[e] % frame.columns), anchor_y(frame, cell[e] // frame.columns)
        made[e, 0], made[e, 1], made[e, 2], made[e, 3] = ax, ay, bx, by
        slope, meets = np.nan, np.inf
        if by > ay:
            slope = (bx - ax) / (by - ay)
        if (ax <= x) != (bx <= x):
            meets = ay + (x - ax) * ((by - ay) / (bx - ax))
            if not ROUNDING < abs(meets - y) < np.inf:
                meets = np.nan
        made[e, SLOPE], made[e, MEETS] = slope if abs(slope) < np.inf else np.nan, meets
    return made


@compiled
def mixed_parts(edges: np.ndarray, frame: Frame, content: np.ndarray, cells: int) -> np.ndarray:
    """Mark the parts of border cells that an edge touches, a bit each, row by row."""
    fine = Frame(
        frame.west, frame.south, frame.east, frame.north, frame.across * PARTS, frame.up * PARTS,
        frame.columns * PARTS, frame.rows * PARTS,
    )  # fmt: skip
    mixed = np.zeros(cells, np.uint64)
    for i in range(len(edges)):
        low, high = rows_of(edge_of(edges, i), fine)
        for row in range(low, high + 1):
            first, last = columns_of(edge_of(edges, i), row, fine)
            for column in range(first, last + 1):
                k = -2 - content[row // PARTS * frame.columns + column // PARTS]
                if k >= 0:
                    mixed[k] |= ONE << np.uint64(row % PARTS * PARTS + column % PARTS)
    return mixed


@compiled
def clearing(whole: np.uint64, clear: np.uint64) -> np.uint64:
    """Spread from a part over the clear parts beside it, and those beside these."""
    step, up = ONE, np.uint64(PARTS)
    while True:
        beside = ((whole << step) & NOT_FIRST) | ((whole >> step) & NOT_LAST) | (whole << up) | (whole >> up)
        more = (whole | beside) & clear
        if more == whole:
            return whole
        whole = more


@compiled
def name_parts(parts: np.ndarray, bits: np.ndarray, k: int, at: np.uint64, region: int) -> None:
    """Write the region of some parts of a border cell, if it is among the first three there."""
    for code in range(NAMED):
        name = parts[k, NAMES + code]
        if (name == region) | (name == MIXED):
            parts[k, NAMES + code] = region
            if code & 1 == 0:
                bits[k, 0] &= ~at
            if code & 2 == 0:
                bits[k, 1] &= ~at
            return


@compiled
def fill_parts(cell_of: np.ndarray, mixed: np.ndarray, bits: np.ndarray, cells: Cells) -> None:
    """Find the region of each clearing, parts that no edge touches, by the edges of its cell; `bits` are the parts."""
    frame, parts = cells.frame, cells.parts
    x, y, found = np.empty(BLOCK * MOST), np.empty(BLOCK * MOST), np.empty(BLOCK * MOST, np.int32)
    at, everyone = np.empty(BLOCK * MOST, np.uint64), np.arange(BLOCK * MOST, dtype=np.int32)
    owner = np.empty(BLOCK * MOST, np.int32)
    for begin in range(0, len(cell_of), BLOCK):
        size = 0
        for k in range(begin, min(begin + BLOCK, len(cell_of))):
            clear, column, row = ~mixed[k], cell_of[k] % frame.columns, cell_of[k] // frame.columns
            for part in range(PARTS * PARTS):
                if (clear >> np.uint64(part)) & ONE:
                    x[size] = frame.west + (column + (part % PARTS + 0.5) / PARTS) / frame.across
                    y[size] = frame.south + (row + (part // PARTS + 0.5) / PARTS) / frame.up
                    at[size], owner[size], found[size] = clearing(ONE << np.uint64(part), clear), k, -2 - k
                    clear &= ~at[size]
                    size += 1
        by_edges(x, y, cells, found, everyone[:size])
        for n in range(size):
            if found[n] != MIXED:
                name_parts(parts, bits, owner[n], at[n], found[n])
