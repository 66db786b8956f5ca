"""Criteria in words: what the page calls them, their units, bounds as a reader types them, and what stands behind."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from geo.manifest import in_language
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
    if one.kind == "money":
        return money(figures)
    return {"share": "%", "rate": "%", "ratio": "\u00d7", "km": say("km")}.get(one.kind, "")


def money(figures: Figures) -> str:
    """Return the unit of the wages of the dataset."""
    manifest = figures.dataset.manifest
    measure = str(manifest.default.get("wages") or "")
    known = [one for one in manifest.measures if one.id == measure]
    return in_language(known[0].unit, figures.say.lang) if known else ""


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
    return f"{named}{_help(one, say)} {better(one, say).capitalize()}."


def _help(one: Criterion, say: Say) -> str:
    return say(words.HELP.get(one.base, ""), km=say.number(one.reach_km, decimals=0))


def why_missing(one: Criterion, say: Say) -> str:
    """Say why the dataset cannot tell a criterion."""
    return say(words.MISSING.get(one.missing, words.MISSING["not_told"]))


def value(one: Criterion, number: float, figures: Figures) -> str:
    """Write a value with its unit."""
    if one.kind not in words.UNITS:
        return figures.say.number(number, decimals=0)
    return words.value_text(one, number, figures.say)


def interval(one: Criterion, evidence: Evidence, code: str, figures: Figures) -> str:
    """Write the interval of a value, or nothing where the source supports none."""
    low, high = (float(getattr(evidence, side).loc[code, one.id]) for side in ("lower", "upper"))
    say = figures.say
    if math.isfinite(low) and math.isinf(high):
        return say("at least this")
    if not (math.isfinite(low) and math.isfinite(high)) or low == high:
        return ""
    return say("{low} to {high}", low=words.value_text(one, low, say), high=words.value_text(one, high, say))


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
