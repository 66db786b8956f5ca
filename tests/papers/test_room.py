"""Free room on a map: insets, labels and the scale bar cover nothing that counts."""

import numpy as np

from papers.frame import Frame, fitted
from papers.insets import in_a_row, place_insets
from papers.labels import Label, place, size_of
from papers.lettering import Style
from papers.outlines import Rings
from papers.projection import projection_for
from papers.room import OUTSIDE, Room
from papers.subject import Subject
from tests.papers.drawn import drawing

STYLE = Style(9.0)
US = (24.3, -125.2, 49.6, -66.7)
SQUARE = Rings(np.array([[30.0, 30.0], [60.0, 30.0], [60.0, 60.0], [30.0, 60.0], [30.0, 30.0]]), np.array([0]),
               np.array([0]))  # fmt: skip


def test_lines_take_the_cells_that_they_run_through() -> None:
    room = Room((0.0, 0.0, 90.0, 90.0))
    room.take_lines(SQUARE)
    assert room.taken((27.0, 27.0, 36.0, 6.0)) > 9
    assert room.taken((36.0, 36.0, 18.0, 18.0)) == 0
    assert room.taken((80.0, 80.0, 20.0, 5.0)) == OUTSIDE


def test_areas_take_what_is_within_them() -> None:
    room = Room((0.0, 0.0, 90.0, 90.0))
    room.take_areas(SQUARE)
    assert (room.covered((36.0, 36.0, 18.0, 18.0)), room.taken((36.0, 36.0, 18.0, 18.0))) == (36, 0)
    assert room.near_areas(np.array([[45.0, 45.0], [66.0, 45.0], [88.0, 45.0]]), 3).tolist() == [True, True, False]


def test_a_room_that_was_tried_in_leaves_the_first_as_it_was() -> None:
    room = Room((0.0, 0.0, 30.0, 30.0))
    room.copy().take((0.0, 0.0, 30.0, 30.0))
    assert room.taken((0.0, 0.0, 30.0, 30.0)) == 0


def test_no_label_stands_over_another_or_outside() -> None:
    room, taken = Room((0.0, 0.0, 200.0, 120.0)), Room((0.0, 0.0, 200.0, 120.0))
    labels = [Label(((f"Place {k}", STYLE),), (100.0, 60.0), radius=3.0) for k in range(30)]
    found = place(labels, room, taken)
    assert 4 <= len(found) < 30
    for k, one in enumerate(found):
        x, y, wide, high = one.box
        assert x >= 0
        assert x + wide <= 200
        assert y >= 0
        assert y + high <= 120
        for other in found[:k]:
            a, b, c, d = other.box
            assert x >= a + c - 3 or a >= x + wide - 3 or y >= b + d - 3 or b >= y + high - 3


def test_a_label_on_a_large_area_needs_no_line_and_one_beside_a_small_one_has_one() -> None:
    import shapely  # noqa: PLC0415

    room, taken = Room((0.0, 0.0, 300.0, 200.0)), Room((0.0, 0.0, 300.0, 200.0))
    large = Label((("Texas", STYLE),), (100.0, 100.0), area=shapely.box(50, 50, 150, 150))
    small = Label((("Delaware", STYLE),), (250.0, 100.0), area=shapely.box(248, 98, 252, 102))
    on, beside = place([large, small], room, taken)
    assert (on.leads, beside.leads) == (False, True)
    assert on.box[0] + size_of(large)[0] / 2 == 100.0


def frame_of_us(wide: float, high: float) -> tuple[Subject, Frame]:
    subject, projection = Subject(drawing()), projection_for(US)
    return subject, fitted(projection, bounds_of_us(subject), (0.0, 0.0, wide, high), 8.0)


def bounds_of_us(subject: Subject) -> tuple[float, float, float, float]:
    from papers.scope import scope_of  # noqa: PLC0415

    return subject.bounds(scope_of(subject.drawing), projection_for(US))


def test_insets_stand_where_the_map_has_nothing() -> None:
    from papers.scope import scope_of  # noqa: PLC0415

    subject, frame = frame_of_us(640.0, 400.0)
    wanted = scope_of(subject.drawing).insets
    lines, room = subject.outlines(frame, US, grid=0.25), Room(frame.rect)
    room.take_lines(lines)
    room.take_areas(lines)
    found = place_insets(wanted, subject.places, room, title=STYLE)
    assert found is not None
    assert [" ".join(inset.title) for inset in found][:2] == ["Alaska", "Hawaii"]
    assert len(found) == 4
    for inset in found:
        assert room.taken(inset.frame.rect) == room.covered(inset.frame.rect) == 0


def test_insets_that_find_no_room_stand_in_a_row() -> None:
    full = Room((0.0, 0.0, 300.0, 200.0))
    full.take((0.0, 0.0, 300.0, 200.0))
    subject = Subject(drawing())
    wanted = [("Alaska", (51.0, -179.9, 71.6, -129.5)), ("Hawaii", (18.7, -160.6, 22.4, -154.6))]
    assert place_insets(wanted, subject.places, full, title=STYLE) is None
    row = in_a_row(wanted, subject.places, (0.0, 210.0, 300.0, 50.0), title=STYLE)
    assert [inset.frame.rect[1:] for inset in row] == [(210.0, 147.5, 50.0)] * 2


def test_an_inset_holds_its_region_whole() -> None:
    from papers.insets import framed  # noqa: PLC0415

    subject, box = Subject(drawing()), (51.0, -179.9, 71.6, -129.5)
    inset = framed("Alaska", box, subject.places, (10.0, 10.0, 120.0, 80.0), title=STYLE)
    corners = inset.frame.point(np.array([-156.8, -130.1, -168.1]), np.array([71.3, 55.3, 65.6]))  # north, south, west
    assert inset.frame.holds(corners).all()
    assert (corners[:, 1] > 10 + STYLE.step).all()
