"""Sheets of the workbook that follow the weights: all places with score, rank and "fits", and what they stand on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_rowcol_to_cell

from geo.manifest import in_language
from geo.scouting import utilities
from papers.clean import printable
from papers.scout_formulas import FITS, FIXED, HEAD, LEAST_ROW, MOST_ROW, SCORE, UNITS, WEIGHT_ROW, Grid, quoted
from papers.scout_looks import ASK, SOFT, heading, texts, value
from papers.scout_weights import LEAST, MOST, ROW, WEIGHT, bounds
from scene import scout_words as words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.worksheet import Worksheet

    from geo.scouting_types import Criterion
    from papers.scout_looks import Looks
    from papers.scout_paper import ScoutPaper

_WIDTHS = (6, 40, 9, 18, 9, 9, 11, 9, 10)
_BAR = "#7fb2d9"


def write_ranking(
    sheet: Worksheet, comparable: Worksheet, looks: Looks, paper: ScoutPaper, names: Mapping[str, str]
) -> None:
    """Write all places, best first, and on another sheet their values made comparable."""
    say, told = paper.say, paper.told
    fits = tuple(say(words.PASSES[name]) for name in ("yes", "ask", "no"))
    grid = Grid(HEAD + len(paper.table), len(told), names["comparable"], names["weights"], (fits[0], fits[1], fits[2]))
    _heads(sheet, comparable, looks, paper, names)
    _above(sheet, looks, paper, grid)
    made = utilities(paper.evidence, [one.id for one in told])
    rows = {place: k for k, place in enumerate(paper.evidence.ids)}
    number, unknown = looks.of(num_format="0.000"), looks.of(num_format="0.000", font_color=SOFT, italic=True)
    for row, place in enumerate(map(str, paper.table.index), start=grid.first):
        _place(sheet, looks, paper, (row, place), grid)
        texts(comparable, row, 0, [place, paper.names[place]], looks.text)
        for j in range(len(told)):
            at = rows[place], j
            look = unknown if math.isnan(made.known[at]) else number
            comparable.write_number(row, UNITS + j, float(made.filled[at]), look)
    _frame(sheet, comparable, looks, grid)


def _heads(sheet: Worksheet, comparable: Worksheet, looks: Looks, paper: ScoutPaper, names: Mapping[str, str]) -> None:
    say = paper.say
    lead = say(
        "Score, rank and “fits” follow the sheet “{name}”: change a weight or a bound there, then sort by rank.",
        name=names["weights"],
    )
    mark = [say("Partly simulated: a pattern of simulated figures, not evidence.")] if paper.simulated else []
    heading(sheet, looks, say("Places for {industry}", industry=paper.industry), [lead, *mark])
    heading(comparable, looks, names["comparable"], [
        say("Each value between 0, the worst, and 1, the best of all. An unknown one (grey) counts as the middle."),
    ])  # fmt: skip
    fixed = [say("Rank"), say("Region or town"), say("Code"), say("Kind"), say("Fits"), say("Score"),
             say("Score of what is known"), say("Share known"), say("Rank may be")]  # fmt: skip
    named = [_named(paper, one) for one in paper.told]
    texts(sheet, HEAD, 0, [*fixed, *named], looks.head)
    texts(comparable, HEAD, 0, [say("Code"), say("Region or town"), *named], looks.head)
    for page in (sheet, comparable):
        page.set_row(HEAD, 48)


def _named(paper: ScoutPaper, one: Criterion) -> str:
    """Name a criterion with its unit; counts of jobs say it in their name."""
    unit = "" if one.kind == "count" else paper.unit(one)
    return f"{paper.name(one, short=True)}, {unit}" if unit else paper.name(one, short=True)


def _above(sheet: Worksheet, looks: Looks, paper: ScoutPaper, grid: Grid) -> None:
    """Repeat weights and bounds above the criteria, so that formulas find them in the same order."""
    say, look = paper.say, looks.of(font_color=SOFT, font_size=9, num_format="General")
    known = bounds(paper.filters)
    labels = (
        (WEIGHT_ROW, WEIGHT, say("Weight")),
        (LEAST_ROW, LEAST, say("At least")),
        (MOST_ROW, MOST, say("At most")),
    )
    for row, column, label in labels:
        sheet.write_string(row, FIXED - 1, printable(label), looks.of(font_color=SOFT, font_size=9, align="right"))
        for j, one in enumerate(paper.told):
            cell = f"'{grid.weights}'!{xl_rowcol_to_cell(ROW + j, column, row_abs=True, col_abs=True)}"
            if row == WEIGHT_ROW:
                sheet.write_formula(row, FIXED + j, f"={cell}", look, paper.weights.get(one.id, 0.0))
                continue
            now = known.get(one.id, (None, None))[row == MOST_ROW]
            formula = f'=IF(ISNUMBER({cell}),{cell},"")'
            sheet.write_formula(row, FIXED + j, formula, look, "" if now is None else now)


def _place(sheet: Worksheet, looks: Looks, paper: ScoutPaper, at: tuple[int, str], grid: Grid) -> None:
    row, place = at
    names = ("rank", "score", "score_known", "known_share")
    numbers = {name: float(paper.table[name][place]) for name in names}
    passes = paper.say(words.PASSES[str(paper.table["passes"][place])])
    strong, soft = looks.row(num_format="0", bold=True, align="center"), {"font_color": SOFT}
    _formula(sheet, (row, 0), grid.rank(row), strong, numbers["rank"])
    texts(sheet, row, 1, [paper.names[place], place, kind_of(paper, place)], looks.text)
    sheet.write_formula(row, FITS, grid.fits(row), looks.text, printable(passes))
    _formula(sheet, (row, SCORE), grid.score(row), looks.row(num_format="0.000"), numbers["score"])
    look = looks.row(num_format="0.000", **soft)
    _formula(sheet, (row, 6), grid.score_known(row), look, numbers["score_known"])
    _formula(sheet, (row, 7), grid.share_known(row), looks.row(num_format="0%", **soft), numbers["known_share"])
    sheet.write_string(row, 8, _range(paper, place), looks.soft)
    unknown = printable(paper.say(words.PASSES["ask"])), looks.ask
    for j, one in enumerate(paper.told):
        value(sheet, (row, FIXED + j), paper.number("values", place, one), looks.number(one), unknown)


def _formula(sheet: Worksheet, at: tuple[int, int], formula: str, look: object, now: float) -> None:
    """Write a formula with its value of now; empty where there is none."""
    sheet.write_formula(*at, formula, look, "" if math.isnan(now) else now)


def _range(paper: ScoutPaper, place: str) -> str:
    if place not in paper.ranges.index:
        return ""
    low, high = (int(paper.ranges[side][place]) for side in ("low", "high"))
    return str(low) if low == high else f"{low}–{high}"


def kind_of(paper: ScoutPaper, place: str) -> str:
    """Name the level of a place."""
    level = str(paper.evidence.places["level"][place])
    known = [one.title for one in paper.dataset.manifest.levels if one.id == level]
    return in_language(known[0], paper.say.lang) if known else paper.say("Clusters")


def _frame(sheet: Worksheet, comparable: Worksheet, looks: Looks, grid: Grid) -> None:
    """Set widths, frozen heads, filters and the colours that follow the figures."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_column(FIXED, grid.end, 12)
    comparable.set_column(0, 0, 9)
    comparable.set_column(1, 1, 40)
    comparable.set_column(UNITS, UNITS + grid.criteria - 1, 12)
    for page in (sheet, comparable):
        page.freeze_panes(HEAD + 1, 2)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(HEAD)
    sheet.autofilter(HEAD, 0, grid.last, grid.end)
    unit = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
    bar = {"type": "data_bar", "bar_color": _BAR, "bar_solid": True}
    sheet.conditional_format(grid.first, SCORE, grid.last, SCORE, bar | unit)
    cell = xl_rowcol_to_cell(grid.first, FITS, col_abs=True)
    for word, columns, look in (
        (grid.words[2], (0, grid.end), looks.plain(font_color="#9aa1a9")),
        (grid.words[1], (FITS, FITS), looks.plain(bg_color=ASK)),
    ):
        rule = {"type": "formula", "criteria": f"={cell}={quoted(word)}", "format": look}
        sheet.conditional_format(grid.first, columns[0], grid.last, columns[1], rule)
    scale = {"type": "2_color_scale", "min_color": "#ffffff", "max_color": _BAR}
    comparable.conditional_format(grid.first, UNITS, grid.last, UNITS + grid.criteria - 1, scale | unit)
