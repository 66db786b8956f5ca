"""Ids that stay with a cluster from one run to the next: they follow the members, and splits and merges are named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.errors import DataContractError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.point_clusters import ClusterLabels

COLUMNS = ("cluster", "enterprise_id", "employees")
"""What a table of members has; without jobs every enterprise counts as one."""
PART = 0.1
"""A cluster takes part in a split or a merge with at least this part of its jobs."""


@dataclass(frozen=True, slots=True, eq=False)
class ClusterIds:
    """What became of the clusters of the run before.

    Parameters
    ----------
    ids : mapping of int to int
        The id of each new label.
    born, gone : tuple of int
        Ids that are new; ids of before that no cluster has any more.
    splits : mapping of int to tuple of int
        An id of before, and the ids of the two or more clusters that now hold a part of its members.
    merges : mapping of int to tuple of int
        An id of now, and the ids of the two or more clusters of before that gave it a part of theirs.
    last : int
        The highest id that was ever given; hand it to the next run, and no id is given twice.
    """

    ids: Mapping[int, int]
    born: tuple[int, ...]
    gone: tuple[int, ...]
    splits: Mapping[int, tuple[int, ...]]
    merges: Mapping[int, tuple[int, ...]]
    last: int


def members(points: pd.DataFrame, found: ClusterLabels) -> pd.DataFrame:
    """Return who belongs to which cluster, to be kept for the next run.

    Parameters
    ----------
    points : DataFrame of shape (n, .)
        ``enterprise_id`` and, if there is one, ``employees``.
    found : ClusterLabels
        Of these points.

    Returns
    -------
    DataFrame
        ``cluster`` (the label), ``enterprise_id``, ``employees`` (missing where unknown); a row for each site in a
        cluster.

    Raises
    ------
    DataContractError
        If the points have no ``enterprise_id``, or another number of rows.

    Examples
    --------
    >>> from geo.point_clusters import find_clusters
    >>> rows = pd.DataFrame({"enterprise_id": ["a", "b", "c"], "lon": [30.0, 30.001, 31.0], "lat": 50.0})
    >>> members(rows, find_clusters(rows, radius_m=100, minimum=2, weight="one", enterprises=2))["cluster"].tolist()
    [0, 0]
    """
    if "enterprise_id" not in points or len(points) != len(found.label):
        raise DataContractError("points", ["enterprise_id is needed, and the rows that the clusters were found from"])
    jobs = points["employees"].to_numpy(dtype=float, na_value=np.nan) if "employees" in points else np.nan
    rows = {"cluster": found.label, "enterprise_id": points["enterprise_id"].to_numpy(dtype=object), "employees": jobs}
    return pd.DataFrame(rows)[found.label >= 0].reset_index(drop=True)


def match_clusters(old: pd.DataFrame, new: pd.DataFrame, *, last: int | None = None) -> ClusterIds:
    """Give the clusters of a run the ids of those of the run before whose members they hold.

    The overlap of two clusters is the sum, over the enterprises in both, of the lesser number of jobs (1 where a number
    is unknown). Pairs are taken by their overlap, the largest first, then by the older id; each id and each cluster
    once. A cluster that is left without a pair gets a new id.

    Parameters
    ----------
    old, new : DataFrame
        Members (`COLUMNS`): ``cluster`` holds the ids of before, and the labels of now.
    last : int, optional
        The highest id that was ever given; by default the highest in `old`.

    Returns
    -------
    ClusterIds

    Raises
    ------
    DataContractError
        If a column is missing, or a cluster has no whole number from 0 up.

    Examples
    --------
    >>> old = pd.DataFrame({"cluster": [7, 7, 7, 8], "enterprise_id": ["a", "b", "c", "d"], "employees": [50, 5, 5, 9]})
    >>> new = pd.DataFrame({"cluster": [0, 1, 1, 2], "enterprise_id": ["a", "b", "c", "e"], "employees": [50, 5, 5, 3]})
    >>> found = match_clusters(old, new)
    >>> dict(found.ids), found.gone, dict(found.splits)
    ({0: 7, 1: 9, 2: 10}, (8,), {7: (7, 9)})
    """
    before, now = _jobs(old, "old"), _jobs(new, "new")
    pairs = before.merge(now, on="enterprise_id", suffixes=("_old", "_new"))
    pairs["overlap"] = pairs[["employees_old", "employees_new"]].min(axis=1)
    overlap = pairs.groupby(["cluster_old", "cluster_new"])["overlap"].sum().reset_index()
    overlap = overlap.sort_values(["overlap", "cluster_old", "cluster_new"], ascending=[False, True, True])
    ids, taken = {}, set()
    for one, other in zip(overlap["cluster_old"].tolist(), overlap["cluster_new"].tolist(), strict=True):
        if one not in taken and other not in ids:
            ids[other] = one
            taken.add(one)
    known = sorted(before["cluster"].unique().tolist())
    newest = max([*known, -1 if last is None else last])
    born = [label for label in sorted(now["cluster"].unique().tolist()) if label not in ids]
    ids |= {label: newest + k for k, label in enumerate(born, start=1)}
    overlap["id"] = overlap["cluster_new"].map(ids)
    share = overlap["overlap"] / overlap["cluster_old"].map(before.groupby("cluster")["employees"].sum())
    large = overlap[share >= PART]
    return ClusterIds(
        dict(sorted(ids.items())), tuple(ids[label] for label in born), tuple(c for c in known if c not in taken),
        _several(large, "cluster_old", "id"), _several(large, "id", "cluster_old"), newest + len(born),
    )  # fmt: skip


def _jobs(rows: pd.DataFrame, which: str) -> pd.DataFrame:
    """Return the jobs of each enterprise in each cluster, 1 where they are unknown.

    Raises
    ------
    DataContractError
        If a column is missing, or a cluster has no whole number from 0 up.
    """
    if missing := [f"the column {name} is missing" for name in COLUMNS[:2] if name not in rows]:
        raise DataContractError(f"{which} members", missing)
    if len(rows) and not (pd.api.types.is_integer_dtype(rows["cluster"]) and (rows["cluster"] >= 0).all()):
        raise DataContractError(f"{which} members", ["the column cluster must hold whole numbers from 0 up"])
    jobs = rows["employees"].astype(float).fillna(1.0) if "employees" in rows else 1.0
    table = rows[["cluster", "enterprise_id"]].assign(employees=jobs)
    return table.groupby(["cluster", "enterprise_id"])["employees"].sum().reset_index()


def _several(pairs: pd.DataFrame, one: str, many: str) -> dict[int, tuple[int, ...]]:
    """Return those of one column that stand beside several of the other."""
    found: dict[int, tuple[int, ...]] = {}
    for key, value in sorted(zip(pairs[one].tolist(), pairs[many].tolist(), strict=True)):
        found[key] = (*found.get(key, ()), value)
    return {key: values for key, values in found.items() if len(values) > 1}
