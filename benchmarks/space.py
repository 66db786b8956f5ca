"""Moran's I and local Moran of 900 industries in 3,000 regions: here at once, with esda one industry after another.

``python benchmarks/space.py`` prints the section, ``--write`` puts it into `docs/performance.md`.
"""

import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

import esda  # noqa: E402
import geopandas as gpd  # noqa: E402
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
import shapely  # noqa: E402

from benchmarks.sections import main  # noqa: E402
from geo import permutation  # noqa: E402, F401 - loaded before anything is timed
from geo.activity import Activity, from_tables  # noqa: E402
from geo.autocorrelation import moran  # noqa: E402
from geo.chance import Chance  # noqa: E402
from geo.local_association import local_moran  # noqa: E402
from geo.local_clusters import hot_spots  # noqa: E402
from geo.weights import Neighbours, weights_of  # noqa: E402

REGIONS, INDUSTRIES, WIDE = 3000, 900, 60
RUNS = 5
Row = tuple[str, str, str, str]


def economy() -> Activity:
    """Return simulated jobs on a grid of squares."""
    shapes = [shapely.box(i % WIDE, i // WIDE, i % WIDE + 1, i // WIDE + 1) for i in range(REGIONS)]
    codes = pd.Index([f"R{i:04d}" for i in range(REGIONS)], name="region_code")
    regions = gpd.GeoDataFrame(index=codes, geometry=shapes, crs="EPSG:3035")
    jobs = np.random.default_rng(1).lognormal(3, 2, size=(REGIONS, INDUSTRIES)).round()
    activity = from_tables(pd.DataFrame(jobs, index=codes, columns=[f"I{i:03d}" for i in range(INDUSTRIES)]))
    return replace(activity, companions=replace(activity.companions, regions=regions))


def seconds(work: Callable[[], object], *, runs: int = RUNS) -> float:
    """Return the median time of several runs, after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return median(times)


def with_weights(activity: Activity) -> Activity:
    """Find the neighbours once, for both sides: what is timed is the statistics."""
    pairs = weights_of(activity, Neighbours("queen")).adjacency
    table = pairs.rename_axis(["region_code", "neighbour_code"]).rename("weight").reset_index()
    return replace(activity, companions=replace(activity.companions, weights=table, regions=None))


def peer(activity: Activity) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Return what esda finds without permutations, industry by industry, and the seconds that it takes."""
    graph = weights_of(activity, Neighbours()).transform("r")
    columns = [activity.values[code].to_numpy() for code in activity.values.columns]
    whole, local = [], []
    with warnings.catch_warnings():  # esda changes the filters of warnings for the whole process
        warnings.simplefilter("ignore")
        esda.Moran(columns[0], graph, permutations=0)
        esda.Moran_Local(columns[0], graph, permutations=0)
        began = time.perf_counter()
        for x in columns:
            found = esda.Moran(x, graph, permutations=0)
            whole.append((found.I, found.z_rand))
            local.append(esda.Moran_Local(x, graph, permutations=0).Is)
        took = time.perf_counter() - began
    return pd.DataFrame(whole, columns=["value", "z_score"]), pd.DataFrame(local).T, took


def rows() -> list[Row]:
    """Measure both sides in this process; what, target, here, peer."""
    drawn = economy()
    activity = with_weights(drawn)
    ours = seconds(lambda: (moran(activity), local_moran(activity)))
    whole, local, theirs = peer(activity)
    apart = float(np.abs(moran(activity)[["value", "z_score"]].to_numpy() - whole.to_numpy()).max())
    apart_local = float(np.abs(local_moran(activity, scaling="n-1").to_numpy() - local.to_numpy()).max())
    spots = seconds(lambda: hot_spots(drawn, "I000", chance=Chance(fdr=False)), runs=3)
    what = f"Moran's I with z-score and local Moran, {REGIONS:,} regions, {INDUSTRIES} industries"
    return [
        (what, "", f"{ours:.2f} s", f"{theirs:.1f} s"),
        (f"{what}: how many times faster", ">= 50", f"{theirs / ours:.0f}", "1"),
        (f"{what}: largest difference, global and local", "", f"{apart:.0e}, {apart_local:.0e}", ""),
        (f"hot spots of one industry, {REGIONS:,} regions, neighbours from borders, 999 permutations", "<= 1 s",
         f"{spots:.2f} s", ""),
    ]  # fmt: skip


def section() -> str:
    """Return the section of docs/performance.md."""
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows())
    return f"""## Statistics of space

Measured by `python benchmarks/space.py` on {datetime.now(UTC):%Y-%m-%d}, both sides in one process after a run that is
not counted, the same weights, without permutations. Simulated figures on a grid of squares.

| what | target | Regioscope | esda {esda.__version__}, one industry after another |
|---|---|---|---|
{lines}
"""


if __name__ == "__main__":
    main("space", section)
