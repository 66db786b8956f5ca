"""Real tables taken apart into enterprises, read from files, added up by every engine: the tables come back exactly."""

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from geo import indicators
from geo.activity import Activity, from_tables
from geo.aggregate import cube, rolled, selected
from geo.disclosure import protected
from geo.engines import CubeResult
from geo.enterprise_files import parts_of
from geo.region_files import read_region_file
from geo.schema import TOTAL
from tests.geo import stats_registers as stats

CELL = ["region_code", "industry_code"]
UNKNOWN_TO_THE_MAP = ["FI20", "PT17"]
INDICES = (
    "location_quotient", "share", "symmetric_location_quotient", "krugman_specialization", "hoover_specialization",
    "gini_specialization", "herfindahl", "equivalent_number", "entropy", "theil_specialization", "hoover_concentration",
    "gini_concentration", "hoover_gini", "locational_gini", "krugman_concentration", "ubiquity", "rca_presence",
)  # fmt: skip

Engine = Callable[..., CubeResult]


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "stats"


@pytest.fixture(scope="module")
def nuts2(shared_data: Path) -> gpd.GeoDataFrame:
    return read_region_file(shared_data / "regions" / "eu_nuts2_2016_from_natural_earth_vg1000.geojson", code="nuts2")


@pytest.fixture(scope="module")
def german_firms(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every establishment of Germany in four Parquet files: id, industry, jobs, place."""
    place = tmp_path_factory.mktemp("germany")
    points = stats.inner_points(stats.boundaries("germany-nuts3"))
    rows = stats.every_establishment(*stats.germany_2015(folder), points)
    for n, some in enumerate(np.array_split(np.arange(len(rows)), 4)):
        rows.iloc[some].to_parquet(place / f"{n}.parquet", index=False)
    return place


@pytest.fixture(scope="module")
def european_firms(folder: Path, nuts2: gpd.GeoDataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enterprises of Europe in one CSV: stated region, industry, jobs, and the place where the map has the region."""
    place = tmp_path_factory.mktemp("europe") / "firms.csv"
    rows = stats.several_enterprises(stats.europe_2014(folder)).join(stats.inner_points(nuts2), on="region_code")
    rows.sample(frac=1, random_state=1).to_csv(place, index=False, sep=";", decimal=",")
    return place


def by_hand(table: pd.DataFrame) -> dict[str, np.ndarray]:
    """Location quotients, Herfindahl and Hoover indices of a table without gaps, as the books write them."""
    values = table.to_numpy()
    share, whole = values / values.sum(axis=1, keepdims=True), values.sum(axis=0) / values.sum()
    of_industry, of_all = values / values.sum(axis=0), values.sum(axis=1, keepdims=True) / values.sum()
    return {
        "location_quotient": share / whole,
        "herfindahl": (share**2).sum(axis=1),
        "hoover_specialization": np.abs(share - whole).sum(axis=1) / 2,
        "hoover_concentration": np.abs(of_industry - of_all).sum(axis=0) / 2,
    }


def figures(name: str, activity: Activity) -> pd.DataFrame:
    """Compute an indicator; ranks are left out, which the last bit of a figure may change."""
    found = indicators.compute(name, activity)
    return found.drop(columns="rank", errors="ignore").sort_index().sort_index(axis=1)


def assert_same_indices(cube_table: pd.DataFrame, table: pd.DataFrame) -> None:
    """Compare every index of a table from a cube with that of the published table, whatever the order of its codes."""
    mixed = table.sample(frac=1, random_state=2).sample(frac=1, axis=1, random_state=2)
    for name in INDICES:
        got, want = (figures(name, from_tables(some)) for some in (cube_table, mixed))
        pd.testing.assert_frame_equal(got, want, check_names=False, rtol=1e-12, atol=1e-12, obj=name)


# ------------------------------------------------------------------------------------------------------ Germany, 2015
def test_every_establishment_of_germany_adds_up_to_the_published_table(
    run: Engine, folder: Path, german_firms: Path
) -> None:
    firms, jobs = stats.germany_2015(folder)
    found = run(parts_of(f"{german_firms}/*.parquet"), stats.boundaries("germany-nuts3"))
    assert found.counts == {"read": 3_736_751, "used": 3_736_751} | dict.fromkeys(
        ["rejected", "disagreements", "unknown_regions"], 0
    )
    districts = cube(rolled(found.sums, CELL))
    assert districts["region_code"].nunique() == 401
    laender = districts.assign(region_code=districts["region_code"].str[:3]).groupby(CELL, as_index=False)
    sums = laender[["enterprises", "employees"]].sum()
    got = stats.table_of(sums)
    pd.testing.assert_frame_equal(got, jobs, check_exact=True)
    pd.testing.assert_frame_equal(stats.table_of(sums, "enterprises"), firms, check_exact=True)
    assert (got.to_numpy().sum(), got.to_dict()["B"]["DE5"]) == (39_055_000, 0)  # three mines of Bremen, no jobs
    assert_same_indices(got, jobs)
    for name, want in by_hand(jobs).items():
        value = figures(name, from_tables(got))
        np.testing.assert_allclose(value if name == "location_quotient" else value["value"], want, rtol=1e-12)


def test_size_classes_of_german_establishments_add_up_too(run: Engine, german_firms: Path) -> None:
    found = run(parts_of(f"{german_firms}/*.parquet"), stats.boundaries("germany-nuts3"))
    sizes = cube(rolled(found.sums, ["size_class"])).set_index("size_class")
    assert sizes["enterprises"].to_dict() == {"0-9": 2_634_190, "10-49": 1_101_867, "50-249": 694}
    assert sizes["employees"].sum() == 39_055_000
    large = cube(rolled(selected(found.sums, {"size_class": {"50-249"}}), ["industry_code"]))
    assert large["industry_code"].tolist() == ["B", "E"]  # mines, water and waste


# -------------------------------------------------------------------------------------------------- Germany, 2008-2014
def test_seven_years_of_germany_come_back_with_their_published_totals(
    run: Engine, folder: Path, tmp_path: Path
) -> None:
    rows, published = stats.germany_by_year(folder)
    rows.to_csv(tmp_path / "years.csv", index=False)
    names = sorted(rows["region_code"].unique())
    nowhere = gpd.GeoDataFrame(geometry=[None] * len(names), index=names, crs="EPSG:4326")  # stated codes decide alone
    found = run(parts_of(tmp_path / "years.csv"), nowhere)
    assert (found.used, found.rejected.total) == (16 * 11 * 7, 0)
    yearly = cube(rolled(found.sums, [*CELL, "year"]))
    totals = cube(rolled(found.sums, ["region_code", "year"])).pivot_table(
        index="region_code", columns="year", values="employees"
    )
    np.testing.assert_array_equal(totals, published.loc[totals.index])
    everybody = cube(rolled(found.sums, ["year"]))["employees"].tolist()
    assert everybody == published.T[stats.ALL_INDUSTRIES].tolist()
    assert (everybody[0], everybody[-1]) == (27_457_715, 30_169_648)
    by_industry = cube(rolled(found.sums, ["industry_code", "year"]))
    again = pd.read_csv(folder / "REAT_Freiburg.csv").set_index("industry")  # the country beside one town
    for year in (2008, 2014):
        country = by_industry[by_industry["year"] == year].set_index("industry_code")["employees"]
        country.index = country.index.str.lower()
        want = again[f"e_Germany{year}"]
        want.index = want.index.str.lower()
        assert country[want.index].tolist() == want.tolist()
    for year in range(2008, 2015):
        got = stats.table_of(yearly[yearly["year"] == year])
        table = stats.table_of(rows[rows["year"] == year])
        pd.testing.assert_frame_equal(got, table, check_exact=True)
        assert_same_indices(got, table)


# ------------------------------------------------------------------------------------------------------ Europe, 2014
def test_persons_employed_in_europe_come_back_and_what_was_not_published_stays_missing(
    run: Engine, folder: Path, nuts2: gpd.GeoDataFrame, european_firms: Path
) -> None:
    table = stats.europe_2014(folder).drop(UNKNOWN_TO_THE_MAP)
    found = run(parts_of(european_firms), nuts2)
    assert found.rejected.counts == {"unknown_region": 385}  # FI20 and PT17 are on no map of 2016
    assert set(found.rejected.listed["value"]) == {f"region_code={code}" for code in UNKNOWN_TO_THE_MAP}
    assert (found.used, found.disagreements, found.unknown_regions) == (61_568, 0, 0)
    got = stats.table_of(cube(rolled(found.sums, CELL)))
    pd.testing.assert_frame_equal(got, table, check_exact=True)
    assert (int(got.isna().to_numpy().sum()), int((got == 0).to_numpy().sum())) == (2182, 893)
    assert got.sum().sum() == 125_577_037 - 5380 - 901_590
    assert got.index[got.isna().all(axis=1)].tolist() == ["BG33", "FRY5"]
    assert_same_indices(got, table)


def test_what_is_hidden_of_europe_is_counted_and_the_rest_is_the_table(
    run: Engine, folder: Path, nuts2: gpd.GeoDataFrame, european_firms: Path
) -> None:
    table = stats.europe_2014(folder).drop(UNKNOWN_TO_THE_MAP)
    found = protected(rolled(run(parts_of(european_firms), nuts2).sums, CELL))
    told = found.cube.set_index(CELL)
    hidden = told["obs_status"] == "C"
    true = stats.long(table).set_index(CELL)["employees"].reindex(told.index)
    assert len(told) == table.size == 18_020
    assert found.primary == int(((true < 50) | true.isna()).sum()) == 3504  # a cell below 50 is one enterprise
    assert (found.secondary, found.hidden_totals) == (642, 14)
    assert int(hidden.sum()) == found.hidden <= len(told)
    assert told.loc[hidden, "enterprises"].isna().all()
    np.testing.assert_array_equal(told.loc[~hidden, "employees"].astype(float), true[~hidden])
    for name, other in (("region_code", "industry_code"), ("industry_code", "region_code")):
        totals = found.totals[(found.totals[other] == TOTAL) & (found.totals[name] != TOTAL)].set_index(name)
        shown = totals[totals["obs_status"] != "C"]["employees"].astype(float)
        assert (shown == true.groupby(name).sum()[shown.index]).all()
        assert not (hidden.groupby(name).sum()[shown.index] == 1).any()  # a single one would be the rest


# ------------------------------------------------------------------------------------------------- Ukraine, 2021-2022
def test_people_and_income_of_hromadas_add_up_to_oblasts(run: Engine, folder: Path, tmp_path: Path) -> None:
    rows = stats.ukraine(folder)
    rows.to_csv(tmp_path / "hromadas.csv", index=False, sep=";", decimal=",")
    found = run(parts_of(tmp_path / "hromadas.csv"), stats.boundaries("ukraine-oblast"))
    assert (found.used, found.rejected.total, found.disagreements) == (1469, 0, 18)
    moved = found.examples.groupby(["stated", "found"]).size()
    assert moved.to_dict()["UA-32", "UA-30"] == 13  # the map draws the city of Kyiv twice too large
    hundredths = (rows["turnover"] * 100).round().groupby(rows["region_code"]).sum()
    got = cube(rolled(found.sums, ["region_code"])).set_index("region_code")
    assert (got["turnover"].to_numpy() == hundredths.to_numpy() / 100).all()
    assert got["turnover_unknown"][lambda n: n > 0].to_dict() == {"UA-09": 11, "UA-14": 20}
    table = stats.table_of(rows.groupby(CELL)[["employees"]].sum().reset_index())
    people = stats.table_of(cube(rolled(found.sums, CELL)))
    pd.testing.assert_frame_equal(people, table, check_exact=True)
    assert people.to_numpy().sum() == 38_215_034
    assert_same_indices(people, table)


def test_where_no_oblast_is_stated_the_map_decides_and_loses_eight(run: Engine, folder: Path, tmp_path: Path) -> None:
    rows = stats.ukraine(folder).drop(columns="region_code")
    rows.to_parquet(tmp_path / "hromadas.parquet", index=False)
    found = run(parts_of(tmp_path / "hromadas.parquet"), stats.boundaries("ukraine-oblast"))
    assert found.rejected.counts == {"outside": 8}  # on the coast and at the border
    oblasts = cube(rolled(found.sums, ["region_code"])).set_index("region_code")
    assert oblasts["enterprises"].to_dict()["UA-30"] == 13
    lost = rows[rows["enterprise_id"].isin(found.rejected.listed["enterprise_id"])]
    assert oblasts["employees"].sum() == 38_215_034 - lost["employees"].sum()
