"""Sites of enterprises in a plane: what patterns of points are measured on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.crs import Plane, plane_around, stretch
from geo.errors import DataContractError, UnknownIndustryError, UnknownOptionError
from geo.problems import Told
from geo.schema import FEWEST_CONTRIBUTORS

if TYPE_CHECKING:
    from collections.abc import Sequence

WEIGHTS = ("one", "employees")
"""Each site counts once, or by its jobs."""


@dataclass(frozen=True, slots=True, eq=False)
class Sites:
    """Sites with coordinates in metres.

    Parameters
    ----------
    x, y : ndarray of shape (n,)
        Metres to the east and to the north.
    industry : ndarray of shape (n,)
        Codes, text.
    weight : ndarray of shape (n,)
        1, or the jobs.
    enterprise : ndarray of int, shape (n,)
        Sites with the same number belong to one enterprise.
    plane : Plane, optional
        Where on the Earth the metres are counted from; a study area in degrees is put there with ``plane.shape``.
    stretch : float
        By which part a distance may be wrong because the Earth is round.
    left_out : int
        Rows of the register without coordinates or, where jobs count, without jobs.
    """

    x: np.ndarray
    y: np.ndarray
    industry: np.ndarray
    weight: np.ndarray
    enterprise: np.ndarray
    plane: Plane | None = None
    stretch: float = 0.0
    left_out: int = 0

    @classmethod
    def planar(
        cls, x: np.ndarray, y: np.ndarray, industry: Sequence[str] | np.ndarray, weight: np.ndarray | None = None
    ) -> Sites:
        """Make sites of metres, each of them an enterprise, each counting once unless weights are given.

        Examples
        --------
        >>> Sites.planar(np.array([0.0, 100.0]), np.zeros(2), ["C10", "C11"]).weight.tolist()
        [1.0, 1.0]
        """
        n = len(x)
        weights = np.ones(n) if weight is None else np.asarray(weight, dtype=float)
        places = (np.asarray(x, dtype=float), np.asarray(y, dtype=float))
        return cls(*places, np.asarray(industry, dtype=object), weights, np.arange(n))

    def __len__(self) -> int:
        """Return the number of sites."""
        return len(self.x)

    def of(self, industries: str | Sequence[str]) -> np.ndarray:
        """Return the positions of the sites of an industry, or of several that count as one.

        Raises
        ------
        UnknownIndustryError
            If an industry has no site.
        DataContractError
            If fewer than `FEWEST_CONTRIBUTORS` enterprises have a site: a pair of two would tell where they are.

        Examples
        --------
        >>> Sites.planar(np.zeros(4), np.zeros(4), ["C10", "C10", "J62", "C10"]).of("C10").tolist()
        [0, 1, 3]
        """
        codes = [industries] if isinstance(industries, str) else list(industries)
        known = set(self.industry.tolist())
        if missing := [code for code in codes if code not in known]:
            raise UnknownIndustryError("industry", missing[0], known, where="among the sites")
        found = np.flatnonzero(np.isin(self.industry, np.asarray(codes, dtype=object)))
        if (firms := len(np.unique(self.enterprise[found]))) < FEWEST_CONTRIBUTORS:
            few = Told.of("sites_few", n=firms, least=FEWEST_CONTRIBUTORS)
            raise DataContractError(f"sites of {', '.join(codes)}", [few])
        return found


def sites_of(points: pd.DataFrame, *, weight: str = "one") -> Sites:
    """Put enterprises into a plane that touches the Earth in their middle.

    Parameters
    ----------
    points : DataFrame of shape (n, .)
        ``lon``, ``lat`` (degrees), ``industry_code``; ``employees`` where jobs count; ``enterprise_id``, else each row
        is an enterprise of its own.
    weight : str
        One of `WEIGHTS`.

    Returns
    -------
    Sites
        Rows without coordinates, or without the jobs that count, are left out and counted.

    Raises
    ------
    UnknownOptionError
        If the weight is not one of `WEIGHTS`.
    DataContractError
        If a column is missing, no row has coordinates, coordinates are no degrees, or jobs are negative.

    Examples
    --------
    >>> kyiv = pd.DataFrame({"lon": [30.5, 30.6, None], "lat": [50.4, 50.4, 50.4], "industry_code": "J62"})
    >>> found = sites_of(kyiv)
    >>> (found.x[1] - found.x[0]).round().item(), found.left_out
    (7110.0, 1)
    """
    lon, lat, weights = located(points, weight)
    if "industry_code" not in points:
        raise DataContractError("points", ["the column industry_code is missing"])
    usable = ~(np.isnan(lon) | np.isnan(weights))
    plane = plane_around(lon[usable], lat[usable])
    x, y = plane.metres(lon[usable], lat[usable])
    return Sites(
        x, y, points["industry_code"].to_numpy(dtype=object)[usable], weights[usable], firms_of(points)[usable],
        plane, stretch(x, y), int((~usable).sum()),
    )  # fmt: skip


def located(points: pd.DataFrame, weight: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return longitude, latitude and weight of each row, checked; NaN where they are not known.

    Raises
    ------
    UnknownOptionError
        If the weight is not one of `WEIGHTS`.
    DataContractError
        If a column is missing, no row has coordinates and weight, coordinates are no degrees, or jobs are negative.

    Examples
    --------
    >>> rows = pd.DataFrame({"lon": [30.5, None], "lat": [50.4, 50.4], "employees": [12, 5]})
    >>> [part.tolist() for part in located(rows, "employees")]
    [[30.5, nan], [50.4, nan], [12.0, 5.0]]
    """
    if weight not in WEIGHTS:
        raise UnknownOptionError("weight", weight, WEIGHTS)
    columns = ("lon", "lat", *(("employees",) if weight == "employees" else ()))
    if missing := [f"the column {name} is missing" for name in columns if name not in points]:
        raise DataContractError("points", missing)
    lon, lat, *jobs = (points[name].to_numpy(dtype=float, na_value=np.nan) for name in columns)
    weights = jobs[0] if jobs else np.ones(len(points))
    unknown = np.isnan(lon) | np.isnan(lat)
    lon, lat = np.where(unknown, np.nan, lon), np.where(unknown, np.nan, lat)
    problems = [
        f"{count} {words}, first in row {int(np.argmax(wrong))}"
        for words, wrong in (
            ("place(s) are no degrees (lon -180 to 180, lat -90 to 90)", (np.abs(lon) > 180) | (np.abs(lat) > 90)),  # noqa: PLR2004
            ("row(s) have a negative or infinite number of employees", (weights < 0) | np.isinf(weights)),
        )
        if (count := int(wrong.sum()))
    ]
    if not (~unknown & ~np.isnan(weights)).any():
        problems.append("no row has coordinates" + (" and employees" if jobs else ""))
    if problems:
        raise DataContractError("points", problems)
    return lon, lat, weights


def firms_of(points: pd.DataFrame) -> np.ndarray:
    """Give each enterprise a number: rows without an ``enterprise_id`` are an enterprise each.

    Examples
    --------
    >>> firms_of(pd.DataFrame({"enterprise_id": ["a", "b", "a", None, None]})).tolist()
    [0, 1, 0, 2, 3]
    """
    n, ids = len(points), points.get("enterprise_id")
    short = np.int32 if n < np.iinfo(np.int32).max else np.int64
    if ids is None or (ids.dtype.kind in "iu" and bool((ids.to_numpy()[1:] > ids.to_numpy()[:-1]).all())):
        return np.arange(n, dtype=short)  # numbered in order: each once, as a large register usually is
    number, known = pd.factorize(ids)
    alone = number < 0
    number[alone] = len(known) + np.arange(int(alone.sum()))
    return number.astype(short)
