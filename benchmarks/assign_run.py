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
import pyarrow as pa
import pyarrow.parquet as pq

from geo.aggregate import rolled
from geo.assign import RegionGrid, assign, region_grid
from geo.boundaries import read_regions
from geo.compiling import compiled
from geo.engines import cube_of
from geo.enterprise_files import parts_of

ZONES = Path(__file__).resolve().parents[1] / "data" / "boundaries" / "bay-area-zone"
COLUMNS = ["lon", "lat", "industry_code", "employees"]
CHUNK = 1 << 18  # points at a time
KEYS = ["region_code", "industry_code"]


def read(points: str) -> None:
    """Read the columns and do nothing with them."""
    pq.read_table(points, columns=COLUMNS, memory_map=True)


def ours(points: str) -> pd.DataFrame:
    """Make the grid while the row groups of the file are read, then assign and count these on all processors."""
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        grid = pool.submit(lambda: region_grid(read_regions(ZONES)))
        groups = range(pq.ParquetFile(points).num_row_groups)
        tables = [pool.submit(group_of, points, group) for group in groups]
        parts = list(pool.map(lambda table: part_of(table.result(), grid.result()), tables))
    return table_of(np.sum([part[0] for part in parts], axis=0), names=parts[0][1], grid=grid.result())


def cube(points: str) -> pd.DataFrame:
    """Do all that becomes of a register: checks, list of what is left out, size classes, largest contributors."""
    sums = rolled(cube_of(parts_of(points), read_regions(ZONES)).sums, KEYS)
    return sums.cells[[*KEYS, "enterprises", "employees"]]


def group_of(points: str, group: int) -> pa.Table:
    """Read one row group."""
    return pq.ParquetFile(points, memory_map=True).read_row_group(group, columns=COLUMNS, use_threads=False)


def part_of(table: pa.Table, grid: RegionGrid) -> tuple[np.ndarray, np.ndarray]:
    """Count one row group; the names of the industries stand in the same order in each."""
    industry = table["industry_code"].combine_chunks()
    names = industry.dictionary.to_numpy(zero_copy_only=False)
    lon, lat, employees = (table[name].to_numpy() for name in ("lon", "lat", "employees"))
    sums = np.zeros(((len(grid.region_codes) + 1) * len(names), 2), np.int64)
    for begin in range(0, len(lon), CHUNK):
        part = slice(begin, begin + CHUNK)
        add_up(assign(lon[part], lat[part], grid), industry.indices.to_numpy()[part], employees[part], sums, len(names))
    return sums, names


@compiled
def add_up(
    position: np.ndarray, industry: np.ndarray, employees: np.ndarray, sums: np.ndarray, industries: int
) -> None:
    """Count enterprises and sum employees, by region (those outside come first) and industry."""
    for row in range(len(position)):
        cell = (position[row] + 1) * industries + industry[row]
        sums[cell, 0] += 1
        sums[cell, 1] += employees[row]


def table_of(sums: np.ndarray, *, names: np.ndarray, grid: RegionGrid) -> pd.DataFrame:
    """Write the sums as a table, a row a region and industry that has any; those outside are left out."""
    number, jobs = sums[len(names) :].T
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
