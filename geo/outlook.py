"""What complex industries lie near to what a region has: outlook of a region, and gain from one more industry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo import product_space
from geo.anchored import complexity_of, scaled_industries, standardised
from geo.errors import UnknownOptionError
from geo.network import QUOTIENT, PresenceRule, presence_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.activity import Activity

    Array = NDArray[np.float64]

SCALES = ("raw", "standardised")
VARIANTS = ("growthlab", "atlas")


def complexity_outlook_index(
    activity: Activity,
    *,
    scale: str = "raw",
    scaling: str = "own",
    sd: str = "population",
    sign: str = "diversity",
    rule: PresenceRule = QUOTIENT,
) -> pd.DataFrame:
    """Complexity outlook index (COI) of each region: how many complex industries lie near to what it has [1]_.

    ``COI[r] = sum_i w[r, i] (1 - M[r, i]) PCI[i]`` with the density `w` (proximity with the diagonal) and the presence
    `M`.

    Parameters
    ----------
    activity : Activity
    scale : {"raw", "standardised"}
        The sum itself, or its distance from the mean of the regions in standard deviations.
    scaling, sd, sign : str
        Of the product complexity (see `geo.complexity.product_complexity_index`).
    rule : PresenceRule

    Returns
    -------
    DataFrame of shape (n_regions, 2)
        ``value`` and ``component`` (see `geo.complexity.economic_complexity_index`); NaN outside the main part.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.
    UnknownOptionError
        If an option is none of its values.
    MissingTableError
        If the sign is ``external`` and there is no table ``anchor``.

    References
    ----------
    .. [1] Hausmann, R., Hidalgo, C. A., et al. (2014). The Atlas of Economic Complexity. MIT Press, technical box 5.4.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"A": [9.0, 1, 1], "B": [9.0, 9, 1], "C": [1.0, 9, 9], "D": [9.0, 1, 1]}, index=list("xyz"))
    >>> complexity_outlook_index(from_tables(x))["value"].round(2).tolist()
    [-0.53, 0.34, -0.02]
    """
    if scale not in SCALES:
        raise UnknownOptionError("scale", scale, SCALES)
    found = complexity_of(activity, sign=sign, rule=rule)
    complexity = scaled_industries(found, scaling=scaling, sd=sd)
    open_to = _absent(activity, rule)
    open_to *= _density(activity, rule)
    value = np.nan_to_num(open_to, copy=False) @ np.nan_to_num(complexity)
    value[np.isnan(found.regions)] = np.nan
    if scale == "standardised":
        value = standardised(value, sd=sd)
    return pd.DataFrame({"value": value, "component": found.found.region_part}, index=activity.values.index)


def complexity_outlook_gain(
    activity: Activity,
    *,
    variant: str = "growthlab",
    scaling: str = "own",
    sd: str = "population",
    sign: str = "diversity",
    rule: PresenceRule = QUOTIENT,
) -> pd.DataFrame:
    """Complexity outlook gain (COG): how much nearer one more industry brings a region to complex ones [1]_.

    ``growthlab``: ``COG[r, i] = (1 - M[r, i]) sum_j (1 - M[r, j]) phi[i, j] PCI[j] / sum_k phi[k, j]``; ``atlas``
    subtracts ``w[r, i] PCI[i]``, what the industry itself had counted in the outlook before.

    Parameters
    ----------
    activity : Activity
    variant : {"growthlab", "atlas"}
    scaling, sd, sign : str
        Of the product complexity (see `geo.complexity.product_complexity_index`).
    rule : PresenceRule

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        0 where the region has the industry; NaN where the cell is unknown or lies outside the main part.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.
    UnknownOptionError
        If an option is none of its values.
    MissingTableError
        If the sign is ``external`` and there is no table ``anchor``.

    References
    ----------
    .. [1] Hausmann, R., Hidalgo, C. A., et al. (2014). The Atlas of Economic Complexity. MIT Press, technical box 5.4.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"A": [9.0, 1, 1], "B": [9.0, 9, 1], "C": [1.0, 9, 9], "D": [9.0, 1, 1]}, index=list("xyz"))
    >>> complexity_outlook_gain(from_tables(x)).loc["z"].round(2).tolist()
    [0.66, 0.3, 0.0, 0.66]
    """
    if variant not in VARIANTS:
        raise UnknownOptionError("variant", variant, VARIANTS)
    presence = presence_of(activity, rule)
    found = complexity_of(activity, sign=sign, rule=rule)
    complexity = scaled_industries(found, scaling=scaling, sd=sd)
    near = np.nan_to_num(_proximity(activity, rule))
    reach = near.sum(axis=0)
    weight = np.divide(np.nan_to_num(complexity), reach, out=np.zeros_like(reach), where=reach > 0)
    absent = _absent(activity, rule)
    gain = absent @ (weight[:, None] * near)
    if variant == "atlas":
        gain -= _density(activity, rule) * complexity
    gain *= absent
    gain += 0.0  # a loss times nought is -0.0, which a table would show
    gain[np.isnan(found.regions)] = np.nan
    gain[:, np.isnan(complexity)] = np.nan
    return presence.frame(gain)


def _absent(activity: Activity, rule: PresenceRule) -> Array:
    """Give 1 where the industry is known to be absent, else 0."""
    presence = presence_of(activity, rule)
    absent: Array = 1.0 - presence.held
    if presence.gaps:
        absent[presence.unknown] = 0.0
    return absent


def _proximity(activity: Activity, rule: PresenceRule) -> Array:
    presence = presence_of(activity, rule)
    return activity.once(("proximity", *rule.key), lambda: product_space.proximity(presence))


def _density(activity: Activity, rule: PresenceRule) -> Array:
    presence, near = presence_of(activity, rule), _proximity(activity, rule)
    return activity.once(("density", *rule.key), lambda: product_space.density(presence, near))
