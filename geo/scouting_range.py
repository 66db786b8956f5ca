"""How firm a ranking is: ranks under other weights, the smallest change that has another winner, who is dominated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.errors import UnknownOptionError
from geo.scouting_score import RANGE, SAME, Utilities, shares, utilities

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.scouting_types import Evidence

ANY = 0.0
"""Spread that stands for any weights at all, whatever was chosen."""
_BLOCK = 64  # draws ranked at once when values are drawn too


def rank_ranges(
    evidence: Evidence,
    weights: Mapping[str, float],
    *,
    rng: np.random.Generator,
    spread: float = 0.5,
    draws: int = 1000,
    errors: bool = False,
    method: str = RANGE,
) -> pd.DataFrame:
    """Ranks of places under other weights, and under the errors of their values.

    Each weight is multiplied by a factor drawn evenly from ``1 - spread`` to ``1 + spread``; with a spread of 0 the
    weights are drawn evenly from all that add up to 1, whatever was chosen [1]_. With `errors` each value is drawn from
    its interval, and an unknown one from the places of which it is known.

    Parameters
    ----------
    evidence : Evidence
    weights : mapping of str to float
    rng : Generator
        The same state gives the same ranges.
    spread : float
        0 to 1.
    draws : int
        1 to 100,000.
    errors : bool
    method : {"range", "percentile"}

    Returns
    -------
    DataFrame of shape (n_places, 6)
        ``best`` and ``worst`` rank, ``low`` and ``high`` (between which 9 of 10 draws lie), ``median``, and ``first``,
        the share of draws in which the place has rank 1 (its acceptability [1]_).

    Raises
    ------
    UnknownOptionError
        If the weights, the spread or the number of draws cannot be used.

    References
    ----------
    .. [1] Lahdelma, R., Salminen, P. (2001). SMAA-2: stochastic multicriteria acceptability analysis for group decision
       making. Operations Research 49(3), 444-454.
    """
    share = shares(weights, evidence)
    made = utilities(evidence, list(share.index), method=method)
    w = weights_drawn(share.to_numpy(), spread=spread, draws=draws, rng=rng)
    drawn = _ranks_with_errors(made, w, rng) if errors else ranks(w @ made.filled.T)
    low, median, high = np.quantile(drawn, (0.05, 0.5, 0.95), axis=0, method="inverted_cdf")
    return pd.DataFrame(
        {
            "best": drawn.min(axis=0),
            "low": low,
            "median": median,
            "high": high,
            "worst": drawn.max(axis=0),
            "first": (drawn == 1).mean(axis=0),
        },
        index=evidence.values.index,
    )


def weights_drawn(share: np.ndarray, *, spread: float, draws: int, rng: np.random.Generator) -> np.ndarray:
    """Draw weights around those chosen.

    Returns
    -------
    ndarray of shape (draws, n_criteria)
        0 or more; each row adds up to 1.

    Raises
    ------
    UnknownOptionError
        If the spread is not from 0 to 1, or the number of draws not from 1 to 100,000.

    Examples
    --------
    >>> weights_drawn(np.array([1.0]), spread=0.5, draws=2, rng=np.random.default_rng(1)).tolist()
    [[1.0], [1.0]]
    """
    if not 0 <= spread <= 1:
        raise UnknownOptionError("spread", str(spread), ("a number from 0 to 1",))
    if not 1 <= draws <= 100_000:  # noqa: PLR2004 - more would not be more exact than the weights are
        raise UnknownOptionError("number of draws", str(draws), ("1 to 100,000",))
    if spread == ANY:
        return np.asarray(rng.dirichlet(np.ones(len(share)), size=draws))
    w = share * rng.uniform(1 - spread, 1 + spread, size=(draws, len(share)))
    return np.asarray(w / w.sum(axis=1, keepdims=True))


def ranks(score: np.ndarray) -> np.ndarray:
    """Rank of each place in each row of scores: one more than the number of better ones.

    Examples
    --------
    >>> ranks(np.array([[0.5, 0.9, 0.5], [0.3, 0.1 + 0.2, 0.1]])).tolist()
    [[2, 1, 2], [1, 1, 3]]
    """
    score = score.round(SAME)
    order = np.argsort(-score, axis=1, kind="stable")
    ordered = np.take_along_axis(score, order, axis=1)
    place = np.arange(1, score.shape[1] + 1)
    first = np.maximum.accumulate(
        np.where(np.concatenate([np.ones((len(score), 1), bool), np.diff(ordered, axis=1) < 0], axis=1), place, 1),
        axis=1,
    )
    found = np.empty_like(first)
    np.put_along_axis(found, order, first, axis=1)
    return found


def _ranks_with_errors(made: Utilities, w: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    unknown = np.isnan(made.known)
    found = np.empty((len(w), len(made.known)), dtype=np.int64)
    for start in range(0, len(w), _BLOCK):
        block = w[start : start + _BLOCK]
        u = rng.uniform(made.low, made.high, size=(len(block), *made.known.shape))
        for j, pool in enumerate(made.pools):
            if len(pool) and unknown[:, j].any():
                u[:, unknown[:, j], j] = rng.choice(pool, size=(len(block), int(unknown[:, j].sum())))
        found[start : start + _BLOCK] = ranks(np.einsum("dij,dj->di", u, block))
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """Change of one weight after which another place leads.

    `at` and `to` are shares of all weights, `weight_at` and `weight_to` weights as they were given, the others
    unchanged; `change` is the difference of the shares. `winner` leads now; from `to` on `new_winner` does.
    """

    criterion: str
    at: float
    to: float
    weight_at: float
    weight_to: float
    winner: str
    new_winner: str

    @property
    def change(self) -> float:
        """Points of the share that it takes; 0 where two places lead together."""
        return abs(self.to - self.at)


def smallest_change(
    evidence: Evidence, weights: Mapping[str, float], *, others: bool = False, method: str = RANGE
) -> tuple[Change, ...]:
    """Find for each criterion the smallest change of its weight that has another winner.

    While the share of criterion ``c`` goes from ``w`` to ``t`` the others keep their proportions, so the lead of the
    winner ``a`` over a place ``b`` is ``t (u[a, c] - u[b, c]) + (1 - t) (R[a] - R[b])`` with ``R`` the score over the
    others: a straight line in ``t``, whose zero is exact. The nearest zero of all places on both sides is taken [1]_.

    Parameters
    ----------
    evidence : Evidence
        Of the places that compete; what filters reject is left out before (`Evidence.of`).
    weights : mapping of str to float
    others : bool
        Also criteria that are switched off now.
    method : {"range", "percentile"}

    Returns
    -------
    tuple of Change
        Smallest first; criteria whose weight alone cannot change the winner are left out.

    Raises
    ------
    UnknownOptionError
        If the weights cannot be used.

    References
    ----------
    .. [1] Triantaphyllou, E., Sanchez, A. (1997). A sensitivity analysis approach for some deterministic multi-criteria
       decision-making methods. Decision Sciences 28(1), 151-194.
    """
    share = shares(weights, evidence)
    off = [one.id for one in evidence.criteria if one.id not in share.index] if others else []
    names = [*share.index, *(name for name in off if evidence.values[name].notna().any())]
    w = share.reindex(names).fillna(0.0).to_numpy()
    u = utilities(evidence, names, method=method).filled
    if len(u) < 2:  # noqa: PLR2004 - nobody else can win
        return ()
    ids, score, total = evidence.ids, u @ w, sum(weights.values())
    leader = int(np.argmax(score.round(SAME)))
    found = []
    for j, name in enumerate(names):
        rest = 1 - w[j]
        if rest <= 0:
            continue
        own, other = u[leader, j] - u[:, j], ((score[leader] - w[j] * u[leader, j]) - (score - w[j] * u[:, j])) / rest
        to, b = _nearest_zero(own, other, w[j], leader)
        if b < 0:
            continue
        weight_to = to / (1 - to) * rest * total if to < 1 else np.inf
        found.append(Change(name, float(w[j]), to, float(w[j] * total), float(weight_to), ids[leader], ids[b]))
    return tuple(sorted(found, key=lambda one: one.change))


def _nearest_zero(own: np.ndarray, other: np.ndarray, at: float, leader: int) -> tuple[float, int]:
    """Find the zero of ``t own + (1 - t) other`` in 0..1 that is nearest, and whose line it is; -1 where none is."""
    slope, least = own - other, 10.0**-SAME
    zero = np.divide(-other, slope, out=np.full(len(own), np.nan), where=np.abs(slope) > least)
    zero[leader] = np.nan
    for edge in (0.0, 1.0, at):
        zero = np.where(np.abs(zero - edge) < least, edge, zero)
    tied = (zero == at) & ((at > 0) | (slope < 0))  # two lead now: the least change decides between them
    zero = np.where(((zero > 0) & (zero < 1)) | tied, zero, np.nan)
    if np.isnan(zero).all():
        return np.nan, -1
    b = int(np.nanargmin(np.abs(zero - at)))
    return float(zero[b]), b


def margin(table: pd.DataFrame) -> float:
    """Tell by how much the first place of a ranking leads; NaN where there is no second one.

    Parameters
    ----------
    table : DataFrame
        As `geo.scouting.ranking` gives it; places that a filter rejects do not count.

    Examples
    --------
    >>> round(margin(pd.DataFrame({"score": [0.7, 0.6, 0.9], "rank": [1.0, 2.0, float("nan")]})), 3)
    0.1
    """
    best = table.loc[table["rank"].notna(), "score"].nlargest(2)
    return float(best.iloc[0] - best.iloc[1]) if len(best) > 1 else float("nan")


FRONT, PERHAPS, DOMINATED = "front", "perhaps", "dominated"


def pareto(evidence: Evidence, names: list[str] | tuple[str, ...]) -> pd.Series:
    """Tell which places are dominated: another one is at least as good by every criterion and better by one.

    What is unknown may be anything, a lower bound ("at least this") anything up to the most it can be: a place is
    ``dominated`` if it is so whatever the unknown values are, ``front`` if no other place can dominate it, and
    ``perhaps`` otherwise.

    Parameters
    ----------
    evidence : Evidence
    names : sequence of str
        Criteria that count.

    Returns
    -------
    Series of shape (n_places,)

    Raises
    ------
    UnknownOptionError
        If there is no such criterion.
    """
    sign = np.array([evidence.criterion(name).direction for name in names], dtype=float)
    x = evidence.values[list(names)].to_numpy(dtype=float) * sign
    most = np.column_stack([evidence.most(name).to_numpy(dtype=float) for name in names]) * sign
    low, high = (np.where(np.isnan(x), end, side(x, most)) for end, side in ((-np.inf, np.fmin), (np.inf, np.fmax)))
    surely, maybe = _beaten(low, high), _beaten(high, low)
    state = np.where(surely, DOMINATED, np.where(maybe, PERHAPS, FRONT))
    return pd.Series(state, index=evidence.values.index, name="pareto", dtype=object)


def _beaten(by: np.ndarray, of: np.ndarray) -> np.ndarray:
    """Tell of each row of `of` whether another row of `by` is nowhere lower and somewhere higher."""
    found = np.zeros(len(of), dtype=bool)
    for i, row in enumerate(of):
        beats = (by >= row).all(axis=1) & (by > row).any(axis=1)
        beats[i] = False
        found[i] = beats.any()
    return found
