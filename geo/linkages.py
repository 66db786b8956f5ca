"""Linkages between industries: multipliers, backward and forward linkages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.io_system import NATION, Economy, System, system

if TYPE_CHECKING:
    from geo.activity import Activity


def output_multiplier(activity: Activity, *, economy: Economy = NATION, kind: str = "1") -> pd.DataFrame:
    """Output of all industries for one more unit of final demand for an industry, ``sum_i L[i, j]`` [1]_.

    Parameters
    ----------
    activity : Activity
        With the companion ``io``; for a region with the same industries.
    economy : Economy
        The nation, or a region by location quotients.
    kind : str
        ``1`` counts what industries buy of each other, ``2`` also what households buy with the wages.

    Returns
    -------
    DataFrame of shape (n_industries, 3)
        Index the codes of the table ``io``; ``value``, ``direct`` (the unit and its first round of inputs), ``total``
        (of type 2 with the income of households, which is no output). NaN for an industry that the economy lacks.

    Raises
    ------
    MissingTableError, DataContractError, UnknownOptionError, UnknownRegionError
        If there is no table ``io``, it cannot be read, or a name is not known.

    References
    ----------
    .. [1] Miller, R. E., Blair, P. D. (2009). Input-Output Analysis, 2nd edition. Cambridge University Press, chapter
       6.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> rows = [("A", "A", 150.0), ("A", "B", 500.0), ("B", "A", 200.0), ("B", "B", 100.0)]
    >>> rows += [("A", "OTHER_DEMAND", 350.0), ("B", "OTHER_DEMAND", 1700.0)]
    >>> io = pd.DataFrame(rows, columns=["from_code", "to_code", "value"])
    >>> x = from_tables(pd.DataFrame({"A": [1.0], "B": [1.0]}, index=["R"]), {"io": io})
    >>> output_multiplier(x)["value"].round(3).tolist()
    [1.518, 1.452]
    """
    found = system(activity, economy)
    inverse = found.total(kind)
    n = len(found.io.codes)
    columns = {"value": inverse[:n, :n].sum(axis=0), "direct": 1 + found.local.sum(axis=0)}
    return _table(found, columns | {"total": inverse[:, :n].sum(axis=0)})


def employment_multiplier(activity: Activity, *, economy: Economy = NATION, kind: str = "1") -> pd.DataFrame:
    """Jobs in all industries for one more job in an industry, ``sum_i e[i] L[i, j] / e[j]``.

    Parameters
    ----------
    activity : Activity
        With the companion ``io`` and its row ``EMPLOYMENT``.
    economy : Economy
        The nation, or a region by location quotients.
    kind : str
        ``1`` or ``2``, see `output_multiplier`.

    Returns
    -------
    DataFrame of shape (n_industries, 3)
        ``value``, ``effect`` (jobs for one unit of final demand), ``direct`` (jobs for one unit of output). NaN for an
        industry without jobs.

    Raises
    ------
    MissingTableError, DataContractError, UnknownOptionError, UnknownRegionError
        As `output_multiplier`, and if the row is missing.

    References
    ----------
    .. [1] Miller, R. E., Blair, P. D. (2009). Input-Output Analysis, 2nd edition. Cambridge University Press, chapter
       6.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> rows = [("A", "A", 50.0), ("A", "OTHER_DEMAND", 50.0), ("EMPLOYMENT", "A", 20.0)]
    >>> io = pd.DataFrame(rows, columns=["from_code", "to_code", "value"])
    >>> x = from_tables(pd.DataFrame({"A": [1.0]}, index=["R"]), {"io": io})
    >>> employment_multiplier(x).loc["A"].tolist()
    [2.0, 0.4, 0.2]
    """
    return primary_multiplier(activity, "EMPLOYMENT", economy=economy, kind=kind)


def income_multiplier(activity: Activity, *, economy: Economy = NATION, kind: str = "1") -> pd.DataFrame:
    """Wages in all industries for one more unit of wages in an industry, ``sum_i w[i] L[i, j] / w[j]``.

    Parameters
    ----------
    activity : Activity
        With the companion ``io`` and its row ``WAGES``.
    economy : Economy
        The nation, or a region by location quotients.
    kind : str
        ``1`` or ``2``, see `output_multiplier`.

    Returns
    -------
    DataFrame of shape (n_industries, 3)
        ``value``, ``effect`` (wages for one unit of final demand), ``direct`` (wages for one unit of output). NaN for
        an industry without wages.

    Raises
    ------
    MissingTableError, DataContractError, UnknownOptionError, UnknownRegionError
        As `output_multiplier`, and if the row is missing.

    References
    ----------
    .. [1] Miller, R. E., Blair, P. D. (2009). Input-Output Analysis, 2nd edition. Cambridge University Press, chapter
       6.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> rows = [("A", "A", 50.0), ("A", "HOUSEHOLDS", 50.0), ("WAGES", "A", 40.0)]
    >>> io = pd.DataFrame(rows, columns=["from_code", "to_code", "value"])
    >>> x = from_tables(pd.DataFrame({"A": [1.0]}, index=["R"]), {"io": io})
    >>> income_multiplier(x)["value"].tolist(), income_multiplier(x, kind="2")["value"].round(6).tolist()
    ([2.0], [10.0])
    """
    return primary_multiplier(activity, "WAGES", economy=economy, kind=kind)


def primary_multiplier(activity: Activity, row: str, *, economy: Economy = NATION, kind: str = "1") -> pd.DataFrame:
    """Multiplier of any row of primary inputs, such as ``VALUE_ADDED``; columns as `income_multiplier`.

    Raises
    ------
    MissingTableError, DataContractError, UnknownOptionError, UnknownRegionError
        As `output_multiplier`, and if the row is missing.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> rows = [("A", "A", 50.0), ("A", "OTHER_DEMAND", 50.0), ("VALUE_ADDED", "A", 50.0)]
    >>> io = pd.DataFrame(rows, columns=["from_code", "to_code", "value"])
    >>> x = from_tables(pd.DataFrame({"A": [1.0]}, index=["R"]), {"io": io})
    >>> primary_multiplier(x, "VALUE_ADDED")["effect"].tolist()
    [1.0]
    """
    found = system(activity, economy)
    direct = np.where(found.there, found.per_output(row), 0.0)
    n = len(found.io.codes)
    effect = direct @ found.total(kind)[:n, :n]
    value = np.divide(effect, direct, out=np.full(n, np.nan), where=direct > 0)
    return _table(found, {"value": value, "effect": effect, "direct": direct})


def backward_linkage(activity: Activity, *, economy: Economy = NATION, kind: str = "1") -> pd.DataFrame:
    """Power of dispersion: what an industry draws from others, compared with the average, ``n sum_i L[i, j] / sum L``.

    Parameters
    ----------
    activity : Activity
        With the companion ``io``.
    economy : Economy
        The nation, or a region by location quotients.
    kind : str
        ``1`` or ``2``, see `output_multiplier`.

    Returns
    -------
    DataFrame of shape (n_industries, 2)
        ``value`` (1 is the average industry) and ``sum`` (the column sum, which is the output multiplier). NaN for an
        industry that the economy lacks.

    Raises
    ------
    MissingTableError, DataContractError, UnknownOptionError, UnknownRegionError
        As `output_multiplier`.

    References
    ----------
    .. [1] Rasmussen, P. N. (1956). Studies in Inter-Sectoral Relations. North-Holland.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> rows = [("A", "A", 50.0), ("A", "B", 0.0), ("A", "EXPORTS", 50.0), ("B", "A", 0.0), ("B", "EXPORTS", 9.0)]
    >>> io = pd.DataFrame(rows, columns=["from_code", "to_code", "value"])
    >>> x = from_tables(pd.DataFrame({"A": [1.0], "B": [1.0]}, index=["R"]), {"io": io})
    >>> backward_linkage(x).round(3).to_numpy().tolist()
    [[1.333, 2.0], [0.667, 1.0]]
    """
    found, inverse = _present(activity, economy, kind)
    sums = inverse.sum(axis=0)
    return _table(found, {"value": sums / _mean(sums, found), "sum": sums})


def forward_linkage(activity: Activity, *, economy: Economy = NATION, kind: str = "1") -> pd.DataFrame:
    """Output of all industries that one more unit of value added in an industry makes possible: row sums of Ghosh.

    With ``B[i, j] = x[i, j] / x[i]``, row sums of ``(I - B)^-1`` [1]_.

    Parameters
    ----------
    activity : Activity
        With the companion ``io``.
    economy : Economy
        The nation, or a region by location quotients.
    kind : str
        ``1`` or ``2``, see `output_multiplier`.

    Returns
    -------
    DataFrame of shape (n_industries, 3)
        ``value``; ``relative`` (1 is the average industry); ``sensitivity`` (Rasmussen: row sums of Leontief's inverse
        over their mean). NaN for an industry that the economy lacks.

    Raises
    ------
    MissingTableError, DataContractError, UnknownOptionError, UnknownRegionError
        As `output_multiplier`.

    References
    ----------
    .. [1] Ghosh, A. (1958). Input-output approach in an allocation system. Economica 25(97), 58-64.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> rows = [("A", "A", 50.0), ("A", "OTHER_DEMAND", 50.0)]
    >>> io = pd.DataFrame(rows, columns=["from_code", "to_code", "value"])
    >>> forward_linkage(from_tables(pd.DataFrame({"A": [1.0]}, index=["R"]), {"io": io})).loc["A"].tolist()
    [2.0, 1.0, 1.0]
    """
    found, inverse = _present(activity, economy, kind)
    sold = np.divide(1.0, found.output, out=np.zeros(len(found.output)), where=found.there)
    ghosh = (sold[:, None] * inverse * found.output).sum(axis=1)
    rows = inverse.sum(axis=1)
    columns = {"value": ghosh, "relative": ghosh / _mean(ghosh, found), "sensitivity": rows / _mean(rows, found)}
    return _table(found, columns)


def _present(activity: Activity, economy: Economy, kind: str) -> tuple[System, np.ndarray]:
    """Leontief's inverse among the industries that the economy has; 0 in the rows and columns of the others."""
    found = system(activity, economy)
    n = len(found.io.codes)
    return found, found.total(kind)[:n, :n] * np.outer(found.there, found.there)


def _mean(sums: np.ndarray, found: System) -> float:
    n = int(found.there.sum())
    return float(sums.sum() / n) if n else float("nan")


def _table(found: System, columns: dict[str, np.ndarray]) -> pd.DataFrame:
    table = pd.DataFrame(columns, index=found.io.codes)
    return table.where(pd.Series(found.there, index=found.io.codes), axis=0)
