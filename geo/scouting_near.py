"""Criteria of what is near a place: people within a daily journey, and others who look for the same people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.scouting_cells import Cells
from geo.scouting_distance import spacing_km, within
from geo.scouting_related import at_least, partly
from geo.scouting_types import LOG, MODELLED, Criterion

if TYPE_CHECKING:
    from geo.scouting_search import Search

DAILY_KM = 50.0
"""Straight line of a daily journey to work: about an hour by road or rail."""
RIVALS = 4.0
"""Competitors are looked for within so many times the usual distance between neighbouring places."""
_LEAST_KM, _MOST_KM, _STEP_KM = 30.0, 300.0, 10.0


def labour_near(search: Search) -> Cells:
    """Jobs of the industry in the place and in others of its level whose points lie within `DAILY_KM`.

    Unknown for a region that is itself larger than the reach: its one point says nothing of a journey to work.
    """
    one = Criterion(
        "labour_near", 1, "count", LOG, 0.0, *search.credit("statistics"), search.industry, reach_km=DAILY_KM
    )  # fmt: skip
    values, hidden = _around(search, dict.fromkeys(search.levels, DAILY_KM), itself=True)
    values = values.mask(_wider(search, DAILY_KM))
    return Cells(one, values, *at_least(values, hidden), MODELLED, partly(values, hidden))


def competition(search: Search) -> Cells:
    """Jobs of the same industry in other places near: who else looks for these people; the largest of them by name.

    Near is `RIVALS` times the median distance between neighbours of the level, from 30 to 300 km. Unknown for a region
    whose own half width is more than half of that: hardly any neighbour's point can lie so near.
    """
    reach = {level: rivals_km(search, level) for level in search.levels}
    one = Criterion(
        "competition", -1, "count", LOG, 0.0, *search.credit("statistics"), search.industry, turns=True,
        reach_km=max(reach.values()),
    )  # fmt: skip
    values, hidden = _around(search, reach, itself=False)
    values = values.mask(_wider(search, max(reach.values()) / 2))
    return Cells(one, values, *at_least(values, hidden), MODELLED, partly(values, hidden), _largest(search, reach))


def _wider(search: Search, km: float) -> pd.Series:
    """Tell which regions are wider than a circle of this radius; places that are points never are."""
    area = pd.to_numeric(search.places["area_km2"], errors="coerce").astype(float)
    wide: pd.Series = (np.sqrt(area / np.pi) > km) & (search.places.geom_type != "Point")
    return wide


def rivals_km(search: Search, level: str) -> float:
    """Kilometres within which competitors of a level are looked for."""
    rows = search.places[search.places["level"] == level]
    usual = spacing_km(rows["lon"].to_numpy(float), rows["lat"].to_numpy(float))
    if np.isnan(usual):
        return _MOST_KM
    return float(np.clip(np.ceil(RIVALS * usual / _STEP_KM) * _STEP_KM, _LEAST_KM, _MOST_KM))


def _neighbours(search: Search, level: str, km: float) -> tuple[pd.Index, list[list[int]]]:
    rows = search.places[search.places["level"] == level]
    found = search.dataset.once(
        ("scouting within", level, str(km)),
        lambda: within(rows["lon"].to_numpy(float), rows["lat"].to_numpy(float), rows[["lon", "lat"]], km),
    )
    return rows.index, found


def _around(search: Search, reach: dict[str, float], *, itself: bool) -> tuple[pd.Series, pd.Series]:
    """Sum of the known jobs around each place, NaN where none is known, and the most that the unknown ones can hide."""
    jobs = search.by_level(lambda a: a.values[search.industry])
    hidden = search.at_most(search.industry).fillna(0.0)
    sums, more = {}, {}
    for level, km in reach.items():
        index, near = _neighbours(search, level, km)
        own, dark = jobs.reindex(index).to_numpy(dtype=float), hidden.reindex(index).to_numpy(dtype=float)
        for i, rows in enumerate(near):
            others = [j for j in rows if itself or j != i]
            known = own[others][~np.isnan(own[others])]
            sums[index[i]] = known.sum() if len(known) or not others else np.nan
            more[index[i]] = dark[others].sum()
    order = search.places.index
    if not jobs.notna().any():
        return pd.Series(np.nan, index=order), pd.Series(0.0, index=order)
    return pd.Series(sums, dtype=float).reindex(order), pd.Series(more, dtype=float).reindex(order)


def _largest(search: Search, reach: dict[str, float]) -> pd.Series:
    """Code of the largest other place near each place, with its jobs."""
    jobs = search.by_level(lambda a: a.values[search.industry]).fillna(0.0)
    found = {}
    for level, km in reach.items():
        index, near = _neighbours(search, level, km)
        own = jobs.reindex(index).to_numpy(dtype=float)
        for i, rows in enumerate(near):
            others = [j for j in rows if j != i]
            best = max(others, key=lambda j: own[j]) if others else -1
            found[index[i]] = f"place:{index[best]}:{own[best]:.0f}" if best >= 0 and own[best] > 0 else ""
    return pd.Series(found, dtype=object).reindex(search.places.index)
