"""Small multiples: up to twelve maps of one indicator on one sheet, with one legend."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import AddressError
from geo.manifest import in_language
from papers.alt import several
from papers.lettering import INK, Style, wrap
from papers.picture import DISC, DPI, Wanted, draw_foot, draw_head, foot_height
from papers.picture_body import Body, draw_body
from papers.picture_legend import band_height, draw_band
from papers.picture_words import Facts, PictureWords, with_unit, words_of
from papers.press import Imprint, check_format, press, printed
from papers.projection import projection_for
from papers.same_classes import same_classes
from papers.scope import Scope, scope_of
from papers.sheet import Sheet, size_of
from papers.subject import Subject
from scene.figures import Figures
from scene.headline import source_line, subtitle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from papers.sheet import Rect
    from scene.drawing import Drawing

MOST = 12
"""Maps on a sheet: more of them are too small to be read."""
_MARGIN, _GAP, _KEY = 26.0, 12.0, 520.0
_NAME = Style(9.4, strong=True, colour=INK, leading=1.25)
_TALLER = 1.3  # height of a frame over that of what it shows, at most
_FINE = 0.62  # of the widths of lines on a single map


def multiples(
    drawings: Sequence[Drawing], *, format: str, made: date, size: str = "slide", dpi: float = DPI, title: str = "",  # noqa: A002 - what the formats are called everywhere
    address: str = "", head: bool = True,
) -> bytes:  # fmt: skip
    r"""Draw several views of one indicator beside each other: years, industries, levels, or other choices.

    Parameters
    ----------
    drawings : sequence of Drawing
        One to twelve, of one indicator, measure, scheme and unit. They are classified together.
    format : {"png", "svg", "pdf"}
    made : date
        The day that the picture says it was made on.
    size : {"slide", "a4", "a4-portrait", "square"}, default "slide"
    dpi : float, default 150
        Dots an inch of a PNG.
    title : str, optional
        Headline; by default a sentence made from the figures.
    address : str, optional
        What opens the views; written at the foot.
    head : bool, default True
        Whether headline and subtitle are drawn.

    Returns
    -------
    bytes
        The same for the same arguments.

    Raises
    ------
    AddressError
        If there are none, more than twelve, or they cannot share a legend.
    UnknownOptionError
        If format or size is not on the list.

    Examples
    --------
    >>> from datetime import date
    >>> from geo.store import default_store
    >>> from scene.opening import open_drawing
    >>> income = {"data": "us", "measure": "income_per_capita", "ind": "value"}
    >>> both = [open_drawing(income | {"year": year}, default_store()) for year in ("1929", "2009")]
    >>> multiples(both, format="png", made=date(2026, 11, 22), dpi=40)[:8]
    b'\x89PNG\r\n\x1a\n'
    """
    check_format(format)
    check(drawings)
    names = names_of(drawings)
    with press():
        sheet = Sheet(size_of(size), dpi)
        subjects = _subjects(drawings, sheet.scale)
        words = _words(subjects, names, title, Wanted(made, size, dpi, address=address))
        _compose(sheet, subjects, names, words if head else replace(words, title=""), dots=format == "png")
        imprint = Imprint(words.title, several(drawings, names), source_line(drawings[0].figures), made)
        return printed(sheet, format, imprint)


def check(drawings: Sequence[Drawing]) -> None:
    """Refuse maps that one sheet or one legend cannot hold.

    Raises
    ------
    AddressError
        The message says what they differ in.
    """
    if not 1 <= len(drawings) <= MOST:
        raise AddressError(f"{len(drawings)} maps do not fit on one sheet with one legend: take 1 to {MOST}")
    for name in ("indicator", "measure", "scheme", "palette", "n_classes", "options"):
        found = list(dict.fromkeys(getattr(one.figures.query, name) for one in drawings))
        if len(found) > 1:
            told = " and ".join(repr(value) for value in found[:2])
            raise AddressError(f"maps with one legend have one {name.replace('_', ' ')}, not {told}")


def names_of(drawings: Sequence[Drawing]) -> list[str]:
    """Name each map by what it differs in from the others: year, industry, level or dataset; else by its number."""
    parts = [[_year(one), one.figures.industry, _level(one), _dataset(one)] for one in drawings]
    differing = [k for k in range(len(parts[0])) if len({part[k] for part in parts}) > 1]
    named = [" · ".join(filter(None, (part[k] for k in differing))) for part in parts]
    say = drawings[0].figures.say
    unlike = len(set(named)) == len(named)
    return named if unlike else [f"{say.number(n, decimals=0)}. {name}".rstrip(". ") for n, name in
                                 enumerate(named, start=1)]  # fmt: skip


def _year(drawing: Drawing) -> str:
    return str(drawing.figures.query.year or "")


def _level(drawing: Drawing) -> str:
    level = drawing.figures.dataset.manifest.level(drawing.figures.query.level)
    return in_language(level.title, drawing.figures.say.lang)


def _dataset(drawing: Drawing) -> str:
    return in_language(drawing.figures.dataset.manifest.title, drawing.figures.say.lang)


def _subjects(drawings: Sequence[Drawing], scale: float) -> list[Subject]:
    """Give all maps the same classes, the same sizes of circles and a legend with every row that one of them has."""
    plain = [Subject(replace(one, spots=None)) for one in same_classes(drawings)]
    largest = max((size or 0.0 for one in plain if one.regions and one.regions.sizes for size in one.regions.sizes),
                  default=0.0)  # fmt: skip
    every = {(item.kind, item.text): item for one in plain if one.legend for item in one.legend.items}
    rows = tuple(sorted(every.values(), key=lambda item: item.kind != "class"))
    disc = DISC * scale / math.sqrt(len(drawings))
    return [Subject(one.drawing, disc=disc, largest=largest, rows=rows) for one in plain]


def _words(subjects: list[Subject], names: list[str], title: str, wanted: Wanted) -> PictureWords:
    first, drawings = subjects[0], [subject.drawing for subject in subjects]
    scope = _scope(subjects, first)
    facts = Facts(projection=projection_for(scope.box).title(first.figures.say), insets=bool(scope.insets))
    words = words_of(first, facts, made=wanted.made, address=wanted.address)
    years = len({one.figures.query.year for one in drawings}) > 1
    query = replace(first.figures.query, year=0) if years else first.figures.query
    under = with_unit(first, subtitle(Figures(first.figures.say, first.figures.dataset, query)))
    badge = next((found for one in subjects if (found := one.message.legend and one.message.legend.badge)), "") or ""
    return replace(words, title=title or _headline(drawings, names), subtitle=under, badge=badge)


def _scope(subjects: list[Subject], subject: Subject) -> Scope:
    """Extent of one map; without the insets for which no map has a figure."""
    scope = scope_of(subject.drawing)
    shown = tuple((title, box) for title, box in scope.insets if any(one.knows(box) for one in subjects))
    return replace(scope, insets=shown)


def _headline(drawings: list[Drawing], names: list[str]) -> str:
    """Say what the first and the last year show, or how many maps of what there are."""
    first, last = drawings[0], drawings[-1]
    say, figures = first.figures.say, first.figures
    ends = [_highest(one) for one in (first, last)]
    same = len({(one.figures.query.industry_code, one.figures.query.level) for one in drawings}) == 1
    if same and first is not last and all(ends) and first.figures.query.year != last.figures.query.year:
        about = figures.say(figures.entry.title) if figures.of_regions else figures.industry
        if figures.query.indicator == "value":
            about = in_language(figures.dataset.manifest.measure(figures.query.measure).title, say.lang)
        if ends[0] == ends[1]:
            return say("{what}: highest in {region} in {first} and in {last}", what=about, region=ends[0],
                       first=_year(first), last=_year(last))  # fmt: skip
        return say("{what}: highest in {region} in {first}, in {other} in {last}", what=about, region=ends[0],
                   other=ends[1], first=_year(first), last=_year(last))  # fmt: skip
    return say.plural("{indicator}: {n} map", "{indicator}: {n} maps", len(names), indicator=say(figures.entry.title))


def _highest(drawing: Drawing) -> str:
    """Name of the region with the highest figure, or nothing."""
    values = drawing.result.values.where(~drawing.result.below).replace([np.inf, -np.inf], np.nan).dropna()
    return "" if values.empty or drawing.figures.entry.classes else drawing.figures.region(str(values.idxmax()))


def _compose(sheet: Sheet, subjects: list[Subject], names: list[str], words: PictureWords, *, dots: bool) -> None:
    """Put head, legend, maps and foot on the sheet."""
    s, left = sheet.scale, _MARGIN * sheet.scale
    wide = sheet.width - 2 * left
    top = (draw_head(sheet, words) if words.title else 0.0) + _GAP * s
    key = min(wide, _KEY * s)
    legend = band_height(subjects[0], key, s, counts=False)
    draw_band(sheet, subjects[0], (left, top, key, legend), counts=False)
    top += legend + 0.8 * _GAP * s
    foot = sheet.height - left * 0.8 - foot_height(sheet, words) - 0.6 * _GAP * s
    cells = grid_of(len(subjects), (left, top, wide, foot - top), _shape(subjects[0]), gap=_GAP * s,
                    name=_NAME.step * s)  # fmt: skip
    for subject, name, (x, y, across, high) in zip(subjects, names, cells, strict=True):
        style = _NAME.smaller(s)
        sheet.lines(wrap(name, style, across, most=1), (x, y), style)
        scope = _scope(subjects, subject)
        rect = x, y + style.step + 2.0, across, high - style.step - 2.0
        with sheet.smaller(max(_FINE, math.sqrt(across / wide))):
            draw_body(sheet, Body(subject, scope, projection_for(scope.box), rect, labels=False), dots=dots)
    draw_foot(sheet, words)


def _shape(subject: Subject) -> float:
    """Width over height of what a map shows."""
    scope = scope_of(subject.drawing)
    west, south, east, north = subject.bounds(scope, projection_for(scope.box))
    return (east - west) / max(north - south, 1.0)


def grid_of(n: int, room: Rect, shape: float, *, gap: float, name: float) -> list[Rect]:
    """Divide a rectangle into cells for maps, so that the maps become as large as they can.

    Parameters
    ----------
    n : int
        Maps.
    room : (left, top, width, height)
        Points.
    shape : float
        Width over height of a map.
    gap, name : float
        Between cells, and height of the name above each map, points.

    Examples
    --------
    >>> [len({cell[1] for cell in grid_of(n, (0, 0, 800, 400), 1.6, gap=10, name=12)}) for n in (1, 2, 6, 12)]
    [1, 1, 2, 3]
    """
    left, top, wide, high = room

    def cell(columns: int) -> tuple[float, float, float]:
        rows = -(-n // columns)
        across, down = (wide - gap * (columns - 1)) / columns, (high - gap * (rows - 1)) / rows
        return min(across, (down - name) * shape), across, down

    columns = max(range(1, n + 1), key=lambda count: (round(cell(count)[0], 3), -count))
    _, across, down = cell(columns)
    needed = across / shape * _TALLER + name
    rows, spare = -(-n // columns), max(down - needed, 0.0)
    down, gap_down = down - spare, gap + min(spare, gap) * (rows > 1)
    places = [(left + k % columns * (across + gap), top + k // columns * (down + gap_down)) for k in range(n)]
    return [(x, y, across, down) for x, y in places]
