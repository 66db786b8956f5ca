"""The page of clusters: found from the firms, told in a sentence, a map, a list and a card; simulated ones say so."""

import contextlib
import io
import json
import re
import shlex
import sqlite3
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from cli.main import main
from geo.errors import DataContractError
from geo.query import Query
from geo.resolve import resolve
from geo.store import default_store
from tests.views.pages import Open, opens, text_of
from views import clusters_chance as chance
from views import clusters_model as model
from views.cluster_card import anchors, composition, key_figures, related, sizes
from views.clusters_command import command, leaving, repeats
from views.clusters_declared import sentence as declared_sentence
from views.clusters_list import geopackage, table_of, tables
from views.clusters_map import frame
from views.clusters_words import headline, note
from views.figures import Figures
from views.i18n import Say

open_page = opens("clusters")
FAST: dict[str, str] = {"data": "bay-area", "item": "MWTEMPN"}
"""An industry of the simulated register in which clusters are found in a tenth of a second."""
NO_EVIDENCE = "a pattern of simulated firms, not evidence"


def made(lang: str = "en", **params: str) -> tuple[model.Found, Figures]:
    store = default_store()
    dataset = store.dataset("bay-area")
    query, _ = resolve(Query("bay-area", industry_code="MWTEMPN"), dataset)
    asked, bad = model.asked_of({f"find.{name}": value for name, value in params.items()}, query, "1")
    assert bad == []
    return model.found_of(asked, query.level, store), Figures(Say(lang), dataset, query)


@pytest.fixture(scope="module")
def first() -> str:
    return str(made()[0].table.index[0])


# ---------------------------------------------------------------------------------------------- the answer of the page
def test_the_headline_says_how_many_and_what_the_largest_holds() -> None:
    found, figures = made()
    largest = found.table.iloc[0]
    share = f"{largest['share']:.0%}"
    text = headline(found, found.table, figures)
    assert text == (f"{len(found.table)} clusters: Manufacturing, wholesale trade and transport. "
                    f"The largest, around {largest['short']}, holds {share} of the jobs")  # fmt: skip
    everywhere = default_store().enterprises("bay-area")
    jobs = everywhere.loc[everywhere["industry_code"] == "MWTEMPN", "employees"].sum()
    assert largest["share"] == pytest.approx(largest["employees"] / jobs)


def test_what_is_simulated_is_said_on_page_map_list_and_card(open_page: Open, first: str) -> None:
    app = open_page(**FAST, cluster=first)
    text = text_of(app)
    assert text.count(NO_EVIDENCE) == 4  # lead, list, card, source; the map says it in its caption
    assert any(NO_EVIDENCE in caption.value.lower() for caption in app.caption)
    assert "A pattern of simulated firms, not evidence." in text  # among the notes of the card


def test_a_dataset_without_a_register_says_what_is_missing_and_how_to_bring_it(open_page: Open) -> None:
    app = open_page(data="us")
    assert "has no register of enterprises" in app.info[0].value
    assert "regioscope clusters --enterprises" in app.code[-1].value
    assert '<a href="?data=bay-area&amp;lang=en" target="_self">Open San Francisco Bay Area' in text_of(app)
    assert not app.selectbox


def test_every_address_repeats_its_view_and_what_cannot_be_read_is_said(open_page: Open) -> None:
    app = open_page(**FAST, find__radius="500", find__least="1000", find__smallest="200")
    assert (app.number_input(key="c_find_radius").value, app.number_input(key="c_find_least").value) == (500, 1000)
    shown = app.dataframe[0].value
    assert shown["Enterprises"].min() >= 200
    app = open_page(**FAST, find__radius="near", find__method="magic")
    assert [w.value.split(",")[0] for w in app.warning] == [
        "The address asks for find.method = `magic`", "The address asks for find.radius = `near`",
    ]  # fmt: skip


@pytest.mark.parametrize("wrong", ["nan", "inf", "-5", "1e99", "0"])
def test_a_distance_that_cannot_be_is_passed_over(wrong: str) -> None:
    asked, bad = model.asked_of({"find.radius": wrong}, Query("bay-area", industry_code="MWTEMPN"), "1")
    assert (asked.radius, bad) == (model.RADIUS_M, [("find.radius", wrong)])


def test_another_search_forgets_the_chosen_cluster(open_page: Open, first: str) -> None:
    app = open_page(**FAST, cluster=first, gone="1")
    app.number_input(key="c_find_radius").set_value(900).run()
    assert app.query_params["find.radius"] == "900"
    assert not {"cluster", "gone"} & set(app.query_params)


def test_nothing_found_and_a_search_that_cannot_be_done_say_what_to_do(open_page: Open) -> None:
    app = open_page(**FAST, find__least="10000000")
    assert "Widen the distance" in app.info[0].value
    app = open_page(data="bay-area", item="FPSEMPN", find__method="hdbscan")
    assert "HDBSCAN takes up to 20,000 points" in app.error[0].value
    app.button(key="reset_search").click().run()
    assert "find.method" not in app.query_params


def test_hdbscan_counts_enterprises_and_needs_no_distance(open_page: Open) -> None:
    app = open_page(data="bay-area", item="AGREMPN", find__method="hdbscan", find__least="50")
    assert [w.key for w in app.number_input] == ["c_find_radius", "c_find_least", "c_find_smallest"]
    assert "Groups of at least 50 enterprises" in text_of(app)


def test_a_choice_computes_nothing_anew_and_the_page_is_quick(open_page: Open, first: str) -> None:
    app = open_page(**FAST, cluster=first)
    found = model.found_of(made()[0].asked, made()[1].query.level, default_store())
    assert made()[0] is found
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        app.run()
        times.append(time.perf_counter() - begun)
    assert min(times) < 1.0  # the test's own machinery included; the page itself takes a tenth of it


# ------------------------------------------------------------------------------------------------------------- the card
def test_the_card_tells_members_industries_anchors_sizes_and_relatives(first: str) -> None:
    found, figures = made()
    card = model.card_of(found, first, figures.query.level)
    names = [name for name, _, _ in key_figures(card, found, figures)]
    assert names == ["Enterprises", "Jobs", "Against chance", "Links that stay inside"]
    assert "All organisations here are of one kind (firms)" in composition(card, figures)
    assert f"No. {card.anchors.table.index[0]}" in anchors(card, figures)
    widths = [float(w) for w in re.findall(r"width:([\d.]+)%", sizes(card, figures))]
    assert sum(widths) == pytest.approx(100, abs=0.05)
    assert "<dt>Not there</dt>" in related(card, figures)
    assert float(card.record["employees"]) == pytest.approx(float(card.sizes["employees"].sum()))


@pytest.mark.parametrize(("lang", "kind"), [("uk", "фірми"), ("ru", "фирмы")])
def test_notes_are_said_in_the_readers_language(first: str, lang: str, kind: str) -> None:
    found, figures = made(lang)
    texts = [note(one, figures) for one in model.card_of(found, first, figures.query.level).notes]
    assert any(f"({kind})" in text for text in texts)
    assert not re.search("[a-z]{4}", " ".join(texts))


def test_names_of_a_dataset_are_text_and_never_markup(first: str) -> None:
    found, figures = made()
    card = model.card_of(found, first, figures.query.level)
    card.anchors.table["enterprise_name"] = "<b>x</b>"
    try:
        assert "&lt;b&gt;x&lt;/b&gt;" in anchors(card, figures)
    finally:
        del card.anchors.table["enterprise_name"]


def test_two_clusters_stand_side_by_side(open_page: Open, first: str) -> None:
    other = str(made()[0].table.index[2])
    app = open_page(**FAST, cluster=first, beside=other, tab="Compare two")
    text = text_of(app)
    short = made()[0].table["short"]
    assert f'<th scope="col" class="rs-num">{short[first]}</th>' in text
    assert f'<th scope="col" class="rs-num">{short[other]}</th>' in text
    assert app.selectbox(key="c_beside").value == other


# ----------------------------------------------------------------------------------------------- an anchor that leaves
def test_an_anchor_that_leaves_takes_its_jobs(open_page: Open, first: str) -> None:
    found, figures = made()
    table = model.card_of(found, first, figures.query.level).anchors.table
    gone, jobs = str(table.index[0]), int(table["employees"].iloc[0])
    app = open_page(**FAST, cluster=first, gone=gone, tab="If an anchor leaves")
    text = text_of(app)
    total = int(found.table["employees"][first])
    assert f"{jobs:,} of {total:,} jobs of the cluster go ({jobs / total:.1%})." in text
    assert re.search(rf'data-label="Change">-{jobs:,}</td>', text)
    assert re.search("By .* it (stays|is) ", text)
    assert f"--leave {gone} --rule statsamerica" in app.code[-1].value
    app.multiselect(key="c_gone").set_value([]).run()
    assert "gone" not in app.query_params


def test_partners_lose_with_the_links(open_page: Open, first: str) -> None:
    found, figures = made()
    gone = str(model.card_of(found, first, figures.query.level).anchors.table.index[0])
    text = text_of(open_page(**FAST, cluster=first, gone=gone, lost="100", tab="If an anchor leaves"))
    assert "Only the first round of lost links is counted" in text


# ------------------------------------------------------------------------------------------------- more than by chance
def made_up(n: int, seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    near = pd.DataFrame({"lon": rng.normal(30.5, 0.002, n), "lat": rng.normal(50.4, 0.002, n), "industry_code": "C10"})
    far = pd.DataFrame({"lon": rng.uniform(30, 31, 4 * n), "lat": rng.uniform(50, 51, 4 * n), "industry_code": "C11"})
    return pd.concat([near, far], ignore_index=True)


def test_a_test_tells_what_lies_close_together() -> None:
    key = chance.Key("x", "1", "C10")
    run = chance.Run(key, total=40)
    proof = chance.proof_of(made_up(60), "C10", run=run)
    assert (proof.pattern.verdict, proof.sites, proof.pattern.sites, run.done) == ("localised", 60, 60, 40)


def test_of_many_sites_a_part_of_every_industry_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chance, "MOST_SITES", 100)
    proof = chance.proof_of(made_up(400), "C10", run=chance.Run(chance.Key("x", "1", "C10"), total=20))
    assert proof.sites == 400
    assert 80 <= proof.pattern.sites <= 120


def test_a_stopped_test_leaves_nothing() -> None:
    key = chance.Key("x", "2", "C10")
    run = chance.Run(key, total=500)
    run.stop.set()
    chance._work(run, made_up(60), shelf := chance.Shelf())
    assert (run.proof, run.error, shelf.get(key)) == (None, None, None)
    chance._work(chance.Run(chance.Key("x", "2", "C99"), total=20), made_up(60), shelf)
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


def test_all_industries_together_cannot_be_tested_against_themselves(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, _ = made()
    monkeypatch.setattr(model, "found_of", lambda asked, *_: type(found)(
        asked, found.clusters, found.ground, found.core, found.table, found.total, 0))  # fmt: skip
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
    found, figures = made(radius="700", least="2500")
    words = shlex.split(command(found.asked, figures.query.level))
    words[-1] = "clusters.csv"
    assert main(words[1:]) == 0
    again = pd.read_csv("clusters.csv").set_index("cluster_id")
    assert again.index.tolist() == found.table.index.tolist()
    assert again["employees"].tolist() == found.table["employees"].tolist()
    assert repeats(found.asked)
    assert not repeats(made(firms="5")[0].asked)


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
    assert list(table.columns) == ["No.", "Cluster", "Enterprises", "Jobs", "Share, %", "Density against chance",
                                   "Leading industry"]  # fmt: skip
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


# -------------------------------------------------------------------------------------------------------------- the map
def test_a_picture_is_neither_flat_nor_tall() -> None:
    for bounds in ([10.0, 0.0, 11.0, 0.1], [10.0, 0.0, 10.1, 1.0], [10.0, 50.0, 10.0, 50.0]):
        west, south, east, north = frame(np.array(bounds))
        ratio = (north - south) / ((east - west) * np.cos(np.radians((south + north) / 2)))
        assert 1 / 1.7 < ratio < 1.15
        assert west < bounds[0] <= bounds[2] < east
        assert south < bounds[1] <= bounds[3] < north


@pytest.mark.parametrize("lang", ["uk", "ru"])
def test_the_page_speaks_every_language(open_page: Open, first: str, lang: str) -> None:
    text = text_of(open_page(**FAST, cluster=first, lang=lang))
    shown = re.sub(r"<style>.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL)
    for english in ("cluster", "enterprise", "anchor", "outline", "simulated"):
        assert english not in shown.lower()


def test_an_unreadable_register_is_an_error_that_is_shown(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise DataContractError("points", ["the column lon is missing"])

    monkeypatch.setattr(model, "found_of", broken)
    app = open_page(**FAST)
    assert "the column lon is missing" in app.error[0].value
