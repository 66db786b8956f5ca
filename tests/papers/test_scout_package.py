"""A search for places as a GeoPackage: read by other programs, coloured, explained, safe."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest

from geo.scouting import evidence
from geo.store import default_store
from papers.scout_gpkg import criteria_table, place_table, scout_gpkg
from papers.scout_paper import ScoutPaper
from papers.scout_style import looks, qml, sld
from scene.i18n import Say
from tests.papers.scout_papers import FILTERS, HOSTILE, MADE, WEIGHTS, hostile, software


@pytest.fixture(scope="module")
def paper() -> ScoutPaper:
    return software()


# ---------------------------------------------------------------------------------------------------------- GeoPackage


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = default_store()
    dataset = store.dataset("us")
    known = evidence(dataset, "15-1252", "state,metro", store=store, also=("15-2051",))
    path = tmp_path_factory.mktemp("gpkg") / "places.gpkg"
    path.write_bytes(scout_gpkg(ScoutPaper(known, WEIGHTS, FILTERS, dataset, Say("en"), MADE)))
    return path


def test_states_are_areas_and_metropolitan_areas_points(package: Path) -> None:
    layers = dict(pyogrio.list_layers(package))
    assert layers["places_state"] == "MultiPolygon"
    assert layers["places_metro"] == "Point"
    assert {"criteria", "provenance"} <= set(layers)
    states, metros = (gpd.read_file(package, layer=f"places_{level}") for level in ("state", "metro"))
    assert (len(states), len(metros)) == (54, 393)
    assert states.crs.to_epsg() == metros.crs.to_epsg() == 4326
    ranks = pd.concat([states["rank"], metros["rank"]]).dropna()
    assert sorted(ranks)[:3] == [1.0, 2.0, 3.0]
    assert "quotient_15_2051_low" in metros.columns


def test_an_unknown_value_is_empty_and_says_so(package: Path) -> None:
    metros = gpd.read_file(package, layer="places_metro").set_index("code")
    unknown = metros["labour_pool"].isna()
    assert int(unknown.sum()) == 11
    assert set(metros.loc[unknown, "labour_pool_status"]) == {"unknown"}
    assert set(metros.loc[unknown, "passes"]) <= {"ask", "no"}


def test_the_provenance_repeats_the_search(package: Path) -> None:
    told = pyogrio.read_dataframe(package, layer="provenance").set_index("key")["value"]
    assert json.loads(told["weights"]) == WEIGHTS
    assert json.loads(told["filters"])[0] == {"criterion": "labour_pool", "at_least": 5000, "at_most": None}
    assert told["industry_code"] == "15-1252"
    assert "Bureau of Labor Statistics" in told["sources"]


def test_each_layer_has_a_default_style_that_is_sound_xml(package: Path) -> None:
    with sqlite3.connect(package) as base:
        rows = base.execute(
            "SELECT f_table_name, f_geometry_column, useAsDefault, styleQML, styleSLD FROM layer_styles"
        ).fetchall()
        kinds = dict(base.execute("SELECT table_name, data_type FROM gpkg_contents").fetchall())
    base.close()
    assert {row[0] for row in rows} == {"places_state", "places_metro"}
    assert {row[1:3] for row in rows} == {("geom", 1)}
    assert kinds["layer_styles"] == "attributes"
    for layer, _, _, style, other in rows:
        root = ET.fromstring(style.partition("\n")[2])  # noqa: S314 - written by the program
        renderer = root.find("renderer-v2")
        assert renderer is not None
        assert renderer.get("type") == "RuleRenderer"
        assert len(renderer.findall("rules/rule")) == len(renderer.findall("symbols/symbol")) == 7
        assert {one.get("type") for one in renderer.findall("symbols/symbol")} == {
            "marker" if layer == "places_metro" else "fill"
        }
        assert ET.fromstring(other.encode()).tag.endswith("StyledLayerDescriptor")  # noqa: S314 - as above


def test_every_place_falls_under_one_colour_or_does_not_fit(package: Path) -> None:
    with sqlite3.connect(package) as base:
        (style,) = base.execute("SELECT styleQML FROM layer_styles WHERE f_table_name = 'places_metro'").fetchone()
        filters = [rule.get("filter", "") for rule in ET.fromstring(style.partition("\n")[2]).iter("rule")]  # noqa: S314
        count = " + ".join(f"({text})" for text in filters[:6])
        table = [base.execute(f'SELECT count(*) FROM "{name}" WHERE {count} <> 1').fetchone()[0]  # noqa: S608
                 for name in ("places_metro", "places_state")]  # fmt: skip
    base.close()
    assert table == [0, 0]


def test_hostile_names_stay_text_in_the_style_and_the_table(tmp_path: Path) -> None:
    path = tmp_path / "h.gpkg"
    path.write_bytes(scout_gpkg(hostile()))
    names = pyogrio.read_dataframe(path, layer="places_")["name"]
    assert names[0] == HOSTILE.replace("\x00", "\ufffd")
    rules = looks([0.0, 1.0], {"class": HOSTILE.replace("{{7*191}}", ""), "no": HOSTILE, "ask": HOSTILE})
    for text in (qml(rules, {"a": HOSTILE.replace("\x00", "")}, points=True), sld(rules, "a", points=False)):
        assert "<b>" not in text


def test_columns_are_explained(paper: ScoutPaper) -> None:
    told = criteria_table(paper).set_index("criterion")
    assert told["weight"]["quotient"] == 3.0
    assert told["at_least"]["labour_pool"] == 5000
    assert told["missing"]["growth"] == "one_year"
    assert set(told["column"]) <= set(place_table(paper).columns)
