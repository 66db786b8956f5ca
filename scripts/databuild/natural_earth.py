"""First-level administrative units of the world (Natural Earth, 1:10m), read once a run."""

import functools
import json
import unicodedata

import geopandas as gpd
import numpy as np
import shapely

from databuild.fetch import Sources
from geo.coverage import polygonal

FIELDS = (
    "adm1_code", "iso_3166_2", "admin", "name", "name_en", "name_uk", "name_ru", "region", "region_cod", "adm0_a3",
)  # fmt: skip
STRESS = "\u0301"


def _plain(text: str | None) -> str:
    """Drop stress marks, which some Russian names of the source carry, and outer blanks."""
    if not text:
        return ""
    decomposed = unicodedata.normalize("NFD", text)
    cyrillic = any("CYRILLIC" in unicodedata.name(letter, "") for letter in text)
    return unicodedata.normalize("NFC", decomposed.replace(STRESS, "") if cyrillic else decomposed).strip()


def country_of(iso_3166_2: str) -> str | None:
    """Return the country of a unit: the prefix of its ISO 3166-2 code.

    Parameters
    ----------
    iso_3166_2 : str
        For example ``UA-43``; the source writes ``-99-X04~`` for units without a code.

    Returns
    -------
    str or None

    Examples
    --------
    >>> country_of("UA-43"), country_of("-99-X04~")
    ('UA', None)
    """
    prefix = iso_3166_2[:2]
    return prefix if prefix.isalpha() and iso_3166_2[2:3] == "-" else None


@functools.lru_cache(maxsize=1)
def read_admin1(sources: Sources) -> gpd.GeoDataFrame:
    """Read all units with valid polygons, names in three languages and the country by ISO prefix.

    Parameters
    ----------
    sources : Sources

    Returns
    -------
    GeoDataFrame of shape (4596, 12)
        The fields of the source that are used, ``country`` (None for units without a code) and ``geometry``. Do not
        change it: it is shared.

    Examples
    --------
    >>> len(read_admin1(sources))  # doctest: +SKIP
    4596
    """
    features = json.loads(sources.read("admin1"))["features"]
    shapes = np.array([shapely.geometry.shape(f["geometry"]) for f in features], dtype=object)
    rows = [{field: _plain(f["properties"].get(field)) for field in FIELDS} for f in features]
    table = gpd.GeoDataFrame(rows, geometry=polygonal(shapes), crs="EPSG:4326")
    table["name"] = table["name"].where(table["name"] != "", table["admin"])
    table["name_en"] = table["name_en"].where(table["name_en"] != "", table["name"])
    table["country"] = [country_of(code) for code in table["iso_3166_2"]]
    return table.sort_values("adm1_code", ignore_index=True)
