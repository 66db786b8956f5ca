"""Economic complexity of regions and industries: what their neighbours in the network of specializations say of them.

The figures come from the second eigenvector of a symmetric matrix on the smaller side (see `geo.spectrum`). Its
direction is arbitrary, so it is fixed by an anchor; how well the anchor fixes it is part of the result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.anchored import DEVIATIONS, SCALINGS, SIGNS, complexity_of, scaled_industries, standardised
from geo.network import QUOTIENT, PresenceRule

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from geo.activity import Activity
    from geo.anchored import Complexity

__all__ = [
    "DEVIATIONS",
    "NOTES",
    "SCALINGS",
    "SIGNS",
    "economic_complexity_index",
    "notes_of",
    "product_complexity_index",
    "told_of",
]

NOTES: Mapping[str, str] = {
    "few_industries": "Below about 30 industries complexity is mostly noise.",
    "disconnected": "The table falls into parts that share nothing: only the largest part has values.",
    "no_values": "Nothing can be ranked: every part of the table is too small, or two are equally large.",
    "sign_unstable": "Which end is the complex one is uncertain: the anchor hardly goes with the figures.",
    "close_vectors": "A second pattern in the table is nearly as strong: small changes of the data change the order.",
}
"""What a reader should be told, by the keys that `notes_of` gives."""
_FEW = 30
_CLOSE = 0.01  # eigengap below which the note is given


def economic_complexity_index(
    activity: Activity, *, sd: str = "population", sign: str = "diversity", rule: PresenceRule = QUOTIENT
) -> pd.DataFrame:
    """Economic complexity index (ECI) of each region [1]_.

    Second eigenvector of ``D^-1 M U^-1 M'`` with the presence `M`, the diversities `D` and the ubiquities `U` on
    diagonals, as distance from the mean in standard deviations. It is the mean complexity of the region's industries.

    Parameters
    ----------
    activity : Activity
    sd : {"population", "sample"}
        Standard deviation with n or n - 1.
    sign : {"diversity", "external"}
        ECI rises with the number of industries, or with the companion table ``anchor`` (wages, income).
    rule : PresenceRule

    Returns
    -------
    DataFrame of shape (n_regions, 5)
        ``value``; ``component``, the part of the network (1 is the main one; 0, no industry is present);
        ``eigengap``; ``sign_correlation``, that of the anchor with the values; ``sign_certain``, False where chance
        gives as much. NaN outside the main part, in a network whose second eigenvector is not unique, and where the
        anchor gives no direction. `notes_of` puts it in words.

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
    .. [1] Hidalgo, C. A., Hausmann, R. (2009). The building blocks of economic complexity. Proceedings of the National
       Academy of Sciences 106(26), 10570-10575.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"A": [9.0, 1, 1], "B": [9.0, 9, 1], "C": [1.0, 9, 9], "D": [9.0, 1, 1]}, index=list("xyz"))
    >>> economic_complexity_index(from_tables(x))["value"].round(2).tolist()
    [1.33, -0.24, -1.08]
    """
    found = complexity_of(activity, sign=sign, rule=rule)
    value = standardised(found.regions, sd=sd)
    return _table(value, found, activity.values.index, found.found.region_part)


def product_complexity_index(
    activity: Activity,
    *,
    scaling: str = "own",
    sd: str = "population",
    sign: str = "diversity",
    rule: PresenceRule = QUOTIENT,
) -> pd.DataFrame:
    """Product complexity index (PCI) of each industry [1]_: high where complex regions have it and few others do.

    Parameters
    ----------
    activity : Activity
    scaling : {"own", "growthlab", "uncentred"}
        Mean and deviation of the industries; mean and deviation of the regions, so that ECI is the mean PCI of what a
        region has; or the deviation of the regions and no mean (as it stands inside the outlook of ecomplexity).
    sd : {"population", "sample"}
        Standard deviation with n or n - 1.
    sign : {"diversity", "external"}
        See `economic_complexity_index`.
    rule : PresenceRule

    Returns
    -------
    DataFrame of shape (n_industries, 5)
        ``value`` and the further columns of `economic_complexity_index`.

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
    .. [1] Hausmann, R., Hidalgo, C. A., et al. (2014). The Atlas of Economic Complexity. MIT Press.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"A": [9.0, 1, 1], "B": [9.0, 9, 1], "C": [1.0, 9, 9], "D": [9.0, 1, 1]}, index=list("xyz"))
    >>> product_complexity_index(from_tables(x))["value"].round(2).tolist()
    [0.85, -0.11, -1.59, 0.85]
    """
    found = complexity_of(activity, sign=sign, rule=rule)
    value = scaled_industries(found, scaling=scaling, sd=sd)
    return _table(value, found, activity.values.columns, found.found.industry_part)


def notes_of(table: pd.DataFrame, *, industries: int) -> tuple[str, ...]:
    """Name what a reader of ECI or PCI should be told, as keys of `NOTES`.

    Parameters
    ----------
    table : DataFrame
        From `economic_complexity_index` or `product_complexity_index`.
    industries : int
        Number of industries of the activity table.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"A": [9.0, 1, 1], "B": [9.0, 9, 1], "C": [1.0, 9, 9], "D": [9.0, 1, 1]}, index=list("xyz"))
    >>> notes_of(economic_complexity_index(from_tables(x)), industries=4)
    ('few_industries', 'sign_unstable')
    """
    said = {
        "few_industries": industries < _FEW,
        "disconnected": bool((table["component"] > 1).any()),
        "no_values": bool(table["value"].isna().all()),
        "sign_unstable": not bool(table["sign_certain"].all()),
        "close_vectors": bool((table["eigengap"] < _CLOSE).any()),
    }
    return tuple(key for key, true in said.items() if true)


def _table(value: NDArray[np.float64], found: Complexity, codes: pd.Index, part: NDArray[np.int64]) -> pd.DataFrame:
    columns = {
        "value": value,
        "component": part,
        "eigengap": found.found.eigengap,
        "sign_correlation": found.sign_correlation,
        "sign_certain": found.sign_certain,
    }
    return pd.DataFrame(columns, index=codes)


def told_of(activity: Activity, *, sign: str = "diversity", rule: PresenceRule = QUOTIENT) -> dict[str, object]:
    """Tell what an export says beside the figures: how well the second eigenvector and its direction are determined.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"A": [9.0, 1, 1], "B": [9.0, 9, 1], "C": [1.0, 9, 9], "D": [9.0, 1, 1]}, index=list("xyz"))
    >>> told_of(from_tables(x))["notes"][0]
    'Below about 30 industries complexity is mostly noise.'
    """
    table = economic_complexity_index(activity, sign=sign, rule=rule)
    found = complexity_of(activity, sign=sign, rule=rule)
    numbers = {"eigengap": found.found.eigengap, "sign_correlation": found.sign_correlation}
    told: dict[str, object] = {name: None if pd.isna(number) else number for name, number in numbers.items()}
    notes = [NOTES[key] for key in notes_of(table, industries=activity.values.shape[1])]
    return {**told, "parts": found.found.parts, "notes": notes}
