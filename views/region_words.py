"""The sentences of the region page, made from its numbers."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import numpy as np

from geo.manifest import in_language
from views.quotients import STRONG

if TYPE_CHECKING:
    import pandas as pd

    from views.figures import Figures
    from views.region_profile import Profile


def headline(profile: Profile, figures: Figures) -> str:
    """Say in one sentence what the region is good at."""
    say, region = figures.say, figures.region(profile.region)
    names, ranked = figures.dataset.industry_names(say.lang), profile.ranked
    if ranked.empty:
        return say("{region}: no group has enough figures to compare", region=region)
    first = ranked.iloc[0]
    parts = {"region": region, "industry": names[str(ranked.index[0])], "value": say.number(first["quotient"])}
    if profile.strong.empty:
        return say(
            "{region}: close to the average everywhere. Highest: {industry}, {value} times the average share", **parts
        )
    return say("{region} stands out in {industry}: {value} times the average share", **parts)


def subtitle(profile: Profile, figures: Figures) -> str:
    """Say what is counted, when, and what is left out."""
    say, query = figures.say, profile.query
    measure = in_language(figures.dataset.manifest.measure(query.measure).title, say.lang)
    depth = in_language(figures.dataset.manifest.industry_level(query.industry_level).title, say.lang)
    parts = [measure, depth, *([str(query.year)] if query.year else [])]
    sentence = f"{', '.join(parts)}."
    if query.minimum > 0:
        sentence += " " + say("Groups with fewer than {amount} are not ranked.", amount=figures.amount(query.minimum))
    return f"{sentence} {_interval(profile, figures)}".rstrip()


def _interval(profile: Profile, figures: Figures) -> str:
    """Write the interval of the quotient in the headline, where the source supports one."""
    ranked, say = profile.ranked, figures.say
    if ranked.empty or not np.isfinite(ranked.iloc[0]["lower"]):
        return ""
    value, low, high = (say.number(ranked.iloc[0][name]) for name in ("quotient", "lower", "upper"))
    return say("Interval of {value}: {low} to {high}.", value=value, low=low, high=high)


def key_figures(profile: Profile, figures: Figures) -> str:
    """Write the row of key figures: size, strengths, the largest group, how much is known."""
    say = figures.say
    place, regions = say.number(profile.total_rank, decimals=0), say.number(profile.regions, decimals=0)
    size = say("rank {n} of {total} by size", n=place, total=regions)
    cards = [(figures.measure_unit, say.number(profile.total, decimals=0), size), _strengths(profile, figures)]
    largest = profile.largest
    if largest is not None:
        name = figures.dataset.industry_names(say.lang)[str(largest.name)]
        share = say("{here}, on average {reference}", here=name, reference=say.percent(largest["reference_share"]))
        cards.append((say("in the largest group"), say.percent(largest["share"]), share))
    known = int(profile.groups["amount"].notna().sum())
    note = say("the others are missing or confidential") if known < len(profile.groups) else say("none is missing")
    cards.append((say("figures known"), say("{n} of {total}", n=known, total=len(profile.groups)), note))
    return f'<dl class="rs-cards">{"".join(_card(*card) for card in cards)}</dl>'


def _strengths(profile: Profile, figures: Figures) -> tuple[str, str, str]:
    say = figures.say
    text = say("{n} of {total}", n=len(profile.strong), total=len(profile.groups))
    label = say("strong groups")
    rule = say("{value} times the average share or more", value=say.number(STRONG))
    if profile.certain is None:
        return label, text, rule
    sure = say.plural(
        "{n} even at the low end of its interval", "{n} even at the low end of their intervals", profile.certain
    )
    return label, text, f"{rule}; {sure}"


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


def rank_range(row: pd.Series, figures: Figures) -> str:
    """Write the ranks that the intervals leave open."""
    say = figures.say
    if not np.isfinite(row["rank"]):
        return ""
    best, worst = int(row["best_rank"]), int(row["worst_rank"])
    return str(best) if best == worst else say("{low} to {high}", low=best, high=worst)


def badges(profile: Profile, figures: Figures) -> str:
    """Write the badges of a region with figures that were not observed."""
    say = figures.say
    texts = {"S": say("Simulated"), "E": say("estimated").capitalize()}
    found = [text for status, text in texts.items() if profile.has_status(status)]
    return "".join(f'<span class="rs-badge">{html.escape(text)}</span> ' for text in found)


def _card(label: str, value: str, note: str) -> str:
    label, value, note = (html.escape(text) for text in (label, value, note))
    return f'<div class="rs-card"><dt>{label}</dt><dd class="rs-number">{value}</dd><dd>{note}</dd></div>'
