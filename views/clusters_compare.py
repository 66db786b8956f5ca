"""Two clusters side by side: the same figures of both in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from views import clusters_model as model
from views import state
from views.clusters_words import SIZES, industry, jobs, metres, names, warning
from views.data_tables import Number, html_table

if TYPE_CHECKING:
    from geo.cluster_card import ClusterCard
    from scene.figures import Figures
    from views.clusters_model import Found
    from views.data_tables import Cell

_LISTED = 3


def show_compare(found: Found, chosen: str, figures: Figures) -> None:
    """Draw the choice of the second cluster and the table of both; the first is the one that is open."""
    say, texts = figures.say, names(found, figures.say)
    others = [code for code in texts if code != chosen]
    if not others:
        st.info(say("There is only one cluster: nothing to compare it with."))
        return
    beside = st.query_params.get("beside", "")
    beside = beside if beside in others else others[0]
    st.session_state["c_beside"] = beside
    st.selectbox(say("Compare with"), others, key="c_beside", format_func=texts.__getitem__, width=420,
                 filter_mode="contains",
                 on_change=lambda: state.change(beside=st.session_state["c_beside"]))  # fmt: skip
    cards = [model.card_of(found, code, figures.query.level) for code in (chosen, beside)]
    columns = [_column(card, found, figures) for card in cards]
    rows: list[list[Cell]] = [[name, *(column[name] for column in columns)] for name in columns[0]]
    header = [say("Figure"), texts[chosen], texts[beside]]
    st.html(f'<p class="rs-lead">{warning(found, say)}</p><div class="rs-beside">{html_table(header, rows)}</div>')


def _column(card: ClusterCard, found: Found, figures: Figures) -> dict[str, Cell]:
    """Return the figures of one cluster by their names."""
    say, record = figures.say, card.record
    row = found.table.loc[[card.cluster_id]].iloc[0]
    small = card.anchors.small
    told: dict[str, Cell] = {
        say("Enterprises"): Number(say.number(record["enterprises"], decimals=0)),
        figures.jobs_unit.capitalize(): Number(jobs(record["employees"], str(record["hidden"]), say)),
        say("Share"): Number(say.percent(float(row["share"]))),
        say("Area, km²"): Number(say.number(record["area_km2"], decimals=1)),
        say("Enterprises per km²"): Number(say.number(record["density_km2"], decimals=0)),
        say("Density against chance"): Number(say.number(card.chance["ratio"])),
        say("Anchors"): Number(say.number(card.anchors.number, decimals=0)),
        say("Small enterprises"): Number(say.percent(small["share"])),
        say("From a small one to an anchor"): Number(metres(small["median_distance_m"], say)),
    }
    if card.links is not None:
        told[say("Links that stay inside")] = Number(say.percent(card.links["share_inside"]))
    total = float(card.sizes["enterprises"].sum())
    for size, text in SIZES.items():
        n = float(card.sizes["enterprises"].get(size, 0))
        told[say(text)] = Number(say.percent(n / total if total else np.nan))
    told[say("Leading industries")] = _leading(card, figures)
    told[say("Regions that it lies in")] = _regions(card, figures)
    return told


def _leading(card: ClusterCard, figures: Figures) -> str:
    rows = card.industries.head(_LISTED)
    return "; ".join(f"{industry(str(code), figures)} ({figures.say.number(row['location_quotient'])})"
                     for code, row in rows.iterrows())  # fmt: skip


def _regions(card: ClusterCard, figures: Figures) -> str:
    if card.regions is None:
        return "–"
    known = figures.dataset.region_names(figures.say.lang)
    return "; ".join(f"{known.get(str(code), str(code))} ({figures.say.percent(row['share'], decimals=0)})"
                     for code, row in card.regions.head(_LISTED).iterrows())  # fmt: skip
