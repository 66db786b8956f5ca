"""What phones send to a room: one vote for each device and question, pins, questions; kept before it is confirmed."""

from __future__ import annotations

import asyncio
import math
from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from api.json_body import plain_text, read_object
from api.room_devices import COOKIE, device_of
from api.room_limits import Buckets
from geo.errors import SavedError
from keep import rooms

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
_MOST_ORDERS = 20_000
_LON, _LAT = 180.0, 90.0


class RefusedError(HTTPException):
    """Something that the database refuses for good, with its own words."""

    def __init__(self, error: SavedError) -> None:
        super().__init__(409, "refused")
        self.error = error


class RoomSends:
    """Takes what phones send. Runs in the thread of the room's server, except reads and writes of the database.

    Parameters
    ----------
    board : Board
    keys : RoomKeys
    clock : callable
        Seconds that only grow.
    """

    def __init__(self, board: Board, keys: RoomKeys, *, clock: Callable[[], float]) -> None:
        self._board, self._keys = board, keys
        self._orders: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._pace = Buckets(burst=12, per_second=0.5, most=MOST_DEVICES, clock=clock)
        self._turn: asyncio.Lock | None = None

    async def vote(self, request: Request) -> Response:
        """Count ``{"question", "choice", "order"}``: of a device and a question the vote with the highest order.

        One with a lower order is a retry that was slow; it is told the highest, and must not undo a change of mind.

        Raises
        ------
        HTTPException
            400 for what is no vote, 403 for a phone that the room does not know, 409 where the question is not open.
        """
        device, said = await self._said(request)
        question, choice, order = said.get("question"), _count(said.get("choice")), _count(said.get("order"))
        if not isinstance(question, str):
            raise HTTPException(400, "choice")
        async with self._in_turn():
            newest = self._orders.get((device, question), 0)
            if order < newest:
                return JSONResponse({"ok": False, "newest": newest})
            await self._kept(self._count, device, question, choice)
            self._orders[device, question] = order
            while len(self._orders) > _MOST_ORDERS:
                self._orders.popitem(last=False)
        self._board.touch()
        return JSONResponse({"ok": True, "question": question, "choice": choice})

    async def pin(self, request: Request) -> Response:
        """Keep ``{"lon", "lat", "text", "key"}`` for the presenter to read.

        Raises
        ------
        HTTPException
            400 for what is no pin, 403 for a phone that the room does not know, 409 where it has sent enough.
        """
        device, said = await self._said(request)
        lon, lat, text = _degrees(said.get("lon"), _LON), _degrees(said.get("lat"), _LAT), _text(said)
        async with self._in_turn():
            await self._kept(partial(rooms.place, key=_key(said)), *self._whose(device), lon, lat, text)
        return JSONResponse({"ok": True})

    async def note(self, request: Request) -> Response:
        """Keep ``{"text", "key"}`` for the presenter to read.

        Raises
        ------
        HTTPException
            400 for what is no text, 403 for a phone that the room does not know, 409 where it has sent enough.
        """
        device, said = await self._said(request)
        text = _text(said)
        async with self._in_turn():
            await self._kept(partial(rooms.write, key=_key(said)), *self._whose(device), text)
        return JSONResponse({"ok": True})

    async def _said(self, request: Request) -> tuple[str, dict[str, Any]]:
        """Phone that sends, and what; a phone that the room has not signed sends nothing."""
        device = device_of(self._keys, request.cookies.get(COOKIE, ""))
        if not device:
            raise HTTPException(403, "device")
        if wait := self._pace.wait(device):
            raise HTTPException(429, "often", {"Retry-After": str(math.ceil(wait))})
        return device, await read_object(request)

    async def _kept(self, work: Callable[..., object], *arguments: object) -> None:
        """Write to the database; what it refuses for good is 409, what may be tried again 503."""
        try:
            await run_in_threadpool(work, *arguments)
        except SavedError as error:
            if error.__cause__ is None:
                raise RefusedError(error) from error
            raise HTTPException(503, "kept", {"Retry-After": "2"}) from error

    def _count(self, device: str, question: str, choice: int) -> None:
        ours = {found.id for found in rooms.questions(self._board.keep, self._board.meeting_id)}
        if question not in ours:
            raise HTTPException(404, "question")
        rooms.vote(self._board.keep, question, device, choice)

    def _whose(self, device: str) -> tuple[Keep, str, str]:
        return self._board.keep, self._board.meeting_id, device

    def _in_turn(self) -> asyncio.Lock:
        """One write after the other, in the order in which they came, so that none waits for the database in vain."""
        if self._turn is None:
            self._turn = asyncio.Lock()
        return self._turn


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


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise HTTPException(400, "choice")
    return value


def _degrees(value: object, most: float) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) <= most:
        raise HTTPException(400, "place")
    return float(value)
