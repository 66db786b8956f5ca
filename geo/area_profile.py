"""What a drawn area holds: totals, industries, and what it is specialized in against everything around it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geo.point_filters import EVERYBODY, PointFilter

if TYPE_CHECKING:
    from geo.drawn_area import RowRanges
    from geo.point_index import EnterpriseIndex


@dataclass(frozen=True, slots=True)
class IndustryShare:
    """One industry of an area; `quotient` is None where it cannot be told."""

    code: str
    enterprises: int
    employees: int
    quotient: float | None


@dataclass(frozen=True, slots=True, eq=False)
class AreaProfile:
    """Totals of an area, its industries with the largest first, and the rows that were counted.

    `basis` tells what quotients are made of: ``employees``, or ``enterprises`` where no employees are known.
    """

    enterprises: int
    employees: int
    basis: str
    industries: tuple[IndustryShare, ...]
    rows: np.ndarray


def profile(index: EnterpriseIndex, ranges: RowRanges, *, wanted: PointFilter = EVERYBODY) -> AreaProfile:
    """Totals of the enterprises inside an area, and its location quotients against the rest.

    The quotient of an industry is its share of the employees inside, divided by its share of the employees outside the
    area: ``LQ[i] = (x[i] / x) / (r[i] / r)`` with ``r`` the whole register without the area, so that a large area is
    not compared with itself. A filter of industries chooses who is counted and listed but not the quotients: their
    denominators are all industries. The other filters hold inside and outside.

    Parameters
    ----------
    index : EnterpriseIndex
    ranges : RowRanges
        Of `geo.drawn_area.inside`.
    wanted : PointFilter
        Only these enterprises.

    Returns
    -------
    AreaProfile
        Rows with the most employees first, ties in the order of the index.

    References
    ----------
    .. [1] Isard, W. (1960). Methods of Regional Analysis. MIT Press, ch. 5.

    Examples
    --------
    >>> from geo.drawn_area import inside
    >>> from geo.point_build import build_index
    >>> lon = np.array([1.0, 1.0, 9.0, 9.0])
    >>> index = build_index(lon, lon, np.array(["C", "J", "C", "J"]), np.array([30, 10, 10, 30]), np.arange(4))
    >>> found = profile(index, inside(index, np.array([[0.0, 0.0], [5.0, 0.0], [0.0, 5.0]])))
    >>> [(one.code, one.employees, one.quotient) for one in found.industries]
    [('C', 30, 3.0), ('J', 10, 0.3333)]
    """
    from geo.point_loops import industry_sums, matching_rows  # noqa: PLC0415 - loads numba

    test, every = index.test(wanted), index.test(replace(wanted, industries=None))
    number = len(index.industry_codes)
    own = industry_sums(ranges.starts, ranges.ends, index.columns, every, number)
    whole = industry_sums(np.zeros(1, np.int64), np.full(1, len(index), np.int64), index.columns, every, number)
    chosen = own[test[0]] if number else own
    rows = matching_rows(ranges.starts, ranges.ends, index.columns, test, int(chosen[:, 0].sum()))
    basis = 1 if whole[:, 1].any() else 0
    quotients = _quotients(own[:, basis], whole[:, basis] - own[:, basis])
    listed = np.flatnonzero(test[0] & (own[:, 0] > 0))
    listed = listed[np.lexsort((listed, -own[listed, 0], -own[listed, basis]))]
    return AreaProfile(
        enterprises=int(chosen[:, 0].sum()),
        employees=int(chosen[:, 1].sum()),
        basis="employees" if basis else "enterprises",
        industries=tuple(
            IndustryShare(index.industry_codes[i], int(own[i, 0]), int(own[i, 1]), quotients[i]) for i in listed
        ),
        rows=rows[np.argsort(-index.employees[rows], kind="stable")],
    )


def _quotients(own: np.ndarray, rest: np.ndarray) -> list[float | None]:
    if not own.sum() or not rest.sum():
        return [None] * len(own)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = (own / own.sum()) / (rest / rest.sum())
    return [round(float(value), 4) if np.isfinite(value) else None for value in found]
