"""The body of a picture: the main frame with its insets, labels and scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from papers.fills import WATER
from papers.frame import fitted, within
from papers.insets import in_a_row, place_insets
from papers.lettering import SOFT, Style
from papers.picture_labels import draw_scale, label_places, label_regions
from papers.picture_map import draw_map, grid_of, is_local
from papers.picture_marks import draw_marks
from papers.picture_words import Facts
from papers.room import Room

if TYPE_CHECKING:
    from papers.frame import Frame
    from papers.insets import Inset
    from papers.projection import Box, Projection
    from papers.scope import Scope
    from papers.sheet import Rect, Sheet
    from papers.subject import Subject

_EDGE, _STRIP, _ROOM = "#c9ced3", 0.2, 7.0


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """What is drawn, which extent, in which projection and rectangle.

    Without `labels` nothing is written and no land lies around: one of several small maps.
    """

    subject: Subject
    scope: Scope
    projection: Projection
    rect: Rect
    labels: bool = True

    def only(self, insets: bool) -> Box | None:  # noqa: FBT001 - whether there are any
        """Extent that regions must reach into: what stands in an inset, or beyond the edge of a world, is not drawn."""
        return self.scope.box if insets or self.projection.kind == "eqearth" else None


def draw_body(sheet: Sheet, body: Body, *, dots: bool) -> Facts:
    """Draw the map with all that belongs to it; return what is to be told at the foot."""
    subject, grid = body.subject, grid_of(sheet, dots=dots)
    frame, room, insets = plan(sheet, body, grid=grid)
    draw_map(sheet, subject, frame, body.only(bool(insets)), grid=grid, ground=body.labels)
    draw_marks(sheet, subject, frame)
    local = is_local(frame) or not body.labels
    cut = body.labels and (subject.is_points or body.scope.exact)  # what is shown reaches the edges of the frame
    if (not local or cut) and frame.projection.kind != "eqearth":
        sheet.rectangle(frame.rect, line=_EDGE, width=0.6)
    for inset in insets:
        _draw_inset(sheet, body, inset, grid=grid, ground="#ffffff" if local else WATER)
    places = False
    if body.labels:
        taken = Room(frame.rect)
        for inset in insets:
            taken.take(inset.frame.rect)
        label_regions(sheet, subject, frame, (room, taken), body.scope.near)
        places = label_places(sheet, subject, frame, room, taken)
        draw_scale(sheet, subject, frame, (room, taken), body.scope.box)
    return Facts(body.projection.title(subject.figures.say), bool(insets), not local, places)


def plan(sheet: Sheet, body: Body, *, grid: float) -> tuple[Frame, Room, list[Inset]]:
    """Fit the map into its rectangle and find room for its insets: over the map, else in a strip below it."""
    subject, rect = body.subject, body.rect
    bounds = subject.bounds(body.scope, body.projection)
    frame = fitted(body.projection, bounds, rect, _ROOM * sheet.scale)
    shown = subject.points if subject.is_points else subject.places
    wanted = [(title, box) for title, box in body.scope.insets if within(shown, box).any()]
    box = body.only(bool(wanted))
    room, title = _room(subject, frame, box, grid=grid), _title(sheet, body)
    insets = place_insets(wanted, subject.places, room, title=title)
    if insets is not None:
        return frame, room, insets
    left, top, wide, high = rect
    strip = high * _STRIP
    frame = fitted(body.projection, bounds, (left, top, wide, high - strip - 6.0), _ROOM * sheet.scale)
    below = left, top + high - strip, wide, strip
    return frame, _room(subject, frame, box, grid=grid), in_a_row(wanted, subject.places, below, title=title)


def _room(subject: Subject, frame: Frame, box: Box | None, *, grid: float) -> Room:
    """Find out what of a frame the map covers."""
    room, lines = Room(frame.rect), subject.outlines(frame, box, grid=grid)
    room.take_lines(lines)
    room.take_areas(lines)
    if subject.is_points:
        room.take_points(frame.point(subject.points[:, 0], subject.points[:, 1]), 4.0)
    return room


def _title(sheet: Sheet, body: Body) -> Style:
    """Return the style of the titles of insets, without size where nothing is written."""
    return Style(7.2 * sheet.scale if body.labels else 0.0, colour=SOFT)


def _draw_inset(sheet: Sheet, body: Body, inset: Inset, *, grid: float, ground: str) -> None:
    frame = inset.frame
    sheet.rectangle(frame.rect, fill=ground)
    draw_map(sheet, body.subject, frame, inset.box, grid=grid, ground=body.labels)
    sheet.rectangle(frame.rect, line=_EDGE, width=0.6)
    if inset.title:
        sheet.lines(inset.title, (frame.rect[0] + 3.0, frame.rect[1] + 0.5), _title(sheet, body))
