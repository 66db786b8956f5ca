"""Maps for tests of spatial statistics: reference cases, rows and grids of regions, random weights."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from geo.activity import Activity, from_tables

PAIR = ["region_code", "neighbour_code", "weight"]


def table_of(neighbours: dict[str, list[str]]) -> pd.DataFrame:
    """Weights of 1 for each neighbour, as a companion table."""
    rows = [(region, other, 1.0) for region, others in neighbours.items() for other in others]
    return pd.DataFrame(rows, columns=PAIR).astype({"weight": float})


def on_graph(columns: Mapping[str, ArrayLike], neighbours: dict[str, list[str]]) -> Activity:
    """Figures on regions whose neighbours are named."""
    values = pd.DataFrame({name: np.asarray(x, dtype=float) for name, x in columns.items()}, index=list(neighbours))
    return from_tables(values, {"weights": table_of(neighbours)})


def case_on_graph(case: dict[str, Any], columns: Mapping[str, ArrayLike], codes: str, neighbours: str) -> Activity:
    """Figures and neighbours of a reference case."""
    names = case["inputs"][codes]
    graph = {names[i]: [names[j] for j in others] for i, others in enumerate(case["inputs"][neighbours])}
    return on_graph(columns, graph)


def columbus(case: dict[str, Any]) -> Activity:
    """Crime in the 49 neighbourhoods of Columbus."""
    return case_on_graph(case, {"CRIME": case["inputs"]["x"]}, "ids", "neighbours_0based")


def guerry(case: dict[str, Any]) -> Activity:
    """Moral statistics of the 85 departments of France."""
    names = ("Crm_prp", "Crm_prs", "Litercy")
    return case_on_graph(case, {n: case["inputs"][n] for n in names}, "codes", "queen_neighbours_0based")


def line(*figures: float) -> Activity:
    """Regions R0, R1, ... in a row, each beside the next, with one industry ``I``."""
    codes = [f"R{i}" for i in range(len(figures))]
    graph = {code: [codes[j] for j in (i - 1, i + 1) if 0 <= j < len(codes)] for i, code in enumerate(codes)}
    return on_graph({"I": figures}, graph)


def squares(side: int, *, crs: str = "EPSG:4326") -> gpd.GeoDataFrame:
    """Grid of unit squares, ``R0`` in the south-west, rows to the north."""
    shapes = [shapely.box(x, y, x + 1, y + 1) for y in range(side) for x in range(side)]
    codes = pd.Index([f"R{i}" for i in range(len(shapes))], name="region_code")
    return gpd.GeoDataFrame(index=codes, geometry=shapes, crs=crs)


def on_map(figures: ArrayLike, regions: gpd.GeoDataFrame) -> Activity:
    """One industry ``I`` on regions with a geometry."""
    activity = from_tables(pd.DataFrame({"I": np.asarray(figures, dtype=float)}, index=regions.index))
    return replace(activity, companions=replace(activity.companions, regions=regions))


@st.composite
def maps(draw: st.DrawFn) -> Activity:
    """Regions with random neighbours on both sides, islands among them, and two industries without gaps."""
    n = draw(st.integers(5, 12))
    pairs = [(i, j) for i in range(n) for j in range(i)]
    kept = draw(st.lists(st.sampled_from(pairs), min_size=3, unique=True))
    graph: dict[str, list[str]] = {f"R{i}": [] for i in range(n)}
    for i, j in kept:
        graph[f"R{i}"].append(f"R{j}")
        graph[f"R{j}"].append(f"R{i}")
    figures = st.lists(st.integers(0, 1000), min_size=n, max_size=n)
    return on_graph({"I": draw(figures), "J": draw(figures)}, graph)
