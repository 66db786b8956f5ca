"""Errors are said in the reader's language: what was found, where, what to do."""

import pandas as pd
import pytest

from geo.activity import from_tables
from geo.cluster_rules import evaluate_rule, load_rules
from geo.complexity import NOTES
from geo.errors import (
    DataContractError,
    MissingTableError,
    NegativeActivityError,
    OutputError,
    UnknownIndicatorError,
    UnknownOptionError,
)
from geo.problems import SENTENCES, Told
from geo.schema import check_activity
from scene.errors_words import KINDS, in_words, told
from scene.i18n import Say
from tests.views.pages import Open

LATIN = "uk", "ru"
OWN = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])


def test_a_missing_table_says_what_it_is_and_what_to_do() -> None:
    error = MissingTableError("growth", "years")
    assert in_words(error, Say("en")) == (
        "these data do not have the same figures for several years. Choose another indicator, or add this table to the "
        "dataset."
    )
    assert "--table" not in in_words(error, Say("en")), "that is for the command line"
    assert "Виберіть інший показник" in in_words(error, Say("uk"))
    assert "Выберите другой показатель" in in_words(error, Say("ru"))


def test_an_unknown_name_shows_the_nearest_one() -> None:
    error = UnknownIndicatorError("indicator", "shar", ["share", "value"])
    assert in_words(error, Say("en")) == "there is no indicator “shar”. Did you mean “share”? There are: share, value"
    assert in_words(error, Say("uk")) == "показник: «shar» не існує. Можливо, «share»? Є: share, value"
    many = UnknownOptionError("thing", "x", [f"n{i}" for i in range(9)])
    assert in_words(many, Say("en")) == "there is no thing “x”. There are: n0, n1, n2, n3, n4 …"
    assert in_words(UnknownOptionError("year", "1", []), Say("en")) == "there is no year “1”."


def test_a_figure_below_zero_is_said_with_its_place() -> None:
    with pytest.raises(NegativeActivityError, match="1 negative or infinite value") as caught:
        check_activity(OWN.replace({10.0: -1.0}).iloc[:1])
    said = in_words(caught.value, Say("ru"))
    assert "отрицательных или бесконечных значений" in said
    assert "регион 'R01'" in said


@pytest.mark.parametrize("lang", LATIN)
def test_every_sentence_that_remembers_its_parts_is_translated(lang: str) -> None:
    say = Say(lang)
    assert [text for text in (*SENTENCES.values(), *NOTES.values()) if say(text) == text] == []
    assert [kind for kind in KINDS.values() if say(kind) == kind] == []


def test_a_text_that_nobody_translated_stays_as_it_is() -> None:
    error = DataContractError("io", [Told.of("io_row", row="'WAGES'"), "something else"])
    assert str(error) == "io: the row 'WAGES' is missing; something else"
    assert in_words(error, Say("uk")).endswith("немає рядка 'WAGES'; something else")
    assert in_words(OutputError("x: no folder"), Say("uk")) == "x: no folder"
    assert in_words(None, Say("uk")) == ""


def test_the_notes_of_a_rule_are_said_in_the_readers_language() -> None:
    result = evaluate_rule(load_rules()["delgado_porter_stern"], from_tables(OWN, {"establishments": OWN}))
    assert result.notes == ("no industry is marked as traded or local: all count as traded",)
    assert told(result.notes[0], Say("ru")).startswith("ни одна отрасль не отмечена")


@pytest.mark.parametrize("lang", LATIN)
def test_a_map_that_cannot_be_made_says_why_without_english(open_page: Open, lang: str) -> None:
    page = open_page(data="bay-area", ind="growth", lang=lang)
    (shown,) = [element.value for element in page.error]
    assert "does not have" not in shown
    assert "needs the table" not in shown
