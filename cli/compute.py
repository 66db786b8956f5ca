"""`regioscope compute`: an indicator for every region, written to a file with its formula, inputs and sources."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cli import results, words
from cli.columns import simulation_notes
from cli.console import progress, say
from cli.intervals import interval_notes
from cli.output import STDOUT, check_target, write
from cli.rule_files import with_rule_text
from geo.companions import FORMS
from geo.errors import RegioscopeError

if TYPE_CHECKING:
    from collections.abc import Sequence

_EPILOG = """\
examples:
  regioscope compute --dataset us --indicator location_quotient --industry 15-0000 --out quotients.csv
  regioscope compute --dataset us --indicator share --level metro --out shares.parquet
  regioscope compute --activity jobs.csv --table areas=areas.csv --indicator density_km2 --out density.csv
  regioscope compute --dataset us --indicator cluster_rule --option rule=mine.toml --out clusters.csv

An existing file is replaced. A CSV gets its formula, inputs and sources beside it, in NAME.meta.json; the other formats
hold them inside. `--out -` writes CSV to the standard output.
"""


class UsageError(RegioscopeError):
    """Words of the command line that do not go together."""


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the parser."""
    verb = words.add_verb(verbs, "compute", "compute an indicator and write it to a file", __doc__, _EPILOG)
    data = verb.add_mutually_exclusive_group(required=True)
    data.add_argument("--dataset", metavar="ID", help="one of `regioscope datasets`")
    data.add_argument(
        "--activity", metavar="CSV", type=Path, help="your table: region codes down, industry codes across"
    )
    verb.add_argument("--indicator", metavar="NAME", required=True, help="one of `regioscope indicators`")
    verb.add_argument(
        "--out", metavar="FILE", required=True, help="ends in .csv, .parquet, .geojson or .gpkg; - is stdout"
    )
    verb.add_argument("--industry", metavar="CODE", help="one industry: region_code,value; without it the whole table")
    verb.add_argument(
        "--definition",
        metavar="NAME",
        help="with --activity: add the industries up to groups first; one of data/definitions, or a FILE.toml",
    )
    verb.add_argument("--option", metavar="KEY=VALUE", action="append", default=[], type=_pair, help="of the indicator")
    verb.add_argument("--minimum", metavar="N", type=_amount, default=0.0, help="regions with less get no rank")
    verb.add_argument("--no-meta", action="store_true", help="write no NAME.meta.json beside a CSV")
    of_dataset = verb.add_argument_group("with --dataset (each has a default of its own)")
    of_dataset.add_argument("--level", metavar="L", help="regional level, such as state or metro")
    of_dataset.add_argument("--industry-level", metavar="L", help="level of the classification, such as major")
    of_dataset.add_argument("--year", metavar="Y", type=int, help="the latest by default")
    of_dataset.add_argument("--measure", metavar="M", help="such as employment")
    names = ", ".join(FORMS)
    verb.add_argument(
        "--table", metavar="NAME=CSV", action="append", default=[], type=_pair, help=f"NAME is one of {names}"
    )
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Compute and write; the path of the result is the last line on stderr."""
    _check_words(arguments)
    check_target(arguments.out, spatial=bool(arguments.dataset))
    request = results.Request(
        indicator=arguments.indicator,
        industry=arguments.industry or "",
        options=with_rule_text(_unique(arguments.option, "--option")),
        minimum=arguments.minimum,
        definition=arguments.definition or "",
    )
    tables = {name: Path(file) for name, file in _unique(arguments.table, "--table")}
    if arguments.dataset:
        place = results.Place(
            dataset=arguments.dataset,
            level=arguments.level or "",
            industry_level=arguments.industry_level or "",
            year=arguments.year or 0,
            measure=arguments.measure or "",
        )
        with progress(f"reading dataset {arguments.dataset} and computing"):
            export = results.of_dataset(request, place, tables)
    else:
        with progress(f"reading {arguments.activity.name} and computing"):
            export = results.of_activity(request, arguments.activity, tables)
    told = export.provenance
    missing = interval_notes(told) or told.get("no_value", ())
    for note in (*simulation_notes(told), *missing, *told.get("totals", ())):
        say(f"note: {note}")
    with progress("writing"):
        write(export, arguments.out, meta=not arguments.no_meta)
    if arguments.out != STDOUT:
        say(f"{len(export.frame):,} rows written to {arguments.out}")
    return 0


def _check_words(arguments: argparse.Namespace) -> None:
    given = [name for name in ("level", "industry_level", "year", "measure") if getattr(arguments, name) is not None]
    if not arguments.dataset and given:
        words = ", ".join(f"--{name.replace('_', '-')}" for name in given)
        raise UsageError(f"{words} goes with --dataset; your own table has one level, year and measure")
    if arguments.dataset and arguments.definition:
        raise UsageError("--definition goes with --activity; a dataset has groups of its own (--industry-level)")


def _pair(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not (key and sign and value):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form name=value")
    return key, value


def _amount(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 0 or more")
    return number


def _unique(pairs: Sequence[tuple[str, str]], word: str) -> tuple[tuple[str, str], ...]:
    names = [name for name, _ in pairs]
    repeated = next((name for name in names if names.count(name) > 1), None)
    if repeated is not None:
        raise UsageError(f"{word} {repeated} is given twice")
    return tuple(sorted(pairs))
