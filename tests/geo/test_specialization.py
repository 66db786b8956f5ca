"""The family of the location quotient against numbers that others have published or computed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from geo import indicators
from geo.activity import Activity, from_dataset, from_tables
from geo.specialization import (
    additive_location_quotient,
    density_km2,
    location_quotient,
    normalized_revealed_advantage,
    per_thousand_people,
    share,
    symmetric_location_quotient,
)
from geo.store import default_store
from tests.geo.tables import COMPLETE_TABLES, FEW, assert_close, cell, wide

Oracle = Callable[[str], dict[str, Any]]


# ---- numbers that others have published
def published_quotients() -> pd.Series:
    """Quotients of the US Bureau of Labor Statistics, two decimals."""
    table = default_store().table("us", "published")
    return table.set_index(["region_code", "industry_code"])["location_quotient"].astype(float)


@pytest.mark.parametrize(("level", "tolerance", "n"), [("state", 0.015, 1172), ("metro", 0.053, 8587)])
def test_location_quotient_of_the_published_states(level: str, tolerance: float, n: int) -> None:
    """The bureau compares with its national row, which leaves the territories out; it rounds jobs and quotients."""
    us = default_store().dataset("us")
    activity = from_dataset(us, measure="employment", level=level, industry_level="major", year=2025)
    got = location_quotient(activity).stack()  # noqa: PD013 - a Series on both codes
    published = published_quotients()
    both = got.index.intersection(published.dropna().index)
    assert len(both) >= n
    assert (got[both] - published[both]).abs().max() <= tolerance


def test_location_quotient_of_the_textbook_town(oracle: Oracle) -> None:
    case = oracle("lq_textbook_goettingen")
    given = case["inputs"]["scalar"]
    town = pd.DataFrame({"I": [given["e_ij"]], "TOTAL": [given["e_i"]]}, index=["R"], dtype=float)
    nation = pd.Series({"I": given["E_j"], "TOTAL": given["E"]}, dtype=float)
    got = cell(location_quotient(from_tables(town, {"reference": nation})), "R", "I")
    assert_close(got, case["expected"]["scalar"], case)


def goettingen(oracles: Path) -> Activity:
    table = pd.read_csv(oracles / "data" / "Goettingen.csv")
    codes = ["TOTAL", *table["WZ2008_Code"][1:16]]
    town = pd.DataFrame([table["Goettingen2017"][:16].to_numpy(float)], index=["GOE"], columns=codes)
    return from_tables(town, {"reference": pd.Series(table["BRD2017"][:16].to_numpy(float), index=codes)})


def test_location_quotients_of_goettingen_use_the_published_totals(oracle: Oracle, oracles: Path) -> None:
    case = oracle("lq_textbook_goettingen")
    assert_close(location_quotient(goettingen(oracles)).loc["GOE"], case["expected"]["goettingen2017"], case)


def test_additive_quotient_of_the_textbook_town(oracle: Oracle, oracles: Path) -> None:
    case = oracle("lq_textbook_goettingen")
    got = additive_location_quotient(goettingen(oracles), variant="industry").loc["GOE"]
    assert_close(got, case["expected"]["goettingen2017_additive_eijEi_minus_ejE"], case)


def test_location_quotients_of_freiburg_add_their_totals_up(oracle: Oracle, oracles: Path) -> None:
    case = oracle("lq_textbook_goettingen")
    table = pd.read_csv(oracles / "data" / "Freiburg.csv").set_index("industry")
    town = table[["e_Freiburg2014"]].T.set_axis(["FR"])
    got = location_quotient(from_tables(town, {"reference": table["e_Germany2014"]}))
    assert_close(got.loc["FR"], case["expected"]["freiburg2014"], case)


@pytest.mark.parametrize("matrix", ["m31", "krugman1991"])
def test_location_quotients_of_the_econgeo_matrices(oracle: Oracle, matrix: str) -> None:
    case = oracle("econgeo_basic_tables")
    given = case["inputs"][matrix]
    table = pd.DataFrame(given["matrix"], index=given["rows"], columns=given["cols"], dtype=float)
    assert_close(location_quotient(from_tables(table)), case["expected"][matrix]["LQ"], case)


def test_location_quotients_of_european_countries(oracle: Oracle, oracles: Path) -> None:
    case = oracle("complexity_eu28_2016")
    long = pd.read_csv(oracles / "data" / "EU28_emp_2016.csv")
    table = long.pivot_table(index="geo", columns="nace_r2", values="emp1000")
    rows, columns = case["inputs"]["rows"], case["inputs"]["cols"]
    assert_close(location_quotient(from_tables(table.loc[rows, columns])), case["expected"]["RCA"], case)


def test_location_quotients_of_the_german_region(oracle: Oracle) -> None:
    case = oracle("flq_germany_region")
    region, nation = case["inputs"]["region_vector_e"], case["inputs"]["nation_vector_E"]
    codes = case["inputs"]["sectors"]
    activity = from_tables(
        pd.DataFrame([region], index=["R"], columns=codes, dtype=float),
        {"reference": pd.Series(nation, index=codes, dtype=float)},
    )
    assert_close(location_quotient(activity).loc["R"], case["expected"]["slq"], case)


def test_location_quotients_of_the_sixteen_states_of_germany(oracle: Oracle) -> None:
    case = oracle("lq_confidence_interval")
    given = case["inputs"]
    table = pd.DataFrame(
        {"I": given["industry_count"], "TOTAL": given["region_total"]}, index=given["region"], dtype=float
    )
    got = location_quotient(from_tables(table))["I"]
    np.testing.assert_allclose(got, case["expected"]["LQ"], rtol=1e-12)


# ---- one fact of each indicator
@FEW
@given(COMPLETE_TABLES)
def test_shares_of_a_region_sum_to_one(values: np.ndarray) -> None:
    np.testing.assert_allclose(share(from_tables(wide(values))).sum(axis=1), 1.0)


def test_symmetric_quotient_is_minus_one_where_absent() -> None:
    got = symmetric_location_quotient(from_tables(wide([[0.0, 30.0], [30.0, 10.0]])))
    assert cell(got, "R0", "I0") == -1.0


@FEW
@given(COMPLETE_TABLES)
def test_normalized_advantages_add_up_to_nothing(values: np.ndarray) -> None:
    """Over the regions of an industry and over the industries of a region; Yu, Cai and Leung (2009), section 3."""
    got = normalized_revealed_advantage(from_tables(wide(values)))
    np.testing.assert_allclose(got.sum(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(got.sum(axis=1), 0, atol=1e-12)


def test_normalized_advantage_worked_out_by_hand() -> None:
    """10 of 80 less 40/80 * 40/80 of everything."""
    got = normalized_revealed_advantage(from_tables(wide([[10.0, 30.0], [30.0, 10.0]])))
    assert got.to_numpy().tolist() == [[-0.125, 0.125], [0.125, -0.125]]


@pytest.mark.parametrize(
    ("reference", "wanted"),
    [
        ("published", 10 / 1000 - 50 / 1000 * 0.3),
        ("external", 10 / 1000 - 50 / 1000 * 0.3),
        ("sum", 10 / 90 - 50 / 90 * 40 / 90),
        ("rest", 50 / 1000 * (10 / 50 - 290 / 950)),
    ],
)
def test_normalized_advantage_against_each_reference(reference: str, wanted: float) -> None:
    table = wide([[10.0, 30.0], [30.0, 10.0]]).assign(TOTAL=[50.0, 40.0])
    activity = from_tables(table, {"reference": pd.Series({"I0": 300.0, "I1": 100.0, "TOTAL": 1000.0})})
    assert cell(normalized_revealed_advantage(activity, reference=reference), "R0", "I0") == pytest.approx(wanted)


def test_density_divides_by_the_area_of_the_region() -> None:
    activity = from_tables(wide([[10.0, 30.0], [30.0, 0.0]]), {"areas": pd.Series({"R1": 60.0, "R0": 4.0})})
    assert density_km2(activity).to_numpy().tolist() == [[2.5, 7.5], [0.5, 0.0]]
    small = from_tables(wide([[10.0, 30.0]]), {"areas": pd.Series({"R0": 0.5})})
    assert density_km2(small).to_numpy().tolist() == [[20.0, 60.0]]


def test_density_is_missing_where_the_area_is_nought_or_unknown() -> None:
    activity = from_tables(wide([[10.0], [10.0], [10.0]]), {"areas": pd.Series({"R0": 0.0, "R1": np.nan, "R2": 5.0})})
    assert density_km2(activity)["I0"].isna().tolist() == [True, True, False]
    assert density_km2(replace(activity, areas=None)).isna().to_numpy().all()


def test_per_thousand_people_is_missing_where_nobody_lives() -> None:
    people = pd.Series({"R0": 2000.0, "R1": 0.0})
    got = per_thousand_people(from_tables(wide([[10.0], [10.0]]), {"population": people}))["I0"]
    assert got["R0"] == 5.0
    assert np.isnan(got["R1"])


def test_the_figure_itself_is_returned_unchanged() -> None:
    table = wide([[10.0, np.nan], [0.0, 3.5]])
    pd.testing.assert_frame_equal(indicators.compute("value", from_tables(table)), table, check_names=False)
