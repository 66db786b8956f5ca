"""Enterprises: what a view of the map shows of them, and the card of one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from api.answers import ASK_AGAIN, FOREVER, Body, Kept, pack_json, reply
from api.name_search import question, search_body
from api.parameters import view_parameters, whole
from api.registers import Registers, plain
from api.selections import selection_body, selection_file
from api.surfaces import density_body, density_parameters, hexagons_body
from geo.point_filters import PointFilter
from geo.point_groups import groups_in_view
from geo.tiles import tiles_of
from geo.viewport import CLOSE_ZOOM, in_view

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from starlette.requests import Request
    from starlette.responses import Response

    from api.registers import Indexed
    from api.source import Source
    from geo.point_filters import PointView
    from geo.point_index import EnterpriseIndex

KEPT_BYTES = 8 * 2**20
"""Compressed views kept at once."""

_CARD = ("industry_code", "region_code", "employees", "organisation_type", "founded", "obs_status")
_MAX_ID = 2**63 - 1


class PointAnswers:
    """Answers about enterprises; holds the indexes and the views asked for lately.

    Every answer raises HTTPException: 400, if a parameter is missing or wrong; 403, if it tells of single enterprises
    and the dataset is confidential; 404, if nobody has the id. It raises RegioscopeError if there is no such dataset,
    or it has no enterprises.
    """

    def __init__(self, store: Source) -> None:
        self._store = store
        self._registers = Registers(store)
        self._views: Kept[Body] = Kept(KEPT_BYTES, weigh=lambda body: len(body.content))

    def view(self, request: Request) -> Response:
        """Clusters and single enterprises of ``/pts/{dataset}/{version}/view?z=&w=&s=&e=&n=&industry=&min=&max=``.

        ``c`` are clusters [count, employees, lon, lat], ``p`` enterprises [id, lon, lat, position in i, employees],
        ``i`` the industry codes that occur in ``p``. Further filters are ``type``, ``since`` and ``until`` (founded);
        an industry stands for everything below it. Of a confidential dataset only groups are told (`geo.point_groups`):
        ``c`` are [count, null, lon, lat], and ``hidden`` counts cells with fewer enterprises, in threes; further
        filters are refused there: asked for one size after the other they would tell that of the largest enterprise.
        """
        asked = view_parameters(request.query_params)
        dataset, version = self._current(request)
        key = ("view", dataset, version, *_view_key(asked))
        body = self._views.get(key, lambda: self._view_body(dataset, version, asked))
        return self._reply(request, body, version)

    def card(self, request: Request) -> Response:
        """One enterprise, of ``/ent/{dataset}/{version}/{id}``."""
        identity = whole("id", request.path_params["identity"], most=_MAX_ID)
        dataset, version = self._open(request)
        register = self._registers.get(dataset, version)
        row = register.row_of(identity)
        if row is None:
            raise HTTPException(404, f"there is no enterprise {identity} in dataset {dataset!r}")
        cells = register.rows.row(row)
        card = {"id": identity} | {name: plain(cells.get(name)) for name in _CARD}
        return self._reply(request, pack_json(card | {"name": plain(cells.get("enterprise_name"))}), version)

    def search(self, request: Request) -> Response:
        """Enterprises whose name or id holds what is asked for, of ``/ent/{dataset}/{version}?q=``."""
        text = question(request.query_params)
        return self._told(request, ("search", text.casefold()), lambda register: search_body(register, text))

    def within(self, request: Request) -> Response:
        """Totals and quotients of a drawn area, of ``/pts/{dataset}/{version}/within?polygon=``; and the filter."""
        query = request.query_params
        key = ("within", tuple(sorted(query.multi_items())))
        return self._told(request, key, lambda register: selection_body(register, query))

    def file(self, request: Request) -> Response:
        """File of a drawn area, of ``/pts/{dataset}/{version}/within.zip?polygon=``; and the filter."""
        dataset, version = self._open(request)
        register = self._registers.get(dataset, version)
        body = selection_file(register, request.query_params, self._store.origin(dataset))
        answer = self._reply(request, body, version)
        answer.headers["Content-Disposition"] = f'attachment; filename="regioscope-{dataset}-selection.zip"'
        return answer

    def density(self, request: Request) -> Response:
        """Density of a view, of ``/pts/{dataset}/{version}/density?z=&w=&s=&e=&n=&weight=&km=``; and the filter."""
        query = request.query_params
        return self._surface(request, density_parameters(query), lambda index, asked: density_body(index, asked, query))

    def hexagons(self, request: Request) -> Response:
        """Hexagons of a view, of ``/pts/{dataset}/{version}/hexagons?z=&w=&s=&e=&n=``; and the filter."""
        return self._surface(request, ("hexagons",), hexagons_body)

    def _surface(
        self, request: Request, kind: tuple[Hashable, ...], make: Callable[[EnterpriseIndex, PointView], Body]
    ) -> Response:
        asked = view_parameters(request.query_params)

        def made(register: Indexed) -> Body:
            return make(register.index, replace(asked, wanted=register.with_branches(asked.wanted)))

        return self._told(request, (kind, asked), made)

    def _told(self, request: Request, kind: tuple[Hashable, ...], make: Callable[[Indexed], Body]) -> Response:
        """Answer of a kind that is kept, about single enterprises."""
        dataset, version = self._open(request)
        body = self._views.get((dataset, version, *kind), lambda: make(self._registers.get(dataset, version)))
        return self._reply(request, body, version)

    def _current(self, request: Request) -> tuple[str, str]:
        dataset = request.path_params["dataset"]
        return dataset, self._store.dataset_version(dataset)

    def _open(self, request: Request) -> tuple[str, str]:
        """Dataset and version of a request about single enterprises."""
        dataset, version = self._current(request)
        if self._store.is_confidential(dataset):
            raise HTTPException(403, f"dataset {dataset!r} is confidential: no single enterprise is shown")
        return dataset, version

    def _reply(self, request: Request, body: Body, version: str) -> Response:
        return reply(request.headers, body, cache=FOREVER if request.path_params["version"] == version else ASK_AGAIN)

    def _view_body(self, dataset: str, version: str, asked: PointView) -> Body:
        register = self._registers.get(dataset, version)
        asked = replace(asked, wanted=register.with_branches(asked.wanted))
        if self._store.is_confidential(dataset):
            if asked.wanted != PointFilter(asked.wanted.industries):
                raise HTTPException(403, f"dataset {dataset!r} is confidential: only industries can be chosen")
            groups, hidden = groups_in_view(register.index, asked)
            clusters = [[count, None, lon, lat] for count, lon, lat in groups]
            return pack_json({"c": clusters, "p": [], "i": [], "hidden": hidden})
        return _view_body(register.index, asked)


def _view_key(asked: PointView) -> tuple[Hashable, ...]:
    """Key of an answer: views of the same tiles share it."""
    tiles = tiles_of(asked.bounds, asked.zoom)
    return (tiles.level, tiles.code.tobytes(), tiles.turn.tobytes(), asked.zoom >= CLOSE_ZOOM, asked.wanted)


def _view_body(index: EnterpriseIndex, asked: PointView) -> Body:
    answer = in_view(index, asked)
    present = sorted({int(point[3] or 0) for point in answer.points})
    position = {industry: i for i, industry in enumerate(present)}
    points = [[*point[:3], position[int(point[3] or 0)], point[4]] for point in answer.points]
    return pack_json({"c": answer.clusters, "p": points, "i": [index.industry_codes[i] for i in present]})
