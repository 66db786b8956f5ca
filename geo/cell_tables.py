"""Tables of occupied cells: made of rows, added to one another, with the largest contributors of each cell."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.cube_options import OWNER
from geo.errors import DataContractError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.cell_columns import Coded

SUMS = (
    *("enterprises", "independent", "employees", "employees_unknown", "turnover", "turnover_unknown"),
    *("young", "age_known", "sme", "estimated", "simulated", "confidential"),
)
"""Whole numbers that every cell has; turnover in hundredths; `independent` enterprises belong to no owner group."""

TOPS: Mapping[str, tuple[str, ...]] = {
    name: tuple(f"{name}_{rank}" for rank in (1, 2, 3)) for name in ("employees", "turnover")
}
"""The largest amounts of one contributor in a cell, the largest first."""

HELD = ("enterprises", "employees", "turnover")
"""What is kept of each owner group in each cell."""

_ROOM = 2**62


def of_rows(
    keys: Mapping[str, Coded], amounts: Mapping[str, np.ndarray | None], owners: pd.Series | None, n: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Add rows up to the cells that they occupy.

    Parameters
    ----------
    keys : mapping
        Column of the key -> codes and labels (see `geo.cell_columns.keys`).
    amounts : mapping
        Of each row (see `geo.cell_columns.amounts`).
    owners : Series of shape (n,), optional
        Owner group of each row.
    n : int
        Number of rows.

    Returns
    -------
    cells, holdings : DataFrame
        Sums and largest contributors of each cell; sums of each owner group in each cell.
    """
    from geo.cell_sums import largest, numbered  # noqa: PLC0415 - loads numba

    key, sizes = _combined([column.codes for column in keys.values()], [len(c.labels) for c in keys.values()], n)
    cell, distinct = numbered(key, math.prod(sizes))
    named = _named(distinct, sizes, {name: column.labels for name, column in keys.items()})
    group, groups = (None, None) if owners is None else pd.factorize(owners)
    own = np.ones(n, dtype=bool) if group is None else group < 0
    sums = _sums(cell, amounts, own, len(distinct))
    for name, columns in TOPS.items():
        amount = amounts[name]
        top = np.zeros((len(distinct), len(columns)), np.int64)
        if amount is not None:
            top = largest(cell, amount if group is None else np.where(own, amount, -1), len(distinct))
        sums |= dict(zip(columns, top.T, strict=True))
    return named.assign(**sums), _holdings(named, cell, amounts, group, groups)


def added(tables: Sequence[pd.DataFrame], by: Sequence[str]) -> pd.DataFrame:
    """Add tables up that have the columns `by`, whole numbers, and perhaps the largest contributors.

    Returns
    -------
    DataFrame
        One row a key, sorted by it.
    """
    from geo.cell_sums import largest, numbered, summed  # noqa: PLC0415 - loads numba

    whole = pd.concat(tables, ignore_index=True)
    coded = [pd.factorize(whole[name], sort=True) for name in by]
    key, sizes = _combined([codes for codes, _ in coded], [len(labels) for _, labels in coded], len(whole))
    cell, distinct = numbered(key, math.prod(sizes))
    labels = {name: np.asarray(found, dtype=object) for name, (_, found) in zip(by, coded, strict=True)}
    made = _named(distinct, sizes, labels)
    for name in (name for name in SUMS if name in whole):
        made[name] = summed(cell, whole[name].to_numpy(dtype=np.int64), len(distinct))[0]
    for columns in (columns for columns in TOPS.values() if columns[0] in whole):
        values = whole[list(columns)].to_numpy(dtype=np.int64)
        made[list(columns)] = largest(np.repeat(cell, len(columns)), values.ravel(), len(distinct))
    return made.iloc[np.argsort(distinct)].reset_index(drop=True)


def with_owners(cells: pd.DataFrame, holdings: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Count the contributors of each cell, an owner group as one, and rank them together.

    Returns
    -------
    DataFrame
        The cells with the column ``contributors``; the largest are those of all contributors.
    """
    if holdings.empty:
        return cells.assign(contributors=cells["independent"])
    owned = holdings.assign(independent=1)  # each line is one contributor
    for name, columns in TOPS.items():
        owned[list(columns)] = 0
        owned[columns[0]] = owned[name]
    zero = dict.fromkeys(("enterprises", "employees", "turnover"), 0)
    rest = dict.fromkeys([name for name in SUMS if name not in owned], 0)
    both = added([cells, owned.assign(**zero, **rest)[list(cells.columns)]], by)
    independent = both.pop("independent")
    before = cells.sort_values(list(by), kind="stable")["independent"].to_numpy()
    return both.assign(independent=before, contributors=independent)[[*cells.columns, "contributors"]]


def _sums(
    cell: np.ndarray, amounts: Mapping[str, np.ndarray | None], own: np.ndarray, cells: int
) -> dict[str, np.ndarray]:
    from geo.cell_sums import summed  # noqa: PLC0415 - loads numba

    count = np.bincount(cell, minlength=cells).astype(np.int64)
    none = np.zeros(cells, np.int64)
    found = {name: (none, none) if a is None else summed(cell, a, cells) for name, a in amounts.items()}
    return {
        "enterprises": count,
        "independent": count if own.all() else summed(cell, own, cells)[0],
        "employees": found["employees"][0],
        "employees_unknown": count - found["employees"][1],
        "turnover": found["turnover"][0],
        "turnover_unknown": count - found["turnover"][1],
        "young": found["young"][0],
        "age_known": found["young"][1],
        **{name: found[name][0] for name in SUMS[8:]},
    }


def _holdings(
    named: pd.DataFrame,
    cell: np.ndarray,
    amounts: Mapping[str, np.ndarray | None],
    group: np.ndarray | None,
    groups: pd.Index | None,
) -> pd.DataFrame:
    from geo.cell_sums import numbered, summed  # noqa: PLC0415 - loads numba

    if group is None or groups is None or not len(groups):
        none = named.iloc[:0].assign(**{OWNER: pd.Series(dtype=object)})
        return none.assign(**{name: pd.Series(dtype=np.int64) for name in HELD})
    owned = np.flatnonzero(group >= 0)
    line, distinct = numbered(cell[owned].astype(np.int64) * len(groups) + group[owned], len(named) * len(groups))
    place, owner = np.divmod(distinct, len(groups))
    made = named.iloc[place].reset_index(drop=True).assign(**{OWNER: np.asarray(groups, dtype=object)[owner]})
    made["enterprises"] = np.bincount(line, minlength=len(distinct)).astype(np.int64)
    for name in HELD[1:]:
        amount = amounts[name]
        made[name] = 0 if amount is None else summed(line, amount[owned], len(distinct))[0]
    return made


def _combined(codes: Sequence[np.ndarray | int], sizes: Sequence[int], n: int) -> tuple[np.ndarray, list[int]]:
    """One number for the codes of each row, as digits of a number in a mixed system."""
    room = 1
    key = np.zeros(n, dtype=np.int64)
    for code, size in zip(codes, sizes, strict=True):
        room *= max(size, 1)
        if size > 1:
            key *= size
        key += code
    if room > _ROOM:
        raise DataContractError("enterprises", [f"too many different codes for one key: {room:.2g} combinations"])
    return key, [max(size, 1) for size in sizes]


def _named(distinct: np.ndarray, sizes: Sequence[int], labels: Mapping[str, np.ndarray]) -> pd.DataFrame:
    columns, rest = {}, distinct
    for name, size in zip(reversed(list(labels)), reversed(sizes), strict=True):
        rest, digit = np.divmod(rest, size)
        columns[name] = pd.Series(labels[name][digit], dtype="int64" if name == "year" else "str")
    return pd.DataFrame(dict(reversed(columns.items())))
