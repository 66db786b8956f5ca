from __future__ import annotations

import json
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.errors import DataContractError
from geo.geojson import feature_collection


def regions(*shapes: shapely.Geometry | None, **columns: list[Any]) -> gpd.GeoDataFrame:
    index = [f"R{i:02d}" for i in range(len(shapes))]
    return gpd.GeoDataFrame(columns, index=index, geometry=list(shapes), crs="EPSG:4326")


def features(frame: gpd.GeoDataFrame, *, extra: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    found = json.loads(feature_collection(frame, extra=extra))
    assert found["type"] == "FeatureCollection"
    return list(found["features"])


def test_features_follow_the_order_of_the_rows_and_a_row_without_geometry_keeps_its_place() -> None:
    frame = regions(shapely.Point(1, 1), None, shapely.Polygon(), shapely.Point(2, 2)).iloc[[3, 1, 2, 0]]
    found = features(frame)
    assert [f["properties"]["id"] for f in found] == ["R03", "R01", "R02", "R00"]
    assert [f["geometry"] is None for f in found] == [False, True, True, False]


def test_codes_stay_text_with_their_leading_zero() -> None:
    frame = regions(shapely.Point(0, 0))
    frame.index = ["06"]
    assert features(frame)[0]["properties"] == {"id": "06"}


def test_coordinates_carry_four_decimals_and_no_minus_zero() -> None:
    text = feature_collection(regions(shapely.Point(-122.419416, -0.00001)))
    assert b"[-122.4194,0.0]" in text


def test_polygons_lines_and_points_keep_their_type() -> None:
    square = shapely.box(0, 0, 1, 1)
    frame = regions(square, shapely.MultiPolygon([square]), shapely.LineString([(0, 0), (1, 1)]), shapely.Point(0, 0))
    kinds = [f["geometry"]["type"] for f in features(frame)]
    assert kinds == ["Polygon", "MultiPolygon", "LineString", "Point"]


def test_a_ring_smaller_than_the_rounding_stays_a_closed_ring() -> None:
    ring = features(regions(shapely.box(0, 0, 1e-6, 1e-6)))[0]["geometry"]["coordinates"][0]
    assert len(ring) >= 4
    assert ring[0] == ring[-1]


def test_outer_rings_run_counter_clockwise_and_heights_are_dropped() -> None:
    clockwise = shapely.Polygon([(0, 0, 5), (0, 1, 5), (1, 1, 5), (1, 0, 5)])
    ring = features(regions(clockwise))[0]["geometry"]["coordinates"][0]
    assert shapely.LinearRing(ring).is_ccw
    assert {len(place) for place in ring} == {2}


def test_names_in_three_languages_are_written_and_missing_ones_are_left_out() -> None:
    frame = regions(
        *[shapely.Point(i, 0) for i in range(3)],
        region_name=["Kyiv", "Lviv", "Odesa"],
        region_name_uk=["Київ", None, ""],
        region_name_ru=["Киев", np.nan, "Одесса"],
    )
    found = [f["properties"] for f in features(frame)]
    assert found[0] == {"id": "R00", "name": "Kyiv", "name_uk": "Київ", "name_ru": "Киев"}
    assert found[1] == {"id": "R01", "name": "Lviv"}
    assert found[2] == {"id": "R02", "name": "Odesa", "name_ru": "Одесса"}


def test_further_columns_are_copied_with_their_type() -> None:
    frame = regions(shapely.Point(0, 0), shapely.Point(1, 1), disputed=[True, False])
    assert [f["properties"]["disputed"] for f in features(frame, extra=("disputed",))] == [True, False]


@pytest.mark.parametrize(
    "name", ["<img src=x onerror=alert(1)>", '"},{"x":"', "{{ 7*7 }}", "\u2028</script>", "ТОВ {# x"]
)
def test_a_hostile_name_comes_back_letter_by_letter(name: str) -> None:
    assert features(regions(shapely.Point(0, 0), region_name=[name]))[0]["properties"]["name"] == name


def test_a_frame_without_rows_is_an_empty_collection() -> None:
    assert features(regions()) == []


def test_a_projected_frame_is_refused() -> None:
    with pytest.raises(DataContractError, match=r"geometry: GeoJSON is longitude and latitude, .* use to_crs"):
        feature_collection(regions(shapely.Point(30, 50)).to_crs("EPSG:3857"))


def test_an_absent_further_column_is_named() -> None:
    with pytest.raises(DataContractError, match="geometry: column 'disputed' is missing"):
        feature_collection(regions(shapely.Point(0, 0)), extra=("disputed",))


def test_the_frame_is_unchanged() -> None:
    frame = regions(shapely.Point(1.23456789, 0), region_name=["a"])
    before = frame.copy(deep=True)
    feature_collection(frame)
    assert frame.equals(before)
