"""Headers that keep the browser on this machine and its hands off what it should not guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

from api.sockets import send_at_once

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SOURCES = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' ws: wss: data: blob:",
    "worker-src": "'self' blob:",
    "frame-src": "'self' data: blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "frame-ancestors": "'self'",
}


def content_security_policy(*, online_tiles: bool) -> str:
    """Value of the Content-Security-Policy header.

    Inline scripts and `eval` stay allowed because Streamlit and its map component need them: the policy keeps data from
    leaving for other hosts, it does not stop a script in the page [1]_.

    Parameters
    ----------
    online_tiles : bool
        Pictures may come from any https host.

    Returns
    -------
    str

    References
    ----------
    .. [1] W3C (2024). Content Security Policy Level 3.

    Examples
    --------
    >>> "img-src 'self' data: blob: https:;" in content_security_policy(online_tiles=True)
    True
    """
    extra = {"img-src": " https:"} if online_tiles else {}
    return "; ".join(f"{name} {allowed}{extra.get(name, '')}" for name, allowed in _SOURCES.items())


class SecurityHeaders:
    """ASGI middleware that adds the headers to every HTTP answer that does not bring its own."""

    def __init__(self, app: ASGIApp, *, online_tiles: bool = False) -> None:
        self._app = app
        self._headers = {
            "Content-Security-Policy": content_security_policy(online_tiles=online_tiles),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; websockets pass untouched. When the server starts, see `api.sockets`."""
        if scope["type"] == "lifespan":
            send_at_once()

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)
