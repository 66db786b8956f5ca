"""Registers of enterprises whose sums are real tables of statistical offices."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from tests.support.app import ROOT

BOUNDARIES = ROOT / "data" / "boundaries"
LAENDER = {
    "BW": "DE1", "BY": "DE2", "BE": "DE3", "BB": "DE4", "HB": "DE5", "HH": "DE6", "HE": "DE7", "MV": "DE8",
    "NI": "DE9", "NW": "DEA", "RP": "DEB", "SL": "DEC", "SN": "DED", "ST": "DEE", "SH": "DEF", "TH": "DEG",
}  # fmt: skip
"""NUTS 1 code of each German Land."""
ALL_INDUSTRIES, MANUFACTURING = "Insgesamt", "Verarbeitendes Gewerbe (C)"
_MANY = 50


def boundaries(name: str) -> gpd.GeoDataFrame:
    """Read a bundled set of boundaries by region code."""
    return gpd.read_parquet(BOUNDARIES / name / "regions.parquet").set_index("region_code")


def inner_points(regions: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return a place well inside each region."""
    points = regions.geometry.representative_point()
    return pd.DataFrame({"lon": points.x, "lat": points.y}, index=regions.index)


def wide(table: pd.DataFrame) -> pd.DataFrame:
    """Give a table plain axes in the order of the codes, so that tables of other makers compare."""
    made = table.rename_axis(index="region_code", columns="industry_code").astype(float)
    made.index, made.columns = made.index.astype(str), made.columns.astype(str)
    return made.sort_index().sort_index(axis=1)


def table_of(cube: pd.DataFrame, measure: str = "employees") -> pd.DataFrame:
    """Lay a cube of regions and industries out as regions x industries; a cell that is not occupied is missing."""
    values = cube.assign(**{measure: cube[measure].astype(float)})
    laid = values.pivot_table(
        index="region_code", columns="industry_code", values=measure, aggfunc="first", dropna=False
    )
    return wide(laid)


def long(table: pd.DataFrame) -> pd.DataFrame:
    """List the cells of regions x industries by their codes, the missing ones too, as ``employees``."""
    return table.reset_index().melt("region_code", var_name="industry_code", value_name="employees")


# -------------------------------------------------------------------------------------------------- Germany, 2015
def germany_2015(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read establishments and jobs of 16 Länder x 17 sections."""
    rows = pd.read_csv(folder / "REAT_G.regions.industries.csv", keep_default_na=False)
    rows = rows.assign(region_code=rows["region_code"].map(LAENDER), ind_code=rows["ind_code"].str[-1])
    firms, jobs = (rows.pivot_table(index="region_code", columns="ind_code", values=v) for v in ("firms", "emp_all"))
    return wide(firms), wide(jobs)


def every_establishment(firms: pd.DataFrame, jobs: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Make each establishment a row: jobs as evenly as whole numbers can, places in the districts of its Land in turn.

    Parameters
    ----------
    firms, jobs : DataFrame of shape (n_laender, n_industries)
    places : DataFrame of shape (n_districts, 2)
        `inner_points` of NUTS 3 regions, whose codes begin with the code of their Land.
    """
    count, total = (table.to_numpy().astype(int).ravel() for table in (firms, jobs))
    cell = np.repeat(np.arange(firms.size), count)
    turn = np.arange(len(cell)) - np.repeat(np.cumsum(count) - count, count)
    land, industry = np.divmod(cell, firms.shape[1])
    districts = [np.flatnonzero(places.index.str.startswith(code)) for code in firms.index]
    first = np.cumsum([0, *map(len, districts)])[:-1]
    at = np.concatenate(districts)[first[land] + turn % np.array([len(some) for some in districts])[land]]
    return pd.DataFrame(
        {
            "enterprise_id": np.arange(len(cell)),
            "industry_code": pd.Categorical.from_codes(industry, firms.columns),
            "employees": total[cell] // count[cell] + (turn < total[cell] % count[cell]),
            "lon": places["lon"].to_numpy()[at],
            "lat": places["lat"].to_numpy()[at],
        }
    )


# ---------------------------------------------------------------------------------------------- Germany, 2008 - 2014
def germany_by_year(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read jobs of 16 Länder in 7 years by 10 industries and none (what the published total has beyond them).

    Returns
    -------
    rows : DataFrame
        ``region_code``, ``industry_code``, ``year``, ``employees``.
    published : DataFrame
        The published totals, region x year, and ``Insgesamt``, the country.
    """
    rows = pd.read_csv(folder / "REAT_G.regions.emp.csv")
    rows.columns = ["industry_code", "region_code", "year", "employees"]
    published = rows[rows["industry_code"] == ALL_INDUSTRIES].drop(columns="industry_code")
    parts = rows[(rows["region_code"] != ALL_INDUSTRIES) & ~rows["industry_code"].isin([ALL_INDUSTRIES, MANUFACTURING])]
    keys = ["region_code", "year"]
    rest = published.set_index(keys)["employees"].sub(parts.groupby(keys)["employees"].sum()).dropna()
    unnamed = rest.reset_index().assign(industry_code="not stated")
    made = pd.concat([parts, unnamed], ignore_index=True).astype({"employees": int})
    return made, published.pivot_table(index="region_code", columns="year", values="employees")


# -------------------------------------------------------------------------------------------------- Europe, 2014
def europe_2014(folder: Path) -> pd.DataFrame:
    """Read persons employed in 267 NUTS 2 regions x 68 divisions; NaN is not published, 0 is published."""
    path = folder / "eurostat_sbs_nuts2_x_nace2_2014_matrix.csv"
    return wide(pd.read_csv(path, dtype={"nuts2": str}).set_index("nuts2"))


def several_enterprises(table: pd.DataFrame) -> pd.DataFrame:
    """Make four enterprises of a cell of 50 and more (3, 3, 2 and 2 tenths of it), one of a smaller or unknown one."""
    cells = long(table)
    large = cells[cells["employees"] >= _MANY]
    third, fifth = large["employees"] * 3 // 10, large["employees"] // 5
    rest = large["employees"] - 2 * third - fifth
    pieces = [large.assign(employees=piece) for piece in (third, third, fifth, rest)]
    made = pd.concat([*pieces, cells[~(cells["employees"] >= _MANY)]], ignore_index=True)
    return made.assign(employees=made["employees"].astype("Int64"))


# -------------------------------------------------------------------------------------------------- Ukraine, 2021-2022
def ukraine(folder: Path) -> pd.DataFrame:
    """Read 1,469 hromadas at their centres: people as employees, own income (thousand UAH) as turnover."""
    rows = pd.read_csv(folder / "ua_hromadas_kse.csv")
    codes = pd.read_csv(ROOT / "data" / "datasets" / "ukraine" / "regions.csv").set_index("katottg")["region_code"]
    return pd.DataFrame(
        {
            "enterprise_id": rows["hromada_code"],
            "region_code": rows["oblast_code"].map(codes),
            "industry_code": np.where(rows["urban_pct"] >= 0.5, "urban", "rural"),
            "employees": rows["total_popultaion_2022"],
            "turnover": rows["income_own_2021"],
            "lon": rows["lon_center"],
            "lat": rows["lat_center"],
        }
    )
