"""The maps of clusters: outlines over borders, a numbered circle at each core; and the members of one cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely
import streamlit as st
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from views import state
from views.clusters_words import NO_EVIDENCE, jobs, names
from views.ink import FONT, current_ink

if TYPE_CHECKING:
    from geo.store import Store
    from scene.figures import Figures
    from views.clusters_model import Found

    Box = tuple[float, float, float, float]

CORE, EDGE = {"light": "#0072B2", "dark": "#56B4E9"}, "#E69F00"
"""Members that make the cluster, by the theme, and those at its edge, after Okabe and Ito."""
_FILL, _CHOSEN = "#0072B2", "#D55E00"
_WIDTH, _MOST_HEIGHT = 600.0, 460
_MARGIN = 0.06
_LEAST_DEGREES = 0.02
_WIDEST, _TALLEST = 1.6, 1.1  # height over width of the frame, at least the inverse of the first, at most the second
_SMALL, _LARGE = 300.0, 1500.0  # area of circles, in square pixels
_DOT, _ROOM_PX = 70.0, 4.0
_MOST_POINTS = 1500
_SEED = 1


def show_map(found: Found, rows: pd.DataFrame, figures: Figures, store: Store, *, chosen: str) -> None:
    """Draw all clusters that are shown; a click on one writes it into the address."""
    say, outlines = figures.say, found.clusters.table.geometry.loc[rows.index]
    box = frame(outlines.total_bounds)
    texts = names(found, say)
    tips = [_tip(row, figures) for _, row in rows.iterrows()]
    shapes = shapely.simplify(_placed(outlines.to_numpy(), box), 0.3)
    areas = [_feature(shape, {"code": code, "name": texts[str(code)], "text": tip, "chosen": code == chosen})
             for code, shape, tip in zip(rows.index, shapes, tips, strict=True)]  # fmt: skip
    places = _moved(rows[["core_lon", "core_lat"]].to_numpy(dtype=float), box)
    size = np.sqrt(rows["share"].fillna(0.0).to_numpy(dtype=float))
    size = _SMALL + (_LARGE - _SMALL) * size / max(float(size.max()), 1e-9)
    cores = [
        {"code": str(code), "name": texts[str(code)], "text": tip, "number": str(int(row["number"])), "x": x, "y": y,
         "size": s, "chosen": code == chosen}
        for (code, row), tip, (x, y), s in zip(rows.iterrows(), tips, places.tolist(), size.tolist(), strict=True)
    ]  # fmt: skip
    _number(cores, _height(box))
    drawing = _drawing(_borders(figures, store, box), areas, cores[::-1], _height(box))  # the largest on top
    st.vega_lite_chart(drawing, width="stretch", theme=None, key="clusters_map", on_select=_select,
                       alt=say("Map of the clusters; the list holds the same."))  # fmt: skip
    note = say("Outlines: the clusters. Circles: where each is densest, with its number in the list.")
    made_up = f" {say(NO_EVIDENCE).capitalize()}." if found.simulated else ""
    st.caption(note + made_up)


def _number(cores: list[dict[str, Any]], height: float) -> None:
    """Take the number from a circle that a larger one would cover; it becomes a small dot."""
    scale = min(0.72, _MOST_HEIGHT / height)
    shown: list[dict[str, Any]] = []
    for core in cores:
        apart = [np.hypot(core["x"] - one["x"], core["y"] - one["y"]) * scale - np.sqrt(one["size"] / np.pi)
                 for one in shown]  # fmt: skip
        if core["chosen"] or all(room > _ROOM_PX for room in apart):
            shown.append(core)
        else:
            core |= {"number": "", "size": _DOT}


def show_members(found: Found, cluster: str, figures: Figures, store: Store) -> None:
    """Draw the members of one cluster, or as many of them as a picture holds, within its outline."""
    say, clusters = figures.say, found.clusters
    outline = clusters.table.geometry.loc[[cluster]]
    box = frame(outline.total_bounds)
    members = clusters.rows_of(cluster)
    shown = members
    if len(members) > _MOST_POINTS:
        shown = np.sort(np.random.default_rng(_SEED).choice(members, _MOST_POINTS, replace=False))
    places = _moved(clusters.points[["lon", "lat"]].to_numpy(dtype=float)[shown], box)
    kinds = (say("makes the cluster"), say("at its edge"))
    kind = np.where(found.core[shown], *kinds)
    dots = [{"x": x, "y": y, "kind": k} for (x, y), k in zip(places.round(1).tolist(), kind.tolist(), strict=True)]
    area = [_feature(shape, {}) for shape in _placed(outline.to_numpy(), box)]
    drawing = _close(_borders(figures, store, box), area, dots, kinds, _height(box))
    st.vega_lite_chart(drawing, width="stretch", theme=None, key="members_map",
                       alt=say("Map of the members of the cluster within its outline."))  # fmt: skip
    if len(shown) < len(members):
        st.caption(say("{n} of {total} members are drawn, taken at random.", n=say.number(len(shown), decimals=0),
                       total=say.number(len(members), decimals=0)))  # fmt: skip


def frame(bounds: np.ndarray) -> Box:
    """Return west, south, east and north of a picture that holds the bounds with a margin, neither flat nor tall.

    Examples
    --------
    >>> [round(float(side), 2) for side in frame(np.array([10.0, 0.0, 11.0, 0.1]))]
    [9.94, -0.3, 11.06, 0.4]
    """
    west, south, east, north = (float(side) for side in bounds)
    narrow = float(np.cos(np.radians((south + north) / 2)))
    width, height = (max(side, _LEAST_DEGREES) * (1 + 2 * _MARGIN) for side in ((east - west) * narrow, north - south))
    width, height = max(width, height / _TALLEST), max(height, width / _WIDEST)
    x, y = (west + east) / 2, (south + north) / 2
    return x - width / narrow / 2, y - height / 2, x + width / narrow / 2, y + height / 2


def _height(box: Box) -> float:
    west, south, east, north = box
    return _WIDTH * (north - south) / ((east - west) * float(np.cos(np.radians((south + north) / 2))))


def _moved(places: np.ndarray, box: Box) -> np.ndarray:
    """Move degrees into the drawing, upright."""
    west, south, east, north = box
    across, down = (places[:, 0] - west) / (east - west), (north - places[:, 1]) / (north - south)
    return np.column_stack([across * _WIDTH, down * _height(box)])


def _placed(shapes: np.ndarray, box: Box) -> np.ndarray:
    return np.asarray(shapely.transform(shapes, lambda places: _moved(places, box)))


def _borders(figures: Figures, store: Store, box: Box) -> list[dict[str, Any]]:
    """Return the borders of the largest regions of the dataset within the frame."""
    level = figures.dataset.manifest.levels[0]
    drawn = store.geometry(str(level.backdrop or level.boundaries), "detail").geometry
    near = drawn.iloc[drawn.sindex.query(shapely.box(*box))]
    cut = shapely.clip_by_rect(near.to_numpy(), *box)
    shapes = shapely.simplify(_placed(cut[~shapely.is_empty(cut)], box), 0.4)
    return [_feature(shape, {}) for shape in shapes if not shape.is_empty] or [
        _feature(shapely.box(0, 0, _WIDTH, _height(box)), {})
    ]


def _tip(row: pd.Series, figures: Figures) -> str:
    say = figures.say
    n = say.number(float(row["enterprises"]), decimals=0)
    return say("{n} enterprises; {unit}: {jobs}", n=n, unit=figures.jobs_unit,
               jobs=jobs(float(row["employees"]), str(row["hidden"]), say))  # fmt: skip


def _feature(shape: BaseGeometry, properties: dict[str, Any]) -> dict[str, Any]:
    geometry = mapping(shapely.set_precision(shape, 0.1, mode="pointwise"))
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _select() -> None:
    picked = (st.session_state.get("clusters_map") or {}).get("selection", {})
    codes = [one.get("code") for name in ("area", "core") for one in picked.get(name) or [] if isinstance(one, dict)]
    if codes and codes[0]:
        state.change(cluster=str(codes[0]), beside=None, gone=None)


def _shapes(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"values": {"type": "FeatureCollection", "features": features}, "format": {"property": "features"}}


def _layers(borders: list[dict[str, Any]], layers: list[dict[str, Any]], height: float) -> dict[str, Any]:
    ink = current_ink()
    land = {"type": "geoshape", "aria": False, "fill": ink.grid, "stroke": "#8a8f94", "strokeWidth": 0.6}
    under = {"data": _shapes(borders), "mark": land}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "height": min(round(height * 0.72), _MOST_HEIGHT),
        "background": "transparent",
        "projection": {"type": "identity"},
        "layer": [under, *layers],
        "config": {"view": {"stroke": None}, "font": FONT},
    }


def _drawing(
    borders: list[dict[str, Any]], areas: list[dict[str, Any]], cores: list[dict[str, Any]], height: float
) -> dict[str, Any]:
    """Write the map of all clusters for the library of the charts."""
    tips = [{"field": f"properties.{name}", "type": "nominal", "title": " "} for name in ("name", "text")]
    outlines = {
        "data": _shapes(areas),
        "params": [{"name": "area", "select": {"type": "point", "fields": ["code"], "on": "click"}}],
        "transform": [{"calculate": "datum.properties.code", "as": "code"}],
        "mark": {"type": "geoshape", "aria": False, "cursor": "pointer", "fillOpacity": 0.45},
        "encoding": {"color": _colour("datum.properties.chosen"), "tooltip": tips,
                     "stroke": _colour("datum.properties.chosen")},
    }  # fmt: skip
    place = {"longitude": {"field": "x", "type": "quantitative"}, "latitude": {"field": "y", "type": "quantitative"}}
    circles = {
        "data": {"values": cores},
        "params": [{"name": "core", "select": {"type": "point", "fields": ["code"], "on": "click"}}],
        "mark": {"type": "circle", "aria": False, "cursor": "pointer", "opacity": 1, "stroke": "#ffffff"},
        "encoding": place | {
            "color": _colour("datum.chosen"),
            "size": {"field": "size", "type": "quantitative", "scale": None},
            "tooltip": [{"field": name, "type": "nominal", "title": " "} for name in ("name", "text")],
        },
    }  # fmt: skip
    numbers = {
        "data": {"values": cores},
        "mark": {"type": "text", "aria": False, "color": "#ffffff", "fontSize": 12, "fontWeight": 600, "font": FONT,
                 "tooltip": None, "cursor": "pointer"},
        "encoding": place | {"text": {"field": "number", "type": "nominal"}},
    }  # fmt: skip
    return _layers(borders, [outlines, circles, numbers], height)


def _colour(chosen: str) -> dict[str, Any]:
    return {"condition": {"test": chosen, "value": _CHOSEN}, "value": _FILL}


def _close(
    borders: list[dict[str, Any]], area: list[dict[str, Any]], dots: list[dict[str, Any]], kinds: tuple[str, str],
    height: float,
) -> dict[str, Any]:  # fmt: skip
    """Write the map of the members of one cluster."""
    ink = current_ink()
    core = CORE.get(str(st.context.theme.type), CORE["light"])
    ground = {"type": "geoshape", "aria": False, "fill": ink.ground, "fillOpacity": 0.6}
    outline = {"data": _shapes(area), "mark": ground | {"stroke": ink.text, "strokeWidth": 1.5}}
    key = {"orient": "bottom", "labelFontSize": 14, "labelColor": ink.text, "labelLimit": 0, "symbolOpacity": 1}
    members = {
        "data": {"values": dots},
        "mark": {"type": "circle", "aria": False, "size": 14, "opacity": 0.7},
        "encoding": {
            "longitude": {"field": "x", "type": "quantitative"},
            "latitude": {"field": "y", "type": "quantitative"},
            "color": {"field": "kind", "type": "nominal", "title": None, "legend": key,
                      "scale": {"domain": list(kinds), "range": [core, EDGE]}},
        },
    }  # fmt: skip
    return _layers(borders, [outline, members], height)
