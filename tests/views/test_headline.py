"""The sentence over the map, made from its numbers."""

from dataclasses import replace

import pandas as pd
import pytest

from geo.query import Query, Result
from geo.resolve import resolve
from geo.store import default_store
from scene.figures import Figures
from scene.headline import headline, source_line, subtitle
from scene.i18n import Say


def answer(lang: str = "en", **fields: object) -> tuple[Result, Figures]:
    store = default_store()
    dataset = store.dataset("us")
    query, _ = resolve(replace(Query("us"), **fields), dataset)  # type: ignore[arg-type]
    return store.result(query), Figures(Say(lang), dataset, query)


@pytest.mark.parametrize(
    ("indicator", "sentence"),
    [
        ("location_quotient", "most concentrated in Washington, 1.996 times the average share"),
        ("share", "largest share in Washington, 6.8% of all jobs"),
        ("additive_location_quotient", "furthest above the average share in Washington, by 3.4%"),
        ("symmetric_location_quotient", "highest balanced quotient in Washington, 0.33"),
        ("density_km2", "densest in District of Columbia, 250.11 jobs per km²"),
    ],
)
def test_it_names_the_highest_region_and_its_value(indicator: str, sentence: str) -> None:
    result, figures = answer(indicator=indicator)
    text = headline(result, figures)
    assert text.startswith("Computer and Mathematical Occupations: ")
    assert sentence in text


def test_it_names_wages_with_their_unit() -> None:
    result, figures = answer(measure="mean_annual_wage", indicator="value")
    assert headline(result, figures).endswith("US dollars a year")


def test_it_speaks_of_the_chosen_region() -> None:
    result, figures = answer()
    text = headline(result, figures, region="06")
    assert text == "California: 1.16 times the average share. Computer and Mathematical Occupations"


def test_a_region_below_the_minimum_is_not_the_highest() -> None:
    result, figures = answer(minimum=100_000.0)
    assert bool(result.below["11"])
    assert "Washington" in headline(result, figures)
    everything, _ = answer(minimum=0.0)
    assert not everything.below.any()


def test_without_figures_it_says_so() -> None:
    result, figures = answer()
    empty = replace(result, values=pd.Series(float("nan"), index=result.values.index))
    assert headline(empty, figures) == "Computer and Mathematical Occupations: no figures for this choice"


@pytest.mark.parametrize(("lang", "name", "value"), [("uk", "Вашингтон", "1,996"), ("ru", "Вашингтон", "1,996")])
def test_it_is_written_in_the_language_of_the_reader(lang: str, name: str, value: str) -> None:
    result, figures = answer(lang)
    text = headline(result, figures)
    assert name in text
    assert value in text
    assert not any(word in text for word in ("average", "most", "share"))


def test_the_line_beneath_names_indicator_measure_year_and_what_one_means() -> None:
    _, figures = answer()
    text = subtitle(figures)
    assert "location quotient" in text
    assert "2025" in text
    assert "1 is" in text


def test_the_source_line_names_publisher_vintage_and_licence() -> None:
    _, figures = answer()
    line = source_line(figures)
    assert line.startswith("Source: US Bureau of Labor Statistics, May 2025")
    assert "Public domain" in line
    assert source_line(figures, made_up="Simulated").startswith("Simulated. ")


def test_the_map_of_a_rule_names_the_rule_and_counts_its_clusters() -> None:
    data = default_store().dataset("us")
    query, _ = resolve(Query("us", "cluster_rule", options=(("rule", "statsamerica"),)), data)
    figures = Figures(Say("en"), data, query)
    assert "Cluster by a chosen rule: Location quotient of 1.2 or more (StatsAmerica)" in subtitle(figures)
    text = headline(default_store().result(query), figures)
    assert text == "Computer and Mathematical Occupations: “a cluster” in 7 of 52 regions"
