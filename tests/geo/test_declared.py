"""Declared clusters against found ones: who is in both, and who is missing on each side."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.agglomeration import Clusters, clusters_of
from geo.cluster_privacy import OPEN, Privacy
from geo.declared import Declared, against_found, missing_members, read_declared
from geo.errors import DataContractError
from tests.geo.cluster_registers import KYIV, register


def clusters(privacy: Privacy = OPEN, drop: tuple[str, ...] = ()) -> Clusters:
    """A cluster of nine houses (ids 1-9) in Kyiv; four dairies beside it (10-13); five houses in Lviv (14-18)."""
    table = register([(*KYIV, 9, "J62"), (30.54, 50.45, 4, "C10"), (24.0, 49.8, 5, "J62")])
    table["region_code"] = np.repeat(["UA-30", "UA-32", "UA-46"], [9, 4, 5])
    label = np.repeat([0, -1, 1], [9, 4, 5])
    return clusters_of(table.drop(columns=list(drop)), label, privacy=privacy)


def park(**columns: object) -> gpd.GeoDataFrame:
    """A park over six of the nine houses (two of three columns) and the four dairies."""
    area = shapely.box(KYIV[0] + 0.0003, 50.44, 30.56, 50.46)
    return gpd.GeoDataFrame({"name": ["park"], **columns}, geometry=[area], crs="EPSG:4326")


def test_members_in_both_and_missing_on_each_side(tmp_path: Path) -> None:
    park().to_file(tmp_path / "park.gpkg")
    made = clusters()
    match = against_found(made, read_declared(tmp_path / "park.gpkg"))
    assert match.declared.loc[["park"], ["enterprises", "employees", "found", "missing"]].values.tolist() == [
        [10, 100.0, 6, 4]
    ]
    assert match.found["declared"].tolist() == [6, 0]
    assert match.found["missing"].tolist() == [3, 5]
    assert match.pairs[["enterprises", "employees"]].values.tolist() == [[6, 60.0]]
    assert match.pairs["share_of_declared"].tolist() == pytest.approx([0.6])
    assert match.pairs["share_of_found"].tolist() == pytest.approx([6 / 9])
    listed = missing_members(made, match)
    assert listed["missing_from"].value_counts().to_dict() == {"declared": 8, "found": 4}
    assert set(listed.loc[listed["missing_from"] == "found", "enterprise_id"]) == {10, 11, 12, 13}


def test_ground_in_common_is_measured() -> None:
    made = clusters()
    outline = made.table.geometry.iloc[:1].set_axis(["same"])
    match = against_found(made, Declared(gpd.GeoDataFrame(geometry=outline), {}, {}))
    assert match.pairs["area_km2"].tolist() == pytest.approx([made.table["area_km2"].iloc[0]], rel=1e-3)
    assert match.declared["area_km2"].tolist() == pytest.approx(match.pairs["area_km2"].tolist())


def test_ground_without_a_member_in_common_is_a_pair_too() -> None:
    made = clusters()
    west, south, _, north = made.table.geometry.iloc[0].bounds
    strip = gpd.GeoDataFrame(
        geometry=[shapely.box(west - 0.01, south, west + 0.0005, north)], index=["strip"], crs="EPSG:4326"
    )
    match = against_found(made, Declared(strip, {}, {}))
    assert match.pairs["cluster_id"].tolist() == made.table.index.tolist()[:1]
    assert match.pairs["enterprises"].tolist() == [0]
    assert match.pairs["area_km2"].iloc[0] > 0


def test_only_the_industries_of_the_declaration_count(tmp_path: Path) -> None:
    park(industry_codes=["J62; J63"]).to_file(tmp_path / "park.geojson")
    match = against_found(clusters(), read_declared(tmp_path / "park.geojson"))
    assert match.declared[["enterprises", "found", "missing"]].values.tolist() == [[6, 6, 0]]


def test_lists_of_regions_are_compared_by_the_region_of_each_enterprise(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        "cluster,region_code,industry_code\nwest,UA-46,J62\nwest,UA-32,\neast,UA-99,\n", encoding="utf-8"
    )
    declared = read_declared(tmp_path / "list.csv")
    assert declared.names == ("west", "east")
    match = against_found(clusters(), declared)
    assert match.declared["enterprises"].tolist() == [5, 0]
    assert match.declared["found"].tolist() == [5, 0]
    assert match.declared["area_km2"].isna().all()
    assert match.pairs["share_of_found"].tolist() == [1.0]


def test_two_rows_of_one_name_are_one_cluster(tmp_path: Path) -> None:
    twice = pd.concat([park(), park()], ignore_index=True)
    twice.geometry = [shapely.box(30, 50, 30.53, 51), shapely.box(30.53, 50, 31, 51)]
    twice.to_parquet(tmp_path / "park.parquet")
    assert against_found(clusters(), read_declared(tmp_path / "park.parquet")).declared["enterprises"].tolist() == [13]


def test_jobs_of_few_are_hidden_here_too() -> None:
    made = clusters(Privacy(contributors=7))
    match = against_found(made, Declared(park().set_index("name"), {}, {}))
    assert match.pairs["hidden"].tolist() == ["few"]
    assert match.pairs["employees"].isna().all()
    assert match.declared["employees"].tolist() == [100.0]
    secret = clusters(Privacy(confidential=True))
    with pytest.raises(DataContractError, match="no single enterprise is listed"):
        missing_members(secret, match)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.txt", "x", r"the ending '\.txt' is not known"),
        ("a.geojson", "no json", "the name says GeoJSON, but the content is CSV"),
        ("b.geojson", "{no json", "the file cannot be read"),
        ("a.csv", "cluster,x\na,b\n", "the column region_code is missing"),
        ("b.csv", "x,region_code\na,b\n", "no column names the clusters"),
    ],
)
def test_texts_that_declare_nothing_are_refused(tmp_path: Path, name: str, text: str, told: str) -> None:
    with pytest.raises(DataContractError, match="the file is missing"):
        read_declared(tmp_path / name)
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(DataContractError, match=told):
        read_declared(tmp_path / name)


VRT = "<OGRVRTDataSource><OGRVRTLayer name='b'><SrcDataSource>{0}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
ALGORITHM = '{{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read {0}"}}'


@pytest.mark.parametrize(("name", "text"), [("a.geojson", VRT), ("a.gpkg", VRT), ("a.json", ALGORITHM)])
def test_a_file_that_names_another_one_does_not_have_it_read(tmp_path: Path, name: str, text: str) -> None:
    park().to_file(tmp_path / "b.geojson")
    (tmp_path / name).write_text(text.format(tmp_path / "b.geojson"), encoding="utf-8")
    with pytest.raises(DataContractError, match=r"the file cannot be read|but the content is CSV"):
        read_declared(tmp_path / name)


def test_tables_without_areas_are_refused(tmp_path: Path) -> None:
    park().drop(columns="geometry").to_parquet(tmp_path / "bare.parquet")
    with pytest.raises(DataContractError, match=r"cannot be read|areas with a reference system are needed"):
        read_declared(tmp_path / "bare.parquet")
    park().set_crs(None, allow_override=True).to_parquet(tmp_path / "lost.parquet")
    with pytest.raises(DataContractError, match="areas with a reference system are needed"):
        read_declared(tmp_path / "lost.parquet")


def test_regions_that_the_register_does_not_know_are_refused() -> None:
    lists = Declared(None, {"a": ("X1",)}, {})
    with pytest.raises(DataContractError, match=r"none of their 1 region\(s\) is in the register, first 'X1'"):
        against_found(clusters(), lists)
    with pytest.raises(DataContractError, match="they are lists of regions, and the register has none"):
        against_found(clusters(drop=("region_code",)), lists)
