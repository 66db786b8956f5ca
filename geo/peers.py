"""Regions to compare a region with, chosen by a stated rule: alike in size, alike in structure, or near."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo import inequality
from geo.crs import EQUAL_AREA, GEOGRAPHIC, distance_km, require_crs
from geo.errors import DataContractError, UnknownOptionError
from geo.problems import Told
from geo.profile import compare, of_table, region_of

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.activity import Activity

RULES = ("size", "structure", "distance")
"""Nearest total, nearest mix of industries (Krugman's index between the two), nearest place."""


def peers(
    activity: Activity, region: str, *, rule: str = "structure", n: int = 5, regions: gpd.GeoDataFrame | None = None
) -> pd.DataFrame:
    """Choose the regions that are most like a region by a rule, and say why.

    - ``size``: ``|ln(total[s] / total[r])|``, so that twice and half the size are as far;
    - ``structure``: Krugman's index between the two, over the industries that both know, 0 to 2 [1]_;
    - ``distance``: kilometres between the centres of gravity of the two areas.

    Parameters
    ----------
    activity : Activity
    region : str
        Its code, or ``largest``.
    rule : {"size", "structure", "distance"}
    n : int
        How many, 1 or more.
    regions : GeoDataFrame, optional
        Geometry on ``region_code``, for the rule ``distance``; by default the one that came with the table.

    Returns
    -------
    DataFrame of shape (at most n, 4)
        Nearest first, on ``region_code``: ``value`` (what the rule measures), ``total``, ``size_ratio`` (total over
        that of the region) and ``reason`` in words. Regions for which the rule has no value are left out.

    Raises
    ------
    UnknownRegionError
        If there is no such region.
    UnknownOptionError
        If there is no such rule, or n is below 1.
    DataContractError
        If the rule is ``distance`` and the geometry of the region is not there.
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Krugman, P. (1991). Geography and Trade. MIT Press.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0, 11.0], "C24": [30.0, 95.0, 9.0]}, index=["R01", "R02", "R03"])
    >>> peers(from_tables(x), "R01", rule="structure", n=1)["reason"].tolist()
    ['mix of industries differs by 0.02 (0 the same, 2 nothing in common)']
    >>> peers(from_tables(x), "R01", rule="size", n=1)["reason"].tolist()
    ['0.50 times the size']
    """
    if rule not in RULES:
        raise UnknownOptionError("rule", rule, RULES)
    if n < 1:
        raise UnknownOptionError("number of peers", str(n), ("1 or more",))
    found, own = of_table(activity, axis=1), region_of(activity, region)
    totals = activity.totals.to_numpy(dtype=float)
    ratio = np.divide(totals, totals[own], out=np.full(len(totals), np.nan), where=(totals > 0) & (totals[own] > 0))
    if rule == "size":
        value, words = np.abs(np.log(ratio)), [f"{times:.2f} times the size" for times in ratio]
    elif rule == "structure":
        value = 2 * compare(found, found.alone(own), inequality.hoover)
        words = [f"mix of industries differs by {gap:.2f} (0 the same, 2 nothing in common)" for gap in value]
    else:
        value = _kilometres(activity, own, activity.companions.regions if regions is None else regions)
        words = [f"{km:.0f} km away" for km in value]
    table = pd.DataFrame(
        {"value": value, "total": totals, "size_ratio": ratio, "reason": words}, index=activity.values.index
    )
    others = table[(np.arange(len(table)) != own) & table["value"].notna().to_numpy()]
    nearest: pd.DataFrame = others.sort_values("value", kind="stable").head(n)
    return nearest


def _kilometres(activity: Activity, own: int, regions: gpd.GeoDataFrame | None) -> np.ndarray:
    """Distance of each region of the table from one of them; NaN where its geometry is unknown."""
    code = activity.values.index[own]
    if regions is None or code not in regions.index:
        raise DataContractError("regions", [Told.of("no_geometry", region=repr(str(code)))])
    require_crs(regions)
    centres = regions.geometry.to_crs(EQUAL_AREA).centroid.to_crs(GEOGRAPHIC).reindex(activity.values.index)
    lon, lat = centres.x.to_numpy(dtype=float), centres.y.to_numpy(dtype=float)
    known = ~np.isnan(lon)
    km = np.full(len(lon), np.nan)
    km[known] = distance_km(lon[known], lat[known], to_lon=lon[own], to_lat=lat[own])
    return km
