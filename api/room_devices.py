"""The keys of a room, and the phones in it: each holds a random number that this room has signed, and nothing else."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""What the code of a room is written in: nothing that looks like something else."""
CODE_LENGTH = 12
COOKIE = "regioscope-device"
_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class RoomKeys:
    """The code that stands in the address of a room, and the secret that signs its phones.

    Both follow from the presenter's token [1]_: a room that is opened again after a crash has the same address and
    knows its phones, and nothing secret lies in the database.

    References
    ----------
    .. [1] Krawczyk, H. and Eronen, P. (2010). HMAC-based extract-and-expand key derivation function. RFC 5869.
    """

    code: str
    secret: bytes = field(repr=False)


def room_keys(token: str, meeting: str) -> RoomKeys:
    """Keys of the room of a meeting; 12 letters of 31 are 59 bits that nobody guesses at the pace of a room.

    Examples
    --------
    >>> room_keys("a", "m").code == room_keys("a", "m").code != room_keys("b", "m").code
    True
    >>> len(room_keys("a", "m").code)
    12
    """
    drawn = int.from_bytes(_derived(token, f"room code {meeting}"), "big")
    code = ""
    for _ in range(CODE_LENGTH):
        drawn, at = divmod(drawn, len(LETTERS))
        code += LETTERS[at]
    return RoomKeys(code=code, secret=_derived(token, f"room devices {meeting}"))


def new_device(keys: RoomKeys) -> str:
    """Make the number of a phone that comes for the first time: what its cookie holds."""
    number = _text(secrets.token_bytes(_ID_BYTES))
    return f"{number}.{_signature(keys, number)}"


def device_of(keys: RoomKeys, cookie: str) -> str:
    """Name under which the votes of a phone are kept, or nothing where this room has not signed the cookie.

    The name is made from the number and cannot be turned back into the cookie: who reads the database cannot vote for a
    phone.

    Examples
    --------
    >>> keys = room_keys("token", "m")
    >>> len(device_of(keys, new_device(keys))), device_of(keys, "made.up")
    (32, '')
    """
    number, _, signature = cookie.partition(".")
    if not cookie.isascii() or not hmac.compare_digest(signature, _signature(keys, number)):
        return ""
    return hmac.digest(keys.secret, b"device " + number.encode(), "sha256").hex()[:32]


def _signature(keys: RoomKeys, number: str) -> str:
    return _text(hmac.digest(keys.secret, b"cookie " + number.encode(), "sha256"))


def _derived(token: str, purpose: str) -> bytes:
    return hmac.digest(hashlib.sha256(token.encode()).digest(), purpose.encode(), "sha256")


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")
