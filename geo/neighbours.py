"""Regions next to a region: those that share a border, or the nearest ones where regions are points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.crs import distance_km
from geo.errors import UnknownRegionError

if TYPE_CHECKING:
    import geopandas as gpd

NEAREST = 5
"""How many nearest places count as neighbours of a point."""


def neighbours(regions: gpd.GeoDataFrame, region_code: str) -> list[str]:
    """Codes of the regions next to one region.

    Parameters
    ----------
    regions : GeoDataFrame
        Regions of one level, index ``region_code``, EPSG:4326.
    region_code : str
        The region.

    Returns
    -------
    list of str
        Polygons: every region that touches it (a shared corner counts, as in queen contiguity). Points: the
        `NEAREST` ones, nearest first.

    Raises
    ------
    UnknownRegionError
        If the region is not in the table.

    Examples
    --------
    >>> import geopandas as gpd, shapely
    >>> boxes = [shapely.box(i, 0, i + 1, 1) for i in range(3)]
    >>> row = gpd.GeoDataFrame(index=["A", "B", "C"], geometry=boxes, crs="EPSG:4326")
    >>> neighbours(row, "B")
    ['A', 'C']
    """
    if region_code not in regions.index:
        raise UnknownRegionError("region", region_code, regions.index)
    own = regions.geometry.loc[region_code]
    if own.geom_type == "Point":
        points = regions.geometry
        km = distance_km(points.x.to_numpy(), points.y.to_numpy(), to_lon=own.x, to_lat=own.y)
        order = np.argsort(km, kind="stable")
        return [str(code) for code in regions.index[order] if code != region_code][:NEAREST]
    near = np.sort(regions.sindex.query(own, predicate="intersects"))
    return [str(code) for code in regions.index[near] if code != region_code]
