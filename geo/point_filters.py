"""Which enterprises are wanted: place, industries, size, organisation type, year of foundation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.point_loops import Test
    from geo.tiles import Bounds

UNKNOWN_EMPLOYEES = -1
UNKNOWN_YEAR = -(2**15)
_MOST_EMPLOYEES = 2**31 - 1
_LAST_YEAR = 2**15 - 1

Between = tuple[int | None, int | None]
"""Least and greatest, both included; None is no bound."""


@dataclass(frozen=True, slots=True)
class PointFilter:
    """What an enterprise must be; every part that is given must hold.

    `industries` and `types` are sets of codes. `employees` and `founded` are bounds: where one is given, an enterprise
    whose number is missing does not pass.
    """

    industries: frozenset[str] | None = None
    employees: Between = (None, None)
    types: frozenset[str] | None = None
    founded: Between = (None, None)

    def test(self, industry_codes: Sequence[str], types: Sequence[str]) -> Test:
        """Return the filter as the tables and limits that a compiled loop reads.

        Parameters
        ----------
        industry_codes : sequence of str
            Code of each number in the column of industries.
        types : sequence of str
            Type of each number in the column of types; the number after the last means that it is missing.

        Returns
        -------
        tuple of ndarray

        Examples
        --------
        >>> PointFilter(frozenset({"C"}), (10, None)).test(["A", "C"], ["firm"])[2]
        (10, 2147483647, -32768, 32767)
        """
        industries = [self.industries is None or code in self.industries for code in industry_codes]
        kinds = [self.types is None or name in self.types for name in types]
        limits = (
            *_limits(self.employees, UNKNOWN_EMPLOYEES, _MOST_EMPLOYEES, known=0),
            *_limits(self.founded, UNKNOWN_YEAR, _LAST_YEAR, known=UNKNOWN_YEAR + 1),
        )
        return np.array(industries, dtype=bool), np.array([*kinds, self.types is None]), limits


EVERYBODY = PointFilter()
"""The filter that leaves out nobody."""


@dataclass(frozen=True, slots=True)
class PointView:
    """What a map asks for: bounds in degrees, the zoom, and who is wanted.

    Longitudes beyond 180 are the next turn of the globe; a west above the east crosses the antimeridian.
    """

    bounds: Bounds
    zoom: int
    wanted: PointFilter = EVERYBODY


def _limits(between: Between, missing: int, most: int, *, known: int) -> tuple[int, int]:
    low, high = between
    if low is None and high is None:
        return missing, most
    return (known if low is None else max(low, known)), (most if high is None else high)


def subtree(codes: frozenset[str], parents: Mapping[str, str]) -> frozenset[str]:
    """Codes with everything below them.

    Parameters
    ----------
    codes : set of str
    parents : mapping of str to str
        Parent of each code that has one.

    Returns
    -------
    frozenset of str

    Examples
    --------
    >>> sorted(subtree(frozenset({"C"}), {"C10": "C", "C101": "C10", "J62": "J"}))
    ['C', 'C10', 'C101']
    """
    found, added = set(codes), set(codes)
    while added:
        added = {code for code, parent in parents.items() if parent in added} - found
        found |= added
    return frozenset(found)
