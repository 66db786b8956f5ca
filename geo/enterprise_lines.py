"""Rows of a part that cannot be used, as a list: their lines, and what stands in the columns that matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from geo.enterprise_names import facts_of
from geo.rejected import LISTED, MAX_LISTED, REASONS, nothing_listed

if TYPE_CHECKING:
    Mark = tuple[int, np.ndarray, tuple[str, ...]]
    """Place of a reason in `REASONS`, the rows that it applies to, the columns that it is about."""

_LONGEST = 60


def lines_at(lines: np.ndarray | range, at: np.ndarray) -> np.ndarray:
    """Return the lines of some rows; a range is not written out for that.

    Examples
    --------
    >>> lines_at(range(7, 10), np.array([0, 2])).tolist()
    [7, 9]
    """
    return lines.start + lines.step * at if isinstance(lines, range) else lines[at]


def look(part: Any, marks: list[Mark], verdict: np.ndarray, lines: np.ndarray | range) -> pd.DataFrame:  # noqa: ANN401
    """List the first rows that cannot be used, with what stands in the columns that their reason is about."""
    at = np.flatnonzero(verdict < len(REASONS))[:MAX_LISTED]
    looked = {"enterprise_id", *(name for _, _, columns in marks for name in columns)}
    some, places_of = part.select([name for name in part.column_names if name in looked]).take(at), verdict[at]
    cells = {name: _plain(some[name]).to_pylist() for name in some.column_names}
    about: list[dict[str, None]] = [{} for _ in at]
    for place, mask, columns in marks:
        for i in np.flatnonzero(mask[at] & (places_of == place)):
            about[i] |= dict.fromkeys(columns)
    values = [", ".join(f"{name}={_cell(cells[name][i])}" for name in names) for i, names in enumerate(about)]
    ids = [_cell(text) for text in cells.get("enterprise_id", [None] * len(at))]
    names = list(REASONS)
    where = str(facts_of(part).get("file", ""))
    return listed_rows(where, lines_at(lines, at), ids, [names[place] for place in places_of], values)


def _plain(column: Any) -> Any:  # noqa: ANN401 - pyarrow has no hints
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def _cell(value: object) -> str:
    return "" if value is None else str(value)[:_LONGEST]


def listed_rows(
    where: str, lines: np.ndarray, ids: list[str], reasons: str | list[str], values: list[str]
) -> pd.DataFrame:
    """Write rows that cannot be used as the list of `geo.rejected.Rejected`."""
    if not len(lines):
        return nothing_listed()
    made = dict(zip(LISTED, (where, lines, ids, reasons, values), strict=True))
    return pd.DataFrame(made).astype({name: "str" for name in LISTED if name != "line"} | {"line": "int64"})
