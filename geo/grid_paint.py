"""Compiled loops that prepare a grid: which edges touch a cell, and which anchors lie inside an outline."""

from __future__ import annotations

import math

import numpy as np

from geo.compiling import compiled
from geo.grid_cells import (
    ANCHOR_X,
    BEGIN,
    INSIDE,
    OUTLINE,
    REGION,
    UNKNOWN,
    Frame,
    Outlines,
    anchor_x,
    anchor_y,
    edge_of,
)
from geo.orientation import Edge, side, touches

SLACK = 1e-6  # in cells; far more than rounding, so that no edge is missed at the rim of a cell


@compiled
def columns_of(edge: Edge, row: int, frame: Frame) -> tuple[int, int]:
    """Find the first and the last column in which an edge touches a row; the last is less where it touches none."""
    u, v = (edge[0] - frame.west) * frame.across, (edge[1] - frame.south) * frame.up
    across, up = (edge[2] - frame.west) * frame.across - u, (edge[3] - frame.south) * frame.up - v
    begin, end = 0.0, 1.0
    if up > 0.0:
        begin = min(max((row - SLACK - v) / up, 0.0), 1.0)
        end = min(max((row + 1 + SLACK - v) / up, 0.0), 1.0)
    one, other = u + across * begin, u + across * end
    return max(math.floor(min(one, other) - SLACK), 0), min(math.floor(max(one, other) + SLACK), frame.columns - 1)


@compiled
def rows_of(edge: Edge, frame: Frame) -> tuple[int, int]:
    """Find the first and the last row that an edge touches."""
    low, high = (edge[1] - frame.south) * frame.up, (edge[3] - frame.south) * frame.up
    return max(math.floor(low - SLACK), 0), min(math.floor(high + SLACK), frame.rows - 1)


@compiled
def edges_by_cell(edges: np.ndarray, frame: Frame, end: np.ndarray, edge: np.ndarray) -> None:
    """Put the edges that touch a cell to its place in `edge`, which moves on; count them where `edge` is empty."""
    filling = len(edge) > 0
    for i in range(len(edges)):
        low, high = rows_of(edge_of(edges, i), frame)
        for row in range(low, high + 1):
            first, last = columns_of(edge_of(edges, i), row, frame)
            for cell in range(row * frame.columns + first, row * frame.columns + last + 1):
                if filling:
                    edge[end[cell]] = i
                end[cell] += 1


@compiled
def grouped(end: np.ndarray, edge: np.ndarray, outline_of: np.ndarray, outlines: Outlines) -> tuple[np.ndarray, ...]:
    """Part the edges of cells by outline: the groups, those of each border cell, and the cell of each edge."""
    groups, cell_of = np.zeros((len(edge) + 1, 4), np.int32), np.empty(len(edge), np.int32)
    border = np.full((len(edge) + 1, 2), -1, np.int32)
    size, cells, e = 0, 0, 0
    for cell in range(len(end)):
        if e < end[cell]:
            border[cells, 0] = size
            cells += 1
        outline = -1
        while e < end[cell]:
            if outline_of[edge[e]] != outline:
                outline = outline_of[edge[e]]
                groups[size, BEGIN], groups[size, OUTLINE], groups[size, REGION] = e, outline, outlines.region[outline]
                size += 1
            cell_of[e] = cell
            e += 1
    groups[size, BEGIN], border[cells, 0] = e, size
    return groups[: size + 1].copy(), border[: cells + 1].copy(), cell_of


@compiled
def anchors_west_of(edge: Edge, frame: Frame, y: float) -> int:
    """Count the anchors at a latitude that lie west of an edge which crosses it."""
    ax, ay, bx, by = edge
    guess = (ax + (bx - ax) * ((y - ay) / (by - ay)) - frame.west) * frame.across - ANCHOR_X
    count = int(min(max(guess + 1.0, 0.0), frame.columns))
    while count < frame.columns and side(ax, ay, bx, by, anchor_x(frame, count), y) > 0:
        count += 1
    while count > 0 and side(ax, ay, bx, by, anchor_x(frame, count - 1), y) <= 0:
        count -= 1
    return count


@compiled
def mark_crossings(edges: np.ndarray, frame: Frame, crossed: np.ndarray, reach: np.ndarray) -> tuple[int, int]:
    """Mark where the edges of an outline cross the latitudes of anchors; return the rows that have any.

    The rows are the first and the one after the last; `reach[row]` are the lowest and the highest mark of a row.
    """
    first, last = frame.rows, 0
    for i in range(len(edges)):
        low = max(math.floor((edges[i, 1] - frame.south) * frame.up) - 1, 0)
        high = min(math.floor((edges[i, 3] - frame.south) * frame.up) + 1, frame.rows - 1)
        for row in range(low, high + 1):
            y = anchor_y(frame, row)
            if edges[i, 1] <= y < edges[i, 3]:
                count = anchors_west_of(edge_of(edges, i), frame, y)
                crossed[row, count] ^= 1
                reach[row, 0], reach[row, 1] = min(reach[row, 0], count), max(reach[row, 1], count)
                first, last = min(first, row), max(last, row + 1)
    return first, last


@compiled
def paint(outlines: Outlines, groups: np.ndarray, cell_of: np.ndarray, frame: Frame, content: np.ndarray) -> None:
    """Find the anchors inside each outline: into `groups` where it has edges in the cell, else into `content`.

    Groups come by outline here; `cell_of` is the cell of each.
    """
    crossed = np.zeros((frame.rows, frame.columns + 1), np.uint8)
    reach = np.empty((frame.rows, 2), np.int64)
    reach[:, 0], reach[:, 1] = frame.columns + 1, -1
    group_at = np.full(len(content), -1, np.int32)
    entered = 0
    for o in range(len(outlines.region)):
        while entered < len(cell_of) and groups[entered, OUTLINE] == o:
            group_at[cell_of[entered]] = entered
            entered += 1
        edges = outlines.edges[outlines.begin[o] : outlines.begin[o + 1]]
        first, last = mark_crossings(edges, frame, crossed, reach)
        for row in range(first, last):
            inside = 0
            for column in range(reach[row, 1] - 1, reach[row, 0] - 1, -1):
                inside ^= crossed[row, column + 1]
                crossed[row, column + 1] = 0
                cell = row * frame.columns + column
                group = group_at[cell]
                if group >= 0 and groups[group, OUTLINE] == o:
                    groups[group, INSIDE] = inside
                elif inside and content[cell] < 0:
                    content[cell] = outlines.region[o]
            if reach[row, 1] >= 0:
                crossed[row, reach[row, 0]] = 0
            reach[row, 0], reach[row, 1] = frame.columns + 1, -1


@compiled
def doubt(groups: np.ndarray, cell_of: np.ndarray, edges: np.ndarray, frame: Frame) -> None:
    """Mark the groups whose outline runs through the anchor."""
    for g in range(len(cell_of)):
        x, y = anchor_x(frame, cell_of[g] % frame.columns), anchor_y(frame, cell_of[g] // frame.columns)
        for e in range(groups[g, BEGIN], groups[g + 1, BEGIN]):
            if touches(edge_of(edges, e), x, y):
                groups[g, INSIDE] = UNKNOWN
