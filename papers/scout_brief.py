"""One page about one place, to hand to somebody (PDF): map, bars, figures with source and age, questions, sources."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from babel.dates import format_date
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from geo.errors import UnknownRegionError
from geo.scouting_alike import places_like
from geo.scouting_types import ASK
from papers.clean import printable
from papers.pdf_type import PLAIN, know_fonts
from papers.scout_bars import draw_bars
from papers.scout_lines import Writer
from papers.scout_map import place_map
from papers.scout_table import draw_table

if TYPE_CHECKING:
    from geo.store import Store
    from papers.scout_paper import ScoutPaper

SIDE, TOP, FOOT = 16 * mm, 15 * mm, 9 * mm
_ALIKE = 3
_WIDE = A4[0] - 2 * SIDE
_LEFT, _GAP, _HIGH = 98 * mm, 7 * mm, 74 * mm
_INK, _SOFT, _RULE, _MARK = HexColor("#111827"), HexColor("#4b5563"), HexColor("#c5cad0"), HexColor("#7c2d12")


def scout_brief(paper: ScoutPaper, place: str, store: Store) -> bytes:
    """Write one page about a place.

    Parameters
    ----------
    paper : ScoutPaper
    place : str
        Its code.
    store : Store

    Returns
    -------
    bytes
        PDF, A4, one page; text can be searched and copied. The same for the same paper.

    Raises
    ------
    UnknownRegionError
        If there is no evidence of the place.
    """
    if place not in paper.evidence.values.index:
        raise UnknownRegionError("place", place, paper.evidence.ids)
    know_fonts()
    out, say = BytesIO(), paper.say
    canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=1, initialFontName=PLAIN)
    canvas.setTitle(printable(f"{paper.names[place]}: {paper.industry}"))
    canvas.setAuthor("Regioscope")
    canvas.setCreator("Regioscope")
    canvas.setSubject(printable(say("Places for {industry}", industry=paper.industry)))
    page = Writer(canvas, SIDE, A4[1] - TOP, _WIDE)
    _head(page, paper, place)
    _pictures(page, paper, place, store)
    draw_table(page, paper, place)
    bottom = _foot(canvas, paper)
    _questions(page, paper, place, bottom)
    _alike(page, paper, place, bottom)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _head(page: Writer, paper: ScoutPaper, place: str) -> None:
    say = paper.say
    page.paragraph(paper.names[place], size=20, strong=True, colour=_INK, most=2)
    dataset = paper.dataset.manifest.title.get(say.lang) or paper.dataset.manifest.title.get("en", "")
    year = paper.evidence.about.get("year", "")
    lead = say("A place for {industry}?", industry=paper.industry)
    page.paragraph(f"{lead} {dataset}, {year}".rstrip(", "), size=10, colour=_SOFT, most=2, above=1)
    score = say("score {score} of 1, {known} of the weight known",
                score=say.number(float(paper.table["score"][place]), decimals=2),
                known=say.percent(float(paper.table["known_share"][place]), decimals=0))  # fmt: skip
    rank = paper.rank_text(place)
    page.paragraph(f"{rank[:1].upper()}{rank[1:]}; {score}.", size=11, strong=True, colour=_INK, above=4)
    if paper.filters:
        filters = "; ".join(paper.filter_text(one) for one in paper.filters)
        page.paragraph(say("Filters: {filters}", filters=filters), size=8.4, colour=_SOFT, most=2, above=1)
    if paper.table["passes"][place] == ASK:
        page.paragraph(say("A filter needs a value that is unknown here: ask before you decide."), size=9, strong=True,
                       colour=_MARK, above=2)  # fmt: skip
    if paper.simulated:
        page.paragraph(say("Partly simulated: a pattern of simulated figures, not evidence."), size=9, strong=True,
                       colour=_MARK, above=2)  # fmt: skip
    page.rule(_RULE, above=5, below=6)


def _pictures(page: Writer, paper: ScoutPaper, place: str, store: Store) -> None:
    """Draw the map on the left and the bars on the right."""
    top = page.y
    picture = place_map(paper, place, store, size=(_LEFT, _HIGH))
    page.canvas.drawImage(ImageReader(BytesIO(picture)), SIDE, top - _HIGH, _LEFT, _HIGH)
    left = SIDE + _LEFT + _GAP
    draw_bars(page.canvas, paper, place, (left, top, A4[0] - SIDE - left, _HIGH))
    page.y = top - _HIGH - 8


def _questions(page: Writer, paper: ScoutPaper, place: str, bottom: float) -> None:
    """Write as many questions as there is room for; say how many more there are."""
    say, asked = paper.say, paper.questions(place)
    page.paragraph(say("What to ask this place"), size=10.5, strong=True, colour=_INK, above=8)
    if not asked:
        page.paragraph(say("Nothing is unknown here."), size=8.6, colour=_SOFT, above=1)
        return
    for k, (one, question) in enumerate(asked):
        text = f"{k + 1}. {question}"
        left = len(asked) - k
        more = say.plural("{n} more question is in the workbook.", "{n} more questions are in the workbook.", left)
        room = page.y - bottom - (page.height(more, size=8.6) if left > 1 else 0)
        if page.height(text, size=8.6, strong=paper.on(one)) + 2 > room:
            page.paragraph(more, size=8.6, colour=_SOFT, above=1)
            return
        page.paragraph(text, size=8.6, strong=paper.on(one), colour=_INK, above=2)


def _alike(page: Writer, paper: ScoutPaper, place: str, bottom: float) -> None:
    """Name places like this one and by what they are alike, where there is room."""
    say = paper.say
    found = places_like(paper.evidence, place, _ALIKE)
    texts = [
        say("{place}: alike in {names}", place=paper.names[str(code)],
            names=", ".join(paper.name(paper.evidence.criterion(name), short=True) for name in names))
        for code, names in found["alike"].items()
    ]  # fmt: skip
    head = 8 + page.height(say("Places like this one"), size=10.5, strong=True)
    for text in texts:
        if page.y - bottom < head + page.height(text, size=8.6) + 2:
            return
        if head:
            page.paragraph(say("Places like this one"), size=10.5, strong=True, colour=_INK, above=8)
            head = 0.0
        page.paragraph(text, size=8.6, colour=_INK, above=2)


def _foot(canvas: Canvas, paper: ScoutPaper) -> float:
    """Write sources, day and address at the foot; return where they begin."""
    say = paper.say
    sources = "; ".join(f"{publisher}, {vintage} ({licence})" for publisher, vintage, licence in paper.sources())
    day = format_date(paper.made, format="long", locale=say.lang)
    texts = [
        say("Bars: 0 the worst, 1 the best of all places; the line is the middle place. Ranges hold the true value 9 "
            "times in 10. What is unknown counts as the middle place."),
        say("Source: {sources}", sources=sources),
        " · ".join(part for part in (say("Made with Regioscope on {day}", day=day), paper.address) if part),
    ]  # fmt: skip
    probe = Writer(canvas, SIDE, 0, _WIDE)
    high: float = 6.0 + sum(probe.height(text, size=6.8, most=3) for text in texts)
    page = Writer(canvas, SIDE, FOOT + high, _WIDE)
    page.rule(_RULE, above=0, below=3)
    for text in texts:
        page.paragraph(text, size=6.8, colour=_SOFT, most=3)
    return float(FOOT + high + 4)
