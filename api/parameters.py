"""Parameters of a request, read with every problem in one sentence."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.datastructures import QueryParams

    from geo.tiles import Bounds

MAX_ZOOM = 24
_MAX_LON, _MAX_LAT = 1800.0, 360.0  # some turns of the globe; a padded view may go beyond the poles
_MAX_PERSONS = 2**31 - 1
_MAX_INDUSTRIES = 2000
_MAX_CODE = 40
_SHOWN = 40
_NUMBER = re.compile(r"[+-]?\d{1,20}(\.\d{0,20})?(e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE)
_WHOLE = re.compile(r"\d{1,19}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ViewParameters:
    """What a map asks for: bounds in degrees, zoom, and the filter."""

    bounds: Bounds
    zoom: int
    industries: frozenset[str] | None
    minimum: int | None
    maximum: int | None


def view_parameters(query: QueryParams) -> ViewParameters:
    """Read ``z, w, s, e, n`` and the optional ``industry`` (repeated or with commas), ``min`` and ``max``.

    Raises
    ------
    HTTPException
        400, with every problem in one sentence.

    Examples
    --------
    >>> from starlette.datastructures import QueryParams
    >>> view_parameters(QueryParams("z=8&w=30&s=50&e=31&n=51&industry=C,J&min=10")).minimum
    10
    """
    problems = list(_problems(query))
    if problems:
        raise HTTPException(400, "; ".join(problems))
    return ViewParameters(
        bounds=(float(query["w"]), float(query["s"]), float(query["e"]), float(query["n"])),
        zoom=int(query["z"]),
        industries=frozenset(_industries(query)) or None,
        minimum=int(query["min"]) if query.get("min") else None,
        maximum=int(query["max"]) if query.get("max") else None,
    )


def whole(name: str, text: str, *, most: int) -> int:
    """Read a whole number from 0 to `most`.

    Raises
    ------
    HTTPException
        400, if it is none.
    """
    problem = _whole_problem(name, text, most)
    if problem:
        raise HTTPException(400, problem)
    return int(text)


def _problems(query: QueryParams) -> Iterator[str]:
    found = [_whole_problem("z", query.get("z"), MAX_ZOOM)]
    found += [_degrees_problem(name, query.get(name), _MAX_LON) for name in ("w", "e")]
    found += [_degrees_problem(name, query.get(name), _MAX_LAT) for name in ("s", "n")]
    found += [_whole_problem(name, query[name], _MAX_PERSONS) for name in ("min", "max") if query.get(name)]
    yield from (problem for problem in found if problem)
    if not any(found):
        yield from _order_problems(query)
    codes = _industries(query)
    if len(codes) > _MAX_INDUSTRIES:
        yield f"industry names {len(codes)} codes, at most {_MAX_INDUSTRIES} are read"
    yield from [f"industry {code[:_SHOWN]!r}... is too long" for code in codes if len(code) > _MAX_CODE][:1]


def _order_problems(query: QueryParams) -> Iterator[str]:
    if float(query["s"]) > float(query["n"]):
        yield f"s ({query['s']}) is above n ({query['n']})"
    if query.get("min") and query.get("max") and int(query["min"]) > int(query["max"]):
        yield f"min ({query['min']}) is above max ({query['max']})"


def _industries(query: QueryParams) -> list[str]:
    return [code for entry in query.getlist("industry") for code in entry.split(",") if code]


def _whole_problem(name: str, text: str | None, most: int) -> str | None:
    if not text:
        return f"{name} is missing"
    if not _WHOLE.fullmatch(text) or int(text) > most:
        return f"{name} must be a whole number from 0 to {most}, found {text[:_SHOWN]!r}"
    return None


def _degrees_problem(name: str, text: str | None, most: float) -> str | None:
    if not text:
        return f"{name} is missing"
    if not _NUMBER.fullmatch(text) or not math.isfinite(float(text)) or abs(float(text)) > most:
        return f"{name} must be a number of degrees from {-most:g} to {most:g}, found {text[:_SHOWN]!r}"
    return None
