"""Size, variety, complexity and peers of a region, with the numbers of the shipped data."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from geo import complexity
from geo.activity import from_tables
from geo.dataset import Dataset
from geo.indicators import REGISTRY
from geo.query import Query, Table, tabulate
from geo.resolve import resolve
from geo.store import Store, default_store
from scene.figures import Figures
from scene.i18n import Say
from scene.region_profile import Profile, profile, profile_query
from tests.views.pages import Open, opens, text_of
from views.region_peers import RULES, gap, peers, reason
from views.region_portfolio import NAMED, Upright, _named, upright, without_growth
from views.region_structure import asked, finest, sentences, structure
from views.region_table import table_of

open_page = opens("region")


def of(region: str, *, dataset: str = "us", depth: str = "major") -> tuple[Profile, Table, Figures]:
    data = default_store().dataset(dataset)
    level = str(data.regions["level"].to_dict()[region])
    query = profile_query(resolve(Query(dataset), data)[0], data, level=level, depth=depth)
    assert query is not None
    table = default_store().computed(query)
    return profile(table, region, query=query), table, Figures(Say("en"), data, query)


# ------------------------------------------------------------------------------------------------------ size and growth
def test_one_year_shows_wages_and_never_a_growth() -> None:
    found, _, figures = of("06")
    up = upright(found, figures, default_store())
    assert up.kind == "wage"
    assert up.values["15-0000"] == 151_880
    assert up.middle == 80_690
    assert without_growth(figures).startswith("Growth is not shown: of “Jobs” one year is known.")


def test_a_dataset_without_wages_shows_shares() -> None:
    found, _, figures = of("SD01", dataset="bay-area", depth="sector")
    up = upright(found, figures, default_store())
    assert up.kind == "share"
    pd.testing.assert_series_equal(up.values, found.groups["share"])


class WithPast(Store):
    """The store of a dataset that knows two earlier years: in 2023 there were jobs of a tenth less a year."""

    def dataset(self, dataset_id: str) -> Dataset:
        data = super().dataset(dataset_id)
        jobs = data.statistics[data.statistics["measure"] == "employment"]
        past = [jobs.assign(year=year, value=jobs["value"] * 0.9 ** (2025 - year)) for year in (2021, 2023)]
        return replace(data, statistics=pd.concat([data.statistics, *past], ignore_index=True), _derived={})


@pytest.mark.parametrize("year", [2025, 2023])
def test_several_years_show_the_growth_up_to_the_year_of_the_page(year: int) -> None:
    store = WithPast()
    data = store.dataset("us")
    query = profile_query(resolve(Query("us", year=year), data)[0], data, level="state", depth="major")
    assert query is not None
    found = profile(store.computed(query), "06", query=query)
    up = upright(found, Figures(Say("en"), data, query), store)
    assert (up.kind, up.years, up.middle) == ("growth", (2021, year), 0.0)
    np.testing.assert_allclose(up.values.dropna(), 1 / 0.9 - 1)


@pytest.mark.parametrize("depth", ["major", "detailed"])
def test_the_chosen_the_most_specialized_and_the_largest_are_named_at_any_width(depth: str) -> None:
    found, _, figures = of("06", depth=depth)
    up = upright(found, figures, default_store())
    rows = found.ranked.assign(upright=up.values).dropna(subset=["upright"])
    chosen = str(rows.index[3])
    drawn = _named(rows, up, figures, chosen=chosen)
    for tier, most in enumerate((4, 5, NAMED)):
        named = drawn.index[drawn[f"text_{tier}"] != ""]
        assert 3 <= len(named) <= most
        assert {chosen, rows["quotient"].idxmax(), rows["amount"].idxmax()} <= set(named)
    assert drawn.index[drawn["chosen"]].tolist() == [chosen]
    assert drawn["quotient"].between(0.125, 8).all()


def test_the_table_holds_what_the_picture_shows() -> None:
    found, _, figures = of("06")
    up = upright(found, figures, default_store())
    table = table_of(found, figures, up=up)
    assert table.loc["15-0000", "Mean annual wage, US dollars a year"] == 151_880
    growing = Upright("growth", up.values * 0 + 0.02, 0.0, (2020, 2025))
    assert table_of(found, figures, up=growing).loc["15-0000", "Growth a year, 2020 to 2025"] == pytest.approx(2.0)
    share = Upright("share", found.groups["share"], float("nan"))
    assert list(table_of(found, figures, up=share).columns) == list(table_of(found, figures).columns)


def test_every_circle_says_its_figures() -> None:
    found, _, figures = of("06")
    up = upright(found, figures, default_store())
    row = _named(found.ranked.assign(upright=up.values), up, figures).loc["15-0000"]
    assert row["across_text"] == "quotient 1.16 (1.15 to 1.18)"
    assert row["upright_text"] == "Mean annual wage, US dollars a year: 151,880"
    assert row["amount_text"] == "717,740 jobs"


# ------------------------------------------------------------------------------------------------------------ structure
def test_the_indices_of_california_and_their_ranks() -> None:
    found, table, figures = of("06")
    by_name = {index.entry.name: index for index in structure(found, table, figures, default_store())}
    krugman = by_name["krugman_specialization"]
    by_hand = (found.groups["share"] - found.groups["reference_share"]).abs().sum()
    assert krugman.value == pytest.approx(by_hand, abs=2e-3)
    assert krugman.place(figures) == f"rank {krugman.rank} of 54"
    assert by_name["herfindahl"].rank == 54
    assert by_name["equivalent_number"].rank == 1


def test_both_varieties_add_up_to_the_entropy_of_the_finest_level() -> None:
    found, table, figures = of("06")
    by_name = {index.entry.name: index for index in structure(found, table, figures, default_store())}
    whole = default_store().computed(replace(finest(found.query, figures), indicator="entropy", options=()))
    parts = by_name["related_variety"].value + by_name["unrelated_variety"].value
    assert parts == pytest.approx(whole.values.loc["06", "value"])


def test_the_structure_in_plain_words() -> None:
    found, table, figures = of("06")
    indices = structure(found, table, figures, default_store())
    texts = sentences(indices, found, figures)
    krugman = next(index for index in indices if index.entry.name == "krugman_specialization")
    assert texts[0] == (
        "6% of the jobs would have to change their group to make this region like the whole. "
        f"{krugman.rank - 1} of 54 regions are more specialized."
    )
    assert texts[1] == "Variety is measured at the finest level of detail: Detailed occupations."
    assert "Complexity: Below about 30 industries complexity is mostly noise." in texts


def test_many_groups_are_no_noise_and_their_variety_needs_no_remark() -> None:
    found, table, figures = of("06", depth="detailed")
    text = " ".join(sentences(structure(found, table, figures, default_store()), found, figures))
    assert "noise" not in text
    assert "finest level" not in text


def test_without_larger_groups_the_page_says_what_variety_needs() -> None:
    found, table, figures = of("SD01", dataset="bay-area", depth="sector")
    texts = sentences(structure(found, table, figures, default_store()), found, figures)
    assert any("needs the larger group of each group (table groups)" in text for text in texts)


@pytest.mark.parametrize("lang", ["uk", "ru"])
def test_the_notes_on_complexity_are_said_in_every_language(lang: str) -> None:
    assert [note for note in complexity.NOTES.values() if Say(lang)(note) == note] == []


def test_the_panel_offers_every_index_of_the_page() -> None:
    found, table, figures = of("06")
    shown = {index.entry.name for index in structure(found, table, figures, default_store())}
    assert {query.indicator for query in asked(found, figures)} >= shown
    assert all(name in REGISTRY for name in shown)
    between = next(query for query in asked(found, figures) if query.indicator == "krugman_bilateral")
    assert between.options == (("region", "06"),)
    pairs = default_store().computed(between).values["value"]
    assert pairs[("06", "36")] == pytest.approx(gap(table, "06", "36"))


# ---------------------------------------------------------------------------------------------------------------- peers
def test_peers_by_each_rule() -> None:
    _, table, figures = of("06")
    assert list(peers(table, "06", figures, rule="size").index[:2]) == ["48", "12"]
    nearest = peers(table, "06", figures, rule="distance")
    assert nearest.index[0] == "32"
    assert reason(nearest.iloc[0], figures, rule="distance").endswith(" km away")
    alike = peers(table, "06", figures, rule="structure")
    assert alike["value"].is_monotonic_increasing
    assert len(alike) == 8
    assert reason(peers(table, "06", figures, rule="size").iloc[0], figures, rule="size") == "0.77 times the size"
    assert set(RULES) == {"structure", "size", "distance"}


def test_the_gap_between_two_regions_is_the_sum_of_the_differences() -> None:
    x = pd.DataFrame({"A": [10.0, 30.0], "B": [30.0, 10.0]}, index=["R1", "R2"])
    table = tabulate(from_tables(x), Query("own", "location_quotient"))
    assert gap(table, "R1", "R2") == pytest.approx(1.0)
    assert np.isnan(gap(table, "R1", "R9"))


# ------------------------------------------------------------------------------------------------------------- the page
def test_the_tab_of_sizes_says_what_is_missing(open_page: Open) -> None:
    app = open_page(tab="Specialization and size", region="06")
    assert "Growth is not shown" in app.info[0].value
    assert "Mean annual wage" in text_of(app)


def test_the_tab_of_variety(open_page: Open) -> None:
    text = text_of(open_page(tab="Variety and complexity", region="06"))
    assert "of 54 regions are more specialized" in text
    assert "Krugman" in text


def test_the_tab_of_peers_keeps_rule_and_region_in_the_address(open_page: Open) -> None:
    app = open_page(tab="Peers", region="06", peers="size", peer="36")
    text = text_of(app)
    assert "0.77 times the size" in text
    assert "California and New York differ by 0.16" in text
    app.selectbox(key="c_peer").select("48").run()
    assert app.query_params["peer"] == "48"
    app.button(key="open_peer").click().run()
    assert app.query_params["region"] == "48"
    assert "peer" not in app.query_params


def test_an_unknown_rule_or_peer_falls_back(open_page: Open) -> None:
    text = text_of(open_page(tab="Peers", region="06", peers="<b>", peer="06"))
    assert "mix of groups differs by" in text
    assert "California and Oregon differ by" in text
