"""Indices of an industry: their values, ranks, sentences and the panel that says how each was computed."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from geo.indicators import REGISTRY
from geo.query import Query, Table, tabulate
from geo.resolve import resolve
from geo.store import default_store
from scene.figures import Figures
from scene.i18n import Say
from scene.quotients import quotient_query
from tests.views.pages import Open, opens, text_of
from views.command_line import command
from views.industry_indices import INDICES, OF_NEIGHBOURS, indices
from views.industry_method import conventions, interval_words
from views.industry_profile import Spread, other, spread
from views.industry_related import enough, related
from views.industry_strips import Index, _texts, answered, computed, tabulated, usable
from views.industry_verdict import answer, of_firms, of_neighbours

open_page = opens("industry")


def of(dataset: str = "us", **parts: object) -> tuple[Spread, Table, Figures]:
    data = default_store().dataset(dataset)
    query = quotient_query(resolve(Query(dataset, **parts), data)[0], data)  # type: ignore[arg-type]
    assert query is not None
    table = default_store().computed(query)
    return spread(table, query), table, Figures(Say("en"), data, query)


def test_an_index_holds_value_and_rank_among_all_groups() -> None:
    found, table, figures = of(industry_code="15-0000")
    hoover = next(i for i in indices(INDICES, table, found, figures) if i.entry.name == "hoover_concentration")
    by_hand = (found.regions["share"] - found.regions["weight"]).abs().sum() / 2
    assert hoover.value == pytest.approx(by_hand, abs=1e-9)
    assert len(hoover.values) == 22
    assert hoover.rank == 1 + sum(value > hoover.value for value in hoover.values)
    assert hoover.text(figures) == f"{by_hand:.3f}"
    assert hoover.place(figures) == f"rank {hoover.rank} of 22"
    assert np.isnan(hoover.also("z_score"))


def test_a_dataset_without_firms_has_no_index_of_firms() -> None:
    _, table, figures = of()
    assert "ellison_glaeser" not in usable(INDICES, table.query, figures)
    assert "firms" in of_firms(None, figures)


def test_a_register_gives_the_indices_of_firms_and_says_that_it_is_simulated() -> None:
    found, table, figures = of("bay-area")
    glaeser = indices(("ellison_glaeser",), table, found, figures)[0]
    assert np.isfinite(glaeser.also("z_score"))
    assert glaeser.table.simulated == ("firms",)
    assert table.interval_simulated
    assert "the establishments are simulated" in interval_words(table, figures)


def test_observed_figures_are_not_called_simulated() -> None:
    _, table, figures = of()
    assert table.simulated == ()
    assert interval_words(table, figures) == "Thin lines: 9 times in 10 the true value lies there."
    assert interval_words(replace(table, lower=None), figures) == ""


def index_of(name: str, **figures: float) -> Index:
    """Return an index whose table has one industry with these figures."""
    _, table, _ = of()
    values = pd.DataFrame({key: [value] for key, value in figures.items()}, index=["15-0000"])
    return Index(REGISTRY[name], replace(table, query=other(table.query, name), values=values), "15-0000")


@pytest.mark.parametrize(
    ("value", "z", "sentence"),
    [
        (0.06, 5.0, "more concentrated than chance. The Ellison-Glaeser index is 0.060, 5.0 standard deviations above"),
        (0.06, 5.0, "Above 0.05 counts as strong."),
        (0.03, 1.96, "more concentrated than chance"),
        (0.01, 3.0, "Below 0.02 it is weak all the same."),
        (0.03, 1.95, "no more concentrated than chance"),
        (-0.01, -2.5, "spread more evenly than chance"),
        (0.01, float("nan"), "0 is what chance gives"),
    ],
)
def test_the_verdict_on_firms_follows_the_distance_from_chance(value: float, z: float, sentence: str) -> None:
    _, _, figures = of()
    assert sentence in of_firms(index_of("ellison_glaeser", value=value, z_score=z), figures)


@pytest.mark.parametrize(
    ("value", "p", "sentence"),
    [
        (0.3, 0.01, "strong ones. Moran's I of the location quotients is 0.300 (p\u00a0=\u00a00.010)."),
        (0.3, 0.05, "alike beyond chance"),
        (0.3, 0.0004, "(p\u00a0<\u00a00.001)"),
        (0.3, 0.06, "no pattern beyond chance"),
        (-0.3, 0.01, "unlike beyond chance"),
    ],
)
def test_the_verdict_on_neighbours_follows_the_p_value(value: float, p: float, sentence: str) -> None:
    _, _, figures = of()
    assert sentence in of_neighbours(index_of("moran", value=value, p_value=p), figures)[0]


def test_firms_answer_before_neighbours() -> None:
    _, _, figures = of()
    near, firms = index_of("moran", value=0.3, p_value=0.2), index_of("ellison_glaeser", value=0.06, z_score=5.0)
    word, note = answer(firms, near, figures, made_up=True)
    assert word == "yes"
    assert note == (
        "firms: Ellison-Glaeser index 0.060, z = 5.0 (simulated); neighbours: Moran's I of the quotients "
        "0.300, p\u00a0=\u00a00.200"
    )
    assert answer(None, near, figures, made_up=False)[0] == "no"
    assert answer(None, index_of("moran", value=-0.3, p_value=0.01), figures, made_up=False)[0] == "no"
    assert answer(None, index_of("moran", value=0.3, p_value=0.05), figures, made_up=False)[0] == "yes"
    weak = index_of("ellison_glaeser", value=0.06, z_score=1.95)
    assert answer(weak, near, figures, made_up=False)[0] == "no"
    assert answer(None, None, figures, made_up=False) == ("–", "not known for these data")


def test_without_a_p_value_nothing_is_said_of_neighbours() -> None:
    _, _, figures = of()
    assert of_neighbours(index_of("moran", value=0.3, p_value=float("nan")), figures) == []


def test_neighbours_are_compared_by_their_quotients() -> None:
    found, table, figures = of(industry_code="15-0000")
    moran = indices(OF_NEIGHBOURS, table, found, figures)[0]
    assert dict(moran.table.query.options) == {"variable": "location_quotient"}
    asked = replace(table.query, indicator="moran", industry_code="", options=(("variable", "location_quotient"),))
    assert moran.value == default_store().computed(asked).values.loc["15-0000", "value"]


def test_the_same_table_is_answered_once_and_another_slice_by_the_store() -> None:
    _, table, figures = of()
    query = other(table.query, "hoover_concentration")
    assert tabulated(table, query, figures.dataset) is tabulated(table, query, figures.dataset)
    assert answered(table, replace(table.query, industry_code=""), figures.dataset, default_store()) is table
    finer = replace(query, industry_level="detailed")
    assert len(answered(table, finer, figures.dataset, default_store()).values) == 830
    pd.testing.assert_frame_equal(
        answered(table, query, figures.dataset, default_store()).values, tabulate(table.activity, query).values
    )


def test_an_index_that_cannot_be_computed_or_has_no_value_is_left_out() -> None:
    _, table, figures = of()
    assert computed(("ellison_glaeser",), table, "15-0000", figures) == []
    assert computed(("hoover_concentration",), table, "99-9999", figures) == []
    bad = replace(table, activity=replace(table.activity, values=-table.activity.values))
    assert computed(("hoover_concentration",), bad, "15-0000", figures) == []


@pytest.mark.parametrize("lang", ["en", "uk"])
@pytest.mark.parametrize("name", ["hoover_concentration", "ubiquity", "relatedness_density"])
def test_quick_numbers_are_those_of_every_page(name: str, lang: str) -> None:
    _, table, figures = of()
    writer = Figures(Say(lang), figures.dataset, other(table.query, name))
    values = pd.Series([0.1234567, 0.0, 0.5, 1234.5678])
    assert _texts(values, writer) == [writer.value(value) for value in values]


def test_what_goes_together_is_known_in_enough_regions() -> None:
    found, table, figures = of(industry_code="15-1252")
    assert enough(found)
    near = related(found, table, figures)
    known = table.activity.values.notna().sum()
    assert "15-1252" not in near.index
    assert near.is_monotonic_decreasing
    assert (known[near.index] >= 20).all()
    assert (known < 20).any()


def test_six_sectors_are_too_few_for_relatedness() -> None:
    assert not enough(of("bay-area")[0])


def test_the_command_names_everything_that_was_chosen() -> None:
    _, table, figures = of(industry_code="15-0000")
    query = other(table.query, "moran")
    assert command(Figures(figures.say, figures.dataset, query)) == (
        "regioscope compute --dataset us --indicator moran --industry-level major --level state --year 2025 "
        "--measure employment --option variable=location_quotient --out result.csv"
    )


def test_conventions_name_options_totals_and_gaps() -> None:
    _, table, figures = of(industry_code="15-1252", level="metro")
    facts = dict(conventions(table, figures))
    assert facts["Reference economy"] == "the published national figures"
    assert facts["Totals of the regions"] == "published by the source"
    assert facts["Missing"].endswith("they are left out, never taken as zero")


def test_the_panel_shows_formula_inputs_source_version_and_command(open_page: Open) -> None:
    app = open_page(item="15-0000", tab="Where")
    app.session_state["how"] = True
    app.run()
    text = " ".join([*(item.value for item in app.markdown), *(item.value for item in app.code)])
    parts = ("x[r,i] / x[r,.]", "What goes in", "Source: US Bureau", "fingerprint", "regioscope compute --dataset us")
    assert [part for part in parts if part not in text] == []


def test_the_verdict_stands_over_the_indices(open_page: Open) -> None:
    text = text_of(open_page(data="bay-area", tab="More than chance?"))
    assert '<span class="rs-badge">Simulated</span> Firms: more concentrated than chance' in text
    assert "Neighbours:" in text
    assert "Hoover" in text


def test_related_groups_are_drawn_or_their_absence_explained(open_page: Open) -> None:
    assert "proximity" in text_of(open_page(item="15-1252", tab="Related"))
    app = open_page(data="bay-area", tab="Related")
    assert "two groups share places by chance" in app.info[0].value


def test_the_table_selects_the_region_of_the_address(open_page: Open) -> None:
    app = open_page(item="15-0000", region="06", tab="Table")
    assert app.selectbox(key="c_spread_region").value == "06"
    app.selectbox(key="c_spread_region").select("53").run()
    assert app.query_params["region"] == "53"
