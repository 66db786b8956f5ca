"""Boundary sets of the United States: states and counties (US Census Bureau, cartographic boundaries)."""

import json
import logging

import geopandas as gpd
import numpy as np
import shapely

from databuild.boundary_set import BoundarySet, write_set
from databuild.context import Build
from databuild.labels import add_names, read_labels
from databuild.shapes import Geometries, clean_coverage, polygonal, simplify
from databuild.topojson import read_object

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
INSET_TITLES = {
    "alaska": {"en": "Alaska", "uk": "Аляска", "ru": "Аляска"},
    "hawaii": {"en": "Hawaii", "uk": "Гаваї", "ru": "Гавайи"},
    "puerto-rico": {
        "en": "Puerto Rico and the Virgin Islands",
        "uk": "Пуерто-Рико та Віргінські острови",
        "ru": "Пуэрто-Рико и Виргинские острова",
    },
    "guam": {"en": "Guam", "uk": "Гуам", "ru": "Гуам"},
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
        title={"en": "States of the United States", "uk": "Штати США", "ru": "Штаты США"},
        level_name={"en": "state", "uk": "штат", "ru": "штат"},
        credit=CREDIT,
        licence=LICENCE,
        sources=["us-states"],
        note={
            "en": "Areas include inland water. Alaska reaches across the 180th meridian.",
            "uk": "Площі включають внутрішні води. Аляска перетинає 180-й меридіан.",
            "ru": "Площади включают внутренние воды. Аляска пересекает 180-й меридиан.",
        },
        view=MAIN,
        insets=INSETS,
        inset_titles=INSET_TITLES,
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
        title={"en": "Counties of the United States", "uk": "Округи США", "ru": "Округа США"},
        level_name={"en": "county", "uk": "округ", "ru": "округ"},
        credit=CREDIT,
        licence=LICENCE,
        sources=["us-counties"],
        note={
            "en": "Counties of 2017 (Connecticut by its former counties). Falls Church, Virginia (51610), has no area in the "
            "source and is left out. Names are in English only.",
            "uk": "Округи 2017 року (Коннектикут — за колишніми округами). Фолс-Черч, Вірджинія (51610), у джерелі не має площі й "
            "пропущений. Назви лише англійською.",
            "ru": "Округа 2017 года (Коннектикут — по прежним округам). Фолс-Черч, Виргиния (51610), в источнике не имеет площади и "
            "пропущен. Названия только на английском.",
        },
        view=MAIN,
        insets=INSETS,
        inset_titles=INSET_TITLES,
        tolerance=0.022,
        islet_degrees2=0.001,
        decimals=3,
    )
    write_set(about, table, build.boundaries, raw=shapes_raw)
