"""A sign of life for whoever watches the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from api.source import Source


class HealthAnswer:
    """Tells how many datasets can be read."""

    def __init__(self, store: Source) -> None:
        self._store = store

    def health(self, _request: Request) -> Response:
        """``{"status": "ok", "datasets": n, "problems": m}``; m datasets cannot be read, the Data page says why."""
        counts = {"datasets": len(self._store.dataset_ids()), "problems": len(self._store.problems())}
        return JSONResponse({"status": "ok", **counts}, headers={"Cache-Control": "no-store"})
