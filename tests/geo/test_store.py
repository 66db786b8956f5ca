"""One store, bounded and safe between threads; a broken dataset hides no other."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import geopandas as gpd
import pytest

import geo.store as module
from geo.dataset import Dataset, read_dataset
from geo.errors import DataContractError, UnknownBoundariesError, UnknownDatasetError, UnknownOptionError
from geo.query import Query
from geo.resolve import resolve
from geo.store import Store, default_store
from tests.geo.tiny import tweak, write_data, write_dataset


def test_a_thing_is_loaded_once(store: Store) -> None:
    assert store.dataset("tiny") is store.dataset("tiny")
    assert store.geometry("squares", "detail") is store.geometry("squares", "detail")


def test_the_store_is_bounded_and_forgets_what_was_not_used(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 4)
    dataset = store.dataset("tiny")
    first = store.boundary_set("squares")
    for name in ("regions", "industries", "statistics", "reference", "sources"):
        store.table("tiny", name)
        assert store.dataset("tiny") is dataset
        assert len(store._kept) <= 4
    assert store.boundary_set("squares") is not first


def test_many_threads_load_a_dataset_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[Path] = []
    gate = threading.Barrier(8)

    def counted(folder: Path, *, read_regions: Callable[[str], gpd.GeoDataFrame]) -> Dataset:
        loads.append(folder)
        return read_dataset(folder, read_regions=read_regions)

    monkeypatch.setattr(module, "read_dataset", counted)

    def ask(_: int) -> object:
        gate.wait()
        return store.dataset("tiny")

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(8)))
    assert len(loads) == 1
    assert all(dataset is found[0] for dataset in found)


def test_a_broken_manifest_hides_no_other_dataset(data: Path) -> None:
    bad = data / "datasets" / "bad"
    bad.mkdir()
    (bad / "datapackage.json").write_text("{")
    tables_only = data / "datasets" / "tables"
    tables_only.mkdir()
    (tables_only / "regions.csv").write_text("a\n")
    store = Store(data)
    assert store.dataset_ids() == ["tiny"]
    assert list(store.problems()) == ["bad", "tables"]
    assert "cannot be read as JSON" in store.problems()["bad"]
    assert "datapackage.json is missing" in store.problems()["tables"]
    assert store.dataset("tiny").key.id == "tiny"


def test_a_broken_table_is_named_when_the_dataset_is_opened_and_hides_no_other(data: Path) -> None:
    write_dataset(data / "datasets", name="bad", statistics=tweak("statistics", "01,I1", "77,I1"))
    store = Store(data)
    with pytest.raises(DataContractError, match=r"dataset bad: statistics: 1 unknown region_code, first '77'"):
        store.dataset("bad")
    assert store.dataset("tiny").years("jobs") == [2020, 2021]


def test_the_tables_of_further_folders_are_checked_before_they_are_offered(data: Path, tmp_path: Path) -> None:
    write_dataset(tmp_path / "extra", name="bad", statistics=tweak("statistics", "01,I1", "77,I1"))
    write_dataset(tmp_path / "extra", name="good")
    store = Store(data, extra=[tmp_path / "extra"])
    assert store.dataset_ids() == ["tiny", "good"]
    assert store.problems() == {"bad": "dataset bad: statistics: 1 unknown region_code, first '77'"}


def test_empty_and_hidden_folders_are_no_datasets(data: Path) -> None:
    for name in ("empty", ".hidden", "_draft"):
        (data / "datasets" / name).mkdir()
    (data / "datasets" / ".hidden" / "regions.csv").write_text("a\n")
    (data / "datasets" / "notes.txt").write_text("x")
    assert Store(data).dataset_ids() == ["tiny"]
    assert Store(data).problems() == {}


def test_a_later_folder_wins(data: Path, tmp_path: Path) -> None:
    write_dataset(tmp_path / "extra", manifest={"version": "2099-1"})
    write_dataset(tmp_path / "extra", name="more")
    store = Store(data, extra=[tmp_path / "absent", tmp_path / "extra"])
    assert store.dataset_ids() == ["tiny", "more"]
    assert store.dataset("tiny").key.vintage == "2099-1"


def test_the_environment_names_further_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_dataset(tmp_path / "extra", name="mine")
    monkeypatch.setenv(module.EXTRA_DATASETS, str(tmp_path / "extra"))
    default_store.cache_clear()
    try:
        assert "us" in default_store().dataset_ids()
        assert "there is no set of boundaries 'squares'" in default_store().problems()["mine"]
    finally:
        default_store.cache_clear()


@pytest.mark.parametrize("ask", ["manifest", "dataset", "dataset_version", "enterprises"])
def test_an_unknown_dataset_is_refused_with_the_nearest(store: Store, ask: str) -> None:
    with pytest.raises(UnknownDatasetError, match=r"there is no dataset 'tinny'; did you mean 'tiny'"):
        getattr(store, ask)("tinny")


def test_a_name_that_climbs_out_of_the_folder_is_unknown(store: Store) -> None:
    for name in ("../datasets/tiny", "tiny/../tiny", "", "."):
        with pytest.raises(UnknownDatasetError):
            store.dataset(name)
        with pytest.raises((UnknownBoundariesError, UnknownDatasetError)):
            store.geometry(name or "..", "detail")
    with pytest.raises(UnknownOptionError):
        store.context("../context/ports")


def test_a_very_long_name_is_cut_in_the_message(store: Store) -> None:
    with pytest.raises(UnknownDatasetError) as caught:
        store.dataset("x" * 5000)
    assert len(str(caught.value)) < 200


def test_tables_are_found_by_the_name_of_their_resource(store: Store) -> None:
    assert store.table("tiny", "regions")["region_code"].tolist()[0] == "01"
    with pytest.raises(DataContractError, match=r"dataset tiny: there is no table 'enterprises'"):
        store.enterprises("tiny")
    with pytest.raises(DataContractError, match=r"there is no table 'x'"):
        store.table("tiny", "x")


def test_geometry_comes_in_levels_of_detail_with_the_same_codes(store: Store) -> None:
    detail, overview = store.geometry("squares", "detail"), store.geometry("squares", "overview")
    assert list(detail.index) == list(overview.index) == ["01", "02", "03"]
    assert overview["area_km2"].tolist() == [12308.0] * 3
    assert store.boundary_ids() == ["squares"]


def test_points_of_a_level_are_a_geometry(store: Store) -> None:
    assert store.geometry("tiny~town", "points").geom_type.unique().tolist() == ["Point"]
    assert len(store.geometry_version("tiny~town", "points")) == 12


def test_the_basemap_is_a_geometry(store: Store) -> None:
    assert len(store.geometry("basemap", "land")) == 3


@pytest.mark.parametrize(
    ("set_id", "lod", "error", "message"),
    [
        ("circles", "detail", UnknownBoundariesError, "there is no set of boundaries 'circles'"),
        ("squares", "coarse", UnknownOptionError, "there is no level of detail 'coarse'"),
        ("basemap", "detail", UnknownOptionError, "there is no layer of the basemap 'detail'"),
        ("tiny~village", "points", UnknownOptionError, "there is no level 'village'"),
        ("tiny~town", "detail", UnknownOptionError, "there is no level of detail 'detail'. There are: 'points'"),
        ("none~town", "points", UnknownDatasetError, "there is no dataset 'none'"),
    ],
)
def test_an_unknown_geometry_is_refused(
    store: Store, set_id: str, lod: str, error: type[Exception], message: str
) -> None:
    for ask in (store.geometry, store.geometry_version):
        with pytest.raises(error, match=message):
            ask(set_id, lod)


def test_lists_of_places_are_found_by_name(store: Store) -> None:
    assert store.context("ports")["name"].tolist() == store.context("places")["name"].tolist() == ["Port"]
    assert store.context("tiny~regions").shape[0] == 5
    for name in ("airports", "tiny~x"):
        with pytest.raises(UnknownOptionError, match=r"there is no list of places"):
            store.context(name)


def test_a_version_is_that_of_the_content(data: Path) -> None:
    before = Store(data)
    versions = (
        before.dataset_version("tiny"),
        before.context_version("ports"),
        before.geometry_version("squares", "detail"),
    )
    assert all(len(version) == 12 for version in versions)
    assert Store(data).dataset_version("tiny") == versions[0]
    (data / "datasets" / "tiny" / "sources.csv").write_text("id,table,publisher,licence,vintage\n")
    assert Store(data).dataset_version("tiny") != versions[0]
    assert Store(data).context_version("ports") == versions[1]


def test_maps_of_one_table_share_the_computation(store: Store) -> None:
    query, _ = resolve(Query("tiny"), store.dataset("tiny"))
    other, _ = resolve(Query("tiny", industry_code="I1", minimum=0.0), store.dataset("tiny"))
    assert store.computed(query) is store.computed(other)
    assert store.result(query) is store.result(query)
    assert store.result(query).values.name != store.result(other).values.name


def test_a_folder_of_data_that_is_absent_is_an_empty_store(tmp_path: Path) -> None:
    store = Store(tmp_path / "nothing")
    assert (store.dataset_ids(), store.boundary_ids(), store.problems()) == ([], [], {})
    with pytest.raises(UnknownDatasetError, match=r"There are none"):
        store.dataset("us")


def test_the_data_tree_of_the_tests_is_complete(tmp_path: Path) -> None:
    assert sorted(p.name for p in write_data(tmp_path / "d").iterdir()) == [
        "boundaries",
        "context",
        "datasets",
        "gazetteer",
    ]
