"""Boundaries: repaired, checked as a coverage, simplified with shared borders kept shared."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.boundaries import coverage_faults, read_boundary_set, read_regions, repair, simplify_coverage
from geo.crs import area_km2
from geo.errors import DataContractError
from geo.store import default_store
from tests.geo.tiny import SET_TOML, squares

BOW = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])


def frame(*shapes: shapely.Geometry) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=list(shapes), crs="EPSG:4326")


def wavy_grid(n: int = 4, points: int = 40) -> gpd.GeoDataFrame:
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
    return frame(*cells)


# ---- reading
def folder(root: Path, toml: str = SET_TOML, regions: gpd.GeoDataFrame | None = None) -> Path:
    made = root / "squares"
    made.mkdir()
    (made / "set.toml").write_text(toml, encoding="utf-8")
    if regions is not None:
        regions.to_parquet(made / "regions.parquet")
    return made


def test_a_set_has_a_title_a_credit_and_a_view(tmp_path: Path) -> None:
    found = read_boundary_set(folder(tmp_path))
    assert (found.id, found.title["en"], found.view, found.licence) == (
        "squares",
        "Squares",
        (0.0, 0.0, 1.0, 3.0),
        "CC0",
    )


def test_a_set_may_have_further_views() -> None:
    us = default_store().boundary_set("us-states")
    assert {"Alaska", "Hawaii"} <= {title["en"] for title, _ in us.insets}
    assert all(south < north for _, (south, _, north, _) in [*us.insets, ({}, us.view)])


def test_a_set_without_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataContractError, match=r"set.toml is missing"):
        read_boundary_set(tmp_path)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("id = ", "set.toml cannot be read"),
        ("id = 'x'", "'title' is missing in set.toml; 'view' is missing in set.toml"),
        (SET_TOML.replace("[0, 0, 1, 3]", "[0, 1]"), "'view' must be four numbers"),
        (SET_TOML.replace("[0, 0, 1, 3]", "'all'"), "'view' must be four numbers"),
    ],
)
def test_a_broken_set_is_refused(tmp_path: Path, toml: str, message: str) -> None:
    with pytest.raises(DataContractError, match=message):
        read_boundary_set(folder(tmp_path, toml))


def test_regions_come_on_their_codes_in_degrees(tmp_path: Path) -> None:
    metres = squares().reset_index().to_crs(3857)
    regions = read_regions(folder(tmp_path, regions=metres))
    assert list(regions.index) == ["01", "02", "03"]
    assert regions.crs == "EPSG:4326"
    assert regions.geometry["03"].bounds == pytest.approx((2.0, 0.0, 3.0, 1.0))


def test_a_set_without_regions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataContractError, match=r"boundaries squares: regions.parquet is missing"):
        read_regions(folder(tmp_path))


@pytest.mark.parametrize(
    ("regions", "message"),
    [
        (squares().reset_index().rename(columns={"region_code": "code"}), "column 'region_code' is missing"),
        (squares(("01", "02", "01")).reset_index(), "1 codes stand twice, first '01'"),
        (squares().reset_index().set_crs(None, allow_override=True), "the coordinate reference system is missing"),
    ],
)
def test_regions_that_break_the_contract_are_refused(tmp_path: Path, regions: gpd.GeoDataFrame, message: str) -> None:
    with pytest.raises(DataContractError, match=message):
        read_regions(folder(tmp_path, regions=regions))


# ---- repairing
def test_a_bow_becomes_two_triangles_and_the_caller_keeps_his() -> None:
    given = frame(BOW, shapely.box(0, 0, 1, 1))
    mended = repair(given)
    assert mended.geometry.is_valid.all()
    assert shapely.area(mended.geometry.to_numpy()).tolist() == [0.5, 1.0]
    assert not given.geometry.is_valid.all()


def test_what_has_no_area_is_taken_away() -> None:
    spike = shapely.Polygon([(0, 0), (2, 0), (2, 2), (2, 5), (2, 2), (0, 2)])
    mended = repair(frame(spike)).geometry.iloc[0]
    assert (mended.geom_type, mended.area, mended.bounds) == ("Polygon", 4.0, (0.0, 0.0, 2.0, 2.0))


# ---- checking
def test_a_clean_coverage_has_no_faults() -> None:
    faults = coverage_faults(wavy_grid())
    assert (faults.invalid, faults.empty, faults.edges) == (0, 0, 0)
    assert faults.overlap_km2 == pytest.approx(0, abs=1e-6)
    assert faults.gap_km2 == 0


def test_an_overlap_is_measured_once() -> None:
    faults = coverage_faults(frame(shapely.box(0, 0, 1, 1), shapely.box(0.5, 0, 2, 1)))
    half = area_km2(frame(shapely.box(0.5, 0, 1, 1)))[0]
    assert faults.overlap_km2 == pytest.approx(half)
    assert faults.edges == 2


def test_a_gap_is_measured() -> None:
    ring = shapely.box(0, 0, 3, 3) - shapely.box(1, 1, 2, 2)
    halves = [ring & shapely.box(0, 0, 1.5, 3), ring & shapely.box(1.5, 0, 3, 3)]
    assert coverage_faults(frame(*halves)).gap_km2 == pytest.approx(area_km2(frame(shapely.box(1, 1, 2, 2)))[0])


def test_invalid_and_empty_shapes_are_counted() -> None:
    assert coverage_faults(repair(frame(shapely.box(0, 0, 1, 1), shapely.Polygon()))).empty == 1


# ---- simplifying
@pytest.mark.parametrize("tolerance", [0.02, 0.1, 0.5])
def test_simplifying_leaves_no_gap_and_no_overlap(tolerance: float) -> None:
    full = wavy_grid()
    thin = simplify_coverage(full, tolerance_deg=tolerance)
    assert (
        shapely.get_num_coordinates(thin.geometry.to_numpy()).sum()
        < shapely.get_num_coordinates(full.geometry.to_numpy()).sum()
    )
    faults = coverage_faults(thin)
    assert (faults.invalid, faults.empty, faults.edges) == (0, 0, 0)
    assert faults.overlap_km2 == pytest.approx(0, abs=1e-6)
    assert faults.gap_km2 == 0


def test_simplifying_each_region_alone_would_tear_the_borders() -> None:
    """Shows that the test above can fail."""
    torn = wavy_grid()
    torn = torn.set_geometry(torn.geometry.simplify(0.02))
    torn = torn.set_geometry(torn.geometry.where(torn.index % 2 == 0, wavy_grid().geometry))
    assert coverage_faults(torn).edges > 0


def test_no_region_disappears() -> None:
    small = frame(shapely.box(0, 0, 10, 10) - shapely.box(4, 4, 4.001, 4.001), shapely.box(4, 4, 4.001, 4.001))
    thin = simplify_coverage(small, tolerance_deg=5.0)
    assert not thin.geometry.is_empty.any()
    assert len(thin) == 2


def test_the_states_are_a_coverage_in_both_levels_of_detail() -> None:
    store = default_store()
    for lod in ("detail", "overview"):
        faults = coverage_faults(store.geometry("us-states", lod))
        assert (faults.invalid, faults.empty, faults.edges) == (0, 0, 0)
    detail, overview = (store.geometry("us-states", lod) for lod in ("detail", "overview"))
    assert list(detail.index) == list(overview.index)
