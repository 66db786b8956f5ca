"""Parameters of a request, read with every problem in one sentence."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from geo.point_filters import PointFilter, PointView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.datastructures import QueryParams

MAX_ZOOM = 24
_MAX_LON, _MAX_LAT = 1800.0, 360.0  # some turns of the globe; a padded view may go beyond the poles
_BOUNDS = {"min": 2**31 - 1, "max": 2**31 - 1, "since": 9999, "until": 9999}
_MAX_CODES = 2000
_MAX_CODE = 40
_SHOWN = 40
_NUMBER = re.compile(r"[+-]?\d{1,20}(\.\d{0,20})?(e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE)
_WHOLE = re.compile(r"\d{1,19}", re.ASCII)


def view_parameters(query: QueryParams) -> PointView:
    """Read ``z, w, s, e, n`` and the filter (`point_filter`).

    Raises
    ------
    HTTPException
        400, with every problem in one sentence.

    Examples
    --------
    >>> from starlette.datastructures import QueryParams
    >>> view_parameters(QueryParams("z=8&w=30&s=50&e=31&n=51&industry=C,J&min=10")).wanted.employees
    (10, None)
    """
    _refuse([*_view_problems(query), *_filter_problems(query)])
    return PointView(
        bounds=(float(query["w"]), float(query["s"]), float(query["e"]), float(query["n"])),
        zoom=int(query["z"]),
        wanted=_filter(query),
    )


def point_filter(query: QueryParams) -> PointFilter:
    """Read ``industry``, ``type`` (repeated or with commas), ``min``, ``max``, ``since``, ``until``.

    Raises
    ------
    HTTPException
        400, with every problem in one sentence.
    """
    _refuse(list(_filter_problems(query)))
    return _filter(query)


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


def number(name: str, text: str, *, least: float, most: float) -> float:
    """Read a number between two others.

    Raises
    ------
    HTTPException
        400, if it is none.
    """
    if not _NUMBER.fullmatch(text) or not least <= float(text) <= most:
        raise HTTPException(400, f"{name} must be a number from {least:g} to {most:g}, found {text[:_SHOWN]!r}")
    return float(text)


def _refuse(problems: list[str]) -> None:
    if problems:
        raise HTTPException(400, "; ".join(problems))


def _filter(query: QueryParams) -> PointFilter:
    least, most, since, until = (int(query[name]) if query.get(name) else None for name in _BOUNDS)
    return PointFilter(
        frozenset(_codes(query, "industry")) or None,
        (least, most),
        frozenset(_codes(query, "type")) or None,
        (since, until),
    )


def _view_problems(query: QueryParams) -> Iterator[str]:
    found = [_whole_problem("z", query.get("z"), MAX_ZOOM)]
    found += [_degrees_problem(name, query.get(name), _MAX_LON) for name in ("w", "e")]
    found += [_degrees_problem(name, query.get(name), _MAX_LAT) for name in ("s", "n")]
    yield from (problem for problem in found if problem)
    if not any(found) and float(query["s"]) > float(query["n"]):
        yield f"s ({query['s']}) is above n ({query['n']})"


def _filter_problems(query: QueryParams) -> Iterator[str]:
    found = [_whole_problem(name, query[name], most) for name, most in _BOUNDS.items() if query.get(name)]
    yield from (problem for problem in found if problem)
    for low, high in (("min", "max"), ("since", "until")):
        if not any(found) and query.get(low) and query.get(high) and int(query[low]) > int(query[high]):
            yield f"{low} ({query[low]}) is above {high} ({query[high]})"
    for name in ("industry", "type"):
        codes = _codes(query, name)
        if len(codes) > _MAX_CODES:
            yield f"{name} names {len(codes)} codes, at most {_MAX_CODES} are read"
        yield from [f"{name} {code[:_SHOWN]!r}... is too long" for code in codes if len(code) > _MAX_CODE][:1]


def _codes(query: QueryParams, name: str) -> list[str]:
    return [code for entry in query.getlist(name) for code in entry.split(",") if code]


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
