"""Outlines for pictures: cut to what can be seen, put into the plane, rounded to what the paper can show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from matplotlib.path import Path

from papers.projection import unrolled

if TYPE_CHECKING:
    from collections.abc import Callable

    from papers.projection import Box, Projection

_TURNS = (-360.0, 0.0, 360.0)
_STEP = 0.5  # degrees between places of a long straight line, which is none in the plane
_RING = 4  # places of a triangle, the first one twice


@dataclass(frozen=True, slots=True, eq=False)
class Rings:
    """Closed or open lines of many shapes.

    `places` (n, 2) are the places of all lines, one line after the other; line k begins at ``starts[k]`` and belongs to
    the shape ``owners[k]``, a position in the list that was given.
    """

    places: np.ndarray
    starts: np.ndarray
    owners: np.ndarray

    @property
    def lengths(self) -> np.ndarray:
        """Number of places of each line."""
        return np.diff(self.starts, append=len(self.places))

    def moved(self, move: Callable[[np.ndarray], np.ndarray]) -> Rings:
        """Return the same lines with their places put elsewhere."""
        return Rings(move(self.places), self.starts, self.owners)

    def only(self, wanted: np.ndarray) -> Rings:
        """Return some of the lines; `wanted` (n_lines,) tells which."""
        lengths = self.lengths
        places = self.places[np.repeat(wanted, lengths)]
        kept = lengths[wanted]
        return Rings(places, np.cumsum(kept) - kept, self.owners[wanted])

    def touching(self, rect: tuple[float, float, float, float]) -> Rings:
        """Return the lines whose bounds reach into a rectangle (left, top, width, height)."""
        if not len(self.starts):
            return self
        left, top, wide, high = rect
        low, high_ = np.minimum.reduceat(self.places, self.starts), np.maximum.reduceat(self.places, self.starts)
        return self.only(
            (low[:, 0] <= left + wide) & (high_[:, 0] >= left) & (low[:, 1] <= top + high) & (high_[:, 1] >= top)
        )

    def broken(self, gone: np.ndarray) -> Rings:
        """Return the pieces of open lines that are left when some places (n_places,) are taken out."""
        line = np.repeat(np.arange(len(self.starts)), self.lengths)
        fresh = np.diff(line, prepend=-1) != 0
        fresh[1:] |= gone[:-1]
        starts = np.flatnonzero(fresh[~gone])
        pieces = Rings(self.places[~gone], starts, self.owners[line[~gone][starts]])
        return pieces.only(pieces.lengths > 1)

    def paths(self, n: int) -> list[Path | None]:
        """One path a shape, None for a shape that has no line here."""
        codes = np.full(len(self.places), Path.LINETO, dtype=np.uint8)
        codes[self.starts] = Path.MOVETO
        ends = self.starts + self.lengths - 1
        closed = (self.places[ends] == self.places[self.starts]).all(axis=1) & (self.lengths >= _RING)
        codes[ends[closed]] = Path.CLOSEPOLY
        found: list[Path | None] = [None] * n
        firsts = np.flatnonzero(np.diff(self.owners, prepend=-1))
        edges = [*self.starts[firsts].tolist(), len(self.places)]
        for k, owner in enumerate(self.owners[firsts].tolist()):
            part = slice(edges[k], edges[k + 1])
            found[owner] = Path(self.places[part], codes[part])
        return found

    def path(self) -> Path:
        """All lines as one path."""
        one = Rings(self.places, self.starts, np.zeros(len(self.starts), dtype=int)).paths(1)[0]
        return one if one is not None else Path(np.empty((0, 2)))


def seen(shapes: np.ndarray, window: Box) -> tuple[np.ndarray, np.ndarray]:
    """Return the parts of shapes within a window, and the position of the shape that each is part of.

    Parameters
    ----------
    shapes : ndarray of geometries, shape (n,)
        Longitude and latitude, longitudes from -180 to 180.
    window : (south, west, north, east)
        Degrees. Shapes come to its side of the 180th meridian; what reaches out of it by more than its own half is cut.

    Returns
    -------
    (ndarray of geometries, ndarray of int), shape (m,)
        In the order of the shapes.

    Examples
    --------
    >>> box = np.array([shapely.box(-180, 60, -170, 70), shapely.box(0, 0, 1, 1)])
    >>> parts, owners = seen(box, (50.0, 150.0, 80.0, 200.0))
    >>> parts[0].bounds, owners.tolist()
    ((180.0, 60.0, 190.0, 70.0), [0])
    """
    south, west, north, east = unrolled(window)
    bounds = shapely.bounds(shapes)
    found: list[tuple[np.ndarray, np.ndarray]] = []
    for turn in _TURNS:
        low, high = west - turn, east - turn
        touching = (bounds[:, 0] <= high) & (bounds[:, 2] >= low) & (bounds[:, 1] <= north) & (bounds[:, 3] >= south)
        at = np.flatnonzero(touching)
        if not len(at):
            continue
        parts = _cut(shapes[at], bounds[at], (south, low, north, high))
        found.append((_turned(parts, turn), at))
    if not found:
        return np.empty(0, dtype=object), np.empty(0, dtype=int)
    parts, owners = (np.concatenate(columns) for columns in zip(*found, strict=True))
    kept = ~shapely.is_empty(parts)
    return _united(parts[kept], owners[kept])


def _cut(shapes: np.ndarray, bounds: np.ndarray, box: Box) -> np.ndarray:
    """Cut the shapes that reach far out of a window; a little more is cheaper to hide than to cut."""
    south, low, north, high = box
    wide, tall = min((high - low) / 2, max(360 - (high - low), 0.0) / 2), (north - south) / 2
    room = np.array([low - wide, south - tall, high + wide, north + tall])
    far = (bounds[:, :2] < room[:2]).any(axis=1) | (bounds[:, 2:] > room[2:]).any(axis=1)
    cut = shapes.copy()
    if far.any():
        cut[far] = shapely.clip_by_rect(shapes[far], low, south, high, north)
    return cut


def _turned(shapes: np.ndarray, turn: float) -> np.ndarray:
    return shapes if not turn else np.asarray(shapely.transform(shapes, lambda at: at + np.array([turn, 0.0])))


def _united(parts: np.ndarray, owners: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Join what the 180th meridian had divided, so that no line is drawn along it."""
    order = np.argsort(owners, kind="stable")
    parts, owners = parts[order], owners[order]
    names, firsts, counts = np.unique(owners, return_index=True, return_counts=True)
    if (counts == 1).all():
        return parts, owners
    whole = parts[firsts]
    for k in np.flatnonzero(counts > 1).tolist():
        whole[k] = shapely.union_all(parts[firsts[k] : firsts[k] + counts[k]])
    return whole, names


def rings(shapes: np.ndarray, owners: np.ndarray, projection: Projection) -> Rings:
    """Put the outlines of areas, or lines, into the plane.

    Parameters
    ----------
    shapes : ndarray of geometries, shape (m,)
        Longitude and latitude, see `seen`.
    owners : ndarray of int, shape (m,)
        What each is part of, in rising order.
    projection : Projection

    Returns
    -------
    Rings
        In metres; long straight lines have places between their ends, because a border along a parallel is curved.

    Examples
    --------
    >>> from papers.projection import projection_for
    >>> square = rings(np.array([shapely.box(0, 0, 1, 1)]), np.array([0]), projection_for((0, 0, 1, 1)))
    >>> len(square.starts), len(square.places)
    (1, 9)
    """
    lines, of = _lines(shapes)
    lines = shapely.segmentize(lines, _STEP)
    places, at = shapely.get_coordinates(lines, return_index=True)
    starts = np.flatnonzero(np.diff(at, prepend=-1))
    return Rings(projection.forward(places[:, 0], places[:, 1]), starts, owners[of])


def _lines(shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rings of the areas and lines among shapes, and the position of the shape that each comes from."""
    parts, of = shapely.get_parts(shapes, return_index=True)
    while (shapely.get_type_id(parts) > shapely.GeometryType.POLYGON).any():  # cutting can leave collections
        parts, inner = shapely.get_parts(parts, return_index=True)
        of = of[inner]
    area = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    line = np.isin(shapely.get_type_id(parts), (shapely.GeometryType.LINESTRING, shapely.GeometryType.LINEARRING))
    edges, inner = shapely.get_rings(parts[area], return_index=True)
    lines, of = np.concatenate([edges, parts[line]]), np.concatenate([of[area][inner], of[line]])
    order = np.argsort(of, kind="stable")
    lines, of = lines[order], of[order]
    kept = ~shapely.is_empty(lines)
    return lines[kept], of[kept]


def rounded(lines: Rings, grid: float, *, tiny: bool = False) -> Rings:
    """Round places to a grid and leave out those that fall on the place before them.

    Neighbours share their border, whose places all fall on the same grid: no gap opens between them.

    Parameters
    ----------
    lines : Rings
        In points of the paper.
    grid : float
        Width of a cell, points.
    tiny : bool, default False
        Whether rings that shrink to less than a triangle stay, as a triangle of one cell, if they are the only one of
        their shape: a region on the map must not vanish.

    Returns
    -------
    Rings

    Examples
    --------
    >>> line = Rings(np.array([[0.0, 0.0], [0.1, 0.0], [1.0, 0.0]]), np.array([0]), np.array([0]))
    >>> rounded(line, 0.5).places.tolist()
    [[0.0, 0.0], [1.0, 0.0]]
    """
    if not len(lines.places):
        return lines
    cells = np.rint(lines.places / grid).astype(np.int64)
    first = np.zeros(len(cells), dtype=bool)
    first[lines.starts] = True
    fresh = first | np.concatenate([[True], (cells[1:] != cells[:-1]).any(axis=1)])
    of = np.repeat(np.arange(len(lines.starts)), lines.lengths)
    counts = np.bincount(of[fresh], minlength=len(lines.starts))
    closed = (lines.places[lines.starts] == lines.places[lines.starts + lines.lengths - 1]).all(axis=1)
    wanted = counts >= np.where(closed, _RING, 2)
    if tiny:
        wanted = _with_tiny(lines, wanted)
    kept = fresh & wanted[of]
    small = kept & (counts < _RING)[of] & closed[of]
    places = cells[kept] * grid
    lengths = np.bincount(of[kept], minlength=len(lines.starts))[wanted]
    found = Rings(places, np.cumsum(lengths) - lengths, lines.owners[wanted])
    return _triangles(found, grid) if small.any() else found


def _with_tiny(lines: Rings, wanted: np.ndarray) -> np.ndarray:
    """Also want the longest ring of every shape that would have none."""
    missing = np.setdiff1d(lines.owners, lines.owners[wanted])
    if not len(missing):
        return wanted
    found = wanted.copy()
    lengths = lines.lengths
    for owner in missing.tolist():
        mine = np.flatnonzero(lines.owners == owner)
        found[mine[np.argmax(lengths[mine])]] = True
    return found


def _triangles(lines: Rings, grid: float) -> Rings:
    """Make rings that have shrunk to a cell or a stroke into triangles of one cell."""
    triangle = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, 1.0], [0.0, 0.0]]) * grid
    parts = np.split(lines.places, lines.starts[1:])
    closed = [len(part) >= _RING or not np.array_equal(part[0], part[-1]) for part in parts]
    whole = [part if fine else part[0] + triangle for part, fine in zip(parts, closed, strict=True)]
    starts = np.concatenate([[0], np.cumsum([len(part) for part in whole])[:-1]]).astype(int)
    return Rings(np.concatenate(whole), starts, lines.owners)
