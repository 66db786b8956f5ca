"""The base map is constant and local."""

import tomllib
from pathlib import Path

import folium
import pytest
import streamlit_folium

from layers.base_map import base_map

ROOT = Path(__file__).resolve().parents[2]


def script() -> str:
    fresh = base_map()
    fresh.get_root().render()
    return str(streamlit_folium._get_map_string(fresh))


def test_three_calls_make_the_same_script_so_that_the_map_is_never_remounted() -> None:
    first, second, third = script(), script(), script()
    assert first == second == third
    assert "Regioscope.start(map_div, " in first


def test_no_script_and_no_style_comes_from_another_machine() -> None:
    links = [url for _, url in (*base_map().default_js, *base_map().default_css)]
    assert [url for url in links if not url.startswith("../../app/static/")] == []
    page = base_map().get_root().render()
    assert "http://" not in page
    assert "https://" not in page


def test_every_linked_file_is_in_the_project() -> None:
    links = [url for _, url in (*base_map().default_js, *base_map().default_css)]
    paths = [ROOT / url.removeprefix("../../app/").partition("?")[0] for url in links]
    assert [path for path in paths if not path.is_file()] == []


def test_folium_itself_is_left_as_it_was() -> None:
    before = list(folium.Map.default_js), list(folium.Map.default_css)
    base_map()
    assert (folium.Map.default_js, folium.Map.default_css) == before
    assert folium.Map.default_js[0][1].startswith("https://")


@pytest.mark.parametrize("folder", ["vendor/leaflet", "vendor/html-to-image", "fonts"])
def test_each_vendored_package_has_its_licence_beside_it(folder: str) -> None:
    text = (ROOT / "static" / folder / "LICENSE").read_text(encoding="utf-8").lower()
    assert "copyright" in text


def test_the_record_of_vendored_packages_names_every_file_that_is_served() -> None:
    sources = tomllib.loads((ROOT / "static/vendor/sources.toml").read_text(encoding="utf-8"))["source"]
    recorded = {name for source in sources for name in source["files"]}
    folders = (ROOT / "static/vendor", ROOT / "static/fonts")
    served = {str(path.relative_to(ROOT)) for folder in folders for path in folder.rglob("*") if path.is_file()}
    own = {"static/vendor/sources.toml", "static/fonts/inter.css"}
    assert recorded == served - own
    assert [source["package"] for source in sources if len(source["sha256"]) != 64] == []
