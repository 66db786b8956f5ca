"""From conditions to a score with three values of truth: what is not known makes nothing true and nothing false."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.rule_result import number_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.rule import Condition, Rule
    from geo.rule_measures import Measures

_ROUNDING = 1e-12  # figures this close, relative to the cut, are equal: a share of 0.3 / 0.15 is exactly twice


def compared(
    condition: Condition, measures: Measures, parameters: Mapping[str, float]
) -> tuple[pd.DataFrame, pd.Series]:
    """Return the measure of every cell, and what it is compared with in each industry."""
    asked = {"denominator": condition.denominator, "span": condition.span}
    values = measures.of(condition.measure, **asked)
    number = number_of(condition.against, parameters)
    cut = np.full(values.shape[1], number)
    if condition.kind in {"top", "quantile"}:
        level = round(1 - number, 12) if condition.kind == "top" else number
        cut = measures.quantile(condition.measure, level, over=condition.over, **asked)
    return values, pd.Series(cut * condition.factor, index=values.columns, dtype=float)


def truth_of(condition: Condition, values: pd.DataFrame, cuts: pd.Series, measures: Measures) -> pd.DataFrame:
    """Compare; what is not known is NaN. Where there is no activity, nothing lies in the top of the regions."""
    figures, limits = values.to_numpy(dtype=float), cuts.to_numpy(dtype=float)
    slack = _ROUNDING * np.abs(limits)
    with np.errstate(invalid="ignore"):
        held = {
            ">=": lambda: figures >= limits - slack,
            ">": lambda: figures > limits + slack,
            "<=": lambda: figures <= limits + slack,
            "<": lambda: figures < limits - slack,
        }[condition.comparison]()
    jobs = measures.activity.values.to_numpy(dtype=float)
    if condition.kind in {"top", "quantile"}:
        held &= jobs > 0
        figures = np.where(jobs == 0, 0.0, figures)  # whatever else is unknown of it, it is not in the top
    known = np.isfinite(figures) & np.isfinite(limits) & np.isfinite(jobs)
    return pd.DataFrame(np.where(known, held, np.nan), index=values.index, columns=values.columns)


def scored(
    rule: Rule, measures: Measures, truth: Mapping[str, pd.DataFrame], parameters: Mapping[str, float]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make the score and "is a cluster" from the truth of the conditions, with three values of truth."""
    axes: dict[str, Any] = {"index": measures.activity.values.index, "columns": measures.activity.values.columns}
    tables = {name: table.to_numpy(dtype=float) for name, table in truth.items()}
    if rule.kind == "stars":
        score = _sum(tables)
        met = _reached(tables, number_of(rule.cluster_from, parameters))
    elif rule.kind == "index":
        score = measures.of(rule.index).to_numpy(dtype=float)
        met = _all(list(tables.values()))
    else:
        score, met = _leveled(rule, tables)
    return pd.DataFrame(score, **axes), pd.DataFrame(met, **axes)


def _sum(tables: Mapping[str, np.ndarray]) -> np.ndarray:
    return np.asarray(sum(tables.values()), dtype=float)


def _all(tables: list[np.ndarray]) -> np.ndarray:
    """1 where all hold, 0 where one does not, NaN where that hangs on what is unknown."""
    one_fails = np.logical_or.reduce([table == 0 for table in tables])
    return np.where(one_fails, 0.0, np.asarray(sum(tables)) / len(tables))


def _reached(tables: Mapping[str, np.ndarray], fewest: float) -> np.ndarray:
    """Compare the number of conditions that hold with the fewest, whatever the unknown ones may be."""
    sure = np.asarray(sum((table == 1).astype(float) for table in tables.values()))
    at_most = sure + np.asarray(sum(np.isnan(table).astype(float) for table in tables.values()))
    return np.where(sure >= fewest, 1.0, np.where(at_most < fewest, 0.0, np.nan))


def _leveled(rule: Rule, tables: Mapping[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Go through tiers from the highest, through stages from the first; an unknown level leaves the cell unknown."""
    numbered = list(enumerate(rule.levels, start=1))
    order = sorted(numbered, key=lambda pair: not pair[1].first) if rule.kind == "stages" else numbered[::-1]
    shape = next(iter(tables.values())).shape
    score, cluster, open_ = np.zeros(shape), np.zeros(shape), np.ones(shape, dtype=bool)
    for number, level in order:
        holds = _all([tables[name] for name in level.conditions if name in tables])
        decided = open_ & (holds != 0)
        unknown = np.isnan(holds)
        score = np.where(decided, np.where(unknown, np.nan, number), score)
        cluster = np.where(decided, np.where(unknown, np.nan, float(level.cluster)), cluster)
        open_ &= ~decided
    return score, cluster
