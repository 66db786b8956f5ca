"""Names in the reader's language, English where there is none, and seen to be."""

import pandas as pd

from geo.labels import FALLBACK_MARK, find, fold, names

TABLE = pd.DataFrame(
    {"region_name": ["Kyiv", "Lviv", "Odesa"], "region_name_uk": ["Київ", "", None]}, index=["UA-30", "UA-46", "UA-51"]
)


def test_english_is_english() -> None:
    assert names(TABLE, "region_name", "en").tolist() == ["Kyiv", "Lviv", "Odesa"]


def test_a_missing_translation_falls_back_visibly() -> None:
    got = names(TABLE, "region_name", "uk")
    assert got.tolist() == ["Київ", f"Lviv{FALLBACK_MARK}", f"Odesa{FALLBACK_MARK}"]
    assert list(got.index) == list(TABLE.index)


def test_a_language_without_column_falls_back_everywhere() -> None:
    assert names(TABLE, "region_name", "ru").str.endswith(FALLBACK_MARK).all()


def test_the_table_is_left_alone() -> None:
    before = TABLE.copy()
    names(TABLE, "region_name", "uk")
    pd.testing.assert_frame_equal(TABLE, before)


def test_search_knows_no_case_no_kind_of_apostrophe_and_no_yo() -> None:
    assert fold("КАМ’ЯНЕЦЬ") == fold("кам'янець") == fold("камʼянець")
    assert fold("Ёлка") == fold("елка")


def test_names_that_begin_with_the_text_come_first() -> None:
    assert find(["New York", "York", "Yuma"], "YORK") == ["York", "New York"]
    assert find(["York"], "") == ["York"]
    assert find(["York"], "q") == []
