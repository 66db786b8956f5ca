"""Columns of evidence, and how they are put side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.crs import GEOGRAPHIC
from geo.errors import DataContractError
from geo.scouting_scale import scales_of
from geo.scouting_types import (
    COMPLETENESS,
    CONFIDENTIAL,
    GOOD,
    NONE,
    OBSERVED,
    SIMULATED,
    UNKNOWN,
    UNSTATED,
    Criterion,
    Evidence,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def unknown_cells(index: pd.Index, criterion: Criterion) -> Cells:
    """Make the cells of a criterion of which nothing is known.

    Examples
    --------
    >>> unknown_cells(pd.Index(["R01"]), Criterion("growth", missing="one_year")).status.tolist()
    ['unknown']
    """
    nothing = pd.Series(np.nan, index=index)
    return Cells(criterion, nothing)


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """One column of evidence: a criterion with its values and what is said of each.

    `status` and `confidence` may be given as one text for all known values; what is unknown is always marked so.
    """

    criterion: Criterion
    values: pd.Series
    lower: pd.Series | None = None
    upper: pd.Series | None = None
    said: pd.Series | str = OBSERVED
    trust: pd.Series | str = UNSTATED
    detail: pd.Series | str = ""

    @property
    def status(self) -> pd.Series:
        """Status of each cell."""
        said = self._spread(self.said)
        hidden = said.where(said == CONFIDENTIAL, UNKNOWN)
        return said.where(self.values.notna(), hidden)

    @property
    def confidence(self) -> pd.Series:
        """Confidence of each cell: none where it has no value or a simulated one."""
        worthless = self.values.isna() | (self.status == SIMULATED)
        return self._spread(self.trust).mask(worthless, NONE)

    @property
    def notes(self) -> pd.Series:
        """What stands behind each value; nothing where there is none."""
        return self._spread(self.detail).fillna("").where(self.values.notna(), "")

    def bound(self, side: pd.Series | None) -> pd.Series:
        """One side of the interval, NaN where it is not known."""
        return self._spread(np.nan) if side is None else side.reindex(self.values.index).where(self.values.notna())

    def _spread(self, one: pd.Series | str | float) -> pd.Series:
        return one.reindex(self.values.index) if isinstance(one, pd.Series) else pd.Series(one, index=self.values.index)


def completeness(columns: Iterable[Cells], index: pd.Index) -> Cells:
    """Tell of each place what share of the criteria has a value, those that the dataset does not tell included.

    Examples
    --------
    >>> known = Cells(Criterion("wages"), pd.Series([40.0, np.nan], index=["R01", "R02"]))
    >>> index = known.values.index
    >>> completeness([known, unknown_cells(index, Criterion("growth"))], index).values.tolist()
    [0.5, 0.0]
    """
    known = np.mean([one.values.notna().to_numpy() for one in columns], axis=0)
    return Cells(Criterion(COMPLETENESS, 1, "share"), pd.Series(known, index=index), said=OBSERVED, trust=GOOD)


def assemble(columns: Iterable[Cells], places: gpd.GeoDataFrame, about: Mapping[str, str]) -> Evidence:
    """Put the columns of evidence side by side; the scales are those of all these places.

    Parameters
    ----------
    columns : iterable of Cells
        All on the index of the places.
    places : GeoDataFrame
    about : mapping

    Returns
    -------
    Evidence
    """
    known = [_judged(one) for one in columns]
    made = {one.criterion.id: one for one in known}
    tables = {
        "values": {name: one.values.astype(float) for name, one in made.items()},
        "lower": {name: one.bound(one.lower) for name, one in made.items()},
        "upper": {name: one.bound(one.upper) for name, one in made.items()},
        "status": {name: one.status for name, one in made.items()},
        "confidence": {name: one.confidence for name, one in made.items()},
        "source": {name: _said(one, one.criterion.source) for name, one in made.items()},
        "vintage": {name: _said(one, one.criterion.vintage) for name, one in made.items()},
        "detail": {name: one.notes for name, one in made.items()},
    }
    frames = {name: pd.DataFrame(table, index=places.index) for name, table in tables.items()}
    criteria = tuple(one.criterion for one in known)
    scales = scales_of(criteria, frames["values"])
    return Evidence(criteria, **frames, places=places, scales=scales, whole=frames["values"], about=about)


def tabled(
    values: Mapping[str, Mapping[str, float]] | pd.DataFrame,
    criteria: Iterable[Criterion],
    *,
    lower: pd.DataFrame | None = None,
    upper: pd.DataFrame | None = None,
) -> Evidence:
    """Make evidence of a plain table, places down and criteria across, as somebody else may have measured it.

    Raises
    ------
    DataContractError
        If a criterion has no column.

    Examples
    --------
    >>> known = tabled({"wages": {"R01": 40.0, "R02": float("nan")}}, (Criterion("wages", -1),))
    >>> known.ids, known.status["wages"].tolist()
    (('R01', 'R02'), ['observed', 'unknown'])
    """
    table, asked = pd.DataFrame(values).astype(float), tuple(criteria)
    lacking = [f"there is no column {one.id!r}" for one in asked if one.id not in table.columns]
    if lacking:
        raise DataContractError("evidence", lacking)
    none = pd.DataFrame(index=table.index)
    low, high = (none if side is None else side for side in (lower, upper))
    columns = [Cells(one, table[one.id], low.get(one.id), high.get(one.id)) for one in asked]
    places = gpd.GeoDataFrame(
        {"name": table.index.astype(str), "level": ""}, index=table.index, geometry=[None] * len(table), crs=GEOGRAPHIC
    )
    return assemble(columns, places, {})


def _judged(one: Cells) -> Cells:
    """Say of a criterion that no place has a value of that it is missing; then it is switched off, too."""
    if one.values.notna().any():
        return one
    lost = replace(one.criterion, missing=one.criterion.missing or "not_told", weight=0.0)
    return replace(one, criterion=lost, detail="")


def _said(one: Cells, text: str) -> pd.Series:
    return pd.Series(text, index=one.values.index).where(one.values.notna(), "")
