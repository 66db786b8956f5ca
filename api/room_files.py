"""What the audience's page is made of: its frame, script, style, font, words, and the outlines of its map."""

from __future__ import annotations

import json
from functools import partial
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse

from api.answers import ASK_AGAIN, FOREVER, Body, Kept, pack, reply
from api.room_words import phone_words
from geo.manifest import LANGUAGES

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from api.room_map import RoomMap

STATIC = Path(__file__).resolve().parents[1] / "static"
PAGE = "room/page.html"
_SCRIPT, _STYLE, _FONT = "text/javascript", "text/css", "font/woff2"
FILES = {
    "talk.js": ("room/talk.js", _SCRIPT),
    "page.js": ("room/page.js", _SCRIPT),
    "map.js": ("room/map.js", _SCRIPT),
    "leaflet.js": ("vendor/leaflet/leaflet.js", _SCRIPT),
    "leaflet.css": ("vendor/leaflet/leaflet.css", _STYLE),
    "page.css": ("room/page.css", _STYLE),
    "icon.svg": ("room/icon.svg", "image/svg+xml"),
    "inter-latin.woff2": ("fonts/inter-latin.woff2", _FONT),
    "inter-cyrillic.woff2": ("fonts/inter-cyrillic.woff2", _FONT),
}
"""Every file that a room gives away, by its name there."""
_PLACES = "places-"


class RoomFiles:
    """Answers with files; holds them as they are sent."""

    def __init__(self) -> None:
        self._kept: Kept[Body] = Kept(2**22, weigh=lambda body: len(body.content))

    def page(self, lang: str, title: str) -> Response:
        """Frame of the page in a language; the rest of it comes by script."""
        words = phone_words(lang)
        frame = Template((STATIC / PAGE).read_text(encoding="utf-8"))
        versions = {name: f"file/{name}?v={self._body(name).etag}" for name in FILES}
        told = {
            "lang": lang,
            "title": title or words["room_title"],
            "noscript": words["noscript"],
            "files": json.dumps(versions),
            **{name.replace(".", "_").replace("-", "_"): address for name, address in versions.items()},
        }
        text = frame.substitute({name: escape(str(value), quote=True) for name, value in told.items()})
        return HTMLResponse(text, headers={"Cache-Control": ASK_AGAIN, "Vary": "Accept-Language"})

    def words(self, lang: str) -> Body:
        """Words of the page."""
        text = json.dumps(phone_words(lang), ensure_ascii=False)
        return self._kept.get(("words", lang), lambda: pack(text.encode(), "application/json"))

    def file(self, request: Request) -> Response | None:
        """One of `FILES`, or nothing."""
        name = request.path_params["name"]
        if name not in FILES:
            return None
        body = self._body(name)
        fixed = request.query_params.get("v") == body.etag
        return reply(request.headers, body, cache=FOREVER if fixed else ASK_AGAIN)

    def map_part(self, request: Request, found: RoomMap) -> Response | None:
        """Outlines, land, view or places of a map; its address changes when it does."""
        part = request.path_params["part"]
        lang = part.removeprefix(_PLACES).removesuffix(".json")
        bodies = {"regions.json": found.regions, "land.json": found.land, "view.json": _view(found)}
        body = found.places[lang] if part == f"{_PLACES}{lang}.json" and lang in LANGUAGES else bodies.get(part)
        return reply(request.headers, body, cache=FOREVER) if body else None

    def _body(self, name: str) -> Body:
        path, kind = STATIC / FILES[name][0], FILES[name][1]
        stat = path.stat()
        return self._kept.get((name, stat.st_mtime_ns, stat.st_size), partial(_packed, path, kind))


def _packed(path: Path, kind: str) -> Body:
    return pack(path.read_bytes(), kind, compress=kind != _FONT)


def _view(found: RoomMap) -> Body:
    return pack(json.dumps({"view": found.view}).encode(), "application/json")
