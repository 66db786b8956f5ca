"""Geometry of regions, basemap and place points: sent once, then kept by the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.answers import ASK_AGAIN, FOREVER, Body, Kept, pack, reply
from geo.geojson import NAMES, feature_collection

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from api.source import Source

KEPT_BYTES = 48 * 2**20
"""Compressed geometries kept at once."""

_COUNTRY_NAMES = ("name", "name_uk", "name_ru")
_EXTRA = ("disputed",)


class GeometryAnswers:
    """Answers with GeoJSON; holds the compressed texts."""

    def __init__(self, store: Source) -> None:
        self._store = store
        self._kept: Kept[Body] = Kept(KEPT_BYTES, weigh=lambda body: len(body.content))

    def collection(self, request: Request) -> Response:
        """GeoJSON of ``/geo/{version}/{set_id}/{lod}.json``, features in the order of the colours on the map.

        Raises
        ------
        RegioscopeError
            If there is no such set or level of detail.
        """
        path = request.path_params
        set_id, lod = path["set_id"], path["lod"]
        version = self._store.geometry_version(set_id, lod)
        body = self._kept.get((set_id, lod, version), lambda: self._make(set_id, lod))
        return reply(request.headers, body, cache=FOREVER if path["version"] == version else ASK_AGAIN)

    def _make(self, set_id: str, lod: str) -> Body:
        frame = self._store.geometry(set_id, lod)
        extra = [name for name in _EXTRA if name in frame.columns]
        text = feature_collection(frame, names=(*NAMES, *_COUNTRY_NAMES), extra=extra)
        return pack(text, "application/geo+json")
