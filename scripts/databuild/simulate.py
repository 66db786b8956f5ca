"""A simulated register of establishments that adds up to real job counts, and simulated supply links between them."""

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.coverage import Geometries

SEED = 20150101
MEAN_EMPLOYEES = {"AGREMPN": 9.0, "FPSEMPN": 14.0, "HEREMPN": 18.0, "MWTEMPN": 19.0, "OTHEMPN": 17.0, "RETEMPN": 15.0}
SIGMA = 1.3
DECAY_KM = 15.0
Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


def apportion(total: Integers, cell: Integers, weights: Floats) -> Integers:
    """Split whole totals over members by weight so that the sums are exact (largest remainders).

    Parameters
    ----------
    total : array of shape (n_cells,)
        What to split, per cell.
    cell : array of shape (n_members,)
        Cell of each member, ascending.
    weights : array of shape (n_members,)
        Positive.

    Returns
    -------
    array of shape (n_members,)

    Examples
    --------
    >>> apportion(np.array([10]), np.array([0, 0, 0]), np.array([1.0, 1.0, 2.0])).tolist()
    [3, 2, 5]
    """
    share = weights / np.bincount(cell, weights, len(total))[cell]
    exact = total[cell] * share
    floor = np.floor(exact).astype(np.int64)
    left = total - np.bincount(cell, floor, len(total)).astype(np.int64)
    order = np.lexsort((floor - exact, cell))
    start = np.concatenate([[0], np.cumsum(np.bincount(cell, minlength=len(total)))[:-1]])
    rank = np.empty(len(cell), dtype=np.int64)
    rank[order] = np.arange(len(cell)) - start[cell[order]]
    return floor + (rank < left[cell]).astype(np.int64)


def draw_sizes(jobs: Integers, mean: Floats, rng: np.random.Generator) -> tuple[Integers, Integers]:
    """Draw establishments whose sizes are lognormal and add up to the jobs of each cell exactly.

    Parameters
    ----------
    jobs : array of shape (n_cells,)
        Real jobs of a zone and sector.
    mean : array of shape (n_cells,)
        Mean employees of an establishment, from which the number of establishments follows.
    rng : numpy.random.Generator

    Returns
    -------
    cell, employees : arrays of shape (n_establishments,)
        Every establishment has at least one employee.

    Examples
    --------
    >>> cell, employees = draw_sizes(np.array([100, 0, 1]), np.full(3, 10.0), np.random.default_rng(1))
    >>> np.bincount(cell, employees).astype(int).tolist(), int(employees.min())
    ([100, 0, 1], 1)
    """
    number = np.minimum(np.maximum(np.rint(jobs / mean), 1), jobs).astype(np.int64)
    cell = np.repeat(np.arange(len(jobs)), number)
    weights = rng.lognormal(sigma=SIGMA, size=len(cell))
    return cell, 1 + apportion(jobs - number, cell, weights)


def place(zones: Geometries, zone: Integers, rng: np.random.Generator, *, decimals: int = 5) -> Floats:
    """Place points evenly at random inside their zones (by rejection from the bounding box).

    Parameters
    ----------
    zones : array of shape (n_zones,)
        Polygons in degrees.
    zone : array of shape (n_points,)
        Zone of each point.
    rng : numpy.random.Generator
    decimals : int
        Decimal places of the coordinates; points lie inside after rounding.

    Returns
    -------
    array of shape (n_points, 2)
        Longitude and latitude.

    Examples
    --------
    >>> xy = place(np.array([shapely.box(1, 2, 3, 4)]), np.zeros(5, dtype=np.int64), np.random.default_rng(1))
    >>> bool(((xy > [1, 2]) & (xy < [3, 4])).all())
    True
    """
    shapely.prepare(zones)
    bounds = shapely.bounds(zones)
    xy = np.empty((len(zone), 2))
    pending = np.arange(len(zone))
    while len(pending):
        box = bounds[zone[pending]]
        drawn = box[:, :2] + rng.random((len(pending), 2)) * (box[:, 2:] - box[:, :2])
        xy[pending] = np.round(drawn, decimals)
        inside = shapely.contains_xy(zones[zone[pending]], xy[pending, 0], xy[pending, 1])
        pending = pending[~inside]
    return xy


def draw_register(jobs: pd.DataFrame, zones: Geometries, rng: np.random.Generator) -> tuple[pd.DataFrame, Integers]:
    """Simulate a register of establishments from real jobs per zone and sector.

    Parameters
    ----------
    jobs : DataFrame of shape (n_zones, n_sectors)
        Whole numbers; index zone codes in the order of `zones`, columns sector codes of :data:`MEAN_EMPLOYEES`.
    zones : array of shape (n_zones,)
        Polygons in degrees.
    rng : numpy.random.Generator

    Returns
    -------
    register : DataFrame of shape (n_establishments, 8)
        The columns of the table ``enterprises``; ordered by zone and sector.
    cell : array of shape (n_establishments,)
        Row-major position of zone and sector in `jobs`.

    Examples
    --------
    >>> jobs = pd.DataFrame({"AGREMPN": [30]}, index=["1"])
    >>> register, _ = draw_register(jobs, np.array([shapely.box(0, 0, 1, 1)]), np.random.default_rng(1))
    >>> int(register["employees"].sum())
    30
    """
    counts = jobs.to_numpy(dtype=np.int64)
    mean = np.tile([MEAN_EMPLOYEES[sector] for sector in jobs.columns], len(jobs))
    cell, employees = draw_sizes(counts.ravel(), mean, rng)
    zone, sector = np.divmod(cell, len(jobs.columns))
    xy = place(zones, zone, rng)
    register = pd.DataFrame({
        "enterprise_id": np.arange(1, len(cell) + 1, dtype=np.int64),
        "industry_code": jobs.columns.to_numpy(dtype=object)[sector],
        "region_code": jobs.index.to_numpy(dtype=object)[zone],
        "employees": employees.astype(np.int32),
        "organisation_type": "firm",
        "lon": xy[:, 0],
        "lat": xy[:, 1],
        "obs_status": "S",
    })  # fmt: skip
    return register, cell


def _supplier_cells(
    jobs: Integers, buyers: Integers, sectors: Integers, distance_km: Floats, rng: np.random.Generator
) -> Integers:
    """Draw the supplier's zone for each link: by jobs of the sector there, falling with distance."""
    n_zones, n_sectors = jobs.shape
    decay = np.exp(-distance_km / DECAY_KM)
    group = buyers * n_sectors + sectors
    order = np.argsort(group, kind="stable")
    zone = np.empty(len(group), dtype=np.int64)
    u = rng.random(len(group))
    for part in np.split(order, np.flatnonzero(np.diff(group[order])) + 1):
        buyer, sector = divmod(int(group[part[0]]), n_sectors)
        cumulative = np.cumsum(decay[buyer] * jobs[:, sector])
        zone[part] = np.searchsorted(cumulative, u[part] * cumulative[-1], side="right").clip(max=n_zones - 1)
    return np.asarray(zone * n_sectors + sectors, dtype=np.int64)


def draw_links(
    register: pd.DataFrame, jobs: pd.DataFrame, affinity: Floats, distance_km: Floats, rng: np.random.Generator,
    *, n_draws: int,
) -> pd.DataFrame:  # fmt: skip
    """Draw supply links: a buyer by jobs, the supplier's sector by affinity, its zone by jobs and distance.

    Parameters
    ----------
    register : DataFrame
        From :func:`draw_register`.
    jobs : DataFrame of shape (n_zones, n_sectors)
        As given to :func:`draw_register`.
    affinity : array of shape (n_sectors, n_sectors)
        Purchases of the column's sector from the row's sector; each column is scaled to 1.
    distance_km : array of shape (n_zones, n_zones)
        Between zones; within a zone the distance counts as 0.
    rng : numpy.random.Generator
    n_draws : int
        Draws; repeated pairs are added up, links of an establishment with itself dropped.

    Returns
    -------
    DataFrame of shape (n_links, 5)
        ``source_id`` (supplier), ``target_id`` (buyer), ``kind``, ``weight`` (number of draws), ``year``.

    Examples
    --------
    >>> draw_links(register, jobs, affinity, distance_km, rng, n_draws=10)  # doctest: +SKIP
    """
    counts = jobs.to_numpy(dtype=np.int64)
    ends = np.cumsum(register["employees"].to_numpy(dtype=np.int64))
    cell_end = np.cumsum(counts.ravel())
    worker = rng.integers(0, ends[-1], n_draws)
    target = np.searchsorted(ends, worker, side="right")
    buyer_zone, buyer_sector = np.divmod(np.searchsorted(cell_end, worker, side="right"), counts.shape[1])
    cumulative = np.cumsum(affinity / affinity.sum(axis=0), axis=0).T[buyer_sector]
    sector = (rng.random((n_draws, 1)) >= cumulative).sum(axis=1).clip(max=counts.shape[1] - 1)
    cell = _supplier_cells(counts, buyer_zone, sector, distance_km, rng)
    offset = np.floor(rng.random(n_draws) * counts.ravel()[cell]).astype(np.int64)
    source = np.searchsorted(ends, cell_end[cell] - counts.ravel()[cell] + offset, side="right")
    pairs = pd.DataFrame({"source_id": source + 1, "target_id": target + 1})
    pairs = pairs[pairs["source_id"] != pairs["target_id"]]
    links = pairs.groupby(["source_id", "target_id"], as_index=False).size().rename(columns={"size": "weight"})
    links.insert(2, "kind", "supply")
    return links.assign(year=np.int32(2015), weight=links["weight"].astype("int32"))
