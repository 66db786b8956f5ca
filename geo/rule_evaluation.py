"""A rule on a table: which cells are clusters, which condition fails, and how many rules agree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.problems import Told
from geo.rule import MEASURES
from geo.rule_measures import Measures
from geo.rule_result import RuleResult, number_of
from geo.rule_truth import Truth, TruthTables, as_figures, compared, scored, truth_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.activity import Activity
    from geo.rule import Rule


@dataclass(frozen=True, slots=True, eq=False)
class Robustness:
    """Under how many rules each cell is a cluster.

    `count` is that number, `known` under how many rules the cell could be judged, and `share` their ratio (NaN where no
    rule could). `evaluated` are the rules that could be used at all, `missing` the tables that the others lack.
    """

    count: pd.DataFrame
    known: pd.DataFrame
    evaluated: tuple[str, ...]
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def share(self) -> pd.DataFrame:
        """Share of the rules that could judge the cell and call it a cluster."""
        return self.count / self.known.where(self.known > 0)


def evaluate_rule(
    rule: Rule, activity: Activity | Measures, parameters: Mapping[str, float] | None = None
) -> RuleResult:
    """Evaluate a rule on a table.

    Parameters
    ----------
    rule : Rule
        See `geo.rule_file.load_rules` and `geo.rule_file.parse_rule`.
    activity : Activity or Measures
        What several rules look at is computed once. `Measures`, where they come from elsewhere than a table.
    parameters : mapping of str to float, optional
        Cuts other than the published ones, within their bounds.

    Returns
    -------
    RuleResult

    Raises
    ------
    UnknownOptionError
        If there is no such parameter, or its value lies outside its bounds.
    NegativeActivityError
        If any value is negative or infinite.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> from geo.rule_file import load_rules
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> evaluate_rule(load_rules()["quotient_over_1_25"], from_tables(x)).met.loc["R01"].tolist()
    [0.0, 1.0]
    """
    measures = activity if isinstance(activity, Measures) else Measures(activity)
    chosen = rule.chosen(parameters)
    missing, notes = _lacking(rule, measures, chosen)
    usable = {n: c for n, c in rule.conditions.items() if all(measures.has(need) for need in MEASURES[c.measure])}
    left_out = tuple(n for n, c in rule.conditions.items() if n not in usable and c.without == "skip")
    index, columns = measures.activity.values.axes
    unknown = np.zeros((len(index), len(columns)), dtype=np.int8)
    values, thresholds, truth = {}, {}, {}
    for name, condition in rule.conditions.items():
        if name in usable:
            values[name], thresholds[name] = compared(condition, measures, chosen)
            truth[name] = truth_of(condition, values[name], thresholds[name], measures)
        elif name not in left_out:
            truth[name] = unknown
    if rule.traded_only:
        truth, notes = _traded_only(truth, measures, notes)
    if left_out:
        notes = (*notes, Told.of("left_out", conditions=", ".join(left_out)))
    figures, cluster = (unknown * np.nan, unknown) if missing else scored(rule, measures, truth, chosen)
    score = pd.DataFrame(figures, index=index, columns=columns, copy=False)
    met = pd.DataFrame(as_figures(cluster), index=index, columns=columns, copy=False)
    tables = TruthTables(truth, index, columns)
    return RuleResult(rule, chosen, score, met, tables, values, thresholds, missing, left_out, notes)


def robustness(
    activity: Activity, rules: Mapping[str, Rule], parameters: Mapping[str, Mapping[str, float]] | None = None
) -> Robustness:
    """Count the rules under which each cell is a cluster.

    Parameters
    ----------
    activity : Activity
    rules : mapping of str to Rule
    parameters : mapping of str to mapping, optional
        Cuts of each rule, by its name.

    Returns
    -------
    Robustness

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> from geo.rule_file import load_rules
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> found = robustness(from_tables(x), {n: load_rules()[n] for n in ("quotient_over_1_25", "delgado_porter_stern")})
    >>> found.count.loc["R01"].tolist(), found.evaluated, found.missing
    ([0.0, 1.0], ('quotient_over_1_25',), {'delgado_porter_stern': ('establishments',)})
    """
    measures = Measures(activity)
    count, known = (np.zeros(activity.values.shape) for _ in range(2))
    evaluated, missing = [], {}
    for name, rule in rules.items():
        chosen = (parameters or {}).get(name)
        lacking, _ = _lacking(rule, measures, rule.chosen(chosen))
        if lacking:
            missing[name] = lacking
            continue
        evaluated.append(name)
        met = evaluate_rule(rule, activity, chosen).met.to_numpy(dtype=float)
        count += met == 1
        known += ~np.isnan(met)
    axes: dict[str, Any] = {"index": activity.values.index, "columns": activity.values.columns}
    none = known == 0
    return Robustness(
        pd.DataFrame(np.where(none, np.nan, count), **axes), pd.DataFrame(known, **axes), tuple(evaluated), missing
    )


def _lacking(
    rule: Rule, measures: Measures, parameters: Mapping[str, float]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name the tables that a rule cannot do without and the data do not have, or have too few years of."""
    missing = tuple(need for need in rule.needs() if not measures.has(need))
    fewest, years = number_of(rule.minimum_years, parameters), measures.activity.companions.years or {}
    if "years" not in missing and len(years) < fewest:
        return (*missing, "years"), (Told.of("rule_years", asked=f"{fewest:.0f}", n=len(years)),)
    return missing, ()


def _traded_only(
    truth: dict[str, Truth], measures: Measures, notes: tuple[str, ...]
) -> tuple[dict[str, Truth], tuple[str, ...]]:
    flags = measures.flags
    if flags is None:
        return truth, (*notes, Told.of("no_traded"))
    traded = (flags == 1).to_numpy().astype(np.int8)
    local = (*notes, Told.of("only_traded"))
    return {name: found * traded for name, found in truth.items()}, local
