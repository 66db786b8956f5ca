"""The question that a map answers, as one hashable value, and its evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo import activity as wide
from geo import indicators
from geo.errors import UnknownIndustryError, UnknownOptionError
from geo.gather import Slice, with_own_tables
from geo.shares import reference_amounts
from geo.simulated import interval_simulated, simulated_tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.activity import Activity
    from geo.dataset import Dataset

MAPPED = ("wide", "region")
"""Shapes of the indicators that have a figure for each region, so that a map can show them."""


@dataclass(frozen=True, slots=True)
class Query:
    """All that names a map. Empty fields take the dataset's defaults in `geo.resolve.resolve`."""

    dataset: str
    indicator: str = ""
    industry_code: str = ""
    level: str = ""
    industry_level: str = ""
    measure: str = ""
    year: int = 0
    options: tuple[tuple[str, str], ...] = ()
    minimum: float = -1.0
    scheme: str = ""
    n_classes: int = 5
    palette: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """An indicator for a whole table, with its interval where the source supports one.

    `values` has the shape that the registry names: regions x industries; a row a region or an industry whose first
    column is ``value``; or a table of its own.
    """

    query: Query
    activity: Activity
    values: pd.DataFrame
    lower: pd.DataFrame | None
    upper: pd.DataFrame | None

    @property
    def simulated(self) -> tuple[str, ...]:
        """Names of simulated tables that the figures stand on (see `geo.simulated`); none where all are observed."""
        return self.simulated_of("")

    @property
    def interval_simulated(self) -> bool:
        """Whether the intervals stand on simulated tables, whatever the figures stand on."""
        return self.lower is not None and interval_simulated(self.entry, self.activity, self.options)

    def simulated_of(self, industry: str) -> tuple[str, ...]:
        """Names of the simulated tables that the figures of one industry stand on."""
        return simulated_tables(self.entry, self.activity, self.options, industry=industry)

    @property
    def entry(self) -> indicators.Indicator:
        """The registry entry of the indicator."""
        return indicators.indicator(self.query.indicator)

    @property
    def options(self) -> dict[str, str]:
        """Every option with the value that was chosen, or its default."""
        return indicators.options_of(self.entry, dict(self.query.options))


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """One map: a value a region.

    `values`, `lower`, `upper`, `status`, `amount` (the measure itself) and `below` are on ``region_code``; `parts`
    holds the inputs of the formula (columns ``value``, ``region_total``, ``reference``, ``reference_total``).
    `simulated` names the simulated tables that the values stand on, `interval_simulated` says it of their intervals.
    """

    query: Query
    values: pd.Series
    lower: pd.Series | None
    upper: pd.Series | None
    status: pd.Series
    amount: pd.Series
    below: pd.Series
    parts: pd.DataFrame
    reference_published: bool
    totals_published: bool
    simulated: tuple[str, ...] = ()
    interval_simulated: bool = False

    @property
    def ranks(self) -> pd.Series:
        """Rank of each region from the highest value, ties share the best; NaN where no value or below the minimum."""
        return self.values.where(~self.below).rank(ascending=False, method="min")


def evaluate_table(
    dataset: Dataset, query: Query, tables: Mapping[str, pd.Series | pd.DataFrame] | None = None
) -> Table:
    """Compute a query for every industry of its level at once.

    Parameters
    ----------
    dataset : Dataset
    query : Query
        Every field filled (see `geo.resolve.resolve`).
    tables : mapping of str to Series or DataFrame, optional
        Companion tables that the dataset does not have (see `geo.activity.with_tables`).

    Returns
    -------
    Table

    Raises
    ------
    UnknownOptionError, UnknownIndicatorError
        If a field of the query does not exist in the dataset.
    MissingTableError
        If the indicator needs a table that the dataset does not have.
    """
    entry = indicators.indicator(query.indicator)
    if entry.additive_only and not dataset.manifest.measure(query.measure).additive:
        additive = [m.id for m in dataset.manifest.measures if m.additive]
        raise UnknownOptionError("measure", query.measure, additive, where=f"that adds up, which {entry.name!r} needs")
    at = Slice(query.measure, query.level, query.industry_level, query.year)
    names = tuple(sorted({*entry.needs, *entry.uses}))
    activity = dataset.once(
        ("activity", at.measure, at.level, at.industry_level, str(at.year), *names),
        lambda: with_own_tables(_taken(dataset, at), dataset, at, names),
    )
    return tabulate(wide.with_tables(activity, tables or {}), query)


def _taken(dataset: Dataset, at: Slice) -> Activity:
    """Take a table out of a dataset once; indicators that use the same further tables share what they start from."""
    return dataset.once(
        ("activity", at.measure, at.level, at.industry_level, str(at.year), "alone"),
        lambda: wide.from_dataset(
            dataset, measure=at.measure, level=at.level, industry_level=at.industry_level, year=at.year
        ),
    )


def tabulate(activity: Activity, query: Query) -> Table:
    """Compute the indicator of a query on a wide table, with its interval where the source supports one.

    Parameters
    ----------
    activity : Activity
        From a dataset or from anybody's own table.
    query : Query
        Its indicator and options are read.

    Returns
    -------
    Table

    Raises
    ------
    UnknownIndicatorError, UnknownOptionError
        If the indicator or an option is not on the list.
    MissingTableError
        If the indicator needs a table that is not there.

    Examples
    --------
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> tabulate(wide.from_tables(x), Query("own", "location_quotient")).values.loc["R01"].tolist()
    [0.5, 1.5]
    """
    entry = indicators.indicator(query.indicator)
    options = indicators.options_of(entry, dict(query.options))
    indicators.require_tables(entry, activity, options)
    values = entry.compute(activity, options)
    interval = entry.interval(activity, options) if entry.interval else None
    lower, upper = interval or (None, None)
    return Table(query, activity, values, lower, upper)


def pick_industry(table: Table, query: Query) -> Result:
    """Take the map of one industry out of a computed table; of a figure of whole regions, take that.

    Raises
    ------
    UnknownIndustryError
        If the industry is not in the table.
    UnknownOptionError
        If the indicator has no figure for each region.
    """
    code, activity = query.industry_code, table.activity
    shape = indicators.indicator(query.indicator).shape
    if shape == "region":
        return _of_regions(table, query)
    if shape != "wide":
        drawn = [name for name, entry in indicators.REGISTRY.items() if entry.shape in MAPPED]
        raise UnknownOptionError("indicator for a map", query.indicator, drawn)
    if code not in table.values.columns:
        raise UnknownIndustryError("industry", code, table.values.columns)
    amount = activity.values[code]
    against = table.options.get("reference", "published")
    parts = pd.DataFrame({"value": amount, "region_total": activity.totals})
    parts = parts.join(reference_amounts(activity, code, reference=against))
    return Result(
        query=query,
        values=table.values[code],
        lower=None if table.lower is None else table.lower[code],
        upper=None if table.upper is None else table.upper[code],
        status=activity.status[code],
        amount=amount,
        below=amount.lt(query.minimum) & amount.notna(),
        parts=parts,
        reference_published=activity.reference_published,
        totals_published=activity.totals_published,
        simulated=table.simulated_of(code),
        interval_simulated=table.interval_simulated,
    )


def _of_regions(table: Table, query: Query) -> Result:
    """Take the figure of each region, with the region's total as the amount behind it."""
    activity = table.activity
    amount = activity.totals.reindex(table.values.index)
    parts = pd.DataFrame(
        {"value": amount, "region_total": amount, "reference": np.nan, "reference_total": activity.reference_total}
    )
    status = pd.Series("S" if activity.simulated else "A", index=amount.index)
    return Result(
        query=query,
        values=table.values["value"],
        lower=None if table.lower is None else table.lower["value"],
        upper=None if table.upper is None else table.upper["value"],
        status=status,
        amount=amount,
        below=amount.lt(query.minimum) & amount.notna(),
        parts=parts,
        reference_published=activity.reference_published,
        totals_published=activity.totals_published,
        simulated=table.simulated,
        interval_simulated=table.interval_simulated,
    )


def evaluate(dataset: Dataset, query: Query) -> Result:
    """Answer a resolved query: a value a region.

    Parameters
    ----------
    dataset : Dataset
    query : Query
        Every field filled (see `geo.resolve.resolve`).

    Returns
    -------
    Result

    Raises
    ------
    UnknownNameError
        If the dataset lacks something that the query names.
    MissingTableError
        If the indicator needs a table that the dataset does not have.
    """
    return pick_industry(evaluate_table(dataset, query), query)
