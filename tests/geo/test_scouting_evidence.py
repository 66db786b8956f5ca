"""What is known of places: facts of the bundled datasets, figures worked by hand, gaps that stay gaps."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geo.dataset import Dataset
from geo.errors import UnknownIndustryError, UnknownOptionError, UnknownRegionError
from geo.scouting import Evidence, Filter, criteria, evidence, ranking, unknowns
from geo.scouting_figures import trust_of
from geo.scouting_search import search
from geo.store import Store, default_store
from tests.geo.tiny import MANIFEST, write_data, write_dataset

SOFTWARE, METRO = "15-1252", "metro"
ALL = (
    "quotient", "cluster_status", "related", "labour_pool", "labour_related", "labour_near", "wages", "wages_all",
    "growth", "universities", "port", "airport", "suppliers", "competition", "completeness",
)  # fmt: skip


def usual(dataset: str, industry: str, level: str) -> Evidence:
    store = default_store()
    return evidence(store.dataset(dataset), industry, level, store=store)


@pytest.fixture(scope="module")
def software() -> Evidence:
    return usual("us", SOFTWARE, "state,metro")


@pytest.fixture(scope="module")
def sectors() -> Evidence:
    return usual("bay-area", "FPSEMPN", "superdistrict")


# -------------------------------------------------------------------------------------------------- bundled datasets


def test_states_and_metropolitan_areas_compete_together_by_fifteen_criteria(software: Evidence) -> None:
    assert software.places["level"].value_counts().to_dict() == {"metro": 393, "state": 54}
    assert tuple(one.id for one in software.criteria) == ALL
    assert {one.id: one.missing for one in software.criteria if one.missing} == {
        "growth": "one_year",
        "suppliers": "other_classification",
    }


def test_the_quotient_is_that_of_the_map_with_its_published_interval(software: Evidence) -> None:
    from geo.query import Query  # noqa: PLC0415 - what the map asks

    query = Query("us", "location_quotient", SOFTWARE, METRO, "detailed", "employment", 2025)
    shown = default_store().result(query)
    known = software.values["quotient"].reindex(shown.values.index)
    pd.testing.assert_series_equal(known, shown.values, check_names=False)
    assert shown.lower is not None
    low = software.lower["quotient"].reindex(shown.values.index)
    pd.testing.assert_series_equal(low, shown.lower, check_names=False)


def test_a_figure_that_is_not_released_is_unknown_and_asked_for_never_zero(software: Evidence) -> None:
    gaps = software.values["labour_pool"].isna()
    assert int(gaps.sum()) == 13
    assert set(software.status["labour_pool"][gaps]) == {"unknown"}
    assert set(software.confidence["labour_pool"][gaps]) == {"none"}
    assert (software.values["labour_pool"].dropna() > 0).all()
    place = str(gaps.index[gaps][0])
    assert "labour_pool" in {one.id for one in unknowns(software, place)}
    table = ranking(software, {"labour_pool": 1}, [Filter("labour_pool", at_least=5000)])
    assert (table.loc[gaps.index[gaps], "passes"] == "ask").all()


def test_every_known_value_names_its_source_and_age(software: Evidence) -> None:
    for one in software.criteria:
        if one.id == "completeness" or not one.supported:
            continue
        known = software.values[one.id].notna()
        assert (software.source[one.id][known] != "").all(), one.id
        assert (software.vintage[one.id][known] != "").all(), one.id
        assert (software.source[one.id][~known] == "").all(), one.id
    assert software.vintage["wages"]["06"] == "May 2025"


def test_published_errors_grade_confidence() -> None:
    assert trust_of(pd.Series([0.01, 0.05, 0.15, 0.16, np.nan])).tolist() == [
        "good",
        "fair",
        "fair",
        "poor",
        "unstated",
    ]


def test_wages_are_those_of_the_occupation_and_of_everything(software: Evidence) -> None:
    assert software.values["wages"]["06"] > software.values["wages_all"]["06"] == 80690.0
    assert [one.direction for one in software.criteria if one.turns] == [-1, -1, -1]


def test_programmers_go_together_with_testers_and_managers_of_computing() -> None:
    store = default_store()
    near = search(store.dataset("us"), SOFTWARE, METRO, 0, store).related(SOFTWARE)
    assert near[:2] == ("15-1253", "11-3021")
    assert len(near) == 10
    assert SOFTWARE not in near


def test_jobs_of_related_groups_are_at_least_the_known_ones(software: Evidence) -> None:
    """The unknown parts of a sum widen it upwards, by no more than their group leaves over."""
    value, low, high = (getattr(software, part)["labour_related"] for part in ("values", "lower", "upper"))
    bounded = low.notna()
    assert bounded.any()
    assert (~bounded & value.notna()).any()
    assert np.allclose(value[bounded], low[bounded])
    assert (high[bounded] > value[bounded]).all()
    assert (value[value.notna()] >= software.values["labour_pool"][value.notna()].fillna(0)).all()


def test_people_within_reach_are_the_own_ones_and_those_of_near_metropolitan_areas(software: Evidence) -> None:
    near, own = software.values["labour_near"], software.values["labour_pool"]
    known = near.notna() & own.notna()
    assert (near[known] >= own[known]).all()
    # San Jose and San Francisco stand 68 km apart, Napa and Vallejo 21 km
    assert near["41940"] == own[["41940", "42100"]].sum()
    assert near["34900"] == own[["34900", "46700", "42220"]].sum()


def test_a_state_is_too_wide_for_a_journey_to_work(software: Evidence) -> None:
    assert np.isnan(software.values["labour_near"]["06"])
    assert np.isfinite(software.values["labour_near"]["11"])


def test_colleges_are_told_of_states_only(software: Evidence) -> None:
    assert software.values["universities"]["06"] == 143.0
    assert software.values.loc[software.places["level"] == METRO, "universities"].isna().all()
    assert software.criterion("universities").kind == "institutions"


def test_completeness_is_the_share_of_criteria_that_are_known(software: Evidence) -> None:
    others = [one.id for one in software.criteria if one.id != "completeness"]
    expected = software.values[others].notna().mean(axis=1)
    assert np.allclose(software.values["completeness"], expected)


def test_further_industries_bring_criteria_of_their_own() -> None:
    store = default_store()
    found = evidence(store.dataset("us"), SOFTWARE, METRO, store=store, also=("15-2051",))
    assert found.criterion("quotient@15-2051").industry == "15-2051"
    assert found.values["labour_pool@15-2051"]["41940"] == 6060.0
    assert not found.values["quotient@15-2051"].equals(found.values["quotient"])


def test_what_stands_on_simulated_establishments_says_so(sectors: Evidence) -> None:
    assert set(sectors.status["cluster_status"]) == {"simulated"}
    assert set(sectors.status["suppliers"]) == {"simulated"}
    assert set(sectors.confidence["suppliers"]) == {"none"}
    assert set(sectors.status["labour_pool"]) == {"observed"}
    assert set(sectors.detail["quotient"]) == {"note:interval_simulated"}
    assert set(sectors.confidence["quotient"]) == {"unstated"}


def test_six_sectors_are_too_few_to_be_related(sectors: Evidence) -> None:
    assert sectors.criterion("related").missing == "too_few_industries"
    assert sectors.criterion("wages").missing == "no_wages"
    assert sectors.criterion("universities").kind == "students"
    assert sectors.values["universities"].max() == 192_716.0


def test_a_dataset_without_statistics_still_knows_where_its_places_lie() -> None:
    found = usual("ukraine", "C", "oblast")
    assert {one.id for one in found.criteria if one.supported} == {"port", "airport", "completeness"}
    assert ranking(found, {"port": 1}).index[0] == "UA-40"
    assert {one.missing for one in found.criteria if one.id == "quotient"} == {"not_told"}
    assert found.criterion("quotient").weight == 0.0


def test_criteria_are_those_of_the_evidence(software: Evidence) -> None:
    store = default_store()
    assert criteria(store.dataset("us"), SOFTWARE, ("state", METRO), store=store) == software.criteria


def test_some_places_are_measured_by_the_scales_of_all(software: Evidence) -> None:
    store = default_store()
    part = evidence(store.dataset("us"), SOFTWARE, "state,metro", store=store, ids=["41940", "06"])
    assert part.ids == ("41940", "06")
    pd.testing.assert_frame_equal(part.scales, software.scales)


@pytest.mark.parametrize(
    ("industry", "level", "year", "error", "message"),
    [("99-9999", METRO, 0, UnknownIndustryError, "there is no industry '99-9999'"),
     (SOFTWARE, "county", 0, UnknownOptionError, "there is no level 'county'"),
     (SOFTWARE, METRO, 1999, UnknownOptionError, "there is no year '1999'")],
)  # fmt: skip
def test_what_a_dataset_does_not_have_is_told(
    industry: str, level: str, year: int, error: type[Exception], message: str
) -> None:
    store = default_store()
    with pytest.raises(error, match=message):
        evidence(store.dataset("us"), industry, level, year, store=store)


def test_a_place_that_is_not_there_is_told(software: Evidence) -> None:
    with pytest.raises(UnknownRegionError, match="there is no place '99999'"):
        unknowns(software, "99999")


# --------------------------------------------------------------------------------------------- a small dataset on disk


def small(root: Path, edit: Callable[[dict[str, object]], None] | None = None, **tables: str) -> tuple[Dataset, Store]:
    """Dataset ``tiny`` with more tables, in a folder of its own."""
    write_data(root / "data")
    default = dict(MANIFEST["regioscope"]["default"]) | {"measure": "jobs", "wages": "wage"}
    about = MANIFEST["regioscope"] | {"default": default}
    more = [{"name": name, "path": f"{name}.csv"} for name in tables if name not in {"regions", "statistics"}]
    known = {"regions", "industries", "statistics", "reference", "sources"}
    resources = [*MANIFEST["resources"], *(one for one in more if one["name"] not in known)]
    if edit is not None:
        edit(about)
    manifest = {"regioscope": about, "resources": resources, "name": "more"}
    write_dataset(root / "data" / "datasets", name="more", manifest=manifest, **tables)
    store = Store(root / "data")
    return store.dataset("more"), store


def test_growth_is_the_mean_annual_change_of_the_jobs(tmp_path: Path) -> None:
    rows = ["region_code,industry_code,year,measure,value,relative_error,obs_status"]
    for year, jobs in ((2008, 1.0), (2015, 50.0), (2019, 80.0), (2021, 200.0)):
        rows += [f"01,I1,{year},jobs,{jobs},,A", f"02,I1,{year},jobs,{10.0},,A", f"03,I1,{year},jobs,,,M"]
    dataset, store = small(tmp_path, statistics="\n".join(rows) + "\n")
    found = evidence(dataset, "I1", "county", store=store)
    # at most ten years back: 2015 to 2021, (200 / 50) ^ (1 / 6) - 1
    assert found.values["growth"].round(6).tolist()[:2] == [round(4 ** (1 / 6) - 1, 6), 0.0]
    assert np.isnan(found.values["growth"]["03"])
    assert found.detail["growth"].tolist() == ["years:2015:2021", "years:2015:2021", ""]


def test_suppliers_are_what_quotients_let_the_place_supply(tmp_path: Path) -> None:
    io = "from_code,to_code,value\nI1,I2,30\nI2,I2,70\nI1,I1,10\nI2,I1,20\nOUTPUT,I1,200\nOUTPUT,I2,300\n"
    dataset, store = small(tmp_path, io=io)
    found = evidence(dataset, "I2", "county", store=store)
    # 01 has quotients 1 and 3: all; 02 has 3 and 1: all; 03 knows nothing of I1 and has nothing of I2
    assert found.values["suppliers"].tolist() == [1.0, 1.0, 0.0]
    assert found.lower["suppliers"]["03"] == 0.0
    assert found.upper["suppliers"]["03"] == pytest.approx(0.3)
    assert found.confidence["suppliers"].tolist() == ["good", "good", "poor"]


def test_a_confidential_cell_is_asked_for_and_told_apart_from_a_missing_one(tmp_path: Path) -> None:
    dataset, store = small(tmp_path)
    found = evidence(dataset, "I1", "county", store=store)
    assert found.status["labour_pool"]["03"] == "confidential"
    assert np.isnan(found.values["labour_pool"]["03"])
    assert "labour_pool" in {one.id for one in unknowns(found, "03")}


def test_a_true_zero_is_a_value(tmp_path: Path) -> None:
    dataset, store = small(tmp_path)
    found = evidence(dataset, "I2", "county", store=store)
    assert found.values["quotient"]["03"] == 0.0
    assert found.values["labour_pool"]["03"] == 0.0
    assert found.status["labour_pool"]["03"] == "simulated"


def test_wages_without_an_error_have_no_interval(tmp_path: Path) -> None:
    dataset, store = small(tmp_path)
    found = evidence(dataset, "I1", "county", store=store)
    assert found.values["wages"].tolist()[:2] == [1500.0, 2500.0]
    assert found.lower["wages"].isna().all()
    assert found.confidence["wages"].tolist() == ["unstated", "unstated", "none"]
