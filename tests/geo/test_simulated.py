"""One rule says what of a figure is simulated: the cells, a companion table, or the interval alone."""

from dataclasses import replace

import pandas as pd
import pytest

from geo.activity import Activity, from_tables, with_tables
from geo.catalogue.rules import RULES
from geo.gather import register_simulated
from geo.indicators import REGISTRY, indicator, options_of
from geo.query import Query, Table, pick_industry, tabulate
from geo.resolve import resolve
from geo.simulated import ACTIVITY, figure_tables, interval_simulated, simulated_tables
from geo.store import default_store

ON_FIRMS = {"ellison_glaeser", "maurel_sedillot", "ellison_glaeser_coagglomeration", "colocation_howard",
            "triple_helix_synergy"}  # fmt: skip
ON_ESTABLISHMENTS = {"strong_cluster", "litzenberger_sternberg_cluster_index"}


def table(name: str, *, dataset: str = "bay-area", **options: str) -> Table:
    store = default_store()
    query, _ = resolve(Query(dataset, name, level="county" if dataset == "bay-area" else ""), store.dataset(dataset))
    return store.computed(replace(query, indicator=name, options=tuple(options.items())))


def cells(status: str = "A", *, published: bool = False) -> Activity:
    """Two regions, two industries; C24 of R02 has the status."""
    wide = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    wide = wide.assign(TOTAL=[40.0, 40.0]) if published else wide
    tables = {"reference": pd.Series({"C10": 100.0, "C24": 100.0, "TOTAL": 200.0})} if published else {}
    own = from_tables(wide, tables)
    said = pd.DataFrame("A", index=own.values.index, columns=own.values.columns)
    said.loc["R02", "C24"] = status
    return replace(own, noted=said)


@pytest.mark.parametrize("name", sorted(ON_FIRMS))
def test_indices_of_firms_stand_on_the_simulated_register(name: str) -> None:
    assert table(name).simulated == ("firms",)
    assert not table(name).interval_simulated


@pytest.mark.parametrize("name", sorted(ON_ESTABLISHMENTS))
def test_rules_that_count_establishments_stand_on_the_simulated_register(name: str) -> None:
    assert table(name).simulated == ("establishments",)
    store = default_store()
    query, _ = resolve(Query("bay-area", name), store.dataset("bay-area"))
    assert store.result(query).simulated == ("establishments",)


def test_every_indicator_of_the_registry_that_needs_a_register_is_in_these_lists() -> None:
    needing = {name for name, entry in REGISTRY.items() if {"firms", "establishments"} & set(entry.needs)}
    assert needing == ON_FIRMS | ON_ESTABLISHMENTS


@pytest.mark.parametrize("name", ["location_quotient", "share", "symmetric_location_quotient"])
def test_the_quotient_is_observed_and_its_interval_is_not(name: str) -> None:
    found = table(name)
    assert found.simulated == ()
    assert found.interval_simulated
    one = pick_industry(found, replace(found.query, industry_code="RETEMPN"))
    assert (one.simulated, one.interval_simulated) == ((), True)


def test_intervals_from_published_errors_are_observed_where_a_register_is_there_too() -> None:
    firm = {"region_code": ["R01"], "industry_code": ["C10"], "employees": [10.0], "obs_status": ["S"]}
    own = with_tables(cells(published=True), {"firms": pd.DataFrame(firm)})
    sure = replace(own, relative_error=own.values * 0 + 0.1, reference_error=own.reference * 0)
    quotient = indicator("location_quotient")
    assert interval_simulated(quotient, own, {"reference": "published"})
    assert not interval_simulated(quotient, sure, {"reference": "published"})
    assert interval_simulated(quotient, sure, {"reference": "sum"}), "errors are published for the published row only"
    assert not interval_simulated(indicator("share"), sure, {})
    assert interval_simulated(indicator("share"), own, {})


def test_the_method_says_what_an_interval_and_a_probability_stand_on() -> None:
    by_firms = table("probability_specialized", method="firms")
    assert by_firms.simulated == ("firms",)
    assert table("probability_specialized", method="counts").simulated == ()
    assert table("location_quotient_interval", method="firms").interval_simulated
    assert table("location_quotient_interval", method="firms").simulated == ()
    assert not table("location_quotient_interval", method="counts").interval_simulated
    assert not table("location_quotient_interval", method="relative_error").interval_simulated, "there is no interval"


def test_a_rule_stands_on_the_tables_that_its_conditions_look_at() -> None:
    assert table("cluster_rule", rule="delgado_porter_stern").simulated == ("establishments",)
    assert table("cluster_rule", rule="litzenberger_sternberg").simulated == ("establishments",)
    assert table("cluster_rule", rule="statsamerica").simulated == ()
    rule = next(entry for entry in RULES if entry.name == "cluster_rule")
    used = figure_tables(rule, cells(), options_of(rule, {"rule": "life_cycle"}))
    assert set(used) == {"years", "establishment_years", "groups"}


def test_other_datasets_have_nothing_simulated() -> None:
    assert not register_simulated(default_store().dataset("us"))
    for name in ("location_quotient", "ubiquity", "hachman"):
        assert table(name, dataset="us").simulated == ()
        assert not table(name, dataset="us").interval_simulated


def test_a_simulated_cell_counts_where_the_figure_stands_on_it() -> None:
    made_up, options = cells("S", published=True), {"reference": "published"}
    quotient = indicator("location_quotient")
    assert simulated_tables(quotient, made_up, options, industry="C24") == (ACTIVITY,)
    assert simulated_tables(quotient, made_up, options, industry="C10") == ()
    assert simulated_tables(quotient, made_up, options) == (ACTIVITY,)
    assert simulated_tables(indicator("hachman"), made_up, {}) == (ACTIVITY,)
    assert simulated_tables(indicator("relatedness_density"), made_up, {}, industry="C10") == (ACTIVITY,)


def test_totals_that_are_added_up_are_simulated_where_a_part_is() -> None:
    summed = cells("S")
    assert simulated_tables(indicator("share"), summed, {}, industry="C10") == (ACTIVITY,)
    assert simulated_tables(indicator("value"), summed, {}, industry="C10") == ()
    assert simulated_tables(indicator("share"), cells("E"), {}, industry="C10") == ()


def test_a_table_that_somebody_gives_takes_the_place_of_a_simulated_one() -> None:
    firm = pd.DataFrame({"region_code": ["R01"], "industry_code": ["C10"], "employees": [10.0]})
    made_up = with_tables(cells(), {"firms": firm.assign(obs_status="S")})
    assert made_up.companions.simulated == {"firms"}
    assert with_tables(made_up, {"firms": firm}).companions.simulated == frozenset()
    query = Query("", "ellison_glaeser")
    assert tabulate(made_up, query).simulated == ("firms",)
    assert tabulate(replace(made_up, noted=None), query).simulated == ("firms",)
