"""Repeated ids are found in and across parts, by a set in memory and by runs on disk alike."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geo import enterprise_ids
from geo.enterprise_ids import IdRuns, SeenIds, id_hashes
from geo.errors import DataContractError, OutputError


def some_parts() -> list[pd.Series]:
    """Return four parts of ids with repetitions, numbers and texts."""
    rng = np.random.default_rng(3)
    numbers = [pd.Series(rng.integers(0, 60_000, 20_000)) for _ in range(3)]
    return [*numbers, pd.Series(rng.integers(0, 90_000, 20_000)).astype("str")]


def truly_repeated(parts: list[pd.Series]) -> list[list[bool]]:
    """Mark repetitions by looking at the texts themselves."""
    joined = pd.concat([part.astype("str") for part in parts]).duplicated().tolist()
    return [joined[i * 20_000 : (i + 1) * 20_000] for i in range(4)]


def test_the_set_in_memory_marks_what_pandas_marks() -> None:
    parts, seen = some_parts(), SeenIds()
    assert [seen.repeated(id_hashes(part)).tolist() for part in parts] == truly_repeated(parts)
    assert len(seen) == pd.concat([part.astype("str") for part in parts]).nunique()


def test_runs_on_disk_mark_the_same_in_whatever_order_parts_come(tmp_path: Path) -> None:
    parts = some_parts()
    expected = {i: np.flatnonzero(marks).tolist() for i, marks in enumerate(truly_repeated(parts))}
    for order in ((0, 1, 2, 3), (3, 1, 0, 2)):
        with IdRuns(tmp_path) as runs:
            for i in order:
                runs.add(i, id_hashes(parts[i]))
            assert {i: rows.tolist() for i, rows in runs.repeated().items()} == expected
        assert list(tmp_path.iterdir()) == []


def test_what_has_no_id_repeats_nothing() -> None:
    hashes = id_hashes(pd.Series([None, "a", None, "a"], dtype="str"))
    assert hashes[[0, 2]].tolist() == [0, 0]
    assert SeenIds().repeated(hashes).tolist() == [False, False, False, True]
    with IdRuns() as runs:
        assert runs.repeated() == {}
        runs.add(0, hashes)
        assert runs.repeated()[0].tolist() == [3]


def test_a_number_and_the_same_number_as_text_are_one_id_and_leading_zeros_make_another() -> None:
    hashes = id_hashes(pd.Series(["12", "012", "0", "12.0", "-12", "1234567890123456789"]))
    assert hashes[[0, 2]].tolist() == id_hashes(pd.Series([12, 0])).tolist()
    assert len(set(hashes.tolist())) == 6


def test_ids_that_differ_in_their_order_of_letters_or_cut_differ() -> None:
    texts = [f"{a}{b}{c}" for a in "ABCDEЖ" for b in "0123456789-" for c in range(1_000)]
    assert len(np.unique(id_hashes(pd.Series(texts)))) == len(set(texts))
    part = pd.Series(texts)
    assert id_hashes(part.iloc[500:600]).tolist() == id_hashes(part)[500:600].tolist()


def test_consecutive_numbers_are_spread_over_the_table() -> None:
    top = id_hashes(pd.Series(np.arange(100_000))) >> np.uint64(56)
    assert np.bincount(top.astype(int), minlength=256).min() > 300


def test_more_ids_than_memory_may_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enterprise_ids, "MAX_IDS", 3)
    seen = SeenIds()
    seen.repeated(np.array([1, 2, 3], np.uint64))
    with pytest.raises(DataContractError, match="more than 3 ids are not kept in memory"):
        seen.repeated(np.array([4], np.uint64))


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="none: ids cannot be written there"), IdRuns(tmp_path / "none"):
        pass


def test_a_disk_that_takes_no_more_is_told(tmp_path: Path) -> None:
    with IdRuns(tmp_path) as runs:
        next(tmp_path.iterdir()).joinpath(str(int(id_hashes(pd.Series([1]))[0] >> np.uint64(56)))).mkdir()
        with pytest.raises(OutputError, match="ids cannot be written"):
            runs.add(0, id_hashes(pd.Series([1])))
        next(tmp_path.iterdir()).joinpath(str(int(id_hashes(pd.Series([1]))[0] >> np.uint64(56)))).rmdir()
