"""Reads a long table of anybody's own, one fact a row, and names everything that is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.attach_grid import Form, open_grid
from geo.attach_problems import Problem
from geo.attach_table import figures

if TYPE_CHECKING:
    from collections.abc import Collection


def read_long(
    data: bytes, *, form: Form, required: Collection[str], numeric: Collection[str]
) -> tuple[pd.DataFrame | None, list[Problem]]:
    r"""Read a CSV file with one fact a row.

    Parameters
    ----------
    data : bytes
        The file.
    form : Form
        What is asked of it.
    required : collection of str
        Columns that must be there, found by name.
    numeric : collection of str
        Columns of numbers; every other column is text, so that codes keep their zeros. An empty cell is missing.

    Returns
    -------
    (DataFrame or None, list of Problem)
        None when a column is missing or the cells cannot be told apart.

    Examples
    --------
    >>> table, problems = read_long(b"region_code;employees\n01;1,5\n", form=Form(), required=["region_code"],
    ...                             numeric=["employees"])
    >>> table.to_dict("list"), problems
    ({'region_code': ['01'], 'employees': [1.5]}, [])
    """
    grid, _, problems = open_grid(data, form)
    if grid is None:
        return None, problems
    missing = [name for name in required if grid.place(name) is None]
    if missing:
        return None, [Problem.of("no_column", columns=", ".join(missing))]
    names = [name.lower() for name in grid.header]
    columns = [names.index(name) for name in dict.fromkeys(names) if name]
    numbers = [c for c in columns if names[c] in numeric]
    values, _, problems = figures(grid, numbers, form) if numbers and grid.rows else (None, None, [])
    table = {}
    for c in columns:
        texts = [row[c] for row in grid.rows]
        table[names[c]] = values[:, numbers.index(c)] if c in numbers and values is not None else texts
    empty = [names[c] for c in columns if names[c] in required and c not in numbers and "" in table[names[c]]]
    if empty:
        problems = [*problems, Problem.of("empty_cells", columns=", ".join(empty))]
    return pd.DataFrame(table), problems
