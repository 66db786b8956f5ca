"""The ranking: a row for each place with its score, the ranks left open, what is unknown, a way to the shortlist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from geo.scouting_types import ASK
from views import scout_memory as memory
from views import scout_names as words
from views import scout_state as address
from views import state
from views.scout_firm import SETTLED, key_of
from views.scout_model import figure
from views.scout_parts import LIST, part, seen

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geo.scouting import Evidence
    from views.scout_model import Scouting

KEY, SHOWN, ASKED = "c_scout_list", "scout_shown", "scout_asked"
FIRST, MORE = 12, 25
KEY_STAR = "scout_star"
FULL, GONE = "scout_full", "scout_gone"
"""What is told once: that the shortlist is full, and which place was taken away (code, and its place on the list)."""
_PERCENT = 100
_WHOLE = 0.9995


def show_ranking(found: Scouting, ranges: pd.DataFrame, chosen: str, *, final: bool) -> None:
    """Draw the rows, and the button for more of them."""
    say = found.figures.say
    shown = int(st.session_state.get(SHOWN, FIRST))
    part(LIST)(key=KEY, data=data_of(found, ranges, chosen=chosen, shown=shown) | {"final": final},
               default={"settled": "", "asked": []}, on_asked_change=lambda: _take(found),
               on_settled_change=lambda: st.session_state.update({SETTLED: st.session_state[KEY]["settled"]}),
               )  # fmt: skip
    rest = len(found.left) - shown
    if rest > 0:
        label = say.plural("Show {n} more", "Show {n} more", min(rest, MORE))
        st.button(label, key="scout_more", on_click=lambda: st.session_state.update({SHOWN: shown + MORE}))


def _take(found: Scouting) -> None:
    """Do what was clicked in the list since it was last looked at, in that order."""
    told = (st.session_state.get(KEY) or {}).get("asked") or []
    for one in (one for one in told if isinstance(one, dict) and one.get("code") in found.names):
        if int(one.get("n", 0)) > st.session_state.get(ASKED, 0):
            st.session_state[ASKED] = int(one["n"])
            (star if one.get("name") == "starred" else open_place)(str(one["code"]), found)


def data_of(found: Scouting, ranges: pd.DataFrame, *, chosen: str, shown: int) -> dict[str, Any]:
    """Return what the list shows: the first places, and those of the shortlist wherever they stand."""
    say, left = found.figures.say, found.left
    codes = [str(code) for code in left.index]
    kept = [code for code in codes[shown:] if code in found.shortlist or code == chosen]
    texts = {name: words.name(found.evidence.criterion(name), found.figures) for name in found.on}
    rows = [_row(code, found, ranges, texts, chosen=chosen) for code in (*codes[:shown], *kept)]
    return {
        "seq": seen(),
        "question": key_of(found),
        "asked": st.session_state.get(ASKED, 0),
        "rows": rows,
        "words": {
            "label": say("Ranking, best first"),
            "star": say("Put {name} on the shortlist"),
            "unstar": say("Take {name} off the shortlist"),
            "to_star": say("Put on the shortlist"),
            "starred": say("On the shortlist"),
        },
    }


def _row(
    code: str, found: Scouting, ranges: pd.DataFrame, texts: Mapping[str, str], *, chosen: str
) -> dict[str, Any]:
    say, unknown = found.figures.say, found.unknown(code)
    return {
        "code": code,
        "place": say.number(found.place(code, "rank"), decimals=0),
        "name": found.names[code],
        "open": code == chosen,
        "starred": code in found.shortlist,
        "score": score_text(found.place(code, "score")),
        "said": rank_text(ranges, code, found),
        "also": _also(code, found),
        "marks": [_mark(code, unknown, texts, found)] if unknown else [],
        "parts": _parts(code, unknown, texts, found),
    }


def score_text(score: float) -> str:
    """Write a score from 0 to 100, a number that every language writes alike."""
    return str(round(score * _PERCENT))


def _also(code: str, found: Scouting) -> list[str]:
    """Say what score the unknown leaves open."""
    if found.place(code, "known_share") >= _WHOLE:
        return []
    low, high = (score_text(found.place(code, side)) for side in ("lowest", "highest"))
    return [found.figures.say("score {low} to {high}", low=low, high=high)]


def rank_text(ranges: pd.DataFrame, code: str, found: Scouting) -> str:
    """Say between which ranks a place stays in nine of ten other weightings."""
    say = found.figures.say
    low, high = (int(figure(ranges, code, side)) for side in ("low", "high"))
    if low == high:
        return say("rank stays {n}", n=say.number(low, decimals=0))
    return say("rank {low} to {high}", low=say.number(low, decimals=0), high=say.number(high, decimals=0))


def _mark(code: str, unknown: list[str], texts: Mapping[str, str], found: Scouting) -> dict[str, str]:
    say = found.figures.say
    names = ", ".join(texts.get(name) or words.name(found.evidence.criterion(name), found.figures) for name in unknown)
    hint = say("Unknown: {names}. It counts as the middle place until you ask.", names=names)
    kind = "must" if found.table["passes"][code] == ASK else "ask"
    return {"kind": kind, "text": say.plural("{n} unknown: ask", "{n} unknown: ask", len(unknown)), "hint": hint}


def _parts(code: str, unknown: list[str], texts: Mapping[str, str], found: Scouting) -> list[dict[str, Any]]:
    mark = "." if found.figures.say.lang == "en" else ","
    parts = []
    for name, text in texts.items():
        points = found.place(code, f"contribution_{name}") * _PERCENT
        shown = f"{points:.1f}".replace(".", mark)
        parts.append({"width": round(points, 2), "unknown": name in unknown, "text": f"{text}: {shown}"})
    return parts


def open_place(code: str, found: Scouting) -> None:
    """Select a place, as a click on any map does."""
    if found.asked.of_clusters:
        state.change(cluster=code)
    else:
        state.change(region=code, cluster=None)


def star(code: str, found: Scouting) -> None:
    """Put a place on the shortlist, or take it off; an eleventh is told of, not taken."""
    listed = list(address.shortlist_of({address.SHORTLIST: memory.latest(address.SHORTLIST)}, found.names))
    st.session_state.pop(FULL, None)
    if code in listed:
        st.session_state[GONE] = (code, listed.index(code))
        listed.remove(code)
    elif len(listed) >= address.MOST_LISTED:
        st.session_state[FULL] = code
        return
    else:
        st.session_state.pop(GONE, None)
        listed.append(code)
    state.change(**{address.SHORTLIST: ",".join(listed) or None})


def undo(found: Scouting) -> None:
    """Put the place that was taken away back where it stood."""
    code, place = st.session_state.pop(GONE, ("", 0))
    listed = [one for one in found.shortlist if one != code]
    listed.insert(place, code)
    state.change(**{address.SHORTLIST: ",".join(listed[: address.MOST_LISTED])})


def best(evidence: Evidence, name: str) -> float:
    """Return the best known value of a criterion."""
    values = evidence.values[name].to_numpy(dtype=float)
    known = values[np.isfinite(values)]
    if not len(known):
        return float("nan")
    return float(known.max() if evidence.criterion(name).direction > 0 else known.min())
