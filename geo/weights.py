"""Who is a neighbour of whom, and how much a neighbour weighs: by a border, by nearness, by distance or by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array, diags_array
from scipy.spatial import cKDTree

from geo.compiling import uncompiled
from geo.crs import EQUAL_AREA, GEOGRAPHIC, require_crs
from geo.errors import DataContractError, UnknownOptionError
from geo.rows import pair_problems

with uncompiled():
    from libpysal.graph import Graph

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.activity import Activity

KINDS = ("auto", "queen", "rook", "knn", "distance", "given")
"""Given by hand where there are any, else by border or nearness; touching; a common border; nearest; within reach."""
STYLES = ("row", "binary")
"""Weights of a region add up to 1, or each neighbour weighs 1."""
EARTH_KM = 6371.0088
"""Mean radius of the earth."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """How neighbours are found and weighed.

    Parameters
    ----------
    kind : str
        One of `KINDS`; ``auto`` takes the weights that came with the data, else queen contiguity for areas and the `k`
        nearest for points.
    k : int
        How many nearest regions are neighbours.
    distance_km : float
        Reach of ``distance``; 0 takes the shortest reach at which no region is left alone.
    style : str
        One of `STYLES`.
    """

    kind: str = "auto"
    k: int = 6
    distance_km: float = 0.0
    style: str = "row"

    def __post_init__(self) -> None:
        """Refuse a name that is not on the list.

        Raises
        ------
        UnknownOptionError
            If the kind or the style is not known.
        """
        if self.kind not in KINDS:
            raise UnknownOptionError("kind of neighbours", self.kind, KINDS)
        if self.style not in STYLES:
            raise UnknownOptionError("style of weights", self.style, STYLES)


def weights_of(activity: Activity, neighbours: Neighbours) -> Graph:
    """Weights on the regions of an activity table.

    Parameters
    ----------
    activity : Activity
        With the companion ``weights`` or ``regions``.
    neighbours : Neighbours

    Returns
    -------
    libpysal.graph.Graph
        On every region code, in the order of the table; weights as they were given, 1 where they are found.

    Raises
    ------
    UnknownOptionError
        If the data have neither what this kind needs.
    DataContractError
        If a pair of the given weights stands twice or has no weight, or the geometry no reference system.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> pairs = {"region_code": ["A", "B"], "neighbour_code": ["B", "A"], "weight": [1.0, 2.0]}
    >>> x = pd.DataFrame({"C10": [10.0, 30.0, 5.0]}, index=["A", "B", "C"])
    >>> graph = weights_of(from_tables(x, {"weights": pd.DataFrame(pairs)}), Neighbours())
    >>> islands(graph), graph["B"].to_dict()
    (['C'], {'A': 2.0})
    """
    codes, given = activity.values.index, activity.companions.weights
    if given is not None and neighbours.kind in {"auto", "given"}:
        return given_weights(given, codes)
    regions = activity.companions.regions
    if regions is None or neighbours.kind == "given":
        have = () if regions is None else KINDS[1:-1]
        known = (*have, *(() if given is None else ("auto", "given")))
        raise UnknownOptionError("kind of neighbours", neighbours.kind, known, where="in what came with these data")
    return spatial_weights(regions.reindex(codes), neighbours)


def given_weights(table: pd.DataFrame, codes: pd.Index) -> Graph:
    """Weights that somebody gave by hand.

    Parameters
    ----------
    table : DataFrame
        ``region_code``, ``neighbour_code``, ``weight``; a weight of 0 and a region beside itself are no neighbours.
    codes : Index
        Every region; one without a row is an island.

    Returns
    -------
    libpysal.graph.Graph

    Raises
    ------
    DataContractError
        If a pair stands twice or a weight is missing.

    Examples
    --------
    >>> pairs = {"region_code": ["A"], "neighbour_code": ["B"], "weight": [0.5]}
    >>> given_weights(pd.DataFrame(pairs), pd.Index(["A", "B"])).n_edges
    1
    """
    pair = ("region_code", "neighbour_code")
    if problems := pair_problems(table, pair, "weight"):
        raise DataContractError("weights", problems)
    rows, columns = (codes.get_indexer(pd.Index(table[name])) for name in pair)
    weight = table["weight"].to_numpy(dtype=float)
    kept = (rows >= 0) & (columns >= 0) & (rows != columns) & (weight > 0)
    return _graph(codes, rows[kept], columns[kept], weight[kept])


def spatial_weights(regions: gpd.GeoDataFrame, neighbours: Neighbours) -> Graph:
    """Weights found from the geometry of regions.

    Distances are great-circle distances between middle points (of an equal-area projection) where coordinates are
    degrees, straight lines where the reference system is a projected one in metres; never distances in degrees.

    Parameters
    ----------
    regions : GeoDataFrame
        Areas or points, index ``region_code``; a region without geometry is an island.
    neighbours : Neighbours

    Returns
    -------
    libpysal.graph.Graph
        Weight 1 for each neighbour, on the codes in their order.

    Raises
    ------
    DataContractError
        If the frame states no reference system.
    UnknownOptionError
        If a border is asked for between points, or weights by hand, which no geometry holds.

    Examples
    --------
    >>> import geopandas as gpd, shapely
    >>> boxes = [shapely.box(i, 0, i + 1, 1) for i in range(3)]
    >>> row = gpd.GeoDataFrame(index=["A", "B", "C"], geometry=boxes, crs="EPSG:4326")
    >>> spatial_weights(row, Neighbours("rook"))["B"].to_dict()
    {'A': 1.0, 'C': 1.0}
    """
    require_crs(regions)
    codes = regions.index
    there = np.flatnonzero(~(regions.geometry.isna() | regions.geometry.is_empty).to_numpy())
    shapes = regions.geometry.iloc[there]
    points = bool((shapes.geom_type == "Point").any())
    kind = neighbours.kind if neighbours.kind != "auto" else "knn" if points else "queen"
    if kind == "given" or (points and kind in {"queen", "rook"}):
        known = ("knn", "distance") if points else KINDS[1:-1]
        raise UnknownOptionError("kind of neighbours", kind, known, where="of points" if points else "of areas")
    if kind in {"queen", "rook"}:
        rows, columns = _touching(shapes, rook=kind == "rook")
    else:
        places = _places(shapes)
        rows, columns = _nearest(places, neighbours.k) if kind == "knn" else _within(places, neighbours.distance_km)
    return _graph(codes, there[rows], there[columns], np.ones(len(rows)))


def islands(graph: Graph) -> list[str]:
    """Codes of the regions without any neighbour.

    Examples
    --------
    >>> islands(given_weights(pd.DataFrame(columns=["region_code", "neighbour_code", "weight"]), pd.Index(["A"])))
    ['A']
    """
    return [str(code) for code in graph.isolates]


def matrix(graph: Graph, codes: pd.Index) -> csr_array:
    """Weights as a sparse matrix, row = the region, column = its neighbour, in the order of the codes.

    Examples
    --------
    >>> pairs = {"region_code": ["A"], "neighbour_code": ["B"], "weight": [0.5]}
    >>> codes = pd.Index(["B", "A"])
    >>> matrix(given_weights(pd.DataFrame(pairs), codes), codes).toarray().tolist()
    [[0.0, 0.0], [0.5, 0.0]]
    """
    pairs = graph.adjacency
    rows, columns = (codes.get_indexer(pairs.index.get_level_values(level)) for level in (0, 1))
    kept = (rows >= 0) & (columns >= 0) & (pairs.to_numpy() > 0)
    cells = (pairs.to_numpy(dtype=float)[kept], (rows[kept], columns[kept]))
    return coo_array(cells, shape=(len(codes), len(codes))).tocsr()


def styled(weights: csr_array, style: str, *, star: bool = False) -> csr_array:
    """Give each neighbour weight 1, or make the weights of each region add up to 1; rows without neighbours stay empty.

    With `star` a region counts as a neighbour of itself, as heavy as its heaviest neighbour.

    Examples
    --------
    >>> pair = csr_array(np.array([[0.0, 3.0, 1.0], [0.0, 0.0, 2.0], [0.0, 0.0, 0.0]]))
    >>> styled(pair, "row").toarray().tolist()
    [[0.0, 0.75, 0.25], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]]
    >>> styled(pair, "binary", star=True).toarray().tolist()
    [[1.0, 1.0, 1.0], [0.0, 1.0, 1.0], [0.0, 0.0, 0.0]]
    """
    scaled = weights.astype(float)
    if style == "binary":
        scaled.data = np.ones_like(scaled.data)
    if star and scaled.nnz:
        scaled = csr_array(scaled + diags_array(scaled.max(axis=1).toarray().ravel()))
    if style == "row":
        total = np.asarray(scaled.sum(axis=1)).ravel()
        scaled = csr_array(diags_array(np.divide(1.0, total, out=np.zeros_like(total), where=total > 0)) @ scaled)
    scaled.eliminate_zeros()
    scaled.sort_indices()
    return scaled


def _graph(codes: pd.Index, rows: np.ndarray, columns: np.ndarray, weight: np.ndarray) -> Graph:
    """Name the positions; a region alone is its own neighbour with weight 0, as libpysal writes islands."""
    alone = np.setdiff1d(np.arange(len(codes)), rows)
    rows, columns = np.concatenate([rows, alone]), np.concatenate([columns, alone])
    order = np.lexsort((columns, rows))
    names, weight = codes.to_numpy(), np.concatenate([weight, np.zeros(len(alone))])
    return Graph.from_arrays(names[rows[order]], names[columns[order]], weight[order])


def _touching(shapes: gpd.GeoSeries, *, rook: bool) -> tuple[np.ndarray, np.ndarray]:
    """Pairs with a common border, or with any common point, as the panel of a region lists its neighbours."""
    shapes = shapes.reset_index(drop=True)
    found = Graph.build_contiguity(shapes, rook=True) if rook else Graph.build_fuzzy_contiguity(shapes)
    pairs = found.adjacency
    pairs = pairs[pairs > 0]
    return pairs.index.get_level_values(0).to_numpy(), pairs.index.get_level_values(1).to_numpy()


def _places(shapes: gpd.GeoSeries) -> np.ndarray:
    """Middle points in kilometres: in the plane, or in space on the sphere, where the nearest are the same."""
    if not shapes.crs.is_geographic:
        middle = shapes.centroid
        km = float(shapes.crs.axis_info[0].unit_conversion_factor) / 1000
        return np.column_stack([middle.x, middle.y]) * km
    middle = shapes.to_crs(EQUAL_AREA).centroid.to_crs(GEOGRAPHIC)
    lon, lat = np.radians(middle.x.to_numpy()), np.radians(middle.y.to_numpy())
    globe = [np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)]
    return np.asarray(EARTH_KM * np.column_stack(globe))


def _nearest(places: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    n = len(places)
    k = min(k, n - 1)
    if k < 1:
        return np.empty(0, dtype=int), np.empty(0, dtype=int)
    _, found = cKDTree(places).query(places, k=k + 1)
    own = found == np.arange(n)[:, None]
    own[~own.any(axis=1), -1] = True  # many at one place: the region itself is not among those found
    return np.repeat(np.arange(n), k), found[~own].reshape(n, k).ravel()


def _within(places: np.ndarray, distance_km: float) -> tuple[np.ndarray, np.ndarray]:
    tree, rows = cKDTree(places), np.arange(len(places))
    if len(places) < 2:  # noqa: PLR2004 - nobody else is there
        return rows[:0], rows[:0]
    in_space = places.shape[1] == 3  # noqa: PLR2004 - straight through the earth
    reach = 2 * EARTH_KM * np.sin(min(distance_km / EARTH_KM, np.pi) / 2) if in_space else distance_km
    if not distance_km:
        reach = tree.query(places, k=2)[0][:, 1].max()
    pairs = tree.query_pairs(reach * (1 + 1e-12), output_type="ndarray")
    return np.concatenate([pairs[:, 0], pairs[:, 1]]), np.concatenate([pairs[:, 1], pairs[:, 0]])
