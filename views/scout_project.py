"""A project in somebody's own words: what they may mean, which criteria and conditions follow, and from which word."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import streamlit as st

from geo.scouting_project import Project, propose
from geo.scouting_types import Criterion
from views import scout_names as words
from views import scout_state as address
from views import state
from views.markup import unmarked
from views.scout_state import Condition

if TYPE_CHECKING:
    from geo.scouting_project import Proposal
    from geo.scouting_types import Filter
    from scene.figures import Figures

_OFFER, _TEXT = "c_offer", "c_project"
_OFFERED = 5
_KINDS = {"port": "km", "airport": "km", "labour_pool": "count"}
"""Kinds of the criteria that conditions come of."""


def show_project(figures: Figures) -> None:
    """Draw the drawer with the description and what follows from it."""
    say, text = figures.say, st.query_params.get(address.PROJECT, "")[: address.LONGEST_PROJECT]
    drawer = st.expander(say("Describe your project"), expanded=bool(text), key="x_project", on_change="rerun")
    if not drawer.open:
        return
    with drawer:
        st.session_state[_TEXT] = text
        st.text_area(say("What is it, and what does it need?"), key=_TEXT, on_change=_write, height=110,
                     max_chars=address.LONGEST_PROJECT,
                     placeholder=say("Such as: software, 200 people, near an airport"))  # fmt: skip
        if text:
            _show_proposal(propose(Project(text=text), figures.dataset), figures)


def _write() -> None:
    state.change(**{address.PROJECT: st.session_state[_TEXT].strip() or None})


def _show_proposal(proposal: Proposal, figures: Figures) -> None:
    say, names = figures.say, figures.dataset.industry_names(figures.say.lang)
    codes = [match.code for match in proposal.industries[:_OFFERED]]
    if codes:
        st.session_state.setdefault(_OFFER, codes[0])
        if st.session_state[_OFFER] not in codes:
            st.session_state[_OFFER] = codes[0]
        st.radio(say("It may mean"), codes, key=_OFFER, format_func=lambda code: unmarked(names[code]))
    else:
        st.caption(say("No name fits these words. Choose from the list above, or write it in other words."))
    told = reasons(proposal, figures)
    if told:
        items = "".join(f"<li>{html.escape(text)}</li>" for text in told)
        st.html(f'<p class="rs-h3">{html.escape(say("From your words"))}</p><ul class="rs-list">{items}</ul>')
    if codes or told:
        st.button(say("Rank by this"), key="use_project", type="primary", width="stretch", on_click=_use,
                  args=(proposal, bool(codes)))  # fmt: skip


def reasons(proposal: Proposal, figures: Figures) -> list[str]:
    """Say which criteria and conditions follow, each with the word that it follows from."""
    say, because = figures.say, proposal.because
    texts = []
    for name in proposal.weights:
        if name in because:
            one = Criterion(name, proposal.directions.get(name, 1))
            better = f", {words.better(one, say)}" if name in proposal.directions else ""
            texts.append(f"{words.name(one, figures)}{better} (\u201c{because[name]}\u201d)")
    return [*texts, *(_condition(one, proposal, figures) for one in proposal.filters)]


def _condition(one: Filter, proposal: Proposal, figures: Figures) -> str:
    say = figures.say
    criterion = Criterion(one.criterion, kind=_KINDS.get(one.criterion, "count"))
    least = one.at_least is not None
    bound = one.at_least if one.at_least is not None else one.at_most
    text = say("{name}: at least {bound}") if least else say("{name}: at most {bound}")
    told = text.format(name=words.name(criterion, figures), bound=words.value(criterion, bound or 0.0, figures))
    return f"{told} (\u201c{proposal.because.get(f'filter:{one.criterion}', '')}\u201d)"


def conditions(proposal: Proposal) -> list[Condition]:
    """Return the conditions of a proposal."""
    made = [Condition(one.criterion, "min", one.at_least) for one in proposal.filters if one.at_least is not None]
    return [*made, *(Condition(one.criterion, "max", one.at_most) for one in proposal.filters
                     if one.at_most is not None)]  # fmt: skip


def _use(proposal: Proposal, fits: bool) -> None:  # noqa: FBT001 - the arguments of a button stand in their order
    """Write the proposal into the address; a shortlist stays."""
    turned = [name for name, direction in proposal.directions.items() if direction > 0]  # low wages are the usual wish
    industry = {"item": str(st.session_state[_OFFER]), "depth": None} if fits else {}
    state.change(**industry, **{
        address.WEIGHTS: address.weights_text(proposal.weights),
        address.MUST: address.conditions_text(conditions(proposal)),
        address.TURNED: ",".join(turned) or None,
        address.ALSO: ",".join(proposal.also) or None,
    })  # fmt: skip
