"""The sheet of the workbook that is changed: weights, bounds, and what each criterion is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from papers.clean import printable
from papers.scout_looks import heading, texts
from scene import scout_words as words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter.worksheet import Worksheet

    from geo.scouting_types import Criterion, Filter
    from papers.scout_looks import Looks
    from papers.scout_paper import ScoutPaper

    Bounds = dict[str, tuple[float | None, float | None]]

ROW, WEIGHT, SHARE, LEAST, MOST = 6, 2, 3, 4, 5
"""First row of the criteria; columns of weight, share and bounds."""
_WIDTHS = (48, 17, 9, 8, 14, 14, 20, 54, 62, 40, 22)


def bounds(filters: Iterable[Filter]) -> Bounds:
    """Lowest and highest value that filters allow of each criterion; several on one are put together.

    Examples
    --------
    >>> from geo.scouting import Filter
    >>> bounds([Filter("jobs", at_least=5.0), Filter("jobs", at_least=9.0, at_most=20.0)])
    {'jobs': (9.0, 20.0)}
    """
    found: Bounds = {}
    for one in filters:
        low, high = found.get(one.criterion, (None, None))
        lows = [x for x in (low, one.at_least) if x is not None]
        highs = [x for x in (high, one.at_most) if x is not None]
        found[one.criterion] = (max(lows, default=None), min(highs, default=None))
    return found


def write_weights(sheet: Worksheet, looks: Looks, paper: ScoutPaper) -> None:
    """Write weights and bounds as cells that may be changed."""
    say, told = paper.say, paper.told
    heading(sheet, looks, say("Weights and filters"), [
        say("Yellow cells may be changed: weights of 0 or more (how much it matters), bounds that a place must keep."),
        say("A weight of 0 switches a criterion off. A place whose value is unknown is never rejected: it is asked."),
        say("Score = sum of weight times comparable value, over the sum of the weights."),
    ])  # fmt: skip
    heads = [say("Criterion"), say("Better"), say("Weight"), say("Share"), say("At least"), say("At most"), say("Unit"),
             say("Changes the winner"), say("What it is"), say("Source"), say("Age")]  # fmt: skip
    texts(sheet, ROW - 1, 0, heads, looks.head)
    sheet.set_row(ROW - 1, 32)
    last = ROW + len(told) - 1
    total = xl_range_abs(ROW, WEIGHT, last, WEIGHT)
    for row, one in enumerate(told, start=ROW):
        _criterion(sheet, looks, paper, row, one)
        share = paper.weights.get(one.id, 0.0) / (sum(paper.weights.values()) or 1.0)
        formula = f"={xl_rowcol_to_cell(row, WEIGHT)}/SUM({total})"
        sheet.write_formula(row, SHARE, formula, looks.row(num_format="0%"), share)
    rule = {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": printable(say("0 or more"))}
    sheet.data_validation(ROW, WEIGHT, last, WEIGHT, rule)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    _untold(sheet, looks, paper, last + 2)
    sheet.freeze_panes(ROW, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _criterion(sheet: Worksheet, looks: Looks, paper: ScoutPaper, row: int, one: Criterion) -> None:
    say = paper.say
    sheet.set_row(row, 32)
    texts(sheet, row, 0, [paper.name(one), say(words.DIRECTIONS[one.direction])], looks.wrapped)
    sheet.write_number(row, WEIGHT, paper.weights.get(one.id, 0.0), looks.entry)
    known = bounds(paper.filters).get(one.id, (None, None))
    for column, bound in zip((LEAST, MOST), known, strict=True):
        if bound is None:
            sheet.write_blank(row, column, None, looks.entry)
        else:
            sheet.write_number(row, column, bound, looks.entry)
    change = next((paper.change_text(change) for change in paper.changes if change.criterion == one.id), "")
    unit = say("1 = 100 %") if one.kind in {"share", "rate"} else paper.unit(one)
    texts(sheet, row, MOST + 1, [unit, change, words.help_of(one, say), one.source, one.vintage], looks.wrapped)


def _untold(sheet: Worksheet, looks: Looks, paper: ScoutPaper, row: int) -> None:
    """Write the criteria that the dataset does not tell, and why."""
    if not paper.untold:
        return
    sheet.write_string(row, 0, printable(paper.say("Not told by this dataset")), looks.of(bold=True))
    for k, one in enumerate(paper.untold, start=1):
        why = paper.say(words.MISSING.get(one.missing, words.MISSING["not_told"]))
        texts(sheet, row + k, 0, [paper.name(one), why], looks.of())
