"""`regioscope indicators`: what can be computed."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cli.console import columns, write_json, write_out
from geo.indicators import REGISTRY

if TYPE_CHECKING:
    from geo.indicators import Indicator


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the parser."""
    verb = verbs.add_parser("indicators", help="list the indicators", description=__doc__, allow_abbrev=False)
    verb.add_argument("--json", action="store_true", help="write JSON instead of a table")
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List every indicator of the registry."""
    entries = [describe(entry) for entry in REGISTRY.values()]
    if arguments.json:
        write_json(entries)
    else:
        head = ("name", "level", "options (default first)", "needs", "formula")
        write_out(columns([head, *(_row(entry) for entry in entries)]))
    return 0


def describe(entry: Indicator) -> dict[str, Any]:
    """Everything that the registry says of an indicator, ready for JSON.

    Examples
    --------
    >>> describe(REGISTRY["density_km2"])["needs"]
    ['areas']
    """
    return {
        "name": entry.name,
        "level": entry.level,
        "shape": entry.shape,
        "family": entry.family,
        "title": entry.title,
        "plain": entry.plain,
        "formula": entry.formula,
        "reading": entry.reading,
        "caution": entry.caution,
        "unit": entry.unit,
        "options": {option.name: list(option.values) for option in entry.options},
        "needs": list(entry.needs),
        "uses": list(entry.uses),
        "additive_only": entry.additive_only,
        "neutral": entry.neutral,
        "breaks": list(entry.breaks),
        "citation": entry.citation,
        "test": entry.test,
    }


def _row(entry: dict[str, Any]) -> tuple[str, ...]:
    options = "; ".join(f"{name} = {', '.join(values)}" for name, values in entry["options"].items())
    return entry["name"], entry["level"], options or "-", ", ".join(entry["needs"]) or "-", entry["formula"]
