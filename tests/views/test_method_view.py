"""How a figure of the map is computed: its numbers, and the command that gives the same figure again."""

import shlex
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cli.main import main
from geo.indicators import REGISTRY
from geo.query import MAPPED, Query
from geo.resolve import resolve
from geo.store import default_store
from scene.figures import Figures
from scene.i18n import Say
from tests.views.pages import Open
from views.command_line import command
from views.industry_method import conventions
from views.method_inputs import inputs
from views.method_view import shown_region

AGAIN = [
    Query("us", "location_quotient", industry_code="15-0000"),
    Query("us", "location_quotient", industry_code="15-1252", industry_level="detailed", level="metro",
          options=(("reference", "rest"),)),
    Query("us", "share", industry_code="29-0000", minimum=5000.0),
    Query("us", "additive_location_quotient", industry_code="11-0000", options=(("variant", "industry"),)),
    Query("us", "value", industry_code="15-0000", measure="mean_annual_wage"),
    Query("us", "cluster_stars", industry_code="15-0000"),
    Query("us", "probability_specialized", industry_code="15-0000", options=(("threshold", "1.25"),)),
    Query("us", "krugman_specialization"),
    Query("us", "economic_complexity_index"),
    Query("bay-area", "strong_cluster", industry_code="RETEMPN"),
    Query("bay-area", "density_km2", industry_code="FPSEMPN", level="zone"),
    Query("bay-area", "local_moran", industry_code="FPSEMPN", level="superdistrict"),
    Query("world", "hachman"),
]  # fmt: skip


def figures_of(query: Query, lang: str = "en") -> Figures:
    dataset = default_store().dataset(query.dataset)
    return Figures(Say(lang), dataset, resolve(query, dataset)[0])


@pytest.mark.parametrize("asked", AGAIN, ids=lambda query: f"{query.dataset} {query.indicator}")
def test_the_command_gives_the_figures_of_the_map_again(
    asked: Query, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if asked.dataset not in default_store().dataset_ids():
        pytest.skip(f"there is no dataset {asked.dataset}")
    figures = figures_of(asked)
    result = default_store().result(figures.query)
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(command(figures))[1:]) == 0, capsys.readouterr().err
    again = pd.read_csv("result.csv", dtype={"region_code": str}).set_index("region_code").reindex(result.values.index)
    np.testing.assert_allclose(again["value"].to_numpy(float), result.values.to_numpy(float), rtol=1e-12)
    assert result.values.notna().any()
    if result.lower is not None:
        np.testing.assert_allclose(again["lower"].to_numpy(float), result.lower.to_numpy(float), rtol=1e-12)
    if "rank" in again and not figures.entry.classes and "amount" in again:
        np.testing.assert_array_equal(again["rank"].to_numpy(float), result.ranks.to_numpy(float))


def numbers(query: Query, region: str = "") -> dict[str, float]:
    """Letters and values of the panel."""
    figures = figures_of(query)
    store = default_store()
    table, result = store.computed(figures.query), store.result(figures.query)
    rows = inputs(table, result, figures, shown_region(result, region))
    return dict(zip(rows["Letter"].where(rows["Letter"] != "", rows["What it is"]), rows["Value"], strict=True))


@pytest.mark.parametrize("reference", ["published", "sum", "rest"])
def test_the_four_numbers_of_a_quotient_give_it(reference: str) -> None:
    query = Query("us", "location_quotient", industry_code="15-0000", options=(("reference", reference),))
    got = numbers(query, "06")
    value = (got["x[r,i]"] / got["x[r,.]"]) / (got["q[i]"] / got["q[.]"])
    assert value == pytest.approx(default_store().result(figures_of(query).query).values["06"], rel=1e-12)


def test_a_density_shows_the_area_and_a_rule_what_it_compared() -> None:
    query = Query("bay-area", "density_km2", industry_code="FPSEMPN")
    got = numbers(query, "SD01")
    found = default_store().result(figures_of(query).query)
    assert got["x[r,i]"] / got["a[r]"] == pytest.approx(found.values["SD01"], rel=1e-12)
    query = Query("us", "cluster_stars", industry_code="15-0000")
    figures = figures_of(query)
    table, result = default_store().computed(figures.query), default_store().result(figures.query)
    rows = inputs(table, result, figures, "53")
    compared = rows[rows["What it is"].str.endswith(": compared with")]
    assert len(compared) == 3
    assert 2.0 in set(compared["Value"]), "the published cut of the quotient"
    quotient = default_store().result(replace(figures.query, indicator="location_quotient")).values["53"]
    assert rows["Value"].sub(quotient).abs().min() == pytest.approx(0, abs=1e-9)


def test_a_cut_of_a_rule_is_not_called_the_total_of_the_country() -> None:
    query = Query("us", "cluster_stars", industry_code="15-0000")
    figures = figures_of(query)
    told = dict(conventions(default_store().computed(figures.query), figures))
    assert told["Cuts of the rule"] == "as published"


def test_a_figure_of_a_region_shows_its_total_and_its_largest_groups() -> None:
    query = Query("us", "krugman_specialization")
    rows = numbers(query, "06")
    assert rows["x[r,.]"] > 0
    assert "coverage" in rows


def test_without_a_chosen_region_the_highest_one_is_shown() -> None:
    query = Query("us", "location_quotient", industry_code="15-0000", minimum=1000.0)
    result = default_store().result(figures_of(query).query)
    assert shown_region(result, "06") == "06"
    assert result.ranks[shown_region(result, "")] == 1
    assert shown_region(result, "nowhere") == shown_region(result, "")


@pytest.mark.parametrize("name", [name for name, entry in REGISTRY.items() if entry.shape in MAPPED])
def test_every_indicator_of_the_map_has_its_numbers(name: str) -> None:
    dataset = next((d for d in ("us", "bay-area") if _computes(name, d)), "")
    if not dataset:
        pytest.skip("no shipped dataset holds the tables that it needs")
    assert len(numbers(Query(dataset, name))) >= 1


def _computes(name: str, dataset: str) -> bool:
    from geo.errors import RegioscopeError  # noqa: PLC0415 - only to ask

    try:
        return bool(default_store().result(figures_of(Query(dataset, name)).query).values.notna().any())
    except RegioscopeError:
        return False


def test_the_panel_of_the_map_answers_everything(open_page: Open) -> None:
    app = open_page(region="06")
    app.session_state["method"] = True
    app.run()
    assert not app.exception
    text = " ".join([*(item.value for item in app.markdown), *(item.value for item in app.code),
                     *(item.value for item in app.caption)])  # fmt: skip
    parts = ("California", "x[r,i] / x[r,.]", "What goes in", "Reference economy", "Totals of the regions",
             "fingerprint", "Source: US Bureau", "Haig", "Regioscope", "regioscope compute --dataset us")  # fmt: skip
    assert [part for part in parts if part not in text] == []
