"""`regioscope scout`: rank places for a project, write the shortlist to a file, write one page about a place."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cli import scout_words, words
from cli.compute import UsageError
from cli.console import columns, progress, say, write_out
from cli.output import STDOUT, Export, check_folder, write, write_bytes
from geo.errors import UnknownOptionError
from geo.lazy import Lazy
from geo.manifest import LANGUAGES
from geo.scouting_types import Filter
from geo.store import default_store
from scene.i18n import Say

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.dataset import Dataset
    from geo.store import Store
    from papers.scout_paper import ScoutPaper

_EPILOG = """\
examples:
  regioscope scout --dataset us --industry 15-1252 --level metro
  regioscope scout --dataset us --industry 15-1252 --level metro --weights quotient=3,wages=1,airport=1 \\
    --filter 'labour_pool>=5000' --filter 'wages<=150000' --out shortlist.xlsx
  regioscope scout --dataset us --industry 51-4121 --level state,metro --also 51-4041 --prefer wages=high --out all.gpkg
  regioscope scout --dataset us --industry 15-1252 --level metro --brief 12420 --out austin.pdf
  regioscope scout --dataset us --project 'a plant with 300 jobs for welders within 100 km of a port'

Criteria: quotient, cluster_status, related, labour_pool, labour_related, labour_near, wages, wages_all, growth,
universities, port, airport, suppliers, competition, completeness; of a further industry NAME@CODE. A value that is
unknown is never zero and rejects no place: it asks (passes = ask). Without --out the best places stand on the standard
output. A file appears whole or not at all.
"""
scouting = Lazy("geo.scouting")
briefs, packages, workbooks = Lazy("papers.scout_brief"), Lazy("papers.scout_gpkg"), Lazy("papers.scout_xlsx")
_FILES = (".xlsx", ".gpkg", ".csv", ".parquet")
_SHOWN = 10
_FORMS = (("rank", ".0f"), ("score", ".3f"), ("known_share", ".0%"))


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the parser."""
    verb = words.add_verb(verbs, "scout", "rank places for a project", __doc__, _EPILOG)
    verb.add_argument("--dataset", metavar="ID", required=True)
    what = verb.add_mutually_exclusive_group(required=True)
    what.add_argument("--industry", metavar="CODE", help="industry (occupation, sector) of the project")
    what.add_argument("--project", metavar="TEXT", help="describe the project: industry, weights and filters follow")
    verb.add_argument("--level", metavar="L[,L]", default="", help="kinds of places that compete; the first by default")
    verb.add_argument("--year", metavar="Y", type=int, default=0, help="the newest by default")
    verb.add_argument("--weights", metavar="NAME=W,..", type=scout_words.weights,
                      help="criteria that count, and how much")  # fmt: skip
    verb.add_argument("--filter", metavar="'NAME>=X'", type=scout_words.condition, action="append", default=[],
                      help="a hard condition, >= or <=; may stand several times")  # fmt: skip
    verb.add_argument("--prefer", metavar="NAME=high|low", type=scout_words.directions, default={},
                      help="which end is good")  # fmt: skip
    verb.add_argument(
        "--also", metavar="CODE[,CODE]", type=words.codes, default=(), help="further industries as criteria"
    )
    verb.add_argument("--places", metavar="CODE[,CODE]", type=words.codes, default=(),
                      help="shortlist that the workbook compares; the first ten by default")  # fmt: skip
    verb.add_argument("--brief", metavar="CODE", help="one page about a place; --out ends in .pdf")
    verb.add_argument("--out", metavar="FILE", default=STDOUT, help=f"ends in {', '.join(_FILES)} or .pdf")
    verb.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the files")
    verb.add_argument("--date", metavar="YYYY-MM-DD", type=words.day, help="day that files name; today")
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Gather, rank, write; the path of the result is the last line on stderr."""
    writer = _writer(arguments)
    store = default_store()
    dataset = store.dataset(arguments.dataset)
    with progress("gathering what is known of the places"):
        paper = _paper(arguments, dataset, store)
    if writer is None:
        write_out(_best(paper))
        return 0
    with progress("writing"):
        writer(paper, store)
    say(f"{len(paper.evidence.ids):,} places ranked; written to {arguments.out}")
    return 0


def _paper(arguments: argparse.Namespace, dataset: Dataset, store: Store) -> ScoutPaper:
    from papers.scout_paper import ScoutPaper  # noqa: PLC0415 - other verbs do not need it

    industry, also, weights, filters, directions = _asked(arguments, dataset)
    level = arguments.level or dataset.manifest.levels[0].id
    found = scouting.evidence(dataset, industry, level, arguments.year, store=store, also=also).turned(directions)
    return ScoutPaper(
        found,
        weights or {one.id: one.weight for one in found.criteria if one.weight > 0},
        filters,
        dataset,
        Say(arguments.lang),
        arguments.date or datetime.now(tz=UTC).date(),
        shortlist=arguments.places,
        digest=store.dataset_version(arguments.dataset),
    )


def _asked(
    arguments: argparse.Namespace, dataset: Dataset
) -> tuple[str, tuple[str, ...], dict[str, float], list[Filter], dict[str, int]]:
    """Return industry, further ones, weights, filters and directions; of a described project those that it proposes."""
    given = arguments.filter, dict(arguments.prefer)
    if arguments.industry:
        return arguments.industry, arguments.also, arguments.weights or {}, *given
    from geo.scouting_project import Project, propose  # noqa: PLC0415 - only with --project

    proposed = propose(Project(text=arguments.project), dataset)
    if not proposed.industries:
        raise UsageError(
            f"no {dataset.manifest.activity_word['en']} of {dataset.key.id} has a name with these words; name one "
            "with --industry"
        )
    first = proposed.industries[0]
    say(f"taken for {first.code} {first.name} (by the words: {' '.join(first.words)})")
    for one in proposed.filters:
        say(f"filter from the description: {_written(one)}")
    weights = arguments.weights or dict(proposed.weights)
    directions = dict(proposed.directions) | given[1]
    return first.code, (*arguments.also, *proposed.also), weights, [*proposed.filters, *given[0]], directions


def _written(one: Filter) -> str:
    bounds = ((">=", one.at_least), ("<=", one.at_most))
    return ", ".join(f"{one.criterion}{sign}{bound:g}" for sign, bound in bounds if bound is not None)


def _writer(arguments: argparse.Namespace) -> Callable[[ScoutPaper, Store], None] | None:
    """Choose what writes the file, before anything is computed; None for the standard output."""
    out, brief = arguments.out, arguments.brief
    ending = Path(out).suffix.lower()
    if brief:
        if ending != ".pdf":
            raise UsageError("--brief writes a page about a place: let --out end in .pdf")
        check_folder(out)
        return lambda paper, store: write_bytes(briefs.scout_brief(paper, brief, store), out)
    if out == STDOUT:
        return None
    if ending not in _FILES:
        raise UnknownOptionError("ending of --out", ending, [*_FILES, ".pdf with --brief"])
    check_folder(out)
    if ending == ".xlsx":
        return lambda paper, _: write_bytes(workbooks.scout_xlsx(paper), out)
    if ending == ".gpkg":
        return lambda paper, _: write_bytes(packages.scout_gpkg(paper), out)
    return lambda paper, _: write(Export(packages.place_table(paper), packages.provenance(paper)), out)


def _best(paper: ScoutPaper) -> str:
    """Lay the best places out in columns."""
    on = [one for one in paper.told if paper.on(one)]
    rows = [("rank", "may be", "fits", "score", "known", "code", "place", *(one.id for one in on))]
    for code in map(str, paper.table.index[:_SHOWN]):
        row = paper.table.loc[code]
        low, high = (f"{paper.ranges[side].get(code, float('nan')):.0f}" for side in ("low", "high"))
        rank, score, known = (f"{float(paper.table[name][code]):{form}}" for name, form in _FORMS)
        fixed = (rank, f"{low}-{high}", str(row["passes"]), score, known, code, paper.names[code])
        rows.append((*fixed, *(paper.value(code, one, with_unit=False) for one in on)))
    return columns(rows)
