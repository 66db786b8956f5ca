"""The sentences of the region page, made from its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scene.i18n import N_
from scene.quotients import STRONG
from scene.row_words import cards, lead

if TYPE_CHECKING:
    from scene.figures import Figures
    from scene.region_profile import Profile


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
    depth = figures.dataset.manifest.industry_level(profile.query.industry_level)
    left_out = N_("Groups with fewer than {amount} are not ranked.")
    sentence = lead(profile.query, figures, rows=depth.title, left_out=left_out)
    return f"{sentence} {_interval(profile, figures)}".rstrip()


def _interval(profile: Profile, figures: Figures) -> str:
    """Write the interval of the quotient in the headline, where the source supports one."""
    ranked, say = profile.ranked, figures.say
    if ranked.empty or not np.isfinite(ranked.iloc[0]["lower"]):
        return ""
    value, low, high = (say.number(ranked.iloc[0][name]) for name in ("quotient", "lower", "upper"))
    return say("Interval of {value}: {low} to {high}.", value=value, low=low, high=high)


def key_figures(profile: Profile, figures: Figures) -> str:
    """Write the row of key figures of the page."""
    return cards(key_rows(profile, figures))


def key_rows(profile: Profile, figures: Figures) -> list[tuple[str, str, str]]:
    """Name, figure and remark of each key figure: size, strengths, the largest group, how much is known."""
    say = figures.say
    place, regions = say.number(profile.total_rank, decimals=0), say.number(profile.regions, decimals=0)
    size = say("rank {n} of {total} by size", n=place, total=regions)
    found = [(figures.measure_unit, say.number(profile.total, decimals=0), size), _strengths(profile, figures)]
    largest = profile.largest
    if largest is not None:
        name = figures.dataset.industry_names(say.lang)[str(largest.name)]
        share = say("{here}, on average {reference}", here=name, reference=say.percent(largest["reference_share"]))
        found.append((say("in the largest group"), say.percent(largest["share"]), share))
    known = int(profile.groups["amount"].notna().sum())
    gaps = say("the others are missing or confidential") if known < len(profile.groups) else say("none is missing")
    return [*found, (say("figures known"), say("{n} of {total}", n=known, total=len(profile.groups)), gaps)]


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
