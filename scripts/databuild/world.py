"""Boundary sets ``world`` and ``europe``: first-level units of Natural Earth to attach own statistics to."""

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from databuild.boundary_set import BoundarySet, write_set
from databuild.context import Build
from databuild.labels import read_labels
from databuild.natural_earth import read_admin1
from databuild.output import write_csv
from databuild.texts import read_toml
from geo.coverage import dissolve, simplify

CREDIT = "Made with Natural Earth"
LICENCE = "Public domain"
WORLD_FINE = 0.018
EUROPE_FINE = 0.006


def region_code(country: str, region: str, region_cod: str, iso: Mapping[str, Mapping[str, str]]) -> str:
    """Return the code of a region that unites several units: ISO 3166-2 where it has one, else country and name.

    Parameters
    ----------
    country : str
    region : str
        Name in the source.
    region_cod : str
        Code in the source; used in Italy, where it is the ISO code.
    iso : mapping of str to mapping of str to str
        By country and name of the region, the second half of its ISO code.

    Returns
    -------
    str

    Examples
    --------
    >>> iso = {"FR": {"Bretagne": "BRE"}}
    >>> region_code("FR", "Bretagne", "", iso), region_code("IE", "Mid-West", "", iso)
    ('FR-BRE', 'IE#Mid-West')
    """
    if country == "IT":
        return region_cod
    code = iso.get(country, {}).get(region)
    return f"{country}-{code}" if code else f"{country}#{region.replace(' ', '_')}"


def _europe_units(admin1: gpd.GeoDataFrame, rules: Mapping[str, Any]) -> gpd.GeoDataFrame:
    """Choose the European units and give each the code and English name of the region that it belongs to."""
    by_region, whole = rules["by_region"], rules["whole"]
    kept = admin1["country"].isin([*rules["by_unit"], *by_region, *whole])
    kept &= ~admin1["iso_3166_2"].isin(rules["overseas"]) & ~admin1["region"].isin(rules["overseas_regions"])
    units = admin1[kept].copy()
    region = units["region"].where(units["region"] != "", units["name"]).replace(rules["nation_of"])
    country = units["country"]
    rows = zip(country, region, units["region_cod"].str.strip(), strict=True)
    united = [region_code(*row, rules["iso_of_region"]) for row in rows]
    units["code"] = units["iso_3166_2"].replace(rules["unit_of"])
    units["code"] = units["code"].mask(country.isin(by_region), pd.Series(united, index=units.index))
    units["code"] = units["code"].mask(country.isin(whole), country)
    units["title"] = units["name_en"].mask(country.isin(by_region), region)
    return units


def _europe_names(units: gpd.GeoDataFrame, rules: Mapping[str, Any], build: Build) -> pd.DataFrame:
    names = units.drop_duplicates("code").set_index("code").sort_index()
    table = pd.DataFrame({"en": names["title"], "uk": names["name_uk"], "ru": names["name_ru"]})
    united = names["country"].isin(rules["by_region"])
    table.loc[united, ["uk", "ru"]] = None
    for labels in (read_labels(build.labels, "countries"), read_labels(build.labels, "ukraine_oblasts")):
        table.update(labels)
    table.update(pd.DataFrame.from_dict(rules["unit_names"], orient="index", columns=["en", "uk", "ru"]))
    return table.assign(country=names["country"])


def _regions(names: pd.DataFrame, shapes: gpd.GeoSeries) -> gpd.GeoDataFrame:
    table = pd.DataFrame({
        "region_code": names.index, "region_name": names["en"].to_numpy(), "region_name_uk": names["uk"].to_numpy(),
        "region_name_ru": names["ru"].to_numpy(), "level": "admin1", "parent_code": None,
        "country": names["country"].to_numpy(),
    })  # fmt: skip
    return gpd.GeoDataFrame(table, geometry=shapes.loc[names.index].to_numpy(), crs="EPSG:4326")


def build_europe(build: Build) -> None:
    """Write the set ``europe``.

    Parameters
    ----------
    build : Build

    Examples
    --------
    >>> build_europe(build)  # doctest: +SKIP
    """
    rules = read_toml("europe")
    units = _europe_units(read_admin1(build.sources), rules)
    shapes = dissolve(np.asarray(units.geometry.array), units["code"])
    fine = gpd.GeoSeries(simplify(np.asarray(shapes.array), EUROPE_FINE), index=shapes.index, crs="EPSG:4326")
    about = BoundarySet(
        id="europe",
        **read_toml("boundaries")["europe"],
        credit=CREDIT,
        licence=LICENCE,
        sources=["admin1"],
        view=[34.5, -11.0, 66.0, 41.0],
        tolerance=0.04,
        islet_degrees2=0.002,
        decimals=3,
    )
    write_set(about, _regions(_europe_names(units, rules, build), fine), build.boundaries)


def build_world(build: Build) -> None:
    """Write the set ``world`` and its table of ISO codes.

    Parameters
    ----------
    build : Build

    Examples
    --------
    >>> build_world(build)  # doctest: +SKIP
    """
    admin1 = read_admin1(build.sources)
    names = admin1.set_index("adm1_code")[["name_en", "name_uk", "name_ru", "country", "iso_3166_2"]]
    names = names.set_axis(["en", "uk", "ru", "country", "iso"], axis=1).replace({"uk": {"": None}, "ru": {"": None}})
    oblasts = read_labels(build.labels, "ukraine_oblasts").reindex(names["iso"]).set_axis(names.index)
    names.update(oblasts)
    shapes = simplify(np.asarray(admin1.geometry.array), WORLD_FINE, islet_degrees2=0.0002)
    about = BoundarySet(
        id="world",
        **read_toml("boundaries")["world"],
        credit=CREDIT,
        licence=LICENCE,
        sources=["admin1"],
        view=[-56.0, -170.0, 75.0, 179.0],
        tolerance=0.15,
        islet_degrees2=0.02,
        decimals=2,
    )
    fine = gpd.GeoSeries(shapes, index=names.index, crs="EPSG:4326")
    write_set(about, _regions(names, fine), build.boundaries)
    iso = names["iso"].where(~names["iso"].str.contains("~"))
    codes = pd.DataFrame(
        {"region_code": names.index, "iso_3166_2": iso.to_numpy(), "country": names["country"].to_numpy()}
    )
    write_csv(codes, build.boundaries / "world" / "codes.csv")
