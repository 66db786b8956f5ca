"""What if an anchor leaves a cluster: jobs, quotient and the verdict of a rule before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.activity import from_tables
from geo.cluster_card import plain
from geo.cluster_notes import note
from geo.cluster_parts import Here
from geo.cluster_privacy import why_hidden
from geo.cluster_rules import evaluate_rule, evidence
from geo.errors import DataContractError, UnknownOptionError
from geo.problems import Told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.cluster_ground import Coded, Ground
    from geo.rule import Rule
    from geo.rule_result import RuleResult

CLUSTER = "(cluster)"
"""Name of the cluster among the regions that a rule compares."""
ELSEWHERE = "(elsewhere)"
"""Name of everything outside the cluster that lies in no known region."""


@dataclass(frozen=True, slots=True, eq=False)
class WhatIf:
    """A cluster before and after some enterprises leave it.

    Parameters
    ----------
    table : DataFrame
        Columns ``before``, ``after``, ``change``; rows ``enterprises`` and ``employees`` (members),
        ``employees_inside`` (all within the outline), ``location_quotient`` of the leading industry inside, ``score``
        and ``met`` of the rule (1 is a cluster). NaN where the jobs, before or after, are hidden or not known.
    evidence : DataFrame, optional
        Each condition of the rule: ``value_before``, ``value_after``, ``threshold_before``, ``threshold_after``,
        ``holds_before``, ``holds_after``.
    lost_by_links : float
        Jobs of partners anywhere that are lost with the links, beside those who leave; part of `table` inside.
    left : tuple of str
        Ids of those who leave.
    notes : tuple of Told
    """

    table: pd.DataFrame
    evidence: pd.DataFrame | None
    lost_by_links: float
    left: tuple[str, ...]
    notes: tuple[Told, ...]

    def plain(self) -> dict[str, Any]:
        """Return everything as plain values, ready for JSON."""
        found = {
            "left": self.left, "figures": self.table, "rule": self.evidence,
            "lost_by_links": self.lost_by_links, "notes": [str(one) for one in self.notes],
        }  # fmt: skip
        return {name: plain(value) for name, value in found.items()}


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A rule and the cuts to judge the cluster with (see `geo.cluster_rules`)."""

    rule: Rule
    parameters: Mapping[str, float] | None = None


def what_if(
    ground: Ground, cluster_id: str, enterprises: Sequence[object], *, link_share: float = 0.0,
    judged: Judged | None = None,
) -> WhatIf:  # fmt: skip
    """Take enterprises out of a cluster and count again.

    For the rule the register is cut into the cluster (all within its outline) and the regions less what lies in it; it
    is judged for the leading industry of the members, which stays the same. With `link_share` each partner of those who
    leave loses this share of the part of its links that goes with them, of its jobs.

    Parameters
    ----------
    ground : Ground
    cluster_id : str
    enterprises : sequence
        Ids (numbers of rows where the register has none), all within the outline.
    link_share : float
        0 to 1; needs a table of links.
    judged : Judged, optional

    Returns
    -------
    WhatIf

    Raises
    ------
    UnknownOptionError
        If there is no such cluster or enterprise, or the share lies outside 0 to 1.
    DataContractError
        If the register is confidential, no enterprise is named, or there are no links to lose.

    Examples
    --------
    >>> from geo.agglomeration import clusters_of
    >>> from geo.cluster_ground import ground_of
    >>> firms = pd.DataFrame({"lon": [30.50, 30.51, 30.52, 30.53, 31.0], "lat": 50.4, "industry_code": list("JJJJC")})
    >>> firms["employees"] = [30.0, 40.0, 30.0, 20.0, 100.0]
    >>> found = clusters_of(firms, np.array([0, 0, 0, 0, -1]))
    >>> what_if(ground_of(found), found.table.index[0], [1]).table.loc["employees"].tolist()
    [120.0, 80.0, -40.0]
    """
    here = Here.of(ground, cluster_id)
    gone = _rows(here, enterprises)
    weight = ground.weight.copy()
    lost, said = 0.0, []
    weight[gone] = 0.0
    if link_share:
        less = _lost(ground, gone, link_share)
        lost, weight, said = float(less.sum()), weight - less, [note("first_round")]
    kept = np.ones(len(weight), dtype=bool)
    kept[gone] = False
    hide = here.hide or _hidden_after(here, kept)
    sides = [_side(here, *one) for one in ((ground.weight, np.ones(len(weight), dtype=bool)), (weight, kept))]
    table = pd.DataFrame(sides, index=["before", "after"]).T.rename_axis("figure")
    if hide or ground.basis != "employees":
        table.loc[["employees", "employees_inside"]] = np.nan
    if hide:
        table.loc["location_quotient"] = np.nan
    conditions = None
    if judged is not None:
        table, conditions, more = _with_rule(here, table, (weight, kept), judged, hide=hide)
        said += more
    table["change"] = table["after"] - table["before"]
    names = tuple(str(one) for one in enterprises)
    return WhatIf(table, conditions, float("nan") if hide else lost, names, tuple(said))


def _rows(here: Here, enterprises: Sequence[object]) -> np.ndarray:
    """Rows within the outline of the enterprises of these ids."""
    clusters = here.ground.clusters
    if clusters.privacy.confidential:
        raise DataContractError("what if", ["the register is confidential: no single enterprise can be taken out"])
    if not len(enterprises):
        raise DataContractError("what if", ["no enterprise is named that leaves"])
    inside = here.inside
    ids = (
        clusters.points["enterprise_id"].iloc[inside].astype(str)
        if "enterprise_id" in clusters.points
        else inside.astype(str)
    )
    known = set(ids)
    unknown = [str(one) for one in enterprises if str(one) not in known]
    if unknown:
        raise UnknownOptionError("enterprise", unknown[0], known, where="in the cluster")
    return np.asarray(inside[np.isin(np.asarray(ids, dtype=object), [str(one) for one in enterprises])])


def _hidden_after(here: Here, kept: np.ndarray) -> bool:
    clusters, mine = here.ground.clusters, here.members[kept[here.members]]
    return bool(why_hidden(here.ground.jobs[mine], clusters.firm[mine], clusters.privacy))


def _lost(ground: Ground, gone: np.ndarray, link_share: float) -> np.ndarray:
    """Jobs that each row loses with its links to those who leave."""
    if not 0 <= link_share <= 1:
        raise UnknownOptionError("share of links", f"{link_share:g}", ["a number from 0 to 1"])
    table = ground.links
    if table is None:
        raise DataContractError("what if", ["there is no table of links; without one no link can be lost"])
    firm = ground.clusters.firm
    n = int(firm.max(initial=-1)) + 1
    leaving = np.zeros(n, dtype=bool)
    leaving[firm[gone]] = True
    every = np.bincount(table.source, weights=table.weight, minlength=n)
    every += np.bincount(table.target, weights=table.weight, minlength=n)
    cut = np.bincount(table.source, weights=table.weight * leaving[table.target], minlength=n)
    cut += np.bincount(table.target, weights=table.weight * leaving[table.source], minlength=n)
    part = np.divide(cut, every, out=np.zeros(n), where=every > 0)
    part[leaving] = 0.0
    return np.asarray(link_share * part[firm] * ground.weight)


def _side(here: Here, weight: np.ndarray, kept: np.ndarray) -> dict[str, float]:
    """Figures of the cluster with some weight left and some rows kept."""
    ground, coded = here.ground, here.ground.industry
    mine = here.members[kept[here.members]]
    inside, whole = coded.sums(weight, here.inside), coded.sums(weight)
    place = coded.names.index(here.leading) if here.leading in coded.names else -1
    quotient = float("nan")
    outside = np.maximum(whole - inside, 0)
    if place >= 0 and inside.sum() > 0 and outside[place] > 0:
        quotient = float(inside[place] / inside.sum() / (outside[place] / outside.sum()))
    return {
        "enterprises": float(len(np.unique(ground.clusters.firm[mine]))),
        "employees": float(weight[mine].sum()),
        "employees_inside": float(weight[here.inside].sum()),
        "location_quotient": quotient,
    }


def _with_rule(
    here: Here, table: pd.DataFrame, after: tuple[np.ndarray, np.ndarray], judged: Judged, *, hide: bool
) -> tuple[pd.DataFrame, pd.DataFrame | None, list[Told]]:
    """Judge the cluster before and after, for its leading industry."""
    before = (here.ground.weight, np.ones(len(here.ground.weight), dtype=bool))
    results = [_judge(here, *one, judged) for one in (before, after)]
    said = [] if here.ground.region is not None else [note("two_regions")]
    said += [one for one in results[0].notes if isinstance(one, Told)]
    if here.leading not in results[0].score.columns:
        return table, None, said
    for row, part in (("score", "score"), ("met", "met")):
        table.loc[row] = [float(getattr(one, part).loc[CLUSTER, here.leading]) for one in results]
    parts = [evidence(one, CLUSTER, here.leading) for one in results]
    columns: dict[str, pd.Series] = {"measure": parts[0]["measure"], "comparison": parts[0]["comparison"]}
    for column in ("value", "threshold", "holds"):
        for name, found in zip(("before", "after"), parts, strict=True):
            columns[f"{column}_{name}"] = found[column] * (np.nan if hide and column != "holds" else 1.0)
    return table, pd.DataFrame(columns), said


def _judge(here: Here, weight: np.ndarray, kept: np.ndarray, judged: Judged) -> RuleResult:
    """Evaluate the rule on the cluster and the regions less what lies in it."""
    ground, coded = here.ground, here.ground.industry
    region, names = _cut(here, ground.region)
    known = (coded.code >= 0) & kept
    cell = (region * len(coded.names) + coded.code)[known]
    shape = (len(names), len(coded.names))
    index, columns = pd.Index(names, name="region_code"), pd.Index(coded.names, name="industry_code")
    jobs, sites = (
        pd.DataFrame(np.bincount(cell, weights=one, minlength=shape[0] * shape[1]).reshape(shape), index, columns)
        for one in (weight[known], np.ones(int(known.sum())))
    )
    return evaluate_rule(judged.rule, from_tables(jobs, {"establishments": sites}), judged.parameters)


def _cut(here: Here, coded: Coded | None) -> tuple[np.ndarray, list[str]]:
    """Region of each row, the cluster being one of its own; and their names."""
    if coded is None:
        region, names = np.zeros(len(here.ground.weight), dtype=int), [ELSEWHERE]
    else:
        names = [*coded.names, ELSEWHERE]
        region = np.where(coded.code >= 0, coded.code, len(coded.names))
    region = region.copy()
    region[here.inside] = len(names)
    used = np.unique(region)
    every = [*names, CLUSTER]
    return np.searchsorted(used, region), [every[i] for i in used]
