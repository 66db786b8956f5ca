"""The page Scout ranks places, says how firm the answer is, and never takes what is unknown for nought."""

import json
import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from geo.scouting import evidence, ranking
from geo.scouting_range import rank_ranges
from geo.store import default_store
from tests.views.pages import Open, opens, text_of
from tests.views.scouting import SAN_JOSE, SOFTWARE, codes, data, made, shown
from views import scout_model as model
from views.scout_card import reasons

open_page = opens("scout")


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


# -------------------------------------------------------------------------------------------------------- the address
def lagging(*, fresh: bool) -> AppTest:
    """Run what follows the weights when the browser's address is behind: `w` is old, and `region` was just chosen."""

    def script(fresh: bool) -> None:  # noqa: FBT001 - arguments of a script
        import streamlit as st  # noqa: PLC0415 - the body of this function is the script of the test

        from views import scout_memory, state  # noqa: PLC0415

        st.session_state["scout_last"] = {"w": "airport:5"}
        state.change(region="06")
        st.session_state["scout_fresh"] = fresh
        st.json(scout_memory.go_on())

    app = AppTest.from_function(script, args=(fresh,))
    app.query_params["w"] = "airport:1"
    return app.run()


def test_an_address_that_lags_behind_does_not_take_a_weight_back() -> None:
    app = lagging(fresh=False)
    assert json.loads(app.json[0].value) == {"w": "airport:5", "region": "06"}
    assert app.query_params["w"] == "airport:5"
    assert app.session_state["address"] == {"w": "airport:5", "region": "06"}


def test_an_address_that_was_opened_holds() -> None:
    assert json.loads(lagging(fresh=True).json[0].value)["w"] == "airport:1"


def whole_page(*, back: bool, came_from: str, cut_short: bool = False) -> AppTest:
    """Run the whole page: in the side bar a group was just chosen, and the browser does not know of the last weight."""

    def script(back: bool, came_from: str, cut_short: bool) -> None:  # noqa: FBT001 - arguments of a script
        from unittest.mock import patch  # noqa: PLC0415 - the body of this function is the script of the test

        import streamlit as st  # noqa: PLC0415

        from views import scout_memory, state  # noqa: PLC0415

        st.session_state.update({"page": came_from, "scout_last": {"w": "airport:5"}})
        if not back:
            state.change(item="15-1252")
        with patch.object(state, "travelled", lambda: back):
            if cut_short:
                with patch.object(type(st.query_params), "from_dict", side_effect=KeyboardInterrupt):
                    try:
                        scout_memory.begin()
                    except KeyboardInterrupt:
                        st.query_params.clear()
            scout_memory.begin()
        st.json(st.query_params.to_dict())

    app = AppTest.from_function(script, args=(back, came_from, cut_short))
    app.query_params["w"] = "airport:1"
    return app.run()


@pytest.mark.parametrize("cut_short", [False, True])
def test_a_choice_in_the_side_bar_keeps_a_weight_that_the_browser_does_not_know_yet(cut_short: bool) -> None:  # noqa: FBT001 - both cases
    app = whole_page(back=False, came_from="scout", cut_short=cut_short)
    assert not app.exception
    assert json.loads(app.json[0].value) == {"w": "airport:5", "item": "15-1252"}


def test_who_goes_back_or_comes_from_another_page_gets_what_the_address_says() -> None:
    assert json.loads(whole_page(back=True, came_from="scout").json[0].value) == {"w": "airport:1"}
    assert json.loads(whole_page(back=True, came_from="map").json[0].value) == {"w": "airport:1"}


def test_a_label_of_another_language_never_reaches_the_address() -> None:
    def script() -> None:
        import streamlit as st  # noqa: PLC0415 - the body of this function is the script of the test

        from views import choosers, state  # noqa: PLC0415

        state.change(data="us")
        for text in ("United States: occupations", "ukraine"):
            st.session_state["c_data"] = text
            choosers.write("data", "c_data", ("item",), ("us", "ukraine"))
            st.json(st.query_params.to_dict())

    told = [json.loads(one.value) for one in AppTest.from_function(script).run().json]
    assert told == [{"data": "us"}, {"data": "ukraine"}]
