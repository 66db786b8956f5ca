"""Shift-share: how much of a change comes from the nation, from the mix of industries, and from the region itself."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo import panel
from geo.averaging import averaging
from geo.errors import UnknownOptionError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.activity import Activity

    Parts = dict[str, np.ndarray]

METHODS = ("classic", "esteban_marquillas", "gerfin", "dynamic", "spatial")
COMPONENTS = ("regional", "national", "mix", "allocation", "change")


def parts(
    activity: Activity, *, method: str = "classic", start: str = panel.FIRST, end: str = panel.LAST
) -> dict[str, pd.DataFrame]:
    """Every component of the change of every industry in every region.

    With ``a`` the figure at the start, ``g`` the growth of the nation, ``g[i]`` of the industry and ``g[r, i]`` of the
    industry in the region: ``national = a g``, ``mix = a (g[i] - g)``, ``regional = a (g[r, i] - g[i])`` [1]_. The
    nation is the sum of the regions of the table; a cell that is not known in both years is left out of it.

    Parameters
    ----------
    activity : Activity
        With the companion ``years``, and neighbours for ``spatial``.
    method : str
        ``classic``; ``esteban_marquillas`` splits the regional part into what the region would have with the mix of the
        nation, and an ``allocation`` [2]_; ``gerfin`` has factors instead of summands; ``dynamic`` adds up the years
        [3]_; ``spatial`` compares with the neighbours instead of the nation's industry [4]_.
    start, end : str
        A year, or ``first`` and ``last``.

    Returns
    -------
    dict of str to DataFrame of shape (n_regions, n_industries)
        ``national``, ``mix``, ``regional``, ``allocation`` (of ``esteban_marquillas``, else 0), ``change`` and ``new``
        (True where an industry begins from 0: its whole figure is the regional part, so that the sums close). In the
        unit of the figures; for ``gerfin`` factors whose product is ``change``, NaN where the start is 0.

    Raises
    ------
    MissingTableError, DataContractError, UnknownOptionError
        If there are no two such years, no neighbours, or no such method.

    References
    ----------
    .. [1] Dunn, E. S. (1960). A statistical and analytical technique for regional analysis. Papers of the Regional
       Science Association 6, 97-112.
    .. [2] Esteban-Marquillas, J. M. (1972). A reinterpretation of shift-share analysis. Regional and Urban Economics 2,
       249-255.
    .. [3] Barff, R. A., Knight, P. L. (1988). Dynamic shift-share analysis. Growth and Change 19(2), 1-10.
    .. [4] Nazara, S., Hewings, G. J. D. (2004). Spatial structure and taxonomy of decomposition in shift-share
       analysis. Growth and Change 35, 476-490.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> rows = [("A", "x", 2020, 100.0), ("B", "x", 2020, 100.0), ("A", "x", 2021, 130.0), ("B", "x", 2021, 90.0)]
    >>> years = pd.DataFrame(rows, columns=["region_code", "industry_code", "year", "value"])
    >>> x = from_tables(pd.DataFrame({"x": [130.0, 90.0]}, index=["A", "B"]), {"years": years})
    >>> [round(float(parts(x)[name].loc["A", "x"]), 6) for name in ("national", "mix", "regional")]
    [10.0, 0.0, 20.0]
    """
    if method not in METHODS:
        raise UnknownOptionError("method", method, METHODS)
    years = panel.tables(activity, "shift_share")
    first, last = panel.span(years, start=start, end=end)
    if method == "dynamic":
        found = _dynamic(years, first, last)
    else:
        before, after = _matched(years, first, last)
        found = _static(before, after, method, activity)
    axes = activity.values.axes
    return {name: pd.DataFrame(values, index=axes[0], columns=axes[1]) for name, values in found.items()}


def shift_share(
    activity: Activity,
    *,
    method: str = "classic",
    component: str = "regional",
    start: str = panel.FIRST,
    end: str = panel.LAST,
) -> pd.DataFrame:
    """One component of shift-share for every industry in every region (see `parts`).

    Parameters
    ----------
    activity : Activity
        With the companion ``years``.
    method : str
        One of `METHODS`.
    component : str
        One of `COMPONENTS`.
    start, end : str
        A year, or ``first`` and ``last``.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        In the unit of the figures; factors for ``gerfin``.

    Raises
    ------
    MissingTableError, DataContractError, UnknownOptionError
        As `parts`, and if there is no such component.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> rows = [("A", "x", 2020, 100.0), ("B", "x", 2020, 100.0), ("A", "x", 2021, 130.0), ("B", "x", 2021, 90.0)]
    >>> years = pd.DataFrame(rows, columns=["region_code", "industry_code", "year", "value"])
    >>> x = from_tables(pd.DataFrame({"x": [130.0, 90.0]}, index=["A", "B"]), {"years": years})
    >>> shift_share(x)["x"].round(6).tolist()
    [20.0, -20.0]
    """
    if component not in COMPONENTS:
        raise UnknownOptionError("component", component, COMPONENTS)
    return parts(activity, method=method, start=start, end=end)[component]


def shift_share_total(
    activity: Activity, *, method: str = "classic", start: str = panel.FIRST, end: str = panel.LAST
) -> pd.DataFrame:
    """Shift-share of whole regions: the components summed over the industries.

    Parameters
    ----------
    activity : Activity
        With the companion ``years``.
    method : str
        One of `METHODS`.
    start, end : str
        A year, or ``first`` and ``last``.

    Returns
    -------
    DataFrame of shape (n_regions, 6)
        ``value`` (the regional part), ``national``, ``mix``, ``allocation``, ``change``, ``new`` (how many industries
        are new). For ``gerfin`` the factors of the whole region: ``mix`` is what its industries would have become at
        the pace of the nation over its total at that pace.

    Raises
    ------
    MissingTableError, DataContractError, UnknownOptionError
        As `parts`.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> rows = [("A", "x", 2020, 100.0), ("B", "x", 2020, 100.0), ("A", "x", 2021, 130.0), ("B", "x", 2021, 90.0)]
    >>> years = pd.DataFrame(rows, columns=["region_code", "industry_code", "year", "value"])
    >>> x = from_tables(pd.DataFrame({"x": [130.0, 90.0]}, index=["A", "B"]), {"years": years})
    >>> shift_share_total(x)["change"].tolist()
    [30.0, -10.0]
    """
    cells = parts(activity, method=method, start=start, end=end)
    if method == "gerfin":
        found = _gerfin_total(activity, start, end)
    else:
        found = {name: cells[name].sum(axis=1, min_count=1) for name in COMPONENTS}
    new = cells["new"].sum(axis=1)
    columns = ["regional", "national", "mix", "allocation", "change"]
    return pd.DataFrame({name: found[name] for name in columns}).assign(new=new).rename(columns={"regional": "value"})


def of_industry(activity: Activity, industry: str, *, method: str, start: str, end: str) -> pd.DataFrame:
    """Every component of one industry, a row a region.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> rows = [("A", "x", 2020, 100.0), ("B", "x", 2020, 100.0), ("A", "x", 2021, 130.0), ("B", "x", 2021, 90.0)]
    >>> years = pd.DataFrame(rows, columns=["region_code", "industry_code", "year", "value"])
    >>> x = from_tables(pd.DataFrame({"x": [130.0, 90.0]}, index=["A", "B"]), {"years": years})
    >>> of_industry(x, "x", method="classic", start="first", end="last")["regional"].round(6).tolist()
    [20.0, -20.0]
    """
    found = parts(activity, method=method, start=start, end=end)
    return pd.DataFrame({name: table[industry] for name, table in found.items()})


def _matched(years: Mapping[int, pd.DataFrame], first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
    """Figures of both years where both are known, else NaN in both."""
    before, after = (years[year].to_numpy(dtype=float) for year in (first, last))
    unknown = np.isnan(before) | np.isnan(after)
    return np.where(unknown, np.nan, before), np.where(unknown, np.nan, after)


def _ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    nothing = np.full(np.broadcast(above, below).shape, np.nan)
    ratio: np.ndarray = np.divide(above, below, out=nothing, where=below > 0)
    return ratio


def _growth(before: np.ndarray, after: np.ndarray) -> tuple[float, np.ndarray]:
    """Growth factor of the nation, and of each industry."""
    total = np.nansum(before)
    nation = float(np.nansum(after) / total) if total > 0 else np.nan
    return nation, _ratio(np.nansum(after, axis=0), np.nansum(before, axis=0))


def _static(before: np.ndarray, after: np.ndarray, method: str, activity: Activity) -> Parts:
    nation, industry = _growth(before, after)
    if method == "gerfin":
        own, pace = _ratio(after, before), np.broadcast_to(industry, before.shape)
        whole = np.where(np.isnan(own), np.nan, nation)
        found = {"national": whole, "mix": pace / whole, "regional": _ratio(own, pace), "change": own}
        return {**found, "allocation": np.where(np.isnan(own), np.nan, 1.0), "new": (before == 0) & (after > 0)}
    pace = industry if method != "spatial" else _pace_of_neighbours(before, after, activity)
    found = _summands(before, after, nation, np.broadcast_to(pace, before.shape))
    if method == "esteban_marquillas":
        rows, columns, total = np.nansum(before, axis=1), np.nansum(before, axis=0), np.nansum(before)
        as_nation = np.outer(rows, columns) / (total or np.nan)
        own = as_nation * (_ratio(after, before) - pace)
        split = np.where(before > 0, own, found["regional"])
        found |= {"allocation": found["regional"] - split, "regional": split}
    return found


def _summands(before: np.ndarray, after: np.ndarray, nation: float, pace: np.ndarray) -> Parts:
    """Classic components; an industry that begins from 0 is all regional."""
    nothing = before == 0
    pace = np.where(nothing, 1.0, pace)
    return {
        "national": np.where(nothing, 0.0, before * (nation - 1)),
        "mix": np.where(nothing, 0.0, before * (pace - nation)),
        "regional": np.where(nothing, after, after - before * pace),
        "allocation": np.where(np.isnan(before), np.nan, 0.0),
        "change": after - before,
        "new": nothing & (after > 0),
    }


def _pace_of_neighbours(before: np.ndarray, after: np.ndarray, activity: Activity) -> np.ndarray:
    weights = averaging(activity, activity.values.index, "shift_share")
    return _ratio(weights @ np.nan_to_num(after), weights @ np.nan_to_num(before))


def _dynamic(years: Mapping[int, pd.DataFrame], first: int, last: int) -> Parts:
    """Add the classic components of each pair of years; a cell that is unknown in one year is unknown."""
    steps = [year for year in sorted(years) if first <= year <= last]
    found: Parts = {}
    for one, two in itertools.pairwise(steps):
        before, after = _matched(years, one, two)
        nation, industry = _growth(before, after)
        more = _summands(before, after, nation, np.broadcast_to(industry, before.shape))
        found = {name: found[name] + more[name] for name in more} if found else more
    return found


def _gerfin_total(activity: Activity, start: str, end: str) -> dict[str, pd.Series]:
    years = panel.tables(activity, "shift_share")
    before, after = _matched(years, *panel.span(years, start=start, end=end))
    nation, industry = _growth(before, after)
    had, has = np.nansum(before, axis=1), np.nansum(after, axis=1)
    expected = np.nansum(before * industry, axis=1)
    whole = np.where(had > 0, nation, np.nan)
    found = {"national": whole, "mix": _ratio(expected, had * nation), "regional": _ratio(has, expected)}
    found |= {"allocation": np.where(had > 0, 1.0, np.nan), "change": _ratio(has, had)}
    return {name: pd.Series(values, index=activity.values.index) for name, values in found.items()}
