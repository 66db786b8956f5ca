"""Places for orientation: airports, ports, towns, universities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.answers import ASK_AGAIN, FOREVER, Body, Kept, pack_json, reply
from api.parameters import whole
from geo.place_rows import place_rows

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from api.source import Source

KEPT_BYTES = 8 * 2**20
"""Compressed lists kept at once."""

_MAX_SIZE = 2**53


class ContextAnswers:
    """Answers with lists of places; holds the compressed lists."""

    def __init__(self, store: Source) -> None:
        self._store = store
        self._kept: Kept[Body] = Kept(KEPT_BYTES, weigh=lambda body: len(body.content))

    def places(self, request: Request) -> Response:
        """Places of ``/ctx/{version}/{name}.json``, the largest first: ``[[lon, lat, name, size], ...]``.

        Where the list has names in Ukrainian and Russian they follow: ``[lon, lat, name, size, name_uk, name_ru]``.
        ``?min=`` leaves out places below a size.

        Raises
        ------
        HTTPException
            400, if ``min`` is no whole number.
        RegioscopeError
            If there is no such list.
        """
        path = request.path_params
        text = request.query_params.get("min")
        least = whole("min", text, most=_MAX_SIZE) if text else None
        version = self._store.context_version(path["name"])
        key = (path["name"], version, least)
        body = self._kept.get(key, lambda: pack_json(place_rows(self._store.context(path["name"]), least)))
        return reply(request.headers, body, cache=FOREVER if path["version"] == version else ASK_AGAIN)
