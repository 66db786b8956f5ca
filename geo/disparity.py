"""How far regions differ in one figure, such as income per person, and how much of that lies between groups of them.

Each column of the activity table is one figure. A region whose figure is missing does not count.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo import inequality
from geo.errors import MissingTableError, UnknownOptionError
from geo.profile import Profiles, by_group, compare, of_industries, of_table, profiles
from geo.schema import check_activity
from geo.shares import over

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.activity import Activity
    from geo.profile import Kernel

MEASURES = ("cv", "williamson", "gini", "atkinson", "coulter", "theil_t", "theil_l")
"""Coefficient of variation, Williamson, Gini, Atkinson, Coulter, Theil T and L."""
WEIGHTS = ("none", "population")
"""Each region counts once, or by its people."""
PER = ("figure", "person")
"""The figure as it stands, or divided by the people of the region."""
_NEED_PEOPLE = frozenset({"williamson"})
_MOST_EPSILON = 10.0


def disparity(
    activity: Activity, *, measure: str = "cv", weight: str = "none", per: str = "figure", epsilon: float = 0.5
) -> pd.DataFrame:
    """How far the regions differ in each figure of the table.

    With ``y`` the figure of a region, ``n`` its weight (1, or its people), ``p = n y / sum n y`` and ``q = n / sum n``:

    - ``cv``: standard deviation over mean; with ``n - 1`` where each region counts once;
    - ``williamson``: ``sqrt(sum q (y / mean - 1)^2)`` [1]_, always with people as weights;
    - ``gini``: of the Lorenz curve, regions in ascending order of ``y``, weights moved along with them;
    - ``atkinson``: ``1 - (sum q (y / mean)^(1 - epsilon))^(1 / (1 - epsilon))`` [2]_;
    - ``coulter``: ``sqrt(sum (p - q)^2 / 2)`` [3]_;
    - ``theil_t``: ``sum p ln(p / q)``; ``theil_l``: ``sum q ln(q / p)`` [4]_.

    Parameters
    ----------
    activity : Activity
        With `population` where it is asked for.
    measure : str
        One of `MEASURES`.
    weight : {"none", "population"}
        What a region counts.
    per : {"figure", "person"}
        ``person`` divides a total (such as output) by people first.
    epsilon : float
        Aversion to inequality of Atkinson's index, 0 to 10.

    Returns
    -------
    DataFrame of shape (n_industries, 2)
        ``value``, 0 where all regions are alike, and ``regions``, how many are known. NaN with fewer than two regions;
        Theil L is undefined where a region has 0.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.
    UnknownOptionError
        If an option is not on its list.
    MissingTableError
        If people are asked for and their number is not there.

    References
    ----------
    .. [1] Williamson, J. G. (1965). Regional inequality and the process of national development. Economic Development
       and Cultural Change 13(4), 1-84.
    .. [2] Atkinson, A. B. (1970). On the measurement of inequality. Journal of Economic Theory 2(3), 244-263.
    .. [3] Coulter, P. B. (1989). Measuring Inequality: A Methodological Handbook. Westview.
    .. [4] Theil, H. (1967). Economics and Information Theory. North-Holland.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> income = pd.DataFrame({"income": [10.0, 10.0, 10.0, 20.0, 50.0]}, index=["A", "B", "C", "D", "E"])
    >>> disparity(from_tables(income), measure="theil_l")["value"].round(7).tolist()
    [0.2326302]
    """
    _check({"measure": (measure, MEASURES), "weight": (weight, WEIGHTS), "per": (per, PER)})
    if not 0 <= epsilon <= _MOST_EPSILON:
        raise UnknownOptionError("epsilon", f"{epsilon:g}", (f"a number from 0 to {_MOST_EPSILON:g}",))
    by_people = weight == "population" or measure in _NEED_PEOPLE
    people = _people(activity) if by_people or per == "person" else None
    found = of_table(activity, axis=0) if people is None else _counted(activity, people, by_people, per)
    kernel = _kernel(measure, epsilon=epsilon, sample=not by_people)
    return _of_several(activity, found, compare(found, people if by_people else None, kernel))


def theil_decomposition(activity: Activity) -> pd.DataFrame:
    """Theil's T of each figure, split into what lies between groups of regions and what lies within them [1]_.

    ``T = sum_g S_g ln(n S_g / n_g) + sum_g S_g T_g``, with ``S_g`` the group's share of the figure and ``n_g`` its
    number of regions, of ``n``; each region counts once.

    Parameters
    ----------
    activity : Activity
        With `region_groups`, the group of each region.

    Returns
    -------
    DataFrame of shape (n_industries, 5)
        ``value`` (T, natural logarithm), ``between``, ``within``, ``share_between`` (NaN where T is 0) and ``regions``.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.
    MissingTableError
        If the groups are not there.

    References
    ----------
    .. [1] Theil, H. (1967). Economics and Information Theory. North-Holland.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> income = pd.DataFrame({"income": [10.0, 10.0, 30.0, 30.0]}, index=["A", "B", "C", "D"])
    >>> groups = pd.Series({"A": "south", "B": "south", "C": "north", "D": "north"})
    >>> theil_decomposition(from_tables(income, {"region_groups": groups})).loc["income"].round(6).tolist()
    [0.130812, 0.130812, 0.0, 1.0, 4.0]
    """
    groups = activity.companions.region_groups
    if groups is None:
        raise MissingTableError("theil_decomposition", "region_groups")
    add = by_group(groups)
    found = of_table(activity, axis=0)
    table = _of_several(activity, found, compare(found, None, inequality.theil_t))
    whole = table["value"].to_numpy(dtype=float)
    between = np.minimum(compare(found, None, lambda p, q: inequality.theil_t(add(p), add(q))), whole)
    part = over(between, whole)
    return table[["value"]].assign(
        between=between, within=whole - between, share_between=part, regions=table["regions"]
    )


def _kernel(measure: str, *, epsilon: float, sample: bool) -> Kernel:
    kernels: Mapping[str, Kernel] = {
        "cv": partial(inequality.variation, sample=sample),
        "williamson": partial(inequality.variation, sample=False),
        "gini": inequality.lorenz_gini,
        "atkinson": partial(inequality.atkinson, epsilon=epsilon),
        "coulter": inequality.coulter,
        "theil_t": inequality.theil_t,
        "theil_l": inequality.theil_l,
    }
    return kernels[measure]


def _check(given: Mapping[str, tuple[str, tuple[str, ...]]]) -> None:
    for name, (value, known) in given.items():
        if value not in known:
            raise UnknownOptionError("value", value, known, where=f"of {name!r}")


def _people(activity: Activity) -> np.ndarray:
    if activity.population is None:
        raise MissingTableError("disparity", "population")
    return activity.population.to_numpy(dtype=float)


def _counted(activity: Activity, people: np.ndarray, by_people: bool, per: str) -> Profiles:  # noqa: FBT001 - private
    """Profiles of the figures over the regions that have people, each region with the weight that it is to have."""
    values = np.where(people > 0, check_activity(activity.values).to_numpy(dtype=float).T, np.nan)
    if by_people and per == "figure":
        values = values * people
    elif not by_people:
        values = values / np.where(people > 0, people, np.nan)
    return profiles(values)


def _of_several(activity: Activity, found: Profiles, values: np.ndarray) -> pd.DataFrame:
    """Put the number of regions beside each value, and leave out the value where there are fewer than two."""
    regions = found.known
    return of_industries(activity, np.where(regions > 1, values, np.nan)).assign(regions=regions)
