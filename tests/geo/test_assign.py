"""A point belongs to the first region that covers it, exactly: on borders, in corners, across the 180th meridian."""

import pickle
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from geo import assign as module
from geo.assign import RegionGrid, assign, reconcile, region_grid
from geo.boundaries import read_regions
from geo.errors import DataContractError
from geo.grid_cells import INSIDE, MIXED, NAMES, UNKNOWN, anchor_x, anchor_y
from tests.geo.plane import first_by_shapely, first_of, frame

BOUNDARIES = Path(__file__).parents[2] / "data" / "boundaries"
POINTS = {
    "bay-area-zone": 100_000, "us-states": 100_000, "world": 100_000, "ukraine-oblast": 100_000, "us-counties": 20_000,
    "europe": 20_000, "germany-nuts3": 20_000, "bay-area-county": 20_000, "bay-area-superdistrict": 20_000,
}  # fmt: skip
SEED = 20261122


def find(regions: gpd.GeoDataFrame, points: object, *, cells: int = 2048, nearest_km: float = 0.0) -> list[int]:
    """Assign points given as pairs."""
    lon, lat = np.array(points, dtype=float).reshape(-1, 2).T
    found: list[int] = assign(lon, lat, region_grid(regions, cells=cells), nearest_km=nearest_km).tolist()
    return found


def halves() -> gpd.GeoDataFrame:
    """Two squares side by side."""
    return frame({"R01": shapely.box(0, 0, 1, 1), "R02": shapely.box(1, 0, 2, 1)})


@pytest.fixture(scope="module")
def two() -> RegionGrid:
    """Return the grid of two squares side by side."""
    return region_grid(halves())


# ------------------------------------------------------------------------------------------------ the same as shapely
@pytest.mark.parametrize("name", POINTS)
def test_points_of_every_boundary_set_lie_where_shapely_finds_them(name: str) -> None:
    regions = read_regions(BOUNDARIES / name)
    west, south, east, north = regions.total_bounds
    rng = np.random.default_rng(SEED)
    anywhere = rng.uniform((west, south), (east, north), (POINTS[name], 2))
    corners = rng.choice(shapely.get_coordinates(regions.geometry.to_numpy()), 5000)
    beside = np.nextafter(corners, rng.uniform(-1, 1, corners.shape) * 400)
    points = np.vstack([anywhere, corners, (corners[1:] + corners[:-1]) / 2, beside])
    points = points[(np.abs(points[:, 0]) < 180) & (np.abs(points[:, 1]) < 90)]
    found = np.array(find(regions, points))
    assert np.count_nonzero(found != first_by_shapely(regions, points)) == 0
    assert np.count_nonzero(found >= 0) > 5000


LATTICE = st.tuples(st.integers(0, 8), st.integers(0, 8))
HULL = st.lists(LATTICE, min_size=3, max_size=6).map(lambda points: shapely.MultiPoint(points).convex_hull)


@st.composite
def shapes(draw: st.DrawFn) -> BaseGeometry:
    """Draw a polygon of several parts, with holes and with vertices in the same places as others."""
    drawn = draw(HULL).symmetric_difference(draw(HULL))
    parts = [part for part in shapely.get_parts(drawn) if part.geom_type == "Polygon"]
    shape = shapely.MultiPolygon(parts)
    return shape if shape.is_valid else shapely.MultiPolygon(parts[:1])


@given(st.lists(shapes(), min_size=1, max_size=4), st.lists(LATTICE, max_size=20), st.sampled_from([1, 2, 8, 13, 64]))
def test_overlapping_regions_are_told_apart_as_by_fractions(
    drawn: list[BaseGeometry], lattice: list[tuple[int, int]], cells: int
) -> None:
    regions = frame({f"R{k}": shape for k, shape in enumerate(drawn)})
    corners = shapely.get_coordinates(regions.geometry.to_numpy()).reshape(-1, 2)
    middles = (corners[1:] + corners[:-1]) / 2
    others = np.array(lattice, dtype=float).reshape(-1, 2)
    points = np.vstack([corners, middles, np.nextafter(middles, 9), others, others / 3 + 1e-9, np.nextafter(others, 0)])
    assert find(regions, points, cells=cells) == first_of(regions, points)


@given(st.integers(-40, 40), st.integers(0, 10), st.sampled_from([1, 4, 64]))
def test_a_point_a_last_bit_beside_a_slanted_border_is_on_its_own_side(ulps: int, place: int, cells: int) -> None:
    regions = frame({"A": shapely.Polygon([(0.1, 0.1), (7.3, 2.9), (0.1, 2.9)]), "B": shapely.box(0, 0, 8, 3)})
    y = 0.1 + (2.9 - 0.1) * place / 10 + ulps * 2**-52
    points = np.array([[0.1 + (y - 0.1) * 7.2 / 2.8 + step * 2**-52, y] for step in range(-3, 4)])
    assert find(regions, points, cells=cells) == first_of(regions, points)


# ------------------------------------------------------------------------------------------------------------ the rule
def test_a_point_on_a_shared_border_belongs_to_the_first_code_whatever_the_order_of_the_table() -> None:
    turned = halves().iloc[::-1]
    assert region_grid(turned).region_codes == ("R01", "R02")
    assert find(turned, [(1, 0.5), (1, 0), (1, 1), (1.5, 0.5)]) == [0, 0, 0, 1]


def test_an_enclave_lies_in_itself_and_its_hole_in_no_other() -> None:
    ring = shapely.box(0, 0, 6, 6) - shapely.box(2, 2, 4, 4)
    regions = frame({"A": ring, "B": shapely.box(2, 2, 3, 4), "C": shapely.box(10, 0, 11, 1)})
    assert find(regions, [(1, 3), (2.5, 3), (3.5, 3), (2, 3), (4, 3), (8, 3), (10.5, 0.5)]) == [0, 1, -1, 0, 0, -1, 2]


def test_where_regions_overlap_the_first_code_wins() -> None:
    regions = frame({"B": shapely.box(0, 0, 9, 9), "A": shapely.box(3, 3, 6, 6), "C": shapely.box(0, 0, 20, 9)})
    assert find(regions, [(4, 4), (1, 1), (6, 6), (12, 1), (21, 1)]) == [0, 1, 0, 2, -1]


def test_a_point_in_a_region_stays_there_however_near_another_one_is() -> None:
    regions = frame({"A": shapely.box(0, 0, 9, 9), "B": shapely.box(3, 3, 6, 6), "C": shapely.box(9.1, 0, 10, 9)})
    points = [(2.99, 4), (8.99, 4), (9.01, 4), (9.09, 4)]
    assert find(regions, points, nearest_km=500) == [0, 0, 0, 2]


def test_an_anchor_on_a_border_and_a_way_along_one_are_no_trap() -> None:
    step = shapely.Polygon([(0, 0), (8, 0), (8, 8), (6, 8), (6, 3), (2, 3), (2, 8), (0, 8)])
    assert find(frame({"A": step}), [(1, 3), (3, 3), (7, 3), (3, 3.5), (4, 2)], cells=1) == [0, 0, 0, -1, 0]
    box = region_grid(frame({"A": shapely.box(0, 0, 8, 8)}), cells=1).cells.frame
    at = (anchor_x(box, 0), anchor_y(box, 0))
    through = frame({"A": shapely.Polygon([(0, 0), at, (0, 8)]), "B": shapely.box(0, 0, 8, 8)})
    assert region_grid(through, cells=1).cells.groups[:-1, INSIDE].tolist() == [UNKNOWN, 1]
    assert find(through, [(1, 4), at, (7, 4), (5, 7)], cells=1) == [0, 0, 1, 1]
    beside = frame({"A": shapely.box(0, 5, at[0], 8), "B": shapely.box(0, 0, 8, 8)})  # the way to the anchor follows A
    assert find(beside, [(2, 6), (6, 6), (at[0], 6), (2, 4)], cells=1) == [0, 1, 0, 1]


@pytest.mark.parametrize("turn", [0.0, -360.0])
def test_a_cell_of_more_regions_than_its_parts_can_name(turn: float) -> None:
    sides = {"A": (0, 0, 30, 80), "B": (30, 0, 70, 80), "C": (70, 0, 110, 80), "D": (110, 0, 150, 45)}
    slanted = shapely.Polygon([(150, 0), (160, 3), (151, 80), (110, 80), (110, 45), (150, 45)])
    regions = frame({"E": slanted, **{name: shapely.box(*box) for name, box in sides.items()}})
    assert region_grid(regions, cells=1).cells.parts[0, NAMES:].tolist() == [1, 2, 3, MIXED]
    x, y = np.meshgrid(np.linspace(-1, 161, 163) + turn, np.linspace(-1, 81, 42))
    points = np.column_stack([x.ravel(), y.ravel()])
    assert find(regions, points, cells=1) == first_of(regions, points - (turn, 0))


# ----------------------------------------------------------------------------------------------------------- the globe
@pytest.mark.parametrize(
    "shape",
    [
        shapely.box(170, -5, 190, 5),
        shapely.box(-190, -5, -170, 5),
        shapely.MultiPolygon([shapely.box(170, -5, 180, 5), shapely.box(-180, -5, -170, 5)]),
    ],
    ids=["beyond 180", "beyond -180", "cut at 180"],
)
def test_a_region_across_the_180th_meridian_holds_points_by_any_longitude(shape: BaseGeometry) -> None:
    regions = frame({"FJ": shape, "NO": shapely.box(0, 0, 1, 1)})
    inside = [(175, 0), (-185, 0), (180, 0), (-180, 0), (-175, 0), (185, 0), (190, 0), (-170, 0), (170, 5), (179.99, 1)]
    assert find(regions, inside) == [0] * len(inside)
    assert find(regions, [(169.9, 0), (190.1, 0), (-169.9, 0), (180, 6), (361, 0.5), (0.5, 0.5)]) == [-1] * 5 + [1]
    assert find(regions, [(360, 0.5), (-359.5, 0.5)]) == [1, 1]


def test_both_sides_of_the_180th_meridian_are_one_place() -> None:
    regions = frame({"W": shapely.box(-180, 0, -170, 9), "E": shapely.box(170, 0, 180, 5)})
    assert find(regions, [(180, 1), (-180, 1), (180, 7), (-180, 7), (180, 10)]) == [0, 0, 1, 1, -1]


def test_a_pole_belongs_to_the_first_region_that_reaches_it() -> None:
    regions = frame({"B": shapely.box(0, -90, 90, -60), "A": shapely.box(90, -90, 180, -60)})
    assert find(regions, [(45, -90), (-120, -90), (45, -89), (-120, -89), (0, 90)]) == [0, 0, 1, -1, -1]


def test_what_is_no_place_is_nowhere() -> None:
    world = frame({"A": shapely.box(-180, -90, 180, 90)})
    nowhere = [
        (np.nan, 0),
        (0, np.nan),
        (np.nan, 90),
        (180, np.nan),
        (540, 0),
        (np.inf, 0),
        (0, -np.inf),
        (0, 90.001),
        (-360.1, 0),
        (551_000, 4_182_000),
    ]
    assert find(world, nowhere, nearest_km=5000) == [-1] * len(nowhere)
    assert find(world, [(0, 0), (0, 90), (-360, -90)]) == [0, 0, 0]


def test_an_empty_or_missing_geometry_holds_nothing() -> None:
    regions = frame(
        {"A": shapely.Polygon(), "B": shapely.box(0, 0, 1, 1), "C": None, "D": shapely.GeometryCollection()}
    )
    assert find(regions, [(0, 0), (0.5, 0.5), (2, 2)]) == [1, 1, -1]
    assert find(regions.loc[["A", "C"]], [(0, 0)], nearest_km=9) == [-1]


# ------------------------------------------------------------------------------------------------------ many and small
def test_many_points_on_many_threads_are_found_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    regions = read_regions(BOUNDARIES / "ukraine-oblast")
    grid = pickle.loads(pickle.dumps(region_grid(regions)))  # noqa: S301 - what was written one call before
    lon, lat = np.random.default_rng(SEED).uniform(((22,), (44,)), ((40,), (52,)), (2, 5000))
    whole = assign(lon, lat, grid)
    monkeypatch.setattr(module, "_CHUNK", 100)
    assert whole.dtype == np.int32
    assert assign(lon, lat, grid).tolist() == whole.tolist()
    assert assign(lon[::2].astype("f4"), lat[::2].astype("f4"), grid).shape == (2500,)


def test_a_region_smaller_than_a_hair_is_no_trap() -> None:
    regions = frame(
        {"A": shapely.box(30, 50, np.nextafter(30, 31), np.nextafter(50, 51)), "B": shapely.box(0, 0, 9, 9)}
    )
    assert find(regions.loc[["A"]], [(30, 50), (30.1, 50), (29.9999, 50)]) == [0, -1, -1]
    assert find(regions, [(30, 50), (np.nextafter(30, 29), 50)]) == [0, -1]
    x, y = (from_ + np.spacing(from_) * np.arange(31) for from_ in (30.0, 50.0))
    slanted = frame(
        {
            "A": shapely.Polygon([(x[0], y[0]), (x[30], y[7]), (x[11], y[30])]),
            "B": shapely.box(x[0], y[0], x[20], y[25]),
        }
    )
    points = np.array(np.meshgrid(x, y)).reshape(2, -1).T
    assert find(slanted, points) == first_of(slanted, points)


def test_a_thousand_regions_one_upon_another_do_not_stop_the_machine() -> None:
    regions = frame({f"R{k:04}": shapely.box(-k * 0.1, 0, k * 0.1 + 0.1, 80) for k in range(1000)})
    grid = region_grid(regions)
    assert len(grid.cells.content) < 30_000
    assert find(regions, [(0, 40), (50, 40), (99.95, 80)]) == [0, 499, 999]


# -------------------------------------------------------------------------------------------------------- bad input
@pytest.mark.parametrize(
    ("regions", "words"),
    [
        (halves().set_crs(None, allow_override=True), "the coordinate reference system is missing"),
        (halves().to_crs("EPSG:3857"), "must be longitude and latitude .EPSG:4326., found 'EPSG:3857'"),
        (
            frame({"A": shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])}),
            "1 geometries are invalid, first 'A' .Self-int",
        ),
        (frame({"A": shapely.box(0, 0, 1, 1), "P": shapely.Point(0, 0)}), "1 geometries are no polygons, first 'P'"),
        (frame({"M": shapely.box(0, 0, 551_000, 4_182_000)}), "1 geometries reach beyond the globe, first 'M'"),
        *(
            (frame({"M": shapely.box(*sides)}), "1 geometries reach beyond the globe, first 'M'")
            for sides in ((0, 80, 1, 90.5), (0, -90.5, 1, 0), (-360.5, 0, 0, 1), (0, 0, 360.5, 1))
        ),
        (halves().rename(index={"R02": "R01"}), "1 codes stand twice, first 'R01'"),
        (halves().rename(index={"R02": ""}), "1 codes are not text, first ''"),
        (halves().reset_index(drop=True), "2 codes are not text, first 0"),
    ],
)
def test_regions_that_cannot_be_used_are_refused_by_name(regions: gpd.GeoDataFrame, words: str) -> None:
    with pytest.raises(DataContractError, match=words):
        region_grid(regions)


def test_points_that_cannot_be_used_are_refused(two: RegionGrid) -> None:
    with pytest.raises(DataContractError, match="are not two columns of one table"):
        assign(np.zeros(2), np.zeros(3), two)
    with pytest.raises(DataContractError, match="nearest_km must be a distance from 0, found -1"):
        assign(np.zeros(2), np.zeros(2), two, nearest_km=-1)
    with pytest.raises(DataContractError, match="nearest_km must be a distance from 0, found inf"):
        assign(np.zeros(2), np.zeros(2), two, nearest_km=np.inf)
    with pytest.raises(DataContractError, match="2 places and 3 stated codes are not of one table"):
        reconcile(np.zeros(2, np.int32), np.array(["R01"] * 3), two)
    with pytest.raises(DataContractError, match="stated region codes must be text, found int64"):
        reconcile(np.zeros(2, np.int32), np.array([6, 7]), two)


# ------------------------------------------------------------------------------------------------------- stated codes
@pytest.mark.parametrize("kind", ["object", "str", "category"])
def test_a_stated_code_wins_and_what_differs_is_counted_and_listed(two: RegionGrid, kind: str) -> None:
    stated = pd.Series(["R01", "R02", "R99", None, "", "R01", "r01"], dtype=kind)
    result = reconcile(np.array([0, 0, 1, 1, 0, -1, -1], np.int32), stated, two)
    assert result.position.tolist() == [0, 1, 1, 1, 0, 0, -1]
    assert result.position.dtype == np.int32
    assert (result.disagreements, result.unknown) == (1, 2)
    assert result.examples.to_dict("records") == [{"position": 1, "stated": "R02", "found": "R01"}]


def test_where_no_row_states_a_code_the_points_decide(two: RegionGrid) -> None:
    found = np.array([0, 1, -1], np.int32)
    for stated in (np.array(["", "", ""]), np.array([None, None, None]), np.full(3, np.nan)):
        result = reconcile(found, stated, two)
        assert (result.position.tolist(), result.disagreements, result.unknown) == ([0, 1, -1], 0, 0)


def test_all_disagreements_are_counted_and_a_thousand_listed(two: RegionGrid) -> None:
    result = reconcile(np.zeros(3000, np.int32), np.array(["R02"] * 3000), two)
    assert result.disagreements == 3000
    assert result.examples["position"].tolist() == list(range(1000))  # the first of them
