"""Options of the verbs that read a register of enterprises: its files, their columns, the rows left out, the engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cli import words
from cli.compute import UsageError
from cli.output import STDOUT, check_target
from geo.engines import ENGINES

if TYPE_CHECKING:
    import argparse


def add_register_options(verb: argparse.ArgumentParser) -> None:
    """Add what says how a register is read."""
    verb.add_argument(
        "--enterprises", metavar="FILES", required=True, nargs="+",
        help="Parquet, CSV, GeoPackage, Shapefile or GeoJSON; * and ? stand for any names",
    )  # fmt: skip
    verb.add_argument(
        "--columns", metavar="NAME=COL,..", type=words.columns, default={}, help="what columns of the files are"
    )
    verb.add_argument("--rejected", metavar="CSV", help="list of the rows that cannot be used")
    verb.add_argument("--nearest-km", metavar="KM", type=words.km, default=0.0, help="so far outside counts as inside")
    verb.add_argument("--crs", metavar="EPSG:N", help="reference system of the coordinates, where files do not say it")
    verb.add_argument("--engine", choices=ENGINES, default="memory", help="threads of this process, or workers of Dask")
    verb.add_argument("--scheduler", metavar="tcp://..", help="of Dask; without it workers are started here")
    verb.add_argument("--workers", metavar="N", type=words.count, help="threads or workers; 2 by default")


def check_register_options(arguments: argparse.Namespace) -> None:
    """Refuse options that do not go together, before anything is read.

    Raises
    ------
    UsageError
        If ``--rejected`` names no CSV file, or ``--scheduler`` stands without Dask.
    OutputError
        If the list cannot be written there.
    """
    if arguments.rejected:
        if arguments.rejected == STDOUT or Path(arguments.rejected).suffix.lower() != ".csv":
            raise UsageError(f"--rejected names a file that ends in .csv, found {arguments.rejected!r}")
        check_target(arguments.rejected, spatial=False)
    if arguments.scheduler and arguments.engine != "dask":
        raise UsageError("--scheduler goes with --engine dask")
