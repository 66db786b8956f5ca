"""What the room writes: pins with a comment on the map, remarks; shown when the presenter has read them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import func, select

from keep import limits
from keep.limits import refusal
from keep.meetings import device_name, row_of
from keep.models import NoteRow, PinRow
from scene.i18n import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from keep.database import Keep

Row = TypeVar("Row", PinRow, NoteRow)

WAITING, SHOWN, HIDDEN = "waiting", "shown", "hidden"
STATES = (WAITING, SHOWN, HIDDEN)
PINS_PER_DEVICE, NOTES_PER_DEVICE = 20, 20
MOST_COMMENTS = 5_000
"""Pins of a meeting, and remarks of it."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A comment at a place, in degrees; shown when the presenter has read it."""

    id: str
    meeting_id: str
    lon: float
    lat: float
    text: str
    state: str
    at: str


@dataclass(frozen=True, slots=True)
class Note:
    """A question or remark of somebody in the room; shown when the presenter has read it."""

    id: str
    meeting_id: str
    text: str
    state: str
    at: str


def place(keep: Keep, meeting_id: str, device: str, lon: float, lat: float, text: str, *, key: str = "") -> Pin:
    """Keep a comment at a place; it waits until the presenter has read it.

    `key` is what the device calls it: sent again under the same one, because nobody knew whether it had arrived, it is
    kept once.

    Raises
    ------
    SavedError
        If there is no such meeting, it is over, the place or the text is impossible, or there are too many.
    """
    said = limits.text(text, limits.COMMENT, least=1)
    where = {"lon": limits.degrees(lon, 180), "lat": limits.degrees(lat, 90)}
    with keep.writing() as session:
        known = _known_id(meeting_id, device, key)
        if known and (there := session.scalar(select(PinRow).where(PinRow.id == known))):
            return _pin(there)
        name = _may_comment(session, PinRow, meeting_id, device, PINS_PER_DEVICE)
        row = PinRow(
            id=known or keep.new_id(),
            meeting_id=meeting_id,
            device=name,
            text=said,
            state=WAITING,
            at=keep.now(),
            **where,
        )
        session.add(row)
        return _pin(row)


def moderate(keep: Keep, pin_id: str, state: str) -> Pin:
    """Show a pin, hide it, or let it wait again.

    Raises
    ------
    SavedError
        If there is no such pin or state.
    """
    with keep.writing() as session:
        row = session.scalar(select(PinRow).where(PinRow.id == pin_id))
        return _pin(_moderated(row, state, N_("there is no such pin")))


def pins(keep: Keep, meeting_id: str, state: str | None = None) -> tuple[Pin, ...]:
    """Return the pins of a meeting in the order in which they came, those in one state or all."""
    with keep.reading() as session:
        return tuple(pin for pin in placed(session, meeting_id) if state in {None, pin.state})


def write(keep: Keep, meeting_id: str, device: str, text: str, *, key: str = "") -> Note:
    """Keep a remark; it waits until the presenter has read it. Sent again under the same `key` it is kept once.

    Raises
    ------
    SavedError
        If there is no such meeting, it is over, the text is impossible, or there are too many.
    """
    said = limits.text(text, limits.COMMENT, least=1)
    with keep.writing() as session:
        known = _known_id(meeting_id, device, key)
        if known and (there := session.scalar(select(NoteRow).where(NoteRow.id == known))):
            return _note(there)
        name = _may_comment(session, NoteRow, meeting_id, device, NOTES_PER_DEVICE)
        row = NoteRow(
            id=known or keep.new_id(), meeting_id=meeting_id, device=name, text=said, state=WAITING, at=keep.now()
        )
        session.add(row)
        return _note(row)


def notes(keep: Keep, meeting_id: str, state: str | None = None) -> tuple[Note, ...]:
    """Return the remarks of a meeting in the order in which they came, those in one state or all."""
    with keep.reading() as session:
        return tuple(note for note in written(session, meeting_id) if state in {None, note.state})


def moderate_note(keep: Keep, note_id: str, state: str) -> Note:
    """Show a remark, hide it, or let it wait again.

    Raises
    ------
    SavedError
        If there is no such remark or state.
    """
    with keep.writing() as session:
        row = session.scalar(select(NoteRow).where(NoteRow.id == note_id))
        return _note(_moderated(row, state, N_("there is no such remark")))


def placed(session: Session, meeting_id: str) -> tuple[Pin, ...]:
    """Return the pins of a meeting as a session sees them."""
    rows = session.scalars(select(PinRow).where(PinRow.meeting_id == meeting_id).order_by(PinRow.number))
    return tuple(_pin(row) for row in rows)


def written(session: Session, meeting_id: str) -> tuple[Note, ...]:
    """Return the remarks of a meeting as a session sees them."""
    rows = session.scalars(select(NoteRow).where(NoteRow.meeting_id == meeting_id).order_by(NoteRow.number))
    return tuple(_note(row) for row in rows)


def _moderated(row: Row | None, state: str, missing: str) -> Row:
    """Put a pin or a remark into a state, or refuse what is not there."""
    if row is None:
        raise refusal(missing)
    row.state = limits.choice(state, STATES)
    return row


def _may_comment(session: Session, table: type[PinRow | NoteRow], meeting_id: str, device: str, most: int) -> str:
    """Return the name under which a device comments, or refuse it."""
    row_of(session, meeting_id, running=True)
    name = device_name(meeting_id, device)
    there = select(func.count()).select_from(table).where(table.meeting_id == meeting_id)
    if (session.scalar(there.where(table.device == name)) or 0) >= most:
        raise refusal(N_("you have sent {n} already: let the others speak, too"), n=most)
    limits.room_for(session.scalar(there) or 0, MOST_COMMENTS)
    return name


def _known_id(meeting_id: str, device: str, key: str) -> str:
    """Return the id of what a device calls `key`, nothing where it calls it nothing."""
    return hashlib.sha256(f"{device_name(meeting_id, device)} {key}".encode()).hexdigest()[:24] if key else ""


def _pin(row: PinRow) -> Pin:
    return Pin(row.id, row.meeting_id, row.lon, row.lat, row.text, row.state, row.at)


def _note(row: NoteRow) -> Note:
    return Note(row.id, row.meeting_id, row.text, row.state, row.at)
