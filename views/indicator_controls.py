"""The controls of the question: which group, which indicator, and every option that the registry gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo import indicators
from scene.menu import menu, texts_of, unfit
from views import state
from views.choosers import choose, choose_detail, choose_group, is_one, titles_of

if TYPE_CHECKING:
    from geo.indicator import Option
    from scene.address import ViewState
    from scene.figures import Figures

_OPTION = "opt."
_COUNTS = frozenset({"k", "permutations", "draws", "seed", "iterations", "order", "classes", "steps"})
"""Options whose values are whole numbers."""


def show_industry(view: ViewState, figures: Figures) -> None:
    """Draw the choice of the group; figures of whole regions do not depend on it."""
    say, whole = view.say, figures.of_regions
    choose_group(figures, disabled=whole, hint=say("Type to search. Indented entries belong to the group above them."))
    if whole:
        st.caption(say("This indicator describes each region as a whole, so there is nothing to choose here."))
        choose_detail(figures, "depth", clears=("item",))


def show_indicator(view: ViewState, figures: Figures) -> None:
    """Draw the choices of measure and indicator, and the options of the indicator."""
    say, manifest = view.say, figures.dataset.manifest
    if len(manifest.measures) > 1:
        titles = titles_of(manifest.measures, view.lang)
        choose(say("Measure"), list(titles), key="c_measure", value=view.query.measure,
               names=lambda i: titles.get(i, i), parameter="measure",
               clears=("ind", "year", "min", "scheme"))  # fmt: skip
    labels = dict(menu(figures))
    labels.setdefault(view.query.indicator, say(figures.entry.title))  # what cannot be drawn here is still named
    st.session_state["c_ind"] = view.query.indicator
    st.selectbox(say("Indicator"), list(labels), key="c_ind", format_func=lambda n: labels.get(n, n),
                 filter_mode="contains", on_change=_write_indicator, args=(tuple(labels),),
                 help=say(figures.entry.plain))  # fmt: skip
    _options(view, figures)


def _options(view: ViewState, figures: Figures) -> None:
    """Draw the options of the indicator: a first list, and the rest in a drawer, open while one of them is chosen."""
    given, options = dict(view.query.options), figures.entry.options
    first = [option for option in options[:1] if option.bounds is None and texts_of(option, figures).choices]
    for option in first:
        _option(option, given.get(option.name, ""), figures)
    more = options[len(first) :]
    if not more:
        return
    chosen = any(option.name in given for option in more)
    drawer = st.expander(view.say("More choices"), expanded=chosen, key=f"x_options_{chosen}", on_change="rerun")
    if drawer.open:
        with drawer:
            for option in more:
                _option(option, given.get(option.name, ""), figures)


def _option(option: Option, given: str, figures: Figures) -> None:
    """Draw one option as the registry describes it: a list, a number or a text."""
    key, default, texts = f"c_opt_{option.name}", option.values[0], texts_of(option, figures)
    label, hint, names = texts.label, texts.hint, texts.choices
    if option.bounds is not None:
        _number(option, given or default, label, hint)
        return
    if not names:
        st.session_state[key] = given or default
        st.text_input(label, key=key, help=hint, on_change=_write_option, args=(option.name, default))
        return
    values = list(names)
    st.session_state[key] = given if given in names else values[0]
    st.selectbox(label, values, key=key, format_func=lambda v: names.get(v, v), filter_mode="contains", help=hint,
                 on_change=_write_option, args=(option.name, values[0], tuple(values)))  # fmt: skip


def _number(option: Option, text: str, label: str, hint: str) -> None:
    key, (low, high) = f"c_opt_{option.name}", option.bounds or (0.0, 0.0)
    kind = int if is_whole(option) else float
    st.session_state[key] = kind(float(text))
    st.number_input(label, min_value=kind(low), max_value=kind(high), step=kind(1) if kind is int else None, key=key,
                    format=None if kind is int else "%g", help=hint, on_change=_write_option,
                    args=(option.name, option.values[0]))  # fmt: skip


def is_whole(option: Option) -> bool:
    """Tell whether an option is a count."""
    return option.name in _COUNTS


def _write_option(name: str, default: str, known: tuple[str, ...] = ()) -> None:
    value = st.session_state[f"c_opt_{name}"]
    if known and not is_one(value, known):
        return
    text = f"{value:.10g}" if isinstance(value, float) else str(value).strip()
    same = text == default or (isinstance(value, int | float) and value == float(default))
    state.change(**{f"opt__{name}": None if same or not text else text})


def _write_indicator(known: tuple[str, ...]) -> None:
    """Write the indicator into the address, and take out what belonged to the last one."""
    name = st.session_state["c_ind"]
    if not is_one(name, known):
        return
    given = {key[len(_OPTION) :]: value for key, value in st.query_params.to_dict().items() if key.startswith(_OPTION)}
    gone = {f"opt__{option}": None for option in unfit(indicators.indicator(name), given)}
    state.change(ind=name, scheme=None, **gone)
