"""The table of a view as a workbook, opened by openpyxl."""

import io
from pathlib import Path
from typing import Any

import openpyxl

from papers.table_xlsx import table_xlsx
from tests.browser.hostile_dataset import PAYLOADS, write_hostile_dataset
from tests.papers.drawn import DAY, drawing, extra


def opened(data: bytes) -> Any:  # noqa: ANN401 - the reader has no types
    return openpyxl.load_workbook(io.BytesIO(data))


def test_figures_are_numbers_below_headline_and_head() -> None:
    book = opened(table_xlsx(drawing(), made=DAY))
    table = book["Table"]
    assert str(table["A1"].value).startswith("Computer and Mathematical Occupations")
    assert [cell.value for cell in table[5]][:4] == ["region_code", "Rank", "Region", "Value"]
    assert [cell.value for cell in table[6]][:3] == ["53", 1, "Washington"]
    assert round(table["D6"].value, 3) == 1.996
    assert table.max_row == 5 + 54
    assert table.auto_filter.ref is not None


def test_the_second_sheet_says_where_the_figures_come_from() -> None:
    rows = {row[0].value: row[1].value for row in opened(table_xlsx(drawing(), made=DAY))["Sources"].iter_rows()}
    assert rows["indicator"] == "location_quotient"
    assert rows["formula"]
    assert rows["dataset_digest"]
    assert any(name == "licences" for name in rows)


def test_no_text_runs_as_a_formula(tmp_path: Path) -> None:
    write_hostile_dataset(tmp_path)
    names = tmp_path / "hostile" / "regions.csv"
    names.write_text(names.read_text(encoding="utf-8").replace(PAYLOADS[3], "=HYPERLINK(1)"), encoding="utf-8")
    book = opened(table_xlsx(drawing(extra(tmp_path), data="hostile"), made=DAY))
    cells = [cell for row in book["Table"].iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "=HYPERLINK(1)" in {cell.value for cell in cells}


def test_the_same_view_gives_the_same_bytes() -> None:
    assert table_xlsx(drawing(), made=DAY) == table_xlsx(drawing(), made=DAY)
