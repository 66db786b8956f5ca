"""Enterprises: what a view of the map shows of them, and the card of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from starlette.exceptions import HTTPException

from api.answers import ASK_AGAIN, FOREVER, Body, Kept, pack_json, reply
from api.parameters import ViewParameters, view_parameters, whole
from geo.tiles import tiles_of
from geo.viewport import CLOSE_ZOOM, EnterpriseIndex, build_index, in_view

if TYPE_CHECKING:
    from collections.abc import Hashable

    from starlette.requests import Request
    from starlette.responses import Response

    from api.source import Source

KEPT_REGISTERS = 4
"""Indexed datasets kept at once."""

KEPT_BYTES = 8 * 2**20
"""Compressed views kept at once."""

_CARD = ("industry_code", "region_code", "employees", "organisation_type", "obs_status")
_MAX_ID = 2**63 - 1


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """Enterprises of a dataset: the index for views, the table and the order of its ids for cards."""

    index: EnterpriseIndex
    table: pd.DataFrame
    ids: np.ndarray
    row_of_id: np.ndarray


class PointAnswers:
    """Answers about enterprises; holds the indexes and the views asked for lately."""

    def __init__(self, store: Source) -> None:
        self._store = store
        self._registers: Kept[Register] = Kept(KEPT_REGISTERS, weigh=lambda _: 1)
        self._views: Kept[Body] = Kept(KEPT_BYTES, weigh=lambda body: len(body.content))

    def view(self, request: Request) -> Response:
        """Clusters and single enterprises of ``/pts/{dataset}/{version}/view?z=&w=&s=&e=&n=&industry=&min=&max=``.

        ``c`` are clusters [count, employees, lon, lat], ``p`` enterprises [id, lon, lat, position in i, employees],
        ``i`` the industry codes that occur in ``p``.

        Raises
        ------
        HTTPException
            400, if a parameter is missing or wrong.
        RegioscopeError
            If there is no such dataset, or it has no enterprises.
        """
        wanted = view_parameters(request.query_params)
        dataset, version = self._current(request)
        key = (dataset, version, *_view_key(wanted))
        body = self._views.get(key, lambda: _view_body(self._register(dataset, version).index, wanted))
        return self._reply(request, body, version)

    def card(self, request: Request) -> Response:
        """One enterprise, of ``/ent/{dataset}/{version}/{id}``.

        Raises
        ------
        HTTPException
            400, if the id is no whole number; 404, if nobody has it.
        RegioscopeError
            If there is no such dataset, or it has no enterprises.
        """
        identity = whole("id", request.path_params["identity"], most=_MAX_ID)
        dataset, version = self._current(request)
        register = self._register(dataset, version)
        at = int(np.searchsorted(register.ids, identity))
        if at == len(register.ids) or register.ids[at] != identity:
            raise HTTPException(404, f"there is no enterprise {identity} in dataset {dataset!r}")
        row = register.table.iloc[int(register.row_of_id[at])]
        card = {"id": identity} | {name: _plain(row.get(name)) for name in _CARD}
        return self._reply(request, pack_json(card | {"name": _plain(row.get("enterprise_name"))}), version)

    def _current(self, request: Request) -> tuple[str, str]:
        dataset = request.path_params["dataset"]
        return dataset, self._store.dataset_version(dataset)

    def _reply(self, request: Request, body: Body, version: str) -> Response:
        return reply(request.headers, body, cache=FOREVER if request.path_params["version"] == version else ASK_AGAIN)

    def _register(self, dataset: str, version: str) -> Register:
        return self._registers.get((dataset, version), lambda: _read_register(self._store.enterprises(dataset)))


def _read_register(table: pd.DataFrame) -> Register:
    ids = table["enterprise_id"].to_numpy(dtype=np.int64)
    employees = table["employees"].to_numpy(dtype=float, na_value=np.nan)
    lon, lat = (table[name].to_numpy(dtype=float, na_value=np.nan) for name in ("lon", "lat"))
    index = build_index(lon, lat, table["industry_code"].to_numpy(dtype=object), employees, ids)
    order = np.argsort(ids)
    return Register(index, table, ids[order], order)


def _view_key(wanted: ViewParameters) -> tuple[Hashable, ...]:
    """Key of an answer: views of the same tiles share it."""
    tiles = tiles_of(wanted.bounds, wanted.zoom)
    place = (tiles.level, tiles.code.tobytes(), tiles.turn.tobytes(), wanted.zoom >= CLOSE_ZOOM)
    return (*place, wanted.industries, wanted.minimum, wanted.maximum)


def _view_body(index: EnterpriseIndex, wanted: ViewParameters) -> Body:
    answer = in_view(
        index,
        wanted.bounds,
        wanted.zoom,
        industries=wanted.industries,
        minimum=wanted.minimum,
        maximum=wanted.maximum,
    )
    present = sorted({int(point[3] or 0) for point in answer.points})
    position = {industry: i for i, industry in enumerate(present)}
    points = [[*point[:3], position[int(point[3] or 0)], point[4]] for point in answer.points]
    return pack_json({"c": answer.clusters, "p": points, "i": [index.industry_codes[i] for i in present]})


def _plain(value: Any) -> Any:  # noqa: ANN401 - a cell of any table
    """Give the JSON value of a cell: None where it is missing."""
    if value is None or pd.isna(value):
        return None
    return value.item() if isinstance(value, np.generic) else value
