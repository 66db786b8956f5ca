"""Input-output table of the United States: from the supply and use tables of the bureau to one of industries."""

import io

import numpy as np
import pandas as pd

from databuild.fetch import Sources

INDUSTRIES = 71
MARGIN_CODES = ("42", "441", "445", "452", "4A0", "481", "482", "483", "484", "485", "486", "487OS", "493")
"""Commodities that hold the trade and transport margins at basic prices."""
HOUSEHOLDS, OTHER = "HOUSEHOLDS", "OTHER_DEMAND"


def read_bea(data: bytes) -> pd.DataFrame:
    r"""Read one table of the bureau: names down, ``---`` is missing.

    Parameters
    ----------
    data : bytes
        The CSV file.

    Returns
    -------
    DataFrame
        Index the names in the first column; millions of dollars.

    Examples
    --------
    >>> read_bea(b"Name,Farms,Mining\nFarms,5,---\n").loc["Farms"].tolist()
    [5.0, nan]
    """
    return pd.read_csv(io.BytesIO(data), index_col=0, na_values="---").astype(float)


def at_basic_prices(use: pd.DataFrame, supply: pd.Series) -> pd.DataFrame:
    """Bring a use table from purchasers' to basic prices.

    What buyers pay for a commodity above its supply at basic prices are margins and taxes on products. That part is
    taken off every purchase of the commodity alike; the margins come back as purchases of trade and transport, in the
    proportions in which those are sold as margins in the whole economy. The rest are taxes on products, no purchase.

    Parameters
    ----------
    use : DataFrame of shape (n_commodities, n_buyers)
        At purchasers' prices.
    supply : Series of shape (n_commodities,)
        Domestic output and imports at basic prices.

    Returns
    -------
    DataFrame of shape (n_commodities, n_buyers)
        Each row adds up to the supply of its commodity.

    Examples
    --------
    >>> use = pd.DataFrame({"I": [60.0, 0.0], "F": [60.0, 10.0]}, index=["grain", "42"])
    >>> at_basic_prices(use, pd.Series({"grain": 96.0, "42": 30.0})).loc["42"].round(6).tolist()
    [10.0, 20.0]
    """
    gap = supply - use.sum(axis=1)
    margin = gap.index.isin(MARGIN_CODES) & (gap > 0).to_numpy()
    kept = (supply / use.sum(axis=1)).mask(margin, 1.0)
    taken_off = use.mul(1 - kept, axis=0).sum(axis=0)
    in_margins = gap.where(margin, 0.0) / (-gap[~margin].sum() or 1.0)
    return use.mul(kept, axis=0) + np.outer(in_margins, taken_off)


def industry_by_industry(supply: pd.DataFrame, use: pd.DataFrame, imports: pd.Series) -> pd.DataFrame:
    """Make one table of industries from supply and use: each industry has its share in every sale of a commodity.

    This is the industry-technology assumption in the form of fixed shares of the market (Eurostat's model D): ``Z = D
    U`` with ``D[i, c] = V[i, c] / V[., c]``. Imports are taken off every purchase of a commodity alike.

    Parameters
    ----------
    supply : DataFrame of shape (n_commodities, n_industries)
        Who makes what, ``V`` transposed, basic prices.
    use : DataFrame of shape (n_commodities, n_buyers)
        Basic prices; the buyers are the industries and final demand.
    imports : Series of shape (n_commodities,)

    Returns
    -------
    DataFrame of shape (n_industries + 1, n_buyers)
        Sales of each domestic industry, and the row ``IMPORTS``.

    Examples
    --------
    >>> made = pd.DataFrame({"A": [8.0, 0.0], "B": [2.0, 10.0]}, index=["a", "b"])
    >>> used = pd.DataFrame({"A": [5.0, 4.0], "F": [5.0, 6.0]}, index=["a", "b"])
    >>> industry_by_industry(made, used, pd.Series({"a": 0.0, "b": 0.0}))["A"].tolist()
    [4.0, 5.0, 0.0]
    """
    made = supply.sum(axis=1)
    domestic = made / (made + imports)
    sold = supply.div(made, axis=0).T @ use.mul(domestic, axis=0)
    foreign = use.mul(1 - domestic, axis=0).sum(axis=0)
    return pd.concat([sold, foreign.to_frame("IMPORTS").T])


def _long(table: pd.DataFrame) -> pd.DataFrame:
    rows = table.rename_axis("from_code").reset_index().melt("from_code", var_name="to_code").astype({"to_code": "str"})
    return rows[rows["value"] != 0].reset_index(drop=True)


def io_table(supply: pd.DataFrame, use: pd.DataFrame) -> pd.DataFrame:
    """Make the table ``io`` of the dataset from the two tables of the bureau.

    Parameters
    ----------
    supply : DataFrame
        ``make_71``: commodities down, 71 industries across, an adjustment, and the supply with imports.
    use : DataFrame
        ``use_71``: commodities and value added down; industries, final demand and totals across.

    Returns
    -------
    DataFrame
        ``from_code``, ``to_code``, ``value`` (millions of dollars, two decimals). Rows: the industries, ``IMPORTS``,
        ``WAGES``, ``VALUE_ADDED``, ``OUTPUT``; columns: the industries, ``HOUSEHOLDS``, ``OTHER_DEMAND``.

    Examples
    --------
    >>> io_table(read_bea(make), read_bea(use)).columns.tolist()  # doctest: +SKIP
    ['from_code', 'to_code', 'value']
    """
    codes = pd.Index(use.columns[:INDUSTRIES])
    made = supply.iloc[:INDUSTRIES, :INDUSTRIES].fillna(0).set_axis(codes).set_axis(codes, axis=1)
    available = supply.iloc[:INDUSTRIES, -1].set_axis(codes)
    total = available.where(available > made.sum(axis=1), made.sum(axis=1))
    final = [code for code in use.columns if code.startswith("F")]
    bought = use.iloc[:INDUSTRIES][[*codes, *final]].fillna(0).set_axis(codes)
    table = industry_by_industry(made, at_basic_prices(bought, total), total - made.sum(axis=1))
    households, others = table[["F010"]].set_axis([HOUSEHOLDS], axis=1), table[final[1:]].sum(axis=1).to_frame(OTHER)
    square = pd.concat([table[codes], households, others], axis=1).round(2)
    names = {"Compensation of employees": "WAGES", "Value Added (basic prices)": "VALUE_ADDED",
             "Total industry output (basic prices)": "OUTPUT"}  # fmt: skip
    primary = use.loc[list(names), codes].rename(index=names)
    return _long(pd.concat([square, primary.reindex(columns=square.columns)]).fillna(0))


def read_io(sources: Sources) -> pd.DataFrame:
    """Read both tables of the bureau and make the table ``io``.

    Parameters
    ----------
    sources : Sources

    Returns
    -------
    DataFrame
        See :func:`io_table`.

    Examples
    --------
    >>> read_io(sources).shape  # doctest: +SKIP
    """
    return io_table(read_bea(sources.read("us-make-71")), read_bea(sources.read("us-use-71")))
