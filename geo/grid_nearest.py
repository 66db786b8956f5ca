"""Compiled search for the nearest region of a point that lies in none."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from geo.compiling import compiled
from geo.grid_cells import BEGIN, HALF_TURN, POLE, REGION, Cells, Frame, at_home, edge_of
from geo.orientation import Edge

RADIUS_KM = 6371.0088  # of the sphere
STEPS = 40  # of a golden section: 1e-8 of an edge
GOLDEN = (math.sqrt(5.0) - 1.0) / 2.0


class Near(NamedTuple):
    """The nearest region so far, -1 for none yet; the haversine of its distance, or of the farthest allowed."""

    region: int
    haversine: float


@compiled
def haversine(x: float, y: float, to_x: float, to_y: float) -> float:
    """Haversine of the angle between two places in degrees; it grows with their distance."""
    half_y, half_x = math.sin(math.radians(to_y - y) / 2.0), math.sin(math.radians(to_x - x) / 2.0)
    return half_y * half_y + math.cos(math.radians(y)) * math.cos(math.radians(to_y)) * half_x * half_x


@compiled
def haversine_to_edge(x: float, y: float, edge: Edge, enough: float) -> float:
    """Haversine to the nearest place of an edge, straight in degrees; of one too far only some place of it."""
    ax, ay, bx, by = edge
    found = min(haversine(x, y, ax, ay), haversine(x, y, bx, by))
    away = math.sin(math.radians(max(ay - y, y - by, 0.0)) / 2.0)
    if away * away > enough:
        return found
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        one, other = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
        at_one = haversine(x, y, ax + (bx - ax) * one, ay + (by - ay) * one)
        at_other = haversine(x, y, ax + (bx - ax) * other, ay + (by - ay) * other)
        found = min(found, at_one, at_other)
        if at_one < at_other:
            high = other
        else:
            low = one
    return found


@compiled
def in_cell(x: float, y: float, cells: Cells, cell: int, near: Near) -> Near:
    """Look at the edges of a cell."""
    k = -2 - cells.content[cell]
    region, least = near
    if k >= 0:
        for g in range(cells.border[k, 0], cells.border[k + 1, 0]):
            candidate = int(cells.groups[g, REGION])
            for e in range(cells.groups[g, BEGIN], cells.groups[g + 1, BEGIN]):
                found = haversine_to_edge(x, y, edge_of(cells.edges, e), least)
                if found < least or (found == least and (region < 0 or candidate < region)):
                    region, least = candidate, found
    return Near(region, least)


@compiled
def least_of_ring(y: float, ring: int, frame: Frame) -> float:
    """Haversine below which no place is in cells so many columns or rows away."""
    across, up = max(ring - 1, 0) / frame.across, max(ring - 1, 0) / frame.up
    sine = math.cos(math.radians(y)) * math.sin(math.radians(min(across, 90.0)))
    angle = min(math.asin(sine), math.radians(min(up, 180.0)))
    return math.sin(angle / 2.0) ** 2 * (1.0 - 1e-9)


@compiled
def in_rings(x: float, y: float, cells: Cells, near: Near) -> Near:
    """Look at the cells around a place, ring by ring, until what is farther cannot be nearer."""
    frame = cells.frame
    column, row = math.floor((x - frame.west) * frame.across), math.floor((y - frame.south) * frame.up)
    right, top = frame.columns - 1, frame.rows - 1
    ring = max(0, -column, column - right, -row, row - top)
    last = max(abs(column), abs(column - right), abs(row), abs(row - top))
    while ring <= last and least_of_ring(y, ring, frame) <= near.haversine:
        for r in range(max(row - ring, 0), min(row + ring, top) + 1):
            step = 1 if abs(r - row) == ring else max(2 * ring, 1)
            begin = column - ring
            if step == 1:
                begin = max(begin, 0)
            for c in range(begin, min(column + ring, right) + 1, step):
                if c >= 0:
                    near = in_cell(x, y, cells, r * frame.columns + c, near)
        ring += 1
    return near


@compiled
def nearest(lon: np.ndarray, lat: np.ndarray, cells: Cells, km: float, found: np.ndarray) -> None:
    """Find the nearest region of every point within a great-circle distance, from either side of the globe."""
    frame = cells.frame
    reach = min(km / RADIUS_KM, math.pi)
    degrees = math.degrees(reach)
    for i in range(len(lon)):
        near = Near(-1, math.sin(reach / 2.0) ** 2)
        x, y = at_home(lon[i]), lat[i]
        if abs(x) <= HALF_TURN and abs(y) <= POLE and frame.south - degrees <= y <= frame.north + degrees:
            wide = HALF_TURN
            if abs(y) + degrees < POLE:
                wide = math.degrees(math.asin(min(math.sin(reach) / math.cos(math.radians(y)), 1.0)))
            for turn in (0.0, -360.0, 360.0):
                if frame.west - wide <= x + turn <= frame.east + wide:
                    near = in_rings(x + turn, y, cells, near)
        found[i] = near.region
