"""Borders between groups of regions, found in the outlines of the regions themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from papers.outlines import Rings

if TYPE_CHECKING:
    from collections.abc import Sequence


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
    pieces = np.stack([lines.places[ends - 1], lines.places[ends]], axis=1)
    owner = np.repeat(lines.owners, lines.lengths)[ends]
    flip = (pieces[:, 0, 0] > pieces[:, 1, 0]) | (
        (pieces[:, 0, 0] == pieces[:, 1, 0]) & (pieces[:, 0, 1] > pieces[:, 1, 1])
    )
    pieces[flip] = pieces[flip][:, ::-1]
    flat, at = np.unique(pieces.reshape(-1, 4), axis=0, return_inverse=True)
    low, high = np.full(len(flat), len(names)), np.full(len(flat), -1)
    np.minimum.at(low, at, number[owner])
    np.maximum.at(high, at, number[owner])
    chosen = flat[(low != high) & (low >= 0)].reshape(-1, 2, 2)
    if not len(chosen):
        return Rings(np.empty((0, 2)), np.empty(0, dtype=int), np.empty(0, dtype=int))
    joined = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(shapely.linestrings(chosen))))
    places, of = shapely.get_coordinates(joined, return_index=True)
    return Rings(places, np.flatnonzero(np.diff(of, prepend=-1)), np.arange(len(joined)))
