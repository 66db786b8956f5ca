"""Quotients of the pages of an industry and of a region: what is asked, which rows rank, which of them are strong."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from geo.query import Query
from geo.resolve import resolve

if TYPE_CHECKING:
    import pandas as pd

    from geo.dataset import Dataset

STRONG = 1.25
"""From this quotient on a row counts as specialized: the edge of the neutral class of the map."""


class Quotients(ABC):
    """Regions of an industry, or groups of a region: a row each."""

    __slots__ = ()

    @property
    @abstractmethod
    def rows(self) -> pd.DataFrame:
        """Rows with ``quotient``, ``lower``, ``status``, and ``below`` where they miss the minimum."""

    @property
    def ranked(self) -> pd.DataFrame:
        """Rows that reach the minimum, from the highest quotient."""
        usable = self.rows[self.rows["quotient"].notna() & ~self.rows["below"]]
        return usable.sort_values("quotient", ascending=False, kind="stable")

    @property
    def strong(self) -> pd.DataFrame:
        """Rows that reach the minimum and the quotient of a specialization."""
        return self.ranked[self.ranked["quotient"] >= STRONG]

    @property
    def certain(self) -> int | None:
        """Number of strong rows whose whole interval is strong; None where the source gives no errors."""
        if self.strong.empty or self.strong["lower"].isna().all():
            return None
        return int((self.strong["lower"] >= STRONG).sum())

    def has_status(self, status: str) -> bool:
        """Tell whether any figure has an observation status such as S (simulated)."""
        return bool((self.rows["status"] == status).any())


def quotient_query(query: Query, dataset: Dataset) -> Query | None:
    """Turn the query of a map into that of quotients of the same part of its data, of a measure that adds up.

    Returns
    -------
    Query or None
        None when the dataset has no measure that adds up: averages are concentrated nowhere, their shares mean nothing.
    """
    additive = [measure.id for measure in dataset.manifest.measures if measure.additive]
    if not additive:
        return None
    same = query.measure in additive
    asked = Query(
        dataset=query.dataset,
        indicator="location_quotient",
        industry_code=query.industry_code,
        level=query.level,
        industry_level=query.industry_level,
        measure=query.measure if same else additive[0],
        year=query.year,
        options=tuple((name, value) for name, value in query.options if name == "reference" and value != "external"),
        minimum=query.minimum if same else -1.0,
        palette=query.palette,
    )
    return resolve(asked, dataset)[0]
