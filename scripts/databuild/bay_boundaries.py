"""Boundary sets of the San Francisco Bay Area: counties, superdistricts, zones of the regional transport model."""

import io

import geopandas as gpd
import numpy as np
import pandas as pd

from databuild.boundary_set import BoundarySet, write_set
from databuild.context import Build
from databuild.labels import read_labels
from databuild.texts import read_toml
from geo.coverage import Geometries, clean_coverage, dissolve, polygonal, simplify

CREDIT = "Metropolitan Transportation Commission, San Francisco Bay Area, by way of ActivitySim 1.6.0"
LICENCE = "BSD-3-Clause"
VIEW = [36.89, -123.54, 38.87, -121.2]
FINE = 0.0001
TOLERANCES = {"county": 0.004, "superdistrict": 0.003, "zone": 0.0015}


def county_code(number: int) -> str:
    """Spell the code of a county.

    Parameters
    ----------
    number : int
        Number of the county in the regional model (1 San Francisco ... 9 Marin).

    Returns
    -------
    str

    Examples
    --------
    >>> county_code(1)
    'C1'
    """
    return f"C{number}"


def superdistrict_code(number: int) -> str:
    """Spell the code of a superdistrict.

    Parameters
    ----------
    number : int
        Number of the superdistrict in the regional model.

    Returns
    -------
    str

    Examples
    --------
    >>> superdistrict_code(7)
    'SD07'
    """
    return f"SD{number:02d}"


def zone_code(number: int) -> str:
    """Spell the code of a zone: the number of the regional model, as text.

    Parameters
    ----------
    number : int

    Returns
    -------
    str

    Examples
    --------
    >>> zone_code(1454)
    '1454'
    """
    return str(number)


def read_land_use(build: Build) -> pd.DataFrame:
    """Read the land-use table of the regional model: one row a zone, with its three codes.

    Parameters
    ----------
    build : Build

    Returns
    -------
    DataFrame of shape (1454, 28)
        The columns of the source and ``zone``, ``superdistrict``, ``county`` (text codes).

    Examples
    --------
    >>> read_land_use(build)["TOTEMP"].sum()  # doctest: +SKIP
    4010135
    """
    table = pd.read_csv(io.BytesIO(build.sources.read("bay-land-use")))
    return table.assign(
        zone=table["zone_id"].map(zone_code),
        superdistrict=table["SD"].map(superdistrict_code),
        county=table["county_id"].map(county_code),
    )


def region_names(build: Build, land_use: pd.DataFrame) -> pd.DataFrame:
    """List the regions of all three levels with names and parents.

    Parameters
    ----------
    build : Build
    land_use : DataFrame
        From :func:`read_land_use`.

    Returns
    -------
    DataFrame of shape (1497, 6)
        ``region_code``, ``region_name``, ``region_name_uk``, ``region_name_ru``, ``level``, ``parent_code``.

    Examples
    --------
    >>> region_names(build, read_land_use(build))["region_name"].iloc[0]  # doctest: +SKIP
    'San Francisco'
    """
    counties = read_labels(build.labels, "bay_area_counties").rename(index=lambda code: county_code(int(code)))
    districts = read_labels(build.labels, "bay_area_superdistricts").rename(index=lambda c: superdistrict_code(int(c)))
    zones = pd.DataFrame({"en": "Zone ", "uk": "Зона ", "ru": "Зона "}, index=land_use["zone"])
    zones = zones.add(land_use["zone"].to_numpy(), axis=0)
    parents = {
        "county": pd.Series(dtype="str"),
        "superdistrict": land_use.groupby("superdistrict")["county"].first(),
        "zone": land_use.set_index("zone")["superdistrict"],
    }
    parts = []
    for level, names in (("county", counties), ("superdistrict", districts), ("zone", zones)):
        table = names.set_axis(["region_name", "region_name_uk", "region_name_ru"], axis=1)
        table = table.rename_axis("region_code").reset_index()
        parts.append(table.assign(level=level, parent_code=table["region_code"].map(parents[level]).astype("str")))
    return pd.concat(parts, ignore_index=True)


def _zones(build: Build) -> tuple[pd.Series, Geometries, Geometries]:
    raw = gpd.read_file(build.sources.inside("bay-zones")).to_crs("EPSG:4326")
    raw = raw.sort_values("TAZ1454", ignore_index=True)
    shapes = np.asarray(raw.geometry.array)
    clean = clean_coverage(polygonal(shapes), gap_width=0.00005, decimals=7)
    fine = simplify(clean, FINE, decimals=6)
    return raw["TAZ1454"].map(zone_code), fine, shapes


def build_bay_boundaries(build: Build) -> None:
    """Write the sets ``bay-area-county``, ``bay-area-superdistrict`` and ``bay-area-zone``.

    Parameters
    ----------
    build : Build

    Examples
    --------
    >>> build_bay_boundaries(build)  # doctest: +SKIP
    """
    land_use = read_land_use(build)
    names = region_names(build, land_use)
    codes, shapes, raw = _zones(build)
    of_zone = land_use.set_index("zone").loc[codes]
    for level, tolerance in TOLERANCES.items():
        groups = pd.Series(codes.to_numpy() if level == "zone" else of_zone[level].to_numpy())
        geometry = pd.Series(dissolve(shapes, groups))
        table = names[names["level"] == level].assign(country="US")
        regions = gpd.GeoDataFrame(table, geometry=table["region_code"].map(geometry).to_numpy(), crs="EPSG:4326")
        about = BoundarySet(
            id=f"bay-area-{level}",
            **read_toml("boundaries")[f"bay-area-{level}"],
            credit=CREDIT,
            licence=LICENCE,
            sources=["bay-zones", "bay-land-use"],
            view=VIEW,
            tolerance=tolerance,
            gap_width=0.0002,
        )
        write_set(about, regions, build.boundaries, raw=raw if level == "zone" else None)
