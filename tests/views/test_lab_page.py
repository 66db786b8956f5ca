"""The laboratory shows one place under every definition, how many agree, and what a moved threshold changes."""

import io
import json
import re
import zipfile
from itertools import islice
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from geo.cluster_rules import load_rules
from geo.query import Query
from geo.resolve import resolve
from geo.store import default_store
from scene.figures import Figures
from scene.i18n import Say
from scene.quotients import quotient_query
from tests.views.pages import Open, opens, text_of
from views.lab_model import Laboratory, laboratory
from views.lab_table import packed, table_of
from views.lab_verdicts import _card
from views.lab_words import headline, measured, verdict

open_page = opens("lab")


def made(dataset: str = "us", level: str = "state", names: tuple[str, ...] = ()) -> tuple[Laboratory, Figures]:
    data = default_store().dataset(dataset)
    query, _ = resolve(Query(dataset, level=level), data)
    query = quotient_query(query, data) or query
    return laboratory(query, data, list(names or load_rules())), Figures(Say("en"), data, query)


def test_california_is_a_cluster_of_computing_by_some_definitions_and_not_by_others(open_page: Open) -> None:
    text = text_of(open_page(region="06"))
    assert "California: Computer and Mathematical Occupations are a cluster by 2 of 4 definitions" in text
    cards = re.findall(r'<section class="rs-rule rs-(\w+)"><h3>(.*?)</h3>', text)
    assert ("yes", "European Cluster Observatory stars") in cards
    assert ("no", "Location quotient above 1.25") in cards
    assert ("unknown", "Strong clusters (Delgado, Porter, Stern)") in cards
    assert "needs the number of establishments" in text


def test_what_is_compared_with_what_stands_beside_each_condition() -> None:
    lab, figures = made()
    card = _card("european_observatory_stars", lab, figures, "06")
    assert re.search(r"1\.16 <small>\(needed ≥ 2\.00\)", card)
    assert 'aria-label="fails"' in card
    assert 'aria-label="holds"' in card


def test_the_one_condition_that_fails_is_named() -> None:
    lab, figures = made("bay-area", "zone")
    result = lab.results["european_observatory_stars"]
    industry = figures.query.industry_code
    alone = pd.DataFrame({name: truth[industry] for name, truth in result.conditions.items()})
    two_of_three = alone.index[(alone.sum(axis=1) == 2) & alone.notna().all(axis=1)]
    strict = laboratory(figures.query, figures.dataset, ["delgado_porter_stern"])
    zones = map(str, strict.activity.values.index)
    cards = (_card("delgado_porter_stern", strict, figures, code) for code in zones)
    assert len(two_of_three) > 0
    assert len(list(islice((card for card in cards if "Only one condition fails" in card), 11))) == 11


def test_a_rule_that_cannot_be_judged_is_not_counted_as_no() -> None:
    lab, figures = made()
    assert set(lab.usable) < set(lab.results)
    assert lab.agreement()["known"].max() == len(lab.usable) == 4
    assert verdict(lab.results["life_cycle"], "06", figures.query.industry_code, figures.say) == (
        "unknown", "needs the same figures for several years",
    )  # fmt: skip


def test_without_a_region_each_card_counts_the_clusters(open_page: Open) -> None:
    text = text_of(open_page())
    assert "Is it a cluster? It depends on the definition" in text
    assert "10 of 54 regions are a cluster" in text


def test_a_moved_cut_lives_in_the_address_and_is_said(open_page: Open) -> None:
    app = open_page(region="06", rule="european_observatory_stars", cut__specialisation="1.1")
    assert "The cuts are not the published ones." in text_of(app)
    assert "1.16</b>" not in text_of(app)
    assert re.search(r"1\.16 <small>\(needed ≥ 1\.10\)", text_of(app))


@pytest.mark.parametrize("wrong", ["nan", "inf", "two", "-5", "1e99"])
def test_a_cut_that_cannot_be_is_held_within_its_bounds_or_passed_over(open_page: Open, wrong: str) -> None:
    app = open_page(region="06", rule="european_observatory_stars", cut__specialisation=wrong)
    low, high = load_rules()["european_observatory_stars"].parameters["specialisation"].bounds
    found = re.search(r"needed ≥ ([\d.]+)\)</small></span></li>.*?Focus", text_of(app), re.DOTALL)
    assert found
    assert low <= float(found[1]) <= high


def test_only_the_chosen_definitions_are_compared(open_page: Open) -> None:
    app = open_page(region="06", rules="statsamerica,nonsense")
    assert len(re.findall(r'<section class="rs-rule', text_of(app))) == 1
    app.checkbox(key="c_rule_quotient_over_1_25").check().run()
    assert app.query_params["rules"] == "quotient_over_1_25,statsamerica"


def test_the_table_names_the_verdict_of_each_definition() -> None:
    lab, figures = made()
    table = table_of(lab, figures)
    assert table.index[0] in {"08", "11", "24", "25", "51", "53"}
    assert table["Definitions that agree"].iloc[0] == 4
    assert table.loc["06", "Location quotient above 1.25"] == "no"
    assert table.loc["06", "European Cluster Observatory stars"] == "yes"


def test_the_download_says_which_rules_with_which_cuts() -> None:
    lab, figures = made()
    with zipfile.ZipFile(io.BytesIO(packed(lab, figures, "x"))) as archive:
        origin = json.loads(archive.read("x.provenance.json"))
        table = archive.read("x.csv").decode("utf-8-sig")
    stars = next(rule for rule in origin["rules"] if rule["rule"] == "european_observatory_stars")
    assert stars["parameters"]["specialisation"] == 2.0
    assert stars["version"]
    assert table.splitlines()[0].startswith("region_code,Region,Definitions that agree")


def test_a_dataset_without_figures_says_what_is_missing(open_page: Open) -> None:
    assert "figures are missing" in text_of(open_page(data="ukraine"))


def test_simulated_figures_are_labelled(open_page: Open) -> None:
    assert "imulated" in text_of(open_page(data="bay-area"))


def test_the_headline_tells_all_some_and_none() -> None:
    lab, figures = made()
    assert headline(lab, figures, "53").endswith("are a cluster by all 4 definitions")
    assert headline(lab, figures, "54").endswith("are a cluster by none of 4 definitions")
    nothing, figures = made(names=("life_cycle",))
    assert headline(nothing, figures, "06") == "None of the chosen definitions can be judged with these figures"


def test_figures_of_a_condition_are_written_as_what_they_are() -> None:
    say = Say("uk")
    assert measured("share", 0.0394, say) == "3,94%"
    assert measured("employment", 717740.0, say) == "717\u00a0740"
    assert measured("location_quotient", 1.1617, say) == "1,16"


@pytest.mark.parametrize("lang", ["uk", "ru"])
def test_the_page_speaks_every_language(open_page: Open, lang: str) -> None:
    text = text_of(open_page(region="06", lang=lang))
    shown = re.sub(r"<style>.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL)
    for english in ("definition", "condition", "needed", "a cluster", "What it says"):
        assert english not in shown


@pytest.mark.parametrize(("lang", "ends"), [("en", ""), ("uk", "'.', ',')"), ("ru", "'.', ',')")])
def test_numbers_under_the_strips_are_written_as_the_language_does(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, lang: str, ends: str
) -> None:
    """Sizes have no exponent, shares are in per cent, no word of the key is cut off."""
    found: list[dict[str, Any]] = []
    monkeypatch.setattr("streamlit.altair_chart", lambda chart, **_: found.append(chart.to_dict()))
    app = open_page(region="06", lang=lang, rule="european_observatory_stars")
    app.session_state["lab_tab"] = Say(lang)("Move a threshold")
    app.run()
    assert not app.exception
    dots = [chart["layer"][0]["encoding"] for chart in found]
    assert [dot["x"]["axis"]["format"] for dot in dots] == [",~f", ",~f", "~%"]
    assert all(dot["x"]["axis"].get("labelExpr", "").endswith(ends) for dot in dots)
    assert ("labelExpr" in dots[0]["x"]["axis"]) is (lang != "en")
    assert dots[0]["color"]["legend"]["labelLimit"] == 0


OWN = load_rules()["statsamerica"].source


def with_file(app: AppTest, text: str | bytes) -> AppTest:
    data = text.encode() if isinstance(text, str) else text
    app.file_uploader(key="own_rule").set_value(("<b>.toml", data, "application/toml")).run()
    assert not app.exception
    return app


def listed(app: AppTest) -> list[str]:
    found = re.findall(r'<div class="rs-problems" role="alert"><b>(.*?)</b><ul>(.*?)</ul>', text_of(app))
    return [title for title, _ in found] + [item for _, items in found for item in re.findall("<li>(.*?)</li>", items)]


def test_everything_that_is_wrong_with_a_file_is_listed_as_plain_text(open_page: Open) -> None:
    wrong = OWN.replace('"location_quotient"', '"<i>"').replace("citation", "quelle")
    found = listed(with_file(open_page(region="06"), wrong))
    assert found[0].startswith("The definition &lt;b&gt;.toml cannot be used.")
    assert found[1].startswith("conditions[1]: the field &#x27;measure&#x27; is &#x27;&lt;i&gt;&#x27;; allowed are: ")
    assert len(found) > 3
    assert listed(with_file(open_page(), b"\xff"))[1:] == ["the file cannot be read as UTF-8 text"]
    assert listed(with_file(open_page(), "#" * 65537))[1:] == ["the file is larger than 64 KB"]


@pytest.mark.parametrize(
    ("lang", "field", "form"), [("uk", "бракує поля", "текст довжиною"), ("ru", "нет поля", "текст длиной")]
)
def test_what_is_wrong_with_a_file_is_said_in_the_readers_language(
    open_page: Open, lang: str, field: str, form: str
) -> None:
    found = listed(with_file(open_page(lang=lang), OWN.replace("\ncitation", "\nquelle")))
    (missing,) = [item for item in found[1:] if "quelle" not in item]
    assert missing.startswith(f"{field} &#x27;citation&#x27;: {form}")
    assert not re.search("[a-z]{3}", re.sub("&#x27;.*?&#x27;", "", missing))


def test_a_wrong_file_takes_the_place_of_a_right_one(open_page: Open) -> None:
    app = with_file(open_page(), OWN)
    assert len(re.findall('class="rs-rule ', text_of(app))) == 9
    assert listed(app) == []
    assert len(re.findall('class="rs-rule ', text_of(with_file(app, OWN.replace("kind", "kin"))))) == 8
    assert listed(app) != []
