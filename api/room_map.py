"""The map of a room: outlines of the regions that the meeting talks about, land around them, a list of places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pandas as pd
import shapely

from api.answers import Body, pack, pack_json
from geo import labels
from geo.geojson import feature_collection
from geo.manifest import LANGUAGES
from geo.resolve import resolve
from scene.address import parse
from scene.opening import parameters

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.boundaries import BoundarySet
    from geo.dataset import Dataset

_FINE_DEG = 4.0
"""A map narrower than this is drawn to 11 m, a wider one to 111 m: on a phone that is less than half a pixel."""
_AROUND = 0.6
"""Land that is sent around the map, as a share of its width and height."""
_NOWHERE = (0.0, 0.0)


class Maps(Protocol):
    """The part of `geo.store.Store` that a map is made from."""

    def dataset(self, dataset_id: str, /) -> Dataset:
        """Tables and regions of a dataset."""

    def boundary_set(self, set_id: str, /) -> BoundarySet:
        """Default view of a set of boundaries."""

    def geometry(self, set_id: str, lod: str, /) -> gpd.GeoDataFrame:
        """Outlines."""

    def geometry_version(self, set_id: str, lod: str, /) -> str:
        """Digest of outlines."""


@dataclass(frozen=True, slots=True, eq=False)
class RoomMap:
    """Outlines and places of one map, ready to be sent.

    `key` names it: the same regions have the same key; `view` is south, west, north, east; `places` is a body for each
    language, ``[[code, lon, lat, name], ...]`` in the order of the names; `frame` are the regions that a pin can lie
    in.
    """

    key: str
    view: tuple[float, float, float, float]
    regions: Body
    land: Body
    places: dict[str, Body]
    frame: gpd.GeoDataFrame = field(repr=False)

    def names_at(self, lons: list[float], lats: list[float], lang: str) -> list[str]:
        """Name the region in which each point lies; nothing where it lies in none.

        Parameters
        ----------
        lons, lats : list of float of the same length
            Degrees.
        lang : str
        """
        named = labels.names(self.frame, "region_name", lang).to_numpy(dtype=object)
        tree = shapely.STRtree(self.frame.geometry.to_numpy())
        points, regions = tree.query(shapely.points(lons, lats), predicate="intersects") if lons else ((), ())
        found = [""] * len(lons)
        for point, region in sorted(zip(points, regions, strict=True), reverse=True):  # the first region wins
            found[int(point)] = str(named[int(region)])
        return found


def room_map(address: str, store: Maps) -> RoomMap:
    """Make the map of a step of the story.

    Parameters
    ----------
    address : str
        Part of an address after the question mark.
    store : Maps

    Raises
    ------
    RegioscopeError
        If the address names what is not there.
    """
    query = parse(parameters(address)).query
    dataset = store.dataset(query.dataset)
    resolved, _ = resolve(query, dataset)
    level = dataset.manifest.level(resolved.level)
    set_id = str(level.boundaries or level.backdrop)
    view, frame = store.boundary_set(set_id).view, store.geometry(set_id, "overview")
    land = _around(store.geometry("basemap", "land"), view)
    listed = dataset.regions_at(level.id) if level.points else frame
    decimals = 4 if view[3] - view[1] < _FINE_DEG else 3
    return RoomMap(
        key=f"{query.dataset}-{level.id}-{store.geometry_version(set_id, 'overview')}",
        view=view,
        regions=pack(feature_collection(frame, decimals=decimals), "application/geo+json"),
        land=pack(feature_collection(land, names=()), "application/geo+json"),
        places={lang: pack_json(_places(listed, lang)) for lang in LANGUAGES},
        frame=frame,
    )


def _around(land: gpd.GeoDataFrame, view: tuple[float, float, float, float]) -> gpd.GeoDataFrame:
    south, west, north, east = view
    tall, wide = (north - south) * _AROUND, (east - west) * _AROUND
    box = (west - wide, max(south - tall, -85.0), east + wide, min(north + tall, 85.0))
    cut = land.set_geometry(shapely.clip_by_rect(shapely.make_valid(land.geometry.to_numpy()), *box))
    return cut[~cut.geometry.is_empty]


def _places(frame: gpd.GeoDataFrame, lang: str) -> list[list[object]]:
    inside = shapely.point_on_surface(frame.geometry.to_numpy())
    table = pd.DataFrame(
        {
            "code": frame.index.astype(str),
            "lon": np.round(shapely.get_x(inside), 4),
            "lat": np.round(shapely.get_y(inside), 4),
            "name": labels.names(frame, "region_name", lang).astype(str).to_numpy(),
        }
    ).dropna()
    order = np.argsort(table["name"].map(labels.fold).to_numpy(dtype=object), kind="stable")
    rows: list[list[object]] = table.iloc[order].to_numpy().tolist()
    return rows
