"""Neighbours by border, nearness, distance and hand, against published contiguities and distances in kilometres."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from scipy.sparse import csr_array

from geo.activity import from_tables
from geo.catalogue.space_options import VARIABLE, WEIGHTS
from geo.errors import DataContractError, UnknownOptionError
from geo.neighbours import neighbours
from geo.spatial_sample import VARIABLES
from geo.store import default_store
from geo.weights import KINDS, Neighbours, given_weights, islands, matrix, spatial_weights, styled, weights_of
from tests.geo.lattice import PAIR, line, on_map, squares

Oracle = Callable[[str], dict[str, Any]]


def named(regions: gpd.GeoDataFrame, how: Neighbours) -> dict[str, list[str]]:
    graph = spatial_weights(regions, how)
    found = matrix(graph, regions.index).toarray() > 0
    return {str(code): list(regions.index[found[i]]) for i, code in enumerate(regions.index)}


def cities(**places: tuple[float, float]) -> gpd.GeoDataFrame:
    points = [shapely.Point(lon, lat) for lat, lon in places.values()]
    return gpd.GeoDataFrame(index=pd.Index(places, name="region_code"), geometry=points, crs="EPSG:4326")


UKRAINE = cities(Kyiv=(50.45, 30.52), Lviv=(49.84, 24.03), Odesa=(46.48, 30.73), Kharkiv=(49.99, 36.23))


def test_the_registry_offers_what_the_functions_know() -> None:
    assert WEIGHTS.values == KINDS
    assert VARIABLE.values == VARIABLES


def test_queen_contiguity_of_the_departments_of_guerry(oracle: Oracle, oracles: Path) -> None:
    case = oracle("lisa_guerry_geoda")
    departments = gpd.read_file(oracles / "data" / "guerry.gpkg")
    regions = departments.set_index(pd.Index(case["inputs"]["codes"], name="region_code"))
    wanted = [sorted(others) for others in case["inputs"]["queen_neighbours_0based"]]
    found = matrix(spatial_weights(regions, Neighbours("queen")), regions.index)
    assert [sorted(found.indices[a:b]) for a, b in zip(found.indptr, found.indptr[1:], strict=False)] == wanted


def test_a_shared_corner_is_a_neighbour_for_the_queen_and_none_for_the_rook() -> None:
    grid = squares(3)
    assert named(grid, Neighbours("queen"))["R4"] == ["R0", "R1", "R2", "R3", "R5", "R6", "R7", "R8"]
    assert named(grid, Neighbours("rook"))["R4"] == ["R1", "R3", "R5", "R7"]
    assert named(grid, Neighbours("rook"))["R0"] == ["R1", "R3"]


def test_areas_touch_and_points_have_six_nearest_by_default() -> None:
    grid = squares(3)
    assert named(grid, Neighbours()) == named(grid, Neighbours("queen"))
    points = gpd.GeoDataFrame(index=grid.index, geometry=grid.geometry.to_crs("EPSG:6933").centroid).to_crs("EPSG:4326")
    assert named(points, Neighbours()) == named(points, Neighbours("knn", k=6))
    assert {len(others) for others in named(points, Neighbours()).values()} == {6}


def test_the_map_and_the_statistics_mean_the_same_neighbours() -> None:
    states = default_store().dataset("us").regions_at("state")
    graph = spatial_weights(states, Neighbours())
    assert islands(graph) == ["02", "15", "66", "72", "78"]
    for code in ("06", "48", "20"):
        assert sorted(graph[code].index) == sorted(neighbours(states, code))


def test_nearest_cities_are_measured_on_the_globe() -> None:
    assert named(UKRAINE, Neighbours("knn", k=1)) == {
        "Kyiv": ["Kharkiv"], "Lviv": ["Kyiv"], "Odesa": ["Kyiv"], "Kharkiv": ["Kyiv"],
    }  # fmt: skip


def test_near_the_pole_a_degree_of_longitude_is_short() -> None:
    """In degrees B is 30 away and C only 8; on the globe B is 58 km away and C 890 km."""
    arctic = cities(A=(89.0, 0.0), B=(89.0, 30.0), C=(81.0, 0.0))
    assert named(arctic, Neighbours("knn", k=1))["A"] == ["B"]
    assert named(arctic, Neighbours("distance", distance_km=60))["A"] == ["B"]
    assert named(arctic, Neighbours("distance", distance_km=55))["A"] == []


def test_the_date_line_is_no_border() -> None:
    assert named(cities(A=(0.0, 179.5), B=(0.0, -179.5), C=(0.0, 177.0)), Neighbours("knn", k=1))["A"] == ["B"]


@pytest.mark.parametrize(("reach", "found"), [(467, ["Kharkiv", "Odesa"]), (468, ["Lviv", "Kharkiv", "Odesa"])])
def test_kyiv_reaches_lviv_within_468_km(reach: float, found: list[str]) -> None:
    """On the sphere; the ellipsoid says 469."""
    assert set(named(UKRAINE, Neighbours("distance", distance_km=reach))["Kyiv"]) == set(found)


def test_the_reach_is_included_and_nought_takes_the_shortest_that_leaves_nobody_alone() -> None:
    grid = squares(3, crs="EPSG:3035").assign(geometry=lambda g: g.geometry.scale(1000, 1000, origin=(0, 0)))
    assert named(grid, Neighbours("distance", distance_km=1.0)) == named(grid, Neighbours("rook"))
    assert named(grid, Neighbours("distance")) == named(grid, Neighbours("rook"))
    assert named(grid, Neighbours("distance", distance_km=0.99))["R4"] == []


def test_more_nearest_than_there_are_takes_all() -> None:
    assert named(UKRAINE, Neighbours("knn", k=9))["Kyiv"] == ["Lviv", "Odesa", "Kharkiv"]


def test_regions_at_one_place_are_neighbours_and_none_is_its_own() -> None:
    same = cities(A=(50.0, 30.0), B=(50.0, 30.0), C=(50.0, 30.0), D=(50.0, 30.0), E=(51.0, 30.0))
    found = named(same, Neighbours("knn", k=2))
    assert all(code not in others and len(others) == 2 for code, others in found.items())


def test_a_region_alone_has_no_neighbour_of_any_kind() -> None:
    alone = cities(A=(50.0, 30.0))
    assert [named(alone, Neighbours(kind)) for kind in ("knn", "distance")] == [{"A": []}] * 2
    assert named(squares(1), Neighbours()) == {"R0": []}


def test_a_region_without_geometry_is_an_island() -> None:
    grid = squares(2)
    grid.loc["R1", "geometry"] = None
    graph = spatial_weights(grid, Neighbours("rook"))
    assert islands(graph) == ["R1"]
    assert sorted(graph["R3"].index) == ["R2"]


def test_weights_given_by_hand_come_before_geometry() -> None:
    activity = on_map([1.0, 2.0, 3.0, 4.0], squares(2))
    table = pd.DataFrame([("R0", "R3", 0.5), ("R3", "R0", 2.0), ("R1", "R1", 1.0), ("R2", "R0", 0.0)], columns=PAIR)
    given = replace(activity, companions=replace(activity.companions, weights=table))
    graph = weights_of(given, Neighbours())
    assert islands(graph) == ["R1", "R2"]
    assert matrix(graph, given.values.index).toarray()[[0, 3], [3, 0]].tolist() == [0.5, 2.0]
    assert weights_of(given, Neighbours("queen")).n_edges == 12


def test_codes_keep_the_order_of_the_table() -> None:
    codes = pd.Index(["B", "A", "C"])
    graph = given_weights(pd.DataFrame([("C", "B", 1.0), ("A", "C", 1.0)], columns=PAIR), codes)
    assert matrix(graph, codes).toarray().tolist() == [[0, 0, 0], [0, 0, 1], [1, 0, 0]]
    assert list(graph.unique_ids) == ["B", "A", "C"]


def test_regions_of_the_map_that_are_not_in_the_table_are_left_out() -> None:
    activity = on_map([1.0, 2.0, 3.0, 4.0], squares(2))
    fewer = replace(activity, values=activity.values.loc[["R3", "R0"]])
    assert matrix(weights_of(fewer, Neighbours("queen")), fewer.values.index).toarray().tolist() == [[0, 1], [1, 0]]


def test_row_standardised_weights_add_up_to_one_and_binary_ones_count() -> None:
    raw = csr_array(np.array([[0.0, 3.0, 1.0], [2.0, 0.0, 0.0], [0.0, 0.0, 0.0]]))
    assert styled(raw, "row").toarray().tolist() == [[0, 0.75, 0.25], [1, 0, 0], [0, 0, 0]]
    assert styled(raw, "binary").toarray().tolist() == [[0, 1, 1], [1, 0, 0], [0, 0, 0]]
    assert styled(raw, "row", star=True).toarray().tolist() == [[3 / 7, 3 / 7, 1 / 7], [0.5, 0.5, 0], [0, 0, 0]]
    assert raw.toarray()[0].tolist() == [0.0, 3.0, 1.0]


@pytest.mark.parametrize(("kind", "style"), [("queeen", "row"), ("queen", "rows")])
def test_an_unknown_kind_or_style_is_refused(kind: str, style: str) -> None:
    with pytest.raises(UnknownOptionError, match=r"there is no (kind of neighbours 'queeen'|style of weights 'rows')"):
        Neighbours(kind, style=style)


def test_what_the_data_do_not_have_is_refused() -> None:
    with pytest.raises(UnknownOptionError, match=r"no kind of neighbours 'queen' in what came with .*'given'"):
        weights_of(line(1.0, 2.0), Neighbours("queen"))
    with pytest.raises(UnknownOptionError, match=r"no kind of neighbours 'given' in what came with .*'queen'"):
        weights_of(on_map([1.0], squares(1)), Neighbours("given"))
    with pytest.raises(UnknownOptionError, match=r"no kind of neighbours 'auto' in what came .* There are none"):
        weights_of(from_tables(pd.DataFrame({"I": [1.0]}, index=["A"])), Neighbours())


@pytest.mark.parametrize("kind", ["queen", "rook"])
def test_points_have_no_border(kind: str) -> None:
    with pytest.raises(UnknownOptionError, match=rf"no kind of neighbours '{kind}' of points.*'distance', 'knn'"):
        spatial_weights(UKRAINE, Neighbours(kind))


def test_geometry_without_a_reference_system_is_refused() -> None:
    with pytest.raises(DataContractError, match=r"coordinate reference system is missing"):
        spatial_weights(squares(2).set_crs(None, allow_override=True), Neighbours())


def test_a_repeated_pair_and_a_missing_weight_are_refused_together() -> None:
    table = pd.DataFrame([("A", "B", 1.0), ("A", "B", 2.0), ("B", "A", np.nan)], columns=PAIR)
    with pytest.raises(DataContractError, match=r"1 pair\(s\) stand twice, first \['A', 'B'\]; 1 pair\(s\) have no"):
        given_weights(table, pd.Index(["A", "B"]))
