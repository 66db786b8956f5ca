"""Rows of a register that cannot be used: counted by reason, listed with file and line, written as CSV."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from geo.provenance import safe_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAX_LISTED = 10_000
"""So many rows are listed, the first by file and line; all are counted."""

REASONS: Mapping[str, str] = {
    "cells": "the row has more or fewer cells than the first line names",
    "cut_off": "the file ends within this row: it is cut off",
    "encoding": "a text is not in the encoding of the rest of the file",
    "not_a_number": "longitude or latitude is not a number",
    "ambiguous_comma": "the comma of a number may mark decimals or thousands",
    "no_coordinates": "there is no point: longitude or latitude is missing, and so is a region code",
    "swapped": "longitude and latitude look swapped: only the other way round do they fall among the regions",
    "out_of_range": "longitude is not within -180 to 180, or latitude not within -90 to 90",
    "zero": "the point is (0, 0), which stands for an unknown place",
    "no_industry": "there is no industry code",
    "unknown_industry": "the industry code is not on the list",
    "coarse_industry": "the industry code is that of a whole section, where other rows state an industry in it",
    "unknown_type": "the organisation type is not firm, university, research, government or support",
    "employees_not_number": "the number of employees is not a number",
    "negative_employees": "the number of employees is below 0",
    "employees_not_whole": "the number of employees is not whole",
    "turnover_not_number": "the turnover is not a number",
    "not_a_year": "a year is not a whole number of four digits",
    "strange_year": "the year of the row is not between 1900 and 2100",
    "future": "the enterprise was founded in the future",
    "duplicate_id": "an earlier row has the same enterprise_id",
    "outside": "the point lies in no region",
    "unknown_region": "the region code is not among the regions, and there is no point",
}
"""Why a row cannot be used. A row has one reason: the first that applies, in this order."""

LISTED = ("file", "line", "enterprise_id", "reason", "value")


def nothing_listed() -> pd.DataFrame:
    """Return a list of rows with nothing on it."""
    texts = {name: pd.Series([], dtype="int64" if name == "line" else "str") for name in LISTED}
    return pd.DataFrame(texts)


@dataclass(frozen=True, slots=True, eq=False)
class Rejected:
    """What became of the rows that were read.

    Attributes
    ----------
    counts : dict of str to int
        Rows that cannot be used, by reason (see `REASONS`); a row is counted once.
    listed : DataFrame of shape (at most 10,000, 5)
        ``file``, ``line`` (of a CSV file, the first line being 1; else the number of the record), ``enterprise_id``,
        ``reason``, ``value`` (what stands in the file).
    unknown : dict of str to int
        Rows that are used although this column is empty: unknown, not 0.
    read : int
        Rows read, used or not.
    """

    counts: dict[str, int] = field(default_factory=dict)
    listed: pd.DataFrame = field(default_factory=nothing_listed)
    unknown: dict[str, int] = field(default_factory=dict)
    read: int = 0

    @property
    def total(self) -> int:
        """Number of rows that cannot be used."""
        return sum(self.counts.values())

    @property
    def sentences(self) -> list[str]:
        """What is wrong, a line a reason, the most frequent first.

        Examples
        --------
        >>> Rejected({"zero": 2}, read=5).sentences
        ['2 rows: the point is (0, 0), which stands for an unknown place']
        """
        ordered = sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))
        return [f"{n:,} row{'s' if n > 1 else ''}: {REASONS[reason]}" for reason, n in ordered]


def first_listed(lists: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Join lists of rows and keep the first `MAX_LISTED` by file and line."""
    filled = [listed for listed in lists if len(listed)]
    if not filled:
        return nothing_listed()
    ordered = pd.concat(filled).sort_values(["file", "line"], kind="stable")
    return ordered.head(MAX_LISTED).reset_index(drop=True)


def merged(several: Iterable[Rejected]) -> Rejected:
    """Put together what became of the rows of several parts; their order makes no difference.

    Parameters
    ----------
    several : iterable of Rejected
        One each part.

    Returns
    -------
    Rejected

    Examples
    --------
    >>> merged([Rejected({"zero": 2}, read=5), Rejected({"zero": 1, "future": 1}, read=9)]).counts
    {'zero': 3, 'future': 1}
    """
    parts = list(several)
    counts = _added(part.counts for part in parts)
    return Rejected(
        {reason: counts[reason] for reason in REASONS if reason in counts},
        first_listed(part.listed for part in parts),
        dict(sorted(_added(part.unknown for part in parts).items())),
        sum(part.read for part in parts),
    )


def _added(several: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for counts in several:
        for name, n in counts.items():
            total[name] = total.get(name, 0) + n
    return total


def rejected_csv(rejected: Rejected) -> bytes:
    r"""Write the listed rows as CSV in UTF-8 that spreadsheets open as such and run no formula of.

    Parameters
    ----------
    rejected : Rejected

    Returns
    -------
    bytes
        A line a row: file, line, enterprise_id, reason, value, and the reason as a sentence.

    Examples
    --------
    >>> rejected_csv(Rejected()).decode("utf-8-sig")
    'file,line,enterprise_id,reason,value,meaning\n'
    """
    table = rejected.listed.assign(meaning=rejected.listed["reason"].map(REASONS.get))
    text: str = safe_cells(table).to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8-sig")
