"""The shortlist: up to ten places field by field, with source, age and confidence beside each figure."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from geo.scouting_types import COMPLETENESS
from views import scout_names as words
from views import scout_state as address
from views import state
from views.ink import current_ink
from views.scout_card import reasons
from views.scout_ranking import GONE, best, score_text
from views.scout_saved import show_saved

if TYPE_CHECKING:
    from geo.scouting import Criterion
    from views.scout_model import Scouting

_BOX = "c_shortlist"
_START = 3


def show_compare(found: Scouting) -> None:
    """Draw the chooser of the shortlist and the table of its places."""
    say = found.figures.say
    _choose(found)
    if not found.shortlist:
        st.info(say("The shortlist is empty. Put places on it with the star in the ranking, or by their names above."))
        first = [str(code) for code in found.left.index[:_START]]
        st.button(say("Take the first three"), key="scout_first", disabled=not first,
                  on_click=lambda: state.change(**{address.SHORTLIST: ",".join(first)}))  # fmt: skip
    else:
        st.html(table(found))
        st.caption(say("\u25b2 marks the best of the shortlist. Intervals: nine times out of ten the true figure lies "
                       "within."))  # fmt: skip
    show_saved(found)


def _choose(found: Scouting) -> None:
    say = found.figures.say
    codes = sorted(found.evidence.ids, key=found.names.__getitem__)
    st.session_state[_BOX] = list(found.shortlist)
    st.multiselect(say("Shortlist, at most ten places"), codes, key=_BOX, format_func=lambda c: found.names.get(c, c),
                   max_selections=address.MOST_LISTED, placeholder=say("Type a name"), filter_mode="contains",
                   on_change=_write, args=(found.shortlist,))  # fmt: skip


def _write(before: tuple[str, ...]) -> None:
    chosen = list(map(str, st.session_state[_BOX]))
    gone = [(code, place) for place, code in enumerate(before) if code not in chosen]
    if len(gone) == 1:
        st.session_state[GONE] = gone[0]
    state.change(**{address.SHORTLIST: ",".join(chosen) or None})


def table(found: Scouting) -> str:
    """Write the table: a column a place, a row a criterion, those that count first."""
    say, codes = found.figures.say, found.shortlist
    heads = "".join(_head(found, code) for code in codes)
    corner = html.escape(say("Criterion, source and age"))
    rows = "".join(_row(found, one) for one in ordered(found))
    label = html.escape(say("The shortlist field by field"))
    ground = current_ink().ground
    return (
        f'<div class="sc-wide" role="region" tabindex="0" aria-label="{label}" style="--ground:{ground}">'
        f'<table class="sc-compare"><thead><tr><th scope="col">{corner}</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def ordered(found: Scouting) -> list[Criterion]:
    """Criteria that count first, then the others that the data tell; how much is known comes last."""
    known = [one for one in found.usable if one.base != COMPLETENESS]
    last = [one for one in found.usable if one.base == COMPLETENESS]
    return [*sorted(known, key=lambda one: one.id not in found.on), *last]


def _head(found: Scouting, code: str) -> str:
    say, told = found.figures.say, ""
    if code in found.table.index and np.isfinite(found.place(code, "rank")):
        told = say("rank {n}, score {score}", n=say.number(found.place(code, "rank"), decimals=0),
                   score=score_text(found.place(code, "score")))  # fmt: skip
    else:
        told = say("left out: {why}", why="; ".join(reasons(found, code)))
    return f'<th scope="col">{html.escape(found.names[code])}<small>{html.escape(told)}</small></th>'


def _row(found: Scouting, one: Criterion) -> str:
    say, figures = found.figures.say, found.figures
    weight = found.on.get(one.id, 0.0)
    worth = say("weight {n}", n=f"{weight:g}") if weight else say("does not count")
    source = " · ".join(text for text in (one.source, one.vintage, worth) if text)
    alone = found.evidence.of(found.shortlist)
    top = best(alone, one.id) if alone.values[one.id].nunique() > 1 else float("nan")
    cells = "".join(_cell(found, one, code, top=top) for code in found.shortlist)
    name = html.escape(words.name(one, figures))
    return f'<tr><th scope="row">{name}<small>{html.escape(source)}</small></th>{cells}</tr>'


def _cell(found: Scouting, one: Criterion, code: str, *, top: float) -> str:
    evidence, figures = found.evidence, found.figures
    value = found.value(code, one.id)
    if not np.isfinite(value):
        return f'<td><span class="rs-badge sc-ask">{html.escape(figures.say("unknown: ask"))}</span></td>'
    style = ' class="sc-best"' if value == top else ""
    texts = [words.interval(one, evidence, code, figures), words.detail(one, evidence, code, figures),
             *words.standing(one, evidence, code, figures), *_own_origin(found, one, code)]  # fmt: skip
    about = html.escape(" · ".join(text for text in texts if text))
    return f"<td><span{style}>{html.escape(words.value(one, value, figures))}</span><small>{about}</small></td>"


def _own_origin(found: Scouting, one: Criterion, code: str) -> list[str]:
    """Name source and vintage of a figure where they are not those of its row."""
    own = words.origin(one, found.evidence, code)
    return own if own != [text for text in (one.source, one.vintage) if text] else []
