"""What scouting speaks of: criteria, what is known of each place by them, and filters."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.crs import GEOGRAPHIC
from geo.errors import DataContractError, UnknownOptionError, UnknownRegionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
    scales : DataFrame of shape (n_criteria, 2)
        ``low`` and ``high`` of each criterion over all places from which these were taken, on the criterion's scale:
        they do not move when places are left out.
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
    about: Mapping[str, str] = field(default_factory=dict)

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
        return replace(self, **{name: getattr(self, name).loc[wanted] for name in (*_TABLES, "places")})

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

    def known(self) -> pd.DataFrame:
        """Tell of each cell whether its value is known."""
        return self.values.notna()


_TABLES = ("values", "lower", "upper", "status", "confidence", "source", "vintage", "detail")


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
        """What stands behind each value."""
        return self._spread(self.detail).fillna("")

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
    return Evidence(criteria, **frames, places=places, scales=scales_of(criteria, frames["values"]), about=about)


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


def on_scale(values: np.ndarray, scale: str) -> np.ndarray:
    """Put values on the scale on which their differences count alike.

    Examples
    --------
    >>> on_scale(np.array([0.0, 1.0, 3.0]), SYMMETRIC).tolist()
    [-1.0, 0.0, 0.5]
    """
    if scale == LOG:
        return np.asarray(np.log1p(values))
    if scale == SYMMETRIC:
        with np.errstate(invalid="ignore"):
            folded = (values - 1) / (values + 1)
        return np.asarray(np.where(np.isposinf(values), 1.0, folded))
    return np.asarray(values, dtype=float)


_FENCE = 3.0


def scales_of(criteria: Iterable[Criterion], values: pd.DataFrame) -> pd.DataFrame:
    """Lowest and highest value that the score of each criterion tells apart.

    These are the extremes of the known values on the criterion's scale, but not farther than three interquartile ranges
    beyond the quartiles (the far-out fence [1]_): one place with a wrong or wild figure does not press all others
    together [2]_.

    Returns
    -------
    DataFrame of shape (n_criteria, 2)
        ``low``, ``high``; NaN where nothing is known.

    References
    ----------
    .. [1] Tukey, J. W. (1977). Exploratory Data Analysis. Addison-Wesley.
    .. [2] Nardo, M. et al. (2008). Handbook on Constructing Composite Indicators: Methodology and User Guide. OECD,
       steps 4 and 5.

    Examples
    --------
    >>> table = pd.DataFrame({"wages": [40.0, 50.0, 60.0, 9000.0]})
    >>> scales_of((Criterion("wages"),), table).loc["wages"].tolist()
    [40.0, 9000.0]
    """
    rows = {}
    for one in criteria:
        x = on_scale(values[one.id].to_numpy(dtype=float), one.scale)
        x = x[np.isfinite(x)]
        if not len(x):
            rows[one.id] = (np.nan, np.nan)
            continue
        low, q1, q3, high = np.quantile(x, (0, 0.25, 0.75, 1))
        reach = _FENCE * (q3 - q1)
        rows[one.id] = (max(low, q1 - reach), min(high, q3 + reach)) if reach > 0 else (low, high)
    return pd.DataFrame.from_dict(rows, orient="index", columns=["low", "high"])
