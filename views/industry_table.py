"""The table twin of the industry page: every region, downloadable, and the way from a region to its own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.provenance import provenance
from scene.row_words import note_of, rank_range
from views import state
from views.download import zipped

if TYPE_CHECKING:
    from scene.address import ViewState
    from scene.figures import Figures
    from views.industry_profile import Spread

_TABLE = "t_spread"
_PICKED = "c_spread_region"


def table_of(spread: Spread, figures: Figures) -> pd.DataFrame:
    """Return every region with columns named for readers, the highest quotient first."""
    say, rows = figures.say, spread.regions
    names = figures.region_names()
    table = pd.DataFrame(
        {
            say("Rank"): rows["rank"].astype("Int64"),
            say("Region"): [names[str(code)] for code in rows.index],
            say("Quotient"): rows["quotient"],
            say("From"): rows["lower"],
            say("To"): rows["upper"],
            say("Rank may be"): [rank_range(row, figures) for _, row in rows.iterrows()],
            figures.measure_unit.capitalize(): rows["amount"],
            say("Share of the group, %"): 100 * rows["share"],
            say("Share of everything, %"): 100 * rows["weight"],
            say("Note"): [note_of(row, figures) for _, row in rows.iterrows()],
        },
        index=rows.index,
    ).sort_values(say("Rank"), na_position="last", kind="stable")
    return table if rows["lower"].notna().any() else table.drop(columns=[say("From"), say("To"), say("Rank may be")])


def show_table(view: ViewState, spread: Spread, figures: Figures) -> None:
    """Draw the table; a chosen row is the selected region everywhere."""
    say, table = figures.say, table_of(spread, figures)
    codes = tuple(str(code) for code in table.index)
    names = figures.region_names()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.session_state[_PICKED] = view.region if view.region in codes else None
        st.selectbox(say("Choose a row, or type its name"), codes, index=None, key=_PICKED, width=420,
                     format_func=lambda code: names.get(code, code), filter_mode="contains",
                     placeholder=say("Type a name"),
                     on_change=lambda: state.change(region=st.session_state[_PICKED]))  # fmt: skip
        for page, label in (("region", say("Region page")), ("map", say("Show on the map"))):
            if st.button(label, disabled=view.region not in codes, key=f"to_{page}"):
                st.switch_page(st.session_state["pages"][page], query_params=address(view, spread))
    decimals = figures.dataset.manifest.measure(spread.query.measure).decimals
    two = st.column_config.NumberColumn(format="%.2f")
    per_cent = st.column_config.NumberColumn(format="%.2f%%")
    config = {name: two for name in table.columns if name in {say("Quotient"), say("From"), say("To")}}
    config |= dict.fromkeys((say("Share of the group, %"), say("Share of everything, %")), per_cent)
    config[figures.measure_unit.capitalize()] = st.column_config.NumberColumn(format="localized", step=10.0**-decimals)
    st.dataframe(
        table,
        hide_index=True,
        height=min(36 * (len(table) + 1) + 2, 620),
        column_config=config,
        on_select=lambda: _pick(codes),
        selection_mode="single-row",
        placeholder="–",
        key=_TABLE,
        alt=say("Table of all regions with quotient, interval, rank and shares"),
    )


def address(view: ViewState, spread: Spread) -> dict[str, str]:
    """Return the parameters of the same group on another page, with the level and the region of this one."""
    dropped = {"view", "measure", "ind", "min", "scheme"} if view.query.measure != spread.query.measure else {"view"}
    kept = {key: value for key, value in st.query_params.to_dict().items() if key not in dropped}
    query = spread.query
    return kept | {"data": query.dataset, "level": query.level, "item": query.industry_code, "region": view.region}


def _pick(codes: tuple[str, ...]) -> None:
    rows = st.session_state[_TABLE].selection.rows
    if rows:
        state.change(region=codes[rows[0]])


def packed(spread: Spread, figures: Figures, *, version: str, name: str) -> bytes:
    """Return a ZIP file with the table and its provenance."""
    origin = provenance(figures.dataset, spread.query, version=version, table=spread)
    return zipped(name, table_of(spread, figures).rename_axis("region_code"), origin)
