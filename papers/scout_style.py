"""How places of a search look in a geographic information system: rules by score, in QML (QGIS) and SLD (others)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from layers.palettes import palette

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CLASSES = 5
_PALETTE = "YlGnBu"
_EDGE, _OUT, _ASK = "#4b5563", "#9aa1a9", "#b45309"
_LABELLED = 10  # ranks that are written on the map
_MARKER_MM = 3.2
_OGC, _SLD = "http://www.opengis.net/ogc", "http://www.opengis.net/sld"
_QGIS = "3.28.0"


@dataclass(frozen=True, slots=True)
class Look:
    """One rule: which places it is for (in the language of QGIS and as bounds of the score), its name and its colours.

    `low` and `high` are bounds of the score, None for rules of another kind; `passes` is what the column must hold.
    """

    where: str
    title: str
    fill: str | None
    edge: str
    low: float | None = None
    high: float | None = None
    passes: str = ""
    dashed: bool = False


def looks(edges: Sequence[float], titles: Mapping[str, str]) -> list[Look]:
    """Rules of the places: a colour for each class of scores, grey for those that do not fit, an edge for "ask".

    Parameters
    ----------
    edges : sequence of float
        Bounds of the classes, ascending.
    titles : mapping of str to str
        ``class`` (with ``{low}`` and ``{high}``), ``no`` and ``ask``.

    Returns
    -------
    list of Look
    """
    colours = palette(_PALETTE, len(edges) - 1)
    made = []
    for k, (low, high) in enumerate(pairwise(edges)):
        last = k == len(edges) - 2
        where = f'"passes" <> \'no\' AND "score" >= {low!r} AND "score" {"<=" if last else "<"} {high!r}'
        title = titles["class"].format(low=f"{low:.2f}", high=f"{high:.2f}")
        made.append(Look(where, title, colours[k], _EDGE, low, high))
    made.append(Look("\"passes\" = 'no'", titles["no"], None, _OUT, passes="no"))
    made.append(Look("\"passes\" = 'ask'", titles["ask"], None, _ASK, passes="ask", dashed=True))
    return made


def qml(rules: Sequence[Look], aliases: Mapping[str, str], *, points: bool) -> str:
    """Write rules, labels of the first places and readable names of the columns for QGIS."""
    root = Element("qgis", version=_QGIS, styleCategories="Symbology|Labeling|Fields", labelsEnabled="1")
    renderer = SubElement(
        root, "renderer-v2", type="RuleRenderer", symbollevels="0", enableorderby="0", forceraster="0"
    )
    tree, symbols = SubElement(renderer, "rules", key="{root}"), SubElement(renderer, "symbols")
    for k, one in enumerate(rules):
        SubElement(tree, "rule", key=f"{{rule-{k}}}", symbol=str(k), filter=one.where, label=one.title)
        kind = "marker" if points else "fill"
        symbol = SubElement(symbols, "symbol", type=kind, name=str(k), alpha="1", clip_to_extent="1", force_rhr="0")
        name = "SimpleMarker" if points else "SimpleFill"
        layer = SubElement(
            symbol, "layer", {"class": name, "enabled": "1", "locked": "0", "pass": str(int(one.dashed))}
        )
        _settings(layer, _properties(one, points=points))
    _labels(root)
    names = SubElement(root, "aliases")
    for k, (column, alias) in enumerate(aliases.items()):
        SubElement(names, "alias", field=column, index=str(k), name=alias)
    kind = "0" if points else "2"
    SubElement(root, "layerGeometryType").text = kind
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + tostring(root, encoding="unicode")


def _properties(one: Look, *, points: bool) -> dict[str, str]:
    common = {
        "color": _rgba(one.fill) if one.fill else "255,255,255,0",
        "outline_color": _rgba(one.edge),
        "outline_style": "dash" if one.dashed else "solid",
        "outline_width": "0.6" if one.dashed else "0.2",
        "outline_width_unit": "MM",
    }
    if points:
        return common | {"name": "circle", "size": str(_MARKER_MM), "size_unit": "MM", "scale_method": "diameter"}
    return common | {"style": "solid" if one.fill else "no", "joinstyle": "bevel"}


def _settings(layer: Element, properties: Mapping[str, str]) -> None:
    """Write settings of a symbol as programs of version 3.20 and later read them, and as earlier ones do."""
    whole = SubElement(layer, "Option", type="Map")
    for name, value in properties.items():
        SubElement(whole, "Option", type="QString", name=name, value=value)
    for name, value in properties.items():
        SubElement(layer, "prop", k=name, v=value)


def _labels(root: Element) -> None:
    labelling = SubElement(root, "labeling", type="simple")
    settings = SubElement(labelling, "settings", calloutType="simple")
    expression = f'if("rank" <= {_LABELLED}, to_string("rank") || \'. \' || "name", \'\')'
    text = {"fieldName": expression, "isExpression": "1", "fontSize": "8", "fontSizeUnit": "Point"}
    style = SubElement(settings, "text-style", text | {"textColor": "17,24,39,255", "fontFamily": "Open Sans"})
    SubElement(style, "text-buffer", bufferDraw="1", bufferSize="0.8", bufferSizeUnits="MM",
               bufferColor="255,255,255,255")  # fmt: skip
    SubElement(settings, "placement", placement="1", dist="1", distUnits="MM", priority="8")
    SubElement(settings, "rendering", obstacle="1", drawLabels="1", scaleVisibility="0")


def _rgba(colour: str) -> str:
    """Write a colour as QGIS does.

    Examples
    --------
    >>> _rgba("#ff8000")
    '255,128,0,255'
    """
    return ",".join(str(int(colour[k : k + 2], 16)) for k in (1, 3, 5)) + ",255"


def sld(rules: Sequence[Look], layer: str, *, points: bool) -> str:
    """Write the rules as Styled Layer Descriptor 1.0."""
    root = Element("StyledLayerDescriptor", {"version": "1.0.0", "xmlns": _SLD, "xmlns:ogc": _OGC})
    named = SubElement(root, "NamedLayer")
    SubElement(named, "Name").text = layer
    style = SubElement(SubElement(named, "UserStyle"), "FeatureTypeStyle")
    for one in rules:
        rule = SubElement(style, "Rule")
        SubElement(rule, "Name").text = one.title
        _condition(SubElement(rule, "ogc:Filter"), one)
        shape = SubElement(rule, "PointSymbolizer" if points else "PolygonSymbolizer")
        if points:
            graphic = SubElement(shape, "Graphic")
            shape = SubElement(graphic, "Mark")
            SubElement(graphic, "Size").text = "11"
            SubElement(shape, "WellKnownName").text = "circle"
        if one.fill:
            _css(SubElement(shape, "Fill"), {"fill": one.fill})
        dashes = {"stroke-dasharray": "4 3"} if one.dashed else {}
        width = "2" if one.dashed else "0.7"
        _css(SubElement(shape, "Stroke"), {"stroke": one.edge, "stroke-width": width} | dashes)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def _condition(filter_: Element, one: Look) -> None:
    if one.low is None or one.high is None:
        _compare(filter_, "PropertyIsEqualTo", "passes", one.passes)
        return
    both = SubElement(filter_, "ogc:And")
    _compare(both, "PropertyIsNotEqualTo", "passes", "no")
    _compare(both, "PropertyIsGreaterThanOrEqualTo", "score", repr(one.low))
    _compare(both, "PropertyIsLessThanOrEqualTo", "score", repr(one.high))


def _compare(parent: Element, comparison: str, column: str, value: str) -> None:
    one = SubElement(parent, f"ogc:{comparison}")
    SubElement(one, "ogc:PropertyName").text = column
    SubElement(one, "ogc:Literal").text = value


def _css(parent: Element, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        SubElement(parent, "CssParameter", name=name).text = value
