"""Networks that fall into parts, or are too small or too even: no value, and the result says so."""

from dataclasses import replace

import numpy as np
import pytest

from geo import indicators
from geo.activity import from_tables
from geo.anchored import _correlation
from geo.complexity import economic_complexity_index, notes_of, product_complexity_index, told_of
from geo.errors import NegativeActivityError
from geo.network import presence_from
from geo.spectrum import spectrum
from tests.geo.networks import GIVEN, network
from tests.geo.tables import wide

NAN = float("nan")
TWO_PARTS = [[1, 1, 1, 0, 0], [1, 1, 0, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0, 1, 1], [0, 0, 0, 0, 1], [0, 0, 0, 0, 0]]


def test_only_the_largest_part_has_values_and_every_part_has_a_number() -> None:
    table = economic_complexity_index(network(TWO_PARTS), rule=GIVEN)
    assert table["component"].tolist() == [1, 1, 1, 2, 2, 0]
    assert table["value"].isna().tolist() == [False] * 3 + [True] * 3
    alone = economic_complexity_index(network(np.array(TWO_PARTS)[:3, :3]), rule=GIVEN)
    np.testing.assert_allclose(table["value"][:3], alone["value"])
    industries = product_complexity_index(network(TWO_PARTS), rule=GIVEN)
    assert industries["component"].tolist() == [1, 1, 1, 2, 2]
    assert industries["value"].isna().tolist() == [False] * 3 + [True] * 2
    assert "disconnected" in notes_of(table, industries=40)
    assert "no_values" not in notes_of(table, industries=40)
    assert told_of(network(TWO_PARTS), rule=GIVEN)["parts"] == 2


@pytest.mark.parametrize("turned", [False, True])
def test_the_larger_part_may_stand_anywhere(*, turned: bool) -> None:
    rows = np.array(TWO_PARTS)[[3, 0, 4, 1, 5, 2]][:, [4, 0, 1, 2, 3]]
    found = spectrum(presence_from(wide(rows.T if turned else rows)))
    regions, industries = found.region_part.tolist(), found.industry_part.tolist()
    assert (industries if turned else regions) == [2, 1, 2, 1, 0, 1]
    assert (regions if turned else industries) == [2, 1, 1, 1, 2]
    assert (found.parts, found.tied) == (2, False)


def test_parts_of_one_size_are_told_apart_by_their_links() -> None:
    rows = [[1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]]  # three links and four
    found = spectrum(presence_from(wide(rows)))
    assert (found.region_part.tolist(), found.tied) == ([2, 2, 1, 1], False)


def test_regions_and_industries_count_alike_for_the_size_of_a_part() -> None:
    rows = [[1, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0], [0, 1, 1, 1], [0, 1, 0, 0]]  # 3 + 1 and 2 + 3
    found = spectrum(presence_from(wide(rows)))
    assert found.region_part.tolist() == [2, 2, 2, 1, 1]
    assert found.industry_part.tolist() == [2, 1, 1, 1]


def test_parts_of_different_size_are_not_alike_for_having_as_many_links() -> None:
    rows = [[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 0], [0, 0, 1, 0]]  # 4 links of 4 and of 5
    found = spectrum(presence_from(wide(rows)))
    assert (found.region_part.tolist(), found.tied) == ([2, 2, 1, 1, 1], False)


def test_of_two_alike_parts_none_is_the_largest() -> None:
    rows = np.kron(np.eye(2), np.array([[1, 1], [1, 0]]))
    table = economic_complexity_index(network(rows), rule=GIVEN)
    assert table["value"].isna().all()
    assert table["component"].tolist() == [1, 1, 2, 2]
    assert table["eigengap"].isna().all()
    assert {"disconnected", "no_values"} <= set(notes_of(table, industries=4))
    backwards = economic_complexity_index(from_tables(wide(rows)[::-1]), rule=GIVEN)
    assert backwards["component"].tolist() == [2, 2, 1, 1]  # by the first code, not by the order


def test_three_parts_are_numbered_from_the_largest() -> None:
    rows = np.zeros((6, 6))
    rows[0, 0] = rows[1, 1:3] = rows[2, 3:6] = rows[3, 3:5] = rows[4, 1] = rows[5, 4:6] = 1
    found = spectrum(presence_from(wide(rows)))
    assert found.region_part.tolist() == [3, 2, 1, 1, 2, 1]
    assert found.industry_part.tolist() == [3, 2, 2, 1, 1, 1]
    assert found.parts == 3


@pytest.mark.parametrize(
    "rows",
    [
        [[1, 1, 1]],
        [[1], [1], [1]],
        [[1, 1], [1, 1]],
        np.zeros((3, 3)),
        np.full((3, 3), NAN),
        [[0, 1, 1], [1, 0, 1], [1, 1, 0]],  # second and third eigenvalue are the same
    ],
    ids=["one region", "one industry", "all alike", "nothing", "unknown", "tied"],
)
def test_complexity_that_is_not_defined_has_no_value(rows: list[list[float]]) -> None:
    activity = network(rows)
    for function in (economic_complexity_index, product_complexity_index):
        table = function(activity, rule=GIVEN)
        assert table["value"].isna().all()
        assert "no_values" in notes_of(table, industries=99)


def test_the_gap_of_tied_vectors_is_nought_and_that_of_no_vector_is_none() -> None:
    tied = economic_complexity_index(network([[0, 1, 1], [1, 0, 1], [1, 1, 0]]), rule=GIVEN)
    assert tied["eigengap"].tolist() == pytest.approx([0, 0, 0], abs=1e-9)
    assert (tied["eigengap"] >= 0).all()
    assert economic_complexity_index(network([[1, 1]]), rule=GIVEN)["eigengap"].isna().all()
    assert told_of(network([[1.0, 1.0]]))["eigengap"] is None


@pytest.mark.parametrize(("regions", "industries"), [(0, 3), (3, 0), (0, 0)])
def test_a_table_of_no_regions_or_no_industries_has_no_parts(regions: int, industries: int) -> None:
    found = spectrum(presence_from(wide(np.zeros((regions, industries)))))
    assert (len(found.regions), len(found.industries)) == (regions, industries)
    assert (found.parts, found.tied) == (0, False)


def test_parts_are_numbered_by_whole_numbers() -> None:
    for rows in (TWO_PARTS, np.array(TWO_PARTS)[:3, :3]):
        found = spectrum(presence_from(wide(rows)))
        assert [str(part.dtype) for part in (found.region_part, found.industry_part)] == ["int64", "int64"]


def test_of_two_equal_eigenvalues_no_vector_is_taken_even_where_an_anchor_would_turn_it() -> None:
    found = spectrum(presence_from(wide([[0, 1, 1], [1, 0, 1], [1, 1, 0]])))  # 1, 1/4, 1/4
    assert np.isnan(found.regions).all()
    assert np.isnan(found.industries).all()
    assert (found.parts, found.tied) == (1, False)


def test_two_regions_are_enough_for_a_direction() -> None:
    table = economic_complexity_index(network([[1, 1], [1, 0]]), rule=GIVEN)
    assert table["value"].tolist() == pytest.approx([1.0, -1.0])
    assert table["sign_correlation"].tolist() == pytest.approx([1.0, 1.0])
    assert not table["sign_certain"].any()
    assert _correlation(np.array([1.0, NAN, 3.0]), np.array([2.0, 5.0, 1.0])) == pytest.approx((-1.0, 2))
    assert _correlation(np.array([0.0, 2.0, 1.0]), np.array([0.0, 1.0, 0.5])) == pytest.approx((1.0, 3))
    assert np.isnan(_correlation(np.array([0.0, 2.0, 1.0]), np.ones(3))[0])


def test_an_empty_region_an_empty_industry_and_a_gap_poison_nothing() -> None:
    rows = [[2.0, 3, 1, 0, 0], [3, 2, 4, 2, 0], [4, 5, 2, 0, 0], [0, 0, 0, 0, 0], [2, 3, 4, 5, 0], [3, NAN, 1, 2, 0]]
    table = wide(np.array(rows))
    regions, industries = (
        indicators.compute(name, from_tables(table))["value"]
        for name in ("economic_complexity_index", "product_complexity_index")
    )
    assert regions.isna().tolist() == [False, False, False, True, False, False]
    assert industries.isna().tolist() == [False] * 4 + [True]
    wrong = replace(from_tables(table), values=table.replace(5.0, -1.0))
    with pytest.raises(NegativeActivityError, match=r"first -1 at region 'R2', industry 'I1'"):
        economic_complexity_index(wrong)
