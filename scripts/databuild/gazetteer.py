"""Gazetteer: places of the world above 15,000 people and smaller places of Ukraine, with Cyrillic names."""

import json
from typing import Any

import numpy as np
import pandas as pd

from databuild.context import Build
from databuild.output import write_parquet
from databuild.place_names import index_names, pick_names
from databuild.texts import read_toml
from databuild.workbook import read_rows

SETTLEMENTS = frozenset("KMTCXКМТСХ")


def _official_names(build: Build) -> dict[str, set[str]]:
    rows = read_rows(build.sources.read("katottg"))
    return index_names(row["G"] for row in rows if row.get("F") in SETTLEMENTS and "G" in row)


def _row(record: dict[str, Any], official: dict[str, set[str]], cities: dict[str, str]) -> dict[str, object]:
    uk, ru = None, None
    if record["countrycode"] == "UA":
        uk, ru = pick_names(record["name"], record["alternatenames"], official, cities)
    return {
        "name": record["name"], "name_uk": uk, "name_ru": ru, "lon": float(record["longitude"]),
        "lat": float(record["latitude"]), "population": int(record["population"]), "country": record["countrycode"],
        "geonameid": int(record["geonameid"]),
    }  # fmt: skip


def build_gazetteer(build: Build) -> None:
    """Write ``data/gazetteer/places.parquet``, largest places first; a population of 0 in the source means not known.

    Parameters
    ----------
    build : Build

    Examples
    --------
    >>> build_gazetteer(build)  # doctest: +SKIP
    """
    world = json.loads(build.sources.read("places-15000")).values()
    ukraine = [r for r in json.loads(build.sources.read("places-500")).values() if r["countrycode"] == "UA"]
    official = _official_names(build)
    cities = read_toml("cities")["cities"]
    places = pd.DataFrame([_row(record, official, cities) for record in [*world, *ukraine]]).drop_duplicates(
        "geonameid"
    )
    places = places.sort_values(["population", "geonameid"], ascending=[False, True], ignore_index=True)
    places["population"] = places["population"].astype(float).replace(0.0, np.nan)
    write_parquet(places, build.out / "gazetteer" / "places.parquet")
