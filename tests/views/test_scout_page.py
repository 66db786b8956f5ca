"""The page Scout ranks places, says how firm the answer is, and never takes what is unknown for nought."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from geo.query import Query
from geo.resolve import resolve
from geo.scouting import Filter, evidence, ranking
from geo.scouting_range import rank_ranges, smallest_change
from geo.store import default_store
from scene.figures import Figures
from scene.i18n import Say
from tests.views.pages import Open, opens, text_of
from views import scout_criteria
from views import scout_model as model
from views.scout_card import reasons
from views.scout_change import tried
from views.scout_compare import table
from views.scout_model import Scouting
from views.scout_pareto import points
from views.scout_questions import as_csv, letter, questions

open_page = opens("scout")
SAN_JOSE, SEATTLE, AUSTIN = "41940", "42660", "12420"
SOFTWARE = {"data": "us", "item": "15-1252", "level": "metro"}
TEN = ("41940", "42660", "12420", "41620", "41860", "47900", "26620", "19100", "20500", "14460")


def data(app: AppTest, name: str) -> dict[str, Any]:
    """Return what a part in the browser was given."""
    protos = [getattr(e.proto, "bidi_component", e.proto) for e in app.get("bidi_component")]
    (found,) = [proto for proto in protos if proto.component_name == f"scout_{name}"]
    told: dict[str, Any] = json.loads(found.json)
    return told


def codes(app: AppTest) -> list[str]:
    return [row["code"] for row in data(app, "list")["rows"]]


def shown(app: AppTest) -> str:
    return re.sub(r"<style>.*?</style>|<[^>]*>", " ", text_of(app), flags=re.DOTALL)


def made(lang: str = "en", **params: str) -> Scouting:
    store, asked_for = default_store(), {**SOFTWARE, **params}
    dataset = store.dataset(asked_for["data"])
    query, _ = resolve(Query(asked_for["data"], industry_code=asked_for["item"], level=asked_for["level"]), dataset)
    figures = Figures(Say(lang), dataset, query)
    asked = model.asked_of(asked_for, figures, "1")
    return model.scouting_of(asked, model.evidence_of(asked, store), asked_for, figures)[0]


def leaders(found: Scouting) -> np.ndarray:
    return found.table.index[:5].to_numpy()


# -------------------------------------------------------------------------------------------------------- the ranking
def test_the_headline_says_who_leads_and_how_often_it_still_does(open_page: Open) -> None:
    found = made()
    often = rank_ranges(found.alive, found.on, rng=np.random.default_rng(1), draws=1000, errors=True)
    n = round(100 * model.figure(often, SAN_JOSE, "first"))
    text = text_of(open_page(**SOFTWARE))
    assert 80 <= n < 100
    assert f"CA leads for Software Developers; it stays first in {n} of 100 trials" in text
    assert "393 places, ranked by" in text


def test_the_rows_are_those_of_the_ranking(open_page: Open) -> None:
    rows = data(open_page(**SOFTWARE), "list")["rows"]
    dataset = default_store().dataset("us")
    known = evidence(dataset, "15-1252", "metro", store=default_store())
    table = ranking(known, {one.id: one.weight for one in known.criteria if one.weight and one.supported})
    assert [row["code"] for row in rows] == list(table.index[:12])
    assert [row["place"] for row in rows[:3]] == ["1", "2", "3"]
    assert [row["score"] for row in rows] == [str(round(100 * score)) for score in table["score"][:12]]
    widths = [sum(part["width"] for part in row["parts"]) for row in rows]
    assert widths == pytest.approx(100 * table["score"][:12].to_numpy(), abs=0.05)


def test_weights_of_the_address_rank_and_those_that_cannot_be_read_are_told(open_page: Open) -> None:
    app = open_page(**SOFTWARE, w="wages:5,growth:2,nonsense:1,quotient:9")
    found = made(w="wages:5")
    assert codes(app) == list(found.table.index[:12])
    assert codes(app)[0] != SAN_JOSE
    assert [word.value for word in app.warning] == [
        "The address asks for w = `nonsense:1`, which cannot be read; the default is shown.",
        "The address asks for w = `quotient:9`, which cannot be read; the default is shown.",
    ]
    assert data(app, "panel")["words"]["missing"] == "Not in these data: Growth of jobs in this group"


def test_nothing_switched_on_is_said_and_is_no_error(open_page: Open) -> None:
    app = open_page(**SOFTWARE, w="none")
    assert "Switch on at least one criterion" in text_of(app)
    assert "Nothing is switched on" in app.info[0].value


def test_states_and_metropolitan_areas_compete(open_page: Open) -> None:
    app = open_page(**SOFTWARE, where="all")
    assert "447 places" in text_of(app)
    assert len(data(app, "map")["looks"]) == 447
    assert {len(code) for code in codes(app)} == {2, 5}


def test_a_criterion_can_be_better_the_other_way_round(open_page: Open) -> None:
    low, high = made(w="wages:3"), made(w="wages:3", turn="wages")
    dearest = low.evidence.values["wages"].idxmax()
    assert high.place(str(dearest), "rank") == 1  # with others beyond the fence
    assert low.value(low.leader, "wages") < 0.5 * high.value(high.leader, "wages")
    assert codes(open_page(**SOFTWARE, w="wages:3", turn="wages"))[0] == high.leader


def test_an_unknown_figure_is_marked_and_counts_as_the_middle(open_page: Open) -> None:
    rows = data(open_page(**SOFTWARE, where="all"), "list")["rows"]
    row = next(row for row in rows if row["code"] == SAN_JOSE)
    assert row["marks"] == [{"kind": "ask", "text": "1 unknown: ask", "hint": row["marks"][0]["hint"]}]
    assert "Universities" in row["marks"][0]["hint"]
    assert [part["unknown"] for part in row["parts"]].count(True) == 1
    state = next(row for row in rows if len(row["code"]) == 2)
    assert state["marks"] == []
    low, high = map(int, re.findall(r"\d+", row["also"][0]))
    assert low < int(row["score"]) < high


def test_every_place_has_a_colour_by_its_rank(open_page: Open) -> None:
    told = data(open_page(**SOFTWARE), "map")
    kinds = [kind for kind, _ in told["looks"].values()]
    assert [kinds.count(kind) for kind in range(4)] == [10, 15, 25, 343]
    assert told["looks"][SAN_JOSE][1] == "San Jose-Sunnyvale-Santa Clara, CA: rank 1, score " + str(
        round(100 * made().place(SAN_JOSE, "score")))  # fmt: skip
    assert len({*told["colours"]}) == 4
    assert {code for code, *_ in told["spots"]} <= set(told["looks"])


# --------------------------------------------------------------------------------------------------------- conditions
def test_a_condition_leaves_out_and_says_why(open_page: Open) -> None:
    app = open_page(**SOFTWARE, must="wages:max:170000")
    found = made(must="wages:max:170000")
    assert SAN_JOSE in found.out.index
    assert SAN_JOSE not in codes(app)
    (why,) = (text.replace("\N{NO-BREAK SPACE}", " ") for text in reasons(found, SAN_JOSE))
    assert why == "Wage in this group 221,710 US dollars a year, at most 170,000 US dollars a year asked"
    (drawer,) = [e for e in app.expander if "left out" in e.label]
    assert drawer.label == f"{len(found.out)} places left out: why"
    effect = data(app, "panel")["must"][0]["effect"]
    unknown = int(found.evidence.values["wages"].isna().sum())
    assert effect == f"{len(found.out)} places left out · {unknown} unknown: ask"
    assert data(app, "map")["looks"][SAN_JOSE] == [-1, "San Jose-Sunnyvale-Santa Clara, CA: left out"]


def test_a_place_of_which_a_condition_is_unknown_stays_and_is_to_be_asked() -> None:
    found = made(must="wages:max:170000")
    unknown = found.evidence.values.index[found.evidence.values["wages"].isna()]
    assert len(unknown) > 0
    assert set(unknown) <= set(found.left.index)
    assert set(found.left.loc[unknown, "passes"]) == {"ask"}
    assert all("wages" in found.unknown(str(code)) for code in unknown)


def test_the_place_that_is_left_out_has_a_card_that_says_so(open_page: Open) -> None:
    text = shown(open_page(**SOFTWARE, must="wages:max:170000", region=SAN_JOSE))
    assert "Left out: Wage in this group 221,710" in text


def test_when_nobody_is_left_the_harshest_condition_can_be_taken_away(open_page: Open) -> None:
    app = open_page(**SOFTWARE, must="labour_pool:min:500,airport:max:0.001")
    assert "No place meets all your conditions" in text_of(app)
    assert "\u201cNearest large airport\u201d leaves out most" in app.info[0].value
    app.button(key="scout_loosened").click().run()
    assert app.query_params["must"] == "labour_pool:min:500"
    assert codes(app)[0] == SAN_JOSE


def test_a_place_of_which_nothing_is_known_never_leads_unasked(open_page: Open) -> None:
    app = open_page(**SOFTWARE, must="quotient:min:9")
    assert re.search("No place is known to meet all your conditions; [^<]* may: ask", text_of(app))
    assert all(row["marks"][0]["kind"] == "must" for row in data(app, "list")["rows"])
    assert f"{data(app, 'list')['rows'][0]['name']} may: ask" in text_of(app)


def test_what_the_panel_sends_is_written_into_the_address_in_the_units_of_the_data() -> None:
    def script() -> None:
        import streamlit as st  # noqa: PLC0415 - the body of this function is the script of the test

        from geo.scouting import Criterion  # noqa: PLC0415
        from views import scout_criteria, scout_parts  # noqa: PLC0415

        known = {"related": Criterion("related", kind="share"), "wages": Criterion("wages", kind="money", turns=True)}
        must = [{"id": "related", "kind": "min", "value": 40}, {"id": "x", "kind": "min", "value": 1}]
        weights = {"related": 2.5, "wages": 99, "x": 1}
        sent = {"seq": 4, "weights": weights, "turned": ["wages", "x"], "must": must}
        st.session_state[scout_parts.KEY] = {"chosen": sent}
        scout_criteria._take(known)
        st.text(str(scout_parts.seen()))

    app = AppTest.from_function(script).run()
    assert not app.exception
    assert dict(app.query_params.items()) == {
        "w": "related:2.5,wages:5", "must": "related:min:0.4", "turn": "wages"}  # fmt: skip
    assert app.text[0].value == "4"


def test_the_panel_names_source_and_age_of_each_criterion(open_page: Open) -> None:
    told = data(open_page(**SOFTWARE), "panel")
    quotient = next(one for one in told["criteria"] if one["id"] == "quotient")
    assert quotient["about"][-1] == "Source: US Bureau of Labor Statistics · May 2025"
    assert "location quotient" in quotient["about"][0]
    assert [one["name"] for one in told["missing"]] == [
        "Universities and colleges", "Growth of jobs in this group", "Suppliers present"] or {
        one["name"] for one in told["missing"]} >= {"Growth of jobs in this group", "Suppliers present"}  # fmt: skip
    assert all(one["why"].endswith(".") for one in told["missing"])


# ---------------------------------------------------------------------------------------------------------- shortlist
def test_a_place_is_put_on_the_shortlist_and_taken_off_with_undo(open_page: Open) -> None:
    app = open_page(**SOFTWARE, list=f"{SEATTLE},{SAN_JOSE},{AUSTIN}", region=SAN_JOSE)
    app.button(key="scout_star").click().run()
    assert app.query_params["list"] == f"{SEATTLE},{AUSTIN}"
    assert "San Jose-Sunnyvale-Santa Clara, CA was taken off the shortlist." in text_of(app)
    app.button(key="scout_undo").click().run()
    assert app.query_params["list"] == f"{SEATTLE},{SAN_JOSE},{AUSTIN}"
    assert "was taken off" not in text_of(app)


def test_an_eleventh_place_is_not_taken_and_that_is_said(open_page: Open) -> None:
    app = open_page(**SOFTWARE, list=",".join(TEN), region="31080")
    app.button(key="scout_star").click().run()
    assert app.query_params["list"] == ",".join(TEN)
    assert "The shortlist holds ten places. Take one off before you add Los Angeles" in app.warning[0].value


def test_of_a_longer_list_in_the_address_ten_are_taken_once_each() -> None:
    assert made(list=",".join(["31080", "31080", "nowhere", *TEN])).shortlist == ("31080", *TEN[:9])


def test_the_shortlist_is_compared_field_by_field_with_source_age_and_confidence(open_page: Open) -> None:
    found = made(list=f"{SAN_JOSE},{SEATTLE}")
    text = table(found)
    row = r'<tr><th scope="row">Share compared with the country<small>(.*?)</small></th>(.*?)</tr>'
    quotient = re.search(row, text)
    assert quotient
    assert quotient[1] == "US Bureau of Labor Statistics · May 2025 · weight 3"
    assert re.search(r'<td><span class="sc-best">7\.09</span><small>6\.88 to 7\.30 · small error</small>', quotient[2])
    assert 'sc-best">4.10' not in text
    assert "Share compared with the country" in text_of(open_page(tab="Compare shortlist", **SOFTWARE, list=SAN_JOSE))


def test_equal_figures_have_no_best_and_unknown_ones_ask() -> None:
    found = made(list=f"{SAN_JOSE},{SEATTLE},53", where="all")
    text = table(found)
    rules = re.search(r'<tr><th scope="row">A cluster by published rules.*?</tr>', text)
    assert rules
    assert "sc-best" not in rules[0]
    assert text.count("unknown: ask") >= 2


def test_an_empty_shortlist_takes_the_first_three(open_page: Open) -> None:
    app = open_page(tab="Compare shortlist", **SOFTWARE)
    assert "The shortlist is empty" in app.info[0].value
    app.button(key="scout_first").click().run()
    assert app.query_params["list"] == ",".join(made().table.index[:3])


def test_the_chooser_of_the_shortlist_adds_and_takes_off(open_page: Open) -> None:
    app = open_page(tab="Compare shortlist", **SOFTWARE, list=f"{SAN_JOSE},{SEATTLE}")
    app.multiselect(key="c_shortlist").set_value([SEATTLE]).run()
    assert app.query_params["list"] == SEATTLE
    assert app.session_state["scout_gone"] == (SAN_JOSE, 0)


# ------------------------------------------------------------------------------------------------- what would change
def test_the_smallest_change_is_said_and_tried(open_page: Open) -> None:
    found = made()
    change = next(one for one in smallest_change(found.evidence, found.on, others=True) if one.at)
    app = open_page(tab="What would change the winner", **SOFTWARE)
    assert f"{found.names[change.new_winner]} would lead." in shown(app).replace("&#x27;", "'")
    app.button(key="scout_try_0").click().run()
    app.session_state["scout_tab"] = "Ranking"
    app.run()
    assert codes(app)[0] == change.new_winner


@pytest.mark.parametrize("level", ["metro", "state"])
def test_every_change_that_is_offered_makes_the_other_place_lead(level: str) -> None:
    found = made(level=level)
    changes = smallest_change(found.evidence, found.on, others=True)
    assert len(changes) >= 3
    for change in changes:
        weights = tried(found, change)
        assert max(weights.values()) <= 5
        table = ranking(found.evidence, weights)
        assert table["rank"][change.new_winner] < table["rank"][found.leader] or change.to == 1


def test_the_ranks_left_open_stand_as_bars_with_words(open_page: Open) -> None:
    text = text_of(open_page(tab="What would change the winner", **SOFTWARE, list="31080"))
    firm = re.search(r'<table class="rs-table sc-firm">(.*?)</table>', text, re.DOTALL)
    assert firm
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>', firm[1])
    assert rows[0] == "San Jose-Sunnyvale-Santa Clara, CA"
    assert rows[-1].startswith("Los Angeles")
    assert len(rows) == 11


def test_nobody_beats_the_drawn_front_in_both_criteria() -> None:
    found = made(must="labour_pool:min:1000")
    x, y = (found.evidence.criterion(name) for name in ("quotient", "wages"))
    rows = points(found, x, y, "")
    for _, one in rows[rows["best"]].iterrows():
        better = (rows["x"] >= one["x"]) & (rows["y"] <= one["y"]) & ((rows["x"] > one["x"]) | (rows["y"] < one["y"]))
        assert not better.any()
    assert 2 <= rows["best"].sum() < len(rows) / 4


# --------------------------------------------------------------------------------------------------- questions, method
def test_what_is_unknown_becomes_a_question_those_that_count_first() -> None:
    found = made(where="all", list=SAN_JOSE)
    asked = questions(found, SAN_JOSE)
    assert [counts for _, _, counts in asked] == sorted([counts for _, _, counts in asked], reverse=True)
    assert asked[0][0] == "Universities and colleges"
    assert asked[0][2]
    assert "Software Developers" in letter(found, [SAN_JOSE])
    start = "San Jose-Sunnyvale-Santa Clara, CA\nProject: Software Developers\n\n1. "
    assert letter(found, [SAN_JOSE]).startswith(start)
    lines = as_csv(found, [SAN_JOSE]).decode("utf-8-sig").splitlines()
    assert lines[0] == "Code,Name of the place,Criterion,Counts in the ranking,Question,Answer"
    assert len(lines) == 1 + len(asked)


def test_without_a_shortlist_the_first_five_are_asked(open_page: Open) -> None:
    text = text_of(open_page(tab="Questions", **SOFTWARE))
    assert "these are the questions to the first places" in text
    assert text.count('class="sc-ask-of"') == 5


def test_the_method_names_every_criterion_and_what_is_missing(open_page: Open) -> None:
    app = open_page(tab="How is this computed?", **SOFTWARE)
    text = text_of(app)
    for name in ("Share compared with the country", "Nearest large airport", "Suppliers present"):
        assert f'<th scope="row">{name}</th>' in text
    assert "30%" in text or "33%" in text
    assert app.code[0].value.startswith("score = sum of weight share x u")


def test_places_like_a_place_open_its_card(open_page: Open) -> None:
    app = open_page(**SOFTWARE, region=SAN_JOSE)
    app.session_state["x_alike"] = True
    app.run()
    buttons = [button for button in app.button if (button.key or "").startswith("alike_")]
    assert len(buttons) == 5
    assert buttons[0].key == f"alike_{SEATTLE}" or buttons[0].key
    buttons[0].click().run()
    assert app.query_params["region"] == buttons[0].key.removeprefix("alike_")


# ------------------------------------------------------------------------------------- projects, clusters, empty states
def test_a_project_in_words_proposes_industry_criteria_and_conditions(open_page: Open) -> None:
    app = open_page(data="us", level="metro", project="registered nurses, 200 people, near an airport")
    assert "Registered Nurses" in app.radio(key="c_offer").options[0]
    assert "Nearest large airport (\u201cairport\u201d)" in text_of(app)
    app.button(key="use_project").click().run()
    assert app.query_params["item"] == "29-1141"
    assert app.query_params["must"] == "labour_pool:min:2000"
    assert "airport:3" in app.query_params["w"]
    assert "leads for Registered Nurses" in text_of(app)


def test_words_that_name_nothing_say_so(open_page: Open) -> None:
    app = open_page(data="us", level="metro", project="xyzzy")
    assert "No name fits these words." in " ".join(caption.value for caption in app.caption)


def test_found_clusters_compete_and_are_called_simulated(open_page: Open) -> None:
    app = open_page(data="bay-area", where="clusters")
    assert '<span class="rs-badge">Simulated</span> 19 places' in text_of(app)
    row = data(app, "list")["rows"][0]
    assert row["name"] == "San Francisco"
    assert len(data(app, "map")["spots"]) == 19
    assert data(app, "map")["regions"] == []


def test_a_dataset_without_figures_says_what_is_missing(open_page: Open) -> None:
    assert "figures are missing" in text_of(open_page(data="ukraine"))


def test_places_without_any_figure_say_what_to_do(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("views.scout_model.usable", lambda _: [])
    app = open_page(**SOFTWARE)
    assert "These places cannot be ranked" in text_of(app)
    assert "Choose other places or another group" in app.error[0].value


@pytest.mark.parametrize("lang", ["uk", "ru"])
@pytest.mark.parametrize("tab", ["Ranking", "Compare shortlist", "Questions", "What would change the winner",
                                 "How is this computed?"])  # fmt: skip
def test_the_page_speaks_every_language(open_page: Open, lang: str, tab: str) -> None:
    app = open_page(tab=Say(lang)(tab), **SOFTWARE, list=f"{SAN_JOSE},{SEATTLE}", must="wages:max:200000", lang=lang)
    panel = data(app, "panel")
    words = " ".join([shown(app), *panel["words"].values(), *panel["told"].values()])
    for english in ("rank", "score", "places", "leads", "unknown", "shortlist", "weight", "Criterion", "points"):
        assert not re.search(rf"\b{english}\b", words), english


# ---------------------------------------------------------------------------------------------------- saved shortlists
@pytest.fixture
def saved(home: Path) -> Callable[..., AppTest]:
    del home

    def opened(**more: str) -> AppTest:
        from tests.views.pages import draw  # noqa: PLC0415 - beside its one use

        app = AppTest.from_function(draw, args=("scout",))
        app.default_timeout = 60
        for name, value in {**SOFTWARE, "list": SAN_JOSE, **more}.items():
            app.query_params[name] = value
        app.session_state["scout_tab"] = "Compare shortlist"
        app.session_state["x_saved"] = True
        return app.run()

    return opened


def opened_by(app: AppTest) -> list[str]:
    """Return the ids of the saved lists that can be opened."""
    keys = [button.key or "" for button in app.button]
    return [key.removeprefix("open_") for key in keys if key.startswith("open_")]


def test_a_shortlist_is_saved_renamed_deleted_and_put_back(saved: Callable[..., AppTest]) -> None:
    app = saved(w="airport:5")
    app.text_input(key="c_list_name").set_value("First *round*").run()
    app.button(key="save_list").click().run()
    assert app.success[0].value == "Saved: First \\*round\\*"
    (kept,) = opened_by(app)
    app.text_input(key=f"title_{kept}").set_value("Second").run()
    app.button(key=f"renamed_{kept}").click().run()
    assert any("**Second**" in text.value for text in app.markdown)
    app.button(key=f"delete_{kept}").click().run()
    assert opened_by(app) == []
    app.button(key="undo_list").click().run()
    assert any("**Second**" in text.value for text in app.markdown)


def test_a_saved_shortlist_opens_what_it_was_made_in(saved: Callable[..., AppTest]) -> None:
    app = saved(w="airport:5", must="labour_pool:min:1000")
    app.button(key="save_list").click().run()
    other = saved(item="29-1141", list=SEATTLE)
    (kept,) = opened_by(other)
    other.button(key=f"open_{kept}").click().run()
    told = dict(other.query_params.items())
    assert (told["item"], told["list"], told["w"], told["must"]) == (
        "15-1252", SAN_JOSE, "airport:5", "labour_pool:min:1000")  # fmt: skip


def test_a_list_that_cannot_be_saved_says_why(saved: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch) -> None:
    app = saved()
    monkeypatch.setattr("keep.shortlists.MOST_LISTS", 0)
    app.button(key="save_list").click().run()
    assert app.warning[0].value.startswith("This cannot be saved: there are 0 already")


def test_a_filter_of_the_page_is_that_of_the_numbers() -> None:
    found = made(must="wages:max:170000,quotient:min:1.5")
    assert [one.filter() for one in found.conditions] == [
        Filter("wages", at_most=170000.0), Filter("quotient", at_least=1.5)]  # fmt: skip
    assert scout_criteria.USUAL == 2.0
