"""Clusters from sites: those of scikit-learn, made by hand, and those that everybody in London knows."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import DBSCAN

from geo import point_clusters
from geo.crs import Plane, distance_km
from geo.errors import DataContractError, UnknownIndustryError, UnknownOptionError
from geo.point_clusters import ClusterLabels, find_clusters

DEGREE = 111_319.5  # metres of a degree of longitude on the equator


def line(*metres: float, lon: float = 0.0, **columns: object) -> pd.DataFrame:
    """Place sites along the equator, so many metres east of a longitude."""
    east = lon + np.array(metres) / DEGREE
    return pd.DataFrame({"lon": (east + 180) % 360 - 180, "lat": 0.0} | columns)


def towns(n: int = 4000, *, seed: int = 1) -> pd.DataFrame:
    """Draw enterprises around forty towns, and some anywhere."""
    rng = np.random.default_rng(seed)
    towns = rng.uniform([5, 46], [7, 48], (40, 2))
    at = np.where(
        rng.random((n, 1)) < 0.7, towns[rng.integers(40, size=n)] + rng.normal(0, 0.01, (n, 2)),
        rng.uniform([5, 46], [7, 48], (n, 2)),
    )  # fmt: skip
    rows = pd.DataFrame(at, columns=["lon", "lat"])
    return rows.assign(employees=rng.integers(1, 200, n), enterprise_id=np.arange(n) // 2)


def same_groups(one: np.ndarray, other: np.ndarray) -> bool:
    """Tell whether two labels are equal up to renumbering."""
    pairs = pd.DataFrame({"one": one, "other": other}).drop_duplicates()
    return bool(pairs["one"].is_unique and pairs["other"].is_unique)


def differing(rows: pd.DataFrame, found: ClusterLabels, x: np.ndarray, y: np.ndarray) -> list[int]:
    """Sites that scikit-learn has in another group; a border site may belong to any cluster whose core reaches it."""
    radius = float(found.search.radius_m or 0)
    jobs = rows["employees"] if found.search.weight == "employees" else None
    peer = DBSCAN(eps=radius, min_samples=found.search.minimum)
    peer.fit(np.column_stack([x, y]), sample_weight=jobs)
    core = np.isin(np.arange(len(rows)), peer.core_sample_indices_)
    assert 0 < core.sum() < len(rows)
    assert same_groups(found.label[core], peer.labels_[core])
    wrong = (found.core != core) | ((found.label < 0) != (peer.labels_ < 0))
    for i in np.flatnonzero((found.label >= 0) & ~core):
        away = np.hypot(x - x[i], y - y[i])
        own = away[core & (found.label == found.label[i])].min(initial=np.inf)
        wrong[i] |= own > radius or own > away[core].min()
    return np.flatnonzero(wrong).tolist()


# ---- the method
@pytest.mark.parametrize("weight", ["employees", "one"])
@pytest.mark.parametrize("radius", [300.0, 1000.0])
def test_clusters_are_those_of_scikit_learn(radius: float, weight: str) -> None:
    rows = towns()
    minimum = round((2 if weight == "employees" else 0.02) * radius)
    found = find_clusters(rows, radius_m=radius, minimum=minimum, weight=weight, enterprises=1)
    assert found.number > 5
    x, y = Plane(6.0, 47.0).metres(rows["lon"].to_numpy(), rows["lat"].to_numpy())
    assert differing(rows, found, x, y) == []


def test_a_big_plant_alone_is_no_cluster() -> None:
    rows = line(0, 100, 200, 5000, 5100, employees=[10, 20, 30, 9000, 5])
    found = find_clusters(rows, radius_m=250, minimum=50)
    assert found.label.tolist() == [0, 0, 0, -1, -1]
    alone = find_clusters(rows, radius_m=250, minimum=50, enterprises=1)
    assert alone.label.tolist() == [1, 1, 1, 0, 0]  # the heaviest is the first


def test_sites_of_one_enterprise_are_no_cluster() -> None:
    rows = line(0, 100, 200, 300, employees=10, enterprise_id=["a", "a", "b", "a"])
    with pytest.raises(DataContractError, match=r"2 enterprise\(s\) with coordinates and employees; at least"):
        find_clusters(rows, radius_m=500, minimum=20)
    more = line(0, 100, 200, 300, 9000, employees=10, enterprise_id=["a", "a", "b", "a", "c"])
    assert find_clusters(more, radius_m=500, minimum=20).label.tolist() == [-1] * 5
    assert find_clusters(more, radius_m=500, minimum=20, enterprises=2).label.tolist() == [0, 0, 0, 0, -1]


def test_a_chain_of_twos_is_no_cluster_of_three() -> None:
    """Three sites lie around each in the middle, but of two enterprises only."""
    rows = line(0, 50, 100, 150, 200, employees=10, enterprise_id=["a", "a", "b", "b", "c"])
    assert find_clusters(rows, radius_m=60, minimum=30).number == 0
    assert find_clusters(rows, radius_m=60, minimum=30, enterprises=2).label.tolist() == [0] * 5


def test_a_site_between_two_clusters_belongs_to_the_nearer() -> None:
    for between, nearer in ((100, 0), (110, -1)):
        rows = line(*range(0, 21, 4), between, *range(190, 211, 4))
        found = find_clusters(rows, radius_m=91, minimum=6, weight="one")
        assert found.core.tolist() == [True] * 6 + [False] + [True] * 6
        assert found.label[6] == found.label[nearer]
        assert found.number == 2


def test_neighbours_count_up_to_the_radius_and_across_the_antimeridian() -> None:
    for lon in (0.0, 180.0):
        rows = line(-100, 0, 99.9, lon=lon)
        assert find_clusters(rows, radius_m=100.1, minimum=3, weight="one").core.tolist() == [False, True, False]
        assert find_clusters(rows, radius_m=99.95, minimum=3, weight="one").number == 0


def test_the_pole_is_no_edge() -> None:
    rows = pd.DataFrame({"lon": [0.0, 90.0, 180.0, -90.0], "lat": 89.9999})
    assert find_clusters(rows, radius_m=25, minimum=4, weight="one").label.tolist() == [0] * 4
    assert find_clusters(rows, radius_m=25, minimum=5, weight="one").number == 0  # each counts once
    far = distance_km(np.array([0.0]), np.array([89.9999]), to_lon=180.0, to_lat=89.9999)[0] * 1000
    assert 20 < far < 25


@pytest.mark.parametrize(("method", "weight"), [("dbscan", "employees"), ("hdbscan", "one")])
def test_the_order_of_rows_does_not_matter(method: str, weight: str) -> None:
    rows = towns(1500)
    minimum = 800 if method == "dbscan" else 10
    one = find_clusters(rows, radius_m=700, minimum=minimum, method=method, weight=weight)
    order = np.random.default_rng(2).permutation(len(rows))
    other = find_clusters(rows.iloc[order], radius_m=700, minimum=minimum, method=method, weight=weight)
    np.testing.assert_array_equal(other.label, one.label[order])
    np.testing.assert_array_equal(other.core, one.core[order])
    assert one.number > 5


def test_labels_go_from_the_heaviest_cluster_to_the_lightest() -> None:
    rows = towns()
    found = find_clusters(rows, radius_m=500, minimum=1500)
    jobs = rows["employees"].groupby(found.label).sum().drop(-1)
    assert jobs.is_monotonic_decreasing
    assert jobs.index.tolist() == list(range(found.number))


def test_hdbscan_finds_clusters_of_different_density() -> None:
    rng = np.random.default_rng(1)
    dense, wide = rng.normal([5, 50], 0.001, (60, 2)), rng.normal([7, 50], 0.1, (60, 2))
    rows = pd.DataFrame(np.vstack([dense, wide]), columns=["lon", "lat"])
    found = find_clusters(rows, minimum=20, method="hdbscan", weight="one")
    assert found.number == 2
    most = [np.bincount(found.label[part] + 1, minlength=3).argmax() for part in (slice(60), slice(60, 120))]
    assert sorted(most) == [1, 2]
    assert found.core.any()
    firms = rows.assign(enterprise_id=["a"] * 60 + [str(i) for i in range(60)])
    apart = find_clusters(firms, minimum=20, method="hdbscan", weight="one")
    assert apart.number == 1  # the dense one is a single enterprise
    assert apart.label[:60].max() == -1
    assert found.search.method == "hdbscan"
    assert find_clusters(rows, minimum=121, method="hdbscan", weight="one").number == 0


def test_only_the_chosen_industries_count_and_the_unknown_are_told() -> None:
    rows = line(0, 10, 20, 30, 40, 50, industry_code=["A", "B", "A", "C", "A", "A"], employees=[5, 5, 5, 5, 5, None])
    found = find_clusters(rows, radius_m=50, minimum=15, industries=["A"])
    assert found.label.tolist() == [0, -1, 0, -1, 0, -1]
    assert found.left_out == 1
    assert find_clusters(rows, radius_m=50, minimum=15, industries=["A", "B"]).label.tolist() == [0, 0, 0, -1, 0, -1]
    assert found.search.industries == ("A",)


# ---- what is refused
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"radius_m": 0, "minimum": 5}, "the radius is 0 m; it must be positive"),
        ({"radius_m": float("nan"), "minimum": 5}, "the radius is nan m; it must be positive"),
        ({"minimum": 5}, r"DBSCAN needs a radius in metres \(radius_m\)"),
        ({"radius_m": 5, "minimum": 0}, "the minimum is 0; it must be positive"),
        ({"radius_m": 5, "minimum": -1}, "the minimum is -1; it must be positive"),
        ({"minimum": 1, "method": "hdbscan", "weight": "one"}, "the minimum is 1; it must be 2 or more"),
        ({"minimum": 5, "method": "hdbscan"}, "HDBSCAN cannot weigh sites by their jobs"),
        ({"radius_m": 5, "minimum": 5, "enterprises": 0}, "0 enterprises are asked for; 1 is the least"),
    ],
)
def test_a_search_that_cannot_be_done_says_why(options: dict[str, object], message: str) -> None:
    with pytest.raises(DataContractError, match=f"search of clusters: {message}"):
        find_clusters(line(0, 10, 20, employees=1), **options)  # type: ignore[arg-type]


def test_unknown_names_and_missing_columns_are_told() -> None:
    rows = line(0, 10, 20, employees=1)
    with pytest.raises(UnknownOptionError, match="no method 'optics'"):
        find_clusters(rows, radius_m=5, minimum=5, method="optics")
    with pytest.raises(UnknownIndustryError, match="no industry 'Z' among the points"):
        find_clusters(rows.assign(industry_code="A"), radius_m=5, minimum=5, industries=["Z"])
    with pytest.raises(DataContractError, match="the column industry_code is missing, which the choice"):
        find_clusters(rows, radius_m=5, minimum=5, industries=["Z"])
    with pytest.raises(DataContractError, match="points: no row has coordinates"):
        find_clusters(rows.assign(lat=np.nan), radius_m=5, minimum=5)
    with pytest.raises(DataContractError, match=r"2 enterprise\(s\) with coordinates; at least 3"):
        find_clusters(rows.iloc[:2], radius_m=5, minimum=5, weight="one")


def test_a_search_without_end_is_refused_before_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = towns(400)
    monkeypatch.setattr(point_clusters, "MOST_VISITS", 100_000)
    with pytest.raises(DataContractError, match=r"the radius 500000 m is too wide for 400 points: some 4\d\d lie near"):
        find_clusters(rows, radius_m=500_000, minimum=5)
    monkeypatch.setattr(point_clusters, "MOST_HDBSCAN", 399)
    with pytest.raises(DataContractError, match="HDBSCAN takes up to 399 points, found 400; take DBSCAN"):
        find_clusters(rows, minimum=5, method="hdbscan", weight="one")


# ---- real places
@pytest.fixture(scope="module")
def london(shared_data: Path) -> pd.DataFrame:
    rows = pd.read_csv(shared_data / "points" / "london_osm_pois_2020.csv.gz")
    return rows.rename(columns={"poi_type": "industry_code", "osm_id": "enterprise_id"})


def middle(rows: pd.DataFrame, found: ClusterLabels, label: int) -> tuple[float, float]:
    part = rows[found.label == label]
    return round(float(part["lon"].mean()), 3), round(float(part["lat"].mean()), 3)


def test_the_jewellers_of_london_are_in_hatton_garden_and_around_bond_street(london: pd.DataFrame) -> None:
    found = find_clusters(london, radius_m=150, minimum=20, weight="one", industries=["jewelry (shop)"])
    assert np.bincount(found.label[found.label >= 0]).tolist() == [64, 56]
    assert middle(london, found, 0) == pytest.approx((-0.108, 51.519), abs=0.001)  # Hatton Garden
    assert middle(london, found, 1) == pytest.approx((-0.141, 51.509), abs=0.001)  # Bond Street


def test_restaurants_of_london_are_in_soho_and_schools_nowhere(london: pd.DataFrame) -> None:
    found = find_clusters(london, radius_m=100, minimum=15, weight="one", industries=["restaurant"])
    assert found.number == 31
    assert int((found.label == 0).sum()) == 459
    assert middle(london, found, 0) == pytest.approx((-0.131, 51.512), abs=0.001)  # Soho and Chinatown
    assert find_clusters(london, radius_m=100, minimum=15, weight="one", industries=["school"]).number == 0


def test_restaurants_of_london_are_those_of_scikit_learn(london: pd.DataFrame) -> None:
    rows = london[london["industry_code"] == "restaurant"].reset_index(drop=True)
    found = find_clusters(rows, radius_m=100, minimum=15, weight="one", enterprises=1)
    x, y = Plane(-0.1288, 51.5048).metres(rows["lon"].to_numpy(), rows["lat"].to_numpy())
    assert differing(rows, found, x, y) == []


def test_cement_works_of_europe_lie_apart_and_chemical_works_in_parks(shared_data: Path) -> None:
    rows = pd.read_csv(shared_data / "points" / "hotmaps_industrial_sites_eu28.csv")
    rows = rows.rename(columns={"Subsector": "industry_code", "CompanyName": "enterprise_id"})
    cement, chemistry = (
        find_clusters(rows, radius_m=5000, minimum=5, weight="one", industries=[code])
        for code in ("Cement", "Chemical industry")
    )
    assert cement.number == 0
    assert chemistry.number == 15
    assert np.bincount(chemistry.label[chemistry.label >= 0])[:3].tolist() == [23, 19, 12]
    assert middle(rows, chemistry, 0) == pytest.approx((4.294, 51.298), abs=0.01)  # port of Antwerp
    assert middle(rows, chemistry, 1) == pytest.approx((4.291, 51.880), abs=0.01)  # port of Rotterdam
    assert middle(rows, chemistry, 2) == pytest.approx((-1.173, 54.589), abs=0.01)  # Teesside
