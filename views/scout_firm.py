"""How firm the ranking is: ranks in a thousand trials, those of the files; in fewer while a weight still moves."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import streamlit as st

from geo.lazy import Lazy
from geo.scouting_range import rank_ranges

if TYPE_CHECKING:
    from papers.scout_paper import ScoutPaper
    from views.scout_model import Scouting

SETTLED = "scout_settled"
"""Where the key of the last question is kept that stood still for a moment."""
QUICK = 100
_SEED, _KEPT = 1, 32
_paper = Lazy("papers.scout_paper")


def key_of(found: Scouting) -> str:
    """Name the question that a ranking answers: places, weights, conditions."""
    conditions = ",".join(one.text() for one in found.conditions)
    return f"{found.asked} {sorted(found.on.items())} {conditions}"


def ranges_of(found: Scouting, *, moving: bool) -> tuple[pd.DataFrame, bool]:
    """Rank the places that are left in trials with other weights and figures within their errors.

    Parameters
    ----------
    found : Scouting
    moving : bool
        Whether weights may move right now: then a new question gets fewer trials until it has stood for a moment.

    Returns
    -------
    DataFrame, bool
        See `geo.scouting_range.rank_ranges`; and whether these are all trials, not few because a weight was moved.
    """
    if found.left.empty:
        return pd.DataFrame(), True
    key = key_of(found)
    if not moving or st.session_state.get(SETTLED, key) == key:
        st.session_state[SETTLED] = key
        return _all_trials(key, found), True
    rng = np.random.default_rng(_SEED)
    return rank_ranges(found.alive, found.on, rng=rng, draws=QUICK, errors=True), False


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _all_trials(key: str, _found: Scouting) -> pd.DataFrame:
    del key
    ranges: pd.DataFrame = paper_of(_found).ranges
    return ranges


def paper_of(found: Scouting, address: str = "") -> ScoutPaper:
    """Return the ranking as the files have it."""
    figures = found.figures
    made: ScoutPaper = _paper.ScoutPaper(
        found.evidence, found.on, [one.filter() for one in found.conditions], figures.dataset, figures.say,
        datetime.now(UTC).date(), shortlist=found.shortlist, address=address, digest=found.asked.version,
    )  # fmt: skip
    return made
