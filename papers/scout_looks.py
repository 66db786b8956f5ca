"""How the workbook of a search looks: formats of cells, numbers by the kind of a criterion, heads of sheets."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from papers.clean import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from geo.scouting_types import Criterion

INK, SOFT, LINE, HEAD = "#111827", "#4b5563", "#c5cad0", "#17365d"
ASK, INPUT, BEST = "#fdf0d5", "#fff9d6", "#cfe2f3"
"""Fills of a value that is unknown, of a cell to write into, of the best value of a row."""
FONT = "Calibri"
_A4 = 9
_NUMBERS = {"share": "0.0%", "rate": "0.0%", "ratio": "0.00", "density": "#,##0.0"}


class Looks:
    """Formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **settings: Any) -> Format:  # noqa: ANN401 - settings of a cell
        """Return the format with these settings."""
        whole = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter"} | settings
        key = tuple(sorted(whole.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(whole)
        return self._made[key]

    @property
    def title(self) -> Format:
        """Title of a sheet."""
        return self.of(bold=True, font_size=15, font_color=HEAD)

    @property
    def lead(self) -> Format:
        """Sentence below a title."""
        return self.of(font_color=SOFT)

    @property
    def head(self) -> Format:
        """Head of a column."""
        return self.of(bold=True, font_color="#ffffff", bg_color=HEAD, text_wrap=True, border=1, border_color=LINE)

    @property
    def text(self) -> Format:
        """Text in a table."""
        return self.of(bottom=1, bottom_color=LINE)

    @property
    def wrapped(self) -> Format:
        """Longer text in a table."""
        return self.of(bottom=1, bottom_color=LINE, text_wrap=True, indent=1)

    @property
    def soft(self) -> Format:
        """Remark in a table."""
        return self.of(bottom=1, bottom_color=LINE, font_color=SOFT, font_size=9)

    @property
    def ask(self) -> Format:
        """Value that is unknown."""
        return self.of(bottom=1, bottom_color=LINE, bg_color=ASK, font_color="#7a4a00", italic=True, align="right")

    @property
    def entry(self) -> Format:
        """Cell to write into."""
        return self.of(border=1, border_color=LINE, bg_color=INPUT, num_format="General")

    def row(self, **settings: Any) -> Format:  # noqa: ANN401 - settings of a cell
        """Cell of a table, with a line below."""
        return self.of(bottom=1, bottom_color=LINE, **settings)

    def plain(self, **settings: Any) -> Format:  # noqa: ANN401 - settings of a cell
        """Return a format that sets nothing else: for colours that follow the figures."""
        return self._book.add_format(settings)

    def form(self, one: Criterion) -> str:
        """Form of the numbers of a criterion."""
        return _NUMBERS.get(one.kind, "#,##0")

    def number(self, one: Criterion) -> Format:
        """Value of a criterion."""
        return self.row(num_format=self.form(one))


def texts(sheet: Worksheet, row: int, column: int, cells: Sequence[str], look: Format) -> None:
    """Write texts side by side, each as a text: none is taken for a formula, a number or an address."""
    for k, text in enumerate(cells):
        sheet.write_string(row, column + k, printable(text), look)


def value(sheet: Worksheet, at: tuple[int, int], number: float, look: Format, unknown: tuple[str, Format]) -> None:
    """Write a number, or what stands for an unknown one."""
    if math.isfinite(number):
        sheet.write_number(*at, number, look)
    else:
        sheet.write_string(*at, unknown[0], unknown[1])


def heading(sheet: Worksheet, looks: Looks, title: str, leads: Sequence[str]) -> int:
    """Write the title of a sheet and the sentences below it; return the row after them."""
    sheet.hide_gridlines(2)
    sheet.set_paper(_A4)
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, printable(title), looks.title)
    for k, lead in enumerate(leads, start=1):
        sheet.write_string(k, 0, printable(lead), looks.lead)
    return len(leads) + 1
