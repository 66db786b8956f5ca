"""Places that no other one beats in everything, drawn by two criteria with their names."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Literal

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from geo.scouting_range import FRONT, PERHAPS, pareto
from geo.scouting_types import COMPLETENESS, LOG, SYMMETRIC
from views import scout_names as words
from views import state
from views.chart_names import LINE_PX, Circle, Name, placed
from views.ink import current_ink, finished
from views.scout_state import ACROSS, UPRIGHT

if TYPE_CHECKING:
    from geo.scouting import Criterion
    from views.ink import Ink
    from views.scout_model import Scouting

_HEIGHT, _PLOT_PX = 420, 350.0
_WIDTHS = ((280.0, 16, 8), (520.0, 20, 14), (900.0, 24, 18))
_DOT, _BIG = 34.0, 110.0
_MOST_NAMED, _ALWAYS = 60, 6
_BEATEN, _BEST = "#8a9298", "#D55E00"


def show_pareto(found: Scouting, chosen: str) -> None:
    """Draw the choice of the axes, the picture and its names as a list."""
    say = found.figures.say
    known = [one for one in found.usable if one.base != COMPLETENESS]
    if len(known) < 2:  # noqa: PLR2004 - a picture has two axes
        st.info(say("Two criteria are needed to draw this."))
        return
    x, y = axes(found, known)
    with st.container(horizontal=True, gap="small"):
        _choose_axis(ACROSS, say("Across"), known, x, found)
        _choose_axis(UPRIGHT, say("Upright"), known, y, found)
    rows = points(found, x, y, chosen)
    st.html(f'<p class="rs-lead">{html.escape(lead(found, rows, x, y))}</p>')
    told = say("Each place by two criteria; the list below holds the names of those nobody beats.")
    st.altair_chart(_picture(rows, x, y, found, current_ink()), width="stretch", theme=None, alt=told)
    names = ", ".join(rows.loc[rows["best"], "name"])
    st.html(f'<p class="rs-text"><b>{html.escape(say("Beaten by nobody in both:"))}</b> {html.escape(names)}</p>')
    st.html(f'<p class="rs-text rs-quiet">{html.escape(_overall(found))}</p>')


def axes(found: Scouting, known: list[Criterion]) -> tuple[Criterion, Criterion]:
    """Take the criteria of the axes from the address, else the two that weigh most."""
    by_id = {one.id: one for one in known}
    heavy = sorted(known, key=lambda one: -found.on.get(one.id, 0.0))
    asked = [by_id.get(st.query_params.get(name, "")) for name in (ACROSS, UPRIGHT)]
    x = asked[0] or heavy[0]
    y = asked[1] or heavy[1]
    return (x, y) if x is not y else (x, next(one for one in heavy if one is not x))


def _choose_axis(name: str, label: str, known: list[Criterion], value: Criterion, found: Scouting) -> None:
    texts = {one.id: words.name(one, found.figures) for one in known}
    st.session_state[f"c_{name}"] = value.id
    st.selectbox(label, list(texts), key=f"c_{name}", format_func=lambda i: texts.get(i, i), width=300,
                 on_change=lambda: state.change(**{name: st.session_state[f"c_{name}"]}))  # fmt: skip


def points(found: Scouting, x: Criterion, y: Criterion, chosen: str) -> pd.DataFrame:
    """Return a row for each place that is left and known by both criteria; `best` are those that no other beats."""
    alive = found.alive
    values = alive.values[[x.id, y.id]]
    known = values.notna().all(axis=1)
    front = pareto(alive.of([str(code) for code in values.index[known]]), (x.id, y.id)) if known.any() else pd.Series()
    codes = [str(code) for code in values.index[known]]
    return pd.DataFrame(
        {
            "name": [found.names[code] for code in codes],
            "x": values.loc[known, x.id].to_numpy(dtype=float),
            "y": values.loc[known, y.id].to_numpy(dtype=float),
            "x_text": [words.value(x, float(value), found.figures) for value in values.loc[known, x.id]],
            "y_text": [words.value(y, float(value), found.figures) for value in values.loc[known, y.id]],
            "best": (front == FRONT).to_numpy(dtype=bool),
            "listed": [code in found.shortlist or code == chosen for code in codes],
        },
        index=codes,
    )


def lead(found: Scouting, rows: pd.DataFrame, x: Criterion, y: Criterion) -> str:
    """Say what the picture shows, and what it leaves out."""
    say = found.figures.say
    n, rest = int(rows["best"].sum()), len(found.left) - len(rows)
    text = say.plural("{n} place is beaten by no other in both {x} and {y}.",
                      "{n} places are beaten by no other in both {x} and {y}.", n,
                      x=words.name(x, found.figures), y=words.name(y, found.figures))  # fmt: skip
    if rest:
        text += " " + say.plural("{n} place is not drawn: one of the figures is unknown.",
                                 "{n} places are not drawn: one of the figures is unknown.", rest)  # fmt: skip
    return f"{text} {say('Rings: the shortlist and the open place.')}"


def _overall(found: Scouting) -> str:
    """Say how many places nobody beats by all criteria that count together, and of how many that is not known."""
    say, kinds = found.figures.say, pareto(found.alive, list(found.on))
    n, unsure, total = int((kinds == FRONT).sum()), int((kinds == PERHAPS).sum()), len(kinds)
    text = say("By all {k} criteria that count together, {n} of {total} places are beaten by no other in everything.",
               k=len(found.on), n=n, total=total)  # fmt: skip
    if unsure:
        text += " " + say("Of {n} more this cannot be said: something of them or of others is unknown.", n=unsure)
    return text


def _kind(one: Criterion, values: pd.Series) -> Literal["linear", "log", "symlog"]:
    if one.scale in {LOG, SYMMETRIC}:
        return "log" if float(values.min()) > 0 else "symlog"
    return "linear"


def _room(values: pd.Series, kind: str) -> list[float]:
    low, high = float(values.min()), float(values.max())
    if kind == "log":
        room = (high / low) ** 0.08
        return [low / room, high * room]
    room = 0.08 * (high - low) or 1.0
    return [low - room if kind == "linear" else low, high + room]


def _across(values: pd.Series, kind: str, ends: list[float], width: float) -> np.ndarray:
    """Place values on an axis of so many pixels, as the picture does."""
    turn = {"log": np.log, "symlog": np.log1p}.get(kind, np.asarray)
    low, high = (float(turn(end)) for end in ends)
    return np.asarray((turn(values.to_numpy(dtype=float)) - low) / max(high - low, 1e-9) * width)


def _named(rows: pd.DataFrame, x: tuple[str, list[float]], y: tuple[str, list[float]]) -> pd.DataFrame:
    """Place names for each width: of the shortlist and of those that nobody beats."""
    near = rows[rows["best"] | rows["listed"]].head(_MOST_NAMED)
    texts = short_names(near["name"].tolist())
    columns: dict[str, list[object]] = {}
    for tier, (width, letters, most) in enumerate(_WIDTHS):
        across, upright = _across(near["x"], *x, width), _across(near["y"], *y, _PLOT_PX)
        circles = [Circle(float(a), float(b), 5.0, name) for a, b, name in
                   zip(across, upright, texts, strict=True)]  # fmt: skip
        order = [int(i) for i in np.argsort(~near["listed"].to_numpy(dtype=bool), kind="stable")]
        found = placed(circles, order, width=width, height=_PLOT_PX, letters=letters, most=most,
                       always=order[:_ALWAYS])  # fmt: skip
        names = [found.get(i, Name("", "center", 0, 0)) for i in range(len(near))]
        for part in ("text", "align", "dx", "dy"):
            columns[f"{part}_{tier}"] = [getattr(name, part) for name in names]
    return near.join(pd.DataFrame(columns, index=near.index))


def short_names(names: list[str]) -> list[str]:
    """Shorten names of several towns with a state behind to the first town, where that stands for one of them only.

    Examples
    --------
    >>> short_names(["Seattle-Tacoma-Bellevue, WA", "Portland, ME", "Portland-Salem, OR", "Washington"])
    ['Seattle', 'Portland, ME', 'Portland-Salem, OR', 'Washington']
    """
    towns = [name.partition(", ")[0].partition("-")[0] if ", " in name else name for name in names]
    return [town if towns.count(town) == 1 else name for town, name in zip(towns, names, strict=True)]


def _picture(rows: pd.DataFrame, x: Criterion, y: Criterion, found: Scouting, ink: Ink) -> alt.LayerChart:
    kinds = _kind(x, rows["x"]), _kind(y, rows["y"])
    ends = _room(rows["x"], kinds[0]), _room(rows["y"], kinds[1])
    across = alt.X("x:Q", title=_title(x, found), axis=_axis(x, found), scale=_scale(kinds[0], ends[0]))
    upright = alt.Y("y:Q", title=_title(y, found), axis=_axis(y, found), scale=_scale(kinds[1], ends[1]))
    tips = [alt.Tooltip(f"{name}:N", title=" ") for name in ("name", "x_text", "y_text")]
    base = alt.Chart(rows).encode(x=across, y=upright, tooltip=tips)
    names = alt.Chart(_named(rows, (kinds[0], ends[0]), (kinds[1], ends[1]))).encode(x=across, y=upright)
    others = base.transform_filter("!datum.best").mark_circle(size=_DOT, color=_BEATEN, opacity=0.55)
    best = base.transform_filter("datum.best").mark_point(
        size=_BIG, filled=True, shape="diamond", color=_BEST, opacity=1, stroke=ink.text, strokeWidth=0.8
    )
    ring = base.transform_filter("datum.listed").mark_point(size=_BIG * 2, color=ink.text, strokeWidth=1.8, opacity=1)
    return finished([others, best, ring, *_texts(names, ink)], ink, height=_HEIGHT)


def _scale(kind: str, ends: list[float]) -> alt.Scale:
    return alt.Scale(type=kind, domain=ends, nice=False)  # type: ignore[arg-type]


def _title(one: Criterion, found: Scouting) -> str:
    unit = words.unit(one, found.figures)
    better = words.better(one, found.figures.say)
    return f"{words.name(one, found.figures)}{f', {unit}' if unit else ''} ({better})"


def _axis(one: Criterion, found: Scouting) -> alt.Axis:
    spaced = "replace(replace(datum.label, regexp(',', 'g'), '\u00a0'), '.', ',')"
    form = "~%" if words.factor(one) > 1 else ",~g" if one.kind == "ratio" else "~s"
    own = alt.Undefined if found.figures.say.lang == "en" else spaced
    return alt.Axis(format=form, labelExpr=own, tickCount=6, labelOverlap=True, titleLimit=380)


def _texts(base: alt.Chart, ink: Ink) -> list[alt.Chart]:
    middle, wide = _WIDTHS[1][0], _WIDTHS[2][0]

    def at(part: str) -> alt.ExprRef:
        return alt.ExprRef(f"width < {middle} ? datum.{part}_0 : width < {wide} ? datum.{part}_1 : datum.{part}_2")

    def written(colour: str, halo: float) -> alt.Chart:
        chart: alt.Chart = base.mark_text(
            text=at("text"), align=at("align"), dx=at("dx"), dy=at("dy"), lineBreak="\n", baseline="middle",
            lineHeight=LINE_PX, fontWeight=500, color=colour, stroke=colour, strokeWidth=halo,
        )  # fmt: skip
        return chart

    return [written(ink.ground, 4), written(ink.text, 0)]
