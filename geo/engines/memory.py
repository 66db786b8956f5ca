"""The engine of this process: parts are read by a few threads, and no more of them at once than there are threads."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

from geo.engines.pieces import Piece, Work, joined, piece_of, prepared
from geo.engines.repeats import Repeats

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np

    from geo.engines.pieces import Plan, Progress
    from geo.enterprise_parts import Part

GROUP = 8
"""So many parts are put together as they come; a repeated id makes the group of its part be read again."""


def run(plan: Plan, parts: Sequence[Part], progress: Progress, workers: int) -> Piece:
    """Add all parts up.

    Parameters
    ----------
    plan : Plan
    parts : sequence of Part
    progress : callable
    workers : int
        Threads.

    Returns
    -------
    Piece
    """
    work = prepared(plan)
    everything = range(len(parts))
    with Repeats() as ids:
        groups: dict[int, list[Piece]] = {}
        for done, (number, piece, hashes) in enumerate(_pieces(work, parts, everything, {}, workers), 1):
            ids.add(number, hashes)
            _keep(groups, number, piece, len(parts))
            progress(done, len(parts))
        repeated = ids.found()
    touched = {number // GROUP for number in repeated}
    again = [number for number in everything if number // GROUP in touched]
    groups = {group: pieces for group, pieces in groups.items() if group not in touched}
    for number, piece, _ in _pieces(work, parts, again, repeated, workers):
        _keep(groups, number, piece, len(parts))
    return joined([piece for pieces in groups.values() for piece in pieces])


def _keep(groups: dict[int, list[Piece]], number: int, piece: Piece, parts: int) -> None:
    """Put a piece to its group; a group that is whole becomes one piece."""
    group = groups.setdefault(number // GROUP, [])
    group.append(piece)
    if len(group) == min(GROUP, parts - number // GROUP * GROUP):
        groups[number // GROUP] = [joined(group)]


def _pieces(
    work: Work, parts: Sequence[Part], numbers: Sequence[int], repeated: dict[int, np.ndarray], workers: int
) -> Iterator[tuple[int, Piece, np.ndarray]]:
    """Pieces as they are ready; a part is begun only when there is a thread for it."""
    with ThreadPoolExecutor(workers) as pool:
        running: dict[Future[tuple[Piece, np.ndarray]], int] = {}
        waiting = iter(numbers)
        while True:
            while len(running) < workers and (number := next(waiting, None)) is not None:
                running[pool.submit(piece_of, work, parts[number], repeated.get(number))] = number
            if not running:
                return
            for ready in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(ready), *ready.result()
