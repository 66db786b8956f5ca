"""Found clusters compete by the criteria of regions; what is hidden or simulated says so."""

import numpy as np
import pandas as pd
import pytest

from geo.agglomeration import Naming, clusters_of
from geo.cluster_ground import Beside, Ground, ground_of
from geo.cluster_privacy import Privacy
from geo.errors import UnknownIndustryError
from geo.scouting import Filter, ranking
from geo.scouting_clusters import cluster_evidence
from geo.store import default_store

BAY = default_store().dataset("bay-area")


def register(*, privacy: Privacy | None = None) -> Ground:
    """Two clusters near San Francisco: 4 and 3 firms of services, 4 farms in the first; two firms far away."""
    rows = [(-122.40, 37.79, "FPSEMPN", 50.0)] * 4 + [(-122.402, 37.79, "AGREMPN", 25.0)] * 4
    rows += [(-122.27, 37.80, "FPSEMPN", 10.0)] * 3 + [(-122.0, 37.3, "RETEMPN", 200.0), (-122.0, 37.3, "FPSEMPN", 5.0)]
    firms = pd.DataFrame(rows, columns=["lon", "lat", "industry_code", "employees"])
    firms["enterprise_id"] = np.arange(len(firms))
    label = np.array([0] * 8 + [1] * 3 + [-1] * 2)
    links = pd.DataFrame({"source_id": [0, 11, 8], "target_id": [1, 2, 9], "weight": [3.0, 1.0, 2.0]})
    naming = Naming(industries=BAY.industries)
    kept = privacy or Privacy(contributors=1, dominance=1.0)
    return ground_of(clusters_of(firms, label, naming=naming, privacy=kept), Beside(links=links))


def test_jobs_quotient_and_suppliers_are_those_worked_by_hand() -> None:
    found = cluster_evidence(register(), "FPSEMPN", dataset=BAY, store=default_store())
    first, second = found.values.iloc[0], found.values.iloc[1]
    assert (first["labour_pool"], second["labour_pool"]) == (200.0, 30.0)
    # inside 200 of 300; outside 35 of 235
    assert first["quotient"] == pytest.approx((200 / 300) / (35 / 235))
    # of 4 bought by members of the first, 3 come from members; of the second all
    assert (first["suppliers"], second["suppliers"]) == (0.75, 1.0)
    # services within 50 km of the core: all but the five that lie 65 km away
    assert first["labour_near"] == 230.0
    assert first["competition"] == 30.0


def test_clusters_are_ranked_and_filtered_like_regions() -> None:
    found = cluster_evidence(register(), "FPSEMPN", dataset=BAY, store=default_store())
    table = ranking(found, {"labour_pool": 1, "quotient": 1}, [Filter("labour_pool", at_least=100)])
    assert table["passes"].tolist() == ["yes", "no"]
    assert table.index[0] == found.ids[0]
    assert set(found.places["level"]) == {"cluster"}


def test_hidden_jobs_are_unknown_and_told_apart() -> None:
    ground = register(privacy=Privacy(contributors=4, dominance=1.0))
    found = cluster_evidence(ground, "FPSEMPN", dataset=BAY, store=default_store())
    assert found.status["labour_pool"].tolist() == ["observed", "confidential"]
    assert np.isnan(found.values["labour_pool"].iloc[1])
    assert np.isnan(found.values["quotient"].iloc[1])


def test_a_simulated_register_gives_no_evidence() -> None:
    ground = register()
    ground.clusters.table["obs_status"] = "S"
    found = cluster_evidence(ground, "FPSEMPN", dataset=BAY, store=default_store())
    for name in ("quotient", "labour_pool", "labour_near", "competition", "density"):
        assert set(found.status[name]) == {"simulated"}, name
        assert set(found.confidence[name]) == {"none"}, name


def test_what_only_statistics_of_regions_tell_is_unknown_and_says_why() -> None:
    found = cluster_evidence(register(), "FPSEMPN", dataset=BAY, store=default_store())
    assert {one.missing for one in found.criteria if one.id in {"wages", "growth", "cluster_status"}} == {"clusters"}
    assert found.criterion("universities").kind == "students"


def test_an_industry_without_enterprises_is_told() -> None:
    with pytest.raises(UnknownIndustryError, match="there is no industry 'X'"):
        cluster_evidence(register(), "X", dataset=BAY, store=default_store())
