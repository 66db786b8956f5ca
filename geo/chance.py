"""How a figure is compared with chance: p-values on one side or two, pseudo p-values, the rate of false discoveries."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from geo.errors import UnknownOptionError

ASSUMPTIONS = ("randomisation", "normality")
"""Each arrangement of the figures over the map is as likely; or the figures are drawn from a normal distribution."""
SIDES = ("two", "one", "upper")
"""A p-value counts what is as far out on either side, or on the side on which the figure lies, or high figures only."""


@dataclass(frozen=True, slots=True)
class Chance:
    """What chance is taken to be, and from where on a figure is more than chance.

    Parameters
    ----------
    permutations : int
        How often figures are shuffled over the map; 0 takes p-values from the normal distribution of the z-scores.
    seed : int
        The same seed gives the same shuffles.
    sides : str
        One of `SIDES`. ``one`` is what GeoDa and esda print: the tail in which the figure lies, half of ``two``.
    assumption : str
        One of `ASSUMPTIONS`, for the variance of Moran's I and Geary's C.
    fdr : bool
        Whether the level is that of false discoveries among all regions [1]_, or of each region alone.
    level : float
        Significance level of a cluster.

    References
    ----------
    .. [1] Caldas de Castro, M., Singer, B. H. (2006). Controlling the false discovery rate: a new application to
       account for multiple and dependent tests in local statistics of spatial association. Geographical Analysis
       38(2), 180-208.
    """

    permutations: int = 999
    seed: int = 1
    sides: str = "two"
    assumption: str = "randomisation"
    fdr: bool = True
    level: float = 0.05

    def __post_init__(self) -> None:
        """Refuse a name that is not on the list.

        Raises
        ------
        UnknownOptionError
            If the assumption or the sides are not known.
        """
        if self.assumption not in ASSUMPTIONS:
            raise UnknownOptionError("assumption", self.assumption, ASSUMPTIONS)
        if self.sides not in SIDES:
            raise UnknownOptionError("sides", self.sides, SIDES)

    def of_tail(self, tail: np.ndarray) -> np.ndarray:
        """Return the p-value of what lies in the nearer tail with this probability.

        Examples
        --------
        >>> Chance(sides="two").of_tail(np.array([0.01, 0.6])).tolist()
        [0.02, 1.0]
        >>> Chance(sides="one").of_tail(np.array([0.01, 0.6])).tolist()
        [0.01, 0.6]
        """
        return np.asarray(np.minimum(tail * (2 if self.sides == "two" else 1), 1.0))

    def of_score(self, z: np.ndarray) -> np.ndarray:
        """Return the p-value of a z-score under the normal distribution.

        Examples
        --------
        >>> Chance(sides="two").of_score(np.array([-1.959964, 0.0])).round(6).tolist()
        [0.05, 1.0]
        """
        return self.of_tail(ndtr(-z if self.sides == "upper" else -np.abs(z)))

    def of_counts(self, above: np.ndarray, below: np.ndarray) -> np.ndarray:
        """Return the pseudo p-value ``(1 + extreme) / (1 + permutations)`` from counts of as high and as low figures.

        Examples
        --------
        >>> Chance(permutations=99, sides="one").of_counts(np.array([4]), np.array([95])).tolist()
        [0.05]
        """
        extreme = above if self.sides == "upper" else np.minimum(above, below)
        return self.of_tail((1 + extreme) / (1 + self.permutations))

    def discovered(self, p: np.ndarray) -> np.ndarray:
        """Tell which p-values are more than chance; a missing one never is.

        With `fdr` the largest ``i`` counts for which the ``i``-th smallest p-value is at most ``level * i / n``.

        Examples
        --------
        >>> p = np.array([0.01, 0.02, 0.04, np.nan, 0.9])
        >>> Chance(fdr=True).discovered(p).tolist(), Chance(fdr=False).discovered(p).tolist()
        ([True, True, False, False, False], [True, True, True, False, False])
        """
        known = np.sort(p[~np.isnan(p)])
        if not self.fdr or not len(known):
            return np.asarray(p <= self.level)
        ranks = np.arange(1, len(known) + 1)
        passed = known[known <= self.level * ranks / len(known) * (1 + 1e-12)]
        return np.asarray(p <= (passed[-1] if len(passed) else -1.0))
