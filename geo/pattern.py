"""A curve over distances beside what chance draws in its place, and what follows from the two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.envelopes import Draws, global_band, runs
from geo.errors import DataContractError

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS = 100
"""Distances at which a curve is evaluated by default."""


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """A curve over distances and what chance draws in its place.

    Parameters
    ----------
    function : str
        ``K``, ``M`` or ``Kd``.
    table : DataFrame
        ``distance_m``, ``value``; ``mean``, ``lower`` and ``upper`` of what chance draws; ``localisation`` (how far the
        value lies above the band) and ``dispersion`` (below it). K adds ``l_value``, ``l_lower`` and ``l_upper``, the
        roots of K over pi: metres.
    localised, dispersed : tuple of (float, float)
        From which distance to which the value lies above and below the band.
    sites : int
        Sites of the industry.
    draws : Draws
    bandwidth_m : float
        Of the kernel of Kd; NaN for K and M.
    """

    function: str
    table: pd.DataFrame
    localised: tuple[tuple[float, float], ...]
    dispersed: tuple[tuple[float, float], ...]
    sites: int
    draws: Draws
    bandwidth_m: float = float("nan")

    @property
    def verdict(self) -> str:
        """``localised``, ``dispersed``, ``chance``, or ``unknown`` where nothing was drawn."""
        if not self.draws.number:
            return "unknown"
        return "localised" if self.localised else "dispersed" if self.dispersed else "chance"


def compared(
    function: str, r: np.ndarray, value: np.ndarray, curves: np.ndarray, draws: Draws,
    *, sites: int, bandwidth_m: float = float("nan"),
) -> Pattern:  # fmt: skip
    """Put a curve beside those that were drawn.

    Examples
    --------
    >>> curves = np.arange(100.0)[:, None] + np.zeros(2)
    >>> found = compared("Kd", np.array([0.0, 10.0]), np.array([50.0, 99.0]), curves, Draws(100), sites=5)
    >>> found.verdict, found.localised, found.table["localisation"].tolist()
    ('localised', ((10.0, 10.0),), [0.0, 5.0])
    """
    band = global_band(curves.reshape(len(curves), len(r)), draws.level)
    above, below = value - band.upper, band.lower - value
    localised = runs(above > 0, r)
    if localised and function == "Kd":  # a density: more pairs at one distance are fewer at the others
        below = np.where(np.isnan(below), np.nan, 0.0)
    columns = {"distance_m": r, "value": value, "mean": band.mean, "lower": band.lower, "upper": band.upper}
    indices = {"localisation": np.maximum(above, 0), "dispersion": np.maximum(below, 0)}
    table = pd.DataFrame(columns | indices)
    return Pattern(function, table, localised, runs(below > 0, r), sites, draws, bandwidth_m)


def distances_up_to(given: np.ndarray | None, most: Callable[[], float]) -> np.ndarray:
    """Return the distances that were given, checked, or `STEPS` even steps from 0 to the largest one.

    Raises
    ------
    DataContractError
        If they do not ascend, are negative or not finite, or the last one is not above 0.

    Examples
    --------
    >>> distances_up_to(None, lambda: 500.0)[:3].tolist()
    [0.0, 5.0, 10.0]
    """
    r = np.linspace(0.0, most(), STEPS + 1) if given is None else np.asarray(given, dtype=float)
    if r.ndim != 1 or not len(r) or not np.isfinite(r).all() or (r < 0).any() or (np.diff(r) <= 0).any() or r[-1] <= 0:
        shown = ", ".join(f"{value:g}" for value in r.ravel()[:5])
        raise DataContractError("distances", [f"metres from 0 up are needed, each above the one before; found {shown}"])
    return r
