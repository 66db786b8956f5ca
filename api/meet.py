"""Meeting mode: the window of the audience, its deck, the window with notes, and a single view shown to a room."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response

from api.answers import ASK_AGAIN, Body, Kept, pack_json, reply
from api.meet_words import closed_words, meet_words
from api.presenter import require_presenter
from api.room_words import language_of
from geo.errors import RegioscopeError, SavedError
from keep import meetings, stories
from keep.database import default_keep
from papers.meeting_deck import deck_of_meeting
from papers.meeting_page import notes_page, plain_page, stage_page
from scene.address import DEFAULT_DATASET
from scene.errors_words import in_words
from scene.headline import headline
from scene.i18n import Say
from scene.opening import LONGEST, open_drawing, parameters
from scene.story import Step, Story

if TYPE_CHECKING:
    from starlette.requests import Request

    from geo.store import Store

KEPT_BYTES = 32 * 2**20
"""Compressed decks kept at once."""
_FRESH = {"Cache-Control": "no-store"}
_VIEW = "view"


class MeetAnswers:
    """Answers with the pages and decks of meetings; holds the compressed decks."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: Kept[Body] = Kept(KEPT_BYTES, weigh=lambda body: len(body.content))

    def page(self, request: Request) -> Response:
        """Write the window of the audience of ``/meet/{meeting}``; 404 in words where there is none."""
        return self._window(request, stage_page, up="../")

    def notes_page(self, request: Request) -> Response:
        """Write the window with notes of ``/meet/{meeting}/notes``; it holds no notes, its script asks for them."""
        return self._window(request, notes_page, up="../../")

    def deck(self, request: Request) -> Response:
        """Send the deck of ``/meet/{meeting}/deck.json``; it has nothing that the audience may not see.

        Raises
        ------
        HTTPException
            404, if there is no such meeting, or it has nothing to show.
        """
        story, problem = _story(request.path_params["meeting"])
        if story is None:
            raise HTTPException(404, closed_words(Say(language_of(request)))[problem])
        return self._deck(request, story)

    def notes(self, request: Request) -> Response:
        """Tell the notes of every step of ``/meet/{meeting}/notes.json``, to the presenter alone.

        Raises
        ------
        HTTPException
            401 without the presenter's token, 403 for a page from elsewhere (see `api.presenter`).
        """
        meeting_id, _ = require_presenter(request, default_keep())
        story, _ = _story(meeting_id)
        return JSONResponse({"notes": [step.notes for step in story.steps] if story else []}, headers=_FRESH)

    def view_page(self, request: Request) -> Response:
        """Write the window of the audience for a single view, ``/meet/view?...``: the address of the view follows."""
        say = Say(language_of(request))
        query = request.url.query
        try:
            title = self._one(query, say).title
        except RegioscopeError as error:
            return _instead("view", say, up="../", why=in_words(error, say))
        name = hashlib.sha256(query.encode()).hexdigest()[:12]
        start = {"meeting": f"view-{name}", "deck": f"view/deck.json?{query}", "notes": "", "words": meet_words(say)}
        return _html(stage_page(start, lang=say.lang, title=title, no_script=closed_words(say)["no_script"]))

    def view_deck(self, request: Request) -> Response:
        """Send the deck of a single view, ``/meet/view/deck.json?...``.

        Raises
        ------
        RegioscopeError
            If the view cannot be drawn.
        """
        return self._deck(request, self._one(request.url.query, Say(language_of(request))))

    def _one(self, query: str, say: Say) -> Story:
        """Make a story of one step; its title is what the map says."""
        params = parameters(query[: LONGEST + 1])
        drawing = open_drawing({k: v for k, v in params.items() if k != "view"}, self._store, lang=say.lang)
        title = headline(drawing.result, drawing.figures, region=drawing.view.region)
        return Story(id=_VIEW, title=title, lang=say.lang, steps=(Step(query),))

    def _window(self, request: Request, write: Any, *, up: str) -> Response:  # noqa: ANN401 - one of two functions
        meeting_id = request.path_params["meeting"]
        story, problem = _story(meeting_id)
        if story is None:
            return _instead(problem, Say(language_of(request)), up=up)
        say = Say(story.lang)
        here = "" if up == "../../" else f"{meeting_id}/"
        start = {"meeting": meeting_id, "deck": f"{here}deck.json", "notes": f"{here}notes", "words": meet_words(say)}
        return _html(write(start, lang=say.lang, title=story.title, no_script=closed_words(say)["no_script"]))

    def _deck(self, request: Request, story: Story) -> Response:
        versions = tuple(self._version(step) for step in story.steps)
        body = self._kept.get((story, versions), lambda: pack_json(deck_of_meeting(story, self._store)))
        return reply(request.headers, body, cache=ASK_AGAIN)

    def _version(self, step: Step) -> str:
        """Tell the data of a step apart from what they are after a change; a dataset that is gone has none."""
        try:
            return self._store.dataset_version(parameters(step.address).get("data", DEFAULT_DATASET))
        except RegioscopeError:
            return ""


def _story(meeting_id: str) -> tuple[Story | None, str]:
    """Return the story of a meeting, or what is the matter: ``unknown``, ``closed``, ``gone``, ``empty``."""
    keep = default_keep()
    try:
        meeting = meetings.meeting(keep, meeting_id)
    except SavedError:
        return None, "unknown"
    if meeting.closed:
        return None, "closed"
    try:
        story = stories.story(keep, meeting.story_id)
    except SavedError:
        return None, "gone"
    return (story, "") if story.steps else (None, "empty")


def _instead(problem: str, say: Say, *, up: str, why: str = "") -> Response:
    words = closed_words(say)
    text = words[problem].format(why=why) if why else words[problem]
    page = plain_page(text, lang=say.lang, title=words["title"], button=words["button"], up=up)
    return _html(page, 404)


def _html(text: str, status: int = 200) -> Response:
    return HTMLResponse(text, status, headers=_FRESH)
