"""What may be wrong with anybody's own table, a sentence a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from geo.problems import Told

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "empty": "The file is empty.",
    "large": "The file has {size} MB; at most {most} MB are read.",
    "workbook": "This is a spreadsheet file. Save it as “CSV UTF-8” and choose that file.",
    "encoding": "The file is no text in UTF-8. Save it in the spreadsheet as “CSV UTF-8”.",
    "ragged": "The lines do not have the same number of cells: {why}.",
    "no_code": "There is no column region_code. The first line must name the columns, as in the template.",
    "no_groups": "There is no column with figures beside the codes and names of the regions.",
    "many_groups": "The table has {n} columns; at most {most} are read.",
    "many_rows": "The table has {n} rows; at most {most} are read.",
    "unnamed": "Columns with figures but without a name in the first line: {columns}.",
    "named_twice": "Names that two columns share: {columns}.",
    "code_empty": "Rows with figures but without region_code: {rows}.",
    "code_twice": "Codes that stand in two rows: {codes}. Each region has one row.",
    "code_unknown": "Codes that these boundaries do not have: {n} ({codes}).",
    "code_zeros": "The spreadsheet took leading zeros off the codes: {wrong} should be {right}. "
    "Format the column as text and write the codes again.",
    "not_number": "Cells without a number: {n} ({cells}). The first, in row {row}, column “{column}”, says “{text}”. "
    "Leave a cell empty where nothing is known, write c where the figure is confidential, and 0 only for a true zero.",
    "comma": "Numbers with a comma although commas separate the cells: {n} ({cells}). "
    "The first, in row {row}, column “{column}”, says “{text}”. Write numbers without separators of thousands.",
    "mixed": "Some numbers have a decimal comma ({comma}), others a decimal point ({point}). Use one of them.",
    "negative": "Figures below zero: {n} ({cells}). The first, in row {row}, column “{column}”, says “{text}”. "
    "Jobs, people and sales cannot be negative.",
    "no_figures": "No cell holds a figure.",
    "total_small": "TOTAL is smaller than the sum of the groups in {n} rows, first {code}: {total} instead of {sum}.",
    "title": "The table needs a title with at least one letter or digit.",
    "taken": "There is already a dataset named {id}. Choose another title, or remove that dataset first.",
    "source": "Say who published the figures: the source is missing.",
    "licence": "Say under which licence the figures may be used: the licence is missing.",
    "unit": "Say what the numbers count: the unit is missing.",
    "year": "The year must lie between {low} and {high}; found {year}.",
    "no_rows": "None of the {n} rows of the register can be used.",
    "total_code": "The industry code TOTAL stands for the sum of all industries, but {n} rows state it. "
    "Give those rows another code, or leave them out.",
    "marked": "{n} rows are marked as confidential (status C), but the register is to be a public one. "
    "Add it as a confidential one, or leave those rows out.",
    "many_jobs": "An enterprise states {n} jobs; more than {most} are not read. Is another column meant?",
    "many_industries": "There are {n} different industry codes; at most {most} are read. Is another column meant?",
    "many_cells": "The figures would be {n}; at most {most} are kept. Take larger regions, or coarser industry codes.",
}
"""Every problem of an uploaded table, as an English sentence that the interface translates."""

FURTHER: Mapping[str, str] = {
    "encoding_at": "The file is no text in UTF-8 (byte {byte}). Save it as “CSV UTF-8”.",
    "unreadable": "The file cannot be read as CSV: {why}.",
    "thousands": "Numbers whose comma may mark decimals or thousands: {n} ({cells}). "
    "The first, in row {row}, column “{column}”, says “{text}”. Write numbers without separators of thousands.",
    "no_column": "Columns that are missing: {columns}. The first line must name them.",
    "empty_cells": "Columns with empty cells where each row needs a text: {columns}.",
    "industry_empty": "Rows with figures but without industry_code: {rows}.",
    "industry_twice": "Codes that stand in two rows: {codes}. Each industry has one row.",
}
"""What only the command line says, in English."""


class Problem(Told):
    """A problem as an English sentence that remembers its parts, so that it can be said in other languages.

    Examples
    --------
    >>> problem = Problem.of("year", low=1900, high=2100, year=25)
    >>> str(problem), problem.parts["year"]
    ('The year must lie between 1900 and 2100; found 25.', 25)
    """

    __slots__ = ()

    @classmethod
    def of(cls, kind: str, /, **parts: object) -> Self:
        """Make the problem of this kind (a key of `SENTENCES` or `FURTHER`)."""
        return cls.made(SENTENCES.get(kind) or FURTHER[kind], parts)
