"""Columns of a register as numbers: what is none, and which commas may mark decimals or thousands, is told apart."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

MISSING = ("", ":", "..", "…", "NA", "NaN", "nan", "n/a", "N/A", "null", "NULL", "None", "-")
"""Cells that say that nothing is known."""

_POINT = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"
_COMMA = r"^[+-]?\d+,\d+$"
_THOUSANDS = r"^[+-]?[1-9]\d{0,2},\d{3}$"
_BOTH = r"^[+-]?\d{1,3}((,\d{3})+\.\d+|(\.\d{3})+,\d+|(,\d{3}){2,})$"
_SPACED = r"^[+-]?\d{1,3}([ \x{00a0}\x{202f}]\d{3})+([.,]\d+)?$"
_FIRST, _LAST = 1000, 9999
_YEAR = r"^[12]\d{3}($|[-./]\d{1,2}([-./]\d{1,2}([T ].*)?)?$)"


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """A column as numbers of shape (n,), NaN where there is none; `wrong` and `ambiguous` mark why, None if no row.

    `low` and `high` are the least and the greatest number, NaN if there is none; `complete`: none is missing.
    """

    values: np.ndarray
    wrong: np.ndarray | None = None
    ambiguous: np.ndarray | None = None
    low: float = np.nan
    high: float = np.nan
    complete: bool = False
    whole: bool = False

    @classmethod
    def of(cls, values: np.ndarray, *, whole: bool = False) -> Numbers:
        """Look for the ends of a column; a number without end is wrong."""
        if not len(values):
            return cls(values, complete=True, whole=True)
        low, high = float(values.min()), float(values.max())
        complete = not np.isnan(low)
        if not complete:
            low, high = _ends(values)
        if not (np.isinf(low) or np.isinf(high)):
            return cls(values, None, None, low, high, complete, whole)
        endless = np.isinf(values)
        return replace(cls.of(np.where(endless, np.nan, values)), wrong=endless)


def _ends(values: np.ndarray) -> tuple[float, float]:
    """Return the least and the greatest number of a column of which some are missing; NaN if all are."""
    missing = np.isnan(values)
    if missing.all():
        return np.nan, np.nan
    return float(np.where(missing, np.inf, values).min()), float(np.where(missing, -np.inf, values).max())


def numbers(column: pa.ChunkedArray, *, degrees: bool = False) -> Numbers:
    """Read a column as numbers.

    A decimal comma is understood where it can be nothing else; ``1,234`` is ambiguous unless other cells of the column
    prove the decimal comma (``7,5``) and none has a decimal point. Spaces may set thousands apart.

    Parameters
    ----------
    column : ChunkedArray of shape (n,)
        Numbers or texts.
    degrees : bool
        Whether the numbers are degrees: then a comma cannot mark thousands, and ``30,523`` is ambiguous only in a
        column with decimal points.

    Returns
    -------
    Numbers

    Examples
    --------
    >>> numbers(pa.chunked_array([["30,52", "x", None, "1 204", "1,234"]])).values.tolist()
    [30.52, nan, nan, 1204.0, 1.234]
    >>> numbers(pa.chunked_array([["12", "1,234"]])).ambiguous.tolist()
    [False, True]
    """
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_integer(column.type) or pa.types.is_floating(column.type) or pa.types.is_decimal(column.type):
        return Numbers.of(_values(column.cast(pa.float64(), safe=False)), whole=pa.types.is_integer(column.type))
    if not _is_text(column.type):
        known = column.is_valid().to_numpy()
        return Numbers(np.full(len(column), np.nan), known if known.any() else None)
    trimmed = pc.utf8_trim_whitespace(column)
    try:
        return Numbers.of(_values(trimmed.cast(pa.float64())))
    except pa.ArrowInvalid:
        return _read(trimmed, degrees=degrees)


def years(column: pa.ChunkedArray) -> Numbers:
    """Read a column as years: numbers, dates, or texts that begin with a year (``2015-03-01``).

    Examples
    --------
    >>> years(pa.chunked_array([["2015-03-01", "1999", "new"]])).values.tolist()
    [2015.0, 1999.0, nan]
    """
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_date(column.type) or pa.types.is_timestamp(column.type):
        return Numbers.of(_values(pc.year(column).cast(pa.float64())))
    if _is_text(column.type):
        trimmed = pc.utf8_trim_whitespace(column)
        dated = pc.match_substring_regex(trimmed, _YEAR)
        column = pc.if_else(dated, pc.utf8_slice_codeunits(trimmed, 0, 4), trimmed)
    found = numbers(column)
    if found.whole and found.low >= _FIRST and found.high <= _LAST:
        return found
    with np.errstate(invalid="ignore"):
        odd = (found.values < _FIRST) | (found.values > _LAST) | (found.values % 1 != 0) & ~np.isnan(found.values)
    for mask in (found.wrong, found.ambiguous):
        odd = odd if mask is None else odd | mask
    return replace(Numbers.of(np.where(odd, np.nan, found.values)), wrong=odd) if odd.any() else found


def _read(column: pa.ChunkedArray, *, degrees: bool) -> Numbers:
    """Read texts of which some are no plain numbers."""
    texts = pc.if_else(pc.is_in(column, value_set=pa.array(MISSING, column.type)), None, column)
    point, comma, thousands, both, spaced = (
        _matches(texts, pattern) for pattern in (_POINT, _COMMA, _THOUSANDS, _BOTH, _SPACED)
    )
    pointed = bool((point & _matches(texts, r"\.")).any())
    proven = degrees or bool((comma & ~thousands).any())
    ambiguous = both | (thousands if pointed or not proven else np.zeros(len(both), dtype=bool))
    readable = (point | comma | spaced) & ~ambiguous
    plain = pc.replace_substring(pc.if_else(pa.array(readable), texts, None), ",", ".")
    plain = pc.replace_substring_regex(plain, r"[ \x{00a0}\x{202f}]", "")
    found = Numbers.of(_values(plain.cast(pa.float64())))
    wrong = texts.is_valid().to_numpy() & ~readable & ~ambiguous
    wrong = wrong if found.wrong is None else wrong | found.wrong
    return replace(found, wrong=wrong if wrong.any() else None, ambiguous=ambiguous if ambiguous.any() else None)


def _values(column: pa.ChunkedArray) -> np.ndarray:
    return np.asarray(column.to_numpy(), dtype=float)


def _matches(column: pa.ChunkedArray, pattern: str) -> np.ndarray:
    return np.asarray(pc.match_substring_regex(column, pattern).fill_null(False).to_numpy(), dtype=bool)  # noqa: FBT003


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))
