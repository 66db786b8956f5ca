"""`regioscope datasets`: what can be computed on."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cli.console import columns, progress, say, write_json, write_out
from geo.errors import DataContractError
from geo.store import default_store

if TYPE_CHECKING:
    from geo.dataset import Dataset
    from geo.store import Store

OK, NONE_LOADS = 0, 1


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the parser."""
    verb = verbs.add_parser("datasets", help="list the datasets", description=__doc__, allow_abbrev=False)
    verb.add_argument("--json", action="store_true", help="write JSON instead of a table")
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List every dataset that can be read; name the others on stderr with all their problems."""
    loaded, broken = load_all(default_store())
    for problem in broken:
        say(problem)
    entries = [describe(dataset) for dataset in loaded]
    if arguments.json:
        write_json(entries)
    elif entries:
        write_out(as_table(entries))
    if entries:
        return OK
    say("no dataset can be read")
    return NONE_LOADS


def load_all(store: Store) -> tuple[list[Dataset], list[str]]:
    """Load every dataset of a store; the second list holds the problems of those that cannot be read."""
    broken = list(store.problems().values())
    loaded = []
    for name in store.dataset_ids():
        try:
            with progress(f"reading dataset {name}"):
                loaded.append(store.dataset(name))
        except DataContractError as error:
            broken.append(str(error))
    return loaded, broken


def describe(dataset: Dataset) -> dict[str, Any]:
    """Names, levels, measures with their years, and licence of a dataset."""
    manifest = dataset.manifest
    return {
        "id": dataset.key.id,
        "title": dict(manifest.title),
        "version": manifest.version,
        "classification": manifest.classification,
        "simulated": manifest.simulated,
        "levels": [
            {"id": level.id, "title": dict(level.title), "regions": len(dataset.regions_at(level.id))}
            for level in manifest.levels
        ],
        "industry_levels": [
            {"id": level.id, "title": dict(level.title), "industries": len(dataset.industries_at(level.id))}
            for level in manifest.industry_levels
        ],
        "measures": [
            {
                "id": measure.id,
                "title": dict(measure.title),
                "unit": dict(measure.unit),
                "additive": measure.additive,
                "years": dataset.years(measure.id),
            }
            for measure in manifest.measures
        ],
        "licences": list(manifest.licences),
    }


def as_table(entries: list[dict[str, Any]]) -> str:
    """Lay the entries out for reading, one a line.

    Examples
    --------
    >>> measure = {"id": "jobs", "years": [2025]}
    >>> entry = {"id": "us", "title": {"en": "USA"}, "version": "1", "levels": [{"id": "state"}], "licences": ["CC0"]}
    >>> print(as_table([{**entry, "industry_levels": [{"id": "major"}], "measures": [measure]}]), end="")
    id  title  version  levels  industry levels  measures (years)  licence
    us  USA    1        state   major            jobs (2025)       CC0
    """
    head = ("id", "title", "version", "levels", "industry levels", "measures (years)", "licence")
    return columns([head, *(_row(entry) for entry in entries)])


def _row(entry: dict[str, Any]) -> tuple[str, ...]:
    return (
        entry["id"],
        entry["title"].get("en", ""),
        entry["version"],
        ", ".join(level["id"] for level in entry["levels"]),
        ", ".join(level["id"] for level in entry["industry_levels"]),
        ", ".join(f"{measure['id']} ({_span(measure['years'])})" for measure in entry["measures"]),
        "; ".join(entry["licences"]),
    )


def _span(years: list[int]) -> str:
    if not years:
        return "no figures"
    return str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
