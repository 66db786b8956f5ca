"""Finds names by what they contain: blocks of names on the disk, and which groups of three letters each holds."""

from __future__ import annotations

import os
import tempfile
import weakref
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from geo.point_register import NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.point_register import Register

BLOCK = 2048
"""Names in a block."""

MOST_BLOCKS = 1000
"""Blocks read for one question: about half a second."""

SHORTEST = 2
"""Fewest letters of a question."""

_ID = "enterprise_id"
_BITS = 15
_LETTERS = 3
_FACTORS = tuple(np.uint32(factor) for factor in (2654435761, 2246822519, 3266489917))
_CANDIDATES = 200
_BETWEEN = "\x1f"  # of name and id; no name holds it


@dataclass(eq=False)
class NameIndex:
    """Names of a register in the order of its rows.

    The names are compressed in a file without a name that vanishes with the process; in memory are 4 KB for a block.
    """

    _file: IO[bytes]
    _places: list[tuple[int, int]] = field(default_factory=list)
    _signatures: list[np.ndarray] = field(default_factory=list)
    _table: np.ndarray = field(default_factory=lambda: np.empty((0, 2**_BITS // 8), np.uint8))

    def __post_init__(self) -> None:
        """Close the file with the index."""
        weakref.finalize(self, self._file.close)

    def search(self, question: str, *, most: int = 20) -> tuple[list[tuple[int, str]], bool]:
        """Rows whose name (or id, where ids are texts) holds every word of a question, in any case of letters.

        Parameters
        ----------
        question : str
            Words; fewer than `SHORTEST` letters find nothing.
        most : int
            Names wanted.

        Returns
        -------
        found : list of (row, name)
            Names that begin with the question first, then those with a word that does, then the shorter ones.
        complete : bool
            False if there may be more.
        """
        words = question.casefold().split()
        if sum(map(len, words)) < SHORTEST:
            return [], True
        blocks = self._blocks(words)
        found: list[tuple[tuple[int, int, int], int, str]] = []
        for block in blocks[:MOST_BLOCKS].tolist():
            found += [(_rank(name, words), block * BLOCK + line, name) for line, name in self._lines(block, words)]
            if len(found) >= _CANDIDATES:
                break
        complete = len(found) <= most and len(blocks) <= MOST_BLOCKS
        return [(row, name.split(_BETWEEN)[0]) for _, row, name in sorted(found)[:most]], complete

    def add(self, names: list[str]) -> None:
        """Take the next block of names."""
        text = "\n".join(names)
        if text.count("\n") != len(names) - 1:
            text = "\n".join(name.replace("\n", " ") for name in names)
        packed = pa.compress(text.encode(), codec="zstd", asbytes=True)
        self._places.append((self._file.tell(), len(text.encode())))
        self._file.write(packed)
        held = np.zeros(2**_BITS, dtype=bool)
        held[_trigrams(text.casefold())] = True
        self._signatures.append(np.packbits(held))

    def close(self) -> NameIndex:
        """End the writing."""
        self._file.flush()
        if self._signatures:
            self._table = np.stack(self._signatures)
        self._signatures = []
        return self

    def _blocks(self, words: list[str]) -> np.ndarray:
        """Blocks that hold every group of three letters of the words."""
        held = np.ones(len(self._places), dtype=bool)
        for number in {int(one) for word in words for one in _trigrams(word)}:
            held &= (self._table[:, number >> 3] & np.uint8(128 >> (number & 7))) > 0
        return np.flatnonzero(held)

    def _lines(self, block: int, words: list[str]) -> Iterator[tuple[int, str]]:
        start, size = self._places[block]
        end = self._places[block + 1][0] if block + 1 < len(self._places) else None
        text = pa.decompress(_read(self._file, start, end), size, codec="zstd", asbytes=True).decode()
        folded = text.casefold()
        if not all(word in folded for word in words):
            return
        names, at = text.split("\n"), -1
        longest = max(words, key=len)
        while (at := folded.find(longest, at + 1)) >= 0:
            first, last = folded.rfind("\n", 0, at) + 1, folded.find("\n", at)
            last = len(folded) if last < 0 else last
            if all(word in folded[first:last] for word in words):
                line = folded.count("\n", 0, at)
                yield line, names[line]
            at = last


def name_index(register: Register) -> NameIndex | None:
    """Index the names of a register, and its ids where they are texts.

    Parameters
    ----------
    register : Register

    Returns
    -------
    NameIndex or None
        None where there is nothing to look for.

    Examples
    --------
    >>> from geo.point_register import TableRegister
    >>> names = name_index(TableRegister(pd.DataFrame({"enterprise_name": ["Azov Steel", "Київ Хліб", None]})))
    >>> names.search("київ")
    ([(1, 'Київ Хліб')], True)
    """
    columns = tuple(name for name in (NAME, _ID) if name in register.columns)
    made = NameIndex(tempfile.TemporaryFile())  # noqa: SIM115 - it lives as long as the index
    kept: list[str] = []
    for part in register.parts(columns):
        texts = [_texts(part[name]) for name in columns if name == NAME or part[name].dtype == object]
        if not texts:
            return None
        kept += map(_BETWEEN.join, zip(*texts, strict=True)) if len(texts) > 1 else texts[0]
        whole = len(kept) // BLOCK * BLOCK
        for start in range(0, whole, BLOCK):
            made.add(kept[start : start + BLOCK])
        kept = kept[whole:]
        del part, texts
        pa.default_memory_pool().release_unused()
    if kept:
        made.add(kept)
    return made.close() if columns else None


def _texts(values: Iterable[Any]) -> list[str]:
    column = pd.Series(values, dtype=object)
    return [str(value) for value in column.where(column.notna(), "")]


def _trigrams(text: str) -> np.ndarray:
    """Numbers of the groups of three letters; different groups may share one."""
    letters = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)
    n = len(letters) - _LETTERS + 1
    if n < 1:
        return np.empty(0, dtype=np.uint32)
    mixed = letters[:n] * _FACTORS[0] ^ letters[1 : n + 1] * _FACTORS[1] ^ letters[2 : n + 2] * _FACTORS[2]
    numbers: np.ndarray = (mixed ^ (mixed >> np.uint32(15))) & np.uint32(2**_BITS - 1)
    return numbers


def _read(file: IO[bytes], start: int, end: int | None) -> bytes:
    size = (os.fstat(file.fileno()).st_size if end is None else end) - start
    return os.pread(file.fileno(), size, start)


def _rank(name: str, words: list[str]) -> tuple[int, int, int]:
    folded = name.casefold()
    phrase = " ".join(words)
    where = 0 if folded.startswith(phrase) else 1 if f" {words[0]}" in f" {folded}" else 2
    return where, len(name), 0
