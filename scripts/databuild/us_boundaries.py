"""Boundary sets of the United States: states and counties (US Census Bureau, cartographic boundaries)."""

import json
import logging

import geopandas as gpd
import numpy as np
import shapely

from databuild.boundary_set import BoundarySet, write_set
from databuild.context import Build
from databuild.labels import add_names, read_labels
from databuild.texts import read_toml
from databuild.topojson import read_object
from geo.coverage import Geometries, clean_coverage, polygonal, simplify

LOG = logging.getLogger("regioscope.data")
CREDIT = "US Census Bureau, cartographic boundaries 2017, by way of us-atlas 3.0.1"
LICENCE = "Public domain (data); ISC (package)"
WITHOUT_STATISTICS = ("60", "69")
MAIN = [24.3, -125.2, 49.6, -66.7]
INSETS = {
    "alaska": [51.0, -179.9, 71.6, -129.5],
    "hawaii": [18.7, -160.6, 22.4, -154.6],
    "puerto-rico": [17.8, -67.5, 18.7, -64.4],
    "guam": [13.2, 144.5, 13.7, 145.0],
}
COUNTY_FINE = 0.001
ALASKA = {"02": INSETS["alaska"]}


def _table(build: Build, source: str, name: str) -> tuple[gpd.GeoDataFrame, Geometries]:
    raw = read_object(json.loads(build.sources.read(source)), name)
    shapes = np.asarray(raw.geometry.array)
    raw["geometry"] = polygonal(shapes)
    flat = raw.geometry.is_empty
    if flat.any():
        LOG.warning("%s: no area in the source, left out: %s", source, ", ".join(raw.loc[flat, "name"]))
    raw = raw[~flat].reset_index(drop=True)
    return raw.rename(columns={"code": "region_code", "name": "region_name"}), shapes[~shapely.is_empty(shapes)]


def build_states(build: Build) -> None:
    """Write the set ``us-states``: 50 states, DC, Puerto Rico, Guam and the Virgin Islands.

    Parameters
    ----------
    build : Build

    Examples
    --------
    >>> build_states(build)  # doctest: +SKIP
    """
    table, shapes_raw = _table(build, "us-states", "states")
    table = table[~table["region_code"].isin(WITHOUT_STATISTICS)].reset_index(drop=True)
    table = add_names(table, read_labels(build.labels, "us_states"), code="region_code", name="region_name")
    table = table.assign(level="state", parent_code=None, country="US")
    about = BoundarySet(
        id="us-states",
        **read_toml("boundaries")["us-states"],
        credit=CREDIT,
        licence=LICENCE,
        sources=["us-states"],
        view=MAIN,
        insets=INSETS,
        region_views=ALASKA,
        tolerance=0.04,
        islet_degrees2=0.002,
    )
    write_set(about, table, build.boundaries, raw=shapes_raw)


def build_counties(build: Build) -> None:
    """Write the set ``us-counties``: counties and their equivalents of the states and territories.

    Parameters
    ----------
    build : Build

    Examples
    --------
    >>> build_counties(build)  # doctest: +SKIP
    """
    table, shapes_raw = _table(build, "us-counties", "counties")
    table.insert(2, "region_name_uk", None)
    table.insert(3, "region_name_ru", None)
    table = table.assign(level="county", parent_code=table["region_code"].str[:2], country="US")
    shapes = clean_coverage(np.asarray(table.geometry.array), gap_width=0.0005, decimals=6)
    table["geometry"] = simplify(shapes, COUNTY_FINE, decimals=6)
    about = BoundarySet(
        id="us-counties",
        **read_toml("boundaries")["us-counties"],
        credit=CREDIT,
        licence=LICENCE,
        sources=["us-counties"],
        view=MAIN,
        insets=INSETS,
        tolerance=0.022,
        islet_degrees2=0.001,
        decimals=3,
    )
    write_set(about, table, build.boundaries, raw=shapes_raw)
