"""Which of the tables that indicators need a dataset can give, told without making any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.gather import tells_firms
from geo.schema import TOTAL

if TYPE_CHECKING:
    import pandas as pd

    from geo.dataset import Dataset
    from geo.gather import Slice

_REGISTER = frozenset({"firms", "establishments"})
_WAGES = frozenset({"income", "anchor"})


def held(dataset: Dataset, at: Slice) -> frozenset[str]:
    """Names of the tables (see `geo.companions.FORMS`) that a part of a dataset has.

    A menu asks for every indicator at once, so nothing is made: `geo.gather.with_own_tables` does that for the one that
    is computed, and finds the same tables.

    Parameters
    ----------
    dataset : Dataset
    at : Slice
        Measure, level, industry level and year.

    Returns
    -------
    frozenset of str

    Examples
    --------
    >>> from geo.gather import Slice
    >>> from geo.store import default_store
    >>> sorted(held(default_store().dataset("ukraine"), Slice("employment", "oblast", "section", 0)))
    ['areas', 'weights']
    """
    key = ("held", at.measure, at.level, at.industry_level, str(at.year))
    return dataset.once(key, lambda: frozenset(_held(dataset, at)))


def _held(dataset: Dataset, at: Slice) -> set[str]:
    wages = dataset.manifest.default.get("wages")
    found = {"weights"}  # from the geometry
    columns = {"areas": "area_km2", "population": "population"}
    found |= {name for name, column in columns.items() if dataset.has_column(at.level, column)}
    if len(dataset.reference):
        found.add("reference")
    if tells_firms(dataset):
        found |= _REGISTER
    if dataset.has_table("io"):
        found.add("io")
    if _all_known(dataset.industries_at(at.industry_level), "parent_code"):
        found.add("groups")
    if _all_known(dataset.regions_at(at.level), "parent_code"):
        found.add("region_groups")
    if "traded" in dataset.industries.columns and dataset.industries_at(at.industry_level)["traded"].notna().any():
        found.add("traded")
    if len(dataset.years(at.measure)) > 1:
        found.add("years")
    if wages and at.year in dataset.years(wages):
        found.add("wages")
        if _has_totals(dataset, wages, at.year):
            found |= _WAGES
    return found


def _all_known(table: pd.DataFrame, column: str) -> bool:
    return column in table.columns and bool(table[column].notna().all())


def _has_totals(dataset: Dataset, measure: str, year: int) -> bool:
    rows = dataset.statistics
    wanted = (rows["measure"] == measure) & (rows["year"] == year) & (rows["industry_code"] == TOTAL)
    return bool(rows.loc[wanted, "value"].notna().any())
