"""Formulas of the workbook of a search: score, rank and "fits" of a place follow the weights and bounds."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from papers.clean import printable

FIXED, HEAD = 9, 8
"""Columns of the ranking before the criteria, and the row of its heads."""
WEIGHT_ROW, LEAST_ROW, MOST_ROW = 4, 5, 6
"""Rows above the heads that repeat weights and bounds in the order of the criteria."""
FITS, SCORE = 4, 5
"""Columns of "fits" and of the score."""
UNITS = 2
"""Columns before the criteria on the sheet of comparable values."""


def quoted(text: str) -> str:
    """Write a text within a formula.

    Examples
    --------
    >>> len(quoted('a "b"')) - len('a "b"')
    4
    """
    return '"' + printable(text).replace('"', '""') + '"'


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the places and criteria of a ranking stand.

    `last` is the last row of the places, `criteria` their number, `comparable` and `weights` the names of those sheets,
    `words` what stands for yes, ask and no.
    """

    last: int
    criteria: int
    comparable: str
    weights: str
    words: tuple[str, str, str]

    @property
    def first(self) -> int:
        """First row of the places."""
        return HEAD + 1

    @property
    def end(self) -> int:
        """Last column of the criteria."""
        return FIXED + self.criteria - 1

    def above(self, row: int) -> str:
        """Weights, or bounds, of all criteria."""
        return str(xl_range_abs(row, FIXED, row, self.end))

    def values(self, row: int) -> str:
        """Values of a place."""
        return _across(row, FIXED, self.end)

    def units(self, row: int) -> str:
        """Range of the comparable values of a place."""
        return f"'{self.comparable}'!{_across(row, UNITS, UNITS + self.criteria - 1)}"

    def fits(self, row: int) -> str:
        """Return whether a known value breaks a bound (no), an unknown one has a bound (ask), or neither (yes)."""
        values, low, high = self.values(row), self.above(LEAST_ROW), self.above(MOST_ROW)
        yes, ask, no = map(quoted, self.words)
        known = f"ISNUMBER({values})"
        broken = (
            f"SUMPRODUCT({known}*ISNUMBER({low})*({values}<{low}))"
            f"+SUMPRODUCT({known}*ISNUMBER({high})*({values}>{high}))"
        )
        asked = f"SUMPRODUCT((1-{known})*(ISNUMBER({low})+ISNUMBER({high})>0))"
        return f"=IF({broken}>0,{no},IF({asked}>0,{ask},{yes}))"

    def score(self, row: int) -> str:
        """Weighted mean of the comparable values."""
        weights = self.above(WEIGHT_ROW)
        return f"=SUMPRODUCT({self.units(row)},{weights})/SUM({weights})"

    def known_weight(self, row: int) -> str:
        """Sum of the weights of what is known."""
        return f"SUMPRODUCT(ISNUMBER({self.values(row)})*{self.above(WEIGHT_ROW)})"

    def score_known(self, row: int) -> str:
        """Weighted mean over what is known."""
        weight = self.known_weight(row)
        parts = f"SUMPRODUCT(ISNUMBER({self.values(row)})*{self.units(row)}*{self.above(WEIGHT_ROW)})"
        return f'=IF({weight}=0,"",{parts}/{weight})'

    def share_known(self, row: int) -> str:
        """Part of the weights of what is known."""
        return f"={self.known_weight(row)}/SUM({self.above(WEIGHT_ROW)})"

    def rank(self, row: int) -> str:
        """One more than the number of places that fit, or are asked, and have a higher score."""
        fit, score, no = xl_rowcol_to_cell(row, FITS), xl_rowcol_to_cell(row, SCORE), quoted(self.words[2])
        fits, scores = (xl_range_abs(self.first, column, self.last, column) for column in (FITS, SCORE))
        return f'=IF({fit}={no},"",COUNTIFS({scores},">"&{score},{fits},"<>"&{no})+1)'


def _across(row: int, first: int, last: int) -> str:
    return f"{xl_rowcol_to_cell(row, first, col_abs=True)}:{xl_rowcol_to_cell(row, last, col_abs=True)}"
