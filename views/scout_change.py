"""What would change the winner: the smallest move of one weight, how firm each rank is, and who is beaten by nobody."""

from __future__ import annotations

import html
import math
from typing import TYPE_CHECKING

import streamlit as st

from geo.scouting_range import smallest_change
from views import scout_names as words
from views import scout_state as address
from views import state
from views.frame import show_section
from views.scout_model import figure, place_of

if TYPE_CHECKING:
    import pandas as pd

    from geo.scouting_range import Change
    from views.scout_model import Scouting

_PERCENT = 100
_RANKED = 10
_LEAST = 0.01
_OVER = 1.02
"""How much further than the tie a weight is moved when a change is tried: the new place then leads alone."""


def show_change(found: Scouting, ranges: pd.DataFrame) -> None:
    """Draw the parts."""
    say = found.figures.say
    if len(found.left) <= 1:
        st.info(say("Only one place is left: no weight can change the winner. Loosen a condition."))
        return
    changes = smallest_change(found.alive, found.on, others=True)
    _show_smallest(found, changes)
    show_section(say("How firm is each rank?"), "firm")
    lead = say("In 1,000 trials each weight is moved at random by up to half and each figure within its error; what is "
               "unknown is drawn from what is known of others. The bar spans the ranks of nine in ten.")  # fmt: skip
    st.html(f'<p class="rs-lead">{html.escape(lead)}</p>{ranks_table(found, ranges)}')
    show_section(say("Who is beaten by nobody?"), "pareto")
    from views.scout_pareto import show_pareto  # noqa: PLC0415 - the charting library takes a second to load

    show_pareto(found, place_of(found, st.query_params.to_dict()))


def _show_smallest(found: Scouting, changes: tuple[Change, ...]) -> None:
    say = found.figures.say
    show_section(say("The smallest change"), "smallest")
    if not changes:
        text = say("No single weight, however large, puts another place first.")
        st.html(f'<p class="rs-text">{html.escape(text)}</p>')
        return
    first = [one for one in changes if one.at][:1] + [one for one in changes if not one.at][:1]
    for place, change in enumerate(first):
        with st.container(horizontal=True, vertical_alignment="center", gap="medium", key=f"scout_change_{place}"):
            st.html(f'<p class="rs-text">{html.escape(sentence(found, change))}</p>')
            st.button(say("Try this change"), key=f"scout_try_{place}", on_click=_try, args=(found, change),
                      type="secondary" if place else "primary")  # fmt: skip
    with st.expander(say("Other weights that would do it"), key="x_changes", on_change="rerun") as drawer:
        if drawer.open:
            st.html(changes_table(found, changes))


def sentence(found: Scouting, change: Change) -> str:
    """Say the smallest change of one weight after which another place leads."""
    say, one = found.figures.say, found.evidence.criterion(change.criterion)
    now, then = (say.percent(share, decimals=0) for share in (change.at, change.to))
    parts = {"name": words.name(one, found.figures), "now": now, "then": then, "place": found.names[change.new_winner]}
    if not change.at:
        text = say("If \u201c{name}\u201d, which is switched off, counted for {then} of the whole, {place} would lead.")
    elif change.to >= change.at:
        text = say("If \u201c{name}\u201d counted for {then} of the whole instead of {now}, {place} would lead.")
    else:
        text = say("If \u201c{name}\u201d counted for only {then} of the whole instead of {now}, {place} would lead.")
    return text.format(**parts)


def tried(found: Scouting, change: Change) -> dict[str, float]:
    """Return weights with which the other place leads: the changed one a little past the tie, none above 5."""
    rest = {name: weight for name, weight in found.on.items() if name != change.criterion}
    way = 1 if change.to >= change.at else -1
    share = min(max(change.to + way * max(abs(change.to - change.at) * (_OVER - 1), 0.002), 0.0), 1.0)
    total = sum(rest.values())
    moved = share / (1 - share) * total if share < 1 else address.HEAVIEST
    weights = {**found.on, change.criterion: moved} if share < 1 else {change.criterion: moved}
    top = max(weights.values())
    scale = min(1.0, address.HEAVIEST / top) if top else 1.0
    return {name: round(weight * scale, 4) for name, weight in weights.items()}


def _try(found: Scouting, change: Change) -> None:
    state.change(**{address.WEIGHTS: address.weights_text(tried(found, change))})


def changes_table(found: Scouting, changes: tuple[Change, ...]) -> str:
    """Write for each criterion from which share on another place leads."""
    say = found.figures.say
    heads = (say("Criterion"), say("Now"), say("Another leads at"), say("As a weight"), say("Who"))
    rows = "".join(_change_row(found, change, heads) for change in changes)
    head = "".join(f'<th scope="col">{html.escape(text)}</th>' for text in heads)
    return f'<table class="rs-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _change_row(found: Scouting, change: Change, heads: tuple[str, ...]) -> str:
    say = found.figures.say
    weight = say.number(change.weight_to, decimals=1) if math.isfinite(change.weight_to) else say("alone")
    texts = (say.percent(change.at, decimals=0), say.percent(change.to, decimals=0),
             f"{say.number(change.weight_at, decimals=1)} \u2192 {weight}", found.names[change.new_winner])  # fmt: skip
    cells = "".join(f'<td data-label="{html.escape(head)}">{html.escape(text)}</td>'
                    for head, text in zip(heads[1:], texts, strict=True))  # fmt: skip
    name = words.name(found.evidence.criterion(change.criterion), found.figures)
    return f'<tr><th scope="row">{html.escape(name)}</th>{cells}</tr>'


def ranks_table(found: Scouting, ranges: pd.DataFrame) -> str:
    """Write the first places with the ranks that other weights leave open, each as a bar over one line of ranks."""
    say, left = found.figures.say, found.left
    codes = [str(code) for code in left.index[:_RANKED]]
    codes += [code for code in found.shortlist if code in ranges.index and code not in codes]
    most = max(2.0, float(ranges.loc[codes, "high"].max()))
    heads = (say("Place, best first"), say("Rank"), say("Nine in ten lie in"), say("First in"))
    rows = "".join(_rank_row(found, ranges, code, heads, most=most) for code in codes)
    head = "".join(f'<th scope="col">{html.escape(text)}</th>' for text in heads)
    return f'<table class="rs-table sc-firm"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _rank_row(found: Scouting, ranges: pd.DataFrame, code: str, heads: tuple[str, ...], *, most: float) -> str:
    say, rank = found.figures.say, found.place(code, "rank")
    low, high, first = (figure(ranges, code, part) for part in ("low", "high", "first"))
    span = say.number(low, decimals=0) if low == high else say("{low} to {high}", low=say.number(low, decimals=0),
                                                              high=say.number(high, decimals=0))  # fmt: skip
    left, width = ((low - 1) / most * _PERCENT, max((high - low + 1) / most * _PERCENT, 1.5))
    dot = (rank - 0.5) / most * _PERCENT
    bar = (f'<span class="sc-span" aria-hidden="true"><i style="left:{left:.1f}%;width:{width:.1f}%"></i>'
           f'<b style="left:{dot:.1f}%"></b></span>')  # fmt: skip
    often = say.percent(first, decimals=0) if first >= _LEAST else f"< {say.percent(_LEAST, decimals=0)}"
    often = often if first else say("never")
    cells = (say.number(rank, decimals=0), f"{bar}{html.escape(span)}", html.escape(often))
    tds = "".join(f'<td data-label="{html.escape(name)}">{cell}</td>'
                  for name, cell in zip(heads[1:], cells, strict=True))  # fmt: skip
    return f'<tr><th scope="row">{html.escape(found.names[code])}</th>{tds}</tr>'
