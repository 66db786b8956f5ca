"""The figures that statistics of space compare: one variable on those regions that have a figure and a neighbour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from geo.errors import UnknownOptionError
from geo.schema import check_activity
from geo.shares import quotient, share
from geo.weights import Neighbours, matrix, styled, weights_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.activity import Activity

VARIABLES = ("value", "share", "location_quotient")
"""What neighbours are compared by: the figure itself, the region's share of it, its location quotient."""
_ROUNDING = 1e-12  # spread below this part of the largest figure is rounding, not a difference between regions


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Industries that are known in the same regions, and the weights between these regions.

    Parameters
    ----------
    rows, columns : ndarray of int
        Positions of the regions and of the industries in the wide table.
    x : ndarray of shape (n_rows, n_columns)
        Figures, none missing.
    weights : csr_array of shape (n_rows, n_rows)
    """

    rows: np.ndarray
    columns: np.ndarray
    x: np.ndarray
    weights: csr_array

    @property
    def has_neighbours(self) -> np.ndarray:
        """Which regions have a neighbour other than themselves."""
        own = np.asarray(self.weights.diagonal())
        return np.asarray(self.weights.sum(axis=1)).ravel() > own


def deviations(x: np.ndarray) -> np.ndarray:
    """Figures less their mean; NaN for an industry that is the same everywhere, where no place stands out.

    Examples
    --------
    >>> deviations(np.array([[1.0, 0.1], [3.0, 0.1]])).tolist()
    [[-1.0, nan], [1.0, nan]]
    """
    z = x - x.mean(axis=0)
    largest = np.abs(x).max(axis=0, initial=0.0)
    return np.where(np.sqrt(np.square(z).mean(axis=0)) > _ROUNDING * largest, z, np.nan)


def variable_of(activity: Activity, variable: str) -> pd.DataFrame:
    """Return the figures to compare.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.
    UnknownOptionError
        If the variable is none of `VARIABLES`.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> variable_of(from_tables(x), "share").loc["R01"].tolist()
    [0.25, 0.75]
    """
    made = {"value": lambda a: check_activity(a.values), "share": share, "location_quotient": quotient}
    if variable not in made:
        raise UnknownOptionError("variable", variable, VARIABLES)
    return made[variable](activity)


def samples_of(
    activity: Activity, figures: pd.DataFrame, neighbours: Neighbours, *, star: bool = False
) -> Iterator[Sample]:
    """Split a wide table into samples without gaps; a region without figure or neighbour is as if it were not there.

    Weights between the regions that stay are styled anew, so that those of each region add up to 1 again.

    Parameters
    ----------
    activity : Activity
        Whose neighbours count.
    figures : DataFrame of shape (n_regions, n_industries)
    neighbours : Neighbours
    star : bool
        Whether a region counts as a neighbour of itself.

    Yields
    ------
    Sample
        One for each set of regions in which industries are known.
    """
    values = figures.to_numpy(dtype=float)
    raw = matrix(weights_of(activity, neighbours), figures.index)
    known = ~np.isnan(values)
    _, first, pattern = np.unique(np.packbits(known, axis=0), axis=1, return_index=True, return_inverse=True)
    for number, column in enumerate(first):
        rows = np.flatnonzero(known[:, column])
        weights = raw if len(rows) == len(values) else raw[rows][:, rows]
        tied = np.asarray(weights.sum(axis=1) + weights.sum(axis=0)).ravel() > 0
        if not tied.all():
            rows, weights = rows[tied], weights[tied][:, tied]
        columns = np.flatnonzero(np.ravel(pattern) == number)
        x = np.ascontiguousarray(values[np.ix_(rows, columns)])
        yield Sample(rows, columns, x, styled(weights, neighbours.style, star=star))
