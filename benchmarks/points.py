"""Clusters and patterns of points: DBSCAN of 100,000 sites, HDBSCAN, and Kd, M and K with 1,000 draws.

``python benchmarks/points.py`` prints the section, ``--write`` puts it into `docs/performance.md`.
"""

import resource
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
import sklearn  # noqa: E402
from sklearn.cluster import DBSCAN  # noqa: E402

from benchmarks.sections import Time, fastest, main  # noqa: E402
from geo.crs import through_the_earth  # noqa: E402
from geo.envelopes import Draws, processors  # noqa: E402
from geo.errors import StoppedError  # noqa: E402
from geo.pair_distances import kernel_density  # noqa: E402
from geo.point_clusters import MOST_HDBSCAN, find_clusters  # noqa: E402
from geo.point_patterns import duranton_overman_kd, marcon_puech_m, ripley_k  # noqa: E402
from geo.sites import Sites, sites_of  # noqa: E402

SITES, TOWNS, INDUSTRY, DRAWS, RADIUS, JOBS = 100_000, 400, 5_000, 1_000, 1_000.0, 1_000
WAITED = 5  # draws before the wish to stop
Row = tuple[str, str, Time, str]


def register(n: int) -> pd.DataFrame:
    """Draw enterprises: seven of ten around one of 400 towns, the others anywhere in a piece of Europe."""
    rng = np.random.default_rng(1)
    towns = rng.uniform([5, 46], [15, 52], (TOWNS, 2))
    near = towns[rng.integers(TOWNS, size=n)] + rng.normal(0, [0.03, 0.02], (n, 2))
    at = np.where(rng.random((n, 1)) < 0.7, near, rng.uniform([5, 46], [15, 52], (n, 2)))  # noqa: PLR2004
    rows = pd.DataFrame(at, columns=["lon", "lat"])
    codes = np.where(np.arange(n) < INDUSTRY, "A", "B")
    return rows.assign(industry_code=codes, employees=rng.lognormal(2, 1.2, n).round() + 1)


def clusters() -> list[Row]:
    """Measure DBSCAN here and in scikit-learn, and HDBSCAN, after a run that compiles and is not counted."""
    rows = register(SITES)
    find_clusters(rows, radius_m=RADIUS, minimum=JOBS, enterprises=1)
    at = through_the_earth(rows["lon"].to_numpy(), rows["lat"].to_numpy())
    peer = fastest(lambda: DBSCAN(eps=RADIUS, min_samples=JOBS).fit(at, sample_weight=rows["employees"]), 3)
    own = fastest(lambda: find_clusters(rows, radius_m=RADIUS, minimum=JOBS, enterprises=1), 3)
    wide = fastest(lambda: find_clusters(rows, radius_m=10 * RADIUS, minimum=20 * JOBS), 3)
    few = rows.head(MOST_HDBSCAN)
    tree = fastest(lambda: find_clusters(few, minimum=20, method="hdbscan", weight="one"), 1)
    what = f"DBSCAN by jobs, {SITES:,} sites"
    return [
        (f"{what}, 1 km", "<= 3 s", own, f"scikit-learn {sklearn.__version__}: {peer.clock:.2f} s"),
        (f"{what}, 10 km", "<= 3 s", wide, ""),
        (f"HDBSCAN (scikit-learn), {MOST_HDBSCAN:,} sites", "", tree, "more are refused"),
    ]


def patterns(sites: Sites, jobs: Sites) -> list[Row]:
    """Measure K, M and Kd with their bands, after a run that compiles and is not counted."""
    frame = (sites.x.min(), sites.y.min(), sites.x.max(), sites.y.max())
    near = np.linspace(200.0, 10_000.0, 50)
    works: list[tuple[str, str, Callable[[Draws], object]]] = [
        ("Kd, each site counts once", "<= 20 s", lambda draws: duranton_overman_kd(sites, "A", draws=draws)),
        ("Kd, weighted by jobs", "<= 20 s", lambda draws: duranton_overman_kd(jobs, "A", draws=draws)),
        ("M up to 10 km", "", lambda draws: marcon_puech_m(jobs, "A", distances=near, draws=draws)),
        ("K in a box, edges corrected", "", lambda draws: ripley_k(sites, "A", area=frame, draws=draws)),
    ]
    rows: list[Row] = []
    for what, target, work in works:
        work(Draws(20))
        took = fastest(partial(work, Draws(DRAWS)), 1)
        rows.append((f"{what}: {INDUSTRY:,} of {len(sites):,} sites, {DRAWS:,} draws", target, took, ""))
    return rows


def stopping(sites: Sites) -> float:
    """Return the seconds from the wish to stop Kd to its end."""
    asked: list[float] = []

    def stop() -> bool:
        asked.append(time.perf_counter())
        return len(asked) == WAITED

    with suppress(StoppedError):
        duranton_overman_kd(sites, "A", draws=Draws(DRAWS, stop=stop))
    return time.perf_counter() - asked[-1]


def counted_error(sites: Sites) -> float:
    """Return the largest relative error of the Kd of counted distances, as the draws have it."""
    own = sites.of("A")
    found = duranton_overman_kd(sites, "A", draws=Draws(0))
    exact, r = found.table["value"].to_numpy(dtype=float), found.table["distance_m"].to_numpy(dtype=float)
    counted = kernel_density(r, found.bandwidth_m, sites.weight[own], fine=False)(sites.x[own], sites.y[own])
    return float(np.abs(counted / exact - 1).max())


def section() -> str:
    """Return the section of docs/performance.md."""
    found = clusters()
    rows = register(4 * INDUSTRY)
    sites, jobs = sites_of(rows), sites_of(rows, weight="employees")
    found += patterns(sites, jobs)
    lines = "\n".join(
        f"| {what} | {target} | {took.clock:.2f} | {took.processor:.2f} | {beside} |"
        for what, target, took, beside in found
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"""## Clusters and patterns of points

Measured by `python benchmarks/points.py` on {datetime.now(UTC):%Y-%m-%d}, after a run that is not counted, on
{processors()} processors; simulated enterprises around {TOWNS} towns. *Processor* is the time that all processors
worked together.

| what | target | clock, s | processor, s | beside it |
|---|---|---|---|---|
{lines}

Kd of the draws is counted in bins: its largest error here is {counted_error(sites):.0e} of the value. A wish to stop is
answered after {stopping(sites):.2f} s. Peak memory {peak:.0f} MB, scikit-learn's neighbours included.
"""


if __name__ == "__main__":
    main("points", section)
