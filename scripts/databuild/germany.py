"""Boundary set ``germany-nuts3``: 401 districts (Federal Agency for Cartography and Geodesy, VG1000)."""

import io

import geopandas as gpd
import numpy as np
import pandas as pd

from databuild.boundary_set import BoundarySet, write_set
from databuild.context import Build
from databuild.output import write_csv
from databuild.texts import read_toml
from geo.coverage import polygonal, simplify

FINE = 0.001


def build_germany(build: Build) -> None:
    """Write the set ``germany-nuts3`` and its table of codes.

    Parameters
    ----------
    build : Build

    Examples
    --------
    >>> build_germany(build)  # doctest: +SKIP
    """
    raw = gpd.read_file(io.BytesIO(build.sources.read("germany-vg1000"))).to_crs("EPSG:4326")
    raw = raw.sort_values("NUTS", ignore_index=True)
    shapes = np.asarray(raw.geometry.array)
    twice = raw["GEN"].duplicated(keep=False)
    names = raw["GEN"].where(~twice, raw["GEN"] + " (" + raw["BEZ"] + ")")
    table = pd.DataFrame(
        {"region_code": raw["NUTS"], "region_name": names, "region_name_uk": None, "region_name_ru": None}
    )
    table = table.assign(level="nuts3", parent_code=raw["NUTS"].str[:4], country="DE")
    fine = simplify(polygonal(shapes), FINE, decimals=5)
    about = BoundarySet(
        id="germany-nuts3",
        **read_toml("boundaries")["germany-nuts3"],
        credit="© GeoBasis-DE / BKG (data changed: simplified)",
        licence="Data licence Germany, attribution, version 2.0 (dl-de/by-2-0), https://www.govdata.de/dl-de/by-2-0",
        sources=["germany-vg1000"],
        view=[47.2, 5.8, 55.1, 15.1],
        tolerance=0.01,
    )
    regions = gpd.GeoDataFrame(table, geometry=fine, crs="EPSG:4326")
    write_set(about, regions, build.boundaries, raw=shapes)
    codes = pd.DataFrame({"region_code": raw["NUTS"], "ags": raw["AGS"], "type": raw["BEZ"]})
    write_csv(codes, build.boundaries / "germany-nuts3" / "codes.csv")
