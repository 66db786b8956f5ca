"""A comment that is sent again, because nobody knew whether it had arrived, is kept once."""

from pathlib import Path

import pytest

from geo.errors import SavedError
from keep import meetings, rooms, stories
from keep.comments import NOTES_PER_DEVICE
from keep.database import Keep


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    return Keep(tmp_path / "saved.sqlite")


@pytest.fixture
def meeting(keep: Keep) -> str:
    return meetings.start(keep, stories.create(keep, "Harbour", "en").id)[0].id


def test_a_pin_sent_twice_under_one_key_is_one_pin(keep: Keep, meeting: str) -> None:
    first = rooms.place(keep, meeting, "phone", 30.5, 50.4, "Here", key="a1")
    rooms.moderate(keep, first.id, "shown")
    again = rooms.place(keep, meeting, "phone", 30.5, 50.4, "Here", key="a1")
    assert (again.id, again.state) == (first.id, "shown")
    assert len(rooms.pins(keep, meeting)) == 1


def test_the_key_of_one_device_says_nothing_of_another_and_no_key_is_always_new(keep: Keep, meeting: str) -> None:
    for device, key in (("phone", "a1"), ("tablet", "a1"), ("phone", "a2"), ("phone", ""), ("phone", "")):
        rooms.write(keep, meeting, device, "Why?", key=key)
    assert len({note.id for note in rooms.notes(keep, meeting)}) == 5


def test_a_device_that_has_said_enough_may_still_repeat_what_it_said(keep: Keep, meeting: str) -> None:
    for n in range(NOTES_PER_DEVICE):
        rooms.write(keep, meeting, "phone", f"{n}", key=f"k{n}")
    with pytest.raises(SavedError, match="you have sent 20 already"):
        rooms.write(keep, meeting, "phone", "one more", key="k20")
    assert rooms.write(keep, meeting, "phone", "0", key="k0").text == "0"
