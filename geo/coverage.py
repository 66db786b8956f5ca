"""A set of polygons: made valid, checked as a coverage, cleaned, simplified with shared borders kept shared, measured.

A coverage is a set of polygons that do not overlap and share identical borders. Functions take arrays of polygons in
degrees (EPSG:4326) and return new ones; the caller's stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.crs import GEOGRAPHIC, area_km2
from geo.errors import DataContractError

Geometries = npt.NDArray[np.object_]
"""Polygons, an array of shape (n,)."""

_HALF_CIRCLE = 180
_DUST_DEGREES2 = 1e-12


@dataclass(frozen=True, slots=True)
class CoverageFaults:
    """How far a set of polygons is from a clean coverage.

    `invalid` and `empty` count polygons, `unmatched_borders` those whose borders do not match their neighbours'.
    `overlap_km2` is the common area of each pair of polygons; `gaps` and `gaps_km2` are narrow holes that no polygon
    fills.
    """

    invalid: int
    empty: int
    unmatched_borders: int
    overlap_km2: float
    gaps: int
    gaps_km2: float


def polygonal(geometries: Geometries) -> Geometries:
    """Make geometries valid and keep only their polygons (lines, points and dust dropped).

    Parameters
    ----------
    geometries : array of shape (n,)

    Returns
    -------
    array of shape (n,)
        Valid Polygon or MultiPolygon.

    Examples
    --------
    >>> bowtie = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    >>> polygonal(np.array([bowtie]))[0].is_valid
    True
    """
    valid = shapely.make_valid(geometries, method="structure", keep_collapsed=False)
    out = np.empty(len(valid), dtype=object)
    for i, geometry in enumerate(valid):
        parts = [p for p in shapely.get_parts(shapely.get_parts(geometry)) if p.geom_type == "Polygon"]
        kept = [p for p in parts if p.area > _DUST_DEGREES2] or parts
        out[i] = kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept)
    return out


def check_coverage(geometries: Geometries, *, gap_width: float = 0.002) -> CoverageFaults:
    """Count what keeps polygons from being a coverage: overlaps, borders that do not match, narrow gaps.

    Parameters
    ----------
    geometries : array of shape (n,)
        Polygons in degrees; the areas of invalid ones are those that they have when made valid.
    gap_width : float
        A hole between regions narrower than this (degrees) counts as a gap; a wider one is a lake.

    Returns
    -------
    CoverageFaults
        Areas in square kilometres, rounded to 0.001.

    Examples
    --------
    >>> check_coverage(np.array([shapely.box(0, 0, 1, 1), shapely.box(0.5, 0, 2, 1)]))
    CoverageFaults(invalid=0, empty=0, unmatched_borders=2, overlap_km2=6154.232, gaps=0, gaps_km2=0.0)
    """
    broken = ~shapely.is_valid(geometries)
    sound = polygonal(geometries) if broken.any() else geometries
    gaps = _gaps(sound, gap_width)
    return CoverageFaults(
        invalid=int(broken.sum()),
        empty=int(shapely.is_empty(geometries).sum()),
        unmatched_borders=int((~shapely.is_empty(shapely.coverage_invalid_edges(sound))).sum()),
        overlap_km2=round(_total_km2(_overlaps(sound)), 3),
        gaps=len(gaps),
        gaps_km2=round(_total_km2(gaps), 3),
    )


def clean_coverage(geometries: Geometries, *, gap_width: float, decimals: int = 6) -> Geometries:
    """Remove overlaps and narrow gaps so that neighbours share identical borders.

    Needs Shapely 2.2 or newer; the other functions of this module do not.

    Parameters
    ----------
    geometries : array of shape (n,)
        Valid polygons in degrees.
    gap_width : float
        Gaps narrower than this (degrees) go to the neighbour with the longest common border.
    decimals : int
        Decimal places kept.

    Returns
    -------
    array of shape (n,)

    Examples
    --------
    >>> boxes = np.array([shapely.box(0, 0, 1, 1), shapely.box(0.9, 0, 2, 1)])
    >>> bool(shapely.coverage_is_valid(clean_coverage(boxes, gap_width=0.0)))
    True
    """
    cleaned = shapely.coverage_clean(geometries, gap_width=gap_width)  # type: ignore[attr-defined]
    return polygonal(_round(cleaned, decimals))


def simplify(geometries: Geometries, tolerance: float, *, islet_degrees2: float = 0.0, decimals: int = 4) -> Geometries:
    """Simplify polygons as a coverage (Visvalingam-Whyatt [1]_): borders that two regions share stay shared.

    Parameters
    ----------
    geometries : array of shape (n,)
        A polygon coverage in degrees.
    tolerance : float
        Square root of the area of the triangles removed, in degrees.
    islet_degrees2 : float
        Parts smaller than this are left out unless they are the largest part of their region.
    decimals : int
        Decimal places kept.

    Returns
    -------
    array of shape (n,)
        Valid polygons, none empty: a region too small for the rounding keeps its coordinates.

    Raises
    ------
    DataContractError
        If a polygon is empty.

    References
    ----------
    .. [1] Visvalingam, M., Whyatt, J. D. (1993). Line generalisation by repeated elimination of points.
       The Cartographic Journal 30(1), 46-51.

    Examples
    --------
    >>> jagged = shapely.Polygon([(0, 0), (1, 0), (1, 0.5), (1.001, 0.51), (1, 1), (0, 1)])
    >>> shapely.get_num_coordinates(simplify(np.array([jagged]), 0.1)).tolist()
    [5]
    """
    empty = np.flatnonzero(shapely.is_empty(geometries))
    if len(empty):
        problem = f"{len(empty)} of {len(geometries)} polygons are empty, first at row {empty[0]}; leave them out"
        raise DataContractError("coverage", [problem])
    slim = np.array([_drop_islets(g, islet_degrees2) for g in geometries], dtype=object)
    light = np.asarray(shapely.coverage_simplify(slim, tolerance), dtype=object)
    light = np.where(shapely.is_empty(light), slim, light)
    rounded = polygonal(_round(light, decimals))
    return np.where(shapely.is_empty(rounded), light, rounded)


def views_across_180(codes: pd.Series, geometries: Geometries) -> dict[str, list[float]]:
    """Give regions that reach across the 180th meridian a view of their larger side instead of the whole globe.

    Parameters
    ----------
    codes : Series of shape (n,)
    geometries : array of shape (n,)
        Polygons in degrees, cut at the meridian.

    Returns
    -------
    dict of str to list of float
        South, west, north, east; empty when no region reaches across.

    Examples
    --------
    >>> both = shapely.MultiPolygon([shapely.box(170, 0, 180, 1), shapely.box(-180, 0, -179, 1)])
    >>> views_across_180(pd.Series(["FJ"]), np.array([both]))
    {'FJ': [0.0, 170.0, 1.0, 180.0]}
    """
    boxes = shapely.bounds(geometries)
    wide = np.flatnonzero(boxes[:, 2] - boxes[:, 0] > _HALF_CIRCLE)
    parts = {i: shapely.bounds(shapely.get_parts(geometries[i])) for i in wide}
    across = [i for i in wide if (parts[i][:, 2] - parts[i][:, 0]).max() < _HALF_CIRCLE]
    return {codes.iloc[i]: _one_side(geometries[i]) for i in across}


def dissolve(geometries: Geometries, groups: pd.Series) -> gpd.GeoSeries:
    """Unite the polygons of each group; index is the group in sorted order.

    Parameters
    ----------
    geometries : array of shape (n,)
        A polygon coverage.
    groups : Series of shape (n,)
        Group of each polygon; rows without a group are left out.

    Returns
    -------
    GeoSeries of shape (n_groups,)

    Examples
    --------
    >>> boxes = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])
    >>> shapely.area(dissolve(boxes, pd.Series(["a", "a"])).to_numpy()).tolist()
    [2.0]
    """
    keys = sorted(groups.dropna().unique())
    values = groups.to_numpy()
    united = np.array([shapely.union_all(geometries[values == key]) for key in keys], dtype=object)
    return gpd.GeoSeries(polygonal(united), index=pd.Index(keys), crs=GEOGRAPHIC)


def _total_km2(geometries: Geometries) -> float:
    return float(area_km2(gpd.GeoSeries(geometries, crs=GEOGRAPHIC)).sum())


def _overlaps(geometries: Geometries) -> Geometries:
    """Return the common part of each pair of polygons that overlap or lie one in the other."""
    tree = shapely.STRtree(geometries)
    left, right = tree.query(geometries, predicate="overlaps")
    outer, inner = tree.query(geometries, predicate="covers")
    twins = shapely.equals(geometries[outer], geometries[inner])
    pairs, nested = left < right, np.where(twins, outer < inner, outer != inner)
    first, second = np.append(left[pairs], outer[nested]), np.append(right[pairs], inner[nested])
    return np.asarray(shapely.intersection(geometries[first], geometries[second]), dtype=object)


def _gaps(geometries: Geometries, width: float) -> Geometries:
    """Return the holes in the union that are narrower than the width."""
    union = shapely.get_parts(shapely.union_all(geometries))
    holes = (shapely.Polygon(ring) for part in union for ring in part.interiors)
    return np.array([hole for hole in holes if hole.buffer(-width / 2).is_empty], dtype=object)


def _round(geometries: Geometries, decimals: int) -> Geometries:
    return shapely.transform(geometries, lambda xy: np.round(xy, decimals))


def _drop_islets(geometry: shapely.Geometry, smallest: float) -> shapely.Geometry:
    parts = list(shapely.get_parts(geometry))
    largest = max(parts, key=lambda part: part.area)
    kept = [part for part in parts if part.area >= smallest or part is largest]
    return kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept)


def _one_side(geometry: shapely.Geometry) -> list[float]:
    """Bounds (south, west, north, east) of the parts on the larger side of the 180th meridian."""
    parts = shapely.get_parts(geometry)
    boxes = shapely.bounds(parts)
    east = boxes[:, 0] >= 0
    areas = shapely.area(parts)
    west, south, right, north = shapely.total_bounds(parts[east == (areas[east].sum() > areas[~east].sum())])
    return [round(float(v), 2) for v in (south, west, north, right)]
