"""Peers of a region by size, structure and distance, each with its reason."""

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.activity import Activity, from_tables
from geo.errors import DataContractError, NegativeActivityError, UnknownOptionError, UnknownRegionError
from geo.peers import RULES, peers
from geo.structure import krugman_bilateral
from tests.geo.tables import wide

VALUES = [[10.0, 30.0], [5.0, 15.0], [40.0, 40.0], [1000.0, 0.0], [0.0, 0.0], [np.nan, 38.0]]


def activity() -> Activity:
    return from_tables(wide(VALUES))


def places(codes: list[str], crs: str | None = "EPSG:4326") -> gpd.GeoDataFrame:
    boxes = [shapely.box(i * i, 50, i * i + 1, 51) for i in range(len(codes))]
    return gpd.GeoDataFrame(index=codes, geometry=boxes, crs=crs)


def test_peers_of_like_size_stand_first() -> None:
    got = peers(activity(), "R0", rule="size")
    assert list(got.index) == ["R5", "R1", "R2", "R3"]
    assert got["size_ratio"].tolist() == [0.95, 0.5, 2.0, 25.0]
    assert got["value"].tolist() == pytest.approx(np.abs(np.log([0.95, 0.5, 2.0, 25.0])))
    assert got["total"].tolist() == [38.0, 20.0, 80.0, 1000.0]
    assert got["reason"].tolist()[0] == "0.95 times the size"
    assert (list(got.columns), got.index.name) == (["value", "total", "size_ratio", "reason"], "region_code")


def test_peers_of_like_structure_stand_first() -> None:
    got = peers(activity(), "R0", n=10)
    assert list(got.index) == ["R1", "R5", "R2", "R3"]
    assert got["value"].tolist() == [0.0, 0.0, 0.5, 1.5]
    pairs = krugman_bilateral(activity(), region="R0")["value"].dropna().sort_values(kind="stable")
    assert got["value"].tolist() == pairs.tolist()
    assert got["reason"].tolist()[2] == "mix of industries differs by 0.50 (0 the same, 2 nothing in common)"


def test_near_peers_stand_first() -> None:
    codes = ["R0", "R1", "R2", "R3", "R4"]
    got = peers(activity(), "R2", rule="distance", n=3, regions=places(codes))
    assert list(got.index) == ["R1", "R0", "R3"]
    assert got["value"].tolist() == pytest.approx([212.9, 283.8, 354.7], abs=0.2)
    assert got["reason"].tolist()[0] == f"{got['value'].tolist()[0]:.0f} km away"


def test_the_geometry_that_came_with_the_table_is_taken() -> None:
    x = activity()
    regions = places(["R0", "R1", "R2", "R3", "R4", "R5"])
    with_geometry = replace(x, companions=replace(x.companions, regions=regions))
    pd.testing.assert_frame_equal(
        peers(with_geometry, "R0", rule="distance"), peers(x, "R0", rule="distance", regions=regions)
    )


def test_the_number_of_peers_is_kept_and_the_region_is_none_of_them() -> None:
    for rule in RULES:
        got = peers(activity(), "R0", rule=rule, n=2, regions=places(["R0", "R1", "R2", "R3"]))
        assert len(got) == 2
        assert "R0" not in got.index
    assert len(peers(activity(), "R0", n=1)) == 1


def test_regions_without_a_value_are_no_peers() -> None:
    assert "R4" not in peers(activity(), "R0", n=10).index
    assert "R4" not in peers(activity(), "R0", rule="size", n=10).index
    assert peers(activity(), "R4", n=10).empty
    assert peers(activity(), "R4", rule="size", n=10).empty
    assert list(peers(activity(), "R0", rule="distance", n=10, regions=places(["R0", "R1"])).index) == ["R1"]


def test_the_largest_region_may_be_asked_for() -> None:
    pd.testing.assert_frame_equal(peers(activity(), "largest"), peers(activity(), "R3"))


def test_an_unknown_rule_region_or_number_is_refused() -> None:
    with pytest.raises(UnknownOptionError, match=r"there is no rule 'sise'; did you mean 'size'"):
        peers(activity(), "R0", rule="sise")
    with pytest.raises(UnknownRegionError, match=r"there is no region 'R9'"):
        peers(activity(), "R9")
    with pytest.raises(UnknownOptionError, match=r"there is no number of peers '0'"):
        peers(activity(), "R0", n=0)


@pytest.mark.parametrize("regions", [None, places(["R1"])])
def test_distance_needs_geometry(regions: gpd.GeoDataFrame | None) -> None:
    with pytest.raises(DataContractError, match=r"the geometry of region 'R0' is missing; give it with regions="):
        peers(activity(), "R0", rule="distance", regions=regions)


def test_geometry_must_say_where_it_is() -> None:
    with pytest.raises(DataContractError, match=r"the coordinate reference system is missing"):
        peers(activity(), "R0", rule="distance", regions=places(["R0", "R1"], crs=None))


def test_negative_values_are_refused() -> None:
    x = activity()
    x.values.iloc[0, 1] = -5.0
    with pytest.raises(NegativeActivityError, match=r"first -5 at region 'R0', industry 'I1'"):
        peers(x, "R0")
