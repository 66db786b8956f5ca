"""Whether the sites of an industry lie closer together than chance would have it: K, M and Kd with global bands.

K compares with places drawn anywhere in a study area; M and Kd compare with the sites of all industries, so that
cities, lakes and mountains do not count as concentration. A band is hit anywhere by 5 % of what chance draws; where a
curve lies above it, more pairs are that close than chance explains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.envelopes import Draws, drawn
from geo.errors import DataContractError, UnknownOptionError
from geo.lazy import Lazy
from geo.pair_distances import guide, in_rows, kernel_density, median_distance, rule_of_thumb
from geo.pattern import Pattern, compared, distances_up_to
from geo.problems import Told
from geo.study_area import StudyArea, study_area

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import shapely

    from geo.sites import Sites

CORRECTIONS = ("translation", "none")
"""What stands for the neighbours that a place near the border of the study area would have outside of it."""
_DEFAULT = Draws()
_loops = Lazy("geo.pair_loops")


def ripley_k(
    sites: Sites,
    industries: str | Sequence[str],
    *,
    area: shapely.Geometry | tuple[float, float, float, float],
    distances: np.ndarray | None = None,
    correction: str = "translation",
    draws: Draws = _DEFAULT,
) -> Pattern:
    """Ripley's K: neighbours within a distance, per site and per density of sites [1]_.

    ``K(r) = |W| / (n (n - 1)) * sum_ij e_ij 1(d_ij <= r)``, which is ``pi r^2`` where sites lie anywhere with the same
    chance; `L = sqrt(K / pi)` is then r. The translation correction ``e_ij = |W| / |W with W moved by j - i|`` is exact
    for a box and interpolated between measured moves for a polygon (error below 0.1 %).

    Parameters
    ----------
    sites : Sites
    industries : str or sequence of str
        One industry, or several that count as one.
    area : Polygon, MultiPolygon or (west, south, east, north)
        Study area in the metres of the sites. It decides the result: an area with empty parts makes anything localised.
    distances : ndarray, optional
        Metres, ascending; up to a quarter of the shorter side of the area by default.
    correction : str
        One of `CORRECTIONS`.
    draws : Draws
        As many places are drawn in the area each time.

    Returns
    -------
    Pattern
        Square metres.

    Raises
    ------
    UnknownIndustryError
        If an industry has no site.
    UnknownOptionError
        If the correction is not one of `CORRECTIONS`.
    DataContractError
        If there are fewer than three enterprises, a site lies outside of the area, the area is no polygon or too
        narrow, or the distances do not ascend.
    StoppedError
        If ``draws.stop`` says so.

    References
    ----------
    .. [1] Ripley, B. D. (1977). Modelling spatial patterns. Journal of the Royal Statistical Society B 39(2), 172-212.

    Examples
    --------
    >>> from geo.sites import Sites
    >>> square = Sites.planar(np.array([0.0, 10.0, 0.0, 10.0]), np.array([0.0, 0.0, 10.0, 10.0]), ["C10"] * 4)
    >>> found = ripley_k(square, "C10", area=(0, 0, 10, 10), distances=np.array([9.0, 10.0]), correction="none",
    ...                  draws=Draws(0))
    >>> found.table["value"].round(3).tolist()
    [0.0, 66.667]
    """
    if correction not in CORRECTIONS:
        raise UnknownOptionError("correction", correction, CORRECTIONS)
    own, where = sites.of(industries), study_area(area)
    if out := where.outside(sites.x[own], sites.y[own]):
        raise DataContractError("study area", [f"{out} of the {len(own)} sites lie outside of it"])
    r = distances_up_to(distances, lambda: min(where.sides) / 4)
    k = _k_of(where, r, correction)
    n = len(own)
    curves = drawn("K", lambda rng: k(*where.draw(n, rng)), draws)
    found = compared("K", r, k(sites.x[own], sites.y[own]), curves, draws, sites=n)
    for name in ("value", "lower", "upper"):
        found.table[f"l_{name}"] = np.sqrt(found.table[name] / np.pi)
    return found


def marcon_puech_m(
    sites: Sites,
    industries: str | Sequence[str],
    *,
    neighbours: str | Sequence[str] | None = None,
    distances: np.ndarray | None = None,
    draws: Draws = _DEFAULT,
) -> Pattern:
    """Marcon and Puech's M: the share of an industry around its sites, relative to its share everywhere [1]_.

    ``M(r) = sum_i [w_N(i, r) / w(i, r)] / sum_i [W_N / (W - w_i)]`` over the sites i of the industry, where N is the
    industry itself (less the site) or another one; sites without neighbours count on neither side. M is 1 where the
    industry follows all activity, and at distances that reach every site.

    Parameters
    ----------
    sites : Sites
        Of all industries; their weights count.
    industries, neighbours : str or sequence of str
        Around which sites to look, and for which; the same industry by default.
    distances : ndarray, optional
        Metres, ascending; up to a quarter of the median distance between sites by default.
    draws : Draws
        Establishments, each with its industry and its weight, are dealt anew over all sites.

    Returns
    -------
    Pattern
        Dimensionless; NaN up to the distance at which a site has a neighbour.

    Raises
    ------
    UnknownIndustryError
        If an industry has no site.
    DataContractError
        If either industry has fewer than three enterprises, both share some but not all sites, or the distances do not
        ascend.
    StoppedError
        If ``draws.stop`` says so.

    References
    ----------
    .. [1] Marcon, E., Puech, F. (2010). Measures of the geographic concentration of industries: improving
       distance-based methods. Journal of Economic Geography 10(5), 745-762.

    Examples
    --------
    >>> from geo.sites import Sites
    >>> places = Sites.planar(np.array([0.0, 1, 2, 10, 11, 12]), np.zeros(6), ["C10"] * 3 + ["J62"] * 3)
    >>> marcon_puech_m(places, "C10", distances=np.array([2.0, 20.0]), draws=Draws(0)).table["value"].round(9).tolist()
    [2.5, 1.0]
    """
    own = sites.of(industries)
    others = own if neighbours is None else sites.of(neighbours)
    within = np.array_equal(own, others)
    if not within and len(np.intersect1d(own, others)):
        raise DataContractError("neighbours", ["they share some industries with those looked around, but not all"])
    r = distances_up_to(distances, lambda: median_distance(sites.x, sites.y) / 4)
    n = len(sites)
    looking, wanted = np.zeros(n, dtype=bool), np.zeros(n)
    looking[own], wanted[others] = True, sites.weight[others]
    weight = sites.weight
    expected = (wanted.sum() - (wanted if within else 0)) / (weight.sum() - weight)
    weights = np.column_stack([wanted, weight])
    order, starts = in_rows(sites.x, sites.y, float(r[-1]))
    x, y, squares, begin = sites.x[order], sites.y[order], r**2, guide(r)

    def m(dealt: np.ndarray) -> np.ndarray:
        around = np.flatnonzero(looking[dealt])
        found = _loops.local_shares(x, y, starts, squares, begin, around, weights[dealt], expected[dealt[around]])
        return np.asarray(found)

    curves = drawn("M", lambda rng: m(rng.permutation(n)), draws)
    return compared("M", r, m(order), curves, draws, sites=len(own))


def duranton_overman_kd(
    sites: Sites,
    industries: str | Sequence[str],
    *,
    distances: np.ndarray | None = None,
    bandwidth_m: float | None = None,
    draws: Draws = _DEFAULT,
) -> Pattern:
    """Duranton and Overman's Kd: density of the distances between the sites of an industry [1]_.

    ``Kd(r) = sum_ij e_i e_j f((r - d_ij) / h) / (h sum_ij e_i e_j)`` with a Gaussian kernel f, reflected at 0. The
    value is within 1e-6 of the exact sum, the drawn ones within 0.1 %; all have the bandwidth of the industry itself.

    Parameters
    ----------
    sites : Sites
        Of all industries; weights other than 1 count as e.
    industries : str or sequence of str
        One industry, or several that count as one.
    distances : ndarray, optional
        Metres, ascending; up to the median distance between sites by default.
    bandwidth_m : float, optional
        By default Silverman's rule of thumb on the distances up to twice the largest one that is asked for.
    draws : Draws
        The establishments of the industry, with their weights, are dealt anew over the sites of all industries.

    Returns
    -------
    Pattern
        Per metre. An industry that is localised at one distance has fewer pairs at others for that reason alone:
        ``dispersed`` is told only where it is localised nowhere.

    Raises
    ------
    UnknownIndustryError
        If an industry has no site.
    DataContractError
        If there are fewer than three enterprises, all sites belong to the industry while something is to be drawn, all
        sites lie in one place, the bandwidth is not positive, or the distances do not ascend.
    StoppedError
        If ``draws.stop`` says so.

    References
    ----------
    .. [1] Duranton, G., Overman, H. G. (2005). Testing for localization using micro-geographic data. Review of
       Economic Studies 72(4), 1077-1106.

    Examples
    --------
    >>> from geo.sites import Sites
    >>> line = Sites.planar(np.array([0.0, 1000.0, 2000.0]), np.zeros(3), ["C10"] * 3)
    >>> found = duranton_overman_kd(line, "C10", distances=np.array([1000.0]), bandwidth_m=100.0, draws=Draws(0))
    >>> found.table["value"].round(7).tolist()
    [0.0026596]
    """
    own = sites.of(industries)
    if draws.number and len(own) == len(sites):
        raise DataContractError("sites", [Told.of("sites_all")])
    r = distances_up_to(distances, lambda: median_distance(sites.x, sites.y))
    x, y, weight = sites.x[own], sites.y[own], sites.weight[own]
    h = rule_of_thumb(x, y, 2 * float(r[-1])) if bandwidth_m is None else bandwidth_m
    if not h > 0:
        raise DataContractError("bandwidth", [f"{h:g} m found; it must be positive (do all sites coincide?)"])
    coarse = kernel_density(r, h, weight, fine=False)

    def again(rng: np.random.Generator) -> np.ndarray:
        dealt = rng.choice(len(sites), size=len(own), replace=False)
        return coarse(sites.x[dealt], sites.y[dealt])

    curves = drawn("Kd", again, draws)
    value = kernel_density(r, h, weight, fine=True)(x, y)
    return compared("Kd", r, value, curves, draws, sites=len(own), bandwidth_m=float(h))


def _k_of(area: StudyArea, r: np.ndarray, correction: str) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """Return the function that finds K of places in the area."""
    reach, squares, begin = float(r[-1]), r**2, guide(r)
    if correction == "none":
        overlap, shifts = np.ones((2, 3)), np.full(2, reach)
    else:
        overlap, shifts = area.overlap(reach)

    def k(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        order, starts = in_rows(x, y, reach)
        pairs = _loops.edge_corrected(x[order], y[order], starts, squares, begin, overlap, shifts)
        return np.asarray(2 * pairs * area.square_metres / (len(x) * (len(x) - 1)))

    return k
