"""What a rule gives: a score, "is a cluster", and for each cell the truth of every condition with its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.errors import UnknownIndustryError, UnknownRegionError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.rule import Condition, Rule


@dataclass(frozen=True, slots=True, eq=False)
class RuleResult:
    """A rule evaluated on a table.

    Tables are regions x industries. `score` is what the rule's kind says (stars, tier, stage, index); `met`, and each
    of `conditions`, is 1.0 where it holds, 0.0 where it does not and NaN where that is not known. `values` and
    `thresholds` are what was compared with what (a threshold is one number an industry). `missing` names the tables
    without which nothing could be evaluated (then `score` and `met` are NaN); `left_out` names conditions that were
    passed over for want of their table; `notes` are sentences for the reader.
    """

    rule: Rule
    parameters: Mapping[str, float]
    score: pd.DataFrame
    met: pd.DataFrame
    conditions: Mapping[str, pd.DataFrame]
    values: Mapping[str, pd.DataFrame]
    thresholds: Mapping[str, pd.Series]
    missing: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def told(self) -> dict[str, Any]:
        """Say what goes with every export: which rule, its version, the cuts that were used, what was passed over."""
        return {
            "rule": self.rule.id,
            "version": self.rule.version,
            "kind": self.rule.kind,
            "parameters": dict(self.parameters),
            "conditions": {name: written(c, self.parameters) for name, c in self.rule.conditions.items()},
            "left_out": list(self.left_out),
            "notes": list(self.notes),
            "citation": self.rule.citation,
        }


def evidence(result: RuleResult, region: str, industry: str) -> pd.DataFrame:
    """Return each condition of a cell: what was compared with what, and whether it holds.

    Parameters
    ----------
    result : RuleResult
    region, industry : str
        Codes of the table.

    Returns
    -------
    DataFrame indexed by condition
        ``measure``, ``value``, ``comparison``, ``threshold``, ``holds`` (1, 0, or NaN where that is not known).

    Raises
    ------
    UnknownRegionError, UnknownIndustryError
        If the table has no such code.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> from geo.cluster_rules import evaluate_rule, load_rules
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> result = evaluate_rule(load_rules()["statsamerica"], from_tables(x))
    >>> evidence(result, "R01", "C10")[["value", "comparison", "threshold", "holds"]].to_dict("records")
    [{'value': 0.5, 'comparison': '>=', 'threshold': 1.2, 'holds': 0.0}]
    """
    if region not in result.score.index:
        raise UnknownRegionError("region", region, result.score.index)
    if industry not in result.score.columns:
        raise UnknownIndustryError("industry", industry, result.score.columns)
    rows = {}
    for name, truth in result.conditions.items():
        condition, known = result.rule.conditions[name], name in result.values
        value = float(result.values[name].loc[region, industry]) if known else np.nan  # type: ignore[arg-type]
        cut = float(result.thresholds[name][industry]) if known else np.nan
        rows[name] = (condition.measure, value, condition.comparison, cut, truth.loc[region, industry])
    columns = ["measure", "value", "comparison", "threshold", "holds"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("condition")


def failing(result: RuleResult, region: str, industry: str) -> pd.DataFrame:
    """Return the conditions of a cell that do not hold and stand between it and being a cluster.

    Of a rule with tiers these are the conditions of the lowest tier that counts as a cluster. A single row says that
    this one condition fails; no row, that the cell is a cluster, or that it is not known.

    Returns
    -------
    DataFrame indexed by condition
        As `evidence`.

    Raises
    ------
    UnknownRegionError, UnknownIndustryError
        If the table has no such code.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> from geo.cluster_rules import evaluate_rule, load_rules
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> result = evaluate_rule(load_rules()["statsamerica"], from_tables(x))
    >>> failing(result, "R01", "C10").index.tolist(), failing(result, "R01", "C24").index.tolist()
    (['quotient'], [])
    """
    table = evidence(result, region, industry)
    if result.met.loc[region, industry] != 0:
        return table.iloc[:0]
    asked = next((level.conditions for level in result.rule.levels if level.cluster), tuple(table.index))
    return table[(table["holds"] == 0) & table.index.isin(asked)]


def written(condition: Condition, parameters: Mapping[str, float]) -> str:
    """Write a condition with its numbers.

    Examples
    --------
    >>> from geo.rule_file import load_rules
    >>> written(load_rules()["statsamerica"].conditions["quotient"], {"cut": 1.2})
    'location_quotient >= 1.2'
    """
    number = number_of(condition.against, parameters) * condition.factor
    measure = condition.measure + (f" ({condition.span})" if condition.span != "all" else "")
    measure += " of traded activity" if condition.denominator == "traded" else ""
    over = " of the regions with jobs" if condition.over == "active" else " of the regions"
    if condition.kind == "top":
        return f"{measure} {condition.comparison} the lower bound of the top {number:.10g}{over}"
    if condition.kind == "quantile":
        return f"{measure} {condition.comparison} the quantile {number:.10g}{over}"
    return f"{measure} {condition.comparison} {number:.10g}"


def number_of(value: float | str, parameters: Mapping[str, float]) -> float:
    """Return a number, or the value of the parameter of this name.

    Examples
    --------
    >>> number_of("cut", {"cut": 1.2}), number_of(2.0, {})
    (1.2, 2.0)
    """
    return parameters[value] if isinstance(value, str) else value
