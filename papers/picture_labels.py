"""What is labelled in a picture: the highest regions, the selected one, places, and the scale of the map."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import Geod

from papers.labels import Label, draw, place, shortened
from papers.lettering import INK, SOFT, Style, width
from papers.outlines import seen
from papers.picture_map import radii

if TYPE_CHECKING:
    import pandas as pd

    from papers.frame import Frame
    from papers.projection import Box
    from papers.room import Room
    from papers.sheet import Sheet
    from papers.subject import Subject

_TRUE, _UPRIGHT = 0.06, 3.0
"""Part by which a scale may differ within the map, and degrees by which north may turn, that are still worth a sign."""
_BAR = 0.15  # length of the bar at most, as a part of the frame's width
_PLACE = "#3f4a56"
_PEOPLE = 300_000
_SEEN = 0.3  # part of a region within the frame below which it gets no name
_MOST_PLACES = 24
_NAMED = 4.5  # zoom of the web map from which places have names
_WEB_METRES = 156_543.0  # in a pixel of a web map at zoom 0


def label_regions(
    sheet: Sheet, subject: Subject, frame: Frame, rooms: tuple[Room, Room], near: tuple[str, ...] = ()
) -> None:
    """Write name and value of the five highest regions, of the selected one, and of those `near` it.

    `rooms` are what the map covers and what no label may cover.
    """
    part = subject.regions
    if part is None:
        return
    codes = [str(code) for code in subject.drawing.codes]
    wanted = list(part.top)
    if subject.message.selected in codes:
        chosen = codes.index(str(subject.message.selected))
        wanted = [chosen, *(at for at in wanted if at != chosen)]
    wanted += [codes.index(code) for code in near if code in codes and codes.index(code) not in wanted]
    labels = [label for at in wanted if (label := _region(sheet, subject, frame, at, codes[at])) is not None]
    for placed in place(labels, *rooms):
        draw(placed, sheet)


def _region(sheet: Sheet, subject: Subject, frame: Frame, at: int, code: str) -> Label | None:
    strong, plain = Style(9.0 * sheet.scale, strong=True, colour=INK), Style(8.6 * sheet.scale, colour=INK)
    value = subject.drawing.result.values.get(code, math.nan)
    lines = [(text, strong) for text in shortened(subject.figures.region(code), strong, sheet.scale)]
    if np.isfinite(value):
        lines += [(text, plain) for text in shortened(subject.figures.value(float(value)), plain, sheet.scale)]
    if subject.is_points:
        spot = frame.point(*subject.points[[at]].T)
        inside = frame.holds(spot)[0]
        return Label(tuple(lines), (float(spot[0, 0]), float(spot[0, 1])),
                     radius=float(radii(subject)[at])) if inside else None  # fmt: skip
    area = _area(subject, frame, code)
    if area is None:
        return None
    line = shapely.maximum_inscribed_circle(area, tolerance=1.0)
    x, y = shapely.get_coordinates(line)[0].tolist()
    return Label(tuple(lines), (x, y), area=area)


def _area(subject: Subject, frame: Frame, code: str) -> shapely.Polygon | None:
    """Largest part of a region that the frame shows, in points of the sheet."""
    table = subject.drawing.store.geometry(subject.boundary.id, "overview")
    parts, _ = seen(table.geometry.loc[[code]].to_numpy(), frame.window())
    if not len(parts):
        return None
    flat = shapely.transform(parts, lambda at: frame.page(frame.projection.forward(at[:, 0], at[:, 1])))
    left, top, wide, high = frame.rect
    flat = shapely.make_valid(flat)
    cut = shapely.clip_by_rect(flat, left, top, left + wide, top + high)
    if shapely.area(cut).sum() < _SEEN * shapely.area(flat).sum():
        return None
    pieces = [piece for piece in shapely.get_parts(shapely.get_parts(cut)) if isinstance(piece, shapely.Polygon)]
    return max(pieces, key=lambda piece: piece.area, default=None)


def label_places(sheet: Sheet, subject: Subject, frame: Frame, room: Room, taken: Room) -> bool:
    """Write names of large cities where the map is close enough, as the web map does; tell whether there are any."""
    if "places" not in subject.drawing.view.layers or frame.projection.kind == "eqearth":
        return False
    table = subject.drawing.store.context("places")
    zoom = math.log2(_WEB_METRES * math.cos(math.radians(_middle(frame)[1])) / (frame.metres / sheet.scale))
    if zoom < _NAMED:
        return False
    table = table[table["population"].to_numpy(float) >= max(_PEOPLE, 4e6 / 2 ** (1.6 * (zoom - 5)))]
    at = frame.point(table["lon"].to_numpy(), table["lat"].to_numpy())
    inside = frame.holds(at, 4.0)
    table, at = table[inside], at[inside]
    order = np.argsort(-table["population"].to_numpy(float), kind="stable").tolist()
    names, style = _names(table, subject.figures.say.lang), Style(7.6 * sheet.scale, colour=_PLACE)
    labels = [Label(((names[k], style),), (float(at[k, 0]), float(at[k, 1])), radius=1.5) for k in order]
    found = place(labels, room, taken, most=_MOST_PLACES, aside=False)
    for placed in found:
        sheet.dot(placed.label.at, 1.5 * sheet.scale, _PLACE, edge="#ffffff")
        draw(placed, sheet)
    return bool(found)


def _names(table: pd.DataFrame, lang: str) -> list[str]:
    """Names of places in a language, in English where there is none."""
    known = [table[name] for name in (f"name_{lang}", "name") if name in table]
    return [str(next((text for text in row if isinstance(text, str) and text), "")) for row in zip(*known, strict=True)]


def has_scale(frame: Frame, box: Box) -> bool:
    """Tell whether one bar says how long a way on the whole map is: not on a map of the world."""
    return frame.projection.kind != "eqearth" and frame.projection.uneven(box) <= _TRUE


def draw_scale(sheet: Sheet, subject: Subject, frame: Frame, rooms: tuple[Room, Room], box: Box) -> None:
    """Draw a bar of a round length, and an arrow to the north where it is up on the whole map.

    `rooms` are what the map covers and what may not be covered at all.
    """
    if not has_scale(frame, box):
        return
    say, style = subject.figures.say, Style(7.6 * sheet.scale, colour=SOFT)
    kilometres, long = bar(frame)
    number = say.number(kilometres, decimals=0 if kilometres >= 1 else 1)
    text = say("{n} km", n=number)
    north = frame.projection.turned(box) <= _UPRIGHT
    wide, high = max(long, width(text, style)) + 8.0, style.size * 2.0 + (26.0 * sheet.scale if north else 0.0)
    spot = corner(*rooms, (wide, high))
    if spot is None:
        return
    x, y = spot[0] + 4.0, spot[1] + high - 4.0
    tick = 3.2 * sheet.scale
    sheet.stroke([(x, y - tick), (x, y), (x + long, y), (x + long, y - tick)], colour="#ffffff", width=2.6)
    sheet.stroke([(x, y - tick), (x, y), (x + long, y), (x + long, y - tick)], colour=SOFT, width=0.9)
    sheet.write(text, (x + long / 2, y - tick - 1.2), style, align="center", halo=2.0)
    if north:
        _arrow(sheet, (x + long / 2, spot[1] + 22.0 * sheet.scale), say("N"))


def _arrow(sheet: Sheet, foot: tuple[float, float], letter: str) -> None:
    """Draw a slim arrow upwards with the letter for north above it."""
    x, y = foot
    s = sheet.scale
    sheet.shape([(x, y - 13 * s), (x + 3.4 * s, y), (x, y - 2.6 * s), (x - 3.4 * s, y)], SOFT)
    sheet.write(letter, (x, y - 14.6 * s), Style(7.2 * s, strong=True, colour=SOFT), align="center", halo=2.0)


def corner(room: Room, taken: Room, size: tuple[float, float]) -> tuple[float, float] | None:
    """Place of a box near the lower edge that covers least, and nothing that is `taken`; None where there is none."""
    left, top, wide, high = room.rect
    best: tuple[float, tuple[float, float]] | None = None
    for up in np.arange(0.0, high / 2, 12.0).tolist():
        for aside in np.arange(0.0, wide - size[0] - 12.0, 12.0).tolist():
            spot = left + wide - size[0] - 6.0 - aside, top + high - size[1] - 6.0 - up
            if taken.taken((*spot, *size)):
                continue
            edge = min(aside, wide - size[0] - aside)
            cost = room.taken((*spot, *size)) + room.covered((*spot, *size)) + up / 4 + edge / 8 + aside / 80
            if best is None or cost < best[0]:
                best = cost, spot
    return None if best is None else best[1]


def bar(frame: Frame) -> tuple[float, float]:
    """Round length of a bar, and how long it is on paper.

    Returns
    -------
    (float, float)
        Kilometres on the ground in the middle of the map, and points.
    """
    lon, lat = _middle(frame)
    step = frame.rect[2] * 0.1
    far_lon, far_lat = (float(part[0]) for part in frame.projection.inverse(np.array(
        [[frame.middle[0] + step * frame.metres, frame.middle[1]]])))  # fmt: skip
    _, _, metres = Geod(ellps="WGS84").inv(lon, lat, far_lon, far_lat)
    per_point = metres / step / 1000
    longest = _BAR * frame.rect[2] * per_point
    power = 10.0 ** math.floor(math.log10(longest))
    best = max(n * power for n in (5, 2, 1) if n * power <= longest)
    return best, best / per_point


def _middle(frame: Frame) -> tuple[float, float]:
    lon, lat = frame.projection.inverse(np.array([frame.middle]))
    return float(lon[0]), float(lat[0])

