"""Criteria of what surrounds an industry in a place: cluster rules, related industries, the people who work in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.relatedness import rca_presence, relatedness_density
from geo.rule_evaluation import robustness
from geo.rule_file import load_rules
from geo.scouting_cells import Cells, unknown_cells
from geo.scouting_types import FAIR, GOOD, LOG, MODELLED, PLAIN, POOR, SIMULATED, Criterion

if TYPE_CHECKING:
    from geo.activity import Activity
    from geo.rule_evaluation import Robustness
    from geo.scouting_search import Search

_PARTLY = 0.25  # of a sum that may be missing where it still is a fair figure


def cluster_status(search: Search) -> Cells:
    """Share of the published rules that call the cell a cluster, of those that can judge it."""
    one = Criterion(
        "cluster_status", 1, "share", PLAIN, 1.0, *search.credit("statistics", "reference"), search.industry
    )
    count = search.by_level(lambda a: _rules(a).count[search.industry])
    known = search.by_level(lambda a: _rules(a).known[search.industry])
    detail = "rules:" + count.map("{:.0f}".format) + "/" + known.map("{:.0f}".format)
    values = (count / known.where(known > 0)).where(search.by_level(lambda a: a.values[search.industry]).notna())
    return Cells(one, values, said=_said(search), detail=detail)


def related(search: Search) -> Cells:
    """Share of what is related to the industry that the place is strong in, without the industry itself."""
    near = search.related(search.industry)
    if not near:
        return unknown_cells(search.places.index, Criterion("related", 1, "share", missing="too_few_industries"))
    one = Criterion("related", 1, "share", PLAIN, 1.0, *search.credit("statistics", "reference"), search.industry)
    values = search.by_level(lambda a: _density(a)[search.industry])
    held = pd.concat([rca_presence(search.activity(level))[list(near)] for level in search.levels])
    there = held.apply(lambda row: ",".join(code for code in near if row[code] == 1), axis=1)
    return Cells(one, values, said=MODELLED, detail=("industries:" + there).where(there != "", ""))


def labour_related(search: Search) -> Cells:
    """Jobs in the industry and those most related to it; at least, where some of them are not known."""
    near = search.related(search.industry)
    if not near:
        return unknown_cells(search.places.index, Criterion("labour_related", missing="too_few_industries"))
    one = Criterion("labour_related", 1, "count", LOG, 0.0, *search.credit("statistics"), search.industry)
    codes = [search.industry, *near]
    parts = pd.concat([search.activity(level).values[codes] for level in search.levels])
    hidden = pd.concat({code: search.at_most(code) for code in codes}, axis=1)
    values = parts.sum(axis=1, min_count=(len(codes) + 1) // 2)
    return Cells(
        one,
        values,
        *at_least(values, hidden.sum(axis=1)),
        MODELLED,
        partly(values, hidden.sum(axis=1)),
        "industries:" + ",".join(near),
    )


def at_least(values: pd.Series, hidden: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Bounds of a sum of which parts are not known: what is known, and that with the most that the others can hide."""
    partial = hidden > 0
    return values.where(partial), (values + hidden).where(partial)


def partly(values: pd.Series, hidden: pd.Series) -> pd.Series:
    """Grade sums of which parts are not known by how much may be missing."""
    grades = np.select([hidden <= 0, hidden <= _PARTLY * values], [GOOD, FAIR], POOR)
    return pd.Series(grades, index=values.index)


def _rules(activity: Activity) -> Robustness:
    return activity.once(("scouting rules",), lambda: robustness(activity, load_rules()))


def _density(activity: Activity) -> pd.DataFrame:
    return activity.once(("scouting density",), lambda: relatedness_density(activity, diagonal="exclude"))


def _said(search: Search) -> str:
    """Tell whether a rule that was used stands on tables that were made up."""
    made_up = set().union(*(search.activity(level).companions.simulated for level in search.levels))
    used = set().union(*(_rules(search.activity(level)).evaluated for level in search.levels))
    needs = {need for name in used for need in load_rules()[name].needs()}
    simulated = bool(made_up & needs) or any(search.activity(level).simulated for level in search.levels)
    return SIMULATED if simulated else MODELLED
