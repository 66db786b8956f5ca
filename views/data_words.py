"""What may be wrong with an uploaded table: the sentences of `geo.attach_table`, marked for translation."""

from views.i18n import N_

PROBLEMS = (
    N_("The file is empty."),
    N_("The file has {size} MB; at most {most} MB are read."),
    N_("This is a spreadsheet file. Save it as “CSV UTF-8” and choose that file."),
    N_("The file is no text in UTF-8. Save it in the spreadsheet as “CSV UTF-8”."),
    N_("The lines do not have the same number of cells: {why}."),
    N_("There is no column region_code. The first line must name the columns, as in the template."),
    N_("There is no column with figures beside the codes and names of the regions."),
    N_("The table has {n} columns; at most {most} are read."),
    N_("The table has {n} rows; at most {most} are read."),
    N_("Columns with figures but without a name in the first line: {columns}."),
    N_("Names that two columns share: {columns}."),
    N_("Rows with figures but without region_code: {rows}."),
    N_("Codes that stand in two rows: {codes}. Each region has one row."),
    N_("Codes that these boundaries do not have: {n} ({codes})."),
    N_(
        "The spreadsheet took leading zeros off the codes: {wrong} should be {right}. Format the "
        "column as text and write the codes again."
    ),
    N_(
        "Cells without a number: {n} ({cells}). The first, in row {row}, column “{column}”, says "
        "“{text}”. Leave a cell empty where nothing is known, write c where the figure is "
        "confidential, and 0 only for a true zero."
    ),
    N_(
        "Numbers with a comma although commas separate the cells: {n} ({cells}). The first, in row "
        "{row}, column “{column}”, says “{text}”. Write numbers without separators of thousands."
    ),
    N_("Some numbers have a decimal comma ({comma}), others a decimal point ({point}). Use one of them."),
    N_(
        "Figures below zero: {n} ({cells}). The first, in row {row}, column “{column}”, says "
        "“{text}”. Jobs, people and sales cannot be negative."
    ),
    N_("No cell holds a figure."),
    N_("TOTAL is smaller than the sum of the groups in {n} rows, first {code}: {total} instead of {sum}."),
    N_("The table needs a title with at least one letter or digit."),
    N_("There is already a dataset named {id}. Choose another title, or remove that dataset first."),
    N_("Say who published the figures: the source is missing."),
    N_("Say under which licence the figures may be used: the licence is missing."),
    N_("Say what the numbers count: the unit is missing."),
    N_("The year must lie between {low} and {high}; found {year}."),
)
"""A test keeps them equal to `geo.attach_table.SENTENCES`."""
