"""P-values on one side and two, pseudo p-values, false discoveries."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from geo.chance import Chance
from geo.errors import UnknownOptionError
from tests.geo.tables import FEW


def test_the_defaults_are_the_careful_ones() -> None:
    chance = Chance()
    assert (chance.permutations, chance.seed, chance.sides, chance.fdr, chance.level) == (999, 1, "two", True, 0.05)
    assert chance.assumption == "randomisation"


def test_a_pseudo_p_value_counts_the_observed_map_too() -> None:
    one = Chance(permutations=999, sides="one")
    assert one.of_counts(np.array([0, 9, 999]), np.array([999, 990, 0])).tolist() == [0.001, 0.01, 0.001]


def test_two_sides_are_twice_one_side_and_never_more_than_one() -> None:
    counts = np.array([0, 9, 60]), np.array([99, 90, 60])
    one, two = (Chance(permutations=99, sides=sides).of_counts(*counts) for sides in ("one", "two"))
    assert one.tolist() == [0.01, 0.1, 0.61]
    assert two.tolist() == [0.02, 0.2, 1.0]


def test_the_upper_side_knows_high_figures_only() -> None:
    upper = Chance(permutations=99, sides="upper")
    assert upper.of_counts(np.array([4, 95]), np.array([95, 4])).tolist() == [0.05, 0.96]
    assert upper.of_score(np.array([1.6448536, -1.6448536])).round(6).tolist() == [0.05, 0.95]


def test_p_values_of_z_scores_are_those_of_the_normal_table() -> None:
    assert Chance(sides="two").of_score(np.array([1.959964, -1.959964])).round(6).tolist() == [0.05, 0.05]
    assert Chance(sides="one").of_score(np.array([1.959964, -1.959964])).round(6).tolist() == [0.025, 0.025]
    assert np.isnan(Chance().of_score(np.array([np.nan]))[0])


def test_false_discoveries_of_the_paper_of_benjamini_and_hochberg() -> None:
    """Benjamini and Hochberg (1995), section 3.2: four of the fifteen hypotheses are rejected at 0.05."""
    low = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    p = [*low, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1.0]
    assert Chance(fdr=True).discovered(np.array(p)).tolist() == [True] * 4 + [False] * 11
    assert Chance(fdr=False).discovered(np.array(p)).sum() == 9


def test_the_level_is_included() -> None:
    assert Chance(fdr=False).discovered(np.array([0.05, 0.0501])).tolist() == [True, False]
    assert Chance(fdr=True).discovered(np.array([0.05, 0.05])).tolist() == [True, True]
    assert Chance(fdr=True, level=0.01).discovered(np.array([0.01])).tolist() == [True]


def test_a_missing_p_value_is_no_test_and_no_discovery() -> None:
    p = np.array([0.02, np.nan, np.nan, np.nan, 0.9])
    assert Chance(fdr=True).discovered(p).tolist() == [True, False, False, False, False]
    assert not Chance(fdr=True).discovered(np.full(3, np.nan)).any()


@FEW
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_false_discoveries_are_those_of_scipy(p: list[float]) -> None:
    adjusted = false_discovery_control(p)
    clear = np.abs(adjusted - 0.05) > 1e-9
    found = Chance(fdr=True).discovered(np.array(p))
    assert (found == (adjusted <= 0.05))[clear].all()


@pytest.mark.parametrize(
    ("choice", "message"),
    [({"sides": "three"}, r"there is no sides 'three'"), ({"assumption": "normal"}, r"no assumption 'normal'")],
)
def test_an_unknown_choice_is_refused(choice: dict[str, str], message: str) -> None:
    with pytest.raises(UnknownOptionError, match=message):
        Chance(**choice)  # type: ignore[arg-type]
