"""Bodies are JSON objects of a few kilobytes; texts are one line of what can be seen."""

import asyncio

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request

from api.json_body import parsed, plain_text, read_object


def request(
    *pieces: bytes, headers: tuple[tuple[bytes, bytes], ...] = ((b"content-type", b"application/json"),)
) -> Request:
    waiting = iter(pieces)

    async def receive() -> dict[str, object]:
        piece = next(waiting, None)
        if piece is None:
            await asyncio.sleep(10)
        if piece == b"gone":
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": piece, "more_body": piece != b"end" and bool(piece)}

    scope = {"type": "http", "method": "POST", "path": "/", "headers": list(headers), "query_string": b""}
    return Request(scope, receive)


def status(asked: Request, **options: float) -> tuple[int, str]:
    with pytest.raises(HTTPException) as caught:
        asyncio.run(read_object(asked, **options))  # type: ignore[arg-type]
    return caught.value.status_code, caught.value.detail


def test_an_object_is_read_in_pieces_and_an_empty_body_is_an_empty_object() -> None:
    assert asyncio.run(read_object(request(b'{"a":', b" 1}", b""))) == {"a": 1}
    assert asyncio.run(read_object(request(b""))) == {}


@pytest.mark.parametrize("kind", [b"text/plain", b"application/x-www-form-urlencoded", b"", b"application/jsonp"])
def test_what_is_not_called_json_is_not_read(kind: bytes) -> None:
    assert status(request(b"{}", headers=((b"content-type", kind),))) == (415, "type")


@pytest.mark.parametrize("stated", [b"4097", b"99999999999"])
def test_a_body_that_says_it_is_long_is_not_read(stated: bytes) -> None:
    headers = ((b"content-type", b"application/json; charset=utf-8"), (b"content-length", stated))
    assert status(request(headers=headers)) == (413, "large")


def test_a_body_that_does_not_say_how_long_it_is_ends_at_the_limit() -> None:
    assert status(request(*[b"x" * 1000] * 5)) == (413, "large")


def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    assert status(request(), seconds=0.02) == (408, "slow")


def test_a_phone_that_hangs_up_has_said_nothing() -> None:
    assert status(request(b'{"a"', b"gone")) == (400, "json")


BAD = (b"[]", b"5", b'"a"', b"null", b"{", b'{"a": NaN}', b'{"a": Infinity}', b"\xff\xfe", b"[" * 4000)


@pytest.mark.parametrize("raw", BAD, ids=range(len(BAD)))
def test_what_is_no_json_object_is_refused(raw: bytes) -> None:
    with pytest.raises(HTTPException, match="json"):
        parsed(raw)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("  two \n\t lines\u2028 more ", "two lines more"),
        ("a\x00b\x1b[31m\u202ec\u2066\ufeff", "ab[31mc"),
        ("e\u0301\u0438\u0306", "éй"),
        ("\ud83d half \ud800", "half"),
        ("👩\u200d🚒", "👩\u200d🚒"),
        ("<b>&amp;{{7*7}}", "<b>&amp;{{7*7}}"),
        ("tower" + "\u0316\u0489" * 50, "tower" + "\u0316\u0489" * 2),
        ("\u200d \u200d", ""),
        ("\u0316\u0316", ""),
        ("?", "?"),
        (7, ""),
        (None, ""),
    ],
)
def test_a_text_is_one_line_of_what_can_be_seen_and_nothing_else_of_it_is_changed(given: object, read: str) -> None:
    assert plain_text(given) == read
