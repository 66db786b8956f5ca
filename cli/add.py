"""`regioscope add`: a register of enterprises becomes a dataset of one's own, which the app shows on every page."""

from __future__ import annotations

import argparse
import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cli import words
from cli.console import Steps, progress, say
from cli.cube_words import found_words
from cli.output import write_bytes
from cli.register_options import add_register_options, check_register_options
from geo.classifications import classification_names
from geo.rejected import rejected_csv
from geo.store import default_store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.attach_register import Added
    from geo.enterprise_parts import Part

_EPILOG = """\
examples:
  regioscope add --enterprises firms.csv --regions ukraine-oblast --title "Firms of 2025" --source "State register" \\
    --licence "CC BY 4.0" --year 2025 --classification kved2010
  regioscope add --enterprises 'parts/*.parquet' --regions us-counties --title "Plants" --source "Own survey" \\
    --licence "internal use" --year 2024 --open --engine dask

The dataset stands in the folder of your own datasets ($REGIOSCOPE_HOME, else ~/.local/share/regioscope/datasets); the
app shows it at once, and its page Data takes it away again. Without --open the register is confidential: no single
enterprise is shown, and figures that would tell one enterprise's are hidden.
"""
_BYTES = 1 << 20


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the parser."""
    verb = words.add_verb(verbs, "add", "add a register of enterprises to the app as a dataset", __doc__, _EPILOG)
    add_register_options(verb)
    verb.add_argument("--regions", metavar="SET", required=True, help="name of a bundled set of boundaries")
    for name, help_ in (("title", "of the dataset"), ("source", "who published it"), ("licence", "of the register")):
        verb.add_argument(f"--{name}", metavar="TEXT", required=True, help=help_)
    verb.add_argument("--year", metavar="Y", type=words.year, required=True, help="year of the rows that state none")
    verb.add_argument("--simulated", action="store_true", help="the enterprises are made up: everything says so")
    verb.add_argument("--open", action="store_true", help="a public register: single enterprises may be shown")
    verb.add_argument("--classification", choices=classification_names(), default="", help="names the industry codes")
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Count the register and keep it; the name of the dataset is the last word on stderr."""
    from geo.enterprise_files import parts_of  # noqa: PLC0415 - other verbs need no register
    from geo.enterprise_parts import Reading  # noqa: PLC0415 - as above

    check_register_options(arguments)
    parts = parts_of(arguments.enterprises, reading=Reading(crs=arguments.crs))
    added = _added(arguments, parts)
    for line in found_words(added.found):
        say(line)
    if added.hidden is not None:
        say(f"{added.hidden.hidden:,} cells and {added.hidden.hidden_totals:,} totals are hidden")
    if arguments.rejected:
        write_bytes(rejected_csv(added.found.rejected), arguments.rejected)
    say(f"the app shows it as the dataset {added.name}")
    return 0


def _added(arguments: argparse.Namespace, parts: Sequence[Part]) -> Added:
    from geo.attach import own_folder  # noqa: PLC0415 - other verbs add nothing
    from geo.attach_folder import About, Target  # noqa: PLC0415 - as above
    from geo.attach_register import Wanted, dataset_from_register  # noqa: PLC0415 - as above

    store, now = default_store(), datetime.now(tz=UTC).date()
    name = arguments.regions
    target = Target(name, store.boundary_set(name).title, store.geometry(name, "detail"))
    about = About(
        arguments.title, source=arguments.source, licence=arguments.licence, year=arguments.year, unit="jobs",
        status="S" if arguments.simulated else "A",
    )  # fmt: skip
    wanted = Wanted(
        columns=arguments.columns, classification=arguments.classification, confidential=not arguments.open,
        nearest_km=arguments.nearest_km, engine=arguments.engine, scheduler=arguments.scheduler,
        workers=arguments.workers,
    )  # fmt: skip
    with progress("reading the files once for their digest"):
        digest = _digest(parts)
    return dataset_from_register(
        parts, about, target=target, home=own_folder(), taken=[*store.dataset_ids(), *store.problems()],
        origin=(digest, now), wanted=wanted, progress=Steps("adding the register up", "parts"),
    )  # fmt: skip


def _digest(parts: Sequence[Part]) -> str:
    """SHA-256 of all files, one after the other in the order of their names."""
    found = hashlib.sha256()
    for path in sorted({part.path for part in parts}):
        with Path(path).open("rb") as file:
            while block := file.read(_BYTES):
                found.update(block)
    return found.hexdigest()
