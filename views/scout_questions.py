"""What to ask each place: a question for every figure that nobody has published, to send as text or as a table."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo import scouting
from geo.provenance import safe_cells
from scene import scout_words
from views import scout_names as words

if TYPE_CHECKING:
    from views.scout_model import Scouting

_FIRST = 5


def asked_places(found: Scouting) -> list[str]:
    """Places that are asked: those of the shortlist, else the first of the ranking."""
    return list(found.shortlist) or [str(code) for code in found.left.index[:_FIRST]]


def questions(found: Scouting, code: str) -> list[tuple[str, str, bool]]:
    """Return criterion, question and whether it counts in this ranking, those that count first."""
    say, figures = found.figures.say, found.figures
    wanted = set(found.on) | set(found.untold) | {one.criterion for one in found.conditions}
    rows = [
        (words.name(one, figures),
         scout_words.question(one, say, place=found.names[code], industry=figures.industry), one.id in wanted)
        for one in scouting.unknowns(found.evidence, code)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: not row[2])


def show_questions(found: Scouting) -> None:
    """Draw the questions of each place and the buttons that hand them out."""
    say, codes = found.figures.say, asked_places(found)
    lead = say("What nobody publishes about the places of your shortlist: send each place its questions.")
    if not found.shortlist:
        lead = say("The shortlist is empty: these are the questions to the first places of the ranking.")
    st.html(f'<p class="rs-lead">{html.escape(lead)}</p>')
    if not codes:
        return
    name = f"regioscope-{found.asked.dataset}-questions"
    with st.container(horizontal=True, gap="small"):
        st.download_button(say("Download as text"), data=lambda: letter(found, codes).encode("utf-8"),
                           file_name=f"{name}.txt", mime="text/plain", on_click="ignore",
                           key="questions_txt")  # fmt: skip
        st.download_button(say("Download as table (CSV)"), data=lambda: as_csv(found, codes), file_name=f"{name}.csv",
                           mime="text/csv", on_click="ignore", key="questions_csv")  # fmt: skip
    st.html("".join(_place(found, code) for code in codes))


def _place(found: Scouting, code: str) -> str:
    say, rows = found.figures.say, questions(found, code)
    title = f'<h3 class="rs-panel-title">{html.escape(found.names[code])}</h3>'
    if not rows:
        return f'{title}<p class="rs-text rs-quiet">{html.escape(say("Nothing is unknown here."))}</p>'
    items = "".join(
        f'<li>{html.escape(question)} <small class="sc-why">{html.escape(name)}'
        + (f' · <b>{html.escape(say("counts in your ranking"))}</b>' if counts else "")
        + "</small></li>"
        for name, question, counts in rows
    )
    return f'<section class="sc-ask-of">{title}<ol>{items}</ol></section>'


def letter(found: Scouting, codes: list[str]) -> str:
    """Write the questions as a text to send, one part a place."""
    say = found.figures.say
    parts = []
    for code in codes:
        lines = [found.names[code], say("Project: {industry}", industry=found.figures.industry), ""]
        lines += [f"{n}. {question}" for n, (_, question, _) in enumerate(questions(found, code), 1)]
        parts.append("\n".join(lines))
    return "\n\n\n".join(parts) + "\n"


def as_csv(found: Scouting, codes: list[str]) -> bytes:
    """Write the questions as a table with a column for the answers."""
    say = found.figures.say
    rows = [(code, found.names[code], name, say("yes") if counts else say("no"), question, "")
            for code in codes for name, question, counts in questions(found, code)]  # fmt: skip
    heads = [say("Code"), say("Name of the place"), say("Criterion"), say("Counts in the ranking"), say("Question"),
             say("Answer")]  # fmt: skip
    return safe_cells(pd.DataFrame(rows, columns=heads)).to_csv(index=False).encode("utf-8-sig")
