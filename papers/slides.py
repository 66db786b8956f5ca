"""Slides of a story (PPTX): a picture a step with sentence and notes, then maps whose shapes can be edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from babel.dates import format_date
from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.util import Inches, Pt

from papers.alt import alt_text, several
from papers.clean import printable
from papers.multiples import multiples, names_of
from papers.picture import picture
from papers.slide_map import can_be_shapes, colour_of, draw_shapes
from scene.headline import headline, subtitle
from scene.i18n import Say
from scene.opening import open_drawing, parameters
from scene.simulated import label
from scene.story import SWIPE, YEARS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from pptx.presentation import Presentation as Deck
    from pptx.slide import Slide

    from geo.store import Store
    from scene.drawing import Drawing
    from scene.story import Step

    Progress = Callable[[int, int], None]

FONT = "Inter"
WIDTH, HEIGHT = 40 / 3, 7.5
"""Inches."""
DPI = 150.0
FRAMES = 6
"""Years that a slide shows of a step that runs through all of them: the first, the last, and some between."""
_LEFT, _ROOM = 0.42, WIDTH - 0.84
_TITLE_TOP, _SENTENCE_TOP, _BODY_TOP = 0.28, 1.12, 1.95
_INK, _SOFT, _MARK = "111827", "4B5563", "9A3412"
_TITLE_ONLY = 5  # of the layouts of an empty presentation


@dataclass(frozen=True, slots=True)
class About:
    """What the first slide says: title, language, and the day on which the slides are made."""

    title: str
    lang: str
    made: date


def slides(steps: Sequence[Step], store: Store, about: About, *, progress: Progress | None = None) -> bytes:
    """Write the slides of a story.

    Parameters
    ----------
    steps : sequence of Step
        A step of kind ``swipe`` shows both views beside each other, one of kind ``years`` some of its years.
    store : Store
    about : About
    progress : callable, optional
        Called with the steps that are done and all.

    Returns
    -------
    bytes
        16:9. Every picture has its text for readers who do not see it, every title is a title, notes hold the notes and
        the source. Maps of up to `papers.slide_map.MOST` regions follow once more, drawn of shapes with the names of
        the regions.

    Raises
    ------
    AddressError
        If the address of a step cannot be read, or names something that the dataset does not have.
    RegioscopeError
        If the figures of a step cannot be computed.
    """
    say, deck = Say(about.lang), _blank(about)
    _first(deck, about, say)
    drawings: list[Drawing] = []
    for n, step in enumerate(steps):
        views = _views(step, about.lang, store)
        drawings += views if step.kind != YEARS else []
        _step(deck, step, views, about)
        if progress:
            progress(n + 1, len(steps))
    for drawing in _once(drawings):
        if can_be_shapes(drawing):
            slide = _titled(deck, _caption(drawing))
            _write(slide, subtitle(drawing.figures), _SENTENCE_TOP, Pt(14), colour=_SOFT)
            draw_shapes(slide, drawing, (_LEFT, _BODY_TOP - 0.2, _ROOM, HEIGHT - _BODY_TOP - 0.2))
            _badge(slide, label(drawing.coloured_by, drawing.view.say))
            _note(slide, say("Each region of this map is a shape of its own: colour, name and line can be changed."))
    out = BytesIO()
    deck.save(out)
    return out.getvalue()


def _views(step: Step, lang: str, store: Store) -> list[Drawing]:
    """Open the maps of a step: one, two of a comparison, or some of its years."""
    first = open_drawing(_params(step.address, lang), store)
    if step.kind == SWIPE and step.beside:
        return [first, open_drawing(_params(step.beside, lang), store)]
    years = first.figures.dataset.years(first.view.query.measure) if step.kind == YEARS else []
    if len(years) <= 1:
        return [first]
    shown = dict.fromkeys(years[round(k * (len(years) - 1) / (FRAMES - 1))] for k in range(FRAMES))
    return [open_drawing(_params(step.address, lang) | {"year": str(year)}, store) for year in shown]


def _params(address: str, lang: str) -> dict[str, str]:
    return parameters(address) | {"lang": lang}


def _once(drawings: list[Drawing]) -> list[Drawing]:
    """Leave out maps that came before."""
    found: dict[object, Drawing] = {}
    for drawing in drawings:
        found.setdefault((drawing.view.query, drawing.view.region, drawing.view.honest), drawing)
    return list(found.values())


def _blank(about: About) -> Deck:
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    told = deck.core_properties
    told.title, told.author, told.language = printable(about.title)[:250], "Regioscope", about.lang
    told.created = told.modified = datetime.combine(about.made, time())
    told.last_modified_by = "Regioscope"
    return deck


def _first(deck: Deck, about: About, say: Say) -> None:
    slide = _titled(deck, about.title, top=2.5, size=Pt(44), height=1.9)
    day = format_date(about.made, format="long", locale=about.lang)
    _write(slide, say("Made with Regioscope on {day}", day=day), 4.5, Pt(18), colour=_SOFT)


def _step(deck: Deck, step: Step, views: list[Drawing], about: About) -> None:
    """Draw one step: title, sentence, its picture or two beside each other, notes."""
    first = views[0]
    title = step.title or _caption(first)
    slide = _titled(deck, title)
    _write(slide, step.sentence or subtitle(first.figures), _SENTENCE_TOP, Pt(18), colour=_SOFT)
    _badge(slide, next(filter(None, (label(view.coloured_by, view.view.say) for view in views)), ""))
    if len(views) == 1:
        _picture(slide, first, "part", _LEFT, about)
    elif step.kind == YEARS:
        data = multiples(views, format="png", size="part", dpi=DPI, made=about.made, head=False)
        _put(slide, data, several(views, names_of(views)), (_LEFT, _BODY_TOP, _ROOM))
    else:
        for k, view in enumerate(views):
            left = _LEFT + k * (_ROOM + 0.2) / 2
            _write(slide, _caption(view), _BODY_TOP - 0.15, Pt(13), colour=_INK, left=left, width=_ROOM / 2 - 0.1)
            _picture(slide, view, "half", left, about, top=_BODY_TOP + 0.4)
    addresses = [f"?{address}" for address in (step.address, step.beside) if address]
    _note(slide, "\n\n".join(part for part in (step.notes, *(alt_text(view) for view in views), *addresses) if part))


def _caption(view: Drawing) -> str:
    return headline(view.result, view.figures, region=view.view.region)


def _titled(deck: Deck, text: str, *, top: float = _TITLE_TOP, size: Pt | None = None, height: float = 0.85) -> Slide:
    """Add a slide with a title that outlines and screen readers know as one."""
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = Inches(_LEFT), Inches(top), Inches(_ROOM), Inches(height)
    frame = title.text_frame
    frame.word_wrap, frame.vertical_anchor, frame.auto_size = True, MSO_ANCHOR.MIDDLE, MSO_AUTO_SIZE.NONE
    paragraph = frame.paragraphs[0]
    paragraph.alignment = 1
    run = paragraph.add_run()
    run.text = printable(text)
    font = run.font
    font.size, font.bold, font.name, font.color.rgb = size or _fitting(text), True, FONT, colour_of(_INK)
    return slide  # type: ignore[no-any-return]


def _fitting(text: str) -> Pt:
    """Size of a title that stands in two lines."""
    return Pt(next(points for most, points in ((60, 30), (110, 26), (150, 22), (10_000, 18)) if len(text) <= most))


def _write(
    slide: Slide, text: str, top: float, size: Pt, *, colour: str, left: float = _LEFT, width: float = _ROOM
) -> None:
    box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(0.7))
    frame = box.text_frame
    frame.word_wrap = True
    run = frame.paragraphs[0].add_run()
    run.text = printable(text)
    font = run.font
    font.size, font.name, font.color.rgb = size, FONT, colour_of(colour)


def _badge(slide: Slide, text: str) -> None:
    """Say above the title what of the figures is made up."""
    if text:
        _write(slide, text, 0.02, Pt(13), colour=_MARK)


def _picture(slide: Slide, drawing: Drawing, size: str, left: float, about: About, *, top: float = _BODY_TOP) -> None:
    data = picture(drawing, format="png", size=size, dpi=DPI, made=about.made, head=False)
    _put(slide, data, alt_text(drawing), (left, top, _ROOM if size == "part" else _ROOM / 2 - 0.1))


def _put(slide: Slide, data: bytes, text: str, rect: tuple[float, float, float]) -> None:
    """Put a picture on a slide (left, top, width in inches), with its text for readers who do not see it."""
    left, top, width = (Inches(value) for value in rect)
    shape = slide.shapes.add_picture(BytesIO(data), left, top, width=width)
    shape._element._nvXxPr.cNvPr.set("descr", printable(text))  # noqa: SLF001 - the library cannot describe a picture


def _note(slide: Slide, text: str) -> None:
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        frame.text = printable(text)
