"""The columns that each table must have, and the one validator that reports every problem together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from geo.errors import DataContractError, NegativeActivityError
from geo.problems import Told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TOTAL = "TOTAL"
"""Industry code of a published total: a denominator, never an industry."""

STATUSES: Mapping[str, str] = {"A": "normal", "E": "estimated", "M": "missing", "C": "confidential", "S": "simulated"}
"""SDMX observation status used in `statistics`."""

FEWEST_CONTRIBUTORS = 3
"""A figure or a place that fewer enterprises stand behind is not shown: each of two would know the other's."""


@dataclass(frozen=True, slots=True)
class TableContract:
    """What a table must look like: key columns, further required columns, numeric columns."""

    key: tuple[str, ...]
    required: tuple[str, ...] = ()
    numeric: tuple[str, ...] = ()
    non_negative: tuple[str, ...] = ()


CONTRACTS: Mapping[str, TableContract] = {
    "regions": TableContract(
        ("region_code",), ("region_name", "level"), ("population", "area_km2"), ("population", "area_km2")
    ),
    "industries": TableContract(("industry_code",), ("industry_name", "level")),
    "statistics": TableContract(
        ("region_code", "industry_code", "year", "measure"),
        ("value",),
        ("value", "relative_error"),
        ("value", "relative_error"),
    ),
    "reference": TableContract(
        ("industry_code", "year", "measure"), ("value",), ("value", "relative_error"), ("value",)
    ),
    "enterprises": TableContract(
        ("enterprise_id",),
        ("industry_code", "region_code", "employees", "lon", "lat"),
        ("employees", "lon", "lat"),
        ("employees",),
    ),
    "links": TableContract(("source_id", "target_id", "kind"), (), ("weight",), ("weight",)),
    "sources": TableContract(("id", "table"), ("publisher", "licence", "vintage")),
}


def problems(name: str, table: pd.DataFrame) -> list[str]:
    """Everything in which a table breaks its contract.

    Parameters
    ----------
    name : str
        Name of the table, a key of `CONTRACTS`.
    table : DataFrame
        The table as it was read, keys as columns.

    Returns
    -------
    list of str
        One sentence a problem; empty when the table is sound.

    Examples
    --------
    >>> table = {"industry_code": ["A", "A"], "industry_name": ["x", "y"], "level": ["s", "s"]}
    >>> problems("industries", pd.DataFrame(table))
    ["1 repeated key (industry_code), first 'A'"]
    """
    contract = CONTRACTS[name]
    missing = [c for c in (*contract.key, *contract.required) if c not in table.columns]
    if missing:
        return [f"column {c!r} is missing" for c in missing]
    return [
        *_key_problems(contract, table),
        *_number_problems(contract, table),
        *_year_problems(table),
        *_status_problems(table),
    ]


def check(name: str, table: pd.DataFrame, *, where: str | None = None) -> pd.DataFrame:
    """Return the table unchanged when it is sound.

    Raises
    ------
    DataContractError
        With every problem in one message.

    Examples
    --------
    >>> table = {"industry_code": ["A"], "industry_name": ["Farms"], "level": ["section"]}
    >>> check("industries", pd.DataFrame(table)).shape
    (1, 3)
    """
    found = problems(name, table)
    if found:
        raise DataContractError(where or name, found)
    return table


def check_activity(activity: pd.DataFrame) -> pd.DataFrame:
    """Return a wide activity table unchanged when no value is negative or infinite.

    Parameters
    ----------
    activity : DataFrame of shape (n_regions, n_industries)
        Index ``region_code``, columns ``industry_code``; NaN is a missing cell.

    Raises
    ------
    NegativeActivityError
        The message counts the cells and names the first.

    Examples
    --------
    >>> check_activity(pd.DataFrame({"C10": [1.0, 0.0]}, index=["R1", "R2"])).shape
    (2, 1)
    """
    values = activity.to_numpy(dtype=float)
    if np.fmin.reduce(values, axis=None, initial=0.0) < 0 or np.fmax.reduce(values, axis=None, initial=0.0) == np.inf:
        bad = (values < 0) | np.isinf(values)
        row, column = (int(i) for i in np.argwhere(bad)[0])
        codes = {"region": repr(str(activity.index[row])), "industry": repr(str(activity.columns[column]))}
        problem = Told.of("negative", n=int(bad.sum()), value=f"{values[row, column]:g}", **codes)
        raise NegativeActivityError("activity", [problem])
    return activity


def _key_problems(contract: TableContract, table: pd.DataFrame) -> Iterator[str]:
    keys = ", ".join(contract.key)
    for column in contract.key:
        empty = table[column].isna()
        if empty.any():
            yield f"{int(empty.sum())} empty {column}, first in row {_row(empty)}"
        elif column.endswith("_code") and is_numeric_dtype(table[column]):
            yield f"{column} must be text (leading zeros are lost in numbers), found {table[column].dtype}"
    repeated = table.duplicated(list(contract.key))
    if repeated.any():
        first = table.loc[repeated, list(contract.key)].iloc[0].tolist()
        yield f"{int(repeated.sum())} repeated key ({keys}), first {', '.join(map(_shown, first))}"


def _number_problems(contract: TableContract, table: pd.DataFrame) -> Iterator[str]:
    for column in contract.numeric:
        if column not in table.columns or table[column].isna().all():
            continue
        if not is_numeric_dtype(table[column]):
            yield _not_numbers(column, table[column])
            continue
        infinite = pd.Series(np.isinf(table[column].to_numpy(dtype=float)), index=table.index)
        if infinite.any():
            yield f"{int(infinite.sum())} infinite {column}, first in row {_row(infinite)}"
        negative = table[column] < 0
        if column in contract.non_negative and negative.any():
            first = table.loc[negative, column].iloc[0]
            yield f"{int(negative.sum())} negative {column}, first {first:g} in row {_row(negative)}"


def _not_numbers(column: str, cells: pd.Series) -> str:
    bad = pd.to_numeric(cells, errors="coerce").isna() & cells.notna()
    if bad.any():
        return f"{int(bad.sum())} {column} not a number, first {_shown(cells[bad].iloc[0])} in row {_row(bad)}"
    return f"{column} must be numeric, found {cells.dtype}"


def _year_problems(table: pd.DataFrame) -> Iterator[str]:
    if "year" not in table.columns:
        return
    numbers = pd.to_numeric(table["year"], errors="coerce")
    bad = (numbers.isna() | (numbers % 1 != 0)) & table["year"].notna()
    if bad.any():
        first = _shown(table.loc[bad, "year"].iloc[0])
        yield f"{int(bad.sum())} year not a whole number, first {first} in row {_row(bad)}"
    elif len(table) and not is_numeric_dtype(table["year"]):
        yield f"year must be numeric, found {table['year'].dtype}"


def _status_problems(table: pd.DataFrame) -> Iterator[str]:
    if "obs_status" not in table.columns:
        return
    unknown = ~table["obs_status"].isin(list(STATUSES))
    if unknown.any():
        first, known = table.loc[unknown, "obs_status"].iloc[0], ", ".join(STATUSES)
        yield f"{int(unknown.sum())} unknown obs_status, first {_shown(first)} in row {_row(unknown)} (known: {known})"
    if "value" not in table.columns:
        return
    absent = table["obs_status"].isin(["M", "C"])
    for wrong, problem in (
        (absent & table["value"].notna(), "value(s) with obs_status M or C, which must be left empty"),
        (~absent & ~unknown & table["value"].isna(), "empty value(s) without obs_status M or C"),
    ):
        if wrong.any():
            yield f"{int(wrong.sum())} {problem}, first in row {_row(wrong)}"


def _shown(value: object) -> str:
    """Write a cell as it stands in the file, not as the library that holds it does."""
    return repr(value.item() if isinstance(value, np.generic) else value)


def _row(mask: pd.Series) -> int:
    """Row number as a person counts it in the file: the header is row 1."""
    return int(np.flatnonzero(mask.to_numpy())[0]) + 2
