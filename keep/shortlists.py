"""Shortlists: places that somebody compares, and how they were found."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from keep import limits
from keep.limits import refusal
from keep.models import ShortlistRow
from scene.i18n import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from keep.database import Keep

MOST_LISTS = 1_000
MOST_PLACES = 100
SETTINGS = 20_000
"""Characters of the settings, as JSON."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Places of a dataset by their codes, in an order; `settings` are plain values (weights, filters ...)."""

    id: str
    title: str
    dataset: str
    address: str
    places: tuple[str, ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)
    changed: str = ""


def list_shortlists(keep: Keep) -> tuple[Shortlist, ...]:
    """Return all shortlists, the last changed first."""
    with keep.reading() as session:
        return listed(session)


def shortlist(keep: Keep, shortlist_id: str) -> Shortlist:
    """Return a shortlist.

    Raises
    ------
    SavedError
        If there is none.
    """
    with keep.reading() as session:
        return _shortlist(_row(session, shortlist_id))


def create(keep: Keep, wanted: Shortlist) -> Shortlist:
    """Keep a new shortlist; it is returned with its id.

    Raises
    ------
    SavedError
        If a text is too long, or there are too many lists or places.
    """
    with keep.writing() as session:
        limits.room_for(session.scalar(select(func.count()).select_from(ShortlistRow)) or 0, MOST_LISTS)
        row = ShortlistRow(**_cells(replace(wanted, id=keep.new_id(), changed=keep.now())))
        session.add(row)
        return _shortlist(row)


def save(keep: Keep, changed: Shortlist) -> Shortlist:
    """Keep a changed shortlist.

    Raises
    ------
    SavedError
        If it was deleted, a text is too long, or there are too many places.
    """
    with keep.writing() as session:
        row = _row(session, changed.id)
        for name, value in _cells(replace(changed, changed=keep.now())).items():
            setattr(row, name, value)
        return _shortlist(row)


def delete(keep: Keep, shortlist_id: str) -> None:
    """Throw a shortlist away.

    Raises
    ------
    SavedError
        If there is none.
    """
    with keep.writing() as session:
        session.delete(_row(session, shortlist_id))


def listed(session: Session) -> tuple[Shortlist, ...]:
    """Return all shortlists as a session sees them."""
    rows = session.scalars(select(ShortlistRow).order_by(ShortlistRow.changed.desc(), ShortlistRow.id))
    return tuple(_shortlist(row) for row in rows)


def _cells(given: Shortlist) -> dict[str, Any]:
    if len(given.places) > MOST_PLACES:
        raise refusal(N_("the shortlist has {n} places; at most {most} can be kept"), n=len(given.places),
                      most=MOST_PLACES)  # fmt: skip
    try:
        settings = json.dumps(given.settings, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise refusal(N_("the settings of the shortlist cannot be kept: {why}"), why=error) from error
    return {
        "id": given.id,
        "title": limits.text(given.title, limits.TITLE),
        "dataset": limits.text(given.dataset, limits.ID),
        "address": limits.text(given.address, limits.ADDRESS),
        "places": [limits.text(place, limits.ID) for place in given.places],
        "settings": json.loads(limits.text(settings, SETTINGS)),
        "changed": given.changed,
    }


def _shortlist(row: ShortlistRow) -> Shortlist:
    return Shortlist(row.id, row.title, row.dataset, row.address, tuple(row.places), dict(row.settings), row.changed)


def _row(session: Session, shortlist_id: str) -> ShortlistRow:
    row = session.get(ShortlistRow, shortlist_id)
    if row is None:
        raise refusal(N_("there is no such shortlist any more: it was deleted"))
    return row
