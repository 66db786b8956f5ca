"""A profile of a region as a document that can be edited (DOCX)."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from babel.dates import format_date
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from papers.clean import printable
from scene.i18n import Say

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    from papers.profile import RegionPaper

FONT = "Inter"
"""Family of the text; a program that does not have it takes its own."""
_WIDTH = Mm(174)
_MAP_WIDTH = Mm(146)
_QUIET = RGBColor(0x4B, 0x55, 0x63)
_LINE = "9AA3AB"
_STRONG = "FDF0DF"
_NAME_MM = 62.0
_NUMBERS = 1  # from this column on cells hold figures


def profile_docx(paper: RegionPaper) -> bytes:
    """Write a profile as DOCX: headings, a table whose head is repeated, pictures with their texts, sources.

    Parameters
    ----------
    paper : RegionPaper

    Returns
    -------
    bytes
    """
    say, document = Say(paper.lang), _blank(paper)
    document.add_heading(printable(paper.title), level=0)
    _quiet(document.add_paragraph(printable(f"{paper.badge}. {paper.lead}" if paper.badge else paper.lead)))
    _facts(document, paper)
    strengths, groups, on_map, method, sources = paper.headings
    document.add_heading(strengths, level=1)
    _picture(document, paper.chart, paper.chart_alt)
    document.add_heading(on_map, level=1)
    _picture(document, paper.map, paper.map_alt, _MAP_WIDTH)
    document.add_heading(groups, level=1)
    _table(document, paper)
    if paper.rest:
        _quiet(document.add_paragraph(printable(paper.rest)))
    for title, texts in ((method, paper.method), (sources, paper.sources)):
        document.add_heading(title, level=1)
        for text in texts:
            document.add_paragraph(printable(text), style="List Bullet" if title == sources else None)
    day = format_date(paper.made, format="long", locale=paper.lang)
    _quiet(document.add_paragraph(say("Made with Regioscope on {day}", day=day)))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _blank(paper: RegionPaper) -> Paper:
    """Make an empty A4 document in the project's type, with its title and language."""
    document = Document()
    part = document.sections[0]
    part.page_width, part.page_height = Mm(210), Mm(297)
    part.left_margin = part.right_margin = Mm(18)
    part.top_margin = part.bottom_margin = Mm(16)
    for name, size in (("Normal", 10), ("Title", 20), ("Heading 1", 13)):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = RGBColor(0x11, 0x18, 0x27)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for side in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(side), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(theme), None)
    told = document.styles["Normal"].element.get_or_add_rPr()
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), {"en": "en-GB", "uk": "uk-UA", "ru": "ru-RU"}[paper.lang])
    told.append(lang)
    about = document.core_properties
    about.title, about.author, about.comments = printable(paper.title)[:250], "Regioscope", ""
    about.created = about.modified = datetime.combine(paper.made, time())
    return document


def _quiet(paragraph: Paragraph) -> None:
    for run in paragraph.runs:
        run.font.color.rgb, run.font.size = _QUIET, Pt(9)


def _facts(document: Paper, paper: RegionPaper) -> None:
    """Write the key figures beside each other."""
    table = document.add_table(rows=1, cols=len(paper.facts))
    for cell, (name, value, remark) in zip(table.rows[0].cells, paper.facts, strict=True):
        for k, (text, size) in enumerate(((name, 8.5), (value, 15), (remark, 8.5))):
            paragraph = cell.paragraphs[0] if k == 0 else cell.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(0)
            run = paragraph.add_run(printable(text))
            run.font.size, run.bold = Pt(size), k == 1
            if k != 1:
                run.font.color.rgb = _QUIET


def _picture(document: Paper, data: bytes, text: str, width: Mm = _WIDTH) -> None:
    """Put a picture into the document, with its text for readers who do not see it."""
    shape = document.add_picture(BytesIO(data), width=width)
    shape._inline.docPr.set("descr", printable(text))  # noqa: SLF001 - the library has no other way to describe a picture


def _table(document: Paper, paper: RegionPaper) -> None:
    table = document.add_table(rows=1, cols=len(paper.head))
    for k, (cell, text) in enumerate(zip(table.rows[0].cells, paper.head, strict=True)):
        _write(cell, text, bold=True, right=k >= _NUMBERS)
    again = OxmlElement("w:tblHeader")
    again.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(again)  # noqa: SLF001 - a head that is repeated on every page
    for row in paper.rows:
        cells = table.add_row().cells
        for k, (cell, text) in enumerate(zip(cells, row.cells, strict=True)):
            _write(cell, text, right=k >= _NUMBERS)
            if row.strong:
                _shade(cell, _STRONG)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - as above
        for cell in row.cells:
            _underline(cell)
    table.autofit = False
    rest = [Mm((174 - _NAME_MM) / (len(paper.head) - 1))] * (len(paper.head) - 1)
    for column, width in zip(table.columns, [Mm(_NAME_MM), *rest], strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _write(cell: _Cell, text: str, *, bold: bool = False, right: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(printable(text))
    run.font.size, run.bold = Pt(8.5), bold


def _shade(cell: _Cell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - the library has no colour of a cell


def _underline(cell: _Cell) -> None:
    borders, line = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("color", _LINE)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    cell._tc.get_or_add_tcPr().append(borders)  # noqa: SLF001 - the library has no lines of a cell
