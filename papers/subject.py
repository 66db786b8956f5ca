"""What a picture shows: the outlines and texts behind one drawing, put into a frame of the sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from papers.fills import fill_of
from papers.frame import bounds_of, within
from papers.outlines import Rings, rings, rounded, seen
from papers.projection import unrolled
from papers.scope import boundary_of
from scene.message import message_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.boundaries import BoundarySet
    from geo.store import Store
    from layers.message import LegendItem, LegendPart, MapMessage, RegionsPart
    from papers.fills import Fill
    from papers.frame import Bounds, Frame
    from papers.projection import Box, Projection
    from papers.scope import Scope
    from scene.drawing import Drawing
    from scene.figures import Figures

_FINE = 150_000
"""Places of an outline up to which pictures take the finest one: more would only cost time."""
_KEPT = 24
_ICE = -60.0  # degrees
_BEYOND = 0.2  # part of its extent by which regions may reach out of a map and still be shown whole


@dataclass(frozen=True)
class Subject:
    """A drawing with its message, which holds the style that the web map has.

    `disc` is the radius of the largest circle of a level of places, points, and `largest` the figure that it stands for
    where several maps share their sizes; 0 is the map's own. `rows` are those of a legend that several maps share.
    """

    drawing: Drawing
    disc: float = 17.0
    largest: float = 0.0
    rows: tuple[LegendItem, ...] = ()

    @cached_property
    def message(self) -> MapMessage:
        """The style: classes, colours, legend, labels, titles."""
        return message_of(self.drawing)

    @property
    def legend(self) -> LegendPart | None:
        """The legend; None where the layer of the regions is switched off."""
        own = self.message.legend
        return replace(own, items=self.rows) if own and self.rows else own

    @property
    def regions(self) -> RegionsPart | None:
        """Classes and values of the regions; None where the layer is switched off."""
        return self.message.regions

    @property
    def figures(self) -> Figures:
        """What writes the figures."""
        return self.drawing.figures

    @property
    def is_points(self) -> bool:
        """Whether regions are drawn as circles."""
        return bool(self.figures.dataset.manifest.level(self.figures.query.level).points)

    @cached_property
    def boundary(self) -> BoundarySet:
        """The boundaries that the map lies on."""
        return boundary_of(self.drawing)

    @cached_property
    def places(self) -> np.ndarray:
        """Longitude and latitude of all places of the outlines, for finding what an extent holds."""
        return np.asarray(shapely.get_coordinates(self.drawing.store.geometry(self.boundary.id, "overview").geometry))

    def bounds(self, scope: Scope, projection: Projection) -> Bounds:
        """Bounds of an extent in the plane, metres: west, south, east, north."""
        if scope.exact:
            return bounds_of(projection, scope.box, np.empty((0, 2)))
        return _spread(self.drawing.store, self.boundary.id, projection, scope.box)

    @cached_property
    def points(self) -> np.ndarray:
        """Longitude and latitude of each region of a level of places, in the order of the drawing."""
        frame = self.figures.dataset.regions_at(self.figures.query.level)
        return np.asarray(shapely.get_coordinates(frame.geometry.to_numpy()))

    @cached_property
    def marks(self) -> list[tuple[str, str]]:
        """Class of each region and how certain it is, as in `layers.message.RegionsPart`."""
        part = self.regions
        return [] if part is None else list(zip(part.classes, part.sure or "." * len(part.classes), strict=True))

    @cached_property
    def fills(self) -> list[Fill]:
        """How each region is filled; each kind of mark is looked up once."""
        part = self.regions
        found = {mark: fill_of(*mark, part.palette) for mark in set(self.marks)} if part is not None else {}
        return [found[mark] for mark in self.marks]

    def knows(self, box: Box) -> bool:
        """Tell whether any region in an extent has a figure."""
        classes = self.regions.classes if self.regions else ""
        own, store = self.is_points, self.drawing.store
        mine = within(self.points, box) if own else _reaching(store, self.boundary.id, box)
        return any(mark != "-" for mark, inside in zip(classes, mine.tolist(), strict=False) if inside)

    def radii(self, figures: Sequence[float | None]) -> np.ndarray:
        """Radii of the circles of figures, points: areas are to each other as the figures."""
        part = self.regions
        own = max((size or 0.0 for size in part.sizes or ()), default=0.0) if part else 0.0
        shares = np.maximum([figure or 0.0 for figure in figures], 0.0) / max(own, self.largest, 1e-9)
        return np.asarray(self.disc * np.sqrt(shares))

    def outlines(self, frame: Frame, box: Box | None, *, grid: float) -> Rings:
        """Outlines of the boundary set on the sheet, of regions that reach into an extent if one is given.

        A region that shrinks to a dot stays a dot.
        """
        name, store = self.boundary.id, self.drawing.store
        window = _tidy(frame)
        part = float(within(self.places, window).mean())
        lines = _projected(store, name, _lod(store, name, part), frame.projection, window)
        if box is not None:
            lines = lines.only(_reaching(store, name, box)[lines.owners])
        return rounded(lines.moved(frame.page).touching(frame.rect), grid, tiny=True)

    def ground(self, frame: Frame, layer: str, *, grid: float) -> Rings:
        """Lines of the base map on the sheet: ``land``, ``borders`` or ``disputed``."""
        lines = _projected(self.drawing.store, "basemap", layer, frame.projection, _tidy(frame))
        return rounded(lines.moved(frame.page).touching(frame.rect), grid)

    @property
    def parted(self) -> bool:
        """Whether the regions are parts of several larger ones."""
        return len(set(self.parents)) > 1

    @cached_property
    def parents(self) -> list[str | None]:
        """What each region is part of, such as the state of a county; None where it is part of nothing."""
        table = self.drawing.store.geometry(self.boundary.id, "overview")
        if "parent_code" not in table.columns:
            return [None] * len(table)
        found = table["parent_code"]
        return [str(code) if isinstance(code, str) else None for code in found]


def _tidy(frame: Frame) -> Box:
    """Window of a frame in whole degrees or tenths, so that frames of nearly the same size share their outlines."""
    south, west, north, east = frame.window()
    step = 1.0 if north - south > 10 else 0.1  # noqa: PLR2004 - degrees
    low, high = (np.floor(np.array([south, west]) / step) * step, np.ceil(np.array([north, east]) / step) * step)
    middle = frame.projection.middle
    return (
        float(max(low[0], -90.0)), float(max(low[1], middle - 180.0)),
        float(min(high[0], 90.0)), float(min(high[1], middle + 180.0)),
    )  # fmt: skip


def _lod(store: Store, name: str, part: float) -> str:
    """Finest level of detail that is worth its time for a part of a set."""
    return "detail" if part * _fineness(store, name) <= _FINE else "overview"


@lru_cache(maxsize=_KEPT)
def _fineness(store: Store, name: str) -> int:
    """Count the places of the finest outlines of a set."""
    return int(shapely.get_num_coordinates(store.geometry(name, "detail").geometry.to_numpy()).sum())


@lru_cache(maxsize=_KEPT)
def _spread(store: Store, name: str, projection: Projection, box: Box) -> Bounds:
    """Bounds of all places of the regions that lie mostly in an extent, which may cut a little off.

    Places far outside are left out; where no region lies mostly in it, these are the bounds of the places within.
    """
    shapes = store.geometry(name, "overview").geometry
    places, owners = shapely.get_coordinates(shapes, return_index=True)
    south, west, north, east = unrolled(box)
    up, aside = (north - south) * _BEYOND, min((east - west) * _BEYOND, (360.0 - (east - west)) / 2)
    inside, n = within(places, box), len(shapes)
    share = np.bincount(owners, inside, n) / np.maximum(np.bincount(owners, minlength=n), 1)
    wider = within(places, (south - up, west - aside, north + up, east + aside))
    found = places[wider & (share >= 0.5)[owners]]  # noqa: PLR2004 - mostly
    return bounds_of(projection, box, found if len(found) else places[inside])


@lru_cache(maxsize=_KEPT)
def _reaching(store: Store, name: str, box: Box) -> np.ndarray:
    """Tell which regions of a set reach into an extent."""
    shapes = store.geometry(name, "overview").geometry.to_numpy()
    south, west, north, east = unrolled(box)
    found = np.zeros(len(shapes), dtype=bool)
    for turn in (-360.0, 0.0, 360.0):
        found |= shapely.intersects(shapes, shapely.box(west - turn, south, east - turn, north))
    return found


@lru_cache(maxsize=_KEPT)
def _projected(store: Store, name: str, layer: str, projection: Projection, window: Box) -> Rings:
    """Outlines within a window, in the plane: the work that pictures of one place share."""
    if layer == "land":
        shapes = store.geometry(name, layer).geometry
        if projection.kind == "eqearth":  # a map of the world ends before Antarctica
            shapes = shapes[shapes.bounds["maxy"] > _ICE]
    elif layer in ("borders", "disputed"):
        table = store.geometry(name, "borders")
        shapes = table.geometry[table["disputed"] == (layer == "disputed")]
    else:
        shapes = store.geometry(name, layer).geometry.reindex(store.geometry(name, "overview").index)
    parts, owners = seen(shapes.to_numpy(), window)
    return rings(parts, owners, projection)
