"""All that a room answers: the audience's page and what belongs to it, what it shows, and three things to send."""

from __future__ import annotations

import hmac
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from api.answers import ASK_AGAIN, reply
from api.json_body import read_object
from api.room_devices import COOKIE, device_of, new_device
from api.room_files import RoomFiles
from api.room_gate import Gate, Pace, refused
from api.room_limits import Buckets
from api.room_sends import MOST_DEVICES, MOST_TEXT, RefusedError, RoomSends
from api.room_words import REFUSALS, in_sentence, language_of
from geo.manifest import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from api.room_board import Board
    from api.room_devices import RoomKeys

HERE_S = 15.0
"""A phone that asked within this time is here."""
COOKIE_S = 86_400


class RoomApp:
    """The answers of one room; all but reads and writes of the database runs in the thread of the room's server.

    Parameters
    ----------
    board : Board
    keys : RoomKeys
    clock : callable
        Seconds that only grow.
    """

    def __init__(self, board: Board, keys: RoomKeys, *, clock: Callable[[], float]) -> None:
        self._board, self._keys, self._clock = board, keys, clock
        self._files, self._sends = RoomFiles(), RoomSends(board, keys, clock=clock)
        self._seen: OrderedDict[str, float] = OrderedDict()
        self._joins = Buckets(burst=600, per_second=2, clock=clock)

    def asgi(self, hosts: frozenset[str], pace: Pace) -> Gate:
        """Make the application that answers under these hosts and this room's code, and nowhere else."""
        table: dict[str, tuple[Callable[..., Any], str]] = {
            "": (self._slash, "GET"),
            "/": (self._page, "GET"),
            "/state": (self._state, "GET"),
            "/pins": (self._pins, "GET"),
            "/words/{lang}.json": (self._words, "GET"),
            "/file/{name}": (self._file, "GET"),
            "/map/{key}/{part}": (self._map, "GET"),
            "/join": (self._join, "POST"),
            "/vote": (self._sends.vote, "POST"),
            "/pin": (self._sends.pin, "POST"),
            "/note": (self._sends.note, "POST"),
        }
        routes = [
            Route("/{code}" + path, self._guarded(work), methods=[method]) for path, (work, method) in table.items()
        ]
        app = Starlette(routes=routes, exception_handlers={HTTPException: _sentence})
        app.router.redirect_slashes = False
        return Gate(app, hosts=hosts, pace=pace)

    def devices(self) -> tuple[int, int]:
        """Phones that are here now, and all that have been."""
        since = self._clock() - HERE_S
        seen = list(self._seen.values())
        return sum(at >= since for at in seen), len(seen)

    def _guarded(self, work: Callable[[Request], Any]) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            code = request.path_params["code"]
            if not code.isascii() or not hmac.compare_digest(code, self._keys.code):
                raise HTTPException(404, "nowhere")
            if request.method == "POST" and self._board.over:
                raise HTTPException(410, "closed")
            found: Response = await work(request)
            return found

        return answer

    async def _slash(self, _request: Request) -> Response:
        return RedirectResponse(f"/{self._keys.code}/", 307)

    async def _page(self, request: Request) -> Response:
        return await run_in_threadpool(self._files.page, language_of(request), self._board.title)

    async def _words(self, request: Request) -> Response:
        lang = request.path_params["lang"]
        if lang not in LANGUAGES:
            raise HTTPException(404, "nowhere")
        return reply(request.headers, await run_in_threadpool(self._files.words, lang), cache=ASK_AGAIN)

    async def _file(self, request: Request) -> Response:
        found = await run_in_threadpool(self._files.file, request)
        if found is None:
            raise HTTPException(404, "nowhere")
        return found

    async def _state(self, request: Request) -> Response:
        self._note_presence(request)
        board = self._board
        body = board.state() if board.ready() else await run_in_threadpool(board.state)
        return reply(request.headers, body, cache=ASK_AGAIN)

    async def _pins(self, request: Request) -> Response:
        return reply(request.headers, await run_in_threadpool(self._board.pins), cache=ASK_AGAIN)

    async def _map(self, request: Request) -> Response:
        found = self._board.map_of(request.path_params["key"])
        answer = found and self._files.map_part(request, found)
        if not answer:
            raise HTTPException(404, "nowhere")
        return answer

    async def _join(self, request: Request) -> Response:
        await read_object(request)
        cookie = request.cookies.get(COOKIE, "")
        if not device_of(self._keys, cookie):
            address = request.client.host if request.client else ""
            if wait := self._joins.wait(address):
                return refused(request.scope, 429, "often", wait=wait)
            if not self._has_place():
                raise HTTPException(503, "full")
            cookie = new_device(self._keys)
        answer = JSONResponse({"ok": True})
        path = f"/{self._keys.code}"
        answer.set_cookie(COOKIE, cookie, max_age=COOKIE_S, path=path, httponly=True, samesite="strict")
        return answer

    def _has_place(self) -> bool:
        """Forget the phone that has been silent longest where there are too many; none is forgotten that is here."""
        if len(self._seen) >= MOST_DEVICES and next(iter(self._seen.values())) < self._clock() - HERE_S:
            self._seen.popitem(last=False)
        return len(self._seen) < MOST_DEVICES

    def _note_presence(self, request: Request) -> None:
        device = device_of(self._keys, request.cookies.get(COOKIE, ""))
        if device:
            self._seen[device] = self._clock()
            self._seen.move_to_end(device)


def _sentence(request: Request, error: Exception) -> Response:
    """Answer an error in the language of who asks."""
    status, name = getattr(error, "status_code", 500), str(getattr(error, "detail", ""))
    if isinstance(error, RefusedError):
        return JSONResponse({"error": in_sentence(error.error, language_of(request)), "code": name}, status)
    name = name if name in REFUSALS else {405: "method"}.get(status, "nowhere")
    answer = refused(request.scope, status, name, n=MOST_TEXT)
    answer.headers.update(getattr(error, "headers", None) or {})
    return answer
