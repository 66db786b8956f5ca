"""The kind of a step: a map, a map before and after with a line that moves, or a map that runs through its years."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.errors import RegioscopeError
from geo.resolve import resolve
from scene.menu import menu
from scene.opening import parameters
from scene.steps import address_of, open_address
from scene.story import KINDS, MAP, SWIPE, YEARS
from views import story_state as kept
from views.story_look import KINDS as NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.query import Query
    from geo.store import Store
    from scene.address import ViewState
    from scene.i18n import Say
    from scene.story import Step, Story
    from views.story_look import Look

_INDENT = "\u2003"
_SAME = ""
"""Stands for "the same view, changed" among the other steps."""


def show_kind(view: ViewState, story: Story, step: Step, look: Look, store: Store) -> None:
    """Draw the choice of the kind, and what a kind needs besides."""
    say = view.say
    st.session_state["c_kind"] = step.kind
    st.segmented_control(say("What happens in this step"), KINDS, key="c_kind", required=True,
                         format_func=lambda kind: say(NAMES[kind]), on_change=_write_kind,
                         args=(step, story, store))  # fmt: skip
    if look.problem and step.kind != SWIPE:
        return
    if step.kind == YEARS:
        _tell_years(look, say)
    if step.kind == SWIPE:
        _show_sides(story, step, store, say)


def _write_kind(step: Step, story: Story, store: Store) -> None:
    kind = st.session_state["c_kind"]
    if kind == SWIPE and not step.beside:
        kept.edit_step(step.id, kind=kind, beside=_first_beside(step, story, store))
    else:
        kept.edit_step(step.id, kind=kind)


def _first_beside(step: Step, story: Story, store: Store) -> str:
    """Take the first year of the same view for the right side, or the next step, or the view itself."""
    after = story.steps[story.steps.index(step) + 1 :] if step in story.steps else ()
    follower = next((other.address for other in after if other.kind == MAP), step.address)
    try:
        drawing = open_address(step.address, store, story.lang)
    except RegioscopeError:
        return follower
    years = drawing.figures.dataset.years(drawing.result.query.measure)
    others = [year for year in years if year != drawing.result.query.year]
    return _address(step, replace(drawing.result.query, year=others[0])) if others else follower


def _address(step: Step, query: Query) -> str:
    """Write the address of the same view with another question."""
    return address_of(parameters(step.address), query)


def _tell_years(look: Look, say: Say) -> None:
    if len(look.years) > 1:
        st.caption(say("Runs from {first} to {last}; colours keep their meaning in all years.", first=look.years[0],
                       last=look.years[-1]))  # fmt: skip
    else:
        st.warning(say("These data have one year only: nothing runs. The step is shown as a plain map."))


def _show_sides(story: Story, step: Step, store: Store, say: Say) -> None:
    """Draw the choice of the right side: another step, or the same view with another group, indicator or year."""
    others = {other.address: f"{n}. {other.title or say('No title')}" for n, other in enumerate(story.steps, 1)
              if other.id != step.id and other.address != step.address}  # fmt: skip
    key = f"c_beside_{step.id}"
    st.session_state[key] = step.beside if step.beside in others else _SAME
    st.selectbox(say("Right side"), [_SAME, *others], key=key, on_change=_write_beside, args=(step, key),
                 format_func=lambda address: others.get(address) or say("The same map, changed"),
                 filter_mode="contains")  # fmt: skip
    if st.session_state[key] == _SAME:
        _show_changed(story, step, store, say)
    st.button(say("Swap the sides"), key="step_swap", on_click=_swap, args=(step,), disabled=not step.beside)


def _write_beside(step: Step, key: str) -> None:
    kept.edit_step(step.id, beside=st.session_state[key] or step.address)


def _swap(step: Step) -> None:
    kept.edit_step(step.id, address=step.beside, beside=step.address)


def _show_changed(story: Story, step: Step, store: Store, say: Say) -> None:
    """Draw group, indicator and year of the right side."""
    try:
        drawing = open_address(step.beside or step.address, store, story.lang)
    except RegioscopeError:
        return
    figures, query = drawing.figures, drawing.result.query

    def written(**changes: Any) -> str:  # noqa: ANN401 - fields of a query
        return _address(step, resolve(replace(query, **changes), figures.dataset)[0])

    named, depths = figures.dataset.industry_names(say.lang), figures.dataset.industry_tree()
    groups = {code: _INDENT * depth + named[code] for code, depth in depths}
    _choose(say("Right: group"), groups, query.industry_code, step,
            lambda code: written(industry_code=code, industry_level=""))  # fmt: skip
    _choose(say("Right: indicator"), menu(replace(figures, say=say)), query.indicator, step,
            lambda name: written(indicator=name, options=(), scheme="", palette=""))  # fmt: skip
    years = {str(year): str(year) for year in figures.dataset.years(query.measure)}
    if len(years) > 1:
        _choose(say("Right: year"), years, str(query.year), step, lambda year: written(year=int(year)))


def _choose(label: str, names: Mapping[str, str], value: str, step: Step, change: Callable[[str], str]) -> None:
    """Draw one choice of the right side; `change` makes the address of a value."""
    key = f"c_right_{step.id}_{label}"
    st.session_state[key] = value if value in names else next(iter(names))
    st.selectbox(label, list(names), key=key, format_func=names.__getitem__, filter_mode="contains",
                 on_change=_write_right, args=(step.id, key, change))  # fmt: skip


def _write_right(step_id: str, key: str, change: Callable[[str], str]) -> None:
    kept.edit_step(step_id, beside=change(st.session_state[key]))
