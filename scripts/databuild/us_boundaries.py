"""Boundary sets of the United States: states and counties (US Census Bureau, cartographic boundaries)."""

import json

import geopandas as gpd
import numpy as np

from databuild.boundary_set import BoundarySet, write_set
from databuild.context import Build
from databuild.labels import add_names, read_labels
from databuild.shapes import polygonal, simplify
from databuild.topojson import read_object

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
ALASKA = {"02": INSETS["alaska"]}


def _table(build: Build, source: str, name: str) -> tuple[gpd.GeoDataFrame, int]:
    raw = read_object(json.loads(build.sources.read(source)), name)
    repaired = int((~raw.geometry.is_valid).sum())
    raw["geometry"] = polygonal(np.asarray(raw.geometry.array))
    return raw.rename(columns={"code": "region_code", "name": "region_name"}), repaired


def build_states(build: Build) -> None:
    """Write the set ``us-states``: 50 states, DC, Puerto Rico, Guam and the Virgin Islands.

    Parameters
    ----------
    build : Build

    Examples
    --------
    >>> build_states(build)  # doctest: +SKIP
    """
    table, repaired = _table(build, "us-states", "states")
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
    write_set(about, table, build.boundaries, repaired=repaired)
