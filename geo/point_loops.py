"""Compiled loops over the enterprises of a view: what is counted, which rows match, where cells begin."""

from __future__ import annotations

import numpy as np

from geo.compiling import compiled

Columns = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]
"""industry, employees, organisation type and year of foundation of each enterprise, as numbers."""

Limits = tuple[int, int, int, int]
"""The least and greatest employees and year."""

Test = tuple[np.ndarray, np.ndarray, Limits]
"""Which industries pass, which types pass, and the limits."""


@compiled
def cell_starts(codes: np.ndarray, shift: np.uint64) -> np.ndarray:
    """Rows at which another cell begins, and the number of rows at the end.

    Parameters
    ----------
    codes : ndarray of shape (n,)
        Morton codes in rising order.
    shift : uint64
        Bits below the cell.

    Returns
    -------
    ndarray of shape (n_cells + 1,)
        int64.
    """
    n, cells = len(codes), 0
    for i in range(n):
        if i == 0 or codes[i] >> shift != codes[i - 1] >> shift:
            cells += 1
    starts = np.empty(cells + 1, np.int64)
    cells = 0
    for i in range(n):
        if i == 0 or codes[i] >> shift != codes[i - 1] >> shift:
            starts[cells] = i
            cells += 1
    starts[cells] = n
    return starts


@compiled
def _passes(coded: tuple[bool, bool], persons: int, year: int, limits: Limits) -> bool:
    """Tell whether an enterprise is wanted; whole columns as arguments would take fourteen times as long."""
    return coded[0] and limits[0] <= persons <= limits[1] and coded[1] and limits[2] <= year <= limits[3]


@compiled
def cell_sums(
    ranges: tuple[np.ndarray, np.ndarray], places: tuple[np.ndarray, np.ndarray], columns: Columns, test: Test
) -> np.ndarray:
    """Count what passes in each range of rows, with employees and the sums of both coordinates.

    Parameters
    ----------
    ranges : pair of ndarray of shape (n_cells,)
        First row, and the row after the last.
    places : pair of ndarray of shape (n,)
        Longitude and latitude as whole numbers, so that every order of adding gives the same.
    columns, test
        See `Columns` and `Test`.

    Returns
    -------
    ndarray of shape (n_cells, 4)
        int64.
    """
    starts, ends = ranges
    lon, lat = places
    (industry, employees, kind, founded), (industries, kinds, limits) = columns, test
    out = np.zeros((len(starts), 4), np.int64)
    for cell in range(len(starts)):
        n, persons, x, y = 0, 0, 0, 0
        for row in range(starts[cell], ends[cell]):
            coded = industries[industry[row]], kinds[kind[row]]
            if _passes(coded, employees[row], founded[row], limits):
                n += 1
                persons += max(employees[row], 0)
                x += lon[row]
                y += lat[row]
        out[cell, 0], out[cell, 1], out[cell, 2], out[cell, 3] = n, persons, x, y
    return out


@compiled
def matching_rows(starts: np.ndarray, ends: np.ndarray, columns: Columns, test: Test, most: int) -> np.ndarray:
    """Rows of the ranges that pass, in their order, the first `most` of them.

    Parameters
    ----------
    starts, ends : ndarray of shape (n_ranges,)
        First row, and the row after the last.
    columns, test
        See `Columns` and `Test`.
    most : int
        Rows wanted.

    Returns
    -------
    ndarray of shape (<= most,)
        int64.
    """
    (industry, employees, kind, founded), (industries, kinds, limits) = columns, test
    found = np.empty(most, np.int64)
    n = 0
    for cell in range(len(starts)):
        for row in range(starts[cell], ends[cell]):
            if n == most:
                return found
            coded = industries[industry[row]], kinds[kind[row]]
            if _passes(coded, employees[row], founded[row], limits):
                found[n] = row
                n += 1
    return found[:n]


@compiled
def industry_sums(
    starts: np.ndarray, ends: np.ndarray, columns: Columns, test: Test, industries_known: int
) -> np.ndarray:
    """Enterprises and employees of each industry in the rows of the ranges that pass.

    Parameters
    ----------
    starts, ends : ndarray of shape (n_ranges,)
        First row, and the row after the last.
    columns, test
        See `Columns` and `Test`.
    industries_known : int
        Industries there are.

    Returns
    -------
    ndarray of shape (industries_known, 2)
        int64.
    """
    (industry, employees, kind, founded), (industries, kinds, limits) = columns, test
    out = np.zeros((industries_known, 2), np.int64)
    for cell in range(len(starts)):
        for row in range(starts[cell], ends[cell]):
            coded = industries[industry[row]], kinds[kind[row]]
            if _passes(coded, employees[row], founded[row], limits):
                out[industry[row], 0] += 1
                out[industry[row], 1] += max(employees[row], 0)
    return out
