"""Specialization, growth and size of the groups of a region in one picture; without years, wage or share for growth."""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from geo.manifest import in_language
from geo.schema import TOTAL
from views.ink import current_ink, finished

if TYPE_CHECKING:
    from geo.store import Store
    from views.figures import Figures
    from views.ink import Ink
    from views.region_profile import Profile

NAMED = 6
"""Groups that are named in the picture; all are named when the pointer is over them."""
_HEIGHT = 460
_NARROW_PX = 500
_NAME_SIZE = (0.24, 0.06)  # width and height of a name as fractions of the picture
_ENDS = (0.125, 8.0)
_TICKS = (0.125, 0.25, 0.5, 0.7, 1, 1.5, 2, 3, 4, 6, 8)


@dataclass(frozen=True, slots=True, eq=False)
class Upright:
    """What the upright axis shows: `growth` a year, the `wage` of each group, or its `share` of the region.

    `values` is on ``industry_code``; `middle` is the value of the whole region; growth is between the `years`.
    """

    kind: str
    values: pd.Series
    middle: float
    years: tuple[int, int] = (0, 0)


def upright(profile: Profile, figures: Figures, store: Store) -> Upright:
    """Find the best that the data allow: growth, else wages, else the share of the region. Growth is never invented."""
    query, dataset = profile.query, figures.dataset
    years = [year for year in dataset.years(query.measure) if year <= query.year]
    if len(years) > 1:
        span = (("end", str(years[-1])), ("start", str(years[0])))
        table = store.computed(replace(query, indicator="growth", options=span))
        values = cast("pd.Series", table.values.loc[profile.region])
        return Upright("growth", values, 0.0, (years[0], years[-1]))
    wages = str(dataset.manifest.default.get("wages", ""))
    if wages and query.year in dataset.years(wages):
        table = store.computed(replace(query, indicator="value", measure=wages, options=()))
        values = cast("pd.Series", table.values.loc[profile.region])
        return Upright("wage", values, _whole(profile, figures, wages))
    return Upright("share", profile.groups["share"], float("nan"))


def _whole(profile: Profile, figures: Figures, measure: str) -> float:
    """Return a figure of the whole region, published under the code of the total."""
    rows = figures.dataset.statistics
    at = (rows["measure"] == measure) & (rows["year"] == profile.query.year) & (rows["industry_code"] == TOTAL)
    found = rows.loc[at & (rows["region_code"] == profile.region), "value"]
    return float(found.iloc[0]) if len(found) else float("nan")


def show_portfolio(profile: Profile, up: Upright, figures: Figures) -> None:
    """Draw a circle for each group that reaches the minimum: quotient across, growth upright, amount as its area."""
    say = figures.say
    rows = profile.ranked.assign(upright=up.values)
    drawn = rows[(rows["quotient"] > 0) & rows["upright"].notna()]
    if drawn.empty:
        st.info(say("There are no figures to draw. Lower the minimum or choose another group."))
        return
    lead = f"{axis_title(up, figures)}: {_reading(up, figures)}"
    st.html(f'<p class="rs-lead">{html.escape(lead)}</p>')
    chart = _bubbles(_named(drawn, up, figures), up, figures, current_ink())
    st.altair_chart(chart, width="stretch", theme=None, alt=lead)
    if up.kind != "growth":
        st.info(without_growth(figures), icon=":material/info:")


def without_growth(figures: Figures) -> str:
    """Say why no growth is shown and what would bring it."""
    measure = in_language(figures.dataset.manifest.measure(figures.query.measure).title, figures.say.lang)
    return figures.say(
        "Growth is not shown: of “{measure}” one year is known. With figures of several years (table years, or more "
        "years in the dataset) the upright axis shows the growth of each group.", measure=measure,
    )  # fmt: skip


def axis_title(up: Upright, figures: Figures) -> str:
    """Name what is shown upright, with its unit."""
    say, manifest = figures.say, figures.dataset.manifest
    if up.kind == "growth":
        return say("Growth a year, {first} to {last}", first=up.years[0], last=up.years[1])
    if up.kind == "wage":
        measure = manifest.measure(str(manifest.default["wages"]))
        return f"{in_language(measure.title, say.lang)}, {in_language(measure.unit, say.lang)}"
    return say("Share of the region's total")


def _reading(up: Upright, figures: Figures) -> str:
    say = figures.say
    if up.kind == "growth":
        return say("upper right means specialized and growing, lower right specialized and shrinking.")
    if up.kind == "wage" and np.isfinite(up.middle):
        return say("upper right means specialized, with wages above those of the region as a whole.")
    return say("upper right means specialized and large.")


def _text(value: float, up: Upright, figures: Figures) -> str:
    return figures.say.number(value, decimals=0) if up.kind == "wage" else figures.say.percent(value)


def _named(drawn: pd.DataFrame, up: Upright, figures: Figures) -> pd.DataFrame:
    """Give each circle its texts; only the largest and the most specialized are named on the picture."""
    say, names = figures.say, figures.dataset.industry_names(figures.say.lang)
    titles = [names[str(code)] for code in drawn.index]
    shown = _with_room(drawn)
    return pd.DataFrame(
        {
            "name": titles,
            "label": [title if code in shown else "" for code, title in zip(drawn.index, titles, strict=True)],
            "quotient": drawn["quotient"].clip(*_ENDS),
            "upright": drawn["upright"],
            "amount": drawn["amount"],
            "across_text": [_quotient(row, figures) for _, row in drawn.iterrows()],
            "upright_text": [f"{axis_title(up, figures)}: {_text(value, up, figures)}" for value in drawn["upright"]],
            "amount_text": [figures.amount(value) for value in drawn["amount"]],
            "strong": np.where(drawn["quotient"] >= 1, say("above the average share"), say("below the average share")),
        },
        index=drawn.index,
    )


def _with_room(drawn: pd.DataFrame) -> set[str]:
    """Choose the groups to name: the most specialized and the largest, each only where no other name stands."""
    across, up = np.log2(drawn["quotient"].clip(*_ENDS)), drawn["upright"]
    wide, high = max(float(across.max() - across.min()), 0.1), max(float(up.max() - up.min()), 1e-9)
    by_quotient, by_amount = (drawn.sort_values(column, ascending=False).index for column in ("quotient", "amount"))
    placed: dict[str, tuple[float, float]] = {}
    for code in (code for pair in zip(by_quotient, by_amount, strict=True) for code in pair):
        x, y = float(across[code]) / wide, float(up[code]) / high
        free = all(abs(x - a) > _NAME_SIZE[0] or abs(y - b) > _NAME_SIZE[1] for a, b in placed.values())
        if free and len(placed) < NAMED and code not in placed:
            placed[code] = (x, y)
    return set(placed)


def _quotient(row: pd.Series, figures: Figures) -> str:
    say, text = figures.say, figures.say.number(row["quotient"])
    if not np.isfinite(row["lower"]):
        return say("quotient {value}", value=text)
    bounds = say("{low} to {high}", low=say.number(row["lower"]), high=say.number(row["upper"]))
    return say("quotient {value}", value=f"{text} ({bounds})")


def _bubbles(rows: pd.DataFrame, up: Upright, figures: Figures, ink: Ink) -> alt.LayerChart:
    say = figures.say
    comma = alt.Undefined if say.lang == "en" else "replace(datum.label, '.', ',')"
    low, high = float(rows["quotient"].min()) * 0.85, float(rows["quotient"].max()) * 1.25
    across = alt.Scale(type="log", base=2, domain=[min(low, 0.8), max(high, 1.25)], nice=False)
    form = ",.0f" if up.kind == "wage" else "%"
    spaced = alt.Undefined if say.lang == "en" else "replace(datum.label, regexp(',', 'g'), '\u00a0')"
    x = alt.X("quotient:Q", scale=across, title=say("Times the average share"),
              axis=alt.Axis(format="~g", labelExpr=comma, values=_TICKS))  # fmt: skip
    y = alt.Y("upright:Q", scale=alt.Scale(zero=up.kind == "share", nice=True, padding=18), title=None,
              axis=alt.Axis(format=form, labelExpr=spaced, tickCount=6))  # fmt: skip
    base = alt.Chart(rows).encode(x=x, y=y)
    tips = [alt.Tooltip(f"{name}:N", title=" ") for name in ("name", "across_text", "upright_text", "amount_text")]
    colours = alt.Scale(domain=[say("above the average share"), say("below the average share")],
                        range=["#e66101", "#5e3c99"])  # fmt: skip
    circles = base.mark_circle(opacity=0.8, stroke=ink.text, strokeWidth=0.8).encode(
        size=alt.Size("amount:Q", scale=alt.Scale(range=[30, 1600]), legend=None),
        color=alt.Color("strong:N", scale=colours, legend=None),
        tooltip=tips,
        order=alt.Order("amount:Q", sort="descending"),
    )
    shown = alt.expr(f"width < {_NARROW_PX} ? 0 : 1")  # on a phone the names would cover the circles
    names = base.mark_text(dy=-13, color=ink.text, limit=240, fontWeight=500, opacity=shown)
    halo = base.mark_text(dy=-13, stroke=ink.ground, strokeWidth=4, limit=240, fontWeight=500, opacity=shown)
    lines = [alt.Chart(pd.DataFrame({"one": [1.0]})).mark_rule(color=ink.quiet, strokeDash=[4, 3]).encode(x="one:Q")]
    if np.isfinite(up.middle):
        whole = alt.Chart(pd.DataFrame({"whole": [up.middle]}))
        lines.append(whole.mark_rule(color=ink.quiet, strokeDash=[4, 3]).encode(y="whole:Q"))
    return finished([*lines, circles, halo.encode(text="label:N"), names.encode(text="label:N")], ink, height=_HEIGHT)
