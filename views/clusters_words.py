"""Clusters in words: the headline, names, what is not evidence, and notes of a card in the reader's language."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import numpy as np

from geo.problems import Told
from scene.errors_words import told
from scene.i18n import N_
from scene.simulated import SIMULATED

if TYPE_CHECKING:
    import pandas as pd

    from scene.figures import Figures
    from scene.i18n import Say
    from views.clusters_chance import Proof
    from views.clusters_model import Found

NO_EVIDENCE = N_("a pattern of simulated firms, not evidence")
METHODS = {
    "dbscan": N_("Dense within one distance (DBSCAN)"),
    "hdbscan": N_("Dense at any distance (HDBSCAN)"),
}
"""Ways to look for clusters, in words."""
WEIGHTS = {"employees": N_("its jobs"), "one": N_("one each")}
"""What an enterprise counts for."""
KINDS = {
    "firm": N_("firms"),
    "university": N_("universities"),
    "research": N_("research institutes"),
    "government": N_("public offices"),
    "support": N_("supporting organisations"),
}
"""Kinds of organisations."""
SIZES = {
    "0-9": N_("up to 9 jobs"),
    "10-49": N_("10 to 49 jobs"),
    "50-249": N_("50 to 249 jobs"),
    "250+": N_("250 jobs and more"),
}
"""Size classes of enterprises."""
HIDDEN = {
    "few": N_("hidden: too few enterprises"),
    "dominant": N_("hidden: one enterprise has nearly all of them"),
    "second": N_("hidden, so that another figure cannot be told from the total"),
    "total": N_("hidden with the total"),
}
"""Why a number of jobs is not shown."""

VERDICTS = {
    "localised": N_("More than chance: enterprises of {industry} lie closer together than enterprises taken at random "
                    "from all industries; most clearly up to {distance}."),
    "dispersed": N_("Spread out: enterprises of {industry} keep farther apart than enterprises taken at random from "
                    "all industries."),
    "chance": N_("No more than chance: the distances between enterprises of {industry} are what enterprises taken at "
                 "random from all industries would show, too."),
    "unknown": N_("Nothing can be told of {industry}."),
}  # fmt: skip
"""The answer of a test, in words."""


def warning(found: Found, say: Say) -> str:
    """Write the badge and the sentence that stand beside everything of a simulated register, or nothing."""
    if not found.simulated:
        return ""
    badge, sentence = html.escape(say(SIMULATED)), html.escape(say(NO_EVIDENCE))
    return f'<span class="rs-badge">{badge}</span> <span class="rs-warn">{sentence}</span>. '


def column(name: str, say: Say) -> str:
    """Name the column of a text in the reader's language."""
    return name if say.lang == "en" else f"{name}_{say.lang}"


def names(found: Found, say: Say) -> dict[str, str]:
    """Short name of each cluster: its place, with the industry where two would have the same one."""
    texts = found.table[column("short", say)]
    return {str(code): str(text) for code, text in texts.items()}


def industry(code: str, figures: Figures) -> str:
    """Name an industry."""
    return figures.dataset.industry_names(figures.say.lang).get(code, code)


def headline(found: Found, rows: pd.DataFrame, figures: Figures) -> str:
    """Say how many clusters there are, and how much the largest of them holds."""
    say, asked = figures.say, found.asked
    if rows.empty:
        return say("No cluster is found this way")
    largest = names(found, say)[str(rows.index[0])]
    share, n = say.percent(rows["share"].iloc[0], decimals=0), len(rows)
    if asked.industry:
        what = industry(asked.industry, figures)
        if not np.isfinite(rows["share"].iloc[0]):
            return say.plural("{n} cluster: {industry}; the largest is around {place}",
                              "{n} clusters: {industry}; the largest is around {place}", n, industry=what,
                              place=largest)  # fmt: skip
        return say.plural("{n} cluster: {industry}. It lies around {place} and holds {share} of the {unit}",
                          "{n} clusters: {industry}. The largest, around {place}, holds {share} of the {unit}", n,
                          industry=what, place=largest, share=share, unit=unit(found, figures))  # fmt: skip
    return say.plural("{n} cluster of all enterprises; the largest: {place}",
                      "{n} clusters of all enterprises; the largest: {place}", n, place=largest)  # fmt: skip


def unit(found: Found, figures: Figures) -> str:
    """Name what shares are of."""
    return figures.jobs_unit if found.basis == "employees" else figures.say("enterprises")


def how(found: Found, figures: Figures) -> str:
    """Say in a sentence what was looked for."""
    say, asked = figures.say, found.asked
    least, radius = say.number(asked.least, decimals=0), say.number(asked.radius, decimals=0)
    if asked.method == "hdbscan":
        return say("Groups of at least {n} enterprises that lie denser than what is around them, whatever borders lie "
                   "between them.", n=least)  # fmt: skip
    if asked.by_jobs:
        return say("Places with at least {least} jobs of at least {firms} enterprises within {radius} m, whatever "
                   "borders lie between them.", least=least, firms=asked.firms, radius=radius)  # fmt: skip
    return say("Places with at least {least} enterprises within {radius} m, whatever borders lie between them.",
               least=least, radius=radius)  # fmt: skip


def note(text: str, figures: Figures) -> str:
    """Say a note of a card in the reader's language, kinds and industries by their names."""
    say = figures.say
    if not isinstance(text, Told):
        return text
    parts = dict(text.parts)
    if parts.get("kind") in KINDS:
        parts["kind"] = say(KINDS[str(parts["kind"])])
    if "industry" in parts:
        parts["industry"] = industry(str(parts["industry"]), figures)
    sentence = told(Told.made(text.sentence, parts), say)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def jobs(value: float, why: str, say: Say) -> str:
    """Write a number of jobs, or why it is not shown."""
    return say(HIDDEN[why]) if why in HIDDEN else say.number(value, decimals=0)


def metres(value: float, say: Say) -> str:
    """Write a distance: metres up to a kilometre, above in kilometres."""
    if not np.isfinite(value):
        return say.number(None)
    if value < 1000:  # noqa: PLR2004 - a kilometre
        return say("{n} m", n=say.number(value, decimals=0))
    return say("{n} km", n=say.number(value / 1000, decimals=1))


def verdict(proof: Proof, code: str, figures: Figures) -> str:
    """Say what a test against chance found for an industry."""
    say, pattern = figures.say, proof.pattern
    upto = metres(pattern.localised[0][1], say) if pattern.localised else ""
    name = industry(code, figures)
    return say(VERDICTS[pattern.verdict], industry=name, distance=upto)
