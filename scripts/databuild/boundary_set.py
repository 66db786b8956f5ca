"""One boundary set on disk: finest level, overview, and a text file that says what it is."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from databuild.output import to_toml, write_geoparquet, write_text
from geo.coverage import CoverageFaults, Geometries, check_coverage, polygonal, simplify, views_across_180
from geo.crs import area_km2

LOG = logging.getLogger("regioscope.data")
COLUMNS = [
    "region_code", "region_name", "region_name_uk", "region_name_ru", "level", "parent_code", "country", "area_km2",
    "geometry",
]  # fmt: skip
Text = Mapping[str, str]


@dataclass(frozen=True)
class BoundarySet:
    """What a boundary set is, apart from its geometry.

    Examples
    --------
    >>> BoundarySet("x", {"en": "X"}, {"en": "state"}, "credit", "licence", ["a"], {"en": ""}, [0, 0, 1, 1]).tolerance
    0.02
    """

    id: str
    title: Text
    level_name: Text
    credit: str
    licence: str
    sources: list[str]
    note: Text
    view: list[float]
    insets: Mapping[str, list[float]] = field(default_factory=dict)
    inset_titles: Mapping[str, Text] = field(default_factory=dict)
    region_views: Mapping[str, list[float]] = field(default_factory=dict)
    tolerance: float = 0.02
    islet_degrees2: float = 0.0
    decimals: int = 4
    gap_width: float = 0.002


def _describe(about: BoundarySet, views: Mapping[str, list[float]], checked: Mapping[str, Mapping[str, object]]) -> str:
    values: dict[str, object] = {
        "id": about.id,
        "credit": about.credit,
        "licence": about.licence,
        "sources": about.sources,
        "view": about.view,
        "title": about.title,
        "level_name": about.level_name,
        "note": about.note,
    }
    optional = {"insets": about.insets, "inset_titles": about.inset_titles, "region_views": views}
    return to_toml({**values, **{key: value for key, value in optional.items() if value}, **checked})


def _borders(found: CoverageFaults) -> dict[str, object]:
    return {
        "coverage_valid": found.unmatched_borders == 0,
        "unmatched_borders": found.unmatched_borders,
        "overlap_km2": found.overlap_km2,
        "gaps": found.gaps,
        "gaps_km2": found.gaps_km2,
    }


def write_set(
    about: BoundarySet, regions: gpd.GeoDataFrame, folder: Path, *, raw: Geometries | None = None
) -> gpd.GeoDataFrame:
    """Check, measure, simplify and write a boundary set.

    Parameters
    ----------
    about : BoundarySet
        What the set is.
    regions : GeoDataFrame of shape (n_regions, 8)
        The columns of ``regions.parquet`` without ``area_km2``; valid polygons at the finest level of detail.
    folder : Path
        ``data/boundaries``.
    raw : array, optional
        Polygons as the source has them, to record how far they are from a coverage.

    Returns
    -------
    GeoDataFrame of shape (n_regions, 9)
        As written, sorted by ``region_code``.

    Raises
    ------
    ValueError
        If a code stands twice or a geometry is empty.

    Examples
    --------
    >>> write_set(about, regions, Path("data/boundaries"))  # doctest: +SKIP
    """
    table = regions.sort_values("region_code", ignore_index=True)
    if table["region_code"].duplicated().any():
        raise ValueError(
            f"{about.id}: code {table.loc[table['region_code'].duplicated(), 'region_code'].iloc[0]!r} stands twice"
        )
    shapes: Geometries = np.asarray(table.geometry.array)
    if shapely.is_empty(shapes).any():
        raise ValueError(f"{about.id}: {table.loc[shapely.is_empty(shapes), 'region_code'].iloc[0]} has no area")
    table["area_km2"] = area_km2(table).round(5)
    overview = simplify(shapes, about.tolerance, islet_degrees2=about.islet_degrees2, decimals=about.decimals)
    found = check_coverage(shapes, gap_width=about.gap_width)
    checked: dict[str, Mapping[str, object]] = {"checked": {
        "regions": len(table),
        "valid": not found.invalid,
        **_borders(found),
        "coordinates": int(shapely.get_num_coordinates(shapes).sum()),
        "overview_coordinates": int(shapely.get_num_coordinates(overview).sum()),
    }}  # fmt: skip
    if raw is not None:
        source = check_coverage(polygonal(raw), gap_width=about.gap_width)
        checked["checked_source"] = {"made_valid": int((~shapely.is_valid(raw)).sum()), **_borders(source)}
    LOG.info("%s: %s", about.id, checked)
    target = folder / about.id
    write_geoparquet(table[COLUMNS], target / "regions.parquet")
    light = gpd.GeoDataFrame({"region_code": table["region_code"]}, geometry=overview, crs="EPSG:4326")
    write_geoparquet(light, target / "overview.parquet")
    views = {**views_across_180(table["region_code"], shapes), **about.region_views}
    write_text(_describe(about, views, checked), target / "set.toml")
    return table[COLUMNS]
