"""Short links: a code leads to the view that it stands for, inside the app and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from api.plain_page import plain_page, say_of
from geo.errors import RegioscopeError
from keep import links
from keep.database import default_keep
from scene.errors_words import in_words

if TYPE_CHECKING:
    from starlette.requests import Request

    from api.source import Source


class LinkAnswers:
    """Answers ``/s/{code}``."""

    def __init__(self, _store: Source) -> None:
        pass

    def follow(self, request: Request) -> Response:
        """Send the browser on to the view of a code; one that nobody has gets a page that says so.

        The way is relative (``../region?data=us``): it works below any base path, and behind a proxy that gives the
        app another name.
        """
        try:
            address = links.address(default_keep(), request.path_params["code"])
        except RegioscopeError as error:
            say = say_of(request)
            return plain_page(say, say("This link leads nowhere"), sentence(in_words(error, say)))
        return Response(status_code=307, headers={"Location": f"../{address}", "Cache-Control": "no-store"})


def sentence(text: str) -> str:
    """Write what an error says as a sentence of its own.

    Examples
    --------
    >>> sentence("there is no such link")
    'There is no such link.'
    """
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
