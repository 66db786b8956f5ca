"""How an answer travels: gzipped once, kept while it is used, told apart by its ETag; errors are one sentence."""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Generic, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from geo.errors import RegioscopeError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable

    from starlette.datastructures import Headers
    from starlette.requests import Request

T = TypeVar("T")

FOREVER = "public, max-age=31536000, immutable"
"""Cache-Control of a path that names its version."""

ASK_AGAIN = "no-cache"
"""Cache-Control of everything else: kept, but asked for again, mostly answered by 304."""

_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Body:
    """Content of an answer, compressed or not, with the ETag of what it says."""

    content: bytes
    media_type: str
    etag: str
    gzipped: bool = True


def pack(raw: bytes, media_type: str, *, compress: bool = True) -> Body:
    """Body of an answer.

    Parameters
    ----------
    raw : bytes
        What the client is to read.
    media_type : str
        Content type.
    compress : bool
        False for what is compressed already (fonts, pictures).

    Returns
    -------
    Body
        The same bytes for the same input.

    Examples
    --------
    >>> pack(b"{}", "application/json") == pack(b"{}", "application/json")
    True
    """
    etag = hashlib.sha256(raw).hexdigest()[:12]
    return Body(gzip.compress(raw, _LEVEL, mtime=0) if compress else raw, media_type, etag, compress)


def pack_json(value: object) -> Body:
    """Body of a JSON answer; NaN is refused, since JSON has none."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return pack(text.encode(), "application/json")


def reply(headers: Headers, body: Body, *, cache: str) -> Response:
    """Answer a request with a body, or with 304 when the client has it already.

    Parameters
    ----------
    headers : Headers
        Of the request.
    body : Body
    cache : str
        Cache-Control.

    Returns
    -------
    Response
        Compressed if the client accepts gzip.
    """
    sent = {"ETag": f'W/"{body.etag}"', "Cache-Control": cache, "Vary": "Accept-Encoding"}
    if _has_it(headers.get("if-none-match", ""), body.etag):
        return Response(status_code=304, headers=sent)
    if not body.gzipped:
        return Response(body.content, media_type=body.media_type, headers=sent)
    if accepts_gzip(headers.get("accept-encoding", "")):
        return Response(body.content, media_type=body.media_type, headers=sent | {"Content-Encoding": "gzip"})
    return Response(gzip.decompress(body.content), media_type=body.media_type, headers=sent)


def accepts_gzip(accept_encoding: str) -> bool:
    """Tell whether an Accept-Encoding header allows gzip.

    Examples
    --------
    >>> accepts_gzip("br, gzip;q=0.8"), accepts_gzip("gzip;q=0"), accepts_gzip("*"), accepts_gzip("identity")
    (True, False, True, False)
    """
    weights = {}
    for entry in accept_encoding.lower().split(","):
        name, _, parameter = (part.strip() for part in entry.partition(";"))
        weights[name] = parameter.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return weights.get("gzip", weights.get("*", False))


def endpoint(work: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
    """Run the work of a route in a thread, and turn its errors into ``{"error": sentence}``.

    What is not there, or cannot be read, answers 404.
    """

    @wraps(work)
    async def answer(request: Request) -> Response:
        try:
            return await run_in_threadpool(work, request)
        except HTTPException as error:
            return _sentence(error.detail, error.status_code)
        except RegioscopeError as error:
            return _sentence(str(error), 404)

    return answer


def nothing_here(request: Request) -> Response:
    """Refuse a path that no route knows; without this the page itself would be the answer.

    Raises
    ------
    HTTPException
        404, always.
    """
    raise HTTPException(404, f"there is nothing at {request.url.path[:200]!r}")


class Kept(Generic[T]):
    """Values by key, made once even when many ask at the same time; the least recently used go first.

    Parameters
    ----------
    limit : int
        Greatest sum of weights; one value alone may exceed it.
    weigh : callable
        Weight of a value.

    Examples
    --------
    >>> kept = Kept(10, weigh=len)
    >>> [kept.get(key, lambda: "123456") for key in ("a", "b")], len(kept)
    (['123456', '123456'], 1)
    """

    def __init__(self, limit: int, *, weigh: Callable[[T], int]) -> None:
        self._limit, self._weigh = limit, weigh
        self._values: OrderedDict[Hashable, T] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._weight = 0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """Return how many values are kept."""
        return len(self._values)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the value of a key, made if it is not kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._values:
                    return self._values[key]
            try:
                value = make()
                self._put(key, value)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return value

    def _put(self, key: Hashable, value: T) -> None:
        with self._lock:
            self._values[key] = value
            self._weight += self._weigh(value)
            while self._weight > self._limit and len(self._values) > 1:
                _, oldest = self._values.popitem(last=False)
                self._weight -= self._weigh(oldest)


def _has_it(if_none_match: str, etag: str) -> bool:
    tags = {tag.strip().removeprefix("W/").strip('"') for tag in if_none_match.split(",")}
    return etag in tags or "*" in tags


def _sentence(text: str, status: int) -> Response:
    return JSONResponse({"error": text}, status, headers={"Cache-Control": "no-store"})
