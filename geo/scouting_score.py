"""Scores and ranks of places by weighted criteria; what is unknown widens the score, it is never zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.errors import UnknownOptionError
from geo.scouting_scale import on_scale
from geo.scouting_types import ASK, NO, YES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.scouting_types import Criterion, Evidence, Filter

SAME = 12
"""Decimals of a score: what is left beyond them is the order in which its parts were added, no difference."""
RANGE, PERCENTILE = "range", "percentile"
METHODS = (RANGE, PERCENTILE)
"""How values become comparable: where they lie between the lowest and the highest, or the share of places beaten."""


@dataclass(frozen=True, slots=True, eq=False)
class Utilities:
    """Values made comparable: 0 the worst, 1 the best; arrays of shape (n_places, n_criteria).

    `known` holds NaN where a value is unknown; `filled` that of the middle place there; `low` and `high` are the
    bounds: of the interval where a value has one, 0 and 1 where it is unknown. `pools` holds for each criterion what is
    known of all places.
    """

    criteria: tuple[str, ...]
    known: np.ndarray
    filled: np.ndarray
    low: np.ndarray
    high: np.ndarray
    pools: tuple[np.ndarray, ...]


def utilities(evidence: Evidence, names: Sequence[str], *, method: str = RANGE) -> Utilities:
    """Make the values of some criteria comparable.

    Parameters
    ----------
    evidence : Evidence
    names : sequence of str
        Criteria.
    method : {"range", "percentile"}
        ``range``: ``u = (s(x) - low) / (high - low)``, cut to 0..1, on the scale ``s`` of the criterion (min-max [1]_);
        ``percentile``: share of all places that are worse, ties count half.

    Returns
    -------
    Utilities

    Raises
    ------
    UnknownOptionError
        If there is no such criterion or method.

    References
    ----------
    .. [1] Nardo, M. et al. (2008). Handbook on Constructing Composite Indicators: Methodology and User Guide. OECD,
       step 5 (normalisation).
    """
    if method not in METHODS:
        raise UnknownOptionError("normalisation", method, METHODS)
    for name in names:
        evidence.criterion(name)
    made = evidence.once(("utilities", method), lambda: _utilities(evidence, method))
    at = [made.criteria.index(name) for name in names]
    known, filled, low, high = (table[:, at] for table in (made.known, made.filled, made.low, made.high))
    return Utilities(tuple(names), known, filled, low, high, tuple(made.pools[j] for j in at))


def _utilities(evidence: Evidence, method: str) -> Utilities:
    names = [one.id for one in evidence.criteria]
    known, low, high = (np.full((len(evidence.values), len(names)), np.nan) for _ in range(3))
    pools, middle = [], np.full(len(names), 0.5)
    for j, one in enumerate(evidence.criteria):
        whole = evidence.whole[one.id].dropna().to_numpy(dtype=float)
        sides = (evidence.values[one.id], evidence.lower[one.id], evidence.upper[one.id])
        found = [_comparable(side.to_numpy(dtype=float), one, whole, evidence.scales, method) for side in sides]
        known[:, j] = found[0]
        low[:, j], high[:, j] = (np.where(np.isnan(side), found[0], side) for side in found[1:])
        pools.append(_comparable(whole, one, whole, evidence.scales, method))
        if len(whole):
            middle[j] = np.median(pools[-1])
    unknown = np.isnan(known)
    low, high = np.where(unknown, 0.0, np.fmin(low, high)), np.where(unknown, 1.0, np.fmax(low, high))
    return Utilities(tuple(names), known, np.where(unknown, middle, known), low, high, tuple(pools))


def _comparable(x: np.ndarray, one: Criterion, whole: np.ndarray, scales: pd.DataFrame, method: str) -> np.ndarray:
    """Put values between 0, the worst, and 1, the best of all places."""
    if method == PERCENTILE:
        ordered = np.sort(whole)
        share = (np.searchsorted(ordered, x, "left") + np.searchsorted(ordered, x, "right")) / 2
        found = np.where(np.isnan(x), np.nan, share / max(len(ordered), 1))
    else:
        low, high = scales.loc[one.id, ["low", "high"]].to_numpy(dtype=float)
        s = on_scale(x, one.scale)
        found = np.clip((s - low) / (high - low), 0, 1) if high > low else np.where(np.isnan(s), np.nan, 0.5)
    return np.asarray(found if one.direction > 0 else 1 - found)


def shares(weights: Mapping[str, float], evidence: Evidence) -> pd.Series:
    """Weights that are switched on, as shares of 1.

    Raises
    ------
    UnknownOptionError
        If a criterion does not exist, a weight is negative or no number, or none is above 0.

    Examples
    --------
    >>> from geo.scouting import Criterion, tabled
    >>> known = tabled({"wages": {"R01": 1.0}}, (Criterion("wages"),))
    >>> shares({"wages": 3.0}, known).to_dict()
    {'wages': 1.0}
    """
    for name, weight in weights.items():
        evidence.criterion(name)
        if not 0 <= weight < np.inf:
            raise UnknownOptionError("weight", str(weight), ("0 or more",), where=f"of {name!r}")
    on = pd.Series({name: float(weight) for name, weight in weights.items() if weight > 0}, dtype=float)
    if on.empty:
        raise UnknownOptionError("weight", "0", ("above 0 for at least one criterion",), where="for every criterion")
    return on / on.sum()


def scores(evidence: Evidence, weights: Mapping[str, float], *, method: str = RANGE) -> pd.Series:
    """Score of each place: the weighted mean of its criteria, 0 the worst and 1 the best everywhere.

    A value that is unknown counts as that of the middle place until somebody tells it (see `ranking` for the score
    over what is known and the range that the unknown leaves open).

    Returns
    -------
    Series of shape (n_places,)

    Raises
    ------
    UnknownOptionError
        If the weights or the method cannot be used.
    """
    share = shares(weights, evidence)
    made = utilities(evidence, list(share.index), method=method)
    added = (made.filled @ share.to_numpy()).round(SAME)
    return pd.Series(added, index=evidence.values.index, name="score")


def ranking(
    evidence: Evidence, weights: Mapping[str, float], filters: Iterable[Filter] = (), *, method: str = RANGE
) -> pd.DataFrame:
    """Rank places by their score.

    Returns
    -------
    DataFrame of shape (n_places, 8 + n_criteria)
        Best first: ``score``; ``rank`` among the places that no filter rejects (NaN for those that one does);
        ``known_share``, the weight of the criteria that are known; ``score_known``, the score over these alone;
        ``lowest`` and ``highest`` score, if all that is unknown were the worst or the best; ``passes`` (``yes``,
        ``no``, ``ask``); ``contribution_<criterion>``, which add up to the score.

    Raises
    ------
    UnknownOptionError
        If weights, filters or the method cannot be used.
    """
    share = shares(weights, evidence)
    made, w = utilities(evidence, list(share.index), method=method), share.to_numpy()
    known = ~np.isnan(made.known)
    parts = made.filled * w
    weight_known = known @ w
    over_known = np.divide(
        np.where(known, parts, 0).sum(axis=1), weight_known, out=np.full(len(parts), np.nan), where=weight_known > 0
    )
    at_least = np.where(known, parts, 0).sum(axis=1)
    passed = verdict(passes(evidence, filters))
    table = pd.DataFrame(
        {
            "score": parts.sum(axis=1).round(SAME),
            "rank": np.nan,
            "known_share": weight_known,
            "score_known": over_known,
            "lowest": at_least,
            "highest": at_least + 1 - weight_known,
            "passes": passed,
        },
        index=evidence.values.index,
    )
    table["rank"] = table["score"].where(passed != NO).rank(ascending=False, method="min")
    contributions = pd.DataFrame(parts, index=table.index, columns=[f"contribution_{name}" for name in share.index])
    order = table.assign(out=passed == NO).sort_values(["out", "score"], ascending=[True, False], kind="stable").index
    return pd.concat([table, contributions], axis=1).loc[order]


def passes(evidence: Evidence, filters: Iterable[Filter]) -> pd.DataFrame:
    """Tell whether places pass filters.

    Returns
    -------
    DataFrame of shape (n_places, n_filters)
        Columns are criteria. True, False, or NA where that is not known: the place stays and is asked. Of a value that
        is only a lower bound ("at least this") a filter is decided where the most that it can be decides it, too.

    Raises
    ------
    UnknownOptionError
        If a filter names an unknown criterion.
    """
    found: dict[str, pd.Series] = {}
    for one in filters:
        evidence.criterion(one.criterion)
        x, top = evidence.values[one.criterion], evidence.most(one.criterion)
        holds = x.notna().astype("boolean")
        if one.at_least is not None:
            enough = (x >= one.at_least).astype("boolean")
            holds &= enough.mask(~enough & (top >= one.at_least), pd.NA)
        if one.at_most is not None:
            few = (x <= one.at_most).astype("boolean")
            holds &= few.mask(few & (top > one.at_most), pd.NA)
        holds = holds.mask(x.isna(), pd.NA)
        found[one.criterion] = found[one.criterion] & holds if one.criterion in found else holds
    return pd.DataFrame(found, index=evidence.values.index)


def verdict(passed: pd.DataFrame) -> pd.Series:
    """Sum up the filters of each place: ``no`` where one rejects it, ``ask`` where one is not known, else ``yes``."""
    rejected = (~passed.astype("boolean")).fillna(value=False).any(axis=1)
    open_ = passed.isna().any(axis=1)
    return pd.Series(np.where(rejected, NO, np.where(open_, ASK, YES)), index=passed.index, name="passes", dtype=object)
