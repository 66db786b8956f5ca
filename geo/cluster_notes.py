"""What is to be said of a cluster beside its figures: English sentences that remember their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.problems import Told

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTES: Mapping[str, str] = {
    "simulated": "a pattern of simulated firms, not evidence",
    "few": "the jobs are hidden: fewer than {n} enterprises",
    "dominant": "the jobs are hidden: one enterprise has more than {share} of them",
    "confidential": "the register is confidential: no single enterprise is shown",
    "no_jobs": "the register states no jobs: everything is counted in enterprises",
    "jobs_unknown": "the jobs of {n} of {total} enterprise(s) are not known; they count as enterprises, not with jobs",
    "one_kind": "all organisations here are of one kind ({kind}): there is no synergy between kinds to measure",
    "no_kinds": "the register does not say what kind of organisation an enterprise is",
    "no_traits": "fewer than two organisations state kind, size and industry: there is no synergy to measure",
    "no_anchor": "no enterprise here is an anchor: none has {jobs} jobs, or {share} of the jobs and at least {least}",
    "no_links": "there is no table of links",
    "no_own_links": "no link begins or ends at a member",
    "links_outside": "{n} link(s) begin or end at an enterprise that is not in the register; they do not count",
    "no_regions": "the register does not say in which region an enterprise lies",
    "no_relatedness": "there is no table that says which industries are related",
    "few_industries": "only {n} industries: which of them are related says little",
    "not_related": "nothing is known to be related to {industry}",
    "all_industries": "clusters were looked for among all enterprises at once: density against them has no meaning",
    "drawn_dense": "the outline was drawn where enterprises are dense: the ratio is above 1 by construction and is no "
    "proof; the proof is a test against chance over all distances",
    "no_outside": "no other enterprise lies outside: there is nothing to compare with",
    "first_round": "only the first round of lost links is counted, and nobody is taken to find another partner",
    "two_regions": "the register has no regions: the rule compares the cluster with everything else as one region, and "
    "its quantiles say little",
}
"""Every such sentence by its kind."""


def note(kind: str, /, **parts: object) -> Told:
    """Say the sentence of this kind (a key of `NOTES`).

    Examples
    --------
    >>> str(note("few", n=3))
    'the jobs are hidden: fewer than 3 enterprises'
    """
    return Told.made(NOTES[kind], parts)
