"""Parts of the page of clusters: the test against chance, files and the command, declared clusters."""

import contextlib
import io
import json
import re
import shlex
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from cli.main import main
from geo.query import Query
from geo.resolve import resolve
from geo.store import default_store
from tests.views.found_clusters import FAST, made
from tests.views.pages import Open, opens, text_of
from views import clusters_chance as chance
from views import clusters_model as model
from views.clusters_command import command, leaving
from views.clusters_declared import sentence as declared_sentence
from views.clusters_list import geopackage, table_of, tables

open_page = opens("clusters")
NO_EVIDENCE = "a pattern of simulated firms, not evidence"


@pytest.fixture(scope="module")
def first() -> str:
    return str(made()[0].table.index[0])


# ------------------------------------------------------------------------------------------------- more than by chance
def made_up(n: int, seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    near = pd.DataFrame({"lon": rng.normal(30.5, 0.002, n), "lat": rng.normal(50.4, 0.002, n), "industry_code": "C10"})
    far = pd.DataFrame({"lon": rng.uniform(30, 31, 4 * n), "lat": rng.uniform(50, 51, 4 * n), "industry_code": "C11"})
    return pd.concat([near, far], ignore_index=True)


def test_a_test_tells_what_lies_close_together() -> None:
    key = chance.Key("x", "1", "C10")
    run = chance.Run(key, total=40)
    proof = chance.proof_of(made_up(60), ["C10"], run=run)
    assert (proof.pattern.verdict, proof.sites, proof.pattern.sites, run.done) == ("localised", 60, 60, 40)


def test_of_many_sites_a_part_of_every_industry_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chance, "MOST_SITES", 100)
    proof = chance.proof_of(made_up(400), ["C10"], run=chance.Run(chance.Key("x", "1", "C10"), total=20))
    assert proof.sites == 400
    assert 80 <= proof.pattern.sites <= 120


def test_a_stopped_test_leaves_nothing() -> None:
    key = chance.Key("x", "2", "C10")
    run = chance.Run(key, total=500)
    run.stop.set()
    chance._work(run, made_up(60), ["C10"], shelf := chance.Shelf())
    assert (run.proof, run.error, shelf.get(key)) == (None, None, None)
    chance._work(chance.Run(chance.Key("x", "2", "C99"), total=20), made_up(60), ["C99"], shelf)
    assert shelf.get(chance.Key("x", "2", "C99")) is None


def test_the_shelf_is_bounded() -> None:
    shelf: Any = chance.Shelf()
    for n in range(40):
        shelf.put(chance.Key("x", "1", str(n)), n)
    assert len(shelf._kept) == 24
    assert shelf.get(chance.Key("x", "1", "39")) == 39
    assert shelf.get(chance.Key("x", "1", "0")) is None


def test_the_test_runs_beside_the_page_and_its_answer_is_drawn(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chance, "MOST_SITES", 300)
    monkeypatch.setattr(chance, "DRAWS", 25)
    monkeypatch.setattr(chance.start, "__kwdefaults__", {"draws": 25})
    app = open_page(data="bay-area", item="AGREMPN", find__method="hdbscan", tab="More than chance?")
    app.button(key="start_test").click().run()
    run = app.session_state["clusters_test"]
    assert run.thread is not None
    run.thread.join(60)
    assert (run.error, run.done) == (None, 25)
    app.run()
    text = text_of(app)
    assert "Spread out: enterprises of Agriculture and natural resources keep farther apart" in text
    assert re.search(r"A sample: \d+ of 3,151 enterprises", text)
    assert app.session_state["clusters_test"] is run
    app.session_state["clusters_tab"] = "Map and list"
    # the card says what the test found, too
    app.query_params["cluster"] = str(hdbscan_of_farms().table.index[0])
    app.run()
    assert "Spread out: enterprises of Agriculture and natural resources keep farther apart" in text_of(app)


def hdbscan_of_farms() -> model.Found:
    store = default_store()
    query, _ = resolve(Query("bay-area", industry_code="AGREMPN"), store.dataset("bay-area"))
    asked, _ = model.asked_of({"find.method": "hdbscan"}, query, store.dataset_version("bay-area"))
    return model.found_of(asked, query.level, store)


def test_a_cluster_that_is_not_there_is_said(open_page: Open) -> None:
    app = open_page(**FAST, cluster="`x`<b>")
    assert app.warning[0].value == "There is no cluster `'x'<b>` here: choose another one."


def test_all_industries_together_cannot_be_tested_against_themselves(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, _ = made()
    monkeypatch.setattr(model, "found_of", lambda asked, *_: type(found)(
        asked, found.clusters, found.ground, found.core, found.table, found.total, 0, simulated=True))  # fmt: skip
    app = open_page(**FAST, find__all="1", tab="More than chance?")
    assert "cannot be compared with themselves" in app.info[0].value
    assert "clusters of all enterprises" in text_of(app)


# ------------------------------------------------------------------------------------------------ files and the command
def test_the_files_say_where_they_come_from(tmp_path: Path) -> None:
    found, figures = made()
    path = tmp_path / "x.gpkg"
    path.write_bytes(geopackage(found, figures, "x"))
    with contextlib.closing(sqlite3.connect(path)) as file:
        layers = {name for (name,) in file.execute("select table_name from gpkg_contents")}
        told = dict(file.execute("select key, value from provenance"))
    assert layers == {"clusters", "members", "provenance"}
    assert (told["caution"], told["warning"]) == (NO_EVIDENCE, NO_EVIDENCE)
    assert told["dataset"] == "bay-area"
    assert "--radius-m 800" in told["command"]
    with zipfile.ZipFile(io.BytesIO(tables(found, figures, "x"))) as archive:
        names = set(archive.namelist())
        origin = json.loads(archive.read("x.csv.meta.json"))
        rows = pd.read_csv(archive.open("x.csv"))
    assert names == {"x.csv", "x.members.csv", "x.csv.meta.json"}
    assert origin["simulated"] is True
    assert rows["cluster_id"].tolist() == found.table.index.tolist()


def test_the_command_finds_the_same_clusters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found, figures = made(radius="700", least="2500", firms="40")
    words = shlex.split(command(found.asked, figures.query.level))
    words[-1] = "clusters.csv"
    assert main(words[1:]) == 0
    again = pd.read_csv("clusters.csv").set_index("cluster_id")
    assert again.index.tolist() == found.table.index.tolist()
    assert again["employees"].tolist() == found.table["employees"].tolist()


def test_the_command_takes_out_the_same_anchor(capsys: pytest.CaptureFixture[str], first: str) -> None:
    found, figures = made()
    level = figures.query.level
    gone = str(model.card_of(found, first, level).anchors.table.index[0])
    words = leaving(found.asked, level, first, (gone,), rule="statsamerica", share=0.5)
    assert main(shlex.split(words)[1:]) == 0
    told = json.loads(capsys.readouterr().out)["what_if"]
    assert told["left"] == [gone]


def test_the_list_names_its_columns_for_readers() -> None:
    found, figures = made()
    table = table_of(found, found.table, figures)
    assert list(table.columns) == ["No.", "Cluster", "Enterprises", "Jobs", "Share, %", "Density against chance"]
    assert table["Enterprises"].is_monotonic_decreasing or table["Jobs"].is_monotonic_decreasing


# --------------------------------------------------------------------------------------------------- declared clusters
def square(west: float, south: float, east: float, north: float, **properties: str) -> dict[str, Any]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


@pytest.fixture
def uploaded(open_page: Open) -> Callable[..., AppTest]:
    def send(text: str, name: str = "parks.geojson") -> AppTest:
        app = open_page(**FAST, tab="Declared clusters")
        app.file_uploader(key="declared_file").set_value((name, text.encode(), "application/json")).run()
        assert not app.exception
        return app

    return send


def test_declared_clusters_are_compared_with_the_found_ones(uploaded: Callable[..., AppTest]) -> None:
    areas = [square(-122.1, 37.3, -121.8, 37.5, name="Silicon <b>Valley</b>", industry_codes="MWTEMPN"),
             square(-122.4, 38.2, -122.2, 38.5, name="Napa")]  # fmt: skip
    app = uploaded(json.dumps({"type": "FeatureCollection", "features": areas}))
    text = text_of(app)
    assert re.search(r"2 declared clusters: [\d,]+ of their [\d,]+ enterprises lie in a found cluster\.", text)
    assert "Silicon &lt;b&gt;Valley&lt;/b&gt;" in text
    match = app.session_state["declared_match"][1]
    assert match.declared.loc["Napa", "found"] == 0
    assert declared_sentence(match, made()[1]).startswith("2 declared clusters: ")


@pytest.mark.parametrize("text", ["{", '{"type": "FeatureCollection", "features": []}', "no json"])
def test_a_file_that_cannot_be_compared_is_named_with_what_is_wrong(
    uploaded: Callable[..., AppTest], text: str
) -> None:
    shown = text_of(uploaded(text))
    assert "The file parks.geojson cannot be compared." in shown
    assert 'role="alert"' in shown
