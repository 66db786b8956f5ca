"""Verdicts in words: what a rule says of a place, which condition fails, and by how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.manifest import in_language
from scene.i18n import N_
from scene.methods_entry import NEEDS

if TYPE_CHECKING:
    from geo.cluster_rules import RuleResult
    from scene.figures import Figures
    from scene.i18n import Say
    from views.lab_model import Laboratory

FURTHER_NEEDS = {
    "traded": N_("which groups sell beyond the region and which only within it"),
    "establishment_years": N_("the number of establishments for several years"),
}
_PERCENT = frozenset({"share", "share_of_industry", "growth", "growth_over_industry", "establishment_growth"})
_WHOLE = frozenset({"employment", "establishments", "wages"})


def headline(lab: Laboratory, figures: Figures, region: str) -> str:
    """Say under how many definitions this is a cluster."""
    say, usable = figures.say, lab.usable
    if not usable:
        return say("None of the chosen definitions can be judged with these figures")
    if not region:
        return say("Is it a cluster? It depends on the definition")
    count, known = lab.agreed(region)
    place, industry = figures.region(region), figures.industry
    if not known:
        return say("{place}: no definition can judge {industry}, for want of figures", place=place, industry=industry)
    parts = {"place": place, "industry": industry, "count": count, "known": known}
    if count == 0:
        return say("{place}: {industry} are a cluster by none of {known} definitions", **parts)
    if count == known:
        return say("{place}: {industry} are a cluster by all {known} definitions", **parts)
    return say("{place}: {industry} are a cluster by {count} of {known} definitions", **parts)


def verdict(result: RuleResult, region: str, industry: str, say: Say) -> tuple[str, str]:
    """Return the verdict of a rule on a place as a word for the style sheet and a short sentence."""
    if result.missing:
        return "unknown", say("needs {tables}", tables=", ".join(need(name, say) for name in result.missing))
    met = float(result.met.loc[region, industry])  # type: ignore[arg-type]
    if not np.isfinite(met):
        return "unknown", say("cannot be told: a figure is missing")
    score = scored(result, region, industry, say)
    word = say("a cluster") if met == 1 else say("not a cluster")
    return ("yes" if met == 1 else "no"), f"{word} ({score})" if score else word


def scored(result: RuleResult, region: str, industry: str, say: Say) -> str:
    """Write the score of a rule: stars, the name of a tier or stage, or the index."""
    score, rule = float(result.score.loc[region, industry]), result.rule  # type: ignore[arg-type]
    if not np.isfinite(score):
        return ""
    if rule.kind == "stars":
        return say("{n} of {all} stars", n=int(score), all=len(rule.conditions))
    if rule.kind == "index":
        return say.number(score, decimals=2)
    return in_language(rule.levels[int(score) - 1].title, say.lang) if score >= 1 else ""


def spread(result: RuleResult, industry: str, say: Say) -> tuple[str, str]:
    """Return the verdict of a rule on all regions together, as `verdict` does for one."""
    if result.missing:
        return "unknown", say("needs {tables}", tables=", ".join(need(name, say) for name in result.missing))
    met = result.met[industry]
    n, known = int((met == 1).sum()), int(met.notna().sum())
    return ("yes" if n else "no"), say("{n} of {known} regions are a cluster", n=n, known=known)


def need(name: str, say: Say) -> str:
    """Name a table that a rule needs."""
    text = NEEDS.get(name) or FURTHER_NEEDS.get(name)
    return say(text) if text else name


def is_share(measure: str) -> bool:
    """Return whether a figure that a condition looks at is written in per cent."""
    return measure in _PERCENT


def measured(measure: str, value: float, say: Say) -> str:
    """Write a figure that a condition looks at."""
    if is_share(measure):
        return say.percent(value, decimals=2)
    return say.number(value, decimals=0 if measure in _WHOLE else 2)


def sign(comparison: str) -> str:
    """Write a comparison as in print."""
    return {">=": "≥", "<=": "≤"}.get(comparison, comparison)
