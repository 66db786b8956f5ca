"""Regions from anybody's file: every format gives the same, and what cannot be used is said."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.errors import DataContractError
from geo.region_files import read_region_file


def squares(**columns: list[object]) -> gpd.GeoDataFrame:
    boxes = [shapely.box(n, 0, n + 1, 1) for n in range(len(next(iter(columns.values()))))]
    return gpd.GeoDataFrame(columns, geometry=boxes, crs="EPSG:4326")


@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg", "a.shp", "a.parquet"])
def test_every_format_gives_the_same_regions(tmp_path: Path, name: str) -> None:
    frame = squares(NUTS_ID=["AT11", "AT12"])
    (frame.to_parquet if name.endswith("parquet") else frame.to_file)(tmp_path / name)
    got = read_region_file(tmp_path / name)
    assert got.index.tolist() == ["AT11", "AT12"]
    assert got.geometry.geom_equals(gpd.GeoSeries(frame.geometry.to_numpy(), index=got.index, crs=got.crs)).all()
    assert got.attrs["repaired"] == 0


def test_another_reference_system_becomes_degrees(tmp_path: Path) -> None:
    squares(code=["A"]).to_crs("EPSG:3857").to_file(tmp_path / "a.gpkg")
    assert read_region_file(tmp_path / "a.gpkg").total_bounds.round(6).tolist() == [0, 0, 1, 1]


def test_codes_stay_text_and_whole_numbers_have_no_decimals(tmp_path: Path) -> None:
    for codes, want in ((["01", "1"], ["01", "1"]), ([6.0, 7.0], ["6", "7"]), ([6, 7], ["6", "7"])):
        squares(zone=list(codes)).to_parquet(tmp_path / "a.parquet")
        assert read_region_file(tmp_path / "a.parquet", code="zone").index.tolist() == want


def test_several_shapes_of_one_code_are_one_region(tmp_path: Path) -> None:
    squares(code=["A", "B", "A"]).to_file(tmp_path / "a.geojson")
    got = read_region_file(tmp_path / "a.geojson")
    assert (got.index.tolist(), shapely.area(got.geometry.to_numpy()).tolist()) == (["A", "B"], [2, 1])


def test_an_outline_that_crosses_itself_is_repaired_and_counted(tmp_path: Path) -> None:
    bow = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    gpd.GeoDataFrame({"code": ["A"]}, geometry=[bow], crs="EPSG:4326").to_parquet(tmp_path / "a.parquet")
    got = read_region_file(tmp_path / "a.parquet")
    assert got.geometry.is_valid.all()
    assert got.attrs["repaired"] == 1


def test_what_is_no_file_of_regions_says_why(tmp_path: Path) -> None:
    place = tmp_path / "a.parquet"
    with pytest.raises(DataContractError, match="the file of regions is missing"):
        read_region_file(place)
    place.write_bytes(b"PAR1")
    with pytest.raises(DataContractError, match=r"a\.parquet: the regions cannot be read"):
        read_region_file(place)
    for frame, problem in (
        (squares(zone=["A"]), "no column of region codes is recognised; say which with --region-id .there are 'zone'"),
        (squares(code=["A", None]), "1 of 2 regions have no code in 'code'"),
        (squares(code=["A"]).set_crs(None, allow_override=True), "the coordinate reference system is missing"),
        (squares(code=["A"]).set_geometry(shapely.points([[0, 0]])).set_crs("EPSG:4326"), "1 of 1 shapes are no poly"),
        (squares(code=["A"]).iloc[:0], "there is no region in the file"),
    ):
        frame.to_parquet(place)
        with pytest.raises(DataContractError, match=problem):
            read_region_file(place)
    with pytest.raises(DataContractError, match="there is no column 'x'; the columns are 'code'"):
        read_region_file(place, code="x")
    pd.DataFrame({"code": ["A"]}).to_csv(tmp_path / "a.csv")
    with pytest.raises(DataContractError, match="there are no shapes in the file, only a table"):
        read_region_file(tmp_path / "a.csv")
