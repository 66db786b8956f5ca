"""Enterprises added up to a cube: region x industry x year x size class x organisation type, the same in every order.

Persons are added up as whole numbers and turnover as whole hundredths, so parts of a register may be added up anywhere
and put together in any order: the sums agree to the last unit. What is unknown is counted beside the sum of what is
known; a cell in which nothing is known has no figure, which is not 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo import cell_columns, cell_tables
from geo.cube_options import HUNDREDTHS, KEY, NO_YEAR, OWNER, CubeOptions
from geo.errors import DataContractError, UnknownOptionError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

__all__ = [
    "KEY",
    "CubeOptions",
    "Partial",
    "contributors",
    "cube",
    "figures",
    "merged",
    "partial",
    "rolled",
    "selected",
]


@dataclass(frozen=True, eq=False)
class Partial:
    """Exact sums over some rows of a register, by cell; those of several parts are put together by `merged`.

    `cells` has the columns of `by`, those of `geo.cell_tables.SUMS` and the three largest contributors by employees and
    by turnover; `holdings` the same sums of each owner group in each cell (empty where no row states one).
    """

    cells: pd.DataFrame
    holdings: pd.DataFrame
    by: tuple[str, ...] = KEY

    @property
    def enterprises(self) -> int:
        """Number of enterprises."""
        return int(self.cells["enterprises"].sum())


def partial(rows: pd.DataFrame, *, options: CubeOptions | None = None, used: np.ndarray | None = None) -> Partial:
    """Add enterprises up to the cells that they occupy.

    Parameters
    ----------
    rows : DataFrame of shape (n_enterprises, ...)
        ``region_code`` and ``industry_code`` (text or categories); where known ``year``, ``employees``, ``turnover``,
        ``founded`` (a year), ``organisation_type``, ``owner_group``, ``obs_status``. An absent column is unknown.
    options : CubeOptions, optional
    used : ndarray of bool of shape (n_enterprises,), optional
        Rows to add up; by default all.

    Returns
    -------
    Partial

    Raises
    ------
    DataContractError
        If a row has no region or no industry, or a figure is negative or too large to be added up exactly.

    Examples
    --------
    >>> rows = {"region_code": ["R1", "R1"], "industry_code": ["C10", "C10"], "employees": [4, None]}
    >>> cube(partial(pd.DataFrame(rows)))[["size_class", "enterprises", "employees"]].values.tolist()
    [['0-9', 1, 4], ['unknown', 1, <NA>]]
    """
    return Partial(*cell_tables.of_rows(cell_columns.coded(rows, options or CubeOptions(), used=used)))


def merged(partials: Sequence[Partial]) -> Partial:
    """Put the sums of several parts together; their order does not matter.

    Raises
    ------
    DataContractError
        If there is none, or they are by different columns.

    Examples
    --------
    >>> part = partial(pd.DataFrame({"region_code": ["R1"], "industry_code": ["C10"], "employees": [4]}))
    >>> cube(merged([part, part]))[["enterprises", "employees"]].values.tolist()
    [[2, 8]]
    """
    kinds = {part.by for part in partials}
    if len(kinds) != 1:
        raise DataContractError("partial sums", [f"need one kind of key, found {len(kinds)}"])
    by = kinds.pop()
    if len(partials) == 1:
        return partials[0]
    cells, holdings = ([getattr(part, name) for part in partials] for name in ("cells", "holdings"))
    return Partial(cell_tables.added(cells, by), cell_tables.added(holdings, (*by, OWNER)), by)


def selected(whole: Partial, wanted: Mapping[str, Collection[object]]) -> Partial:
    """Keep the cells whose key is wanted: the filter, before anything is added up further or hidden.

    Parameters
    ----------
    whole : Partial
    wanted : mapping
        Column of the key -> the values that stay.

    Raises
    ------
    UnknownOptionError
        If a column is none of the key.

    Examples
    --------
    >>> rows = pd.DataFrame({"region_code": ["R1", "R2"], "industry_code": ["C10", "C10"]})
    >>> selected(partial(rows), {"region_code": {"R2"}}).enterprises
    1
    """
    _check_columns(wanted, whole.by)

    def kept(table: pd.DataFrame) -> pd.DataFrame:
        stays = np.ones(len(table), dtype=bool)
        for column, values in wanted.items():
            stays &= table[column].isin(list(values)).to_numpy()
        return table[stays].reset_index(drop=True)

    return Partial(kept(whole.cells), kept(whole.holdings), whole.by)


def rolled(whole: Partial, by: Sequence[str]) -> Partial:
    """Add the cells up over the columns that are not named.

    Raises
    ------
    UnknownOptionError
        If a column is none of the key.

    Examples
    --------
    >>> rows = pd.DataFrame({"region_code": ["R1", "R1"], "industry_code": ["C10", "C24"]})
    >>> rolled(partial(rows), ["region_code"]).cells[["region_code", "enterprises"]].values.tolist()
    [['R1', 2]]
    """
    _check_columns(by, whole.by)
    kept = tuple(name for name in whole.by if name in by)
    return Partial(cell_tables.added([whole.cells], kept), cell_tables.added([whole.holdings], (*kept, OWNER)), kept)


def cube(whole: Partial) -> pd.DataFrame:
    """Write the sums as the table that is read, hiding nothing (see `geo.disclosure.protected`).

    Returns
    -------
    DataFrame
        Sorted by its key: the columns of the key; ``enterprises``; ``employees`` (persons) and ``turnover``, sums of
        the known, with ``employees_unknown`` and ``turnover_unknown`` beside; ``young_share`` of the enterprises whose
        age is known; ``largest_share``, the largest contributor's share of the employees; ``sme_share`` of the
        enterprises whose employees are known; ``obs_status`` A, E or S (one enterprise is enough).

    Examples
    --------
    >>> rows = {"region_code": ["R1"] * 2, "industry_code": ["C10"] * 2, "employees": [3, 9], "turnover": [0.1, 0.2]}
    >>> cube(partial(pd.DataFrame(rows)))[["employees", "turnover", "largest_share"]].values.tolist()
    [[12, 0.3, 0.75]]
    """
    return figures(contributors(whole).sort_values(list(whole.by), kind="stable", ignore_index=True), whole.by)


def figures(found: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Write cells as `contributors` gives them as the columns of `cube`, row by row."""
    count, unknown = found["enterprises"].to_numpy(), found["employees_unknown"].to_numpy()
    persons = found["employees"].to_numpy()
    turnover = np.where(found["turnover_unknown"] < count, found["turnover"] / HUNDREDTHS, np.nan)
    told = found.loc[:, list(by)].assign(
        enterprises=count,
        employees=pd.array(persons, dtype="Int64"),
        turnover=turnover,
        young_share=_ratio(found["young"], found["age_known"]),
        largest_share=_ratio(found["employees_1"], persons),
        sme_share=_ratio(found["sme"], count - unknown),
        employees_unknown=unknown,
        turnover_unknown=found["turnover_unknown"].to_numpy(),
        obs_status=np.select([found["simulated"] > 0, found["estimated"] > 0], ["S", "E"], default="A"),
    )
    told.loc[unknown == count, "employees"] = pd.NA
    if "year" in told:
        told["year"] = told["year"].astype("Int64").mask(told["year"] == NO_YEAR)
    return told


def contributors(whole: Partial) -> pd.DataFrame:
    """Cells with the number of ``contributors`` and the three largest of all, owner groups counted as one.

    Examples
    --------
    >>> rows = {"region_code": ["R1"] * 3, "industry_code": ["C10"] * 3, "employees": [3, 4, 5],
    ...         "owner_group": ["A", "A", None]}
    >>> contributors(partial(pd.DataFrame(rows)))[["contributors", "employees_1"]].values.tolist()
    [[2, 7]]
    """
    return cell_tables.with_owners(whole.cells, whole.holdings, whole.by)


def _ratio(part: pd.Series | np.ndarray, whole: pd.Series | np.ndarray) -> np.ndarray:
    part, whole = np.asarray(part, dtype=float), np.asarray(whole, dtype=float)
    share: np.ndarray = np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)
    return share


def _check_columns(named: Collection[str], known: Sequence[str]) -> None:
    for name in named:
        if name not in known:
            raise UnknownOptionError("column of the cube", name, known)
