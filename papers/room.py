"""Free room on a map: where insets, labels and the scale bar cover nothing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from papers.outlines import Rings
    from papers.sheet import Rect

CELL = 3.0
"""Width of a cell, points."""
OUTSIDE = 1_000_000
"""Number of cells of a box that leaves the rectangle: more than any other has."""


class Room:
    """What of a rectangle of the sheet is taken, in cells of three points.

    Lines and boxes are hard to read over; areas may be covered where nothing else is free.

    Parameters
    ----------
    rect : (left, top, width, height)
        Points.

    Examples
    --------
    >>> room = Room((0.0, 0.0, 30.0, 30.0))
    >>> room.take((0.0, 0.0, 6.0, 6.0))
    >>> room.taken((3.0, 3.0, 9.0, 9.0)), room.taken((9.0, 9.0, 9.0, 9.0))
    (1, 0)
    """

    def __init__(self, rect: Rect) -> None:
        self.rect = rect
        shape = max(1, int(np.ceil(rect[3] / CELL))), max(1, int(np.ceil(rect[2] / CELL)))
        self._lines, self._areas = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
        self._sums: list[np.ndarray] = []

    def copy(self) -> Room:
        """Return the same room, to try something in."""
        return self.with_all(Room(self.rect))

    def with_all(self, other: Room) -> Room:
        """Return a room in which all is taken that is taken in one of two rooms of the same rectangle."""
        both = Room(self.rect)
        both._lines, both._areas = self._lines | other._lines, self._areas | other._areas
        return both

    def take_points(self, points: np.ndarray, size: float = 0.0) -> None:
        """Take the cells of points (n, 2), and those within a distance."""
        reach = round(size / CELL)
        at = np.floor((points - np.array(self.rect[:2])) / CELL).astype(int)
        for down in range(-reach, reach + 1):
            for across in range(-reach, reach + 1):
                moved = at + np.array([across, down])
                inside = (moved >= 0).all(axis=1) & (moved < self._lines.shape[::-1]).all(axis=1)
                self._lines[moved[inside, 1], moved[inside, 0]] = True
        self._sums.clear()

    def take_lines(self, lines: Rings) -> None:
        """Take the cells that lines run through."""
        if not len(lines.places):
            return
        begins = np.ones(len(lines.places), dtype=bool)
        begins[lines.starts] = False
        ends = np.flatnonzero(begins)
        low, high = lines.places[ends - 1], lines.places[ends]
        pieces = np.maximum(1, np.ceil(np.abs(high - low).max(axis=1) / CELL)).astype(int)
        of = np.repeat(np.arange(len(ends)), pieces)
        step = (np.arange(len(of)) - np.repeat(np.cumsum(pieces) - pieces, pieces)) / pieces[of]
        self.take_points(low[of] + (high[of] - low[of]) * step[:, None])

    def take_areas(self, lines: Rings) -> None:
        """Take the cells within closed outlines, lakes included."""
        image = Image.new("1", self._areas.shape[::-1])
        pencil = ImageDraw.Draw(image)
        cells = (lines.places - np.array(self.rect[:2])) / CELL
        for begin, length in zip(lines.starts.tolist(), lines.lengths.tolist(), strict=True):
            pencil.polygon(cells[begin : begin + length].ravel().tolist(), fill=1)
        self._areas |= np.asarray(image, dtype=bool)
        self._sums.clear()

    def near_areas(self, points: np.ndarray, reach: int) -> np.ndarray:
        """Tell which points (n, 2) lie on an area or within so many cells of one."""
        grown = self._areas.copy()
        for _ in range(reach):
            grown[1:] |= grown[:-1]
            grown[:-1] |= grown[1:]
            grown[:, 1:] |= grown[:, :-1]
            grown[:, :-1] |= grown[:, 1:]
        at = np.floor((points - np.array(self.rect[:2])) / CELL).astype(int)
        inside = (at >= 0).all(axis=1) & (at < grown.shape[::-1]).all(axis=1)
        found = np.zeros(len(points), dtype=bool)
        found[inside] = grown[at[inside, 1], at[inside, 0]]
        return found

    def take(self, box: Rect) -> None:
        """Take a box (left, top, width, height)."""
        x0, y0, x1, y1 = self._span(box)
        self._lines[y0:y1, x0:x1] = True
        self._sums.clear()

    def taken(self, box: Rect) -> int:
        """Count the cells of a box that lines or boxes take; see `OUTSIDE`."""
        return self._count(box, 0)

    def covered(self, box: Rect) -> int:
        """Count the cells of a box that areas take; see `OUTSIDE`."""
        return self._count(box, 1)

    def _count(self, box: Rect, which: int) -> int:
        left, top, wide, high = self.rect
        if box[0] < left or box[1] < top or box[0] + box[2] > left + wide or box[1] + box[3] > top + high:
            return OUTSIDE
        if not self._sums:
            self._sums = [np.pad(cells.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0))) for cells in
                          (self._lines, self._areas)]  # fmt: skip
        x0, y0, x1, y1 = self._span(box)
        sums = self._sums[which]
        return int(sums[y1, x1] - sums[y0, x1] - sums[y1, x0] + sums[y0, x0])

    def _span(self, box: Rect) -> tuple[int, int, int, int]:
        """First and last column and row of a box."""
        rows, columns = self._lines.shape
        x, y = (box[0] - self.rect[0]) / CELL, (box[1] - self.rect[1]) / CELL
        x0, y0 = min(max(math.floor(x), 0), columns), min(max(math.floor(y), 0), rows)
        x1, y1 = math.ceil(x + box[2] / CELL), math.ceil(y + box[3] / CELL)
        return x0, y0, min(max(x1, 0), columns), min(max(y1, 0), rows)
