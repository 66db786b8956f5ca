"""Compiled loops over the rows of a register: the cell that each is in, and what it adds to that cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.cell_sums import LARGEST
from geo.compiling import compiled
from geo.cube_options import HUNDREDTHS, MOST, NO_YEAR, SME_BELOW

if TYPE_CHECKING:
    from geo.cell_codes import Rows, Ruler

EMPLOYEES_1, TURNOVER_1, WIDTH = 12, 12 + LARGEST, 12 + 2 * LARGEST
"""Columns of the sums of a cell where the largest contributors begin, and the number of columns."""


@compiled
def ends(figures: np.ndarray, region: np.ndarray) -> tuple[float, float, int]:
    """Find the least and the greatest figure of the rows that are in a region, and how many have none.

    Examples
    --------
    >>> ends(np.array([2.0, np.nan, 7.0, 9.0]), np.array([0, 0, 3, -1], dtype=np.int32))
    (2.0, 7.0, 1)
    """
    low, high, unknown = np.inf, -np.inf, 0
    for row in range(len(figures)):
        if region[row] >= 0 and np.isnan(figures[row]):
            unknown += 1
        elif region[row] >= 0:
            low, high = min(low, figures[row]), max(high, figures[row])
    return low, high, unknown


@compiled
def keyed(rows: Rows, ruler: Ruler) -> np.ndarray:
    """Name the cell of each row: its codes as the digits of one number.

    Parameters
    ----------
    rows : Rows
    ruler : Ruler

    Returns
    -------
    ndarray of int64 of shape (n,)
        Below 0 for rows that are left out.
    """
    regions, industries, kinds, employees, years = rows.region, rows.industry, rows.kind, rows.employees, rows.year
    lows, first, unknown_year, unknown_kind = ruler.lows, ruler.first, ruler.years - 1, ruler.kinds - 1
    sized, timed, typed = len(employees) > 0, len(years) > 0, len(kinds) > 0
    classes = len(lows) + 2
    otherwise = unknown_year if ruler.otherwise == NO_YEAR else ruler.otherwise - first
    keys = np.empty(len(regions), np.int64)
    for row in range(len(keys)):
        if regions[row] < 0:
            keys[row] = -1
            continue
        year, size, kind = otherwise, classes - 1, unknown_kind
        if timed and not np.isnan(years[row]):
            year = int(years[row])
            year = unknown_year if year == NO_YEAR else year - first
        if sized and employees[row] >= 0.0:
            size = 0
            while size < len(lows) and employees[row] >= lows[size]:
                size += 1
        if typed and kinds[row] >= 0:
            kind = kinds[row]
        key = np.int64(regions[row]) * ruler.industries + industries[row]
        keys[row] = ((key * ruler.years + year) * classes + size) * ruler.kinds + kind
    return keys


@compiled
def _keep_largest(sums: np.ndarray, mine: int, at: int, amount: np.int64) -> None:
    """Keep an amount if it is among the three largest, the largest first."""
    if amount > sums[mine, at + 2]:
        if amount > sums[mine, at]:
            sums[mine, at + 2], sums[mine, at + 1], sums[mine, at] = sums[mine, at + 1], sums[mine, at], amount
        elif amount > sums[mine, at + 1]:
            sums[mine, at + 2], sums[mine, at + 1] = sums[mine, at + 1], amount
        else:
            sums[mine, at + 2] = amount


@compiled
def _amount(figure: float, times: int) -> np.int64:
    """Return a figure as a whole number; -1 where it is not known."""
    return np.int64(np.rint(figure * times)) if 0.0 <= figure <= MOST else np.int64(-1)


@compiled
def tallied(cell: np.ndarray, rows: Rows, ruler: Ruler, cells: int) -> np.ndarray:
    """Add rows up to cells, in whole numbers: the same in every order.

    Parameters
    ----------
    cell : ndarray of int32 of shape (n,)
        Number of the cell of each row; below 0 it is left out.
    rows : Rows
    ruler : Ruler
    cells : int
        Number of cells.

    Returns
    -------
    ndarray of int64 of shape (cells, 18)
        `geo.cell_tables.SUMS`, then the three largest by employees and by turnover that belong to no owner group.
    """
    sums = np.zeros((cells, WIDTH), np.int64)
    groups, statuses, years = rows.group, rows.status, rows.year
    persons, earned, founded = rows.employees, rows.turnover, rows.founded
    grouped, marked, timed = len(groups) > 0, len(statuses) > 0, len(years) > 0
    sized, earning, aged = len(persons) > 0, len(earned) > 0, len(founded) > 0
    otherwise, young_years = np.int64(ruler.otherwise), ruler.young_years
    for row in range(len(cell)):
        mine = cell[row]
        if mine < 0:
            continue
        employees = _amount(persons[row], 1) if sized else np.int64(-1)
        turnover = _amount(earned[row], HUNDREDTHS) if earning else np.int64(-1)
        sums[mine, 0] += 1
        sums[mine, 2] += max(employees, 0)
        sums[mine, 3] += employees < 0
        sums[mine, 4] += max(turnover, 0)
        sums[mine, 5] += turnover < 0
        sums[mine, 8] += 0 <= employees < SME_BELOW
        if not grouped or groups[row] < 0:
            sums[mine, 1] += 1
            _keep_largest(sums, mine, EMPLOYEES_1, employees)
            _keep_largest(sums, mine, TURNOVER_1, turnover)
        if aged:
            year = np.int64(years[row]) if timed and not np.isnan(years[row]) else otherwise
            if year != NO_YEAR and year >= founded[row]:
                sums[mine, 6] += year - founded[row] <= young_years
                sums[mine, 7] += 1
        if marked and statuses[row] > 0:
            sums[mine, 8 + statuses[row]] += 1
    return sums
