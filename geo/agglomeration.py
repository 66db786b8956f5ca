"""Clusters that were found among enterprises, as records: id, name, outline, core, members and their sums."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.cluster_names import id_of, named, nearest_places
from geo.cluster_outlines import MARGIN_M, REACH_M, shapes
from geo.cluster_privacy import DEFAULT, Privacy, why_hidden
from geo.crs import GEOGRAPHIC
from geo.errors import DataContractError, UnknownOptionError
from geo.sites import firms_of, located

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.cluster_outlines import Shape

LEADING = 3
"""Industries that are named as leading."""
SIMULATED = "S"
_MARGINS = (50.0, 5000.0)  # metres
COLUMNS = (
    "name", "name_uk", "name_ru", "leading_industry", "leading_industries", "enterprises", "employees", "hidden",
    "area_km2", "density_km2", "core_lon", "core_lat", "obs_status",
)  # fmt: skip
"""Columns of the table of clusters beside its outline.

`employees` is NaN where it is unknown or hidden, `hidden` says why (``few``, ``dominant``, or nothing); `density_km2`
counts enterprises; `obs_status` is S where any member is simulated, C where the jobs are hidden, else A.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """Clusters and the register in which they were found.

    Parameters
    ----------
    table : GeoDataFrame
        Index ``cluster_id``, columns `COLUMNS` and the outline (EPSG:4326), in the order of the labels.
    points : DataFrame of shape (n, .)
        The register, rows counted from 0.
    label : ndarray of int, shape (n,)
        Row of the table to which each row of the register belongs; -1 none.
    firm : ndarray of int, shape (n,)
        Rows with the same number are sites of one enterprise.
    privacy : Privacy
    parameters : mapping of str to value
        How the clusters were found and drawn.
    """

    table: gpd.GeoDataFrame
    points: pd.DataFrame
    label: np.ndarray
    firm: np.ndarray
    privacy: Privacy = DEFAULT
    parameters: Mapping[str, Any] = field(default_factory=dict)
    rows: tuple[np.ndarray, ...] = ()

    @property
    def simulated(self) -> bool:
        """Whether any member of any cluster is simulated."""
        return bool((self.table["obs_status"] == SIMULATED).any())

    def rows_of(self, cluster_id: str) -> np.ndarray:
        """Rows of the register that are members of a cluster.

        Raises
        ------
        UnknownOptionError
            If there is no such cluster.
        """
        if cluster_id not in self.table.index:
            raise UnknownOptionError("cluster", cluster_id, [str(one) for one in self.table.index])
        return self.rows[int(self.table.index.get_loc(cluster_id))]

    def members(self) -> pd.DataFrame:
        """All members, one row each: ``cluster_id`` and the columns of the register, as `listed` shows them.

        Raises
        ------
        DataContractError
            If the register is confidential.
        """
        inside = np.flatnonzero(self.label >= 0)
        inside = inside[np.argsort(self.label[inside], kind="stable")]
        found = self.listed(inside)
        found.insert(0, "cluster_id", self.table.index.to_numpy()[self.label[inside]])
        return found

    def listed(self, rows: np.ndarray) -> pd.DataFrame:
        """Return rows of the register; jobs and turnover are empty where those of their cluster are hidden.

        Raises
        ------
        DataContractError
            If the register is confidential.
        """
        if self.privacy.confidential:
            raise DataContractError("members", ["the register is confidential: no single enterprise is listed"])
        hidden = np.append((self.table["hidden"] != "").to_numpy(), False)[self.label[rows]]
        found = self.points.iloc[rows].reset_index(drop=True)
        for column in ("employees", "turnover"):
            if column in found and hidden.any():
                found[column] = found[column].astype(float).mask(hidden)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Naming:
    """What clusters are named by: gazetteer, names of industries, ids of an earlier run ("" for new clusters)."""

    places: pd.DataFrame | None = None
    industries: pd.DataFrame | None = None
    ids: Sequence[str] | None = None


def clusters_of(
    points: pd.DataFrame, label: np.ndarray, *, naming: Naming | None = None, privacy: Privacy = DEFAULT,
    margin_m: float | None = None, parameters: Mapping[str, Any] | None = None,
) -> Clusters:  # fmt: skip
    """Make records of the clusters that labels tell.

    Parameters
    ----------
    points : DataFrame of shape (n, .)
        The whole register: ``lon``, ``lat`` (degrees), and where known ``enterprise_id``, ``industry_code``,
        ``employees``, ``obs_status``.
    label : ndarray of int, shape (n,)
        Cluster of each row; negative for none.
    naming : Naming, optional
    privacy : Privacy
    margin_m : float
        Metres of ground around the members that belong to the outline; by default a fifth of the radius, from 50 m to
        5 km, or `geo.cluster_outlines.MARGIN_M` where no radius is told.
    parameters : mapping, optional
        How the labels were found; ``radius_m`` is the reach within which the core is looked for.

    Returns
    -------
    Clusters
        One a label, in ascending order of the labels.

    Raises
    ------
    DataContractError
        If there is not one label a row, or a member has no coordinates.

    Examples
    --------
    >>> firms = pd.DataFrame({"lon": [30.50, 30.51, 30.52, 31.0], "lat": 50.4, "industry_code": "J62"})
    >>> firms["employees"] = [30.0, 40.0, 30.0, 5.0]
    >>> found = clusters_of(firms, np.array([0, 0, 0, -1]))
    >>> found.table[["name", "enterprises", "employees", "obs_status"]].values.tolist()
    [['50.40 N 30.51 E: J62', 3, 100.0, 'A']]
    """
    label, told = _checked(points, label), dict(parameters or {})
    radius = told.get("radius_m")
    told["margin_m"] = margin_m or (MARGIN_M if radius is None else float(np.clip(radius / 5, *_MARGINS)))
    points = points.reset_index(drop=True)
    order = np.argsort(label, kind="stable")[int((label < 0).sum()) :]
    rows = np.split(order, np.flatnonzero(np.diff(label[order])) + 1) if len(order) else []
    position = np.full(len(label), -1, dtype=np.int32)
    for place, mine in enumerate(rows):
        position[mine] = place
    firm, lon, lat = firms_of(points), *(points[name].to_numpy(dtype=float) for name in ("lon", "lat"))
    drawn = shapes(lon, lat, _weight(points), rows, margin_m=told["margin_m"], reach_m=float(radius or REACH_M))
    table = _table(points, rows, firm, drawn, privacy)
    _name(table, points, rows, naming or Naming(), [one.outline for one in drawn])
    frame = gpd.GeoDataFrame(table[list(COLUMNS)], geometry=[one.outline for one in drawn], crs=GEOGRAPHIC)
    return Clusters(frame, points, position, firm, privacy, told, tuple(rows))


def _checked(points: pd.DataFrame, label: np.ndarray) -> np.ndarray:
    label = np.asarray(label)
    if label.shape != (len(points),):
        raise DataContractError("labels", [f"{label.size} label(s) for {len(points)} row(s); one a row is needed"])
    inside = label >= 0
    if inside.any():
        lon, lat, _ = located(points, "one")
        lost = inside & (np.isnan(lon) | np.isnan(lat))
        if lost.any():
            first = int(np.argmax(lost))
            raise DataContractError(
                "labels", [f"{int(lost.sum())} member(s) have no coordinates, first in row {first}"]
            )
    return np.where(inside, label, -1)


def _weight(points: pd.DataFrame) -> np.ndarray:
    return jobs_of(points) if "employees" in points else np.ones(len(points))


def jobs_of(points: pd.DataFrame) -> np.ndarray:
    """Jobs of each row, NaN where they are not known.

    Examples
    --------
    >>> jobs_of(pd.DataFrame({"lon": [30.5]})).tolist(), jobs_of(pd.DataFrame({"employees": [5, None]})).tolist()
    ([nan], [5.0, nan])
    """
    if "employees" not in points:
        return np.full(len(points), np.nan)
    return np.asarray(points["employees"].to_numpy(dtype=float, na_value=np.nan))


def _table(
    points: pd.DataFrame, rows: Sequence[np.ndarray], firm: np.ndarray, drawn: Sequence[Shape], privacy: Privacy
) -> pd.DataFrame:
    jobs = jobs_of(points)
    made_up = (points["obs_status"] == SIMULATED).to_numpy() if "obs_status" in points else np.zeros(len(points), bool)
    leading = [_leading(points, mine, jobs) for mine in rows]
    hidden = [why_hidden(jobs[mine], firm[mine], privacy) for mine in rows]
    sums = [float(np.nansum(jobs[mine])) if not np.isnan(jobs[mine]).all() else np.nan for mine in rows]
    table = pd.DataFrame(
        {
            "leading_industry": [codes[0] if codes else "" for codes in leading],
            "leading_industries": ["; ".join(codes) for codes in leading],
            "enterprises": [len(np.unique(firm[mine])) for mine in rows],
            "employees": [np.nan if why else total for why, total in zip(hidden, sums, strict=True)],
            "hidden": hidden,
            "area_km2": [one.area_km2 for one in drawn],
            "obs_status": [
                SIMULATED if made_up[m].any() else "C" if why else "A" for m, why in zip(rows, hidden, strict=True)
            ],
        }
    )
    table["density_km2"] = table["enterprises"] / table["area_km2"]
    core = np.array([one.core for one in drawn], dtype=int)
    at = np.array([one.core for one in drawn], dtype=int)
    core = np.column_stack([points["lon"].to_numpy(dtype=float)[at], points["lat"].to_numpy(dtype=float)[at]])
    if privacy.confidential:
        middle = shapely.centroid(np.array([one.outline for one in drawn], dtype=object))
        core = np.column_stack([shapely.get_x(middle), shapely.get_y(middle)])
    table["core_lon"], table["core_lat"] = core.T
    return table


def _leading(points: pd.DataFrame, mine: np.ndarray, jobs: np.ndarray) -> list[str]:
    """Codes of the industries with most jobs among the members (most sites, where jobs are not known)."""
    if "industry_code" not in points:
        return []
    codes = points["industry_code"].iloc[mine].astype(object)
    known = not np.isnan(jobs[mine]).all()
    weight = pd.Series(np.nan_to_num(jobs[mine]) if known else 1.0, index=codes.index)
    sums = weight.groupby(codes.to_numpy()).sum().sort_index(kind="stable")
    return [str(code) for code in sums.sort_values(ascending=False, kind="stable").index[:LEADING]]


def _name(
    table: pd.DataFrame,
    points: pd.DataFrame,
    rows: Sequence[np.ndarray],
    naming: Naming,
    outlines: Sequence[shapely.Geometry],
) -> None:
    """Put names and ids into the table."""
    core = table[["core_lon", "core_lat"]].to_numpy(dtype=float).reshape(-1, 2)
    place = nearest_places(core[:, 0], core[:, 1], naming.places, outlines)
    names = named(place, table["leading_industry"].tolist(), naming.industries, core)
    for lang, column in (("en", "name"), ("uk", "name_uk"), ("ru", "name_ru")):
        table[column] = names[lang].to_numpy()
    if "enterprise_id" in points:
        keys = points["enterprise_id"].to_numpy()
    else:
        keys = (points["lon"].round(5).astype(str) + "," + points["lat"].round(5).astype(str)).to_numpy()
    made = [
        id_of(code, where, keys[mine].tolist())
        for code, where, mine in zip(table["leading_industry"], place["en"], rows, strict=True)
    ]
    given = naming.ids or [""] * len(made)
    table.index = pd.Index(_unique(made, given), name="cluster_id", dtype=object)


def _unique(made: Sequence[str], given: Sequence[str]) -> list[str]:
    """Take the ids of before where there are some; an id that stands already gets a number."""
    taken, found = {one for one in given if one}, []
    seen: set[str] = set()
    for own, old in zip(made, given, strict=True):
        number, name = 1, old or own
        while name in seen or (not old and name in taken):
            number += 1
            name = f"{old or own}-{number}"
        seen.add(name)
        found.append(name)
    return found
