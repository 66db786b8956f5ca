"""Indices of one region or industry, each with its value, its place among the others, and its meaning in a sentence."""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from geo.errors import RegioscopeError
from geo.gather import Slice, with_own_tables
from geo.held import held
from geo.indicators import REGISTRY
from geo.query import tabulate
from scene.figures import Figures
from scene.simulated import badge
from views.industry_profile import other
from views.ink import current_ink, finished

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.dataset import Dataset
    from geo.indicator import Indicator
    from geo.query import Query, Table
    from geo.store import Store
    from views.ink import Ink

_ROW_PX = 56
_NARROW_PX = 620  # below this the rank stands under the line, not beside the title
_CLOSE = 1e-9  # values that differ by less are drawn on one spot


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """One index of one region or industry beside those of the others."""

    entry: Indicator
    table: Table
    code: str

    @property
    def values(self) -> pd.Series:
        """The index of every region or industry that has one."""
        found = self.table.values["value"].astype(float)
        return found[np.isfinite(found)]

    @property
    def value(self) -> float:
        """The index of this one."""
        return self.also("value")

    @property
    def rank(self) -> int:
        """Place of this one, 1 for the highest."""
        return int((self.values > self.value).sum()) + 1

    def also(self, column: str) -> float:
        """Return a further figure of this one, such as ``z_score``; NaN where there is none."""
        if column not in self.table.values.columns or self.code not in self.table.values.index:
            return float("nan")
        return float(self.table.values[column].to_dict()[self.code])

    def writer(self, figures: Figures) -> Figures:
        """Return the writer of the figures of this index."""
        return Figures(figures.say, figures.dataset, replace(self.table.query, industry_code=""))

    def text(self, figures: Figures) -> str:
        """Write the value."""
        return self.writer(figures).value(self.value)

    def place(self, figures: Figures) -> str:
        """Write the rank."""
        say = figures.say
        n, total = (say.number(number, decimals=0) for number in (self.rank, len(self.values)))
        return say("rank {n} of {total}", n=n, total=total)


def usable(names: Iterable[str], query: Query, figures: Figures) -> list[str]:
    """Names of those indices that the dataset has the tables for."""
    tables = held(figures.dataset, Slice(query.measure, query.level, query.industry_level, query.year))
    return [name for name in names if tables.issuperset(REGISTRY[name].needs)]


def tabulated(base: Table, query: Query, dataset: Dataset) -> Table:
    """Compute another indicator of the same table, once: the figures are not taken out of the dataset again.

    Raises
    ------
    RegioscopeError
        If the indicator cannot be computed on these data.
    """
    activity, entry = base.activity, REGISTRY[query.indicator]
    at = Slice(query.measure, query.level, query.industry_level, query.year)
    key = ("indicator", entry.name, *(f"{name}={value}" for name, value in query.options))
    needed = (*entry.needs, *entry.uses)
    return activity.once(key, lambda: tabulate(with_own_tables(activity, dataset, at, needed), query))


def answered(base: Table, query: Query, dataset: Dataset, store: Store) -> Table:
    """Answer another query: from the same table where it is about that, else from the store.

    Raises
    ------
    RegioscopeError
        If the indicator cannot be computed on these data.
    """
    fields = ("measure", "level", "industry_level", "year")
    if any(getattr(query, name) != getattr(base.query, name) for name in fields):
        return store.computed(query)
    same = (query.indicator, query.options) == (base.query.indicator, base.query.options)
    return base if same else tabulated(base, query, dataset)


def computed(names: Iterable[str], base: Table, code: str, figures: Figures) -> list[Index]:
    """Compute those indices that the dataset has the tables for; one that cannot be computed is left out."""
    found = []
    for name in usable(names, base.query, figures):
        try:
            table = tabulated(base, other(base.query, name), figures.dataset)
        except RegioscopeError:
            continue
        found.append(Index(REGISTRY[name], table, code))
    return [index for index in found if np.isfinite(index.value)]


def show_strips(found: list[Index], names: Mapping[str, str], figures: Figures, *, lead: str = "") -> None:
    """Draw a line for each index, from the lowest to the highest value, with a mark for everyone and a large one."""
    if lead:
        st.html(f'<p class="rs-lead">{html.escape(lead)}</p>')
    rows = pd.concat([_row(index, names, figures) for index in found], ignore_index=True)
    told = lead or " · ".join(figures.say(index.entry.title) for index in found)
    st.altair_chart(_strips(rows, current_ink()), width="stretch", theme=None, alt=told)


def _row(index: Index, names: Mapping[str, str], figures: Figures) -> pd.DataFrame:
    """Place everyone between the lowest and the highest value of one index."""
    writer, values = index.writer(figures), index.values
    low, high = float(values.min()), float(values.max())
    row = pd.DataFrame(
        {
            "index": figures.say(index.entry.title),
            "place": (values - low) / (high - low) if high - low > _CLOSE else values * 0 + 0.5,
            "name": [names.get(str(code), str(code)) for code in values.index],
            "text": _texts(values, writer),
            "own": values.index == index.code,
            "rank": "",
        }
    )
    row.loc[row["own"], "rank"] = f"{index.text(figures)} · {index.place(figures)}"
    return row


def _texts(values: pd.Series, writer: Figures) -> list[str]:
    """Write thousands of values as `Figures.value` does, in a fraction of its time."""
    if writer.entry.classes:
        return [writer.value(value) for value in values]
    scale, sign = (100.0, "%") if writer.entry.percent else (1.0, "")
    own = {} if writer.say.lang == "en" else {ord(","): "\u00a0", ord("."): ","}
    return [f"{value * scale:,.{writer.decimals}f}{sign}".translate(own) for value in values.to_numpy(dtype=float)]


def _strips(rows: pd.DataFrame, ink: Ink) -> alt.LayerChart:
    y = alt.Y("index:N", sort=None, axis=None)
    x = alt.X("place:Q", axis=None, scale=alt.Scale(domain=[0, 1]))
    tip = [alt.Tooltip("name:N", title=" "), alt.Tooltip("text:N", title=" ")]
    others = alt.Chart(rows[~rows["own"]]).encode(x=x, y=y, tooltip=tip)
    own = alt.Chart(rows[rows["own"]]).encode(y=y)
    # unseen at both ends, so that pictures one below the other start and end at the same place
    edge = own.mark_point(size=170, opacity=0, strokeWidth=1.2, yOffset=8)
    mark = own.mark_point(
        size=170, filled=True, opacity=1, color="#e66101", stroke=ink.text, strokeWidth=1.2, yOffset=8
    )
    narrow = f"width < {_NARROW_PX}"
    title = own.mark_text(align="left", dy=-13, color=ink.text, fontWeight=500,
                          limit=alt.expr(f"{narrow} ? width : width * 0.72"))  # fmt: skip
    rank = own.mark_text(align="right", dy=alt.expr(f"{narrow} ? 25 : -13"), color=ink.quiet)
    layers = [
        others.mark_tick(size=16, thickness=1.5, opacity=0.55, color="#7d8a94", yOffset=8),
        edge.encode(x=alt.value(0)),
        edge.encode(x=alt.value("width")),
        mark.encode(x=x, tooltip=tip),
        title.encode(x=alt.value(0), text="index:N"),
        rank.encode(x=alt.value("width"), text="rank:N"),
    ]
    whole: alt.LayerChart = finished(layers, ink, height=_ROW_PX * rows["index"].nunique())
    padded: alt.LayerChart = whole.properties(padding={"top": 10, "bottom": 4, "left": 2, "right": 2})
    return padded


def show_meanings(found: list[Index], figures: Figures, *, caption: str) -> None:
    """Draw the table of the indices: value, rank and what each one means."""
    say = figures.say
    heads = (say("Index"), say("Value"), say("Rank"), say("What it means"))
    rows = "".join(_meaning(index, heads, figures) for index in found)
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in heads)
    body = f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
    st.html(f'<table class="rs-table"><caption>{html.escape(caption)}</caption>{body}</table>')


def _meaning(index: Index, heads: tuple[str, ...], figures: Figures) -> str:
    say, made_up = figures.say, badge(index.table, figures.say)
    meaning = f"{say(index.entry.plain)} {say(index.entry.reading)}"
    texts = (index.text(figures), index.place(figures), meaning)
    cells = "".join(
        f'<td class="{style}" data-label="{html.escape(head)}">{html.escape(text)}</td>'
        for head, text, style in zip(heads[1:], texts, ("rs-whole", "rs-whole", ""), strict=True)
    )
    return f'<tr><th scope="row">{html.escape(say(index.entry.title))} {made_up}</th>{cells}</tr>'
