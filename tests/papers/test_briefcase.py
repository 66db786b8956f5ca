"""A briefcase is one file: its scripts are named by digests, it loads nothing, no name in it can be read as HTML."""

import base64
import datetime as dt
import gzip
import hashlib
import html
import json
import re
from typing import Any

import pytest

from geo.errors import AddressError
from geo.store import Store, default_store
from papers.briefcase import briefcase
from papers.briefcase_choice import choice_of
from papers.briefcase_files import briefcase_of_queries, briefcase_of_story, briefcase_of_view
from papers.briefcase_parts import LEAFLET, MAP, PLAYER, STATIC, font_style, styles, text_of
from papers.deck import deck_of
from scene.opening import open_drawing, parameters
from scene.story import Step, Story
from tests.browser.hostile_dataset import PAYLOADS, write_hostile_dataset

JOBS = "data=us&item=15-0000"
INCOME = "data=us&measure=income_per_capita&ind=value"
MADE = dt.date(2026, 11, 22)


def deck_in(data: bytes) -> dict[str, Any]:
    """Return the deck that a file holds, as its player reads it."""
    found = re.search(rb'<script type="application/json" id="rd-deck">(.*?)</script>', data, flags=re.DOTALL)
    assert found
    held = json.loads(found[1])
    deck: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(held["deck"])))
    return deck | {"geometry": held["geometry"]}


@pytest.fixture(scope="module")
def store() -> Store:
    return default_store()


@pytest.fixture(scope="module")
def plain(store: Store) -> bytes:
    return briefcase(deck_of([Step(JOBS, "Jobs")], store, "en", inline=True))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("hostile")
    write_hostile_dataset(folder)
    steps = tuple(Step("data=hostile", text, text, text) for text in PAYLOADS)
    story = Story("s", PAYLOADS[5], steps=steps)
    return briefcase(deck_of(story, Store(extra=[folder]), "en", inline=True))


def test_every_script_stands_in_the_policy_by_its_digest_and_nothing_else_may_run(plain: bytes) -> None:
    text = plain.decode()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="(.*?)"', text)
    assert policy
    rules = dict(part.strip().split(" ", 1) for part in policy[1].split(";"))
    assert rules["default-src"] == rules["connect-src"] == "'none'"
    assert "unsafe" not in rules["script-src"]
    scripts = re.findall(r"<script(?: data-map)?>(.*?)</script>", text, flags=re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert rules["script-src"].split() == [f"'sha256-{digest}'" for digest in digests]
    assert len(scripts) == 3 + 1 + len(MAP) + len(PLAYER)


def test_no_address_stands_where_a_browser_would_load_it(plain: bytes) -> None:
    text = plain.decode()
    assert re.findall(r"<(?:link|img|iframe|object|embed|base|form|a)\b", text[: text.index("<script")]) == []
    assert re.findall(r"<script[^>]*\bsrc=", text) == []
    style = re.search(r"<style>(.*?)</style>", text, flags=re.DOTALL)
    assert style
    assert [url for url in re.findall(r"url\(([^)]{0,30})", style[1]) if not url.startswith(('"data:', "#"))] == []
    assert "@import" not in style[1]


def test_a_file_of_a_few_maps_is_smaller_than_a_photograph(plain: bytes) -> None:
    assert len(plain) < 800_000


def test_the_file_holds_the_deck_as_it_was_made(store: Store) -> None:
    made = deck_of([Step(JOBS, "Title", "Sentence.")], store, "uk", inline=True)
    assert deck_in(briefcase(made)) == json.loads(json.dumps(made))


def test_no_name_of_a_deck_stands_in_the_file_as_text(hostile: bytes) -> None:
    text = hostile.decode()
    for payload in PAYLOADS:
        assert payload not in text
    assert html.escape(PAYLOADS[5]) in text  # the title of the page, written as text
    assert text.count("<script") == text.count("</script>")
    assert [step["title"] for step in deck_in(hostile)["steps"]] == list(PAYLOADS)


def test_notes_of_the_presenter_are_not_in_a_file(store: Store) -> None:
    data = briefcase_of_story(Story("s", "Jobs", steps=(Step(JOBS, notes="Not for the room"),)), store)
    assert "Not for the room" not in json.dumps(deck_in(data))


@pytest.mark.parametrize(("lang", "title", "subsets"), [("en", "Jobs", 1), ("en", "Київ", 2), ("uk", "Jobs", 2)])
def test_cyrillic_letters_come_along_where_there_are_any(store: Store, lang: str, title: str, subsets: int) -> None:
    data = briefcase(deck_of(Story("s", title, steps=(Step(JOBS),)), store, lang, inline=True))
    assert data.count(b"data:font/woff2") == subsets


def test_a_view_brings_other_indicators_of_the_same_regions_group_and_year(store: Store) -> None:
    drawing = open_drawing(parameters(f"{JOBS}&lang=uk"), store)
    made = deck_in(briefcase_of_view(drawing, store, made=MADE))
    assert (len(made["steps"]), len(made["selector"]), made["lang"]) == (1, 19, "uk")
    assert made["made"] == "22 листопада 2026\u202fр."
    urls = {choice["view"]["message"]["regions"]["url"] for choice in made["selector"]}
    assert urls == {made["steps"][0]["view"]["message"]["regions"]["url"]}
    assert made["selector"][0]["label"] == "Частка в підсумку регіону"


def test_the_choice_leaves_out_what_has_no_figure_and_what_is_shown_already(store: Store) -> None:
    drawing = open_drawing(parameters(f"{JOBS}&layers=regions,hotspots"), store)
    found = choice_of(drawing, store, most=40)
    names = [other.view.query.indicator for _, other in found]
    assert "location_quotient" not in names
    assert len(names) == len(set(names)) > 30
    assert all(other.result.values.notna().any() and "hotspots" not in other.view.layers for _, other in found)
    incomes = choice_of(open_drawing(parameters(INCOME), store), store)
    assert all(other.view.query.measure == "income_per_capita" for _, other in incomes)


def test_queries_become_steps_and_a_wrong_one_is_told(store: Store) -> None:
    made = deck_in(briefcase_of_queries([JOBS, '{"data": "us", "item": "51-0000"}'], store, "ru", title="Два"))
    assert (len(made["steps"]), made["title"], made["made"]) == (2, "Два", "")
    with pytest.raises(AddressError, match="industry_code '99-0000' does not exist in us"):
        briefcase_of_queries(["data=us&item=99-0000"], store)


def test_a_title_is_taken_from_the_first_map_where_there_is_none(store: Store) -> None:
    data = briefcase_of_queries([JOBS], store).decode()
    assert "<title>Computer and Mathematical Occupations: most concentrated in Washington" in data


def test_parts_are_listed_as_the_map_client_lists_them() -> None:
    listed = re.search(r"const PARTS = \[(.*?)\];", text_of("map/core.js"), flags=re.DOTALL)
    assert listed
    assert tuple(re.findall(r'"(\w+)"', listed[1])) == MAP


def test_every_script_of_the_player_is_in_the_file() -> None:
    assert {path.stem for path in (STATIC / "deck").glob("*.js")} == set(PLAYER)


def test_scripts_and_styles_hold_nothing_that_ends_their_element() -> None:
    names = [LEAFLET, *(f"map/{name}.js" for name in MAP), *(f"deck/{name}.js" for name in PLAYER)]
    for name in names:
        assert not re.search(r"</script|<!--|\r", text_of(name), flags=re.IGNORECASE), name
    assert "</style" not in styles() + font_style(("latin", "cyrillic"))


def test_a_story_without_steps_is_refused_in_words(store: Store) -> None:
    with pytest.raises(AddressError, match="a story without steps has nothing to show: add one"):
        briefcase(deck_of([], store, "en", inline=True))
    with pytest.raises(AddressError, match="a story without steps has nothing to show: add one"):
        briefcase_of_story(Story("s", "Empty"), store)
