import numpy as np

from geo.point_build import build_index
from geo.point_filters import PointFilter, PointView
from geo.point_groups import FINEST_ZOOM, groups_in_view
from geo.point_index import EnterpriseIndex

EUROPE = (-10.0, 35.0, 40.0, 65.0)


def crowd(*sizes: int, industry: str = "C") -> EnterpriseIndex:
    """Groups of enterprises of the given sizes, each at its own town ten degrees apart."""
    lon = np.repeat(np.arange(len(sizes)) * 10.0 + 0.123456, sizes)
    n = len(lon)
    return build_index(lon, np.full(n, 50.05), np.repeat(industry, n), np.ones(n), np.arange(n))


def test_a_group_of_two_is_hidden_and_one_of_three_is_shown() -> None:
    groups, _ = groups_in_view(crowd(2, 3), PointView(EUROPE, 6))
    assert [group[0] for group in groups] == [3]


def test_hidden_cells_are_counted_in_threes_since_one_would_tell_where_a_lone_enterprise_is() -> None:
    for sizes, told in (((2,), 0), ((1, 2), 0), ((1, 2, 1), 3), ((1, 2, 1, 2), 3)):
        assert groups_in_view(crowd(*sizes), PointView(EUROPE, 6)) == ([], told)


def test_counts_are_rounded_down_so_that_one_enterprise_more_does_not_show() -> None:
    for size, told in ((3, 3), (5, 3), (6, 6), (100, 99)):
        assert groups_in_view(crowd(size), PointView(EUROPE, 6))[0][0][0] == told


def test_a_group_stands_at_the_middle_of_its_cell_whatever_its_members_do() -> None:
    together = groups_in_view(crowd(5), PointView(EUROPE, 6))[0]
    apart = build_index(0.123456 + np.arange(5) * 0.01, np.full(5, 50.05), np.repeat("C", 5), np.ones(5), np.arange(5))
    assert groups_in_view(apart, PointView(EUROPE, 6))[0] == together
    assert together[0][1:] != [0.1235, 50.05]


def test_no_zoom_shows_cells_smaller_than_the_finest() -> None:
    index = crowd(5)
    view = (0.0, 50.0, 0.3, 50.1)
    assert groups_in_view(index, PointView(view, 18)) == groups_in_view(index, PointView(view, FINEST_ZOOM))


def test_a_filter_that_leaves_two_hides_them() -> None:
    index = build_index(np.full(5, 0.1), np.full(5, 50.0), np.array(list("CCCJJ")), np.ones(5), np.arange(5))
    assert groups_in_view(index, PointView(EUROPE, 5, PointFilter(frozenset("J")))) == ([], 0)
    assert groups_in_view(index, PointView(EUROPE, 5, PointFilter(frozenset("C"))))[0][0][0] == 3
