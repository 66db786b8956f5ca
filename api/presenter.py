"""Who asks as the presenter of a meeting: the token in the header says so, and nothing that browsers add."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException

from api.room_words import language_of, refusal
from keep import meetings

if TYPE_CHECKING:
    from starlette.requests import Request

    from keep.database import Keep

_SCHEME = "bearer "


def token_of(request: Request) -> str:
    """Token of ``Authorization: Bearer``, or nothing."""
    given = request.headers.get("authorization", "")
    return given[len(_SCHEME) :].strip() if given[: len(_SCHEME)].lower() == _SCHEME else ""


def require_presenter(request: Request, keep: Keep) -> tuple[str, str]:
    """Let the presenter of the meeting in the path pass.

    A page of another origin is refused whatever it knows; a program that is no browser sends no origin, and its token
    is enough.

    Returns
    -------
    (str, str)
        Meeting and token.

    Raises
    ------
    HTTPException
        403 for a page from elsewhere, 401 without the token of this meeting.
    """
    lang = language_of(request)
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host", ""):
        raise HTTPException(403, refusal("elsewhere", lang))
    meeting, token = request.path_params["meeting"], token_of(request)
    if not token or not meetings.allowed(keep, meeting, token):
        raise HTTPException(401, refusal("token", lang), {"WWW-Authenticate": "Bearer"})
    return meeting, token
