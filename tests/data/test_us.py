"""The dataset ``us`` agrees with what its publisher prints."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geo.query import Query, evaluate
from geo.resolve import resolve
from geo.store import default_store

FOLDER = Path(__file__).parents[2] / "data" / "datasets" / "us"
TEXT = {"region_code": "str", "industry_code": "str", "parent_code": "str"}


@pytest.fixture(scope="module")
def regions() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "regions.csv", dtype=TEXT).set_index("region_code")


@pytest.fixture(scope="module")
def industries() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "industries.csv", dtype=TEXT).set_index("industry_code")


@pytest.fixture(scope="module")
def statistics() -> pd.DataFrame:
    return pd.read_parquet(FOLDER / "statistics.parquet")


@pytest.fixture(scope="module")
def reference() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "reference.csv", dtype=TEXT)


@pytest.fixture(scope="module")
def published_gap(statistics: pd.DataFrame, reference: pd.DataFrame) -> pd.Series:
    """Distance of our location quotient (national row as reference) from the bureau's, by region and major group."""
    jobs = statistics[statistics["measure"] == "employment"].pivot_table(
        index="region_code", columns="industry_code", values="value"
    )
    nation = reference[reference["measure"] == "employment"].set_index("industry_code")["value"]
    ours = jobs.div(jobs["TOTAL"], axis=0) / (nation / nation["TOTAL"])
    long = ours.melt(ignore_index=False, value_name="ours").set_index("industry_code", append=True)["ours"]
    published = pd.read_csv(FOLDER / "published.csv", dtype=TEXT).set_index(["region_code", "industry_code"])
    gap: pd.Series = (long.reindex(published.index) - published["location_quotient"]).abs()
    return gap


def test_there_are_54_states_and_territories_and_393_metropolitan_areas(regions: pd.DataFrame) -> None:
    assert regions["level"].value_counts().to_dict() == {"metro": 393, "state": 54}
    assert {"06", "11", "66", "72", "78"} <= set(regions.index)
    assert regions.loc["41860", "region_name"] == "San Francisco-Oakland-Fremont, CA"
    assert regions.loc["41860", "parent_code"] == "06"


def test_metropolitan_areas_lie_in_or_near_their_state(regions: pd.DataFrame) -> None:
    metros = regions[regions["level"] == "metro"]
    assert metros[["lon", "lat"]].notna().all(axis=None)
    assert metros.loc[["46520"], ["lon", "lat"]].to_numpy() == pytest.approx(np.array([[-157.86, 21.31]]), abs=0.05)


def test_people_are_missing_and_not_zero(regions: pd.DataFrame) -> None:
    assert regions["population"].isna().all()


def test_there_are_22_major_groups_and_830_detailed_occupations(industries: pd.DataFrame) -> None:
    assert industries["level"].value_counts().to_dict() == {"detailed": 830, "major": 22, "all": 1}
    assert industries.loc["15-1252", "parent_code"] == "15-0000"
    assert set(industries["parent_code"].dropna()) == set(industries.index[industries["level"] == "major"])


def test_major_groups_and_states_have_names_in_three_languages(industries: pd.DataFrame, regions: pd.DataFrame) -> None:
    majors = industries[industries["level"] == "major"]
    assert majors[["industry_name_uk", "industry_name_ru"]].notna().all(axis=None)
    states = regions[regions["level"] == "state"]
    assert states[["region_name_uk", "region_name_ru"]].notna().all(axis=None)


def test_quotients_of_state_major_groups_agree_with_the_bureau_within_0_015(published_gap: pd.Series) -> None:
    states = published_gap[published_gap.index.get_level_values(0).str.len() == 2]
    assert len(states) == 1186
    assert states.max() <= 0.015


def test_quotients_of_metropolitan_major_groups_agree_with_the_bureau_within_0_053(published_gap: pd.Series) -> None:
    metros = published_gap[published_gap.index.get_level_values(0).str.len() == 5]
    assert len(metros) == 8600
    assert metros.max() <= 0.053


def test_a_value_that_the_bureau_did_not_release_is_missing_and_never_zero(statistics: pd.DataFrame) -> None:
    assert set(statistics["obs_status"]) == {"A", "M"}
    missing = statistics["obs_status"] == "M"
    assert statistics.loc[missing, "value"].isna().all()
    assert statistics.loc[~missing, "value"].gt(0).all()


def test_every_region_states_every_occupation_and_its_total(statistics: pd.DataFrame) -> None:
    jobs = statistics[statistics["measure"] == "employment"]
    assert len(jobs) == 447 * 854
    assert jobs.loc[jobs["industry_code"] == "TOTAL", "value"].notna().all()


def test_errors_are_fractions_and_left_empty_where_a_total_has_none(statistics: pd.DataFrame) -> None:
    jobs = statistics[(statistics["measure"] == "employment") & (statistics["obs_status"] == "A")]
    assert jobs["relative_error"].max() <= 0.5
    detailed = jobs[~jobs["industry_code"].isin(["TOTAL", "00-0000"])]
    assert detailed["relative_error"].notna().all()
    totals = jobs.loc[jobs["industry_code"] == "TOTAL", "relative_error"]
    assert not (totals == 0).any()
    row = jobs[(jobs["region_code"] == "01") & (jobs["industry_code"] == "11-0000")]
    assert row[["value", "relative_error"]].to_numpy().tolist() == [[112960, 0.011]]


def test_reference_is_the_national_row_which_leaves_the_territories_out(
    statistics: pd.DataFrame, reference: pd.DataFrame
) -> None:
    nation = reference[(reference["measure"] == "employment") & (reference["industry_code"] == "TOTAL")]["value"].item()
    assert nation == 155_495_730
    totals = statistics[(statistics["industry_code"] == "TOTAL") & (statistics["measure"] == "employment")]
    states = totals[(totals["region_code"].str.len() == 2) & ~totals["region_code"].isin(["66", "72", "78"])]
    assert len(states) == 51
    assert np.isclose(states["value"].sum(), nation, rtol=1e-6)


def test_all_occupations_together_repeat_the_published_totals(statistics: pd.DataFrame) -> None:
    keys = ["measure", "year", "region_code"]
    totals, repeated = (
        statistics[statistics["industry_code"] == code].sort_values(keys)[[*keys, "value"]].reset_index(drop=True)
        for code in ("TOTAL", "00-0000")
    )
    pd.testing.assert_frame_equal(totals, repeated)


@pytest.fixture(scope="module")
def income(statistics: pd.DataFrame) -> pd.DataFrame:
    rows = statistics[(statistics["measure"] == "income_per_capita") & (statistics["industry_code"] == "TOTAL")]
    return rows.pivot_table("value", index="region_code", columns="year")


def test_income_per_person_of_48_states_in_81_years(income: pd.DataFrame) -> None:
    assert income.shape == (48, 81)
    assert list(map(int, income.columns)) == list(range(1929, 2010))
    assert income.notna().all(axis=None)
    assert not {"02", "11", "15", "72"} & set(income.index)
    assert income.loc[["01", "56"], [1929, 2009]].to_numpy().tolist() == [[323, 32274], [675, 42504]]


def test_income_is_that_of_the_reference_cases(income: pd.DataFrame, oracles: Path) -> None:
    table = (
        pd.read_csv(oracles / "data" / "usjoin_income.csv", dtype={"fips": str}).set_index("fips").drop(columns="name")
    )
    given = table.set_axis(table.index.str.zfill(2)).set_axis(table.columns.astype(int), axis=1)
    np.testing.assert_array_equal(income, given.loc[income.index, income.columns])


@pytest.fixture(scope="module")
def io() -> pd.DataFrame:
    return pd.read_parquet(FOLDER / "io.parquet").pivot_table("value", index="from_code", columns="to_code").fillna(0.0)


def test_what_an_industry_buys_and_adds_is_its_output(io: pd.DataFrame) -> None:
    codes = [code for code in io.columns if code in io.index]
    assert len(codes) == 71
    output: pd.Series[float] = io.T["OUTPUT"][codes]
    assert output.sum() == pytest.approx(40_575_547, rel=1e-6)
    assert io.loc["WAGES", codes].sum() == pytest.approx(12_549_140, rel=1e-6)
    assert io.loc["VALUE_ADDED", codes].sum() == pytest.approx(22_485_863, rel=1e-6)
    sold = io.loc[codes].sum(axis=1)
    assert ((sold - output) / output).between(-0.008, 1e-5).all()
    bought = io.loc[[*codes, "IMPORTS", "VALUE_ADDED"], codes].sum()
    assert ((output - bought) / output).between(0, 0.16).all()


def test_no_sale_is_negative_and_government_buys_little_of_farms(io: pd.DataFrame) -> None:
    assert io.min(axis=None) == 0
    assert {"HOUSEHOLDS", "OTHER_DEMAND"} == set(io.columns) - set(io.index)
    bought = io["311FT"].to_dict(), io["GFGD"].to_dict()
    assert bought[0]["111CA"] > 50 * bought[1]["111CA"]


def test_the_map_opens_as_before_and_income_has_a_year_to_choose() -> None:
    us = default_store().dataset("us")
    first, notices = resolve(Query("us"), us)
    assert notices == ()
    assert (first.indicator, first.industry_code, first.level, first.measure, first.year) == (
        "location_quotient", "15-0000", "state", "employment", 2025,
    )  # fmt: skip
    assert us.years("employment") == [2025]
    assert us.years("income_per_capita") == list(range(1929, 2010))
    income, notices = resolve(Query("us", measure="income_per_capita", industry_code="00-0000"), us)
    assert notices == ()
    assert (income.indicator, income.industry_level, income.year, income.minimum) == ("value", "all", 2009, 0)
    assert evaluate(us, income).values.notna().sum() == 48
    assert us.manifest.default["wages"] == "mean_annual_wage"


def test_each_figure_is_credited_to_its_publisher() -> None:
    us = default_store().dataset("us")
    assert us.credits("income_per_capita") == (
        "US Bureau of Economic Analysis, 1929 to 2009 (Public domain (data); BSD-3-Clause (package))",
    )
    assert [text.partition(",")[0] for text in us.credits("employment")] == ["US Bureau of Labor Statistics"]


def test_colleges_are_counted_for_every_state_and_territory_but_no_metropolitan_area(regions: pd.DataFrame) -> None:
    colleges = pd.read_csv(FOLDER / "higher_education.csv", dtype=TEXT).set_index("region_code")
    assert set(colleges.index) == set(regions.index[regions["level"] == "state"])
    assert colleges.loc[["06", "66"]].to_numpy().tolist() == [[481, 143], [1, 1]]
    assert (colleges["bachelor_plus"] <= colleges["institutions"]).all()
