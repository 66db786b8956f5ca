"""Dataset ``us``: occupations in states and metropolitan areas, income and colleges of states, input-output table."""

import io
import json
import re
import unicodedata

import geopandas as gpd
import numpy as np
import pandas as pd

from databuild.bea import read_io
from databuild.context import Build
from databuild.higher_education import read_institutions
from databuild.labels import add_names, read_labels
from databuild.manifest import Table, read_manifest, sources_table, write_dataset
from databuild.oews import TOTAL, YEAR, read_database

LEVELS = {"S": "state", "M": "metro"}
ALL = "00-0000"
"""The bureau's code of all occupations together: published totals as something that a map can show."""
OTHER_NAMES = {"New York": "New York City", "Amherst Town": "Amherst Center"}


def _plain(name: str) -> str:
    text = unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode()
    return text.replace("St. ", "Saint ").lower()


def city_names(area: str) -> list[str]:
    """List the names under which the first city of a metropolitan area may stand in a gazetteer, best first.

    Parameters
    ----------
    area : str
        For example ``Port St. Lucie, FL``.

    Returns
    -------
    list of str
        Lower case, without accents.

    Examples
    --------
    >>> city_names("Winston-Salem, NC")[0], city_names("Boise City, ID")
    ('winston-salem', ['boise city', 'boise'])
    """
    cities = area.rsplit(", ", 1)[0]
    first = re.split(r"[-/]", cities)[0]
    names = [cities, OTHER_NAMES.get(first, first), re.sub(r"^Urban | (City|Town)$", "", first)]
    return list(dict.fromkeys(_plain(name) for name in names))


def metro_places(areas: pd.DataFrame, cities: pd.DataFrame) -> pd.DataFrame:
    """Place each metropolitan area at its first-named city in its first-named state.

    Parameters
    ----------
    areas : DataFrame
        ``region_code`` and ``name``.
    cities : DataFrame
        Gazetteer of the United States and Puerto Rico: ``name``, ``state`` (postal code), ``longitude``, ``latitude``,
        ``population``.

    Returns
    -------
    DataFrame of shape (n_areas, 2)
        Index ``region_code``; ``lon``, ``lat``.

    Raises
    ------
    ValueError
        If a city is not found; the message names it.

    Examples
    --------
    >>> areas = pd.DataFrame({"region_code": ["10420"], "name": ["Akron, OH"]})
    >>> city = {"name": "Akron", "state": "OH", "longitude": -81.52, "latitude": 41.08, "population": 1}
    >>> metro_places(areas, pd.DataFrame([city])).loc["10420"].tolist()
    [-81.52, 41.08]
    """
    ordered = cities.sort_values(["population", "name"], ascending=[False, True])
    keys = zip(ordered["state"], ordered["name"].map(_plain), strict=True)
    table: dict[tuple[str, str], tuple[float, float]] = {}
    for key, lon, lat in zip(keys, ordered["longitude"], ordered["latitude"], strict=True):
        table.setdefault(key, (float(lon), float(lat)))
    found = {}
    for code, name in zip(areas["region_code"], areas["name"], strict=True):
        state = name.rsplit(", ", 1)[1].split("-")[0]
        hits = [table[state, city] for city in city_names(name) if (state, city) in table]
        if not hits:
            raise ValueError(f"{code} {name}: no such city in the gazetteer; add its other name to OTHER_NAMES")
        found[code] = hits[0]
    return pd.DataFrame.from_dict(found, orient="index", columns=["lon", "lat"])


def _cities(build: Build) -> pd.DataFrame:
    records = json.loads(build.sources.read("places-500")).values()
    cities = pd.DataFrame([r for r in records if r["countrycode"] in ("US", "PR")])
    return cities.assign(state=cities["admin1code"].where(cities["countrycode"] == "US", "PR"))


def _regions(build: Build, areas: pd.DataFrame) -> pd.DataFrame:
    labels = read_labels(build.labels, "us_states")
    shapes = gpd.read_parquet(build.boundaries / "us-states" / "regions.parquet").set_index("region_code")
    places = metro_places(areas[areas["kind"] == "M"], _cities(build))
    codes = areas["region_code"]
    table = pd.DataFrame({
        "region_code": codes,
        "region_name": codes.map(labels["en"]).astype("str").fillna(areas["name"]),
        "level": areas["kind"].map(LEVELS),
        "parent_code": areas["state"].where(areas["kind"] == "M"),
        "population": np.nan,
        "area_km2": codes.map(shapes["area_km2"]),
        "lon": codes.map(places["lon"]),
        "lat": codes.map(places["lat"]),
    })  # fmt: skip
    named = add_names(table, labels, code="region_code", name="region_name")
    return named.sort_values(["level", "region_code"], ascending=[False, True], ignore_index=True)


def _industries(build: Build, occupations: pd.DataFrame) -> pd.DataFrame:
    codes = occupations["industry_code"]
    major = occupations["display_level"] == 0
    everything = {"industry_code": ALL, "industry_name": "All Occupations", "level": "all"}
    table = pd.DataFrame({
        "industry_code": codes,
        "industry_name": occupations["name"],
        "level": np.where(major, "major", "detailed"),
        "parent_code": (codes.str[:2] + "-0000").where(~major),
        "traded": np.nan,
    })  # fmt: skip
    table = pd.concat([pd.DataFrame([everything]), table], ignore_index=True)[list(table.columns)]
    return add_names(table, read_labels(build.labels, "occupations_major"), code="industry_code", name="industry_name")


def _measure(cells: pd.DataFrame, measure: str, value: str) -> pd.DataFrame:
    """Bring one measure into the long form; errors of totals printed as 0.0 are not published."""
    error = cells[f"{value}_rse"].where(cells[value].notna())
    if measure == "employment":
        error = error.mask((cells["industry_code"] == TOTAL) & (error == 0))
    return pd.DataFrame({
        "region_code": cells["region_code"],
        "industry_code": cells["industry_code"],
        "year": np.int32(YEAR),
        "measure": measure,
        "value": cells[value],
        "relative_error": (error / 100).round(6),
        "obs_status": np.where(cells[value].notna(), "A", "M"),
    })  # fmt: skip


def _with_all(rows: pd.DataFrame) -> pd.DataFrame:
    """Repeat the published totals under the code of all occupations together."""
    return pd.concat([rows, rows[rows["industry_code"] == TOTAL].assign(industry_code=ALL)], ignore_index=True)


def read_income(data: bytes) -> pd.DataFrame:
    r"""Read the income per person of the states, a column a year, into the long form.

    Parameters
    ----------
    data : bytes
        CSV with ``Name``, ``STATE_FIPS`` and the years.

    Returns
    -------
    DataFrame
        Columns of the table ``statistics``; current dollars.

    Examples
    --------
    >>> rows = read_income(b"Name,STATE_FIPS,1929,1930\nAlabama,1,323,267\n")
    >>> rows[["region_code", "year", "value"]].to_numpy().tolist()
    [['01', 1929, 323.0], ['01', 1930, 267.0]]
    """
    table = pd.read_csv(io.BytesIO(data), dtype={"STATE_FIPS": "str"}).drop(columns="Name")
    rows = table.melt("STATE_FIPS", var_name="year")
    return pd.DataFrame({
        "region_code": rows["STATE_FIPS"].str.zfill(2),
        "industry_code": TOTAL,
        "year": rows["year"].astype(np.int32),
        "measure": "income_per_capita",
        "value": rows["value"].astype(float),
        "relative_error": np.nan,
        "obs_status": "A",
    })  # fmt: skip


def _statistics(
    cells: pd.DataFrame, income: pd.DataFrame, regions: pd.DataFrame, industries: pd.DataFrame
) -> pd.DataFrame:
    known = cells[(cells["kind"] != "N") & cells["industry_code"].isin([TOTAL, *industries["industry_code"]])]
    grid = pd.MultiIndex.from_product(
        [regions["region_code"], [TOTAL, *industries["industry_code"].drop(0)]], names=["region_code", "industry_code"]
    )
    full = known.set_index(["region_code", "industry_code"]).reindex(grid).reset_index()
    parts = [_measure(full, "employment", "employment"), _measure(known, "mean_annual_wage", "wage"), income]
    order = ["measure", "year", "industry_code", "region_code"]
    return _with_all(pd.concat(parts, ignore_index=True)).sort_values(order, ignore_index=True)


def _reference(cells: pd.DataFrame, industries: pd.DataFrame) -> pd.DataFrame:
    national = cells[(cells["kind"] == "N") & cells["industry_code"].isin([TOTAL, *industries["industry_code"]])]
    parts = [_measure(national, "employment", "employment"), _measure(national, "mean_annual_wage", "wage")]
    columns = ["industry_code", "year", "measure", "value", "relative_error"]
    return _with_all(pd.concat(parts, ignore_index=True)[columns])


def _published(cells: pd.DataFrame, industries: pd.DataFrame) -> pd.DataFrame:
    majors = industries.loc[industries["level"] == "major", "industry_code"]
    kept = cells[(cells["kind"] != "N") & cells["industry_code"].isin(majors) & cells["quotient"].notna()]
    table = kept[["region_code", "industry_code", "quotient"]].rename(columns={"quotient": "location_quotient"})
    return table.sort_values(["region_code", "industry_code"], ignore_index=True)


def build_us(build: Build) -> None:
    """Write the dataset ``us``; needs the boundary set ``us-states``.

    Parameters
    ----------
    build : Build

    Examples
    --------
    >>> build_us(build)  # doctest: +SKIP
    """
    raw = read_database(build.sources)
    regions = _regions(build, raw["areas"])
    industries = _industries(build, raw["occupations"])
    cells = raw["cells"]
    records = build.sources.records
    sources = [(table, records["oews"]) for table in ("statistics", "reference", "published", "industries", "regions")]
    sources += [("regions", records["us-states"]), ("regions", records["places-500"])]
    sources += [("statistics/income_per_capita", records["us-income"])]
    sources += [("higher_education", records["us-colleges"])]
    sources += [("io", records[name]) for name in ("us-make-71", "us-use-71")]
    income = read_income(build.sources.read("us-income"))
    tables = [
        Table("regions", regions),
        Table("industries", industries),
        Table("statistics", _statistics(cells, income, regions, industries), "parquet"),
        Table("reference", _reference(cells, industries)),
        Table("published", _published(cells, industries)),
        Table("higher_education", read_institutions(build.sources.read("us-colleges"))),
        Table("io", read_io(build.sources), "parquet"),
        Table("sources", sources_table(sources)),
    ]
    write_dataset(read_manifest("us"), tables, build.dataset("us"))
