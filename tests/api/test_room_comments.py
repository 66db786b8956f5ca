"""Pins and questions wait until the presenter has read them; whatever is written in them is shown as it was written."""

import pytest

from keep import rooms
from keep.comments import PINS_PER_DEVICE
from tests.support.room import HOSTILE, Hall, Phone


def pin(phone: Phone, text: str = "Here", *, lon: object = -120.0, lat: object = 38.0, key: str = "") -> int:
    return phone.post("pin", {"lon": lon, "lat": lat, "text": text, "key": key}).status


def test_a_pin_waits_for_the_presenter_and_shows_when_it_is_shown(hall: Hall) -> None:
    sender, other = hall.phone().join(), hall.phone()
    assert pin(sender, "A tram from here") == 200
    assert other.get("pins").json == []
    assert other.state()["pins"] == ""
    (waiting,) = rooms.pins(hall.keep, hall.meeting)
    assert (waiting.state, waiting.lon, waiting.lat) == ("waiting", -120.0, 38.0)
    rooms.moderate(hall.keep, waiting.id, "shown")
    hall.room.board.touch()
    assert other.get("pins").json == [[-120.0, 38.0, "A tram from here"]]
    assert other.state()["pins"] == other.get("pins").headers["etag"].removeprefix('W/"').rstrip('"')
    rooms.moderate(hall.keep, waiting.id, "hidden")
    hall.room.board.touch()
    assert other.get("pins").json == []


def test_a_question_in_words_waits_for_the_presenter_too(hall: Hall) -> None:
    phone = hall.phone().join()
    assert phone.post("note", {"text": "Who pays?"}).status == 200
    assert phone.state()["notes"] == []
    rooms.moderate_note(hall.keep, rooms.notes(hall.keep, hall.meeting)[0].id, "shown")
    hall.room.board.touch()
    assert phone.state()["notes"] == ["Who pays?"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_written_comes_back_as_it_was_written(hall: Hall, text: str) -> None:
    phone = hall.phone().join()
    assert pin(phone, text) == phone.post("note", {"text": text}).status == 200
    rooms.moderate(hall.keep, rooms.pins(hall.keep, hall.meeting)[0].id, "shown")
    rooms.moderate_note(hall.keep, rooms.notes(hall.keep, hall.meeting)[0].id, "shown")
    hall.room.board.touch()
    assert phone.get("pins").json[0][2] == phone.state()["notes"][0] == text
    assert phone.get("pins").headers["content-type"] == "application/json"


@pytest.mark.parametrize(("text", "code"), [("", "text"), ("  \n\t", "text"), ("\u202e\x00", "text"), (None, "text"),
                                            (5, "text"), (["x"], "text"), ("ї" * 201, "long")])  # fmt: skip
def test_a_comment_is_one_to_two_hundred_characters(hall: Hall, text: object, code: str) -> None:
    phone = hall.phone().join()
    assert phone.post("note", {"text": text}).json["code"] == code
    assert phone.post("pin", {"lon": 1, "lat": 1, "text": text}).json["code"] == code
    assert not rooms.notes(hall.keep, hall.meeting)
    assert not rooms.pins(hall.keep, hall.meeting)


def test_two_hundred_letters_of_any_alphabet_fit(hall: Hall) -> None:
    phone = hall.phone().join()
    assert pin(phone, "ї" * 200) == 200
    assert pin(phone, "👍" * 200) == 200


PLACES = [(None, 1), (1, None), ("1", 1), (181, 1), (1, 90.1), (-180.1, 0), (True, 0), (1e400, 0), ([1], 0)]


@pytest.mark.parametrize(("lon", "lat"), PLACES, ids=range(len(PLACES)))
def test_a_pin_stands_on_the_earth(hall: Hall, lon: object, lat: object) -> None:
    phone = hall.phone().join()
    assert pin(phone, lon=lon, lat=lat) == 400
    assert rooms.pins(hall.keep, hall.meeting) == ()


def test_a_comment_sent_again_is_kept_once_and_two_alike_are_two(hall: Hall) -> None:
    phone, other = hall.phone().join(), hall.phone().join()
    for _ in range(3):
        assert pin(phone, key="k1") == 200
        assert phone.post("note", {"text": "Why?", "key": "k1"}).status == 200
    assert pin(phone, key="k2") == pin(other, key="k1") == 200
    assert len(rooms.pins(hall.keep, hall.meeting)) == 3
    assert len(rooms.notes(hall.keep, hall.meeting)) == 1


@pytest.mark.parametrize("key", [5, None, "a'b", "їжак", ["x"]])
def test_a_key_that_is_no_key_is_none(hall: Hall, key: object) -> None:
    phone = hall.phone().join()
    for _ in range(2):
        assert phone.post("note", {"text": "Why?", "key": key}).status == 200
    assert len(rooms.notes(hall.keep, hall.meeting)) == 2


def test_a_phone_that_writes_without_end_is_told_to_let_others_speak(hall: Hall) -> None:
    phone = hall.phone().join()
    device = "phone of this test"
    for n in range(PINS_PER_DEVICE):
        rooms.place(hall.keep, hall.meeting, device, 0, 0, f"{n}")
    found = [pin(phone, f"{n}") for n in range(16)]
    assert found[:12] == [200] * 12
    assert 429 in found[12:]
    assert len(rooms.pins(hall.keep, hall.meeting)) < PINS_PER_DEVICE + 16


def test_who_is_not_in_the_room_writes_nothing(hall: Hall) -> None:
    phone = hall.phone()
    assert pin(phone) == phone.post("note", {"text": "x"}).status == 403
    assert not rooms.notes(hall.keep, hall.meeting)
    assert not rooms.pins(hall.keep, hall.meeting)


def test_the_room_tells_nobody_who_wrote_or_voted(hall: Hall) -> None:
    phone = hall.phone().join()
    phone.vote(hall.question(), 0)
    pin(phone)
    cookie = phone.cookie.partition("=")[2]
    told = (
        str(rooms.record(hall.keep, hall.meeting)) + phone.get("state").body.decode() + phone.get("pins").body.decode()
    )
    assert cookie.partition(".")[0] not in told
    stored = hall.keep.path.read_bytes() + hall.keep.path.with_name("saved.sqlite-wal").read_bytes()
    assert cookie.partition(".")[0].encode() not in stored
    assert hall.token.encode() not in stored
    assert hall.room.keys.code.encode() not in stored
