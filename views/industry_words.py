"""The sentences of the industry page, made from its numbers."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import numpy as np

from geo.manifest import in_language
from views.quotients import STRONG

if TYPE_CHECKING:
    import pandas as pd

    from views.figures import Figures
    from views.industry_profile import Spread

_NONE = 0


def headline(spread: Spread, figures: Figures) -> str:
    """Say in one sentence where the industry concentrates, and how much."""
    say = figures.say
    if spread.half == _NONE:
        return say("{industry}: no region has enough figures to compare", industry=figures.industry)
    return say(
        "{industry}: half of the {unit} are in {n} of {total} regions, which have {share} of all {unit}",
        industry=figures.industry,
        unit=figures.measure_unit,
        n=say.number(spread.half, decimals=0),
        total=say.number(spread.known, decimals=0),
        share=say.percent(spread.half_weight, decimals=0),
    )


def subtitle(spread: Spread, figures: Figures) -> str:
    """Say what is counted, where and when, and what is left out."""
    say, query, manifest = figures.say, spread.query, figures.dataset.manifest
    measure = in_language(manifest.measure(query.measure).title, say.lang)
    level = in_language(manifest.level(query.level).title, say.lang)
    parts = [measure, level, *([str(query.year)] if query.year else [])]
    sentence = f"{', '.join(parts)}."
    if query.minimum > 0:
        sentence += " " + say("Regions with fewer than {amount} are not ranked.", amount=figures.amount(query.minimum))
    return sentence


def key_figures(spread: Spread, figures: Figures, *, chance: tuple[str, str]) -> str:
    """Write the row of key figures: size, the highest region, specialized regions, whether it is more than chance."""
    say = figures.say
    place = say("rank {n} of {total} by size", n=say.number(spread.amount_rank, decimals=0),
                total=say.number(spread.industries, decimals=0))  # fmt: skip
    gaps = len(spread.regions) - spread.known
    if gaps:
        n, total = (say.number(number, decimals=0) for number in (gaps, len(spread.regions)))
        place += "; " + say("regions without a figure: {n} of {total}", n=n, total=total)
    cards = [(figures.measure_unit, say.number(spread.amount, decimals=0), place)]
    if not spread.ranked.empty:
        cards.append(_highest(spread, figures))
    cards.append(_specialized(spread, figures))
    cards.append((say("More than chance?"), *chance))
    return f'<dl class="rs-cards">{"".join(card(*each) for each in cards)}</dl>'


def card(label: str, value: str, note: str) -> str:
    """Write one key figure with its name above and a remark beneath it."""
    label, value, note = (html.escape(text) for text in (label, value, note))
    return f'<div class="rs-card"><dt>{label}</dt><dd class="rs-number">{value}</dd><dd>{note}</dd></div>'


def _highest(spread: Spread, figures: Figures) -> tuple[str, str, str]:
    say, first = figures.say, spread.ranked.iloc[0]
    note = figures.region(str(spread.ranked.index[0]))
    if np.isfinite(first["lower"]):
        low, high = figures.value(first["lower"]), figures.value(first["upper"])
        note = f"{note} ({say('{low} to {high}', low=low, high=high)})"
    return say("highest quotient"), figures.value(first["quotient"]), note


def _specialized(spread: Spread, figures: Figures) -> tuple[str, str, str]:
    say = figures.say
    n, total = (say.number(number, decimals=0) for number in (len(spread.strong), spread.known))
    text = say("{n} of {total}", n=n, total=total)
    rule = say("{value} times the average share or more", value=say.number(STRONG))
    if spread.certain is None:
        return say("specialized regions"), text, rule
    sure = say.plural(
        "{n} region even at the low end of its interval", "{n} regions even at the low end of their intervals",
        spread.certain,
    )  # fmt: skip
    return say("specialized regions"), text, f"{rule}; {sure}"


def note(row: pd.Series, figures: Figures) -> str:
    """Say what keeps a figure from being an ordinary one."""
    say = figures.say
    texts = {
        "M": say("not published by the source"),
        "C": say("kept confidential by the source"),
        "S": say("Simulated"),
        "E": say("estimated"),
    }
    parts = [texts[row["status"]]] if row["status"] in texts else []
    if row["below"]:
        parts.append(say("below the minimum, not ranked"))
    return "; ".join(parts)


def badges(spread: Spread, figures: Figures) -> str:
    """Write the badges of an industry with figures that were not observed."""
    say = figures.say
    texts = {"S": say("Simulated"), "E": say("estimated").capitalize()}
    found = [text for status, text in texts.items() if spread.has_status(status)]
    return "".join(f'<span class="rs-badge">{html.escape(text)}</span> ' for text in found)
