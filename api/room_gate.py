"""The door of a room: who asks under another name, from another page, in another form or too often does not come in."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.responses import JSONResponse

from api.room_limits import Buckets
from api.room_words import language, refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""Headers of every answer: nothing from elsewhere runs in the page, no other page may hold it or hear of it."""
SHOWS, SENDS = frozenset({"GET", "HEAD"}), "POST"


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast one address may ask and send. A hall of phones behind one router has one address.

    A phone that opens the page asks for some 15 files, then once in 2.5 seconds.
    """

    asks: Buckets = field(default_factory=lambda: Buckets(burst=8000, per_second=400))
    sends: Buckets = field(default_factory=lambda: Buckets(burst=2000, per_second=100))


class Gate:
    """ASGI middleware around all that a room answers.

    The ``Host`` must be one that the room was opened under: a page from elsewhere whose name was turned to this address
    (DNS rebinding) sends its own [1]_. What is sent must come from the page of the room: browsers add ``Origin`` to
    every POST, so that one without it comes from no page and is refused, too.

    Parameters
    ----------
    app : ASGIApp
    hosts : frozenset of str
        ``address:port``, as the presenter shows it.
    pace : Pace

    References
    ----------
    .. [1] Jackson, C. et al. (2009). Protecting browsers from DNS rebinding attacks. ACM Transactions on the Web 3(1).
    """

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], pace: Pace) -> None:
        self._app, self._hosts, self._pace = app, hosts, pace
        self._origins = frozenset(f"http://{host}" for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        answer = self._refused(scope) or self._app
        await answer(scope, receive, send_with_headers)

    def _refused(self, scope: Scope) -> Response | None:
        headers, method = Headers(scope=scope), scope["method"]
        if headers.getlist("host") not in [[host] for host in self._hosts]:
            return refused(scope, 421, "host")
        if method not in SHOWS and method != SENDS:
            return refused(scope, 405, "method")
        if method == SENDS and headers.getlist("origin") not in [[origin] for origin in self._origins]:
            return refused(scope, 403, "origin")
        buckets = self._pace.sends if method == SENDS else self._pace.asks
        wait = buckets.wait((scope.get("client") or ("",))[0])
        return refused(scope, 429, "often", wait=wait) if wait else None


def refused(scope: Scope, status: int, name: str, *, wait: float = 0.0, **parts: object) -> Response:
    """Answer ``{"error": sentence, "code": name}`` in the language of who asks.

    Parameters
    ----------
    scope : Scope
        Of the request.
    status : int
        HTTP status.
    name : str
        One of `api.room_words.REFUSALS`.
    wait : float
        Seconds after which it may be tried again; 0 says nothing about it.
    **parts
        What the sentence is filled with.
    """
    asked = QueryParams(scope["query_string"]).get("lang", "")
    lang = language(asked, Headers(scope=scope).get("accept-language", ""))
    headers = {"Cache-Control": "no-store"} | ({"Retry-After": str(math.ceil(wait))} if wait else {})
    return JSONResponse({"error": refusal(name, lang, **parts), "code": name}, status, headers=headers)
