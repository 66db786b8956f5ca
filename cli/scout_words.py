"""Words of the command line of scouting: weights, conditions, which end is good."""

from __future__ import annotations

import argparse
import re

from geo.scouting_types import Filter

_CONDITION = re.compile(r"\s*([\w@.-]+?)\s*(>=|<=)\s*(-?[\d.]+)\s*")
_ENDS = {"high": 1, "low": -1}


def weights(text: str) -> dict[str, float]:
    """Read ``NAME=NUMBER,NAME=NUMBER``."""
    found: dict[str, float] = {}
    for pair in text.split(","):
        name, sign, amount = (part.strip() for part in pair.partition("="))
        try:
            found[name] = float(amount)
        except ValueError:
            sign = ""
        if not (name and sign):
            raise argparse.ArgumentTypeError(f"{pair.strip()!r} is not of the form NAME=NUMBER")
    return found


def directions(text: str) -> dict[str, int]:
    """Read ``NAME=high,NAME=low``: which end of a criterion is good."""
    found = {}
    for pair in text.split(","):
        name, _, end = (part.strip() for part in pair.partition("="))
        if not name or end not in _ENDS:
            raise argparse.ArgumentTypeError(f"{pair.strip()!r} is not of the form NAME=high or NAME=low")
        found[name] = _ENDS[end]
    return found


def condition(text: str) -> Filter:
    """Read ``NAME>=NUMBER`` or ``NAME<=NUMBER``."""
    hit = _CONDITION.fullmatch(text)
    try:
        bound = float(hit.group(3)) if hit else None
    except ValueError:
        bound = None
    if hit is None or bound is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form 'NAME>=NUMBER' or 'NAME<=NUMBER'")
    name, sign = hit.group(1), hit.group(2)
    return Filter(name, at_least=bound) if sign == ">=" else Filter(name, at_most=bound)
