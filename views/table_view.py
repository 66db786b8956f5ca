"""The table twin of the map: the same figures, sortable, downloadable, and the way to select a region by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.provenance import provenance
from scene.table import table_of
from views import state
from views.download import zipped

if TYPE_CHECKING:
    import pandas as pd
    from pandas.io.formats.style import Styler

    from geo.query import Result
    from scene.drawing import Drawing
    from scene.figures import Figures


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


def packed(result: Result, figures: Figures, *, version: str, name: str) -> bytes:
    """Return a ZIP file with the table and its provenance."""
    origin = provenance(figures.dataset, result.query, version=version, table=result)
    return zipped(name, table_of(result, figures).rename_axis("region_code"), origin)
