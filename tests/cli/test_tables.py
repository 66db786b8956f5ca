"""Anybody's own tables are read as they are meant, or refused with every problem."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import cli.tables as module
from cli.tables import read_companion, read_wide
from geo.errors import DataContractError, UnknownOptionError

NAN = float("nan")


def file(folder: Path, text: str | bytes, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_separators_are_told_apart_by_the_header(tmp_path: Path, separator: str, ending: str) -> None:
    text = ending.join(separator.join(row) for row in (["region", "A", "B"], ["01", "1.5", "2"], ["02", "0", "3"]))
    got = read_wide(file(tmp_path, text)).values
    assert (list(got.index), list(got.columns)) == (["01", "02"], ["A", "B"])
    assert got.to_numpy().tolist() == [[1.5, 2.0], [0.0, 3.0]]


def test_codes_stay_text(tmp_path: Path) -> None:
    got = read_wide(file(tmp_path, "region,0110,1e5\n007,1,2\n")).values
    assert (list(got.index), list(got.columns)) == (["007"], ["0110", "1e5"])


def test_a_byte_order_mark_blank_lines_and_spaces_are_no_trouble(tmp_path: Path) -> None:
    got = read_wide(file(tmp_path, "\ufeffregion, A \n\n 01 , 5 \n,\n02,6\n")).values
    assert (list(got.index), got["A"].tolist()) == (["01", "02"], [5.0, 6.0])


def test_quoted_codes_may_hold_the_separator_and_line_ends(tmp_path: Path) -> None:
    got = read_wide(file(tmp_path, 'region,"A,B"\n"Line\none",5\n')).values
    assert (list(got.index), list(got.columns)) == (["Line\none"], ["A,B"])


def test_missing_confidential_and_nought_are_three_things(tmp_path: Path) -> None:
    wide = read_wide(file(tmp_path, "region,A,B,C,D,E,F\n01,,:,NA,c,с,0\n"))
    np.testing.assert_array_equal(wide.values.to_numpy(), [[NAN, NAN, NAN, NAN, NAN, 0.0]])
    assert wide.status.to_numpy().tolist() == [["M", "M", "M", "C", "C", "A"]]


def test_names_of_regions_are_no_figures(tmp_path: Path) -> None:
    """The template of the app has them in its second column."""
    got = read_wide(file(tmp_path, "region_code,region_name,Region_Name_uk,A\n01,Ash,Ясен,5\n")).values
    assert (list(got.columns), got["A"].tolist()) == (["A"], [5.0])


@pytest.mark.parametrize("cell", ["1 234 567", "1\u00a0234\u00a0567", "1\u202f234\u202f567"])
def test_spaces_may_set_thousands_apart(tmp_path: Path, cell: str) -> None:
    assert read_wide(file(tmp_path, f"region,A\n01,{cell}\n")).values["A"].tolist() == [1_234_567.0]


@pytest.mark.parametrize(("cell", "number"), [("1,5", 1.5), ("0,25", 0.25), ("1e3", 1000.0), ("2.5", 2.5)])
def test_a_decimal_comma_is_understood_between_semicolons(tmp_path: Path, cell: str, number: float) -> None:
    assert read_wide(file(tmp_path, f"region;A\n01;{cell}\n")).values["A"].tolist() == [number]


def test_a_comma_that_may_separate_thousands_is_refused_not_guessed(tmp_path: Path) -> None:
    with pytest.raises(DataContractError, match=r"may mark decimals or thousands: 1 \(B2\)\..*says “1,234”"):
        read_wide(file(tmp_path, "region;A\n01;1,234\n02;12\n"))
    assert read_wide(file(tmp_path, "region;A\n01;1,234\n02;1,5\n")).values["A"].tolist() == [1.234, 1.5]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "The file is empty"),
        ("region,A\n", "No cell holds a figure"),
        ("region\n01\n", "There is no column with figures beside the codes and names of the regions"),
        ("region,A\n01,1\n02\n03,4,5\n", r"2 row\(s\) differ from the 2 of the first line, first row 3 with 1"),
        ("region,A\n01,1\n01,2\n02,3\n02,4\n", r"Codes that stand in two rows: 01, 02\. Each region has one row"),
        ("region_code,industry_code,value\n01,A,1\n01,B,2\n", r"t\.csv: it has a column industry_code, one"),
        ("region,A,A\n01,1,2\n", "Names that two columns share: A"),
        ("region,A,\n,1,2\n", "without a name in the first line: C; Rows with figures but without region_code: 2"),
        ("region,A,B\n01,x,1\n02,2,1 00\n", r"a number: 2 \(B2, C3\)\. The first, in row 2, column “A”, says “x”"),
        ("region,A\n01,5\n02,-0.25\n", r"below zero: 1 \(B3\)\. The first, in row 3, column “A”, says “-0.25”"),
        ('region,A\n01,"1,234"\n', r"comma although commas separate the cells: 1 \(B2\)"),
        ("region;A;B\n01;1,5;1.5\n", r"decimal comma \(1,5\), others a decimal point \(1.5\)"),
        ('region,A\n01,"1\n', "cannot be read as CSV: unexpected end of data"),
        (b"region,A\n\xca\xe8\xbf\xe2,1\n", r"no text in UTF-8 \(byte 9\)"),
        (b"PK\x03\x04", "This is a spreadsheet file"),
    ],
)
def test_each_problem_is_named_with_its_place(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(DataContractError, match=message) as caught:
        read_wide(file(tmp_path, text))
    assert str(caught.value).startswith("t.csv: ")


def test_every_problem_stands_in_one_message(tmp_path: Path) -> None:
    with pytest.raises(DataContractError, match=r"without a name.*in two rows.*without a number: 1 \(B2\)") as caught:
        read_wide(file(tmp_path, "region,A,\n01,x,1\n01,2,3\n"))
    assert len(caught.value.problems) == 3


def test_an_absent_and_a_huge_file_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DataContractError, match=r"none.csv: the file is missing"):
        read_wide(tmp_path / "none.csv")
    monkeypatch.setattr(module, "MAX_TABLE_BYTES", 4)
    with pytest.raises(DataContractError, match="the file is larger than 0 MB"):
        read_wide(file(tmp_path, "region,A\n01,5\n"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("reference", "industry_code,value\nA,5\nTOTAL,90\n"),
        ("areas", "name,value,region_code\nx,5,A\ny,90,TOTAL\n"),
        ("population", "code;people\nA;5\nTOTAL;90\n"),
    ],
)
def test_a_companion_is_found_by_the_names_of_its_columns_or_by_their_order(
    tmp_path: Path, name: str, text: str
) -> None:
    got = read_companion(name, file(tmp_path, text))
    assert (got.name, got.to_dict()) == (name, {"A": 5.0, "TOTAL": 90.0})


def test_an_unknown_companion_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownOptionError, match="there is no table for --table 'area'; did you mean 'areas'"):
        read_companion("area", tmp_path / "x.csv")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("region_code,value\nA,1\nA,2\n", r"Codes that stand in two rows: A\. Each region has one row"),
        ("region_code,value\nA,many\n", r"a number: 1 \(B2\)\. The first, in row 2, column “value”, says “many”"),
        ("region_code,value\nA,-1\n", r"below zero: 1 \(B2\)"),
        ("region_code\nA\n", "There is no column with figures"),
    ],
)
def test_a_broken_companion_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DataContractError, match=message):
        read_companion("areas", file(tmp_path, text))


def test_establishments_may_lie_west_of_greenwich_and_south_of_the_equator(tmp_path: Path) -> None:
    rows = "R1,C10,5,-122.1,-33.4\nR1,C10,5,151.2,-33.8\n"
    got = read_companion("firms", file(tmp_path, f"region_code,industry_code,employees,LON,lat\n{rows}"))
    assert isinstance(got, pd.DataFrame)
    assert got[["lon", "lat"]].to_numpy().tolist() == [[-122.1, -33.4], [151.2, -33.8]]
    with pytest.raises(DataContractError, match=r"Figures below zero: 2 \(C2, C3\)"):
        read_companion("firms", file(tmp_path, "region_code,industry_code,employees\nR1,C10,-1\nR1,C24,-2\n"))
