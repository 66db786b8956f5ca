"""One suggested sentence, and how a claim ends: with the word for its certainty, or with what keeps it from any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scene import certain_words as certain

if TYPE_CHECKING:
    from geo.provenance import Labelled
    from scene.i18n import Say


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sentence to choose: what it is about (`kind`), its `text`, and how certain it is (see `certain_words`)."""

    kind: str
    text: str
    certainty: str


def ended(
    text: str, word: str, say: Say, *, origin: Labelled | None = None, bounds: tuple[str, str] | None = None
) -> str:
    """End a claim with how certain it is.

    Parameters
    ----------
    text : str
        The claim, without a full stop.
    word : str
        A degree of `certain_words`.
    say : Say
    origin : Labelled, optional
        The figures behind it: what is simulated among them is always said.
    bounds : (str, str), optional
        Its interval, written.

    Examples
    --------
    >>> from scene.i18n import Say
    >>> ended("A has twice the share", "fairly", Say("en"))
    'A has twice the share, fairly certain.'
    >>> ended("A has twice the share", "not", Say("en"), bounds=("0.7", "5.6"))
    'A has twice the share, but that is not certain: the range is 0.7 to 5.6.'
    """
    if origin is not None and origin.simulated:
        return say("Simulated figures, a pattern and no evidence. {claim}.", claim=text)
    if origin is not None and origin.interval_simulated:
        return say("{claim}; the range comes from simulated establishments, so nobody can say how certain that is.",
                   claim=text)  # fmt: skip
    if word == certain.UNKNOWN:
        return say("{claim}; the data do not say how certain that is.", claim=text)
    if word == certain.NOT and bounds is not None:
        return say("{claim}, but that is not certain: the range is {low} to {high}.",
                   claim=text, low=bounds[0], high=bounds[1])  # fmt: skip
    if word == certain.NOT:
        return say("{claim}, but that is not certain.", claim=text)
    return say("{claim}, {certain}.", claim=text, certain=say(certain.WORDS[word]))
