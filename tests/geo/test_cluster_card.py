"""The card of a cluster: each part with numbers that can be counted by hand."""

import json
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.agglomeration import Clusters, clusters_of
from geo.cluster_anchors import AnchorRule
from geo.cluster_card import CONVENTIONS, CardOptions, ClusterCard, card
from geo.cluster_ground import Beside, ground_of, with_regions
from geo.cluster_notes import NOTES, note
from geo.cluster_privacy import OPEN, Privacy
from geo.cluster_sums import sums_by
from geo.crs import distance_km
from geo.envelopes import Draws
from geo.errors import DataContractError
from geo.pattern import Pattern
from tests.geo.cluster_registers import KYIV, register

MEMBERS, DAIRIES = 9, 4


def town() -> tuple[pd.DataFrame, np.ndarray]:
    """Nine software houses (10 jobs each) among which are four dairies; far off 9 dairies and 9 software houses."""
    table = register(
        [(*KYIV, MEMBERS, "J62"), (30.5205, 50.4502, DAIRIES, "C10"), (24.0, 49.8, 9, "C10"), (35.0, 48.4, 9, "J62")]
    )
    table["region_code"] = np.repeat(["UA-30", "UA-46", "UA-12"], [MEMBERS + DAIRIES, 9, 9])
    return table, np.where(np.arange(len(table)) < MEMBERS, 0, -1)


def clusters(table: pd.DataFrame | None = None, privacy: Privacy = OPEN) -> Clusters:
    made, label = town()
    return clusters_of(made if table is None else table, label, privacy=privacy)


def card_of(found: Clusters, beside: Beside | None = None, options: CardOptions | None = None) -> ClusterCard:
    return card(ground_of(found, beside), str(found.table.index[0]), options=options)


def test_members_are_those_of_the_search_and_inside_is_everybody_within_the_outline() -> None:
    made = card_of(clusters())
    assert made.record["enterprises"] == MEMBERS
    assert made.record["inside_enterprises"] == MEMBERS + DAIRIES
    assert made.industries["members"].to_dict() == {"J62": 9, "C10": 0}
    assert made.industries["enterprises"].to_dict() == {"J62": 9, "C10": 4}


def test_the_quotient_compares_the_cluster_with_the_rest_of_the_register() -> None:
    """Inside 90 of 130 jobs are software; outside 90 of 180: 0.6923 / 0.5 = 1.385. Dairies 0.3077 / 0.5."""
    found = card_of(clusters()).industries["location_quotient"]
    assert found.to_dict() == pytest.approx({"J62": 18 / 13, "C10": 8 / 13})


def test_an_industry_that_is_nowhere_else_has_no_quotient() -> None:
    table, _ = town()
    table.loc[9:12, "industry_code"] = "M72"
    assert np.isnan(card_of(clusters(table)).industries["location_quotient"]["M72"])


def test_density_against_chance_is_observed_over_expected() -> None:
    """18 of 31 sites are software, 13 of 31 lie inside: 7.548 are expected there, 9 are there."""
    chance = card_of(clusters()).chance
    assert (chance["observed"], chance["industries"]) == (9, ["J62"])
    assert chance["expected"] == pytest.approx(18 * 13 / 31)
    assert chance["ratio"] == pytest.approx(9 / (18 * 13 / 31))


def test_a_proof_against_chance_is_told_where_it_was_made() -> None:
    proof = Pattern("Kd", pd.DataFrame(), ((0.0, 400.0),), (), 18, Draws(100))
    made = card_of(clusters(), Beside(proofs={"J62": proof}))
    assert made.chance["proof"]["verdict"] == "localised"
    assert made.chance["proof"]["localised_m"] == [[0.0, 400.0]]


def test_a_search_among_all_industries_has_no_density_against_them() -> None:
    table, _ = town()
    made = card_of(clusters(table.assign(industry_code="J62")))
    assert np.isnan(made.chance["ratio"])
    assert note("all_industries") in made.notes


def test_anchors_are_large_or_have_a_large_share_and_small_firms_are_measured_from_them() -> None:
    table, _ = town()
    table.loc[0, "employees"], table.loc[1, "employees"] = 300.0, 60.0
    made = card_of(clusters(table)).anchors
    assert made.table.index.tolist() == [1, 2]
    assert made.table["share"].tolist() == pytest.approx([300 / 430, 60 / 430])
    assert made.small["enterprises"] == 7
    assert made.small["share_of_jobs"] == pytest.approx(70 / 430)
    lon, lat = (table[name].to_numpy() for name in ("lon", "lat"))
    away = np.minimum(*(distance_km(lon[2:9], lat[2:9], to_lon=lon[i], to_lat=lat[i]) for i in (0, 1)))
    assert made.small["median_distance_m"] == pytest.approx(np.median(away) * 1000, rel=1e-6)


@pytest.mark.parametrize(("jobs", "number"), [(49.0, 0), (50.0, 1)])
def test_a_large_share_alone_makes_no_anchor_of_a_small_firm(jobs: float, number: int) -> None:
    table, _ = town()
    table.loc[0, "employees"] = jobs
    made = card_of(clusters(table))
    assert made.anchors.number == number
    assert made.anchors.small["enterprises"] == 9 - number
    assert (note("no_anchor", jobs="250", share="5%", least="50") in made.notes) == (number == 0)


def test_the_rule_of_anchors_can_be_moved() -> None:
    made = card_of(clusters(), options=CardOptions(AnchorRule(jobs=10.0), listed=3)).anchors
    assert (made.number, len(made.table)) == (9, 3)


def test_composition_counts_kinds_inside_and_the_institutions_beside_the_register() -> None:
    table, _ = town()
    table.loc[9, "organisation_type"] = "university"
    schools = pd.DataFrame({"lon": [30.5201, 10.0], "lat": [50.4501, 10.0], "organisation_type": "research"})
    kinds = card_of(clusters(table), Beside(institutions=schools)).composition
    assert kinds is not None
    assert kinds["enterprises"].to_dict() == {"firm": 12, "university": 1, "research": 0}
    assert kinds["institutions"].to_dict() == {"firm": 0, "university": 0, "research": 1}


def test_synergy_is_minus_one_bit_where_two_traits_tell_the_third() -> None:
    """Kind, size and industry as in an exclusive or: each pair knows nothing, the three together everything."""
    table, _ = town()
    table = table.iloc[: MEMBERS + DAIRIES].drop(index=range(4, 9)).reset_index(drop=True)
    table["industry_code"] = ["a", "a", "b", "b"] * 2
    table["organisation_type"] = ["firm", "university"] * 4
    table["employees"] = [1.0, 99, 99, 1] * 2
    found = clusters_of(table, np.zeros(8, int), privacy=OPEN)
    assert card_of(found).synergy == pytest.approx(-1.0)


def test_one_kind_has_no_synergy_and_that_is_said() -> None:
    made = card_of(clusters())
    assert np.isnan(made.synergy)
    assert note("one_kind", kind="firm") in made.notes


def test_sizes_regions_and_the_share_of_jobs_add_up() -> None:
    table, _ = town()
    table.loc[:2, "employees"] = [5.0, 60.0, 900.0]
    table.loc[0, "region_code"] = "UA-32"
    made = card_of(clusters(table))
    assert made.sizes["enterprises"].to_dict() == {"0-9": 1, "10-49": 6, "50-249": 1, "250+": 1}
    assert made.sizes["employees"].sum() == 60 + 965
    assert made.regions is not None
    assert made.regions["share"].to_dict() == pytest.approx({"UA-30": 8 / 9, "UA-32": 1 / 9})
    assert made.regions["share_of_jobs"].sum() == pytest.approx(1.0)


def test_links_are_counted_inside_and_to_both_sides() -> None:
    rows = [(1, 2, 3), (2, 3, 1), (1, 20, 4), (30, 1, 2), (20, 30, 9), (1, 999, 5)]
    links = pd.DataFrame(rows, columns=["source_id", "target_id", "weight"])
    made = card_of(clusters(), Beside(links=links))
    assert made.links == {
        "inside": {"links": 2, "weight": 4.0},
        "to_outside": {"links": 1, "weight": 4.0},
        "from_outside": {"links": 1, "weight": 2.0},
        "share_inside": 0.4,
    }
    assert note("links_outside", n=1) in made.notes


def test_related_industries_are_present_or_missing_the_nearest_first() -> None:
    codes = ["J62", "C10", "M72"]
    near = pd.DataFrame([[1, 0.2, 0.6], [0.2, 1, 0], [0.6, 0, 1]], index=codes, columns=codes)
    made = card_of(clusters(), Beside(proximity=near))
    assert made.related is not None
    assert made.related["present"].to_dict() == {"M72": False, "C10": True}
    assert made.related.index.tolist() == ["M72", "C10"]
    assert note("few_industries", n=3) in made.notes
    alone = pd.DataFrame([[1.0]], index=["J62"], columns=["J62"])
    assert note("not_related", industry="J62") in card_of(clusters(), Beside(proximity=alone)).notes


def test_a_pattern_of_simulated_firms_is_no_evidence() -> None:
    table, _ = town()
    made = card_of(clusters(table.assign(obs_status="S")))
    assert made.simulated
    assert str(made.notes[0]) == "a pattern of simulated firms, not evidence"
    assert made.notes[0].sentence == NOTES["simulated"]
    assert not card_of(clusters()).simulated


def test_what_the_data_lack_is_said() -> None:
    table, _ = town()
    bare = table[["lon", "lat", "industry_code"]]
    made = card_of(clusters(bare))
    kinds = ("no_jobs", "no_kinds", "no_links", "no_relatedness", "no_regions")
    assert [kind for kind in kinds if note(kind) not in made.notes] == []
    assert made.industries["share"].tolist() == pytest.approx([9 / 13, 4 / 13])
    table.loc[0, "employees"] = None
    assert note("jobs_unknown", n=1, total=9) in card_of(clusters(table)).notes


def test_hidden_jobs_are_in_no_part_of_the_card() -> None:
    table, _ = town()
    table.loc[0, "employees"] = 7919.0
    made = card_of(clusters(table, Privacy()))
    assert note("dominant", share="85%") in made.notes
    assert made.anchors.number == 1
    for part in (made.industries, made.sizes, made.anchors.table, made.regions, made.composition):
        assert part is not None
        assert part["employees"].isna().all()
    assert "7919" not in json.dumps(made.plain())
    assert "7999" not in json.dumps(made.plain())
    few = clusters_of(table, np.where(np.arange(len(table)) < 2, 0, -1))
    assert note("few", n=3) in card_of(few).notes


def test_a_confidential_register_names_no_anchor() -> None:
    table, _ = town()
    table.loc[0, "employees"] = 300.0
    made = card_of(clusters(table, Privacy(confidential=True)))
    assert (made.anchors.number, len(made.anchors.table)) == (1, 0)
    assert note("confidential") in made.notes


def test_a_hidden_part_cannot_be_told_from_the_total() -> None:
    """One firm of industry c is hidden; alone it would be the total less the others, so b goes with it."""
    group, jobs = np.repeat([0, 1, 2], [5, 4, 1]), np.array([40.0, 30, 50, 20, 10, 7, 8, 9, 9, 33])
    made = sums_by(group, ["a", "b", "c"], jobs, np.arange(10), privacy=Privacy(), hide_all=False)
    assert made["hidden"].tolist() == ["", "second", "few"]
    dominated = np.array([40.0, 30, 50, 30, 30, 99, 1, 1, 1, 1])
    apart = np.repeat([0, 1], 5)
    both = sums_by(apart, ["a", "b"], dominated, np.arange(10), privacy=Privacy(), hide_all=False)
    assert both["hidden"].tolist() == ["second", "dominant"]
    two_sites = sums_by(group, ["a", "b", "c"], jobs, np.repeat([0, 1], 5), privacy=Privacy(), hide_all=False)
    assert two_sites["enterprises"].tolist() == [1, 1, 1]
    assert two_sites["employees"].isna().all()


def test_regions_come_from_the_place_and_a_stated_code_wins() -> None:
    table, _ = town()
    squares = gpd.GeoDataFrame(
        geometry=[shapely.box(30, 50, 31, 51), shapely.box(23, 49, 25, 50)], index=["K", "L"], crs="EPSG:4326"
    )
    found = with_regions(table.drop(columns="region_code"), squares)["region_code"]
    assert found.value_counts().to_dict() == {"K": 13, "L": 9}
    table.loc[1:, "region_code"] = None
    assert with_regions(table, squares)["region_code"].tolist()[:2] == ["UA-30", "K"]


def test_a_card_is_plain_json_and_its_conventions_name_its_parts() -> None:
    made = card_of(clusters(), Beside(links=pd.DataFrame({"source_id": [1], "target_id": [2]})))
    told = json.loads(json.dumps(made.plain(), allow_nan=False))
    assert told["composition"]["synergy_bits"] is None
    assert {"industries", "anchors", "composition", "links", "regions", "related", "chance"} <= set(CONVENTIONS) & set(
        told
    )


def test_tables_that_do_not_fit_are_refused() -> None:
    with pytest.raises(DataContractError, match="links: the column target_id is missing"):
        ground_of(clusters(), Beside(links=pd.DataFrame({"source_id": [1]})))
    table, _ = town()
    with pytest.raises(DataContractError, match="the register has no enterprise_id, which links are told by"):
        ground_of(clusters(table.drop(columns="enterprise_id")), Beside(links=pd.DataFrame()))
    with pytest.raises(DataContractError, match="institutions: the column organisation_type is missing"):
        ground_of(clusters(), Beside(institutions=pd.DataFrame({"lon": [1.0], "lat": [1.0]})))


def test_cards_do_not_change_what_they_stand_on() -> None:
    found = clusters()
    before, table = found.points.copy(), found.table.copy()
    card_of(replace(found))
    pd.testing.assert_frame_equal(found.points, before)
    pd.testing.assert_frame_equal(pd.DataFrame(found.table), pd.DataFrame(table))
