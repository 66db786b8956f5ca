"""What the phones of a room see at the moment, and the presenter's hand on it."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from api.answers import Body, pack_json
from api.room_map import RoomMap, room_map
from geo.errors import RegioscopeError, SavedError
from keep import meetings, rooms, stories
from keep.comments import SHOWN
from keep.votes import OPEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.room_map import Maps
    from keep.database import Keep
    from scene.story import Story

FRESH_S = 0.5
"""Seconds for which all phones get the same answer, however many ask."""
MOST_PINS, MOST_NOTES = 500, 50
"""The newest of the shown pins and questions go to the phones."""


class Board:
    """What every phone of a room sees: question, results when they are shown, shown pins and questions, the map.

    All of it stands in the database, except what the presenter's hand is on: which question is `current`, whether its
    results are `shown`, and the step whose map is used. Several threads use it.

    Parameters
    ----------
    keep : Keep
    meeting_id : str
    store : Maps
    clock : callable
        Seconds that only grow.
    """

    def __init__(
        self, keep: Keep, meeting_id: str, store: Maps, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.keep, self.meeting_id, self._store, self._clock = keep, meeting_id, store, clock
        running = [question.id for question in rooms.questions(keep, meeting_id) if question.state == OPEN]
        self.current, self.shown, self.over = (running or [""])[-1], False, False
        self._lock = threading.Lock()
        self._made: tuple[float, Body, Body] | None = None
        self._story = _story(keep, meeting_id)
        self._address = self._story.steps[0].address if self._story and self._story.steps else ""
        self._maps: dict[str, RoomMap | None] = {}

    @property
    def title(self) -> str:
        """Title of the story that is told."""
        return self._story.title if self._story else ""

    @property
    def lang(self) -> str:
        """Language of the story."""
        return self._story.lang if self._story else "en"

    def put(self, question_id: str, *, shown: bool) -> None:
        """Put a question before everybody, with its results or without; none takes it away."""
        self.current, self.shown = question_id, shown
        self.touch()

    def touch(self) -> None:
        """Make the next answer anew: something has changed."""
        self._made = None

    def end(self) -> None:
        """Tell the phones from now on that the room is closed."""
        self.over = True
        self.touch()

    def go_on(self) -> None:
        """Open the room again that was just closed."""
        self.over = False
        self.touch()

    def show_step(self, step_id: str) -> bool:
        """Use the map of a step of the story; tell whether there is such a step."""
        known = self._addresses()
        if step_id not in known:  # the story may have been changed since the room was made
            self._story = _story(self.keep, self.meeting_id)
            known = self._addresses()
        if step_id in known:
            self._address = known[step_id]
            self.touch()
        return step_id in known

    def state(self) -> Body:
        """Return what every phone asks for again and again."""
        return self._fresh()[1]

    def pins(self) -> Body:
        """Return the pins that everybody sees: ``[[lon, lat, text], ...]``, the newest last."""
        return self._fresh()[2]

    def ready(self) -> bool:
        """Tell whether an answer is at hand and new enough, so that nobody waits for the database."""
        made = self._made
        return made is not None and self._clock() - made[0] < FRESH_S

    def map(self) -> RoomMap | None:
        """Map of the step that is shown, or None where its regions are gone."""
        address = self._address
        if address not in self._maps:
            try:
                self._maps[address] = room_map(address, self._store)
            except RegioscopeError:
                self._maps[address] = None
        return self._maps[address]

    def map_of(self, key: str) -> RoomMap | None:
        """Map of this name, where the room has had it."""
        return next((found for found in list(self._maps.values()) if found and found.key == key), None)

    def _addresses(self) -> dict[str, str]:
        return {step.id: step.address for step in self._story.steps} if self._story else {}

    def _fresh(self) -> tuple[float, Body, Body]:
        with self._lock:
            made = self._made
            if made is None or self._clock() - made[0] >= FRESH_S:
                made = self._made = self._make()
            return made

    def _make(self) -> tuple[float, Body, Body]:
        began = self._clock()
        over = self.over or bool(meetings.meeting(self.keep, self.meeting_id).closed)
        pins = [[pin.lon, pin.lat, pin.text] for pin in rooms.pins(self.keep, self.meeting_id, SHOWN)]
        notes = [note.text for note in rooms.notes(self.keep, self.meeting_id, SHOWN)]
        listed = pack_json(pins[-MOST_PINS:])
        shown = self.map()
        state = {
            "open": not over,
            "title": self.title,
            "question": None if over else self._question(),
            "map": shown.key if shown else "",
            "pins": listed.etag if pins else "",
            "notes": notes[-MOST_NOTES:],
        }
        return began, pack_json(state), listed

    def _question(self) -> dict[str, object] | None:
        wanted = [found for found in rooms.questions(self.keep, self.meeting_id) if found.id == self.current]
        if not wanted:
            return None
        question = wanted[0]
        counts = rooms.counts(self.keep, question.id)
        return {
            "id": question.id,
            "text": question.text,
            "choices": list(question.choices),
            "state": question.state,
            "counts": list(counts) if self.shown else None,
        }


def _story(keep: Keep, meeting_id: str) -> Story | None:
    """Return the story of a meeting as it stands now, or None when it is gone."""
    try:
        return stories.story(keep, meetings.meeting(keep, meeting_id).story_id)
    except SavedError:
        return None
