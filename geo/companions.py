"""The further tables that some indicators need beside the activity table: firms, groups, weights, years and others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from geo.errors import DataContractError, UnknownOptionError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd


@dataclass(frozen=True, slots=True)
class TableForm:
    """How a companion table looks in a file.

    `kind` is ``pairs`` (a code and a value), ``wide`` (codes down, codes across) or ``long`` (the `required` columns,
    in any order, and more). `numeric` columns hold numbers of 0 or more (those in `SIGNED` any), all others texts.
    """

    kind: str
    plain: str
    key: str = "region_code"
    required: tuple[str, ...] = ()
    numeric: tuple[str, ...] = ()


FORMS: Mapping[str, TableForm] = {
    "reference": TableForm("pairs", "the reference economy: industry_code, value", "industry_code"),
    "areas": TableForm("pairs", "square kilometres: region_code, value"),
    "population": TableForm("pairs", "people: region_code, value"),
    "income": TableForm("pairs", "income per person: region_code, value"),
    "anchor": TableForm("pairs", "a figure that complexity should rise with, such as wages: region_code, value"),
    "groups": TableForm("long", "group of each industry", "industry_code", ("industry_code", "group")),
    "region_groups": TableForm("long", "group of each region", required=("region_code", "group")),
    "traded": TableForm(
        "pairs", "1 for industries that sell beyond the region, 0 for local ones: industry_code, value", "industry_code"
    ),
    "establishments": TableForm("wide", "number of establishments: region codes down, industry codes across"),
    "wages": TableForm("wide", "wage per job: region codes down, industry codes across"),
    "firms": TableForm(
        "long", "one establishment a row", required=("region_code", "industry_code", "employees"),
        numeric=("employees", "lon", "lat"),
    ),
    "weights": TableForm(
        "long", "neighbours of each region", required=("region_code", "neighbour_code", "weight"), numeric=("weight",)
    ),
    "years": TableForm(
        "long", "the same activity for several years", required=("region_code", "industry_code", "year", "value"),
        numeric=("year", "value"),
    ),
    "establishment_years": TableForm(
        "long", "number of establishments for several years",
        required=("region_code", "industry_code", "year", "value"), numeric=("year", "value"),
    ),
    "io": TableForm(
        "long", "transactions between industries, final demand, output and wages",
        required=("from_code", "to_code", "value"), numeric=("value",),
    ),
    "flows": TableForm(
        "long", "flows between regions", required=("origin_code", "destination_code", "value"),
        numeric=("value", "distance", "origin_mass", "destination_mass"),
    ),
}  # fmt: skip
"""Every companion table by the name that ``--table NAME=FILE`` gives it."""
SIGNED = frozenset({"lon", "lat"})
"""Columns of numbers that may lie below zero."""


@dataclass(frozen=True, slots=True, eq=False)
class Companions:
    """The tables beside one activity table; None where the data do not have one.

    Parameters
    ----------
    establishments, wages : DataFrame of shape (n_regions, n_industries), optional
        Number of establishments, and wage per job, on the codes of the activity table.
    firms : DataFrame, optional
        One establishment a row: ``region_code``, ``industry_code``, ``employees``, and where known
        ``organisation_type``, ``size_class``, ``lon``, ``lat``.
    groups : Series of shape (n_industries,), optional
        Group (two-digit division, major group) of each industry.
    region_groups : Series of shape (n_regions,), optional
        Group (such as a part of the country) of each region.
    traded : Series of shape (n_industries,), optional
        1 for industries that sell beyond their region, 0 for local ones, NaN where nobody says.
    income, anchor : Series of shape (n_regions,), optional
        Income per person; any figure that complexity should rise with.
    weights : DataFrame, optional
        ``region_code``, ``neighbour_code``, ``weight``: the neighbours that somebody gave by hand.
    regions : GeoDataFrame, optional
        The regions with their geometry (EPSG:4326), from which neighbours are found where `weights` is None.
    years : mapping of int to DataFrame, optional
        The same table for each year, ascending.
    establishment_years : mapping of int to DataFrame, optional
        Number of establishments for each year, ascending.
    io : DataFrame, optional
        ``from_code``, ``to_code``, ``value`` of an input-output table (see `geo.linkages`).
    flows : DataFrame, optional
        ``origin_code``, ``destination_code``, ``value`` and what explains them.
    simulated : frozenset of str
        Names of those of these tables that were made up.
    """

    establishments: pd.DataFrame | None = None
    wages: pd.DataFrame | None = None
    firms: pd.DataFrame | None = None
    groups: pd.Series | None = None
    region_groups: pd.Series | None = None
    traded: pd.Series | None = None
    income: pd.Series | None = None
    anchor: pd.Series | None = None
    weights: pd.DataFrame | None = None
    regions: gpd.GeoDataFrame | None = None
    years: Mapping[int, pd.DataFrame] | None = None
    establishment_years: Mapping[int, pd.DataFrame] | None = None
    io: pd.DataFrame | None = None
    flows: pd.DataFrame | None = None
    simulated: frozenset[str] = frozenset()

    def has(self, name: str) -> bool:
        """Tell whether a table is there; geometry can stand in for weights.

        Examples
        --------
        >>> Companions().has("firms")
        False
        """
        if name == "weights":
            return self.weights is not None or self.regions is not None
        return getattr(self, name, None) is not None


def attach(companions: Companions, name: str, table: pd.DataFrame | pd.Series, values: pd.DataFrame) -> Companions:
    """Check one companion table against the activity table and put it beside the others.

    Parameters
    ----------
    companions : Companions
    name : str
        A key of `FORMS` other than ``reference``, ``areas`` and ``population``.
    table : DataFrame or Series
        As its form says.
    values : DataFrame of shape (n_regions, n_industries)
        The activity table.

    Returns
    -------
    Companions
        Others; the caller's are unchanged.

    Raises
    ------
    UnknownOptionError
        If there is no such companion table.
    DataContractError
        If a column is missing, a code is unknown or lacking, or a number is negative or infinite.

    Examples
    --------
    >>> x = pd.DataFrame({"C10": [10.0], "C24": [5.0]}, index=["R01"])
    >>> more = attach(Companions(), "groups", pd.Series({"C10": "food", "C24": "metal"}), x)
    >>> more.groups.tolist()
    ['food', 'metal']
    """
    if name not in FORMS:
        raise UnknownOptionError("companion table", name, FORMS)
    regions, industries = values.axes
    if name == "region_groups":
        return _with(companions, name, _groups(table, regions, name=name, kind="region"))
    if name in {"groups", "traded"}:
        return _with(companions, name, (_groups if name == "groups" else _traded)(table, industries))
    if isinstance(table, pd.Series):
        return _with(companions, name, _on(table.astype(float), regions, name))
    found = [f"column {column!r} is missing" for column in FORMS[name].required if column not in table.columns]
    found = found or list(_bad_numbers(name, table))
    if found:
        raise DataContractError(name, found)
    if FORMS[name].kind == "wide":
        return _with(companions, name, _aligned(table.astype(float), values, name))
    if name in {"years", "establishment_years"}:
        return _with(companions, name, _years(table, values, name))
    _known_codes(name, table, regions, industries)
    return _with(companions, name, table.reset_index(drop=True))


def _with(
    companions: Companions, name: str, table: pd.DataFrame | pd.Series | Mapping[int, pd.DataFrame]
) -> Companions:
    field: dict[str, Any] = {name: table}
    made_up = isinstance(table, pd.DataFrame) and "obs_status" in table and bool((table["obs_status"] == "S").any())
    simulated = companions.simulated - {name} | ({name} if made_up else set())
    return replace(companions, simulated=simulated, **field)


def _groups(
    table: pd.DataFrame | pd.Series, codes: pd.Index, *, name: str = "groups", kind: str = "industry"
) -> pd.Series:
    series = table if isinstance(table, pd.Series) else table.set_index(f"{kind}_code")["group"]
    return _on(series.astype(str), codes, name, kind=kind)


def _traded(table: pd.DataFrame | pd.Series, industries: pd.Index) -> pd.Series:
    series = table if isinstance(table, pd.Series) else table.set_index("industry_code")["value"]
    flags = _on(series.astype(float), industries, "traded", kind="industry")
    other = flags[flags.notna() & ~flags.isin([0.0, 1.0])]
    if len(other):
        found = f"{other.iloc[0]:g} at {str(other.index[0])!r}"
        raise DataContractError("traded", [f"a flag must be 0 or 1, found {found}"])
    return flags


def _on(series: pd.Series, codes: pd.Index, name: str, *, kind: str = "region") -> pd.Series:
    twice = series.index[series.index.duplicated()]
    problems = [f"code {str(twice[0])!r} stands twice"] if len(twice) else []
    if is_numeric_dtype(series) and (bad := (series < 0) | np.isinf(series)).any():
        problems.append(f"{int(bad.sum())} negative or infinite value(s), first at {str(series.index[bad][0])!r}")
    lacking = codes.difference(series.index)
    if len(lacking) == len(codes) or (len(lacking) and not is_numeric_dtype(series)):
        problems.append(f"{len(lacking)} {kind} code(s) are missing, first {str(lacking[0])!r}")
    if problems:
        raise DataContractError(name, problems)
    return series.reindex(codes)


def _bad_numbers(name: str, table: pd.DataFrame) -> list[str]:
    found = []
    columns = list(table.columns) if FORMS[name].kind == "wide" else FORMS[name].numeric
    for column in [c for c in columns if c in table.columns]:
        if not is_numeric_dtype(table[column]):
            found.append(f"column {column!r} must hold numbers")
            continue
        numbers = table[column].to_numpy(dtype=float)
        wrong = np.isinf(numbers) | ((numbers < 0) & (column not in SIGNED))
        if wrong.any():
            row = int(np.flatnonzero(wrong)[0])
            what = f"first {table[column].iloc[row]:g} in row {row + 2}"
            found.append(f"column {column!r}: {int(wrong.sum())} negative or infinite value(s), {what}")
    return found


def _aligned(table: pd.DataFrame, values: pd.DataFrame, name: str) -> pd.DataFrame:
    if not (table.index.is_unique and table.columns.is_unique):
        raise DataContractError(name, ["a code stands twice"])
    if values.index.intersection(table.index).empty or values.columns.intersection(table.columns).empty:
        raise DataContractError(name, ["its codes and those of the activity table have nothing in common"])
    return table.reindex(index=values.index, columns=values.columns)


def _years(table: pd.DataFrame, values: pd.DataFrame, name: str) -> Mapping[int, pd.DataFrame]:
    broken = np.flatnonzero(~(table["year"] % 1 == 0))
    if len(broken):
        found = f"first {table['year'].iloc[broken[0]]:g} in row {broken[0] + 2}"
        raise DataContractError(name, [f"{len(broken)} row(s) without a whole number as year, {found}"])
    keys = ["region_code", "industry_code", "year"]
    repeated = table.duplicated(keys)
    if repeated.any():
        first = ", ".join(str(v) for v in table.loc[repeated, keys].astype({"year": int}).iloc[0])
        raise DataContractError(name, [f"{int(repeated.sum())} repeated key(s), first {first}"])
    years = sorted(int(year) for year in table["year"].unique())
    wide = {
        year: rows.pivot_table("value", index="region_code", columns="industry_code", dropna=False)
        for year, rows in table.groupby("year")
    }
    return {year: _aligned(wide[year], values, name) for year in years}


def _known_codes(name: str, table: pd.DataFrame, regions: pd.Index, industries: pd.Index) -> None:
    known = {
        "region_code": regions, "neighbour_code": regions, "origin_code": regions, "destination_code": regions,
        "industry_code": industries,
    }  # fmt: skip
    problems = []
    for column, codes in known.items():
        if column not in FORMS[name].required:
            continue
        unknown = table[column][~table[column].isin(codes)].unique()
        if len(unknown):
            problems.append(f"{len(unknown)} unknown {column}, first {str(unknown[0])!r}")
    if problems and name != "flows":
        raise DataContractError(name, problems)
