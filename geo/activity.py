"""One wide table (regions x industries) of one measure, year and level, with all that indicators divide it by."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np
import pandas as pd

from geo import schema
from geo.companions import Companions, attach
from geo.errors import DataContractError, UnknownOptionError
from geo.rows import laid_out

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.dataset import Dataset

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, eq=False)
class Activity:
    """A wide table and its companions, all on the same region and industry codes.

    Parameters
    ----------
    values : DataFrame of shape (n_regions, n_industries)
        Non-negative activity; NaN is missing, 0 is a number.
    totals : Series of shape (n_regions,)
        Published total of each region, or the sum of what is known; see `totals_published`.
    totals_published : bool
        False when a total is a sum over the known industries: a lower bound if any is missing.
    reference : Series of shape (n_industries,)
        The reference economy; see `reference_published`.
    reference_total : float
        Its total.
    reference_published : bool
        False when the reference is the sum over the regions.
    relative_error : DataFrame, optional
        Relative standard error of `values`, fractions.
    reference_error : Series, optional
        Relative standard error of `reference`, fractions.
    areas, population : Series, optional
        Square kilometres and people of each region.
    noted : DataFrame, optional
        SDMX observation status of each cell, where somebody says it; see `status`.
    companions : Companions
        Firms, groups, weights, years and whatever else some indicators need.
    """

    values: pd.DataFrame
    totals: pd.Series
    totals_published: bool
    reference: pd.Series
    reference_total: float
    reference_published: bool
    relative_error: pd.DataFrame | None = None
    reference_error: pd.Series | None = None
    areas: pd.Series | None = None
    population: pd.Series | None = None
    noted: pd.DataFrame | None = None
    companions: Companions = field(default_factory=Companions)
    _derived: dict[tuple[str, ...], Any] = field(default_factory=dict, init=False, repr=False)

    @property
    def status(self) -> pd.DataFrame:
        """SDMX observation status of each cell; where nobody says it, A for a known value and M for a missing one.

        Examples
        --------
        >>> from_tables(pd.DataFrame({"C10": [10.0, np.nan]}, index=["R01", "R02"])).status["C10"].tolist()
        ['A', 'M']
        """
        if self.noted is not None:
            return self.noted
        return self.once(("status",), lambda: _said_by(self.values))

    @property
    def simulated(self) -> bool:
        """Whether any cell is said to be simulated."""
        return self.noted is not None and bool((self.noted.to_numpy() == "S").any())

    def once(self, key: tuple[str, ...], make: Callable[[], _T]) -> _T:
        """Keep what several indicators start from and follows from the tables alone; a copy with others starts anew.

        Examples
        --------
        >>> x = from_tables(pd.DataFrame({"C10": [10.0]}, index=["R01"]))
        >>> x.once(("cells",), lambda: x.values.size), x.once(("cells",), lambda: 0)
        (1, 1)
        """
        if key not in self._derived:
            self._derived[key] = make()
        value: _T = self._derived[key]
        return value


def from_dataset(dataset: Dataset, *, measure: str, level: str, industry_level: str, year: int) -> Activity:
    """Take one wide table out of a dataset.

    Raises
    ------
    UnknownOptionError
        If the dataset has no such measure, level, industry level or year.
    """
    manifest = dataset.manifest
    manifest.measure(measure)
    manifest.level(level)
    manifest.industry_level(industry_level)
    rows = dataset.statistics
    rows = rows[(rows["measure"] == measure) & (rows["year"] == year)]
    if rows.empty and len(dataset.statistics):
        years = [str(y) for y in dataset.years(measure)]
        raise UnknownOptionError("year", str(year), years, where=f"of the measure {measure!r}")
    regions = dataset.regions_at(level)
    industries = dataset.industries_at(industry_level)
    here = rows[rows["region_code"].isin(regions.index)]
    cells = here[here["industry_code"].isin(industries.index)]
    values = laid_out(cells, "value", regions.index, industries.index)
    published = here[here["industry_code"] == schema.TOTAL].set_index("region_code")["value"]
    national = dataset.reference
    national = national[(national["measure"] == measure) & (national["year"] == year)].set_index("industry_code")
    errors = laid_out(cells, "relative_error", regions.index, industries.index)
    return replace(
        _with_sums(values, published, national["value"]),
        relative_error=errors if errors.notna().to_numpy().any() else None,
        reference_error=_reference_error(national, values.columns) if len(national) else None,
        areas=_column(regions, "area_km2"),
        population=_column(regions, "population"),
        noted=laid_out(cells, "obs_status", regions.index, industries.index, empty="M"),
    )


def from_tables(values: pd.DataFrame, tables: Mapping[str, pd.Series | pd.DataFrame] | None = None) -> Activity:
    """Make one from anybody's own wide table and companion columns.

    A row or column ``TOTAL`` holds published totals: a denominator, never a region or an industry.

    Parameters
    ----------
    values : DataFrame of shape (n_regions, n_industries)
        Index ``region_code``, columns ``industry_code``; NaN is missing. A column ``TOTAL`` is the published total of
        each region, a row ``TOTAL`` the published reference economy.
    tables : mapping of str to Series or DataFrame, optional
        ``reference`` (industry_code, with ``TOTAL``), ``areas`` and ``population`` (region_code), and any other of
        `geo.companions.FORMS`.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.
    DataContractError
        If a code stands twice, a table lacks a code, or the reference is given both as a row and as a table.

    Examples
    --------
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> from_tables(x).reference.tolist()
    [40.0, 40.0]
    """
    tables = tables or {}
    schema.check_activity(values)
    problems = [problem for axis in values.axes for problem in _repeated(axis)]
    if problems:
        raise DataContractError("activity", problems)
    values, published, national = _without_totals(values)
    if "reference" in tables and len(national):
        raise DataContractError("reference", ["it is given twice: as row 'TOTAL' and as a table; leave one out"])
    return with_tables(_with_sums(values, published, national), tables)


def with_tables(activity: Activity, tables: Mapping[str, pd.Series | pd.DataFrame]) -> Activity:
    """Put companion tables beside a wide table, in place of those that it had.

    Parameters
    ----------
    activity : Activity
    tables : mapping of str to Series or DataFrame
        ``reference`` (industry_code, with ``TOTAL`` where it is published), ``areas`` and ``population`` (region_code),
        and any other of `geo.companions.FORMS`.

    Returns
    -------
    Activity
        Another one; the caller's is unchanged.

    Raises
    ------
    DataContractError
        If a table lacks a code, holds one twice, or holds a negative or infinite value.

    Examples
    --------
    >>> x = from_tables(pd.DataFrame({"C10": [10.0]}, index=["R01"]))
    >>> with_tables(x, {"areas": pd.Series({"R01": 4.0, "R02": 5.0})}).areas.tolist()
    [4.0]
    """
    regions, industries = activity.values.axes
    if "reference" in tables:
        national = _companion(tables, "reference", industries, kind="industry")
        reference, total, _ = _reference(activity.values, activity.totals, national)
        activity = replace(
            activity, reference=reference, reference_total=total, reference_published=True, reference_error=None
        )
    if "areas" in tables:
        activity = replace(activity, areas=_companion(tables, "areas", regions).reindex(regions))
    if "population" in tables:
        activity = replace(activity, population=_companion(tables, "population", regions).reindex(regions))
    companions = activity.companions
    for name in [name for name in tables if name not in {"reference", "areas", "population"}]:
        companions = attach(companions, name, tables[name], activity.values)
    return replace(activity, companions=companions)


def _with_sums(values: pd.DataFrame, published: pd.Series, national: pd.Series) -> Activity:
    """Put totals and a reference economy beside the cells: published ones, else what the cells add up to."""
    totals, totals_published = _totals(values, published)
    reference, total, reference_published = _reference(values, totals, national)
    return Activity(
        values=values,
        totals=totals,
        totals_published=totals_published,
        reference=reference,
        reference_total=total,
        reference_published=reference_published,
    )


def _without_totals(values: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """Take apart the cells, the totals of the regions and the row of the reference economy."""
    none = pd.Series(dtype=float)
    national, published, cells = none, none, values
    if schema.TOTAL in cells.index:
        national, cells = cells.T[schema.TOTAL], cells.drop(index=schema.TOTAL)
    if schema.TOTAL in cells.columns:
        published, cells = cells[schema.TOTAL], cells.drop(columns=schema.TOTAL)
    return cells.astype(float).rename_axis(index="region_code", columns="industry_code"), published, national


def _said_by(values: pd.DataFrame) -> pd.DataFrame:
    status = np.where(values.isna(), "M", "A")
    return pd.DataFrame(status, index=values.index, columns=values.columns, dtype=object)


def _totals(values: pd.DataFrame, published: pd.Series) -> tuple[pd.Series, bool]:
    known = values.sum(axis=1, min_count=1)
    if not len(published):
        return known.rename("total"), False
    totals = published.astype(float).reindex(values.index)
    return totals.fillna(known).rename("total"), bool(totals.notna().all())


def _reference(values: pd.DataFrame, totals: pd.Series, national: pd.Series) -> tuple[pd.Series, float, bool]:
    if not len(national):
        return values.sum(axis=0, min_count=1).rename("reference"), float(totals.sum()), False
    reference = national.astype(float).reindex(values.columns).rename("reference")
    total = float(national.get(schema.TOTAL, np.nan))
    return reference, float(reference.sum()) if np.isnan(total) else total, True


def _reference_error(national: pd.DataFrame, industries: pd.Index) -> pd.Series | None:
    if "relative_error" not in national.columns or national["relative_error"].isna().all():
        return None
    return national["relative_error"].astype(float).reindex(industries)


def _column(regions: pd.DataFrame, name: str) -> pd.Series | None:
    if name not in regions.columns or regions[name].isna().all():
        return None
    return regions[name].astype(float)


def _repeated(codes: pd.Index) -> list[str]:
    return [f"code {str(code)!r} stands twice" for code in codes[codes.duplicated()].unique()[:3]]


def _companion(
    tables: Mapping[str, pd.Series | pd.DataFrame], name: str, codes: pd.Index, *, kind: str = "region"
) -> pd.Series:
    table = cast("pd.Series", tables[name]).astype(float)
    bad = (table < 0) | np.isinf(table)
    problems = _repeated(table.index)
    if bad.any():
        problems.append(f"{int(bad.sum())} negative or infinite value(s), first at {str(table.index[bad][0])!r}")
    lacking = codes.difference(table.index)
    if len(lacking):
        problems.append(f"{len(lacking)} {kind} code(s) are missing, first {str(lacking[0])!r}")
    if problems:
        raise DataContractError(name, problems)
    return table
