"""The base map: a Folium map without tiles that loads Leaflet and the project's own script, and nothing else."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

import folium
from folium.template import Template

from layers.safe_json import safe_json
from layers.verbatim import RenderedOnce

_STATIC = Path(__file__).resolve().parent.parent / "static"
_URL = "../../app/static/"


@functools.cache
def _assets_version() -> str:
    """Fingerprint of the map's own files: a new version of the program is never mixed with files the browser kept."""
    digest = hashlib.sha256()
    for path in sorted((_STATIC / "map").iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


class _Start(RenderedOnce):
    """Hands the Leaflet map to the project's script."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "Regioscope.start({{ this._parent.get_name() }}, {{ this.base }});"
        "{% endmacro %}"
    )

    def __init__(self, base: str) -> None:
        super().__init__()
        self._name = "Start"
        self.base = base


class BaseMap(folium.Map, RenderedOnce):
    """A Folium map with local assets only; the class lists of Folium itself stay as they are."""

    def __init__(self) -> None:
        super().__init__(
            location=[30, 0],
            zoom_start=2,
            tiles=None,
            height="100%",
            minZoom=2,
            maxZoom=17,
            zoomSnap=0.1,
            attributionControl=False,
            worldCopyJump=False,
            maxBounds=[[-85, -260], [86, 260]],
            maxBoundsViscosity=0.6,
        )
        version = f"?v={_assets_version()}"
        self.default_js = [
            ("regioscope", f"{_URL}map/core.js{version}"),
            ("leaflet", f"{_URL}vendor/leaflet/leaflet.js"),
        ]
        self.default_css = [
            ("leaflet_css", f"{_URL}vendor/leaflet/leaflet.css"),
            ("font_css", f"{_URL}fonts/inter.css"),
            ("regioscope_css", f"{_URL}map/map.css{version}"),
        ]


def base_map() -> folium.Map:
    """Make a base map, the same to the letter at every call.

    The map in the browser is made anew whenever the script of the base map changes, so everything that changes travels
    in the message (:mod:`layers.message`). Call it for every run of a page: rendering changes a Folium object, it must
    not be kept.

    Returns
    -------
    folium.Map
        Empty map whose script starts the map client of ``static/map/``. All its links are relative.

    Examples
    --------
    >>> [name for name, _ in base_map().default_js]
    ['regioscope', 'leaflet']
    """
    fresh = BaseMap()
    fresh.add_child(_Start(safe_json({"static": _URL})))
    return fresh
