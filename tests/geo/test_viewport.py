"""What a view shows of the enterprises: all of them, in a bounded answer, wherever and however close it looks."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import DataContractError
from geo.point_build import build_index
from geo.point_filters import PointFilter, PointView
from geo.point_index import EnterpriseIndex
from geo.tiles import MAX_TILES, tiles_of
from geo.viewport import MAX_MARKS, RAW_POINTS, ViewAnswer, in_view
from tests.geo.web_tiles import WORLD, column_and_row, inside

BAY = (-123.0, 37.0, -121.5, 38.5)
SECTORS = np.array(["A", "C", "J"])


def index_of(lon: list[float], lat: list[float], *, employees: list[float] | None = None) -> EnterpriseIndex:
    n = len(lon)
    persons = np.array(employees if employees is not None else [3.0] * n)
    return build_index(np.array(lon), np.array(lat), SECTORS[np.arange(n) % 3], persons, np.arange(n) + 100)


@pytest.fixture(scope="module")
def towns() -> dict[str, np.ndarray]:
    """20,000 enterprises in 40 towns around San Francisco."""
    rng = np.random.default_rng(7)
    town = rng.integers(0, 40, 20_000)
    return {
        "lon": rng.uniform(-122.8, -121.7, 40)[town] + rng.normal(0, 0.02, 20_000),
        "lat": rng.uniform(37.2, 38.3, 40)[town] + rng.normal(0, 0.02, 20_000),
        "industry": SECTORS[rng.integers(0, 3, 20_000)],
        "employees": rng.lognormal(1.5, 1.2, 20_000).astype(int) + 1,
        "ids": rng.permutation(20_000),
    }


@pytest.fixture(scope="module")
def index(towns: dict[str, np.ndarray]) -> EnterpriseIndex:
    return build_index(**towns)


def longitudes(answer: ViewAnswer) -> list[float]:
    return sorted(point[1] or 0.0 for point in answer.points)


def total(answer: ViewAnswer) -> int:
    return sum(int(cluster[0]) for cluster in answer.clusters) + len(answer.points)


@pytest.mark.parametrize("zoom", [0, 3, 8, 10, 12, 14, 16, 18, 22])
def test_clusters_and_points_add_up_to_the_enterprises_inside_the_tiles(
    index: EnterpriseIndex, towns: dict[str, np.ndarray], zoom: int
) -> None:
    centre, half = towns["lon"][0], 360 / 2**zoom
    view = (centre - half, towns["lat"][0] - half / 2, centre + half, towns["lat"][0] + half / 2)
    expected = inside(tiles_of(view, zoom), towns["lon"], towns["lat"])
    answer = in_view(index, PointView(view, zoom))
    assert total(answer) == expected.sum() > 0
    persons = sum(c[1] for c in answer.clusters) + sum(p[4] or 0 for p in answer.points)
    assert persons == towns["employees"][expected].sum()


def test_the_whole_world_holds_everybody(index: EnterpriseIndex) -> None:
    answer = in_view(index, PointView(WORLD, 2))
    assert total(answer) == 20_000
    assert answer.points == []


def test_a_view_of_the_other_hemisphere_is_empty(index: EnterpriseIndex) -> None:
    assert in_view(index, PointView((30.0, 48.0, 32.0, 51.0), 8)) == ViewAnswer([], [])


def test_an_index_without_enterprises_answers_an_empty_view() -> None:
    empty = index_of([], [])
    assert len(empty) == 0
    assert in_view(empty, PointView(WORLD, 3)) == ViewAnswer([], [])
    assert in_view(empty, PointView(WORLD, 3, PointFilter(frozenset({"C"}), (5, None)))) == ViewAnswer([], [])


@pytest.mark.parametrize("zoom", [0, 5, 12, 18])
def test_one_enterprise_is_one_point_at_every_zoom(zoom: int) -> None:
    assert in_view(index_of([30.52], [50.45]), PointView(WORLD, zoom)).points == [[100, 30.52, 50.45, 0, 3]]


def test_zoom_16_shows_every_enterprise_single(index: EnterpriseIndex, towns: dict[str, np.ndarray]) -> None:
    lon, lat = towns["lon"][5], towns["lat"][5]
    answer = in_view(index, PointView((lon - 0.01, lat - 0.006, lon + 0.01, lat + 0.006), 16))
    assert answer.clusters == []
    assert 0 < len(answer.points) <= MAX_MARKS


def test_zoom_16_shows_400_at_one_address_single_and_600_as_one_cluster() -> None:
    assert len(in_view(index_of([30.5] * 400, [50.4] * 400), PointView((30.4, 50.3, 30.6, 50.5), 16)).points) == 400
    crowd = in_view(index_of([30.5] * 600, [50.4] * 600), PointView((30.4, 50.3, 30.6, 50.5), 16))
    assert (len(crowd.clusters), crowd.clusters[0][0], crowd.points) == (1, 600, [])


def test_a_tile_of_60_shows_points_and_a_tile_of_61_shows_clusters() -> None:
    lon = [10.0 + 0.001 * (i % 2) for i in range(RAW_POINTS + 1)]
    view = (9.9, 44.9, 10.1, 45.1)
    assert len(in_view(index_of(lon[:-1], [45.0] * RAW_POINTS), PointView(view, 8)).points) == RAW_POINTS
    crowd = in_view(index_of(lon, [45.0] * (RAW_POINTS + 1)), PointView(view, 8))
    assert (crowd.points, crowd.clusters) == ([], [[61, 183, pytest.approx(10.0005, abs=1e-4), 45.0]])


def test_a_cluster_lies_at_the_mean_place_of_its_members() -> None:
    crowd = in_view(index_of([10.0] * 30 + [10.03] * 90, [45.0] * 120), PointView((9, 44, 11, 46), 3))
    assert crowd.clusters == [[120, 360, 10.0225, 45.0]]


def test_filters_are_exact(index: EnterpriseIndex, towns: dict[str, np.ndarray]) -> None:
    answer = in_view(index, PointView(BAY, 9, PointFilter(frozenset({"C", "J"}), (10, 49))))
    keep = np.isin(towns["industry"], ["C", "J"]) & (towns["employees"] >= 10) & (towns["employees"] <= 49)
    keep &= inside(tiles_of(BAY, 9), towns["lon"], towns["lat"])
    assert total(answer) == keep.sum()
    assert sum(c[1] for c in answer.clusters) + sum(p[4] or 0 for p in answer.points) == towns["employees"][keep].sum()


def test_points_carry_their_own_industry_size_and_place(index: EnterpriseIndex, towns: dict[str, np.ndarray]) -> None:
    lon, lat = towns["lon"][5], towns["lat"][5]
    view = (lon - 0.01, lat - 0.006, lon + 0.01, lat + 0.006)
    answer = in_view(index, PointView(view, 16, PointFilter(frozenset({"J"}))))
    assert answer.points
    row_of = {int(identity): row for row, identity in enumerate(towns["ids"])}
    for identity, x, y, industry, persons in answer.points:
        row = row_of[int(identity or 0)]
        assert (x, y) == (round(towns["lon"][row], 5), round(towns["lat"][row], 5))
        assert towns["industry"][row] == index.industry_codes[int(industry or 0)] == "J"
        assert persons == towns["employees"][row]


def test_an_unknown_industry_matches_nobody_and_an_empty_choice_too(index: EnterpriseIndex) -> None:
    assert total(in_view(index, PointView(WORLD, 4, PointFilter(frozenset({"ZZ"}))))) == 0
    assert total(in_view(index, PointView(WORLD, 4, PointFilter(frozenset())))) == 0


def test_a_missing_number_of_employees_is_shown_but_passes_no_size_filter() -> None:
    unknown = index_of([10.0, 10.1], [45.0, 45.0], employees=[math.nan, 0.0])
    assert [p[4] for p in in_view(unknown, PointView(WORLD, 5)).points] == [None, 0]
    assert total(in_view(unknown, PointView(WORLD, 5, PointFilter(employees=(0, None))))) == 1
    assert total(in_view(unknown, PointView(WORLD, 5, PointFilter(employees=(None, 10))))) == 1
    crowd = index_of([10.0] * 61, [45.0] * 61, employees=[math.nan] * 60 + [7.0])
    assert in_view(crowd, PointView(WORLD, 5)).clusters == [[61, 7, 10.0, 45.0]]


def test_enterprises_without_coordinates_are_counted_and_left_out() -> None:
    lost = index_of([10.0, math.nan, math.inf], [45.0, 45.0, 45.0])
    assert (len(lost), lost.unplaced) == (1, 2)


def test_the_order_of_the_input_does_not_matter(index: EnterpriseIndex, towns: dict[str, np.ndarray]) -> None:
    order = np.random.default_rng(3).permutation(20_000)
    again = build_index(**{name: values[order] for name, values in towns.items()})
    assert in_view(again, PointView(BAY, 11)) == in_view(index, PointView(BAY, 11))


def test_a_view_across_the_antimeridian_shows_both_sides_in_one_piece() -> None:
    fiji = index_of([179.0, -179.0, 0.0], [-17.0, -17.0, 0.0])
    west_first = longitudes(in_view(fiji, PointView((175.0, -20.0, -175.0, -10.0), 6)))
    assert west_first == [179.0, 181.0]
    unwrapped = longitudes(in_view(fiji, PointView((175.0, -20.0, 185.0, -10.0), 6)))
    assert unwrapped == [179.0, 181.0]
    from_the_west = longitudes(in_view(fiji, PointView((-185.0, -20.0, -175.0, -10.0), 6)))
    assert from_the_west == [-181.0, -179.0]


def test_longitude_180_and_minus_180_are_one_place() -> None:
    both = index_of([180.0, -180.0], [0.0, 0.0])
    assert both.codes[0] == both.codes[1]
    assert total(in_view(both, PointView((-180.0, -1.0, -170.0, 1.0), 8))) == 2


@pytest.mark.parametrize(
    "view", [(-900.0, -90.0, 900.0, 90.0), (-180.0, -1e6, 180.0, 1e6), (-200.0, -90.0, 160.0, 90.0)]
)
def test_a_view_beyond_the_world_holds_everybody_once(
    index: EnterpriseIndex, view: tuple[float, float, float, float]
) -> None:
    assert total(in_view(index, PointView(view, 1))) == 20_000


def test_the_poles_belong_to_the_outermost_tiles() -> None:
    poles = index_of([0.0, 0.0], [90.0, -90.0])
    assert total(in_view(poles, PointView((-10.0, 84.0, 10.0, 90.0), 5))) == 1
    assert total(in_view(poles, PointView((-10.0, -90.0, 10.0, -84.0), 5))) == 1


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("side", range(4))
def test_bounds_that_are_no_number_are_refused(index: EnterpriseIndex, bad: float, side: int) -> None:
    view = list(BAY)
    view[side] = bad
    with pytest.raises(DataContractError, match="view: bounds must be finite numbers"):
        in_view(index, PointView((view[0], view[1], view[2], view[3]), 8))


def test_south_above_north_is_refused(index: EnterpriseIndex) -> None:
    with pytest.raises(DataContractError, match="view: south 51 is above north 50"):
        in_view(index, PointView((30.0, 51.0, 31.0, 50.0), 8))


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(DataContractError, match=r"equally long, found lon 2, lat 1, industry_code 1"):
        build_index(np.zeros(2), np.zeros(1), np.array(["A"]), np.zeros(1), np.zeros(1))


def test_a_repeated_id_is_refused() -> None:
    with pytest.raises(DataContractError, match="enterprises: 1 repeated id, first 8"):
        build_index(np.zeros(2), np.zeros(2), np.array(["A", "A"]), np.zeros(2), np.array([8, 8]))


def test_an_enterprise_without_industry_is_refused() -> None:
    with pytest.raises(DataContractError, match="enterprises: 1 without an industry_code"):
        build_index(np.zeros(2), np.zeros(2), np.array(["A", None], dtype=object), np.zeros(2), np.array([1, 2]))


def test_an_answer_over_a_crowd_stays_below_20_kilobytes() -> None:
    rng = np.random.default_rng(1)
    n = 200_000
    lon, lat = rng.uniform(-180, 180, n), rng.uniform(-85, 85, n)
    crowd = build_index(lon, lat, np.repeat("C", n), rng.integers(1, 9999, n), np.arange(n) + 10**7)
    for zoom in (0, 2, 3, 6, 9, 11):
        for view in (WORLD, (-123.4, -12.0, -123.4 + 1800 / 2**zoom, -12.0 + 900 / 2**zoom)):
            answer = in_view(crowd, PointView(view, zoom))
            text = json.dumps([answer.clusters, answer.points], separators=(",", ":"))
            assert len(answer.clusters) + len(answer.points) <= MAX_MARKS
            assert len(text) <= 20_480


@settings(max_examples=80, deadline=None)
@given(
    places=st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90), st.integers(0, 300)), min_size=1, max_size=120),
    west=st.floats(-400, 400),
    width=st.floats(0, 500),
    south=st.floats(-90, 90),
    height=st.floats(0, 180),
    zoom=st.integers(0, 24),
    minimum=st.none() | st.integers(0, 200),
)
def test_any_view_of_any_enterprises_is_complete_bounded_and_repeatable(
    places: list[tuple[float, float, int]],
    west: float,
    width: float,
    south: float,
    height: float,
    zoom: int,
    minimum: int | None,
) -> None:
    lon, lat, persons = (np.array(values, dtype=float) for values in zip(*places, strict=True))
    built = build_index(lon, lat, SECTORS[np.arange(len(lon)) % 3], persons, np.arange(len(lon)))
    view = (west, south, west + width, south + height)
    answer = in_view(built, PointView(view, zoom, PointFilter(employees=(minimum, None))))
    keep = persons >= (minimum or 0)
    tiles = tiles_of(view, zoom)
    assert len(tiles.code) <= MAX_TILES
    x, y = _cells(built)
    shift = 20 - tiles.level
    wanted = {column_and_row(int(code), tiles.level) for code in tiles.code}
    member = [(int(a) >> shift, int(b) >> shift) in wanted for a, b in zip(x, y, strict=True)]
    assert total(answer) == sum(np.array(member) & keep[built.ids])
    assert len(answer.clusters) + len(answer.points) <= MAX_MARKS
    assert answer == in_view(built, PointView(view, zoom, PointFilter(employees=(minimum, None))))
    in_bounds = (lat > south) & (lat < south + height) & ((lon - west) % 360 < width) & keep
    assert total(answer) >= in_bounds.sum()


def _cells(built: EnterpriseIndex) -> tuple[list[int], list[int]]:
    both = [column_and_row(int(code), 20) for code in built.codes]
    return [x for x, _ in both], [y for _, y in both]
