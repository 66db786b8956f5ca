"""A long test against chance in the background: one for each reader, with its progress, to be stopped at any time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from geo.errors import RegioscopeError, StoppedError
from geo.lazy import Lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geo.pattern import Pattern

MOST_SITES = 5000
"""Sites of the industry up to which all are looked at; of more, a part of the whole register is drawn."""
DRAWS = 1000
SEED = 1
_KEPT = 24
_RUN = "clusters_test"

_patterns, _sites, _envelopes = Lazy("geo.point_patterns"), Lazy("geo.sites"), Lazy("geo.envelopes")


@dataclass(frozen=True, slots=True)
class Key:
    """What a test is of: one industry of one version of a dataset."""

    dataset: str
    version: str
    industry: str


@dataclass(frozen=True, slots=True, eq=False)
class Proof:
    """The answer of a test: the curve with its band, the sites looked at, and how many there are."""

    pattern: Pattern
    sites: int


@dataclass(slots=True, eq=False)
class Run:
    """A test that is running, or has ended: the thread writes into it, the page reads it."""

    key: Key
    done: int = 0
    total: int = DRAWS
    proof: Proof | None = None
    error: RegioscopeError | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    @property
    def running(self) -> bool:
        """Whether the thread is at work."""
        return self.thread is not None and self.thread.is_alive()

    @property
    def share(self) -> float:
        """How much of the draws is done."""
        return min(self.done / self.total, 1.0)


class Shelf:
    """Answers that were found, by what they are of; the oldest goes when there are too many."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Proof] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Proof | None:
        """Return an answer, or None."""
        with self._lock:
            return self._kept.get(key)

    def put(self, key: Key, proof: Proof) -> None:
        """Keep an answer."""
        with self._lock:
            self._kept[key] = proof
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)


@st.cache_resource(max_entries=1, show_spinner=False)
def shelf() -> Shelf:
    """Return the answers of this process."""
    return Shelf()


def current(key: Key) -> Run | None:
    """Return this reader's test of something, or None; a test of something else is another one."""
    run: Run | None = st.session_state.get(_RUN)
    return run if run is not None and run.key == key else None


def start(key: Key, points: pd.DataFrame, codes: Sequence[str], *, draws: int = DRAWS) -> Run:
    """Begin a test of the codes of an industry; the one that this reader had is stopped."""
    before: Run | None = st.session_state.get(_RUN)
    if before is not None:
        before.stop.set()
    run = Run(key, total=draws)
    run.thread = threading.Thread(target=_work, args=(run, points, codes, shelf()), name="chance", daemon=True)
    st.session_state[_RUN] = run
    run.thread.start()
    return run


def forget() -> None:
    """Stop this reader's test and drop it."""
    run: Run | None = st.session_state.pop(_RUN, None)
    if run is not None:
        run.stop.set()


def _work(run: Run, points: pd.DataFrame, codes: Sequence[str], kept: Shelf) -> None:
    try:
        run.proof = proof_of(points, codes, run=run)
    except StoppedError:
        return
    except RegioscopeError as error:
        run.error = error
        return
    kept.put(run.key, run.proof)


def proof_of(points: pd.DataFrame, codes: Sequence[str], *, run: Run) -> Proof:
    """Test whether the sites of an industry lie closer together than chance, as Duranton and Overman do.

    Of more than `MOST_SITES` sites a part of the whole register is drawn, the same part of every industry.

    Raises
    ------
    RegioscopeError
        If the register does not allow the test, or the reader stops it.
    """
    own = int(points["industry_code"].isin(codes).sum())
    if own > MOST_SITES:
        kept = np.random.default_rng(SEED).random(len(points)) < MOST_SITES / own
        points = points[kept].reset_index(drop=True)

    def told(done: int, _: int) -> None:
        run.done = done

    draws = _envelopes.Draws(run.total, seed=SEED, progress=told, stop=run.stop.is_set)
    return Proof(_patterns.duranton_overman_kd(_sites.sites_of(points), codes, draws=draws), own)
