"""Every boundary set is a coverage of valid polygons, at both levels of detail."""

import gzip
import json
import tomllib
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

BOUNDARIES = Path(__file__).parents[2] / "data" / "boundaries"
SETS = {
    "us-states": 54, "us-counties": 3230, "bay-area-county": 9, "bay-area-superdistrict": 34, "bay-area-zone": 1454,
    "ukraine-oblast": 27, "europe": 765, "world": 4596, "germany-nuts3": 401,
}  # fmt: skip
NAMES = ["region_name", "region_name_uk", "region_name_ru"]
COLUMNS = ["region_code", *NAMES, "level", "parent_code", "country", "area_km2"]


def regions(name: str) -> gpd.GeoDataFrame:
    return gpd.read_parquet(BOUNDARIES / name / "regions.parquet")


def about(name: str) -> dict[str, Any]:
    return tomllib.loads((BOUNDARIES / name / "set.toml").read_text("utf-8"))


def gzipped_kilobytes(table: gpd.GeoDataFrame) -> float:
    text = json.dumps(json.loads(table.set_precision(1e-4, mode="pointwise").to_json()), separators=(",", ":"))
    return len(gzip.compress(text.encode())) / 1000


@pytest.mark.parametrize(("name", "number"), SETS.items())
def test_regions_are_a_coverage_with_text_codes(name: str, number: int) -> None:
    table = regions(name)
    assert list(table.columns) == [*COLUMNS, "geometry"]
    assert len(table) == number
    assert table.crs.to_epsg() == 4326
    assert table["region_code"].is_unique
    assert table["region_name"].notna().all()
    shapes = np.asarray(table.geometry.array)
    assert shapely.is_valid(shapes).all()
    assert not shapely.is_empty(shapes).any()
    assert shapely.coverage_is_valid(shapes)
    assert set(table.geom_type) <= {"Polygon", "MultiPolygon"}


@pytest.mark.parametrize("name", SETS)
def test_overview_has_the_same_regions_in_the_same_order(name: str) -> None:
    light = gpd.read_parquet(BOUNDARIES / name / "overview.parquet")
    assert list(light.columns) == ["region_code", "geometry"]
    assert light["region_code"].tolist() == regions(name)["region_code"].tolist()
    assert light.geometry.is_valid.all()
    assert not light.geometry.is_empty.any()


@pytest.mark.parametrize("name", SETS)
def test_set_says_what_it_is_and_what_was_checked(name: str) -> None:
    values = about(name)
    assert values["id"] == name
    for text in ("title", "level_name", "note"):
        assert set(values[text]) == {"en", "uk", "ru"}
    south, west, north, east = values["view"]
    assert -90 <= south < north <= 90
    assert -180 <= west < east <= 180
    assert values["checked"]["coverage_valid"]
    assert values["checked"]["overlap_km2"] == 0
    assert values["credit"]
    assert values["licence"]


@pytest.mark.parametrize(("name", "most"), [("us-counties", 450), ("us-states", 60), ("europe", 250)])
def test_overview_is_light(name: str, most: float) -> None:
    light = gpd.read_parquet(BOUNDARIES / name / "overview.parquet")
    assert gzipped_kilobytes(light) <= most


def test_land_is_light() -> None:
    land = gpd.read_parquet(BOUNDARIES / "basemap" / "land.parquet")
    assert gzipped_kilobytes(land[["country", "geometry"]]) <= 120


def test_areas_are_those_of_the_known_countries() -> None:
    ukraine = regions("ukraine-oblast")["area_km2"].sum()
    germany = regions("germany-nuts3")["area_km2"].sum()
    assert ukraine == pytest.approx(603_700, rel=0.01)
    assert germany == pytest.approx(357_600, rel=0.01)


def test_view_of_alaska_does_not_span_the_globe() -> None:
    values = about("us-states")
    for south, west, north, east in (values["insets"]["alaska"], values["region_views"]["02"]):
        assert (south > 45, north < 75, west < -170, east < -125) == (True, True, True, True)
    assert values["view"][3] < -60


def test_country_is_the_prefix_of_the_iso_code() -> None:
    table = regions("ukraine-oblast")
    assert set(table["country"]) == {"UA"}
    assert {"UA-43", "UA-40"} <= set(table["region_code"])
    world = regions("world").set_index("region_code")["country"]
    assert (world == "UA").sum() == 27
    assert world.loc[["RUS-283", "RUS-5482"]].tolist() == ["UA", "UA"]
    assert world.isna().sum() == 12
    assert (world == "XK").sum() == 30


def test_disputed_units_are_named_in_three_languages_and_their_borders_dashed() -> None:
    table = pd.read_csv(BOUNDARIES / "basemap" / "disputed.csv", dtype="str", keep_default_na=False)
    texts = [c for c in table.columns if c not in {"dashed_against", "iso_3166_2"}]
    assert (table[texts] != "").all(axis=None)
    world = regions("world").set_index("region_code")["country"]
    assert set(world.index[world.isna()]) <= set(table["adm1_code"].str.split().explode())
    assert {"UA-43", "UA-40", "XK-*"} <= set(table["iso_3166_2"])
    borders = gpd.read_parquet(BOUNDARIES / "basemap" / "borders.parquet")
    pairs = set(zip(borders.loc[borders["disputed"], "left"], borders.loc[borders["disputed"], "right"], strict=True))
    assert {("RS", "XK"), ("CY", "CYN+00?"), ("IN", "PK"), ("EH", "MA"), ("IL", "PS")} <= pairs
    assert not [pair for pair in pairs if "UA" in pair]


def test_crimea_is_drawn_with_ukraine() -> None:
    land = gpd.read_parquet(BOUNDARIES / "basemap" / "land.parquet").set_index("country")
    simferopol = shapely.Point(34.1, 44.95)
    assert land.loc["UA"].geometry.contains(simferopol)
    assert not land.loc["RU"].geometry.contains(simferopol)
