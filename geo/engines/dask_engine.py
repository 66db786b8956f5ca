"""The engine of many processes: each part is a task of Dask, whose results are put together on the workers."""

from __future__ import annotations

from contextlib import contextmanager
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from geo.engines.pieces import Piece, Work, joined, piece_of, prepared
from geo.engines.repeats import Repeats
from geo.errors import DataContractError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np

    from geo.engines.pieces import Plan, Progress
    from geo.enterprise_parts import Part

_AT_ONCE = 8
_MEMORY = "2GiB"
_PATIENCE_S = 30


def run(plan: Plan, parts: Sequence[Part], progress: Progress, *, scheduler: str | None, workers: int) -> Piece:
    """Add all parts up on workers. A worker that dies costs the tasks it had, not the result.

    Parameters
    ----------
    plan : Plan
    parts : sequence of Part
    progress : callable
    scheduler : str, optional
        Where workers are; else they are started here.
    workers : int
        How many are started here, each with at most 2 GiB.

    Returns
    -------
    Piece

    Raises
    ------
    DataContractError
        If the scheduler cannot be reached, a part cannot be read, or workers die again and again.
    """
    with _client(scheduler, workers) as client, _told():
        work = client.submit(prepared, plan, pure=False)
        with Repeats() as ids:
            pieces = dict(_first_round(client, work, parts, ids, progress))
            repeated = ids.found()
        for number, rows in repeated.items():
            pieces[number] = client.submit(_piece_alone, work, parts[number], rows, pure=False)
        level = [pieces[number] for number in sorted(pieces)]
        while len(level) > 1:
            groups = [level[n : n + _AT_ONCE] for n in range(0, len(level), _AT_ONCE)]
            level = [client.submit(joined, group, pure=False) for group in groups]
        whole: Piece = level[0].result()
        return whole


def _first_round(client: Any, work: Any, parts: Sequence[Part], ids: Repeats, progress: Progress) -> Iterator[Any]:  # noqa: ANN401
    """Have every part added up; only the hashes of ids come here, the sums stay with the workers."""
    from distributed import as_completed  # noqa: PLC0415 - as in _client

    number_of: dict[Any, int] = {}
    pieces: dict[int, Any] = {}
    for number, part in enumerate(parts):
        both = client.submit(piece_of, work, part, pure=False)
        pieces[number] = client.submit(itemgetter(0), both, pure=False)
        number_of[client.submit(itemgetter(1), both, pure=False)] = number
    del both
    waiting = as_completed(list(number_of))  # type: ignore[no-untyped-call]
    for done, future in enumerate(waiting, 1):
        number = number_of.pop(future)
        ids.add(number, future.result())
        progress(done, len(parts))
        yield number, pieces.pop(number)


def _piece_alone(work: Work, part: Part, repeated: np.ndarray) -> Piece:
    return piece_of(work, part, repeated)[0]


@contextmanager
def _client(scheduler: str | None, workers: int) -> Iterator[Any]:
    from distributed import Client, LocalCluster  # noqa: PLC0415 - takes half a second, and only this engine needs it

    if scheduler is None:
        settings = {"threads_per_worker": 1, "memory_limit": _MEMORY, "dashboard_address": None}
        with LocalCluster(n_workers=workers, **settings) as cluster, Client(cluster) as client:  # type: ignore[no-untyped-call]
            yield client
        return
    try:
        client = Client(scheduler, timeout=_PATIENCE_S)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        problem = f"no scheduler of Dask can be reached there ({error}); start one with 'dask scheduler'"
        raise DataContractError(scheduler, [problem]) from error
    with client:
        yield client


@contextmanager
def _told() -> Iterator[None]:
    """Say in words that workers died too often."""
    from distributed import KilledWorker  # noqa: PLC0415 - as in _client

    try:
        yield
    except KilledWorker as error:
        problem = "workers died again and again on the same part; give them more memory, or cut the files smaller"
        raise DataContractError("workers", [problem]) from error
