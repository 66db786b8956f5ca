"""What the first reader would wait for is done before they come."""

import gc
from collections.abc import Iterator

import pytest

from geo.query import Query
from geo.resolve import resolve
from geo.store import default_store
from views import warm


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(warm, "PAUSE", 0.0)
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("no_pause")
def test_the_default_map_is_computed_by_the_warm_up(caplog: pytest.LogCaptureFixture) -> None:
    store = default_store()
    query, _ = resolve(Query("us"), store.dataset("us"))
    store.forget("us")
    warm.warm_up()
    assert ("result", query) in store._kept
    assert caplog.records == []
