"""One vote for each phone and question: a change replaces it, a retry does not double it, nothing else is counted."""

import re
import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from keep import meetings, rooms
from tests.support.room import Hall, begin_meeting


def test_a_phone_counts_once_and_its_change_of_mind_replaces_the_vote(hall: Hall) -> None:
    question = hall.question("Port", "Station", "Campus")
    one, two = hall.phone().join(), hall.phone().join()
    assert one.vote(question, 0).json == {"ok": True, "question": question, "choice": 0}
    assert two.vote(question, 0).status == 200
    assert hall.counts(question) == (2, 0, 0)
    assert one.vote(question, 2).status == 200
    assert hall.counts(question) == (1, 0, 1)


def test_the_same_vote_sent_again_and_again_is_one_vote(hall: Hall) -> None:
    question, phone = hall.question(), hall.phone().join()
    assert {phone.vote(question, 1, order=1).status for _ in range(8)} == {200}
    assert hall.counts(question) == (0, 1)


def test_a_slow_retry_does_not_undo_a_change_of_mind(hall: Hall) -> None:
    question, phone = hall.question(), hall.phone().join()
    phone.vote(question, 0, order=1)
    phone.vote(question, 1, order=2)
    assert phone.vote(question, 0, order=1).json == {"ok": False, "newest": 2}
    assert hall.counts(question) == (0, 1)
    assert phone.vote(question, 0, order=3).json["ok"]  # with the number that it was told, plus one
    assert hall.counts(question) == (1, 0)


def test_orders_of_one_phone_and_question_say_nothing_of_others(hall: Hall) -> None:
    question, phone, other = hall.question(), hall.phone().join(), hall.phone().join()
    phone.vote(question, 0, order=50)
    assert other.vote(question, 0, order=1).json["ok"]
    second = hall.question("Yes", "No", text="And when?")
    assert phone.vote(second, 1, order=1).json["ok"]


def test_a_cookie_is_for_the_room_alone_and_no_script_reads_it(hall: Hall) -> None:
    cookie = hall.phone().post("join", {}).headers["set-cookie"]
    code = hall.room.keys.code
    assert re.fullmatch(
        rf"regioscope-device=[\w-]{{22}}\.[\w-]{{43}}; HttpOnly; Max-Age=86400; Path=/{code}; SameSite=strict", cookie
    )


def test_a_phone_that_comes_again_stays_the_same_phone(hall: Hall) -> None:
    phone = hall.phone().join()
    before = phone.cookie
    assert phone.join().cookie == before


def test_to_look_is_not_to_join(hall: Hall) -> None:
    phone = hall.phone()
    assert "set-cookie" not in phone.get("state").headers
    assert hall.room.app.devices() == (0, 0)
    phone.join().state()
    assert hall.room.app.devices() == (1, 1)


@pytest.mark.parametrize(
    "cookie", ["", "regioscope-device=", "regioscope-device=x.y", "other=1", "regioscope-device=їжак"]
)
def test_who_has_no_cookie_of_this_room_does_not_vote(hall: Hall, cookie: str) -> None:
    question, phone = hall.question(), hall.phone()
    phone.cookie = cookie.encode().decode("latin-1")
    found = phone.vote(question, 0)
    assert (found.status, found.json["code"]) == (403, "device")
    assert hall.counts(question) == (0, 0)


WRONG = [None, -1, 2, 9, 2**60, True, 0.0, "0", [0], {"a": 1}]


@pytest.mark.parametrize("choice", WRONG)
def test_what_is_no_answer_is_not_counted(hall: Hall, choice: object) -> None:
    question, phone = hall.question(), hall.phone().join()
    assert phone.vote(question, choice).status in {400, 409}
    assert hall.counts(question) == (0, 0)


@pytest.mark.parametrize("order", [None, -1, "1", 1.5, True])
def test_a_vote_without_a_number_is_not_counted(hall: Hall, order: object) -> None:
    question, phone = hall.question(), hall.phone().join()
    assert phone.post("vote", {"question": question, "choice": 0, "order": order}).json["code"] == "choice"
    assert phone.post("vote", {"question": 7, "choice": 0, "order": 1}).json["code"] == "choice"
    assert hall.counts(question) == (0, 0)


def test_nobody_votes_on_a_draft_or_on_what_is_closed(hall: Hall) -> None:
    phone = hall.phone().join()
    draft = rooms.ask(hall.keep, hall.meeting, "Later?", ("Yes", "No")).id
    assert phone.vote(draft, 0).status == 409
    question = hall.question()
    phone.vote(question, 0)
    rooms.set_state(hall.keep, question, "closed")
    late = phone.vote(question, 1)
    assert (late.status, late.json["error"]) == (409, "This question is not open for votes.")
    assert hall.counts(question) == (1, 0)


def test_nobody_votes_on_a_question_of_another_meeting(hall: Hall) -> None:
    other, _ = begin_meeting(hall.keep, title="Next door")
    theirs = rooms.ask(hall.keep, other, "Where?", ("Here", "There")).id
    rooms.set_state(hall.keep, theirs, "open")
    found = hall.phone().join().vote(theirs, 0)
    assert (found.status, found.json["code"]) == (404, "question")
    assert hall.counts(theirs) == (0, 0)


def test_a_phone_that_taps_without_end_is_slowed_down_and_another_is_not(hall: Hall) -> None:
    question, busy, calm = hall.question(), hall.phone().join(), hall.phone().join()
    found = [busy.vote(question, n % 2) for n in range(20)]
    slowed = [answer for answer in found if answer.status == 429]
    assert 5 <= len(slowed) <= 8
    assert int(slowed[0].headers["retry-after"]) >= 1
    assert calm.vote(question, 0).status == 200
    assert sum(hall.counts(question)) == 2


def test_what_the_database_cannot_keep_now_is_to_be_tried_again(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    question, phone = hall.question(), hall.phone().join()
    monkeypatch.setattr("keep.votes.insert", broken)
    found = phone.vote(question, 0)
    assert (found.status, found.json["code"], found.headers["retry-after"]) == (503, "kept", "2")
    monkeypatch.undo()
    assert phone.vote(question, 0).status == 200
    assert hall.counts(question) == (1, 0)


def broken(*_: object) -> object:
    """Fail as SQLite does when the disk is full."""
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorname = "SQLITE_FULL"
    raise OperationalError("INSERT", {}, error)


def test_results_are_told_when_the_presenter_shows_them_and_not_before(hall: Hall) -> None:
    question, phone = hall.question("Port", "Station"), hall.phone().join()
    phone.vote(question, 1)
    asked = phone.state()["question"]
    assert asked == {"id": question, "text": "Where?", "choices": ["Port", "Station"], "state": "open", "counts": None}
    hall.room.board.put(question, shown=True)
    assert phone.state()["question"]["counts"] == [0, 1]
    hall.room.board.put("", shown=False)
    assert phone.state()["question"] is None


def test_a_state_that_has_not_changed_is_not_sent_again(hall: Hall) -> None:
    hall.question()
    phone, other = hall.phone().join(), hall.phone().join()
    tag = phone.get("state").headers["etag"]
    assert other.get("state", **{"If-None-Match": tag}).status == 304
    other.vote(phone.state()["question"]["id"], 0)
    assert phone.get("state", **{"If-None-Match": tag}).status == 304  # hidden results give nothing away
    hall.room.board.put(phone.state()["question"]["id"], shown=True)
    assert phone.get("state", **{"If-None-Match": tag}).status == 200


def test_after_the_meeting_nothing_is_taken(hall: Hall) -> None:
    question, phone = hall.question(), hall.phone().join()
    meetings.close(hall.keep, hall.meeting)
    assert phone.vote(question, 0).status in {409, 410}
    assert hall.counts(question) == (0, 0)
