"""Criteria of what an industry buys, and of how its jobs have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.leontief import read_io
from geo.scouting_cells import Cells, unknown_cells
from geo.scouting_types import FAIR, GOOD, MODELLED, PLAIN, POOR, SIMULATED, Criterion
from geo.specialization import location_quotient

if TYPE_CHECKING:
    from geo.scouting_search import Search

_SURE, _LIKELY = 0.95, 0.75  # share of the purchases whose suppliers are known
_YEARS = 10  # growth is taken over at most so many years


def suppliers(search: Search) -> Cells:
    """Share of what the industry buys that the place's industries could supply.

    ``sum_j a[j, i] min(1, LQ[r, j]) / sum_j a[j, i]`` with the purchases ``a`` of an input-output table: the simple
    location quotient as a trade share [1]_. Suppliers whose quotient is unknown widen it, from none to all of their
    part.

    References
    ----------
    .. [1] Miller, R. E., Blair, P. D. (2009). Input-Output Analysis: Foundations and Extensions. 2nd ed. Cambridge
       University Press, chapter 8.
    """
    index, industry = search.places.index, search.industry
    activity = search.activity(search.levels[0])
    if activity.companions.io is None:
        return _by_links(search)
    io = read_io(activity.companions.io)
    if industry not in io.codes or not io.codes.isin(activity.values.columns).any():
        return unknown_cells(index, Criterion("suppliers", 1, "share", missing="other_classification"))
    bought = pd.Series(io.sales[:, io.codes.get_loc(industry)], index=io.codes)
    bought = bought[(bought > 0) & bought.index.isin(activity.values.columns)]
    share = bought / bought.sum()
    quotient = pd.concat([location_quotient(search.activity(level))[list(share.index)] for level in search.levels])
    could = quotient.clip(upper=1.0)
    known = could.notna() @ share
    low = could.fillna(0.0) @ share
    values = (low / known.where(known > 0)).reindex(index)
    high = (low + 1 - known).reindex(index)
    trust = pd.Series(np.select([known >= _SURE, known >= _LIKELY], [GOOD, FAIR], POOR), index=known.index)
    one = Criterion("suppliers", 1, "share", PLAIN, 1.0, *search.credit("statistics", "io"), industry)
    return Cells(one, values, low.reindex(index), high, MODELLED, trust)


def _by_links(search: Search) -> Cells:
    """Share of the supply links of the industry's establishments that come from the place itself."""
    index, dataset = search.places.index, search.dataset
    firms = search.activity(search.levels[0]).companions.firms
    if not dataset.has_table("links") or firms is None or dataset.manifest.confidential:
        return unknown_cells(index, Criterion("suppliers", 1, "share", missing="no_io"))
    made_up = "links" in dataset.manifest.simulated_tables
    one = Criterion("suppliers", 1, "share", PLAIN, 0.0, *search.credit("links"), search.industry)
    shares = [_of_level(search, level) for level in search.levels]
    return Cells(one, pd.concat(shares).reindex(index), said=SIMULATED if made_up else MODELLED)


def _of_level(search: Search, level: str) -> pd.Series:
    from geo.gather import firms_at  # noqa: PLC0415 - only where a dataset has links

    dataset = search.dataset
    columns = ("enterprise_id", "industry_code", "region_code")
    firms = dataset.once(("scouting firms", level), lambda: firms_at(dataset, level, columns=columns))
    links = search.store.table(dataset.key.id, "links")
    if firms is None:
        return pd.Series(dtype=float)
    links = links[links["kind"] == "supply"]
    ids = pd.Index(firms["enterprise_id"])
    seller, buyer = ids.get_indexer(links["source_id"]), ids.get_indexer(links["target_id"])
    of_industry = (firms["industry_code"].astype(str) == search.industry).to_numpy()
    counted = (buyer >= 0) & of_industry[buyer]
    region = firms["region_code"].astype(str).to_numpy()
    here = region[buyer[counted]]
    own = np.where(seller[counted] >= 0, region[seller[counted]], "") == here
    weight = links["weight"].to_numpy(dtype=float)[counted]
    whole = pd.Series(weight).groupby(here).sum()
    return pd.Series(weight * own).groupby(here).sum() / whole.where(whole > 0)


def growth(search: Search) -> Cells:
    """Mean annual change of the jobs of the industry over the last years that the data have, ten at most."""
    index, dataset = search.places.index, search.dataset
    years = [year for year in dataset.years(search.measure) if year <= search.year]
    if len(years) < 2:  # noqa: PLR2004 - one year is no change
        return unknown_cells(index, Criterion("growth", 1, "rate", missing="one_year"))
    last = years[-1]
    first = next(year for year in years if last - year <= _YEARS or year == years[-2])
    before, after = (
        pd.concat([search.activity(level, year=year).values[search.industry] for level in search.levels])
        for year in (first, last)
    )
    ratio = (after / before.where(before > 0)).reindex(index)
    one = Criterion("growth", 1, "rate", PLAIN, 1.0, *search.credit("statistics"), search.industry)
    return Cells(one, ratio ** (1 / (last - first)) - 1, detail=f"years:{first}:{last}")
