"""What if the anchor leaves: figures before and after that can be counted by hand."""

import json

import numpy as np
import pandas as pd
import pytest

from geo.agglomeration import clusters_of
from geo.anchor import CLUSTER, Judged, what_if
from geo.cluster_ground import Beside, Ground, ground_of
from geo.cluster_privacy import OPEN, Privacy
from geo.cluster_rules import load_rules
from geo.errors import DataContractError, UnknownOptionError
from tests.geo.cluster_registers import KYIV, register


def ground(*, privacy: Privacy = OPEN, links: pd.DataFrame | None = None, drop: tuple[str, ...] = ()) -> Ground:
    """Six software houses in Kyiv, one of 100 jobs and five of 10; two shops beside; ten of each elsewhere."""
    table = register(
        [(*KYIV, 6, "J62"), (30.5205, 50.4503, 2, "G47"), (24.0, 49.8, 10, "J62"), (35.0, 48.4, 10, "G47")]
    )
    table.loc[0, "employees"] = 100.0
    table["region_code"] = np.repeat(["UA-30", "UA-46", "UA-12"], [8, 10, 10])
    label = np.where(np.arange(len(table)) < 6, 0, -1)
    return ground_of(clusters_of(table.drop(columns=list(drop)), label, privacy=privacy), Beside(links=links))


def row_of(table: pd.DataFrame, row: str) -> list[float]:
    return [float(one) for one in table.T[row]]


def the(made: Ground) -> str:
    return str(made.clusters.table.index[0])


def test_jobs_and_quotient_before_and_after() -> None:
    """Before 150 of 170 jobs inside are software, after 50 of 70; outside 100 of 200."""
    made = ground()
    table = what_if(made, the(made), [1]).table
    assert row_of(table, "enterprises") == [6, 5, -1]
    assert row_of(table, "employees") == [150, 50, -100]
    assert row_of(table, "employees_inside") == [170, 70, -100]
    assert row_of(table, "location_quotient")[:2] == pytest.approx([30 / 17, 10 / 7])


def test_the_rule_judges_the_cluster_as_a_region_of_its_own() -> None:
    """Software: 150 of 170 jobs here, 250 of 370 with everything else: 1.306; after 50 of 70 and 150 of 270."""
    made = ground()
    found = what_if(made, the(made), [1], judged=Judged(load_rules()["statsamerica"], {"cut": 1.3}))
    assert found.evidence is not None
    row = found.evidence.loc["quotient"]
    assert row["value_before"] == pytest.approx((150 / 170) / (250 / 370))
    assert row["value_after"] == pytest.approx((50 / 70) / (150 / 270))
    assert row_of(found.table, "met") == [1.0, 0.0, -1.0]
    assert (row["holds_before"], row["holds_after"]) == (1.0, 0.0)


def test_a_rule_on_establishments_counts_them() -> None:
    made = ground()
    found = what_if(made, the(made), [1], judged=Judged(load_rules()["delgado_porter_stern"]))
    assert found.evidence is not None
    row = found.evidence.loc["establishments"]
    assert (row["value_before"], row["value_after"]) == (6, 5)


def test_without_regions_everything_else_is_one_region_and_that_is_said() -> None:
    made = ground(drop=("region_code",))
    found = what_if(made, the(made), [1], judged=Judged(load_rules()["statsamerica"]))
    assert "as one region" in found.notes[0]
    assert found.evidence is not None
    assert found.evidence["value_before"].tolist() == pytest.approx([(150 / 170) / (250 / 370)])


def test_partners_lose_the_stated_share_of_the_links_that_go() -> None:
    """House 2 has half of its links with the anchor: 0.5 x half x 10 jobs; the dairy far off all of them: 0.5 x 10."""
    links = pd.DataFrame([(1, 2, 3.0), (2, 3, 3.0), (20, 1, 1.0)], columns=["source_id", "target_id", "weight"])
    made = ground(links=links)
    found = what_if(made, the(made), [1], link_share=0.5)
    assert found.lost_by_links == pytest.approx(2.5 + 5.0)
    assert found.table.loc["employees", "after"] == pytest.approx(50 - 2.5)
    assert "only the first round" in found.notes[0]


def test_those_who_leave_together_lose_no_links_to_each_other() -> None:
    links = pd.DataFrame({"source_id": [1, 1], "target_id": [2, 3]})
    made = ground(links=links)
    found = what_if(made, the(made), [1, 2], link_share=1.0)
    assert found.lost_by_links == pytest.approx(10.0)
    assert row_of(found.table, "employees") == [150, 30, -120]


def test_the_register_is_not_changed() -> None:
    made = ground()
    before = made.weight.copy()
    what_if(made, the(made), [1])
    assert made.weight.tolist() == before.tolist()


def test_hidden_jobs_stay_hidden_and_the_verdict_is_told() -> None:
    made = ground(privacy=Privacy(dominance=0.5))
    found = what_if(made, the(made), [1], judged=Judged(load_rules()["statsamerica"]))
    assert found.table.loc[["employees", "employees_inside", "location_quotient"]].isna().all(axis=None)
    assert found.evidence is not None
    assert found.evidence[["value_before", "value_after"]].isna().all(axis=None)
    assert found.evidence["holds_before"].tolist() == [1.0]
    few = ground(privacy=Privacy(dominance=1.0))
    assert what_if(few, the(few), [1, 2, 3, 4]).table.loc["employees"].isna().all()


def test_what_cannot_be_asked_is_refused() -> None:
    made = ground()
    with pytest.raises(UnknownOptionError, match=r"there is no enterprise '20' in the cluster"):
        what_if(made, the(made), [20])
    with pytest.raises(DataContractError, match="no enterprise is named that leaves"):
        what_if(made, the(made), [])
    with pytest.raises(DataContractError, match="there is no table of links"):
        what_if(made, the(made), [1], link_share=0.5)
    with pytest.raises(UnknownOptionError, match=r"there is no share of links '1\.5'"):
        what_if(made, the(made), [1], link_share=1.5)
    secret = ground(privacy=Privacy(confidential=True))
    with pytest.raises(DataContractError, match="no single enterprise can be taken out"):
        what_if(secret, the(secret), [1])


def test_the_answer_is_plain_json() -> None:
    made = ground()
    found = what_if(made, the(made), [1], judged=Judged(load_rules()["statsamerica"]))
    told = json.loads(json.dumps(found.plain(), allow_nan=False))
    assert told["left"] == ["1"]
    assert CLUSTER not in json.dumps(told)
