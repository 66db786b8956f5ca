"""What the maps of a deck are drawn on: outlines and places, inside the file or as addresses of the running app."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from geo.place_rows import place_rows
from papers.deck_outlines import outlines, packed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.store import Store

LARGEST_DETAIL = 120_000
"""Characters of finer outlines that a file may hold for one set of regions; larger ones stay out."""
_GEOMETRY = re.compile(r"^(?:\.\./)*geo/[^/]+/(?P<set>[^/]+)/(?P<lod>[^/]+)\.json$")
_PLACES = re.compile(r"^(?:\.\./)*ctx/[^/]+/(?P<name>[^/]+)\.json(?:\?min=(?P<least>\d+))?$")


def keys_of(message: dict[str, Any]) -> list[str]:
    """Addresses that a message of the map asks for: outlines, what lies under them, places.

    Examples
    --------
    >>> keys_of({"regions": {"url": "a.json", "detail_url": "b.json"}, "basemap": {"land": "c.json"}})
    ['a.json', 'b.json', 'c.json']
    """
    regions, under = message.get("regions") or {}, message.get("basemap") or {}
    found = [
        *(regions.get(name) for name in ("url", "detail_url")),
        *(under.get(name) for name in ("land", "borders", "places")),
        (message.get("backdrop") or {}).get("url"),
        *(layer.get("url") for layer in message.get("context", ())),
    ]
    return [key for key in dict.fromkeys(found) if key]


def linked(keys: Iterable[str]) -> dict[str, str]:
    """Address of each key from the root of the app."""
    return {key: re.sub(r"^(?:\.\./)+", "", key) for key in keys}


def inlined(keys: Iterable[str], store: Store, *, lang: str) -> dict[str, str]:
    """Content of each key, packed into text (see `papers.deck_outlines.packed`); too large details are left out."""
    found = {}
    for key in keys:
        text = packed(_content(key, store, lang))
        if "/detail.json" not in key or len(text) <= LARGEST_DETAIL:
            found[key] = text
    return found


def _content(key: str, store: Store, lang: str) -> Any:  # noqa: ANN401 - a list of places, or outlines
    if place := _PLACES.match(key):
        return place_rows(store.context(place["name"]), int(place["least"] or 0) or None, lang=lang)
    shape = _GEOMETRY.match(key)
    if shape is None:
        raise ValueError(f"{key!r} is no address of outlines or places")
    return outlines(store.geometry(shape["set"], shape["lod"]), lang=lang)
