"""Makes the index of a register from its columns, part after part: memory holds the compact columns and little else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.errors import DataContractError
from geo.point_filters import UNKNOWN_EMPLOYEES, UNKNOWN_YEAR
from geo.point_index import DEGREE, EnterpriseIndex
from geo.tiles import BITS, morton_codes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ROW_BITS = 64 - 2 * BITS
_MAX_INDUSTRIES = 2**15
_MAX_TYPES = 250
_MISSING_TYPE = 255
_NOBODY = np.empty(0, np.int32)


@dataclass(eq=False)
class PointBuilder:
    """Collects the parts of a register in the order of its rows, then sorts them once.

    Columns are as long as `rows_expected` from the beginning, and grow where that was too little.

    Examples
    --------
    >>> builder = PointBuilder()
    >>> columns = {"lon": [30.5, 24.0], "lat": [50.4, 49.8], "industry_code": ["C", "J"]}
    >>> builder.add({name: np.array(values) for name, values in columns.items()})
    >>> len(builder.index()), builder.index().industry_codes
    (2, ('C', 'J'))
    """

    rows_expected: int = 0
    _columns: dict[str, np.ndarray] = field(default_factory=dict)
    _numbers: dict[str, dict[str, int]] = field(default_factory=lambda: {"industry_code": {}, "organisation_type": {}})
    _rows: int = 0
    _placed: int = 0

    def add(self, part: Mapping[str, np.ndarray]) -> None:
        """Take the next rows.

        Parameters
        ----------
        part : mapping of str to array of shape (n,)
            ``lon``, ``lat`` and ``industry_code``; where the register has them ``employees``, ``organisation_type``,
            ``founded`` and ``enterprise_id``. Codes are texts, or a pair (numbers, texts) of a dictionary. Rows without
            finite coordinates are counted and left out.

        Raises
        ------
        DataContractError
            If lengths differ, an industry code is missing, or there are too many different codes.
        """
        n = _length(part)
        lon, lat = (np.asarray(part[name], dtype=float) for name in ("lon", "lat"))
        placed = np.isfinite(lon) & np.isfinite(lat)
        lon, lat = lon[placed], lat[placed]
        columns = {
            "codes": morton_codes(lon, lat),
            "lon": _scaled((lon + 180.0) % 360.0 - 180.0),
            "lat": _scaled(lat),
            "industry": self._industries(part["industry_code"], n)[placed],
            "employees": _whole(part.get("employees"), n, UNKNOWN_EMPLOYEES, np.int32)[placed],
            "founded": _whole(part.get("founded"), n, UNKNOWN_YEAR, np.int16)[placed],
            "kind": self._types(part.get("organisation_type"), n)[placed],
            "rows": (self._rows + np.flatnonzero(placed)).astype(np.uint32),
        }
        for name, values in columns.items():
            self._put(name, values, self._placed)
        ids = part.get("enterprise_id")
        numbers = np.arange(self._rows, self._rows + n) if ids is None else np.asarray(ids, np.int64)
        self._put("ids", numbers, self._rows)
        self._rows += n
        self._placed += len(lon)

    def index(self) -> EnterpriseIndex:
        """Sort what was collected; the builder is empty afterwards except for what it gave.

        Raises
        ------
        DataContractError
            If an id repeats.
        """
        ids = _shortest(self._taken("ids", self._rows))
        _refuse_repeated(ids)
        codes = self._taken("codes").astype(np.uint64, copy=False)
        codes, order = _sorted(codes, ids[self._columns.get("rows", _NOBODY)[: self._placed]])
        types = self._numbers["organisation_type"]
        kind = self._taken("kind")[order]
        kind[kind == _MISSING_TYPE] = len(types)
        industry, industry_codes = _alphabetical(self._taken("industry")[order], self._numbers["industry_code"])
        lon, lat = self._taken("lon")[order], self._taken("lat")[order]
        return EnterpriseIndex(
            codes=codes,
            lon=lon,
            lat=lat,
            industry=industry,
            employees=self._taken("employees")[order],
            kind=kind,
            founded=self._taken("founded")[order],
            rows=self._taken("rows")[order],
            register_ids=ids,
            industry_codes=industry_codes,
            types=tuple(types),
            unplaced=self._rows - self._placed,
        )

    def _put(self, name: str, values: np.ndarray, at: int) -> None:
        """Write the next values of a column."""
        column, end = self._columns.get(name), at + len(values)
        if column is None:
            column = np.empty(max(self.rows_expected, end), values.dtype)
        elif end > len(column):
            column = np.concatenate([column, np.empty(max(end - len(column), len(column)), column.dtype)])
        column[at:end] = values
        self._columns[name] = column

    def _taken(self, name: str, length: int | None = None) -> np.ndarray:
        """Give a column away: whoever has sorted it needs it no longer."""
        return self._columns.pop(name, _NOBODY)[: self._placed if length is None else length]

    def _industries(self, column: object, n: int) -> np.ndarray:
        number, missing = self._numbered("industry_code", column, n)
        if missing.any():
            raise DataContractError("enterprises", [f"{int(missing.sum())} without an industry_code"])
        if len(self._numbers["industry_code"]) > _MAX_INDUSTRIES:
            raise DataContractError("enterprises", [f"more than {_MAX_INDUSTRIES} different industry codes"])
        short: np.ndarray = number.astype(np.int16)
        return short

    def _types(self, column: object | None, n: int) -> np.ndarray:
        if column is None:
            return np.full(n, _MISSING_TYPE, np.uint8)
        number, missing = self._numbered("organisation_type", column, n)
        if len(self._numbers["organisation_type"]) > _MAX_TYPES:
            raise DataContractError("enterprises", [f"more than {_MAX_TYPES} different organisation types"])
        return np.where(missing, _MISSING_TYPE, number).astype(np.uint8)

    def _numbered(self, name: str, column: object, n: int) -> tuple[np.ndarray, np.ndarray]:
        """Give each text its number, new ones the next; tell which are missing."""
        known = self._numbers[name]
        number, texts = column if isinstance(column, tuple) else pd.factorize(np.asarray(column, dtype=object))
        number = np.asarray(number)
        here = np.array([known.setdefault(str(text), len(known)) for text in texts] + [0], dtype=np.int64)
        return (here[number] if n else here[:0]), number < 0


def build_index(
    lon: np.ndarray, lat: np.ndarray, industry: np.ndarray, employees: np.ndarray, ids: np.ndarray, **more: np.ndarray
) -> EnterpriseIndex:
    """Sort enterprises for `geo.viewport.in_view`.

    Parameters
    ----------
    lon, lat : array of shape (n,)
        Degrees; rows without finite coordinates are counted and left out.
    industry : array of shape (n,)
        Industry codes (text).
    employees : array of shape (n,)
        Persons; NaN where missing.
    ids : array of shape (n,)
        Whole numbers, each once.
    **more : array of shape (n,)
        ``organisation_type`` (text) and ``founded`` (year).

    Returns
    -------
    EnterpriseIndex
        The order of the input does not matter.

    Raises
    ------
    DataContractError
        If lengths differ, an id repeats or an industry code is missing.

    References
    ----------
    .. [1] Morton, G. M. (1966). A computer oriented geodetic data base. IBM, Ottawa.

    Examples
    --------
    >>> lon, lat = np.array([30.5, 24.0]), np.array([50.4, 49.8])
    >>> index = build_index(lon, lat, np.array(["C", "J"]), np.array([5, 9]), np.array([1, 2]))
    >>> len(index), index.industry_codes
    (2, ('C', 'J'))
    """
    builder = PointBuilder()
    given = {"lon": lon, "lat": lat, "industry_code": industry, "employees": employees, "enterprise_id": ids}
    builder.add(given | more)
    return builder.index()


def _refuse_repeated(ids: np.ndarray) -> None:
    if (ids[1:] > ids[:-1]).all():
        return
    ordered = np.sort(ids)
    repeated = np.flatnonzero(ordered[1:] == ordered[:-1])
    if len(repeated):
        raise DataContractError("enterprises", [f"{len(repeated)} repeated id, first {ordered[repeated[0]]}"])


def _length(part: Mapping[str, np.ndarray]) -> int:
    lengths = {name: len(values[0] if isinstance(values, tuple) else values) for name, values in part.items()}
    if len(set(lengths.values())) > 1:
        shown = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise DataContractError("enterprises", [f"columns must be equally long, found {shown}"])
    return lengths["lon"]


def _scaled(degrees: np.ndarray) -> np.ndarray:
    whole: np.ndarray = np.rint(degrees * DEGREE).astype(np.int32)
    return whole


def _whole(values: np.ndarray | None, n: int, missing: int, kind: type) -> np.ndarray:
    if values is None:
        return np.full(n, missing, kind)
    numbers = np.asarray(values, dtype=float)
    limits = np.iinfo(kind)
    known = np.isfinite(numbers) & (numbers >= limits.min) & (numbers <= limits.max)
    whole: np.ndarray = np.where(known, numbers, missing).astype(kind)
    return whole


def _shortest(ids: np.ndarray) -> np.ndarray:
    """Whole numbers in four bytes where they fit."""
    small = np.iinfo(np.int32)
    fits = not len(ids) or (ids.min() >= small.min and ids.max() <= small.max)
    short: np.ndarray = ids.astype(np.int32 if fits else np.int64, copy=False)
    return short


def _sorted(codes: np.ndarray, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Sort the codes, ties by id, and tell the order: one sort of numbers that hold the code and the rank of the id.

    The codes are sorted where they lie: nothing of their size is made beside them.
    """
    if len(codes) >= 2**_ROW_BITS:
        order = np.lexsort((ids, codes))
        return codes[order], order
    ranked = None if (ids[1:] > ids[:-1]).all() else np.argsort(ids)
    packed = codes if ranked is None else codes[ranked]
    packed <<= np.uint64(_ROW_BITS)
    packed |= np.arange(len(codes), dtype=np.uint32)
    packed.sort()
    order = np.bitwise_and(packed, np.uint64(2**_ROW_BITS - 1), dtype=np.uint32, casting="unsafe")
    packed >>= np.uint64(_ROW_BITS)
    return packed, order if ranked is None else ranked[order]


def _alphabetical(number: np.ndarray, known: Mapping[str, int]) -> tuple[np.ndarray, tuple[str, ...]]:
    codes: Sequence[str] = sorted(known)
    place = np.empty(len(codes), np.int16)
    place[[known[code] for code in codes]] = np.arange(len(codes))
    return (place[number] if len(number) else number.astype(np.int16)), tuple(codes)
