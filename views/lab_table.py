"""How many definitions agree on each region: the robustness of a cluster as a map and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.manifest import in_language
from geo.provenance import simulation
from geo.store import default_store
from layers.palettes import palette
from views import state
from views.download import show_download, zipped
from views.lab_how import show_how
from views.lab_words import need
from views.small_map import Look, show_small_map

if TYPE_CHECKING:
    from scene.figures import Figures
    from views.lab_model import Laboratory

_NONE = "#f1efe9"
_TABLE = "t_agreement"


def show_agreement(lab: Laboratory, figures: Figures, region: str) -> None:
    """Draw the map of how many definitions agree, its table twin, and what could not be asked."""
    say, usable = figures.say, lab.usable
    if not usable:
        st.info(
            say("None of the chosen definitions can be judged with these figures. The first tab says what each needs.")
        )
        return
    with st.container(horizontal=True, key="where"):
        with st.container(key="where_map"):
            _map(lab, figures, region)
        with st.container(key="where_bars"):
            _table(lab, figures)
    for result in lab.results.values():
        if result.missing:
            title, tables = in_language(result.rule.title, say.lang), ", ".join(need(t, say) for t in result.missing)
            st.caption(say("Not counted: {title} needs {tables}.", title=title, tables=tables))
    show_download(figures, ("definitions", figures.query.industry_code, figures.query.level),
                  lambda name: packed(lab, figures, name), key="download_lab")  # fmt: skip
    show_how(lab, figures, region)


def _map(lab: Laboratory, figures: Figures, region: str) -> None:
    say, rows, most = figures.say, lab.agreement(), len(lab.usable)
    ramp = [_NONE, *(palette("YlGnBu", most) if most > 1 else ("#2c7fb8",))]
    looks = {}
    for code, row in rows.iterrows():
        known, count = int(row["known"]), row["count"]
        if known:
            text = say("a cluster by {count} of {known} definitions", count=int(count), known=known)
            looks[str(code)] = Look(ramp[int(count)], text)
    keys = [(ramp[n], say("by {n} of {all}", n=n, all=most)) for n in range(most + 1)]
    show_small_map(looks, figures, default_store(), amounts=lab.activity.values[figures.query.industry_code],
                   region=region, keys=keys, key="agreement_map",
                   alt=say("Map: how many definitions call a region a cluster; the table holds the same."))  # fmt: skip


def table_of(lab: Laboratory, figures: Figures) -> pd.DataFrame:
    """Return every region with the number of definitions that agree and the verdict of each, most first."""
    say, rows, met = figures.say, lab.agreement(), lab.met()
    names = figures.region_names()
    words = {1.0: say("yes"), 0.0: say("no")}
    table = pd.DataFrame(
        {
            say("Region"): [names.get(str(code), str(code)) for code in rows.index],
            say("Definitions that agree"): rows["count"].astype("Int64"),
            say("Definitions asked"): rows["known"],
        },
        index=rows.index,
    )
    for name in met.columns:
        title = in_language(lab.results[name].rule.title, say.lang)
        table[title] = [words.get(value, "") for value in met[name]]
    order = [say("Definitions that agree"), say("Definitions asked")]
    return table.sort_values(order, ascending=False, na_position="last", kind="stable")


def _table(lab: Laboratory, figures: Figures) -> None:
    table = table_of(lab, figures)
    codes = tuple(str(code) for code in table.index)
    say = figures.say
    short = {
        long: st.column_config.NumberColumn(label, help=long)  # a phone shows both beside the name
        for long, label in (
            (say("Definitions that agree"), say("Agree")),
            (say("Definitions asked"), say("Asked")),
        )
    }
    st.dataframe(table, hide_index=True, height=420, key=_TABLE, column_config=short, selection_mode="single-row",
                 on_select=lambda: _pick(codes),
                 alt=say("Table of regions with the verdict of each definition"))  # fmt: skip


def _pick(codes: tuple[str, ...]) -> None:
    rows = st.session_state[_TABLE]["selection"]["rows"]
    if rows:
        state.change(region=codes[rows[0]])


def packed(lab: Laboratory, figures: Figures, name: str) -> bytes:
    """Return a ZIP file with the table, and with every rule, its version and its cuts."""
    query, dataset = lab.query, figures.dataset
    origin = {
        "dataset": dataset.key.id,
        "dataset_vintage": dataset.key.vintage,
        "measure": query.measure,
        "level": query.level,
        "industry_code": query.industry_code,
        "year": query.year,
        "rules": [result.told() | {"missing": list(result.missing)} for result in lab.results.values()],
        "sources": list(dataset.credits()),
        **simulation(lab.simulated, interval=False, whole=dataset.manifest.simulated),
    }
    return zipped(name, table_of(lab, figures).rename_axis("region_code"), origin)
