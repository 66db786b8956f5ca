"""Declared clusters (areas or lists of regions that somebody drew up) against those found from the enterprises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from geo.agglomeration import jobs_of
from geo.cluster_privacy import why_hidden
from geo.crs import EQUAL_AREA, GEOGRAPHIC
from geo.enterprise_parts import format_of, only_as
from geo.errors import DataContractError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.agglomeration import Clusters

NAMES = ("declared_id", "cluster", "cluster_id", "id", "name", "title")
"""Columns that may hold the name of a declared cluster; the first one that is there."""
FORMATS = (".geojson", ".json", ".gpkg", ".shp", ".parquet", ".csv")


@dataclass(frozen=True, slots=True, eq=False)
class Declared:
    """Clusters that somebody declared.

    Parameters
    ----------
    areas : GeoDataFrame, optional
        Index ``declared_id``, polygons (EPSG:4326).
    regions : mapping of str to tuple of str
        Name -> region codes, where clusters are lists of regions.
    industries : mapping of str to tuple of str
        Name -> industry codes; a name that is absent means all industries.
    """

    areas: gpd.GeoDataFrame | None
    regions: Mapping[str, tuple[str, ...]]
    industries: Mapping[str, tuple[str, ...]]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the declared clusters."""
        return tuple(self.regions) if self.areas is None else tuple(str(one) for one in self.areas.index)


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """Declared and found clusters side by side.

    Parameters
    ----------
    pairs : DataFrame
        Each declared and found cluster that share members or ground: ``declared_id``, ``cluster_id``, ``enterprises``
        and ``employees`` in both, ``hidden``, ``area_km2`` of common ground, ``share_of_declared`` and
        ``share_of_found`` (enterprises).
    declared : DataFrame
        Index ``declared_id``: ``enterprises`` (of its industries), ``employees``, ``hidden``, ``found`` (of them in any
        found cluster), ``missing`` (in none), ``area_km2``.
    found : DataFrame
        Index ``cluster_id``: ``enterprises``, ``declared`` (of them in any declared cluster), ``missing`` (in none).
    rows_missing : Mapping
        ``found``: rows of the register in a declared cluster but in no found one; ``declared``: the other way round.
    """

    pairs: pd.DataFrame
    declared: pd.DataFrame
    found: pd.DataFrame
    rows_missing: Mapping[str, np.ndarray]


def read_declared(path: Path) -> Declared:
    """Read declared clusters from a file.

    Areas come from GeoJSON, GeoPackage, Shapefile or GeoParquet with a name in one of the columns `NAMES`; lists of
    regions from a CSV with such a column and ``region_code``, a region a row. A column ``industry_codes`` (or
    ``industry_code``) may say which industries are meant, codes separated by semicolons.

    Raises
    ------
    DataContractError
        If the file is missing, of no known format, cannot be read, or lacks a column.
    """
    if not path.is_file():
        raise DataContractError(str(path), ["the file is missing"])
    ending = path.suffix.lower()
    if ending not in FORMATS:
        raise DataContractError(path.name, [f"the ending {ending!r} is not known; there are {', '.join(FORMATS)}"])
    form = format_of(str(path))  # a file that is something else than its name says could have other files read
    try:
        if ending == ".csv":
            text = pd.read_csv(path, dtype=str, encoding="utf-8-sig", keep_default_na=False, na_values=[""])
            return _lists(text, path.name)
        frame = gpd.read_parquet(path) if form == "parquet" else gpd.read_file(only_as(form, str(path)))
    except (OSError, ValueError, pyogrio.errors.DataSourceError) as error:
        raise DataContractError(path.name, [f"the file cannot be read: {error}"]) from None
    return _areas(frame, path.name)


def against_found(clusters: Clusters, declared: Declared) -> Match:
    """Compare declared clusters with found ones, by members, jobs and ground.

    An enterprise belongs to a declared cluster where it lies in its area (or states one of its regions) and is of one
    of its industries.

    Parameters
    ----------
    clusters : Clusters
    declared : Declared

    Returns
    -------
    Match

    Raises
    ------
    DataContractError
        If clusters are lists of regions and the register has no regions, or none of these.

    Examples
    --------
    >>> from geo.agglomeration import clusters_of
    >>> firms = pd.DataFrame({"lon": [30.50, 30.51, 30.52, 31.0], "lat": 50.4, "industry_code": "J62"})
    >>> park = gpd.GeoDataFrame(geometry=[shapely.box(30.505, 50.3, 31.5, 50.5)], index=["park"], crs="EPSG:4326")
    >>> found = against_found(clusters_of(firms, np.array([0, 0, 0, -1])), Declared(park, {}, {}))
    >>> found.declared[["enterprises", "found", "missing"]].values.tolist(), found.found["missing"].tolist()
    ([[3, 2, 1]], [1])
    """
    masks = _masks(clusters, declared)
    grounds = _grounds(declared)
    in_any = np.any(list(masks.values()), axis=0) if masks else np.zeros(len(clusters.points), dtype=bool)
    member = clusters.label >= 0
    rows = []
    for name, mask in masks.items():
        inside = np.flatnonzero(mask)
        rows.append({"declared_id": name, **_counted(clusters, inside), "found": _firms(clusters, mask & member)})
    table = pd.DataFrame(rows, columns=["declared_id", "enterprises", "employees", "hidden", "found"])
    table["missing"] = [_firms(clusters, mask & ~member) for mask in masks.values()]
    table["area_km2"] = [_km2(grounds.get(name)) for name in masks]
    found = pd.DataFrame({"enterprises": clusters.table["enterprises"]})
    found["declared"] = [_firms(clusters, _picked(len(in_any), mine) & in_any) for mine in clusters.rows]
    found["missing"] = [_firms(clusters, _picked(len(in_any), mine) & ~in_any) for mine in clusters.rows]
    missing = {"found": np.flatnonzero(in_any & ~member), "declared": np.flatnonzero(member & ~in_any)}
    return Match(_pairs(clusters, masks, grounds), table.set_index("declared_id"), found, missing)


def missing_members(clusters: Clusters, match: Match) -> pd.DataFrame:
    """List enterprises that are on one side only: ``missing_from`` is ``found`` or ``declared``.

    Raises
    ------
    DataContractError
        If the register is confidential.
    """
    parts = [clusters.listed(rows).assign(missing_from=side) for side, rows in match.rows_missing.items()]
    return pd.concat(parts, ignore_index=True)


def _lists(table: pd.DataFrame, where: str) -> Declared:
    name = _name_column(table, where)
    if "region_code" not in table:
        raise DataContractError(where, ["the column region_code is missing: a CSV lists a region of a cluster a row"])
    table = table.dropna(subset=[name, "region_code"])
    regions = {str(key): tuple(rows["region_code"]) for key, rows in table.groupby(name, sort=False)}
    return Declared(None, regions, _industries(table, name))


def _areas(frame: Any, where: str) -> Declared:  # noqa: ANN401 - a table without geometry is a DataFrame
    if not isinstance(frame, gpd.GeoDataFrame) or frame.crs is None:
        raise DataContractError(
            where, ["areas with a reference system are needed; longitude and latitude are EPSG:4326"]
        )
    name = _name_column(frame, where)
    frame = frame.to_crs(GEOGRAPHIC)
    frame = frame[frame[name].notna() & ~frame.geometry.isna() & ~frame.geometry.is_empty]
    whole = frame.assign(geometry=shapely.make_valid(frame.geometry.to_numpy())).assign(
        **{name: frame[name].astype(str)}
    )
    areas = whole[[name, "geometry"]].dissolve(by=name, sort=False).rename_axis("declared_id")
    return Declared(areas, {}, _industries(whole, name))


def _name_column(table: pd.DataFrame, where: str) -> str:
    name = next((one for one in NAMES if one in table.columns), None)
    if name is None:
        raise DataContractError(where, [f"no column names the clusters; one of {', '.join(NAMES)} is needed"])
    return name


def _industries(table: pd.DataFrame, name: str) -> dict[str, tuple[str, ...]]:
    column = next((one for one in ("industry_codes", "industry_code") if one in table.columns), None)
    if column is None:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for key, texts in table.dropna(subset=[column]).groupby(name, sort=False)[column]:
        codes = [code.strip() for text in texts for code in str(text).split(";") if code.strip()]
        if codes:
            found[str(key)] = tuple(dict.fromkeys(codes))
    return found


def _masks(clusters: Clusters, declared: Declared) -> dict[str, np.ndarray]:
    """Rows of the register that belong to each declared cluster."""
    points = clusters.points
    if declared.areas is not None:
        lon, lat = (points[name].to_numpy(dtype=float) for name in ("lon", "lat"))
        masks = {
            str(key): np.asarray(shapely.contains_xy(area, lon, lat)) for key, area in declared.areas.geometry.items()
        }
    else:
        if "region_code" not in points:
            raise DataContractError("declared clusters", ["they are lists of regions, and the register has none"])
        own = points["region_code"].astype(object).to_numpy()
        known, asked = set(own), {code for codes in declared.regions.values() for code in codes}
        if asked and not asked & known:
            raise DataContractError(
                "declared clusters", [f"none of their {len(asked)} region(s) is in the register, first {min(asked)!r}"]
            )
        masks = {key: np.isin(own, np.array(codes, dtype=object)) for key, codes in declared.regions.items()}
    if "industry_code" in points:
        for key, codes in declared.industries.items():
            masks[key] = masks[key] & points["industry_code"].isin(codes).to_numpy()
    return masks


def _grounds(declared: Declared) -> dict[str, Any]:
    """Areas in a plane where areas are right."""
    if declared.areas is None:
        return {}
    flat = declared.areas.geometry.to_crs(EQUAL_AREA)
    return {str(key): shapely.make_valid(area) for key, area in flat.items()}


def _pairs(clusters: Clusters, masks: Mapping[str, np.ndarray], grounds: Mapping[str, Any]) -> pd.DataFrame:
    outlines = shapely.make_valid(clusters.table.geometry.to_crs(EQUAL_AREA).to_numpy())
    rows = []
    for name, mask in masks.items():
        shared = np.unique(clusters.label[mask & (clusters.label >= 0)])
        area = grounds.get(name)
        touched = np.flatnonzero(shapely.intersects(outlines, area)) if area is not None else shared
        for place in np.union1d(shared, touched).astype(int):
            both = np.flatnonzero(mask & (clusters.label == place))
            common = None if area is None else shapely.intersection(outlines[place], area)
            counted = _counted(clusters, both)
            rows.append(
                {
                    "declared_id": name, "cluster_id": clusters.table.index[place], **counted, "area_km2": _km2(common),
                    "share_of_declared": _part(counted["enterprises"], _firms(clusters, mask)),
                    "share_of_found": _part(counted["enterprises"], int(clusters.table["enterprises"].iloc[place])),
                }
            )  # fmt: skip
    columns = (
        "declared_id", "cluster_id", "enterprises", "employees", "hidden", "area_km2", "share_of_declared",
        "share_of_found",
    )  # fmt: skip
    return pd.DataFrame(rows, columns=list(columns))


def _counted(clusters: Clusters, rows: np.ndarray) -> dict[str, Any]:
    jobs, firm = jobs_of(clusters.points)[rows], clusters.firm[rows]
    why = why_hidden(jobs, firm, clusters.privacy)
    known = len(jobs) and not np.isnan(jobs).all()
    return {
        "enterprises": len(np.unique(firm)),
        "employees": float(np.nansum(jobs)) if known and not why else (np.nan if len(jobs) else 0.0),
        "hidden": why,
    }


def _firms(clusters: Clusters, mask: np.ndarray) -> int:
    return len(np.unique(clusters.firm[mask]))


def _picked(n: int, rows: np.ndarray) -> np.ndarray:
    mask = np.zeros(n, dtype=bool)
    mask[rows] = True
    return mask


def _km2(area: Any) -> float:  # noqa: ANN401 - a geometry or None
    return float("nan") if area is None else float(shapely.area(area)) / 1e6


def _part(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
