"""The page of clusters: found from the firms, told in a sentence, a map, a list and a card; simulated ones say so."""

import re

import numpy as np
import pytest

from geo.errors import DataContractError
from geo.query import Query
from geo.store import default_store
from tests.views.found_clusters import FAST, made
from tests.views.pages import Open, opens, text_of
from views import clusters_model as model
from views.cluster_card import anchors, composition, key_figures, related, sizes
from views.clusters_map import frame
from views.clusters_words import headline, note

open_page = opens("clusters")
NO_EVIDENCE = "a pattern of simulated firms, not evidence"


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
    assert "HDBSCAN takes up to 20000 points" in app.error[0].value
    app.button(key="reset_search").click().run()
    assert "find.method" not in app.query_params


def test_hdbscan_counts_enterprises_and_needs_no_distance(open_page: Open) -> None:
    app = open_page(data="bay-area", item="AGREMPN", find__method="hdbscan", find__least="50")
    assert [w.key for w in app.number_input] == ["c_find_radius", "c_find_least", "c_find_smallest"]
    assert "Groups of at least 50 enterprises" in text_of(app)


def test_a_choice_computes_nothing_anew(open_page: Open, first: str) -> None:
    app = open_page(**FAST, cluster=first)
    found = model.found_of(made()[0].asked, made()[1].query.level, default_store())
    assert made()[0] is found
    app.run()
    assert made()[0] is found


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
