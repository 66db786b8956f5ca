"""The page without the font that Streamlit preloads: the theme has its own, so 171 KB would go unread."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PRELOADED_FONT = re.compile(
    rb'<link\s[^>]*rel="preload"[^>]*as="font"[^>]*>|<link\s[^>]*as="font"[^>]*rel="preload"[^>]*>'
)


class WithoutPreloadedFont:
    """ASGI middleware that takes preloaded fonts out of HTML pages; every other answer passes untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        held: list[Message] = []

        async def send_lean(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                held.append(message)
            elif not held:
                await send(message)
            else:
                held.append(message)
                if not message.get("more_body"):
                    await _send_page(held, send)

        await self._app(scope, receive, send_lean)


def _is_page(start: Message) -> bool:
    headers = MutableHeaders(scope=start)
    return headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers


async def _send_page(held: list[Message], send: Send) -> None:
    body = _PRELOADED_FONT.sub(b"", b"".join(part.get("body", b"") for part in held[1:]))
    headers = MutableHeaders(scope=held[0])
    headers["Content-Length"] = str(len(body))
    await send(held[0])
    await send({"type": "http.response.body", "body": body})
