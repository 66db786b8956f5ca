"""The one message that a page sends to the map: everything that can change, as frozen value objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import cast

import folium
from branca.element import Figure, MacroElement
from folium.template import Template

from layers.safe_json import safe_json
from layers.verbatim import RenderedOnce, Verbatim

VERSION = 1
Box = tuple[float, float, float, float]


@dataclass(frozen=True, kw_only=True)
class SpotsPart:
    """Outlines of regions that stand out together with their neighbours.

    ``classes`` has one character for each feature: ``-`` none, or the digit of a colour of the ``palette`` and of a
    sentence of ``texts``.
    """

    classes: str
    palette: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RegionsPart:
    """Regions on the map; see :func:`layers.regions.region_layer`.

    ``classes`` has one character for each feature of the geometry file, in its order: a digit is the class, ``-`` no
    data, ``m`` below the minimum. ``kind`` is ``"polygon"`` or ``"point"``; ``sizes`` set the area of the
    circles of points. ``names`` are the categories that values stand for, where they are no numbers. ``sure`` has one
    character for each feature: ``.`` certain, ``?`` the class is not, ``u`` unknown; ``chance`` is a probability in per
    cent that the tooltip tells.
    """

    url: str
    classes: str
    palette: tuple[str, ...]
    values: tuple[float | None, ...]
    label: str
    detail_url: str | None = None
    detail_zoom: float | None = None
    kind: str = "polygon"
    lower: tuple[float | None, ...] | None = None
    upper: tuple[float | None, ...] | None = None
    sizes: tuple[float | None, ...] | None = None
    sure: str | None = None
    chance: tuple[float | None, ...] | None = None
    spots: SpotsPart | None = None
    size_unit: str | None = None
    names: tuple[str, ...] | None = None
    unit: str = ""
    decimals: int = 2
    low_text: str = ""
    nodata_text: str = ""
    top: tuple[int, ...] = ()
    opacity: float = 0.9


@dataclass(frozen=True, kw_only=True)
class LegendItem:
    """One row of the legend.

    ``kind`` is ``"class"``, ``"nodata"``, ``"low"``, ``"unsure"``, ``"unknown"`` or ``"spot"``.
    """

    colour: str
    text: str
    count: int | None
    kind: str = "class"


@dataclass(frozen=True, kw_only=True)
class SpotsLegend:
    """Part of the legend for the outlines of `SpotsPart`, one item a colour, and what chance alone would do."""

    title: str
    items: tuple[LegendItem, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class LegendPart:
    """Legend of the map; see :func:`layers.legend.legend`.

    ``histogram`` holds (count, class, share of the width) of each bar.
    """

    title: str
    items: tuple[LegendItem, ...]
    unit_text: str = ""
    source: str = ""
    badge: str | None = None
    histogram: tuple[tuple[int, int, float], ...] = ()
    spots: SpotsLegend | None = None


@dataclass(frozen=True, kw_only=True)
class PointsPart:
    """Establishments in the view.

    ``url`` is the route that answers for a view, ``card`` the address before the id of one, ``filter`` a query string;
    ``colours`` and ``names`` are by industry code; ``parents`` name the industry that a finer code of the register is
    part of. ``mode`` is ``"points"``, ``"hexagons"`` or ``"density"``, of which each establishment weighs ``"one"`` or
    its ``"employees"`` (``weight``); ``tools`` are the search and the drawing of an area.
    """

    url: str
    card: str
    filter: str = ""
    colours: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    badge: str | None = None
    opacity: float = 1.0
    mode: str = "points"
    weight: str = "one"
    tools: bool = False


@dataclass(frozen=True, kw_only=True)
class ContextPart:
    """One context layer; ``shape`` is ``"triangle"``, ``"square"``, ``"cross"`` or ``"circle"``."""

    id: str
    url: str
    colour: str
    shape: str
    label: str
    size_unit: str | None = None
    opacity: float = 1.0


@dataclass(frozen=True, kw_only=True)
class TilesPart:
    """Online tiles that the reader asked for; ``attribution`` is plain text."""

    url: str
    attribution: str
    max_zoom: int = 18


@dataclass(frozen=True, kw_only=True)
class Basemap:
    """Addresses of what lies under the data."""

    land: str | None = None
    borders: str | None = None
    places: str | None = None


@dataclass(frozen=True, kw_only=True)
class Backdrop:
    """Thin outlines under a layer of points."""

    url: str


@dataclass(frozen=True, kw_only=True)
class Fly:
    """A flight to bounds (south, west, north, east); a new ``n`` is a new flight."""

    bounds: Box
    n: int


@dataclass(frozen=True, kw_only=True)
class Inset:
    """A button for another view."""

    label: str
    bounds: Box


@dataclass(frozen=True, kw_only=True)
class MapMessage:
    """The whole state of the map; the browser applies what differs from the last message.

    ``key`` names the state (the browser puts it into ``window.__regioscope`` when it is painted), ``view`` is the
    default view (south, west, north, east), applied at first and when ``view_key`` changes. ``text`` holds every word
    that the browser shows. Parts that are ``None`` are taken from the map. A new number in ``ask`` has the browser
    answer with the place and zoom that the reader sees.
    """

    key: str
    lang: str
    locale: str
    text: Mapping[str, str]
    view: Box | None = None
    view_key: str = ""
    regions: RegionsPart | None = None
    backdrop: Backdrop | None = None
    legend: LegendPart | None = None
    selected: str | None = None
    fly: Fly | None = None
    points: PointsPart | None = None
    context: tuple[ContextPart, ...] = ()
    tiles: TilesPart | None = None
    basemap: Basemap | None = None
    insets: tuple[Inset, ...] = ()
    title: str = ""
    subtitle: str = ""
    png_name: str = ""
    presenter: bool = False
    ask: int | None = None

    def to_json(self) -> str:
        """JSON text of the message for the browser, safe in a script; parts that are ``None`` are left out.

        Returns
        -------
        str
            See :func:`layers.safe_json.safe_json`.

        Examples
        --------
        >>> MapMessage(key="k", lang="en", locale="en-US", text={}, selected="06").to_json()[:49]
        '{"v":1,"key":"k","lang":"en","locale":"en-US","te'
        """
        return safe_json({"v": VERSION, **_plain(self)})


def _plain(part: object) -> dict[str, object]:
    """Fields of a dataclass as a dictionary, nested parts too, without those that are ``None``."""
    found = ((f.name, getattr(part, f.name)) for f in fields(part))  # type: ignore[arg-type]
    return {name: _value(value) for name, value in found if value is not None}


def _value(value: object) -> object:
    if is_dataclass(value):
        return _plain(value)
    if isinstance(value, tuple) and value and is_dataclass(value[0]):
        return [_plain(item) for item in value]
    return dict(value) if isinstance(value, Mapping) else value


class _Update(MacroElement):
    """Hands one message to the project's script."""

    _template = Template("{% macro script(this, kwargs) %}Regioscope.update({{ this.message }});{% endmacro %}")

    def __init__(self, message: str) -> None:
        super().__init__()
        self._name = "Update"
        self.message = message

    def render(self, **_: object) -> str:
        """Add the call to the page as it is: reading a long message as a template would take most of a run."""
        figure = cast("Figure", self.get_root())
        figure.script.add_child(Verbatim(f"Regioscope.update({self.message});"), name=self.get_name())
        return ""


class _Group(folium.FeatureGroup, RenderedOnce):
    """A feature group that holds nothing but the message."""


def message_group(message: MapMessage) -> folium.FeatureGroup:
    """Feature group for ``st_folium(..., feature_group_to_add=...)`` that carries one message.

    Parameters
    ----------
    message : MapMessage
        The state of the map.

    Returns
    -------
    folium.FeatureGroup
        Without any layer: its script hands the message to the map client.

    Examples
    --------
    >>> group = message_group(MapMessage(key="k", lang="en", locale="en-US", text={}))
    >>> [child.message[:16] for child in group._children.values()]
    ['{"v":1,"key":"k"']
    """
    group = _Group()
    group.add_child(_Update(message.to_json()))
    return group
