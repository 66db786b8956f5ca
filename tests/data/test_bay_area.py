"""The dataset ``bay-area``: real counts add up, the simulated register adds up to them."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

DATA = Path(__file__).parents[2] / "data"
FOLDER = DATA / "datasets" / "bay-area"
SECTORS = ["AGREMPN", "FPSEMPN", "HEREMPN", "MWTEMPN", "OTHEMPN", "RETEMPN"]
TEXT = {"region_code": "str", "parent_code": "str", "place_id": "str"}


@pytest.fixture(scope="module")
def regions() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "regions.csv", dtype=TEXT).set_index("region_code")


@pytest.fixture(scope="module")
def jobs() -> pd.DataFrame:
    """Jobs, regions of all levels x sectors and TOTAL."""
    return pd.read_parquet(FOLDER / "statistics.parquet").pivot_table(
        index="region_code", columns="industry_code", values="value"
    )


@pytest.fixture(scope="module")
def register() -> pd.DataFrame:
    return pd.read_parquet(FOLDER / "enterprises.parquet")


@pytest.fixture(scope="module")
def zones() -> gpd.GeoSeries:
    return gpd.read_parquet(DATA / "boundaries" / "bay-area-zone" / "regions.parquet").set_index("region_code").geometry


def test_nine_counties_hold_34_superdistricts_which_hold_1454_zones(regions: pd.DataFrame) -> None:
    assert regions["level"].value_counts().to_dict() == {"zone": 1454, "superdistrict": 34, "county": 9}
    parents = regions["parent_code"].dropna()
    assert regions.loc[parents.unique(), "level"].value_counts().to_dict() == {"superdistrict": 34, "county": 9}


def test_upper_levels_are_exact_sums_of_zones(jobs: pd.DataFrame, regions: pd.DataFrame) -> None:
    for level in ("zone", "superdistrict"):
        inner = jobs[regions["level"].reindex(jobs.index) == level]
        sums = inner.groupby(regions["parent_code"].reindex(inner.index)).sum()
        pd.testing.assert_frame_equal(sums, jobs.loc[sums.index], check_names=False)


def test_jobs_and_people_have_the_known_totals(jobs: pd.DataFrame, regions: pd.DataFrame) -> None:
    counties = regions.index[regions["level"] == "county"]
    assert jobs.loc[counties, "TOTAL"].sum() == 4_010_135
    assert (jobs[SECTORS].sum(axis=1) == jobs["TOTAL"]).all()
    assert regions.groupby("level")["population"].sum().unique().tolist() == [7_571_300]


def test_register_adds_up_to_the_real_jobs_of_every_zone_and_sector(register: pd.DataFrame, jobs: pd.DataFrame) -> None:
    sums = register.pivot_table(index="region_code", columns="industry_code", values="employees", aggfunc="sum")
    real = jobs.loc[sums.index, SECTORS]
    assert len(sums) == 1454
    assert (sums[SECTORS].fillna(0) == real).all(axis=None)


def test_register_is_simulated_and_has_no_names(register: pd.DataFrame) -> None:
    assert 240_000 < len(register) < 260_000
    assert set(register["obs_status"]) == {"S"}
    assert set(register["organisation_type"]) == {"firm"}
    assert register["employees"].min() == 1
    assert not [column for column in register.columns if "name" in column]


def test_every_establishment_lies_inside_its_zone(register: pd.DataFrame, zones: gpd.GeoSeries) -> None:
    polygons = zones.loc[register["region_code"]].to_numpy()
    assert shapely.contains_xy(np.asarray(polygons), register["lon"].to_numpy(), register["lat"].to_numpy()).all()


def test_sizes_are_skewed_like_a_lognormal(register: pd.DataFrame) -> None:
    large = register[register["industry_code"] == "FPSEMPN"]["employees"]
    assert large.mean() > 1.5 * large.median()


def test_links_join_two_establishments_and_prefer_near_ones(register: pd.DataFrame) -> None:
    links = pd.read_parquet(FOLDER / "links.parquet")
    assert 150_000 <= len(links) <= 250_000
    assert (links["source_id"] != links["target_id"]).all()
    places = register.set_index("enterprise_id")[["lon", "lat"]]
    drawn = places.loc[links["source_id"]].to_numpy() - places.loc[links["target_id"]].to_numpy()
    shuffled = places.loc[links["source_id"]].to_numpy() - places.loc[links["target_id"][::-1]].to_numpy()
    assert np.median(np.hypot(*drawn.T)) < 0.6 * np.median(np.hypot(*shuffled.T))


def test_college_enrolment_names_zones_and_no_institution(zones: gpd.GeoSeries) -> None:
    table = pd.read_csv(FOLDER / "universities.csv", dtype=TEXT)
    assert len(table) == 75
    assert table["name"].str.fullmatch(r"College enrolment, zone \d+").all()
    polygons = np.asarray(zones.loc[table["region_code"]].to_numpy())
    assert shapely.contains_xy(polygons, table["lon"].to_numpy(), table["lat"].to_numpy()).all()
    assert table["size"].gt(0).all()
