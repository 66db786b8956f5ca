"""The HTTP routes beside the pages, in the same process: geometry, enterprises in view, places, health."""

from __future__ import annotations

import importlib
import threading
from typing import TYPE_CHECKING, Any

from starlette.middleware import Middleware
from starlette.routing import Route

from api.answers import endpoint, nothing_here
from api.bundles import Bundles, Folder
from api.framing import allowed_sites
from api.json_body import posted
from api.security import SecurityHeaders

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from api.source import Source

__all__ = ["middleware", "routes"]

_WORK = {
    "/geo/{version}/{set_id}/{lod}.json": ("api.geometry", "GeometryAnswers", "collection"),
    "/pts/{dataset}/{version}/view": ("api.points", "PointAnswers", "view"),
    "/pts/{dataset}/{version}/within": ("api.points", "PointAnswers", "within"),
    "/pts/{dataset}/{version}/within.zip": ("api.points", "PointAnswers", "file"),
    "/pts/{dataset}/{version}/density": ("api.points", "PointAnswers", "density"),
    "/pts/{dataset}/{version}/hexagons": ("api.points", "PointAnswers", "hexagons"),
    "/ent/{dataset}/{version}": ("api.points", "PointAnswers", "search"),
    "/ent/{dataset}/{version}/{identity}": ("api.points", "PointAnswers", "card"),
    "/ctx/{version}/{name}.json": ("api.context", "ContextAnswers", "places"),
    "/healthz": ("api.health", "HealthAnswer", "health"),
    "/s/{code}": ("api.links", "LinkAnswers", "follow"),
    "/embed/{code}": ("api.embed", "EmbedAnswers", "show"),
    "/embed/{code}/deck.json": ("api.embed", "EmbedAnswers", "deck"),
    "/meet/view": ("api.meet", "MeetAnswers", "view_page"),
    "/meet/view/deck.json": ("api.meet", "MeetAnswers", "view_deck"),
    "/meet/{meeting}": ("api.meet", "MeetAnswers", "page"),
    "/meet/{meeting}/deck.json": ("api.meet", "MeetAnswers", "deck"),
    "/meet/{meeting}/notes": ("api.meet", "MeetAnswers", "notes_page"),
    "/meet/{meeting}/notes.json": ("api.meet", "MeetAnswers", "notes"),
}
"""Module, class and method that answer a path."""

_ROOM = "/meet/{meeting}/room"
_ROOM_SHOWS = {
    f"{_ROOM}/state": ("api.room", "RoomAnswers", "state"),
    f"{_ROOM}/words.json": ("api.room", "RoomAnswers", "words"),
    f"{_ROOM}/record.{{kind}}": ("api.room", "RoomAnswers", "record"),
}
_ROOM_DOES = {
    f"{_ROOM}/open": ("api.room", "RoomAnswers", "open"),
    f"{_ROOM}/close": ("api.room", "RoomAnswers", "close"),
    f"{_ROOM}/step": ("api.room", "RoomAnswers", "step"),
    f"{_ROOM}/questions": ("api.room", "RoomAnswers", "ask"),
    f"{_ROOM}/questions/{{id}}": ("api.room", "RoomAnswers", "question"),
    f"{_ROOM}/pins/{{id}}": ("api.room", "RoomAnswers", "pin"),
    f"{_ROOM}/notes/{{id}}": ("api.room", "RoomAnswers", "note"),
}
"""What the presenter of a meeting reads of its room, and does with it."""


class _Answers:
    """Opens the store and makes each kind of answers at its first request: the server is up before the tables are."""

    def __init__(self, open_store: Callable[[], Source]) -> None:
        self._open_store = open_store
        self._made: dict[str, Any] = {}
        self._lock = threading.Lock()

    def work(self, module: str, maker: str, method: str) -> Callable[..., Response]:
        """Return the work behind a path."""

        def answer(request: Request, *said: dict[str, Any]) -> Response:
            with self._lock:
                if maker not in self._made:
                    self._made[maker] = getattr(importlib.import_module(module), maker)(self._open_store())
            response: Response = getattr(self._made[maker], method)(request, *said)
            return response

        return answer


def routes(open_store: Callable[[], Source]) -> list[Route]:
    """Routes to mount beside the pages, with errors as ``{"error": sentence}``; all but the last answer GET.

    ========================================  =================================================================
    ``/geo/{version}/{set}/{lod}.json``       GeoJSON of a boundary set, the basemap or the points of a level
    ``/pts/{dataset}/{version}/view``         clusters and single enterprises of a map view
    ``/pts/{dataset}/{version}/within``       what a drawn area holds; ``within.zip`` is a file of it
    ``/pts/{dataset}/{version}/density``      the enterprises of a view as a surface; ``hexagons`` likewise
    ``/ent/{dataset}/{version}?q=``           enterprises by name or id
    ``/ent/{dataset}/{version}/{id}``         one enterprise
    ``/ctx/{version}/{name}.json``            places for orientation: ``[[lon, lat, name, size], ...]``
    ``/healthz``                              how many datasets can be read
    ``/s/{code}``                             to the view of a short link
    ``/embed/{code}``                         a map for other pages; ``/embed/view?data=us`` of a view without a code
    ``/meet/{meeting}``                       a story told to a room; ``/notes`` is the presenter's window: `api.meet`
    ``/meet/view?...``                        a single view shown to a room
    ``/meet/{meeting}/room/...``              the presenter's hand on the room of a meeting: see `api.room`
    ========================================  =================================================================

    A path with the current version is cached for a year. One with another version (an old tab, an old link) gets the
    current content too, to be asked for again. Every route answers below any base path as well (``/maps/healthz``), so
    Streamlit's ``server.baseUrlPath`` needs no counterpart here.

    Parameters
    ----------
    open_store : callable
        Gives the source of the data (`geo.store.Store`); called at the first request.

    Returns
    -------
    list of Route
    """
    allowed_sites()  # what is wrong with the operator's list is said when the server starts
    answers = _Answers(open_store)
    table = {path: answers.work(*names) for path, names in (_WORK | _ROOM_SHOWS).items()}
    nowhere = {f"/{first}/{{rest:path}}": nothing_here for first in ("geo", "pts", "ent", "ctx", "meet", "s", "embed")}
    return [
        Route(base + path, endpoint(work), methods=["GET"])
        for paths in (table, nowhere)
        for base in ("", "/{base:path}")
        for path, work in paths.items()
    ] + [
        Route(base + path, posted(answers.work(*names)), methods=["POST"])
        for base in ("", "/{base:path}")
        for path, names in _ROOM_DOES.items()
    ]


def middleware(*, streamlit_static: Path, app_static: Path, online_tiles: bool = False) -> list[Middleware]:
    """Middleware around every answer of the app, outermost first.

    Parameters
    ----------
    streamlit_static : Path
        Folder of Streamlit's own bundles (served under ``/static``): ``static/static`` of the package.
    app_static : Path
        Folder of the project's scripts and fonts (served under ``/app/static``).
    online_tiles : bool
        Let the browser load map tiles from other hosts; nothing else may leave the machine either way.

    Returns
    -------
    list of Middleware
    """
    folders = (
        Folder("/app/static/", app_static),
        # Streamlit asks for a font of its own before it knows the theme: one family on the page, 120 KB less to load
        Folder("/static/media/SourceSansVF-Upright.", app_static, hashed=True, instead="fonts/inter-latin.woff2"),
        Folder("/static/", streamlit_static, suffixes=frozenset({".js", ".css"}), hashed=True),
    )
    return [Middleware(SecurityHeaders, online_tiles=online_tiles), Middleware(Bundles, folders=folders)]
