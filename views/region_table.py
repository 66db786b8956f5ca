"""The table twin of the region page: every group, downloadable, and the way from a group to its map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.provenance import provenance
from scene.row_words import note_of, rank_range
from views.download import zipped
from views.region_portfolio import axis_title

if TYPE_CHECKING:
    from scene.address import ViewState
    from scene.figures import Figures
    from scene.region_profile import Profile
    from views.region_portfolio import Upright

_PICKED = "c_group"
_TABLE = "t_groups"


def table_of(profile: Profile, figures: Figures, *, up: Upright | None = None) -> pd.DataFrame:
    """Return every group of the region with columns named for readers, the highest quotient first.

    `up` is what the picture of sizes shows upright: growth or wages get a column of their own.
    """
    say, groups = figures.say, profile.groups
    names = figures.dataset.industry_names(say.lang)
    table = pd.DataFrame(
        {
            figures.industry_word.capitalize(): [names[str(code)] for code in groups.index],
            figures.measure_unit.capitalize(): groups["amount"],
            say("Share here, %"): 100 * groups["share"],
            say("Average share, %"): 100 * groups["reference_share"],
            say("Quotient"): groups["quotient"],
            say("From"): groups["lower"],
            say("To"): groups["upper"],
            say("Rank"): groups["rank"].astype("Int64"),
            say("Regions ranked"): groups["ranked"],
            say("Rank may be"): [rank_range(row, figures) for _, row in groups.iterrows()],
            say("Note"): [note_of(row, figures) for _, row in groups.iterrows()],
        },
        index=groups.index,
    ).sort_values(say("Quotient"), ascending=False, na_position="last", kind="stable")
    if up is not None and up.kind != "share":
        place = list(table.columns).index(say("Rank"))
        table.insert(place, axis_title(up, figures), up.values if up.kind == "wage" else 100 * up.values)
    return table if groups["lower"].notna().any() else table.drop(columns=[say("From"), say("To"), say("Rank may be")])


def show_table(view: ViewState, profile: Profile, figures: Figures, *, up: Upright) -> None:
    """Draw the table; a chosen row leads to the map of its group."""
    say, table = figures.say, table_of(profile, figures, up=up)
    codes = tuple(str(code) for code in table.index)
    _show_way_to_map(view, profile, figures, codes)
    decimals = figures.dataset.manifest.measure(profile.query.measure).decimals
    two = st.column_config.NumberColumn(format="%.2f")
    config = {name: two for name in table.columns if name in {say("Quotient"), say("From"), say("To")}}
    config |= {
        name: st.column_config.NumberColumn(format="%.2f%%") for name in (say("Share here, %"), say("Average share, %"))
    }
    if up.kind != "share":
        config[axis_title(up, figures)] = st.column_config.NumberColumn(
            format="localized" if up.kind == "wage" else "%.1f%%", step=1.0 if up.kind == "wage" else None
        )
    amounts = st.column_config.NumberColumn(format="localized", step=10.0**-decimals)
    st.dataframe(
        table,
        hide_index=True,
        height=min(36 * (len(table) + 1) + 2, 620),
        column_config=config | {figures.measure_unit.capitalize(): amounts},
        on_select=lambda: _pick(codes),
        selection_mode="single-row",
        placeholder="–",
        key=_TABLE,
        alt=say("Table of all groups of this region with share, quotient, interval and rank"),
    )


def _show_way_to_map(view: ViewState, profile: Profile, figures: Figures, codes: tuple[str, ...]) -> None:
    say = figures.say
    names = figures.dataset.industry_names(say.lang)
    if st.session_state.get(_PICKED) not in codes:
        st.session_state[_PICKED] = None
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(say("Choose a row, or type its name"), codes, index=None, key=_PICKED, width=420,
                     format_func=lambda code: names.get(code, code), filter_mode="contains",
                     placeholder=say("Type a name"))  # fmt: skip
        picked = st.session_state[_PICKED]
        if st.button(say("Show on the map"), disabled=picked is None, key="to_map", type="primary"):
            st.switch_page(st.session_state["pages"]["map"], query_params=map_address(view, profile, str(picked)))
        if st.button(say("Industry page"), disabled=picked is None, key="to_industry"):
            st.switch_page(st.session_state["pages"]["industry"], query_params=map_address(view, profile, str(picked)))


def map_address(view: ViewState, profile: Profile, group: str) -> dict[str, str]:
    """Return the parameters of the map of a group with this region selected and all else kept."""
    kept = {key: value for key, value in st.query_params.to_dict().items() if key not in {"depth", "groups", "view"}}
    if view.query.measure != profile.query.measure:
        kept = {key: value for key, value in kept.items() if key not in {"measure", "ind", "min", "scheme"}}
    return kept | {"data": profile.query.dataset, "level": profile.query.level, "item": group, "region": profile.region}


def _pick(codes: tuple[str, ...]) -> None:
    rows = st.session_state[_TABLE].selection.rows
    st.session_state[_PICKED] = codes[rows[0]] if rows else None


def packed(profile: Profile, figures: Figures, *, version: str, name: str, up: Upright | None = None) -> bytes:
    """Return a ZIP file with the table and its provenance."""
    origin = provenance(figures.dataset, profile.query, version=version, table=profile)
    origin |= {"region_code": profile.region, "industry_code": "all of the level"}
    return zipped(name, table_of(profile, figures, up=up).rename_axis("industry_code"), origin)
