"""Clusters of an earlier run: who belonged to them, and which of the clusters of now goes on under an old id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyogrio

from geo.cluster_ids import match_clusters
from geo.errors import DataContractError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MEMBERS = ".members.csv"
"""Ending of the file of members beside a CSV of clusters."""
_COLUMNS = ("cluster_id", "enterprise_id")


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """What became of the clusters of before.

    Parameters
    ----------
    ids : tuple of str
        Id of before of each cluster of now, in the order of the labels; empty for a new one.
    gone : tuple of str
        Ids of before that no cluster has any more.
    splits : mapping of str to tuple of int
        An id of before, and the places (in the order of the labels) of the clusters that now hold a part of it.
    merges : mapping of int to tuple of str
        A place, and the ids of before that gave the cluster there a part of theirs.
    """

    ids: tuple[str, ...]
    gone: tuple[str, ...]
    splits: Mapping[str, tuple[int, ...]]
    merges: Mapping[int, tuple[str, ...]]


def read_members(path: Path) -> pd.DataFrame:
    """Read who belonged to which cluster from a file that `geo.cluster_files.write_clusters` wrote.

    Returns
    -------
    DataFrame
        ``cluster_id``, ``enterprise_id`` and, where there is one, ``employees``.

    Raises
    ------
    DataContractError
        If the file is missing, cannot be read, or holds no members with an id.
    """
    ending = path.suffix.lower()
    if not path.is_file():
        raise DataContractError(str(path), ["the file is missing"])
    if ending not in {".gpkg", ".csv"}:
        raise DataContractError(
            path.name, ["members are kept in .gpkg and .csv only; write one of these for --previous"]
        )
    source = path if ending == ".gpkg" else path.with_name(path.stem + MEMBERS)
    try:
        if ending == ".gpkg":
            table = pyogrio.read_dataframe(source, layer="members", read_geometry=False)
        else:
            table = pd.read_csv(source, keep_default_na=False, na_values=[""], dtype={"cluster_id": str})
    except (OSError, ValueError, pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise DataContractError(source.name, [f"the members of the earlier run cannot be read: {error}"]) from None
    missing = [f"the column {name} is missing" for name in _COLUMNS if name not in table]
    if missing:
        raise DataContractError(source.name, missing)
    found: pd.DataFrame = table[[name for name in (*_COLUMNS, "employees") if name in table]]
    return found


def history(previous: pd.DataFrame, points: pd.DataFrame, label: np.ndarray) -> History:
    """Tell which cluster of now goes on under which id of before (see `geo.cluster_ids.match_clusters`).

    Parameters
    ----------
    previous : DataFrame
        As `read_members` returns it.
    points : DataFrame of shape (n, .)
        The register of now, with ``enterprise_id``.
    label : ndarray of int, shape (n,)
        Clusters of now; negative for none.

    Returns
    -------
    History

    Raises
    ------
    DataContractError
        If the register has no ``enterprise_id``.

    Examples
    --------
    >>> old = pd.DataFrame({"cluster_id": ["a", "a", "b"], "enterprise_id": [1, 2, 3]})
    >>> found = history(old, pd.DataFrame({"enterprise_id": [1, 2, 9]}), np.array([0, 0, 1]))
    >>> found.ids, found.gone
    (('a', ''), ('b',))
    """
    if "enterprise_id" not in points:
        raise DataContractError("points", ["the register has no enterprise_id, which tells who was there before"])
    place, known = pd.factorize(previous["cluster_id"])
    names = [str(one) for one in known]
    old = _members(place, previous)
    labels = np.unique(label[label >= 0])
    new = _members(np.where(label >= 0, np.searchsorted(labels, label), -1), points)
    found = match_clusters(old, new[new["cluster"] >= 0], last=len(names) - 1)
    where = {number: at for at, number in found.ids.items()}
    return History(
        tuple(names[found.ids[at]] if found.ids.get(at, len(names)) < len(names) else "" for at in range(len(labels))),
        tuple(names[one] for one in found.gone),
        {names[one]: tuple(where[new_id] for new_id in parts) for one, parts in found.splits.items()},
        {where[one]: tuple(names[part] for part in parts) for one, parts in found.merges.items()},
    )


def _members(cluster: np.ndarray, table: pd.DataFrame) -> pd.DataFrame:
    made: dict[str, Any] = {
        "cluster": cluster.astype(np.int64),
        "enterprise_id": table["enterprise_id"].astype(str).to_numpy(),
    }
    if "employees" in table:
        made["employees"] = table["employees"].to_numpy(dtype=float, na_value=np.nan)
    return pd.DataFrame(made)
