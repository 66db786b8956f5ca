"""The HTTP routes beside the pages, in the same process: geometry, enterprises in view, places, health."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.middleware import Middleware
from starlette.routing import Route

from api.answers import endpoint, nothing_here
from api.bundles import Bundles, Folder
from api.context import ContextAnswers
from api.geometry import GeometryAnswers
from api.health import HealthAnswer
from api.points import PointAnswers
from api.security import SecurityHeaders

if TYPE_CHECKING:
    from pathlib import Path

    from api.source import Source

__all__ = ["middleware", "routes"]


def routes(store: Source) -> list[Route]:
    """Routes to mount beside the pages; all answer GET, with errors as ``{"error": sentence}``.

    ========================================  =================================================================
    ``/geo/{version}/{set}/{lod}.json``       GeoJSON of a boundary set, the basemap or the points of a level
    ``/pts/{dataset}/{version}/view``         clusters and single enterprises of a map view
    ``/ent/{dataset}/{version}/{id}``         one enterprise
    ``/ctx/{version}/{name}.json``            places for orientation: ``[[lon, lat, name, size], ...]``
    ``/healthz``                              how many datasets can be read
    ========================================  =================================================================

    A path with the current version is cached for a year. One with another version (an old tab, an old link) gets the
    current content too, to be asked for again. Every route answers below any base path as well (``/maps/healthz``), so
    Streamlit's ``server.baseUrlPath`` needs no counterpart here.

    Parameters
    ----------
    store : Source
        Where the data come from (`geo.store.Store`).

    Returns
    -------
    list of Route
    """
    geometry, points, context = GeometryAnswers(store), PointAnswers(store), ContextAnswers(store)
    table = {
        "/geo/{version}/{set_id}/{lod}.json": geometry.collection,
        "/pts/{dataset}/{version}/view": points.view,
        "/ent/{dataset}/{version}/{identity}": points.card,
        "/ctx/{version}/{name}.json": context.places,
        "/healthz": HealthAnswer(store).health,
    }
    nowhere = {f"/{first}/{{rest:path}}": nothing_here for first in ("geo", "pts", "ent", "ctx")}
    return [
        Route(base + path, endpoint(work), methods=["GET"])
        for paths in (table, nowhere)
        for base in ("", "/{base:path}")
        for path, work in paths.items()
    ]


def middleware(*, streamlit_static: Path, app_static: Path, online_tiles: bool = False) -> list[Middleware]:
    """Middleware around every answer of the app, outermost first.

    Parameters
    ----------
    streamlit_static : Path
        Folder of Streamlit's own bundles (served under ``/static``): ``static/static`` of the package.
    app_static : Path
        Folder of the project's scripts and fonts (served under ``/app/static``).
    online_tiles : bool
        Let the browser load map tiles from other hosts; nothing else may leave the machine either way.

    Returns
    -------
    list of Middleware
    """
    folders = (
        Folder("/app/static/", app_static),
        Folder("/static/", streamlit_static, suffixes=frozenset({".js", ".css"}), hashed=True),
    )
    return [Middleware(SecurityHeaders, online_tiles=online_tiles), Middleware(Bundles, folders=folders)]
