"""Every engine makes the same cube of the same register, to the last unit, whatever happens to its workers."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from distributed import Client, KilledWorker, LocalCluster

from geo.aggregate import CubeOptions, contributors, cube, partial
from geo.engines import CubeResult, cube_of, dask_engine, memory
from geo.engines.pieces import Piece, Work, piece_of
from geo.enterprise_files import parts_of
from geo.enterprise_parts import Part
from geo.errors import DataContractError, UnknownOptionError

ROWS, PARTS = 6000, 12


@pytest.fixture(scope="module")
def regions() -> gpd.GeoDataFrame:
    boxes = [shapely.box(x, y, x + 1, y + 1) for x in range(4) for y in range(4)]
    return gpd.GeoDataFrame(geometry=boxes, index=[f"{n:02}" for n in range(16)], crs="EPSG:4326")


def register() -> pd.DataFrame:
    rng = np.random.default_rng(11)
    point = rng.uniform(0.001, 4.2, (ROWS, 2))  # some lie beyond the regions
    return pd.DataFrame(
        {
            "enterprise_id": np.arange(ROWS),
            "industry_code": rng.choice(["10", "010", "62"], ROWS),
            "employees": np.where(rng.random(ROWS) < 0.1, np.nan, rng.integers(0, 500, ROWS)),
            "turnover": rng.integers(0, 10**8, ROWS) / 100,
            "lon": point[:, 0],
            "lat": point[:, 1],
        }
    )


def in_region(rows: pd.DataFrame) -> pd.DataFrame:
    """Find the region of each row by arithmetic alone, and leave out those that are in none."""
    code = np.floor(rows["lon"]) * 4 + np.floor(rows["lat"])
    inside = (rows["lon"] < 4) & (rows["lat"] < 4)
    return rows.assign(region_code=[f"{int(n):02}" for n in code])[inside]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve Parquet files."""
    place = tmp_path_factory.mktemp("parts")
    for n, rows in enumerate(np.array_split(np.arange(ROWS), PARTS)):
        register().iloc[rows].to_parquet(place / f"{n:02}.parquet")
    return place


def test_the_cube_is_the_one_of_the_whole_table(
    run: Callable[..., CubeResult], folder: Path, regions: gpd.GeoDataFrame
) -> None:
    told: list[tuple[int, int]] = []
    found = run(parts_of(f"{folder}/*.parquet"), regions, progress=lambda done, total: told.append((done, total)))
    inside = in_region(register())
    pd.testing.assert_frame_equal(found.cube, cube(partial(inside)), check_exact=True)
    assert found.rejected.counts == {"outside": ROWS - len(inside)}
    assert (found.rejected.read, found.used) == (ROWS, len(inside))
    assert found.counts["rejected"] + found.counts["used"] == found.counts["read"]
    assert told == [(n, PARTS) for n in range(1, PARTS + 1)]
    first = found.rejected.listed.iloc[0]
    assert (first["reason"], Path(first["file"]).name, first["value"][:4]) == ("outside", "00.parquet", "lon=")


def test_an_id_that_stands_again_in_another_part_is_used_once(
    run: Callable[..., CubeResult], tmp_path: Path, regions: gpd.GeoDataFrame
) -> None:
    rows = in_region(register()).head(1000)
    for n, some in enumerate([rows[:500], rows[490:], rows[:5].assign(employees=400.0)]):
        some.drop(columns="region_code").to_parquet(tmp_path / f"{n}.parquet")
    found = run(parts_of(f"{tmp_path}/*.parquet"), regions)
    pd.testing.assert_frame_equal(found.cube, cube(partial(rows)), check_exact=True)
    assert found.rejected.counts == {"duplicate_id": 15}
    assert (
        found.rejected.listed["file"].map(lambda path: Path(path).name).tolist()
        == ["1.parquet"] * 10 + ["2.parquet"] * 5
    )


def test_a_stated_region_wins_and_is_counted_where_the_point_lies_elsewhere(
    run: Callable[..., CubeResult], tmp_path: Path, regions: gpd.GeoDataFrame
) -> None:
    rows = pd.DataFrame(
        {
            "lon": [0.5, 0.5, 0.5, None, None],
            "lat": [0.5, 0.5, 0.5, None, None],
            "region_code": ["00", "15", "99", "03", "98"],
            "industry_code": "10",
        }
    )
    rows.to_csv(tmp_path / "firms.csv", index=False)
    found = run(parts_of(tmp_path / "firms.csv"), regions)
    assert found.cube[["region_code", "enterprises"]].values.tolist() == [["00", 2], ["03", 1], ["15", 1]]
    assert (found.disagreements, found.unknown_regions) == (1, 1)
    assert found.examples[["line", "stated", "found"]].values.tolist() == [[3, "15", "00"]]
    assert found.rejected.listed[["line", "reason", "value"]].values.tolist() == [
        [6, "unknown_region", "region_code=98"]
    ]


def test_the_enterprises_of_one_owner_are_one_contributor(
    run: Callable[..., CubeResult], tmp_path: Path, regions: gpd.GeoDataFrame
) -> None:
    rows = {"lon": [0.5] * 3, "lat": [0.5] * 3, "industry_code": "10", "employees": [3, 4, 5]}
    pd.DataFrame(rows | {"owner_group": ["A", "A", None]}).to_csv(tmp_path / "firms.csv", index=False)
    found = contributors(run(parts_of(tmp_path / "firms.csv"), regions).sums)
    assert found[["enterprises", "contributors", "employees_1", "employees_2"]].values.tolist() == [[3, 2, 7, 5]]


def test_a_point_near_a_region_is_in_it_only_when_that_is_wanted(
    run: Callable[..., CubeResult], tmp_path: Path, regions: gpd.GeoDataFrame
) -> None:
    pd.DataFrame({"lon": [4.05], "lat": [0.5], "industry_code": ["10"]}).to_parquet(tmp_path / "a.parquet")
    parts = parts_of(tmp_path / "a.parquet")
    assert run(parts, regions).used == 0
    assert run(parts, regions, options=CubeOptions(nearest_km=10)).cube["region_code"].tolist() == ["12"]


def test_a_part_that_is_no_register_says_why(
    run: Callable[..., CubeResult], tmp_path: Path, regions: gpd.GeoDataFrame
) -> None:
    pd.DataFrame({"lon": [0.5], "lat": [0.5]}).to_parquet(tmp_path / "a.parquet")
    with pytest.raises(DataContractError, match=r"a\.parquet: no column of industry codes is recognised"):
        run(parts_of(tmp_path / "a.parquet"), regions)


def test_a_worker_that_is_killed_costs_a_retry_and_not_the_result(folder: Path, regions: gpd.GeoDataFrame) -> None:
    killed: list[int] = []
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as started:  # type: ignore[no-untyped-call]
        address = started.scheduler_address

        def kill_one(done: int, total: int) -> None:
            assert total == PARTS
            if done == PARTS // 2:
                with Client(address) as client:  # type: ignore[no-untyped-call]
                    pids = client.run(os.getpid)
                killed.append(next(iter(pids.values())))
                os.kill(killed[0], signal.SIGKILL)

        parts = parts_of(f"{folder}/*.parquet")
        found = cube_of(parts, regions, engine="dask", scheduler=address, progress=kill_one)
        with Client(address) as client:  # type: ignore[no-untyped-call]
            assert killed[0] not in client.run(os.getpid).values()
    want = cube_of(parts, regions)
    pd.testing.assert_frame_equal(found.cube, want.cube, check_exact=True)
    assert found.counts == want.counts
    assert found.rejected.counts == want.rejected.counts


def test_workers_are_started_where_no_scheduler_is_named(folder: Path, regions: gpd.GeoDataFrame) -> None:
    parts = parts_of(f"{folder}/*.parquet")[:3]
    there, here = cube_of(parts, regions, engine="dask", workers=1), cube_of(parts, regions)
    pd.testing.assert_frame_equal(there.cube, here.cube, check_exact=True)


def test_an_engine_that_does_not_exist_is_refused(folder: Path, regions: gpd.GeoDataFrame) -> None:
    with pytest.raises(UnknownOptionError, match="no engine 'spark'"):
        cube_of(parts_of(f"{folder}/*.parquet"), regions, engine="spark")


def test_a_scheduler_that_cannot_be_reached_is_named(
    folder: Path, regions: gpd.GeoDataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_engine, "_PATIENCE_S", 1)
    with pytest.raises(DataContractError, match=r"tcp://127\.0\.0\.1:9: no scheduler of Dask can be reached"):
        cube_of(parts_of(f"{folder}/*.parquet"), regions, engine="dask", scheduler="tcp://127.0.0.1:9")


def test_workers_that_die_again_and_again_are_told_in_words() -> None:
    with pytest.raises(DataContractError, match="workers: workers died again and again"), dask_engine._told():
        raise KilledWorker("piece_of", None, 4)  # type: ignore[arg-type]


def test_no_more_parts_are_read_at_once_than_there_are_threads(
    folder: Path, regions: gpd.GeoDataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []
    kept: list[int] = []

    def counted(work: Work, part: Part, repeated: np.ndarray | None = None) -> tuple[Piece, np.ndarray]:
        started.append(len(kept))
        return piece_of(work, part, repeated)

    monkeypatch.setattr(memory, "piece_of", counted)
    cube_of(parts_of(f"{folder}/*.parquet"), regions, progress=lambda done, total: kept.append(done * total), workers=2)
    assert len(started) == PARTS
    assert max(n - at for n, at in enumerate(started, 1)) <= 3  # two running, one about to be told


def test_an_industry_that_is_not_on_the_list_is_left_out_and_listed(
    run: Callable[..., CubeResult], folder: Path, regions: gpd.GeoDataFrame
) -> None:
    options = CubeOptions(industries=frozenset({"010", "62"}))
    found = run(parts_of(f"{folder}/*.parquet"), regions, options=options)
    rows = in_region(register())
    known = rows[rows["industry_code"] != "10"]
    pd.testing.assert_frame_equal(found.cube, cube(partial(known)), check_exact=True)
    assert found.rejected.counts["unknown_industry"] == int((register()["industry_code"] == "10").sum())
    assert found.counts["rejected"] + found.counts["used"] == found.counts["read"]
