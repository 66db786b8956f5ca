"""The pages of a meeting: for whom they are, what stands in them, and what stands there instead."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from api import middleware, routes
from api.meet_words import closed_words, meet_words
from geo.store import default_store
from keep import meetings, stories
from keep.database import default_keep
from scene.i18n import Say
from scene.story import Step

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "</title><script>document.title='ran'</script>{{ 7*7 }}"
INCOME = "data=us&measure=income_per_capita&ind=value"
UNSAID = "Do not tell them about the budget"
STEPS = (
    Step("data=us&item=15-0000&region=53&view=47.3,-120.3,6", HOSTILE, "Twice the share.", UNSAID),
    Step(f"{INCOME}&year=1929", "Before and after", "", "Slowly", "swipe", f"{INCOME}&year=2009"),
)
YEARS = Step(INCOME, "Eighty years", kind="years")


@dataclass
class Begun:
    """A meeting and the token of its presenter."""

    id: str
    token: str

    @property
    def bearer(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"}


Begin = Callable[..., Begun]


@pytest.fixture
def app(home: Path, tmp_path: Path) -> TestClient:
    """Return the routes and headers of the app, with a folder of their own for what is saved."""
    assert home.parent == tmp_path
    around = middleware(streamlit_static=tmp_path / "streamlit", app_static=ROOT / "static")
    return TestClient(Starlette(routes=routes(default_store), middleware=around))


@pytest.fixture
def begin(app: TestClient) -> Begin:
    """Begin a meeting: ``begin(steps, lang=..., title=...)``."""
    assert app

    def start(steps: tuple[Step, ...] = STEPS, *, lang: str = "en", title: str = "Where?") -> Begun:
        keep = default_keep()
        meeting, token = meetings.start(keep, stories.create(keep, title, lang, steps).id)
        return Begun(meeting.id, token)

    return start


def files_of(page: str) -> list[str]:
    return re.findall(r'(?:src|href)="((?:\.\./)+app/static/[^"]+)"', page)


# ------------------------------------------------------------------------------------------------------------ the pages
def test_the_window_of_the_audience_is_a_page_in_the_language_of_its_story(app: TestClient, begin: Begin) -> None:
    answer = app.get(f"/meet/{begin(lang='uk', title='Де?').id}", headers={"accept-language": "ru"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert '<html lang="uk">' in answer.text
    assert "<title>Де?</title>" in answer.text
    assert _start(answer.text)["words"]["about"] == "Що тут видно?"


@pytest.mark.parametrize("path", ["/meet/{id}", "/meet/{id}/notes", "/maps/meet/{id}"])
def test_every_file_that_a_page_asks_for_is_there(app: TestClient, begin: Begin, path: str) -> None:
    address = path.replace("{id}", begin().id)
    files = files_of(app.get(address).text)
    assert len(files) > 8
    for name in files:
        found = app.get(str(app.base_url.join(address).join(name)))
        assert found.status_code == 200, name
        assert found.headers["content-type"].split(";")[0] in {"text/javascript", "text/css"}, name


def test_hostile_titles_stay_text(app: TestClient, begin: Begin) -> None:
    meeting = begin(title=HOSTILE).id
    for path in (f"/meet/{meeting}", f"/meet/{meeting}/notes"):
        page = app.get(path).text
        assert "<script>document.title" not in page
        assert "&lt;/title&gt;&lt;script&gt;" in page


def test_the_addresses_of_deck_and_notes_lie_below_the_meeting(app: TestClient, begin: Begin) -> None:
    meeting = begin().id
    assert {name: _start(app.get(f"/meet/{meeting}").text)[name] for name in ("meeting", "deck", "notes")} == {
        "meeting": meeting, "deck": f"{meeting}/deck.json", "notes": f"{meeting}/notes",
    }  # fmt: skip
    assert _start(app.get(f"/meet/{meeting}/notes").text)["deck"] == "deck.json"


def _start(page: str) -> dict[str, Any]:
    """Return what the scripts of a page begin with."""
    found = re.search(r'<script type="application/json" id="rm-start">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    started: dict[str, Any] = json.loads(found[1])
    return started


# ------------------------------------------------------------------------------------------------- instead of a meeting
@pytest.mark.parametrize("path", ["/meet/nobody", "/meet/nobody/notes"])
def test_an_unknown_meeting_is_a_page_in_words_with_a_way_to_the_stories(app: TestClient, path: str) -> None:
    answer = app.get(path, headers={"accept-language": "uk"})
    assert answer.status_code == 404
    assert "Такої зустрічі немає." in answer.text
    assert f'href="{"../" * path.count("/", 1)}story"' in answer.text
    assert "<script" not in answer.text


def test_a_closed_meeting_a_deleted_and_an_empty_story_each_say_so(app: TestClient, begin: Begin) -> None:
    keep = default_keep()
    closed, empty, gone = begin().id, begin(()).id, begin().id
    meetings.close(keep, closed)
    stories.delete(keep, meetings.meeting(keep, gone).story_id)
    for meeting, words in ((closed, "This meeting is over."), (gone, "was deleted"), (empty, "has no steps yet")):
        answer = app.get(f"/meet/{meeting}")
        assert (answer.status_code, words in answer.text) == (404, True), words
        told = app.get(f"/meet/{meeting}/deck.json")
        assert (told.status_code, words in told.json()["error"]) == (404, True), words


def test_what_is_no_page_of_a_meeting_is_refused_and_not_answered_by_the_app(app: TestClient) -> None:
    answer = app.get("/meet/nobody/other")
    assert (answer.status_code, answer.json()) == (404, {"error": "there is nothing at '/meet/nobody/other'"})


# ------------------------------------------------------------------------------------------------------------- the deck
def test_the_deck_has_every_step_and_never_the_notes(app: TestClient, begin: Begin) -> None:
    answer = app.get(f"/meet/{begin((*STEPS, YEARS)).id}/deck.json")
    deck = answer.json()
    assert [step["number"] for step in deck["steps"]] == [1, 2, 3]
    assert [step["kind"] for step in deck["steps"]] == ["map", "swipe", "years"]
    assert len(deck["steps"][2]["frames"]) == 81
    assert UNSAID not in answer.text
    assert "Slowly" not in answer.text
    assert deck["problems"] == []


def test_each_map_of_a_step_answers_what_one_is_looking_at(app: TestClient, begin: Begin) -> None:
    steps = app.get(f"/meet/{begin().id}/deck.json").json()["steps"]
    (one,), two = steps[0]["maps"], steps[1]["maps"]
    assert [half["name"] for half in (one, *two)] == ["", *["Income per person, 1929 to 2009"] * 2]
    assert ["when", "From when?", "2025"] in one["about"]
    assert [{row[0]: row[2] for row in half["about"]}["when"] for half in two] == ["1929", "2009"]


def test_a_step_that_cannot_be_drawn_is_left_out_and_told(app: TestClient, begin: Begin) -> None:
    deck = app.get(f"/meet/{begin((STEPS[0], Step('data=gone', 'Lost'), STEPS[1])).id}/deck.json").json()
    assert [step["number"] for step in deck["steps"]] == [1, 3]
    (lost,) = deck["problems"]
    assert (lost["number"], lost["title"]) == (2, "Lost")
    assert "gone" in lost["text"]


def test_a_changed_story_is_another_deck_and_the_same_one_is_not_sent_twice(app: TestClient, begin: Begin) -> None:
    address = f"/meet/{begin().id}/deck.json"
    first = app.get(address)
    assert app.get(address, headers={"if-none-match": first.headers["etag"]}).status_code == 304
    keep = default_keep()
    story = stories.list_stories(keep)[0]
    stories.save(keep, replace(story, steps=story.steps[1:]))
    assert [step["kind"] for step in app.get(address).json()["steps"]] == ["swipe"]


# ------------------------------------------------------------------------------------------------------------ the notes
def test_notes_are_for_the_token_of_the_meeting_alone(app: TestClient, begin: Begin) -> None:
    mine, other = begin(), begin()
    path = f"/meet/{mine.id}/notes.json"
    assert app.get(path, headers=mine.bearer).json() == {"notes": [UNSAID, "Slowly"]}
    for headers in ({}, {"authorization": "Bearer "}, other.bearer, {"authorization": mine.token}):
        answer = app.get(path, headers=headers)
        assert (answer.status_code, UNSAID in answer.text) == (401, False)
        assert "presenter" in answer.json()["error"]
    assert app.get(f"/meet/{other.id}/notes.json", headers=mine.bearer).status_code == 401


def test_notes_are_never_kept_by_the_browser_nor_given_to_another_site(app: TestClient, begin: Begin) -> None:
    mine = begin()
    path = f"/meet/{mine.id}/notes.json"
    assert app.get(path, headers=mine.bearer).headers["cache-control"] == "no-store"
    assert app.get(path, headers=mine.bearer | {"origin": "http://elsewhere.example"}).status_code == 403


# -------------------------------------------------------------------------------------------------------- a single view
def test_a_single_view_is_a_story_of_one_step_without_a_room(app: TestClient) -> None:
    view = "data=us&item=15-0000&region=06&lang=uk"
    page = app.get(f"/meet/view?{view}")
    started = _start(page.text)
    assert page.status_code == 200
    assert "<title>Каліфорнія: " in page.text
    assert started["notes"] == ""
    (step,) = app.get(f"/meet/{started['deck']}").json()["steps"]
    assert step["view"]["message"]["selected"] == "06"


def test_a_view_that_does_not_exist_says_why(app: TestClient) -> None:
    answer = app.get("/meet/view?data=us&item=nothing")
    assert answer.status_code == 404
    assert "This view cannot be shown: " in answer.text
    assert "nothing" in answer.text
    assert app.get("/meet/view/deck.json?data=us&item=nothing").status_code == 404
    assert app.get(f"/meet/view?data={'x' * 5000}").status_code == 404
    assert "not valid JSON" in app.get('/meet/view/deck.json?{"a":' + "[" * 3900).json()["error"]


# ------------------------------------------------------------------------------------------------------------ the words
@pytest.mark.parametrize("lang", ["uk", "ru"])
def test_every_sentence_has_its_translation(lang: str) -> None:
    english, other = meet_words(Say("en")), meet_words(Say(lang))
    assert [name for name, text in other.items() if name != "keys" and text == english[name]] == []
    assert [b for (_, a), (_, b) in zip(english["keys"], other["keys"], strict=True) if a == b] == []
    keys = [[key for names, _ in words["keys"] for key in names if len(key) == 1] for words in (english, other)]
    assert keys[0] == keys[1], "a key is named as it is printed, not translated as a point of the compass"
    assert set(closed_words(Say("en")).values()) & set(closed_words(Say(lang)).values()) == set()


def test_every_key_of_a_meeting_is_explained_once() -> None:
    named = [key for keys, _ in meet_words(Say("en"))["keys"] for key in keys if key != "Enter"]
    assert len(named) == len(set(named))
    script = (ROOT / "static" / "meet" / "keys.js").read_text(encoding="utf-8")
    letters = re.search(r"const LETTERS = \{(.*?)\};", script, re.DOTALL)
    assert letters is not None
    assert {key.upper() for key in re.findall(r"(\w): ", letters[1])} == {
        key for key in named if re.fullmatch("[A-Z]", key)
    }
