"""What several verbs of the command line share: how a verb begins; columns, codes, counts, days, years, distances."""

from __future__ import annotations

import argparse
from datetime import date

_MOST_KM = 1000.0
_YEARS = range(1000, 10000)


def add_verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], name: str, lead: str, about: str | None, epilog: str
) -> argparse.ArgumentParser:
    """Add a verb whose help keeps its lines and whose options are written in full."""
    plain = argparse.RawDescriptionHelpFormatter
    return verbs.add_parser(
        name, help=lead, description=about, epilog=epilog, formatter_class=plain, allow_abbrev=False
    )


def columns(text: str) -> dict[str, str]:
    """Read ``NAME=COL,NAME=COL``: columns of a register and what files call them."""
    found: dict[str, str] = {}
    for pair in text.split(","):
        column, sign, name = (word.strip() for word in pair.partition("="))
        if not (column and sign) or column in found:
            raise argparse.ArgumentTypeError(f"{pair.strip()!r} is not of the form NAME=COL, each NAME once")
        found[column] = name
    return found


def codes(text: str) -> tuple[str, ...]:
    """Read codes with commas between, each once."""
    found = tuple(dict.fromkeys(code.strip() for code in text.split(",") if code.strip()))
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r} names nothing")
    return found


def count(text: str) -> int:
    """Read a whole number from 1."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


def day(text: str) -> date:
    """Read a day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-11-22") from None


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
