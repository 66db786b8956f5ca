"""Criteria of where a place lies: distances to ports and airports, what is near."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from pyproj import Geod
from scipy.spatial import cKDTree

from geo.crs import through_the_earth
from geo.scouting_types import FAIR, LOG, MODELLED, POOR, Cells, Criterion

if TYPE_CHECKING:
    from geo.scouting_search import Search

_INTERNATIONAL = "internation|internacional|internazionale|mezhdunarodn"


def nearest(lon: np.ndarray, lat: np.ndarray, there: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Find the nearest of some places.

    Parameters
    ----------
    lon, lat : ndarray of shape (n,)
        Degrees.
    there : DataFrame
        ``lon``, ``lat``.

    Returns
    -------
    km, row : ndarray of shape (n,)
        Distance on the ellipsoid, and the row of the nearest place.

    Examples
    --------
    >>> km, row = nearest(np.array([30.52]), np.array([50.45]), pd.DataFrame({"lon": [24.03], "lat": [49.84]}))
    >>> km.round().tolist(), row.tolist()
    ([469.0], [0])
    """
    goal = there[["lon", "lat"]].to_numpy(dtype=float)
    _, row = cKDTree(through_the_earth(goal[:, 0], goal[:, 1])).query(through_the_earth(lon, lat))
    _, _, metres = Geod(ellps="WGS84").inv(lon, lat, goal[row, 0], goal[row, 1])
    return np.asarray(metres, dtype=float) / 1000, np.asarray(row, dtype=int)


def ports(search: Search) -> Cells:
    """Kilometres to the nearest sea port."""
    there = search.store.context("ports")
    one = Criterion("port", -1, "km", LOG, 0.0, "sea-ports (npm), MIT", "as in the package")
    return _distance(search, one, there)


def airports(search: Search) -> Cells:
    """Kilometres to the nearest airport that calls itself international."""
    there = search.store.context("airports")
    there = there[there["name"].str.contains(_INTERNATIONAL, case=False)]
    one = Criterion("airport", -1, "km", LOG, 1.0, "airportsdata (PyPI), MIT", "as in the package")
    return _distance(search, one, there)


def _distance(search: Search, one: Criterion, there: pd.DataFrame) -> Cells:
    places = search.places
    km, row = nearest(places["lon"].to_numpy(float), places["lat"].to_numpy(float), there)
    index, names = places.index, there["name"].to_numpy()[row]
    point = places.geom_type == "Point"
    trust = pd.Series(np.where(point, FAIR, POOR), index=index)
    return Cells(one, pd.Series(km, index), said=MODELLED, trust=trust, detail=pd.Series(names, index, dtype=object))
