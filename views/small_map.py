"""A small map beside other pictures, drawn by the library of the charts: regions or circles in given colours."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
import streamlit as st
from shapely.geometry import mapping

from views import state
from views.ink import FONT, current_ink

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from geo.boundaries import BoundarySet
    from geo.dataset import Dataset
    from geo.store import Store
    from scene.figures import Figures

    Box = tuple[float, float, float, float]

_WIDTH = 600.0  # of the drawing, in its own pixels
_INSET_PX = 84.0
_GAP_PX = 8.0
_SIMPLER_PX = 0.4
_MOST_INSET_SHARE = 0.24
_MOST_HEIGHT = 460
_CIRCLE_PX = 26.0  # radius of the largest circle
_LEAST_CIRCLE_PX = 2.5
NO_DATA = "#d9dcdc"
"""Colour of a region without a figure."""


@dataclass(frozen=True, slots=True)
class Look:
    """Colour of a region (None where there is no data) and the text beside its name."""

    colour: str | None
    text: str


def show_small_map(
    looks: Mapping[str, Look], figures: Figures, store: Store, *, amounts: pd.Series, region: str,
    keys: Sequence[tuple[str, str]], key: str, alt: str,
) -> None:  # fmt: skip
    """Draw the regions of the level with a legend; a click on one writes it into the address.

    Parameters
    ----------
    looks : mapping of str to Look
        By region code.
    figures : Figures
    store : Store
    amounts : Series on ``region_code``
        What circles are sized by, where the level consists of points.
    region : str
        The chosen region, or nothing.
    keys : sequence of (colour, text)
        The legend; "no data" is added to it.
    key : str
        Name of the widget.
    alt : str
        What a reader who does not see the map is told.
    """
    dataset = figures.dataset
    level = dataset.manifest.level(figures.query.level)
    boundary = store.boundary_set(str(level.backdrop or level.boundaries))
    outlines, height = dataset.once(("small map", level.id), lambda: outlines_of(dataset, boundary, store, level.id))
    shapes = _circles(amounts, dataset, boundary, level.id) if level.points else outlines
    names = figures.region_names()
    nothing = Look(None, figures.say("no data"))
    features = [
        _feature(shape, {"code": code, "name": names[code], "text": looks.get(code, nothing).text,
                         "colour": looks.get(code, nothing).colour or NO_DATA, "chosen": code == region})
        for code, shape in shapes.items()
    ]  # fmt: skip
    backdrop = [_feature(shape, {}) for shape in outlines.values()] if level.points else []
    st.vega_lite_chart(_drawing(backdrop, features, height), width="stretch", theme=None, key=key,
                       on_select=lambda: _select(key), alt=alt)  # fmt: skip
    st.html(keys_row([*keys, (NO_DATA, figures.say("no data"))]))


def _select(key: str) -> None:
    chosen = (st.session_state.get(key) or {}).get("selection", {}).get("pick") or [{}]
    code = chosen[0].get("code") if isinstance(chosen, list) else None
    if code:
        state.change(region=code)


def keys_row(keys: Sequence[tuple[str, str]]) -> str:
    """Write colours and what they mean in a row."""
    items = "".join(
        f'<li><span class="rs-swatch" style="background:{html.escape(colour)}"></span>{html.escape(text)}</li>'
        for colour, text in keys
    )
    return f'<ul class="rs-keys">{items}</ul>'


# ----------------------------------------------------------------------------------------------------------- the shapes
def _frames(boundary: BoundarySet) -> tuple[list[tuple[Box, Box]], float]:
    """Pair each part of the world with its place on the drawing: the main view, and the insets in a row below it."""
    main = _fitted(boundary.view, _WIDTH, 10_000.0)
    frames = [(boundary.view, (0.0, 0.0, *main))]
    x, y = 0.0, main[1] + _GAP_PX
    for _, bounds in boundary.insets:
        size = _fitted(bounds, _WIDTH * _MOST_INSET_SHARE, _INSET_PX)
        frames.append((bounds, (x, y, *size)))
        x += size[0] + 3 * _GAP_PX
    return frames, y + _INSET_PX if boundary.insets else main[1]


def _fitted(bounds: Box, width: float, height: float) -> tuple[float, float]:
    """Return the largest size with the proportions of a part of the world that fits."""
    south, west, north, east = bounds
    ratio = (east - west) * np.cos(np.radians((south + north) / 2)) / (north - south)
    return (width, width / ratio) if width / ratio <= height else (height * ratio, height)


def _placed(geometry: np.ndarray, frame: tuple[Box, Box]) -> np.ndarray:
    """Move coordinates of the world into a frame of the drawing, upright."""
    (south, west, north, east), (x, y, width, height) = frame

    def move(points: np.ndarray) -> np.ndarray:
        across, down = (points[:, 0] - west) / (east - west), (north - points[:, 1]) / (north - south)
        return np.column_stack([x + across * width, y + down * height])

    return np.asarray(shapely.transform(geometry, move))


def outlines_of(
    dataset: Dataset, boundary: BoundarySet, store: Store, level: str
) -> tuple[dict[str, BaseGeometry], float]:
    """Draw the regions of the boundary set in every frame; what lies in none is left out."""
    drawn = store.geometry(boundary.id, "overview").geometry
    if not dataset.manifest.level(level).points:
        drawn = drawn[drawn.index.isin(dataset.regions_at(level).index)]
    frames, height = _frames(boundary)
    parts = []
    for bounds, place in frames:
        south, west, north, east = bounds
        cut = shapely.clip_by_rect(drawn.to_numpy(), west, south, east, north)
        parts.append(shapely.simplify(_placed(cut, (bounds, place)), _SIMPLER_PX))
    whole = [shapely.union_all(shapes) for shapes in np.stack(parts, axis=1)]
    return {str(code): shape for code, shape in zip(drawn.index, whole, strict=True) if not shape.is_empty}, height


def spots_of(regions: gpd.GeoDataFrame, boundary: BoundarySet) -> dict[str, tuple[float, float]]:
    """Place points in the frames of a drawing; what lies in none is left out.

    Parameters
    ----------
    regions : GeoDataFrame of points on ``region_code``
    boundary : BoundarySet

    Returns
    -------
    dict of str to (x, y)
        Pixels of the drawing, by code.
    """
    points = regions.geometry.to_numpy()
    lon, lat = shapely.get_x(points), shapely.get_y(points)
    found: dict[str, tuple[float, float]] = {}
    for bounds, place in _frames(boundary)[0]:
        south, west, north, east = bounds
        inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        moved = shapely.get_coordinates(_placed(points[inside], (bounds, place)))
        found |= {str(code): (float(x), float(y)) for code, (x, y) in zip(regions.index[inside], moved, strict=True)}
    return found


def _circles(amounts: pd.Series, dataset: Dataset, boundary: BoundarySet, level: str) -> dict[str, BaseGeometry]:
    """Draw a circle for each place, its area as large as the amount, the largest first."""
    regions = dataset.regions_at(level)
    amounts = amounts.fillna(0.0).sort_values(ascending=False, kind="stable")
    points = regions.geometry.reindex(amounts.index).to_numpy()
    lon, lat = shapely.get_x(points), shapely.get_y(points)
    radius = np.maximum(_CIRCLE_PX * np.sqrt(amounts.to_numpy() / max(float(amounts.max()), 1.0)), _LEAST_CIRCLE_PX)
    circles: dict[str, BaseGeometry] = {}
    for bounds, place in _frames(boundary)[0]:
        south, west, north, east = bounds
        inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        centres = _placed(points[inside], (bounds, place))
        shapes = shapely.buffer(centres, radius[inside], quad_segs=5)
        circles |= {str(code): shape for code, shape in zip(amounts.index[inside], shapes, strict=True)}
    return {code: circles[code] for code in map(str, amounts.index) if code in circles}


def _feature(shape: BaseGeometry, properties: dict[str, Any]) -> dict[str, Any]:
    geometry = mapping(shapely.set_precision(shape, 0.1, mode="pointwise"))
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _drawing(backdrop: list[Any], features: list[Any], height: float) -> dict[str, Any]:
    """Write the drawing for the charts' library; its coordinates are pixels already."""
    ink = current_ink()
    chosen = "datum.properties.chosen"
    tips = [{"field": f"properties.{name}", "type": "nominal", "title": " "} for name in ("name", "text")]
    regions = {
        "data": {"name": "regions"},
        "params": [{"name": "pick", "select": {"type": "point", "fields": ["code"], "on": "click"}}],
        "transform": [{"calculate": "datum.properties.code", "as": "code"}],
        "mark": {"type": "geoshape", "cursor": "pointer"},
        "encoding": {
            "color": {"field": "properties.colour", "type": "nominal", "scale": None},
            "stroke": {"condition": {"test": chosen, "value": ink.text}, "value": "#8a8f94"},
            "strokeWidth": {"condition": {"test": chosen, "value": 2.5}, "value": 0.5},
            "tooltip": tips,
        },
    }
    under = {"data": {"name": "backdrop"}, "mark": {"type": "geoshape", "fill": ink.grid, "stroke": "#8a8f94",
             "strokeWidth": 0.5}}  # fmt: skip
    datasets: dict[str, Any] = {"regions": {"type": "FeatureCollection", "features": features}}
    if backdrop:
        datasets["backdrop"] = {"type": "FeatureCollection", "features": backdrop}
    for layer in (regions, under):
        layer["data"] |= {"format": {"type": "json", "property": "features"}}  # type: ignore[operator]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "datasets": datasets,
        "height": min(round(height * 0.72), _MOST_HEIGHT),
        "background": "transparent",
        "projection": {"type": "identity"},
        "layer": [*([under] if backdrop else []), regions],
        "config": {"view": {"stroke": None}, "font": FONT},
    }
