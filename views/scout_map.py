"""The map of the page Scout: every place in the colour of its rank, beside the ranking that says the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely
import streamlit as st

from layers.palettes import palette
from views.scout_parts import MAP, part
from views.scout_ranking import open_place
from views.small_map import NO_DATA, keys_row, outlines_of, spots_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.store import Store
    from views.scout_model import Asked, Scouting

KEY = "c_scout_map"
_RADIUS, _LARGE = 3.4, 5.2
_MANY = 120  # places; from here on the classes hold more of them
_FEW_EDGES, _MANY_EDGES = (3, 10, 20), (10, 25, 50)
_RAMP = 5
_LEAST_PX, _FEWEST = 2.0, 3
_KEPT = 8


def show_map(found: Scouting, store: Store, chosen: str) -> None:
    """Draw the map and its legend; a click selects a place."""
    part(MAP)(key=KEY, data=data_of(found, store, chosen),
              on_opened_change=lambda: open_place(str(st.session_state[KEY]["opened"]), found))  # fmt: skip
    st.html(keys_row(_legend(found)))


def edges(found: Scouting) -> tuple[int, ...]:
    """Last rank of each class of the map but the last."""
    return _MANY_EDGES if len(found.evidence.values) >= _MANY else _FEW_EDGES


def colours() -> tuple[str, ...]:
    """Colours of the classes, the first places first."""
    return tuple(reversed(palette("YlGnBu", _RAMP)))[: len(_FEW_EDGES) + 1]


def data_of(found: Scouting, store: Store, chosen: str) -> dict[str, Any]:
    """Return shapes, colours and texts."""
    say = found.figures.say
    asked = replace(found.asked, turned=(), also=(), industry="")
    return _shapes(asked, found, store) | {
        "key": repr(asked),
        "colours": colours(),
        "looks": _looks(found),
        "nothing": say("left out or not ranked"),
        "chosen": chosen,
        "listed": list(found.shortlist),
        "label": say("Map of the places, coloured by rank; the ranking holds the same."),
    }


def _looks(found: Scouting) -> dict[str, list[Any]]:
    """Return class and text of each place that is left."""
    say, left = found.figures.say, found.left
    ranks = left["rank"].to_numpy().astype(int)
    kinds = np.searchsorted(np.array(edges(found)), ranks, side="left").tolist()
    points = np.rint(left["score"].to_numpy() * 100).astype(int).tolist()
    ranked, out = say("{name}: rank {n}, score {score}"), say("{name}: left out")
    looks: dict[str, list[Any]] = {}
    for code, kind, rank, score in zip(map(str, left.index), kinds, ranks.tolist(), points, strict=True):
        looks[code] = [kind, ranked.format(name=found.names[code], n=rank, score=score)]
    return looks | {str(code): [-1, out.format(name=found.names[str(code)])] for code in found.out.index}


def _legend(found: Scouting) -> list[tuple[str, str]]:
    say, cuts = found.figures.say, edges(found)
    starts = (1, *(cut + 1 for cut in cuts))
    texts = [say("rank {low} to {high}", low=low, high=high) for low, high in zip(starts, cuts, strict=False)]
    texts.append(say("rank {n} and below", n=starts[-1]))
    keys = [*zip(colours(), texts, strict=True)]
    return [*keys, (NO_DATA, say("left out"))] if len(found.out) else keys


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _shapes(asked: Asked, _found: Scouting, _store: Store) -> dict[str, Any]:
    """Draw the places once: areas as outlines, points as circles, on the ground of the boundaries."""
    found, store = _found, _store
    dataset, places = found.figures.dataset, found.evidence.places
    kinds = [dataset.manifest.level(name) for name in asked.where.split(",")]
    ground = next((kind for kind in kinds if not kind.points), kinds[0])
    boundary = store.boundary_set(str(ground.backdrop or ground.boundaries))
    outlines, height = outlines_of(dataset, boundary, store, ground.id)
    areas = {code: shape for code, shape in outlines.items() if code in places.index and not found.asked.of_clusters}
    dots = places if found.asked.of_clusters else places[places.geom_type == "Point"]
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(dots["lon"], dots["lat"]), index=dots.index)
    spots = spots_of(points, boundary)
    radius = _LARGE if len(spots) < _MANY else _RADIUS
    return {
        "width": 600,
        "height": round(height),
        "ground": [] if areas else [path(shape) for shape in outlines.values()],
        "regions": [[code, path(shape)] for code, shape in areas.items()],
        "spots": [[code, round(x, 1), round(y, 1), radius] for code, (x, y) in spots.items()],
    }


def path(shape: BaseGeometry) -> str:
    """Write a shape as the path of a drawing, in whole pixels; holes and specks of one pixel go.

    Examples
    --------
    >>> path(shapely.box(0, 0, 10, 5))
    'M10 0 10 5 0 5 0 0Z'
    """
    parts = []
    for polygon in shapely.get_parts(shape):
        if polygon.geom_type != "Polygon" or polygon.length < _LEAST_PX:
            continue
        corners = np.round(shapely.get_coordinates(polygon.exterior)).astype(int)
        moved = np.r_[True, (np.diff(corners, axis=0) != 0).any(axis=1)]
        if moved.sum() > _FEWEST:
            parts.append("M" + " ".join(f"{x} {y}" for x, y in corners[moved][:-1]) + "Z")
    return "".join(parts)
