"""Fills a query with a dataset's defaults and replaces what does not exist by the nearest valid choice, saying so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geo import indicators
from geo.classify import MAX_CLASSES, SCHEMES
from geo.errors import RegioscopeError
from geo.gather import tells_firms
from geo.query import MAPPED

if TYPE_CHECKING:
    from geo.dataset import Dataset
    from geo.query import Query


@dataclass(frozen=True, slots=True)
class Notice:
    """Something asked for that does not exist, and what is shown instead."""

    kind: str
    asked: str
    shown: str


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
    industry_levels = [v.id for v in manifest.industry_levels]
    preferred = _level_of(query.industry_code, dataset) or default.get("industry_level")
    filled = _filled_levels(dataset, measure)
    preferred = preferred if preferred in filled or not filled else filled[0]
    industry_level = pick("industry_level", query.industry_level, industry_levels, preferred)
    codes = list(dataset.industries_at(industry_level).index)
    industry = pick("industry_code", query.industry_code, codes, default.get("industry_code"))
    years = dataset.years(measure)
    year = _nearest_year(query.year, years, notices)
    additive = manifest.measure(measure).additive
    usable = [n for n, e in indicators.REGISTRY.items() if e.shape in MAPPED and (additive or not e.additive_only)]
    indicator = pick("indicator", query.indicator, usable, default.get("indicator"))
    minimum = query.minimum if query.minimum >= 0 else float(default.get("minimum", 0)) if additive else 0.0
    fixed = bool(indicators.REGISTRY[indicator].breaks)
    scheme = pick("scheme", query.scheme, list(SCHEMES), "fixed" if fixed else "quantiles")
    resolved = replace(
        query, measure=measure, level=level, industry_level=industry_level, industry_code=industry, year=year,
        indicator=indicator, minimum=minimum, scheme=scheme, n_classes=min(max(query.n_classes, 2), MAX_CLASSES),
        options=_fitting(indicator, _valid_options(indicator, query.options, notices), dataset, measure),
    )  # fmt: skip
    return resolved, tuple(notices)


def _level_of(industry_code: str, dataset: Dataset) -> str | None:
    known = industry_code in dataset.industries.index
    return str(dataset.industries.loc[industry_code, "level"]) if known else None


def _filled_levels(dataset: Dataset, measure: str) -> list[str]:
    """Levels of the classification at which a measure has figures: income per person is no figure of an occupation."""

    def found() -> list[str]:
        rows = dataset.statistics["industry_code"][(dataset.statistics["measure"] == measure).to_numpy()]
        there = set(dataset.industries["level"].reindex(rows.unique()).dropna())
        return [level.id for level in dataset.manifest.industry_levels if level.id in there]

    return dataset.once(("filled levels", measure), found)


def _nearest_year(asked: int, years: list[int], notices: list[Notice]) -> int:
    if not years:
        return 0
    if not asked:
        return years[-1]
    shown = years[int(np.argmin([abs(y - asked) for y in years]))]
    if shown != asked:
        notices.append(Notice("year", str(asked), str(shown)))
    return shown


def _fitting(
    name: str, options: tuple[tuple[str, str], ...], dataset: Dataset, measure: str
) -> tuple[tuple[str, str], ...]:
    """Take intervals from establishments where no errors are published and nobody chose a method."""
    methods = {o.name: o.values for o in indicators.REGISTRY[name].options}.get("method", ())
    if "firms" not in methods or "method" in dict(options) or not tells_firms(dataset):
        return options

    def published() -> bool:
        rows = dataset.statistics
        return bool(rows["relative_error"][(rows["measure"] == measure).to_numpy()].notna().any())

    if dataset.once(("errors", measure), published):
        return options
    return tuple(sorted((*options, ("method", "firms"))))


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
