"""The presenter's routes on the app: with the token of the meeting, from a page of the app, and for nobody else."""

from dataclasses import replace

import pytest

from keep import meetings, rooms, stories
from keep.database import default_keep
from scene.story import Step
from tests.support.desk import Desk
from tests.support.room import Phone, begin_meeting

READS = ["state", "words.json", "record.json", "record.xlsx", "record.zip"]
DOES = ["open", "close", "step", "questions", "questions/x", "pins/x", "notes/x"]
TOKENS = ["", "x", "ї", "Bearer", "a" * 5000]


@pytest.mark.parametrize("name", READS + DOES)
def test_nobody_but_the_presenter_is_answered(desk: Desk, name: str) -> None:
    ask = desk.client.get if name in READS else lambda path, **more: desk.client.post(path, json={}, **more)
    other, token = begin_meeting(default_keep(), title="Next door")
    for given in (*TOKENS, token, desk.token[:-1], desk.token + "x"):
        for value in (f"Bearer {given}", given, f"Basic {given}"):
            found = ask(desk.path(name), headers=[(b"authorization", value.encode())])
            assert found.status_code == 401, (given[:20], found.text)
            assert found.json()["error"].startswith("This is for the presenter.")
    assert ask(f"/meet/nowhere/room/{name}", headers=desk.headers()).status_code == 401
    assert ask(f"/meet/{other}/room/{name}", headers=desk.headers()).status_code == 401
    assert desk.state()["open"] is False


def test_the_token_is_compared_in_the_same_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def compared(one: str, two: str) -> bool:
        seen.append((len(one), len(two)))
        return one == two

    monkeypatch.setattr("keep.meetings.hmac.compare_digest", compared)
    for token in ("x", desk.token[:-1] + "!", "y" * 500):
        desk.client.get(desk.path("state"), headers={"Authorization": f"Bearer {token}"})
    assert set(seen) == {(64, 64)}


@pytest.mark.parametrize("name", ["state", "open"])
@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "", "http://testserver.evil.example", "http://testserver:81"]
)
def test_a_page_from_elsewhere_is_refused_even_with_the_token(desk: Desk, name: str, origin: str) -> None:
    found = desk.get(name, Origin=origin) if name == "state" else desk.do(name, Origin=origin)
    assert (found.status_code, found.json()["error"]) == (403, "This did not come from a page of this app.")


def test_a_program_that_is_no_browser_needs_only_the_token(desk: Desk) -> None:
    assert desk.client.get(desk.path("state"), headers={"Authorization": f"bearer  {desk.token} "}).status_code == 200


def test_orders_are_json_of_a_few_kilobytes(desk: Desk) -> None:
    for kind, body, status in (("text/plain", b"{}", 415), ("application/json", b"[", 400),
                               ("application/json", b"[]", 400), ("application/json", b" " * 20_000, 413)):  # fmt: skip
        found = desk.client.post(desk.path("questions"), content=body, headers=desk.headers(**{"Content-Type": kind}))
        assert (found.status_code, "JSON of at most 16,384 bytes" in found.json()["error"]) == (status, True)
    assert desk.client.get(desk.path("open"), headers=desk.headers()).status_code in {404, 405}


def test_before_the_room_is_open_its_questions_can_be_written(desk: Desk) -> None:
    state = desk.state()
    assert (state["open"], state["addresses"], state["problem"], state["devices"]) == (
        False,
        ["127.0.0.1"],
        "",
        {"now": 0, "all": 0},
    )
    desk.ask()
    assert desk.state()["questions"][0]["state"] == "draft"
    assert "qr" not in desk.state()


def test_opening_tells_the_address_as_text_and_as_a_code(desk: Desk) -> None:
    state = desk.do("open").json()
    assert state["address"].startswith("http://127.0.0.1:")
    assert state["qr"].startswith("data:image/svg+xml")
    assert "<script" not in state["qr"]
    phone = Phone(state["address"]).join()
    phone.state()
    assert desk.state()["devices"] == {"now": 1, "all": 1}
    assert desk.do("open").json()["address"] == state["address"]
    assert desk.do("close").json()["open"] is False
    assert phone.state()["open"] is False
    phone.hang_up()


def test_why_a_room_cannot_be_opened_is_told_before_and_after(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGIOSCOPE_ROOM", "0")
    assert desk.state()["problem"].startswith("The operator of this server has switched rooms off")
    found = desk.client.post(desk.path("open?lang=uk"), json={}, headers=desk.headers())
    assert (found.status_code, found.json()["error"][:30]) == (409, "Власник цього сервера вимкнув ")


def test_the_room_of_a_closed_meeting_stays_shut_and_its_record_can_be_read(desk: Desk) -> None:
    meetings.close(default_keep(), desk.meeting)
    found = desk.do("open")
    assert (found.status_code, found.json()["error"][:26]) == (409, "This meeting is closed. St")
    assert desk.get("record.json").status_code == 200
    assert desk.state()["over"] is True
    late = desk.do("questions", {"text": "Where?", "choices": ["a", "b"]})
    assert (late.status_code, late.json()["error"]) == (409, "The meeting is over.")


def test_a_question_is_asked_voted_on_closed_and_shown(desk: Desk, phone: Phone) -> None:
    question = desk.ask("Where?", ("Port", "Station"))
    assert phone.state()["question"] is None
    assert desk.do(f"questions/{question}", {"action": "open"}).json()["current"] == question
    assert phone.state()["question"]["state"] == "open"
    assert phone.vote(question, 1).status == 200
    state = desk.state()
    assert (state["questions"][0]["counts"], state["shown"]) == ([0, 1], False)
    assert desk.do(f"questions/{question}", {"action": "show"}).json()["shown"] is True
    assert phone.state()["question"]["counts"] == [0, 1]
    desk.do(f"questions/{question}", {"action": "hide"})
    assert phone.state()["question"]["counts"] is None
    desk.do(f"questions/{question}", {"action": "close"})
    assert phone.state()["question"]["state"] == "closed"
    assert phone.vote(question, 0).status == 409
    desk.do(f"questions/{question}", {"action": "clear"})
    assert phone.state()["question"] is None


def test_one_question_is_open_at_a_time_and_its_results_begin_hidden(desk: Desk, phone: Phone) -> None:
    first, second = desk.ask("One?"), desk.ask("Two?")
    desk.do(f"questions/{first}", {"action": "open"})
    desk.do(f"questions/{first}", {"action": "show"})
    state = desk.do(f"questions/{second}", {"action": "open"}).json()
    assert [asked["state"] for asked in state["questions"]] == ["closed", "open"]
    assert (state["current"], state["shown"]) == (second, False)
    assert phone.state()["question"]["text"] == "Two?"
    assert desk.do(f"questions/{first}", {"action": "clear"}).status_code == 409


@pytest.mark.parametrize(("text", "choices", "why"), [
    ("Where?", ["Here"], "2 to 8 answers"), ("Where?", ["x"] * 2, "Two of the answers are the same"),
    ("Where?", "Here", "2 to 8"),
    ("Where?", [f"{n}" for n in range(9)], "2 to 8 answers"), ("", ["a", "b"], "The text is empty"),
    (None, ["a", "b"], "empty"),
    ("x" * 301, ["a", "b"], "has 301 characters"), ("Where?", ["a", "b" * 121], "has 121 characters"),
    ("Where?", [" a ", "a"], "the same"), ("Where?", ["", 5, None], "2 to 8 answers"),
])  # fmt: skip
def test_what_is_no_question_is_refused_in_words(desk: Desk, text: object, choices: object, why: str) -> None:
    found = desk.do("questions", {"text": text, "choices": choices})
    assert found.status_code == 409
    assert why in found.json()["error"]
    assert desk.state()["questions"] == []


def test_only_what_belongs_to_this_meeting_is_touched(desk: Desk) -> None:
    keep = default_keep()
    other, _ = begin_meeting(keep, title="Next door")
    question = rooms.ask(keep, other, "Where?", ("Here", "There")).id
    pin, note = rooms.place(keep, other, "p", 1, 1, "x").id, rooms.write(keep, other, "p", "x").id
    for name, body in ((f"questions/{question}", {"action": "open"}), (f"pins/{pin}", {"state": "shown"}),
                       (f"notes/{note}", {"state": "shown"}), ("step", {"step": "x"})):  # fmt: skip
        assert desk.do(name, body).status_code == 404, name
    assert rooms.questions(keep, other)[0].state == "draft"
    assert {rooms.pins(keep, other)[0].state, rooms.notes(keep, other)[0].state} == {"waiting"}


@pytest.mark.parametrize("state", ["", "gone", None, 5, ["shown"]])
def test_a_comment_waits_is_shown_or_hidden(desk: Desk, phone: Phone, state: object) -> None:
    phone.post("pin", {"lon": -120, "lat": 38, "text": "Here"})
    phone.post("note", {"text": "Why?"})
    found = desk.state()
    pin, note = found["pins"][0], found["notes"][0]
    assert (pin["state"], pin["place"], note["state"]) == ("waiting", "California", "waiting")
    assert desk.do(f"pins/{pin['id']}", {"state": state}).status_code == 409
    assert desk.do(f"notes/{note['id']}", {"state": state}).status_code == 409
    assert desk.do(f"pins/{pin['id']}", {"state": "shown"}).json()["pins"][0]["state"] == "shown"
    assert phone.get("pins").json == [[-120, 38, "Here"]]
    assert desk.do(f"pins/{pin['id']}", {"state": "hidden"}).json()["pins"][0]["state"] == "hidden"
    assert phone.get("pins").json == []


def test_an_order_that_is_none_changes_nothing(desk: Desk) -> None:
    question = desk.ask()
    for action in ("", None, "delete", ["open"]):
        assert desk.do(f"questions/{question}", {"action": action}).status_code == 409
    assert desk.state()["questions"][0]["state"] == "draft"


def test_the_phones_get_the_map_of_the_step_that_is_told(desk: Desk, phone: Phone) -> None:
    record = rooms.record(default_keep(), desk.meeting)
    before = phone.state()["map"]
    assert desk.do("step", {"step": record["story"]["steps"][1]["id"]}).status_code == 200
    assert phone.state()["map"].startswith("bay-area-superdistrict")
    assert before.startswith("us-state")


def test_a_step_that_was_added_while_the_room_is_open_has_its_map_too(desk: Desk, phone: Phone) -> None:
    before = phone.state()["map"]
    keep = default_keep()
    story = stories.story(keep, rooms.record(keep, desk.meeting)["story"]["id"])
    changed = stories.save(keep, replace(story, steps=(*story.steps, Step("data=bay-area"))))
    assert desk.do("step", {"step": changed.steps[-1].id}).status_code == 200
    assert phone.state()["map"].startswith("bay-area")
    assert before.startswith("us-state")
    assert desk.do("step", {"step": "none"}).status_code == 404


def test_words_come_in_three_languages(desk: Desk) -> None:
    found = {lang: desk.get(f"words.json?lang={lang}").json() for lang in ("en", "uk", "ru")}
    assert [found[lang]["open_room"] for lang in ("en", "uk", "ru")] == [
        "Open the room",
        "Відкрити залу",
        "Открыть зал",
    ]


def test_a_state_that_has_not_changed_is_not_sent_again(desk: Desk) -> None:
    tag = desk.get("state").headers["etag"]
    assert desk.get("state", **{"If-None-Match": tag}).status_code == 304
    desk.ask()
    assert desk.get("state", **{"If-None-Match": tag}).status_code == 200
