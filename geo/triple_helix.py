"""Triple helix: what three traits of enterprises know of each other, in bits; below 0 they work together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.errors import DataContractError, MissingTableError
from geo.problems import Told

if TYPE_CHECKING:
    from geo.activity import Activity

SIZES = (10.0, 50.0, 250.0)
"""Bounds of the size classes where the register has none: below 10, 10 to 49, 50 to 249, 250 and more employees."""
_NOUGHT = 1e-12
TRAITS = ("organisation_type", "size_class", "industry_code")


def synergy(counts: np.ndarray) -> float:
    """Mutual information of three dimensions, ``T = H1 + H2 + H3 - H12 - H13 - H23 + H123`` in bits.

    Parameters
    ----------
    counts : ndarray of shape (a, b, c)
        How many there are of each combination.

    Returns
    -------
    float
        Below 0 the three reduce uncertainty together (synergy), above 0 they repeat each other; NaN without any count.

    Examples
    --------
    >>> xor = np.zeros((2, 2, 2))
    >>> xor[[0, 0, 1, 1], [0, 1, 0, 1], [0, 1, 1, 0]] = 1
    >>> synergy(xor)
    -1.0
    """
    total = counts.sum()
    if not total > 0:
        return float("nan")
    p = counts / total
    single = sum(_entropy(p.sum(axis=axes)) for axes in ((1, 2), (0, 2), (0, 1)))
    double = sum(_entropy(p.sum(axis=axis)) for axis in (0, 1, 2))
    bits = float(single - double + _entropy(p))
    return bits if abs(bits) > _NOUGHT else 0.0


def triple_helix_synergy(activity: Activity) -> pd.DataFrame:
    """Synergy of organisation, size and industry among the enterprises of each region, in bits [1]_.

    Parameters
    ----------
    activity : Activity
        With the companion ``firms``: ``organisation_type``, ``industry_code`` and ``size_class``, or ``employees`` from
        which classes are made.

    Returns
    -------
    DataFrame of shape (n_regions, 4)
        ``value`` (``T`` of the region; below 0 is synergy), ``firms`` (their number), ``share`` (of all enterprises)
        and ``contribution`` (``share T``; what is left of ``T`` of all enterprises is synergy between regions, see
        `between_regions`). NaN below two enterprises; one that lacks a trait does not count.

    Raises
    ------
    MissingTableError
        If there is no register.
    DataContractError
        If the register does not say what kind of organisation an enterprise is.

    References
    ----------
    .. [1] Leydesdorff, L., Dolfsma, W., van der Panne, G. (2006). Measuring the knowledge base of an economy in terms
       of triple-helix relations among technology, organization, and territory. Research Policy 35(2), 181-199.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> rows = [("R", "x", 1.0, "firm"), ("R", "x", 99.0, "state"), ("R", "y", 1.0, "state"), ("R", "y", 99.0, "firm")]
    >>> firms = pd.DataFrame(rows, columns=["region_code", "industry_code", "employees", "organisation_type"])
    >>> x = from_tables(pd.DataFrame({"x": [100.0], "y": [100.0]}, index=["R"]), {"firms": firms})
    >>> triple_helix_synergy(x).loc["R"].tolist()
    [-1.0, 4.0, 1.0, -1.0]
    """
    firms = _traits(activity)
    place, shape = _places(firms)
    found = {
        region: (synergy(_cube(place[rows], shape)) if len(rows) > 1 else np.nan, float(len(rows)))
        for region, rows in firms.groupby("region_code", observed=True).indices.items()
    }
    regions = activity.values.index
    table = pd.DataFrame(
        [found.get(code, (np.nan, 0.0)) for code in regions], index=regions, columns=["value", "firms"]
    )
    table["share"] = table["firms"] / len(firms) if len(firms) else np.nan
    return table.assign(contribution=table["share"] * table["value"])


def between_regions(activity: Activity) -> float:
    """Synergy between regions, ``T - sum_r share[r] T[r]``; regions with one enterprise add nothing to the sum.

    Raises
    ------
    MissingTableError, DataContractError
        As `triple_helix_synergy`.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> rows = [("R", "x", 1.0, "firm"), ("R", "x", 99.0, "state"), ("S", "y", 1.0, "state"), ("S", "y", 99.0, "firm")]
    >>> firms = pd.DataFrame(rows, columns=["region_code", "industry_code", "employees", "organisation_type"])
    >>> x = pd.DataFrame({"x": [100.0, 0.0], "y": [0.0, 100.0]}, index=["R", "S"])
    >>> between_regions(from_tables(x, {"firms": firms}))
    -1.0
    """
    firms = _traits(activity)
    whole = synergy(_cube(*_places(firms)))
    return whole - float(triple_helix_synergy(activity)["contribution"].sum())


def _entropy(p: np.ndarray) -> float:
    known = p[p > 0]
    return float(-(known * np.log2(known)).sum())


def _places(firms: pd.DataFrame) -> tuple[np.ndarray, tuple[int, ...]]:
    """Cell of each enterprise in the cube of the three traits, and the shape of the cube."""
    shape = tuple(int(firms[trait].nunique()) for trait in TRAITS)
    codes = tuple(pd.factorize(firms[trait])[0] for trait in TRAITS)
    return (np.ravel_multi_index(codes, shape) if len(firms) else np.empty(0, dtype=np.intp)), shape


def _cube(place: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    return np.bincount(place, minlength=int(np.prod(shape))).reshape(shape).astype(float)


def _traits(activity: Activity) -> pd.DataFrame:
    """Enterprises with all three traits and a region of the table."""
    firms = activity.companions.firms
    if firms is None:
        raise MissingTableError("triple_helix_synergy", "firms")
    if "organisation_type" not in firms.columns:
        raise DataContractError("firms", [Told.of("no_kinds")])
    if "size_class" not in firms.columns:
        classes = np.searchsorted(SIZES, firms["employees"].to_numpy(dtype=float), side="right")
        firms = firms.assign(size_class=pd.Series(classes, index=firms.index).where(firms["employees"].notna()))
    known = firms.dropna(subset=list(TRAITS))
    return known[known["region_code"].isin(activity.values.index)].reset_index(drop=True)
