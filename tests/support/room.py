"""A meeting with a room on this machine, and phones without a browser: they keep a cookie and do as they are told."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from api.room_server import OpenRoom, Rooms
from geo.store import default_store
from keep import meetings, rooms, stories
from keep.database import Keep
from scene.story import Step

STEPS = (Step("data=us&item=15-0000", title="States"), Step("data=bay-area&level=superdistrict", title="Bay"))
HOSTILE = (
    "<img src=x onerror=\"document.title='ran'\">",
    "</script><script>document.title='ran'</script>",
    "{{ 7*7 }} {% x %} ${7*7} `x`",
    '=HYPERLINK("http://127.0.0.1/","x")',
    "+1+1",
    "@SUM(A1)",
    "<b>Ґанок</b> &amp; 'їжак' \"ёж\"",
)
"""What somebody in a room may write."""


@dataclass
class Answer:
    """Status, headers and body of an answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever was sent
        return json.loads(self.body)


class Phone:
    """Somebody's phone: one connection, one cookie."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.host, self.path = parts.netloc, parts.path
        self.cookie, self.order = "", 0
        self._line = HTTPConnection(self.host, timeout=10)

    def ask(
        self, method: str, path: str, body: bytes | None = None, *, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send a request to a path below the room's, exactly with these headers besides the cookie."""
        sent = {**({"Cookie": self.cookie} if self.cookie else {}), **(headers or {})}
        self._line.request(method, path, body, sent)
        answer = self._line.getresponse()
        found = Answer(answer.status, dict(answer.getheaders()), answer.read())
        for name, morsel in SimpleCookie(found.headers.get("set-cookie", "")).items():
            self.cookie = f"{name}={morsel.value}"
        return found

    def get(self, name: str = "", **headers: str) -> Answer:
        return self.ask("GET", f"{self.path}/{name}", headers=headers)

    def post(self, name: str, body: object, **headers: str) -> Answer:
        """Send JSON as the page does."""
        usual = {"Content-Type": "application/json", "Origin": f"http://{self.host}"}
        return self.ask("POST", f"{self.path}/{name}", json.dumps(body).encode(), headers=usual | headers)

    def join(self) -> "Phone":
        assert self.post("join", {}).status == 200
        return self

    def vote(self, question: str, choice: object, *, order: int | None = None) -> Answer:
        self.order = self.order + 1 if order is None else order
        return self.post("vote", {"question": question, "choice": choice, "order": self.order})

    def state(self) -> Any:  # noqa: ANN401 - JSON
        return self.get("state").json

    def hang_up(self) -> None:
        self._line.close()


@dataclass
class Hall:
    """A meeting, its presenter's token, and its room."""

    keep: Keep
    meeting: str
    token: str
    rooms: Rooms
    room: OpenRoom
    phones: list[Phone] = field(default_factory=list)

    def phone(self) -> Phone:
        self.phones.append(Phone(self.room.address))
        return self.phones[-1]

    def end(self) -> None:
        """Hang up every phone and stop the listener."""
        for phone in self.phones:
            phone.hang_up()
        self.rooms.stop()
        self.keep.close()

    def question(self, *choices: str, text: str = "Where?") -> str:
        """Ask a question and open it for votes."""
        asked = rooms.ask(self.keep, self.meeting, text, choices or ("Here", "There"))
        rooms.set_state(self.keep, asked.id, "open")
        self.room.board.put(asked.id, shown=False)
        return asked.id

    def counts(self, question: str) -> tuple[int, ...]:
        return rooms.counts(self.keep, question)


def begin_meeting(keep: Keep, *, title: str = "Where to build?", lang: str = "en") -> tuple[str, str]:
    """Begin a meeting that tells a story of two steps; return its id and the presenter's token."""
    story = stories.create(keep, title, lang)
    story = stories.save(keep, replace(story, steps=STEPS))
    meeting, token = meetings.start(keep, story.id)
    return meeting.id, token


def stay_here(patch: pytest.MonkeyPatch) -> None:
    """Let rooms open on this machine alone, on a free port."""
    patch.setenv("REGIOSCOPE_ROOM_HOST", "127.0.0.1")
    patch.setenv("REGIOSCOPE_ROOM_PORT", "0")


def open_hall(folder: Path, **meeting: str) -> Hall:
    """Open a room where rooms open (see `stay_here`); the caller ends it."""
    keep = Keep(folder / "saved.sqlite")
    made = Rooms(lambda: keep, default_store())
    name, token = begin_meeting(keep, **meeting)
    return Hall(keep, name, token, made, made.open(name, token))
