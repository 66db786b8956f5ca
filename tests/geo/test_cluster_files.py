"""Clusters as files, whole or not at all; ids of an earlier run go on."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from geo.agglomeration import Clusters, Naming, clusters_of
from geo.cluster_files import write_clusters
from geo.cluster_history import history, read_members
from geo.cluster_privacy import Privacy
from geo.errors import DataContractError, OutputError, UnknownOptionError
from tests.geo.cluster_registers import KYIV, industries, places, register

TOLD = {"dataset": None, "search": {"radius_m": 500.0}}


def clusters(status: str = "A", ids: list[str] | None = None, privacy: Privacy | None = None) -> Clusters:
    table = register([(*KYIV, 9, "J62"), (24.02, 49.84, 4, "C10"), (35.0, 48.4, 1, "C10")])
    table["enterprise_name"] = "=1+1"
    label = np.repeat([0, 1, -1], [9, 4, 1])
    naming = Naming(places(), industries(), ids)
    return clusters_of(table.assign(obs_status=status), label, naming=naming, privacy=privacy or Privacy())


def test_a_geopackage_opens_with_outlines_members_and_provenance(tmp_path: Path) -> None:
    made = clusters()
    pairs = pd.DataFrame({"declared_id": ["park"], "enterprises": [3]})
    assert write_clusters(made, tmp_path / "a.gpkg", TOLD, tables={"pairs": pairs}) == [tmp_path / "a.gpkg"]
    layers = dict(pyogrio.list_layers(tmp_path / "a.gpkg"))
    assert layers == {"clusters": "MultiPolygon", "members": "Point", "pairs": None, "provenance": None}
    outlines = pyogrio.read_dataframe(tmp_path / "a.gpkg", layer="clusters")
    assert outlines["cluster_id"].tolist() == made.table.index.tolist()
    assert outlines["employees"].tolist() == [90.0, 40.0]
    members = pyogrio.read_dataframe(tmp_path / "a.gpkg", layer="members")
    assert len(members) == 13
    assert members.geometry.x.iloc[0] == pytest.approx(KYIV[0])
    told = pyogrio.read_dataframe(tmp_path / "a.gpkg", layer="provenance").set_index("key")["value"]
    assert json.loads(str(told["search"])) == {"radius_m": 500.0}


def test_a_csv_is_safe_against_formulas_and_has_members_and_provenance_beside_it(tmp_path: Path) -> None:
    written = write_clusters(clusters(), tmp_path / "a.csv", TOLD)
    assert [path.name for path in written] == ["a.csv", "a.members.csv", "a.csv.meta.json"]
    assert set(pd.read_csv(tmp_path / "a.members.csv")["enterprise_name"]) == {"'=1+1"}
    assert pd.read_csv(tmp_path / "a.csv")["enterprises"].tolist() == [9, 4]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in written)


def test_geojson_holds_valid_outlines_and_the_provenance(tmp_path: Path) -> None:
    write_clusters(clusters(), tmp_path / "a.geojson", TOLD)
    whole = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))
    assert whole["metadata"]["search"] == {"radius_m": 500.0}
    shapes = [shapely.from_geojson(json.dumps(one["geometry"])) for one in whole["features"]]
    assert all(shape.is_valid for shape in shapes)
    assert [one["properties"]["enterprises"] for one in whole["features"]] == [9, 4]


@pytest.mark.parametrize("ending", [".gpkg", ".csv", ".geojson"])
def test_simulated_firms_are_marked_in_every_format(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    write_clusters(clusters("S"), path, TOLD)
    if ending == ".csv":
        rows = pd.read_csv(path)
        told = json.loads((tmp_path / "a.csv.meta.json").read_text(encoding="utf-8"))
    else:
        rows = pyogrio.read_dataframe(path, layer="clusters" if ending == ".gpkg" else None)
        if ending == ".gpkg":
            keys = pyogrio.read_dataframe(path, layer="provenance").set_index("key")["value"].to_dict()
            told = {"simulated": keys["simulated"] == "true", "caution": keys["caution"]}
        else:
            told = json.loads(path.read_text(encoding="utf-8"))["metadata"]
    assert rows["obs_status"].tolist() == ["S", "S"]
    assert rows["simulated"].tolist() == [True, True]
    assert told["simulated"] is True
    assert told["caution"] == "a pattern of simulated firms, not evidence"


def test_a_confidential_register_writes_no_member(tmp_path: Path) -> None:
    secret = clusters(privacy=Privacy(confidential=True))
    write_clusters(secret, tmp_path / "a.gpkg", TOLD)
    assert [str(one) for one in pyogrio.list_layers(tmp_path / "a.gpkg")[:, 0]] == ["clusters", "provenance"]
    assert [path.name for path in write_clusters(secret, tmp_path / "a.csv", TOLD)] == ["a.csv", "a.csv.meta.json"]


def test_no_cluster_still_makes_a_file(tmp_path: Path) -> None:
    table = register([(*KYIV, 9, "J62")])
    empty = clusters_of(table, np.full(9, -1))
    for ending in (".gpkg", ".csv", ".geojson"):
        assert write_clusters(empty, tmp_path / f"a{ending}", TOLD)[0].is_file()


def test_an_older_file_stays_where_the_new_one_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("old", encoding="utf-8")
    (tmp_path / "a.members.csv").mkdir()
    with pytest.raises(OutputError, match=r"a\.csv cannot be written"):
        write_clusters(clusters(), tmp_path / "a.csv", TOLD)
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "old"
    with pytest.raises(UnknownOptionError, match=r"there is no ending of --out '\.txt'"):
        write_clusters(clusters(), tmp_path / "a.txt", TOLD)
    with pytest.raises(OutputError, match="does not exist; make it first"):
        write_clusters(clusters(), tmp_path / "no" / "a.csv", TOLD)
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(OutputError, match="this is a folder; name a file"):
        write_clusters(clusters(), tmp_path / "b.csv", TOLD)
    with pytest.raises(OutputError, match="object cannot be written as JSON"):
        write_clusters(clusters(), tmp_path / "c.csv", {"strange": object()})
    assert not (tmp_path / "c.csv").exists()


@pytest.mark.parametrize("ending", [".gpkg", ".csv"])
def test_a_cluster_keeps_its_id_when_members_come_and_go(tmp_path: Path, ending: str) -> None:
    before = clusters(ids=["first", "second"])
    write_clusters(before, tmp_path / f"a{ending}", TOLD)
    points = before.points.copy()
    label = np.repeat([5, 2, 9], [9, 4, 1])  # other numbers
    label[[0, 9]] = -1  # the smallest ids leave, from which ids are made
    found = history(read_members(tmp_path / f"a{ending}"), points, label)
    assert found.ids == ("second", "first", "")
    now = clusters_of(points, label, naming=Naming(places(), industries(), found.ids))
    assert now.table.index.tolist()[:2] == ["second", "first"]


def test_what_is_gone_split_and_merged_is_told() -> None:
    old = pd.DataFrame({"cluster_id": ["a"] * 6 + ["b"] * 3 + ["c"] * 2, "enterprise_id": range(11)})
    label = np.array([0, 0, 0, 1, 1, 1, 2, 2, 2, -1, -1])
    label[0] = 2
    found = history(old, pd.DataFrame({"enterprise_id": range(11)}), label)
    assert found.ids == ("", "a", "b")
    assert found.gone == ("c",)
    assert sorted(found.splits["a"]) == [0, 1, 2]
    assert found.merges == {2: ("a", "b")}


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("none.gpkg", None, "the file is missing"),
        ("a.geojson", "{}", r"members are kept in \.gpkg and \.csv only"),
        ("a.gpkg", "{}", "the members of the earlier run cannot be read"),
        ("a.csv", "cluster_id\na\n", "the column enterprise_id is missing"),
    ],
)
def test_files_without_members_are_refused(tmp_path: Path, name: str, text: str | None, told: str) -> None:
    for written in (name, "a.members.csv") if text else ():
        (tmp_path / written).write_text(str(text), encoding="utf-8")
    with pytest.raises(DataContractError, match=told):
        read_members(tmp_path / name)


def test_a_register_without_ids_has_no_history() -> None:
    with pytest.raises(DataContractError, match="the register has no enterprise_id"):
        history(pd.DataFrame(), pd.DataFrame({"lon": [1.0]}), np.array([0]))
