"""The presenter's hand on the room: open and close it, ask, read what comes before it shows, take the record home."""

from __future__ import annotations

import functools
import importlib
import re
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.answers import ASK_AGAIN, pack_json, reply
from api.json_body import plain_text
from api.presenter import require_presenter
from api.room_server import Rooms, addresses
from api.room_words import in_sentence, language_of, presenter_words, refusal
from geo.errors import RoomError, SavedError
from keep import meetings, rooms
from keep.database import default_keep
from papers.qr_code import qr_data_uri
from scene.i18n import Say

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from api.room_board import Board
    from api.room_map import Maps

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = {
    "json": ("record_json", "application/json", False),
    "xlsx": ("record_workbook", _XLSX, True),
    "zip": ("record_package", "application/zip", True),
}
"""Kinds of files of the record: function of `papers.room_record`, media type, whether it speaks a language."""
COMMENTS = ("waiting", "shown", "hidden")
_UNSAFE = re.compile(r"[^\w-]+", re.ASCII)


def _for_presenter(work: Callable[..., Response]) -> Callable[..., Response]:
    """Let the presenter pass, and say in the presenter's language what the database or the network refuses."""

    @functools.wraps(work)
    def answer(self: RoomAnswers, request: Request, *said: dict[str, Any]) -> Response:
        meeting, token = require_presenter(request, default_keep())
        try:
            return work(self, request, meeting, *((token,) if work.__name__ == "open" else ()), *said)
        except (SavedError, RoomError) as error:
            raise HTTPException(409, in_sentence(error, language_of(request))) from error

    return answer


class RoomAnswers:
    """Answers to the presenter; holds the rooms that are open."""

    def __init__(self, store: Maps) -> None:
        self._rooms = Rooms(default_keep, store)

    # ---------------------------------------------------------------------------------------------------------- reading
    @_for_presenter
    def state(self, request: Request, meeting: str) -> Response:
        """``GET /meet/{meeting}/room/state``: everything that the presenter sees of the room."""
        return self._now(request, meeting)

    @_for_presenter
    def words(self, request: Request, _meeting: str) -> Response:
        """``GET /meet/{meeting}/room/words.json?lang=``: the words of the panel."""
        return reply(request.headers, pack_json(presenter_words(language_of(request))), cache=ASK_AGAIN)

    @_for_presenter
    def record(self, request: Request, meeting: str) -> Response:
        """``GET /meet/{meeting}/room/record.{kind}``: the record as json, xlsx or zip."""
        kind, lang = request.path_params["kind"], language_of(request)
        if kind not in FILES:
            raise HTTPException(404, refusal("unknown", lang))
        name, media_type, speaks = FILES[kind]
        found = rooms.record(default_keep(), meeting)
        places = self._places(self._rooms.board(meeting), found["pins"], lang)
        make = getattr(importlib.import_module("papers.room_record"), name)
        content: bytes = make(found, places, *((Say(lang),) if speaks else ()))
        title = _UNSAFE.sub("-", found["title"]).strip("-").lower()[:40] or "meeting"
        headers = {"Content-Disposition": f'attachment; filename="room-{title}.{kind}"', "Cache-Control": "no-store"}
        return Response(content, media_type=media_type, headers=headers)

    # ----------------------------------------------------------------------------------------------------------- acting
    @_for_presenter
    def open(self, request: Request, meeting: str, token: str, said: dict[str, Any]) -> Response:
        """``POST .../room/open`` with ``{"host": address}`` or nothing: phones can come in."""
        if meetings.meeting(default_keep(), meeting).closed:
            raise HTTPException(409, refusal("meeting_over", language_of(request)))
        host = said.get("host")
        self._rooms.open(meeting, token, host=host if isinstance(host, str) else "")
        return self._now(request, meeting)

    @_for_presenter
    def close(self, request: Request, meeting: str, _said: dict[str, Any]) -> Response:
        """``POST .../room/close``: nothing more is taken; the phones are told."""
        self._rooms.close(meeting)
        return self._now(request, meeting)

    @_for_presenter
    def ask(self, request: Request, meeting: str, said: dict[str, Any]) -> Response:
        """``POST .../room/questions`` with ``{"text", "choices", "step"}``: write a question down."""
        choices = said.get("choices")
        texts = [plain_text(choice) for choice in choices] if isinstance(choices, list) else []
        texts = [text for text in texts if text]
        if len(set(texts)) < len(texts):
            raise HTTPException(409, refusal("answers", language_of(request)))
        rooms.ask(default_keep(), meeting, plain_text(said.get("text")), texts, plain_text(said.get("step")))
        return self._now(request, meeting)

    @_for_presenter
    def question(self, request: Request, meeting: str, said: dict[str, Any]) -> Response:
        """``POST .../room/questions/{id}`` with ``{"action"}``: open, close, show, hide, clear."""
        keep, board, name = default_keep(), self._rooms.board(meeting), request.path_params["id"]
        asked = {question.id: question for question in rooms.questions(keep, meeting)}
        if name not in asked:
            raise HTTPException(404, refusal("unknown", language_of(request)))
        action = said.get("action")
        if action == "open":
            for other in asked.values():
                if other.state == "open" and other.id != name:
                    rooms.set_state(keep, other.id, "closed")
            rooms.set_state(keep, name, "open")
            board.put(name, shown=board.current == name and board.shown)
        elif action == "close":
            rooms.set_state(keep, name, "closed")
        elif action in ("show", "hide"):
            board.put(name, shown=action == "show")
        elif action == "clear" and board.current == name:
            rooms.set_state(keep, name, "closed")
            board.put("", shown=False)
        else:
            raise HTTPException(409, refusal("action", language_of(request)))
        board.touch()
        return self._now(request, meeting)

    @_for_presenter
    def pin(self, request: Request, meeting: str, said: dict[str, Any]) -> Response:
        """``POST .../room/pins/{id}`` with ``{"state"}``: waiting, shown or hidden."""
        return self._moderated(request, meeting, said, rooms.pins, rooms.moderate)

    @_for_presenter
    def note(self, request: Request, meeting: str, said: dict[str, Any]) -> Response:
        """``POST .../room/notes/{id}`` with ``{"state"}``: waiting, shown or hidden."""
        return self._moderated(request, meeting, said, rooms.notes, rooms.moderate_note)

    @_for_presenter
    def step(self, request: Request, meeting: str, said: dict[str, Any]) -> Response:
        """``POST .../room/step`` with ``{"step"}``: the phones get the map of this step."""
        if not self._rooms.board(meeting).show_step(plain_text(said.get("step"))):
            raise HTTPException(404, refusal("unknown", language_of(request)))
        return self._now(request, meeting)

    # ---------------------------------------------------------------------------------------------------------- helpers
    def _moderated(
        self, request: Request, meeting: str, said: dict[str, Any], known: Callable[..., Any], act: Callable[..., Any]
    ) -> Response:
        keep, lang, name = default_keep(), language_of(request), request.path_params["id"]
        if name not in {found.id for found in known(keep, meeting)}:
            raise HTTPException(404, refusal("unknown", lang))
        if said.get("state") not in COMMENTS:
            raise HTTPException(409, refusal("action", lang))
        act(keep, name, said["state"])
        self._rooms.board(meeting).touch()
        return self._now(request, meeting)

    def _now(self, request: Request, meeting: str) -> Response:
        """Everything that the presenter sees, as it is now."""
        lang, board, room = language_of(request), self._rooms.board(meeting), self._rooms.find(meeting)
        found = rooms.record(default_keep(), meeting)
        places = self._places(board, found["pins"], lang)
        state = {
            **self._door(meeting, lang),
            "title": found["title"],
            "over": bool(found["closed"]),
            "devices": dict(zip(("now", "all"), room.app.devices() if room else (0, 0), strict=True)),
            "current": board.current,
            "shown": board.shown,
            "questions": found["questions"],
            "pins": [pin | {"place": place} for pin, place in zip(found["pins"], places, strict=True)],
            "notes": found["notes"],
        }
        return reply(request.headers, pack_json(state), cache=ASK_AGAIN)

    def _door(self, meeting: str, lang: str) -> dict[str, Any]:
        """Where the phones come in, or could, or why they cannot."""
        room = self._rooms.find(meeting)
        if room:
            return {"open": True, "address": room.address, "qr": qr_data_uri(room.address), "host": room.host}
        try:
            return {"open": False, "addresses": addresses(), "problem": ""}
        except RoomError as error:
            return {"open": False, "addresses": [], "problem": in_sentence(error, lang)}

    def _places(self, board: Board, pins: list[dict[str, Any]], lang: str) -> list[str]:
        shown = board.map()
        if shown is None:
            return [""] * len(pins)
        return shown.names_at([pin["lon"] for pin in pins], [pin["lat"] for pin in pins], lang)
