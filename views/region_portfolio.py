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
from views.chart_names import LINE_PX, Circle, Name, placed
from views.ink import current_ink, finished

if TYPE_CHECKING:
    from geo.store import Store
    from scene.figures import Figures
    from scene.region_profile import Profile
    from views.ink import Ink

NAMED = 7
"""Groups that are named in a wide picture, fewer on a phone; all are named when the pointer is over them."""
_HEIGHT, _PLOT_PX = 460, 390  # of the whole, and at least of what stands within the axes
_WIDTHS = ((270, 16, 4), (440, 20, 5), (780, 27, NAMED))
"""Least width of the picture on a phone, on a tablet and on a desk, the letters of a line and the names there."""
_AREA = (30.0, 1600.0)
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
    chosen = st.query_params.get("item", "")
    chart = _bubbles(_named(drawn, up, figures, chosen=chosen), up, figures, current_ink())
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


def _named(drawn: pd.DataFrame, up: Upright, figures: Figures, *, chosen: str = "") -> pd.DataFrame:
    """Give each circle its texts, and those that are named on the picture the place of their name."""
    say, names = figures.say, figures.dataset.industry_names(figures.say.lang)
    rows = pd.DataFrame(
        {
            "name": [names[str(code)] for code in drawn.index],
            "quotient": drawn["quotient"].clip(*_ENDS),
            "upright": drawn["upright"],
            "amount": drawn["amount"],
            "across_text": [_quotient(row, figures) for _, row in drawn.iterrows()],
            "upright_text": [f"{axis_title(up, figures)}: {_text(value, up, figures)}" for value in drawn["upright"]],
            "amount_text": [figures.amount(value) for value in drawn["amount"]],
            "strong": np.where(drawn["quotient"] >= 1, say("above the average share"), say("below the average share")),
            "chosen": drawn.index == chosen,
        },
        index=drawn.index,
    )
    return rows.join(_places(rows, up))


def _places(rows: pd.DataFrame, up: Upright) -> pd.DataFrame:
    """Place names for each width: of the chosen group, and of the most specialized and the largest in turn.

    Columns ``text_0``, ``align_0``, ``dx_0``, ``dy_0`` are of the narrowest picture, ``_1`` and ``_2`` of wider ones.
    """
    by = [np.argsort(-rows[column].to_numpy(dtype=float), kind="stable") for column in ("quotient", "amount")]
    wanted = [int(i) for pair in zip(*by, strict=True) for i in pair]
    always = [*(int(i) for i in np.flatnonzero(rows["chosen"])), *wanted[:2]]
    columns: dict[str, list[object]] = {}
    for tier, (width, letters, most) in enumerate(_WIDTHS):
        found = placed(_circles(rows, up, width), wanted, width=width, height=_PLOT_PX, letters=letters, most=most,
                       always=always)  # fmt: skip
        named = [found.get(i, Name("", "center", 0, 0)) for i in range(len(rows))]
        for part in ("text", "align", "dx", "dy"):
            columns[f"{part}_{tier}"] = [getattr(name, part) for name in named]
    return pd.DataFrame(columns, index=rows.index)


def _circles(rows: pd.DataFrame, up: Upright, width: float) -> list[Circle]:
    """Return the circles in pixels as a picture of that width draws them."""
    (left, right), (low, high) = np.log2(_across(rows)), _upright(rows, up)
    x = (np.log2(rows["quotient"].to_numpy(dtype=float)) - left) / (right - left) * width
    y = (rows["upright"].to_numpy(dtype=float) - low) / (high - low) * _PLOT_PX
    share = rows["amount"].to_numpy(dtype=float) / max(float(rows["amount"].max()), 1e-9)
    radius = np.sqrt((_AREA[0] + (_AREA[1] - _AREA[0]) * share) / np.pi)
    at = zip(x.tolist(), y.tolist(), radius.tolist(), rows["name"], strict=True)
    return [Circle(*place) for place in at]


def _across(rows: pd.DataFrame) -> list[float]:
    """Return the ends of the axis of quotients, with 1 and room for the circles between."""
    return [min(float(rows["quotient"].min()) * 0.85, 0.8), max(float(rows["quotient"].max()) * 1.2, 1.25)]


def _upright(rows: pd.DataFrame, up: Upright) -> list[float]:
    """Return the ends of the upright axis, with the value of the whole region and room for the circles between."""
    also = (0.0,) if up.kind == "share" else (up.middle,) if np.isfinite(up.middle) else ()
    marks = [*rows["upright"], *also]
    low, high = float(min(marks)), float(max(marks))
    room = 0.09 * (high - low) or 0.1 * max(abs(high), 1e-9)
    return [low - room, high + room]


def _quotient(row: pd.Series, figures: Figures) -> str:
    say, text = figures.say, figures.value(row["quotient"])
    if not np.isfinite(row["lower"]):
        return say("quotient {value}", value=text)
    bounds = say("{low} to {high}", low=say.number(row["lower"]), high=say.number(row["upper"]))
    return say("quotient {value}", value=f"{text} ({bounds})")


def _bubbles(rows: pd.DataFrame, up: Upright, figures: Figures, ink: Ink) -> alt.LayerChart:
    say = figures.say
    comma = alt.Undefined if say.lang == "en" else "replace(datum.label, '.', ',')"
    across = alt.Scale(type="log", base=2, domain=_across(rows), nice=False)
    form = ",.0f" if up.kind == "wage" else "%"
    spaced = alt.Undefined if say.lang == "en" else "replace(datum.label, regexp(',', 'g'), '\u00a0')"
    x = alt.X("quotient:Q", scale=across, title=say("Times the average share"),
              axis=alt.Axis(format="~g", labelExpr=comma, values=_TICKS))  # fmt: skip
    y = alt.Y("upright:Q", scale=alt.Scale(domain=_upright(rows, up), nice=False, zero=False), title=None,
              axis=alt.Axis(format=form, labelExpr=spaced, tickCount=6))  # fmt: skip
    base = alt.Chart(rows).encode(x=x, y=y)
    tips = [alt.Tooltip(f"{name}:N", title=" ") for name in ("name", "across_text", "upright_text", "amount_text")]
    colours = alt.Scale(domain=[say("above the average share"), say("below the average share")],
                        range=["#e66101", "#5e3c99"])  # fmt: skip
    areas = alt.Scale(range=list(_AREA), domain=[0, float(rows["amount"].max())])
    circles = base.mark_circle(opacity=0.8, stroke=ink.text).encode(
        strokeWidth=alt.condition("datum.chosen", alt.value(3), alt.value(0.8)),
        size=alt.Size("amount:Q", scale=areas, legend=None),
        color=alt.Color("strong:N", scale=colours, legend=None),
        tooltip=tips,
        order=alt.Order("amount:Q", sort="descending"),
    )
    lines = [alt.Chart(pd.DataFrame({"one": [1.0]})).mark_rule(color=ink.quiet, strokeDash=[4, 3]).encode(x="one:Q")]
    if np.isfinite(up.middle):
        whole = alt.Chart(pd.DataFrame({"whole": [up.middle]}))
        lines.append(whole.mark_rule(color=ink.quiet, strokeDash=[4, 3]).encode(y="whole:Q"))
    return finished([*lines, circles, *_names(base, ink)], ink, height=_HEIGHT)


def _names(base: alt.Chart, ink: Ink) -> list[alt.Chart]:
    """Write the names where they have room at the width that the picture has, on the ground of the page."""
    middle, wide = _WIDTHS[1][0], _WIDTHS[2][0]

    def at(part: str) -> alt.ExprRef:
        return alt.ExprRef(f"width < {middle} ? datum.{part}_0 : width < {wide} ? datum.{part}_1 : datum.{part}_2")

    def written(colour: str, *, halo: float) -> alt.Chart:
        chart: alt.Chart = base.mark_text(
            text=at("text"), align=at("align"), dx=at("dx"), dy=at("dy"), lineBreak="\n", baseline="middle",
            lineHeight=LINE_PX, fontWeight=500, color=colour, stroke=colour, strokeWidth=halo,
        )  # fmt: skip
        return chart

    return [written(ink.ground, halo=4), written(ink.text, halo=0)]
