"""An input-output table and its inverse: what must be made in all for one more unit that is sold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.errors import DataContractError
from geo.problems import Told
from geo.rows import pair_problems

ROWS = ("WAGES", "EMPLOYMENT", "OUTPUT", "VALUE_ADDED", "IMPORTS", "TAXES")
"""Codes of `from_code` that are no industries."""
COLUMNS = ("HOUSEHOLDS", "OTHER_DEMAND", "EXPORTS", "GOVERNMENT", "INVESTMENT")
"""Codes of `to_code` that are no industries."""
_LEAST = -1e-9


@dataclass(frozen=True, slots=True, eq=False)
class InputOutput:
    """An input-output table of n industries.

    `codes` are the industries, `sales` (n, n) what the row sells to the column, `output` (n,), `households` (n,) what
    they buy; `primary` holds the rows that were given, such as ``WAGES`` and ``EMPLOYMENT``, each of shape (n,).
    """

    codes: pd.Index
    sales: np.ndarray
    output: np.ndarray
    households: np.ndarray | None
    primary: dict[str, np.ndarray]

    @property
    def coefficients(self) -> np.ndarray:
        """Input of the row for one unit of output of the column; 0 in the column of an industry without output."""
        return per_unit(self.sales, self.output)


def read_io(table: pd.DataFrame) -> InputOutput:
    """Read the long form of an input-output table.

    Parameters
    ----------
    table : DataFrame
        ``from_code``, ``to_code``, ``value``; pairs that are not there are 0. Rows that are no industries are `ROWS`,
        columns that are none are `COLUMNS`. Output is the row ``OUTPUT``, else what an industry sells in all.

    Returns
    -------
    InputOutput

    Raises
    ------
    DataContractError
        If a pair stands twice, a value is missing, or a code only buys or only sells.

    Examples
    --------
    >>> rows = [("A", "A", 150.0), ("A", "B", 500.0), ("B", "A", 200.0), ("B", "B", 100.0)]
    >>> rows += [("A", "OTHER_DEMAND", 350.0), ("B", "OTHER_DEMAND", 1700.0)]
    >>> io = read_io(pd.DataFrame(rows, columns=["from_code", "to_code", "value"]))
    >>> io.output.tolist(), io.coefficients.round(2).tolist()
    ([1000.0, 2000.0], [[0.15, 0.25], [0.2, 0.05]])
    """
    _check(table)
    sellers = table["from_code"][~table["from_code"].isin(ROWS)]
    codes = pd.Index(sellers.unique(), name="industry_code")
    full = table.pivot_table("value", index="from_code", columns="to_code", aggfunc="sum").fillna(0.0)
    square = full.reindex(index=codes, columns=codes, fill_value=0.0).to_numpy(dtype=float)
    primary = {
        name: full.loc[name].reindex(codes, fill_value=0.0).to_numpy(float) for name in ROWS if name in full.index
    }
    sold = full.reindex(index=codes).sum(axis=1).to_numpy(dtype=float)
    households = full["HOUSEHOLDS"].reindex(codes).to_numpy(dtype=float) if "HOUSEHOLDS" in full.columns else None
    return InputOutput(codes, square, primary.get("OUTPUT", sold), households, primary)


def _check(table: pd.DataFrame) -> None:
    problems = pair_problems(table, ("from_code", "to_code"), "value")
    sellers = set(table["from_code"]) - set(ROWS)
    buyers = set(table["to_code"]) - set(COLUMNS)
    for what, codes, known in (
        ("sell and never buy", sellers - buyers, ROWS),
        ("buy and never sell", buyers - sellers, COLUMNS),
    ):
        if codes:
            advice = f"what is no industry is one of {', '.join(known)}"
            problems.append(f"{len(codes)} code(s) {what}, first {min(codes)!r}; {advice}")
    if problems:
        raise DataContractError("io", problems)


def per_unit(amounts: np.ndarray, output: np.ndarray) -> np.ndarray:
    """Divide by the output of the column; 0 where there is none.

    Examples
    --------
    >>> per_unit(np.array([[2.0, 3.0]]), np.array([4.0, 0.0])).tolist()
    [[0.5, 0.0]]
    """
    shape = np.broadcast(amounts, output).shape
    found: np.ndarray = np.divide(amounts, output, out=np.zeros(shape), where=output > 0)
    return found


def inverse(coefficients: np.ndarray) -> np.ndarray:
    """Leontief's inverse ``(I - A)^-1``: output of the row, in all, for one unit of final demand for the column [1]_.

    Raises
    ------
    DataContractError
        If the industries use more than they make, so that there is no such output.

    References
    ----------
    .. [1] Miller, R. E., Blair, P. D. (2009). Input-Output Analysis, 2nd edition. Cambridge University Press, chapter
       2.

    Examples
    --------
    >>> inverse(np.array([[0.15, 0.25], [0.2, 0.05]])).round(4).tolist()
    [[1.2541, 0.33], [0.264, 1.1221]]
    """
    system = np.eye(len(coefficients)) - coefficients
    try:
        found: np.ndarray = np.linalg.inv(system)
    except np.linalg.LinAlgError:
        found = np.full(system.shape, -1.0)
    if found.size and found.min() < _LEAST:
        raise DataContractError("io", [Told.of("io_output")])
    return found


def close(coefficients: np.ndarray, wages: np.ndarray, consumption: np.ndarray) -> np.ndarray:
    """Put households among the industries: they sell work for wages and buy goods with them.

    Parameters
    ----------
    coefficients : ndarray of shape (n, n)
    wages, consumption : ndarray of shape (n,)
        Wages per unit of output; what households buy of each industry per unit of their income.

    Returns
    -------
    ndarray of shape (n + 1, n + 1)

    Examples
    --------
    >>> close(np.array([[0.2]]), np.array([0.3]), np.array([0.5])).tolist()
    [[0.2, 0.5], [0.3, 0.0]]
    """
    return np.block([[coefficients, consumption[:, None]], [wages[None, :], np.zeros((1, 1))]])
