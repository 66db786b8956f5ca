"""Distances to sea ports and airports: which of them count, and how far they are from places everybody knows."""

import numpy as np
import pandas as pd
import pytest
import shapely

from geo.scouting import Evidence, evidence
from geo.scouting_distance import from_anywhere, nearest, spacing_km, within
from geo.scouting_near import rivals_km
from geo.scouting_places import large_airports, sea_ports
from geo.scouting_search import search
from geo.store import default_store

LOS_ANGELES, DENVER, NEW_YORK, SAN_FRANCISCO = "31080", "19740", "35620", "41860"


@pytest.fixture(scope="module")
def metros() -> Evidence:
    store = default_store()
    return evidence(store.dataset("us"), "15-1252", "metro", store=store)


@pytest.fixture(scope="module")
def ports() -> pd.DataFrame:
    return sea_ports(default_store())


def test_dry_ports_and_airports_of_the_list_are_no_sea_ports(ports: pd.DataFrame) -> None:
    own = ports[ports["country"] == "US"]
    assert len(own) == 72
    names = set(own["name"])
    assert {"Los Angeles", "Long Beach", "Houston", "New York", "Seattle", "Honolulu", "Miami"} <= names
    assert not {"Denver", "Las Vegas", "Atlanta", "Chicago", "Dallas", "Salt Lake City", "El Paso", "Laredo"} & names
    assert not own["name"].str.endswith(" Apt").any()
    assert (ports["coast_km"] <= 50).all()


def test_a_border_between_countries_is_no_coast(ports: pd.DataFrame) -> None:
    assert not {"El Paso", "Detroit", "Buffalo"} & set(ports["name"])


def test_los_angeles_has_its_port_in_the_list_at_its_town_hall(metros: Evidence) -> None:
    """The list puts the port at the town: 0 km, and as far as the coast for all that it says."""
    assert metros.detail["port"][LOS_ANGELES] == "name:Los Angeles"
    assert metros.values["port"][LOS_ANGELES] == pytest.approx(0.0, abs=0.1)
    assert metros.lower["port"][LOS_ANGELES] == 0.0
    assert 20 < metros.upper["port"][LOS_ANGELES] < 30
    assert metros.detail["airport"][LOS_ANGELES] == "name:Los Angeles International Airport"
    assert metros.values["airport"][LOS_ANGELES] == pytest.approx(19.6, abs=0.5)


def test_denver_is_far_from_the_sea_and_near_its_airport(metros: Evidence) -> None:
    assert metros.values["port"][DENVER] > 1300
    assert metros.detail["airport"][DENVER] == "name:Denver International Airport"


def test_distances_are_those_on_the_ellipsoid() -> None:
    # Kyiv to Odesa 442 km, Boryspil 30 km
    there = pd.DataFrame({"lon": [30.7233, 30.8947], "lat": [46.4825, 50.345]})
    km, row = nearest(np.array([30.5234]), np.array([50.4501]), there.iloc[:1])
    assert km[0] == pytest.approx(441.6, abs=1.0)
    km, row = nearest(np.array([30.5234]), np.array([50.4501]), there)
    assert (km[0], row[0]) == (pytest.approx(28.8, abs=0.5), 1)


def test_an_airport_counts_if_it_calls_itself_international_or_serves_a_large_town_alone() -> None:
    found = large_airports(default_store())
    names = set(found["name"])
    assert {"Frankfurt am Main International Airport", "Hamburg Airport", "Eppley Airfield", "Meadows Field"} <= names
    assert not {"Palo Alto Airport", "Van Nuys Airport", "Wings Field", "Miramar Mcas (Joe Foss Field) Airport"} & names
    assert 1000 < len(found) < 1600


def test_a_region_tells_between_which_distances_most_of_it_lies() -> None:
    store = default_store()
    states = evidence(store.dataset("us"), "15-0000", "state", store=store)
    low, value, high = (getattr(states, part)["port"] for part in ("lower", "values", "upper"))
    assert (low <= value).all()
    assert (value <= high).all()
    assert states.confidence["port"]["48"] == "poor"
    assert high["48"] - low["48"] > 500  # from the Gulf to the Panhandle
    assert high["11"] - low["11"] < 100


def test_a_point_tells_no_range_and_a_square_tells_its_own() -> None:
    there = pd.DataFrame({"lon": [0.0], "lat": [0.0]})
    low, high = from_anywhere([shapely.Point(1, 1), shapely.box(0, 0, 2, 2)], there)
    assert np.isnan([low[0], high[0]]).all()
    assert 0 < low[1] < 100 < high[1] < 315  # the far corner is 314 km away


def test_only_the_largest_part_of_a_region_counts() -> None:
    there = pd.DataFrame({"lon": [0.0], "lat": [0.0]})
    far = shapely.MultiPolygon([shapely.box(0, 0, 2, 2), shapely.box(50, 0, 50.1, 0.1)])
    assert np.allclose(from_anywhere([far], there), from_anywhere([shapely.box(0, 0, 2, 2)], there))


def test_nothing_is_near_where_there_is_nothing() -> None:
    assert from_anywhere([], pd.DataFrame({"lon": [0.0], "lat": [0.0]}))[0].tolist() == []
    assert np.isnan(spacing_km(np.array([1.0]), np.array([1.0])))
    assert within(np.array([0.0]), np.array([0.0]), pd.DataFrame({"lon": [9.0], "lat": [9.0]}), 10.0) == [[]]


def test_competitors_are_looked_for_within_four_times_the_usual_distance() -> None:
    store = default_store()
    dataset = store.dataset("us")
    assert rivals_km(search(dataset, "15-1252", "metro", 0, store), "metro") == 260.0
    assert rivals_km(search(dataset, "15-1252", "state", 0, store), "state") == 300.0


def test_competition_is_the_jobs_of_others_and_names_the_largest(metros: Evidence) -> None:
    # within 260 km of San Francisco: San Jose above all
    kind, code, jobs = metros.detail["competition"][SAN_FRANCISCO].split(":")
    assert (kind, code) == ("place", "41940")
    assert float(jobs) == metros.values["labour_pool"]["41940"]
    assert metros.values["competition"][SAN_FRANCISCO] > float(jobs)
    assert metros.values["competition"]["46520"] < 1000  # Honolulu: Kahului alone
