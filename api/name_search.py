"""Search of enterprises by name or id."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from starlette.exceptions import HTTPException

from api.answers import Body, pack_json
from geo.name_index import SHORTEST
from geo.point_index import DEGREE

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

    from api.registers import Indexed

MOST = 20
"""Most enterprises in an answer."""

_LONGEST = 80
_DIGITS = 18


def question(query: QueryParams) -> str:
    """Read ``q``.

    Raises
    ------
    HTTPException
        400, if it is missing, too short or too long.
    """
    text = " ".join(query.get("q", "").split())
    if not SHORTEST <= len(text) <= _LONGEST:
        raise HTTPException(400, f"q must have {SHORTEST} to {_LONGEST} letters, found {len(text)}")
    return text


def search_body(register: Indexed, text: str) -> Body:
    """Answer of ``/ent/{dataset}/{version}?q=``: ``found`` as [id, name, lon, lat]; not ``complete`` if more exist."""
    rows: list[tuple[int, str | None]] = []
    if text.isascii() and text.isdigit() and len(text) <= _DIGITS:
        row = register.row_of(int(text))
        rows += [] if row is None else [(row, None)]
    complete = True
    if register.names is not None:
        named, complete = register.names.search(text, most=MOST)
        rows += [pair for pair in named if pair[0] not in {row for row, _ in rows}]
    return pack_json({"found": _found(register, rows[:MOST]), "complete": complete})


def _found(register: Indexed, rows: list[tuple[int, str | None]]) -> list[list[object]]:
    index = register.index
    wanted = np.zeros(len(index.register_ids), dtype=bool)
    wanted[[row for row, _ in rows]] = True
    at = {int(index.rows[i]): int(i) for i in np.flatnonzero(wanted[index.rows])} if rows else {}
    answer: list[list[object]] = []
    for row, name in rows:
        identity = int(index.register_ids[row])
        place = [round(int(column[at[row]]) / DEGREE, 5) for column in index.places] if row in at else [None, None]
        answer.append([identity, name, *place])
    return answer
