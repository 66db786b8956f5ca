"""Found clusters as records: outline, core, name, id, sums."""

import numpy as np
import pandas as pd
import pytest
import shapely

from geo.agglomeration import Clusters, Naming, clusters_of
from geo.cluster_outlines import shapes
from geo.cluster_privacy import OPEN, Privacy
from geo.crs import distance_km
from geo.errors import DataContractError, UnknownOptionError
from tests.geo.cluster_registers import KYIV, around, industries, places, register

NAMING = Naming(places(), industries())


def two() -> tuple[pd.DataFrame, np.ndarray]:
    """Return a register of nine software houses in Kyiv, four dairies in Lviv and a lonely site."""
    table = register([(*KYIV, 9, "J62"), (24.02, 49.84, 4, "C10"), (35.0, 48.4, 1, "C10")])
    return table, np.repeat([0, 1, -1], [9, 4, 1])


def found(**options: object) -> Clusters:
    table, label = two()
    return clusters_of(table, label, naming=NAMING, **options)  # type: ignore[arg-type]


def test_members_and_jobs_are_those_of_the_labels() -> None:
    table = found().table
    assert table["enterprises"].tolist() == [9, 4]
    assert table["employees"].tolist() == [90.0, 40.0]
    assert table["leading_industry"].tolist() == ["J62", "C10"]
    assert table["obs_status"].tolist() == ["A", "A"]


def test_the_name_is_the_nearest_place_and_the_leading_industry_in_three_languages() -> None:
    table = found().table
    assert table["name"].tolist() == ["Kyiv: Software", "Lviv: Food"]
    assert table["name_uk"].tolist() == ["Київ: Програмування", "Львів: Харчова промисловість"]
    assert table["name_ru"].tolist() == ["Киев: Программирование", "Lviv: Food (en)"]


def test_three_clusters_of_one_name_are_told_apart_by_the_compass_and_a_number() -> None:
    table = register([(30.2, 50.45, 4, "J62"), (30.8, 50.45, 4, "J62"), (30.9, 50.46, 4, "J62")])
    names = clusters_of(table, np.repeat([0, 1, 2], 4), naming=NAMING).table
    assert names["name"].tolist() == ["Kyiv (west): Software", "Kyiv (east): Software", "Kyiv (east 2): Software"]
    assert names["name_uk"].tolist()[0] == "Київ (захід): Програмування"
    assert names["name_ru"].is_unique


def test_every_outline_is_valid_and_holds_all_its_members() -> None:
    rng = np.random.default_rng(3)
    table = pd.DataFrame({"lon": 30.5 + rng.normal(0, 0.05, 4000), "lat": 50.4 + rng.normal(0, 0.05, 4000)})
    label = rng.integers(0, 5, 4000)
    clusters = clusters_of(table, label)
    for place, outline in enumerate(clusters.table.geometry):
        mine = table[label == place]
        assert shapely.is_valid(outline)
        assert shapely.contains_xy(outline, mine["lon"], mine["lat"]).all()


def test_the_area_of_a_square_lattice_is_its_ground_and_a_margin() -> None:
    """21 x 21 places 100 m apart: 2 km x 2 km, and 100 m around: 4 + 0.8 + 0.0314 = 4.83 km2."""
    at = around(*KYIV, 441, step_m=100.0)
    area = clusters_of(pd.DataFrame(at, columns=["lon", "lat"]), np.zeros(441, int)).table["area_km2"].iloc[0]
    assert area == pytest.approx(4.83, rel=0.02)


def test_the_outline_follows_a_bend() -> None:
    """An L of two arms of 2 km and 300 m: some 1.6 km2 with the margin; its convex hull has more than 2.4."""
    arm = np.arange(0, 2000, 100.0)
    x, y = np.meshgrid(arm, arm)
    bend = (x < 300) | (y < 300)
    lon, lat = 30.5 + x[bend] / 70_900, 50.4 + y[bend] / 111_200
    area = clusters_of(pd.DataFrame({"lon": lon, "lat": lat}), np.zeros(len(lon), int)).table["area_km2"].iloc[0]
    assert 1.2 < area < 2.0


def test_one_or_two_places_get_a_circle_or_a_strip() -> None:
    lon, lat = np.array([30.5, 30.5, 30.5]), np.array([50.4, 50.4, 50.41])
    drawn = shapes(lon, lat, np.ones(3), [np.array([0, 1]), np.array([0, 2])], margin_m=100.0)
    assert all(isinstance(one.outline, shapely.Polygon) for one in drawn)
    assert drawn[0].area_km2 == pytest.approx(np.pi * 0.01, rel=0.01)
    assert drawn[1].area_km2 == pytest.approx(np.pi * 0.01 + 0.2 * 1.112, rel=0.01)


def test_a_cluster_on_the_antimeridian_is_cut_there() -> None:
    lon, lat = np.array([179.99, 179.995, -179.995, -179.99]), np.array([-17.0, -16.99, -17.0, -16.99])
    drawn, = shapes(lon, lat, np.ones(4), [np.arange(4)], margin_m=200.0)  # fmt: skip
    assert isinstance(drawn.outline, shapely.MultiPolygon)
    assert shapely.contains_xy(drawn.outline, lon, lat).all()
    assert drawn.area_km2 < 10


def test_clusters_far_apart_are_measured_each_in_its_own_plane() -> None:
    """A thousandth of longitude is shorter in the north: the same square in Lisbon and in Tromsoe has the same area."""
    table = register([(-9.1, 38.7, 9, "J62"), (18.9, 69.6, 9, "J62")])
    area = clusters_of(table, np.repeat([0, 1], 9)).table["area_km2"]
    assert area.iloc[0] == pytest.approx(area.iloc[1], rel=0.01)
    alone = table.iloc[[0, 9]]
    for row, outline in zip(alone.itertuples(), clusters_of(alone, np.array([0, 1])).table.geometry, strict=True):
        at = shapely.get_coordinates(outline)
        away = distance_km(at[:, 0], at[:, 1], to_lon=float(str(row.lon)), to_lat=float(str(row.lat)))
        assert away.tolist() == pytest.approx([0.1] * len(away), rel=0.002)


def test_the_core_is_where_jobs_are_densest() -> None:
    table = register([(*KYIV, 16, "J62"), (30.6, 50.45, 4, "J62")])
    table.loc[17, "employees"] = 500.0
    core = clusters_of(table, np.zeros(20, int)).table.iloc[0]
    assert (core["core_lon"], core["core_lat"]) == (table["lon"][17], table["lat"][17])


def test_the_core_is_the_dense_end_of_a_long_cluster_and_not_its_middle() -> None:
    line = np.column_stack([30.0 + np.arange(12) * 0.02, np.full(12, 50.4)])
    at = np.vstack([line, around(30.5, 50.4, 6, step_m=20.0)])
    core = clusters_of(pd.DataFrame(at, columns=["lon", "lat"]), np.zeros(18, int)).table["core_lon"].iloc[0]
    assert core == pytest.approx(30.5, abs=0.001)


def test_the_largest_place_within_the_outline_gives_the_name_else_the_nearest() -> None:
    gazetteer = pd.DataFrame({"name": ["Quarter", "City"], "lon": [30.5201, 30.5205], "lat": [50.4501, 50.4505]})
    gazetteer["population"] = [500.0, 900_000.0]
    table, label = two()
    assert clusters_of(table, label, naming=Naming(gazetteer)).table["name"].iloc[0] == "City: J62"
    gazetteer.loc[1, ["lon", "lat"]] = [30.6, 50.45]
    assert clusters_of(table, label, naming=Naming(gazetteer)).table["name"].iloc[0] == "Quarter: J62"


def test_industries_lead_by_their_jobs() -> None:
    table, _ = two()
    table.loc[:8, "industry_code"] = ["a", "a", "a", "b", "b", "c", "d", "d", "d"]
    table.loc[5, "employees"] = 35.0
    made = clusters_of(table, np.where(np.arange(14) < 9, 0, -1)).table
    assert made["leading_industries"].tolist() == ["c; a; d"]


def test_the_id_does_not_hang_on_the_order_of_rows_nor_on_the_number_of_the_label() -> None:
    table, label = two()
    shuffled = np.random.default_rng(0).permutation(len(table))
    other = clusters_of(table.iloc[shuffled], np.where(label[shuffled] < 0, -1, 7 - label[shuffled]), naming=NAMING)
    assert set(other.table.index) == set(found().table.index)
    assert found().table.index[0].startswith("J62-kyiv-")
    clusters = found()
    assert [clusters.rows_of(one).tolist() for one in clusters.table.index] == [list(range(9)), list(range(9, 13))]


def test_ids_of_an_earlier_run_win_and_a_repeated_one_gets_a_number() -> None:
    table, label = two()
    kept = clusters_of(table, label, naming=Naming(places(), ids=["old", "old"])).table
    assert kept.index.tolist() == ["old", "old-2"]
    own = found().table.index[0]
    crossed = clusters_of(table, label, naming=Naming(places(), ids=["", own])).table.index.tolist()
    assert crossed == [f"{own}-2", own]
    half = clusters_of(table, label, naming=Naming(places(), ids=["old", ""])).table
    assert half.index[0] == "old"
    assert half.index[1].startswith("C10-lviv-")


def test_jobs_of_few_or_with_a_dominant_enterprise_are_hidden_and_that_is_said() -> None:
    table, label = two()
    table.loc[0, "employees"] = 5000.0
    table.loc[[10, 11], "enterprise_id"] = 10
    hidden = clusters_of(table, label).table
    assert hidden["hidden"].tolist() == ["dominant", "few"]
    assert hidden["employees"].isna().all()
    assert hidden["obs_status"].tolist() == ["C", "C"]
    assert clusters_of(table, label, privacy=OPEN).table["employees"].tolist() == [5080.0, 40.0]


def test_a_confidential_register_shows_no_member_and_no_exact_core() -> None:
    table, label = two()
    clusters = clusters_of(table, label, privacy=Privacy(confidential=True))
    assert clusters.table["core_lon"].iloc[0] not in table["lon"].to_numpy()
    with pytest.raises(DataContractError, match="confidential: no single enterprise is listed"):
        clusters.members()


def test_one_simulated_member_marks_its_cluster_as_simulated() -> None:
    table, label = two()
    table.loc[3, "obs_status"] = "S"
    clusters = clusters_of(table, label)
    assert clusters.table["obs_status"].tolist() == ["S", "A"]
    assert clusters.simulated
    assert not found().simulated


def test_members_come_with_the_id_of_their_cluster() -> None:
    members = found().members()
    assert members["cluster_id"].value_counts(sort=False).tolist() == [9, 4]
    assert members["enterprise_id"].tolist() == list(range(1, 14))


def test_the_list_of_members_does_not_tell_the_jobs_that_the_record_hides() -> None:
    table, label = two()
    table.loc[0, "employees"] = 5000.0
    members = clusters_of(table, label).members()
    assert members["employees"].isna().tolist() == [True] * 9 + [False] * 4
    assert clusters_of(table, label, privacy=OPEN).members()["employees"].tolist()[0] == 5000.0


def test_unknown_jobs_stay_unknown_and_sites_then_lead() -> None:
    table, label = two()
    clusters = clusters_of(table.drop(columns="employees"), label).table
    assert clusters["employees"].isna().all()
    assert clusters["leading_industry"].tolist() == ["J62", "C10"]
    assert clusters["hidden"].tolist() == ["", ""]


def test_no_cluster_makes_an_empty_table() -> None:
    table, _ = two()
    empty = clusters_of(table, np.full(len(table), -1), naming=NAMING)
    assert empty.table.empty
    assert empty.members().empty


def test_labels_that_do_not_fit_are_refused() -> None:
    table, label = two()
    with pytest.raises(DataContractError, match=r"3 label\(s\) for 14 row\(s\)"):
        clusters_of(table, label[:3])
    table.loc[2, "lon"] = None
    with pytest.raises(DataContractError, match=r"1 member\(s\) have no coordinates, first in row 2"):
        clusters_of(table, label)


def test_an_unknown_cluster_is_refused_with_the_nearest_name() -> None:
    clusters = found()
    with pytest.raises(UnknownOptionError, match="there is no cluster 'J62-kyiv'; did you mean 'J62-kyiv-"):
        clusters.rows_of("J62-kyiv")
