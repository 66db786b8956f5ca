"""Labels on a map: on an area that holds them, else beside it with a thin line; none over another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from papers.lettering import Style, width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from papers.room import Room
    from papers.sheet import Rect, Sheet

_LONGEST = 112.0  # points of a line
_PAD, _HALO = 2.0, 2.4
_ANGLES = np.radians([0, 180, 30, -30, 150, -150, 60, -60, 120, -120, 90, -90])
_AWAY = (6.0, 14.0, 24.0, 36.0, 52.0)
_LINE, _DOT = "#374151", 1.3
_MOSTLY, _OWN = 0.9, 0.5  # part of a label on its area that lets it stand there; that tells whose it is without a line
_CLUTTER, _COVER = 1.2, 0.25  # what a cell with a line or with an area under a label weighs against a point of distance


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text for a place on the sheet.

    `area` is the outline that the label may stand on; without one it stands beside a mark of some `radius`.
    """

    lines: tuple[tuple[str, Style], ...]
    at: tuple[float, float]
    radius: float = 0.0
    area: shapely.Polygon | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A label with its box, and whether a line leads from the box to its place."""

    label: Label
    box: Rect
    leads: bool


def size_of(label: Label) -> tuple[float, float]:
    """Width and height of the text of a label, points."""
    wide = max(width(text, style) for text, style in label.lines)
    return wide + 2 * _PAD, sum(style.size * 1.18 for _, style in label.lines) + 2 * _PAD


def shortened(text: str, style: Style, scale: float) -> list[str]:
    """Break a name that is long for a map into two lines, and cut what is longer still."""
    return wrap(text, style, _LONGEST * scale, most=2, even=True)


def place(labels: Iterable[Label], room: Room, taken: Room, *, most: int = 99, aside: bool = True) -> list[Placed]:
    """Find a place for each label, the first ones first; those that find none are left out.

    Parameters
    ----------
    labels : iterable of Label
    room : Room
        Where the map itself has lines: a label there is possible, but costs.
    taken : Room
        Where no label may be; each one that is placed is added.
    most : int
        How many are placed at most.
    aside : bool
        Whether a label that finds no room near its place may stand farther away, with a line.
    """
    found: list[Placed] = []
    for label in labels:
        if len(found) >= most:
            break
        placed = _on(label, taken) or _beside(label, room, taken, aside=aside)
        if placed is not None:
            found.append(placed)
            taken.take(placed.box)
    return found


def _box(centre: tuple[float, float], size: tuple[float, float]) -> Rect:
    return centre[0] - size[0] / 2, centre[1] - size[1] / 2, *size


def _on(label: Label, taken: Room) -> Placed | None:
    """Put the label on its area where that holds most of it."""
    if label.area is None:
        return None
    box = _box(label.at, size_of(label))
    if taken.taken(box) or _share(box, label.area) < _MOSTLY:
        return None
    return Placed(label, box, leads=False)


def _beside(label: Label, room: Room, taken: Room, *, aside: bool) -> Placed | None:
    """Put the label near its place: where it covers least, and not far."""
    wide, high = size_of(label)
    best: tuple[float, Rect, float] | None = None
    for away in _AWAY if aside else _AWAY[:1]:
        reach = label.radius + (away if label.area is not None or away > _AWAY[0] else 1.0)
        for rank, angle in enumerate(_ANGLES.tolist()):
            dx, dy = np.cos(angle), -np.sin(angle)
            centre = label.at[0] + dx * (reach + wide / 2 * abs(dx)), label.at[1] + dy * (reach + high / 2 * abs(dy))
            box = _box((float(centre[0]), float(centre[1])), (wide, high))
            if taken.taken(box):
                continue
            cost = room.taken(box) * _CLUTTER + room.covered(box) * _COVER + 1.2 * away + 0.2 * rank
            if best is None or cost < best[0]:
                best = cost, box, away
    if best is None:
        return None
    leads = best[2] > _AWAY[0] if label.area is None else _share(best[1], label.area) < _OWN
    return Placed(label, best[1], leads)


def _share(box: Rect, area: shapely.Polygon) -> float:
    """Part of a box that lies on an area."""
    shape = shapely.box(box[0], box[1], box[0] + box[2], box[1] + box[3])
    return float(shapely.intersection(shape, area).area / shape.area)


def draw(placed: Placed, sheet: Sheet) -> None:
    """Write a label, with its line where it has one."""
    x, y, wide, high = placed.box
    if placed.leads:
        here = placed.label.at
        end = float(np.clip(here[0], x + _PAD, x + wide - _PAD)), float(np.clip(here[1], y + _PAD, y + high - _PAD))
        sheet.stroke([here, end], colour="#ffffff", width=2.2)
        sheet.dot(here, (_DOT + 0.7) * sheet.scale, "#ffffff")
        sheet.stroke([here, end], colour=_LINE, width=0.7)
        sheet.dot(here, _DOT * sheet.scale, _LINE)
    foot = y + _PAD
    for text, style in placed.label.lines:
        foot += style.size * 1.18
        sheet.write(text, (x + wide / 2, foot - 0.28 * style.size), style, align="center", halo=_HALO * sheet.scale)
