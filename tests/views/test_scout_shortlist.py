"""The shortlist of the page Scout: ten places, compared field by field, kept under a name."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.scouting import Filter
from tests.views.pages import Open, draw, opens, text_of
from tests.views.scouting import AUSTIN, SAN_JOSE, SEATTLE, SOFTWARE, TEN, made
from views import scout_criteria
from views.scout_compare import table

open_page = opens("scout")


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


@pytest.fixture
def saved(home: Path) -> Callable[..., AppTest]:
    del home

    def opened(**more: str) -> AppTest:
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
