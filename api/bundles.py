"""Scripts, styles and fonts from memory: Streamlit sends its own bundles uncompressed, this sends them gzipped once."""

from __future__ import annotations

import mimetypes
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, QueryParams

from api.answers import ASK_AGAIN, FOREVER, Body, Kept, pack, reply

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import ASGIApp, Receive, Scope, Send

KEPT_BYTES = 24 * 2**20
"""Compressed files kept at once."""

_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".md": "text/plain",
}
_PACKED = frozenset({".woff2", ".png", ".jpg", ".gif", ".webp", ".gz"})
_NAME = re.compile(r"(?:[\w@~-][\w@~.-]*/)*[\w@~-][\w@~.-]*", re.ASCII)  # no empty, hidden or ".." segment
_HASHED = re.compile(r"[.-][0-9a-f]{8,64}\.\w+$")


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of static files.

    `mark` is the part of the path, below any base path, after which the name begins; `suffixes` limits what is answered
    here (None: every file); `hashed` says that every name carries a digest of the content. With `instead`, this one
    file of the folder answers for every name that begins with the mark.
    """

    mark: str
    path: Path
    suffixes: frozenset[str] | None = None
    hashed: bool = False
    instead: str = ""


class Bundles:
    """ASGI middleware that answers for static files and passes everything else on.

    A file is immutable when its name holds a digest, or when ``?v=`` is the first 12 digits of its SHA-256; otherwise
    the browser asks again and mostly gets 304.

    Parameters
    ----------
    app : ASGIApp
    folders : sequence of Folder
        The first one whose mark is in the path is used.
    """

    def __init__(self, app: ASGIApp, *, folders: tuple[Folder, ...]) -> None:
        self._app, self._folders = app, folders
        self._kept: Kept[Body] = Kept(KEPT_BYTES, weigh=lambda body: len(body.content))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a static file."""
        asks = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
        folder = next((found for found in self._folders if asks and found.mark in scope["path"]), None)
        body = None
        if folder is not None:
            name = folder.instead or scope["path"].partition(folder.mark)[2]
            body = await run_in_threadpool(self._read, folder, name)
        if folder is None or body is None:
            await self._app(scope, receive, send)
            return
        asked = QueryParams(scope["query_string"]).get("v")
        fixed = folder.hashed or asked == body.etag or _HASHED.search(scope["path"]) is not None
        response = reply(Headers(scope=scope), body, cache=FOREVER if fixed else ASK_AGAIN)
        await response(scope, receive, send)

    def _read(self, folder: Folder, name: str) -> Body | None:
        """Body of a file; None when it is not one of this folder."""
        if not _NAME.fullmatch(name):
            return None
        path = (folder.path / name).resolve()
        wanted = folder.suffixes is None or path.suffix in folder.suffixes
        if not wanted or not path.is_relative_to(folder.path.resolve()) or not path.is_file():
            return None
        stat = path.stat()
        return self._kept.get((path, stat.st_mtime_ns, stat.st_size), lambda: _pack_file(path))


def _pack_file(path: Path) -> Body:
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return pack(path.read_bytes(), kind, compress=path.suffix not in _PACKED)
