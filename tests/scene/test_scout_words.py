"""Words of scouting: every criterion, status and reason has words in three languages; figures are written right."""

import math

import pytest

from geo.scouting import Criterion, evidence, tabled, unknowns
from geo.scouting_types import CONFIDENCES, STATUSES
from geo.store import default_store
from scene import scout_words as words
from scene.i18n import Say

EN, UK = Say("en"), Say("uk")
US = default_store().dataset("us")
NBSP = "\N{NO-BREAK SPACE}"


def test_every_criterion_of_every_dataset_has_a_name_a_help_and_a_question() -> None:
    store = default_store()
    for dataset, industry, level in (
        ("us", "15-1252", "state"),
        ("bay-area", "FPSEMPN", "county"),
        ("ukraine", "C", "oblast"),
    ):
        for one in evidence(store.dataset(dataset), industry, level, store=store).criteria:
            assert one.base in words.NAMES
            assert one.base in words.SHORT
            assert one.base in words.HELP
            assert one.base in words.QUESTIONS
            assert not one.missing or one.missing in words.MISSING
    assert set(words.STATUS) == set(STATUSES)
    assert set(words.CONFIDENCE) == set(CONFIDENCES)
    assert set(words.NAMES) == set(words.SHORT) == set(words.HELP) == set(words.QUESTIONS)


@pytest.mark.parametrize("lang", ["uk", "ru"])
def test_nothing_is_left_in_english(lang: str) -> None:
    say = Say(lang)
    tables = (words.NAMES, words.SHORT, words.HELP, words.QUESTIONS, words.STATUS, words.CONFIDENCE, words.MISSING,
              words.PASSES, words.DETAILS, words.UNITS)  # fmt: skip
    for table in tables:
        for text in table.values():
            assert say(text) != text or text.startswith("{first}"), text


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [("ratio", 2.284, "2.28"), ("share", 0.5, "50.0%"), ("count", 31960.0, f"31,960{NBSP}jobs"),
     ("km", 238.2, f"238{NBSP}km"), ("rate", 0.021, f"2.1%{NBSP}a year"), ("students", 1000.0, f"1,000{NBSP}students"),
     ("money", 121700.0, f"121,700{NBSP}US dollars a year"), ("density", 12.34, f"12.3{NBSP}per km²"),
     ("count", math.nan, "unknown")],
)  # fmt: skip
def test_values_are_written_with_their_unit(kind: str, value: float, text: str) -> None:
    assert words.value_text(Criterion("x", kind=kind), value, EN, US) == text


@pytest.mark.parametrize(
    ("lang", "kind", "forms"),
    [("en", "count", ["0 jobs", "1 job", "5 jobs", "21 jobs"]),
     ("uk", "count", ["0 робочих місць", "1 робоче місце", "5 робочих місць", "21 робоче місце"]),
     ("ru", "students", ["0 студентов", "1 студент", "5 студентов", "21 студент"]),
     ("uk", "institutions", ["0 закладів", "1 заклад", "5 закладів", "21 заклад"])],
)  # fmt: skip
def test_what_is_counted_takes_the_form_of_its_number(lang: str, kind: str, forms: list[str]) -> None:
    one = Criterion("x", kind=kind)
    assert [words.value_text(one, n, Say(lang)).replace(NBSP, " ") for n in (0.0, 1.0, 5.0, 21.0)] == forms
    assert words.value_text(one, math.inf, Say(lang), with_unit=False) == "–"
    if kind == "count":
        known = tabled({"x": {"A": 1.0}}, (one,))
        assert words.detail_text("place:A:1", Say(lang), None, known).endswith(f": A, {forms[1]}")


def test_money_has_the_unit_of_the_dataset_and_none_without_one() -> None:
    one = Criterion("wages", kind="money")
    assert words.unit_of(one, UK, US) == "доларів США на рік"
    assert words.value_text(one, 5.0, EN) == "5"


def test_intervals_say_from_to_or_at_least_or_nothing() -> None:
    one = Criterion("jobs", kind="count")
    assert words.interval_text(one, 10.0, 20.0, EN) == "10 to 20"
    assert words.interval_text(one, 10.0, math.inf, EN) == "at least this"
    assert words.interval_text(one, 10.0, 10.0, EN) == ""
    assert words.interval_text(one, 10.1, 10.2, EN) == ""
    assert words.interval_text(one, math.nan, 20.0, EN) == ""


@pytest.mark.parametrize(
    ("detail", "text"),
    [("name:Houston", "Houston"), ("rules:3/4", "3 of 4 rules"), ("years:2015:2021", "2015 to 2021"),
     ("industries:15-1253", "with Software Quality Assurance Analysts and Testers"),
     ("industries:1,2,3,4", "with 1; 2; 3 and 1 more"),
     ("place:A:1200", "largest: A, 1,200 jobs"), ("note:interval_simulated", "range from simulated establishments"),
     ("", "")],
)  # fmt: skip
def test_what_stands_behind_a_value_is_told_in_words(detail: str, text: str) -> None:
    known = tabled({"x": {"A": 1.0}}, (Criterion("x"),))
    assert words.detail_text(detail, EN, US, known) == text


def test_a_criterion_of_another_industry_names_it() -> None:
    one = Criterion("quotient@15-2051", industry="15-2051")
    assert words.name_of(one, EN, US, short=True) == "Location quotient: Data Scientists"
    assert words.name_of(one, EN) == "Share compared with the country (location quotient): 15-2051"


def test_help_names_the_reach() -> None:
    assert "within 50 km" in words.help_of(Criterion("labour_near", reach_km=50.0), EN)


def test_questions_name_place_and_industry_and_hold_whatever_the_names_do() -> None:
    known = tabled({"wages": {"A": math.nan}}, (Criterion("wages"),))
    (one,) = unknowns(known, "A")
    assert words.question(one, EN, place="Abilene", industry="Welders") == (
        "What is paid for “Welders” in Abilene, on average and at the top?"
    )
    assert "{x}" in words.question(one, EN, place="{x}", industry="%s")
    assert words.question(Criterion("sun"), EN, place="A", industry="B") == (
        "Which further figures about A can you give us?"
    )
