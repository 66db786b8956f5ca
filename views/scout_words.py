"""The sentences over the page Scout: who leads and how firmly, and what was ranked by what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from views import scout_names as words
from views.scout_model import figure

if TYPE_CHECKING:
    import pandas as pd

    from views.scout_model import Scouting

DRAWS = 100
"""Other weightings: "83 of 100" is counted, not rounded."""
_NAMED = 3


def headline(found: Scouting, ranges: pd.DataFrame) -> str:
    """Say who leads and how often it still does when the weights are others."""
    say, industry = found.figures.say, found.figures.industry
    leader = found.leader
    if not found.on:
        return say("Switch on at least one criterion to rank the places")
    if not leader:
        return say("No place meets all your conditions")
    name = found.names[leader]
    if len(found.left) == 1:
        return say("{place} alone meets your conditions for {industry}", place=name, industry=industry)
    n = round(figure(ranges, leader, "first") * DRAWS)
    if n == DRAWS:
        return say("{place} leads for {industry}, whatever the weights: first in 100 of 100 other weightings",
                   place=name, industry=industry)  # fmt: skip
    return say("{place} leads for {industry}; it stays first in {n} of 100 other weightings", place=name,
               industry=industry, n=n)  # fmt: skip


def subtitle(found: Scouting) -> str:
    """Say what was ranked, by what, and how much of it is known."""
    say, evidence = found.figures.say, found.evidence
    all_, left = len(evidence.values), len(found.left)
    names = [words.name(evidence.criterion(name), found.figures) for name in found.on]
    listed = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
    parts = [say.plural("{n} place", "{n} places", all_)]
    if found.conditions:
        parts = [say("{n} of {total} places meet your conditions or may", n=left, total=all_)]
    if names:
        parts.append(say.plural("ranked by {n} criterion: {names}", "ranked by {n} criteria: {names}", len(names),
                                names=listed))  # fmt: skip
    text = ", ".join(parts)
    return text if text.endswith("…") else f"{text}."
