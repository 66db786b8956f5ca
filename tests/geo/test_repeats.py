"""Repeated ids are found the same in memory and on disk, whatever order the parts come in."""

import numpy as np
import pytest

from geo.engines import repeats
from geo.engines.repeats import Repeats


def found(parts: dict[int, list[int]]) -> dict[int, list[int]]:
    with Repeats() as ids:
        for part, hashes in parts.items():
            ids.add(part, np.array(hashes, dtype=np.uint64))
        return {part: rows.tolist() for part, rows in sorted(ids.found().items())}


@pytest.mark.parametrize("most", [0, 3, 100])
def test_the_first_row_of_an_id_is_kept_and_the_others_are_named(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeats, "MOST_HELD", most)
    big = 2**63
    assert found({2: [5, big], 0: [big, 1, 1], 1: [4]}) == {0: [2], 2: [1]}
    assert found({0: [1, 2], 1: [3]}) == {}
    assert found({0: [0, 0], 1: [0]}) == {}  # rows without an id
    assert found({}) == {}
