"""The map page without a browser: what it sends to the map, what its controls write into the address."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from benchmarks import counties
from tests.browser.hostile_dataset import PAYLOADS, SERVER_MARK, write_hostile_dataset
from tests.views.pages import Open, text_of


def sent(app: AppTest) -> dict[str, Any]:
    """Return the arguments of the map component."""
    found: dict[str, Any] = json.loads(app.get("component_instance")[0].proto.json_args)
    return found


def message(app: AppTest) -> dict[str, Any]:
    """Return the message to the map."""
    script = re.search(r"Regioscope\.update\((.*?)\);\n", sent(app)["feature_group"] + "\n", re.DOTALL)
    assert script is not None
    found: dict[str, Any] = json.loads(script[1])
    return found


def test_the_map_asks_only_this_server(open_page: Open) -> None:
    arguments = sent(open_page())
    links = arguments["js_links"] + arguments["css_links"]
    assert len(links) >= 4
    assert [link for link in links if "//" in link] == []
    assert arguments["returned_objects"] == ["last_active_drawing"]


def test_the_base_map_is_the_same_for_every_view_so_the_browser_keeps_it(open_page: Open) -> None:
    first, other = sent(open_page()), sent(open_page(ind="share", level="metro", lang="uk", region="41860"))
    assert (first["script"], first["html"], first["header"]) == (other["script"], other["html"], other["header"])


def test_the_message_has_one_class_a_region_and_the_legend_counts_them(open_page: Open) -> None:
    found = message(open_page())
    regions, items = found["regions"], found["legend"]["items"]
    assert len(regions["classes"]) == len(regions["values"]) == 54
    assert sum(item["count"] for item in items) == 54
    assert [item["count"] for item in items if item["kind"] == "low"] == [regions["classes"].count("m")]
    assert regions["palette"] == [item["colour"] for item in items if item["kind"] == "class"]
    assert found["legend"]["source"].startswith("Source: US Bureau of Labor Statistics")


def test_a_palette_and_a_scheme_of_the_address_are_used(open_page: Open) -> None:
    found = message(open_page(scheme="quantiles", classes="4", palette="viridis"))
    assert found["regions"]["palette"] == ["#fde725", "#35b779", "#31688e", "#440154"]
    counts = [item["count"] for item in found["legend"]["items"] if item["kind"] == "class"]
    assert max(counts) - min(counts) <= 2


def test_names_of_regions_do_not_travel_with_the_message(open_page: Open) -> None:
    texts = sent(open_page())["feature_group"]
    assert "Vermont" not in texts
    assert "us-states/overview.json" in texts


def test_a_message_for_3107_counties_is_small(open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_datasets(monkeypatch, counties.write(tmp_path))
    app = open_page(data=counties.ID)
    size = len(app.get("component_instance")[0].proto.json_args.encode())
    assert len(counties.adjoining()) >= 3_107
    assert size <= 80_000


def use_datasets(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let the app read further datasets, in this test only."""
    from geo.store import default_store  # noqa: PLC0415

    monkeypatch.setenv("REGIOSCOPE_DATASETS", str(folder))
    default_store.cache_clear()
    monkeypatch.setattr("geo.store.default_store", default_store)


@pytest.fixture(autouse=True)
def fresh_store() -> Any:  # noqa: ANN401 - a fixture
    yield
    from geo.store import default_store  # noqa: PLC0415

    default_store.cache_clear()


def test_hostile_names_reach_the_map_as_text_that_cannot_end_a_script(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_hostile_dataset(tmp_path)
    use_datasets(monkeypatch, tmp_path)
    app = open_page(data="hostile", region="R0", item="I5", layers="regions,enterprises,universities")
    script = sent(app)["feature_group"]
    assert "</script" not in script
    assert "<img" not in script
    assert "{{" not in script
    assert "{%" not in script
    assert "1337" not in script
    assert message(app)["title"].count(PAYLOADS[5]) == 1
    assert SERVER_MARK not in os.environ
    assert "<img" not in text_of(app)


@pytest.mark.parametrize(
    ("key", "value", "parameter", "written"),
    [
        ("c_ind", "share", "ind", "share"),
        ("c_item", "23-0000", "item", "23-0000"),
        ("c_level", "metro", "level", "metro"),
        ("c_opt_reference", "rest", "opt.reference", "rest"),
        ("c_data", "bay-area", "data", "bay-area"),
    ],
)
def test_a_control_writes_into_the_address(open_page: Open, key: str, value: str, parameter: str, written: str) -> None:
    app = open_page(region="06")
    app.selectbox(key=key).select(value).run()
    assert not app.exception
    assert app.query_params[parameter] == written
    assert ("region" in app.query_params) == (key not in {"c_level", "c_data"})


def test_the_minimum_is_written_into_the_address_and_hatches(open_page: Open) -> None:
    app = open_page()
    app.number_input(key="c_min").set_value(50_000).run()
    assert app.query_params["min"] == "50000"
    assert message(app)["regions"]["classes"].count("m") > 20


def test_start_again_empties_the_address_but_for_the_language(open_page: Open) -> None:
    app = open_page(ind="share", lang="uk", region="06")
    app.button(key="reset").click().run()
    assert dict(app.query_params) == {"lang": "uk"}


def test_a_chosen_region_stands_in_headline_panel_and_message(open_page: Open) -> None:
    app = open_page(region="06")
    assert "California: 1.16 times the average share" in text_of(app)
    assert "rank 9 of 52" in text_of(app)
    assert message(app)["selected"] == "06"


def test_every_unknown_thing_of_an_address_is_named_once(open_page: Open) -> None:
    app = open_page(data="atlantis", ind="magic", year="1066", region="ZZ", classes="99", opt__reference="moon")
    texts = [element.value for element in app.warning]
    for asked in ("atlantis", "magic", "1066", "ZZ", "99", "moon"):
        assert sum(f"`{asked}`" in text for text in texts) == 1, asked
    assert len(message(app)["regions"]["classes"]) == 54


def test_a_dataset_without_figures_offers_the_table_to_fill_in(open_page: Open) -> None:
    app = open_page(data="ukraine")
    assert "Ukraine" in text_of(app)
    assert set(message(app)["regions"]["classes"]) == {"-"}
    assert len(app.get("download_button")) >= 1


def test_online_tiles_are_off_unless_the_operator_allows_them(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "tiles" not in message(open_page(tiles="OpenStreetMap.Mapnik"))
    monkeypatch.setenv("REGIOSCOPE_ONLINE_TILES", "1")
    assert message(open_page(tiles="OpenStreetMap.Mapnik"))["tiles"]["url"].startswith("https://tile.openstreetmap.org")
    assert "tiles" not in message(open_page(tiles="Made.Up"))
