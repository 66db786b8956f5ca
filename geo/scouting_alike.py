"""Places like a place: near to it by the criteria that both are known by, and by which they are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.errors import UnknownOptionError
from geo.scouting_scale import on_scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.scouting_types import Evidence

_FEWEST = 0.5  # share of the criteria that both must be known by


def places_like(evidence: Evidence, place: str, n: int = 5, *, names: Sequence[str] | None = None) -> pd.DataFrame:
    """Find the places that are most like a place.

    The distance is the root of the mean squared difference of the standardised values (on the scale of each criterion,
    in standard deviations over all places), over the criteria that both are known by.

    Parameters
    ----------
    evidence : Evidence
    place : str
    n : int
        How many, 1 or more.
    names : sequence of str, optional
        Criteria that count; by default all but completeness that are known of the place.

    Returns
    -------
    DataFrame of shape (at most n, 4)
        Nearest first: ``distance`` (0 is alike in everything), ``criteria`` (how many both are known by), ``alike`` and
        ``unlike`` (tuples of up to three criteria in which they differ least and most; what does not differ is never
        unlike). Places that share fewer than half of the criteria with it are left out.

    Raises
    ------
    UnknownRegionError
        If there is no evidence of the place.
    UnknownOptionError
        If there is no such criterion, or n is below 1.
    """
    if n < 1:
        raise UnknownOptionError("number of places", str(n), ("1 or more",))
    own = evidence.of([place]).values.iloc[0]
    chosen = [one.id for one in evidence.criteria if one.base != "completeness"] if names is None else list(names)
    chosen = [name for name in chosen if evidence.criterion(name) and np.isfinite(own[name])]
    z = np.column_stack([_standard(evidence, name) for name in chosen]) if chosen else np.empty((len(evidence.ids), 0))
    at = evidence.ids.index(place)
    gap = np.abs(z - z[at])
    shared = (~np.isnan(gap)).sum(axis=1)
    mean = np.divide(np.nansum(gap**2, axis=1), shared, out=np.full(len(gap), np.nan), where=shared > 0)
    enough = (shared >= max(1, _FEWEST * len(chosen))) & (np.arange(len(gap)) != at)
    order = [int(i) for i in np.argsort(np.where(enough, np.sqrt(mean), np.inf), kind="stable") if enough[i]][:n]
    rows = [(np.sqrt(mean[i]), int(shared[i]), *_told(gap[i], chosen)) for i in order]
    return pd.DataFrame(rows, index=evidence.values.index[order], columns=["distance", "criteria", "alike", "unlike"])


def _standard(evidence: Evidence, name: str) -> np.ndarray:
    x = on_scale(evidence.values[name].to_numpy(dtype=float), evidence.criterion(name).scale)
    x = np.where(np.isfinite(x), x, np.nan)
    spread = np.nanstd(x)
    return np.asarray((x - np.nanmean(x)) / spread if spread > 0 else x * 0)


def _told(gap: np.ndarray, names: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    known = [i for i in np.argsort(gap, kind="stable") if not np.isnan(gap[i])]
    half = (len(known) + 1) // 2
    apart = [i for i in known[half:] if gap[i] > 0]
    return tuple(names[i] for i in known[: min(3, half)]), tuple(names[i] for i in apart[-3:][::-1])
