"""A profile of a region as a document to print or send (PDF)."""

from __future__ import annotations

import html
from io import BytesIO
from typing import TYPE_CHECKING, Any

from babel.dates import format_date
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    CondPageBreak,
    Image,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Table,
    TableStyle,
)

from papers.clean import printable
from papers.pdf_type import PLAIN, STRONG, know_fonts
from scene.i18n import Say

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Flowable

    from papers.profile import RegionPaper

_SIDE, _TOP, _WIDE = 18 * mm, 16 * mm, 174 * mm
_INNER = 6.0  # points that the library keeps free within its frame: without them tables would stand out of the text
_MAP, _NAME = 146 * mm, 62 * mm
_INK, _SOFT, _LINE, _SHADE = HexColor("#111827"), HexColor("#4b5563"), HexColor("#c5cad0"), HexColor("#fdf0df")


def _style(size: float, *, strong: bool = False, **more: Any) -> ParagraphStyle:  # noqa: ANN401 - settings of a paragraph
    options = {"textColor": _INK, "leading": size * 1.32} | more
    return ParagraphStyle("own", fontName=STRONG if strong else PLAIN, fontSize=size, **options)


def profile_pdf(paper: RegionPaper) -> bytes:
    """Write a profile as PDF: A4, text that can be searched and copied, fonts inside, page numbers.

    Parameters
    ----------
    paper : RegionPaper

    Returns
    -------
    bytes
        The same for the same paper.
    """
    know_fonts()
    out = BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=_SIDE - _INNER, rightMargin=_SIDE - _INNER, topMargin=_TOP, bottomMargin=_TOP,
        invariant=1, title=printable(paper.title), author="Regioscope", subject=printable(paper.lead),
        creator="Regioscope", lang=paper.lang,
    )  # fmt: skip
    document.build(_parts(paper), onFirstPage=_foot(paper), onLaterPages=_foot(paper))
    return out.getvalue()


def _parts(paper: RegionPaper) -> list[Flowable]:
    strengths, groups, on_map, method, sources = paper.headings
    lead = f"<b>{_safe(paper.badge)}.</b> {_safe(paper.lead)}" if paper.badge else _safe(paper.lead)
    story: list[Flowable] = [
        Paragraph(_safe(paper.title), _style(19, strong=True, spaceAfter=5)),
        Paragraph(lead, _style(9.2, textColor=_SOFT, spaceAfter=8)),
        _facts(paper),
        KeepTogether([_heading(strengths), _picture(paper.chart, _WIDE)]),
        KeepTogether([_heading(on_map), _picture(paper.map, _MAP)]),
        CondPageBreak(60 * mm),
        _heading(groups, keep=0),
        _table(paper),
    ]
    if paper.rest:
        story.append(Paragraph(_safe(paper.rest), _style(8.5, textColor=_SOFT, spaceBefore=4)))
    for title, texts in ((method, paper.method), (sources, paper.sources)):
        story.append(_heading(title))
        story += [Paragraph(_safe(text), _style(9, spaceAfter=3)) for text in texts]
    return story


def _safe(text: str) -> str:
    """Escape a text: paragraphs read marks such as <b>."""
    return html.escape(printable(text), quote=False)


def _heading(text: str, *, keep: int = 1) -> Paragraph:
    return Paragraph(_safe(text), _style(12.5, strong=True, spaceBefore=12, spaceAfter=5, keepWithNext=keep))


def _picture(data: bytes, width: float) -> Image:
    image = Image(BytesIO(data))
    image.drawHeight, image.drawWidth = image.imageHeight * width / image.imageWidth, width
    image.hAlign = "LEFT"
    return image


def _facts(paper: RegionPaper) -> Table:
    name, value = _style(8.2, textColor=_SOFT), _style(15, strong=True)
    styles = (name, value, name)
    cells = [[Paragraph(_safe(text), style) for text, style in zip(fact, styles, strict=True)] for fact in paper.facts]
    table = Table([cells], colWidths=[_WIDE / len(cells)] * len(cells))
    rules = {"VALIGN": "TOP", "LEFTPADDING": 0, "RIGHTPADDING": 8}
    table.setStyle(TableStyle([_everywhere(name, value) for name, value in rules.items()]))
    return table


def _table(paper: RegionPaper) -> Table:
    text, figure = _style(8.4), _style(8.4, alignment=TA_RIGHT)
    head = [Paragraph(_safe(name), _style(8.4, strong=True, alignment=TA_RIGHT if k else 0))
            for k, name in enumerate(paper.head)]  # fmt: skip
    body = [[Paragraph(_safe(cell), figure if k else text) for k, cell in enumerate(row.cells)] for row in paper.rows]
    rest = (_WIDE - _NAME) / (len(paper.head) - 1)
    table = Table([head, *body], colWidths=[_NAME, *[rest] * (len(paper.head) - 1)], repeatRows=1)
    shades = [("BACKGROUND", (0, k), (-1, k), _SHADE) for k, row in enumerate(paper.rows, start=1) if row.strong]
    room = {"TOPPADDING": 2, "BOTTOMPADDING": 3, "LEFTPADDING": 3, "RIGHTPADDING": 3}
    table.setStyle(TableStyle([
        _everywhere("LINEBELOW", 0.4, _LINE), _everywhere("VALIGN", "TOP"),
        *(_everywhere(name, points) for name, points in room.items()), *shades,
    ]))  # fmt: skip
    return table


def _everywhere(name: str, *values: object) -> tuple[object, ...]:
    """Make a rule of a table that holds for all its cells."""
    return (name, (0, 0), (-1, -1), *values)


def _foot(paper: RegionPaper) -> Any:  # noqa: ANN401 - what the library calls on every page
    say = Say(paper.lang)
    day = format_date(paper.made, format="long", locale=paper.lang)

    def draw(canvas: Canvas, _: object) -> None:
        canvas.setFont(PLAIN, 7.5)
        canvas.setFillColor(_SOFT)
        canvas.drawString(_SIDE, 9 * mm, say("Made with Regioscope on {day}", day=day))
        canvas.drawRightString(A4[0] - _SIDE, 9 * mm, str(canvas.getPageNumber()))

    return draw
