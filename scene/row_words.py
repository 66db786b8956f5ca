"""What the tables and cards of several pages say: notes on a figure, the ranks left open, key figures, badges."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import numpy as np

from geo.manifest import in_language
from scene.i18n import N_
from scene.simulated import SIMULATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from geo.query import Query
    from scene.figures import Figures
    from scene.i18n import Say
    from scene.quotients import Quotients

STATUS = {
    "M": N_("not published by the source"),
    "C": N_("kept confidential by the source"),
    "E": N_("estimated"),
}
"""What a note says of an observation status; a normal one needs no note, a simulated one is said by `made_up`."""


def lead(query: Query, figures: Figures, *, rows: Mapping[str, str], left_out: str) -> str:
    """Name the measure, the kind of `rows` and the year, and say what is `left_out` where a minimum is asked."""
    say, measure = figures.say, figures.dataset.manifest.measure(query.measure)
    parts = [in_language(title, say.lang) for title in (measure.title, rows)]
    sentence = f"{', '.join([*parts, str(query.year)] if query.year else parts)}."
    return f"{sentence} {say(left_out, amount=figures.amount(query.minimum))}" if query.minimum > 0 else sentence


def note(status: str, say: Say, *, made_up: str, below: bool) -> str:
    """Say what keeps a figure from being an ordinary one: its status, what of it is made up, the minimum."""
    published = say(STATUS[status]) if status in STATUS else ""
    unranked = say("below the minimum, not ranked") if below else ""
    return "; ".join(part for part in (published, made_up, unranked) if part)


def note_of(row: pd.Series, figures: Figures) -> str:
    """Say what keeps the figure of a row of quotients from being an ordinary one."""
    made_up = figures.say(SIMULATED) if row["status"] == "S" else ""
    return note(row["status"], figures.say, made_up=made_up, below=row["below"])


def rank_range(row: pd.Series, figures: Figures) -> str:
    """Write the ranks that the intervals leave open."""
    if not np.isfinite(row["rank"]):
        return ""
    best, worst = int(row["best_rank"]), int(row["worst_rank"])
    return str(best) if best == worst else figures.say("{low} to {high}", low=best, high=worst)


def badges(found: Quotients, figures: Figures) -> str:
    """Write the badges of a page with figures that were not observed."""
    say = figures.say
    texts = {"S": say(SIMULATED), "E": say(STATUS["E"]).capitalize()}
    marks = [html.escape(text) for status, text in texts.items() if found.has_status(status)]
    return "".join(f'<span class="rs-badge">{mark}</span> ' for mark in marks)


def cards(rows: Iterable[tuple[str, str, str]]) -> str:
    """Write the row of key figures, each with its name above and a remark beneath it."""
    return f'<dl class="rs-cards">{"".join(_card(*row) for row in rows)}</dl>'


def _card(label: str, value: str, remark: str) -> str:
    label, value, remark = (html.escape(text) for text in (label, value, remark))
    return f'<div class="rs-card"><dt>{label}</dt><dd class="rs-number">{value}</dd><dd>{remark}</dd></div>'
