"""Parts of the card of a cluster: industries, kinds of organisations, sizes, regions, density against chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.cluster_ground import SIZE_NAMES
from geo.cluster_notes import note
from geo.cluster_sums import sums_by
from geo.triple_helix import synergy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.cluster_ground import Ground
    from geo.problems import Told

_FEW_INDUSTRIES = 10
_PAIR = 2  # organisations; a single one has no synergy


@dataclass(frozen=True, slots=True, eq=False)
class Here:
    """One cluster of a ground: rows of its members, rows within its outline, and whether its jobs are hidden."""

    ground: Ground
    place: int
    members: np.ndarray
    inside: np.ndarray
    hide: bool

    @classmethod
    def of(cls, ground: Ground, cluster_id: str) -> Here:
        """Find a cluster.

        Raises
        ------
        UnknownOptionError
            If there is no such cluster.
        """
        members = ground.clusters.rows_of(cluster_id)
        place = int(ground.clusters.table.index.get_loc(cluster_id))
        why = str(ground.clusters.table["hidden"].iloc[place])
        return cls(ground, place, members, ground.inside[place], bool(why))

    @property
    def leading(self) -> str:
        """Code of the industry with most jobs among the members; empty where none is known."""
        return str(self.ground.clusters.table["leading_industry"].iloc[self.place])

    def sums(self, rows: np.ndarray, group: np.ndarray, names: Sequence[str]) -> pd.DataFrame:
        """Count enterprises and jobs of some rows by group (a number of each row of the register)."""
        clusters = self.ground.clusters
        return sums_by(
            group[rows], names, self.ground.jobs[rows], clusters.firm[rows],
            privacy=clusters.privacy, hide_all=self.hide,
        )  # fmt: skip


def industries(here: Here, listed: int) -> pd.DataFrame:
    """Industries within the outline, the largest first, with the location quotient against the rest of the register.

    Returns
    -------
    DataFrame
        Index ``industry_code``: ``enterprises``, ``members``, ``employees``, ``hidden``, ``share`` (of the jobs within
        the outline, or of the enterprises where no jobs are stated) and ``location_quotient``: that share over the
        share among all enterprises outside the outline; NaN where hidden, or where there is none outside.
    """
    ground, coded = here.ground, here.ground.industry
    table = here.sums(here.inside, coded.code, coded.names).rename_axis("industry_code")
    place = pd.Index(coded.names).get_indexer(table.index)
    inside = coded.sums(ground.weight, here.inside)
    outside = np.maximum(ground.whole - inside, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = inside / inside.sum()
        quotient = np.where(outside > 0, share / (outside / outside.sum()), np.nan)
    members = coded.sums(rows=here.members)
    shown = (table["hidden"] == "").to_numpy()
    table.insert(1, "members", members[place])
    table["share"] = np.where(shown, share[place], np.nan)
    table["location_quotient"] = np.where(shown, quotient[place], np.nan)
    return table.iloc[np.argsort(-inside[place], kind="stable")[:listed]]


def sizes(here: Here) -> pd.DataFrame:
    """Size structure of the members: enterprises and jobs by size class of the site."""
    return here.sums(here.members, here.ground.size, SIZE_NAMES).rename_axis("size_class")


def regions(here: Here) -> pd.DataFrame | None:
    """Regions that the members lie in, the largest first; None where the register knows no region.

    Returns
    -------
    DataFrame
        Index ``region_code``: ``enterprises``, ``employees``, ``hidden``, ``share`` of members, ``share_of_jobs``.
    """
    coded = here.ground.region
    if coded is None:
        return None
    table = here.sums(here.members, coded.code, coded.names).rename_axis("region_code")
    jobs = np.nansum(here.ground.jobs[here.members])
    table["share"] = table["enterprises"] / len(np.unique(here.ground.clusters.firm[here.members]))
    table["share_of_jobs"] = table["employees"] / (jobs if jobs > 0 else np.nan)
    return table.iloc[np.argsort(-table["enterprises"].to_numpy(), kind="stable")]


def composition(here: Here) -> tuple[pd.DataFrame | None, float, list[Told]]:
    """Kinds of organisations within the outline, and what kind, size and industry know of each other.

    Returns
    -------
    (DataFrame, float, list of Told)
        By kind ``enterprises``, ``employees``, ``hidden`` and ``institutions`` (organisations beside the register);
        the synergy in bits, below 0 where the three work together, NaN where it cannot be measured.
    """
    ground, coded = here.ground, here.ground.kind
    beside = ground.institutions_inside[here.place]
    if coded is None:
        return None, float("nan"), [note("no_kinds")]
    table = here.sums(here.inside, coded.code, coded.names).rename_axis("organisation_type")
    if not set(beside) <= set(table.index):
        table = table.reindex(table.index.union(list(beside), sort=False)).rename_axis("organisation_type")
        table = table.fillna({"enterprises": 0, "hidden": ""}).astype({"enterprises": int})
    table["institutions"] = [beside.get(str(kind), 0) for kind in table.index]
    traits = np.column_stack([one[here.inside] for one in (coded.code, ground.size, ground.industry.code)])
    traits = traits[(traits >= 0).all(axis=1)]
    kinds = np.unique(traits[:, 0])
    if len(kinds) == 1:
        return table, float("nan"), [note("one_kind", kind=coded.names[int(kinds[0])])]
    if len(traits) < _PAIR:
        return table, float("nan"), [note("no_traits")]
    small = np.column_stack([np.unique(column, return_inverse=True)[1].ravel() for column in traits.T])
    counts = np.zeros(small.max(axis=0) + 1)
    np.add.at(counts, tuple(small.T), 1.0)
    return table, synergy(counts), []


def against_chance(here: Here) -> tuple[dict[str, Any], list[Told]]:
    """How many times denser the industries of the cluster are here than if they were spread like all enterprises.

    Returns
    -------
    (dict, list of Told)
        ``industries`` (those of the members), ``observed`` sites of theirs within the outline, ``expected`` (their
        sites times the share of all sites that lie within the outline), ``ratio``, and ``proof`` of the leading
        industry where a test was made.
    """
    ground, coded = here.ground, here.ground.industry
    codes = np.unique(coded.code[here.members])
    codes = codes[codes >= 0]
    whole, within = ground.sites, coded.sums(rows=here.inside)
    observed, total = int(within[codes].sum()), int(whole.sum())
    expected = float(whole[codes].sum() * within.sum() / total) if total else float("nan")
    found: dict[str, Any] = {
        "industries": [coded.names[i] for i in codes],
        "observed": observed,
        "expected": expected,
        "ratio": observed / expected if expected > 0 else float("nan"),
    }
    proof = (ground.beside.proofs or {}).get(here.leading)
    if proof is not None:
        found["proof"] = {
            "function": proof.function, "industry": here.leading, "verdict": proof.verdict, "sites": proof.sites,
            "localised_m": [list(one) for one in proof.localised], "draws": proof.draws.number,
        }  # fmt: skip
    if set(codes) == set(np.flatnonzero(whole)):
        return found | {"ratio": float("nan")}, [note("all_industries")]
    return found, [note("drawn_dense")]


def related(here: Here, listed: int) -> tuple[pd.DataFrame | None, list[Told]]:
    """Industries most related to the leading one, and whether they are present within the outline.

    Returns
    -------
    (DataFrame or None, list of Told)
        Index ``industry_code``: ``proximity``, ``enterprises`` within the outline, ``present``; the nearest first.
    """
    near, coded = here.ground.beside.proximity, here.ground.industry
    if near is None or here.leading not in near.index:
        return None, [note("no_relatedness")]
    row = near.loc[here.leading].astype(float).to_numpy()
    others = (row > 0) & (near.columns != here.leading)
    if not others.any():
        return None, [note("not_related", industry=here.leading)]
    count = dict(zip(coded.names, coded.sums(rows=here.inside), strict=True))
    table = pd.DataFrame({"proximity": row[others]}, index=near.columns[others]).rename_axis("industry_code")
    table["enterprises"] = [int(count.get(str(code), 0)) for code in table.index]
    table["present"] = table["enterprises"] > 0
    table = table.sort_values("proximity", ascending=False, kind="stable").head(listed)
    few = [note("few_industries", n=len(near))] if len(near) < _FEW_INDUSTRIES else []
    return table, few
