"""Every figure that is published of a cube: its cells and the totals over them, and which cell is part of which."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.aggregate import Partial, contributors
from geo.cell_tables import added
from geo.cube_options import OWNER
from geo.schema import TOTAL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NESTED = ("region_code", "industry_code")
"""Columns of the key that may have levels above them."""


@dataclass(frozen=True, eq=False)
class Nodes:
    """Cells (first, as many as `cells`) and totals, each a row of `table` with its figures and largest contributors.

    `of_cell` (n_cells, n_families) holds the nodes that each cell is part of, the cell itself first, -1 for none.
    """

    table: pd.DataFrame
    of_cell: np.ndarray

    @property
    def cells(self) -> int:
        """Number of cells."""
        return len(self.of_cell)


def published(whole: Partial, totals: Sequence[Sequence[str]], parents: Mapping[str, Mapping[str, str]]) -> Nodes:
    """List all that is published.

    Parameters
    ----------
    whole : Partial
        With the column ``year``: figures of different years are never added up.
    totals : sequence of sequences of str
        For each kind of total the columns that it keeps; all others but the year are added up.
    parents : mapping
        ``region_code`` and ``industry_code`` -> code -> code of what it is part of; then each total is published at
        every level, and so are the cells.

    Returns
    -------
    Nodes
        Keys that are added up hold ``TOTAL``.
    """
    cells = contributors(whole).sort_values(list(whole.by), kind="stable", ignore_index=True)
    ladders = {name: _ladder(cells[name], parents.get(name, {})) for name in NESTED if name in whole.by}
    tables, of_cell = [cells], [np.arange(len(cells))]
    seen = {(whole.by, (0,) * len(ladders))}
    for kept in (whole.by, *totals):
        columns = tuple(name for name in whole.by if name in kept or name == "year")
        for steps in product(*(range(len(ladder) if name in columns else 1) for name, ladder in ladders.items())):
            if (columns, steps) in seen:
                continue
            seen.add((columns, steps))
            codes = {name: ladder[step] for (name, ladder), step in zip(ladders.items(), steps, strict=True)}
            table, place = _family(whole, cells, columns, {n: c for n, c in codes.items() if n in columns})
            of_cell.append(np.where(place >= 0, place + sum(map(len, tables)), -1))
            tables.append(table)
    return Nodes(pd.concat(tables, ignore_index=True), np.column_stack(of_cell))


def _ladder(codes: pd.Series, parents: Mapping[str, str]) -> list[dict[str, str]]:
    """Code -> what it is part of, step by step upwards, the codes themselves first."""
    ladder = [{str(code): str(code) for code in codes.unique()}]
    while step := {code: parents[above] for code, above in ladder[-1].items() if above in parents}:
        if len(ladder) > len(parents):
            break  # a circle of parents has no top
        ladder.append(step)
    return ladder


def _family(
    whole: Partial, cells: pd.DataFrame, columns: tuple[str, ...], codes: Mapping[str, Mapping[str, str]]
) -> tuple[pd.DataFrame, np.ndarray]:
    """Totals of one kind, and the row among them of each cell."""

    def lifted(table: pd.DataFrame) -> pd.DataFrame:
        above = table.assign(**{name: table[name].map(steps).astype("str") for name, steps in codes.items()})
        return above[above[list(codes)].notna().all(axis=1)] if codes else above

    sums = Partial(added([lifted(whole.cells)], columns), added([lifted(whole.holdings)], (*columns, OWNER)), columns)
    found = contributors(sums)
    raised, keys = lifted(cells), list(columns)
    place = np.full(len(cells), -1)
    joined = raised[keys].merge(found[keys].assign(_place=np.arange(len(found))), on=keys, how="left")
    place[raised.index.to_numpy()] = joined["_place"].to_numpy()
    rest = {name: TOTAL for name in whole.by if name not in columns}
    return found.assign(**rest), place
