"""A room opens on request, at one address of this machine, and ends by word, with its meeting or with the process."""

import resource
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from api import room_server, sockets
from api.room_server import LINGER_S, MOST_ROOMS, PORTS, Rooms, _most_connections, addresses
from api.sockets import listen, local_addresses
from geo.errors import RoomError, SavedError
from geo.store import default_store
from keep import meetings, stories
from keep.database import Keep
from tests.support.room import Hall, begin_meeting, open_hall, stay_here


def wait_until(true: Callable[[], bool], *, tries: int = 400) -> None:
    for _ in range(tries):
        if true():
            return
        threading.Event().wait(0.025)
    raise AssertionError("it did not happen")


def refuses(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.fixture
def rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rooms:
    """Rooms of which none is open."""
    stay_here(monkeypatch)
    keep = Keep(tmp_path / "saved.sqlite")
    return Rooms(lambda: keep, default_store())


# ------------------------------------------------------------------------------------------------------------ addresses
def test_nothing_listens_before_somebody_asks(rooms: Rooms) -> None:
    name, _ = begin_meeting(rooms._keep())
    assert rooms.find(name) is None
    assert rooms.board(name).title == "Where to build?"
    assert rooms._rooms == {}


def test_a_room_listens_on_one_address_only(hall: Hall) -> None:
    assert hall.room.address == f"http://127.0.0.1:{hall.room.port}/{hall.room.keys.code}"
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.2", hall.room.port)) != 0


def test_a_room_that_is_open_stays_as_it_is(hall: Hall) -> None:
    assert hall.rooms.open(hall.meeting, hall.token) is hall.room


def test_addresses_are_found_without_sending_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    class Watched(socket.socket):
        def connect(self, address: tuple[object, ...]) -> None:  # type: ignore[override]
            assert self.type == socket.SOCK_DGRAM, address
            super().connect(address)

        def send(self, *_: object) -> int:
            raise AssertionError("something was sent")

        sendto = sendall = send  # type: ignore[assignment]

    monkeypatch.setattr("api.sockets.socket.socket", Watched)
    assert all(not address.startswith(("127.", "169.254.", "0.")) for address in local_addresses())


def test_the_address_that_leads_outward_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    def entry(address: str) -> object:
        return type("Entry", (), {"family": socket.AF_INET, "address": address})()

    up, down = (type("State", (), {"isup": is_up})() for is_up in (True, False))
    cards = {"lo": "127.0.0.1", "wifi": "192.168.1.7", "tunnel": "10.8.0.2", "docker": "172.17.0.1",
             "old": "192.168.9.9", "none": "169.254.3.3"}  # fmt: skip
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: {name: [entry(address)] for name, address in cards.items()})
    monkeypatch.setattr(psutil, "net_if_stats", lambda: dict.fromkeys(cards, up) | {"old": down})
    monkeypatch.setattr(sockets, "_outward", lambda: "192.168.1.7")
    assert local_addresses() == ["192.168.1.7", "10.8.0.2", "172.17.0.1"]
    monkeypatch.setattr(sockets, "_outward", lambda: "")
    assert local_addresses() == ["10.8.0.2", "172.17.0.1", "192.168.1.7"]


def test_a_machine_without_a_way_out_has_no_outward_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "_FAR_AWAY", ("255.255.255.255", 9))
    assert sockets._outward() == ""


def test_without_a_network_a_sentence_says_so_and_loopback_must_be_asked_for(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, token = begin_meeting(rooms._keep())
    monkeypatch.delenv("REGIOSCOPE_ROOM_HOST")
    monkeypatch.setattr(room_server, "local_addresses", list)
    with pytest.raises(RoomError, match="is in no network that phones could be in"):
        rooms.open(name, token)
    monkeypatch.setenv("REGIOSCOPE_ROOM_HOST", "localhost")
    assert rooms.open(name, token).host == "127.0.0.1"
    rooms.stop()


def test_the_presenter_chooses_among_the_addresses_of_this_machine_alone(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, token = begin_meeting(rooms._keep())
    monkeypatch.delenv("REGIOSCOPE_ROOM_HOST")
    monkeypatch.setattr(room_server, "local_addresses", lambda: ["127.0.0.1", "127.0.0.2"])
    for wrong in ("203.0.113.9", "0.0.0.0", "localhost", "127.0.0.3"):  # noqa: S104 - is refused
        with pytest.raises(RoomError, match=r"is no address of this computer\. It has: 127\.0\.0\.1, 127\.0\.0\.2"):
            rooms.open(name, token, host=wrong)
    assert rooms.open(name, token, host="127.0.0.2").host == "127.0.0.2"
    moved = rooms.open(name, token, host="127.0.0.1")
    assert (moved.host, len(rooms._rooms)) == ("127.0.0.1", 1)
    rooms.stop()


@pytest.mark.parametrize("named", ["0.0.0.0", "::", "example.org", "224.0.0.1", "256.1.1.1", "1.2.3"])  # noqa: S104
def test_the_operator_names_one_address_and_no_name(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("REGIOSCOPE_ROOM_HOST", named)
    with pytest.raises(RoomError, match="is no address of this computer"):
        addresses()


def test_an_address_that_this_machine_does_not_have_cannot_be_opened(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, token = begin_meeting(rooms._keep())
    monkeypatch.setenv("REGIOSCOPE_ROOM_HOST", "203.0.113.9")
    with pytest.raises(RoomError, match=r"The room cannot be opened at 203.0.113.9: .+"):
        rooms.open(name, token)


def test_the_operator_can_forbid_rooms(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    name, token = begin_meeting(rooms._keep())
    monkeypatch.setenv("REGIOSCOPE_ROOM", "0")
    with pytest.raises(RoomError, match="has switched rooms off"):
        rooms.open(name, token)


# ---------------------------------------------------------------------------------------------------------------- ports
@pytest.mark.parametrize("port", ["x", "80", "65536", "-1", "8500.5", "9" * 5000, "٨٥٠٠"])
def test_a_port_that_is_none_is_refused(rooms: Rooms, monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    name, token = begin_meeting(rooms._keep())
    monkeypatch.setenv("REGIOSCOPE_ROOM_PORT", port)
    with pytest.raises(RoomError, match="is no port: set a number from 1024 to 65535"):
        rooms.open(name, token)


def test_a_port_in_use_is_told_and_without_a_named_one_the_next_is_taken(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, token = begin_meeting(rooms._keep())
    with listen("127.0.0.1", [0]) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("REGIOSCOPE_ROOM_PORT", str(port))
        with pytest.raises(RoomError, match=r"cannot be opened at 127\.0\.0\.1: Address already in use"):
            rooms.open(name, token)
        with listen("127.0.0.1", [port, 0]) as other:
            assert other.getsockname()[1] != port
    monkeypatch.delenv("REGIOSCOPE_ROOM_PORT")
    assert rooms.open(name, token).port in PORTS
    rooms.stop()


def test_no_port_at_all_is_an_error() -> None:
    with pytest.raises(OSError, match=r"no port of 127\.0\.0\.1 was named"):
        listen("127.0.0.1", [])


# -------------------------------------------------------------------------------------------------------------- closing
def test_a_closed_room_tells_its_phones_and_then_nothing_answers(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room_server, "LINGER_S", 1.5)
    question, phone = hall.question(), hall.phone().join()
    assert phone.vote(question, 0).status == 200
    hall.rooms.close(hall.meeting)
    assert hall.rooms.find(hall.meeting) is None
    assert phone.state()["open"] is False
    late = phone.vote(question, 1)
    assert (late.status, late.json) == (410, {"error": "The room is closed.", "code": "closed"})
    wait_until(lambda: refuses(hall.room.port))
    assert not hall.room.thread.is_alive() or hall.room.server.should_exit
    assert hall.counts(question) == (1, 0)


def test_a_room_lingers_longer_than_a_phone_waits_between_two_looks() -> None:
    assert LINGER_S > 2 * 2.5 * 1.15


def test_a_room_opened_again_has_its_address_its_phones_and_its_votes(hall: Hall) -> None:
    question, phone = hall.question(), hall.phone().join()
    phone.vote(question, 0)
    address = hall.room.address
    hall.rooms.close(hall.meeting)
    assert phone.state()["open"] is False
    assert hall.rooms.open(hall.meeting, hall.token).address == address
    assert phone.state()["open"] is True
    assert phone.vote(question, 1).status == 200
    assert hall.counts(question) == (0, 1)


def test_the_end_of_the_meeting_ends_the_room(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room_server, "LINGER_S", 0.5)
    meetings.close(hall.keep, hall.meeting)
    wait_until(lambda: refuses(hall.room.port))
    assert hall.rooms.find(hall.meeting) is None


def test_a_room_whose_meeting_cannot_be_read_for_a_moment_stays_open(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def locked(*_: object) -> object:
        asked.append(1)
        raise SavedError("busy") from OSError("locked")

    monkeypatch.setattr(meetings, "meeting", locked)
    wait_until(lambda: len(asked) > 1)
    assert not hall.room.board.over


def test_the_end_of_the_process_ends_the_room(hall: Hall) -> None:
    assert hall.room.thread.daemon


def test_there_are_only_so_many_rooms_and_one_that_ends_makes_place(rooms: Rooms) -> None:
    begun = [begin_meeting(rooms._keep()) for _ in range(MOST_ROOMS + 1)]
    for name, token in begun[:-1]:
        rooms.open(name, token)
    with pytest.raises(RoomError, match="This server has 4 open rooms, and takes no more"):
        rooms.open(*begun[-1])
    rooms._stop(begun[0][0])
    assert rooms.open(*begun[-1]).runs
    codes = {room.keys.code for room in rooms._rooms.values()}
    assert len(codes) == MOST_ROOMS
    rooms.stop()
    assert rooms._rooms == {}


def test_boards_of_meetings_that_nobody_looks_at_are_forgotten(rooms: Rooms) -> None:
    begun = [begin_meeting(rooms._keep())[0] for _ in range(20)]
    boards = [rooms.board(name) for name in begun]
    assert len(rooms._boards) == room_server._MOST_BOARDS
    assert rooms.board(begun[-1]) is boards[-1]


def test_who_asks_is_who_is_connected_whatever_a_header_says(hall: Hall) -> None:
    asked = []
    wait = hall.room.app._joins.wait
    hall.room.app._joins.wait = lambda key: asked.append(key) or wait(key)  # type: ignore[func-returns-value, method-assign]
    hall.phone().post("join", {}, **{"X-Forwarded-For": "203.0.113.7", "Forwarded": "for=203.0.113.7"})
    assert asked == ["127.0.0.1"]


def test_a_room_leaves_the_app_enough_files_to_open(monkeypatch: pytest.MonkeyPatch) -> None:
    for soft, most in ((1024, 724), (256, 100), (1_000_000, 2000), (-1, 2000)):
        monkeypatch.setattr(resource, "getrlimit", lambda _, soft=soft: (soft, soft))
        assert _most_connections() == most


def test_a_meeting_whose_story_was_deleted_goes_on_without_a_title(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stay_here(monkeypatch)
    hall = open_hall(tmp_path)
    hall.rooms.stop()
    stories.delete(hall.keep, meetings.meeting(hall.keep, hall.meeting).story_id)
    hall.rooms._boards.clear()
    hall.room = hall.rooms.open(hall.meeting, hall.token)
    phone = hall.phone().join()
    assert phone.state()["title"] == ""
    assert "<title>Meeting</title>" in phone.get().body.decode()
    assert phone.vote(hall.question(), 0).status == 200
    hall.end()
