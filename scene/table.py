"""The table twin of a map: the same figures as the map, in words and columns for readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scene.certainty import rank_ranges
from scene.row_words import note
from scene.simulated import label

if TYPE_CHECKING:
    from geo.query import Result
    from scene.figures import Figures


def table_of(result: Result, figures: Figures, *, honest: bool = False) -> pd.DataFrame:
    """Return the figures of a map as one table, columns named for readers, ordered by rank.

    `honest` adds the best and the worst rank that the intervals leave open.
    """
    say, values = figures.say, result.values
    names = {say("Region"): pd.Series(figures.region_names())}
    columns: dict[str, pd.Series] = {say("Rank"): result.ranks.astype("Int64"), **names, say("Value"): values}
    if figures.entry.classes:  # categories have no rank
        columns = {**names, say("Category"): values.map(figures.value, na_action="ignore")}
    if result.lower is not None and result.upper is not None:
        columns[say("From")], columns[say("To")] = result.lower, result.upper
    ranges = rank_ranges(result) if honest and not figures.entry.classes else None
    if ranges is not None:
        columns[say("Best rank")], columns[say("Worst rank")] = (ranges[k].astype("Int64") for k in ("best", "worst"))
    columns[figures.measure_unit.capitalize() or say("Amount")] = result.amount
    columns[say("Note")] = pd.Series({code: _note(result, figures, str(code)) for code in values.index})
    table = pd.DataFrame(columns)
    if figures.entry.classes:
        return table.loc[values.sort_values(ascending=False, kind="stable").index]
    return table.sort_values(say("Rank"), na_position="last", kind="stable")


def _note(result: Result, figures: Figures, code: str) -> str:
    known = bool(np.isfinite(result.values[code]))
    interval = known and result.lower is not None and bool(np.isfinite(result.lower[code]))
    made_up = label(result, figures.say) if (known and result.simulated) or interval else ""
    return note(str(result.status[code]), figures.say, made_up=made_up, below=result.below[code])
