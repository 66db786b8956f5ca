"""Checks of the rows of a register: what cannot be used is counted by reason and listed, the rest is handed on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.enterprise_codes import coded, named
from geo.enterprise_lines import lines_at, listed_rows, look
from geo.enterprise_names import CODES, REGISTER, TEXTS, facts_of, with_facts
from geo.enterprise_numbers import numbers, years
from geo.enterprise_places import Bounds, Finding, Places, places
from geo.rejected import MAX_LISTED, REASONS, Rejected, first_listed, nothing_listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from geo.enterprise_lines import Mark

LINE = "_line"
"""Column with the line of each row, where rows and lines do not go together."""
MARK = "\ufffd"
"""What stands for bytes that are no text."""
TYPES = ("firm", "university", "research", "government", "support")
_ORDER = {reason: place for place, reason in enumerate(REASONS)}


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """The rows of a part that can be used, and what became of the others.

    Attributes
    ----------
    rows : DataFrame
        Only the columns that the part has: ``lon``, ``lat``, ``employees``, ``turnover``, ``founded``, ``year`` as
        float64 with NaN where unknown; ``industry_code``, ``region_code``, ``organisation_type``, ``owner_group``,
        ``obs_status`` as categories of text; ``enterprise_id`` as int64 or text, ``enterprise_name`` as text.
    rejected : Rejected
    kept : ndarray of bool of shape (n_read,) or None
        Which rows of the part were kept; None if all were.
    lines : ndarray of int64 of shape (n_rows,) or range
        Line (or number of the record) of each row in `rows`.
    """

    rows: pd.DataFrame
    rejected: Rejected
    kept: np.ndarray | None
    lines: np.ndarray | range


def checked(
    table: pa.Table | pd.DataFrame,
    *,
    industries: Collection[str] | None = None,
    coarse: Collection[str] = (),
    first_line: int = 1,
    bounds: Bounds | None = None,
    latest: int | None = None,
    within: tuple[int, int] | None = None,
) -> Checked:
    """Tell the rows of a part that can be used from those that cannot.

    Parameters
    ----------
    table : pyarrow Table or DataFrame
        Columns by their names in a register, as `geo.enterprise_files.read_part` returns them.
    industries : collection of str, optional
        Codes that exist; without it every code is taken.
    coarse : collection of str
        Codes of whole sections, where rows with finer ones are wanted.
    first_line : int
        Line, or number of the record, of the first row, where the table does not say it itself.
    bounds : (west, south, east, north), optional
        Box of the regions in degrees: shows longitude and latitude that were swapped.
    latest : int, optional
        No enterprise is founded after the year of its row; where that is not stated, after this one, by default the
        present.
    within : (int, int), optional
        Years, both included, in which the year of a row must lie.

    Returns
    -------
    Checked

    Raises
    ------
    DataContractError
        If most points are no degrees, or are swapped, or codes are stored as decimal numbers.

    Examples
    --------
    >>> part = pd.DataFrame({"lon": ["30,52", "0"], "lat": ["50,45", "0"], "industry_code": ["62", "62"]})
    >>> found = checked(part, first_line=2)
    >>> found.rows["lon"].tolist(), found.rejected.listed[["line", "reason", "value"]].values.tolist()
    ([30.52], [[3, 'zero', 'lon=0, lat=0']])
    """
    part = _as_arrow(table)
    about = facts_of(part)
    where = str(about.get("file", "enterprises"))
    spots = places(part, bounds=bounds, crs=about.get("crs"), where=where)
    codes = {name: coded(part[name], where=f"{where}: {name}") for name in CODES if name in part.column_names}
    figures = {name: years(part[name]) for name in ("founded", "year") if name in part.column_names}
    figures |= {name: numbers(part[name]) for name in ("employees", "turnover") if name in part.column_names}
    values = {name: found.values for name, found in figures.items()}
    findings: list[Finding] = [
        *_torn_letters(part),
        *spots.findings(_stated_region(codes)),
        *_code_findings(codes, industries, frozenset(coarse)),
        *_figure_findings(figures),
        *_time_findings(figures, latest),
        *_year_findings(figures, within),
    ]
    marks = [(_ORDER[found.reason], mask, found.columns) for found in findings if (mask := found.rows()) is not None]
    verdict = _verdict(marks, part.num_rows)
    kept = None if verdict is None else verdict == len(REASONS)
    rows = _rows(part, spots, codes, values)
    lines = _lines(part, first_line)
    good = rows if kept is None else rows[kept].reset_index(drop=True)
    listed = nothing_listed() if verdict is None else look(part, marks, verdict, lines)
    numbered = np.bincount([] if verdict is None else verdict, minlength=len(REASONS))
    rejected = replace(_rejected(part, about.get("unread", {}), numbered, listed), unknown=_unknown(good))
    return Checked(good, rejected, kept, lines if kept is None else lines_at(lines, np.flatnonzero(kept)))


def without_repeated(part: Checked, repeated: np.ndarray, *, where: str) -> Checked:
    """Reject rows whose enterprise_id an earlier row has (see `geo.enterprise_ids`).

    Parameters
    ----------
    part : Checked
    repeated : ndarray of bool of shape (n_rows,)
        Which of its rows.
    where : str
        The file.

    Returns
    -------
    Checked

    Examples
    --------
    >>> part = checked(pd.DataFrame({"enterprise_id": [7, 7], "lon": [30.0, 31], "lat": [50.0, 50]}))
    >>> without_repeated(part, np.array([False, True]), where="a.csv").rejected.counts
    {'duplicate_id': 1}
    """
    if not repeated.any():
        return part
    at = np.flatnonzero(repeated)
    some = part.rows["enterprise_id"].iloc[at[:MAX_LISTED]].astype("str")
    listed = listed_rows(where, lines_at(part.lines, at[:MAX_LISTED]), some.tolist(), "duplicate_id", some.tolist())
    before = part.rejected
    good = part.rows[~repeated].reset_index(drop=True)
    rejected = Rejected(
        before.counts | {"duplicate_id": len(at)}, first_listed([before.listed, listed]), _unknown(good), before.read
    )
    kept = np.ones(before.read, dtype=bool) if part.kept is None else part.kept.copy()
    kept[np.flatnonzero(kept)[at]] = False
    return Checked(good, rejected, kept, lines_at(part.lines, np.flatnonzero(~repeated)))


def _as_arrow(table: pa.Table | pd.DataFrame) -> Any:  # noqa: ANN401 - pyarrow has no hints
    if isinstance(table, pd.DataFrame):
        table = with_facts(pa.Table.from_pandas(table, preserve_index=False))
    return table.select([name for name in table.column_names if name in REGISTER or name == LINE])


def _stated_region(codes: dict[str, pd.Categorical]) -> np.ndarray | None:
    return np.asarray(codes["region_code"].codes >= 0) if "region_code" in codes else None


def _code_findings(
    codes: dict[str, pd.Categorical], industries: Collection[str] | None, coarse: frozenset[str]
) -> Iterator[Finding]:
    if "industry_code" in codes:
        found = codes["industry_code"]
        yield Finding("no_industry", found.codes < 0, ("industry_code",))
        if industries is not None:
            yield Finding("unknown_industry", _not_on(found, frozenset(industries)), ("industry_code",))
        if coarse:
            finer = frozenset(found.categories) - coarse
            yield Finding("coarse_industry", _not_on(found, finer), ("industry_code",))
    if "organisation_type" in codes:
        yield Finding("unknown_type", _not_on(codes["organisation_type"], frozenset(TYPES)), ("organisation_type",))


def _not_on(found: pd.Categorical, known: frozenset[str]) -> np.ndarray | None:
    """Mark rows whose code is stated and not among the known ones."""
    strange = np.array([*(code not in known for code in found.categories), False], dtype=bool)
    return strange[found.codes] if strange.any() else None


def _figure_findings(figures: dict[str, Any]) -> Iterator[Finding]:
    wrong = {
        "employees": "employees_not_number", "turnover": "turnover_not_number",
        "founded": "not_a_year", "year": "not_a_year",
    }  # fmt: skip
    for name, found in figures.items():
        yield Finding(wrong[name], found.wrong, (name,))
        yield Finding("ambiguous_comma", found.ambiguous, (name,))
    if "employees" in figures:
        found, values = figures["employees"], figures["employees"].values
        with np.errstate(invalid="ignore"):
            yield Finding("negative_employees", values < 0 if found.low < 0 else None, ("employees",))
            parted = None if found.whole else (values != np.rint(values)) & ~np.isnan(values)
            yield Finding("employees_not_whole", parted, ("employees",))


def _time_findings(figures: dict[str, Any], latest: int | None) -> Iterator[Finding]:
    if "founded" in figures:
        founded, of_row = figures["founded"], figures.get("year")
        present = datetime.now(tz=UTC).year if latest is None else latest
        first = present if of_row is None else min(present, of_row.low) if of_row.low <= of_row.high else present
        if not founded.high > first:
            return
        years = present if of_row is None else np.where(np.isnan(of_row.values), present, of_row.values)
        with np.errstate(invalid="ignore"):
            yield Finding("future", founded.values > years, ("founded",))


def _year_findings(figures: dict[str, Any], within: tuple[int, int] | None) -> Iterator[Finding]:
    if "year" not in figures or within is None:
        return
    found, (low, high) = figures["year"], within
    if found.low < low or found.high > high:
        with np.errstate(invalid="ignore"):
            yield Finding("strange_year", (found.values < low) | (found.values > high), ("year",))


def _torn_letters(part: Any) -> Iterator[Finding]:  # noqa: ANN401 - pyarrow has no hints
    """Find texts with bytes that are no letters in the encoding of the file."""
    for name in part.column_names if facts_of(part).get("replaced") else ():
        if name != LINE:
            column = part[name].cast(pa.string())
            mask = pc.match_substring(column, MARK).fill_null(False)  # noqa: FBT003 - it takes nothing else
            yield Finding("encoding", mask.to_numpy(), (name,))


def _verdict(marks: list[Mark], n: int) -> np.ndarray | None:
    """First reason of each row as its place in `REASONS`, ``len(REASONS)`` where there is none; None if no row has."""
    if not marks:
        return None
    verdict = np.full(n, len(REASONS), dtype=np.uint8)
    for place, mask, _ in sorted(marks, key=lambda mark: -mark[0]):
        verdict[mask] = place
    return verdict


def _rows(
    part: Any,  # noqa: ANN401 - pyarrow has no hints
    spots: Places,
    codes: dict[str, pd.Categorical],
    values: dict[str, np.ndarray],
) -> pd.DataFrame:
    made: dict[str, Any] = {"lon": spots.lon, "lat": spots.lat} if spots.lon is not None else {}
    made |= codes | values
    made |= {name: named(part[name]) for name in TEXTS if name in part.column_names}
    return pd.DataFrame(made, index=pd.RangeIndex(part.num_rows), copy=False)


def _lines(part: Any, first_line: int) -> np.ndarray | range:  # noqa: ANN401 - pyarrow has no hints
    if LINE in part.column_names:
        return np.asarray(part[LINE].to_numpy())
    return range(first_line, first_line + part.num_rows)


def _rejected(part: Any, unread: Mapping[str, Any], numbered: np.ndarray, listed: pd.DataFrame) -> Rejected:  # noqa: ANN401
    """Count rows that could not be told apart (`unread`) and those that could, by reason."""
    where = str(facts_of(part).get("file", ""))
    counts = {reason: int(found["n"]) for reason, found in unread.items()}
    lists = [
        listed_rows(where, np.array(found["lines"], dtype=np.int64), [""] * len(found["lines"]), reason, found["texts"])
        for reason, found in unread.items()
    ]
    counts |= {reason: int(n) for reason, n in zip(REASONS, numbered, strict=False) if n}
    ordered = {reason: counts[reason] for reason in REASONS if reason in counts}
    return Rejected(
        ordered, first_listed([*lists, listed]), {}, part.num_rows + sum(found["n"] for found in unread.values())
    )


def _unknown(rows: pd.DataFrame) -> dict[str, int]:
    columns = ("enterprise_id", "employees", "founded", "lon", "organisation_type", "turnover")
    missing = {name: _missing(rows[name]) for name in columns if name in rows}
    return {("coordinates" if name == "lon" else name): n for name, n in missing.items() if n}


def _missing(column: pd.Series) -> int:
    figures = column.dtype == np.float64 and len(column) > 0
    return 0 if figures and not np.isnan(column.to_numpy().min()) else int(column.isna().sum())
