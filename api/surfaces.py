"""Density and hexagons of the enterprises in a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from api.answers import Body, pack_json
from api.parameters import number
from geo.point_surfaces import MAX_KM, MIN_KM, density, hexagons

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

    from geo.point_filters import PointView
    from geo.point_index import EnterpriseIndex

WEIGHTS = ("one", "employees")
"""What each enterprise counts as."""


def density_body(index: EnterpriseIndex, asked: PointView, query: QueryParams) -> Body:
    """Answer of ``density?...&weight=one|employees&km=``.

    ``rows`` are texts of digits from the north, ``levels`` where each digit from 1 on begins (per km2), ``box`` west,
    south, east, north, ``km`` the bandwidth.

    Raises
    ------
    HTTPException
        400, if the weight or the bandwidth is wrong.
    """
    weight, km = density_parameters(query)
    found = density(index, asked, employees=weight == "employees", bandwidth=km)
    return pack_json(
        {"rows": found.rows, "levels": found.levels, "box": found.bounds, "km": found.bandwidth_km, "weight": weight}
    )


def density_parameters(query: QueryParams) -> tuple[str, float | None]:
    """Read ``weight`` and ``km``.

    Raises
    ------
    HTTPException
        400, if one is wrong.
    """
    weight = query.get("weight") or WEIGHTS[0]
    if weight not in WEIGHTS:
        raise HTTPException(400, f"weight must be one of {', '.join(WEIGHTS)}, found {weight[:40]!r}")
    return weight, number("km", query["km"], least=MIN_KM, most=MAX_KM) if query.get("km") else None


def hexagons_body(index: EnterpriseIndex, asked: PointView) -> Body:
    """Answer of ``hexagons``: ``h`` as [count, employees, lon, lat], ``side`` as a share of the side of the map."""
    cells, side = hexagons(index, asked)
    return pack_json({"h": cells, "side": side})
