"""Columns of a register as numbers that can be added up: codes of the key, whole amounts, marks of each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from geo.cube_options import HUNDREDTHS, KEY, NO_YEAR, SME_BELOW, UNKNOWN
from geo.errors import DataContractError

if TYPE_CHECKING:
    from geo.cube_options import CubeOptions

MOST = 2**53 // HUNDREDTHS
"""The largest figure of one enterprise that can be added up exactly."""


class Coded(NamedTuple):
    """A column of the key: the number of each row's label; `codes` may be one number for all."""

    codes: np.ndarray | int
    labels: np.ndarray


def check(rows: pd.DataFrame) -> None:
    """Refuse rows that are in no cell.

    Raises
    ------
    DataContractError
        If a column or a code of region or industry is missing.
    """
    found = [f"column {name!r} is missing" for name in KEY[:2] if name not in rows]
    for name in KEY[:2] if not found else ():
        empty = int(rows[name].isna().sum())
        found += [f"{empty} rows have no {name}: leave them out, and count them, before"] if empty else []
    if found:
        raise DataContractError("enterprises", found)


def keys(rows: pd.DataFrame, options: CubeOptions, employees: np.ndarray | None) -> dict[str, Coded]:
    """Give the labels of each column of the key numbers.

    Parameters
    ----------
    rows : DataFrame of shape (n, ...)
    options : CubeOptions
    employees : ndarray of int64 of shape (n,), optional
        As `whole` gives them.

    Returns
    -------
    dict
        Column -> codes and labels.
    """
    return {
        "region_code": _coded(rows["region_code"]),
        "industry_code": _coded(rows["industry_code"]),
        "year": _years_coded(_years(rows, options)),
        "size_class": _size_class(employees, options),
        "organisation_type": _type(rows),
    }


def amounts(rows: pd.DataFrame, options: CubeOptions) -> dict[str, np.ndarray | None]:
    """Whole amounts and marks of each row; below 0 where not known, None where nobody states any.

    Raises
    ------
    DataContractError
        If a figure is negative or too large to be added up exactly.
    """
    employees = whole(rows, "employees")
    return {
        "employees": employees,
        "turnover": whole(rows, "turnover", times=HUNDREDTHS),
        "young": _young(rows, options),
        "sme": None if employees is None else (employees >= 0) & (employees < SME_BELOW),
        **_marks(rows),
    }


def whole(rows: pd.DataFrame, name: str, *, times: int = 1) -> np.ndarray | None:
    """Figures as whole numbers, -1 where not known; None where nobody states any.

    Raises
    ------
    DataContractError
        If a figure is negative or too large to be added up exactly.

    Examples
    --------
    >>> whole(pd.DataFrame({"turnover": [0.29, None]}), "turnover", times=100).tolist()
    [29, -1]
    """
    if name not in rows:
        return None
    figures = rows[name].to_numpy(dtype=float, na_value=np.nan)
    lowest, highest = np.fmin.reduce(figures, initial=np.nan), np.fmax.reduce(figures, initial=np.nan)
    if np.isnan(lowest):
        return None
    if lowest < 0 or highest > MOST:
        raise DataContractError(
            "enterprises", [f"{name} must lie between 0 and {MOST:.3g}, found {lowest:g} to {highest:g}"]
        )
    known: np.ndarray = np.rint(np.where(np.isnan(figures), -1 / times, figures) * times)
    return known.astype(np.int64)


def _coded(column: pd.Series) -> Coded:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return Coded(column.cat.codes.to_numpy(), column.cat.categories.to_numpy(dtype=object))
    codes, labels = pd.factorize(column)
    return Coded(codes, np.asarray(labels, dtype=object))


def _type(rows: pd.DataFrame) -> Coded:
    if "organisation_type" not in rows:
        return Coded(0, np.array([UNKNOWN], dtype=object))
    codes, labels = _coded(rows["organisation_type"])
    return Coded(np.where(np.asarray(codes) < 0, len(labels), codes), np.append(labels, UNKNOWN))


def _size_class(employees: np.ndarray | None, options: CubeOptions) -> Coded:
    names = np.array(options.size_names, dtype=object)
    if employees is None:
        return Coded(len(names) - 1, names)
    codes = np.zeros(len(employees), dtype=np.int8)
    for low in options.size_classes:
        codes += employees >= low
    codes[employees < 0] = len(names) - 1
    return Coded(codes, names)


def _years(rows: pd.DataFrame, options: CubeOptions) -> np.ndarray | int:
    """Year of each row, or one for all; NO_YEAR where it is not known."""
    otherwise = NO_YEAR if options.reference_year is None else options.reference_year
    if "year" not in rows:
        return otherwise
    years = rows["year"].to_numpy(dtype=float, na_value=np.nan)
    return np.where(np.isnan(years), otherwise, years).astype(np.int64)


def _years_coded(years: np.ndarray | int) -> Coded:
    if isinstance(years, int):
        return Coded(0, np.array([years]))
    codes, labels = pd.factorize(years)
    return Coded(codes, labels)


def _young(rows: pd.DataFrame, options: CubeOptions) -> np.ndarray | None:
    """1 young, 0 older, -1 where the age is not known."""
    if "founded" not in rows:
        return None
    years = _years(rows, options)
    founded = rows["founded"].to_numpy(dtype=float, na_value=np.nan)
    age = np.where(np.asarray(years) == NO_YEAR, np.nan, years) - founded
    young: np.ndarray = np.where(age >= 0, age <= options.young_years, -1)
    return young.astype(np.int8)


def _marks(rows: pd.DataFrame) -> dict[str, np.ndarray | None]:
    names = {"estimated": "E", "simulated": "S", "confidential": "C"}
    if "obs_status" not in rows:
        return dict.fromkeys(names)
    codes, labels = _coded(rows["obs_status"])
    known = {str(label): n for n, label in enumerate(labels)}
    return {name: np.equal(codes, known[status]) if status in known else None for name, status in names.items()}
