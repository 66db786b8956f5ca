"""One reader of anybody's own tables: what it understands, what it refuses, and with which words at which door."""

import pytest

from geo.attach_grid import UPLOAD, Form
from geo.attach_problems import FURTHER, SENTENCES, Problem
from geo.attach_table import read_pairs, read_wide
from geo.schema import TOTAL

FILE = Form()
PAIRS = Form(key="industry_code")


@pytest.mark.parametrize("form", [UPLOAD, FILE])
@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf", b",\n,,\n", b"\xc2\xa0"])
def test_a_file_without_a_cell_is_empty(data: bytes, form: Form) -> None:
    assert read_wide(data, form=form) == (None, ["The file is empty."])


def test_a_header_alone_holds_no_figure() -> None:
    assert read_wide(b"region_code,A\n")[1] == [Problem.of("no_figures")]


@pytest.mark.parametrize("row", [b"02\n", b"02,1,2\n"])
def test_a_short_or_long_row_is_refused_not_filled_up(row: bytes) -> None:
    cells = 1 + row.count(b",")
    why = f"1 row(s) differ from the 2 of the first line, first row 4 with {cells}"
    assert read_wide(b"region_code,A\n01,5\n\n" + row) == (None, [Problem.of("ragged", why=why)])


def test_the_codes_stand_in_their_column_or_where_it_need_not_be_named_in_the_first() -> None:
    data = b"region_name,Region_Code,A\nAsh,01,5\n"
    assert [read_wide(data, form=form)[1] for form in (UPLOAD, FILE)] == [[], []]
    unnamed = b"area,A\n01,5\n"
    assert read_wide(unnamed)[1] == [Problem.of("no_code")]
    table, problems = read_wide(unnamed, form=FILE)
    assert table is not None
    assert (list(table.values.index), problems) == (["01"], [])


def test_the_separator_is_counted_outside_quotes() -> None:
    table, _ = read_wide(b'region_code;"A, B, C";D\n01;1,5;2\n')
    assert table is not None
    assert table.values.to_dict("list") == {"A, B, C": [1.5], "D": [2.0]}


def test_total_in_any_letters_is_the_total_and_twice_is_twice() -> None:
    table, problems = read_wide(b"region_code,A,Total\n01,5,9\ntotal,6,8\nTOTAL,6,8\n")
    assert table is not None
    assert (list(table.values.columns), list(table.values.index)) == (["A", TOTAL], ["01", TOTAL, TOTAL])
    assert problems == [Problem.of("code_twice", codes=TOTAL)]


@pytest.mark.parametrize(
    ("cell", "value"), [("+5", 5.0), ("5.", 5.0), (".5", 0.5), ("1e-3", 0.001), ("12 345.5", 12345.5), ("1e5", 1e5)]
)
def test_a_number_may_be_written_in_these_ways(cell: str, value: float) -> None:
    table, problems = read_wide(f"region_code,A\n01,{cell}\n".encode())
    assert table is not None
    assert (table.values["A"].tolist(), problems) == ([value], [])


@pytest.mark.parametrize("cell", ["1e999", "inf", "12 34", "5-", "0x10", "1_000", "--"])
def test_what_is_no_finite_number_is_refused_with_its_cell(cell: str) -> None:
    (problem,) = read_wide(f"region_code,B,A\n01,1,2\n02,3,{cell}\n".encode())[1]
    assert problem.parts == {"n": 1, "cells": "C3", "row": 3, "column": "A", "text": cell}


@pytest.mark.parametrize(("cell", "status"), [("NA", "M"), ("n/a", "M"), ("..", "M"), ("(c)", "C"), (":c", "C")])
def test_signs_of_statistical_offices_are_understood_at_both_doors(cell: str, status: str) -> None:
    for form in (UPLOAD, FILE):
        table, problems = read_wide(f"region_code,A,B\n01,{cell},5\n".encode(), form=form)
        assert table is not None
        assert (table.status.to_numpy().tolist(), problems) == ([[status, "A"]], [])


def test_cells_are_named_as_in_a_spreadsheet_after_blank_lines_and_the_first_five_only() -> None:
    rows = "".join(f"{i:02d},x\n" for i in range(7))
    (problem,) = read_wide(f"\nregion_code,A\n\n{rows}".encode())[1]
    assert (problem.parts["n"], problem.parts["cells"]) == (7, "B4, B5, B6, B7, B8 …")


def test_names_codes_and_cells_are_all_told_at_once() -> None:
    _, problems = read_wide(b"region_code,A,A,\n01,x,1,2\n01,-3,4,5\n,1,2,3\n")
    kinds = [kind for problem in problems for kind, sentence in SENTENCES.items() if sentence == problem.sentence]
    assert kinds == ["unnamed", "named_twice", "code_empty", "code_twice", "not_number", "negative"]


def test_the_interface_is_told_only_what_it_can_translate() -> None:
    broken = [b'region_code;A\n01;"1\n', b"region_code;A\n01;1,234\n", b"region_code;A\n\xff;1\n"]
    at_the_door = [problem.sentence for data in broken for problem in read_wide(data)[1]]
    assert set(at_the_door) <= set(SENTENCES.values())
    on_the_line = [problem.sentence for data in broken for problem in read_wide(data, form=FILE)[1]]
    assert on_the_line == [FURTHER[kind] for kind in ("unreadable", "thousands", "encoding_at")]


def test_pairs_are_found_by_name_or_by_order() -> None:
    named, _ = read_pairs(b"name,value,industry_code\nx,5,C10\ny,90,total\n", form=PAIRS)
    assert named is not None
    assert named.to_dict() == {"C10": 5.0, TOTAL: 90.0}
    by_order, _ = read_pairs(b"people,industry_code\n5,C10\n", form=PAIRS)
    assert by_order is not None
    assert by_order.to_dict() == {"C10": 5.0}


def test_pairs_of_industries_speak_of_industries() -> None:
    _, problems = read_pairs(b"industry_code,value\nC10,5\nC10,6\n,7\n", form=PAIRS)
    assert problems == [Problem.of("industry_empty", rows="4"), Problem.of("industry_twice", codes="C10")]


def test_pairs_without_a_second_column_are_refused() -> None:
    assert read_pairs(b"industry_code\nC10\n", form=PAIRS) == (None, [Problem.of("no_groups")])
    assert read_pairs(b"", form=PAIRS) == (None, [Problem.of("empty")])
