"""The sheet of the workbook that lays up to ten places side by side, with range, confidence, source and age."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from geo.scouting_types import COMPLETENESS
from papers.clean import printable
from papers.scout_looks import ASK, BEST, SOFT, heading, texts, value
from scene import scout_words as words

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from geo.scouting_types import Criterion
    from papers.scout_looks import Looks
    from papers.scout_paper import ScoutPaper

_TOP = 3  # row of the heads
_PLACE = 2  # first column of the places
_COMMENT = {"x_scale": 2, "author": "Regioscope"}


def write_comparison(sheet: Worksheet, looks: Looks, paper: ScoutPaper) -> None:
    """Write the shortlist field by field: the value, below it its range and how far it can be trusted."""
    say, places = paper.say, paper.compared
    heading(sheet, looks, say("Comparison"), [
        say("Blue: the best of these places. Amber: unknown, ask. A range holds the true value 9 times in 10."),
    ])  # fmt: skip
    end = _PLACE + len(places)
    texts(sheet, _TOP, 0, [say("Criterion"), say("Weight"), *(paper.names[place] for place in places)], looks.head)
    texts(sheet, _TOP, end, [say("Source and age")], looks.head)
    sheet.set_row(_TOP, 46)
    _scores(sheet, looks, paper)
    for k, one in enumerate([*paper.told, *paper.untold]):
        _criterion(sheet, looks, paper, _TOP + 3 + 2 * k, one)
    sheet.set_column(0, 0, 50)
    sheet.set_column(1, 1, 8)
    sheet.set_column(_PLACE, max(_PLACE, end - 1), 25)
    sheet.set_column(end, end, 34)
    sheet.freeze_panes(_TOP + 1, _PLACE)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _scores(sheet: Worksheet, looks: Looks, paper: ScoutPaper) -> None:
    """Write score and rank of each place above its values."""
    row, end = _TOP + 1, _PLACE + len(paper.compared)
    texts(sheet, row, 0, [paper.say("Score"), ""], looks.of(bold=True))
    texts(sheet, row + 1, 0, [paper.say("Rank"), ""], looks.row(font_color=SOFT, font_size=9))
    for column, place in enumerate(paper.compared, start=_PLACE):
        sheet.write_number(row, column, float(paper.table["score"][place]), looks.of(bold=True, num_format="0.000"))
        sheet.write_string(
            row + 1, column, printable(paper.rank_text(place)), looks.row(font_size=9, align="right", text_wrap=True)
        )
    sheet.write_blank(row + 1, end, None, looks.row())
    sheet.set_row(row + 1, 26)


def _criterion(sheet: Worksheet, looks: Looks, paper: ScoutPaper, row: int, one: Criterion) -> None:
    say, end = paper.say, _PLACE + len(paper.compared)
    about = "; ".join(part for part in (paper.unit(one), say(words.DIRECTIONS[one.direction])) if part)
    texts(sheet, row, 0, [paper.name(one)], looks.of(bold=paper.on(one)))
    texts(sheet, row + 1, 0, [about, ""], looks.row(font_color=SOFT, font_size=9))
    sheet.write_number(row, 1, paper.weights.get(one.id, 0.0), looks.of(num_format="General"))
    texts(sheet, row, end, [one.source], looks.of(font_color=SOFT, font_size=9))
    texts(sheet, row + 1, end, [one.vintage], looks.row(font_color=SOFT, font_size=9))
    numbers = np.array([paper.number("values", place, one) for place in paper.compared])
    known = numbers[np.isfinite(numbers)]
    best = (known * one.direction).max() * one.direction if len(known) > 1 and known.min() < known.max() else math.nan
    for column, (place, number) in enumerate(zip(paper.compared, numbers, strict=True), start=_PLACE):
        _cell(sheet, looks, paper, (row, column), (place, one, number == best))


def _cell(
    sheet: Worksheet, looks: Looks, paper: ScoutPaper, at: tuple[int, int], what: tuple[str, Criterion, bool]
) -> None:
    place, one, best = what
    number = paper.number("values", place, one)
    fill = {"bg_color": ASK} if math.isnan(number) else {"bg_color": BEST} if best else {}
    look = looks.of(num_format=looks.form(one), align="right", bold=best, italic=math.isnan(number), **fill)
    value(sheet, at, number, look, (printable(paper.say("unknown")), look))
    said = [paper.interval(place, one), _trust(paper, place, one)]
    below = "; ".join(part for part in said if part)
    small = looks.row(font_color=SOFT, font_size=8, align="right", text_wrap=True, **fill)
    sheet.write_string(at[0] + 1, at[1], printable(below), small)
    detail = paper.detail(place, one)
    if math.isnan(number):
        detail = words.question(one, paper.say, place=paper.names[place], industry=paper.industry)
    if detail:
        sheet.write_comment(*at, printable(detail), _COMMENT)


def _trust(paper: ScoutPaper, place: str, one: Criterion) -> str:
    """Say what a value is and how far it can be trusted, in one text."""
    said = paper.text("status", place, one)
    if one.base == COMPLETENESS:
        return ""
    if said == "observed":
        return paper.trust(place, one)
    return f"{paper.status(place, one)}, {paper.trust(place, one)}" if said == "modelled" else paper.status(place, one)
