"""Bars of a place against the middle place, for its page: how near each criterion is to the best of all places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from reportlab.lib.colors import HexColor

from geo.scouting import utilities
from papers.pdf_type import PLAIN, STRONG
from papers.scout_lines import fitted

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from papers.scout_paper import ScoutPaper

_INK, _SOFT, _BAR, _QUIET = HexColor("#111827"), HexColor("#4b5563"), HexColor("#2c7fb8"), HexColor("#a7c7dd")
_TRACK, _ASK, _WHITE = HexColor("#eef1f4"), HexColor("#b45309"), HexColor("#ffffff")
_NAME, _TITLE = 0.42, 16.0  # part of the width for names; height of the title, points
_MOST, _ROW, _NEAR = 15, 16.0, 0.5


def draw_bars(canvas: Canvas, paper: ScoutPaper, place: str, rect: tuple[float, float, float, float]) -> None:
    """Draw a bar for each criterion that counts, then for others while there is room.

    Parameters
    ----------
    canvas : Canvas
    paper : ScoutPaper
    place : str
    rect : (left, top, width, height)
        Points from the lower left corner of the page.
    """
    left, top, wide, high = rect
    say, told = paper.say, paper.told[:_MOST]
    canvas.setFillColor(_INK)
    canvas.setFont(STRONG, 9.5)
    canvas.drawString(left, top - 9, fitted(say("Against the middle place"), STRONG, 9.5, wide))
    made = utilities(paper.evidence.of([place]), [one.id for one in told])
    middle = [float(np.median(pool)) if len(pool) else 0.5 for pool in made.pools]
    step = min(_ROW, (high - _TITLE) / max(len(told), 1))
    start, room = left + _NAME * wide, (1 - _NAME) * wide
    for k, one in enumerate(told):
        y = top - _TITLE - step * (k + 1) + 3
        canvas.setFillColor(_INK if paper.on(one) else _SOFT)
        canvas.setFont(PLAIN, 7.6)
        canvas.drawString(left, y + 1.4, fitted(paper.name(one, short=True), PLAIN, 7.6, _NAME * wide - 5))
        canvas.setFillColor(_TRACK)
        canvas.rect(start, y, room, step - 5, stroke=0, fill=1)
        value = float(made.known[0, k])
        if np.isnan(value):
            canvas.setFillColor(_ASK)
            canvas.setFont(PLAIN, 7)
            beside = room * middle[k] + 4 if middle[k] < _NEAR else 3
            canvas.drawString(start + beside, y + 1.2, say("unknown, ask"))
        else:
            canvas.setFillColor(_BAR if paper.on(one) else _QUIET)
            canvas.rect(start, y, max(room * value, 0.8), step - 5, stroke=0, fill=1)
            _whisker(canvas, (start, y, room, step - 5), float(made.low[0, k]), float(made.high[0, k]))
        _tick(canvas, start + room * middle[k], y, step - 5)


def _whisker(canvas: Canvas, rect: tuple[float, float, float, float], low: float, high: float) -> None:
    """Draw the range of a value across its bar."""
    start, y, room, thick = rect
    if high - low < 0.004:  # noqa: PLR2004 - thinner than a line is wide
        return
    level = y + thick / 2
    for colour, width in ((_WHITE, 2.2), (_INK, 0.8)):
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(width)
        canvas.line(start + room * low, level, start + room * high, level)


def _tick(canvas: Canvas, x: float, y: float, thick: float) -> None:
    """Mark the middle place."""
    canvas.setStrokeColor(_INK)
    canvas.setLineWidth(1.1)
    canvas.line(x, y - 1.2, x, y + thick + 1.2)
