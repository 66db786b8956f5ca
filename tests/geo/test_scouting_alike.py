"""Places like a place: near in standard deviations, with the criteria that make them alike."""

import numpy as np
import pandas as pd
import pytest

from geo.errors import UnknownOptionError, UnknownRegionError
from geo.scouting import Criterion, Evidence, evidence, tabled
from geo.scouting_alike import places_like
from geo.store import default_store

CRITERIA = (Criterion("jobs"), Criterion("wages", -1), Criterion("port", -1))


@pytest.fixture
def known() -> Evidence:
    table = pd.DataFrame(
        {"jobs": [1.0, 2.0, 9.0, 2.0], "wages": [5.0, 5.0, 1.0, np.nan], "port": [3.0, 3.0, 8.0, np.nan]},
        index=list("ABCD"),
    )
    return tabled(table, CRITERIA)


def test_the_distance_is_that_worked_by_hand(known: Evidence) -> None:
    # A and B differ in jobs alone, by 1 over the standard deviation of 1, 2, 9, 2; three criteria
    found = places_like(known, "A", 3)
    spread = np.std([1.0, 2.0, 9.0, 2.0])
    assert found.index.tolist() == ["B", "C"]
    assert found["distance"]["B"] == pytest.approx((1 / spread) / np.sqrt(3))
    assert found["criteria"]["B"] == 3


def test_a_place_that_shares_too_little_is_left_out(known: Evidence) -> None:
    """D is known by one of the three criteria of A: nothing says that they are alike."""
    assert "D" not in places_like(known, "A", 3).index
    assert places_like(known, "A", 3, names=["jobs"]).index.tolist()[:2] == ["B", "D"]


def test_it_is_said_by_what_places_are_alike_and_by_what_not(known: Evidence) -> None:
    found = places_like(known, "A", 1)
    assert found["alike"]["B"] == ("wages", "port")
    assert found["unlike"]["B"] == ("jobs",)


def test_twins_differ_in_nothing() -> None:
    twins = tabled(pd.DataFrame({"jobs": [7.0, 7.0], "wages": [5.0, 5.0]}, index=["A", "B"]), CRITERIA[:2])
    found = places_like(twins, "A", 1).loc["B"]
    assert (found["distance"], found["alike"], found["unlike"]) == (0.0, ("jobs",), ())


def test_direction_and_unit_do_not_matter(known: Evidence) -> None:
    turned = known.turned({"jobs": -1})
    pd.testing.assert_frame_equal(places_like(known, "A", 3), places_like(turned, "A", 3))
    scaled = tabled(known.values * [1000.0, 0.01, 7.0], CRITERIA)
    assert np.allclose(places_like(known, "A", 3)["distance"], places_like(scaled, "A", 3)["distance"])


def test_no_place_is_like_itself_and_likeness_is_mutual(known: Evidence) -> None:
    assert "A" not in places_like(known, "A", 3).index
    assert places_like(known, "A", 3)["distance"]["C"] == places_like(known, "C", 3)["distance"]["A"]


def test_seattle_is_like_the_large_places_of_software() -> None:
    store = default_store()
    found = evidence(store.dataset("us"), "15-1252", "metro", store=store)
    near = places_like(found, "42660", 5)
    assert "San Francisco-Oakland-Fremont, CA" in found.places.loc[near.index, "name"].tolist()


def test_what_cannot_be_asked_is_told(known: Evidence) -> None:
    with pytest.raises(UnknownRegionError, match="there is no place 'Z'"):
        places_like(known, "Z")
    with pytest.raises(UnknownOptionError, match="there is no number of places '0'"):
        places_like(known, "A", 0)
    with pytest.raises(UnknownOptionError, match="there is no criterion 'sun'"):
        places_like(known, "A", names=["sun"])


def test_a_place_of_which_nothing_is_known_is_like_nobody() -> None:
    table = pd.DataFrame({"jobs": [np.nan, 1.0, 2.0]}, index=list("ABC"))
    assert places_like(tabled(table, (Criterion("jobs"),)), "A").empty
