"""What is written around the map of a picture: headline, subtitle, marks, sources, notes, day and address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.dates import format_date

from scene.headline import source_line

if TYPE_CHECKING:
    from datetime import date

    from papers.subject import Subject

PLACES, GROUND = "GeoNames (CC BY 4.0)", "Made with Natural Earth (Public domain)"
"""Credits of the names of places, and of land and borders."""


@dataclass(frozen=True, slots=True)
class PictureWords:
    """Texts of a picture, in the reader's language."""

    title: str
    subtitle: str
    badge: str
    foot: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the drawing of a picture found out, to be told at its foot."""

    projection: str = ""
    insets: bool = False
    ground: bool = False
    places: bool = False


def words_of(subject: Subject, facts: Facts, *, made: date, address: str = "") -> PictureWords:
    """Write the texts of a picture.

    Parameters
    ----------
    subject : Subject
    facts : Facts
    made : date
        The day that the picture says it was made on.
    address : str, optional
        What opens the same view.
    """
    return PictureWords(
        title=subject.message.title,
        subtitle=with_unit(subject, subject.message.subtitle),
        badge=_badge(subject),
        foot=(" ".join([f"{source_line(subject.figures).rstrip('.')}.", _boundaries(subject, facts)]),
              " ".join(part for part in (*_notes(subject, facts), facts.projection and f"{facts.projection}.") if part),
              made_line(subject, made, address)),
    )  # fmt: skip


def with_unit(subject: Subject, text: str) -> str:
    """Add the unit of the figures to a subtitle that does not tell it."""
    unit = subject.message.legend.unit_text if subject.message.legend else ""
    told = not unit or unit in text or subject.is_points
    return text if told else f"{text} {unit[:1].upper()}{unit[1:].rstrip('.')}."


def made_line(subject: Subject, made: date, address: str) -> str:
    """Say on which day the picture was made, and what opens its view."""
    say = subject.figures.say
    day = format_date(made, format="long", locale=say.lang)
    line = say("Made with Regioscope on {day}", day=day)
    return f"{line} · {address}" if address else line


def _badge(subject: Subject) -> str:
    """Name what was made up: points on the map, then figures of regions or their ranges."""
    message = subject.message
    return (message.legend.badge if message.legend else "") or ""


def _boundaries(subject: Subject, facts: Facts) -> str:
    """Name the sources of the outlines, each once."""
    own = subject.boundary
    found = [f"{own.credit} ({own.licence})" if own.licence else own.credit]
    if facts.ground:
        found.append(GROUND)
    if facts.places:
        found.append(PLACES)
    known = [text for text in dict.fromkeys(found) if text.strip(" ()")]
    return subject.figures.say("Boundaries: {sources}.", sources="; ".join(known)) if known else ""


def _notes(subject: Subject, facts: Facts) -> list[str]:
    """Say what a reader could not see: estimates, insets, what was left out."""
    say, drawing = subject.figures.say, subject.drawing
    estimated = int((drawing.result.status == "E").sum())
    notes = []
    if estimated and subject.regions is not None:
        notes.append(say.plural("{n} figure is an estimate of the source.", "{n} figures are estimates of the source.",
                                estimated))  # fmt: skip
    if facts.insets:
        notes.append(say("Insets have scales of their own."))
    if "enterprises" in drawing.view.layers and subject.figures.dataset.has_table("enterprises"):
        notes.append(say("Establishments are shown on the web map only."))
    return notes
