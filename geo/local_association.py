"""Where an industry clusters in space: local Moran, G, G*, Geary, bivariate Moran and join counts of all industries.

Each function returns regions x industries. A region without a figure and an island (a region without neighbours) have
no statistic and take no part in those of others. What is more than chance is told by `geo.local_clusters`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.local_cases import Local, local_table
from geo.schema import TOTAL
from geo.weights import Neighbours

if TYPE_CHECKING:
    from geo.activity import Activity

_ROW = Neighbours()
_BINARY = Neighbours(style="binary")


def local_moran(
    activity: Activity, *, variable: str = "value", neighbours: Neighbours = _ROW, scaling: str = "n"
) -> pd.DataFrame:
    """Local Moran of each industry in each region.

    ``I_i = z_i sum_j w_ij z_j / m2`` with ``z = x - mean`` and ``m2 = sum z^2 / n`` (as spdep) or ``/ (n - 1)`` (as
    GeoDa and esda) [1]_. With row-standardised weights and ``n``, the mean over all regions is Moran's I.

    Parameters
    ----------
    activity : Activity
        With weights or geometry.
    variable : {"value", "share", "location_quotient"}
    neighbours : Neighbours
    scaling : {"n", "n-1"}

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        Above 0 among alike neighbours; NaN for islands, missing figures and an industry that is the same everywhere.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.
    UnknownOptionError
        If an option is not known or the data have no neighbours of this kind.

    References
    ----------
    .. [1] Anselin, L. (1995). Local indicators of spatial association - LISA. Geographical Analysis 27(2), 93-115.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> pairs = {"region_code": list("ABBC"), "neighbour_code": list("BACB"), "weight": [1.0] * 4}
    >>> x = pd.DataFrame({"C10": [1.0, 2.0, 6.0]}, index=list("ABC"))
    >>> local_moran(from_tables(x, {"weights": pd.DataFrame(pairs)}))["C10"].round(4).tolist()
    [0.4286, -0.1071, -0.6429]
    """
    return local_table(activity, Local("local_moran", variable, neighbours, scaling))


def local_g(
    activity: Activity, *, variable: str = "value", neighbours: Neighbours = _BINARY, scaling: str = "z"
) -> pd.DataFrame:
    """Local G of Getis and Ord of each industry in each region, the region itself left out.

    ``G_i = sum_j w_ij x_j / sum_j!=i x_j`` (``share``), or its z-score (``z``) [1]_, which does not change when the
    weights of a region are all multiplied by a number.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        High among high neighbours, low among low ones; NaN as in `local_moran`.

    Raises
    ------
    NegativeActivityError, UnknownOptionError
        See `local_moran`.

    References
    ----------
    .. [1] Ord, J. K., Getis, A. (1995). Local spatial autocorrelation statistics. Geographical Analysis 27(4), 286-306.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> pairs = {"region_code": list("ABBC"), "neighbour_code": list("BACB"), "weight": [1.0] * 4}
    >>> x = from_tables(pd.DataFrame({"C10": [1.0, 2.0, 6.0]}, index=list("ABC")), {"weights": pd.DataFrame(pairs)})
    >>> local_g(x, scaling="share")["C10"].round(4).tolist()
    [0.25, 1.0, 0.6667]
    """
    return local_table(activity, Local("local_g", variable, neighbours, scaling))


def local_g_star(
    activity: Activity, *, variable: str = "value", neighbours: Neighbours = _BINARY, scaling: str = "z"
) -> pd.DataFrame:
    """Local G* of Getis and Ord: as `local_g`, the region itself counted among its neighbours.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        High where a region and its neighbours are high.

    Raises
    ------
    NegativeActivityError, UnknownOptionError
        See `local_moran`.

    References
    ----------
    .. [1] Ord, J. K., Getis, A. (1995). Local spatial autocorrelation statistics. Geographical Analysis 27(4), 286-306.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> pairs = {"region_code": list("ABBC"), "neighbour_code": list("BACB"), "weight": [1.0] * 4}
    >>> x = from_tables(pd.DataFrame({"C10": [1.0, 2.0, 6.0]}, index=list("ABC")), {"weights": pd.DataFrame(pairs)})
    >>> local_g_star(x, scaling="share")["C10"].round(4).tolist()
    [0.3333, 1.0, 0.8889]
    """
    return local_table(activity, Local("local_g_star", variable, neighbours, scaling))


def local_geary(
    activity: Activity, *, variable: str = "value", neighbours: Neighbours = _ROW, scaling: str = "n"
) -> pd.DataFrame:
    """Local Geary of each industry in each region.

    ``c_i = sum_j w_ij (z_i - z_j)^2`` of figures standardised by ``n`` (as esda) or ``n - 1`` (as GeoDa) [1]_.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        0 or more, small where a region is like its neighbours; NaN as in `local_moran`.

    Raises
    ------
    NegativeActivityError, UnknownOptionError
        See `local_moran`.

    References
    ----------
    .. [1] Anselin, L. (2019). A local indicator of multivariate spatial association: extending Geary's c. Geographical
       Analysis 51(2), 133-150.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> pairs = {"region_code": list("ABBC"), "neighbour_code": list("BACB"), "weight": [1.0] * 4}
    >>> x = pd.DataFrame({"C10": [1.0, 2.0, 6.0]}, index=list("ABC"))
    >>> local_geary(from_tables(x, {"weights": pd.DataFrame(pairs)}))["C10"].round(4).tolist()
    [0.2143, 1.8214, 3.4286]
    """
    return local_table(activity, Local("local_geary", variable, neighbours, scaling))


def bivariate_local_moran(
    activity: Activity,
    *,
    variable: str = "value",
    neighbours: Neighbours = _ROW,
    scaling: str = "n",
    other: str = TOTAL,
) -> pd.DataFrame:
    """Bivariate local Moran: an industry here against another one in the neighbouring regions.

    ``I_i = z_i sum_j w_ij u_j / (sd_x sd_y)`` with the deviations ``z`` of the industry and ``u`` of the other [1]_.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        NaN as in `local_moran`, and where the other industry has no figure.

    Raises
    ------
    NegativeActivityError, UnknownOptionError
        See `local_moran`.
    UnknownIndustryError
        If the other industry is not in the table.

    References
    ----------
    .. [1] Anselin, L., Syabri, I., Smirnov, O. (2002). Visualizing multivariate spatial correlation with dynamically
       linked windows. New Tools for Spatial Data Analysis, Center for Spatially Integrated Social Science.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> pairs = {"region_code": list("ABBC"), "neighbour_code": list("BACB"), "weight": [1.0] * 4}
    >>> x = pd.DataFrame({"C10": [1.0, 2.0, 6.0], "C24": [6.0, 2.0, 1.0]}, index=list("ABC"))
    >>> x = from_tables(x, {"weights": pd.DataFrame(pairs)})
    >>> bivariate_local_moran(x, other="C24")["C10"].round(4).tolist()
    [0.4286, -0.1071, -0.6429]
    """
    return local_table(activity, Local("bivariate_local_moran", variable, neighbours, scaling, other))


def local_join_count(
    activity: Activity,
    *,
    variable: str = "location_quotient",
    neighbours: Neighbours = _BINARY,
    threshold: float = 1.0,
) -> pd.DataFrame:
    """Local join count: neighbours at or above a threshold, of a region that is so itself [1]_.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        With binary weights a number of neighbours; 0 where the region lies below the threshold.

    Raises
    ------
    NegativeActivityError, UnknownOptionError
        See `local_moran`.

    References
    ----------
    .. [1] Anselin, L., Li, X. (2019). Operational local join count statistics for cluster detection. Journal of
       Geographical Systems 21, 189-210.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> pairs = {"region_code": list("ABBC"), "neighbour_code": list("BACB"), "weight": [1.0] * 4}
    >>> x = from_tables(pd.DataFrame({"C10": [1.0, 2.0, 6.0]}, index=list("ABC")), {"weights": pd.DataFrame(pairs)})
    >>> local_join_count(x, variable="value", threshold=2.0)["C10"].tolist()
    [0.0, 1.0, 1.0]
    """
    return local_table(activity, Local("local_join_count", variable, neighbours, threshold=threshold))
