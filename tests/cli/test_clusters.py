"""`regioscope clusters`: from the words to the file, and the card of one cluster."""

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from tests.cli.conftest import Run
from tests.geo.cluster_registers import KYIV, register

SEARCH = ("--industry", "J62", "--radius-m", "200", "--minimum", "50")


@pytest.fixture
def firms(tmp_path: Path) -> Path:
    """Nine software houses and four dairies in Kyiv, six software houses in Lviv, of which one is large."""
    table = register([(*KYIV, 9, "J62"), (30.5205, 50.4502, 4, "C10"), (24.02, 49.84, 6, "J62")])
    table.loc[0, "employees"] = 120.0
    table["region_code"] = np.repeat(["UA-30", "UA-46"], [13, 6])
    path = tmp_path / "firms.csv"
    table.astype({"employees": int}).to_csv(path, index=False)
    return path


def test_clusters_are_found_named_and_written(run: Run, firms: Path, tmp_path: Path) -> None:
    ran = run("clusters", "--enterprises", str(firms), *SEARCH, "--out", "a.gpkg")
    assert ran.code == 0, ran.err
    assert "2 clusters with 15 of 19 sites" in ran.err
    found = pyogrio.read_dataframe(tmp_path / "a.gpkg", layer="clusters")
    assert found["enterprises"].tolist() == [9, 6]
    assert found["name"].tolist()[1] == "Lviv: J62"
    assert found["name_uk"].tolist()[1] == "Львів: J62"
    told = pyogrio.read_dataframe(tmp_path / "a.gpkg", layer="provenance").set_index("key")["value"]
    assert json.loads(str(told["search"]))["radius_m"] == 200
    assert json.loads(str(told["sources"])) == [{"table": "enterprises", "file": "firms.csv"}]


def test_a_second_run_keeps_the_ids(run: Run, firms: Path) -> None:
    run("clusters", "--enterprises", str(firms), *SEARCH, "--out", "a.csv")
    table = pd.read_csv(firms)
    table.drop(index=0).to_csv(firms, index=False)
    ran = run("clusters", "--enterprises", str(firms), *SEARCH, "--previous", "a.csv", "--out", "b.csv")
    assert "2 clusters go on, 0 are new, 0 are gone" in ran.err
    assert set(pd.read_csv("b.csv")["cluster_id"]) == set(pd.read_csv("a.csv")["cluster_id"])
    run("clusters", "--enterprises", str(firms), *SEARCH, "--out", "c.csv")
    assert set(pd.read_csv("c.csv")["cluster_id"]) != set(pd.read_csv("a.csv")["cluster_id"])


def test_the_card_is_json_and_the_anchor_may_leave(run: Run, firms: Path) -> None:
    run("clusters", "--enterprises", str(firms), *SEARCH, "--out", "a.csv")
    one = str(pd.read_csv("a.csv")["cluster_id"][0])
    words = ("clusters", "--enterprises", str(firms), *SEARCH, "--card", one)
    made = json.loads(run(*words, "--leave", "1", "--rule", "statsamerica").out)
    assert made["employees"] == 200
    assert made["anchors"]["number"] == 1
    assert made["anchors"]["listed"][0]["enterprise_id"] == "1"
    figures = {row["figure"]: row for row in made["what_if"]["figures"]}
    assert (figures["employees"]["before"], figures["employees"]["after"]) == (200, 80)
    assert figures["met"]["after"] in {0, 1}
    assert [(row["region_code"], row["employees"], row["share"]) for row in made["regions"]] == [("UA-30", 200.0, 1.0)]


def test_declared_clusters_stand_beside_the_found_ones(run: Run, firms: Path) -> None:
    park = gpd.GeoDataFrame({"name": ["park"]}, geometry=[shapely.box(30, 50, 31, 51)], crs="EPSG:4326")
    park.to_file("park.geojson")
    ran = run("clusters", "--enterprises", str(firms), *SEARCH, "--declared", "park.geojson", "--out", "a.csv")
    assert "4 of their sites are in no found cluster, 6 sites of found clusters in no declared one" in ran.err
    assert pd.read_csv("a.declared.csv")[["enterprises", "found", "missing"]].values.tolist() == [[13, 9, 4]]
    assert len(pd.read_csv("a.missing.csv")) == 10


def test_hidden_jobs_are_counted_and_can_be_shown(run: Run, firms: Path) -> None:
    table = pd.read_csv(firms)
    table.loc[0, "employees"] = 9000
    table.to_csv(firms, index=False)
    ran = run("clusters", "--enterprises", str(firms), *SEARCH, "--out", "a.csv")
    assert "the jobs of 1 clusters are hidden" in ran.err
    assert pd.read_csv("a.csv")["hidden"].tolist()[0] == "dominant"
    run("clusters", "--enterprises", str(firms), *SEARCH, "--no-disclosure-control", "--out", "a.csv")
    assert pd.read_csv("a.csv")["employees"].tolist()[0] == 9080


def test_rows_that_cannot_be_used_are_counted(run: Run, firms: Path) -> None:
    table = pd.read_csv(firms)
    table.loc[18, ["lon", "lat"]] = [0.0, 0.0]
    table.drop(columns="region_code").to_csv(firms, index=False)
    ran = run("clusters", "--enterprises", str(firms), *SEARCH, "--out", "a.csv")
    assert ran.code == 0
    assert "1 row" in ran.err


def test_the_bundled_register_says_that_it_is_simulated(run: Run) -> None:
    words = ("--industry", "AGREMPN", "--radius-m", "500", "--minimum", "60")
    ran = run("clusters", "--dataset", "bay-area", *words, "--out", "a.csv")
    assert ran.code == 0, ran.err
    assert "a pattern of simulated firms, not evidence" in ran.err
    found = pd.read_csv("a.csv")
    assert len(found) > 0
    assert set(found["obs_status"]) == {"S"}
    made = json.loads(run("clusters", "--dataset", "bay-area", *words, "--card", str(found["cluster_id"][0])).out)
    assert made["simulated"] is True
    assert made["notes"][0] == "a pattern of simulated firms, not evidence"
    assert made["links"]["share_inside"] is not None
    assert made["provenance"]["dataset"] == "bay-area"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--radius-m", "200", "--minimum", "5"), "nothing to write: give --out FILE, --card ID, or both"),
        (("--radius-m", "200", "--minimum", "5", "--out", "a.xyz"), "there is no ending of --out '.xyz'"),
        (("--radius-m", "-1", "--minimum", "5", "--out", "a.csv"), "'-1' is not a number above 0"),
        (("--radius-m", "9", "--minimum", "5", "--firms", "2.5", "--out", "a.csv"), "'2.5' is not a whole number"),
        (("--radius-m", "200", "--minimum", "5", "--industry", "J63", "--out", "a.csv"), "did you mean 'J62'"),
        (("--minimum", "5", "--out", "a.csv"), "DBSCAN needs a radius in metres"),
        (("--radius-m", "200", "--minimum", "50", "--card", "no"), "there is no cluster 'no'"),
        (("--radius-m", "200", "--minimum", "50", "--out", "a.csv", "--leave", "1"), "--leave goes with --card"),
        (("--radius-m", "200", "--minimum", "50", "--out", "a.csv", "--level", "x"), "--level goes with --dataset"),
        (("--radius-m", "200", "--minimum", "50", "--out", "a.csv", "--previous", "no.gpkg"), "the file is missing"),
        (("--radius-m", "200", "--minimum", "50", "--out", "a.csv", "--links", "no.csv"), "the file is missing"),
        (("--radius-m", "200", "--minimum", "5", "--columns", "x", "--out", "a.csv"), "not of the form NAME=COL"),
        (("--radius-m", "200", "--minimum", "5", "--industry", ",", "--out", "a.csv"), "names nothing"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_leaves_no_file(
    run: Run, firms: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    ran = run("clusters", "--enterprises", str(firms), *words)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_columns_go_with_files_and_a_dataset_needs_a_register(run: Run) -> None:
    ran = run("clusters", "--dataset", "us", "--radius-m", "200", "--minimum", "5", "--out", "a.csv")
    assert "there is no table of enterprises; bring your own with --enterprises" in ran.err
    words = ("--radius-m", "200", "--minimum", "5", "--crs", "EPSG:4326", "--out", "a.csv")
    assert "--columns and --crs go with --enterprises" in run("clusters", "--dataset", "bay-area", *words).err


# ---------------------------------------------------------------------------------------------------------- real tables
def test_steel_in_europe(run: Run, shared_data: Path) -> None:
    """Sites of the Hotmaps register: the Ruhr and Brescia are the two largest clusters of steel in the Union."""
    path = shared_data / "points" / "hotmaps_industrial_sites_eu28.csv"
    search = ("--industry", "Iron and steel", "--weight", "one", "--radius-m", "30000", "--minimum", "5")
    ran = run(
        "clusters", "--enterprises", str(path), "--columns", "industry_code=Subsector", *search, "--out", "a.geojson"
    )
    assert ran.code == 0, ran.err
    found = gpd.read_file("a.geojson")
    assert found.geometry.is_valid.all()
    assert found["enterprises"].iloc[0] > 30
    ruhr, brescia = shapely.Point(6.76, 51.43), shapely.Point(10.21, 45.54)
    assert found.geometry.iloc[0].contains(ruhr)
    assert found.geometry.iloc[1].contains(brescia)
    assert set(found["obs_status"]) == {"A"}


def test_pubs_in_london(run: Run, shared_data: Path) -> None:
    path = shared_data / "points" / "london_osm_pois_2020.csv.gz"
    search = ("--industry", "pub", "--weight", "one", "--radius-m", "150", "--minimum", "10")
    ran = run("clusters", "--enterprises", str(path), "--columns", "industry_code=poi_type", *search, "--out", "a.gpkg")
    assert ran.code == 0, ran.err
    found = pyogrio.read_dataframe("a.gpkg", layer="clusters")
    assert len(found) > 3
    one = str(found["cluster_id"][0])
    made = json.loads(
        run("clusters", "--enterprises", str(path), "--columns", "industry_code=poi_type", *search, "--card", one).out
    )
    assert made["chance"]["ratio"] > 1
    assert made["simulated"] is False
    assert made["employees"] is None


def test_regions_come_from_a_boundary_file_where_the_register_has_none(run: Run, firms: Path) -> None:
    pd.read_csv(firms).drop(columns="region_code").to_csv(firms, index=False)
    squares = gpd.GeoDataFrame(
        {"region_code": ["K", "L"]}, geometry=[shapely.box(30, 50, 31, 51), shapely.box(23, 49, 25, 50)]
    )
    squares.set_crs("EPSG:4326").to_file("squares.geojson")
    run("clusters", "--enterprises", str(firms), *SEARCH, "--out", "a.csv")
    one = str(pd.read_csv("a.csv")["cluster_id"][0])
    words = ("clusters", "--enterprises", str(firms), *SEARCH, "--regions", "squares.geojson", "--card", one)
    made = json.loads(run(*words).out)
    assert [(row["region_code"], row["enterprises"]) for row in made["regions"]] == [("K", 9)]


def test_a_register_without_a_place_is_refused(run: Run, firms: Path) -> None:
    pd.read_csv(firms).drop(columns=["lon", "lat"]).to_csv(firms, index=False)
    ran = run("clusters", "--enterprises", str(firms), *SEARCH, "--out", "a.csv")
    assert (ran.code, "no row has coordinates" in ran.err) == (2, True)
