"""The sentences of the industry page, made from its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scene.i18n import N_
from scene.quotients import STRONG
from scene.row_words import cards, lead

if TYPE_CHECKING:
    from scene.figures import Figures
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
    level = figures.dataset.manifest.level(spread.query.level)
    left_out = N_("Regions with fewer than {amount} are not ranked.")
    return lead(spread.query, figures, rows=level.title, left_out=left_out)


def key_figures(spread: Spread, figures: Figures, *, chance: tuple[str, str]) -> str:
    """Write the row of key figures: size, the highest region, specialized regions, whether it is more than chance."""
    say = figures.say
    place = say("rank {n} of {total} by size", n=say.number(spread.amount_rank, decimals=0),
                total=say.number(spread.industries, decimals=0))  # fmt: skip
    gaps = len(spread.regions) - spread.known
    if gaps:
        n, total = (say.number(number, decimals=0) for number in (gaps, len(spread.regions)))
        place += "; " + say("regions without a figure: {n} of {total}", n=n, total=total)
    found = [(figures.measure_unit, say.number(spread.amount, decimals=0), place)]
    if not spread.ranked.empty:
        found.append(_highest(spread, figures))
    return cards([*found, _specialized(spread, figures), (say("More than chance?"), *chance)])


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
