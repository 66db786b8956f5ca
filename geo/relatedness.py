"""Which industries go together in the same regions, and how much of what is related to an industry a region has.

Functions of a pair of industries return a square table on the industry codes; NaN where an industry is present nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo import product_space
from geo.errors import DataContractError, UnknownOptionError
from geo.network import QUOTIENT, PresenceRule, presence_from, presence_of
from geo.schema import check_activity

if TYPE_CHECKING:
    from geo.activity import Activity
    from geo.network import Presence

DIAGONALS = ("include", "exclude")
CELLS = ("all", "absent")


def rca_presence(activity: Activity, *, rule: PresenceRule = QUOTIENT) -> pd.DataFrame:
    """Presence of each industry in each region, ``M[r, i] = 1`` where ``LQ[r, i] >= 1``, else 0 [1]_.

    Parameters
    ----------
    activity : Activity
        Non-negative activity with totals and reference.
    rule : PresenceRule
        Reference and threshold of the quotient.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        0 or 1, never 2; NaN where the cell is missing or the region or the industry has no activity.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.
    UnknownOptionError
        If the reference is none of the four.

    References
    ----------
    .. [1] Balassa, B. (1965). Trade liberalisation and revealed comparative advantage. Manchester School 33(2), 99-123.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> rca_presence(from_tables(x)).loc["R01"].tolist()
    [0.0, 1.0]
    """
    presence = presence_of(activity, rule)
    return presence.frame(presence.held)


def proximity(activity: Activity, *, diagonal: str = "include", rule: PresenceRule = QUOTIENT) -> pd.DataFrame:
    """Proximity of two industries, the smaller of the two chances that a region with one has the other [1]_.

    ``phi[i, j] = sum_r M[r, i] M[r, j] / max(k[i], k[j])`` with the ubiquity ``k[i] = sum_r M[r, i]``. Where single
    cells are missing, each chance is taken over the regions where both industries are known.

    Parameters
    ----------
    activity : Activity
    diagonal : {"include", "exclude"}
        The proximity of an industry to itself: 1, or 0.
    rule : PresenceRule

    Returns
    -------
    DataFrame of shape (n_industries, n_industries)
        0 to 1, symmetric.

    Raises
    ------
    UnknownOptionError
        If the diagonal is neither of the two.

    References
    ----------
    .. [1] Hidalgo, C. A., Klinger, B., Barabasi, A.-L., Hausmann, R. (2007). The product space conditions the
       development of nations. Science 317, 482-487.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [5.0, 5.0, 1.0], "C24": [5.0, 1.0, 1.0], "C30": [1.0, 1.0, 9.0]}, index=list("abc"))
    >>> proximity(from_tables(x)).loc["C10"].tolist()
    [1.0, 0.5, 0.0]
    """
    _one_of("diagonal", diagonal, DIAGONALS)
    presence = presence_of(activity, rule)
    near = _proximity(activity, presence, rule)
    return _square(near if diagonal == "include" else _without_itself(near), presence.industries)


def relatedness_density(
    activity: Activity, *, diagonal: str = "include", cells: str = "all", rule: PresenceRule = QUOTIENT
) -> pd.DataFrame:
    """Share of what is related to an industry that the region has, weighted by proximity [1]_.

    ``w[r, i] = sum_j M[r, j] phi[i, j] / sum_j phi[i, j]``.

    Parameters
    ----------
    activity : Activity
    diagonal : {"include", "exclude"}
        Whether the industry itself counts among what is related to it.
    cells : {"all", "absent"}
        ``absent`` leaves only the industries that the region does not have: the possible next ones.
    rule : PresenceRule

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        0 to 1; NaN where the cell is unknown or nothing is related to the industry. All related industries count, and
        the sum of their proximities divides: a share, never a number of neighbours.

    Raises
    ------
    UnknownOptionError
        If an option is none of its values.

    References
    ----------
    .. [1] Hidalgo, C. A., Klinger, B., Barabasi, A.-L., Hausmann, R. (2007). The product space conditions the
       development of nations. Science 317, 482-487.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [5.0, 5.0, 1.0], "C24": [5.0, 1.0, 1.0], "C30": [1.0, 1.0, 9.0]}, index=list("abc"))
    >>> relatedness_density(from_tables(x)).loc["b"].round(3).tolist()
    [0.667, 0.333, 0.0]
    """
    _one_of("diagonal", diagonal, DIAGONALS)
    _one_of("cells", cells, CELLS)
    presence = presence_of(activity, rule)
    near = _proximity(activity, presence, rule)
    if diagonal == "include":
        found = activity.once(("density", *rule.key), lambda: product_space.density(presence, near))
    else:
        found = product_space.density(presence, _without_itself(near))
    return presence.frame(found if cells == "all" else np.where(presence.held == 1, np.nan, found))


def cooccurrence_relatedness(
    activity: Activity, *, method: str = "probability", rule: PresenceRule = QUOTIENT
) -> pd.DataFrame:
    """How much more often two industries share a region than by chance, by one of four ways to count [1]_, [2]_.

    Parameters
    ----------
    activity : Activity
    method : {"probability", "association", "cosine", "jaccard"}
        See `geo.product_space.normalised`.
    rule : PresenceRule

    Returns
    -------
    DataFrame of shape (n_industries, n_industries)
        0 or more, symmetric, 0 on the diagonal; 1 is what chance gives for ``probability`` and ``association``. NaN for
        an industry that shares no region with any other.

    Raises
    ------
    UnknownOptionError
        If the method is none of the four.

    References
    ----------
    .. [1] Steijn, M. P. A. (2021). Improvement on the association strength: implementing a probabilistic measure based
       on combinations without repetition. Quantitative Science Studies 2(2), 778-794.
    .. [2] van Eck, N. J., Waltman, L. (2009). How to normalize cooccurrence data? Journal of the American Society for
       Information Science and Technology 60(8), 1635-1651.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [5.0, 5.0, 1.0], "C24": [5.0, 1.0, 9.0], "C30": [1.0, 9.0, 9.0]}, index=list("abc"))
    >>> cooccurrence_relatedness(from_tables(x), method="jaccard").loc["C24"].round(3).tolist()
    [0.333, 0.0, 0.333]
    """
    presence = presence_of(activity, rule)
    counts = activity.once(("co-occurrence", *rule.key), lambda: product_space.co_occurrence(presence))
    return relatedness_of_counts(_square(counts, presence.industries), method=method)


def relatedness_of_counts(counts: pd.DataFrame, *, method: str = "probability") -> pd.DataFrame:
    """Relatedness from any counts of co-occurrence: patents, job changes, shared buyers.

    Parameters
    ----------
    counts : DataFrame of shape (n, n)
        Square and symmetric, the same codes down and across; the diagonal is not read.
    method : {"probability", "association", "cosine", "jaccard"}

    Returns
    -------
    DataFrame of shape (n, n)

    Raises
    ------
    UnknownOptionError
        If the method is none of the four.
    DataContractError
        If the table is not square, not symmetric or has gaps.
    NegativeActivityError
        If a count is negative or infinite.

    Examples
    --------
    >>> codes = ["C10", "C24"]
    >>> relatedness_of_counts(pd.DataFrame([[9, 4], [4, 7]], codes, codes), method="cosine").loc["C10"].tolist()
    [0.0, 1.0]
    """
    _one_of("method", method, product_space.CO_OCCURRENCE)
    check_activity(counts)
    if not counts.index.equals(counts.columns):
        raise DataContractError("counts of co-occurrence", ["the codes down and across differ"])
    figures = counts.to_numpy(dtype=float)
    if not np.array_equal(figures, figures.T):
        raise DataContractError("counts of co-occurrence", ["the table is not symmetric, or has gaps"])
    return _square(product_space.normalised(figures, method), counts.index)


def density_of(presence: pd.DataFrame, relatedness: pd.DataFrame) -> pd.DataFrame:
    """Density from any presence and any relatedness, such as one that was found in a larger economy.

    Parameters
    ----------
    presence : DataFrame of shape (n_regions, n_industries)
        1 and above is present, NaN unknown.
    relatedness : DataFrame of shape (n_industries, n_industries)
        0 or more; the diagonal counts as it stands.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        0 to 1.

    Raises
    ------
    DataContractError
        If the codes of the relatedness are not those of the presence, in the same order.

    Examples
    --------
    >>> codes = ["C10", "C24"]
    >>> near = pd.DataFrame([[1.0, 0.5], [0.5, 1.0]], codes, codes)
    >>> density_of(pd.DataFrame([[1, 0]], index=["R01"], columns=codes), near).loc["R01"].round(3).tolist()
    [0.667, 0.333]
    """
    if not (relatedness.index.equals(presence.columns) and relatedness.columns.equals(presence.columns)):
        raise DataContractError("relatedness", ["its codes are not those of the presence table, in the same order"])
    found = presence_from(presence)
    return found.frame(product_space.density(found, check_activity(relatedness).to_numpy(dtype=float)))


def _proximity(activity: Activity, presence: Presence, rule: PresenceRule) -> product_space.Array:
    return activity.once(("proximity", *rule.key), lambda: product_space.proximity(presence))


def _without_itself(near: product_space.Array) -> product_space.Array:
    other = near.copy()
    np.fill_diagonal(other, np.where(np.isnan(np.diag(near)), np.nan, 0.0))
    return other


def _square(figures: product_space.Array, codes: pd.Index) -> pd.DataFrame:
    return pd.DataFrame(figures, index=codes, columns=codes).rename_axis(index="industry_code", columns=None)


def _one_of(option: str, value: str, values: tuple[str, ...]) -> None:
    if value not in values:
        raise UnknownOptionError(option, value, values)
