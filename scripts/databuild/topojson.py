"""TopoJSON to polygons; arcs that two regions share give both of them identical vertices."""

from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
from shapely.geometry import MultiPolygon, Polygon

Coordinates = npt.NDArray[np.float64]
SMALLEST_RING = 4


def _arcs(topology: dict[str, Any]) -> list[Coordinates]:
    scale = np.array(topology["transform"]["scale"])
    translate = np.array(topology["transform"]["translate"])
    return [np.cumsum(np.array(arc, dtype=np.int64), axis=0) * scale + translate for arc in topology["arcs"]]


def _ring(arcs: list[Coordinates], indexes: list[int]) -> Coordinates:
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indexes]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def _polygon(arcs: list[Coordinates], rings: list[list[int]]) -> Polygon | None:
    shapes = [ring for ring in (_ring(arcs, indexes) for indexes in rings) if len(ring) >= SMALLEST_RING]
    return Polygon(shapes[0], shapes[1:]) if shapes else None


def read_object(topology: dict[str, Any], name: str) -> gpd.GeoDataFrame:
    """Return one object of a topology as polygons with its ids and names.

    Parameters
    ----------
    topology : dict
        Parsed TopoJSON with a ``transform``.
    name : str
        Key under ``objects``.

    Returns
    -------
    GeoDataFrame of shape (n_regions, 3)
        ``code``, ``name``, ``geometry`` (EPSG:4326), sorted by code; polygons as they come, not yet made valid.

    Examples
    --------
    >>> arcs = [[[0, 0], [1, 0], [0, 1], [-1, 0], [0, -1]]]
    >>> item = {"type": "Polygon", "id": "01", "properties": {"name": "A"}, "arcs": [[0]]}
    >>> step = {"scale": [1, 1], "translate": [0, 0]}
    >>> read_object({"transform": step, "arcs": arcs, "objects": {"a": {"geometries": [item]}}}, "a")["code"].tolist()
    ['01']
    """
    arcs = _arcs(topology)
    rows = []
    for item in topology["objects"][name]["geometries"]:
        groups = item["arcs"] if item["type"] == "MultiPolygon" else [item["arcs"]]
        parts = [part for part in (_polygon(arcs, rings) for rings in groups) if part is not None]
        rows.append({"code": str(item["id"]), "name": item["properties"]["name"], "geometry": MultiPolygon(parts)})
    table = gpd.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326")
    return table.sort_values("code", ignore_index=True)
