"""Figures in words, in three languages."""

import math

import pytest

from geo.query import Query, Result
from geo.resolve import resolve
from geo.store import default_store
from scene.figures import Figures
from scene.i18n import Say

NARROW, NO_BREAK = "\u202f", "\u00a0"


def figures(lang: str, indicator: str = "location_quotient") -> tuple[Result, Figures]:
    store = default_store()
    dataset = store.dataset("us")
    query, _ = resolve(Query("us", indicator=indicator), dataset)
    return store.result(query), Figures(Say(lang), dataset, query)


@pytest.mark.parametrize(
    ("lang", "quotient", "amount"),
    [
        ("en", "1.16", "717,740 jobs"),
        ("uk", "1,16", f"717{NO_BREAK}740 робочих місць"),
        ("ru", "1,16", f"717{NO_BREAK}740 рабочих мест"),
    ],
)
def test_numbers_have_the_format_of_the_reader(lang: str, quotient: str, amount: str) -> None:
    result, words = figures(lang)
    assert words.value(result.values["06"]) == quotient
    assert words.amount(717_740.0).replace(NARROW, NO_BREAK) == amount


@pytest.mark.parametrize(
    ("lang", "interval", "rank"),
    [("en", "1.15 to 1.18", "rank 9 of 52"), ("uk", "1,15", "9"), ("ru", "1,15", "9")],
)
def test_interval_and_rank_stand_beside_a_value(lang: str, interval: str, rank: str) -> None:
    result, words = figures(lang)
    assert interval in words.interval(result, "06")
    assert rank in words.rank(result, "06")


def test_a_region_below_the_minimum_has_no_rank() -> None:
    result, words = figures("en")
    below = str(result.below[result.below].index[0])
    assert words.rank(result, below) == ""


def test_shares_are_per_cent() -> None:
    result, words = figures("en", "share")
    assert words.value(result.values["53"]) == "6.8%"
    assert words.interval(result, "53") == "6.5% to 7.0%"


def test_a_figure_without_an_interval_has_no_words_for_it() -> None:
    result, words = figures("en", "density_km2")
    assert words.interval(result, "53") == ""


def test_a_missing_value_is_a_dash() -> None:
    _, words = figures("en")
    assert (words.value(None), words.value(math.nan), words.value(math.inf)) == ("–", "–", "–")
