"""What a view is made of, and its typed form in an address: a copied link opens the same view."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.manifest import LANGUAGES
from geo.query import Query
from layers.palettes import PALETTES
from scene.i18n import Say

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_DATASET = "us"
LAYERS = ("regions", "hotspots", "enterprises", "places", "universities", "airports", "ports")
"""Layers of the map that can be switched, in the order of the menu."""
DEFAULT_LAYERS = ("regions", "places")
HATCH, CHANCE = "1", "chance"
"""Ways to show how sure a map is: hatch what is not certain, or colour by the chance of being specialized."""
SHOWN = ("points", "hexagons", "density", "density_jobs")
"""Ways to show enterprises."""
KINDS = ("firm", "university", "research", "government", "support")
"""Kinds of organisations."""
_LAST_YEAR = 9999
_MAX_TEXT = 80


@dataclass(frozen=True, slots=True)
class ViewState:
    """Everything that the address of a page holds.

    `query` names the map; the rest says how it is shown: the selected region, layers and their opacity, the filters of
    the enterprises (sectors, sizes, kinds, years of foundation) and how they are shown, whether and how it shows how
    sure it is, online background, language and presenter layout.
    """

    query: Query
    region: str = ""
    lang: str = "en"
    layers: tuple[str, ...] = DEFAULT_LAYERS
    opacity: float = 0.85
    sectors: tuple[str, ...] = ()
    sizes: tuple[int, int] = (1, 0)
    kinds: tuple[str, ...] = ()
    founded: tuple[int, int] = (0, 0)
    show: str = SHOWN[0]
    honest: str = ""
    tiles: str = ""
    present: bool = False
    bad: tuple[tuple[str, str], ...] = field(default=())

    @property
    def say(self) -> Say:
        """The voice of the interface in the language of this view."""
        return Say(self.lang)


_TEXT = {"data": "dataset", "ind": "indicator", "item": "industry_code", "level": "level", "depth": "industry_level",
         "measure": "measure", "scheme": "scheme"}  # fmt: skip
"""Address parameter and field of the query, for plain texts."""


def parse(params: Mapping[str, str], *, fallback_lang: str = "en") -> ViewState:
    """Read a view from the parameters of an address; what cannot be read is listed in `bad` and left at its default.

    Examples
    --------
    >>> parse({"data": "us", "item": "15-0000", "year": "2025"}).query.year
    2025
    >>> parse({"year": "two"}).bad
    (('year', 'two'),)
    """
    reader = _Reader(params)
    query = Query(
        **{name: reader.text(key) for key, name in _TEXT.items()} | {"dataset": reader.text("data") or DEFAULT_DATASET},
        palette=reader.choice("palette", PALETTES, ""),
        year=int(reader.number("year", 0, 0, _LAST_YEAR)),
        minimum=reader.number("min", -1, 0, 1e12),
        n_classes=int(reader.number("classes", 5, 2, 7)),
        options=tuple(sorted((k[4:], v[:_MAX_TEXT]) for k, v in params.items() if k.startswith("opt."))),
    )
    return ViewState(
        query=query,
        region=reader.text("region"),
        lang=reader.choice("lang", LANGUAGES, fallback_lang),
        layers=_with_ground(reader.several("layers", LAYERS, DEFAULT_LAYERS)),
        opacity=reader.number("opacity", 0.85, 0, 1),
        sectors=tuple(s for s in reader.text("sectors").split(",") if s),
        sizes=(int(reader.number("from", 1, 0, 1e9)), int(reader.number("to", 0, 0, 1e9))),
        kinds=reader.several("kinds", KINDS, ()),
        founded=(int(reader.number("since", 0, 0, _LAST_YEAR)), int(reader.number("until", 0, 0, _LAST_YEAR))),
        show=reader.choice("show", SHOWN, SHOWN[0]) or SHOWN[0],
        honest=reader.choice("honest", (HATCH, CHANCE), ""),
        tiles=reader.text("tiles"),
        present=reader.text("present") == "1",
        bad=tuple(reader.bad),
    )


class _Reader:
    """Reads typed parameters and remembers those that could not be read."""

    def __init__(self, params: Mapping[str, str]) -> None:
        self._params = params
        self.bad: list[tuple[str, str]] = []

    def text(self, key: str) -> str:
        return self._params.get(key, "")[:_MAX_TEXT]

    def number(self, key: str, default: float, low: float, high: float) -> float:
        text = self.text(key)
        if not text:
            return default
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not low <= value <= high:
            self.bad.append((key, text))
            return default
        return value

    def choice(self, key: str, known: tuple[str, ...], default: str) -> str:
        text = self.text(key)
        if text and text not in known:
            self.bad.append((key, text))
        return text if text in known else default

    def several(self, key: str, known: tuple[str, ...], default: tuple[str, ...]) -> tuple[str, ...]:
        if key not in self._params:
            return default
        asked = [part for part in self.text(key).split(",") if part]
        self.bad += [(key, part) for part in asked if part not in known]
        return tuple(part for part in asked if part in known)


def _with_ground(layers: tuple[str, ...]) -> tuple[str, ...]:
    """Hot spots are colours of the regions: they bring them along."""
    return ("regions", *layers) if "hotspots" in layers and "regions" not in layers else layers
