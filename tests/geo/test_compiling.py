"""Our loops are compiled, those of esda and libpysal are not: nobody waits for a compilation that saves nothing."""

import builtins
import subprocess
import sys
import threading
import types

import numpy as np
import pytest
from numba.core.dispatcher import Dispatcher

from geo import permutation
from geo.compiling import compiled, uncompiled

STEPS = """
import sys
import threading
import geo.permutation, geo.weights
assert "numba" not in sys.modules
import numba
assert numba.njit
"""


def test_the_loops_of_esda_stay_as_they_are() -> None:
    plain = [vars(permutation)["compute_chunk"], *permutation.ENGINE.values()]
    assert {type(function) for function in plain} == {types.FunctionType}


def test_numba_is_not_loaded_for_a_map_of_hot_spots_and_can_be_loaded_after() -> None:
    assert subprocess.run([sys.executable, "-c", STEPS], check=False).returncode == 0


def test_numba_is_as_it_was_after_it_was_hidden() -> None:
    import numba  # noqa: PLC0415 - what is tested

    before = builtins.__import__
    with uncompiled():
        assert builtins.__import__ is not before
    assert builtins.__import__ is before
    assert sys.modules["numba"] is numba


def test_a_compiled_loop_gives_what_the_plain_one_gives() -> None:
    def total(figures: np.ndarray) -> float:
        found = 0.0
        for figure in figures:
            found += figure
        return found

    fast = compiled(total)
    assert isinstance(fast, Dispatcher)
    assert fast(np.arange(5.0)) == total(np.arange(5.0)) == 10.0


def test_other_threads_find_numba_while_it_is_hidden() -> None:
    @compiled
    def count(figures: np.ndarray) -> int:
        return len(figures)

    found: list[int] = []
    other = threading.Thread(target=lambda: found.append(count(np.ones(3))))
    with uncompiled():
        other.start()
        other.join()
        with pytest.raises(ModuleNotFoundError, match="numba is hidden from what is imported here"):
            import numba.typed  # noqa: F401, PLC0415 - what is tested
    assert found == [3]
