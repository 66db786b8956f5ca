"""The table on the page of a place: each criterion with value, middle place, rank, confidence, source and age."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from reportlab.lib.colors import HexColor

from geo.scouting_types import COMPLETENESS
from papers.clean import printable
from papers.pdf_type import PLAIN, STRONG
from papers.scout_lines import fitted
from scene import scout_words as words

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from geo.scouting_types import Criterion
    from papers.scout_lines import Writer
    from papers.scout_paper import ScoutPaper

_INK, _SOFT, _RULE = HexColor("#111827"), HexColor("#4b5563"), HexColor("#d8dde2")
_HEAD, _ASK, _ASKED = HexColor("#17365d"), HexColor("#fdf0d5"), HexColor("#8a4b00")
_COLUMNS = (0.25, 0.235, 0.105, 0.07, 0.135, 0.205)
"""Parts of the width: criterion, value with its range, middle place, rank, confidence, source and age."""
_SIZE, _SMALL, _LEAST, _ROW, _MOST = 7.8, 6.6, 5.8, 17.5, 17
_RIGHT = (2, 3)
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")


def draw_table(page: Writer, paper: ScoutPaper, place: str) -> None:
    """Draw a row for each criterion, those that count first."""
    say = paper.say
    heads = (say("Criterion"), say("Value and range"), say("Middle place"), say("Rank"), say("Trust"),
             say("Source and age"))  # fmt: skip
    canvas = page.canvas
    canvas.setFillColor(_HEAD)
    canvas.rect(page.left, page.y - 13, page.room, 13, stroke=0, fill=1)
    _cells(page, page.y - 9.4, heads, STRONG, 7.4, HexColor("#ffffff"))
    page.y -= 13
    rows = [*paper.told, *paper.untold][:_MOST]
    for one in rows:
        _row(page, paper, place, one)


def _row(page: Writer, paper: ScoutPaper, place: str, one: Criterion) -> None:
    canvas, say = page.canvas, paper.say
    known = not np.isnan(paper.number("values", place, one))
    bottom = page.y - _ROW
    if not known:
        canvas.setFillColor(_ASK)
        canvas.rect(page.left, bottom, page.room, _ROW, stroke=0, fill=1)
    canvas.setStrokeColor(_RULE)
    canvas.setLineWidth(0.4)
    canvas.line(page.left, bottom, page.left + page.room, bottom)
    weight = paper.weights.get(one.id, 0.0)
    below = say(words.DIRECTIONS[one.direction])
    if weight > 0:
        amount = say.number(weight, decimals=0 if weight == int(weight) else 1)
        below = say("weight {weight}, {direction}", weight=amount, direction=below)
    value = paper.value(place, one, with_unit=one.kind == "km") if known else say("unknown, ask")
    unit = paper.unit(one) if known and one.kind not in {"km", "rate"} else ""
    detail = "; ".join(part for part in (unit, paper.detail(place, one)) if part)
    range_ = paper.interval(place, one)
    rank, total = _rank(paper, place, one)
    trusted = known and one.base != COMPLETENESS
    first = (
        _name(page, paper, one),
        value,
        _middle(paper, one),
        rank,
        paper.trust(place, one) if trusted else "",
        one.source,
    )
    second = (below, detail, "", total, paper.status(place, one) if trusted else "", one.vintage)
    _cells(page, page.y - 7.9, first, STRONG if weight > 0 else PLAIN, _SIZE, _INK if known else _ASKED)
    if range_:
        _aside(page, page.y - 7.9, value, range_, strong=weight > 0)
    _cells(page, page.y - 14.9, second, PLAIN, _SMALL, _SOFT)
    page.y = bottom


def _name(page: Writer, paper: ScoutPaper, one: Criterion) -> str:
    """Name a criterion: in plain words where they fit, else in short."""
    name = _IN_BRACKETS.sub("", paper.name(one))
    wide = page.canvas.stringWidth(printable(name), STRONG, _SIZE)
    return name if wide <= _COLUMNS[0] * page.room - 6 else paper.name(one, short=True)


def _cells(page: Writer, y: float, cells: tuple[str, ...], font: str, size: float, colour: HexColor) -> None:
    """Write one line of cells; only name and value are strong."""
    canvas, x = page.canvas, page.left
    canvas.setFillColor(colour)
    for k, (text, part) in enumerate(zip(cells, _COLUMNS, strict=True)):
        wide = part * page.room
        strong = font if k < 2 or size < _SIZE else PLAIN  # noqa: PLR2004 - name and value
        small = size if k < 4 else min(size, 7.0)  # noqa: PLR2004 - the last two columns hold long texts
        small = _small_enough(canvas, printable(text), (strong, small), wide - 6)
        canvas.setFont(strong, small)
        shown = fitted(printable(text), strong, small, wide - 6)
        if k in _RIGHT:
            canvas.drawRightString(x + wide - 5, y, shown)
        else:
            canvas.drawString(x + 2, y, shown)
        x += wide


def _small_enough(canvas: Canvas, text: str, font: tuple[str, float], room: float) -> float:
    """Return the size, or the smallest readable one, in which a text fits."""
    name, size = font
    wide = canvas.stringWidth(text, name, size)
    return size if wide <= room else max(_LEAST, size * room / wide)


def _aside(page: Writer, y: float, value: str, text: str, *, strong: bool) -> None:
    """Write the range behind a value."""
    canvas = page.canvas
    font = STRONG if strong else PLAIN
    taken = canvas.stringWidth(printable(value), font, _SIZE) + 5
    left, room = page.left + _COLUMNS[0] * page.room + 2 + taken, _COLUMNS[1] * page.room - taken - 6
    canvas.setFont(PLAIN, _SMALL)
    canvas.setFillColor(_SOFT)
    canvas.drawString(left, y, fitted(printable(text), PLAIN, _SMALL, max(room, 0)))


def _middle(paper: ScoutPaper, one: Criterion) -> str:
    """Write the value of the middle one of all places."""
    numbers = paper.evidence.whole[one.id].dropna()
    if numbers.empty:
        return ""
    return words.value_text(one, float(numbers.median()), paper.say, paper.dataset, with_unit=False)


def _rank(paper: ScoutPaper, place: str, one: Criterion) -> tuple[str, str]:
    """Write the rank of a place by one criterion, and among how many it is known."""
    say, numbers = paper.say, paper.evidence.values[one.id]
    if np.isnan(numbers[place]):
        return "", ""
    ranks = numbers.rank(ascending=one.direction < 0, method="min")
    total = say("of {total}", total=say.number(int(numbers.notna().sum()), decimals=0))
    return say.number(float(ranks[place]), decimals=0), total
