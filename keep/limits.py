"""What may be kept: lengths of texts, ranges of numbers, and the words that refuse the rest."""

from __future__ import annotations

import math
import re

from geo.errors import SavedError
from geo.problems import Told
from scene.i18n import N_

TITLE, SENTENCE, NOTES, ADDRESS = 200, 1_000, 10_000, 4_000
"""Characters of a title, of a sentence, of a presenter's notes, of an address."""
QUESTION, CHOICE, COMMENT = 300, 120, 500
"""Characters of a question, of one of its choices, of a comment from the audience."""
CHOICES = (2, 8)
"""Least and most choices of a question."""
ID = 100
"""Characters of an id, of a device's name, of a code."""
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
"""Signs that are no text: controls, marks that turn the direction of what follows, halves of letters."""


def refusal(sentence: str, **parts: object) -> SavedError:
    """Make the error of a sentence; it can be said in the reader's language.

    Parameters
    ----------
    sentence : str
        English, marked with `N_`, with its parts in braces.
    **parts : object
        What stands in the places of the parts.

    Examples
    --------
    >>> str(refusal("at most {n} steps", n=100))
    'at most 100 steps'
    """
    return SavedError(Told.made(sentence, parts))


def text(value: str, most: int, *, least: int = 0) -> str:
    r"""Return a text without signs that nobody sees, and without blanks around it.

    Raises
    ------
    SavedError
        If it is longer than `most` characters, or shorter than `least`.

    Examples
    --------
    >>> text(" Where to build?\x00 ", 200)
    'Where to build?'
    """
    found = _UNSEEN.sub("", value).strip()
    if len(found) > most:
        raise refusal(
            N_("the text has {n} characters; at most {most} can be kept: shorten it"), n=len(found), most=most
        )
    if len(found) < least:
        raise refusal(N_("the text is empty: write something first"))
    return found


def choice(value: str, known: tuple[str, ...]) -> str:
    """Return a word that is on the list.

    Raises
    ------
    SavedError
        If it is not.
    """
    if value not in known:
        raise refusal(N_("there is no {found}; possible are: {known}"), found=repr(value[:ID]), known=", ".join(known))
    return value


def degrees(value: float, most: float) -> float:
    """Return a longitude (`most` = 180) or latitude (90).

    Raises
    ------
    SavedError
        If it is no number, or lies beyond.
    """
    number = float(value)
    if not math.isfinite(number) or abs(number) > most:
        raise refusal(N_("{found} is no place on the map"), found=value)
    return number


def room_for(there: int, most: int) -> None:
    """Refuse one more where there are as many as can be kept.

    Raises
    ------
    SavedError
        If `there` has reached `most`.
    """
    if there >= most:
        raise refusal(N_("there are {n} already, and no more can be kept: delete some first"), n=most)
