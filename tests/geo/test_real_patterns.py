"""Patterns of real places: the shops of London, the works of Europe."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geo.envelopes import Draws
from geo.pattern import Pattern
from geo.point_patterns import duranton_overman_kd, marcon_puech_m
from geo.sites import Sites, sites_of


def values(found: Pattern) -> np.ndarray:
    return found.table["value"].to_numpy(dtype=float)


@pytest.fixture(scope="module")
def london(shared_data: Path) -> Sites:
    rows = pd.read_csv(shared_data / "points" / "london_osm_pois_2020.csv.gz")
    return sites_of(rows.rename(columns={"poi_type": "industry_code"}))


def test_jewellers_of_london_sit_door_to_door_and_post_offices_apart(london: Sites) -> None:
    r, draws = np.array([100.0, 200.0, 500.0, 1000.0]), Draws(100)
    codes = ("jewelry (shop)", "post_office")
    jewellers, post = (marcon_puech_m(london, code, distances=r, draws=draws) for code in codes)
    assert values(jewellers).round(2).tolist() == [13.51, 10.63, 5.05, 2.8]
    assert jewellers.localised == ((100.0, 1000.0),)
    assert values(post)[:3].round(2).tolist() == [0.06, 0.1, 0.3]
    assert post.verdict == "dispersed"  # one serves a neighbourhood
    assert post.dispersed == ((100.0, 1000.0),)


def test_glass_works_of_europe_are_localised_and_refineries_are_not(shared_data: Path) -> None:
    rows = pd.read_csv(shared_data / "points" / "hotmaps_industrial_sites_eu28.csv")
    rows = rows[rows["lon"].between(-12, 35) & rows["lat"].between(34, 72)]
    sites = sites_of(rows.rename(columns={"Subsector": "industry_code"}))
    assert (len(sites), round(sites.stretch, 3)) == (4480, 0.02)
    glass, refineries = (duranton_overman_kd(sites, code, draws=Draws(200)) for code in ("Glass", "Refineries"))
    assert glass.verdict == "localised"
    assert glass.localised[0][0] == 0.0
    assert glass.localised[0][1] > 500_000
    assert refineries.verdict == "chance"
