"""One figure of every region in every year: what growth, convergence and chains of classes follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.errors import DataContractError, MissingTableError, UnknownIndustryError, UnknownOptionError
from geo.problems import Told
from geo.schema import check_activity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.activity import Activity

FIRST, LAST, TOTAL = "first", "last", "total"
"""The first and the last year of the data, and the sum over the industries."""


def tables(activity: Activity, indicator: str) -> Mapping[int, pd.DataFrame]:
    """Tables of all years, ascending, on the codes of the activity table.

    Parameters
    ----------
    activity : Activity
        With the companion ``years``.
    indicator : str
        Who asks; the message names it.

    Returns
    -------
    mapping of int to DataFrame of shape (n_regions, n_industries)

    Raises
    ------
    MissingTableError
        If the data have one year only.
    DataContractError
        If there are fewer than two years.
    NegativeActivityError
        If any value of any year is negative or infinite.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> rows = [("R", "C10", 2020, 5.0), ("R", "C10", 2021, 6.0)]
    >>> years = pd.DataFrame(rows, columns=["region_code", "industry_code", "year", "value"])
    >>> sorted(tables(from_tables(pd.DataFrame({"C10": [6.0]}, index=["R"]), {"years": years}), "growth"))
    [2020, 2021]
    """
    years = activity.companions.years
    if years is None:
        raise MissingTableError(indicator, "years")
    if len(years) < 2:  # noqa: PLR2004 - one year is no series
        raise DataContractError("years", [Told.of("years_few", n=len(years))])
    for table in years.values():
        check_activity(table)
    return years


def span(years: Iterable[int], *, start: str = FIRST, end: str = LAST) -> tuple[int, int]:
    """First and last year to compare.

    Parameters
    ----------
    years : iterable of int
        Years of the data, ascending.
    start, end : str
        A year, or ``first`` and ``last``.

    Returns
    -------
    (int, int)

    Raises
    ------
    UnknownOptionError
        If a year is not among the data, or the end is not after the start.

    Examples
    --------
    >>> span([2020, 2021, 2022], start="2021")
    (2021, 2022)
    """
    known = {str(year): year for year in years}
    whole = list(known.values())
    found = []
    for asked, word, year in ((start, FIRST, min(whole)), (end, LAST, max(whole))):
        if asked != word and asked not in known:
            raise UnknownOptionError("year", asked, [word, *known])
        found.append(year if asked == word else known[asked])
    if found[0] >= found[1]:
        later = [str(year) for year in whole if year > found[0]]
        raise UnknownOptionError("year", str(found[1]), later, where=f"after {found[0]}")
    return found[0], found[1]


def followed(activity: Activity, indicator: str, *, industry: str = TOTAL) -> pd.DataFrame:
    """Figure of each region in each year: of one industry, or the sum of those that are known.

    Parameters
    ----------
    activity : Activity
        With the companion ``years``.
    indicator : str
        Who asks; the message names it.
    industry : str
        A code, or ``total``.

    Returns
    -------
    DataFrame of shape (n_regions, n_years)
        NaN where nothing is known.

    Raises
    ------
    MissingTableError, DataContractError
        As `tables`.
    UnknownIndustryError
        If the table has no such industry.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> rows = [("R", "C10", 2020, 5.0), ("R", "C24", 2020, 2.0), ("R", "C10", 2021, 6.0)]
    >>> years = pd.DataFrame(rows, columns=["region_code", "industry_code", "year", "value"])
    >>> x = from_tables(pd.DataFrame({"C10": [6.0], "C24": [1.0]}, index=["R"]), {"years": years})
    >>> followed(x, "growth").loc["R"].tolist()
    [7.0, 6.0]
    """
    years = tables(activity, indicator)
    codes = activity.values.columns
    if industry not in {TOTAL, *codes}:
        raise UnknownIndustryError("industry", industry, [TOTAL, *codes])
    one = industry in codes
    columns = {
        year: table[industry] if one else table.sum(axis=1, min_count=1) for year, table in sorted(years.items())
    }
    return pd.DataFrame(columns, index=activity.values.index, dtype=float)
