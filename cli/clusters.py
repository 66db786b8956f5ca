"""`regioscope clusters`: find clusters among enterprises, write them to a file, show the card of one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from cli import words
from cli.cluster_source import Source, searched_codes, source_of
from cli.compute import UsageError
from cli.console import progress, say, write_json
from geo.agglomeration import Clusters, Naming, clusters_of
from geo.cluster_card import CONVENTIONS, card
from geo.cluster_files import check_target, write_clusters
from geo.cluster_ground import Ground, ground_of
from geo.cluster_history import history, read_members
from geo.cluster_notes import NOTES
from geo.cluster_privacy import OPEN, Privacy
from geo.schema import FEWEST_CONTRIBUTORS
from geo.store import DATA

if TYPE_CHECKING:
    from geo.declared import Match

_EPILOG = """\
examples:
  regioscope clusters --dataset bay-area --industry FPSEMPN --radius-m 500 --minimum 500 --out clusters.gpkg
  regioscope clusters --enterprises firms.csv --industry 62,63 --radius-m 800 --minimum 10 --weight one --out found.csv
  regioscope clusters --dataset bay-area --industry FPSEMPN --radius-m 500 --minimum 500 --card ID > card.json
  regioscope clusters --dataset bay-area --industry FPSEMPN --radius-m 500 --minimum 500 --card ID --leave 102868 \\
    --rule statsamerica
  regioscope clusters --enterprises firms.csv --radius-m 500 --minimum 100 --previous last.gpkg --declared parks.gpkg \\
    --out now.gpkg

A GeoPackage holds the layers clusters, members and provenance; beside a CSV stand NAME.members.csv and
NAME.csv.meta.json. An existing file is replaced; a file appears whole or not at all. Clusters of simulated enterprises
say so (obs_status S): a pattern of simulated firms, not evidence.
"""


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the parser."""
    verb = words.add_verb(verbs, "clusters", "find clusters among enterprises", __doc__, _EPILOG)
    data = verb.add_mutually_exclusive_group(required=True)
    data.add_argument("--dataset", metavar="ID", help="a dataset that has a register of enterprises")
    data.add_argument("--enterprises", metavar="FILES", nargs="+", help="Parquet, CSV, GeoPackage, Shapefile, GeoJSON")
    verb.add_argument("--columns", metavar="NAME=COL,..", type=words.columns, default={}, help="columns of those")
    verb.add_argument("--crs", metavar="EPSG:N", help="with --enterprises: reference system of the coordinates")
    verb.add_argument("--level", metavar="L", help="with --dataset: regional level of the cards")
    verb.add_argument("--regions", metavar="F", help="boundary file or set: the regions that members lie in")
    verb.add_argument("--links", metavar="F", type=Path, help="CSV or Parquet: source_id, target_id, weight")
    _add_search(verb)
    _add_output(verb)
    verb.set_defaults(run=run)


def _add_search(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--industry", metavar="CODE[,CODE]", type=words.codes, default=(), help="all by default")
    verb.add_argument("--method", choices=("dbscan", "hdbscan"), default="dbscan")
    verb.add_argument("--radius-m", metavar="M", type=_positive, help="metres; DBSCAN needs it")
    verb.add_argument("--minimum", metavar="N", type=_positive, required=True, help="jobs (or sites) within the radius")
    verb.add_argument("--firms", metavar="N", type=_whole, default=3, help="different enterprises at the least: 3")
    verb.add_argument(
        "--weight", choices=("employees", "one"), help="jobs (the default of DBSCAN), or each site as one"
    )
    verb.add_argument("--previous", metavar="F", type=Path, help="clusters of an earlier run: ids stay")
    verb.add_argument("--declared", metavar="F", type=Path, help="declared clusters: areas, or a CSV of regions")


def _add_output(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--out", metavar="FILE", type=Path, help="ends in .gpkg, .csv or .geojson")
    verb.add_argument("--card", metavar="ID", help="write the card of one cluster as JSON to the standard output")
    verb.add_argument(
        "--leave", metavar="ID[,ID]", type=words.codes, default=(), help="with --card: these enterprises leave"
    )
    verb.add_argument("--link-share", metavar="P", type=float, default=0.0, help="with --leave: share of links lost")
    verb.add_argument("--rule", metavar="NAME", help="with --leave: judge by this rule, before and after")
    control = verb.add_mutually_exclusive_group()
    control.add_argument(
        "--minimum-contributors", metavar="N", type=_whole, default=FEWEST_CONTRIBUTORS, help="hide jobs of fewer"
    )
    control.add_argument("--no-disclosure-control", action="store_true", help="hide nothing: for your own eyes only")


def run(arguments: argparse.Namespace) -> int:
    """Find, name, match, write; the path of the result is the last line on stderr."""
    _check(arguments)
    with progress("reading the register"):
        source = source_of(arguments)
        codes = searched_codes(source, arguments.industry)
    clusters, told = _found(arguments, source, codes)
    tables, match = _against(arguments, clusters)
    if match is not None:
        told["declared"] = arguments.declared.name
    if arguments.card:
        with progress("making the card"):
            write_json(_card(arguments, ground_of(clusters, source.beside), told))
    if arguments.out:
        with progress("writing"):
            written = write_clusters(clusters, arguments.out, told, tables=tables)
        say(f"{len(clusters.table):,} clusters written to {', '.join(map(str, written))}")
    return 0


def _found(
    arguments: argparse.Namespace, source: Source, codes: tuple[str, ...] | None
) -> tuple[Clusters, dict[str, Any]]:
    from geo.point_clusters import find_clusters  # noqa: PLC0415 - compiled loops that other verbs do not need

    weight = arguments.weight or ("one" if arguments.method == "hdbscan" else "employees")
    with progress("looking for clusters"):
        labels = find_clusters(
            source.points, minimum=arguments.minimum, radius_m=arguments.radius_m, method=arguments.method,
            weight=weight, enterprises=arguments.firms, industries=codes,
        )  # fmt: skip
    search = {name: getattr(labels.search, name) for name in labels.search.__dataclass_fields__}
    search["industries"] = list(arguments.industry) or None
    told = dict(source.told) | {"search": search, "left_out": labels.left_out}
    ids = None
    if arguments.previous:
        before = history(read_members(arguments.previous), source.points, labels.label)
        ids, told["previous"] = before.ids, {"file": arguments.previous.name, "gone": list(before.gone)}
        kept = sum(map(bool, before.ids))
        say(f"{kept} clusters go on, {len(before.ids) - kept} are new, {len(before.gone)} are gone")
    privacy = OPEN if arguments.no_disclosure_control else Privacy(contributors=arguments.minimum_contributors)
    privacy = Privacy(privacy.contributors, privacy.dominance, source.confidential)
    with progress("drawing outlines and naming"):
        naming = Naming(pd.read_parquet(DATA / "gazetteer" / "places.parquet"), source.industries, ids)
        clusters = clusters_of(source.points, labels.label, naming=naming, privacy=privacy, parameters=search)
    _say_found(clusters, labels.left_out)
    hidden = {"minimum_contributors": privacy.contributors, "dominance": privacy.dominance}
    return clusters, told | {
        "margin_m": clusters.parameters["margin_m"],
        "disclosure": hidden,
        "conventions": dict(CONVENTIONS),
    }


def _say_found(clusters: Clusters, left_out: int) -> None:
    inside = int((clusters.label >= 0).sum())
    say(f"{len(clusters.table):,} clusters with {inside:,} of {len(clusters.label):,} sites")
    if left_out:
        say(f"{left_out:,} sites of these industries have no coordinates or no jobs and were left out")
    hidden = int((clusters.table["hidden"] != "").sum())
    if hidden:
        say(f"the jobs of {hidden:,} clusters are hidden: too few enterprises, or a dominant one")
    if clusters.simulated:
        say(f"note: {NOTES['simulated']} (obs_status S)")


def _against(arguments: argparse.Namespace, clusters: Clusters) -> tuple[dict[str, pd.DataFrame], Match | None]:
    if not arguments.declared:
        return {}, None
    from geo.declared import against_found, missing_members, read_declared  # noqa: PLC0415 - only with --declared

    with progress("comparing with the declared clusters"):
        match = against_found(clusters, read_declared(arguments.declared))
    tables = {"declared": match.declared.reset_index(), "pairs": match.pairs, "found": match.found.reset_index()}
    if not clusters.privacy.confidential:
        tables["missing"] = missing_members(clusters, match)
    say(
        f"{len(match.declared)} declared clusters: {len(match.rows_missing['found']):,} of their sites are in no found "
        f"cluster, {len(match.rows_missing['declared']):,} sites of found clusters in no declared one"
    )
    return tables, match


def _card(arguments: argparse.Namespace, ground: Ground, told: dict[str, Any]) -> dict[str, Any]:
    made = card(ground, arguments.card).plain()
    if arguments.leave:
        from geo.anchor import Judged, what_if  # noqa: PLC0415 - rules are read for this question only
        from geo.cluster_rules import find_rule  # noqa: PLC0415 - as above

        judged = Judged(find_rule(arguments.rule)) if arguments.rule else None
        asked = {"link_share": arguments.link_share, "judged": judged}
        made["what_if"] = what_if(ground, arguments.card, arguments.leave, **asked).plain()
    return made | {"provenance": told}


def _check(arguments: argparse.Namespace) -> None:
    if not arguments.out and not arguments.card:
        raise UsageError("nothing to write: give --out FILE, --card ID, or both")
    if arguments.out:
        check_target(arguments.out)
    if (arguments.leave or arguments.rule or arguments.link_share) and not (arguments.card and arguments.leave):
        raise UsageError("--leave goes with --card; --rule and --link-share go with --leave")
    if arguments.dataset and (arguments.columns or arguments.crs):
        raise UsageError("--columns and --crs go with --enterprises")
    if arguments.enterprises and arguments.level:
        raise UsageError("--level goes with --dataset; name regions with --regions")


def _positive(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return number


def _whole(text: str) -> int:
    number = _positive(text)
    if number != int(number):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(number)
