"""Hot spots on the map page: outlines, counts, who the neighbours are, and what it costs when they are off."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks import counties
from geo.query import Query, Result, Table
from geo.resolve import resolve
from geo.store import default_store
from scene import spots as hot
from scene.figures import Figures
from scene.i18n import Say
from scene.spots import KINDS, Spots
from tests.views.pages import Open, text_of
from tests.views.test_map_page import message, use_datasets

HOT = {"level": "metro", "item": "51-0000", "layers": "regions,hotspots"}


def found(**fields: Any) -> tuple[Spots, Result, Figures]:  # noqa: ANN401 - fields of a query
    store = default_store()
    dataset = store.dataset("us")
    query, _ = resolve(replace(Query("us"), **fields), dataset)
    table, result, figures = store.computed(query), store.result(query), Figures(Say("en"), dataset, query)
    spots = hot.find_spots(result, table, figures)
    assert spots is not None
    return spots, result, figures


def test_where_production_is_high_with_its_neighbours_it_is_outlined() -> None:
    spots, result, figures = found(level="metro", industry_code="51-0000")
    hot = spots.classes.index[spots.classes == "high-high"]
    assert len(hot) >= 3
    assert result.values[hot].min() > result.values.mean()
    assert any("IN" in figures.region(str(code)) for code in hot)  # Indiana makes things
    assert spots.text(figures, str(hot[0])) == "high among high neighbours"
    quiet = spots.classes.index[spots.classes == "not significant"][0]
    assert spots.text(figures, str(quiet)) == ""
    assert spots.nearest == 6


def test_the_part_of_the_message_has_a_character_a_region_in_the_order_of_the_map() -> None:
    spots, result, figures = found(level="metro", industry_code="51-0000")
    codes = result.values.index[::-1]
    part = spots.part(codes, figures)
    digits = {"-": None} | {str(i): kind for i, kind in enumerate(KINDS)}
    read = [digits[mark] for mark in part.classes]
    assert read == [kind if (kind := spots.classes[code]) in KINDS else None for code in codes]
    assert len(part.palette) == len(part.texts) == len(set(part.palette)) == 4


def test_the_legend_counts_each_class_and_says_what_chance_would_do() -> None:
    spots, _, figures = found(level="metro", industry_code="51-0000")
    key = spots.legend(figures)
    counts = [int((spots.classes == kind).sum()) for kind in KINDS]
    assert [item.count for item in key.items] == counts
    assert "1 in 20" in key.note
    assert "6 nearest places" in key.note


def test_regions_below_the_minimum_take_no_part() -> None:
    spots, result, _ = found(level="metro", industry_code="51-0000", minimum=20_000.0)
    assert spots.classes[result.below].isna().all()
    assert (~result.below).sum() > 50


def test_a_map_without_hot_spots_says_that_there_are_none() -> None:
    spots, _, figures = found()  # 51 states are too few for computer occupations
    key = spots.legend(figures)
    assert [item.count for item in key.items] == [0, 0, 0, 0]
    assert key.note.startswith("No region stands out")
    assert "regions that touch" in key.note
    assert "3 regions have no neighbours" in key.note  # Alaska, Hawaii, Puerto Rico


def test_the_result_does_not_change_when_all_values_are_shifted() -> None:
    spots, result, figures = found(level="metro", industry_code="51-0000")
    store = default_store()
    table: Table = store.computed(result.query)
    shifted = hot.find_spots(replace(result, values=result.values - 100), table, figures)
    assert shifted is not None
    assert shifted.classes.equals(spots.classes)


def test_without_any_figure_there_is_nothing_to_find() -> None:
    _, result, figures = found()
    table: Table = default_store().computed(result.query)
    assert hot.find_spots(replace(result, values=result.values * float("nan")), table, figures) is None


# ----------------------------------------------------------------------------------------------------------- the page
def test_the_checkbox_writes_the_layer_into_the_address(open_page: Open) -> None:
    app = open_page(level="metro", item="51-0000", layers="regions")
    assert "spots" not in message(app)["regions"]
    app = open_page(**HOT)
    sent = message(app)
    assert sent["regions"]["spots"]["classes"].count("0") == sent["legend"]["spots"]["items"][0]["count"] > 0
    assert len(sent["regions"]["spots"]["classes"]) == len(sent["regions"]["classes"])
    texts = str(sent["regions"]["spots"])
    assert "Elkhart" not in texts


def test_the_panel_says_what_the_chosen_region_is(open_page: Open) -> None:
    spots, _, _ = found(level="metro", industry_code="51-0000")
    hot = str(spots.classes.index[spots.classes == "high-high"][0])
    assert "high among high neighbours" in text_of(open_page(**HOT, region=hot))


def test_whoever_asks_for_them_alone_sees_them_and_without_regions_they_go(open_page: Open) -> None:
    app = open_page(**{**HOT, "layers": "hotspots"})
    assert "spots" in message(app)["regions"]
    app.session_state["x_layers_False"] = True
    app.run().checkbox(key="c_layer_regions").uncheck().run()
    assert app.query_params["layers"] in ([""], "")
    assert "regions" not in message(app)


def test_they_are_found_once_for_a_map(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[object] = []
    real = hot.find_spots

    def counted(*given: Any) -> Spots | None:  # noqa: ANN401 - whatever it takes
        calls.append(given)
        return real(*given)

    monkeypatch.setattr(hot, "find_spots", counted)
    app = open_page(**HOT)
    app.query_params["lang"] = "uk"
    app.run()
    assert len(calls) == 1
    assert message(app)["legend"]["spots"]["title"] == "Осередки високих і низьких значень"
    app.query_params["item"] = "15-0000"
    app.run()
    assert len(calls) == 2


def test_a_map_without_them_loads_no_library_of_space(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hot, "find_spots", lambda *_: pytest.fail("nobody asked for hot spots"))
    before = set(sys.modules)
    open_page(layers="regions")
    assert not {name for name in set(sys.modules) - before if name.startswith(("esda", "libpysal"))}


def test_everything_at_once_for_3107_counties_is_a_small_message(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_datasets(monkeypatch, counties.write(tmp_path))
    app = open_page(data=counties.ID, layers="regions,hotspots", honest="1")
    assert len(message(app)["regions"]["spots"]["classes"]) >= 3_107
    assert len(app.get("component_instance")[0].proto.json_args.encode()) <= 80_000
