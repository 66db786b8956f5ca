"""Outlines on paper: no gap between neighbours, nothing vanishes, no line along the 180th meridian."""

import numpy as np
import pytest
import shapely

from geo.store import default_store
from papers.borders import shared_borders
from papers.outlines import Rings, rings, rounded, seen
from papers.projection import projection_for
from tests.papers.drawn import drawing

ROW = np.array([shapely.box(k, 0, k + 1, 1) for k in range(3)])
FLAT = projection_for((0.0, 0.0, 1.0, 3.0))


def of(shapes: np.ndarray) -> Rings:
    places, at = shapely.get_coordinates(shapes, return_index=True)
    return Rings(places, np.flatnonzero(np.diff(at, prepend=-1)), np.arange(len(shapes)))


def test_neighbours_share_every_place_of_their_border_after_rounding() -> None:
    states = default_store().geometry("us-states", "detail").loc[["48", "40"]]  # Texas, Oklahoma: the Red River
    parts, owners = seen(states.geometry.to_numpy(), (20.0, -110.0, 40.0, -90.0))
    lines = rounded(rings(parts, owners, projection_for((24.3, -125.2, 49.6, -66.7))), 5_000.0)
    border = shared_borders(lines, ["48", "40"])
    pieces = shapely.linestrings(border.places, indices=np.repeat(np.arange(len(border.starts)), border.lengths))
    assert shapely.get_type_id(shapely.union_all(shapely.buffer(pieces, 1.0))) == shapely.GeometryType.POLYGON  # no gap
    texas, oklahoma = (np.unique(lines.places[np.repeat(lines.owners, lines.lengths) == k], axis=0) for k in (0, 1))
    assert len(border.places) > 50
    for side in (texas, oklahoma):
        assert {tuple(place) for place in border.places} <= {tuple(place) for place in side}


def test_places_on_one_cell_are_drawn_once_and_the_outline_stays_closed() -> None:
    lines = rounded(of(shapely.segmentize(ROW, 0.01)), 0.25)
    assert lines.lengths.tolist() == [17, 17, 17]
    assert lines.places[0].tolist() == lines.places[16].tolist()


def test_a_region_that_shrinks_to_a_dot_stays_one() -> None:
    small = of(np.array([shapely.box(0, 0, 5, 5), shapely.box(7, 7, 7.01, 7.01)]))
    assert rounded(small, 1.0).owners.tolist() == [0]
    kept = rounded(small, 1.0, tiny=True)
    assert kept.owners.tolist() == [0, 1]
    assert kept.places[kept.starts[1] :].tolist() == [[7.0, 7.0], [8.0, 7.0], [7.5, 8.0], [7.0, 7.0]]


def test_land_that_the_180th_meridian_divides_is_joined() -> None:
    land = default_store().geometry("basemap", "land")
    russia = land[land["country"] == "RU"].geometry.to_numpy()
    parts, owners = seen(russia, (40.0, 160.0, 75.0, 200.0))
    assert owners.tolist() == [0]
    edge = shapely.linestrings([[180.0, 66.0], [180.0, 68.0]])
    assert shapely.length(shapely.intersection(shapely.boundary(parts[0]), edge)) == 0
    assert shapely.length(shapely.intersection(parts[0], edge)) == pytest.approx(2.0, abs=0.01)


def test_what_lies_outside_the_window_is_left_out() -> None:
    _, owners = seen(ROW, (0.0, 1.2, 1.0, 1.8))
    assert owners.tolist() == [1]


def test_a_long_border_along_a_parallel_is_curved() -> None:
    line = rings(np.array([shapely.linestrings([[-120.0, 49.0], [-96.0, 49.0]])]), np.array([0]),
                 projection_for((24.3, -125.2, 49.6, -66.7)))  # fmt: skip
    ends, middle = line.places[[0, -1], 1].mean(), line.places[len(line.places) // 2, 1]
    assert len(line.places) == 49
    assert ends - middle > 50_000  # metres


def test_nothing_is_left_of_nothing() -> None:
    speck = of(np.array([shapely.box(0, 0, 0.01, 0.01)]))
    gone = rounded(speck, 1.0)
    assert (len(gone.places), len(gone.starts), np.size(gone.path().vertices)) == (0, 0, 0)
    assert len(shared_borders(gone, ["a"]).starts) == 0
    assert len(gone.only(np.empty(0, dtype=bool)).touching((0, 0, 1, 1)).starts) == 0
    line = Rings(np.arange(4.0).reshape(2, 2), np.array([0]), np.array([0]))
    assert len(line.broken(np.array([True, True])).starts) == 0


def test_lines_within_a_rectangle_and_pieces_between_gaps() -> None:
    lines = of(ROW)
    assert lines.touching((1.5, 0.0, 0.2, 1.0)).owners.tolist() == [1]
    one = Rings(np.arange(10.0).reshape(5, 2), np.array([0]), np.array([0]))
    pieces = one.broken(np.array([False, False, True, False, False]))
    assert (pieces.starts.tolist(), len(pieces.places)) == ([0, 2], 4)
    assert len(one.broken(np.array([False, True, False, True, False])).starts) == 0


def test_counties_have_the_borders_of_their_states() -> None:
    counties = default_store().geometry("us-counties", "overview")
    parts, owners = seen(counties.geometry.to_numpy(), (24.0, -126.0, 50.0, -66.0))
    lines = rounded(rings(parts, owners, projection_for((24.3, -125.2, 49.6, -66.7))), 1_000.0)
    states = shared_borders(lines, list(counties["parent_code"]))
    between = shared_borders(lines, list(counties.index))
    assert 100 <= len(states.starts) <= 130  # 107 pairs of the 48 states and the capital share a border
    assert 0.05 < len(states.places) / len(between.places) < 0.15


def test_every_region_of_a_drawing_has_a_path() -> None:
    from papers.frame import fitted  # noqa: PLC0415
    from papers.scope import scope_of  # noqa: PLC0415
    from papers.subject import Subject  # noqa: PLC0415

    subject = Subject(drawing())
    scope = scope_of(subject.drawing)
    projection = projection_for(scope.box)
    frame = fitted(projection, subject.bounds(scope, projection), (0.0, 0.0, 600.0, 400.0))
    paths = subject.outlines(frame, scope.box, grid=0.25).paths(len(subject.marks))
    codes = [str(code) for code in subject.drawing.codes]
    away = {codes[k] for k, path in enumerate(paths) if path is None}
    assert away == {"02", "15", "66", "72", "78"}  # Alaska, Hawaii, Guam, Puerto Rico, the Virgin Islands: in insets
