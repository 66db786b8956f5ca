"""Report-grade pictures of a view: PNG, SVG or PDF from the style object that the web map has, too."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from papers.alt import alt_text
from papers.lettering import FAINT, INK, SOFT, Style, sentences, width, wrap
from papers.picture_body import Body, draw_body
from papers.picture_legend import COLUMN, band_height, column, draw_band, draw_column, height
from papers.picture_words import Facts, PictureWords, words_of
from papers.press import Imprint, check_format, press, printed
from papers.projection import projection_for
from papers.ranking import draw_ranking, lists, ranking_height, rows_in
from papers.scope import WHOLE, scope_of
from papers.sheet import Sheet, size_of
from papers.subject import Subject
from scene.headline import source_line

if TYPE_CHECKING:
    from datetime import date

    from papers.legend_parts import Part
    from papers.projection import Box
    from papers.sheet import Rect
    from scene.drawing import Drawing

DPI = 150
DISC = 17.0
"""Radius of the largest circle on A4, points."""
_MARGIN, _GAP = 26.0, 12.0  # points on A4
_TITLES = ((19.0, 2), (16.0, 2), (14.0, 3))
"""Sizes of a headline, and in how many lines it may stand."""
_SUBTITLE, _FOOT, _BADGE = Style(10.6, colour=SOFT), Style(7.4, colour=FAINT), Style(8.4, strong=True, colour="#ffffff")
_CLOSE, _LEAST = 0.85, 0.6  # how much smaller a full legend becomes before it loses its bars, and at most
_TALLER = 1.3  # height of a map over that of what it shows, at most, where there is more to say below it
_BADGE_FILL, _RULE = "#7c2d12", "#d5d9de"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a picture is made: paper, fineness, extent, day, address."""

    made: date
    size: str = "slide"
    dpi: float = DPI
    zoom: str | Box = WHOLE
    address: str = ""
    head: bool | str = True


def picture(
    drawing: Drawing, *, format: str, made: date, size: str = "slide", dpi: float = DPI, zoom: str | Box = WHOLE,  # noqa: A002 - what the formats are called everywhere
    address: str = "", head: bool | str = True,
) -> bytes:  # fmt: skip
    r"""Draw a view as a file.

    Parameters
    ----------
    drawing : Drawing
        What the map is made of (`scene.opening.open_drawing`).
    format : {"png", "svg", "pdf"}
        Letters of an SVG are outlines, so that it looks alike everywhere; those of a PDF can be searched.
    made : date
        The day that the picture says it was made on; also the date inside the file.
    size : {"slide", "a4", "a4-portrait", "square"}, default "slide"
        Paper: 13.33 x 7.5 inches, A4 across or upright, 7.5 x 7.5 inches.
    dpi : float, default 150
        Dots an inch of a PNG.
    zoom : {"whole", "selected"} or (south, west, north, east), default "whole"
        The whole map with its insets, the selected region with its neighbours, or an extent in degrees.
    address : str, optional
        What opens the same view; written at the foot.
    head : bool or str, default True
        Whether headline and subtitle are drawn: beside a picture on a slide they stand as text. A text stands in place
        of the headline that is made from the figures.

    Returns
    -------
    bytes
        The same for the same arguments.

    Raises
    ------
    UnknownOptionError
        If format or size is not on the list.
    AddressError
        If the neighbourhood of a region is asked for and none is selected.

    Examples
    --------
    >>> from datetime import date
    >>> from geo.store import default_store
    >>> from scene.opening import open_drawing
    >>> drawing = open_drawing({"data": "us", "item": "15-0000"}, default_store())
    >>> picture(drawing, format="png", made=date(2026, 11, 22), dpi=40)[:8]
    b'\x89PNG\r\n\x1a\n'
    """
    check_format(format)
    wanted = Wanted(made, size, dpi, zoom, address, head)
    with press():
        subject = Subject(drawing, disc=DISC * size_of(size).scale)
        sheet = compose(subject, wanted, dots=format == "png")
        title = head if isinstance(head, str) and head else subject.message.title
        return printed(sheet, format, Imprint(title, alt_text(drawing), source_line(drawing.figures), made))


def compose(subject: Subject, wanted: Wanted, *, dots: bool) -> Sheet:
    """Put a picture together on a sheet; call it within `papers.press.press`."""
    sheet = Sheet(size_of(wanted.size), wanted.dpi)
    s = sheet.scale
    scope = scope_of(subject.drawing, wanted.zoom)
    projection = projection_for(scope.box)
    draft = words_of(subject, Facts(projection=projection.title(subject.figures.say), insets=bool(scope.insets),
                                    ground=True, places=True),
                     made=wanted.made, address=wanted.address)  # fmt: skip
    if isinstance(wanted.head, str) and wanted.head:
        draft = replace(draft, title=wanted.head)
    top = _GAP * s + (draw_head(sheet, draft) if wanted.head is not False else draw_badge(sheet, draft, 0.0))
    foot = sheet.height - _MARGIN * s * 0.8 - foot_height(sheet, draft)
    room = _MARGIN * s, top, sheet.width - 2 * _MARGIN * s, foot - _GAP * s - top
    west, south, east, north = subject.bounds(scope, projection)
    rect = _split(sheet, subject, room, shape=(east - west) / max(north - south, 1.0))
    facts = draw_body(sheet, Body(subject, scope, projection, rect), dots=dots)
    draw_foot(sheet, words_of(subject, facts, made=wanted.made, address=wanted.address))
    return sheet


def _split(sheet: Sheet, subject: Subject, room: Rect, *, shape: float) -> Rect:
    """Draw the legend where it leaves most to the map, beside or below it; return what the map has."""
    s, (left, top, wide, high) = sheet.scale, room
    parts = column(subject)
    if not parts:
        return room
    aside, gap = COLUMN * s, 18.0 * s
    below = band_height(subject, wide, s) + _GAP * s
    beside = min((wide - aside - gap) / shape, high) >= min(wide / shape, high - below)
    if not beside:
        return _below(sheet, subject, (left, top, wide, high - below), shape=shape)
    factor = _shrunk(parts, (aside, high), s)
    if factor < _CLOSE:
        parts = column(subject, bars=False)
        factor = _shrunk(parts, (aside, high), s)
    with sheet.smaller(factor):
        draw_column(sheet, parts, (left + wide - aside, top, aside, high))
    return left, top, wide - aside - gap, high


def _shrunk(parts: list[Part], room: tuple[float, float], scale: float) -> float:
    """Tell how much smaller a legend must be to fit into a width and a height."""
    steps = (1.0 - 0.02 * k for k in range(round((1 - _LEAST) / 0.02)))
    return next((step for step in steps if height(parts, room[0], scale * step) <= room[1]), _LEAST)


def _below(sheet: Sheet, subject: Subject, room: Rect, *, shape: float) -> Rect:
    """Draw the legend below the map, and the highest and lowest regions where a tall sheet has room for them."""
    s, (left, top, wide, high) = sheet.scale, room
    gap, legend = _GAP * s, band_height(subject, wide, s)
    needed = min(high, wide / shape * _TALLER)
    rows = rows_in(high - needed - 2 * gap, s)
    if not lists(subject, rows)[0]:
        draw_band(sheet, subject, (left, top + high + gap, wide, legend))
        return room
    lists_high = min(high - needed - 2 * gap, ranking_height(subject, rows, s))
    map_high = high - lists_high - 1.5 * gap
    draw_band(sheet, subject, (left, top + map_high + gap, wide, legend))
    draw_ranking(sheet, subject, (left, top + map_high + 2.5 * gap + legend, wide, lists_high))
    return left, top, wide, map_high


def draw_head(sheet: Sheet, words: PictureWords) -> float:
    """Write headline, subtitle and mark; return where the body begins."""
    s, left = sheet.scale, _MARGIN * sheet.scale
    room = sheet.width - 2 * left
    y = left * 0.72
    for size, most in _TITLES:
        style = Style(size * s, strong=True, colour=INK, leading=1.2)
        if len(wrap(words.title, style, room)) <= most:
            break
    y = sheet.lines(wrap(words.title, style, room, most=most, even=True), (left, y), style)
    under = _SUBTITLE.smaller(s)
    y = sheet.lines(sentences(words.subtitle, under, room, most=3), (left, y + 2.0 * s), under)
    return draw_badge(sheet, words, y)


def draw_badge(sheet: Sheet, words: PictureWords, y: float) -> float:
    """Draw the mark of what was made up, where anything was; return where the next line begins."""
    if not words.badge:
        return y
    s, left, style = sheet.scale, _MARGIN * sheet.scale, _BADGE.smaller(sheet.scale)
    wide, high = width(words.badge, style) + 10.0 * s, style.size * 1.6
    sheet.rectangle((left, y + 4.0 * s, wide, high), fill=_BADGE_FILL, round_=2.5 * s)
    sheet.write(words.badge, (left + 5.0 * s, y + 4.0 * s + high * 0.7), style)
    return y + high + 4.0 * s


def _foot_lines(sheet: Sheet, words: PictureWords) -> list[str]:
    style, room = _FOOT.smaller(sheet.scale), sheet.width - 2 * _MARGIN * sheet.scale
    return [line for text in words.foot if text for line in wrap(text, style, room, most=3)]


def foot_height(sheet: Sheet, words: PictureWords) -> float:
    """Height of what stands at the foot, points."""
    return len(_foot_lines(sheet, words)) * _FOOT.smaller(sheet.scale).step + 5.0 * sheet.scale


def draw_foot(sheet: Sheet, words: PictureWords) -> None:
    """Write sources, notes, day and address below a thin line."""
    s, left = sheet.scale, _MARGIN * sheet.scale
    y = sheet.height - left * 0.8 - foot_height(sheet, words)
    sheet.stroke([(left, y), (sheet.width - left, y)], colour=_RULE, width=0.6)
    sheet.lines(_foot_lines(sheet, words), (left, y + 4.0 * s), _FOOT.smaller(s))
