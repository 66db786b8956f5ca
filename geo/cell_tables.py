"""Tables of occupied cells: made of rows, added to one another, with the largest contributors of each cell."""

from __future__ import annotations

import math
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.cell_codes import Rows
from geo.cube_options import KEY, OWNER
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


def of_rows(coded: Coded) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Add rows up to the cells that they occupy.

    Parameters
    ----------
    coded : Coded
        Of shape (n,), see `geo.cell_columns.coded`.

    Returns
    -------
    cells, holdings : DataFrame
        Sums and largest contributors of each cell; sums of each owner group in each cell.
    """
    from geo.cell_rows import keyed, tallied  # noqa: PLC0415 - loads numba
    from geo.cell_sums import numbered  # noqa: PLC0415 - loads numba

    cell, distinct = numbered(keyed(coded.rows, coded.ruler), _room(coded.sizes))
    sums = tallied(cell, coded.rows, coded.ruler, len(distinct))
    columns: dict[str, pd.Series] = {}
    rest = distinct
    for name, size in zip(reversed(KEY), reversed(coded.sizes), strict=True):
        rest, digit = np.divmod(rest, max(size, 1))
        columns[name] = coded.named(name, digit)
    named = pd.DataFrame(dict(reversed(columns.items())))
    amounts = dict(zip((*SUMS, *chain(*TOPS.values())), sums.T, strict=True))
    return named.assign(**amounts), _holdings(coded, cell, named)


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
    sizes = [max(len(labels), 1) for _, labels in coded]
    room = _room(sizes)
    cell, distinct = numbered(_combined([codes for codes, _ in coded], sizes), room)
    made, rest = pd.DataFrame(index=range(len(distinct))), distinct
    for name, size, (_, labels) in zip(reversed(by), reversed(sizes), reversed(coded), strict=True):
        rest, digit = np.divmod(rest, size)
        kind = "int64" if name == "year" else "str"
        made.insert(0, name, pd.Series(pd.array(labels, dtype=kind).take(digit)))
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


def _holdings(coded: Coded, cell: np.ndarray, named: pd.DataFrame) -> pd.DataFrame:
    """Add the rows of owner groups up by cell and group."""
    from geo.cell_rows import tallied  # noqa: PLC0415 - loads numba
    from geo.cell_sums import numbered  # noqa: PLC0415 - loads numba

    rows, groups = coded.rows, coded.labels.get(OWNER, np.empty(0, dtype=object))
    owned = np.flatnonzero((rows.group >= 0) & (cell >= 0)) if len(rows.group) else np.empty(0, np.int64)
    key = cell[owned].astype(np.int64) * len(groups) + rows.group[owned] if len(owned) else owned
    line, distinct = numbered(key, max(_room((len(named), len(groups))), 1))
    some = Rows(line, line, **{name: getattr(rows, name)[owned] for name in HELD[1:] if len(getattr(rows, name))})
    sums = tallied(line, some, coded.ruler, len(distinct))
    place, owner = np.divmod(distinct, max(len(groups), 1))
    made = named.iloc[place].reset_index(drop=True)
    made[OWNER] = pd.array(groups, dtype="str").take(owner)
    return made.assign(**{name: sums[:, SUMS.index(name)] for name in HELD})


def _combined(codes: Sequence[np.ndarray], sizes: Sequence[int]) -> np.ndarray:
    """One number for the codes of each row, as digits of a number in a mixed system."""
    key = codes[0].astype(np.int64)
    for code, size in zip(codes[1:], sizes[1:], strict=True):
        key *= size
        key += code
    return key


def _room(sizes: Sequence[int]) -> int:
    """How many combinations there may be."""
    room = math.prod(sizes)
    if room > _ROOM:
        raise DataContractError("enterprises", [f"too many different codes for one key: {room:.2g} combinations"])
    return room
