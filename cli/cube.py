"""`regioscope cube`: a register of enterprises added up by region, industry, year, size class and type."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from cli import words
from cli.compute import UsageError
from cli.console import Steps, progress, say
from cli.cube_totals import kinds, totals_of
from cli.cube_words import COLUMNS, found_words, provenance_of
from cli.output import STDOUT, Export, check_target, write, write_bytes
from cli.register_options import add_register_options, check_register_options
from cli.tables import read_industries
from geo.cube_options import CubeOptions
from geo.engines import CubeResult, cube_of
from geo.errors import DataContractError
from geo.region_files import read_region_file
from geo.rejected import rejected_csv
from geo.schema import FEWEST_CONTRIBUTORS, TOTAL
from geo.store import default_store

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.disclosure import Protected, Rule
    from geo.enterprise_parts import Part

_EPILOG = """\
examples:
  regioscope cube --enterprises 'parts/*.parquet' --regions bay-area-zone --out cube.parquet
  regioscope cube --enterprises firms.csv --regions regions.geojson --region-id NUTS_ID --out cube.csv \\
    --columns lon=x,lat=y,industry_code=nace,employees=staff --rejected rejected.csv
  regioscope cube --enterprises 'parts/*.parquet' --regions regions.gpkg --out cube.parquet --engine dask

Rows that cannot be used, also for an industry that is not on the list of --industries, are counted by reason on the
standard error and listed in the file of --rejected; the rest is used. Figures that would tell one enterprise's are
hidden (obs_status C), in the cells and in the totals, unless --no-disclosure-control is given.
An existing file is replaced; a file appears whole or not at all.
"""


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the parser."""
    verb = words.add_verb(verbs, "cube", "add a register of enterprises up by region and industry", __doc__, _EPILOG)
    add_register_options(verb)
    verb.add_argument("--regions", metavar="F", required=True, help="a boundary file, or the name of a bundled set")
    verb.add_argument("--region-id", metavar="COL", help="column of F with the codes")
    verb.add_argument("--out", metavar="FILE", required=True, help="ends in .parquet or .csv; - is stdout")
    verb.add_argument("--year", metavar="Y", type=words.year, help="year of the rows that state none")
    verb.add_argument(
        "--industries", metavar="CSV", help="list with a column industry_code: rows of other industries are rejected"
    )
    verb.add_argument(
        "--totals", metavar="KIND,..", type=kinds, default=(),
        help="write totals by region, by industry, by both, of all; what is added up has the code TOTAL",
    )  # fmt: skip
    _add_disclosure(verb)
    verb.add_argument("--no-meta", action="store_true", help="write no NAME.meta.json beside a CSV")
    verb.set_defaults(run=run)


def _add_disclosure(verb: argparse.ArgumentParser) -> None:
    control = verb.add_mutually_exclusive_group()
    control.add_argument(
        "--minimum-contributors", metavar="N", type=words.count, default=FEWEST_CONTRIBUTORS,
        help="hide figures of fewer (default: %(default)s)",
    )  # fmt: skip
    control.add_argument("--no-disclosure-control", action="store_true", help="hide nothing: for your own eyes only")


def run(arguments: argparse.Namespace) -> int:
    """Read, add up, hide, write; the path of the result is the last line on stderr."""
    from geo.enterprise_files import parts_of  # noqa: PLC0415 - other verbs need no register
    from geo.enterprise_parts import Reading  # noqa: PLC0415 - as above

    _check(arguments)
    with progress("reading the regions"):
        regions = _regions(arguments.regions, arguments.region_id)
    parts = parts_of(arguments.enterprises, reading=Reading(crs=arguments.crs))
    options = CubeOptions(
        reference_year=arguments.year, nearest_km=arguments.nearest_km,
        industries=read_industries(Path(arguments.industries)) if arguments.industries else None,
    )  # fmt: skip
    found = cube_of(
        parts, regions, columns=arguments.columns, options=options, engine=arguments.engine,
        scheduler=arguments.scheduler, progress=Steps("adding the register up", "parts"), workers=arguments.workers,
    )  # fmt: skip
    for line in found_words(found):
        say(line)
    if arguments.rejected:
        write_bytes(rejected_csv(found.rejected), arguments.rejected)
    if not found.used:
        raise DataContractError("enterprises", [f"none of the {found.rejected.read:,} rows can be used"])
    _write(arguments, found, parts)
    return 0


def _write(arguments: argparse.Namespace, found: CubeResult, parts: list[Part]) -> None:
    rule = None if arguments.no_disclosure_control else _rule(arguments.minimum_contributors)
    with progress("looking for what must be hidden"):
        cube, hidden = _published(found, rule)
        totals = totals_of(found.sums, arguments.totals, hidden) if arguments.totals else cube.head(0)
    if hidden is not None:
        shown = f"{hidden.hidden:,} of {len(cube):,} cells are hidden (obs_status C)"
        say(f"{shown}: {hidden.primary:,} for themselves, {hidden.secondary:,} to protect those")
    if len(totals):
        closed = int((totals["obs_status"] == "C").sum())
        say(f"{len(totals):,} totals (code {TOTAL}) stand beside the cells, {closed:,} of them hidden")
        cube = pd.concat([cube, totals], ignore_index=True)
    told = provenance_of(found, parts, regions=arguments.regions, rule=rule, hidden=hidden)
    told["inputs"]["industries"] = Path(arguments.industries).name if arguments.industries else None
    told |= {"totals": list(arguments.totals)}
    told |= {"columns": {name: COLUMNS[name] for name in cube.columns}, "nearest_km": arguments.nearest_km}
    if told["simulated"]:
        say("note: these figures stand on simulated enterprises (obs_status S): a pattern, not evidence")
    with progress("writing"):
        write(Export(cube, told), arguments.out, meta=not arguments.no_meta)
    if arguments.out != STDOUT:
        say(f"{len(cube):,} rows written to {arguments.out}")


def _published(found: CubeResult, rule: Rule | None) -> tuple[pd.DataFrame, Protected | None]:
    from geo.disclosure import protected  # noqa: PLC0415 - other verbs hide nothing

    if rule is None:
        return found.cube, None
    hidden = protected(found.sums, rule)
    return hidden.cube, hidden


def _rule(minimum: int) -> Rule:
    from geo.disclosure import Rule  # noqa: PLC0415 - as in _published

    return Rule(minimum_contributors=minimum)


def _regions(name: str, code: str | None) -> gpd.GeoDataFrame:
    store = default_store()
    if name in store.boundary_ids():
        if code is not None:
            raise UsageError(f"--region-id goes with a file; the codes of the set {name!r} are known")
        return store.geometry(name, "detail")
    path = Path(name)
    if not path.suffix and not path.exists():
        store.boundary_set(name)  # names the sets that there are
    regions = read_region_file(path, code=code)
    if regions.attrs["repaired"]:
        say(f"note: {regions.attrs['repaired']} outlines of {path.name} crossed themselves and were repaired")
    return regions


def _check(arguments: argparse.Namespace) -> None:
    check_target(arguments.out, spatial=False)
    check_register_options(arguments)
    both = arguments.rejected and arguments.out != STDOUT
    if both and Path(arguments.rejected).absolute() == Path(arguments.out).absolute():
        raise UsageError("--rejected and --out name the same file")
