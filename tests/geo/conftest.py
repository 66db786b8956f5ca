"""Fixtures of the processing module: a small dataset on disk and in memory, reference cases."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.dataset import Dataset
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
