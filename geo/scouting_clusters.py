"""Evidence of clusters that were found among enterprises: the same criteria as of regions, from the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.cluster_anchors import links
from geo.cluster_parts import Here
from geo.crs import GEOGRAPHIC, through_the_earth
from geo.industries import codes_held
from geo.scouting_cells import Cells, assemble, completeness, unknown_cells
from geo.scouting_distance import within
from geo.scouting_places import CAMPUS_KM, distances
from geo.scouting_types import CONFIDENTIAL, LOG, MODELLED, OBSERVED, PLAIN, SIMULATED, SYMMETRIC, Criterion, Evidence

if TYPE_CHECKING:
    from geo.cluster_ground import Ground
    from geo.dataset import Dataset
    from geo.scouting_types import Shelf

REACH_KM, RIVALS_KM = 50.0, 20.0
"""People of the industry within the first, in a straight line from the core; competitors for them within the second."""
_CELL = 0.02  # degrees; jobs around a core are counted by cells, about 2 km wide
LEVEL = "cluster"
_OF_REGIONS = ("cluster_status", "related", "labour_related", "wages", "wages_all", "growth")
"""Criteria that only the statistics of regions tell."""


def cluster_evidence(ground: Ground, industry_code: str, *, dataset: Dataset, store: Shelf) -> Evidence:
    """Gather what is known of found clusters by the criteria of regions.

    Parameters
    ----------
    ground : Ground
        Clusters and their register (see `geo.cluster_ground.ground_of`).
    industry_code : str
        Industry of the project; everything below it counts.
    dataset : Dataset
        Whose register it is.
    store : Shelf

    Returns
    -------
    Evidence
        A row a cluster. All that comes from a simulated register is marked so. What disclosure control hides is
        unknown and says so.

    Raises
    ------
    UnknownIndustryError
        If no enterprise of the register belongs to the industry.
    """
    table = ground.clusters.table
    codes = codes_held([industry_code], dataset.industries, ground.industry.names)
    here = [Here.of(ground, str(cluster)) for cluster in table.index]
    said = pd.Series(np.where(table["obs_status"] == "S", SIMULATED, OBSERVED), index=table.index)
    credit = _credit(dataset, "enterprises")
    jobs, quotient, hidden = _industry(ground, here, codes)
    made, said = said, pd.Series(np.where(hidden, CONFIDENTIAL, said), index=table.index)
    columns = [
        Cells(Criterion("quotient", 1, "ratio", SYMMETRIC, 3.0, *credit, industry_code), quotient, said=said),
        Cells(Criterion("labour_pool", 1, "count", LOG, 2.0, *credit, industry_code), jobs, said=said),
        *_around(ground, codes, jobs, said, credit),
        Cells(Criterion("density", 1, "density", LOG, 1.0, *credit), table["density_km2"], said=made),
        _students(dataset, store, table),
        *distances(dataset, store, table["core_lon"], table["core_lat"]),
        _suppliers(dataset, here, table.index),
        *(unknown_cells(table.index, Criterion(name, missing="clusters")) for name in _OF_REGIONS),
    ]
    columns.append(completeness(columns, table.index))
    about = {"dataset": dataset.key.id, "vintage": dataset.key.vintage, "industry_code": industry_code, "level": LEVEL}
    return assemble(columns, _places(table), about | {"year": ""})


def _places(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    columns = {name: table[name] for name in ("name", "name_uk", "name_ru")}
    columns |= {"level": LEVEL, "lon": table["core_lon"], "lat": table["core_lat"], "area_km2": table["area_km2"]}
    return gpd.GeoDataFrame(columns, index=table.index, geometry=table.geometry.to_numpy(), crs=GEOGRAPHIC)


def _credit(dataset: Dataset, name: str) -> tuple[str, str]:
    rows = dataset.sources[dataset.sources["table"] == name]
    publisher, vintage = ("; ".join(dict.fromkeys(map(str, rows[column]))) for column in ("publisher", "vintage"))
    return publisher, vintage


def _industry(ground: Ground, here: list[Here], codes: tuple[str, ...]) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Jobs of the industry within each outline, its share there over that outside, and whether they are hidden."""
    coded, index = ground.industry, ground.clusters.table.index
    own = np.isin(coded.names, codes)
    jobs, quotient, hidden = np.full((3, len(here)), np.nan)
    for i, one in enumerate(here):
        table = one.sums(one.inside, coded.code, coded.names)
        mine = table[table.index.isin(codes)]
        hidden[i] = bool((mine["hidden"] != "").any())
        inside = coded.sums(ground.weight, one.inside)
        outside = np.maximum(ground.whole - inside, 0)
        if not hidden[i]:
            jobs[i] = float(mine["employees"].sum())
            there = outside[own].sum() / outside.sum() if outside.sum() > 0 else 0.0
            quotient[i] = inside[own].sum() / inside.sum() / there if there > 0 and inside.sum() > 0 else np.nan
    if ground.basis != "employees":
        jobs[:] = np.nan
    return pd.Series(jobs, index), pd.Series(quotient, index), pd.Series(hidden == 1, index)


def _around(
    ground: Ground, codes: tuple[str, ...], jobs: pd.Series, said: pd.Series, credit: tuple[str, str]
) -> list[Cells]:
    """People of the industry within reach of each core, and those whom others near employ."""
    table, made_up = ground.clusters.table, said.where(said == SIMULATED, MODELLED)
    near = Criterion("labour_near", 1, "count", LOG, 0.0, *credit, reach_km=REACH_KM)
    rivals = Criterion("competition", -1, "count", LOG, 0.0, *credit, turns=True, reach_km=RIVALS_KM)
    if ground.clusters.privacy.confidential or ground.basis != "employees":
        return [unknown_cells(table.index, Criterion(one.id, missing="not_told")) for one in (near, rivals)]
    points = ground.clusters.points
    rows = np.isin(ground.industry.code, np.flatnonzero(np.isin(ground.industry.names, codes)))
    cells = points.loc[rows, ["lon", "lat"]].astype(float).dropna()
    weight = pd.Series(ground.weight, index=points.index)[cells.index]
    grouped = weight.groupby([(cells["lon"] // _CELL).to_numpy(), (cells["lat"] // _CELL).to_numpy()]).sum()
    middle = (np.array(grouped.index.to_list(), dtype=float).reshape(-1, 2) + 0.5) * _CELL
    core = through_the_earth(table["core_lon"].to_numpy(float), table["core_lat"].to_numpy(float))
    there, amount = through_the_earth(middle[:, 0], middle[:, 1]), grouped.to_numpy(dtype=float)
    sums = {
        km: np.array([amount[np.linalg.norm(there - place, axis=1) <= km * 1000].sum() for place in core])
        for km in (REACH_KM, RIVALS_KM)
    }
    others = (pd.Series(sums[RIVALS_KM], table.index) - jobs).clip(lower=0.0)
    return [
        Cells(near, pd.Series(sums[REACH_KM], table.index), said=made_up),
        Cells(rivals, others, said=made_up),
    ]


def _students(dataset: Dataset, store: Shelf, table: gpd.GeoDataFrame) -> Cells:
    one = Criterion("universities", 1, "students", LOG, 1.0, *_credit(dataset, "universities"), reach_km=CAMPUS_KM)
    if not dataset.has_table("universities"):
        return unknown_cells(table.index, Criterion("universities", 1, "students", missing="no_universities"))
    campuses = store.table(dataset.key.id, "universities")
    rows = within(table["core_lon"].to_numpy(float), table["core_lat"].to_numpy(float), campuses, CAMPUS_KM)
    size = campuses["size"].to_numpy(dtype=float)
    return Cells(one, pd.Series([size[found].sum() for found in rows], index=table.index))


def _suppliers(dataset: Dataset, here: list[Here], index: pd.Index) -> Cells:
    """Share of what members buy, by the weight of their links, that comes from members."""
    shares = []
    for one in here:
        found, _ = links(one)
        inside, outside = (found[part]["weight"] if found else 0.0 for part in ("inside", "from_outside"))
        shares.append(inside / (inside + outside) if inside + outside > 0 else np.nan)
    made_up = "links" in dataset.manifest.simulated_tables
    criterion = Criterion("suppliers", 1, "share", PLAIN, 0.0, *_credit(dataset, "links"))
    return Cells(criterion, pd.Series(shares, index=index, dtype=float), said=SIMULATED if made_up else MODELLED)
