"""Short links: a code for an address of the app."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from keep import limits
from keep.limits import refusal
from keep.models import LinkRow
from scene.i18n import N_
from scene.page_address import page_address

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from keep.database import Keep

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Signs of a code: none that looks like another one."""
LENGTH = 7
MOST_LINKS = 100_000


def shorten(keep: Keep, address: str) -> str:
    """Return the code of an address of the app, the same one whenever it is asked for.

    Parameters
    ----------
    keep : Keep
    address : str
        Whole, or from the name of the page on; only page and parameters of it are kept.

    Raises
    ------
    AddressError
        If it cannot be read.
    SavedError
        If nothing can be kept.
    """
    wanted = str(page_address(address))
    with keep.reading() as session:
        known = session.scalar(select(LinkRow.code).where(LinkRow.address == wanted))
    if known is not None:
        return known
    with keep.writing() as session:
        row = session.scalar(select(LinkRow).where(LinkRow.address == wanted))
        if row is None:
            limits.room_for(session.scalar(select(func.count()).select_from(LinkRow)) or 0, MOST_LINKS)
            row = LinkRow(code=_free_code(session), address=wanted, made=keep.now())
            session.add(row)
        return row.code


def address(keep: Keep, code: str) -> str:
    """Return the address of a code: ``page?parameters``, without a slash in front.

    Raises
    ------
    SavedError
        If there is no such code.
    """
    with keep.reading() as session:
        row = session.get(LinkRow, code[: limits.ID].lower())
        if row is None:
            raise refusal(N_("there is no such link: look at its last letters again"))
        return str(page_address(row.address))


def _free_code(session: Session) -> str:
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if session.get(LinkRow, code) is None:
            return code
