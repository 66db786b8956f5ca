"""The body of a request: JSON of a few thousand bytes that says one thing, and no patience for anything else."""

from __future__ import annotations

import asyncio
import json
import re
import unicodedata
from functools import wraps
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse

from api.answers import endpoint

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

MOST_BYTES, MOST_SENT = 4096, 16_384
"""Bytes that are read of a phone, and of a presenter."""
SECONDS = 10.0
"""How long a body may take to arrive."""
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_JOINER = "\u200d"
_INK = "LNPS"
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_TOWER = re.compile(f"({_MARK}{{4}}){_MARK}+")
_LONGEST_NUMBER = 12


async def read_object(request: Request, *, most: int = MOST_BYTES, seconds: float = SECONDS) -> dict[str, Any]:
    """Read a JSON object.

    Parameters
    ----------
    request : Request
    most : int
        Bytes that are read.
    seconds : float
        Time that the body may take.

    Returns
    -------
    dict
        An empty body is an empty object.

    Raises
    ------
    HTTPException
        415 if it is not called JSON, 413 if it is longer, 408 if it takes longer, 400 if it is no JSON object.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, "type")
    if _stated(request.headers.get("content-length")) > most:
        raise HTTPException(413, "large")
    try:
        raw = await asyncio.wait_for(_read(request, most), seconds)
    except TimeoutError:
        raise HTTPException(408, "slow") from None
    return parsed(raw)


def parsed(raw: bytes) -> dict[str, Any]:
    """Read a JSON object from bytes.

    Raises
    ------
    HTTPException
        400, if they are none: NaN and what is nested without end included.

    Examples
    --------
    >>> parsed(b'{"choice": 1}'), parsed(b"")
    ({'choice': 1}, {})
    """
    try:
        found = json.loads(raw or b"{}", parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise HTTPException(400, "json") from None
    if not isinstance(found, dict):
        raise HTTPException(400, "json")
    return found


def plain_text(value: object) -> str:
    r"""Return one line of text that people wrote: composed, single spaces, nothing unseen, nothing turned around.

    Of signs above and below one letter four are kept, so that no text grows over others; what holds no letter, number
    or sign is no text.

    Examples
    --------
    >>> plain_text("  two\n lines \u202e\x00 <b>"), plain_text(5)
    ('two lines <b>', '')
    >>> plain_text("\u200d \u200d"), len(plain_text("a" + "\u0316" * 99))
    ('', 5)
    """
    if not isinstance(value, str):
        return ""
    spaced = "".join(" " if letter.isspace() else letter for letter in unicodedata.normalize("NFC", value))
    seen = "".join(letter for letter in spaced if letter == _JOINER or unicodedata.category(letter) not in _UNSEEN)
    line = " ".join(_TOWER.sub(r"\1", seen).split())
    return line if any(unicodedata.category(letter)[0] in _INK for letter in line) else ""


def posted(work: Callable[..., Response]) -> Callable[[Request], Awaitable[Response]]:
    """Run the work of a route that is sent something: ``work(request, body)`` in a thread, errors as sentences."""

    @wraps(work)
    async def answer(request: Request) -> Response:
        try:
            said = await read_object(request, most=MOST_SENT)
        except HTTPException as error:
            sentence = f"the body cannot be read: JSON of at most {MOST_SENT:,} bytes is expected"
            return JSONResponse({"error": sentence}, error.status_code, headers={"Cache-Control": "no-store"})
        return await endpoint(lambda asked: work(asked, said))(request)

    return answer


async def _read(request: Request, most: int) -> bytes:
    raw = b""
    try:
        async for piece in request.stream():
            raw += piece
            if len(raw) > most:
                raise HTTPException(413, "large")
    except ClientDisconnect:
        raise HTTPException(400, "json") from None
    return raw


def _stated(length: str | None) -> int:
    known = length and length.isdecimal() and length.isascii() and len(length) <= _LONGEST_NUMBER
    return int(length) if length and known else 0


def _no_number(name: str) -> float:
    raise ValueError(name)
