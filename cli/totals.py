"""What an own table's totals leave to be desired: smaller than their parts, or on another base than the reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.activity import Activity

_SLACK = 1.005
"""Sums may be this much larger than a published total by rounding alone."""
_OVERLAP = "that is right only where industries overlap"
_ADD = {
    "column": "shares and quotients come out too high; add a column TOTAL to the table",
    "row": "quotients come out too low; add a row TOTAL to the reference economy",
}


def totals_told(activity: Activity, *, compared: bool) -> list[str]:
    """Say in sentences what a reader should know of the totals that a table came with.

    Parameters
    ----------
    activity : Activity
    compared : bool
        Whether regions are compared with the reference economy, total by total.

    Examples
    --------
    >>> import pandas as pd
    >>> from geo.activity import from_tables
    >>> x = from_tables(pd.DataFrame({"C10": [10.0], "C24": [30.0], "TOTAL": [5.0]}, index=["R01"]))
    >>> totals_told(x, compared=False)[0].partition(";")[0]
    "TOTAL is smaller than the sum of the industries in 1 region(s), first 'R01': 5 instead of 40"
    """
    found = [*_small(activity), *_small_reference(activity)]
    return [*found, *_other_base(activity)] if compared else found


def _small(activity: Activity) -> list[str]:
    parts = activity.values.sum(axis=1)
    small = parts > activity.totals * _SLACK
    if not small.any():
        return []
    code = parts.index[small][0]
    first = f"first {str(code)!r}: {activity.totals[code]:g} instead of {parts[code]:g}"
    n = int(small.sum())
    return [f"TOTAL is smaller than the sum of the industries in {n} region(s), {first}; {_OVERLAP}"]


def _small_reference(activity: Activity) -> list[str]:
    parts, total = activity.reference.sum(), activity.reference_total
    if not (activity.reference_published and parts > total * _SLACK):
        return []
    amounts = f"{total:g} instead of {parts:g}"
    return [f"TOTAL of the reference economy is smaller than the sum of its industries: {amounts}; {_OVERLAP}"]


def _other_base(activity: Activity) -> list[str]:
    """Tell where one side's total is all there is and the other side's a sum of the industries of the table."""
    if not activity.reference_published or activity.reference.isna().any():
        return []
    parts, total = activity.reference.sum(), activity.reference_total
    if not activity.totals_published:
        more = f"the reference economy has more than the industries of the table ({total:g}, not {parts:g})"
        sums = f"{more}, while totals of regions are sums of these industries: {_ADD['column']}"
        return [sums] if total > parts * _SLACK else []
    complete = activity.values.notna().all(axis=1)
    ours, known = activity.totals[complete].sum(), activity.values[complete].to_numpy().sum()
    if total == parts and ours > known * _SLACK:
        more = f"the regions have more than the industries of the table ({ours:g}, not {known:g})"
        return [f"{more}, while the total of the reference economy is a sum of these industries: {_ADD['row']}"]
    return []
