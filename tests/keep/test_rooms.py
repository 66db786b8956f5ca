import json
from datetime import UTC, datetime

import pytest

from geo.errors import SavedError
from keep import comments, limits, meetings, rooms, stories, votes
from keep.database import Keep
from keep.meetings import Meeting
from keep.rooms import Question


def test_only_the_token_of_a_meeting_opens_it_and_it_is_not_kept(keep: Keep, meeting: Meeting) -> None:
    other, token = meetings.start(keep, meeting.story_id)
    assert (len(token), meetings.allowed(keep, other.id, token)) == (43, True)
    wrong = [
        ("", ""),
        (other.id, ""),
        (other.id, token[:-1]),
        (meeting.id, token),
        ("nowhere", token),
        (other.id, "ї\ud800"),
    ]
    assert [meetings.allowed(keep, identity, said) for identity, said in wrong] == [False] * len(wrong)
    keep.close()
    assert token.encode() not in keep.path.read_bytes()


def test_a_meeting_that_is_closed_takes_nothing_more_and_stays_readable(keep: Keep, question: Question) -> None:
    rooms.vote(keep, question.id, "a", 0)
    closed = meetings.close(keep, question.meeting_id)
    assert meetings.meeting(keep, closed.id) == meetings.close(keep, closed.id) == closed
    assert closed.closed
    for late in (
        lambda: rooms.vote(keep, question.id, "b", 0),
        lambda: rooms.place(keep, closed.id, "b", 0, 0, "x"),
        lambda: rooms.write(keep, closed.id, "b", "x"),
        lambda: rooms.ask(keep, closed.id, "x", ("a", "b")),
        lambda: rooms.set_state(keep, question.id, "draft"),
    ):
        with pytest.raises(SavedError, match="the meeting is over"):
            late()
    assert rooms.counts(keep, question.id) == (1, 0, 0)


def test_what_is_not_there_is_said(keep: Keep) -> None:
    for missing, ask in {
        "no such story": lambda: meetings.start(keep, "x"),
        "no such meeting": lambda: meetings.meeting(keep, "x"),
        "no such question": lambda: rooms.vote(keep, "x", "a", 0),
        "no such pin": lambda: rooms.moderate(keep, "x", "shown"),
        "no such remark": lambda: rooms.moderate_note(keep, "x", "shown"),
    }.items():
        with pytest.raises(SavedError, match=missing):
            ask()  # type: ignore[no-untyped-call]


def test_a_device_has_one_vote_and_the_last_one_counts_while_the_question_is_open(
    keep: Keep, question: Question
) -> None:
    for device, choice in (("a", 0), ("b", 0), ("a", 2), ("a", 2)):
        rooms.vote(keep, question.id, device, choice)
    assert rooms.counts(keep, question.id) == (1, 0, 1)
    rooms.set_state(keep, question.id, "closed")
    with pytest.raises(SavedError, match="not open for votes"):
        rooms.vote(keep, question.id, "a", 1)
    with pytest.raises(SavedError, match="no 'gone'; possible are: draft, open, closed"):
        rooms.set_state(keep, question.id, "gone")
    rooms.set_state(keep, question.id, "open")
    for choice in (-1, 3):
        with pytest.raises(SavedError, match="no such answer"):
            rooms.vote(keep, question.id, "a", choice)
    assert rooms.counts(keep, question.id) == (1, 0, 1)


def test_questions_keep_their_order_and_begin_as_drafts(keep: Keep, meeting: Meeting) -> None:
    asked = [rooms.ask(keep, meeting.id, f"Question {n}?", ("yes", "no"), "step") for n in range(12)]
    assert rooms.questions(keep, meeting.id) == tuple(asked)
    assert {(one.state, one.step_id) for one in asked} == {("draft", "step")}
    for choices in (("yes",), tuple("abcdefghi")):
        with pytest.raises(SavedError, match="a question has 2 to 8 answers"):
            rooms.ask(keep, meeting.id, "x", choices)
    with pytest.raises(SavedError, match="the text is empty"):
        rooms.ask(keep, meeting.id, " ", ("a", "b"))
    with pytest.raises(SavedError, match="at most 120"):
        rooms.ask(keep, meeting.id, "x", ("a", "b" * 121))


def test_pins_and_remarks_wait_until_the_presenter_shows_them(keep: Keep, meeting: Meeting) -> None:
    pin = rooms.place(keep, meeting.id, "a", -122.4, 37.8, "too noisy <b>here</b>")
    note = rooms.write(keep, meeting.id, "a", "And schools?")
    assert (pin.state, note.state, pin.text) == ("waiting", "waiting", "too noisy <b>here</b>")
    assert (rooms.pins(keep, meeting.id, "shown"), rooms.notes(keep, meeting.id, "shown")) == ((), ())
    shown = rooms.moderate(keep, pin.id, "shown"), rooms.moderate_note(keep, note.id, "hidden")
    assert (rooms.pins(keep, meeting.id, "shown"), rooms.notes(keep, meeting.id)) == (shown[:1], shown[1:])
    with pytest.raises(SavedError, match="possible are: waiting, shown, hidden"):
        rooms.moderate(keep, pin.id, "loud")
    with pytest.raises(SavedError, match="possible are: waiting, shown, hidden"):
        rooms.moderate_note(keep, note.id, "loud")


@pytest.mark.parametrize(("lon", "lat"), [(181, 0), (0, -91), (float("nan"), 0), (0, float("inf"))])
def test_a_place_off_the_map_is_refused(keep: Keep, meeting: Meeting, lon: float, lat: float) -> None:
    with pytest.raises(SavedError, match="is no place on the map"):
        rooms.place(keep, meeting.id, "a", lon, lat, "x")


def test_one_device_cannot_fill_the_room(keep: Keep, meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(comments.PINS_PER_DEVICE):
        rooms.place(keep, meeting.id, "a", 0, 0, str(number))
    with pytest.raises(SavedError, match="you have sent 20 already"):
        rooms.place(keep, meeting.id, "a", 0, 0, "one more")
    rooms.place(keep, meeting.id, "b", 0, 0, "another device")
    monkeypatch.setattr(comments, "MOST_COMMENTS", 3)
    for number in range(3):
        rooms.write(keep, meeting.id, f"device {number}", "x")
    with pytest.raises(SavedError, match="there are 3 already"):
        rooms.write(keep, meeting.id, "device 3", "x")
    with pytest.raises(SavedError, match="501 characters; at most 500"):
        rooms.write(keep, meeting.id, "device 3", "x" * 501)


def test_made_up_devices_cannot_fill_a_question(
    keep: Keep, question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(votes, "MOST_VOTES", 2)
    rooms.vote(keep, question.id, "a", 0)
    rooms.vote(keep, question.id, "b", 0)
    with pytest.raises(SavedError, match="there are 2 already"):
        rooms.vote(keep, question.id, "c", 0)
    rooms.vote(keep, question.id, "a", 1)
    assert rooms.counts(keep, question.id) == (1, 1, 0)


def test_the_record_holds_what_was_said_and_not_by_whom(keep: Keep, meeting: Meeting, question: Question) -> None:
    device = "e7f1c0ffee"
    rooms.vote(keep, question.id, device, 2)
    rooms.place(keep, meeting.id, device, 30.5, 50.4, "тут")
    rooms.write(keep, meeting.id, device, "коли?")
    record = rooms.record(keep, meeting.id)
    assert (record["title"], record["story"]["steps"][0]["title"]) == ("Where to build", "Computing")
    assert [(one["text"], one["counts"]) for one in record["questions"]] == [("Where first?", (0, 0, 1))]
    assert [(pin["lon"], pin["text"]) for pin in record["pins"]] == [(30.5, "тут")]
    assert [note["text"] for note in record["notes"]] == ["коли?"]
    keep.close()
    names = (device, meetings.device_name(meeting.id, device), "token")
    assert [name for name in names if name in json.dumps(record)] == []
    assert device.encode() not in keep.path.read_bytes()
    assert meetings.device_name(meeting.id, device) != meetings.device_name("other", device)


def test_the_record_stays_when_its_story_goes(keep: Keep, meeting: Meeting) -> None:
    stories.delete(keep, meeting.story_id)
    record = rooms.record(keep, meeting.id)
    assert (record["title"], record["story"]) == ("Where to build", None)
    later = Keep(keep.path, clock=lambda: datetime(2100, 1, 1, tzinfo=UTC))
    stories.delete(later, stories.create(keep, "x", "en").id)
    assert meetings.meeting(keep, meeting.id).story_id == ""
    assert rooms.record(keep, meeting.id)["title"] == "Where to build"


def test_hidden_signs_do_not_count_as_text() -> None:
    assert limits.text("\u202etxt.exe\x00", 7) == "txt.exe"
    with pytest.raises(SavedError, match="the text is empty"):
        limits.text("\u200e\ufeff", 10, least=1)
