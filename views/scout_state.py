"""What the page Scout was asked for, in the address: criteria with weights, conditions, shortlist, places."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.scouting import Filter

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

WEIGHTS, MUST, SHORTLIST, WHERE, TURNED, ALSO, PROJECT = "w", "must", "list", "where", "turn", "also", "project"
"""Address parameters: weights of the criteria that are on, conditions, codes of the shortlist, which places, criteria
that are better the other way round, further industries that are needed, the text of the project."""
NONE = "none"
"""Stands for no criterion at all: an empty value would mean the usual ones."""
MOST_LISTED = 10
MOST_CONDITIONS = 6
HEAVIEST = 5.0
LONGEST_PROJECT = 400
ACROSS, UPRIGHT = "across", "upright"
"""Address parameters: the criteria of the axes of the picture of all places."""
_LONGEST = 1500
_SIDES = {"min": "at_least", "max": "at_most"}
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that a place must have: a criterion at least (``min``) or at most (``max``) at a value."""

    criterion: str
    side: str
    value: float

    def filter(self) -> Filter:
        """Return it as the numbers' side takes it."""
        return Filter(self.criterion, **{_SIDES[self.side]: self.value})

    def text(self) -> str:
        """Write it for the address."""
        return f"{self.criterion}:{self.side}:{self.value:.{_DIGITS}g}"


def weights_of(
    params: Mapping[str, str], known: Collection[str], usual: Mapping[str, float]
) -> tuple[dict[str, float], list[tuple[str, str]]]:
    """Read the weights of the criteria that are on; the second list holds what cannot be read.

    Examples
    --------
    >>> weights_of({"w": "wage:2,fun:1"}, {"wage"}, {})
    ({'wage': 2.0}, [('w', 'fun:1')])
    >>> weights_of({}, {"wage"}, {"wage": 3.0})
    ({'wage': 3.0}, [])
    """
    text = params.get(WEIGHTS, "")[:_LONGEST]
    if not text:
        return dict(usual), []
    found: dict[str, float] = {}
    bad = []
    for part in (part for part in text.split(",") if part and part != NONE):
        name, _, number = part.partition(":")
        value = _number(number)
        if name in known and 0 <= value <= HEAVIEST:
            found[name] = value
        else:
            bad.append((WEIGHTS, part))
    return found, bad


def conditions_of(params: Mapping[str, str], known: Collection[str]) -> tuple[list[Condition], list[tuple[str, str]]]:
    """Read the conditions, at most six; the second list holds what cannot be read.

    Examples
    --------
    >>> conditions_of({"must": "wage:max:90000,fun:min:1,wage:min:nan"}, {"wage"})
    ([Condition(criterion='wage', side='max', value=90000.0)], [('must', 'fun:min:1'), ('must', 'wage:min:nan')])
    """
    found: list[Condition] = []
    bad = []
    for part in (part for part in params.get(MUST, "")[:_LONGEST].split(",") if part):
        name, side, number = (*part.split(":"), "", "")[:3]
        value = _number(number)
        if name in known and side in _SIDES and math.isfinite(value) and len(found) < MOST_CONDITIONS:
            found.append(Condition(name, side, value))
        else:
            bad.append((MUST, part))
    return found, bad


def shortlist_of(params: Mapping[str, str], codes: Collection[str]) -> tuple[str, ...]:
    """Read the shortlist: each place once, at most ten; places that do not exist are left out."""
    asked = [code for code in params.get(SHORTLIST, "")[:_LONGEST].split(",") if code in codes]
    return tuple(dict.fromkeys(asked))[:MOST_LISTED]


def weights_text(weights: Mapping[str, float]) -> str:
    """Write weights for the address.

    Examples
    --------
    >>> weights_text({"wage": 2.0, "jobs": 2.5}), weights_text({})
    ('wage:2,jobs:2.5', 'none')
    """
    return ",".join(f"{name}:{weight:.{_DIGITS}g}" for name, weight in weights.items()) or NONE


def conditions_text(conditions: Sequence[Condition]) -> str | None:
    """Write conditions for the address; nothing where there are none."""
    return ",".join(one.text() for one in conditions) or None


def told(chosen: Mapping[str, object], known: Collection[str]) -> tuple[dict[str, float], list[Condition]]:
    """Read what the panel in the browser sent; what it cannot have sent is passed over.

    Examples
    --------
    >>> told({"weights": {"wage": 9, "x": 1}, "must": [{"id": "wage", "kind": "max", "value": 5}]}, {"wage"})
    ({'wage': 5.0}, [Condition(criterion='wage', side='max', value=5.0)])
    """
    weights, must = chosen.get("weights"), chosen.get("must")
    pairs = weights.items() if isinstance(weights, dict) else ()
    found = {str(name): min(max(_number(value), 0.0), HEAVIEST) for name, value in pairs if str(name) in known}
    rows = [row for row in (must if isinstance(must, list) else []) if isinstance(row, dict)]
    text = ",".join(f"{row.get('id')}:{row.get('kind')}:{row.get('value')}" for row in rows)
    return {name: value for name, value in found.items() if value == value}, conditions_of({MUST: text}, known)[0]  # noqa: PLR0124


def _number(value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        return math.nan
