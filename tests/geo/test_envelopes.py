"""Global bands: hit anywhere by the part of the curves that is asked for, and no wider than that needs."""

import numpy as np
import pytest

from geo.envelopes import Draws, global_band, runs
from geo.errors import DataContractError


def next_inside(curves: np.ndarray, band: np.ndarray) -> np.ndarray:
    """Return at each distance the next lower value than that of the band."""
    inside: np.ndarray = np.where(curves < band, curves, -np.inf).max(axis=0)
    return inside


@pytest.mark.parametrize("level", [0.01, 0.05, 0.2])
def test_a_band_is_hit_anywhere_by_that_part_of_the_curves_and_is_as_narrow_as_it_can_be(level: float) -> None:
    curves = np.cumsum(np.random.default_rng(1).normal(size=(400, 30)), axis=1)
    band = global_band(curves, level)
    above = (curves > band.upper).any(axis=1)
    assert above.mean() <= level < (curves > next_inside(curves, band.upper)).any(axis=1).mean()
    rest = curves[~above]
    assert (rest < band.lower).any(axis=1).mean() <= level
    assert level < (-rest > next_inside(-rest, -band.lower)).any(axis=1).mean()
    np.testing.assert_allclose(band.mean, curves.mean(axis=0))


def test_a_distance_at_which_a_draw_has_no_value_has_no_band() -> None:
    curves = np.random.default_rng(1).normal(size=(100, 2))
    curves[3, 0] = np.nan
    band = global_band(curves, 0.05)
    assert [np.isnan(part).tolist() for part in (band.mean, band.lower, band.upper)] == [[True, False]] * 3


def test_equal_curves_give_a_band_without_width() -> None:
    band = global_band(np.ones((40, 3)), 0.05)
    assert band.lower.tolist() == band.upper.tolist() == [1, 1, 1]


def test_too_few_draws_for_the_level_are_refused() -> None:
    with pytest.raises(DataContractError, match=r"^draws: 10 draws are too few for the level 0.05; take 20 or more"):
        Draws(10)
    with pytest.raises(DataContractError, match="the level is 5; it lies between 0 and 1"):
        Draws(level=5)
    assert Draws(0).number == 0


def test_a_run_ends_where_it_is_broken() -> None:
    assert runs(np.zeros(3, dtype=bool), np.arange(3.0)) == ()
    assert runs(np.ones(3, dtype=bool), np.arange(3.0)) == ((0.0, 2.0),)
