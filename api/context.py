"""Places for orientation: airports, ports, towns, universities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from api.answers import ASK_AGAIN, FOREVER, Body, Kept, pack_json, reply
from api.parameters import whole

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from api.source import Source

KEPT_BYTES = 8 * 2**20
"""Compressed lists kept at once."""

_SIZES = ("size", "population")
_OTHER_NAMES = ("name_uk", "name_ru")
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
        body = self._kept.get(key, lambda: pack_json(_rows(self._store.context(path["name"]), least)))
        return reply(request.headers, body, cache=FOREVER if path["version"] == version else ASK_AGAIN)


def _rows(table: pd.DataFrame, least: int | None) -> list[list[Any]]:
    size = next((table[name].astype(float) for name in _SIZES if name in table.columns), None)
    size = pd.Series(np.nan, index=table.index) if size is None else size
    placed = np.isfinite(table["lon"].to_numpy(dtype=float)) & np.isfinite(table["lat"].to_numpy(dtype=float))
    keep = placed if least is None else placed & (size >= least).to_numpy()
    order = np.flatnonzero(keep)[np.argsort(-size[keep].to_numpy(), kind="stable")]
    columns = [
        table["lon"].iloc[order].round(4).tolist(),
        table["lat"].iloc[order].round(4).tolist(),
        _texts(table["name"].iloc[order]),
        [None if np.isnan(value) else _short(value) for value in size.iloc[order].tolist()],
        *(_texts(table[name].iloc[order]) for name in _OTHER_NAMES if name in table.columns),
    ]
    return [list(row) for row in zip(*columns, strict=True)]


def _texts(column: pd.Series) -> list[str | None]:
    return [None if gone else str(text) for gone, text in zip(column.isna(), column, strict=True)]


def _short(value: float) -> float:
    return int(value) if value.is_integer() else value
