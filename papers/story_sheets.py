"""A story on paper: a PDF with a page for each step, and its pictures in one ZIP file."""

from __future__ import annotations

import html
import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from papers.clean import printable
from papers.deck_sides import sides
from papers.pdf_type import PLAIN, STRONG, know_fonts
from papers.picture import picture
from papers.year_pair import first_and_last
from scene.steps import open_address
from scene.story import SWIPE, YEARS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from geo.store import Store
    from scene.drawing import Drawing
    from scene.story import Step, Story

    Progress = Callable[[int, int], None]

PAGE = (960.0, 540.0)
"""Width and height of a page in points: that of a slide."""
DPI = 130
_SIDE, _TOP = 30.0, 26.0
_INK, _SOFT = HexColor("#111827"), HexColor("#4b5563")
_STAMP = (1980, 1, 1, 0, 0, 0)
_NAME = 40


def story_pdf(story: Story, store: Store, *, made: date, progress: Progress | None = None) -> bytes:
    """Write a story as PDF: a page a step with title, sentence and picture; notes stay with the presenter.

    Parameters
    ----------
    story : Story
    store : Store
    made : date
        The day that the pictures name.
    progress : callable, optional
        Called with the steps that are done and all.

    Returns
    -------
    bytes
        Fonts are inside; a swipe shows both views, years the first and the last one.

    Raises
    ------
    RegioscopeError
        If a view of a step works no longer.
    """
    know_fonts()
    out = BytesIO()
    canvas = Canvas(out, pagesize=PAGE, invariant=1)
    canvas.setTitle(printable(story.title))
    for n, step in enumerate(story.steps):
        if progress is not None:
            progress(n, len(story.steps))
        _page(canvas, step, _views(step, store, story.lang), made)
        canvas.setFont(PLAIN, 9)
        canvas.setFillColor(_SOFT)
        canvas.drawRightString(PAGE[0] - _SIDE, 14, f"{n + 1} / {len(story.steps)}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def story_pictures(story: Story, store: Store, *, made: date, progress: Progress | None = None) -> bytes:
    """Write the pictures of a story as PNG files in a ZIP file, numbered in their order; the parameters are the same.

    Raises
    ------
    RegioscopeError
        If a view of a step works no longer.
    """
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for n, step in enumerate(story.steps):
            if progress is not None:
                progress(n, len(story.steps))
            views = _views(step, store, story.lang)
            for place, (_, drawing) in enumerate(views):
                letter = "abc"[place] if len(views) > 1 else ""
                name = f"{n + 1:02d}{letter}-{_file_name(step.title)}.png"
                png = picture(drawing, format="png", made=made, dpi=DPI)
                archive.writestr(zipfile.ZipInfo(name, _STAMP), png)
    return out.getvalue()


def _views(step: Step, store: Store, lang: str) -> list[tuple[str, Drawing]]:
    """Return the views of a step, each with what tells it apart from the other one."""
    drawing = open_address(step.address, store, lang)
    if step.kind == SWIPE and step.beside:
        other = open_address(step.beside, store, lang)
        return list(zip(sides(drawing, other), (drawing, other), strict=True))
    years = drawing.figures.dataset.years(drawing.result.query.measure) if step.kind == YEARS else []
    if len(years) > 1:
        return first_and_last(drawing, years)
    return [("", drawing)]


def _page(canvas: Canvas, step: Step, views: list[tuple[str, Drawing]], made: date) -> None:
    width, height = PAGE
    top = height - _TOP
    for text, size, font, colour in ((step.title, 22, STRONG, _INK), (step.sentence, 14, PLAIN, _SOFT)):
        if text:
            top = _written(canvas, text, top, ParagraphStyle("own", fontName=font, fontSize=size, leading=size * 1.3,
                                                             textColor=colour))  # fmt: skip
    room = (width - 2 * _SIDE - 14 * (len(views) - 1)) / len(views)
    for place, (label, drawing) in enumerate(views):
        left, foot = _SIDE + place * (room + 14), 28.0
        high = top - foot - (18 if label else 4)
        if label:
            canvas.setFont(STRONG, 12)
            canvas.setFillColor(_INK)
            canvas.drawString(left, top - 14, _fitting(canvas, label, room))
        png = picture(drawing, format="png", made=made, dpi=DPI, head=False,
                      size="slide" if len(views) == 1 else "square")  # fmt: skip
        canvas.drawImage(ImageReader(BytesIO(png)), left, foot, room, high, preserveAspectRatio=True, anchor="n")


def _written(canvas: Canvas, text: str, top: float, style: ParagraphStyle) -> float:
    """Write a text at the top; return where the rest of the page begins."""
    paragraph = Paragraph(html.escape(printable(text)), style)
    _, high = paragraph.wrap(PAGE[0] - 2 * _SIDE, PAGE[1])
    paragraph.drawOn(canvas, _SIDE, top - high)
    return float(top - high - 6)


def _fitting(canvas: Canvas, text: str, room: float) -> str:
    text = printable(text)
    while text and canvas.stringWidth(text, STRONG, 12) > room:
        text = text[:-2].rstrip() + "\u2026"
    return text


def _file_name(title: str) -> str:
    kept = re.sub(r"[^\w]+", "-", title.casefold()).strip("-")
    return kept[:_NAME].rstrip("-") or "step"
