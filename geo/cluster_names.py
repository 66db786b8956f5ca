"""Names of clusters in three languages: the nearest place and the leading industry; no two of a list are the same."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from geo import labels
from geo.crs import through_the_earth

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LANGUAGES: Mapping[str, str] = {"en": "", "uk": "_uk", "ru": "_ru"}
"""Languages of a name and the ending of its column."""
DIRECTIONS: Mapping[str, tuple[str, ...]] = {
    "en": ("east", "north-east", "north", "north-west", "west", "south-west", "south", "south-east"),
    "uk": (
        "схід", "північний схід", "північ", "північний захід", "захід", "південний захід", "південь",
        "південний схід",
    ),
    "ru": (
        "восток", "северо-восток", "север", "северо-запад", "запад", "юго-запад", "юг", "юго-восток",
    ),
}  # fmt: skip
"""Directions of the compass from the east, against the clock."""
FAR_KM = 100.0
"""A place farther away than this gives no name; the coordinates do."""

_SLUG = 24
_DIGITS = 6
_IDS = 3  # smallest ids of members that the id of a cluster is made from


def nearest_places(
    lon: np.ndarray, lat: np.ndarray, places: pd.DataFrame | None, outlines: Sequence[shapely.Geometry] = ()
) -> pd.DataFrame:
    """Name of the largest place within each outline, else of the place nearest to a point, in each language.

    Parameters
    ----------
    lon, lat : ndarray of shape (n,)
        Degrees.
    places : DataFrame, optional
        ``name``, ``name_uk``, ``name_ru``, ``lon``, ``lat``; a missing name falls back to ``name``. Where there is a
        ``population``, outlines are looked at.
    outlines : sequence of Geometry, optional
        Degrees, one a point.

    Returns
    -------
    DataFrame of shape (n, 3)
        ``en``, ``uk``, ``ru``; the coordinates where no place lies within `FAR_KM`.

    Examples
    --------
    >>> gazetteer = pd.DataFrame({"name": ["Kyiv"], "name_uk": ["Київ"], "lon": [30.52], "lat": [50.45]})
    >>> nearest_places(np.array([30.6, 0.0]), np.array([50.4, 0.0]), gazetteer).values.tolist()
    [['Kyiv', 'Київ', 'Kyiv'], ['0.00 N 0.00 E', '0.00 N 0.00 E', '0.00 N 0.00 E']]
    """
    north = np.where(lat >= 0, "N", "S")
    east = np.where(lon >= 0, "E", "W")
    written = [f"{abs(b):.2f} {n} {abs(a):.2f} {e}" for a, b, n, e in zip(lon, lat, north, east, strict=True)]
    found = pd.DataFrame(dict.fromkeys(LANGUAGES, written), dtype=object)
    if places is None or not len(places) or not len(lon):
        return found
    east_of, north_of = places["lon"].to_numpy(dtype=float), places["lat"].to_numpy(dtype=float)
    away, at = cKDTree(through_the_earth(east_of, north_of)).query(through_the_earth(lon, lat))
    near = away <= FAR_KM * 1000
    people = np.nan_to_num(places["population"].to_numpy(dtype=float)) if "population" in places else np.zeros(0)
    for row, outline in enumerate(outlines if len(people) else ()):
        west, south, east_end, north_end = shapely.bounds(outline)
        box = (east_of >= west) & (east_of <= east_end) & (north_of >= south) & (north_of <= north_end)
        inside = np.flatnonzero(box)
        inside = inside[shapely.contains_xy(outline, east_of[inside], north_of[inside])]
        if len(inside):
            at[row], near[row] = inside[int(np.argmax(people[inside]))], True
    main = places["name"].astype(object).to_numpy()
    for lang, ending in LANGUAGES.items():
        column = f"name{ending}"
        own = places[column].astype(object).to_numpy() if column in places else main
        names = np.where(pd.isna(own), main, own)
        found.loc[near, lang] = names[at[near]]
    return found


def named(
    place: pd.DataFrame, industry: Sequence[str], industries: pd.DataFrame | None, core: np.ndarray
) -> pd.DataFrame:
    """Name each cluster: place, then leading industry; a direction of the compass tells those of one name apart.

    Parameters
    ----------
    place : DataFrame of shape (n, 3)
        As `nearest_places` returns it.
    industry : sequence of str of shape (n,)
        Code of the leading industry; an empty one is not named.
    industries : DataFrame, optional
        Index ``industry_code`` with ``industry_name``, ``industry_name_uk``, ``industry_name_ru``; else the code.
    core : ndarray of shape (n, 2)
        Longitude and latitude of the cores: directions are taken from the middle of those of one name.

    Returns
    -------
    DataFrame of shape (n, 3)
        ``en``, ``uk``, ``ru``, each without repetition.

    Examples
    --------
    >>> place = pd.DataFrame({"en": ["Kyiv", "Kyiv"], "uk": ["Київ", "Київ"], "ru": ["Киев", "Киев"]})
    >>> core = np.array([[30.4, 50.4], [30.6, 50.4]])
    >>> named(place, ["J62", "J62"], None, core)["en"].tolist()
    ['Kyiv (west): J62', 'Kyiv (east): J62']
    """
    found = pd.DataFrame(index=place.index)
    part = _directions(place["en"].tolist(), industry, core)
    for lang in LANGUAGES:
        words = _industry_names(industry, industries, lang)
        names = []
        for where, what, (way, number) in zip(place[lang], words, part, strict=True):
            more = [*([DIRECTIONS[lang][way]] if way >= 0 else []), *([str(number)] if number else [])]
            names.append(f"{where}{' (' + ' '.join(more) + ')' if more else ''}{': ' + what if what else ''}")
        found[lang] = names
    return found


def id_of(industry: str, place: str, members: Sequence[object]) -> str:
    """Make the id of a cluster from its leading industry, its place and the smallest ids of its members.

    Examples
    --------
    >>> id_of("J62", "San José", [7, 3, 12]), id_of("J62", "San José", [12, 3, 7])
    ('J62-san-jose-48f772', 'J62-san-jose-48f772')
    """
    plain = unicodedata.normalize("NFKD", place).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_SLUG].strip("-")
    whole = all(isinstance(one, int | np.integer) for one in members)
    smallest = sorted(members, key=int if whole else str)[:_IDS]  # type: ignore[arg-type] # one key for all of them
    digest = hashlib.sha256("\n".join(map(str, smallest)).encode()).hexdigest()[:_DIGITS]
    return "-".join(part for part in (re.sub(r"\s+", "_", industry), slug, digest) if part)


def _directions(place: Sequence[str], industry: Sequence[str], core: np.ndarray) -> list[tuple[int, int]]:
    """Direction of each cluster (-1 none) from the middle of those of its name, and a number where it is not enough."""
    found = [(-1, 0)] * len(place)
    same: dict[tuple[str, str], list[int]] = {}
    for row, key in enumerate(zip(place, industry, strict=True)):
        same.setdefault(key, []).append(row)
    for rows in (rows for rows in same.values() if len(rows) > 1):
        at = core[rows]
        east = ((at[:, 0] - at[0, 0] + 180) % 360 - 180) * np.cos(np.radians(at[:, 1].mean()))
        east, north = east - east.mean(), at[:, 1] - at[:, 1].mean()
        ways = (np.round(np.arctan2(north, east) / (np.pi / 4)).astype(int) % 8).tolist()
        for i, row in enumerate(rows):
            number = ways[:i].count(ways[i]) + 1
            found[row] = (ways[i], number if number > 1 else 0)
    return found


def _industry_names(industry: Sequence[str], industries: pd.DataFrame | None, lang: str) -> list[str]:
    known = {} if industries is None else labels.names(industries, "industry_name", lang).to_dict()
    return [str(known.get(code, code)) for code in industry]
