"""Criteria in words: what the page calls them, their units, bounds as a reader types them, and what stands behind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scene import scout_words as words

if TYPE_CHECKING:
    from geo.scouting import Criterion, Evidence
    from scene.figures import Figures
    from scene.i18n import Say

_PERCENT = 100.0
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")


def name(one: Criterion, figures: Figures) -> str:
    """Name a criterion in plain words, without the term in brackets."""
    return _IN_BRACKETS.sub("", words.name_of(one, figures.say, figures.dataset))


def whole_name(one: Criterion, figures: Figures) -> str:
    """Name a criterion with its term."""
    return words.name_of(one, figures.say, figures.dataset)


def unit(one: Criterion, figures: Figures) -> str:
    """Return the unit of a bound as it is typed."""
    say = figures.say
    typed = {"share": "%", "rate": f"% {say(words.UNITS['rate'])}", "ratio": say("times")}
    return typed.get(one.kind) or words.unit_of(one, figures.say, figures.dataset)


def factor(one: Criterion) -> float:
    """Return what a value is multiplied by before a reader sees it: shares are in per cent."""
    return _PERCENT if one.kind in {"share", "rate"} else 1.0


def shown(one: Criterion, value: float) -> float:
    """Return a bound as a reader types it.

    Examples
    --------
    >>> from geo.scouting import Criterion
    >>> shown(Criterion("growth", kind="rate"), 0.021), shown(Criterion("wages", kind="money"), 92000.0)
    (2.1, 92000.0)
    """
    return float(f"{value * factor(one):.6g}")


def better(one: Criterion, say: Say) -> str:
    """Say which direction is better."""
    return say(words.DIRECTIONS[one.direction])


def turn(one: Criterion, say: Say) -> str:
    """Say what a click would make better: the other direction."""
    return say("Count less as better") if one.direction > 0 else say("Count more as better")


def meaning(one: Criterion, figures: Figures) -> str:
    """Say what a criterion is, with its term and its direction."""
    say = figures.say
    term = whole_name(one, figures)
    named = f"{term}. " if term != name(one, figures) else ""
    return f"{named}{words.help_of(one, say)} {better(one, say).capitalize()}."


def why_missing(one: Criterion, say: Say) -> str:
    """Say why the dataset cannot tell a criterion."""
    return say(words.MISSING.get(one.missing, words.MISSING["not_told"]))


def value(one: Criterion, number: float, figures: Figures) -> str:
    """Write a value with its unit."""
    return words.value_text(one, number, figures.say, figures.dataset)


def interval(one: Criterion, evidence: Evidence, code: str, figures: Figures) -> str:
    """Write the interval of a value, or nothing where the source supports none."""
    low, high = (float(getattr(evidence, side).at[code, one.id]) for side in ("lower", "upper"))
    return words.interval_text(one, low, high, figures.say)


def detail(one: Criterion, evidence: Evidence, code: str, figures: Figures) -> str:
    """Say what stands behind a value: the nearest port, the rules, the related groups."""
    told = str(evidence.detail.at[code, one.id])
    return words.detail_text(told, figures.say, figures.dataset, evidence) if told else ""


def standing(one: Criterion, evidence: Evidence, code: str, figures: Figures) -> list[str]:
    """Say what a value is and how far it can be trusted; nothing of what is plainly observed."""
    say = figures.say
    status, trust = (str(getattr(evidence, part).loc[code, one.id]) for part in ("status", "confidence"))
    texts = [] if status == "observed" else [say(words.STATUS[status])]
    return texts if trust == "none" else [*texts, say(words.CONFIDENCE[trust])]


def origin(one: Criterion, evidence: Evidence, code: str) -> list[str]:
    """Name source and vintage of a value; nothing where there is no value."""
    texts = (str(getattr(evidence, part).loc[code, one.id]) for part in ("source", "vintage"))
    return [text for text in texts if text]
