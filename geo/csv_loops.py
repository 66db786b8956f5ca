"""Compiled loops over the bytes of CSV files: where records begin, on which line, how many cells, in which encoding.

Loads numba: import it where such a loop runs.
"""

from __future__ import annotations

import numpy as np

from geo.compiling import compiled

_QUOTE, _FEED, _RETURN = 34, 10, 13
_LEADS = (0x80, 0xC0, 0xC2, 0xE0, 0xF0, 0xF5)
_AT_START, _PLAIN, _QUOTED, _CLOSED = 0, 1, 2, 3


@compiled
def records(  # noqa: C901, PLR0912 - one state machine, one loop
    units: np.ndarray,
    separator: int,
    final: int,
    starts: np.ndarray,
    lines: np.ndarray,
    cells: np.ndarray,
) -> tuple[int, int]:
    """Find the records that end in `units`, which begin with one.

    `starts` (of one more than the records), `lines` (from 0) and `cells` (0: an empty line) are filled; they must have
    room for every line break and one more. Quotes count only at the start of a cell. `final` is 1 where the file ends
    with them. Returns the number of records and the line on which a quote was left open (-1: none).
    """
    n, line, count, state, quote = 0, 0, 1, _AT_START, -1
    starts[0], lines[0] = 0, 0
    i, size = 0, units.size
    while i < size:
        unit = units[i]
        broken = unit in (_FEED, _RETURN)
        after = i + 1
        if unit == _RETURN:
            if after == size and final == 0:
                break
            if after < size and units[after] == _FEED:
                after += 1
        if state == _QUOTED:
            if unit == _QUOTE:
                state = _CLOSED
            elif broken:
                line += 1
        elif unit == _QUOTE and state in (_AT_START, _CLOSED):
            if state == _AT_START:
                quote = line
            state = _QUOTED
        elif unit == separator:
            count += 1
            state = _AT_START
        elif broken:
            line += 1
            cells[n] = 0 if i == starts[n] else count
            n += 1
            starts[n], lines[n] = after, line
            count, state = 1, _AT_START
        else:
            state = _PLAIN
        i = after
    if final == 1 and starts[n] < size and state != _QUOTED:
        cells[n] = count
        n += 1
        starts[n] = size
    return n, quote if state == _QUOTED else -1


@compiled
def encodings(units: np.ndarray, starts: np.ndarray, n: int, found: np.ndarray) -> None:
    """Judge each record: 0 ASCII, 1 text in UTF-8 with other letters, 2 no UTF-8."""
    for r in range(n):
        found[r], more = 0, 0
        for i in range(starts[r], starts[r + 1]):
            kind = 0
            while kind < len(_LEADS) and units[i] >= _LEADS[kind]:  # 0 ASCII, 1 goes on, 2 none, 3 to 5 begins, 6 none
                kind += 1
            if (kind == 1) != (more > 0) or kind in (2, 6):
                found[r] = 2
                break
            more = more - 1 if kind == 1 else max(0, kind - 2)
            found[r] = 1 if kind > 0 else found[r]
        if more > 0:
            found[r] = 2
