"""The made-up economy on which the page of methods works out every indicator: six regions, six industries."""

from dataclasses import replace
from functools import cache

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.activity import Activity, from_tables

REGION, INDUSTRY = "North", "Steel"
REGIONS = ["North", "South", "East", "West", "Coast", "Hills"]
INDUSTRIES = ["Steel", "Software", "Food", "Tourism", "Textiles", "Energy"]

JOBS = pd.DataFrame(
    [
        [300.0, 100.0, 150.0, 50.0, 120.0, 80.0],
        [100.0, 500.0, 200.0, 250.0, 50.0, 100.0],
        [250.0, 50.0, 300.0, 40.0, 200.0, 60.0],
        [40.0, 300.0, 100.0, 120.0, 20.0, 20.0],
        [20.0, 150.0, 250.0, 400.0, 10.0, 70.0],
        [90.0, 10.0, 200.0, 60.0, 100.0, 40.0],
    ],
    index=REGIONS,
    columns=INDUSTRIES,
).assign(TOTAL=[1000.0, 2000.0, 1200.0, 800.0, 1100.0, 600.0])
"""Jobs; the totals count other industries too."""
NATION = pd.Series({"Steel": 1200.0, "Software": 3000.0, "Food": 1500.0, "Tourism": 1300.0, "Textiles": 700.0,
                    "Energy": 600.0, "TOTAL": 10000.0})  # fmt: skip
_NEIGHBOURS = [("North", "South"), ("North", "East"), ("South", "West"), ("East", "West"), ("West", "Coast"),
               ("Coast", "Hills"), ("East", "Hills")]  # fmt: skip


@cache
def example() -> Activity:
    """Return the table of the worked example with every companion table: always the same one, not to be changed."""
    cells = JOBS[INDUSTRIES]
    by_region = dict(zip(REGIONS, range(6), strict=True))
    pairs = [(a, b) for a, b in _NEIGHBOURS] + [(b, a) for a, b in _NEIGHBOURS]
    tables: dict[str, pd.Series | pd.DataFrame] = {
        "reference": NATION,
        "areas": pd.Series({"North": 50.0, "South": 200.0, "East": 90.0, "West": 30.0, "Coast": 60.0, "Hills": 150.0}),
        "population": pd.Series([2500.0, 4000.0, 2600.0, 1700.0, 2300.0, 1500.0], index=REGIONS),
        "income": pd.Series([30.0, 42.0, 27.0, 45.0, 33.0, 24.0], index=REGIONS),
        "anchor": pd.Series([30.0, 42.0, 27.0, 45.0, 33.0, 24.0], index=REGIONS),
        "groups": pd.Series(["Making", "Services", "Making", "Services", "Making", "Supply"], index=INDUSTRIES),
        "region_groups": pd.Series(["Inland", "Inland", "Inland", "Seaside", "Seaside", "Inland"], index=REGIONS),
        "establishments": (cells / 20).round().clip(lower=1),
        "wages": cells * 0 + np.array([38.0, 60.0, 28.0, 25.0, 24.0, 50.0]),
        "firms": firms(),
        "weights": pd.DataFrame(pairs, columns=["region_code", "neighbour_code"]).assign(weight=1.0),
        "years": years(),
        "io": io(),
        "flows": flows(by_region),
    }
    activity = from_tables(JOBS, tables)
    activity = replace(activity, companions=replace(activity.companions, regions=squares()))
    return replace(activity, relative_error=cells * 0 + 0.1, reference_error=activity.reference * 0 + 0.02)


def squares() -> gpd.GeoDataFrame:
    """Return the regions as squares in three rows of two: those with a common side are the neighbours."""
    corners = [(0, 1), (1, 1), (0, 0), (1, 0), (1, -1), (0, -1)]
    shapes = [shapely.box(x, y, x + 1, y + 1) for x, y in corners]
    return gpd.GeoDataFrame(index=pd.Index(REGIONS, name="region_code"), geometry=shapes, crs="EPSG:4326")


def firms() -> pd.DataFrame:
    """Return establishments whose jobs add up to the table: one large one in each cell, and the rest in equal parts."""
    rows = []
    kinds = ["firm", "firm", "firm", "university", "government"]
    for r, region in enumerate(REGIONS):
        for i, industry in enumerate(INDUSTRIES):
            jobs = float(JOBS.to_numpy()[r, i])
            sizes = [jobs * 0.4, *[jobs * 0.6 / 4] * 4]
            rows += [
                (region, industry, size, kinds[(k + r + i) % 5], "large" if size > 60 else "small")  # noqa: PLR2004
                for k, size in enumerate(sizes)
            ]
    return pd.DataFrame(rows, columns=["region_code", "industry_code", "employees", "organisation_type", "size_class"])


def years() -> pd.DataFrame:
    """Return six years in which industries grow at their own pace, and some regions faster than others."""
    pace = np.array([-0.02, 0.06, 0.0, 0.03, -0.04, 0.01]) + np.array([0.0, 0.02, 0.0, 0.01, 0.0, -0.01])[:, None]
    long: list[pd.DataFrame] = []
    for year in range(2020, 2026):
        table = JOBS[INDUSTRIES] * (1 + pace) ** (year - 2025)
        rows = table.rename_axis("region_code").melt(ignore_index=False, var_name="industry_code")
        long.append(rows.assign(year=year).reset_index())
    return pd.concat(long, ignore_index=True)


def io() -> pd.DataFrame:
    """Return what each industry buys from each, what the final demand takes, wages and output."""
    bought = np.array(
        [
            [60, 5, 10, 5, 5, 40], [20, 90, 15, 20, 5, 20], [5, 5, 80, 60, 2, 1],
            [5, 20, 5, 30, 2, 3], [5, 2, 3, 10, 60, 1], [50, 10, 20, 15, 15, 60],
        ],
        dtype=float,
    )  # fmt: skip
    output = np.array([400.0, 600.0, 450.0, 350.0, 200.0, 300.0])
    rows = [(a, b, bought[i, j]) for i, a in enumerate(INDUSTRIES) for j, b in enumerate(INDUSTRIES)]
    rows += [(a, "HOUSEHOLDS", 0.6 * (output[i] - bought[i].sum())) for i, a in enumerate(INDUSTRIES)]
    rows += [(a, "OTHER_DEMAND", 0.4 * (output[i] - bought[i].sum())) for i, a in enumerate(INDUSTRIES)]
    rows += [("WAGES", a, 0.3 * output[i]) for i, a in enumerate(INDUSTRIES)]
    rows += [("EMPLOYMENT", a, float(JOBS[a].sum())) for a in INDUSTRIES]
    return pd.DataFrame(rows, columns=["from_code", "to_code", "value"])


def flows(place: dict[str, int]) -> pd.DataFrame:
    """Return flows between the regions that fall with their distance along a line."""
    mass = JOBS["TOTAL"].to_numpy()
    rows = [
        (a, b, round(mass[i] * mass[j] / (abs(i - j) * 20.0) ** 1.5 / 100), abs(i - j) * 20.0, mass[i], mass[j])
        for a, i in place.items()
        for b, j in place.items()
        if a != b
    ]
    columns = ["origin_code", "destination_code", "value", "distance", "origin_mass", "destination_mass"]
    return pd.DataFrame(rows, columns=columns)
