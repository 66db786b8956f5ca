"""What a figure claims in words, and how certain: by stated bounds, never more than its interval allows."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from geo.indicators import REGISTRY
from scene import certain_words as certain
from scene.claims import CLAIMS, certainty, claim
from scene.sentences import suggested, suggestions
from scene.sight import Sight, sight_of
from tests.scene.seen import COMPUTER, NOBODY, Fixed, drawing, seen_with, texts


# ------------------------------------------------------------------------------------------------ words for certainty
def test_the_cut_offs_are_those_of_the_calibrated_language() -> None:
    assert [certain.of_probability(p) for p in (1.0, 0.99, 0.989, 0.95, 0.949, 0.5)] == [
        "very", "very", "fairly", "fairly", "not", "not",
    ]  # fmt: skip


@pytest.mark.parametrize(("error", "word"), [(0.05, "very"), (0.051, "fairly"), (0.165, "fairly"), (0.166, "not")])
def test_a_size_goes_by_its_relative_standard_error(error: float, word: str) -> None:
    half = 1.6448536 * error * 100
    assert certain.of_size(certain.spread_of(100.0, 100 - half, 100 + half)) == word


def test_an_interval_that_just_reaches_the_line_is_fairly_certain_and_beyond_it_not() -> None:
    at, beyond = certain.spread_of(1.25, 1.0, 1.5625), certain.spread_of(1.25, 0.999, 1.5641)
    assert (certain.of_side(at, 1.0), certain.of_side(beyond, 1.0)) == ("fairly", "not")


def test_several_claims_together_are_less_certain_than_each() -> None:
    assert certain.of_probability(0.995) == "very"
    assert certain.of_all([0.995] * 5) == "fairly"  # 1 - 5 * 0.005
    assert certain.of_all([0.995] * 11) == "not"


def test_the_difference_of_two_figures_is_less_certain_than_their_intervals_suggest_apart() -> None:
    one, two = certain.spread_of(2.0, 1.8, 2.2), certain.spread_of(1.75, 1.55, 1.95)
    assert one is not None
    assert two is not None
    assert one.above(two) == pytest.approx(0.927, abs=2e-3)  # 0.25 / hypot(0.1216, 0.1216)
    assert two.above(one) == pytest.approx(1 - one.above(two))


def test_what_is_not_certain_stays_so_whatever_nobody_can_say_of_the_rest() -> None:
    assert certain.weakest(certain.VERY, certain.UNKNOWN, certain.NOT) == certain.NOT
    assert certain.weakest(certain.VERY, certain.UNKNOWN) == certain.UNKNOWN


def test_what_has_no_interval_is_unknown_and_nothing_else() -> None:
    nothing = certain.spread_of(2.0, np.nan, np.nan)
    assert nothing is None
    assert (certain.of_size(nothing), certain.of_side(nothing, 1.0)) == ("unknown", "unknown")


# --------------------------------------------------------------------------------------- no more than the interval says
@settings(max_examples=300)
@given(some.floats(0.01, 50), some.floats(0, 3), some.floats(0, 3))
def test_a_quotient_is_never_called_certain_when_its_interval_reaches_the_average(
    value: float, below: float, above: float
) -> None:
    lower, upper = value * np.exp(-below), value * np.exp(above)
    word = certainty(seen_with(value, lower, upper), "53")
    if lower < 1 < upper or lower == upper == 1:
        assert word == certain.NOT
    if word == certain.VERY:  # the 98 % interval, too, lies on one side
        wider = 2.326 / 1.645 - 1e-3
        assert not value * np.exp(-below * wider) < 1 < value * np.exp(above * wider)
        assert max(below, above) / 1.645 <= 0.0501


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ((3.4, 3.0, 3.85), f"Washington has 3.4 times the national share of {COMPUTER}, fairly certain."),
        ((3.4, 3.25, 3.56), f"Washington has 3.4 times the national share of {COMPUTER}, very certain."),
        ((1.3, 0.9, 1.88), (f"Washington has 1.30 times the national share of {COMPUTER}, but that is not certain: "
                           "the range is 0.90 to 1.88.")),
        ((9.0, 2.0, 40.5), (f"Washington has 9.0 times the national share of {COMPUTER}, but that is not certain: "
                           "the range is 2.00 to 40.50.")),
        ((0.4, 0.37, 0.43), f"Washington has 40% of the national share of {COMPUTER}, very certain."),
        ((3.4, np.nan, np.nan), f"Washington has 3.4 times the national share of {COMPUTER}; {NOBODY}."),
    ],
)  # fmt: skip
def test_the_sentence_of_a_quotient(numbers: tuple[float, float, float], sentence: str) -> None:
    shown = drawing(region="53")
    changed = replace(shown, result=seen_with(*numbers).result)
    store = Fixed(changed)
    assert suggested(replace(changed, store=store)) == sentence  # type: ignore[arg-type]


def test_no_real_sentence_of_a_state_claims_a_side_that_its_interval_does_not_hold() -> None:
    checked = 0
    for item in ("15-0000", "45-0000", "53-0000", "19-0000"):
        shown = drawing(item=item)
        seen = sight_of(shown.result.query, shown.figures, shown.store)
        assert seen.result.lower is not None
        assert seen.result.upper is not None
        for code in seen.result.values.dropna().index:
            low, high = float(seen.result.lower[code]), float(seen.result.upper[code])
            if certainty(seen, str(code)) in {certain.VERY, certain.FAIRLY}:
                checked += 1
                assert low > 1 or high < 1, (item, code, low, high)
    assert checked > 100


def test_simulated_figures_and_ranges_are_always_said_and_never_certain() -> None:
    for changes, words in (
        ({"simulated": ("activity",)}, "Simulated figures, a pattern and no evidence."),
        ({"interval_simulated": True}, "the range comes from simulated establishments"),
    ):
        shown = drawing(region="53")
        store = Fixed(replace(shown, result=replace(shown.result, **changes)))
        found = suggestions(replace(shown, store=store))  # type: ignore[arg-type]
        assert len(found) == 4
        assert {suggestion.certainty for suggestion in found} == {certain.UNKNOWN}
        assert all(words in text for text in texts(found))


@pytest.mark.parametrize(
    ("indicator", "value", "options", "sentence"),
    [
        ("shift_share", 1200.0, (), "Washington: 1,200 jobs more than the pace of the nation would give ({about})"),
        ("shift_share", -50.0, (), "Washington: 50 jobs fewer than the pace of the nation would give ({about})"),
        ("shift_share", 7.0, (("component", "mix"),), "Washington: 7.0 jobs (What the change comes from; {about})"),
        ("entry_exit", 1.0, (), "Washington gained a specialization ({about})"),
        ("entry_exit", 0.0, (), "Washington neither gained nor lost a specialization ({about})"),
        ("entry_exit", -1.0, (), "Washington lost a specialization ({about})"),
        ("growth", -0.021, (), "Washington: decline of 2.1% a year ({about})"),
        ("life_cycle_stage", 2.0, (), "Washington: “growth” (Stage of the cluster's life; {about})"),
        ("local_g", -2.5, (), "Washington lies where low figures lie together ({about})"),
        ("local_g", 2.5, (("scaling", "share"),), "Washington: 2.50 (Hot and cold surroundings; {about})"),
        ("per_thousand_people", 12.5, (), "Washington: 12.50 jobs for every 1,000 people ({about})"),
        ("additive_location_quotient", -0.0123, (),
         "Washington: the share is 1.2 percentage points below the average ({about})"),
        ("normalized_revealed_advantage", -0.1, (), "Washington has less of it than its size lets expect ({about})"),
        ("litzenberger_sternberg_cluster_index", 0.5, (),
         "Washington: 50% of the average on the cluster index, from about 4 times a cluster ({about})"),
        ("fitness", 0.4, (), "Washington: 40% of the fitness of the average region"),
        ("economic_complexity_index", -1.5, (),
         "Washington: 1.50 standard deviations less complex than the average region"),
        ("probability_specialized", 0.02, (),
         "Washington has less than the average share of {about}, with a probability of 98%"),
        ("location_quotient", 0.998, (("reference", "rest"),), "Washington has 99.8% of the average share of {about}"),
        ("symmetric_location_quotient", 0.5, (), "Washington has 3.0 times the national share of {about}"),
        ("unrelated_variety", 1.7, (), "Washington: 1.70 bits (Variety of unlike industries)"),
    ],
)  # fmt: skip
def test_the_claim_of_each_kind_of_figure(
    indicator: str, value: float, options: tuple[tuple[str, str], ...], sentence: str
) -> None:
    shown = drawing()
    figures = replace(shown.figures, query=replace(shown.figures.query, indicator=indicator, options=options))
    values = shown.result.values.copy()
    values["53"] = value
    seen = Sight(replace(shown.result, values=values), figures)
    assert claim(seen, "53") == sentence.format(about=COMPUTER)


def test_every_claim_belongs_to_an_indicator() -> None:
    assert set(CLAIMS) <= set(REGISTRY)


