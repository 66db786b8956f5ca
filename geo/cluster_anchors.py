"""Anchor enterprises of a cluster, the small firms around them, and the links inside and to the outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from geo.cluster_notes import note
from geo.crs import through_the_earth

if TYPE_CHECKING:
    from geo.cluster_parts import Here
    from geo.problems import Told


@dataclass(frozen=True, slots=True)
class AnchorRule:
    """Who is an anchor, and who is small.

    An anchor has `jobs` jobs in the cluster; or more than the `share` of its jobs, and at least `least`. A small firm
    has fewer than `small`.
    """

    jobs: float = 250.0
    share: float = 0.05
    least: float = 50.0
    small: float = 50.0


@dataclass(frozen=True, slots=True, eq=False)
class Anchors:
    """Anchors of a cluster and the small firms around them.

    Parameters
    ----------
    table : DataFrame
        Index ``enterprise_id`` (the row of the register where there is none): ``enterprise_name``, ``industry_code``,
        ``organisation_type``, ``employees`` and ``share`` of the jobs (NaN where the jobs are hidden), ``lon``,
        ``lat``; the largest first. Empty where the register is confidential; `number` says how many there are.
    number : int
    rule : AnchorRule
    small : dict
        ``enterprises``, ``share`` (of the enterprises whose jobs are known), ``share_of_jobs`` (NaN where hidden),
        ``median_distance_m`` from a small firm to the nearest anchor (NaN without anchors).
    """

    table: pd.DataFrame
    number: int
    rule: AnchorRule
    small: dict[str, float]


def anchors(here: Here, rule: AnchorRule, listed: int) -> tuple[Anchors, list[Told]]:
    """Find the anchors of a cluster among its members.

    Returns
    -------
    (Anchors, list of Told)
    """
    clusters, jobs = here.ground.clusters, here.ground.jobs
    firms, first, at = np.unique(clusters.firm[here.members], return_index=True, return_inverse=True)
    own, known = jobs[here.members], ~np.isnan(jobs[here.members])
    size = np.bincount(at, weights=np.nan_to_num(own), minlength=len(firms))
    told = np.bincount(at, weights=known, minlength=len(firms)) > 0
    total = float(size.sum())
    is_anchor = told & ((size >= rule.jobs) | ((size >= rule.share * total) & (size >= rule.least)))
    is_small = told & (size < rule.small)
    order = np.flatnonzero(is_anchor)
    order = order[np.argsort(-size[order], kind="stable")]
    rows = here.members[first[order]]
    table = _listed(here, rows, size[order], total)
    small = {
        "enterprises": int(is_small.sum()),
        "share": _part(float(is_small.sum()), float(told.sum())),
        "share_of_jobs": float("nan") if here.hide else _part(float(size[is_small].sum()), total),
        "median_distance_m": _apart(here, is_small[at], is_anchor[at]),
    }
    privacy = clusters.privacy
    shown = table.iloc[:0] if privacy.confidential else table.head(listed)
    notes = (
        []
        if len(order)
        else [note("no_anchor", jobs=f"{rule.jobs:g}", share=f"{rule.share:.0%}", least=f"{rule.least:g}")]
    )
    return Anchors(shown, len(order), rule, small), notes


def _listed(here: Here, rows: np.ndarray, size: np.ndarray, total: float) -> pd.DataFrame:
    points = here.ground.clusters.points
    columns = [
        name for name in ("enterprise_name", "industry_code", "organisation_type", "lon", "lat") if name in points
    ]
    table = points[columns].iloc[rows].copy()
    table["employees"] = np.nan if here.hide else size
    table["share"] = np.nan if here.hide or not total else size / total
    ids = points["enterprise_id"].iloc[rows].to_numpy() if "enterprise_id" in points else rows
    return table.set_axis(pd.Index(ids, name="enterprise_id"), axis=0)


def _apart(here: Here, small: np.ndarray, anchor: np.ndarray) -> float:
    """Median distance from a small firm to the nearest anchor, metres."""
    if not small.any() or not anchor.any():
        return float("nan")
    points = here.ground.clusters.points
    lon, lat = (points[name].to_numpy(dtype=float)[here.members] for name in ("lon", "lat"))
    places = through_the_earth(lon, lat)
    away, _ = cKDTree(places[anchor]).query(places[small])
    return float(np.median(away))


def links(here: Here) -> tuple[dict[str, Any] | None, list[Told]]:
    """Count links between members, and those between a member and somebody else.

    Returns
    -------
    (dict or None, list of Told)
        ``inside``, ``to_outside`` and ``from_outside``, each with ``links`` and ``weight``; ``share_inside`` of their
        weight (NaN where there are none). A link of an enterprise with itself counts inside.
    """
    table = here.ground.links
    if table is None:
        return None, [note("no_links")]
    mine = np.zeros(int(here.ground.clusters.firm.max(initial=-1)) + 1, dtype=bool)
    mine[here.ground.clusters.firm[here.members]] = True
    source, target = mine[table.source], mine[table.target]
    parts = {
        "inside": source & target,
        "to_outside": source & ~target,
        "from_outside": ~source & target,
    }
    found: dict[str, Any] = {
        name: {"links": int(part.sum()), "weight": float(table.weight[part].sum())} for name, part in parts.items()
    }
    every = sum(float(one["weight"]) for one in found.values())
    found["share_inside"] = _part(found["inside"]["weight"], every)
    notes = [note("links_outside", n=table.lost)] if table.lost else []
    return found, notes if every else [*notes, note("no_own_links")]


def _part(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")
