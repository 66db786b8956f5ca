"""What the cards of all clusters of a register stand on, made once: who lies within each outline, codes, links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from geo.agglomeration import jobs_of
from geo.errors import DataContractError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

    from geo.agglomeration import Clusters
    from geo.pattern import Pattern

SIZES = (10.0, 50.0, 250.0)
"""Employees at which a new size class begins."""
SIZE_NAMES = ("0-9", "10-49", "50-249", "250+")


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A column of texts as numbers: `code` (n,) is the place in `names`, -1 where the text is missing."""

    code: np.ndarray
    names: tuple[str, ...]

    def sums(self, weight: np.ndarray | None = None, rows: np.ndarray | None = None) -> np.ndarray:
        """Add up a weight of each row (1 by default) by text, of all rows or of some."""
        code = self.code if rows is None else self.code[rows]
        own = None if weight is None else (weight if rows is None else weight[rows])
        known = code >= 0
        return np.bincount(code[known], weights=None if own is None else own[known], minlength=len(self.names))


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Links between enterprises of the register: their numbers, the weight of each link, and how many had no place."""

    source: np.ndarray
    target: np.ndarray
    weight: np.ndarray
    lost: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """Tables that a register may have beside it; what is absent is said on the card.

    Parameters
    ----------
    links : DataFrame, optional
        ``source_id``, ``target_id`` and ``weight`` (1 where there is none).
    proximity : DataFrame, optional
        Square table of industries, such as `geo.relatedness.proximity` makes it.
    institutions : DataFrame, optional
        Organisations that are not in the register: ``lon``, ``lat``, ``organisation_type``.
    proofs : mapping of str to Pattern
        Test against chance of an industry, such as `geo.point_patterns` makes it.
    """

    links: pd.DataFrame | None = None
    proximity: pd.DataFrame | None = None
    institutions: pd.DataFrame | None = None
    proofs: Mapping[str, Pattern] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A register and its clusters, made ready for cards.

    `jobs` (n,) is NaN where unknown; `weight` are the jobs, or 1 each where no jobs are stated (`basis`); `inside`
    holds the rows within each outline, members included; `whole` is the weight and `sites` the number of sites of each
    industry in the whole register; `institutions_inside` the number of each kind.
    """

    clusters: Clusters
    jobs: np.ndarray
    weight: np.ndarray
    basis: str
    industry: Coded
    kind: Coded | None
    region: Coded | None
    size: np.ndarray
    inside: tuple[np.ndarray, ...]
    whole: np.ndarray
    sites: np.ndarray
    links: Links | None
    beside: Beside
    institutions_inside: tuple[Mapping[str, int], ...]


def ground_of(clusters: Clusters, beside: Beside | None = None) -> Ground:
    """Make a register and its clusters ready for cards.

    Parameters
    ----------
    clusters : Clusters
    beside : Beside, optional

    Returns
    -------
    Ground

    Raises
    ------
    DataContractError
        If the links or the institutions lack a column.

    Examples
    --------
    >>> from geo.agglomeration import clusters_of
    >>> firms = pd.DataFrame({"lon": [30.50, 30.51, 30.505, 31.0], "lat": 50.4, "industry_code": list("AABA")})
    >>> ground = ground_of(clusters_of(firms, np.array([0, 0, -1, -1])))
    >>> [rows.tolist() for rows in ground.inside], ground.basis
    ([[0, 1, 2]], 'enterprises')
    """
    beside = beside or Beside()
    points, jobs = clusters.points, jobs_of(clusters.points)
    counted = not np.isnan(jobs).all()
    weight = np.ones(len(points)) if not counted else np.nan_to_num(jobs) if np.isnan(jobs).any() else jobs
    industry = _coded(points, "industry_code") or Coded(np.full(len(points), -1, dtype=np.int8), ())
    return Ground(
        clusters,
        jobs,
        weight,
        "employees" if counted else "enterprises",
        industry,
        _coded(points, "organisation_type"),
        _coded(points, "region_code"),
        _sizes(jobs),
        _inside(clusters),
        industry.sums(weight),
        industry.sums(),
        None if beside.links is None else _links(clusters, beside.links),
        beside,
        _institutions(clusters.table, beside.institutions),
    )


def with_regions(points: pd.DataFrame, regions: gpd.GeoDataFrame) -> pd.DataFrame:
    """Put the region of each row beside it, by its place; a code that a row states wins.

    Parameters
    ----------
    points : DataFrame of shape (n, .)
        ``lon``, ``lat`` and perhaps ``region_code``.
    regions : GeoDataFrame
        Index ``region_code``, polygons in EPSG:4326.

    Returns
    -------
    DataFrame of shape (n, .)
        Another one, with ``region_code``; missing where a row lies in no region.

    Examples
    --------
    >>> import geopandas as gpd
    >>> squares = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 1, 1)], index=["R01"], crs="EPSG:4326")
    >>> with_regions(pd.DataFrame({"lon": [0.5, 3.0], "lat": [0.5, 0.5]}), squares)["region_code"].tolist()
    ['R01', None]
    """
    from geo.assign import assign, region_grid  # noqa: PLC0415 - compiled loops that only registers without codes need

    grid = region_grid(regions)
    place = assign(points["lon"].to_numpy(dtype=float), points["lat"].to_numpy(dtype=float), grid)
    codes = np.array([*grid.region_codes, None], dtype=object)
    found = pd.Series(codes[place], index=points.index, dtype=object)
    stated = points["region_code"].astype(object) if "region_code" in points else found
    return points.assign(region_code=stated.where(stated.notna(), found))


def _coded(points: pd.DataFrame, column: str) -> Coded | None:
    if column not in points:
        return None
    code, names = pd.factorize(points[column], sort=True)
    short = np.int16 if len(names) < np.iinfo(np.int16).max else np.int32
    return Coded(code.astype(short), tuple(str(name) for name in names)) if len(names) else None


def _sizes(jobs: np.ndarray) -> np.ndarray:
    """Place of each row in `SIZE_NAMES`, -1 where its jobs are not known."""
    size = np.searchsorted(SIZES, jobs, side="right").astype(np.int8)
    size[np.isnan(jobs)] = -1
    return size


def _inside(clusters: Clusters) -> tuple[np.ndarray, ...]:
    """Rows within each outline; members always, also where two outlines overlap."""
    lon, lat = (clusters.points[name].to_numpy(dtype=float) for name in ("lon", "lat"))
    order = np.argsort(lon, kind="stable")  # NaN last
    ordered = lon[order]
    found = []
    for outline, mine in zip(clusters.table.geometry, clusters.rows, strict=True):
        west, south, east, north = outline.bounds
        near = order[np.searchsorted(ordered, west) : np.searchsorted(ordered, east, side="right")]
        near = near[(lat[near] >= south) & (lat[near] <= north)]
        shapely.prepare(outline)
        found.append(np.union1d(near[shapely.contains_xy(outline, lon[near], lat[near])], mine))
    return tuple(found)


def _links(clusters: Clusters, links: pd.DataFrame) -> Links:
    missing = [name for name in ("source_id", "target_id") if name not in links]
    if "enterprise_id" not in clusters.points:
        raise DataContractError("links", ["the register has no enterprise_id, which links are told by"])
    if missing:
        raise DataContractError("links", [f"the column {name} is missing" for name in missing])
    ids = clusters.points["enterprise_id"]
    known = ~ids.duplicated().to_numpy() & ids.notna().to_numpy()
    index, firm = pd.Index(ids[known]), clusters.firm[known]
    ends = [index.get_indexer(pd.Index(links[name])) for name in ("source_id", "target_id")]
    sound = (ends[0] >= 0) & (ends[1] >= 0)
    weight = links["weight"].to_numpy(dtype=float) if "weight" in links else np.ones(len(links))
    return Links(firm[ends[0][sound]], firm[ends[1][sound]], weight[sound], int((~sound).sum()))


def _institutions(table: gpd.GeoDataFrame, others: pd.DataFrame | None) -> tuple[Mapping[str, int], ...]:
    if others is None or not len(others):
        return tuple({} for _ in range(len(table)))
    missing = [name for name in ("lon", "lat", "organisation_type") if name not in others]
    if missing:
        raise DataContractError("institutions", [f"the column {name} is missing" for name in missing])
    lon, lat = (others[name].to_numpy(dtype=float) for name in ("lon", "lat"))
    kinds = others["organisation_type"].astype(str)
    inside = [kinds[shapely.contains_xy(outline, lon, lat)] for outline in table.geometry]
    return tuple({str(kind): int(n) for kind, n in one.value_counts().sort_index().items()} for one in inside)
