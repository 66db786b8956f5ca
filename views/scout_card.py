"""The card of one place: why it stands where it stands, what of that is known how well, and the places like it."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from geo.scouting_alike import places_like
from views import scout_names as words
from views import state
from views.markup import unmarked
from views.scout_files import show_brief
from views.scout_model import figure
from views.scout_ranking import KEY_STAR, open_place, score_text, star

if TYPE_CHECKING:
    import pandas as pd

    from geo.scouting import Criterion
    from views.scout_model import Scouting

_PERCENT = 100
_ALIKE = 5


def show_card(found: Scouting, ranges: pd.DataFrame, code: str) -> None:
    """Draw the card."""
    say = found.figures.say
    st.html(f'<h2 class="rs-section sc-title" id="place">{html.escape(found.names[code])}</h2>'
            f'<p class="rs-lead">{html.escape(" · ".join(summary(found, ranges, code)))}</p>')  # fmt: skip
    with st.container(horizontal=True, gap="small", key="scout_acts"):
        listed = code in found.shortlist
        st.button(say("Take off the shortlist") if listed else say("Put on the shortlist"), key=KEY_STAR,
                  on_click=star, args=(code, found), type="secondary" if listed else "primary")  # fmt: skip
        show_brief(found, code)
    st.html(facts(found, code))
    _show_alike(found, code)


def summary(found: Scouting, ranges: pd.DataFrame, code: str) -> list[str]:
    """Say rank, ranks left open and score of a place in short."""
    say = found.figures.say
    if code not in ranges.index:
        return [say("Left out: {why}", why="; ".join(reasons(found, code)))]
    rank = say("Rank {n} of {total}", n=say.number(found.place(code, "rank"), decimals=0),
               total=say.number(len(found.left), decimals=0))  # fmt: skip
    low, high, often = (figure(ranges, code, part) for part in ("low", "high", "first"))
    bounds = {"low": say.number(low, decimals=0), "high": say.number(high, decimals=0)}
    firm = say("in 9 of 10 trials the same") if low == high else say("in 9 of 10 trials {low} to {high}", **bounds)
    score = say("score {n} of 100", n=score_text(found.place(code, "score")))
    first = say("first in {share} of the trials", share=say.percent(often, decimals=0))
    return [f"{rank}, {firm}", score, *([first] if often else [])]


def reasons(found: Scouting, code: str) -> list[str]:
    """Say which conditions a place fails, with its figure and the bound."""
    say, failed = found.figures.say, []
    for one in found.conditions:
        criterion, value = found.evidence.criterion(one.criterion), found.value(code, one.criterion)
        bad = value < one.value if one.side == "min" else value > one.value
        if np.isfinite(value) and bad:
            sentence = say("{name} {value}, at least {bound} asked") if one.side == "min" else say(
                "{name} {value}, at most {bound} asked")  # fmt: skip
            texts = (words.value(criterion, number, found.figures) for number in (value, one.value))
            value_text, bound = texts
            failed.append(sentence.format(name=words.name(criterion, found.figures), value=value_text, bound=bound))
    return failed


def facts(found: Scouting, code: str) -> str:
    """Write each criterion that counts: its value, what it adds to the score, and how well it is known."""
    total = sum(found.on.values())
    rows = "".join(_fact(found, code, found.evidence.criterion(name), weight / total)
                   for name, weight in found.on.items())  # fmt: skip
    head = "".join(f'<th scope="col">{html.escape(text)}</th>'
                   for text in (found.figures.say("Criterion"), found.figures.say("Figure and points")))  # fmt: skip
    return f'<table class="sc-facts"><thead class="sc-unseen"><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _fact(found: Scouting, code: str, one: Criterion, share: float) -> str:
    say, figures, evidence = found.figures.say, found.figures, found.evidence
    value = found.value(code, one.id)
    points = found.place(code, f"contribution_{one.id}") * _PERCENT
    worth = say("{n} of {total} points", n=say.number(points, decimals=0),
                total=say.number(share * _PERCENT, decimals=0))  # fmt: skip
    texts = [words.interval(one, evidence, code, figures), *words.standing(one, evidence, code, figures),
             words.detail(one, evidence, code, figures), *words.origin(one, evidence, code)]  # fmt: skip
    about = html.escape(" · ".join(text for text in texts if text))
    known = np.isfinite(value)
    shown = html.escape(words.value(one, value, figures)) if known else _ask(say("unknown: ask"))
    width = points / (share * _PERCENT) * 100 if share else 0
    return (
        f'<tr><th scope="row">{html.escape(words.name(one, figures))}<small>{about}</small></th>'
        f'<td><b>{shown}</b><small>{html.escape(worth)}</small>'
        f'<i class="sc-gauge{"" if known else " sc-guess"}"><i style="width:{width:.0f}%"></i></i></td></tr>'
    )


def _ask(text: str) -> str:
    return f'<span class="rs-badge">{html.escape(text)}</span>'


def _show_alike(found: Scouting, code: str) -> None:
    """Draw the places that are most like this one, each a button that opens it."""
    say = found.figures.say
    drawer = st.expander(say("Places like this one"), key="x_alike", on_change="rerun")
    if not drawer.open:
        return
    with drawer:
        alike = places_like(found.evidence, code, _ALIKE)
        if alike.empty:
            st.caption(say("Too little is known of it to say which places are like it."))
        for other, row in alike.iterrows():
            st.button(unmarked(found.names[str(other)]), key=f"alike_{other}", type="tertiary", on_click=open_place,
                      args=(str(other), found))  # fmt: skip
            st.html(f'<p class="rs-lead sc-alike">{html.escape(_likeness(row, found))}</p>')


def _likeness(row: pd.Series, found: Scouting) -> str:
    say = found.figures.say

    def named(ids: tuple[str, ...]) -> str:
        return ", ".join(words.name(found.evidence.criterion(name), found.figures) for name in ids)

    texts = [say("alike: {names}", names=named(row["alike"]))]
    if row["unlike"]:
        texts.append(say("apart: {names}", names=named(row["unlike"][:1])))
    return "; ".join(texts)


def clear_place() -> None:
    """Go back to the card of the first place."""
    state.change(region=None, cluster=None)
