"""Sets of region boundaries: read, repaired, checked as a coverage, simplified with shared borders kept shared."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely

from geo.crs import GEOGRAPHIC, area_km2, require_crs
from geo.errors import DataContractError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LODS: Mapping[str, str] = {"detail": "regions.parquet", "overview": "overview.parquet"}
"""Levels of detail of a boundary set and the file of each."""

Bounds = tuple[float, float, float, float]
_SIDES = 4


@dataclass(frozen=True, slots=True)
class BoundarySet:
    """Name, credit and default view (south, west, north, east in degrees) of a set of boundaries.

    `region_views` holds the view of regions whose own bounds mislead: Alaska reaches across the 180th meridian.
    """

    id: str
    title: Mapping[str, str]
    credit: str
    licence: str
    view: Bounds
    insets: tuple[tuple[Mapping[str, str], Bounds], ...] = ()
    note: Mapping[str, str] | None = None
    region_views: Mapping[str, Bounds] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CoverageFaults:
    """How far a set of polygons is from a clean coverage.

    `overlap_km2` is counted once per place, `gap_km2` is the area of holes that no region fills, `invalid` and `empty`
    count geometries, `edges` counts regions whose borders do not match their neighbours'.
    """

    invalid: int
    empty: int
    edges: int
    overlap_km2: float
    gap_km2: float


def read_boundary_set(folder: Path) -> BoundarySet:
    """Read `set.toml` of a boundary folder.

    Raises
    ------
    DataContractError
        If the file is missing or names no title or view.
    """
    try:
        raw = tomllib.loads((folder / "set.toml").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataContractError(f"boundaries {folder.name}", ["set.toml is missing"]) from None
    except tomllib.TOMLDecodeError as error:
        raise DataContractError(f"boundaries {folder.name}", [f"set.toml cannot be read: {error}"]) from None
    found = [f"{key!r} is missing in set.toml" for key in ("id", "title", "view") if key not in raw]
    views = {"view": raw.get("view"), **raw.get("insets", {})}
    found += [f"{name!r} must be four numbers in set.toml" for name, view in views.items() if not _is_view(view)]
    if found:
        raise DataContractError(f"boundaries {folder.name}", found)
    return _build(raw)


def read_regions(folder: Path, *, lod: str = "detail") -> gpd.GeoDataFrame:
    """Read the regions of a set in a level of detail.

    Returns
    -------
    GeoDataFrame
        Index ``region_code`` (text), geometry in EPSG:4326; names, level, parent and area come with ``detail``.

    Raises
    ------
    DataContractError
        If the file is missing, a code repeats or the coordinates are not longitude and latitude.
    """
    path = folder / LODS[lod]
    if not path.is_file():
        raise DataContractError(f"boundaries {folder.name}", [f"{path.name} is missing"])
    frame = gpd.read_parquet(path)
    require_crs(frame)
    if "region_code" not in frame.columns:
        raise DataContractError(f"boundaries {folder.name}", [f"column 'region_code' is missing in {path.name}"])
    repeated = frame["region_code"][frame["region_code"].duplicated()]
    if len(repeated):
        raise DataContractError(
            f"boundaries {folder.name}", [f"{len(repeated)} codes stand twice, first {repeated.iloc[0]!r}"]
        )
    return frame.to_crs(GEOGRAPHIC).set_index("region_code")


def repair(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Polygons made valid, with lines and points that this leaves behind taken away.

    Parameters
    ----------
    frame : GeoDataFrame of shape (n,)

    Returns
    -------
    GeoDataFrame of shape (n,)
        The same rows; the caller's frame is unchanged.

    Examples
    --------
    >>> bow = gpd.GeoDataFrame(geometry=[shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])], crs="EPSG:4326")
    >>> repair(bow).geometry.is_valid.all(), repair(bow).geometry.iloc[0].area
    (np.True_, 0.5)
    """
    valid = shapely.make_valid(frame.geometry.to_numpy(), method="structure", keep_collapsed=False)
    return frame.set_geometry(gpd.GeoSeries(valid, index=frame.index, crs=frame.crs))


def coverage_faults(frame: gpd.GeoDataFrame) -> CoverageFaults:
    """Count what keeps a set of polygons from being a clean coverage.

    Examples
    --------
    >>> two = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 1, 1), shapely.box(0.5, 0, 2, 1)], crs="EPSG:4326")
    >>> faults = coverage_faults(two)
    >>> faults.edges, round(faults.overlap_km2)
    (2, 6154)
    """
    polygons = frame.geometry.to_numpy()
    broken = shapely.coverage_invalid_edges(polygons)
    union = shapely.union_all(polygons)
    parts = shapely.get_parts(union)
    holes = [ring for part in parts for ring in part.interiors]
    gaps = gpd.GeoDataFrame(geometry=[shapely.Polygon(h) for h in holes], crs=frame.crs)
    whole = gpd.GeoDataFrame(geometry=[union], crs=frame.crs)
    return CoverageFaults(
        invalid=int((~shapely.is_valid(polygons)).sum()),
        empty=int(shapely.is_empty(polygons).sum()),
        edges=int((~shapely.is_empty(broken)).sum()),
        overlap_km2=max(0.0, float(area_km2(frame).sum() - area_km2(whole).sum())),
        gap_km2=float(area_km2(gaps).sum()) if holes else 0.0,
    )


def simplify_coverage(frame: gpd.GeoDataFrame, *, tolerance_deg: float) -> gpd.GeoDataFrame:
    """Fewer vertices, with borders that two regions share simplified alike.

    Parameters
    ----------
    frame : GeoDataFrame of shape (n,)
        A coverage (see `coverage_faults`).
    tolerance_deg : float
        Visvalingam-Whyatt tolerance: the square root of the smallest triangle kept, degrees.

    Returns
    -------
    GeoDataFrame of shape (n,)
        The same rows; no region disappears.

    References
    ----------
    .. [1] Visvalingam, M., Whyatt, J. D. (1993). Line generalisation by repeated elimination of points.
       The Cartographic Journal 30(1), 46-51.

    Examples
    --------
    >>> zigzag = shapely.Polygon([(0, 0), (2, 0), (2, 2), (1.001, 2.001), (0, 2)])
    >>> frame = gpd.GeoDataFrame(geometry=[zigzag], crs="EPSG:4326")
    >>> len(simplify_coverage(frame, tolerance_deg=0.1).geometry.iloc[0].exterior.coords)
    5
    """
    thin = shapely.coverage_simplify(frame.geometry.to_numpy(), tolerance_deg)
    lost = shapely.is_empty(thin)
    thin = np.where(lost, frame.geometry.to_numpy(), thin)
    return frame.set_geometry(gpd.GeoSeries(thin, index=frame.index, crs=frame.crs))


def _build(raw: Mapping[str, Any]) -> BoundarySet:
    titles = raw.get("inset_titles", {})
    insets = tuple((titles.get(name, {"en": name}), _bounds(view)) for name, view in raw.get("insets", {}).items())
    return BoundarySet(
        id=raw["id"],
        title=raw["title"],
        credit=str(raw.get("credit", "")),
        licence=str(raw.get("licence", "")),
        view=_bounds(raw["view"]),
        insets=insets,
        note=raw.get("note"),
        region_views={code: _bounds(view) for code, view in raw.get("region_views", {}).items()},
    )


def _is_view(values: object) -> bool:
    """Tell four numbers; an absent view is another problem."""
    if not isinstance(values, list):
        return values is None
    return len(values) == _SIDES and all(isinstance(value, int | float) for value in values)


def _bounds(values: list[float]) -> Bounds:
    south, west, north, east = (float(v) for v in values)
    return south, west, north, east
