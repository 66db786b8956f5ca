"""Thresholds as sliders: what a cut lets in and leaves out, and where every region stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from geo.cluster_rules import evaluate_rule
from geo.manifest import in_language
from views import lab_model, state
from views.choosers import choose
from views.ink import current_ink, finished
from views.lab_how import show_how
from views.lab_words import is_share, measured, need

if TYPE_CHECKING:
    from geo.cluster_rules import RuleResult
    from geo.rule import Rule
    from scene.figures import Figures
    from views.lab_model import Laboratory

_IN, _OUT = "#D55E00", "#8a8f94"
_STEPS = 100
_LEAST = 1e-9
_SHOWN = 12
_ROW_PX = 80
_LEGEND_PX = 30
_TICKS = 6


def show_cuts(lab: Laboratory, figures: Figures, region: str) -> None:
    """Draw the sliders of one rule, what they change, and the figures that they cut."""
    say, rules = figures.say, {name: result.rule for name, result in lab.results.items()}
    asked = st.query_params.get(lab_model.RULE, "")
    first = next(iter(lab.usable), next(iter(rules)))
    name = asked if asked in rules else first
    choose(say("Definition"), list(rules), key="c_moved", value=name, parameter=lab_model.RULE,
           names=lambda n: in_language(rules[n].title, say.lang), clears=_cuts_in_address())  # fmt: skip
    result, rule = lab.results[name], rules[name]
    if result.missing:
        tables = ", ".join(need(table, say) for table in result.missing)
        st.info(say("These figures cannot be judged by this definition: it needs {tables}. Add them on the Data page.",
                    tables=tables))  # fmt: skip
        return
    published = evaluate_rule(rule, lab.activity)
    with st.container(horizontal=True, key="cuts"):
        with st.container(key="cuts_sliders"):
            _sliders(name, rule, result, figures)
        with st.container(key="cuts_strips"):
            _changes(published, result, figures)
            st.caption(say("Each dot is a region; the line is the cut in use, the dashed line the published one."))
            if region:
                st.caption(say("The dot with a dark rim is {place}.", place=figures.region(region)))
            for i, condition in enumerate(result.values):
                _strip(condition, result, published, figures, region, legend=i == 0)
    show_how(lab, figures, region)


def _cuts_in_address() -> tuple[str, ...]:
    return tuple(key.replace(".", "__") for key in st.query_params.to_dict() if key.startswith(lab_model.CUT))


def _sliders(name: str, rule: Rule, result: RuleResult, figures: Figures) -> None:
    say = figures.say
    for parameter_name, parameter in rule.parameters.items():
        low, high = parameter.bounds
        whole = parameter_name in {rule.cluster_from, rule.minimum_years}  # these count stars and years
        key = f"c_cut_{name}_{parameter_name}"
        kind: type[int | float] = int if whole else float
        st.session_state[key] = kind(result.parameters[parameter_name])
        note = in_language(parameter.note, say.lang)
        st.slider(
            in_language(parameter.plain, say.lang), kind(low), kind(high), step=1 if whole else (high - low) / _STEPS,
            key=key, help=note or None, format=_form(high, whole=whole), on_change=_write,
            args=(name, parameter_name, key, parameter.value),
        )  # fmt: skip
    st.button(say("Back to the published cuts"), on_click=lab_model.forget_cuts, disabled=not _cuts_in_address(),
              key="published")  # fmt: skip


def _form(highest: float, *, whole: bool) -> str | None:
    """Write shares in per cent, as the strips beside the sliders do, and other cuts with the reader's decimal mark."""
    if whole:
        return None
    return "percent" if highest <= 1 else "localized"


def _write(rule: str, name: str, key: str, published: float) -> None:
    value = st.session_state[key]
    cut = f"{lab_model.CUT}{name}".replace(".", "__")
    state.change(**{lab_model.RULE: rule, cut: None if value == published else f"{value:g}"})


def _changes(published: RuleResult, result: RuleResult, figures: Figures) -> None:
    """Say how many regions are clusters now, and which came in or went out."""
    say, code = figures.say, figures.query.industry_code
    before, now = (r.met[code] for r in (published, result))
    n, was = int((now == 1).sum()), int((before == 1).sum())
    known = int(now.notna().sum())
    st.markdown(say("**{n} of {known}** regions are a cluster; with the published cuts **{was}**.", n=n, known=known,
                    was=was))  # fmt: skip
    for sentence, codes in (
        (say("Came in: {names}"), now.index[(now == 1) & (before != 1)]),
        (say("Went out: {names}"), now.index[(now != 1) & (before == 1)]),
    ):
        names = [figures.region(str(code)) for code in codes[:_SHOWN]]
        if names:
            st.caption(sentence.format(names=", ".join(names) + (" …" if len(codes) > _SHOWN else "")))


def _strip(
    name: str, result: RuleResult, published: RuleResult, figures: Figures, region: str, *, legend: bool
) -> None:
    """Draw every region's figure on a line, with the cut that is used and the published one."""
    say, ink = figures.say, current_ink()
    condition = result.rule.conditions[name]
    title, measure = in_language(condition.title, say.lang), condition.measure
    rows = _dots(name, result, figures, region)
    if rows.empty:
        return
    key = alt.Legend(orient="top", labelFontSize=14, labelColor=ink.text, labelLimit=0) if legend else None
    spread = _spread(rows["value"])
    steps = _powers(float(rows["value"].max())) if spread == "symlog" else alt.Undefined
    axis = alt.Axis(format="~%" if is_share(measure) else ",~f", labelExpr=_ticks(say.lang), tickCount=_TICKS,
                    values=steps, labelOverlap=True, labelSeparation=8)  # fmt: skip
    across = alt.X("value:Q", title=title, scale=alt.Scale(type=spread, nice=False), axis=axis)
    kinds = alt.Scale(domain=_kinds(figures), range=[_IN, _OUT])
    dots = alt.Chart(rows).mark_circle(size=50, opacity=0.7).encode(
        x=across, y=alt.Y("lane:Q", axis=None), color=alt.Color("kind:N", title=None, scale=kinds, legend=key),
        stroke=alt.condition("datum.chosen", alt.value(ink.text), alt.value(None)),
        strokeWidth=alt.condition("datum.chosen", alt.value(2.5), alt.value(0)),
        tooltip=[alt.Tooltip("name:N", title=say("Region")), alt.Tooltip("text:N", title=title)],
    )  # fmt: skip
    lines = alt.Chart(_cuts(name, result, published, figures)).mark_rule(color=ink.text, strokeWidth=2).encode(
        x="value:Q", strokeDash=alt.condition("datum.dash", alt.value([5, 4]), alt.value([1, 0])),
        tooltip=[alt.Tooltip("kind:N", title=" "), alt.Tooltip("text:N", title=title)],
    )  # fmt: skip
    chart = finished([dots, lines], ink, height=_ROW_PX + (_LEGEND_PX if legend else 0))
    st.altair_chart(chart, width="stretch", theme=None)


def _dots(name: str, result: RuleResult, figures: Figures, region: str) -> pd.DataFrame:
    """Return a row for each region whose figure is known: where it stands, and on which side of the cut."""
    say, code, names = figures.say, figures.query.industry_code, figures.region_names()
    values = result.values[name][code]
    known = values[np.isfinite(values)]
    inside, outside = _kinds(figures)
    holds = result.conditions[name][code].loc[known.index].to_numpy() == 1
    return pd.DataFrame({
        "name": [names.get(str(c), str(c)) for c in known.index],
        "value": known.to_numpy(dtype=float),
        "text": [measured(result.rule.conditions[name].measure, float(v), say) for v in known],
        "kind": np.where(holds, inside, outside),
        "lane": np.arange(len(known)) * 0.618 % 1,
        "chosen": known.index == region,
    })  # fmt: skip


def _cuts(name: str, result: RuleResult, published: RuleResult, figures: Figures) -> pd.DataFrame:
    """Return the published cut and the one that is used."""
    say, measure = figures.say, result.rule.conditions[name].measure
    limits = [float(r.thresholds[name][figures.query.industry_code]) for r in (published, result)]
    texts = [measured(measure, limit, say) for limit in limits]
    kinds = [say("published cut"), say("cut in use")]
    return pd.DataFrame({"value": limits, "text": texts, "kind": kinds, "dash": [True, False]})


def _kinds(figures: Figures) -> list[str]:
    return [figures.say("fulfils this condition"), figures.say("does not")]


def _spread(values: pd.Series) -> Literal["symlog", "linear"]:
    """Draw figures of very different size on a scale of their logarithms."""
    return "symlog" if float(values.max()) > _STEPS * max(float(values.median()), _LEAST) else "linear"


def _powers(highest: float) -> list[float]:
    """Return 0 and the powers of ten up to the highest figure, which stand at even distances on such a scale."""
    return [0.0, *(10.0**n for n in range(1, int(np.log10(max(highest, 1.0))) + 1))]


def _ticks(lang: str) -> str | alt.UndefinedType:
    """Write the numbers under a strip as the language does: a decimal comma, thousands apart."""
    return alt.Undefined if lang == "en" else "replace(replace(datum.label, regexp(',', 'g'), '\u00a0'), '.', ',')"
