"""Evidence of the places of a dataset by every criterion that scouting knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo import scouting_figures as figures
from geo import scouting_near as near
from geo import scouting_places as where
from geo import scouting_related as around
from geo import scouting_supply as supply
from geo.schema import TOTAL
from geo.scouting_cells import Cells, assemble, completeness
from geo.scouting_search import search as looked_for
from geo.scouting_types import COMPLETENESS, Criterion, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.dataset import Dataset
    from geo.scouting_search import Search
    from geo.scouting_types import Shelf


def criteria(
    dataset: Dataset, industry_code: str, level: str | Iterable[str], year: int = 0, *, store: Shelf
) -> tuple[Criterion, ...]:
    """Criteria by which places can be ranked; those that the dataset does not tell say why in ``missing``.

    Raises
    ------
    UnknownIndustryError, UnknownOptionError
        If the dataset has no such industry, level or year.
    """
    return evidence(dataset, industry_code, level, year, store=store).criteria


def evidence(
    dataset: Dataset,
    industry_code: str,
    level: str | Iterable[str],
    year: int = 0,
    *,
    store: Shelf,
    ids: Iterable[str] | None = None,
    also: Sequence[str] = (),
) -> Evidence:
    """Gather what is known of places by every criterion.

    Parameters
    ----------
    dataset : Dataset
    industry_code : str
        Industry (occupation, sector) of the project.
    level : str or iterable of str
        Regional level of the places; several compete with one another (``"state,metro"``).
    year : int
        0 for the newest.
    store : Shelf
        `geo.store.Store`: lists of ports and airports.
    ids : iterable of str, optional
        Only these places; the scales stay those of all.
    also : sequence of str
        Further industries that the project needs: each brings its quotient and its jobs as criteria of their own.

    Returns
    -------
    Evidence

    Raises
    ------
    UnknownIndustryError, UnknownOptionError, UnknownRegionError
        If the dataset has no such industry, level, year or place.
    """
    at = looked_for(dataset, industry_code, level, year, store)
    columns = _columns(at, also)
    columns.append(completeness(columns, at.places.index))
    about = {
        "dataset": dataset.key.id,
        "vintage": dataset.key.vintage,
        "industry_code": industry_code,
        "level": ",".join(at.levels),
        "year": str(at.year),
    }
    found = assemble(columns, at.places, about)
    return found if ids is None else found.of(ids)


def unknowns(known: Evidence, place: str) -> tuple[Criterion, ...]:
    """Criteria of which nothing is known of a place: what to ask there.

    Raises
    ------
    UnknownRegionError
        If there is no evidence of the place.
    """
    row = known.of([place]).values.iloc[0]
    return tuple(one for one in known.criteria if np.isnan(row[one.id]) and one.base != COMPLETENESS)


def _columns(at: Search, also: Sequence[str]) -> list[Cells]:
    columns = [
        figures.quotients(at, at.industry),
        around.cluster_status(at),
        around.related(at),
        figures.jobs(at, at.industry),
        around.labour_related(at),
        near.labour_near(at),
        figures.wages(at, at.industry),
        figures.wages(at, TOTAL, "wages_all"),
        supply.growth(at),
        where.universities(at),
        where.port(at),
        where.airport(at),
        supply.suppliers(at),
        near.competition(at),
    ]
    for code in also:
        columns.append(figures.quotients(at, code, f"quotient@{code}"))
        columns.append(figures.jobs(at, code, f"labour_pool@{code}"))
    return columns
