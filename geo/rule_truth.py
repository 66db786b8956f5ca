"""From conditions to a score with three values of truth: what is not known makes nothing true and nothing false.

Inside, truth is a small whole number, 1 true, 0 unknown, -1 false: "all of them" is then the least, "one of them" the
greatest. To the outside it is 1.0, NaN and 0.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd

from geo.rule_result import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.rule import Condition, Rule
    from geo.rule_measures import Measures

Truth: TypeAlias = np.ndarray
_ROUNDING = 1e-12  # figures this close, relative to the cut, are equal: a share of 0.3 / 0.15 is exactly twice
_UNKNOWN = -1


class TruthTables(Mapping[str, pd.DataFrame]):
    """The truth of conditions by their names; a table (1.0, 0.0, NaN) is made when it is asked for.

    Parameters
    ----------
    truths : mapping of str to array
        1 true, 0 unknown, -1 false.
    index, columns : Index
        Codes of the regions and industries.

    Examples
    --------
    >>> tables = TruthTables({"a": np.array([[1, 0, -1]])}, pd.Index(["R01"]), pd.Index(["x", "y", "z"]))
    >>> tables["a"].loc["R01"].tolist()
    [1.0, nan, 0.0]
    """

    def __init__(self, truths: Mapping[str, Truth], index: pd.Index, columns: pd.Index) -> None:
        self._truths, self._index, self._columns = truths, index, columns

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Make the table of a condition."""
        return pd.DataFrame(as_figures(self._truths[name]), index=self._index, columns=self._columns, copy=False)

    def __iter__(self) -> Iterator[str]:
        """Go through the names in the order of the rule."""
        return iter(self._truths)

    def __len__(self) -> int:
        """Count the conditions."""
        return len(self._truths)


def as_figures(truth: Truth) -> np.ndarray:
    """Write truth as 1.0, 0.0 and NaN.

    Examples
    --------
    >>> as_figures(np.array([1, 0, -1])).tolist()
    [1.0, nan, 0.0]
    """
    return np.asarray(np.array([np.nan, 1.0, 0.0])[truth])


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


def truth_of(condition: Condition, values: pd.DataFrame, cuts: pd.Series, measures: Measures) -> Truth:
    """Compare. Where there is no activity, nothing lies in the top of the regions, whatever else is unknown."""
    figures, limits = values.to_numpy(dtype=float), cuts.to_numpy(dtype=float)
    slack = _ROUNDING * np.abs(limits)
    with np.errstate(invalid="ignore"):
        held = {
            ">=": lambda: figures >= limits - slack,
            ">": lambda: figures > limits + slack,
            "<=": lambda: figures <= limits + slack,
            "<": lambda: figures < limits - slack,
        }[condition.comparison]()
    known = ~np.isnan(figures) & measures.known
    if condition.kind in {"top", "quantile"}:
        held &= measures.active
        known |= measures.known & ~measures.active
    known &= np.isfinite(limits)
    held &= known
    return np.asarray(2 * held.view(np.int8) - known.view(np.int8))


def scored(
    rule: Rule, measures: Measures, truths: Mapping[str, Truth], parameters: Mapping[str, float]
) -> tuple[np.ndarray, Truth]:
    """Make the score and the truth of "is a cluster" from the truth of the conditions."""
    if rule.kind == "stars":
        return _counted(list(truths.values()), number_of(rule.cluster_from, parameters))
    if rule.kind == "index":
        return measures.of(rule.index).to_numpy(dtype=float), _all(list(truths.values()))
    return _leveled(rule, truths)


def _all(truths: list[Truth]) -> Truth:
    return np.asarray(np.minimum.reduce(truths))


def _counted(truths: list[Truth], fewest: float) -> tuple[np.ndarray, Truth]:
    """Count the conditions that hold, and compare with the fewest, whatever the unknown ones may be."""
    sure = np.add.reduce([truth == 1 for truth in truths], dtype=np.int8)
    unknown = np.add.reduce([truth == 0 for truth in truths], dtype=np.int8)
    met = (sure >= fewest).astype(np.int8) - (sure + unknown < fewest).astype(np.int8)
    return np.asarray(np.append(np.arange(len(truths) + 1.0), np.nan)[np.where(unknown, _UNKNOWN, sure)]), met


def _leveled(rule: Rule, truths: Mapping[str, Truth]) -> tuple[np.ndarray, Truth]:
    """Go through tiers from the highest, through stages from the first; an unknown level leaves the cell unknown."""
    numbered = list(enumerate(rule.levels, start=1))
    order = sorted(numbered, key=lambda pair: not pair[1].first) if rule.kind == "stages" else numbered[::-1]
    shape = next(iter(truths.values())).shape
    score, met, still = np.zeros(shape, np.int8), np.full(shape, -1, np.int8), np.ones(shape, dtype=bool)
    for number, level in order:
        holds = _all([truths[name] for name in level.conditions if name in truths])
        sure, open_ = still & (holds == 1), still & (holds == 0)
        for table, yes, unknown in ((score, number, _UNKNOWN), (met, 1 if level.cluster else -1, 0)):
            np.copyto(table, np.int8(yes), where=sure)
            np.copyto(table, np.int8(unknown), where=open_)
        still &= holds < 0
    return np.asarray(np.append(np.arange(len(rule.levels) + 1.0), np.nan)[score]), met
