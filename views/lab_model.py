"""What the laboratory compares: the rules that were chosen, their cuts, and their verdict on every region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import streamlit as st

from geo.activity import from_dataset
from geo.cluster_rules import evaluate_rule, load_rules
from geo.gather import Slice, with_own_tables
from geo.simulated import ACTIVITY
from views import state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.activity import Activity
    from geo.cluster_rules import RuleResult
    from geo.dataset import Dataset
    from geo.query import Query
    from geo.rule import Rule

RULES, RULE, CUT = "rules", "rule", "cut."
"""Address parameters: rules that are compared, the rule whose cuts are moved, and before the name of each cut."""
TABLES = ("establishments", "wages", "years", "groups", "traded")
"""Companion tables that rules may look at; areas and people come with the regions."""
OWN = "own_rules"
"""Where the rules that a reader brought are kept while the page is open."""
_MAX_TEXT = 400


@dataclass(frozen=True, slots=True)
class Laboratory:
    """The rules of one view on one industry.

    `results` holds each rule's result by its name, `moved` the names of the rules whose cuts are not the published
    ones.
    """

    query: Query
    activity: Activity
    results: Mapping[str, RuleResult]
    moved: tuple[str, ...]

    @property
    def simulated(self) -> tuple[str, ...]:
        """Names of the simulated tables that any usable rule looks at."""
        cells = self.activity.simulated
        found = {name for result in self.usable.values() for name in self.made_up(result.rule)}
        return (*((ACTIVITY,) if cells else ()), *sorted(found))

    @property
    def interval_simulated(self) -> bool:
        """A verdict has no interval."""
        return False

    def made_up(self, rule: Rule) -> set[str]:
        """Name the simulated companion tables that a rule looks at."""
        return set(rule.looks_at()) & self.activity.companions.simulated

    @property
    def usable(self) -> dict[str, RuleResult]:
        """Results of the rules that these data can judge."""
        return {name: result for name, result in self.results.items() if not result.missing}

    @property
    def judged_first(self) -> list[str]:
        """Names of the rules, those that these data can judge before the others."""
        return sorted(self.results, key=lambda name: bool(self.results[name].missing))

    def met(self) -> pd.DataFrame:
        """Verdict of each usable rule on each region: 1, 0, or NaN where it is not known (regions x rules)."""
        code = self.query.industry_code
        columns = {name: result.met[code] for name, result in self.usable.items()}
        return pd.DataFrame(columns, index=self.activity.values.index)

    def agreement(self) -> pd.DataFrame:
        """Count the rules that call each region a cluster (`count`) and those that could judge it (`known`)."""
        met = self.met()
        known = met.notna().sum(axis=1)
        return pd.DataFrame({"count": met.sum(axis=1).where(known > 0, np.nan), "known": known})

    def agreed(self, region: str) -> tuple[int, int]:
        """Count the rules that call one region a cluster, and those that could judge it."""
        met = self.met().loc[[region]]
        return int((met == 1).to_numpy().sum()), int(met.notna().to_numpy().sum())


def all_rules() -> dict[str, Rule]:
    """Every rule: those that come with the project, and those that the reader brought."""
    own: dict[str, Rule] = st.session_state.get(OWN, {})
    return {**load_rules(), **own}


def chosen_rules(rules: Mapping[str, Rule]) -> list[str]:
    """Names of the rules that the address asks for; all of them where it names none."""
    asked = [name for name in st.query_params.get(RULES, "")[:_MAX_TEXT].split(",") if name in rules]
    return asked or list(rules)


def cuts_of(rule: Rule) -> dict[str, float]:
    """Cuts of the moved rule as the address gives them, held within their bounds; nothing for the published ones."""
    found = {}
    for name, parameter in rule.parameters.items():
        text = st.query_params.get(CUT + name, "")
        try:
            value = float(text)
        except ValueError:
            continue
        if np.isfinite(value) and value != parameter.value:
            found[name] = min(max(value, parameter.bounds[0]), parameter.bounds[1])
    return found


def laboratory(query: Query, dataset: Dataset, names: list[str]) -> Laboratory:
    """Evaluate the chosen rules on the table of a query."""
    rules, moved_rule = all_rules(), st.query_params.get(RULE, "")
    activity = activity_of(query, dataset)
    results, moved = {}, []
    for name in names:
        cuts = cuts_of(rules[name]) if name == moved_rule else {}
        results[name] = evaluate_rule(rules[name], activity, cuts)
        moved += [name] if cuts else []
    return Laboratory(query, activity, results, tuple(moved))


def activity_of(query: Query, dataset: Dataset) -> Activity:
    """Take the table of a query with everything that rules may look at, once."""
    at = Slice(query.measure, query.level, query.industry_level, query.year)

    def made() -> Activity:
        activity = from_dataset(
            dataset, measure=at.measure, level=at.level, industry_level=at.industry_level, year=at.year
        )
        return with_own_tables(activity, dataset, at, TABLES)

    return dataset.once(("laboratory", at.measure, at.level, at.industry_level, str(at.year)), made)


def forget_cuts() -> None:
    """Take every moved cut out of the address."""
    names = [key for key in st.query_params.to_dict() if key.startswith(CUT)]
    state.change(**{name.replace(".", "__"): None for name in names})
