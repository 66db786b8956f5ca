"""The question that a map answers, as one hashable value, and its evaluation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo import activity as wide
from geo import indicators
from geo.classify import MAX_CLASSES, SCHEMES
from geo.errors import RegioscopeError, UnknownIndustryError, UnknownOptionError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.activity import Activity
    from geo.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Query:
    """All that names a map. Empty fields take the dataset's defaults in `resolve`."""

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


@dataclass(frozen=True, slots=True)
class Notice:
    """Something asked for that does not exist, and what is shown instead."""

    kind: str
    asked: str
    shown: str


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """An indicator for every region and industry, with its interval where the source supports one."""

    query: Query
    activity: Activity
    values: pd.DataFrame
    lower: pd.DataFrame | None
    upper: pd.DataFrame | None


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """One map: a value a region.

    `values`, `lower`, `upper`, `status`, `amount` (the measure itself) and `below` are on ``region_code``; `parts`
    holds the inputs of the formula (columns ``value``, ``region_total``, ``reference``, ``reference_total``).
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

    @property
    def ranks(self) -> pd.Series:
        """Rank of each region from the highest value, ties share the best; NaN where no value or below the minimum."""
        return self.values.where(~self.below).rank(ascending=False, method="min")


def resolve(query: Query, dataset: Dataset) -> tuple[Query, tuple[Notice, ...]]:
    """Fill a query with the dataset's defaults and replace what does not exist by the nearest valid choice.

    Returns
    -------
    (Query, tuple of Notice)
        A query in which every field is valid, and one notice for each replaced field.
    """
    manifest, default = dataset.manifest, dataset.manifest.default
    notices: list[Notice] = []

    def pick(field: str, asked: str, known: list[str], preferred: str | None) -> str:
        fallback = preferred if preferred in known and preferred else (known[0] if known else asked)
        if not asked or asked in known:
            return asked or fallback
        notices.append(Notice(field, asked, fallback))
        return fallback

    measure = pick("measure", query.measure, [m.id for m in manifest.measures], default.get("measure"))
    level = pick("level", query.level, [v.id for v in manifest.levels], default.get("level"))
    preferred = _level_of(query.industry_code, dataset) or default.get("industry_level")
    industry_levels = [v.id for v in manifest.industry_levels]
    industry_level = pick("industry_level", query.industry_level, industry_levels, preferred)
    codes = list(dataset.industries_at(industry_level).index)
    industry = pick("industry_code", query.industry_code, codes, default.get("industry_code"))
    years = dataset.years(measure)
    year = _nearest_year(query.year, years, notices)
    additive = manifest.measure(measure).additive
    usable = [n for n, entry in indicators.REGISTRY.items() if additive or not entry.additive_only]
    indicator = pick("indicator", query.indicator, usable, default.get("indicator"))
    minimum = query.minimum if query.minimum >= 0 else float(default.get("minimum", 0)) if additive else 0.0
    fixed = bool(indicators.REGISTRY[indicator].breaks)
    scheme = pick("scheme", query.scheme, list(SCHEMES), "fixed" if fixed else "quantiles")
    resolved = replace(
        query, measure=measure, level=level, industry_level=industry_level, industry_code=industry, year=year,
        indicator=indicator, minimum=minimum, scheme=scheme, n_classes=min(max(query.n_classes, 2), MAX_CLASSES),
        options=_valid_options(indicator, query.options, notices),
    )  # fmt: skip
    return resolved, tuple(notices)


def evaluate_table(dataset: Dataset, query: Query, tables: Mapping[str, pd.Series] | None = None) -> Table:
    """Compute a query for every industry of its level at once.

    Parameters
    ----------
    dataset : Dataset
    query : Query
        Every field filled (see `resolve`).
    tables : mapping of str to Series, optional
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
    activity = wide.from_dataset(
        dataset, measure=query.measure, level=query.level, industry_level=query.industry_level, year=query.year
    )
    return tabulate(wide.with_tables(activity, tables or {}), query)


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
    """Take the map of one industry out of a computed table.

    Raises
    ------
    UnknownIndustryError
        If the industry is not in the table.
    """
    code, activity = query.industry_code, table.activity
    if code not in table.values.columns:
        raise UnknownIndustryError("industry", code, table.values.columns)
    amount = activity.values[code]
    parts = pd.DataFrame(
        {
            "value": amount,
            "region_total": activity.totals,
            "reference": float(activity.reference[code]),
            "reference_total": activity.reference_total,
        }
    )
    status = activity.status[code] if activity.status is not None else pd.Series("A", index=amount.index)
    return Result(
        query=query,
        values=table.values[code],
        lower=None if table.lower is None else table.lower[code],
        upper=None if table.upper is None else table.upper[code],
        status=status,
        amount=amount,
        below=amount.lt(query.minimum) & amount.notna(),
        parts=parts,
        reference_published=activity.reference_published,
        totals_published=activity.totals_published,
    )


def evaluate(dataset: Dataset, query: Query) -> Result:
    """Answer a resolved query: a value a region.

    Parameters
    ----------
    dataset : Dataset
    query : Query
        Every field filled (see `resolve`).

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


def _level_of(industry_code: str, dataset: Dataset) -> str | None:
    known = industry_code in dataset.industries.index
    return str(dataset.industries.loc[industry_code, "level"]) if known else None


def _nearest_year(asked: int, years: list[int], notices: list[Notice]) -> int:
    if not years:
        return 0
    if not asked:
        return years[-1]
    shown = years[int(np.argmin([abs(y - asked) for y in years]))]
    if shown != asked:
        notices.append(Notice("year", str(asked), str(shown)))
    return shown


def _valid_options(name: str, given: tuple[tuple[str, str], ...], notices: list[Notice]) -> tuple[tuple[str, str], ...]:
    entry, kept = indicators.REGISTRY[name], {}
    for key, value in given:
        try:
            indicators.options_of(entry, {key: value})
        except RegioscopeError:
            notices.append(Notice("option", f"{key}={value}", "="))
            continue
        kept[key] = value
    return tuple(sorted(kept.items()))
