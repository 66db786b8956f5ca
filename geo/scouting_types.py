"""What scouting speaks of: criteria, what is known of each place by them, and filters."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.errors import UnknownOptionError, UnknownRegionError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

_T = TypeVar("_T")

OBSERVED, UNKNOWN, CONFIDENTIAL, SIMULATED, MODELLED = "observed", "unknown", "confidential", "simulated", "modelled"
STATUSES = (OBSERVED, UNKNOWN, CONFIDENTIAL, SIMULATED, MODELLED)
"""What a value is; `MODELLED` ones follow from observed figures by a formula of this project."""
GOOD, FAIR, POOR, UNSTATED, NONE = "good", "fair", "poor", "unstated", "none"
CONFIDENCES = (GOOD, FAIR, POOR, UNSTATED, NONE)
"""How far a value can be trusted: by its published error or the precision of its place; `UNSTATED` where the source
says nothing of it, `NONE` for simulated values and where there is no value."""
PLAIN, LOG, SYMMETRIC = "plain", "log", "symmetric"
"""Scales on which differences count alike: the value, ln(1 + value), (value - 1) / (value + 1)."""
COMPLETENESS = "completeness"
YES, NO, ASK = "yes", "no", "ask"
"""Whether a place passes the filters; ASK where a value that a filter needs is unknown."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that places are ranked by.

    Parameters
    ----------
    id : str
        Name in weights, filters, columns and files; of another industry than the chosen one ``<id>@<industry>``.
    direction : {1, -1}
        1 where more is better, -1 where less is.
    kind : str
        How a value is written: ``ratio``, ``share``, ``count`` (jobs), ``money``, ``km``, ``rate``, ``students``,
        ``institutions``, ``density``.
    scale : {"plain", "log", "symmetric"}
        Scale on which differences count alike.
    weight : float
        Weight that the page starts with; 0 is switched off.
    source, vintage : str
        Publisher and age of the figures behind it, in the words of the source table.
    industry : str
        Industry that it is of, where it is of one.
    missing : str
        Why the dataset cannot tell it (a key of the words of the page); empty where it can, at least of some places.
    turns : bool
        Whether both directions make sense, such as low wages (cost) and high wages (skill).
    reach_km : float
        Distance within which it looks around a place, where it does.
    """

    id: str
    direction: int = 1
    kind: str = "count"
    scale: str = PLAIN
    weight: float = 0.0
    source: str = ""
    vintage: str = ""
    industry: str = ""
    missing: str = ""
    turns: bool = False
    reach_km: float = 0.0

    @property
    def base(self) -> str:
        """Its id without the industry.

        Examples
        --------
        >>> Criterion("quotient@15-1252").base
        'quotient'
        """
        return self.id.partition("@")[0]

    @property
    def supported(self) -> bool:
        """Whether the dataset tells it of some place at all."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Filter:
    """A hard condition: at least, at most, or both."""

    criterion: str
    at_least: float | None = None
    at_most: float | None = None


class Shelf(Protocol):
    """What evidence is taken from beside the dataset: `geo.store.Store`."""

    def context(self, name: str) -> pd.DataFrame:
        """Return places of a list: ports, airports, places."""

    def table(self, dataset_id: str, name: str) -> pd.DataFrame:
        """Return a further table of a dataset."""

    def geometry(self, set_id: str, lod: str) -> gpd.GeoDataFrame:
        """Return the outline of the land."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What is known of places by criteria.

    Parameters
    ----------
    criteria : tuple of Criterion
        The columns.
    values, lower, upper : DataFrame of shape (n_places, n_criteria)
        Values with their 90 % intervals, index ``region_code``. NaN is unknown, never 0. A lower bound with an upper
        one of infinity says "at least this".
    status, confidence, source, vintage, detail : DataFrame of str, of the same shape
        See `STATUSES` and `CONFIDENCES`; `detail` names what stands behind a value, such as the nearest port.
    places : GeoDataFrame
        ``name``, ``name_uk``, ``name_ru``, ``level``, ``lon``, ``lat`` and the geometry, on the same index.
    scales : DataFrame of shape (n_criteria, 3)
        ``low``, ``middle`` and ``high`` of each criterion on its scale (see `scales_of`).
    whole : DataFrame of shape (n_all, n_criteria)
        Values of all places from which these were taken: scores are measured against them, so that they do not move
        when places are left out.
    about : mapping of str to str
        ``dataset``, ``vintage``, ``industry_code``, ``level``, ``year``.
    """

    criteria: tuple[Criterion, ...]
    values: pd.DataFrame
    lower: pd.DataFrame
    upper: pd.DataFrame
    status: pd.DataFrame
    confidence: pd.DataFrame
    source: pd.DataFrame
    vintage: pd.DataFrame
    detail: pd.DataFrame
    places: gpd.GeoDataFrame
    scales: pd.DataFrame
    whole: pd.DataFrame
    about: Mapping[str, str] = field(default_factory=dict)
    _derived: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False)

    @property
    def ids(self) -> tuple[str, ...]:
        """Codes of the places, in order."""
        return tuple(str(code) for code in self.values.index)

    def criterion(self, name: str) -> Criterion:
        """Return a criterion by its id.

        Raises
        ------
        UnknownOptionError
            If there is none of this id.
        """
        for one in self.criteria:
            if one.id == name:
                return one
        raise UnknownOptionError("criterion", name, [one.id for one in self.criteria])

    def of(self, ids: Iterable[str]) -> Evidence:
        """Return the evidence of some of the places, in the order given; the scales stay.

        Raises
        ------
        UnknownRegionError
            If there is no evidence of one.
        """
        wanted = list(dict.fromkeys(ids))
        unknown = [code for code in wanted if code not in self.values.index]
        if unknown:
            raise UnknownRegionError("place", unknown[0], self.ids)
        parts = {name: getattr(self, name).loc[wanted] for name in (*_TABLES, "places")}
        return replace(self, **parts)

    def turned(self, directions: Mapping[str, int]) -> Evidence:
        """Return the evidence with other directions: 1 where more is better, -1 where less is.

        Raises
        ------
        UnknownOptionError
            If there is no such criterion, or a direction is neither 1 nor -1.
        """
        for name, direction in directions.items():
            self.criterion(name)
            if direction not in {1, -1}:
                raise UnknownOptionError("direction", str(direction), ("1", "-1"), where=f"of {name!r}")
        turned = (replace(one, direction=directions.get(one.id, one.direction)) for one in self.criteria)
        return replace(self, criteria=tuple(turned))

    def once(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """Keep what follows from these tables, which never change."""
        if key not in self._derived:
            self._derived[key] = make()
        value: _T = self._derived[key]
        return value

    def most(self, name: str) -> pd.Series:
        """Most that a value can be where it is only a lower bound, the value itself elsewhere; NaN where it is unknown.

        A number of jobs of which a part is not known is such a bound: its interval begins at the value.

        Raises
        ------
        UnknownOptionError
            If there is no such criterion.
        """
        x, low, top = (table[name] for table in (self.values, self.lower, self.upper))
        only_at_least = np.isposinf(top) | ((low == x) & (top > x) & (self.criterion(name).kind == "count"))
        return x.mask(only_at_least & x.notna(), top)

    def known(self) -> pd.DataFrame:
        """Tell of each cell whether its value is known."""
        return self.values.notna()


_TABLES = ("values", "lower", "upper", "status", "confidence", "source", "vintage", "detail")
