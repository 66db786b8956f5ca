"""The highest and the lowest regions in two lists with bars: what a tall sheet has room for below its map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from papers.fills import fill_of
from papers.legend_parts import NOTE, TITLE
from papers.lettering import INK, Style, cut, width

if TYPE_CHECKING:
    from papers.sheet import Rect, Sheet
    from papers.subject import Subject

_ROW, _MOST, _LEAST = 14.0, 12, 3
"""Height of a row on A4, points; rows of a list at most and at least."""
_BAR, _GAP, _EDGE = 0.34, 22.0, "#7b8590"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: rank, name, figure as it is written, its size, colour."""

    rank: str
    name: str
    text: str
    value: float
    colour: str


def lists(subject: Subject, rows: int) -> tuple[list[Entry], list[Entry]]:
    """Return the highest and the lowest regions of a map, as many as both lists can hold without sharing one."""
    part, figures = subject.regions, subject.figures
    if part is None or figures.entry.classes:
        return [], []
    ranks = subject.drawing.result.ranks.dropna().sort_values(kind="stable")
    n = min(rows, _MOST, len(ranks) // 2)
    if n < _LEAST:
        return [], []
    marks = dict(zip((str(code) for code in subject.drawing.codes), subject.marks, strict=True))

    def entry(code: str) -> Entry:
        value = float(subject.drawing.result.values[code])
        return Entry(figures.say.number(float(ranks[code]), decimals=0), figures.region(code), figures.value(value),
                     value, fill_of(marks[code][0], ".", part.palette).colour)  # fmt: skip

    codes = [str(code) for code in ranks.index]
    return [entry(code) for code in codes[:n]], [entry(code) for code in codes[-n:]]


def rows_in(high: float, scale: float) -> int:
    """Tell how many rows a height has room for, below the title."""
    return int((high / scale - TITLE.step - 4.0) / _ROW)


def ranking_height(subject: Subject, rows: int, scale: float) -> float:
    """Height of the lists, points; nothing where there are none."""
    n = len(lists(subject, rows)[0])
    return (TITLE.step + 4.0 + n * _ROW) * scale if n else 0.0


def draw_ranking(sheet: Sheet, subject: Subject, rect: Rect) -> None:
    """Draw both lists beside each other at the top of a rectangle."""
    left, top, wide, high = rect
    s, say = sheet.scale, subject.figures.say
    both = lists(subject, rows_in(high + 0.5, s))
    each = (wide - _GAP * s) / 2
    most = max((abs(entry.value) for entry in (*both[0], *both[1]) if np.isfinite(entry.value)), default=1.0) or 1.0
    for k, (title, entries) in enumerate(zip((say("Highest"), say("Lowest")), both, strict=True)):
        _list(sheet, entries, title, (left + k * (each + _GAP * s), top, each, most))


def _list(sheet: Sheet, entries: list[Entry], title: str, place: tuple[float, float, float, float]) -> None:
    """Draw one list at a place of the sheet (left, top, width) in which a bar of full length stands for `most`."""
    x, y, wide, most = place
    s = sheet.scale
    style, head = Style(NOTE.size * s, colour=INK), TITLE.smaller(s)
    y = sheet.lines([title], (x, y), head) + 4.0 * s
    numbers = max(width(entry.rank, style) for entry in entries) + 6.0 * s
    figures = max(width(entry.text, style) for entry in entries) + 6.0 * s
    bar = wide * _BAR
    room = wide - numbers - figures - bar - 6.0 * s
    for entry in entries:
        foot = y + 0.72 * _ROW * s
        sheet.write(entry.rank, (x + numbers - 6.0 * s, foot), NOTE.smaller(s), align="right")
        sheet.write(cut(entry.name, style, room), (x + numbers, foot), style)
        sheet.write(entry.text, (x + numbers + room + figures, foot), style, align="right")
        long = max(abs(entry.value) / most * bar, 0.6)
        sheet.rectangle((x + wide - bar, y + 0.2 * _ROW * s, long, 0.6 * _ROW * s),
                        fill=entry.colour, line=_EDGE, width=0.3)  # fmt: skip
        y += _ROW * s
