"""What else the page Scout answers: what changes the winner, what to ask, which project is meant; in all languages."""

import re

import pytest

from geo.scouting import ranking
from geo.scouting_range import smallest_change
from scene.i18n import Say
from tests.views.pages import Open, opens, text_of
from tests.views.scouting import SAN_JOSE, SEATTLE, SOFTWARE, codes, data, made, shown
from views.scout_change import tried
from views.scout_pareto import points
from views.scout_questions import as_csv, letter, questions

open_page = opens("scout")


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
