"""Words of scouting: names, units and help of criteria, the question that an unknown value asks, marks of values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scene.i18n import N_

if TYPE_CHECKING:
    from geo.dataset import Dataset
    from geo.scouting_types import Criterion
    from scene.i18n import Say

NAMES = {
    "quotient": N_("Share compared with the country (location quotient)"),
    "cluster_status": N_("Cluster by published rules"),
    "related": N_("Related groups present"),
    "labour_pool": N_("People in this work"),
    "labour_related": N_("People in related work"),
    "labour_near": N_("People in this work within reach"),
    "wages": N_("Wage in this work"),
    "wages_all": N_("Wage of all work"),
    "growth": N_("Growth of jobs"),
    "universities": N_("Universities and colleges"),
    "port": N_("Nearest sea port"),
    "airport": N_("Nearest international airport"),
    "suppliers": N_("Suppliers present"),
    "competition": N_("Competitors near"),
    "completeness": N_("Part of this list that is known"),
}
"""Name of each criterion."""
SHORT = {
    "quotient": N_("Location quotient"),
    "cluster_status": N_("Cluster rules"),
    "related": N_("Related groups"),
    "labour_pool": N_("Own jobs"),
    "labour_related": N_("Related jobs"),
    "labour_near": N_("Jobs in reach"),
    "wages": N_("Wage"),
    "wages_all": N_("General wage"),
    "growth": N_("Growth"),
    "universities": N_("Universities"),
    "port": N_("Sea port"),
    "airport": N_("Airport"),
    "suppliers": N_("Suppliers"),
    "competition": N_("Competitors"),
    "completeness": N_("Known"),
}
"""Name for the head of a column or the end of a bar."""
HELP = {
    "quotient": N_("Share of the group among all jobs of the place over its share in the country; 1 is the same."),
    "cluster_status": N_("Share of the published rules that call the place a cluster, of those that can judge it."),
    "related": N_("Share of the groups that go together with this one which the place is strong in."),
    "labour_pool": N_("Jobs in this group in the place itself."),
    "labour_related": N_("Jobs in the groups that most often go together with this one."),
    "labour_near": N_("Jobs in this group in the place and in places within {km} km in a straight line."),
    "wages": N_("Mean wage of the group: choose whether low (cost) or high (skill) is good."),
    "wages_all": N_("Mean wage of all groups together: the level of wages of the place."),
    "growth": N_("Change of the jobs of the group a year, over the years that there are."),
    "universities": N_("Students or institutions of higher education at or near the place."),
    "port": N_("Kilometres on the ground plan to the nearest sea port of the list; some stand at their town."),
    "airport": N_("Kilometres to the nearest airport that counts as large; the list has no passenger numbers."),
    "suppliers": N_("Share of what the group buys that industries of the place could supply, by their quotients."),
    "competition": N_("Jobs of the same group in other places within {km} km: who else looks for these people."),
    "completeness": N_("Share of all criteria of this list of which the place has a value."),
}
"""What a criterion is, in one sentence."""
QUESTIONS = {
    "quotient": N_("How many people work in {industry}, and how many in all work?"),
    "cluster_status": N_("How many firms and jobs does {industry} have in {place}?"),
    "related": N_("Which work related to {industry} is done in {place}, and by how many people?"),
    "labour_pool": N_("How many people work in {industry} in {place}?"),
    "labour_related": N_("How many people in {place} do work related to {industry}?"),
    "labour_near": N_("How many people in {industry} live within an hour of {place}?"),
    "wages": N_("What is paid in {industry} in {place}, on average and at most?"),
    "wages_all": N_("What is the average wage in {place}?"),
    "growth": N_("How have jobs in {industry} in {place} changed over the last five years?"),
    "universities": N_(
        "Which universities and colleges near {place} teach for {industry}, with how many graduates a year?"
    ),
    "port": N_("How do goods get from {place} to a sea port, and how long does it take?"),
    "airport": N_("Which airports serve {place}, and where do they fly to?"),
    "suppliers": N_("Which suppliers of {industry} are in {place} or near it?"),
    "competition": N_("Which employers near {place} look for the same people?"),
    "completeness": N_("Which further figures about {place} can you give us?"),
}
"""What to ask a place whose value is unknown."""
UNITS = {
    "ratio": "",
    "share": "",
    "rate": N_("a year"),
    "count": "",
    "money": "",
    "km": N_("km"),
}
"""Unit by the kind of a criterion; that of money comes from the dataset."""
STATUS = {
    "observed": N_("observed"),
    "unknown": N_("unknown, ask"),
    "confidential": N_("kept secret, ask"),
    "simulated": N_("simulated"),
    "modelled": N_("computed"),
}
"""What a value is."""
CONFIDENCE = {
    "good": N_("small error"),
    "fair": N_("some error"),
    "poor": N_("large error"),
    "unstated": N_("error not stated"),
    "none": N_("no value"),
}
"""How far a value can be trusted."""
MISSING = {
    "not_told": N_("This dataset does not tell."),
    "no_wages": N_("This dataset has no wages."),
}
"""Why a dataset cannot tell a criterion."""
PASSES = {"yes": N_("fits"), "no": N_("does not fit"), "ask": N_("ask")}
"""Whether a place passes the filters."""
DIRECTIONS = {1: N_("more is better"), -1: N_("less is better")}


def name_of(one: Criterion, say: Say, dataset: Dataset | None = None, *, short: bool = False) -> str:
    """Name a criterion; one of a further industry names that, too."""
    text = say((SHORT if short else NAMES).get(one.base, one.id))
    if "@" not in one.id:
        return text
    industry = dataset.industry_names(say.lang).get(one.industry, one.industry) if dataset else one.industry
    return f"{text}: {industry}"


def value_text(one: Criterion, value: float, say: Say) -> str:
    """Write a value of a criterion with its unit, or say that it is unknown."""
    if value != value:  # noqa: PLR0124 - NaN
        return say("unknown")
    if one.kind in {"share", "rate"}:
        return say.percent(value)
    decimals = 2 if one.kind == "ratio" else 0
    unit = say(UNITS[one.kind])
    return f"{say.number(value, decimals=decimals)}\N{NO-BREAK SPACE}{unit}".rstrip("\N{NO-BREAK SPACE}")


def question(one: Criterion, say: Say, *, place: str, industry: str) -> str:
    """Ask a place for what is unknown of it."""
    return say(QUESTIONS.get(one.base, NAMES[one.base]), place=place, industry=industry)
