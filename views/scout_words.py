"""The sentences over the page Scout: who leads and how firmly, and what was ranked by what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.scouting_types import ASK, YES
from views.scout_model import figure

if TYPE_CHECKING:
    import pandas as pd

    from views.scout_model import Scouting

_TRIALS = 100


def headline(found: Scouting, ranges: pd.DataFrame) -> str:
    """Say who leads and how often it still does when the weights are others."""
    say, industry = found.figures.say, found.figures.industry
    leader = found.leader
    if not leader:
        return say("No place meets all your conditions") if found.on else say("Switch on at least one criterion")
    name = found.names[leader]
    if not (found.table["passes"] == YES).any():
        return say("No place is known to meet all your conditions; {place} may: ask", place=name)
    if found.table["passes"][leader] == ASK:
        return say("{place} leads for {industry}, if it meets your conditions: ask", place=name, industry=industry)
    if len(found.left) == 1:
        return say("{place} alone meets your conditions for {industry}", place=name, industry=industry)
    n = round(figure(ranges, leader, "first") * _TRIALS)
    return say("{place} leads for {industry}; it stays first in {n} of 100 trials", place=name, industry=industry, n=n)


def subtitle(found: Scouting) -> str:
    """Say how many places were ranked by how many criteria."""
    say, all_, left = found.figures.say, len(found.evidence.values), len(found.left)
    places = say.plural("{n} place", "{n} places", all_)
    if found.conditions:
        places = say("{n} of {total} places meet your conditions or may", n=left, total=all_)
    if not found.on:
        return f"{places}."
    return f"{places}, {say.plural('ranked by {n} criterion', 'ranked by {n} criteria', len(found.on))}."


def trials(found: Scouting) -> str:
    """Say what a trial is, where the headline speaks of them."""
    say = found.figures.say
    return say("Trials: weights up to half larger or smaller, figures within their errors.") if found.leader else ""
