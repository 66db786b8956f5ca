import numpy as np
import pandas as pd
import pytest

from geo.name_index import BLOCK, NameIndex, name_index
from geo.point_register import TableRegister


def index_of(names: list[str | None], **more: list[str]) -> NameIndex:
    found = name_index(TableRegister(pd.DataFrame({"enterprise_name": names, **more})))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def many() -> NameIndex:
    rng = np.random.default_rng(4)
    words = ["Азов", "Steel", "Ромашка", "Bäckerei", "Data", "Works"]
    names = [f"{words[a]} {words[b]} {i:05d}" for i, (a, b) in enumerate(rng.integers(0, 6, (3 * BLOCK + 7, 2)))]
    names[5000] = "Zürcher Zuckerfabrik"
    return index_of([*names])


def test_a_name_is_found_by_any_part_of_it_in_any_case(many: NameIndex) -> None:
    for question in ("Zuckerfabrik", "zucker", "ZÜRCHER", "fabrik zür", "ckerfab"):
        assert many.search(question) == ([(5000, "Zürcher Zuckerfabrik")], True)


def test_every_word_must_occur(many: NameIndex) -> None:
    assert many.search("Zürcher 00017") == ([], True)
    (row, name), *others = many.search("00017")[0]
    assert (row, name[-5:], others) == (17, "00017", [])


def test_the_last_and_incomplete_block_is_searched_too(many: NameIndex) -> None:
    assert [row for row, _ in many.search(f"{3 * BLOCK + 6:05d}")[0]] == [3 * BLOCK + 6]


def test_at_most_so_many_are_given_and_it_is_said_that_there_are_more(many: NameIndex) -> None:
    found, complete = many.search("ромашка")
    assert (len(found), complete) == (20, False)
    assert all("Ромашка" in name for _, name in found)


def test_names_that_begin_with_the_question_stand_first() -> None:
    index = index_of(["Blast Steel", "Steelworks", "Old steel", "Stainless-steel"])
    found = [name for _, name in index.search("steel")[0]]
    assert found == ["Steelworks", "Old steel", "Blast Steel", "Stainless-steel"]


def test_a_single_letter_finds_nothing_and_two_do() -> None:
    index = index_of(["IT", "Ox"])
    assert index.search("i") == ([], True)
    assert index.search("it")[0] == [(0, "IT")]


def test_a_line_break_in_a_name_does_not_shift_the_others() -> None:
    index = index_of(["Alpha\nbeta", "Gamma", None, "Delta"])
    assert index.search("alpha beta")[0] == [(0, "Alpha beta")]
    assert index.search("delta")[0] == [(3, "Delta")]


def test_ids_that_are_texts_are_found_and_not_shown() -> None:
    index = index_of(["Ромашка", "Волошка"], enterprise_id=["UA-00017", "UA-00018"])
    assert index.search("ua-00018") == ([(1, "Волошка")], True)


def test_a_register_without_names_has_no_index() -> None:
    assert name_index(TableRegister(pd.DataFrame({"enterprise_id": [1, 2]}))) is None
    assert name_index(TableRegister(pd.DataFrame({"lon": [1.0]}))) is None
