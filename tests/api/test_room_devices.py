"""Code and secret of a room follow from the presenter's token; a phone is known by what this room has signed."""

import re
from collections.abc import Callable

import pytest

from api.room_devices import LETTERS, device_of, new_device, room_keys

KEYS = room_keys("token", "meeting")


def test_the_same_token_opens_the_same_room_and_any_other_another_one() -> None:
    assert room_keys("token", "meeting") == KEYS
    others = [room_keys("token", "other"), room_keys("tokem", "meeting")]
    assert len({keys.code for keys in (KEYS, *others)}) == len({keys.secret for keys in (KEYS, *others)}) == 3


def test_a_code_is_twelve_letters_without_look_alikes_and_the_secret_does_not_show_itself() -> None:
    codes = [room_keys(f"token {n}", "m").code for n in range(200)]
    assert all(re.fullmatch(r"[2-9a-hj-km-z]{12}", code) for code in codes)
    assert set("".join(codes)) == set(LETTERS)
    assert not set("01ilo") & set(LETTERS)
    assert KEYS.secret.hex() not in repr(KEYS)
    assert "secret" not in repr(KEYS)


def test_every_phone_gets_a_number_of_its_own_and_is_known_by_it_again() -> None:
    cookies = [new_device(KEYS) for _ in range(100)]
    names = {device_of(KEYS, cookie) for cookie in cookies}
    assert len(names) == 100
    assert device_of(KEYS, cookies[0]) in names
    assert not any(name in cookie for name in names for cookie in cookies)


SPOILT = (str.upper, "{}x", "x{}", lambda c: c.partition(".")[0], lambda c: c.replace(".", ""), "", ".", "ї{}")


@pytest.mark.parametrize("spoil", SPOILT, ids=range(len(SPOILT)))
def test_a_cookie_that_was_changed_is_nobodys(spoil: str | Callable[[str], str]) -> None:
    cookie = new_device(KEYS)
    assert device_of(KEYS, spoil.format(cookie) if isinstance(spoil, str) else spoil(cookie)) == ""


def test_a_cookie_of_another_room_is_nobodys() -> None:
    assert device_of(KEYS, new_device(room_keys("token", "other"))) == ""
