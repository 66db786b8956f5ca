"""Fixtures of the processing module: a small dataset on disk and in memory, reference cases, engines."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster

from geo.dataset import Dataset
from geo.engines import ENGINES, CubeResult, cube_of
from geo.store import Store
from tests.geo.tiny import write_data


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Folder of a small data tree: dataset ``tiny``, boundaries ``squares``, a basemap, places."""
    return write_data(tmp_path / "data")


@pytest.fixture
def store(data: Path) -> Store:
    """Store on the small data tree."""
    return Store(data)


@pytest.fixture
def tiny(store: Store) -> Dataset:
    """Return the small dataset."""
    return store.dataset("tiny")


@pytest.fixture(scope="session")
def oracle(oracles: Path) -> Callable[[str], dict[str, Any]]:
    """Read a reference case by its name."""

    def read(name: str) -> dict[str, Any]:
        case: dict[str, Any] = json.loads((oracles / f"{name}.json").read_text(encoding="utf-8"))
        return case

    return read


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Address of a scheduler with two workers, for all tests of a file."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as started:  # type: ignore[no-untyped-call]
        yield started.scheduler_address


@pytest.fixture(params=ENGINES)
def run(request: pytest.FixtureRequest) -> Callable[..., CubeResult]:
    """Run an engine; the test runs once with each."""
    options: dict[str, Any] = {"engine": request.param}
    if request.param == "dask":
        options["scheduler"] = request.getfixturevalue("cluster")
    return lambda parts, regions, **more: cube_of(parts, regions, **options, **more)
