"""Rooms that are open: for each a second listener of this process, on one address, with the routes of the room only."""

from __future__ import annotations

import ipaddress
import os
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import uvicorn
from starlette.concurrency import run_in_threadpool

from api.room_app import RoomApp
from api.room_board import Board
from api.room_devices import RoomKeys, room_keys
from api.room_gate import Pace
from api.room_words import REFUSALS
from api.sockets import Socket, listen, local_addresses
from geo.errors import RoomError, SavedError
from geo.problems import Told
from keep import meetings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starlette.types import ASGIApp

    from api.room_map import Maps
    from keep.database import Keep

ALLOWED, HOST, PORT = "REGIOSCOPE_ROOM", "REGIOSCOPE_ROOM_HOST", "REGIOSCOPE_ROOM_PORT"
"""Environment variables: ``0`` allows no room; its address; its port."""
PORTS = range(8520, 8528)
"""Ports that are tried in turn: a room that is opened again finds the one that its phones know."""
MOST_ROOMS = 4
LINGER_S = 8.0
"""How long a closed room still tells its phones that it is closed."""
LOOPBACK = "127.0.0.1"
_TICK_S, _STOP_S, _KEEP_ALIVE_S = 1, 5.0, 10
_MOST_CONNECTIONS, _LEFT_FOR_OTHERS, _MOST_HEADER = 2000, 300, 16_384
_MOST_BOARDS = 16
_VALID_PORTS = range(1024, 65_536)


@dataclass(eq=False)
class OpenRoom:
    """A room, its keys, and the server that answers for it."""

    board: Board
    keys: RoomKeys
    app: RoomApp
    host: str
    port: int
    server: uvicorn.Server = field(repr=False)
    thread: threading.Thread = field(repr=False)

    @property
    def address(self) -> str:
        """What the audience types or scans."""
        return f"http://{self.host}:{self.port}/{self.keys.code}"

    @property
    def runs(self) -> bool:
        """Tell whether the phones can still reach it."""
        return self.thread.is_alive() and not self.server.should_exit


class Rooms:
    """The rooms of this process, at most `MOST_ROOMS`: which listener runs is no value that could be computed.

    Made once, by the answers of the presenter. Nothing in it must outlive the process: a room that is opened again with
    the same token has the same code and the same phones, and all that was said stands in the database.

    Parameters
    ----------
    keep : callable
        Gives the database.
    store : Maps
    clock : callable
        Seconds that only grow.
    """

    def __init__(self, keep: Callable[[], Keep], store: Maps, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._keep, self._store, self._clock = keep, store, clock
        self._rooms: dict[str, OpenRoom] = {}
        self._boards: OrderedDict[str, Board] = OrderedDict()
        self._lock = threading.Lock()

    def board(self, meeting_id: str) -> Board:
        """Return what the phones of a meeting see, or would see if its room were open."""
        with self._lock:
            return self._board(meeting_id)

    def find(self, meeting_id: str) -> OpenRoom | None:
        """Return the room of a meeting if phones can reach it and it is not being closed."""
        found = self._rooms.get(meeting_id)
        return found if found and found.runs and not found.board.over else None

    def open(self, meeting_id: str, token: str, *, host: str = "") -> OpenRoom:
        """Open the room of a meeting; one that is open stays as it is.

        Parameters
        ----------
        meeting_id, token : str
            Of the presenter; the keys of the room follow from them.
        host : str
            One of `addresses`; the first one by default.

        Raises
        ------
        RoomError
            If rooms are switched off, there are too many, there is no network, or the address or port cannot be used.
        """
        with self._lock:
            self._rooms = {name: room for name, room in self._rooms.items() if room.runs}
            known = addresses()
            wanted = host or known[0]
            if wanted not in known:
                raise _error("bad_host", address=wanted[:60], known=", ".join(known))
            found = self._rooms.get(meeting_id)
            if found and found.host == wanted:
                found.board.go_on()
                return found
            if found:
                self._stop(meeting_id)
            if len(self._rooms) >= MOST_ROOMS:
                raise _error("many_rooms", n=MOST_ROOMS)
            opened = _listen(wanted)
            room = self._rooms[meeting_id] = self._start(meeting_id, room_keys(token, meeting_id), opened)
            return room

    def close(self, meeting_id: str) -> None:
        """Close the room of a meeting: nothing more is taken, and when the phones have heard of it nothing answers."""
        with self._lock:
            found = self._rooms.get(meeting_id)
            if found:
                found.board.end()

    def stop(self) -> None:
        """Stop every listener at once."""
        with self._lock:
            for meeting_id in list(self._rooms):
                self._stop(meeting_id)

    def _board(self, meeting_id: str) -> Board:
        if meeting_id not in self._boards:
            self._boards[meeting_id] = Board(self._keep(), meeting_id, self._store)
            idle = [name for name in self._boards if name not in self._rooms and name != meeting_id]
            for name in idle[: max(0, len(self._boards) - _MOST_BOARDS)]:
                del self._boards[name]
        self._boards.move_to_end(meeting_id)
        return self._boards[meeting_id]

    def _stop(self, meeting_id: str) -> None:
        room = self._rooms.pop(meeting_id)
        room.board.end()
        room.server.should_exit = True
        room.thread.join(_STOP_S)

    def _start(self, meeting_id: str, keys: RoomKeys, opened: Socket) -> OpenRoom:
        host, port = opened.getsockname()[:2]
        board = self._board(meeting_id)
        board.go_on()
        app = RoomApp(board, keys, clock=self._clock)
        hosts = frozenset({f"{host}:{port}"} | ({f"localhost:{port}"} if host == LOOPBACK else set()))
        watch = _Watch(board, self._clock)
        server = uvicorn.Server(_config(app.asgi(hosts, Pace()), watch.tick))
        watch.server = server
        thread = threading.Thread(target=server.run, args=([opened],), name=f"room {meeting_id}", daemon=True)
        thread.start()
        return OpenRoom(board, keys, app, host, port, server, thread)


class _Watch:
    """Looks once a second whether the room is to end: closed by the presenter, or with its meeting."""

    def __init__(self, board: Board, clock: Callable[[], float]) -> None:
        self._board, self._clock = board, clock
        self._since: float | None = None
        self.server: uvicorn.Server | None = None

    async def tick(self) -> None:
        """Stop the server when the phones had time to hear that the room is closed."""
        if not self._board.over and await run_in_threadpool(self._is_over):
            self._board.end()
        if not self._board.over:
            self._since = None
            return
        self._since = self._clock() if self._since is None else self._since
        if self._clock() - self._since >= LINGER_S and self.server is not None:
            self.server.should_exit = True

    def _is_over(self) -> bool:
        try:
            return bool(meetings.meeting(self._board.keep, self._board.meeting_id).closed)
        except SavedError as error:
            return error.__cause__ is None  # the meeting is gone; a file that cannot be read now may be read later


def addresses() -> list[str]:
    """Addresses at which a room may be opened here, the likeliest first.

    Raises
    ------
    RoomError
        If rooms are switched off, or this machine is in no network and the operator named no address.
    """
    if os.environ.get(ALLOWED) == "0":
        raise _error("off")
    named = os.environ.get(HOST, "").strip()
    if named:
        return [_one_address(LOOPBACK if named == "localhost" else named)]
    found = local_addresses()
    if not found:
        raise _error("no_network")
    return found


def _one_address(named: str) -> str:
    """Return the address that the operator named; all addresses at once are none."""
    try:
        found = ipaddress.IPv4Address(named)
    except ValueError:
        found = None
    if found is None or found.is_unspecified or found.is_multicast:
        raise _error("bad_host", address=named[:60], known=", ".join([*local_addresses(), LOOPBACK]))
    return str(found)


def _ports() -> Sequence[int]:
    named = os.environ.get(PORT, "").strip()
    if not named:
        return PORTS
    if not (named.isascii() and named.isdecimal()) or (int(named[:9]) not in _VALID_PORTS and named != "0"):
        raise _error("bad_port", port=named[:20])
    return [int(named)]


def _listen(host: str) -> Socket:
    ports = _ports()
    try:
        return listen(host, ports)
    except OSError as error:
        raise _error("cannot_open", address=host, why=error.strerror or str(error)) from error


def _config(app: ASGIApp, tick: Callable[[], object]) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # who asks is who is connected: a header could name anybody
        limit_concurrency=_most_connections(),
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=int(_STOP_S) - 2,
        h11_max_incomplete_event_size=_MOST_HEADER,
        callback_notify=tick,  # type: ignore[arg-type]
        timeout_notify=_TICK_S,
    )


def _most_connections() -> int:
    """Return how many connections a room takes: the app itself must still be able to open files."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return _MOST_CONNECTIONS
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(100, min(_MOST_CONNECTIONS, soft - _LEFT_FOR_OTHERS)) if soft > 0 else _MOST_CONNECTIONS


def _error(name: str, **parts: object) -> RoomError:
    return RoomError(Told.made(REFUSALS[name], parts))
