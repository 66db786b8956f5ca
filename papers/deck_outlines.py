"""Outlines of regions and lists of places, made small enough to travel inside a file."""

from __future__ import annotations

import base64
import gzip
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    import geopandas as gpd

DECIMALS = 4
"""Digits of a degree that are kept: about 11 m, as on the map of the app."""
_COPIED = ("disputed",)
_POINT, _LINES, _RINGS = "point", "lines", "rings"


def packed(value: object) -> str:
    """Compress a value as JSON and write it as text (gzip, base64); the same value gives the same text.

    Parameters
    ----------
    value : object
        Anything that ``json.dumps`` accepts.

    Returns
    -------
    str
        Letters, digits, ``+``, ``/`` and ``=`` only: safe inside any page.

    Raises
    ------
    ValueError
        If a number is not finite: JSON has no NaN.

    Examples
    --------
    >>> packed([1])[:4], gzip.decompress(base64.b64decode(packed([1])))
    ('H4sI', b'[1]')
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode("ascii")


def outlines(frame: gpd.GeoDataFrame, *, lang: str = "en", decimals: int = DECIMALS) -> dict[str, Any]:
    """Write the shapes of a frame as steps between whole numbers: two fifths of the size of GeoJSON when compressed.

    Parameters
    ----------
    frame : GeoDataFrame of shape (n,)
        Index ``region_code``; points, lines or polygons in longitude and latitude.
    lang : str, default "en"
        Language of the names.
    decimals : int
        Digits of a degree that are kept.

    Returns
    -------
    dict
        ``kind`` (``"rings"``, ``"lines"`` or ``"point"``), ``scale`` (steps a degree), ``ids``, ``names``, ``shapes``:
        for each row a list of rings or lines, each ``[x, y, dx, dy, ...]``. Missing shapes are empty lists; further
        columns that the map reads (``disputed``) stand under their names.

    Examples
    --------
    >>> import geopandas as gpd
    >>> frame = gpd.GeoDataFrame({"region_name": ["Kyiv"]}, index=["UA-30"], geometry=[shapely.Point(30.5, 50.45)])
    >>> outlines(frame, decimals=2)["shapes"]
    [[[3050, 5045]]]
    """
    geometry = frame.geometry.to_numpy()
    kind = _kind(geometry)
    found: dict[str, Any] = {"kind": kind, "scale": 10**decimals, "ids": [str(code) for code in frame.index]}
    found["names"] = _names(frame, lang)
    found |= {name: frame[name].astype(object).tolist() for name in _COPIED if name in frame.columns}
    found["shapes"] = _shapes(geometry, kind, 10**decimals)
    return found


def _kind(geometry: np.ndarray) -> str:
    dimensions = shapely.get_dimensions(geometry)
    return {0: _POINT, 1: _LINES}.get(int(dimensions.max(initial=0)), _RINGS)


def _names(frame: gpd.GeoDataFrame, lang: str) -> list[str]:
    """Name of each row in a language, else in English, else nothing: then the map shows the code."""
    names = [""] * len(frame)
    for column in ("region_name", f"region_name_{lang}"):
        if column in frame.columns:
            pairs = zip(frame[column].tolist(), names, strict=True)
            names = [new if isinstance(new, str) and new else old for new, old in pairs]
    return names


def _shapes(geometry: np.ndarray, kind: str, scale: int) -> list[list[list[int]]]:
    parts, rows = shapely.get_parts(geometry, return_index=True)
    if kind == _RINGS:
        parts, owners = shapely.get_rings(parts, return_index=True)
        rows = rows[owners]
    coordinates, lines = shapely.get_coordinates(parts, return_index=True)
    whole = np.round(coordinates * scale).astype(int)
    starts = np.flatnonzero(np.diff(lines, prepend=-1))
    steps = np.diff(whole, axis=0, prepend=np.zeros((1, 2), int))
    steps[starts] = whole[starts]
    pieces = np.split(steps, starts[1:]) if len(starts) else []
    shapes: list[list[list[int]]] = [[] for _ in range(len(geometry))]
    for at, piece in zip(lines[starts], pieces, strict=True):
        shapes[rows[at]].append(piece.ravel().tolist())
    return shapes
