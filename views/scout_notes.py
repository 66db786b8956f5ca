"""What stands around the ranking: a place taken off the shortlist, a full shortlist, places that are left out."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import streamlit as st

from views import scout_names as words
from views import scout_state as address
from views import state
from views.markup import unmarked
from views.scout_card import reasons
from views.scout_ranking import FULL, GONE, open_place, undo

if TYPE_CHECKING:
    from views.scout_model import Scouting

_LISTED = 60
_LOOSENED = "scout_loosened"


def show_notes(found: Scouting) -> None:
    """Say what just happened to the shortlist, with a way back."""
    say = found.figures.say
    full = st.session_state.get(FULL, "")
    if full in found.names and full not in found.shortlist:
        name = unmarked(found.names[full])
        st.warning(say("The shortlist holds ten places. Take one off before you add {name}.", name=name))
    gone, _ = st.session_state.get(GONE, ("", 0))
    if gone in found.names and gone not in found.shortlist:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="scout_undo_row"):
            text = html.escape(say("{name} was taken off the shortlist.", name=found.names[gone]))
            st.html(f'<p class="rs-lead">{text}</p>', width="content")
            st.button(say("Undo"), key="scout_undo", on_click=undo, args=(found,))


def show_nobody(found: Scouting) -> None:
    """Say which condition leaves out most, and offer to take it away."""
    say = found.figures.say
    if not found.on:
        st.info(say("Nothing is switched on under Matters. Switch on what counts for you."))
        return
    worst = max(range(len(found.conditions)), key=lambda i: _left_out(found, i))
    one = found.conditions[worst]
    name = words.name(found.evidence.criterion(one.criterion), found.figures)
    st.info(say("No place meets all conditions. The condition \u201c{name}\u201d leaves out most: loosen it or take it "
                "away.", name=unmarked(name)))  # fmt: skip
    kept = [other for place, other in enumerate(found.conditions) if place != worst]
    st.button(say("Take this condition away"), key=_LOOSENED, type="primary",
              on_click=lambda: state.change(**{address.MUST: address.conditions_text(kept)}))  # fmt: skip


def _left_out(found: Scouting, place: int) -> int:
    one = found.conditions[place]
    values = found.evidence.values[one.criterion]
    return int(((values < one.value) if one.side == "min" else (values > one.value)).sum())


def show_out(found: Scouting) -> None:
    """List the places that are left out, the best first: why, and where they would stand."""
    out, say = found.out, found.figures.say
    if out.empty:
        return
    title = say.plural("{n} place left out: why", "{n} places left out: why", len(out))
    drawer = st.expander(title, key="x_out", on_change="rerun")
    if not drawer.open:
        return
    with drawer:
        codes = [str(code) for code in out.index[:_LISTED]]
        st.session_state.setdefault("c_out", None)
        st.selectbox(say("Open one of them"), [str(code) for code in out.index], key="c_out", index=None,
                     format_func=found.names.__getitem__, placeholder=say("Type a name"), filter_mode="contains",
                     on_change=lambda: _open(found))  # fmt: skip
        st.html(_table(found, codes))
        if len(out) > len(codes):
            st.caption(say("The first {n} are listed; the downloaded table holds all.", n=len(codes)))


def _open(found: Scouting) -> None:
    code = st.session_state["c_out"]
    if code:
        open_place(str(code), found)


def _table(found: Scouting, codes: list[str]) -> str:
    say = found.figures.say
    ranks = found.table["score"].rank(ascending=False, method="min").to_dict()
    heads = (say("Place left out"), say("Why"), say("Would stand at"))
    head = "".join(f'<th scope="col">{html.escape(text)}</th>' for text in heads)
    rows = "".join(
        f'<tr><th scope="row">{html.escape(found.names[code])}</th>'
        f'<td data-label="{html.escape(heads[1])}">{html.escape("; ".join(reasons(found, code)))}</td>'
        f'<td data-label="{html.escape(heads[2])}">{html.escape(say.number(ranks[code], decimals=0))}</td></tr>'
        for code in codes
    )
    return f'<table class="rs-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
