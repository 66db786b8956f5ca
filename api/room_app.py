"""All that a room answers: the audience's page and what belongs to it, what it shows, and three things to send."""

from __future__ import annotations

import asyncio
import hmac
import math
from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from api.answers import ASK_AGAIN, reply
from api.json_body import plain_text, read_object
from api.room_devices import COOKIE, device_of, new_device
from api.room_files import RoomFiles
from api.room_gate import Gate, Pace, refused
from api.room_limits import Buckets
from api.room_words import REFUSALS, language_of
from geo.errors import SavedError
from geo.manifest import LANGUAGES
from keep import rooms
from scene.errors_words import told
from scene.i18n import Say

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from api.room_board import Board
    from api.room_devices import RoomKeys
    from keep.database import Keep

MOST_TEXT = 200
"""Characters of a comment or question."""
MOST_DEVICES = 5000
HERE_S = 15.0
"""A phone that asked within this time is here."""
COOKIE_S = 86_400
_MOST_ORDERS = 20_000
_LON, _LAT = 180.0, 90.0


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
        self._files = RoomFiles()
        self._seen: OrderedDict[str, float] = OrderedDict()
        self._orders: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._turn: asyncio.Lock | None = None
        self._joins = Buckets(burst=600, per_second=2, clock=clock)
        self._sends = Buckets(burst=12, per_second=0.5, most=MOST_DEVICES, clock=clock)

    def asgi(self, hosts: frozenset[str], pace: Pace) -> Gate:
        """Make the application that answers under these hosts and this room's code, and nowhere else."""
        table: dict[str, tuple[Callable[..., Any], str]] = {
            "": (self._page, "GET"),
            "/state": (self._state, "GET"),
            "/pins": (self._pins, "GET"),
            "/words/{lang}.json": (self._words, "GET"),
            "/file/{name}": (self._file, "GET"),
            "/map/{key}/{part}": (self._map, "GET"),
            "/join": (self._join, "POST"),
            "/vote": (self._vote, "POST"),
            "/pin": (self._pin, "POST"),
            "/note": (self._note, "POST"),
        }
        routes = [
            Route("/{code}/" if not path else "/{code}" + path, self._guarded(work), methods=[method])
            for path, (work, method) in table.items()
        ]
        routes.append(Route("/{code}", self._guarded(self._slash), methods=["GET"]))
        app = Starlette(routes=routes, exception_handlers={HTTPException: _sentence})
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

    # ---------------------------------------------------------------------------------------------------- what is shown
    async def _slash(self, request: Request) -> Response:
        return RedirectResponse(f"/{request.path_params['code']}/", 307)

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

    # ----------------------------------------------------------------------------------------------------- what is sent
    async def _join(self, request: Request) -> Response:
        await read_object(request)
        cookie = request.cookies.get(COOKIE, "")
        device = device_of(self._keys, cookie)
        if not device:
            if wait := self._joins.wait(_address(request)):
                return refused(request.scope, 429, "often", wait=wait)
            if len(self._seen) >= MOST_DEVICES:
                raise HTTPException(503, "full")
            cookie = new_device(self._keys)
        answer = JSONResponse({"ok": True})
        path = f"/{self._keys.code}"
        answer.set_cookie(COOKIE, cookie, max_age=COOKIE_S, path=path, httponly=True, samesite="strict")
        return answer

    async def _vote(self, request: Request) -> Response:
        device, said = await self._said(request)
        question, choice, order = said.get("question"), _count(said.get("choice")), _count(said.get("order"))
        if not isinstance(question, str):
            raise HTTPException(400, "choice")
        async with self._in_turn():
            newest = self._newest(device, question)
            if order < newest:
                return JSONResponse({"ok": False, "newest": newest})
            await self._kept(self._count, device, question, choice)
            self._orders[device, question] = order
        self._board.touch()
        return JSONResponse({"ok": True, "question": question, "choice": choice})

    async def _pin(self, request: Request) -> Response:
        device, said = await self._said(request)
        lon, lat = said.get("lon"), said.get("lat")
        if not (_is_number(lon, _LON) and _is_number(lat, _LAT)):
            raise HTTPException(400, "place")
        text, key = _text(said), _key(said)
        async with self._in_turn():
            await self._kept(
                partial(rooms.place, key=key), self._board.keep, self._board.meeting_id, device, lon, lat, text
            )
        return JSONResponse({"ok": True})

    async def _note(self, request: Request) -> Response:
        device, said = await self._said(request)
        text, key = _text(said), _key(said)
        async with self._in_turn():
            await self._kept(partial(rooms.write, key=key), *self._whose(device), text)
        return JSONResponse({"ok": True})

    async def _said(self, request: Request) -> tuple[str, dict[str, Any]]:
        """Phone that sends, and what; a phone that the room has not signed sends nothing."""
        device = device_of(self._keys, request.cookies.get(COOKIE, ""))
        if not device:
            raise HTTPException(403, "device")
        if wait := self._sends.wait(device):
            raise HTTPException(429, "often", {"Retry-After": str(math.ceil(wait))})
        return device, await read_object(request)

    def _whose(self, device: str) -> tuple[Keep, str, str]:
        return self._board.keep, self._board.meeting_id, device

    async def _kept(self, work: Callable[..., object], *arguments: object) -> None:
        """Write to the database; what it refuses for good is 409, what may be tried again 503."""
        try:
            await run_in_threadpool(work, *arguments)
        except SavedError as error:
            if error.__cause__ is None:
                raise _Refused(error) from error
            raise HTTPException(503, "kept", {"Retry-After": "2"}) from error

    def _count(self, device: str, question: str, choice: int) -> None:
        ours = [found.id for found in rooms.questions(self._board.keep, self._board.meeting_id)]
        if question not in ours:
            raise HTTPException(404, "question")
        rooms.vote(self._board.keep, question, device, choice)

    def _newest(self, device: str, question: str) -> int:
        """Order of the phone's last vote on a question: a retry that was slow must not undo a change of mind."""
        while len(self._orders) > _MOST_ORDERS:
            self._orders.popitem(last=False)
        return self._orders.get((device, question), 0)

    def _in_turn(self) -> asyncio.Lock:
        """One write after the other, in the order in which they came, so that none waits for the database in vain."""
        if self._turn is None:
            self._turn = asyncio.Lock()
        return self._turn

    def _note_presence(self, request: Request) -> None:
        device = device_of(self._keys, request.cookies.get(COOKIE, ""))
        if device:
            self._seen[device] = self._clock()
            while len(self._seen) > MOST_DEVICES:
                self._seen.popitem(last=False)


class _Refused(HTTPException):
    """Something that the database refuses for good, with its own words."""

    def __init__(self, error: SavedError) -> None:
        super().__init__(409, "refused")
        self.error = error


def _sentence(request: Request, error: Exception) -> Response:
    """Answer an error in the language of who asks."""
    status, name = getattr(error, "status_code", 500), str(getattr(error, "detail", ""))
    if isinstance(error, _Refused):
        sentence = told(error.error.args[0], Say(language_of(request)))
        return JSONResponse({"error": sentence, "code": name}, status)
    name = name if name in REFUSALS else {405: "method"}.get(status, "nowhere")
    answer = refused(request.scope, status, name, n=MOST_TEXT)
    answer.headers.update(getattr(error, "headers", None) or {})
    return answer


def _text(said: dict[str, Any]) -> str:
    text = plain_text(said.get("text"))
    if not text:
        raise HTTPException(400, "text")
    if len(text) > MOST_TEXT:
        raise HTTPException(400, "long")
    return text


def _key(said: dict[str, Any]) -> str:
    """Return what tells a comment from others of the phone: sent again it is the same one."""
    key = said.get("key")
    return key[:40] if isinstance(key, str) and key.isascii() and key.isalnum() else ""


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise HTTPException(400, "choice")
    return value


def _is_number(value: object, most: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= most
