"""Insets: small frames for regions far from the rest, such as Alaska, put where the map has nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from papers.frame import Frame, bounds_of, fitted, within
from papers.lettering import width, wrap
from papers.projection import projection_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers.lettering import Style
    from papers.projection import Box
    from papers.room import Room
    from papers.sheet import Rect

_WIDEST, _SLIM, _SMALLEST = 0.17, 0.7, 34.0  # part of the frame's width; height over width at most; points
_LEAST = 0.08  # part of a small frame
_GAP, _STEP = 5.0, 6.0  # points between insets, and from one try to the next
_SHRINK = (1.0, 0.85, 0.7)


@dataclass(frozen=True, slots=True, eq=False)
class Inset:
    """Lines of a title, an extent in degrees, and a frame for what that holds."""

    title: tuple[str, ...]
    box: Box
    frame: Frame


def place_insets(
    wanted: Sequence[tuple[str, Box]], places: np.ndarray, room: Room, *, title: Style
) -> list[Inset] | None:
    """Put insets where the room is free, from the lower left corner on; smaller where they find none.

    Parameters
    ----------
    wanted : sequence of (title, box)
    places : ndarray of shape (n, 2)
        Longitude and latitude of the outlines, which an inset is fitted to.
    room : Room
        Where the map has something.
    title : Style
        Of the titles.

    Returns
    -------
    list of Inset or None
        None where they do not find room.
    """
    held = [(name, box, places[within(places, box)]) for name, box in wanted]
    for shrink in _SHRINK:
        free, found = room.copy(), []
        for name, box, mine in held:
            rect = _free(_size((name, box), mine, room.rect[2] * shrink, title), free)
            if rect is None:
                break
            free.take((rect[0] - _GAP, rect[1] - _GAP, rect[2] + 2 * _GAP, rect[3] + 2 * _GAP))
            found.append(framed(name, box, mine, rect, title=title))
        else:
            return found
    return None


def in_a_row(
    wanted: Sequence[tuple[str, Box]], places: np.ndarray, rect: Rect, *, title: Style
) -> list[Inset]:
    """Put insets beside each other into a strip of the sheet."""
    left, top, wide, high = rect
    each = (wide - _GAP * (len(wanted) - 1)) / len(wanted)
    return [framed(name, box, places, (left + k * (each + _GAP), top, each, high), title=title)
            for k, (name, box) in enumerate(wanted)]  # fmt: skip


def framed(name: str, box: Box, places: np.ndarray, rect: Rect, *, title: Style) -> Inset:
    """Fit what lies in an extent into a rectangle below a title."""
    projection = projection_for(box)
    left, top, wide, high = rect
    lines = titled(name, title, wide)
    above = len(lines) * title.step + 1.0 if lines else 0.0
    bounds = bounds_of(projection, box, places[within(places, box)])
    inner = fitted(projection, bounds, (left, top + above, wide, high - above), 3.0)
    whole = Frame(projection, rect, (inner.middle[0], inner.middle[1] + above / 2 * inner.metres), inner.metres)
    return Inset(tuple(lines), box, whole)


def titled(name: str, title: Style, wide: float) -> list[str]:
    """Lines of a title above an inset of a width; none where its letters have no size."""
    return wrap(name, title, wide - 6.0, most=2, even=True) if title.size else []


def _size(wanted: tuple[str, Box], places: np.ndarray, wide: float, title: Style) -> tuple[float, float]:
    """Width and height of an inset in a frame of a width, with its title."""
    name, box = wanted
    projection = projection_for(box)
    west, south, east, north = bounds_of(projection, box, places[within(places, box)])
    widest, shape = wide * _WIDEST, (east - west) / max(north - south, 1.0)
    high = min(widest * _SLIM, (widest - 6.0) / shape)
    lines = titled(name, title, widest)
    named = max((width(line, title) for line in lines), default=0.0) + 8.0
    least = min(_SMALLEST, wide * _LEAST)
    size = max(high * shape + 6.0, min(named, widest), least), max(high, least / 2) + 6.0
    return size[0], size[1] + (len(titled(name, title, size[0])) * title.step + 1.0 if lines else 0.0)


def _free(size: tuple[float, float], room: Room) -> Rect | None:
    """First free place of a size: along the lower edge from the left, then higher up."""
    left, top, wide, high = room.rect
    for y in np.arange(top + high - size[1] - _GAP, top + high / 2, -_STEP).tolist():
        for x in np.arange(left + _GAP, left + wide - size[0] - _GAP, _STEP).tolist():
            if not room.taken((x, y, *size)) and not room.covered((x, y, *size)):
                return x, y, *size
    return None
