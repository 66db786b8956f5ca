"""Every kind of indicator on the map page: its place in the menu, its options, its words, its legend, its errors."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from geo import indicators
from geo.query import MAPPED, Query
from geo.resolve import resolve
from geo.rule_file import load_rules
from geo.store import default_store
from scene import words
from scene.figures import Figures
from scene.i18n import Say
from scene.menu import COMMON, choices_of, menu
from tests.views.entries import NEEDY, STAGE, WHOLE
from tests.views.pages import MAIN, Open, text_of
from tests.views.test_map_page import message
from views.indicator_controls import is_whole


@pytest.fixture(autouse=True)
def more_entries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(indicators, "REGISTRY", {**indicators.REGISTRY, **{e.name: e for e in (WHOLE, STAGE, NEEDY)}})
    for module in ("geo.resolve", "views.frame"):
        monkeypatch.setattr(f"{module}.REGISTRY", indicators.REGISTRY, raising=False)
    default_store.cache_clear()
    yield
    default_store.cache_clear()


def figures(lang: str = "en", **fields: Any) -> Figures:  # noqa: ANN401 - fields of a query
    dataset = default_store().dataset(fields.pop("dataset", "us"))
    query, _ = resolve(Query(dataset.key.id, **fields), dataset)
    return Figures(Say(lang), dataset, query)


def test_the_common_indicators_stand_first_and_the_others_have_their_family() -> None:
    labels = menu(figures())
    names = list(labels)
    assert names[:4] == list(COMMON[:4])
    assert labels["share"] == "Share of the region's total"
    assert labels["largest_share"] == "Structure of the region · Largest share of one group"
    assert labels["size_stage"] == "Made up · Stage of size"
    assert names.index("largest_share") > names.index("value")


def test_the_menu_offers_only_what_the_dataset_can_show() -> None:
    assert "flow_share" not in menu(figures())
    assert "density_km2" in menu(figures(level="state"))
    assert "density_km2" not in menu(figures(level="metro"))
    assert list(menu(figures(measure="mean_annual_wage"))) == ["value"]


def test_the_menu_is_in_the_language_of_the_reader_and_made_once() -> None:
    shown = figures("uk")
    assert menu(shown)["largest_share"].startswith("Структура")
    assert menu(shown) is menu(figures("uk"))


def test_every_option_has_the_control_that_fits_it(open_page: Open) -> None:
    app = open_page(ind="largest_share")
    assert [box.key for box in app.text_input] == []  # the others fold away until one of them is chosen
    app = open_page(ind="largest_share", opt__side="left")
    assert app.number_input(key="c_opt_steps").step == 1
    assert app.text_input(key="c_opt_rule").value == "alpha"
    assert app.number_input(key="c_opt_factor").value == 1.0
    side = app.selectbox(key="c_opt_side")
    assert side.options == ["left", "right"]
    assert "towards the right" in side.help


@pytest.mark.parametrize(
    ("kind", "key", "value", "written"),
    [
        ("number_input", "factor", 2.5, "2.5"),
        ("number_input", "steps", 7, "7"),
        ("text_input", "rule", "beta", "beta"),
        ("selectbox", "side", "right", "right"),
    ],
)
def test_an_option_stands_in_the_address_unless_it_is_the_default(
    open_page: Open, kind: str, key: str, value: object, written: str
) -> None:
    app = open_page(ind="largest_share", **({"opt__steps": "4"} if key == "side" else {"opt__side": "right"}))
    default = getattr(app, kind)(key=f"c_opt_{key}").value
    getattr(app, kind)(key=f"c_opt_{key}").set_value(value).run()
    assert app.query_params[f"opt.{key}"] in (written, [written])
    getattr(app, kind)(key=f"c_opt_{key}").set_value(default).run()
    assert f"opt.{key}" not in app.query_params
    assert not app.exception


def test_an_option_of_the_address_is_used(open_page: Open) -> None:
    once = message(open_page(ind="largest_share"))["regions"]["values"]
    twice = message(open_page(ind="largest_share", opt__factor="2"))["regions"]["values"]
    assert twice[0] == pytest.approx(2 * once[0], abs=0.11)


def test_another_indicator_leaves_behind_only_options_that_it_has(open_page: Open) -> None:
    app = open_page(ind="location_quotient", opt__reference="rest")
    app.selectbox(key="c_ind").select("symmetric_location_quotient").run()
    assert app.query_params["opt.reference"] in ("rest", ["rest"])
    app.selectbox(key="c_ind").select("share").run()
    assert "opt.reference" not in app.query_params
    assert app.warning.len == 0


def test_values_that_the_dataset_cannot_answer_are_not_offered() -> None:
    by_name = {option.name: option for option in indicators.REGISTRY["local_moran"].options}
    assert "given" not in choices_of(by_name["weights"], figures())
    reference = indicators.REGISTRY["location_quotient"].options[0]
    assert list(choices_of(reference, figures())) == ["published", "sum", "rest"]
    assert list(choices_of(reference, figures(dataset="bay-area"))) == ["sum", "rest"]


def test_regions_groups_and_years_are_chosen_by_name() -> None:
    krugman = {option.name: option for option in indicators.REGISTRY["krugman_specialization"].options}
    regions = choices_of(krugman["region"], figures())
    assert (next(iter(regions)), regions["largest"], regions["06"]) == ("largest", "the largest region", "California")
    bivariate = {option.name: option for option in indicators.REGISTRY["bivariate_local_moran"].options}
    assert choices_of(bivariate["other"], figures("uk"))["TOTAL"] == "усе разом"
    growth = {option.name: option for option in indicators.REGISTRY["growth"].options}
    assert choices_of(growth["end"], figures())["2025"] == "2025"


def test_every_option_on_the_map_and_every_value_of_it_has_a_name() -> None:
    options = [
        option
        for entry in indicators.REGISTRY.values()
        if entry.shape in MAPPED and entry != WHOLE
        for option in entry.options
    ]
    listed = {(o.name, value) for o in options for value in o.values if o.bounds is None}
    assert {o.name for o in options} <= set(words.OPTIONS)
    named = {*words.OPTION_VALUES, *load_rules()}  # a rule has the name that its file gives it
    assert [pair for pair in listed if pair[1] not in named and "=".join(pair) not in named] == []


def test_a_count_is_known_by_its_name() -> None:
    by_name = {option.name: option for option in WHOLE.options}
    assert is_whole(by_name["steps"])
    assert not is_whole(by_name["factor"])


def test_an_indicator_of_whole_regions_leaves_nothing_to_choose_among_groups(open_page: Open) -> None:
    app = open_page(ind="largest_share")
    assert app.selectbox(key="c_item").disabled
    assert any("describes each region as a whole" in text.value for text in app.caption)
    text = text_of(app)
    assert message(app)["png_name"] == "regioscope-us-largest_share"
    assert "Largest share of one group: highest in Puerto Rico, 16.1%" in text
    assert "Computer and Mathematical" not in text.split("</h1>")[0]
    app.selectbox(key="c_depth").select("detailed").run()
    assert app.query_params["depth"] in ("detailed", ["detailed"])
    assert not app.exception


def test_the_panel_of_a_whole_region_has_its_figure_rank_and_neighbours(open_page: Open) -> None:
    app = open_page(ind="largest_share", region="06")
    text = text_of(app)
    assert "California: " in text
    assert "rank" in text
    assert "Neighbours" in text
    assert "Highest here" not in text
    assert any(caption.value.endswith("jobs") for caption in app.caption)


def test_categories_have_names_in_legend_and_tooltip_and_no_histogram(open_page: Open) -> None:
    found = message(open_page(ind="size_stage"))
    rows = [item for item in found["legend"]["items"] if item["kind"] == "class"]
    assert [row["text"] for row in rows] == ["small", "medium", "large"]
    assert sum(row["count"] for row in found["legend"]["items"]) == 54
    assert found["regions"]["names"] == ["small", "medium", "large"]
    assert found["legend"]["histogram"] == []
    assert found["regions"]["top"] == []
    assert len(set(found["regions"]["palette"])) == 3


def test_most_regions_with_one_value_leave_more_than_one_class(open_page: Open) -> None:
    rows = message(open_page(ind="local_join_count"))["legend"]["items"]
    assert len([row for row in rows if row["kind"] == "class"]) >= 3


def test_the_headline_of_categories_counts_the_most_common_one(open_page: Open) -> None:
    assert "Occupations: most regions are “" in text_of(open_page(ind="size_stage"))
    assert "California: large. Computer" in text_of(open_page(ind="size_stage", region="06"))


def test_an_indicator_that_lacks_a_table_says_so_in_one_sentence(open_page: Open) -> None:
    app = open_page(ind="flow_share")
    assert [e.value for e in app.error] == [
        "“Share of flows” cannot be shown: these data do not have flows between regions."
    ]
    assert len(app.get("component_instance")) == 0
    app.button(key="reset_error").click().run()
    assert "ind" not in app.query_params


def test_the_last_map_that_could_be_made_comes_back(open_page: Open) -> None:
    app = open_page(ind="share", lang="uk", region="06")
    app.query_params["ind"] = "flow_share"
    app.run()
    assert len(app.error) == 1
    assert app.selectbox(key="c_ind").value == "flow_share"
    app.button(key="back_error").click().run()
    assert not app.exception
    assert {name: app.query_params[name] for name in ("ind", "lang", "region")} in (
        {"ind": "share", "lang": "uk", "region": "06"},
        {"ind": ["share"], "lang": ["uk"], "region": ["06"]},
    )
    assert len(message(app)["regions"]["classes"]) == 54


def test_the_page_holds_no_text_of_a_traceback(open_page: Open) -> None:
    app = open_page(ind="largest_share", opt__factor="99")
    assert not app.exception
    assert any("`99`" in warning.value for warning in app.warning)
    assert Path(MAIN).is_file()
