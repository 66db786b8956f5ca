"""GeoJSON text of a frame, compact and fast: what the browser draws regions, lines and places from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from geo.errors import DataContractError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import geopandas as gpd

NAMES = ("region_name", "region_name_uk", "region_name_ru")
"""Columns that hold the name of a region, in English and in the two other languages."""

_PREFIX = "region_"


def feature_collection(
    frame: gpd.GeoDataFrame, *, decimals: int = 4, names: Sequence[str] = NAMES, extra: Sequence[str] = ()
) -> bytes:
    """GeoJSON FeatureCollection of a frame, features in the order of its rows [1]_.

    Parameters
    ----------
    frame : GeoDataFrame of shape (n,)
        Index ``region_code``; points, lines or polygons in longitude and latitude. A row without geometry keeps its
        place (``"geometry": null``), because colours are sent by position.
    decimals : int
        Digits kept after the point; 4 are about 11 m on the ground.
    names : sequence of str
        Columns with names; ``region_name_uk`` becomes the property ``name_uk``. Columns that the frame lacks and empty
        names are left out.
    extra : sequence of str
        Columns copied to the properties as they are (text, numbers or booleans), missing values left out.

    Returns
    -------
    bytes
        UTF-8 JSON without spaces; each feature has the properties ``id`` and the names. Outer rings run
        counter-clockwise.

    Raises
    ------
    DataContractError
        If the frame is projected, or `extra` names a column that is not there.

    References
    ----------
    .. [1] Butler, H. et al. (2016). The GeoJSON Format. RFC 7946.

    Examples
    --------
    >>> import geopandas as gpd
    >>> frame = gpd.GeoDataFrame({"region_name": ["Kyiv"]}, index=["UA-30"], geometry=[shapely.Point(30.52341, 50.45)])
    >>> json.loads(feature_collection(frame, decimals=2))["features"][0]["geometry"]["coordinates"]
    [30.52, 50.45]
    """
    _check(frame, extra)
    columns = {name.removeprefix(_PREFIX): frame[name] for name in names if name in frame.columns}
    columns |= {name: frame[name] for name in extra}
    rows = _properties(frame.index, columns)
    shapes = _shapes(frame.geometry.to_numpy(), decimals)
    features = ",".join(
        f'{{"type":"Feature","properties":{_json(properties)},"geometry":{shape}}}'
        for properties, shape in zip(rows, shapes, strict=True)
    )
    return f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()


def _check(frame: gpd.GeoDataFrame, extra: Sequence[str]) -> None:
    found = [f"column {name!r} is missing" for name in extra if name not in frame.columns]
    if frame.crs is not None and not frame.crs.is_geographic:
        found.append(f"GeoJSON is longitude and latitude, the frame is in {frame.crs.name}; use to_crs('EPSG:4326')")
    if found:
        raise DataContractError("geometry", found)


def _properties(codes: Iterable[object], columns: dict[str, pd.Series]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [{"id": str(code)} for code in codes]
    for key, column in columns.items():
        present = (column.notna() & (column.astype(object) != "")).to_numpy()
        values = column.tolist()
        for i in np.flatnonzero(present):
            rows[i][key] = values[i]
    return rows


def _shapes(geometry: np.ndarray, decimals: int) -> list[str]:
    flat = shapely.transform(shapely.force_2d(geometry), lambda xy: np.round(xy, decimals) + 0.0)
    wound = shapely.orient_polygons(flat)
    absent = shapely.is_missing(wound) | shapely.is_empty(wound)
    return ["null" if gone else str(text) for gone, text in zip(absent, shapely.to_geojson(wound), strict=True)]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
