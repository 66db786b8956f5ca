"""The legend of a picture: the rows of the web map's legend with their counts, beside the map or below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from papers.legend_parts import NOTE, TEXT, TITLE, Bars, Discs, Part, Row, Sign, Words, dash_of, swatch
from papers.lettering import FAINT, Style, cut, wrap

if TYPE_CHECKING:
    from layers.message import LegendItem, LegendPart
    from papers.sheet import Rect, Sheet
    from papers.subject import Subject

COLUMN = 186.0
"""Width of a legend beside the map on A4, points."""
_CELL = 12.0  # height of a field in a band
_BLOCK = 10.0  # room above a block


def column(subject: Subject, *, counts: bool = True, bars: bool = True) -> list[Part]:
    """Parts of a legend beside the map, from the top; `bars` show how the values are spread."""
    legend, parts = subject.legend, list[Part]()
    if legend is not None:
        parts.append(Words(legend.title, TITLE))
        if legend.histogram and counts and bars:
            parts.append(Bars(legend.histogram, _colours(legend)))
        else:
            parts.append(Words("", TEXT, above=4.0))
        parts += [_row(subject, item, counts=counts) for item in legend.items]
    parts += others(subject, counts=counts)
    return parts


def others(subject: Subject, *, counts: bool = True) -> list[Part]:
    """Parts of a legend beside its classes: sizes of circles, outlines of hot spots, signs."""
    legend, parts = subject.legend, list[Part]()
    if subject.is_points and subject.regions is not None:
        parts += [Words(_sizes_title(subject), TITLE, above=_BLOCK), Discs(sizes(subject))]
    if legend is not None and legend.spots is not None:
        rows = [Row(item, _count(subject, item) if counts else "", dash_of(k)) for k, item in
                enumerate(legend.spots.items)]  # fmt: skip
        parts += [Words(legend.spots.title, TITLE, above=_BLOCK), *rows, Words(legend.spots.note, NOTE, above=2.0)]
    signs = [Sign(part.shape, part.colour, part.label) for part in subject.message.context]
    return [*parts, Words("", TEXT, above=_BLOCK), *signs] if signs else parts


def _sizes_title(subject: Subject) -> str:
    unit = subject.figures.measure_unit
    return subject.figures.say("Size of the circles: {unit}.", unit=unit).rstrip(".")


def _colours(legend: LegendPart) -> tuple[str, ...]:
    return tuple(item.colour for item in legend.items if item.kind == "class")


def _count(subject: Subject, item: LegendItem) -> str:
    return "" if item.count is None else subject.figures.say.number(item.count, decimals=0)


def _row(subject: Subject, item: LegendItem, *, counts: bool) -> Row:
    return Row(item, _count(subject, item) if counts else "")


def sizes(subject: Subject) -> tuple[tuple[float, str], ...]:
    """Radii of three circles, points, and the round figures that they stand for, the largest first."""
    part = subject.regions
    most = max(max((size or 0.0 for size in part.sizes or ()), default=0.0) if part else 0.0, subject.largest)
    if most <= 0:
        return ((1.0, ""),)
    power = 10 ** np.floor(np.log10(most))
    first = next(n for n in (5, 2, 1) if n * power <= most) * power
    figures = [first, first / 5, first / 25]
    return tuple((float(radius), subject.figures.say.short(figure))
                 for radius, figure in zip(subject.radii(figures), figures, strict=True))  # fmt: skip


def height(parts: list[Part], width: float, scale: float) -> float:
    """Height of parts below each other, points."""
    return sum(part.height(width, scale) for part in parts)


def draw_column(sheet: Sheet, parts: list[Part], rect: Rect) -> None:
    """Draw parts below each other from the top of a rectangle."""
    x, y, wide, _ = rect
    for part in parts:
        part.draw(sheet, x, y, wide)
        y += part.height(wide, sheet.scale)


def band_height(subject: Subject, width: float, scale: float, *, counts: bool = True) -> float:
    """Height of a legend below the map, points."""
    legend = subject.legend
    if legend is None:
        return _rest_height(subject, width, scale, counts=counts)
    lines = max((len(_cell_lines(item, _cell_width(legend, width), scale)) for item in _classes(legend)), default=1)
    wide = TITLE.step + _CELL + 4.0 + (lines + counts) * NOTE.step
    return wide * scale + _missing_height(legend, scale) + _rest_height(subject, width, scale, counts=counts)


def draw_band(sheet: Sheet, subject: Subject, rect: Rect, *, counts: bool = True) -> None:
    """Draw a legend below the map: the classes in a row, what has none below them, then the rest."""
    x, y, wide, _ = rect
    s, legend = sheet.scale, subject.legend
    if legend is not None:
        title, small = TITLE.smaller(s), NOTE.smaller(s)
        y = sheet.lines(wrap(legend.title, title, wide, most=1), (x, y), title) + 2.0 * s
        each, lines = _cell_width(legend, wide), 1
        for k, item in enumerate(_classes(legend)):
            left = x + k * each
            swatch(sheet, item, (left, y, each - 3.0 * s, _CELL * s))
            texts = _cell_lines(item, each, s)
            lines = max(lines, len(texts))
            below = sheet.lines(texts, (left, y + (_CELL + 1.0) * s), small)
            if counts:
                sheet.lines([_count(subject, item)], (left, below), Style(small.size, colour=FAINT))
        y += (_CELL + 2.0) * s + (lines + counts) * small.step
        y = _draw_missing(sheet, subject, (x, y, wide, 0.0), counts=counts)
    for part, left, top, room in _flow(others(subject, counts=counts), (x, y, wide, 0.0), s):
        part.draw(sheet, left, top, room)


def _classes(legend: LegendPart) -> list[LegendItem]:
    return [item for item in legend.items if item.kind == "class"]


def _cell_width(legend: LegendPart, width: float) -> float:
    return width / max(len(_classes(legend)), 1)


def _cell_lines(item: LegendItem, each: float, scale: float) -> list[str]:
    return wrap(item.text, NOTE.smaller(scale), each - 4.0 * scale, most=2)


def _missing_height(legend: LegendPart, scale: float) -> float:
    return (NOTE.step + 8.0) * scale if len(_classes(legend)) < len(legend.items) else 0.0


def _draw_missing(sheet: Sheet, subject: Subject, rect: Rect, *, counts: bool) -> float:
    """Draw what has no class in one line; return where the next one begins."""
    x, y, wide, _ = rect
    legend, s = subject.legend, sheet.scale
    items = [item for item in legend.items if item.kind != "class"] if legend else []
    style = NOTE.smaller(s)
    for k, item in enumerate(items):
        left, room = x + k * wide / len(items), wide / len(items)
        swatch(sheet, item, (left, y + 3.0 * s, 18.0 * s, 9.0 * s))
        count = f"  {_count(subject, item)}" if counts else ""
        sheet.lines([cut(item.text + count, style, room - 26.0 * s)], (left + 23.0 * s, y + 1.0 * s), style)
    return y + (_missing_height(legend, s) if legend else 0.0)


def _rest_height(subject: Subject, width: float, scale: float, *, counts: bool) -> float:
    placed = _flow(others(subject, counts=counts), (0.0, 0.0, width, 0.0), scale)
    return max((top + part.height(room, scale) for part, _, top, room in placed), default=0.0)


def _flow(parts: list[Part], rect: Rect, scale: float) -> list[tuple[Part, float, float, float]]:
    """Put parts into two columns: a new block begins where the shorter one ends."""
    x, y, wide, _ = rect
    room, feet, at, placed = (wide - 16.0 * scale) / 2, [y, y], 0, []
    for part in parts:
        if isinstance(part, Words) and part.above >= _BLOCK:
            at = int(feet[1] < feet[0])
        placed.append((part, x + at * (room + 16.0 * scale), feet[at], room))
        feet[at] += part.height(room, scale)
    return placed
