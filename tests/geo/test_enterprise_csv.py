"""Registers as CSV: separators, encodings, quotes, decimal commas, and the line of every row."""

from pathlib import Path

import pytest

from geo import csv_records
from geo.enterprise_columns import checked
from geo.enterprise_files import Reading, parts_of, read_part
from geo.errors import DataContractError
from geo.rejected import merged
from tests.geo.enterprise_registers import firms, only, whole


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_also_beside_names_with_commas(separator: str, tmp_path: Path) -> None:
    cells = ["name", "lon", "lat", "nace"], [f'"A{separator} B\nC"', "30.5", "50.4", "62"]
    text = "\n".join(separator.join(row) for row in cells)
    rows = only(tmp_path / "f.csv", text).rows
    assert rows.loc[0, "lon"] == 30.5
    assert rows.loc[0, "enterprise_name"] == f"A{separator} B\nC"


def test_another_separator_can_be_stated(tmp_path: Path) -> None:
    found = only(tmp_path / "f.csv", "lon^lat^nace\n30.5^50.4^62\n", reading=Reading(separator="^"))
    assert found.rows["lat"].tolist() == [50.4]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_encodings_are_found(encoding: str, tmp_path: Path) -> None:
    text = "name;lon;lat;nace\r\n" + "Горілчаний завод «Ніка»;30,5;50,4;11.01\r\n" * 3
    rows = only(tmp_path / "f.csv", text.encode(encoding)).rows
    assert rows["enterprise_name"].tolist() == ["Горілчаний завод «Ніка»"] * 3
    assert rows["lon"].tolist() == [30.5] * 3


def test_western_letters_are_told_from_cyrillic_ones_and_can_be_stated(tmp_path: Path) -> None:
    text = "name;lon;lat;nace\nMüller & Söhne, Zürich;8,5;47,4;10\nGöteborgs Kex Hyvää;11,9;57,7;10\n"
    rows = only(tmp_path / "f.csv", text.encode("latin-1")).rows
    assert rows["enterprise_name"].tolist() == ["Müller & Söhne, Zürich", "Göteborgs Kex Hyvää"]
    stated = only(tmp_path / "g.csv", text.encode("cp1250"), reading=Reading(encoding="cp1250"))
    assert stated.rows["enterprise_name"].tolist()[0] == "Müller & Söhne, Zürich"


def test_utf16_is_cut_into_parts_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(firms().to_csv(index=False).encode("utf-16"))
    monkeypatch.setattr(csv_records, "PART_BYTES", 15_000)
    assert len(parts_of(path)) > 2
    assert whole(path)[0]["lon"].tolist() == firms()["lon"].tolist()


def test_blocks_that_end_anywhere_find_the_same_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'name,lon,lat,nace\r\n"A ""B"", c\r\nd",30,50,62\r\n\r\nx,31,51,62\ry,32,52,\n5" pipe,33,53,62\n"Ї",34,54,62'
    path = tmp_path / "f.csv"
    path.write_text(text, encoding="utf-8", newline="")
    monkeypatch.setattr(csv_records, "PART_BYTES", 30)
    expected = None
    for block in range(1, 40):
        monkeypatch.setattr(csv_records, "_BLOCK", block)
        parts = parts_of(path)
        assert expected in {None, tuple(parts)}
        expected = tuple(parts)
        found = [checked(read_part(part, {}), first_line=part.first_line) for part in parts]
        assert [line for part in found for line in part.lines] == [2, 5, 7, 8]
        names = [name for part in found for name in part.rows["enterprise_name"]]
        assert names == ['A "B", c\r\nd', "x", '5" pipe', "Ї"]
        assert merged(part.rejected for part in found).listed[["line", "reason"]].to_numpy().tolist() == [
            [6, "no_industry"]
        ]
    assert len(expected or ()) > 1


def test_rows_with_other_numbers_of_cells_are_counted_and_the_rest_keeps_its_lines(tmp_path: Path) -> None:
    text = "lon;lat;nace\n30;50;62\n31;51\n32;52;62;x\n\n33;53;62\n34;54;\n35;55;62\n"
    found = only(tmp_path / "f.csv", text)
    assert found.rejected.counts == {"cells": 2, "no_industry": 1}
    listed = found.rejected.listed[["line", "reason", "value"]].to_numpy().tolist()
    assert listed == [[3, "cells", "31;51"], [4, "cells", "32;52;62;x"], [7, "no_industry", "industry_code="]]
    assert list(found.lines) == [2, 6, 8]
    assert found.rejected.read == 6


def test_a_short_last_row_without_line_break_is_told_as_cut_off(tmp_path: Path) -> None:
    found = only(tmp_path / "f.csv", "lon;lat;nace\n30;50;62\n31;51;62\n32;5")
    assert found.rejected.counts == {"cut_off": 1}
    assert found.rejected.listed["line"].tolist() == [4]


def test_decimal_commas_between_commas_are_told(tmp_path: Path) -> None:
    with pytest.raises(
        DataContractError, match=r"2 of 2 rows have not the 3 cells .*line 2 has 5.* decimals with a point"
    ):
        only(tmp_path / "f.csv", "lon,lat,nace\n30,5,50,4,62\n31,5,51,4,62\n")


def test_too_few_cells_everywhere_ask_for_the_separator(tmp_path: Path) -> None:
    with pytest.raises(DataContractError, match="state it with --separator"):
        only(tmp_path / "f.csv", "lon,lat,nace\n30^50^62\n")


def test_a_quote_left_open_is_told_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'name,lon,lat,nace\nA,30,50,62\n"B,31,51,62\nC,32,52,62\n' + "D,33,53,62\n" * 50
    with pytest.raises(DataContractError, match="ends within a quoted cell that begins on line 3: it is cut off"):
        only(tmp_path / "f.csv", text)
    monkeypatch.setattr(csv_records, "MAX_RECORD", 100)
    monkeypatch.setattr(csv_records, "_BLOCK", 200)
    with pytest.raises(DataContractError, match="begins on line 3"):
        only(tmp_path / "f.csv", text)
    with pytest.raises(DataContractError, match="line 2 has more than 0 MB"):
        only(tmp_path / "f.csv", "name,lon,lat,nace\n" + "x" * 500)


def test_two_encodings_in_equal_parts_are_refused_with_their_lines(tmp_path: Path) -> None:
    rows = [b"name;lon;lat;nace\n", "Київ;30;50;62\n".encode(), "Львів;24;49;62\n".encode("cp1251")]
    with pytest.raises(DataContractError, match=r"line 2 is written in UTF-8, line 3 is not \(1 and 1 such records\)"):
        only(tmp_path / "f.csv", b"".join(rows))


def test_a_few_rows_in_another_encoding_are_rejected_alone(tmp_path: Path) -> None:
    rows = [b"name;lon;lat;nace\n", *["Київ;30;50;62\n".encode()] * 200, "Львів;24;49;62\n".encode("cp1251")]
    found = only(tmp_path / "f.csv", b"".join(rows))
    assert found.rejected.counts == {"encoding": 1}
    assert found.rejected.listed["line"].tolist() == [202]
    assert len(found.rows) == 200


def test_a_quote_where_none_belongs_does_not_shift_rows(tmp_path: Path) -> None:
    found = only(tmp_path / "f.csv", 'name,lon,lat,nace\nA "x" b,30,50,62\n"q"r,31,51,62\n')
    assert found.rows["lon"].tolist() == [30, 31]


@pytest.mark.parametrize(
    ("reading", "told"),
    [
        (Reading(encoding="cp12510"), "there is no encoding 'cp12510'; try utf-8 or cp1251"),
        (Reading(separator=";;"), "the separator must be one ASCII character, not ';;'"),
        (Reading(crs="EPSG:99999999"), "there is no reference system 'EPSG:99999999'; write it like EPSG:3035"),
    ],
)
def test_what_is_stated_wrongly_is_told(reading: Reading, told: str, tmp_path: Path) -> None:
    with pytest.raises(DataContractError, match=told):
        only(tmp_path / "f.csv", "lon;lat;nace\n30;50;62\n", reading=reading)


def test_a_file_that_changed_since_it_was_cut_is_told(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("lon,lat,nace\n30,50,62\n31,51,62\n", encoding="utf-8")
    (part,) = parts_of(path)
    path.write_text("lon,lat,nace\n30,50,62\n", encoding="utf-8")
    with pytest.raises(
        DataContractError, match="2 rows were counted from line 2 on, 1 are there: the file has changed"
    ):
        read_part(part, {})


def test_a_small_rest_joins_the_part_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f.csv"
    path.write_text("lon,lat,nace\n" + "30,50,62\n" * 41, encoding="utf-8")
    monkeypatch.setattr(csv_records, "PART_BYTES", 180)
    assert [part.rows for part in parts_of(path)] == [20, 21]
