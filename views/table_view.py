"""The table twin of the map: the same figures, sortable, downloadable, and the way to select a region by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import streamlit as st

from geo.provenance import provenance
from views import state
from views.certainty import rank_ranges
from views.download import zipped
from views.row_words import note
from views.simulated import label

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler

    from geo.query import Result
    from views.figures import Figures
    from views.map_view import Drawing


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


def show_table(drawing: Drawing) -> None:
    """Draw the table; choosing a row selects its region."""
    figures, spots = drawing.figures, drawing.spots
    say, table = figures.say, table_of(drawing.result, figures, honest=drawing.certainty is not None)
    if spots is not None:
        table.insert(len(table.columns) - 1, say("Hot spots"), [spots.text(figures, str(code)) for code in table.index])
    st.caption(say("Click a column to sort it. Choose a row to select the region on the map."))
    picked = st.dataframe(
        _written(table, figures),
        hide_index=True,
        height=480,
        on_select="rerun",
        selection_mode="single-row",
        key="t_regions",
        alt=say("Table of all regions with rank, value and note"),
    )
    rows = picked.selection.rows
    if rows:
        code = str(table.index[rows[0]])
        if st.query_params.get("region") != code and st.session_state.get("t_last") != rows[0]:
            st.session_state["t_last"] = rows[0]
            state.change(region=code)
            st.rerun()


def _written(table: pd.DataFrame, figures: Figures) -> Styler:
    """Give the table the number format of the reader; it still sorts by the numbers themselves."""
    say, decimals = figures.say, figures.dataset.manifest.measure(figures.query.measure).decimals
    formats: dict[str, Any] = dict.fromkeys(
        [name for name in (say("Value"), say("From"), say("To")) if name in table.columns], figures.value
    )
    formats[figures.measure_unit.capitalize() or say("Amount")] = lambda amount: say.number(amount, decimals=decimals)
    return table.style.format(formats, na_rep="–")


def _note(result: Result, figures: Figures, code: str) -> str:
    known = bool(np.isfinite(result.values[code]))
    interval = known and result.lower is not None and bool(np.isfinite(result.lower[code]))
    made_up = label(result, figures.say) if (known and result.simulated) or interval else ""
    return note(str(result.status[code]), figures.say, made_up=made_up, below=result.below[code])


def packed(result: Result, figures: Figures, *, version: str, name: str) -> bytes:
    """Return a ZIP file with the table and its provenance."""
    origin = provenance(figures.dataset, result.query, version=version, table=result)
    return zipped(name, table_of(result, figures).rename_axis("region_code"), origin)
