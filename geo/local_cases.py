"""Which local statistic, of what, between whom: a wide table split into samples without gaps and put together again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo import local_statistics as kernels
from geo.errors import UnknownIndustryError, UnknownOptionError
from geo.local_statistics import Case
from geo.schema import TOTAL
from geo.spatial_sample import samples_of, variable_of
from geo.weights import Neighbours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from geo.activity import Activity
    from geo.spatial_sample import Sample

STATISTICS: Mapping[str, tuple[Callable[[Case], np.ndarray], Callable[[Case], np.ndarray], tuple[str, ...]]] = {
    "local_moran": (kernels.moran, kernels.moran_score, ("n", "n-1")),
    "local_g": (kernels.local_g, kernels.share_score, ("z", "share")),
    "local_g_star": (kernels.local_g, kernels.share_score, ("z", "share")),
    "local_geary": (kernels.geary, kernels.geary_score, ("n", "n-1")),
    "bivariate_local_moran": (kernels.moran, kernels.moran_score, ("n", "n-1")),
    "local_join_count": (kernels.joins, kernels.joins_score, ("n",)),
}
"""Formula, z-score and scalings of each local statistic; the first scaling is the default."""
_ROW = Neighbours()


@dataclass(frozen=True, slots=True)
class Local:
    """Which local statistic, of what, between whom.

    Parameters
    ----------
    statistic : str
        A key of `STATISTICS`.
    variable : {"value", "share", "location_quotient"}
    neighbours : Neighbours
    scaling : str
        One of the statistic's scalings; empty takes the first.
    other : str
        Industry in the neighbourhood of the bivariate statistic; ``TOTAL`` is the region's total.
    threshold : float
        From which figure on a region counts in a join count.
    """

    statistic: str = "local_moran"
    variable: str = "value"
    neighbours: Neighbours = _ROW
    scaling: str = ""
    other: str = TOTAL
    threshold: float = 1.0

    def __post_init__(self) -> None:
        """Refuse a name that is not on the list.

        Raises
        ------
        UnknownOptionError
            If the statistic or its scaling is not known.
        """
        if self.statistic not in STATISTICS:
            raise UnknownOptionError("local statistic", self.statistic, STATISTICS)
        known = STATISTICS[self.statistic][2]
        if self.scaling and self.scaling not in known:
            raise UnknownOptionError("scaling", self.scaling, known, where=f"of {self.statistic!r}")


def local_table(activity: Activity, local: Local) -> pd.DataFrame:
    """Compute any local statistic of all industries; see the function of its name."""
    figures = variable_of(activity, local.variable)
    found = np.full(figures.shape, np.nan)
    for sample, case in cases_of(activity, figures, local):
        value = STATISTICS[local.statistic][0](case)
        found[np.ix_(sample.rows, sample.columns)] = np.where(sample.has_neighbours[:, None], value, np.nan)
    return pd.DataFrame(found, index=figures.index, columns=figures.columns)


def cases_of(activity: Activity, figures: pd.DataFrame, local: Local) -> Iterator[tuple[Sample, Case]]:
    """Split figures into samples without gaps, each with what its statistic is taken of.

    Raises
    ------
    UnknownIndustryError
        If the other industry of a bivariate statistic is not in the table.
    """
    around = _around(activity, local) if local.statistic == "bivariate_local_moran" else None
    if around is not None:
        figures = figures[around.notna()].reindex(figures.index)
    scaling = local.scaling or STATISTICS[local.statistic][2][0]
    for sample in samples_of(activity, figures, local.neighbours, star=local.statistic == "local_g_star"):
        if not sample.weights.nnz:
            continue
        x = (sample.x >= local.threshold).astype(float) if local.statistic == "local_join_count" else sample.x
        y = None if around is None else around.to_numpy(dtype=float)[sample.rows, None]
        yield sample, Case(x, sample.weights, scaling, y)


def _around(activity: Activity, local: Local) -> pd.Series:
    if local.other == TOTAL:
        return activity.totals
    figures = variable_of(activity, local.variable)
    if local.other not in figures.columns:
        raise UnknownIndustryError("industry", local.other, [TOTAL, *figures.columns])
    return figures[local.other]
