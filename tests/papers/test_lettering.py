"""Text on paper: measured in the project's own font, broken between words, taken literally."""

import pytest
from matplotlib import font_manager

from papers.lettering import FILES, Style, cut, properties, sentences, width, wrap, writable

PLAIN, STRONG = Style(10.0), Style(10.0, strong=True)
ALPHABETS = {
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ’",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ№",
    "numbers": "0123456789,.%–—…“”«»²°·\u00a0−$€₴₽",
}


@pytest.mark.parametrize("name", ALPHABETS)
@pytest.mark.parametrize("strong", [False, True])
def test_the_font_has_the_whole_alphabet(name: str, *, strong: bool) -> None:
    own = font_manager.get_font(str(FILES[strong])).get_charmap()
    assert [mark for mark in ALPHABETS[name] if ord(mark) not in own] == []


def test_a_width_is_that_of_the_letters() -> None:
    assert width("m" * 10, PLAIN) == pytest.approx(10 * width("m", PLAIN), rel=0.01)
    assert width("word", Style(20.0)) == pytest.approx(2 * width("word", PLAIN), rel=0.02)
    assert width("word", STRONG) > width("word", PLAIN)


def test_the_font_that_is_drawn_is_the_projects_own_whatever_is_installed() -> None:
    for strong, path in FILES.items():
        assert font_manager.findfont(properties(Style(10.0, strong=strong))) == str(path)


@pytest.mark.parametrize("text", ["$x^2$", r"\alpha", "a_b^c", "{{ 7*191 }}", "<b>", "100 % & 5"])
def test_nothing_in_a_text_is_a_formula(text: str) -> None:
    assert writable(text) == text
    assert width(text, PLAIN) == pytest.approx(sum(width(mark, PLAIN) for mark in text), rel=0.12)


def test_what_cannot_be_drawn_is_a_box_and_what_has_no_form_goes() -> None:
    assert writable("Café 東京") == "Café □□"
    assert writable("a\nb\tc\u202e\x00d") == "a b cd"
    assert writable("Ελλάδα") == "Ελλάδα"  # letters of the second font


def test_lines_fit_and_hold_every_word() -> None:
    text = "Computer and Mathematical Occupations: most concentrated in Washington, 1.996 times the average share"
    lines = wrap(text, PLAIN, 150.0)
    assert " ".join(lines) == text
    assert all(width(line, PLAIN) <= 150 for line in lines)


def test_the_last_line_is_not_one_word_where_lines_are_even() -> None:
    text = "one two three four five six seven eight nine ten eleven"
    room = width("one two three four five six seven eight nine ten", PLAIN) + 1
    assert wrap(text, PLAIN, room)[-1] == "eleven"
    first, last = wrap(text, PLAIN, room, even=True)
    assert width(last, PLAIN) > 0.6 * width(first, PLAIN)


def test_a_chain_of_towns_breaks_at_a_hyphen_and_one_name_does_not() -> None:
    assert wrap("San Jose-Sunnyvale-Santa Clara, CA", PLAIN, 110.0)[0] == "San Jose-Sunnyvale-"
    assert wrap("New York, Нью-Йорк", PLAIN, 80.0) == ["New York,", "Нью-Йорк"]


def test_sentences_have_lines_of_their_own_where_they_fit() -> None:
    text = "Share of jobs, 2025. 1 is the share in the country."
    assert sentences(text, PLAIN, 180.0) == ["Share of jobs, 2025.", "1 is the share in the country."]
    assert sentences(text, PLAIN, 900.0) == [text]
    assert len(sentences(text, PLAIN, 90.0)) >= 3


def test_what_is_too_long_ends_with_an_ellipsis_after_a_whole_word() -> None:
    assert cut("one two three", PLAIN, width("one two", PLAIN) + 12) == "one two…"
    assert wrap("one two three four", PLAIN, 45.0, most=2)[1].endswith("…")
    assert wrap("", PLAIN, 100.0) == []
