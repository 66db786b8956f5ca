"""Registers in real files of every format: cut into parts, read and checked to the same rows."""

import json
import pickle
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from geo import csv_records, enterprise_parquet, enterprise_vector
from geo.enterprise_columns import Checked, checked
from geo.enterprise_files import Part, Reading, parts_of, read_part
from geo.errors import DataContractError
from geo.rejected import merged
from tests.geo.enterprise_registers import N, firms, only, points, whole, write


@pytest.mark.parametrize("name", ["f.parquet", "f.geoparquet", "f.csv", "f.csv.gz", "f.gpkg", "f.shp", "f.geojson"])
def test_every_format_gives_the_same_rows_in_one_part_and_in_several(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = firms()
    options = {"row_group_size": 150} if name.endswith("parquet") else {}
    path = write(tmp_path / name, table, **options)
    assert len(parts_of(path)) == 1
    monkeypatch.setattr(csv_records, "PART_BYTES", 7_000)
    monkeypatch.setattr(enterprise_parquet, "PART_ROWS", 300)
    monkeypatch.setattr(enterprise_vector, "PART_ROWS", 300)
    parts = pickle.loads(pickle.dumps(parts_of(path)))  # noqa: S301 - as a worker receives them
    assert len(parts) >= 3
    assert sum(part.rows for part in parts) == N
    assert [part.last for part in parts] == [False] * (len(parts) - 1) + [True]
    rows, rejected = whole(path)
    assert rejected.counts == {}
    assert rejected.read == N
    for column, name_there in {"lon": "lon", "lat": "lat", "employees": "staff"}.items():
        assert rows[column].tolist() == table[name_there].tolist()
    assert rows["industry_code"].astype("str").tolist() == table["nace"].tolist()
    assert rows["enterprise_id"].astype("str").tolist() == table["id"].astype("str").tolist()


@pytest.mark.parametrize("name", ["f.parquet", "f.csv", "f.gpkg"])
def test_a_bad_row_keeps_its_line_in_whichever_part_it_lies(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = firms()
    table.loc[[3, 998], "staff"] = -1
    path = write(tmp_path / name, table, **({"row_group_size": 150} if name == "f.parquet" else {}))
    monkeypatch.setattr(csv_records, "PART_BYTES", 7_000)
    monkeypatch.setattr(enterprise_parquet, "PART_ROWS", 300)
    monkeypatch.setattr(enterprise_vector, "PART_ROWS", 300)
    header = int(name == "f.csv")
    rejected = whole(path)[1]
    assert rejected.listed["line"].tolist() == [4 + header, 999 + header]
    assert rejected.listed["file"].unique().tolist() == [path]
    assert rejected.listed["enterprise_id"].tolist() == ["4", "999"]


def test_files_are_named_by_patterns_lists_and_paths_in_a_stated_order(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", "c.parquet"):
        write(tmp_path / name, firms(3))
    assert [Path(part.path).name for part in parts_of(f"{tmp_path}/*.csv")] == ["a.csv", "b.csv"]
    named = parts_of([tmp_path / "c.parquet", f"{tmp_path}/a.*"])
    assert [Path(part.path).name for part in named] == ["c.parquet", "a.csv"]
    assert whole(f"{tmp_path}/*")[1].read == 9


def test_part_files_without_rows_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "a.parquet", firms(0))
    write(tmp_path / "b.parquet", firms(2))
    assert [Path(part.path).name for part in parts_of(f"{tmp_path}/*.parquet")] == ["b.parquet"]


# --------------------------------------------------------------------------------------------------- reference systems
def test_other_reference_systems_become_longitude_and_latitude(tmp_path: Path) -> None:
    table = firms(50)
    frame = points(table).to_crs("EPSG:3857")
    for name in ("f.gpkg", "f.shp"):
        frame.to_file(tmp_path / name)
    frame.to_parquet(tmp_path / "f.parquet")
    flat = table.assign(lon=frame.geometry.x, lat=frame.geometry.y)
    flat.rename(columns={"lon": "x", "lat": "y"}).to_csv(tmp_path / "f.csv", index=False)
    for name in ("f.gpkg", "f.shp", "f.parquet", "f.csv"):
        rows, rejected = whole(tmp_path / name, Reading(crs="EPSG:3857" if name == "f.csv" else None))
        assert rejected.counts == {}
        assert np.abs(rows["lon"].to_numpy() - table["lon"].to_numpy()).max() < 1e-9
        assert np.abs(rows["lat"].to_numpy() - table["lat"].to_numpy()).max() < 1e-9


def test_metres_without_reference_system_are_refused_for_the_file(tmp_path: Path) -> None:
    with pytest.raises(DataContractError, match=r"f\.csv: 1 of 1 points are no degrees .* with --crs"):
        only(tmp_path / "f.csv", "x;y;nace\n4321000;3210000;62\n")


@pytest.mark.parametrize("name", ["f.shp", "f.parquet"])
def test_points_that_state_no_reference_system_need_one(name: str, tmp_path: Path) -> None:
    if name == "f.parquet":
        points(firms(3), crs=None).to_parquet(tmp_path / name)
    else:
        write(tmp_path / name, firms(3))
        (tmp_path / name).with_suffix(".prj").unlink()
    with pytest.raises(DataContractError, match="the points state no reference system"):
        parts_of(tmp_path / name)
    assert len(whole(tmp_path / name, Reading(crs="EPSG:4326"))[0]) == 3


# ------------------------------------------------------------------------------------------------------------ geometry
def test_missing_points_and_collections_of_one_point_are_understood(tmp_path: Path) -> None:
    shapes = [shapely.MultiPoint([(30, 50)]), None, shapely.Point(), shapely.Point(31, 51, 100)]
    frame = gpd.GeoDataFrame({"nace": ["62"] * 4}, geometry=shapes, crs="EPSG:4326")
    frame.to_parquet(tmp_path / "f.parquet")
    rows, rejected = whole(tmp_path / "f.parquet")
    assert rows["lon"].tolist() == [30, 31]
    assert rejected.counts == {"no_coordinates": 2}
    assert rejected.listed["line"].tolist() == [2, 3]


def test_points_in_the_other_byte_order_are_read() -> None:
    frame = shapely.to_wkb(shapely.points([30.5, 31.5], [50.5, 51.5]), byte_order=0)
    x, y = enterprise_parquet.coordinates(pa.chunked_array([pa.array(frame, pa.binary())]), where="f.parquet")
    assert (x.to_pylist(), y.to_pylist()) == ([30.5, 31.5], [50.5, 51.5])


def test_native_points_of_geoparquet_are_read(tmp_path: Path) -> None:
    points(firms(20)).to_parquet(tmp_path / "f.parquet", geometry_encoding="geoarrow")
    assert whole(tmp_path / "f.parquet")[0]["lat"].tolist() == firms(20)["lat"].tolist()


@pytest.mark.parametrize("name", ["f.parquet", "f.gpkg"])
def test_polygons_are_refused(name: str, tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"nace": ["62"]}, geometry=[shapely.box(30, 50, 31, 51)], crs="EPSG:4326")
    frame.to_parquet(tmp_path / name) if name == "f.parquet" else frame.to_file(tmp_path / name)
    with pytest.raises(DataContractError, match="1 geometries are no points, the first a Polygon: give points"):
        whole(tmp_path / name)


def test_columns_of_degrees_are_read_rather_than_points(tmp_path: Path) -> None:
    frame = points(firms(5)).assign(lon=1.5, lat=2.5)
    frame.to_parquet(tmp_path / "f.parquet")
    assert whole(tmp_path / "f.parquet")[0]["lon"].tolist() == [1.5] * 5


def test_several_layers_ask_which(tmp_path: Path) -> None:
    path = tmp_path / "f.gpkg"
    points(firms(3)).to_file(path, layer="old")
    points(firms(5)).to_file(path, layer="new")
    with pytest.raises(DataContractError, match=r"the file has 2 layers: old, new[.] Say which with --layer"):
        parts_of(path)
    with pytest.raises(DataContractError, match="there is no layer 'newest'; there are: old, new"):
        parts_of(path, reading=Reading(layer="newest"))
    assert parts_of(path, reading=Reading(layer="new"))[0].rows == 5


def test_a_program_of_gdal_is_no_geojson_and_reads_no_other_file(tmp_path: Path) -> None:
    points(firms(3)).to_file(tmp_path / "secret.geojson")
    line = f"gdal vector pipeline ! read {tmp_path / 'secret.geojson'}"
    (tmp_path / "f.json").write_text(json.dumps({"type": "gdal_streamed_alg", "command_line": line}), encoding="utf-8")
    with pytest.raises(DataContractError, match="the GeoJSON is cut off or damaged"):
        parts_of(tmp_path / "f.json")
    assert parts_of(tmp_path / "secret.geojson")[0].rows == 3


def test_codes_that_are_numbers_in_some_records_and_texts_in_others_are_texts(tmp_path: Path) -> None:
    spot = {"type": "Point", "coordinates": [30, 50]}
    records = [{"type": "Feature", "properties": {"nace": code}, "geometry": spot} for code in (62, "01", None)]
    found = json.dumps({"type": "FeatureCollection", "features": records})
    (tmp_path / "f.geojson").write_text(found, encoding="utf-8")
    rows, rejected = whole(tmp_path / "f.geojson")
    assert rows["industry_code"].tolist() == ["62", "01"]
    assert rejected.counts == {"no_industry": 1}


@pytest.mark.parametrize(
    ("values", "told"),
    [([["62"]], "columns hold several values a row: nace; one is needed"), ([b"\xff"], "nace holds bytes that are no")],
)
def test_columns_of_lists_and_of_bytes_that_are_no_text_are_refused(
    values: list[object], told: str, tmp_path: Path
) -> None:
    pq.write_table(pa.table({"nace": values, "lon": [30.0], "lat": [50.0]}), tmp_path / "f.parquet")
    with pytest.raises(DataContractError, match=told):
        whole(tmp_path / "f.parquet")


def test_texts_that_are_stored_as_bytes_are_read(tmp_path: Path) -> None:
    pq.write_table(pa.table({"nace": [b"62"], "lon": [30.0], "lat": [50.0]}), tmp_path / "f.parquet")
    assert whole(tmp_path / "f.parquet")[0]["industry_code"].tolist() == ["62"]


# --------------------------------------------------------------------------------------------------------- real tables
def real(part: Part, industry: str) -> Checked:
    return checked(read_part(part, {"industry_code": industry}), first_line=part.first_line)


def test_the_industrial_sites_of_europe_4505_of_5029_have_a_place(shared_data: Path) -> None:
    (part,) = parts_of(shared_data / "points" / "hotmaps_industrial_sites_eu28.csv")
    found = real(part, "Subsector")
    assert (found.rejected.read, len(found.rows)) == (5_029, 4_505)
    assert found.rejected.counts == {"no_coordinates": 524}
    assert found.rejected.listed["line"].iloc[0] == 1_387
    assert found.rejected.listed["enterprise_id"].iloc[0] == "1386"
    assert found.rows["enterprise_id"].is_unique
    assert found.rows["industry_code"].nunique() == 9


def test_the_points_of_london_are_read_packed_and_in_parts(shared_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_records, "PART_BYTES", 500_000)
    parts = parts_of(shared_data / "points" / "london_osm_pois_2020.csv.gz")
    found = [real(part, "poi_type") for part in parts]
    rows = pd.concat([part.rows.astype({"industry_code": "str"}) for part in found])
    assert len(parts) == 5
    assert (len(rows), rows["industry_code"].nunique()) == (52_374, 604)
    assert merged(part.rejected for part in found).total == 0
