"""Points to regions, exactly: cells of a grid and parts of border cells answer by table, the rest by a few edges.

The rule: a point belongs to the first region, in the order of `region_code`, among those that cover it; a region covers
its border, so a point on a shared border, or where regions overlap, belongs to one region, always the same. Borders are
straight between their vertices in longitude and latitude, and what lies on them is decided without rounding. Longitudes
go from -360 to 360 and turn round the globe; both sides of the 180th meridian are one place, and so is a pole, which
belongs to the first region that reaches it. Any other coordinate, NaN included, is nowhere.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from geo.crs import GEOGRAPHIC, require_crs
from geo.errors import DataContractError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import geopandas as gpd

    from geo.grid_cells import Cells

EXAMPLES = 1000
"""Most disagreements that are listed; all are counted."""

_CHUNK, _FEW = 1 << 18, 1 << 12  # points a thread takes at a time, and where each is searched for
_TURN, _POLE = 360.0, 90.0
_POLYGONS = (-1, 3, 6)  # shapely's numbers: no geometry, polygon, multipolygon


@dataclass(frozen=True, slots=True, eq=False)
class RegionGrid:
    """Regions made ready for `assign`; codes ascend, and positions in them are what `assign` returns."""

    region_codes: tuple[str, ...]
    cells: Cells


@dataclass(frozen=True, slots=True, eq=False)
class Reconciled:
    """Regions of rows that may state one themselves.

    `position` (n,) int32 in the codes of the grid, -1 none; `disagreements` rows lie in another region than the one
    they state, `unknown` rows state a code that is not in the grid; `examples` lists the first disagreements: the
    `position` of the row, `stated`, `found`.
    """

    position: np.ndarray
    disagreements: int
    unknown: int
    examples: pd.DataFrame


def region_grid(regions: gpd.GeoDataFrame, *, cells: int = 1024) -> RegionGrid:
    """Make regions ready for `assign`.

    Parameters
    ----------
    regions : GeoDataFrame of shape (n_regions,)
        Index ``region_code`` (text, unique), polygons in EPSG:4326; an empty geometry covers nothing. Regions may reach
        beyond 180 degrees or be cut there.
    cells : int
        At most ``cells ** 2`` cells; fewer where regions have few vertices or overlap much.

    Returns
    -------
    RegionGrid
        Codes in ascending order; about 10 to 60 MB, to be kept and used again.

    Raises
    ------
    DataContractError
        If the reference system is not EPSG:4326, a code repeats or is no text, or a geometry is invalid, no polygon or
        not in degrees; one message names everything, with the first region of each kind.

    Examples
    --------
    >>> import geopandas as gpd
    >>> halves = [shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]
    >>> regions = gpd.GeoDataFrame(geometry=halves, index=["R01", "R02"], crs="EPSG:4326")
    >>> assign(np.array([0.5, 1.0, 1.5, 2.5]), np.full(4, 0.5), region_grid(regions)).tolist()
    [0, 0, 1, -1]
    """
    from geo.grid_build import cells_of, outlines_of  # noqa: PLC0415 - loads numba

    _check(regions)
    codes = regions.index.to_numpy(dtype=object)
    order = np.argsort(codes)
    outlines = outlines_of(regions.geometry.to_numpy()[order])
    return RegionGrid(tuple(codes[order].tolist()), cells_of(outlines, cells))


def assign(lon: np.ndarray, lat: np.ndarray, grid: RegionGrid, *, nearest_km: float = 0.0) -> np.ndarray:
    """Region of each point, on all processors.

    Parameters
    ----------
    lon, lat : ndarray of shape (n,)
        Degrees, WGS 84.
    grid : RegionGrid
        From `region_grid`.
    nearest_km : float
        A point that no region covers belongs to the nearest one within this great-circle distance (sphere of 6,371.0088
        km), and of equally near ones to the first; 0 leaves it nowhere.

    Returns
    -------
    ndarray of shape (n,)
        int32, position in `grid.region_codes`; -1 outside, or where a coordinate is missing or beyond its range.

    Raises
    ------
    DataContractError
        If the arrays differ in length, or the distance is negative or not finite.

    Examples
    --------
    >>> import geopandas as gpd
    >>> regions = gpd.GeoDataFrame(geometry=[shapely.box(170, 0, 190, 9)], index=["FJ"], crs="EPSG:4326")
    >>> grid = region_grid(regions)
    >>> assign(np.array([-175.0, 185.0, -169.95]), np.full(3, 5.0), grid).tolist()
    [0, 0, -1]
    >>> assign(np.array([-169.95]), np.array([5.0]), grid, nearest_km=10).tolist()
    [0]
    """
    from geo.grid_locate import at_homes, beyond, locate  # noqa: PLC0415 - loads numba
    from geo.grid_nearest import nearest  # noqa: PLC0415 - loads numba

    if np.ndim(lon) != 1 or np.shape(lon) != np.shape(lat):
        raise DataContractError(
            "points", [f"lon {np.shape(lon)} and lat {np.shape(lat)} are not two columns of one table"]
        )
    if not 0.0 <= nearest_km < np.inf:
        raise DataContractError("points", [f"nearest_km must be a distance from 0, found {nearest_km}"])
    lon, lat = (np.asarray(values, dtype=np.float64) for values in (lon, lat))
    found = np.empty(len(lon), np.int32)

    def find(part: slice) -> None:
        x = at_homes(lon[part]) if beyond(lon[part]) else lon[part]
        locate(x, lat[part], grid.cells, found[part])

    _in_parts(len(lon), _CHUNK, find)
    if nearest_km > 0.0:
        outside = np.flatnonzero(found < 0)
        x, y, near = lon[outside], lat[outside], np.empty(len(outside), np.int32)
        _in_parts(len(x), _FEW, lambda part: nearest(x[part], y[part], grid.cells, nearest_km, near[part]))
        found[outside] = near
    return found


def reconcile(found: np.ndarray, stated: pd.Series | np.ndarray, grid: RegionGrid) -> Reconciled:
    """Let the region code that a row states win over the one that its point lies in.

    Parameters
    ----------
    found : ndarray of shape (n,)
        From `assign`.
    stated : Series or ndarray of shape (n,)
        Codes as text (or categories of text); missing or "" states nothing. Compared as they are: "6" is not "06".
    grid : RegionGrid
        The one that `assign` used.

    Returns
    -------
    Reconciled
        An unknown code falls back to the point; a point outside all regions contradicts nothing.

    Raises
    ------
    DataContractError
        If the columns differ in length or the codes are numbers.

    Examples
    --------
    >>> import geopandas as gpd
    >>> halves = [shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]
    >>> grid = region_grid(gpd.GeoDataFrame(geometry=halves, index=["R01", "R02"], crs="EPSG:4326"))
    >>> result = reconcile(np.array([0, 0, 1, -1]), np.array(["R01", "R02", "R99", "R02"]), grid)
    >>> result.position.tolist(), result.disagreements, result.unknown
    ([0, 1, 1, 1], 1, 1)
    >>> result.examples.to_dict("records")
    [{'position': 1, 'stated': 'R02', 'found': 'R01'}]
    """
    if len(found) != len(stated):
        raise DataContractError("points", [f"{len(found)} places and {len(stated)} stated codes are not of one table"])
    codes, names = pd.factorize(_text(stated))
    known = pd.Index(grid.region_codes, dtype=object).get_indexer(pd.Index(names, dtype=object))
    silent = np.append(np.asarray(names == ""), True)[codes]  # the last stands for missing
    position = np.append(known, -1).astype(np.int32)[codes]
    differ = (position >= 0) & (found >= 0) & (position != found)
    first = np.flatnonzero(differ)[:EXAMPLES]
    label = np.array(grid.region_codes, dtype=object)
    examples = pd.DataFrame({"position": first, "stated": label[position[first]], "found": label[found[first]]})
    unknown = int(np.count_nonzero(~silent & (position < 0)))
    return Reconciled(np.where(position < 0, found, position), int(np.count_nonzero(differ)), unknown, examples)


def _text(stated: pd.Series | np.ndarray) -> pd.Series:
    column = pd.Series(stated)
    kept = column.cat.categories if isinstance(column.dtype, pd.CategoricalDtype) else column
    if len(kept) and not column.isna().all() and pd.api.types.infer_dtype(kept, skipna=True) not in ("string", "empty"):
        raise DataContractError("points", [f"stated region codes must be text, found {kept.dtype}"])
    return column


def _check(regions: gpd.GeoDataFrame) -> None:
    require_crs(regions)
    found = []
    if not CRS(GEOGRAPHIC).equals(regions.crs, ignore_axis_order=True):
        found.append(
            f"coordinates must be longitude and latitude ({GEOGRAPHIC}), found {regions.crs.to_string()[:60]!r}"
        )
    shapes, codes = regions.geometry.to_numpy(), regions.index
    west, south, east, north = shapely.bounds(shapes).T
    beyond = (west < -_TURN) | (east > _TURN) | (south < -_POLE) | (north > _POLE)
    polygons = np.isin(shapely.get_type_id(shapes), _POLYGONS) | shapely.is_empty(shapes)
    invalid = ~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)
    nameless = ~np.array([isinstance(code, str) and code != "" for code in codes], dtype=bool)
    for bad, words in (
        (nameless, "codes are not text"),
        (np.asarray(codes.duplicated()), "codes stand twice"),
        (~polygons, "geometries are no polygons"),
        (polygons & invalid, "geometries are invalid"),
        (beyond & ~invalid, "geometries reach beyond the globe"),
    ):
        if bad.any():
            found.append(f"{np.count_nonzero(bad)} {words}, first {codes[np.argmax(bad)]!r}{_why(shapes, bad, words)}")
    if found:
        raise DataContractError("regions", found)


def _why(shapes: np.ndarray, bad: np.ndarray, words: str) -> str:
    return f" ({shapely.is_valid_reason(shapes[np.argmax(bad)])})" if words.endswith("invalid") else ""


def _in_parts(size: int, chunk: int, work: Callable[[slice], Any]) -> None:
    """Do the work part by part on all processors that this process may use."""
    parts: Sequence[slice] = [slice(begin, begin + chunk) for begin in range(0, size, chunk)]
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if min(len(parts), usable) < 2:  # noqa: PLR2004 - nothing to share
        for part in parts:
            work(part)
        return
    with ThreadPoolExecutor(min(len(parts), usable)) as pool:
        for _ in pool.map(work, parts):
            pass
