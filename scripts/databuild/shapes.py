"""Polygons: made valid, checked as a coverage, simplified with shared borders kept shared, measured."""

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

EQUAL_AREA = "EPSG:6933"
HALF_CIRCLE = 180
DUST_DEGREES2 = 1e-12
Geometries = npt.NDArray[np.object_]


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
        kept = [p for p in parts if p.area > DUST_DEGREES2] or parts
        out[i] = kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept)
    return out


def _overlap_km2(geometries: Geometries) -> float:
    tree = shapely.STRtree(geometries)
    left, right = tree.query(geometries, predicate="overlaps")
    pairs = left < right
    common = shapely.intersection(geometries[left[pairs]], geometries[right[pairs]])
    return float(area_km2(common).sum())


def _gaps_km2(geometries: Geometries, width: float) -> tuple[int, float]:
    union = shapely.get_parts(shapely.union_all(geometries))
    holes = np.array([shapely.Polygon(ring) for part in union for ring in part.interiors], dtype=object)
    narrow = np.array([h for h in holes if h.buffer(-width / 2).is_empty], dtype=object)
    return len(narrow), float(area_km2(narrow).sum())


def check_coverage(geometries: Geometries, *, gap_width: float = 0.002) -> dict[str, object]:
    """Count what keeps polygons from being a coverage: overlaps, borders that do not match, narrow gaps.

    Parameters
    ----------
    geometries : array of shape (n,)
        Polygons in degrees.
    gap_width : float
        A hole between regions narrower than this (degrees) counts as a gap; a wider one is a lake.

    Returns
    -------
    dict
        ``valid`` (every polygon is valid), ``coverage_valid``, ``unmatched_borders`` (polygons with an invalid edge),
        ``overlap_km2``, ``gaps``, ``gaps_km2``.

    Examples
    --------
    >>> boxes = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])
    >>> check_coverage(boxes)["coverage_valid"]
    True
    """
    edges = shapely.coverage_invalid_edges(geometries)
    gaps, gaps_km2 = _gaps_km2(geometries, gap_width)
    return {
        "valid": bool(shapely.is_valid(geometries).all()),
        "coverage_valid": bool(shapely.coverage_is_valid(geometries)),
        "unmatched_borders": int((~shapely.is_empty(edges)).sum()),
        "overlap_km2": round(_overlap_km2(geometries), 3),
        "gaps": gaps,
        "gaps_km2": round(gaps_km2, 3),
    }


def _round(geometries: Geometries, decimals: int) -> Geometries:
    return shapely.transform(geometries, lambda xy: np.round(xy, decimals))


def clean_coverage(geometries: Geometries, *, gap_width: float, decimals: int = 6) -> Geometries:
    """Remove overlaps and narrow gaps so that neighbours share identical borders.

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


def _drop_islets(geometry: shapely.Geometry, smallest: float) -> shapely.Geometry:
    parts = list(shapely.get_parts(geometry))
    largest = max(parts, key=lambda part: part.area)
    kept = [part for part in parts if part.area >= smallest or part is largest]
    return kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept)


def simplify(geometries: Geometries, tolerance: float, *, islet_degrees2: float = 0.0, decimals: int = 4) -> Geometries:
    """Simplify polygons as a coverage (Visvalingam-Whyatt): borders that two regions share stay shared.

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

    Examples
    --------
    >>> jagged = shapely.Polygon([(0, 0), (1, 0), (1, 0.5), (1.001, 0.51), (1, 1), (0, 1)])
    >>> shapely.get_num_coordinates(simplify(np.array([jagged]), 0.1)).tolist()
    [5]
    """
    slim = np.array([_drop_islets(g, islet_degrees2) for g in geometries], dtype=object)
    light = np.asarray(shapely.coverage_simplify(slim, tolerance), dtype=object)
    light = np.where(shapely.is_empty(light), slim, light)
    rounded = polygonal(_round(light, decimals))
    return np.where(shapely.is_empty(rounded), light, rounded)


def area_km2(geometries: Geometries) -> npt.NDArray[np.float64]:
    """Measure areas in the equal-area projection EPSG:6933.

    Parameters
    ----------
    geometries : array of shape (n,)
        Polygons in degrees (EPSG:4326).

    Returns
    -------
    array of shape (n,)
        Square kilometres.

    Examples
    --------
    >>> area_km2(np.array([shapely.box(0, 0, 1, 1)])).round(-1).tolist()
    [12310.0]
    """
    series = gpd.GeoSeries(geometries, crs="EPSG:4326").to_crs(EQUAL_AREA)
    return np.asarray(series.area, dtype=float) / 1e6


def _one_side(geometry: shapely.Geometry) -> list[float]:
    """Bounds (south, west, north, east) of the parts on the larger side of the 180th meridian."""
    parts = shapely.get_parts(geometry)
    boxes = shapely.bounds(parts)
    east = boxes[:, 0] >= 0
    areas = shapely.area(parts)
    west, south, right, north = shapely.total_bounds(parts[east == (areas[east].sum() > areas[~east].sum())])
    return [round(float(v), 2) for v in (south, west, north, right)]


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
    wide = np.flatnonzero(boxes[:, 2] - boxes[:, 0] > HALF_CIRCLE)
    parts = {i: shapely.bounds(shapely.get_parts(geometries[i])) for i in wide}
    across = [i for i in wide if (parts[i][:, 2] - parts[i][:, 0]).max() < HALF_CIRCLE]
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
    return gpd.GeoSeries(polygonal(united), index=pd.Index(keys), crs="EPSG:4326")
