"""A dataset folder is read whole, codes as text, or refused with every problem."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import geo.dataset as module
import geo.table_files as files
from geo.dataset import Dataset, read_dataset
from geo.errors import DataContractError, UnknownBoundariesError
from geo.table_files import read_table
from tests.geo.tiny import MANIFEST, squares, tweak, write_dataset


def read(root: Path, manifest: dict[str, Any] | None = None, /, **tables: str) -> Dataset:
    def regions(set_id: str) -> gpd.GeoDataFrame:
        if set_id != "squares":
            raise UnknownBoundariesError("set of boundaries", set_id, ["squares"])
        return squares()

    return read_dataset(write_dataset(root, manifest=manifest, **tables), read_regions=regions)


def resources(*names: str) -> dict[str, Any]:
    return {"resources": [{"name": name, "path": f"{name}.csv"} for name in names]}


def test_codes_stay_text_and_levels_stay_apart(tmp_path: Path) -> None:
    tiny = read(tmp_path)
    assert list(tiny.regions_at("county").index) == ["01", "02", "03"]
    assert list(tiny.regions_at("town").index) == ["T1", "T2"]
    assert list(tiny.industries_at("division").index) == ["D1", "D2"]
    assert tiny.key == module.DatasetKey("tiny", "2021-1")


def test_years_are_those_of_the_measure(tmp_path: Path) -> None:
    tiny = read(tmp_path)
    assert (tiny.years("jobs"), tiny.years("wage"), tiny.years("none")) == ([2020, 2021], [2021], [])


def test_geometry_comes_from_the_boundaries_and_from_the_coordinates(tmp_path: Path) -> None:
    tiny = read(tmp_path)
    assert tiny.regions.crs == "EPSG:4326"
    assert tiny.regions.geometry["02"].bounds == (1.0, 0.0, 2.0, 1.0)
    assert tiny.regions.geometry["T2"].coords[0] == (1.5, 0.5)
    assert tiny.regions["area_km2"].notna().tolist() == [True, True, True, False, False]


def test_an_area_of_the_dataset_wins_over_that_of_the_boundaries(tmp_path: Path) -> None:
    areas = "region_code,region_name,level,area_km2\n01,Ash,county,5\n02,Birch,county,\n"
    frame = read(tmp_path, own_levels("county"), regions=areas, statistics=NO_ROWS).regions
    assert frame["area_km2"].tolist() == [5.0, 12308.0]


NO_ROWS = "region_code,industry_code,year,measure,value\n"


def own_levels(*ids: str) -> dict[str, Any]:
    levels = [level for level in MANIFEST["regioscope"]["levels"] if level["id"] in ids]
    return {"regioscope": {**MANIFEST["regioscope"], "levels": levels}}


def test_statistics_reference_and_sources_may_be_absent(tmp_path: Path) -> None:
    bare = read(tmp_path, resources("regions", "industries"))
    assert (len(bare.statistics), len(bare.reference), len(bare.sources)) == (0, 0, 0)
    assert bare.years("jobs") == []
    assert bare.has_table("regions")
    assert not bare.has_table("enterprises")


def test_status_and_error_are_filled_in_where_the_table_has_no_such_column(tmp_path: Path) -> None:
    rows = NO_ROWS + "01,I1,2021,jobs,5\n02,I1,2021,jobs,\n"
    statistics = read(tmp_path, statistics=rows).statistics
    assert statistics["obs_status"].tolist() == ["A", "M"]
    assert statistics["relative_error"].isna().all()


@pytest.mark.parametrize(
    ("tables", "problem"),
    [
        ({"regions": tweak("regions", "region_name,", "name,")}, "regions: column 'region_name' is missing"),
        ({"industries": tweak("industries", "I2,", "I1,")}, "industries: 1 repeated key"),
        ({"statistics": tweak("statistics", ",10,0.1", ",-10,0.1")}, "statistics: 1 negative value"),
        ({"reference": tweak("reference", "100", "lots")}, "reference: 1 value not a number, first 'lots' in row 2"),
        ({"sources": tweak("sources", "licence", "x")}, "sources: column 'licence' is missing"),
        ({"statistics": tweak("statistics", "03,I2", "99,I2")}, "statistics: 1 unknown region_code, first '99'"),
        ({"statistics": tweak("statistics", "01,D1", "01,DX")}, "statistics: 1 unknown industry_code, first 'DX'"),
        (
            {"statistics": tweak("statistics", "2021,wage", "2021,wages")},
            "statistics: 1 unknown measure, first 'wages'",
        ),
        ({"reference": tweak("reference", "I1", "IX")}, "reference: 1 unknown industry_code, first 'IX'"),
        (
            {"industries": tweak("industries", "bread,division", "bread,div")},
            "industries: 1 unknown level, first 'div'",
        ),
        ({"regions": tweak("regions", "Town two,,town", "Town two,,city")}, "regions: 1 unknown level, first 'city'"),
        (
            {"regions": tweak("regions", "03,Cedar", "04,Cedar")},
            "regions: level 'county': 1 codes have no boundary, first '04'",
        ),
        (
            {"regions": tweak("regions", "0.5,0.5", ",")},
            "regions: level 'town': 1 codes have no valid lon and lat, first 'T1'",
        ),
        (
            {"regions": tweak("regions", "1.5,0.5", "1.5,95")},
            "regions: level 'town': 1 codes have no valid lon and lat, first 'T2'",
        ),
    ],
)
def test_each_problem_of_a_table_is_named(tmp_path: Path, tables: dict[str, str], problem: str) -> None:
    with pytest.raises(DataContractError) as caught:
        read(tmp_path, **tables)
    assert any(found.startswith(problem) for found in caught.value.problems), caught.value
    assert str(caught.value).startswith("dataset tiny: ")


def test_problems_of_several_tables_stand_in_one_message(tmp_path: Path) -> None:
    tables = {"regions": tweak("regions", "02,Birch", "01,Birch"), "sources": "id\n1\n", "industries": "x\n"}
    with pytest.raises(DataContractError, match=r"regions: .*industries: .*sources: ") as caught:
        read(tmp_path, **tables)
    assert len(caught.value.problems) >= 4


def test_points_without_coordinates_are_refused(tmp_path: Path) -> None:
    regions = "region_code,region_name,level\nT1,Town one,town\n"
    with pytest.raises(DataContractError, match=r"level 'town': 1 codes have no valid lon and lat, first 'T1'"):
        read(tmp_path, own_levels("town"), regions=regions, statistics=NO_ROWS)


def test_unknown_boundaries_are_a_problem_of_the_dataset(tmp_path: Path) -> None:
    levels = [{"id": "county", "boundaries": "circles"}]
    manifest = {"regioscope": {**MANIFEST["regioscope"], "levels": levels}}
    with pytest.raises(DataContractError, match=r"level 'county': there is no set of boundaries 'circles'"):
        read(tmp_path, manifest)


def test_a_named_file_that_is_absent_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(DataContractError, match=r"statistics: the file is missing"):
        read(tmp_path, {"resources": [*MANIFEST["resources"][:2], {"name": "statistics", "path": "none.csv"}]})


def test_a_table_that_must_be_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataContractError, match=r"industries: no resource of this name in datapackage.json"):
        read(tmp_path, resources("regions"))


# ---- read_table
def test_a_csv_keeps_codes_as_text_and_na_as_a_name(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("\ufeffregion_code,name,value\n01,NA,\n", encoding="utf-8")
    row = read_table(path).iloc[0]
    assert (row["region_code"], row["name"]) == ("01", "NA")
    assert np.isnan(row["value"])


def test_a_parquet_table_is_read_as_it_stands(tmp_path: Path) -> None:
    frame = pd.DataFrame({"region_code": ["01"], "value": [1.5]})
    frame.to_parquet(tmp_path / "t.parquet")
    pd.testing.assert_frame_equal(read_table(tmp_path / "t.parquet"), frame)


@pytest.mark.parametrize(
    ("name", "content"),
    [("t.parquet", b"no parquet"), ("t.csv", b""), ("t.csv", b'a,b\n"1\n'), ("t.csv", b"a\xff\n\xff")],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataContractError, match=rf"{name}: the file cannot be read"):
        read_table(tmp_path / name)


def test_an_absent_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(DataContractError, match=r"the file is missing"):
            read_table(path)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "t.csv").write_text("a,b\n" + "1,2\n" * 500_000)
    monkeypatch.setattr(files, "MAX_TABLE_BYTES", 2**20)
    with pytest.raises(DataContractError, match=r"the file is larger than 1 MB"):
        read_table(tmp_path / "t.csv")


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_some_columns_of_a_large_table_come_with_texts_as_categories(tmp_path: Path, ending: str) -> None:
    table = pd.DataFrame({"region_code": ["01", "02", "01"], "employees": [1, 2, 3], "lon": [0.5, 1.5, 2.5]})
    path = tmp_path / f"firms.{ending}"
    table.to_csv(path, index=False) if ending == "csv" else table.to_parquet(path)
    found = files.read_columns(path, ["employees", "region_code", "kind"])
    assert found.columns.tolist() == ["employees", "region_code"]
    assert found["region_code"].tolist() == ["01", "02", "01"]
    assert isinstance(found["region_code"].dtype, pd.CategoricalDtype)
    (tmp_path / f"broken.{ending}").write_bytes(b"\xff\x00")
    with pytest.raises(DataContractError, match="the file cannot be read"):
        files.read_columns(tmp_path / f"broken.{ending}", ["employees"])
