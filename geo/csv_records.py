"""CSV files of any size, cut at the ends of records: on which lines, in which encoding, by which separator."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass, field, replace
from typing import IO, TYPE_CHECKING

import numpy as np

from geo.enterprise_parts import Part, Reading, opened
from geo.enterprise_places import stated_crs
from geo.errors import DataContractError

if TYPE_CHECKING:
    from collections.abc import Iterator

PART_BYTES = 32 * 2**20
"""A part of a CSV file has about so many bytes."""
MAX_RECORD = 8 * 2**20
"""A record of more bytes is refused: a quote was left open."""
SEPARATORS = ",;\t|"
_BLOCK = 16 * 2**20
_WIDE = {"utf-16-le": "<u2", "utf-16-be": ">u2"}
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_FEW = 100
"""One record in so many may be in another encoding than UTF-8 without making the file one of mixed encodings."""


@dataclass(frozen=True, slots=True)
class Block:
    """Whole records: where each begins (in units), on which line of the file, how many cells."""

    units: np.ndarray
    starts: np.ndarray
    lines: np.ndarray
    cells: np.ndarray
    at: int


@dataclass(slots=True)
class _Scan:
    """What one pass over a file finds: its first line, where to cut it, which letters it is written in."""

    header: bytes = b""
    cuts: list[tuple[int, int, int]] = field(default_factory=list)  # byte, line, and rows before
    size: int = 0
    rows: int = 0
    utf8: list[int] = field(default_factory=list)  # number of records in UTF-8 beyond ASCII, line of the first
    other: list[int] = field(default_factory=list)  # the same of records that are no UTF-8

    def take(self, block: Block) -> None:
        """Go on by a block."""
        size, first = block.units.itemsize, 0
        self.size = block.at + int(block.starts[-1]) * size
        if not self.header:
            full = np.flatnonzero(block.cells > 0)
            if not len(full):
                return
            first = int(full[0]) + 1
            self.header = block.units[block.starts[first - 1] : block.starts[first]].tobytes()
        begins = block.at + block.starts[:-1] * size
        before = np.cumsum(block.cells[first:] > 0)
        while True:
            target = self.cuts[-1][0] + PART_BYTES if self.cuts else 0
            cut = max(first, int(np.searchsorted(begins, target)))
            if cut >= len(begins):
                break
            passed = int(before[cut - first - 1]) if cut > first else 0
            self.cuts.append((int(begins[cut]), int(block.lines[cut]), self.rows + passed))
        self.rows += int(before[-1]) if len(before) else 0

    def judge_letters(self, block: Block) -> None:
        """Count records by how their letters are written."""
        from geo.csv_loops import encodings  # noqa: PLC0415 - loads numba

        if not len(block.units) or block.units.max() < 0x80:  # noqa: PLR2004 - the end of ASCII
            return
        found = np.zeros(len(block.cells), np.uint8)
        encodings(block.units, block.starts, len(found), found)
        for kind, counted in ((1, self.utf8), (2, self.other)):
            at = np.flatnonzero(found == kind)
            if len(at):
                counted[:] = [len(at) + (counted[0] if counted else 0), counted[1] if counted else block.lines[at[0]]]

    def encoding(self, path: str) -> str:
        """Say what the file is written in."""
        if not self.other:
            return "utf-8"
        if not self.utf8:
            return ""
        if self.other[0] * _FEW <= self.utf8[0]:
            return "utf-8"  # the few are rejected where a column that is read has them
        where = f"line {self.utf8[1]} is written in UTF-8, line {self.other[1]} is not"
        counts = f"{self.utf8[0]:,} and {self.other[0]:,} such records"
        advice = "Convert the file to UTF-8, or state one encoding with --encoding"
        raise DataContractError(path, [f"two encodings are mixed: {where} ({counts}). {advice}"])


def csv_parts(path: str, reading: Reading) -> list[Part]:
    """Cut a CSV file into parts of about `PART_BYTES`; the whole file is looked through once.

    Parameters
    ----------
    path : str
        The file, as it is or packed by gzip (then each part unpacks what stands before it).
    reading : Reading
        What is stated of it; encoding and separator are found where they are not.

    Returns
    -------
    list of Part
        Empty if there is nothing below the first line.

    Raises
    ------
    DataContractError
        If it ends within a quoted cell, encodings are mixed, or the encoding is unknown.
    """
    with opened(path) as file:
        head = file.read(2**18)
    mark, encoding = _encoding(head, reading.encoding, path)
    separator = reading.separator or _separator(head[mark:].decode(encoding or "latin-1", "replace"))
    if len(separator) != 1 or not separator.isascii():
        raise DataContractError(path, [f"the separator must be one ASCII character, not {separator!r}"])
    scan = _scanned(path, mark, encoding, separator)
    encoding = encoding or scan.encoding(path) or _single_byte(path, scan.other[1])
    header = scan.header.decode(encoding.replace("-be", "-le"), "replace")
    names = next(csv.reader(io.StringIO(header, newline=""), delimiter=separator), [])
    settled = replace(reading, encoding=encoding, separator=separator, crs=stated_crs(reading.crs, where=path))
    if len(scan.cuts) > 1 and (scan.size - scan.cuts[-1][0]) * 4 < PART_BYTES:
        scan.cuts.pop()  # a small rest joins the part before: what is told of most rows of a part needs many
    stops = [*scan.cuts[1:], (scan.size, 0, scan.rows)]
    return [
        Part(
            path,
            "csv",
            start,
            stop,
            line,
            tuple(name.strip() for name in names),
            until - before,
            reading=settled,
            last=stop == scan.size,
        )
        for (start, line, before), (stop, _, until) in zip(scan.cuts, stops, strict=bool(scan.cuts))
        if until > before
    ]


def _encoding(head: bytes, stated: str | None, path: str) -> tuple[int, str]:
    """Return the length of the byte order mark and the encoding, empty when the whole file must tell."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return len(mark), name
    if stated:
        try:
            name = codecs.lookup(stated).name
        except LookupError as error:
            raise DataContractError(path, [f"there is no encoding {stated!r}; try utf-8 or cp1251"]) from error
        return 0, {"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(name, name)
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) * 5 > len(head):
        return 0, "utf-16-le" if odd > even else "utf-16-be"
    return 0, ""


def _separator(text: str) -> str:
    r"""Return the separator that cuts the first lines into equally many cells, and into most.

    >>> _separator("name; place;x\nA, Ltd; B;1\nC; D, E;2\n")
    ';'
    """
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    lines = lines[:-1] if len(lines) > 2 else lines  # noqa: PLR2004 - the last one may be cut off

    def quality(separator: str) -> tuple[float, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=separator)]
        same = sum(width == widths[0] for width in widths) / len(widths)
        return (same if widths[0] > 1 else 0.0, widths[0])

    return max(SEPARATORS, key=quality)


def _blocks(file: IO[bytes], mark: int, encoding: str, separator: str, path: str) -> Iterator[Block]:
    """Read a file in blocks of whole records."""
    file.seek(mark)
    at, line, carried, final = mark, 1, b"", False
    while not final:
        fresh = file.read(_BLOCK)
        final = not fresh
        data = carried + fresh
        block = block_of(data, encoding, separator, first_line=line, path=path, at=at, final=final)
        yield block
        used = int(block.starts[-1]) * block.units.itemsize
        at, line, carried = at + used, int(block.lines[-1]), data[used:]


def block_of(
    data: bytes, encoding: str, separator: str, *, first_line: int, path: str, at: int = 0, final: bool = True
) -> Block:
    """Find the records of some bytes, which begin with one; without `final` the last, unended one is left out.

    Raises
    ------
    DataContractError
        If they end within a quoted cell, or a record is longer than `MAX_RECORD`.
    """
    from geo.csv_loops import records  # noqa: PLC0415 - loads numba

    kind = _WIDE.get(encoding, "u1")
    even = len(data) - len(data) % np.dtype(kind).itemsize
    units = np.frombuffer(data[:even] if even < len(data) else data, kind).astype(kind.replace(">", "<"), copy=False)
    room = int(np.count_nonzero(units == 10) + np.count_nonzero(units == 13)) + 2  # noqa: PLR2004 - line breaks
    starts, lines, cells = np.zeros(room, np.int64), np.zeros(room, np.int64), np.zeros(room, np.int32)
    n, quote = records(units, ord(separator), int(final), starts, lines, cells)
    left = len(data) - int(starts[n]) * units.itemsize
    if quote >= 0 and (final or left > MAX_RECORD):
        line = first_line + quote
        problem = f"the file ends within a quoted cell that begins on line {line}: it is cut off, or a quote is missing"
        raise DataContractError(path, [problem])
    if left > MAX_RECORD:
        raise DataContractError(path, [f"line {first_line + int(lines[n])} has more than {MAX_RECORD >> 20} MB"])
    return Block(units, starts[: n + 1], lines[: n + 1] + first_line, cells[:n], at)


def _scanned(path: str, mark: int, encoding: str, separator: str) -> _Scan:
    scan = _Scan()
    with opened(path) as file:
        try:
            for block in _blocks(file, mark, encoding, separator, path):
                if not encoding:
                    scan.judge_letters(block)
                scan.take(block)
        except EOFError as error:
            raise DataContractError(path, [f"the gzip file is cut off ({error}); fetch it again"]) from error
    return scan


def _single_byte(path: str, line: int) -> str:
    """Tell Windows-1251 from Latin-1 by the letters around the first line that is no UTF-8.

    In Cyrillic text most letters beyond ASCII stand beside another one; in the West single ones stand among ASCII.
    """
    with opened(path) as file:
        text = b"".join(row for number, row in enumerate(file, start=1) if line - 1 <= number < line + 2_000)
    high = np.frombuffer(text, np.uint8) >= 0x80  # noqa: PLR2004 - the end of ASCII
    beside = int((high[1:] & high[:-1]).sum())
    return "cp1251" if beside * 2 > int(high.sum()) else "cp1252"
