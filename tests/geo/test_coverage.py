"""Polygons: made valid, checked as a coverage, cleaned and simplified with shared borders kept shared."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.coverage import (
    CoverageFaults,
    Geometries,
    check_coverage,
    clean_coverage,
    dissolve,
    polygonal,
    simplify,
    views_across_180,
)
from geo.crs import area_km2
from geo.errors import DataContractError
from geo.store import default_store

BOW = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
CLEAN = CoverageFaults(invalid=0, empty=0, unmatched_borders=0, overlap_km2=0.0, gaps=0, gaps_km2=0.0)


def polygons(*shapes: shapely.Geometry) -> Geometries:
    return np.array(shapes, dtype=object)


def km2(*shapes: shapely.Geometry) -> float:
    return float(area_km2(gpd.GeoSeries(list(shapes), crs="EPSG:4326")).sum())


def wavy_grid(n: int = 4, points: int = 40) -> Geometries:
    """Squares whose shared borders are wavy lines of many points."""

    def border(start: tuple[int, int], end: tuple[int, int]) -> list[tuple[float, float]]:
        (x0, y0), (x1, y1) = start, end
        steps = np.linspace(0, 1, points)
        wave = 0.05 * np.sin(steps * 6 * np.pi) * np.sign(np.sin(steps * np.pi) + 1e-12) * (steps * (1 - steps) * 4)
        across = wave if x0 == x1 else 0.0
        up = 0.0 if x0 == x1 else wave
        return list(zip(x0 + (x1 - x0) * steps + across, y0 + (y1 - y0) * steps + up, strict=True))

    cells = []
    for row in range(n):
        for column in range(n):
            corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
            bottom, right = border(corners[0], corners[1]), border(corners[1], corners[2])
            top, left = border(corners[3], corners[2])[::-1], border(corners[0], corners[3])[::-1]
            cells.append(shapely.Polygon([*bottom, *right[1:], *top[1:], *left[1:]]))
    return polygons(*cells)


# ---- made valid
def test_a_bow_becomes_two_triangles_and_the_caller_keeps_his() -> None:
    given = polygons(BOW, shapely.box(0, 0, 1, 1))
    mended = polygonal(given)
    assert shapely.is_valid(mended).all()
    assert shapely.area(mended).tolist() == [0.5, 1.0]
    assert not shapely.is_valid(given).all()


def test_what_has_no_area_is_taken_away() -> None:
    spike = shapely.Polygon([(0, 0), (2, 0), (2, 2), (2, 5), (2, 2), (0, 2)])
    (mended,) = polygonal(polygons(spike))
    assert (mended.geom_type, mended.area, mended.bounds) == ("Polygon", 4.0, (0.0, 0.0, 2.0, 2.0))


def test_dust_is_taken_away_unless_there_is_nothing_else() -> None:
    dust = shapely.box(5, 5, 5 + 1e-7, 5 + 1e-7)
    mended = polygonal(polygons(shapely.MultiPolygon([shapely.box(0, 0, 1, 1), dust]), dust))
    assert [shape.bounds[0] for shape in mended] == [0.0, 5.0]


# ---- checked
def test_a_clean_coverage_has_no_faults() -> None:
    assert check_coverage(wavy_grid()) == CLEAN


def test_an_overlap_is_measured_once() -> None:
    faults = check_coverage(polygons(shapely.box(0, 0, 1, 1), shapely.box(0.5, 0, 2, 1)))
    assert faults.overlap_km2 == pytest.approx(km2(shapely.box(0.5, 0, 1, 1)), abs=0.001)
    assert faults.unmatched_borders == 2


@pytest.mark.parametrize("inner", [shapely.box(0.2, 0.2, 0.6, 0.6), shapely.box(0, 0, 0.5, 1), shapely.box(0, 0, 1, 1)])
def test_a_polygon_inside_another_overlaps_with_its_whole_area(inner: shapely.Polygon) -> None:
    outer = shapely.box(0, 0, 1, 1)
    assert check_coverage(polygons(outer, inner)).overlap_km2 == pytest.approx(km2(inner), abs=0.001)
    assert check_coverage(polygons(inner, outer)).overlap_km2 == pytest.approx(km2(inner), abs=0.001)


def test_a_gap_is_measured_and_a_lake_is_none() -> None:
    ring = shapely.box(0, 0, 3, 3) - shapely.box(1, 1, 2, 2)
    halves = polygons(ring & shapely.box(0, 0, 1.5, 3), ring & shapely.box(1.5, 0, 3, 3))
    found = check_coverage(halves, gap_width=1.1)
    assert found.gaps == 1
    assert found.gaps_km2 == pytest.approx(km2(shapely.box(1, 1, 2, 2)), abs=0.001)
    assert check_coverage(halves, gap_width=0.9).gaps == 0


def test_invalid_and_empty_shapes_are_counted() -> None:
    bow = shapely.transform(BOW, lambda xy: xy + 1)
    faults = check_coverage(polygons(shapely.box(0, 0, 1, 1), shapely.Polygon(), bow))
    assert faults == CoverageFaults(1, 1, 0, 0.0, 0, 0.0)


# ---- cleaned
def test_cleaning_removes_overlaps_and_narrow_gaps() -> None:
    torn = polygons(shapely.box(0, 0, 1.01, 1), shapely.box(1, 0, 2, 1), shapely.box(2.001, 0, 3, 1))
    torn = np.append(torn, polygons(shapely.box(0, 1, 3, 2), shapely.box(0, -1, 3, 0)))
    before, after = check_coverage(torn), check_coverage(clean_coverage(torn, gap_width=0.002))
    assert (before.overlap_km2 > 100, before.gaps) == (True, 1)
    assert after == CLEAN


# ---- simplified
@pytest.mark.parametrize("tolerance", [0.02, 0.1, 0.5])
def test_simplifying_leaves_no_gap_and_no_overlap(tolerance: float) -> None:
    full = wavy_grid()
    thin = simplify(full, tolerance)
    assert shapely.get_num_coordinates(thin).sum() < shapely.get_num_coordinates(full).sum()
    assert check_coverage(thin, gap_width=4.0) == CLEAN


def test_simplifying_each_region_alone_would_tear_the_borders() -> None:
    """Shows that the test above can fail."""
    torn = np.where(np.arange(16) % 2 == 0, shapely.simplify(wavy_grid(), 0.02), wavy_grid())
    assert check_coverage(torn).unmatched_borders > 0


def test_no_region_disappears() -> None:
    islet = shapely.box(4, 4, 4.001, 4.001)
    thin = simplify(polygons(shapely.box(0, 0, 10, 10) - islet, islet), 5.0)
    assert not shapely.is_empty(thin).any()
    assert len(thin) == 2


def test_a_region_too_small_for_the_decimals_keeps_its_coordinates() -> None:
    small = shapely.box(0.001, 0.001, 0.002, 0.002)
    assert simplify(polygons(small), 0.0, decimals=2)[0].equals(small)


def test_islets_are_left_out_but_never_the_largest_part() -> None:
    islet = shapely.box(5, 5, 5.1, 5.1)
    thin = simplify(polygons(shapely.MultiPolygon([shapely.box(0, 0, 1, 1), islet]), islet), 0.0, islet_degrees2=0.02)
    assert [shape.bounds for shape in thin] == [(0.0, 0.0, 1.0, 1.0), (5.0, 5.0, 5.1, 5.1)]


def test_an_empty_region_is_refused() -> None:
    with pytest.raises(DataContractError, match="coverage: 1 of 2 polygons are empty, first at row 1; leave them out"):
        simplify(polygons(shapely.box(0, 0, 1, 1), shapely.Polygon()), 0.1)


def test_the_states_are_a_coverage_in_both_levels_of_detail() -> None:
    store = default_store()
    detail, overview = (store.geometry("us-states", lod) for lod in ("detail", "overview"))
    for frame in (detail, overview):
        found = check_coverage(frame.geometry.to_numpy())
        assert (found.invalid, found.empty, found.unmatched_borders) == (0, 0, 0)
    assert list(detail.index) == list(overview.index)


# ---- united and looked at
def test_polygons_of_a_group_are_united_and_those_without_group_left_out() -> None:
    boxes = polygons(*(shapely.box(i, 0, i + 1, 1) for i in range(4)))
    united = dissolve(boxes, pd.Series(["b", "a", "b", None]))
    assert united.index.tolist() == ["a", "b"]
    assert shapely.area(united.to_numpy()).tolist() == [1.0, 2.0]


def test_only_what_reaches_across_the_180th_meridian_gets_a_view_of_its_larger_side() -> None:
    fiji = shapely.MultiPolygon([shapely.box(177, -19, 180, -16), shapely.box(-180, -18, -179, -17)])
    chain = shapely.box(-179, 60, 179, 70)  # one part around the globe
    views = views_across_180(pd.Series(["FJ", "DE", "RU"]), polygons(fiji, shapely.box(6, 47, 15, 55), chain))
    assert views == {"FJ": [-19.0, 177.0, -16.0, 180.0]}
