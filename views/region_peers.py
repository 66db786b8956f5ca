"""Regions to compare a region with, chosen by a stated rule, and the two of them side by side."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import streamlit as st

from geo.errors import RegioscopeError
from geo.lazy import Lazy
from scene.errors_words import in_words
from scene.i18n import N_
from views import state
from views.ink import current_ink
from views.region_charts import pairs

if TYPE_CHECKING:
    from geo.query import Table
    from scene.figures import Figures
    from scene.region_profile import Profile

RULES = {
    "structure": N_("the most similar mix of groups"),
    "size": N_("the most similar size"),
    "distance": N_("the nearest"),
}
"""Rules by which peers are chosen, in the order of the menu."""
RULE, PEER = "peers", "peer"
"""Address parameters: the rule, and the region to compare with."""
SHOWN = 8
_DIFFERENT = 12
_HERE = "#e66101"
_module = Lazy("geo.peers")


def peers(table: Table, region: str, figures: Figures, *, rule: str) -> pd.DataFrame:
    """Return the peers of a region by a rule, nearest first, with their total, the ratio of sizes and what is measured.

    Raises
    ------
    RegioscopeError
        If the rule cannot be applied to these data.
    """
    regions = figures.dataset.regions_at(table.query.level)
    found: pd.DataFrame = _module.peers(table.activity, region, rule=rule, n=SHOWN, regions=regions)
    return found


def gap(table: Table, region: str, peer: str) -> float:
    """Return Krugman's index between two regions: 0 the same mix, 2 nothing in common."""
    everyone = _module.peers(table.activity, region, rule="structure", n=len(table.activity.values))
    return float(everyone["value"].to_dict().get(peer, np.nan))


def show_peers(profile: Profile, table: Table, figures: Figures) -> None:
    """Draw the rule, the peers with the reason for each, and the comparison with one of them."""
    say = figures.say
    rule = st.query_params.get(RULE, "")
    rule = rule if rule in RULES else next(iter(RULES))
    st.session_state["c_peers"] = rule
    st.radio(say("Whom to compare with"), list(RULES), key="c_peers", horizontal=True,
             format_func=lambda name: say(RULES[name]),
             on_change=lambda: state.change(peers=st.session_state["c_peers"]))  # fmt: skip
    try:
        found = peers(table, profile.region, figures, rule=rule)
    except RegioscopeError as error:
        st.error(say("The peers cannot be found: {problem}", problem=in_words(error, say)))
        return
    if found.empty:
        st.info(say("There is no other region with figures to compare with."))
        return
    st.html(_list(found, figures, rule))
    _show_comparison(profile, table, figures, first=str(found.index[0]))


def reason(row: pd.Series, figures: Figures, *, rule: str) -> str:
    """Say why a region is a peer."""
    say = figures.say
    if rule == "size":
        return say("{ratio} times the size", ratio=say.number(row["size_ratio"]))
    if rule == "distance":
        return say("{km} km away", km=say.number(row["value"], decimals=0))
    return say("mix of groups differs by {value} (0: the same, 2: nothing in common)", value=say.number(row["value"]))


def _list(found: pd.DataFrame, figures: Figures, rule: str) -> str:
    say, names = figures.say, figures.region_names()
    heads = (say("Region"), say("Why it is a peer"), figures.measure_unit.capitalize())
    rows = []
    for code, row in found.iterrows():
        cells = (reason(row, figures, rule=rule), figures.say.number(row["total"], decimals=0))
        labelled = zip(heads[1:], cells, strict=True)
        rest = "".join(f'<td data-label="{html.escape(h)}">{html.escape(text)}</td>' for h, text in labelled)
        rows.append(f'<tr><th scope="row">{html.escape(names[str(code)])}</th>{rest}</tr>')
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in heads)
    return f'<table class="rs-table"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _show_comparison(profile: Profile, table: Table, figures: Figures, *, first: str) -> None:
    """Draw the two regions side by side: the shares that differ most."""
    say, names = figures.say, figures.region_names()
    asked = st.query_params.get(PEER, "")
    peer = asked if asked in names and asked != profile.region else first
    codes = sorted((code for code in names if code != profile.region), key=names.__getitem__)
    st.session_state["c_peer"] = peer
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(say("Side by side with"), codes, key="c_peer", format_func=names.__getitem__, width=420,
                     filter_mode="contains",
                     on_change=lambda: state.change(peer=st.session_state["c_peer"]))  # fmt: skip
        st.button(say("Open this region"), key="open_peer", on_click=lambda: state.change(region=peer, peer=None))
    rows = _shares(profile, table, figures, peer)
    if rows.empty:
        st.info(say("The two regions have no known figure in common."))
        return
    between = say("Mix of groups: {region} and {peer} differ by {value} (Krugman's index: 0 the same, 2 nothing in "
                  "common).", region=names[profile.region], peer=names[peer],
                  value=say.number(gap(table, profile.region, peer)))  # fmt: skip
    lead = say("The shares that differ most: filled circle {region}, open circle {peer}.",
               region=names[profile.region], peer=names[peer])  # fmt: skip
    st.html(f'<p class="rs-text">{html.escape(between)}</p><p class="rs-lead">{html.escape(lead)}</p>')
    st.altair_chart(pairs(rows, current_ink()), width="stretch", theme=None, alt=f"{between} {lead}")


def _shares(profile: Profile, table: Table, figures: Figures, peer: str) -> pd.DataFrame:
    """Return the groups whose shares in the two regions differ most."""
    say, activity = figures.say, table.activity
    there = activity.values.loc[peer] / float(activity.totals[peer])
    both = pd.DataFrame({"share": profile.groups["share"], "reference": there}).dropna()
    most = (both["share"] - both["reference"]).abs().nlargest(_DIFFERENT).index
    rows, industries = both.loc[most], figures.dataset.industry_names(say.lang)
    details = [f"{say.percent(row['share'])} · {say.percent(row['reference'])}" for _, row in rows.iterrows()]
    return rows.assign(name=[industries[str(code)] for code in rows.index], colour=_HERE, detail=details)
