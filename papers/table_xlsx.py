"""The table of a view as a workbook: figures that a spreadsheet sorts, and a sheet that says where they come from."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter

from geo.provenance import provenance
from scene.headline import headline, source_line, subtitle
from scene.simulated import label
from scene.table import table_of

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from scene.drawing import Drawing

_WIDEST, _LEAST = 46, 9
_TEXT = 32_000
"""Letters of a cell that programs for spreadsheets read."""


def table_xlsx(drawing: Drawing, *, made: date) -> bytes:
    """Write the table of a view as XLSX.

    Parameters
    ----------
    drawing : Drawing
    made : date
        The day that the file says it was made on.

    Returns
    -------
    bytes
        A sheet with the table below its headline, codes in the first column, and a sheet with formula, inputs, sources,
        vintage and licence. Every text is written as text, so that none can run as a formula.

    Examples
    --------
    >>> from datetime import date
    >>> from geo.store import default_store
    >>> from scene.opening import open_drawing
    >>> table_xlsx(open_drawing({"data": "us", "item": "15-0000"}, default_store()), made=date(2026, 11, 22))[:2]
    b'PK'
    """
    figures, out = drawing.figures, BytesIO()
    say = figures.say
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        title = headline(drawing.result, figures, region=drawing.view.region)
        book.set_properties({"title": title[:250], "author": "Regioscope",
                             "created": datetime.combine(made, time(), tzinfo=UTC)})  # fmt: skip
        head = [title, subtitle(figures), source_line(figures, made_up=label(drawing.coloured_by, say))]
        table = table_of(drawing.result, figures, honest=drawing.certainty is not None).rename_axis("region_code")
        _table(book, book.add_worksheet(say("Table")[:31]), head, table.reset_index(), drawing)
        version = drawing.store.dataset_version(figures.query.dataset)
        origin = provenance(figures.dataset, drawing.result.query, version=version, table=drawing.result)
        _origin(book, book.add_worksheet(say("Sources")[:31]), origin)
    return out.getvalue()


def _table(book: Workbook, sheet: Worksheet, head: list[str], table: pd.DataFrame, drawing: Drawing) -> None:
    """Write headline, subtitle and source, then the table with a filter over its columns."""
    figures, first = drawing.figures, len(head) + 1
    for row, text in enumerate(head):
        style = book.add_format({"bold": row == 0, "font_size": 10 if row else 14})
        sheet.write_string(row, 0, text[:_TEXT], style)
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    number = book.add_format({"num_format": "#,##0" + ("." + "0" * _decimals(drawing) if _decimals(drawing) else "")})
    whole = book.add_format({"num_format": "#,##0"})
    amounts = {figures.measure_unit.capitalize() or figures.say("Amount"), figures.say("Rank"),
               figures.say("Best rank"), figures.say("Worst rank")}  # fmt: skip
    for at, name in enumerate(table.columns):
        sheet.write_string(first, at, str(name), bold)
        cells = table[name].tolist()
        for row, value in enumerate(cells, start=first + 1):
            _cell(sheet, row, at, value, whole if name in amounts else number)
        wide = max([len(str(name)), *(len(str(value)) for value in cells if isinstance(value, str))])
        sheet.set_column(at, at, min(max(wide + 2, _LEAST), _WIDEST))
    sheet.freeze_panes(first + 1, 0)
    sheet.autofilter(first, 0, first + len(table), len(table.columns) - 1)


def _decimals(drawing: Drawing) -> int:
    entry = drawing.figures.entry
    return entry.decimals + 2 if entry.percent else drawing.figures.decimals


def _cell(sheet: Worksheet, row: int, column: int, value: Any, number: Any) -> None:  # noqa: ANN401 - a cell of any table
    if isinstance(value, str):
        sheet.write_string(row, column, value[:_TEXT])
    elif value is not None and isinstance(value, int | float) and math.isfinite(value):
        sheet.write_number(row, column, value, number)


def _origin(book: Workbook, sheet: Worksheet, origin: dict[str, Any]) -> None:
    """Write the provenance, a row a field; what is no plain value as JSON."""
    bold, wrapped = (book.add_format({name: True, "valign": "top"}) for name in ("bold", "text_wrap"))
    row = 0
    for name, value in origin.items():
        parts = value if isinstance(value, list) and value else [value]
        for part in parts:
            text = part if isinstance(part, str) else json.dumps(part, ensure_ascii=False)
            sheet.write_string(row, 0, name, bold)
            sheet.write_string(row, 1, text[:_TEXT], wrapped)
            row += 1
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 110)
