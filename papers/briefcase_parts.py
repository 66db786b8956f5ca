"""What a page of the player is made of: scripts and styles in their order, and fonts as part of the page."""

from __future__ import annotations

import base64
import re
from pathlib import Path

STATIC = Path(__file__).resolve().parents[1] / "static"
LEAFLET = "vendor/leaflet/leaflet.js"
MAP = ("geometry", "paths", "dom", "host", "signs", "legend", "view", "tooltip", "labels", "basemap", "pointer",
       "fills", "spots", "regions", "keyboard", "marks", "points", "context", "controls", "picture")  # fmt: skip
"""Parts of the map client in the order of ``static/map/core.js``."""
PLAYER = ("deck", "data", "compose", "stage", "drive", "panels", "moving", "table", "sources")
PICTURE = "vendor/html-to-image/html-to-image.js"
STYLES = ("vendor/leaflet/leaflet.css", "map/map.css", "deck/deck.css")
_FONT_FACE = re.compile(r"@font-face \{.*?\n\}", re.DOTALL)
_FONT_FILE = re.compile(r'url\("([\w-]+\.woff2)"\)')
_ANY_URL = re.compile(r"url\((?!#|\"data:)[^)]*\)")


def text_of(name: str) -> str:
    """Text of a file below ``static``, lines ended as a browser reads them."""
    return (STATIC / name).read_text(encoding="utf-8")


def font_style(subsets: tuple[str, ...]) -> str:
    """Font faces of the named subsets (such as ``latin``) with their files inside.

    Examples
    --------
    >>> font_style(("latin",)).count("data:font/woff2;base64,")
    1
    """
    faces = []
    for face in _FONT_FACE.findall(text_of("fonts/inter.css")):
        found = _FONT_FILE.search(face)
        if found and found[1].removeprefix("inter-").removesuffix(".woff2") in subsets:
            data = base64.b64encode((STATIC / "fonts" / found[1]).read_bytes()).decode("ascii")
            faces.append(face.replace(found[0], f'url("data:font/woff2;base64,{data}")'))
    return "\n".join(faces)


def styles() -> str:
    """Return the styles of the player as one text that asks for no file; no map here uses the pictures of Leaflet."""
    return "\n".join(_ANY_URL.sub("none", text_of(name)) for name in STYLES)
