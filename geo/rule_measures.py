"""What the conditions of a rule look at: quotients, shares, sizes, growth, quantiles; each is computed once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np
import pandas as pd

from geo.activity import from_tables
from geo.inequality import entropy_bits
from geo.profile import by_group
from geo.schema import check_activity
from geo.shares import quotient, share

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.activity import Activity

    T = TypeVar("T")

_BY_YEAR = ("years", "establishment_years")
_FEWEST = 2  # regions; a quantile of a single one says nothing


class Measures:
    """The measures of one activity table; what two conditions or two rules look at is computed once.

    Parameters
    ----------
    activity : Activity

    Attributes
    ----------
    known, active : array of bool of shape (n_regions, n_industries)
        Where the activity is known, and where there is some.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> Measures(from_tables(x)).of("location_quotient").loc["R01"].tolist()
    [0.5, 1.5]
    """

    def __init__(self, activity: Activity) -> None:
        self.activity = activity
        self.known, self.active = self._once(("cells",), lambda: _cells(activity.values))

    @property
    def flags(self) -> pd.Series | None:
        """1 for traded and 0 for local industries; None where nobody marked them, so that all count as traded."""
        flags = self.activity.companions.traded
        return None if flags is None or flags.isna().all() else flags

    def has(self, table: str) -> bool:
        """Tell whether the data have a table."""
        own = {"areas": self.activity.areas, "population": self.activity.population}
        if table in own:
            return own[table] is not None
        return self.activity.companions.has(table) and (table not in _BY_YEAR or bool(self._years(table)))

    def of(self, measure: str, *, denominator: str = "total", span: str = "all") -> pd.DataFrame:
        """Return a measure as a table of the shape of the activity; NaN where it is not known.

        Parameters
        ----------
        measure : str
            A key of `geo.rule.MEASURES`, whose tables the data have.
        denominator : {"total", "traded"}
            What shares are taken of.
        span : {"all", "first_half", "second_half"}
            Years that growth is taken over.
        """
        key = (measure, denominator, span)
        if measure in _GROWTH:
            years = self._years("establishment_years" if measure == "establishment_growth" else "years")
            return self._once(key, lambda: _GROWTH[measure](self.activity, _period(years, span)))
        if denominator == "traded" and self.flags is not None and measure in {"location_quotient", "share"}:
            return self._once(key, lambda: self._traded(measure))
        return self._once((measure,), lambda: _PLAIN[measure](self.activity))

    def quantile(self, measure: str, level: float, *, over: str, denominator: str, span: str) -> np.ndarray:
        """Quantile (type 7, linear) of each industry over its regions; NaN with fewer than two of them."""
        key = ("sorted", measure, denominator, span, over)

        def make() -> tuple[np.ndarray, np.ndarray]:
            table = self.of(measure, denominator=denominator, span=span).to_numpy(dtype=float)
            if over == "active":
                table = np.where(self.active, table, np.nan)
            ordered = np.sort(np.ascontiguousarray(table.T), axis=1)
            return ordered, (~np.isnan(ordered)).sum(axis=1)

        ordered, counts = self._once(key, make)
        place = level * np.maximum(counts - 1, 0)
        low = np.floor(place).astype(int)
        high = np.minimum(low + 1, np.maximum(counts - 1, 0))
        rows = np.arange(len(ordered))
        below, above = ordered[rows, low], ordered[rows, high]
        return np.where(counts >= _FEWEST, below + (above - below) * (place - low), np.nan)

    def _years(self, table: str) -> Mapping[int, pd.DataFrame]:
        companions = self.activity.companions
        return (companions.establishment_years if table == "establishment_years" else companions.years) or {}

    def _traded(self, measure: str) -> pd.DataFrame:
        """Shares of traded (for local industries local) activity, and quotients of them."""
        flags = cast("pd.Series", self.flags)
        values, reference = self.activity.values, self.activity.reference
        parts = values * np.nan
        for flag in (1.0, 0.0):
            mine = flags.index[flags == flag]
            totals = values[mine].sum(axis=1, min_count=1)
            shares = values[mine].div(totals.where(totals > 0), axis=0)
            if measure == "location_quotient":
                row = reference[mine]
                shares = shares / (row.where(row > 0) / row.sum())
            parts[mine] = shares
        return parts

    def _once(self, key: tuple[str, ...], make: Callable[[], T]) -> T:
        """Keep it beside the table: a table that kept its measures, and they their table, would stay in memory."""
        return self.activity.once(("measure", *key), make)


def _cells(values: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Where the activity is known, and where there is some."""
    check_activity(values)
    jobs = values.to_numpy(dtype=float)
    return ~np.isnan(jobs), jobs > 0


def litzenberger_sternberg(activity: Activity) -> pd.DataFrame:
    """Relative density times relative stock over relative size of establishments; see `geo.cluster_rules`."""
    check_activity(activity.values)
    values, firms = activity.values, activity.companions.establishments
    if firms is None or activity.areas is None or activity.population is None:
        return values * np.nan
    room = (activity.areas.where(activity.areas > 0) * activity.population.where(activity.population > 0)).to_numpy()
    jobs, plants = values.to_numpy(dtype=float), firms.to_numpy(dtype=float)
    known = np.isfinite(jobs) & np.isfinite(plants) & np.isfinite(room)[:, None]
    area, people = (np.where(known, s.to_numpy(dtype=float)[:, None], 0).sum(axis=0)
                    for s in (activity.areas, activity.population))  # fmt: skip
    average = np.where(known, jobs, 0).sum(axis=0) * np.where(known, plants, 0).sum(axis=0)
    sound = known & ((plants > 0) | (jobs == 0)) & (average > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = (jobs * plants / room[:, None]) / (average / (area * people))
    return pd.DataFrame(np.where(sound, found, np.nan), index=values.index, columns=values.columns)


def _share_of_industry(activity: Activity) -> pd.DataFrame:
    return activity.values / activity.reference.where(activity.reference > 0)


def _mean_size(activity: Activity) -> pd.DataFrame:
    firms = cast("pd.DataFrame", activity.companions.establishments)
    return activity.values / firms.where(firms > 0)


def _per(activity: Activity, divisor: pd.Series | None, factor: float) -> pd.DataFrame:
    return activity.values.div(cast("pd.Series", divisor).where(lambda d: d > 0), axis=0) * factor


_PLAIN: Mapping[str, Callable[[Activity], pd.DataFrame]] = {
    "employment": lambda a: a.values,
    "location_quotient": quotient,
    "share": share,
    "share_of_industry": _share_of_industry,
    "establishments": lambda a: cast("pd.DataFrame", a.companions.establishments),
    "mean_establishment_size": _mean_size,
    "wages": lambda a: cast("pd.DataFrame", a.companions.wages),
    "density_km2": lambda a: _per(a, a.areas, 1.0),
    "per_thousand_people": lambda a: _per(a, a.population, 1000.0),
    "litzenberger_sternberg": litzenberger_sternberg,
}

Period = tuple[tuple[int, pd.DataFrame], tuple[int, pd.DataFrame], tuple[int, pd.DataFrame]]


def _period(years: Mapping[int, pd.DataFrame], span: str) -> Period:
    """First, middle and last year of a span, with their tables."""
    ordered = sorted(years)
    middle = (len(ordered) - 1) // 2
    first = ordered[middle] if span == "second_half" else ordered[0]
    last = ordered[middle] if span == "first_half" else ordered[-1]
    return (first, years[first]), (ordered[middle], years[ordered[middle]]), (last, years[last])


def _growth(start: pd.DataFrame | pd.Series, end: pd.DataFrame | pd.Series, years: int) -> pd.DataFrame:
    """Compound growth a year; NaN where there was nothing, or no year lies between."""
    base: Any = start.where(start > 0)  # type: ignore[arg-type] # a table or a column
    ratio = end / base
    return cast("pd.DataFrame", ratio ** (1 / years) - 1 if years else ratio * np.nan)


def _growth_of(_: Activity, period: Period) -> pd.DataFrame:
    (first, start), _middle, (last, end) = period
    return _growth(start, end, last - first)


def _growth_over_industry(activity: Activity, period: Period) -> pd.DataFrame:
    """Growth of the cell less that of its industry in the regions that are known in both years."""
    (first, start), _middle, (last, end) = period
    both = start.notna() & end.notna()
    industry = _growth(start.where(both).sum(min_count=1), end.where(both).sum(min_count=1), last - first)
    return _growth_of(activity, period) - industry


def _quotient_change(_: Activity, period: Period) -> pd.DataFrame:
    (first, start), _middle, (last, end) = period
    change = quotient(from_tables(end)) - quotient(from_tables(start))
    return change / (last - first) if last > first else change * np.nan


def _quotient_midway(_: Activity, period: Period) -> pd.DataFrame:
    return quotient(from_tables(period[1][1]))


def _variety(table: pd.DataFrame, groups: pd.Series) -> np.ndarray:
    """Entropy (bits) of the industries within their groups; NaN for a region with a gap or without activity."""
    values = table.to_numpy(dtype=float)
    total = values.sum(axis=1, keepdims=True)
    shares = np.divide(values, total, out=np.full(values.shape, np.nan), where=total > 0)
    return np.asarray(entropy_bits(shares) - entropy_bits(by_group(groups)(shares)))


def _variety_change(activity: Activity, period: Period) -> pd.DataFrame:
    (_, start), _middle, (_, end) = period
    groups = cast("pd.Series", activity.companions.groups)
    change = _variety(end, groups) - _variety(start, groups)
    values = activity.values
    return pd.DataFrame(
        np.broadcast_to(change[:, None], values.shape).copy(), index=values.index, columns=values.columns
    )


_GROWTH: Mapping[str, Callable[[Activity, Period], pd.DataFrame]] = {
    "growth": _growth_of,
    "growth_over_industry": _growth_over_industry,
    "location_quotient_change": _quotient_change,
    "location_quotient_midway": _quotient_midway,
    "establishment_growth": _growth_of,
    "related_variety_change": _variety_change,
}
