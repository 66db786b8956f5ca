"""Criteria of where a place lies: sea ports, airports, universities.

The lists that ship with the project say little: ports hold inland places, airports tiny ones. What counts is decided
here, by rules that need nothing else than the lists, the outline of the land and the places of the gazetteer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import GEOGRAPHIC
from geo.errors import UnknownOptionError
from geo.scouting_cells import Cells, unknown_cells
from geo.scouting_distance import from_anywhere, nearest, within
from geo.scouting_types import FAIR, GOOD, LOG, MODELLED, OBSERVED, POOR, UNSTATED, Criterion

if TYPE_CHECKING:
    from geo.dataset import Dataset
    from geo.scouting_search import Search
    from geo.scouting_types import Shelf

COAST_KM = 50.0
"""A sea port stands no farther than this from the coast of the map; the list also holds dry ports such as Denver."""
AT_COAST_KM = 5.0
"""A port farther from the coast stands at its town in the list: so far may its quays lie from there."""
LARGE_TOWN, TOWN_KM, ALONE_KM = 300_000, 30.0, 60.0
"""An airport counts if it calls itself international, or if it stands within `TOWN_KM` of a town of `LARGE_TOWN`
people and no airport within `ALONE_KM` calls itself so. The list has no passenger numbers."""
CAMPUS_KM = 25.0
"""Students enrolled within this distance count."""
_INTERNATIONAL = "internation|internacional|internazionale|intercontinental"
_OTHER = r"air base|air force|\barmy\b|naval|\bafb\b|\bnas\b|nolf|mcas|\braf\b|heliport|seaplane|airstrip|glider"
_NEAR, _WIDE = 20.0, 100.0  # km: spread of a distance within a region that is good, or fair


def sea_ports(store: Shelf) -> pd.DataFrame:
    """Ports of the list that stand near the sea.

    Returns
    -------
    DataFrame
        ``name``, ``code``, ``country``, ``lon``, ``lat`` and ``coast_km``, how far from the coast the list puts it.
    """
    there = _listed(store, "ports")
    if there.empty:
        return there
    land = shapely.union_all(store.geometry("basemap", "land").geometry.to_numpy(), grid_size=0.001)
    line = shapely.get_coordinates(shapely.segmentize(shapely.boundary(land), 0.05))
    line = line[(np.abs(line) < (179.9, 85.0)).all(axis=1)]  # the map is cut at its edges: they are no coast
    lon, lat = there[["lon", "lat"]].to_numpy(dtype=float).T
    coast, _ = nearest(lon, lat, pd.DataFrame(line, columns=["lon", "lat"]))
    there = there.assign(coast_km=coast)
    return there[(there["coast_km"] <= COAST_KM) & ~there["name"].str.endswith(" Apt")].reset_index(drop=True)


def large_airports(store: Shelf) -> pd.DataFrame:
    """Airports of the list that count as large."""
    there = _listed(store, "airports")
    if there.empty:
        return there
    towns = store.context("places")
    lon, lat = there[["lon", "lat"]].to_numpy(dtype=float).T
    named = there["name"].str.contains(_INTERNATIONAL, case=False).to_numpy()
    other = there["name"].str.contains(_OTHER, case=False).to_numpy()
    to_town, _ = nearest(lon, lat, towns[towns["population"] >= LARGE_TOWN])
    to_named, _ = nearest(lon, lat, there[named])
    counted = named | ((to_town <= TOWN_KM) & (to_named > ALONE_KM) & ~other)
    return there[counted].reset_index(drop=True)


def _listed(store: Shelf, name: str) -> pd.DataFrame:
    """Return a list of places; an empty one where there is none."""
    try:
        return store.context(name)
    except UnknownOptionError:
        return pd.DataFrame(columns=["name", "code", "country", "lon", "lat"])


PORT = Criterion("port", -1, "km", LOG, source="sea-ports project", vintage="version 0.0.9")
AIRPORT = Criterion("airport", -1, "km", LOG, 1.0, source="airportsdata project", vintage="version 20260905")


def port(search: Search) -> Cells:
    """Kilometres to the nearest sea port."""
    there = search.dataset.once(("scouting ports",), lambda: sea_ports(search.store))
    return search.dataset.once(("scouting port", *search.levels), lambda: _distance(search.places, PORT, there))


def airport(search: Search) -> Cells:
    """Kilometres to the nearest airport that counts as large."""
    there = search.dataset.once(("scouting airports",), lambda: large_airports(search.store))
    return search.dataset.once(("scouting airport", *search.levels), lambda: _distance(search.places, AIRPORT, there))


def distances(dataset: Dataset, store: Shelf, lon: pd.Series, lat: pd.Series) -> tuple[Cells, Cells]:
    """Kilometres from points to the nearest sea port and to the nearest airport that counts as large."""
    points = gpd.GeoDataFrame({"lon": lon, "lat": lat}, geometry=shapely.points(lon, lat), crs=GEOGRAPHIC)
    ports = dataset.once(("scouting ports",), lambda: sea_ports(store))
    airports = dataset.once(("scouting airports",), lambda: large_airports(store))
    return _distance(points, PORT, ports), _distance(points, AIRPORT, airports)


def universities(search: Search) -> Cells:
    """Students within `CAMPUS_KM` of the place, or institutions of higher education in the region, as the data tell."""
    index = search.places.index
    if search.dataset.has_table("universities"):
        return _students(search)
    if search.dataset.has_table("higher_education"):
        rows = search.store.table(search.dataset.key.id, "higher_education").set_index("region_code")
        one = Criterion("universities", 1, "institutions", LOG, 1.0, *search.credit("higher_education"))
        return Cells(one, rows["bachelor_plus"].astype(float).reindex(index), trust=UNSTATED)
    return unknown_cells(index, Criterion("universities", 1, "institutions", missing="no_universities"))


def _students(search: Search) -> Cells:
    table = search.store.table(search.dataset.key.id, "universities")
    places = search.places
    rows = within(places["lon"].to_numpy(float), places["lat"].to_numpy(float), table, CAMPUS_KM)
    size = table["size"].to_numpy(dtype=float)
    one = Criterion("universities", 1, "students", LOG, 1.0, *search.credit("universities"), reach_km=CAMPUS_KM)
    return Cells(one, pd.Series([size[found].sum() for found in rows], index=places.index), trust=UNSTATED)


def _distance(places: gpd.GeoDataFrame, one: Criterion, there: pd.DataFrame) -> Cells:
    if there.empty:
        return unknown_cells(places.index, replace(one, missing="no_list"))
    km, row = nearest(places["lon"].to_numpy(float), places["lat"].to_numpy(float), there)
    low, high = from_anywhere(places.geometry.to_numpy(), there)
    point = np.isnan(low)
    if "coast_km" in there.columns:
        off = there["coast_km"].to_numpy()[row]
        off = np.where(off > AT_COAST_KM, off, 0.0)
        low, high = np.where(point, km, low) - off, np.where(point, km, high) + off
        low, high = (np.where(point & (off == 0), np.nan, side) for side in (np.maximum(low, 0), high))
    unsaid = np.isnan(low)
    spread = high - low
    trust = np.select([unsaid, spread <= _NEAR, spread <= _WIDE], [FAIR, GOOD, FAIR], POOR)
    name = pd.Series("name:" + there["name"].to_numpy(dtype=object)[row], index=places.index, dtype=object)
    return Cells(
        one,
        pd.Series(km, places.index),
        pd.Series(np.where(unsaid, np.nan, np.fmin(low, km)), places.index),
        pd.Series(np.where(unsaid, np.nan, np.fmax(high, km)), places.index),
        MODELLED if "coast_km" in there.columns else OBSERVED,
        pd.Series(trust, places.index),
        name,
    )
