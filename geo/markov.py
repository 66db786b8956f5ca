"""How regions move between classes of rich and poor over the years, alone and in view of their neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo import chain, panel
from geo.averaging import averaging
from geo.errors import UnknownOptionError

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from geo.activity import Activity

CUTS = ("yearly", "pooled")
METHODS = ("classes", "lisa", "test")
QUADRANTS = ("high-high", "low-high", "low-low", "high-low")


def markov_transition(
    activity: Activity, *, industry: str = panel.TOTAL, classes: int = 5, cuts: str = "yearly"
) -> pd.DataFrame:
    """Probabilities that a region moves from one class to another from one year to the next.

    Parameters
    ----------
    activity : Activity
        With the companion ``years``.
    industry : str
        Which figure is followed: the code of an industry, or ``total``, the sum over the industries.
    classes : int
        Number of classes of equal size; class 1 is the lowest.
    cuts : str
        ``yearly`` finds the quantiles of each year, ``pooled`` those of all years together of the figure over the mean
        of its year.

    Returns
    -------
    DataFrame of shape (n_classes, 2 n_classes + 4)
        Index ``from_class``; ``to_1`` .. (probabilities), ``moves`` (number of steps that begin in the class),
        ``ergodic`` (share of regions in the long run), ``sojourn`` (mean years in the class), ``mobility`` (Shorrocks,
        of the whole chain), ``years_to_1`` .. (mean years until the class is reached first) [1]_. Regions that are not
        known in every year are left out.

    Raises
    ------
    MissingTableError, DataContractError, UnknownIndustryError, UnknownOptionError
        If there are no two years, no such industry, or no such cuts.

    References
    ----------
    .. [1] Quah, D. (1993). Empirical cross-section dynamics in economic growth. European Economic Review 37, 426-434.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> rows = [(r, 2000, "y", v) for r, v in zip("ABCD", (1.0, 2.0, 3.0, 4.0))]
    >>> rows += [(r, 2001, "y", v) for r, v in zip("ABCD", (1.0, 3.0, 2.0, 4.0))]
    >>> years = pd.DataFrame(rows, columns=["region_code", "year", "industry_code", "value"])
    >>> x = from_tables(pd.DataFrame({"y": [1.0, 3.0, 2.0, 4.0]}, index=list("ABCD")), {"years": years})
    >>> markov_transition(x, classes=2)[["to_1", "to_2"]].to_numpy().tolist()
    [[0.5, 0.5], [0.5, 0.5]]
    """
    figures = _complete(activity, "markov_transition", industry)
    found = _classes(figures.to_numpy(), classes, cuts)
    moves = chain.chain(found[:, :-1].ravel(), found[:, 1:].ravel(), classes)
    names = [str(i + 1) for i in range(classes)]
    table = pd.DataFrame(moves.probabilities, index=pd.Index(names, name="from_class"), columns=_named("to_", names))
    table = table.assign(moves=moves.counts.sum(axis=1), ergodic=moves.ergodic, sojourn=moves.sojourn)
    passage = pd.DataFrame(moves.first_passage, index=table.index, columns=_named("years_to_", names))
    return table.assign(mobility=moves.mobility).join(passage)


def spatial_markov(
    activity: Activity, *, industry: str = panel.TOTAL, classes: int = 5, method: str = "classes"
) -> pd.DataFrame:
    """Count moves between classes in view of the neighbours.

    The figure is divided by the mean of its year; its quantiles and those of the mean of the neighbours are taken over
    all years together [1]_.

    Parameters
    ----------
    activity : Activity
        With the companion ``years``, and ``weights`` or ``regions``.
    industry : str
        Which figure is followed: the code of an industry, or ``total``, the sum over the industries.
    classes : int
        Number of classes of equal size, for the regions and for their neighbours.
    method : str
        ``classes``: a chain for each class of the neighbours at the beginning of a step. ``lisa``: a chain of the four
        quadrants of the Moran scatter plot. ``test``: whether the chains of ``classes`` are one.

    Returns
    -------
    DataFrame
        ``classes``: index (``neighbours_class``, ``from_class``), columns ``to_1`` .. and ``moves``. ``lisa``: index
        ``from_quadrant``, a column a quadrant, ``moves`` and ``ergodic``. ``test``: index ``figure``, column ``value``:
        ``q`` and ``lr`` with p-values and degrees of freedom. Regions without neighbours, or not known in every year,
        are left out.

    Raises
    ------
    MissingTableError, DataContractError, UnknownIndustryError, UnknownOptionError
        If there are no two years, no neighbours, no such industry, or no such method.

    References
    ----------
    .. [1] Rey, S. J. (2001). Spatial empirics for economic growth and convergence. Geographical Analysis 33, 195-214.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> rows = [(r, 2000, "y", v) for r, v in zip("ABCD", (1.0, 2.0, 3.0, 4.0))]
    >>> rows += [(r, 2001, "y", v) for r, v in zip("ABCD", (1.0, 3.0, 2.0, 4.0))]
    >>> years = pd.DataFrame(rows, columns=["region_code", "year", "industry_code", "value"])
    >>> ring = pd.DataFrame({"region_code": list("ABCD"), "neighbour_code": list("BADC"), "weight": 1.0})
    >>> now = pd.DataFrame({"y": [1.0, 3.0, 2.0, 4.0]}, index=list("ABCD"))
    >>> spatial_markov(from_tables(now, {"years": years, "weights": ring}), classes=2)["moves"].tolist()
    [2.0, 0.0, 0.0, 2.0]
    """
    if method not in METHODS:
        raise UnknownOptionError("method", method, METHODS)
    figures = _complete(activity, "spatial_markov", industry)
    relative = (figures / figures.mean()).to_numpy()
    weights = averaging(activity, figures.index, "spatial_markov")
    if method == "lisa":
        return _lisa(relative - 1, _lag(weights, relative - 1))
    own, near = _cut(relative, classes), _cut(_lag(weights, relative), classes)
    begin, end, condition = own[:, :-1].ravel(), own[:, 1:].ravel(), near[:, :-1].ravel()
    chains = [chain.chain(begin[condition == c], end[condition == c], classes) for c in range(classes)]
    if method == "test":
        figures_of_test = chain.homogeneity(np.stack([found.counts for found in chains]))
        return pd.DataFrame({"value": figures_of_test}).rename_axis("figure")
    names = [str(i + 1) for i in range(classes)]
    index = pd.MultiIndex.from_product([names, names], names=["neighbours_class", "from_class"])
    table = pd.DataFrame(
        np.vstack([found.probabilities for found in chains]), index=index, columns=_named("to_", names)
    )
    return table.assign(moves=np.concatenate([found.counts.sum(axis=1) for found in chains]))


def _complete(activity: Activity, indicator: str, industry: str) -> pd.DataFrame:
    """Regions that are known in every year."""
    return panel.followed(activity, indicator, industry=industry).dropna()


def _named(prefix: str, names: list[str]) -> list[str]:
    return [f"{prefix}{name}" for name in names]


def _classes(figures: np.ndarray, k: int, cuts: str) -> np.ndarray:
    if cuts not in CUTS:
        raise UnknownOptionError("cuts", cuts, CUTS)
    if cuts == "pooled":
        return _cut(figures / figures.mean(axis=0), k)
    columns = [_cut(figures[:, [year]], k) for year in range(figures.shape[1])]
    return np.hstack(columns)


def _cut(figures: np.ndarray, k: int) -> np.ndarray:
    """Class of each figure among the quantiles of all: how many inner cuts lie strictly below it; -1 is unknown."""
    known = ~np.isnan(figures)
    if not known.any():
        return np.full(figures.shape, -1)
    bounds = np.quantile(figures[known], np.arange(1, k) / k)
    return np.where(known, np.searchsorted(bounds, figures, side="left"), -1)


def _lag(weights: csr_array, values: np.ndarray) -> np.ndarray:
    """Mean of the neighbours; NaN without neighbours."""
    alone = np.asarray(weights.sum(axis=1)).ravel() == 0
    lag: np.ndarray = np.where(alone[:, None], np.nan, weights @ values)
    return lag


def _lisa(deviation: np.ndarray, lag: np.ndarray) -> pd.DataFrame:
    high, near = deviation > 0, lag > 0
    quadrant = np.select([high & near, ~high & near, ~high & ~near], [0, 1, 2], 3)
    quadrant = np.where(np.isnan(lag), -1, quadrant)
    moves = chain.chain(quadrant[:, :-1].ravel(), quadrant[:, 1:].ravel(), len(QUADRANTS))
    index = pd.Index(QUADRANTS, name="from_quadrant")
    table = pd.DataFrame(moves.probabilities, index=index, columns=list(QUADRANTS))
    return table.assign(moves=moves.counts.sum(axis=1), ergodic=moves.ergodic)
