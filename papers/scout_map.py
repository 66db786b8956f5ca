"""The map on the page of a place: the map of the quotient with the place outlined, or the outline of a cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from geo.scouting_clusters import LEVEL
from papers.lettering import INK, Style, cut
from papers.picture_body import Body, draw_body, plan
from papers.picture_map import grid_of
from papers.press import Imprint, press, printed
from papers.projection import projection_for
from papers.scope import scope_of
from papers.sheet import Sheet, Size
from papers.subject import Subject
from scene.opening import open_drawing

if TYPE_CHECKING:
    from geo.store import Store
    from papers.scout_paper import ScoutPaper
    from papers.sheet import Rect

_DPI, _SCALE = 220.0, 0.82
_LEGEND = 32.0  # points below the map
_TITLE, _TEXT = Style(7.6, strong=True, colour=INK), Style(7.0)
_GROUND, _EDGE, _FILL, _LINE = "#eef1f4", "#b6bec6", "#f6c28b", "#b45309"
_AROUND = 5.0  # width of the view around a cluster over that of the cluster
_LEAST = 0.15  # degrees


def place_map(paper: ScoutPaper, place: str, store: Store, *, size: tuple[float, float]) -> bytes:
    """Draw where a place lies.

    Parameters
    ----------
    paper : ScoutPaper
    place : str
    store : Store
    size : (width, height)
        Points.

    Returns
    -------
    bytes
        PNG.
    """
    wide, high = size
    imprint = Imprint(paper.names[place], paper.say("Where {place} lies", place=paper.names[place]), "", paper.made)
    with press():
        sheet = Sheet(Size(wide / 72, high / 72, _SCALE), _DPI)
        rect = (0.0, 0.0, wide, high)
        if paper.evidence.places["level"][place] == LEVEL:
            _cluster(sheet, paper, place, store, rect)
        else:
            _region(sheet, paper, place, store, rect)
        return printed(sheet, "png", imprint)


def _region(sheet: Sheet, paper: ScoutPaper, place: str, store: Store, rect: Rect) -> None:
    """Draw the map of the quotient with its legend, the place outlined."""
    about = paper.evidence.about
    level = str(paper.evidence.places["level"][place])
    params = {"data": about["dataset"], "item": about["industry_code"], "level": level, "region": place}
    drawing = open_drawing(params | {"layers": "regions"}, store, lang=paper.say.lang)
    subject, scope = Subject(drawing), scope_of(drawing)
    left, top, wide, high = rect
    body = Body(subject, scope, projection_for(scope.box), (left, top, wide, high - _LEGEND), labels=False)
    draw_body(sheet, body, dots=True)
    frame, _, _ = plan(sheet, body, grid=grid_of(sheet, dots=True))
    lon, lat = (paper.evidence.places[name].to_numpy(dtype=float) for name in ("lon", "lat"))
    at = paper.evidence.ids.index(place)
    x, y = np.asarray(frame.point(lon[at : at + 1], lat[at : at + 1]), dtype=float).ravel()
    if frame.rect[0] <= x <= frame.rect[0] + frame.rect[2] and frame.rect[1] <= y <= frame.rect[1] + frame.rect[3]:
        _pin(sheet, x, y)
    _legend(sheet, subject, (left, top + high - _LEGEND + 8.0, wide))


def _pin(sheet: Sheet, x: float, y: float) -> None:
    """Mark a place from above, so that what it marks stays to be seen."""
    sheet.shape([(x, y - 4.0), (x - 4.5, y - 13.0), (x + 4.5, y - 13.0)], INK)
    sheet.dot((x, y - 15.0), 5.4, INK, edge="#ffffff")
    sheet.dot((x, y - 15.0), 2.0, "#ffffff")


def _legend(sheet: Sheet, subject: Subject, rect: tuple[float, float, float]) -> None:
    """Draw the classes in a row."""
    part = subject.legend
    if part is None:
        return
    left, top, wide = rect
    items = [item for item in part.items if item.kind == "class"]
    sheet.write(cut(part.title, _TITLE, wide), (left, top), _TITLE)
    each = wide / max(len(items), 1)
    for k, item in enumerate(items):
        x = left + k * each
        sheet.rectangle((x, top + 4.0, each - 3.0, 7.0), fill=item.colour, line="#6f777d", width=0.4)
        sheet.write(cut(item.text, _TEXT, each - 3.0), (x, top + 19.5), _TEXT)


def _cluster(sheet: Sheet, paper: ScoutPaper, place: str, store: Store, rect: Rect) -> None:
    """Draw the outline of a cluster among the regions around it, and other clusters quietly."""
    shapes = paper.evidence.places.geometry
    own = shapes[place]
    west, south, east, north = own.bounds
    reach = max((east - west), (north - south), _LEAST) * _AROUND / 2
    middle = (west + east) / 2, (south + north) / 2
    flat = float(np.cos(np.radians(middle[1])))
    left, top, wide, high = rect
    unit = min(wide * flat, high) / (2 * reach)

    def put(shape: shapely.Geometry, *, fill: str, line: str, width: float) -> None:
        for part in shapely.get_parts(shape):
            if part.geom_type != "Polygon":
                continue
            rings = [part.exterior, *part.interiors]
            paths = [_placed(np.asarray(ring.coords), middle, unit, flat, rect) for ring in rings]
            path = Path.make_compound_path(*(Path(ring, closed=True) for ring in paths))
            sheet.put(PathPatch(path, facecolor=fill, edgecolor=line, linewidth=width), within=rect)

    for level in paper.dataset.manifest.levels[:2]:
        if level.boundaries:
            for shape in store.geometry(str(level.boundaries), "detail").geometry:
                put(shape, fill=_GROUND if level is paper.dataset.manifest.levels[0] else "none", line=_EDGE, width=0.4)
    for code, shape in shapes.items():
        if code != place:
            put(shape, fill="#d9dfe5", line=_EDGE, width=0.4)
    put(own, fill=_FILL, line=_LINE, width=1.2)
    sheet.rectangle(rect, line=_EDGE, width=0.6)
    style = Style(8.0, strong=True, colour=INK)
    sheet.write(paper.names[place].split(":")[0], (left + wide / 2, top + 12.0), style, align="center", halo=2.5)


def _placed(ring: np.ndarray, middle: tuple[float, float], unit: float, flat: float, rect: Rect) -> np.ndarray:
    """Put degrees on the sheet: a plane around the cluster, north up."""
    left, top, wide, high = rect
    x = left + wide / 2 + (ring[:, 0] - middle[0]) * flat * unit / flat
    y = top + high / 2 - (ring[:, 1] - middle[1]) * unit / flat
    return np.column_stack([x, y])
