"""Borders between groups of regions, found in the outlines of the regions themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from papers.outlines import Rings

if TYPE_CHECKING:
    from collections.abc import Sequence

_FINE = 64.0  # parts of a point in which two places are told apart


def shared_borders(lines: Rings, groups: Sequence[object]) -> Rings:
    """Return the pieces of borders that divide two groups of shapes, such as the counties of two states.

    Parameters
    ----------
    lines : Rings
        Rounded outlines of areas.
    groups : sequence of shape (n_shapes,)
        Group of each shape; None belongs to none.

    Returns
    -------
    Rings
        Open lines, joined where they meet end to end.

    Examples
    --------
    >>> boxes = np.array([shapely.box(k, 0, k + 1, 1) for k in range(3)])
    >>> places, at = shapely.get_coordinates(boxes, return_index=True)
    >>> shared_borders(Rings(places, np.array([0, 5, 10]), np.arange(3)), ["a", "a", "b"]).places.tolist()
    [[2.0, 0.0], [2.0, 1.0]]
    """
    names: dict[object, int] = {}
    number = np.array([-1 if group is None else names.setdefault(group, len(names)) for group in groups])
    inner = np.ones(len(lines.places), dtype=bool)
    inner[lines.starts] = False
    ends = np.flatnonzero(inner)
    if not len(ends):
        return Rings(np.empty((0, 2)), np.empty(0, dtype=int), np.empty(0, dtype=int))
    pieces = np.stack([lines.places[ends - 1], lines.places[ends]], axis=1)
    owner = np.repeat(lines.owners, lines.lengths)[ends]
    chosen = pieces[_dividing(_named(pieces), number[owner])]
    if not len(chosen):
        return Rings(np.empty((0, 2)), np.empty(0, dtype=int), np.empty(0, dtype=int))
    back = np.lexsort((chosen[:, :, 1], chosen[:, :, 0]), axis=1)[:, 0] == 1
    chosen[back] = chosen[back][:, ::-1]
    joined = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(shapely.linestrings(chosen))))
    places, of = shapely.get_coordinates(joined, return_index=True)
    return Rings(places, np.flatnonzero(np.diff(of, prepend=-1)), np.arange(len(joined)))


def _named(pieces: np.ndarray) -> np.ndarray:
    """Give each piece a number, the same to the piece that runs back along it."""
    cells = np.rint(pieces * _FINE).astype(np.int64)
    cells -= cells.min(axis=(0, 1))
    ends = cells[:, :, 0] * (cells[:, :, 1].max() + 1) + cells[:, :, 1]
    low, high = ends.min(axis=1), ends.max(axis=1)
    order = np.lexsort((high, low))
    fresh = np.concatenate([[True], (low[order][1:] != low[order][:-1]) | (high[order][1:] != high[order][:-1])])
    found = np.empty(len(pieces), dtype=int)
    found[order] = np.cumsum(fresh) - 1
    return found


def _dividing(names: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Positions of one piece of each name whose two sides belong to different groups."""
    n = int(names.max()) + 1
    low, high, first = np.full(n, groups.max() + 1), np.full(n, -1), np.zeros(n, dtype=int)
    np.minimum.at(low, names, groups)
    np.maximum.at(high, names, groups)
    first[names] = np.arange(len(names))
    found: np.ndarray = first[(low != high) & (low >= 0)]
    return found
