"""Words of a command line that several verbs read: columns, counts, years, distances."""

from __future__ import annotations

import argparse

_MOST_KM = 1000.0
_YEARS = range(1000, 10000)


def columns(text: str) -> dict[str, str]:
    """Read ``NAME=COL,NAME=COL``: columns of a register and what files call them."""
    found: dict[str, str] = {}
    for pair in text.split(","):
        column, sign, name = (word.strip() for word in pair.partition("="))
        if not (column and sign) or column in found:
            raise argparse.ArgumentTypeError(f"{pair.strip()!r} is not of the form NAME=COL, each NAME once")
        found[column] = name
    return found


def count(text: str) -> int:
    """Read a whole number from 1."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


def year(text: str) -> int:
    """Read a year of four digits."""
    if not text.isdecimal() or int(text) not in _YEARS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a year of four digits")
    return int(text)


def km(text: str) -> float:
    """Read a distance."""
    try:
        km = float(text)
    except ValueError:
        km = -1.0
    if not 0 <= km <= _MOST_KM:
        raise argparse.ArgumentTypeError(f"{text!r} is not a distance from 0 to {_MOST_KM:g} km")
    return km
