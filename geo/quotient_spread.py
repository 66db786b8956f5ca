"""How far an observed location quotient may lie from the true one: from errors, establishments or mere counts."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.errors import UnknownOptionError
from geo.firm_variance import firm_sums, variance
from geo.lazy import Lazy
from geo.shares import over, quotient, reference_share, reference_sums, share

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.activity import Activity

    Figures = NDArray[np.float64]

_special = Lazy("scipy.special")
_ALONE = 1 - 1e-12  # a share above it is the whole region
_AGREES = 0.1  # a register explains a figure when it comes within a tenth of it


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """The spread of a quotient ``middle = observed / against`` in every cell.

    Parameters
    ----------
    middle : DataFrame of shape (n_regions, n_industries)
        The quotient.
    deviation : array of the same shape
        Standard deviation of its logarithm, or of the quotient itself where not `logarithmic`; NaN is unknown.
    logarithmic : bool
    observed, against : arrays, optional
        Share of the region and of the reference. Where the region has nothing of an industry, or nothing else, the
        deviation says nothing and Wilson's bounds of the share take its place.
    pieces : array, optional
        How many independent pieces the share rests on in such a cell.
    """

    middle: pd.DataFrame
    deviation: Figures
    logarithmic: bool
    observed: Figures | None = None
    against: Figures | None = None
    pieces: Figures | None = None

    def bounds(self, confidence: float) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Lower and upper bound of the two-sided interval."""
        z = NormalDist().inv_cdf(0.5 + confidence / 2)
        middle = self.middle.to_numpy(dtype=float)
        if self.logarithmic:
            factor = np.exp(z * self.deviation)
            lower, upper = middle / factor, middle * factor
        else:
            lower, upper = (middle - z * self.deviation).clip(min=0), middle + z * self.deviation
        if self.observed is not None and self.against is not None and self.pieces is not None:
            none, all_ = self.observed == 0, self.observed > _ALONE
            wilson = over(z**2, self.pieces + z**2) / self.against
            lower, upper = np.where(none, 0.0 * wilson, lower), np.where(none, wilson, upper)
            only = over(self.pieces, self.pieces + z**2) / self.against
            lower, upper = np.where(all_, only, lower), np.where(all_, middle + 0 * only, upper)
        return self._framed(lower), self._framed(upper)

    def above(self, threshold: float) -> pd.DataFrame:
        """Probability that the true quotient is larger than a threshold, by the same distribution as the bounds."""
        middle = self.middle.to_numpy(dtype=float)
        with np.errstate(divide="ignore", invalid="ignore"):
            distance = np.log(middle / threshold) if self.logarithmic else middle - threshold
            score = np.where(distance == 0, 0 * self.deviation, distance / self.deviation)
            exactly = (self.deviation == 0) & (distance == 0)
            found = np.where(exactly, 0.0, _special.ndtr(score))
            if self.observed is not None and self.against is not None and self.pieces is not None:
                limit = np.minimum(threshold * self.against, 1.0) + 0 * self.pieces
                none, all_ = self.observed == 0, self.observed > _ALONE
                found = np.where(none, _special.ndtr(-np.sqrt(self.pieces * limit / (1 - limit))), found)
                found = np.where(all_, _special.ndtr(np.sqrt(self.pieces * (1 - limit) / limit)), found)
                found = np.where(all_ & (limit >= 1), 0.0 * limit, found)
        return self._framed(np.where(np.isnan(middle), np.nan, found))

    def _framed(self, figures: Figures) -> pd.DataFrame:
        return pd.DataFrame(figures, index=self.middle.index, columns=self.middle.columns, copy=False)


def errors_support(activity: Activity, *, reference: str | None) -> bool:
    """Tell whether published errors are there for the figures and, with a reference, for its published row."""
    if activity.relative_error is None:
        return False
    exact_row = activity.reference_published and reference in {"published", "external"}
    return reference is None or (activity.reference_error is not None and exact_row)


def interval_tables(activity: Activity, *, reference: str | None = "published") -> tuple[str, ...]:
    """Name the companion tables that the best interval stands on: ``firms`` where no errors are published.

    Parameters
    ----------
    activity : Activity
    reference : {"published", "sum", "rest", "external"} or None
        None for the interval of a share.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> interval_tables(from_tables(pd.DataFrame({"C10": [10.0]}, index=["R01"])))
    ()
    """
    by_firms = activity.companions.firms is not None and not errors_support(activity, reference=reference)
    return ("firms",) if by_firms else ()


def from_errors(activity: Activity, *, reference: str | None) -> Spread | None:
    """Spread from published relative standard errors; without a reference, of the share itself.

    None without errors, or with a reference that is not a published row with errors of its own.
    """
    error = activity.relative_error
    if error is None or not errors_support(activity, reference=reference):
        return None
    if reference is None or activity.reference_error is None:
        return Spread(share(activity), error.to_numpy(dtype=float), logarithmic=True)
    weight = (activity.values / activity.reference.where(activity.reference > 0)).clip(upper=1)
    squared = error**2 * (1 - 2 * weight) + activity.reference_error**2
    return Spread(quotient(activity, reference=reference), squared.clip(lower=0).pow(0.5).to_numpy(), logarithmic=True)


def from_firms(activity: Activity, *, reference: str | None) -> Spread | None:
    """Spread from the establishments of each region, drawn again; without a reference, of the share itself.

    None without establishments. What the table holds beyond them is taken as exact; NaN where they do not come within a
    tenth of the figure.
    """
    firms = activity.companions.firms
    if firms is None:
        return None
    observed, against = _shares(activity, reference)
    values, totals = activity.values.to_numpy(dtype=float), activity.totals.to_numpy(dtype=float)[:, None]
    sums = firm_sums(firms, activity.values)
    own, others = _influence(activity, reference, values, totals)
    agrees = (np.abs(sums.jobs - values) <= _AGREES * values) & (sums.count > 0)
    squared = np.where(agrees, variance(sums, own, others), np.nan)
    cluster = np.where(values > 0, sums.region_cluster_size(), sums.cluster_size())
    pieces = np.where(agrees, over(totals, cluster), np.nan)
    middle = share(activity) if reference is None else quotient(activity, reference=reference)
    return Spread(middle, np.sqrt(squared), logarithmic=True, observed=observed, against=against, pieces=pieces)


def from_counts(activity: Activity, *, reference: str) -> Spread:
    """Spread of Moineddin, Beyene and Boyle, as if every unit of the figures were drawn by itself."""
    observed, against = _shares(activity, reference)
    totals = activity.totals.to_numpy(dtype=float)[:, None]
    middle = quotient(activity, reference=reference)
    ratio = middle.to_numpy(dtype=float)
    own = over(observed * (1 - observed), totals)
    whole = reference_sums(activity, reference=reference)[1]
    if reference == "external":
        squared = own
    elif reference == "rest":
        known = np.nansum(totals**2 * own, axis=0)
        others = np.where(np.isnan(own), 0.0, totals**2 * own)
        squared = own + ratio**2 * over(known - others, (whole - totals) ** 2)
    else:
        weight = over(totals, np.full_like(totals, whole))
        squared = own * (1 - 2 * weight * ratio) + ratio**2 * np.nansum(weight**2 * own, axis=0)
    deviation = np.sqrt(np.clip(squared, 0, None)) / against
    pieces = totals + np.zeros(ratio.shape)
    return Spread(middle, deviation, logarithmic=False, observed=observed, against=against, pieces=pieces)


def spread(activity: Activity, *, reference: str, method: str) -> Spread | None:
    """Spread by one method, None where the data do not support it.

    Raises
    ------
    UnknownOptionError
        If the method is not known.
    """
    if method not in METHODS:
        raise UnknownOptionError("method", method, METHODS)
    return METHODS[method](activity, reference=reference)


METHODS = {"relative_error": from_errors, "firms": from_firms, "counts": from_counts}
"""Where an interval can come from, the best first; the last one only where somebody asks for it."""


def _shares(activity: Activity, reference: str | None) -> tuple[Figures, Figures]:
    """Share of the region and share of the reference, one if there is none."""
    observed = share(activity).to_numpy(dtype=float)
    if reference is None:
        return observed, np.ones(observed.shape)
    against = np.asarray(reference_share(activity, reference=reference), dtype=float)
    return observed, against + np.zeros(observed.shape)


def _influence(
    activity: Activity, reference: str | None, values: Figures, totals: Figures
) -> tuple[tuple[Figures, Figures], tuple[Figures | float, Figures | float]]:
    """Find what one more job, in the region itself and elsewhere, changes in the logarithm of the quotient."""
    own = over(np.ones_like(values), values), -over(np.ones_like(totals), totals)
    if reference is None or reference == "external":
        return own, (0.0, 0.0)
    figures, whole = reference_sums(activity, reference=reference)
    row = figures.to_numpy(dtype=float)
    if reference == "rest":
        left, rest = row - values, whole - totals
        return own, (-over(np.ones_like(left), left), over(np.ones_like(rest), rest))
    a, b = -over(np.ones_like(row), row), over(np.ones(1), np.array([whole]))
    return (own[0] + a, own[1] + b), (a, b)
