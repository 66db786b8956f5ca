"""A map drawn of shapes on a slide: a shape a region, with its name, in the colours of the map; legend and source."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

import numpy as np
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches, Pt

from papers.clean import printable
from papers.fills import item_fill
from papers.outlines import rounded
from papers.picture_body import Body, plan
from papers.projection import projection_for
from papers.scope import scope_of
from papers.sheet import Sheet, Size
from papers.subject import Subject

if TYPE_CHECKING:
    from pptx.oxml.xmlchemy import BaseOxmlElement
    from pptx.slide import Slide

    from layers.message import LegendItem
    from papers.frame import Frame
    from papers.projection import Box
    from papers.sheet import Rect
    from scene.drawing import Drawing

MOST = 330
"""Regions up to which a map is drawn of shapes: more of them make a slide that programs open slowly."""
_POINT = 12_700  # units of a slide in a point
_GRID = 0.4  # points: finer detail is not seen on a slide
_LEGEND = 3.3  # inches beside the map
_EDGE, _INK = "69737C", "374151"
_SPACES = nsdecls("p", "a")
_TRIANGLE = 4  # places of the least ring, the first one twice


def colour_of(text: str) -> RGBColor:
    """Colour of six hexadecimal digits, as the library wants it."""
    found: RGBColor = RGBColor.from_string(text.upper())  # type: ignore[no-untyped-call]
    return found


def can_be_shapes(drawing: Drawing) -> bool:
    """Tell whether a map can be drawn of shapes: areas, and not too many."""
    level = drawing.figures.dataset.manifest.level(drawing.figures.query.level)
    return not level.points and "regions" in drawing.view.layers and len(drawing.codes) <= MOST


def draw_shapes(slide: Slide, drawing: Drawing, rect: Rect) -> None:
    """Draw a map and its legend within a rectangle of the slide (left, top, width, height in inches)."""
    subject = Subject(drawing)
    left, top, wide, high = rect
    sheet = Sheet(Size(wide - _LEGEND, high - 0.3), 72.0)
    scope = scope_of(drawing)
    body = Body(subject, scope, projection_for(scope.box), (0.0, 0.0, sheet.width, sheet.height))
    frame, _, insets = plan(sheet, body, grid=_GRID)
    box = scope.box if insets else None
    at = (left * 72, top * 72)
    _regions(slide, subject, frame, box, at)
    for inset in insets:
        _frame(slide, inset.frame.rect, at)
        _regions(slide, subject, inset.frame, inset.box, at)
    _legend(slide, subject, left + wide - _LEGEND + 0.25, top)
    source = subject.message.legend.source if subject.message.legend else ""
    _text(slide, source, (left, top + high - 0.25, wide, 0.3), Pt(9))


def _regions(slide: Slide, subject: Subject, frame: Frame, box: Box | None, at: tuple[float, float]) -> None:
    """Draw the regions that a frame shows, each a shape with the name of its region."""
    lines = rounded(subject.outlines(frame, box, grid=_GRID), _GRID, tiny=True)
    names, codes = subject.figures.region_names(), [str(code) for code in subject.drawing.codes]
    pieces = np.split(lines.places, lines.starts[1:])
    of: dict[int, list[np.ndarray]] = {}
    for owner, places in zip(lines.owners.tolist(), pieces, strict=True):
        if len(places) >= _TRIANGLE and frame.holds(places).any():
            of.setdefault(owner, []).append(_inside(places, frame) + at)
    tree, values = slide.shapes._spTree, subject.drawing.result.values  # noqa: SLF001 - see `_area`
    for owner, rings in of.items():
        code, colour = codes[owner], subject.fills[owner].colour
        name = printable(f"{names.get(code, code)}: {subject.figures.value(values.get(code))}")
        tree.append(_area(len(tree) + 1, rings, colour, name, wide=code == subject.message.selected))


def _inside(places: np.ndarray, frame: Frame) -> np.ndarray:
    """Draw back to the edge of the frame what reaches out of it."""
    left, top, wide, high = frame.rect
    found: np.ndarray = np.clip(places, (left, top), (left + wide, top + high))
    return found


def _area(number: int, rings: list[np.ndarray], colour: str, name: str, *, wide: bool) -> BaseOxmlElement:
    """Write one shape of all rings of a region; a ring within another is a hole.

    The library's own way takes a minute for a map: it looks through all places at every place.
    """
    whole = [np.rint(ring * _POINT).astype(np.int64) for ring in rings]
    low, high = (edge(np.concatenate(whole), axis=0) for edge in (np.min, np.max))
    path = "".join(_ring(ring - low) for ring in whole)
    (left, top), (width, height) = low, np.maximum(high - low, 1)
    edge, thick = ("111827", 28_575) if wide else (_EDGE, 5_000)
    named = quoteattr(name)
    found: BaseOxmlElement = parse_xml(
        f"<p:sp {_SPACES}><p:nvSpPr><p:cNvPr id='{number}' name={named} descr={named}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr><a:xfrm><a:off x='{left}' y='{top}'/><a:ext cx='{width}' cy='{height}'/></a:xfrm><a:custGeom>"
        f"<a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l='0' t='0' r='r' b='b'/><a:pathLst>"
        f"<a:path w='{width}' h='{height}'>{path}</a:path></a:pathLst></a:custGeom>"
        f"<a:solidFill><a:srgbClr val='{colour[1:]}'/></a:solidFill>"
        f"<a:ln w='{thick}'><a:solidFill><a:srgbClr val='{edge}'/></a:solidFill><a:round/></a:ln></p:spPr></p:sp>"
    )
    return found


def _ring(places: np.ndarray) -> str:
    (x, y), *rest = places[:-1].tolist()
    lines = "".join(f"<a:lnTo><a:pt x='{a}' y='{b}'/></a:lnTo>" for a, b in rest)
    return f"<a:moveTo><a:pt x='{x}' y='{y}'/></a:moveTo>{lines}<a:close/>"


def _frame(slide: Slide, rect: Rect, at: tuple[float, float]) -> None:
    left, top, wide, high = rect
    places = (Pt(left + at[0]), Pt(top + at[1]), Pt(wide), Pt(high))
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *places)
    shape.fill.background()
    shape.line.color.rgb, shape.line.width = colour_of("C9CED3"), Pt(0.75)
    shape.shadow.inherit = False
    shape.name = "inset"


def _legend(slide: Slide, subject: Subject, left: float, top: float) -> None:
    legend = subject.message.legend
    if legend is None:
        return
    _text(slide, legend.title, (left, top, _LEGEND - 0.3, 0.6), Pt(12), bold=True)
    for k, item in enumerate(legend.items):
        _row(slide, item, left, top + 0.75 + 0.36 * k, subject)


def _row(slide: Slide, item: LegendItem, left: float, top: float, subject: Subject) -> None:
    swatch = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(left), Inches(top), Inches(0.36), Inches(0.22))
    swatch.fill.solid()
    swatch.fill.fore_color.rgb = colour_of(item_fill(item.kind, item.colour).colour[1:])
    swatch.line.color.rgb, swatch.line.width = colour_of(_EDGE), Pt(0.5)
    swatch.shadow.inherit = False
    swatch.name = printable(item.text)[:120]
    count = "" if item.count is None else f"  ({subject.figures.say.number(item.count, decimals=0)})"
    _text(slide, f"{item.text}{count}", (left + 0.45, top - 0.09, _LEGEND - 0.8, 0.35), Pt(11))


def _text(slide: Slide, text: str, rect: Rect, size: Pt, *, bold: bool = False) -> None:
    box = slide.shapes.add_textbox(*(Inches(value) for value in rect))
    frame = box.text_frame
    frame.word_wrap = True
    run = frame.paragraphs[0].add_run()
    run.text = printable(text)
    run.font.size, run.font.bold, run.font.name, run.font.color.rgb = size, bold, "Inter", colour_of(_INK)
