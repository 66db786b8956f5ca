"""How regions are filled on paper: the colours of the map itself, and patterns where a colour would say too much."""

from __future__ import annotations

from dataclasses import dataclass

LAND, WATER, COAST, BORDER, DISPUTED = "#f4f3ef", "#eaf1f6", "#cfd3d2", "#9aa3a8", "#5b6670"
"""The ground, as on the web map (`static/map/basemap.js`)."""
GREY = "#d5dae0"
"""Colour that stands for any class in the legend of what is not certain."""
_DARK = 0.42
HATCHES = {"unsure": "//////", "unknown": "xxxxx"}
"""Patterns over the colour of a class that is not certain, or of which nobody knows how certain it is."""
_SIGNS = {"?": "unsure", "u": "unknown"}
DASHES = ("-", "-", (0, (3.2, 1.8)), (0, (1, 1.8)))
"""Lines of the outlines of hot spots, one a kind: the two kinds of exceptions are broken."""


@dataclass(frozen=True, slots=True)
class Fill:
    """A colour, and the pattern over it with the colour of its lines."""

    colour: str
    pattern: str = ""
    ink: str = "#000000"


NO_DATA, LOW = Fill("#f6f6f4", "\\\\\\\\\\", "#c3c8cc"), Fill("#eceeef", "...", "#9aa1a8")


def brightness(colour: str) -> float:
    """Brightness of ``#rrggbb`` as the eye sees it, 0 to 1.

    Examples
    --------
    >>> brightness("#ffffff"), brightness("#000000")
    (1.0, 0.0)
    """
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return round(0.299 * red + 0.587 * green + 0.114 * blue, 6)


def hatched(colour: str, kind: str) -> Fill:
    """Return a colour with the lines of ``unsure`` or the crosses of ``unknown``, light on dark colours."""
    return Fill(colour, HATCHES[kind], "#ffffff" if brightness(colour) < _DARK else "#4b5563")


def fill_of(mark: str, sure: str, palette: tuple[str, ...]) -> Fill:
    """Return the fill of a region: `mark` is its class as in `layers.message.RegionsPart`, `sure` how certain that is.

    Examples
    --------
    >>> fill_of("1", ".", ("#111111", "#eeeeee")), fill_of("-", ".", ()) is NO_DATA
    (Fill(colour='#eeeeee', pattern='', ink='#000000'), True)
    """
    if mark == "-":
        return NO_DATA
    if mark == "m":
        return LOW
    colour = palette[int(mark)]
    return hatched(colour, _SIGNS[sure]) if sure in _SIGNS else Fill(colour)


def item_fill(kind: str, colour: str) -> Fill:
    """Return the fill of a row of the legend by its kind (see `layers.message.LegendItem`)."""
    if kind in HATCHES:
        return hatched(GREY, kind)
    return {"nodata": NO_DATA, "low": LOW}.get(kind, Fill(colour))
