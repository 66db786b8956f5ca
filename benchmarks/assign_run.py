"""Count the points of a register by region and industry, one way.

``python -m benchmarks.assign_run WAY POINTS RESULT``: ``read`` the columns only, ``ours``, ``cube``,
``geopandas``. Prints seconds, seconds of the processor and megabytes.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from geo.aggregate import rolled
from geo.assign import RegionGrid, assign, region_grid
from geo.boundaries import read_regions
from geo.engines import cube_of
from geo.enterprise_files import parts_of

ZONES = Path(__file__).resolve().parents[1] / "data" / "boundaries" / "bay-area-zone"
COLUMNS = ["lon", "lat", "industry_code", "employees"]
KEYS = ["region_code", "industry_code"]


def read(points: str) -> None:
    """Read the columns and do nothing with them."""
    pq.read_table(points, columns=COLUMNS)


def ours(points: str) -> pd.DataFrame:
    """Make the grid, then read, assign and count the row groups of the file on all processors; add up."""
    grid = region_grid(read_regions(ZONES))
    groups = pq.ParquetFile(points).num_row_groups
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        parts = list(pool.map(lambda group: part_of(points, group, grid), range(groups)))
    return table_of(np.sum([part[0] for part in parts], axis=0), names=parts[0][1], grid=grid)


def cube(points: str) -> pd.DataFrame:
    """Do all that becomes of a register: checks, list of what is left out, size classes, largest contributors."""
    sums = rolled(cube_of(parts_of(points), read_regions(ZONES)).sums, KEYS)
    return sums.cells[[*KEYS, "enterprises", "employees"]]


def part_of(points: str, group: int, grid: RegionGrid) -> tuple[np.ndarray, np.ndarray]:
    """Count one row group; the names of the industries stand in the same order in each."""
    table = pq.ParquetFile(points).read_row_group(group, columns=COLUMNS, use_threads=False)
    position = assign(table["lon"].to_numpy(), table["lat"].to_numpy(), grid)
    industry = table["industry_code"].combine_chunks()
    names = industry.dictionary.to_numpy(zero_copy_only=False)
    return counted(
        position, industry.indices.to_numpy(), table["employees"].to_numpy(), grid=grid, size=len(names)
    ), names


def counted(
    position: np.ndarray, industry: np.ndarray, employees: np.ndarray, *, grid: RegionGrid, size: int
) -> np.ndarray:
    """Count enterprises and sum employees, by region (those outside come first) and industry."""
    key = (position + 1) * np.int32(size) + industry
    cells = (len(grid.region_codes) + 1) * size
    jobs = np.bincount(key, weights=employees, minlength=cells)  # whole numbers far below 2 ** 53: exact
    return np.stack([np.bincount(key, minlength=cells), jobs.astype(np.int64)])


def table_of(sums: np.ndarray, *, names: np.ndarray, grid: RegionGrid) -> pd.DataFrame:
    """Write the sums as a table, a row a region and industry that has any; those outside are left out."""
    number, jobs = sums[:, len(names) :]
    there = np.flatnonzero(number)
    regions = np.array(grid.region_codes, dtype=object)[there // len(names)]
    values = {"enterprises": number[there], "employees": jobs[there]}
    return pd.DataFrame({"region_code": regions, "industry_code": names[there % len(names)], **values})


def geopandas(points: str) -> pd.DataFrame:
    """Do the same as the manual of geopandas does."""
    table = pd.read_parquet(points, columns=COLUMNS)
    zones = gpd.read_parquet(ZONES / "regions.parquet", columns=["region_code", "geometry"])
    places = gpd.points_from_xy(table.pop("lon"), table.pop("lat"))
    joined = gpd.GeoDataFrame(table, geometry=places, crs=zones.crs).sjoin(zones, predicate="within")
    grouped = joined.groupby(KEYS, observed=True).agg(enterprises=("employees", "size"), employees=("employees", "sum"))
    return pd.DataFrame(grouped.reset_index())


WAYS: dict[str, tuple[Callable[[str], pd.DataFrame | None], int]] = {
    "read": (read, 3), "ours": (ours, 3), "cube": (cube, 3), "geopandas": (geopandas, 1),
}  # fmt: skip
"""Ways, and how many runs the fastest is taken of."""


def main() -> None:
    """Measure one way after a run on few points: what is imported or compiled at the first call is not counted."""
    way, points, result = sys.argv[1:4]
    work, times = WAYS[way]
    work(str(Path(points).with_name("few.parquet")))
    clock, processor, found = [], [], None
    for _ in range(times):
        found = None
        began, busy = time.perf_counter(), time.process_time()
        found = work(points)
        clock.append(time.perf_counter() - began)
        processor.append(time.process_time() - busy)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if found is not None:
        found.astype(dict.fromkeys(KEYS, "str")).sort_values(KEYS).to_parquet(result, index=False)
    sys.stdout.write(json.dumps({"clock": min(clock), "processor": min(processor), "megabytes": peak}))


if __name__ == "__main__":
    main()
