"""Long tables, a fact a row, turned into wide ones: codes are looked up once for each different code."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo.errors import DataContractError


def places(codes: pd.Series, index: pd.Index) -> np.ndarray:
    """Place of each code in an index, -1 where it is not there.

    Parameters
    ----------
    codes : Series of shape (n,)
        Texts, categorical or not.
    index : Index
        Codes that stand once.

    Returns
    -------
    ndarray of int, shape (n,)

    Examples
    --------
    >>> places(pd.Series(["R02", "R01", "R09"]), pd.Index(["R01", "R02"])).tolist()
    [1, 0, -1]
    """
    if isinstance(codes.dtype, pd.CategoricalDtype):
        number, different = codes.cat.codes.to_numpy(), codes.cat.categories
    else:
        number, different = pd.factorize(codes)
    found = index.get_indexer(pd.Index(np.asarray(different, dtype=object)))
    return np.append(found, -1)[number]


def laid_out(
    rows: pd.DataFrame, column: str, regions: pd.Index, industries: pd.Index, *, empty: str | None = None
) -> pd.DataFrame:
    """Put one column of a table of facts on the codes of a wide one.

    Parameters
    ----------
    rows : DataFrame
        ``region_code``, ``industry_code``, both among the codes below, and the column.
    column : str
        Numbers, or texts if `empty` is given.
    regions, industries : Index
        Codes of the wide table.
    empty : str, optional
        What stands in a cell without a row, where the column is text; a number is NaN there.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)

    Examples
    --------
    >>> rows = pd.DataFrame({"region_code": ["R1"], "industry_code": ["C10"], "value": [5.0], "obs_status": ["A"]})
    >>> laid_out(rows, "value", pd.Index(["R1"]), pd.Index(["C10", "C24"])).to_numpy().tolist()
    [[5.0, nan]]
    >>> laid_out(rows, "obs_status", pd.Index(["R1"]), pd.Index(["C10", "C24"]), empty="M").to_numpy().tolist()
    [['A', 'M']]
    """
    kind = float if empty is None else object
    filled = np.full((len(regions), len(industries)), np.nan if empty is None else empty, dtype=kind)
    cell = places(rows["region_code"], regions), places(rows["industry_code"], industries)
    filled[cell] = rows[column].astype(float if empty is None else str).to_numpy()
    wide = pd.DataFrame(filled, index=regions, columns=industries, dtype=kind, copy=False)
    return wide.rename_axis(index="region_code", columns="industry_code")


def widened(
    rows: pd.DataFrame, *, key: tuple[str, str] = ("region_code", "industry_code"), value: str = "value"
) -> pd.DataFrame:
    """Turn a row a cell into a wide table; a cell without a row is missing.

    Parameters
    ----------
    rows : DataFrame
        The two columns of `key`, and `value`.
    key : (str, str)
        Columns that become rows and columns, in the order in which their codes first appear.
    value : str
        Column of numbers.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)

    Raises
    ------
    DataContractError
        If a cell stands in two rows; the message names the first.

    Examples
    --------
    >>> rows = pd.DataFrame({"region_code": ["R2", "R1"], "industry_code": ["C10", "C24"], "value": [5.0, 7.0]})
    >>> widened(rows).fillna(-1).to_numpy().tolist()
    [[5.0, -1.0], [-1.0, 7.0]]
    """
    (row, down), (column, across) = (pd.factorize(rows[name]) for name in key)
    cell = row * len(across) + column
    count = np.bincount(cell, minlength=len(down) * len(across))
    if count.size and count.max() > 1:
        first = divmod(int(count.argmax()), len(across))
        names = f"{str(down[first[0]])!r}, {str(across[first[1]])!r}"
        raise DataContractError("rows", [f"{int((count > 1).sum())} cell(s) stand in two rows, first {names}"])
    flat = np.full(len(down) * len(across), np.nan)
    flat[cell] = rows[value].to_numpy(dtype=float)
    wide = pd.DataFrame(flat.reshape(len(down), len(across)), index=down, columns=across, copy=False)
    return wide.rename_axis(index=key[0], columns=key[1])


def pair_problems(table: pd.DataFrame, pair: tuple[str, str], value: str | None = None) -> list[str]:
    """Name the pairs of codes that stand twice, and those without a value where each must have one.

    Examples
    --------
    >>> rows = pd.DataFrame({"from_code": ["A", "A"], "to_code": ["B", "B"], "value": [1.0, 2.0]})
    >>> pair_problems(rows, ("from_code", "to_code"), "value")
    ["1 pair(s) stand twice, first ['A', 'B']"]
    """
    codes, found = list(pair), {"stand twice": table.duplicated(list(pair))}
    if value is not None:
        found[f"have no {value}"] = table[value].isna()
    return [
        f"{int(bad.sum())} pair(s) {what}, first {table.loc[bad, codes].iloc[0].tolist()}"
        for what, bad in found.items()
        if bad.any()
    ]
