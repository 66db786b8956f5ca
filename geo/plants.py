"""Whether the plants of an industry, or those of two industries, lie together more than chance would have it.

Everything is counted from the establishments (`companions.firms`): ``c[r, i]`` is the region's share of the jobs in the
establishments of industry i, ``H[i]`` the Herfindahl index of their sizes. ``w[r]`` is the region's share of all
activity (published totals, else the sums of what is known). Establishments without a number of jobs, or in a region
whose total is unknown, do not count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.errors import UnknownIndustryError
from geo.plant_sizes import located, plants_of
from geo.schema import FEWEST_CONTRIBUTORS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.activity import Activity

_ALIKE = 1e-12  # less room than this is rounding: one industry has all the jobs of the group


def ellison_glaeser(activity: Activity) -> pd.DataFrame:
    """Ellison and Glaeser's index of agglomeration, free of the size of plants [1]_.

    With ``G = sum_r (c[r] - w[r])^2``, ``S = sum_r w[r]^2`` and ``H = sum_k z[k]^2`` over the plants' shares of jobs,
    ``gamma = (G - (1 - S) H) / ((1 - S) (1 - H))``. Were plants thrown at random, G would be ``(1 - S) H`` on average
    with the variance ``2 {H^2 [S - 2 sum w^3 + S^2] - sum z^4 [S - 4 sum w^3 + 3 S^2]}``; `z_score` is the distance of
    G from there in standard deviations.

    Returns
    -------
    DataFrame of shape (n_industries, 6)
        ``value`` (gamma; 0 as by chance, above 0.05 high), ``raw_concentration`` (G), ``plant_herfindahl`` (H),
        ``plants``, ``variance`` and ``z_score``. NaN with a single plant, a single region, or none.

    Raises
    ------
    MissingTableError
        If the establishments are not there.
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Ellison, G., Glaeser, E. L. (1997). Geographic concentration in U.S. manufacturing industries: a dartboard
       approach. Journal of Political Economy 105(5), 889-927.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [30.0, 10.0], "TOTAL": [50.0, 50.0]}, index=["R01", "R02"])
    >>> firms = pd.DataFrame({"region_code": ["R01", "R01", "R02", "R02"], "industry_code": "C10"})
    >>> firms["employees"] = [20.0, 10.0, 5.0, 5.0]
    >>> ellison_glaeser(from_tables(x, {"firms": firms}))["value"].round(6).tolist()
    [-0.142857]
    """
    found = plants_of(activity, "ellison_glaeser")
    gap = found.c - found.w
    g = np.einsum("ij,ij->i", gap, gap)
    chance = (1 - found.s) * found.h
    gamma = (g - chance) / ((1 - found.s) * found.rest)
    w3 = float((found.w**3).sum())
    spread = found.h**2 * (found.s - 2 * w3 + found.s**2) - found.z4 * (found.s - 4 * w3 + 3 * found.s**2)
    variance = np.where(np.isnan(gamma), np.nan, np.maximum(2 * spread, 0))
    deviation = np.sqrt(np.where(variance > _ALIKE**2, variance, np.nan))
    columns = {
        "value": gamma,
        "raw_concentration": g,
        "plant_herfindahl": found.h,
        "plants": found.n,
        "variance": variance,
        "z_score": (g - chance) / deviation,
    }
    return pd.DataFrame(columns, index=activity.values.columns)


def maurel_sedillot(activity: Activity) -> pd.DataFrame:
    """Maurel and Sédillot's index of agglomeration [1]_.

    ``((sum c^2 - sum w^2) / (1 - sum w^2) - H) / (1 - H)``: an estimate of the same quantity as Ellison and Glaeser's,
    which asks how much likelier two jobs of the industry are to be in one region than two jobs of any kind.

    Returns
    -------
    DataFrame of shape (n_industries, 3)
        ``value``, ``plant_herfindahl`` and ``plants``. NaN with a single plant, a single region, or none.

    Raises
    ------
    MissingTableError
        If the establishments are not there.
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Maurel, F., Sédillot, B. (1999). A measure of the geographic concentration in French manufacturing
       industries. Regional Science and Urban Economics 29(5), 575-604.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [30.0, 10.0], "TOTAL": [50.0, 50.0]}, index=["R01", "R02"])
    >>> firms = pd.DataFrame({"region_code": ["R01", "R01", "R02", "R02"], "industry_code": "C10"})
    >>> firms["employees"] = [20.0, 10.0, 5.0, 5.0]
    >>> maurel_sedillot(from_tables(x, {"firms": firms}))["value"].round(6).tolist()
    [-0.142857]
    """
    found = plants_of(activity, "maurel_sedillot")
    together = (np.einsum("ij,ij->i", found.c, found.c) - found.s) / (1 - found.s)
    columns = {"value": (together - found.h) / found.rest, "plant_herfindahl": found.h, "plants": found.n}
    return pd.DataFrame(columns, index=activity.values.columns)


def ellison_glaeser_coagglomeration(activity: Activity) -> pd.DataFrame:
    """Co-agglomeration of each pair of industries, ``sum_r (c[r,i] - w[r]) (c[r,j] - w[r]) / (1 - sum_r w[r]^2)`` [1]_.

    For two industries this is what `group_coagglomeration` comes to: the sizes of plants cancel out.

    Returns
    -------
    DataFrame of shape (n_pairs, 3)
        ``value``, ``plants`` and ``other_plants`` on ``industry_code`` and ``other_industry_code``, each pair once; NaN
        where one of the two has fewer than `FEWEST_CONTRIBUTORS` plants.

    Raises
    ------
    MissingTableError
        If the establishments are not there.
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Ellison, G., Glaeser, E. L., Kerr, W. R. (2010). What causes industry agglomeration? Evidence from
       coagglomeration patterns. American Economic Review 100(3), 1195-1213.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [3.0, 0.0], "C24": [2.0, 1.0], "TOTAL": [50.0, 50.0]}, index=["R01", "R02"])
    >>> firms = pd.DataFrame({"region_code": ["R01"] * 5 + ["R02"], "industry_code": ["C10"] * 3 + ["C24"] * 3})
    >>> pairs = ellison_glaeser_coagglomeration(from_tables(x, {"firms": firms.assign(employees=1.0)}))
    >>> pairs.loc[("C10", "C24")].round(6).tolist()
    [0.333333, 3.0, 3.0]
    """
    found = plants_of(activity, "ellison_glaeser_coagglomeration")
    gap = found.c - found.w
    return _pairs(activity, gap @ gap.T / (1 - found.s), found.n)


def group_coagglomeration(activity: Activity, industries: Sequence[str]) -> float:
    """Co-agglomeration of a group of industries, such as those of a cluster [1]_.

    With ``o[j]`` an industry's share of the jobs of the group, ``H = sum o[j]^2 H[j]`` and ``G`` of the group as a
    whole, ``(G / (1 - S) - H - sum gamma[j] o[j]^2 (1 - H[j])) / (1 - sum o[j]^2)``.

    Returns
    -------
    float
        0 where the industries have nothing to do with one another; NaN with fewer than two industries that have plants.

    Raises
    ------
    MissingTableError
        If the establishments are not there.
    UnknownIndustryError
        If an industry is not in the table.

    References
    ----------
    .. [1] Ellison, G., Glaeser, E. L. (1997). Geographic concentration in U.S. manufacturing industries: a dartboard
       approach. Journal of Political Economy 105(5), 889-927.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [3.0, 0.0], "C24": [2.0, 1.0], "TOTAL": [50.0, 50.0]}, index=["R01", "R02"])
    >>> firms = pd.DataFrame({"region_code": ["R01"] * 5 + ["R02"], "industry_code": ["C10"] * 3 + ["C24"] * 3})
    >>> round(group_coagglomeration(from_tables(x, {"firms": firms.assign(employees=1.0)}), ["C10", "C24"]), 6)
    0.333333
    """
    found = plants_of(activity, "ellison_glaeser_coagglomeration")
    codes = activity.values.columns
    for code in industries:
        if code not in codes:
            raise UnknownIndustryError("industry", code, codes)
    rows = np.array([i for i in codes.get_indexer_for(pd.Index(industries)) if found.jobs[i] > 0], dtype=int)
    share = found.jobs[rows] / found.jobs[rows].sum()
    gap = share @ found.c[rows] - found.w
    own = found.c[rows] - found.w
    # gamma (1 - H) + H of an industry is its own G / (1 - S): so one with a single plant counts as well
    alone = float((share**2 * np.einsum("ij,ij->i", own, own)).sum())
    room = (1 - found.s) * (1 - float((share**2).sum()))
    return (float(gap @ gap) - alone) / room if len(rows) > 1 and room > _ALIKE else float("nan")


def colocation_howard(activity: Activity) -> pd.DataFrame:
    """Part of all pairs of firms, one of each industry, that lie in the same region [1]_.

    ``CL = sum_r n[r, i] n[r, j] / (n[i] n[j])`` with the numbers of establishments ``n``. `excess` is CL less what two
    establishments drawn at random from all industries give, ``sum_r n[r] (n[r] - 1) / (n (n - 1))``.

    Returns
    -------
    DataFrame of shape (n_pairs, 4)
        ``value`` (0 to 1), ``excess``, ``plants`` and ``other_plants`` on ``industry_code`` and
        ``other_industry_code``, each pair once; NaN where one of the two has fewer than `FEWEST_CONTRIBUTORS` plants.

    Raises
    ------
    MissingTableError
        If the establishments are not there.
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Howard, E., Newman, C., Tarp, F. (2016). Measuring industry coagglomeration and identifying the driving
       forces. Journal of Economic Geography 16(5), 1055-1078.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [3.0, 0.0], "C24": [2.0, 1.0]}, index=["R01", "R02"])
    >>> firms = pd.DataFrame({"region_code": ["R01"] * 5 + ["R02"], "industry_code": ["C10"] * 3 + ["C24"] * 3})
    >>> pairs = colocation_howard(from_tables(x, {"firms": firms.assign(employees=1.0)}))
    >>> pairs.loc[("C10", "C24")].round(6).tolist()
    [0.666667, 0.0, 3.0, 3.0]
    """
    counts = located(activity, "colocation_howard")[0]
    n = counts.sum(axis=1)
    in_region, everywhere = counts.sum(axis=0), float(n.sum())
    drawn = everywhere * (everywhere - 1)
    chance = float((in_region * (in_region - 1)).sum()) / drawn if drawn > 0 else float("nan")
    own = counts / np.where(n > 0, n, np.nan)[:, None]
    table = _pairs(activity, own @ own.T, n)
    table.insert(1, "excess", table["value"] - chance)
    return table


def _pairs(activity: Activity, table: np.ndarray, plants: np.ndarray) -> pd.DataFrame:
    """Write the upper half of a symmetric table as a row a pair."""
    codes = activity.values.columns
    first, second = np.triu_indices(len(codes), 1)
    shown = (plants[first] >= FEWEST_CONTRIBUTORS) & (plants[second] >= FEWEST_CONTRIBUTORS)
    index = pd.MultiIndex.from_arrays([codes[first], codes[second]], names=["industry_code", "other_industry_code"])
    columns = {
        "value": np.where(shown, table[first, second], np.nan),
        "plants": plants[first].astype(int),
        "other_plants": plants[second].astype(int),
    }
    return pd.DataFrame(columns, index=index)
