"""Clusters found from the sites of enterprises alone, whatever boundaries lie between them.

Distances are straight lines between places on the ellipsoid, in metres: right to 1 m at 100 km, anywhere on the Earth.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.crs import through_the_earth
from geo.errors import DataContractError, UnknownIndustryError, UnknownOptionError
from geo.lazy import Lazy
from geo.problems import Told
from geo.schema import FEWEST_CONTRIBUTORS
from geo.sites import firms_of, located

if TYPE_CHECKING:
    from collections.abc import Sequence

METHODS = ("dbscan", "hdbscan")
"""Dense within one radius; or dense at any scale, found from the tree of all scales."""
MOST_HDBSCAN = 20_000
"""Points up to which HDBSCAN answers within seconds: its time grows with the square of the points."""
MOST_VISITS = 2_000_000_000
"""Neighbours that a search may look at: some ten seconds."""
_LEAST_RADIUS_OF_CURVATURE = 6_335_439.0  # metres, along the meridian at the equator
_MARGIN = 1.001  # rows of latitude are higher than the radius by this
_LEAST_ROW = 1e-4  # degrees
_loops = Lazy("geo.cluster_loops")


@dataclass(frozen=True, slots=True)
class ClusterSearch:
    """How clusters were looked for: what is needed to find the same ones again."""

    method: str
    radius_m: float | None
    minimum: float
    weight: str
    enterprises: int
    industries: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, eq=False)
class ClusterLabels:
    """Which cluster each row of the points belongs to.

    Parameters
    ----------
    label : ndarray of int, shape (n,)
        0 for the cluster with the largest total weight, 1 for the next ...; -1 for none. The same in any order of rows.
    core : ndarray of bool, shape (n,)
        Whether the site is one of those that make the cluster: with DBSCAN dense in itself, with HDBSCAN of full
        membership.
    search : ClusterSearch
    left_out : int
        Rows of the chosen industries without coordinates or, where jobs count, without jobs.
    """

    label: np.ndarray
    core: np.ndarray
    search: ClusterSearch
    left_out: int

    @property
    def number(self) -> int:
        """How many clusters there are."""
        return int(self.label.max(initial=-1)) + 1


def find_clusters(
    points: pd.DataFrame,
    *,
    minimum: float,
    radius_m: float | None = None,
    method: str = "dbscan",
    weight: str = "employees",
    enterprises: int = FEWEST_CONTRIBUTORS,
    industries: Sequence[str] | None = None,
) -> ClusterLabels:
    """Find where the sites of an industry, or of related ones, are dense.

    DBSCAN [1]_: a site is core if the sites within the radius, itself included, have at least `minimum` jobs (or are at
    least so many) and belong to at least `enterprises` different enterprises: a big plant alone is no cluster. Core
    sites within the radius of each other are in one cluster; another site belongs to the nearest core site within the
    radius. HDBSCAN [2]_ needs no radius; a radius keeps clusters together that are nearer than it.

    Parameters
    ----------
    points : DataFrame of shape (n, .)
        ``lon``, ``lat`` (degrees); ``employees`` where jobs count; ``industry_code`` where industries are chosen;
        ``enterprise_id``, else each row is an enterprise of its own.
    minimum : float
        Jobs or sites within the radius; with HDBSCAN the least number of sites of a cluster.
    radius_m : float
        Metres.
    method : str
        One of `METHODS`.
    weight : str
        ``employees`` or ``one``; HDBSCAN takes ``one`` only.
    enterprises : int
        Least number of different enterprises, also in every cluster that is found.
    industries : sequence of str, optional
        Codes of one industry, or of a related group that counts as one; all by default.

    Returns
    -------
    ClusterLabels

    Raises
    ------
    UnknownOptionError
        If the method or the weight is not known.
    UnknownIndustryError
        If no row has one of the industries.
    DataContractError
        If the radius or a minimum is not positive, columns or coordinates are missing or wrong, fewer enterprises have
        coordinates than are asked for, HDBSCAN has jobs to weigh or too many points, or the radius is so wide that the
        search would not end soon.

    References
    ----------
    .. [1] Ester, M., Kriegel, H.-P., Sander, J., Xu, X. (1996). A density-based algorithm for discovering clusters in
       large spatial databases with noise. KDD-96, 226-231.
    .. [2] Campello, R., Moulavi, D., Sander, J. (2013). Density-based clustering based on hierarchical density
       estimates. PAKDD 2013, 160-172.

    Examples
    --------
    >>> rows = pd.DataFrame({"lon": [30.5, 30.501, 30.502, 31.0], "lat": 50.4, "employees": [5, 10, 20, 900]})
    >>> find_clusters(rows, radius_m=200.0, minimum=30).label.tolist()
    [0, 0, 0, -1]
    """
    codes = None if industries is None else tuple(industries)
    search = ClusterSearch(method, radius_m, minimum, weight, enterprises, codes)
    _check(search)
    lon, lat, weights = located(points, weight)
    chosen = _chosen(points, codes)
    rows = np.flatnonzero(chosen & ~(np.isnan(lon) | np.isnan(weights)))
    firm = firms_of(points)[rows]
    if (firms := len(np.unique(firm))) < enterprises:
        what = Told.of("firms_placed" if weight == "one" else "firms_sized")
        raise DataContractError("points", [Told.of("firms_few", n=firms, what=what, least=enterprises)])
    order = np.lexsort((lon[rows], lat[rows]))  # the same places in any order of rows
    rows, firm = rows[order], firm[order]
    find = _dbscan if method == "dbscan" else _hdbscan
    found, dense = find(lon[rows], lat[rows], weights[rows], firm, search)
    label, core = np.full(len(points), -1, dtype=np.int32), np.zeros(len(points), dtype=bool)
    label[rows] = _numbered(found, weights[rows], firm, enterprises)
    core[rows] = dense & (label[rows] >= 0)
    return ClusterLabels(label, core, search, int(chosen.sum()) - len(rows))


def _check(search: ClusterSearch) -> None:
    """Refuse a search that cannot be done.

    Raises
    ------
    UnknownOptionError
        If the method is not known.
    DataContractError
        If a number is missing or not positive, or HDBSCAN has jobs to weigh.
    """
    if search.method not in METHODS:
        raise UnknownOptionError("method", search.method, METHODS)
    problems = []
    radius, hierarchical = search.radius_m, search.method == "hdbscan"
    if radius is None and not hierarchical:
        problems.append("DBSCAN needs a radius in metres (radius_m)")
    if radius is not None and not 0 < radius < math.inf:
        problems.append(f"the radius is {radius:g} m; it must be positive")
    least = 2 if hierarchical else 0
    if not least <= search.minimum < math.inf or search.minimum == 0:
        problems.append(f"the minimum is {search.minimum:g}; it must be {'2 or more' if least else 'positive'}")
    if search.enterprises < 1:
        problems.append(f"{search.enterprises} enterprises are asked for; 1 is the least")
    if hierarchical and search.weight == "employees":
        problems.append("HDBSCAN cannot weigh sites by their jobs; take weight='one', or DBSCAN")
    if problems:
        raise DataContractError("search of clusters", problems)


def _chosen(points: pd.DataFrame, codes: tuple[str, ...] | None) -> np.ndarray:
    """Return which rows have one of the codes.

    Raises
    ------
    DataContractError
        If there is no column of industries.
    UnknownIndustryError
        If no row has one of the codes.
    """
    if codes is None:
        return np.ones(len(points), dtype=bool)
    if "industry_code" not in points:
        raise DataContractError("points", ["the column industry_code is missing, which the choice of industries needs"])
    known = set(points["industry_code"].dropna().unique())
    if missing := [code for code in codes if code not in known]:
        raise UnknownIndustryError("industry", missing[0], known, where="among the points")
    return points["industry_code"].isin(codes).to_numpy()


def _dbscan(
    lon: np.ndarray, lat: np.ndarray, weight: np.ndarray, firm: np.ndarray, search: ClusterSearch
) -> tuple[np.ndarray, np.ndarray]:
    """Return the cluster of each place and whether it is core.

    Raises
    ------
    DataContractError
        If the radius is so wide that the search would not end soon.
    """
    radius = float(search.radius_m or 0)
    arc = 2 * math.asin(min(radius / (2 * _LEAST_RADIUS_OF_CURVATURE), 1.0))
    row = ((lat + 90) / max(math.degrees(arc) * _MARGIN, _LEAST_ROW)).astype(np.int64)
    order = np.lexsort((lat, lon, row))
    row, starts = row[order] - row.min(), np.searchsorted(row[order], np.arange(row.min(), row.max() + 2))
    places = (through_the_earth(lon, lat)[order], np.radians(lon[order]), row, starts, radius)
    if (visits := _loops.visits(*places)) > MOST_VISITS:
        told = Told.of("search_wide", radius=f"{radius:g}", n=len(lon), near=visits // len(lon))
        raise DataContractError("search of clusters", [told])
    total, firms = _loops.reached(*places, weight[order], np.unique(firm[order], return_inverse=True)[1])
    dense = (total >= search.minimum) & (firms >= search.enterprises)
    cluster, core = np.empty(len(lon), dtype=np.int64), np.empty(len(lon), dtype=bool)
    cluster[order], core[order] = _loops.joined(*places, dense), dense
    return cluster, core


def _hdbscan(
    lon: np.ndarray, lat: np.ndarray, weight: np.ndarray, firm: np.ndarray, search: ClusterSearch
) -> tuple[np.ndarray, np.ndarray]:
    """Return the cluster of each place and whether it is a full member.

    Raises
    ------
    DataContractError
        If there are more than `MOST_HDBSCAN` points.
    """
    from sklearn.cluster import HDBSCAN  # noqa: PLC0415 - half a second that only this method needs

    del weight, firm
    if len(lon) > MOST_HDBSCAN:
        raise DataContractError("search of clusters", [Told.of("search_many", most=MOST_HDBSCAN, n=len(lon))])
    least = math.ceil(search.minimum)
    if least > len(lon):
        return np.full(len(lon), -1), np.zeros(len(lon), dtype=bool)
    model = HDBSCAN(min_cluster_size=least, cluster_selection_epsilon=float(search.radius_m or 0), copy=True)
    model.fit(through_the_earth(lon, lat))
    return model.labels_, model.probabilities_ >= 1


def _numbered(cluster: np.ndarray, weight: np.ndarray, firm: np.ndarray, enterprises: int) -> np.ndarray:
    """Put the heaviest cluster first; equal ones by their sites, then from the south; leave out those of few firms."""
    rows = pd.DataFrame({"cluster": cluster, "weight": weight, "firm": firm, "place": np.arange(len(cluster))})
    rows = rows[rows["cluster"] >= 0]
    sums = rows.groupby("cluster").agg(
        weight=("weight", "sum"), firms=("firm", "nunique"), sites=("place", "size"), place=("place", "min")
    )
    kept = sums[sums["firms"] >= enterprises].sort_values(["weight", "sites", "place"], ascending=[False, False, True])
    return np.asarray(kept.index.get_indexer(pd.Index(cluster)))
