"""Columns of a register as numbers that compiled loops add up: codes of the key, figures, marks of each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from geo.cell_codes import Rows, Ruler
from geo.cube_options import KEY, MOST, NO_YEAR, OWNER, UNKNOWN
from geo.errors import DataContractError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.cube_options import CubeOptions

STATUSES: Mapping[str, int] = {"E": 1, "S": 2, "C": 3}
"""What is counted of the status of rows: estimated, simulated, confidential."""


class Coded(NamedTuple):
    """A register as numbers, and the labels of its codes."""

    rows: Rows
    ruler: Ruler
    labels: Mapping[str, np.ndarray]

    @property
    def sizes(self) -> tuple[int, ...]:
        """Number of codes of each column of the key."""
        ruler = self.ruler
        return (len(self.labels[KEY[0]]), ruler.industries, ruler.years, len(ruler.lows) + 2, ruler.kinds)

    def named(self, column: str, codes: np.ndarray) -> pd.Series:
        """Write codes of a column of the key as labels."""
        if column == "year":
            span = self.ruler.years - 1
            return pd.Series(np.where(codes == span, NO_YEAR, codes + self.ruler.first), dtype="int64")
        return pd.Series(pd.array(self.labels[column], dtype="str").take(codes))


def coded(rows: pd.DataFrame, options: CubeOptions, *, used: np.ndarray | None = None) -> Coded:
    """Read a register as numbers.

    Parameters
    ----------
    rows : DataFrame of shape (n, ...)
        See `geo.aggregate.partial`.
    options : CubeOptions
    used : ndarray of bool of shape (n,), optional
        Rows that are added up.

    Returns
    -------
    Coded

    Raises
    ------
    DataContractError
        If a column, or the code of a used row, of region or industry is missing, or a figure of a used row is negative
        or too large to be added up exactly.
    """
    _check_there(rows)
    labels, found = {}, {}
    for column, name in (*zip(KEY[:2], ("region", "industry"), strict=True), (KEY[4], "kind"), (OWNER, "group")):
        if column in rows:
            found[name], labels[column] = _codes(rows[column])
    region = found["region"] if used is None else np.where(used, found["region"], np.int32(-1))
    _check_known(region, found["industry"], used)
    found["region"] = region
    found |= {name: _figures(rows[name]) for name in ("year", "employees", "turnover", "founded") if name in rows}
    if "obs_status" in rows:
        codes, names = _codes(rows["obs_status"])
        found["status"] = np.array([*(STATUSES.get(str(name), 0) for name in names), 0], dtype=np.int32)[codes]
    labels[KEY[4]] = np.append(labels.get(KEY[4], np.empty(0, dtype=object)), UNKNOWN)
    labels[KEY[3]] = np.array(options.size_names, dtype=object)
    whole = Rows(**found)
    _check_figures(whole)
    return Coded(whole, _ruler(whole, options, len(labels[KEY[1]]), len(labels[KEY[4]])), labels)


def _ruler(rows: Rows, options: CubeOptions, industries: int, kinds: int) -> Ruler:
    from geo.cell_rows import ends  # noqa: PLC0415 - loads numba

    otherwise = NO_YEAR if options.reference_year is None else options.reference_year
    low, high, unknown = ends(rows.year, rows.region)
    known = [int(low), int(high)] if low <= high else []
    if otherwise != NO_YEAR and (unknown or not len(rows.year)):
        known.append(otherwise)
    first = min(known, default=0)
    span = max(known) - first + 1 if known else 0
    lows = np.array(options.size_classes, dtype=float)
    return Ruler(industries, span + 1, kinds, first, otherwise, lows, options.young_years)


def _check_there(rows: pd.DataFrame) -> None:
    found = [f"column {name!r} is missing" for name in KEY[:2] if name not in rows]
    if found:
        raise DataContractError("enterprises", found)


def _check_known(region: np.ndarray, industry: np.ndarray, used: np.ndarray | None) -> None:
    found = []
    for name, codes in zip(KEY[:2], (region, industry), strict=True):
        missing = codes < 0
        empty = int(np.count_nonzero(missing if used is None else missing & used))
        found += [f"{empty} rows have no {name}: leave them out, and count them, before"] if empty else []
    if found:
        raise DataContractError("enterprises", found)


def _check_figures(rows: Rows) -> None:
    from geo.cell_rows import ends  # noqa: PLC0415 - loads numba

    for name in ("employees", "turnover"):
        low, high, _ = ends(getattr(rows, name), rows.region)
        if low < 0 or high > MOST:
            problem = f"{name} must lie between 0 and {MOST:.3g}, found {low:g} to {high:g}"
            raise DataContractError("enterprises", [problem])


def _codes(column: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy().astype(np.int32, copy=False), column.cat.categories.to_numpy(dtype=object)
    codes, labels = pd.factorize(column)
    return codes.astype(np.int32), np.asarray(labels, dtype=object)


def _figures(column: pd.Series) -> np.ndarray:
    return np.ascontiguousarray(column.to_numpy(dtype=float, na_value=np.nan))
