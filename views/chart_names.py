"""Names beside the circles of a picture: placed where they cover neither one another nor a circle, at any width."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CHAR_PX, LINE_PX = 7.8, 17.0
"""Mean width of a letter and height of a line of the type of charts."""
MOST_LINES = 3
_GAP_PX = 4.0


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle on a picture: its middle in pixels from the lower left corner, its radius, and its name."""

    x: float
    y: float
    radius: float
    name: str


@dataclass(frozen=True, slots=True)
class Name:
    """Where a name stands beside the middle of its circle: lines of text, ``left``, ``center`` or ``right``, offset.

    `dy` runs down, to the middle of the first line, as pictures have it.
    """

    text: str
    align: str
    dx: float
    dy: float


Box = tuple[float, float, float, float]


def lines_of(name: str, *, letters: int, most: int = MOST_LINES) -> str:
    """Break a name into lines of so many letters; what does not fit ends in an ellipsis.

    Examples
    --------
    >>> lines_of("Farming, Fishing, and Forestry Occupations", letters=24).split(chr(10))
    ['Farming, Fishing, and', 'Forestry Occupations']
    >>> lines_of("Arts, Design, Entertainment", letters=12, most=2).split(chr(10))
    ['Arts,', 'Design …']
    """
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= letters:
            lines[-1] = longer
        elif lines == [""]:
            lines = [word]
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), letters)]
    return "\n".join(line if len(line) <= letters else _cut(line, letters) for line in lines)


def _cut(text: str, letters: int) -> str:
    """Cut a text at the end of a word where one ends late enough."""
    kept = text[: letters - 1]
    at = kept.rfind(" ")
    whole = at >= letters // 2
    return (kept[:at] if whole else kept).rstrip(" ,;(") + (" …" if whole else "…")


def placed(
    circles: Sequence[Circle], wanted: Iterable[int], *, width: float, height: float, letters: int, most: int,
    always: Sequence[int] = (),
) -> dict[int, Name]:  # fmt: skip
    """Place names, the most wanted first; those without a free place are left out, but not those of `always`.

    Parameters
    ----------
    circles : sequence of Circle
    wanted : iterable of int
        Positions of the circles to name, in order.
    width, height : float
        The picture in pixels; a wider one only moves the names further apart.
    letters, most : int
        Letters of a line, and how many names are placed.
    always : sequence of int
        Circles that are named in any case, first of all, where their name covers least.

    Returns
    -------
    dict of int to Name
        At most `most` names by the position of their circle.
    """
    found: dict[int, Name] = {}
    taken: list[Box] = []
    for i in (*always, *wanted):
        if len(found) >= most or i in found:
            continue
        sides = _sides(circles[i], lines_of(circles[i].name, letters=letters))
        costs = [_cost(box, i, circles, taken, width, height) for _, box in sides]
        least = costs.index(min(costs))
        if costs[least] > 0 and i not in always:
            continue
        found[i], box = sides[least]
        taken.append(box)
    return found


def _sides(circle: Circle, text: str) -> list[tuple[Name, Box]]:
    """Places of a name above, right of, left of and below its circle, each with the box that it fills."""
    lines = text.split("\n")
    wide, high = max(len(line) for line in lines) * CHAR_PX, len(lines) * LINE_PX
    away, first = circle.radius + _GAP_PX, LINE_PX / 2
    x, y = circle.x, circle.y
    return [
        (Name(text, "center", 0, -away - high + first), (x - wide / 2, y + away, x + wide / 2, y + away + high)),
        (Name(text, "left", away, first - high / 2), (x + away, y - high / 2, x + away + wide, y + high / 2)),
        (Name(text, "right", -away, first - high / 2), (x - away - wide, y - high / 2, x - away, y + high / 2)),
        (Name(text, "center", 0, away + first), (x - wide / 2, y - away - high, x + wide / 2, y - away)),
    ]


def _cost(box: Box, own: int, circles: Sequence[Circle], taken: list[Box], width: float, height: float) -> float:
    """Return how much a box covers: other names and the edge weigh most, then circles; 0 where it is free."""
    left, low, right, high = box
    over = max(0.0, -left) + max(0.0, right - width) + max(0.0, -low) + max(0.0, high - height)
    cost = 1e3 * over + sum(1e3 for other in taken if _meet(box, other))
    for i, circle in enumerate(circles):
        near_x, near_y = min(max(circle.x, left), right), min(max(circle.y, low), high)
        if i != own and math.hypot(circle.x - near_x, circle.y - near_y) < circle.radius:
            cost += circle.radius
    return cost


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
