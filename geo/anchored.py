"""Complexity with a direction and a scale: an anchor says which end of the second eigenvector is the complex one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import MissingTableError, UnknownOptionError
from geo.network import QUOTIENT, PresenceRule, presence_of
from geo.spectrum import spectrum

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.activity import Activity
    from geo.spectrum import Spectrum

    Array = NDArray[np.float64]

DEVIATIONS = ("population", "sample")
SIGNS = ("diversity", "external")
SCALINGS = ("own", "growthlab", "uncentred")
_NO_SIGN = 1e-9  # a correlation below it has no sign
_Z = 1.959964  # two-sided 5 % of the normal distribution
_LEAST = 4  # regions from which a correlation can be judged


@dataclass(frozen=True, slots=True, eq=False)
class Complexity:
    """Complexity with its direction chosen, not yet scaled.

    `regions` and `industries` are NaN outside the main part of the network; `sign_correlation` is that of the anchor
    with `regions`, 0 or more, NaN where there is no direction (and no figure then). `sign_certain` is False where
    chance alone gives as much in more than one of twenty tables.
    """

    regions: Array
    industries: Array
    sign_correlation: float
    sign_certain: bool
    found: Spectrum


def complexity_of(activity: Activity, *, sign: str = "diversity", rule: PresenceRule = QUOTIENT) -> Complexity:
    """Find the complexity of regions and industries of a table, once for each rule, and choose its direction.

    Raises
    ------
    UnknownOptionError
        If the sign is neither of the two.
    MissingTableError
        If the sign is ``external`` and there is no table ``anchor``.
    """
    if sign not in SIGNS:
        raise UnknownOptionError("sign", sign, SIGNS)
    if sign == "external" and activity.companions.anchor is None:
        raise MissingTableError("economic_complexity_index", "anchor")
    presence = presence_of(activity, rule)
    found = activity.once(("spectrum", *rule.key), lambda: spectrum(presence))
    outside = activity.companions.anchor
    anchor = presence.diversity if sign == "diversity" or outside is None else outside.to_numpy(dtype=float)
    correlation, n = _correlation(anchor, found.regions)
    if not abs(correlation) > _NO_SIGN:
        return Complexity(found.regions * np.nan, found.industries * np.nan, np.nan, sign_certain=False, found=found)
    way, size = math.copysign(1.0, correlation), abs(correlation)
    return Complexity(
        way * found.regions, way * found.industries, size, sign_certain=_certain(size, n), found=found
    )


def scaled_industries(found: Complexity, *, scaling: str = "own", sd: str = "population") -> Array:
    """Scale the complexity of the industries (see `product_complexity_index`).

    Raises
    ------
    UnknownOptionError
        If an option is none of its values.
    """
    if scaling not in SCALINGS:
        raise UnknownOptionError("scaling", scaling, SCALINGS)
    if scaling == "own":
        return (found.industries - _mean(found.industries)) / _deviation(found.industries, sd)
    centre = _mean(found.regions) if scaling == "growthlab" else 0.0
    return (found.industries - centre) / _deviation(found.regions, sd)


def standardised(values: Array, *, sd: str = "population") -> Array:
    """Distance from the mean of what is known in standard deviations; NaN where all is the same.

    Raises
    ------
    UnknownOptionError
        If the deviation is neither of the two.
    """
    return (values - _mean(values)) / _deviation(values, sd)


def _mean(values: Array) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else np.nan


def _deviation(values: Array, sd: str) -> float:
    if sd not in DEVIATIONS:
        raise UnknownOptionError("sd", sd, DEVIATIONS)
    known = values[~np.isnan(values)]
    spread = float(known.std(ddof=int(sd == "sample"))) if len(known) > 1 else 0.0
    return spread if spread > 0 else np.nan


def _correlation(anchor: Array, values: Array) -> tuple[float, int]:
    """Correlate over what both know, and count that; NaN where either is the same everywhere."""
    both = ~(np.isnan(anchor) | np.isnan(values))
    a, b = anchor[both], values[both]
    if len(a) < 2 or np.ptp(a) == 0 or np.ptp(b) == 0:  # noqa: PLR2004 - one pair has no correlation
        return np.nan, len(a)
    return float(np.corrcoef(a, b)[0, 1]), len(a)


def _certain(correlation: float, n: int) -> bool:
    """Tell whether a correlation differs from none at the level of 5 % (Fisher's z)."""
    if n < _LEAST:
        return False
    return abs(correlation) >= 1 or math.atanh(abs(correlation)) * math.sqrt(n - 3) >= _Z
