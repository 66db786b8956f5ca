"""A register as numbers, in the form that compiled loops take: codes and figures of rows, and how cells are named."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

_NO_CODES, _NO_FIGURES = np.empty(0, np.int32), np.empty(0)


class Rows(NamedTuple):
    """Columns of a register as numbers; one that is absent has no entry at all.

    Codes are below 0 where a row states none, and a row whose `region` is below 0 is left out; figures are NaN where
    they are not known; `status` is one of `geo.cell_columns.STATUSES` or 0.
    """

    region: np.ndarray
    industry: np.ndarray
    kind: np.ndarray = _NO_CODES
    group: np.ndarray = _NO_CODES
    status: np.ndarray = _NO_CODES
    year: np.ndarray = _NO_FIGURES
    employees: np.ndarray = _NO_FIGURES
    turnover: np.ndarray = _NO_FIGURES
    founded: np.ndarray = _NO_FIGURES


class Ruler(NamedTuple):
    """How rows are named: number of industries, years and kinds, the first year, the year of rows that state none.

    `lows` are the numbers of employees at which a new size class begins. Rows without a year are after the last year,
    those without a kind after the last kind.
    """

    industries: int
    years: int
    kinds: int
    first: int
    otherwise: int
    lows: np.ndarray
    young_years: int
