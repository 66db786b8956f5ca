"""The map of a picture: ground, regions or circles, outlines; in the style that the web map has."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from papers.borders import shared_borders
from papers.fills import BORDER, COAST, DASHES, DISPUTED, HATCHES, LAND, WATER, Fill
from papers.frame import within
from papers.room import Room

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from papers.frame import Frame
    from papers.outlines import Rings
    from papers.projection import Box
    from papers.sheet import Rect, Sheet
    from papers.subject import Subject

LOCAL_KM = 1_000.0
"""Width of a frame below which the base map is too coarse to lie under regions: they lie on plain paper then."""
_SMALLEST, _PATTERN = 0.09, 6.0  # radius of the smallest circle as a part of the largest, of the least with a pattern
_CROWDS = ((1500, 0.2), (300, 0.3), (0, 0.5))  # regions on the map, and how thick their borders are
_PARENTS = 60  # regions from which the borders of what they are part of help the eye
_EDGE, _CIRCLE_EDGE, _SELECTED, _PARENT = "#69737c", "#4b5563", "#111827", "#374151"
_UNSURE = (HATCHES["unsure"], HATCHES["unknown"])
_ARM = 0.95  # of the radius of a small circle that is struck through
_HALF_DOT = 0.5
_TINY = 5.0  # points across a region below which its border would be all that is seen
_NEAR = 3  # cells of three points around regions where borders of the base map would only double theirs


def grid_of(sheet: Sheet, *, dots: bool) -> float:
    """Return the width of the finest detail worth drawing, in points: half a dot, or a tenth of a point in lines."""
    return _HALF_DOT * 72 / sheet.dpi if dots else 0.1


def is_local(frame: Frame) -> bool:
    """Tell whether a frame shows so little that the base map is too coarse for it."""
    return frame.projection.kind != "eqearth" and frame.rect[2] * frame.metres < LOCAL_KM * 1000


def draw_map(
    sheet: Sheet, subject: Subject, frame: Frame, box: Box | None, *, grid: float, ground: bool = True
) -> None:
    """Draw one frame with everything but its labels.

    Parameters
    ----------
    sheet : Sheet
    subject : Subject
    frame : Frame
        Where on the sheet, and what it shows.
    box : (south, west, north, east), optional
        Only regions that reach into this extent; the others stand in frames of their own.
    grid : float
        Places are rounded to it, points (see `grid_of`).
    ground : bool, default True
        Whether land, sea and borders between countries are drawn.
    """
    lines = subject.outlines(frame, box, grid=grid)
    ground = ground and not is_local(frame)
    if ground:
        _ground(sheet, subject, frame, lines, grid=grid)
    elif subject.is_points and is_local(frame):
        sheet.rectangle(frame.rect, fill=WATER)
    if subject.is_points:
        _backdrop(sheet, lines, frame)
        _circles(sheet, subject, frame, box)
    elif subject.regions is not None:
        _regions(sheet, subject, frame, lines)
        _parents(sheet, subject, frame, lines)
        _spots(sheet, subject, frame, lines)
        if ground:
            _disputed(sheet, subject, frame, grid=grid)
        _selected(sheet, subject, frame, lines)


def _ground(sheet: Sheet, subject: Subject, frame: Frame, lines: Rings, *, grid: float) -> None:
    """Land and the borders between countries, but where the outlines of regions show them better."""
    if frame.projection.kind != "eqearth":
        sheet.rectangle(frame.rect, fill=WATER)
    land = subject.ground(frame, "land", grid=grid)
    sheet.put(PathPatch(land.path(), facecolor=LAND, edgecolor=COAST, linewidth=0.4), within=frame.rect)
    borders = subject.ground(frame, "borders", grid=grid)
    if subject.regions is not None:
        room = Room(frame.rect)
        room.take_areas(lines)
        borders = borders.broken(room.near_areas(borders.places, _NEAR))
    _line(sheet, borders, frame, colour=BORDER, width=0.6)


def _disputed(sheet: Sheet, subject: Subject, frame: Frame, *, grid: float) -> None:
    """Disputed borders are dotted and stay visible above the regions."""
    lines = subject.ground(frame, "disputed", grid=grid)
    _line(sheet, lines, frame, colour=DISPUTED, width=0.9, dash=(0, (1, 2.2)))


def _line(sheet: Sheet, lines: Rings, frame: Frame, *, colour: str, width: float, dash: object = "-") -> None:
    if len(lines.starts):
        path = PathPatch(lines.path(), facecolor="none", edgecolor=colour, linewidth=width, joinstyle="round")
        path.set(linestyle=dash)
        sheet.put(path, within=frame.rect)


def edge_width(n: int) -> float:
    """Thickness of the borders of so many regions."""
    return next(width for least, width in _CROWDS if n >= least)


def _regions(sheet: Sheet, subject: Subject, frame: Frame, lines: Rings) -> None:
    """Areas in the colours of their classes: one collection for all that have no pattern, one for each pattern."""
    part = subject.regions
    if part is None:
        return
    paths, fills = lines.paths(len(subject.marks)), subject.fills
    n = sum(path is not None for path in paths)
    width = edge_width(n) * sheet.scale
    tiny = frame.rect[2] * frame.rect[3] < _TINY**2 * n
    groups: dict[Fill | None, list[int]] = {}
    for at, (path, fill) in enumerate(zip(paths, fills, strict=True)):
        if path is not None:
            groups.setdefault(fill if fill.pattern else None, []).append(at)
    for pattern, members in groups.items():
        shapes = [path for at in members if (path := paths[at]) is not None]
        if pattern is None:
            colours = [fills[at].colour for at in members]
            sheet.put(PathCollection(shapes, facecolors=colours, edgecolors="face" if tiny else _EDGE,
                                     linewidths=width, joinstyle="round"), within=frame.rect)  # fmt: skip
        else:  # one shape: a pattern is slow to lay
            lay(sheet, Path.make_compound_path(*shapes), pattern, edge=_EDGE, width=width, within=frame.rect)


def lay(
    sheet: Sheet, path: Path, fill: Fill, *, edge: str, width: float, within: Rect | None = None
) -> PathPatch:
    """Lay a shape on the sheet in its colour; a pattern lies over it, because some programs lose a colour below one."""
    shape = PathPatch(path, facecolor=fill.colour, edgecolor=edge, linewidth=width, joinstyle="round")
    sheet.put(shape, within=within)
    if fill.pattern:
        lines = PathPatch(path, facecolor="none", edgecolor="none", linewidth=0.0)
        lines.set_hatch(fill.pattern)
        lines.set_hatchcolor(fill.ink)
        lines.set_hatch_linewidth(0.5 * sheet.scale)
        sheet.put(lines, within=within)
    return shape


def _parents(sheet: Sheet, subject: Subject, frame: Frame, lines: Rings) -> None:
    """Draw the borders of what many small regions are part of, such as those of the states over counties."""
    if len(np.unique(lines.owners)) >= _PARENTS and subject.parted:
        _line(sheet, shared_borders(lines, subject.parents), frame, colour=_PARENT, width=0.7 * sheet.scale)


def _outline(sheet: Sheet, paths: Sequence[Path], frame: Frame, colour: str, width: float, dash: object = "-") -> None:
    if paths:
        path = PathPatch(Path.make_compound_path(*paths), facecolor="none", edgecolor=colour, linewidth=width)
        path.set(linestyle=dash, joinstyle="round")
        sheet.put(path, within=frame.rect)


def _spots(sheet: Sheet, subject: Subject, frame: Frame, lines: Rings) -> None:
    """Outlines of regions that stand out together with their neighbours, each kind in its colour and line."""
    part = subject.regions
    if part is None or part.spots is None:
        return
    paths = lines.paths(len(part.classes))
    kinds = [[path for path, kind in zip(paths, part.spots.classes, strict=True) if path is not None and kind == str(k)]
             for k in range(len(part.spots.palette))]  # fmt: skip
    width = 1.8 * sheet.scale
    _outline(sheet, [path for kind in kinds for path in kind], frame, "#ffffff", width + 1.4)
    for k, kind in enumerate(kinds):
        _outline(sheet, kind, frame, part.spots.palette[k], width, DASHES[k])


def _selected(sheet: Sheet, subject: Subject, frame: Frame, lines: Rings) -> None:
    codes = [str(code) for code in subject.drawing.codes]
    if subject.message.selected not in codes:
        return
    path = lines.paths(len(codes))[codes.index(str(subject.message.selected))]
    if path is not None:
        _outline(sheet, [path], frame, "#ffffff", 3.0 * sheet.scale)
        _outline(sheet, [path], frame, _SELECTED, 1.5 * sheet.scale)


def _backdrop(sheet: Sheet, lines: Rings, frame: Frame) -> None:
    shape = PathPatch(lines.path(), facecolor="#fbfbf9", edgecolor="#c3c8cb", linewidth=0.45)
    sheet.put(shape, within=frame.rect)


def radii(subject: Subject) -> np.ndarray:
    """Radius of each circle, points; the least can still be seen."""
    sizes = subject.regions.sizes if subject.regions else None
    return np.empty(0) if sizes is None else np.maximum(_SMALLEST * subject.disc, subject.radii(sizes))


def _circles(sheet: Sheet, subject: Subject, frame: Frame, box: Box | None) -> None:
    """Draw a circle for each place, the largest at the bottom; the selected one has a dark edge."""
    part = subject.regions
    if part is None:
        return
    at, sizes = frame.point(subject.points[:, 0], subject.points[:, 1]), radii(subject)
    mine = frame.holds(at, -subject.disc) & (True if box is None else within(subject.points, box))
    shown = np.flatnonzero(mine)
    order = shown[np.argsort(-sizes[shown], kind="stable")].tolist()
    fills = subject.fills
    plain = {k: fills[k] if sizes[k] >= _PATTERN else Fill(fills[k].colour) for k in order}
    discs = {k: Path.circle((float(at[k, 0]), float(at[k, 1])), float(sizes[k])) for k in order}
    width = 0.45 * sheet.scale
    for fill, run in groupby(order, key=lambda k: plain[k] if plain[k].pattern else None):
        members = list(run)
        if fill is None:
            sheet.put(PathCollection([discs[k] for k in members], facecolors=[plain[k].colour for k in members],
                                     edgecolors=_CIRCLE_EDGE, linewidths=width), within=frame.rect)  # fmt: skip
        for k in members if fill is not None else ():
            lay(sheet, discs[k], plain[k], edge=_CIRCLE_EDGE, width=width, within=frame.rect)
    _struck(sheet, frame, [(at[k], float(sizes[k]), fills[k]) for k in order if fills[k].pattern != plain[k].pattern])
    _rims(sheet, subject, frame, discs)


def _struck(sheet: Sheet, frame: Frame, small: Sequence[tuple[np.ndarray, float, Fill]]) -> None:
    """Strike small circles through whose class is not certain, twice where that is unknown: a pattern would be lost."""
    strokes: dict[str, list[Path]] = {}
    for (x, y), radius, fill in small:
        arm = radius * _ARM
        ways = [((x - arm, y + arm), (x + arm, y - arm))] if fill.pattern in _UNSURE else []
        ways += [((x - arm, y - arm), (x + arm, y + arm))] if fill.pattern == _UNSURE[1] else []
        strokes.setdefault(fill.ink, []).extend(Path(way) for way in ways)
    for ink, paths in strokes.items():
        _outline(sheet, paths, frame, ink, 0.6 * sheet.scale)


def _rims(sheet: Sheet, subject: Subject, frame: Frame, discs: Mapping[int, Path]) -> None:
    """Rims of circles that stand out together with their neighbours, and of the selected one."""
    part, codes = subject.regions, [str(code) for code in subject.drawing.codes]
    if part is not None and part.spots is not None:
        for k, kind in enumerate(part.spots.palette):
            found = [disc for at, disc in discs.items() if part.spots.classes[at] == str(k)]
            _outline(sheet, found, frame, kind, 1.6 * sheet.scale, DASHES[k])
    if subject.message.selected in codes and (at := codes.index(str(subject.message.selected))) in discs:
        _outline(sheet, [discs[at]], frame, "#ffffff", 3.0 * sheet.scale)
        _outline(sheet, [discs[at]], frame, _SELECTED, 1.6 * sheet.scale)
