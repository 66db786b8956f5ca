"""Words of scouting: names, units and help of criteria, the question that an unknown value asks, marks of values."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geo.manifest import in_language
from scene.i18n import N_

if TYPE_CHECKING:
    from geo.dataset import Dataset
    from geo.scouting_types import Criterion, Evidence
    from scene.i18n import Say

NAMES = {
    "quotient": N_("Share compared with the country (location quotient)"),
    "cluster_status": N_("A cluster by published rules"),
    "related": N_("Related groups present"),
    "labour_pool": N_("Jobs in this group"),
    "labour_related": N_("Jobs in this and related groups"),
    "labour_near": N_("Jobs in this group within reach"),
    "wages": N_("Wage in this group"),
    "wages_all": N_("Wage of all groups"),
    "growth": N_("Growth of jobs in this group"),
    "universities": N_("Universities and colleges"),
    "port": N_("Nearest sea port"),
    "airport": N_("Nearest large airport"),
    "suppliers": N_("Suppliers present"),
    "competition": N_("Competitors near"),
    "density": N_("Establishments per km²"),
    "completeness": N_("How much is known"),
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
    "density": N_("Density"),
    "completeness": N_("Known"),
}
"""Name for the head of a column or the end of a bar."""
HELP = {
    "quotient": N_(
        "Share of the group among all jobs of the place over its share in the country; 1 is the same share."
    ),
    "cluster_status": N_("Part of the published rules that call the place a cluster, of those that can judge it."),
    "related": N_("Part of the groups that usually go together with this one which the place is strong in."),
    "labour_pool": N_("Jobs of the group in the place itself."),
    "labour_related": N_("Jobs of the group and of those that go together with it in the same places most often."),
    "labour_near": N_("Jobs of the group in the place and in places within {km} km in a straight line."),
    "wages": N_("Mean wage of the group. Choose whether low (cost) or high (skill) is good."),
    "wages_all": N_("Mean wage of all groups together: the level of wages of the place."),
    "growth": N_("Mean change of the jobs of the group a year, over the years that the data have, ten at most."),
    "universities": N_("Students within {km} km, or institutions that award degrees of four years or more."),
    "port": N_(
        "Kilometres in a straight line to the nearest sea port of the list, which puts some ports at their town."
    ),
    "airport": N_(
        "Kilometres to the nearest airport that calls itself international, or serves a town without such one."
    ),
    "suppliers": N_("Part of what the group buys that the industries of the place could supply, by their quotients."),
    "competition": N_("Jobs of the group in other places within {km} km: who else looks for the same people."),
    "density": N_("Establishments of the cluster for each square kilometre of its area."),
    "completeness": N_("Part of all criteria of this list of which the place has a value."),
}
"""What a criterion is, in one sentence."""
QUESTIONS = {
    "quotient": N_("How many people in {place} work in “{industry}”, and how many in all?"),
    "cluster_status": N_("How many firms and jobs does “{industry}” have in {place}?"),
    "related": N_("Which work related to “{industry}” is there in {place}, and with how many people?"),
    "labour_pool": N_("How many people work in “{industry}” in {place}?"),
    "labour_related": N_("How many people in {place} do work related to “{industry}”?"),
    "labour_near": N_("How many people of “{industry}” live within an hour of {place}?"),
    "wages": N_("What is paid for “{industry}” in {place}, on average and at the top?"),
    "wages_all": N_("What is the mean wage in {place}?"),
    "growth": N_("How have the jobs in “{industry}” in {place} changed over the last five years?"),
    "universities": N_(
        "Which universities and colleges near {place} teach for “{industry}”, and how many graduate a year?"
    ),
    "port": N_("How do goods get from {place} to a sea port, and how long does it take?"),
    "airport": N_("Which airports serve {place}, and where do they fly to?"),
    "suppliers": N_("Which suppliers of “{industry}” are there in {place} or near it?"),
    "competition": N_("Which employers near {place} look for the same people?"),
    "density": N_("How many establishments are there on the site in {place}?"),
    "completeness": N_("Which further figures about {place} can you give us?"),
}
"""What to ask a place whose value is unknown."""
UNITS = {
    "count": N_("jobs"),
    "km": N_("km"),
    "rate": N_("a year"),
    "students": N_("students"),
    "institutions": N_("institutions"),
    "density": N_("per km²"),
}
"""Unit by the kind of a criterion; that of money comes from the dataset, shares and ratios have none."""
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
    "none": N_("no evidence"),
}
"""How far a value can be trusted."""
MISSING = {
    "not_told": N_("Nothing is known of it for any place of this choice."),
    "no_wages": N_("The dataset has no wages for this year."),
    "one_year": N_("The dataset has one year only: bring figures of several years."),
    "no_universities": N_("The dataset has no universities: bring a table of them."),
    "too_few_industries": N_("The dataset has too few groups to tell which go together."),
    "no_io": N_("The dataset has no table of what industries buy from each other."),
    "other_classification": N_(
        "What industries buy from each other is told by industry, the figures of places are not."
    ),
    "no_list": N_("No list of such places is bundled with this data."),
    "clusters": N_("Told of regions, not of clusters that were found among enterprises."),
}
"""Why a dataset cannot tell a criterion."""
PASSES = {"yes": N_("fits"), "no": N_("does not fit"), "ask": N_("ask")}
"""Whether a place passes the filters."""
DIRECTIONS = {1: N_("more is better"), -1: N_("less is better")}
DETAILS = {
    "rules": N_("{n} of {total} rules"),
    "industries": N_("with {names}"),
    "place": N_("largest: {name}, {jobs}"),
    "years": N_("{first} to {last}"),
    "interval_simulated": N_("range from simulated establishments"),
}
"""What stands behind a value."""
_NAMED = 3


def name_of(one: Criterion, say: Say, dataset: Dataset | None = None, *, short: bool = False) -> str:
    """Name a criterion; one of a further industry names that, too."""
    text = say((SHORT if short else NAMES).get(one.base, one.id))
    if "@" not in one.id:
        return text
    industry = dataset.industry_names(say.lang).get(one.industry, one.industry) if dataset else one.industry
    return f"{text}: {industry}"


def help_of(one: Criterion, say: Say) -> str:
    """Say what a criterion is."""
    return say(HELP.get(one.base, ""), km=say.number(one.reach_km, decimals=0))


def unit_of(one: Criterion, say: Say, dataset: Dataset | None = None) -> str:
    """Name the unit of a criterion; empty where it has none."""
    if one.kind != "money":
        return say(UNITS.get(one.kind, ""))
    manifest = None if dataset is None else dataset.manifest
    wages = [] if manifest is None else [m for m in manifest.measures if m.id == manifest.default.get("wages")]
    return in_language(wages[0].unit, say.lang) if wages else ""


def value_text(
    one: Criterion, value: float, say: Say, dataset: Dataset | None = None, *, with_unit: bool = True
) -> str:
    """Write a value of a criterion with its unit, or say that it is unknown."""
    if math.isnan(value):
        return say("unknown")
    if with_unit and math.isfinite(value) and (counted := _counted(one, value, say)):
        return counted
    if one.kind in {"share", "rate"}:
        text, unit = say.percent(value), say(UNITS["rate"]) if one.kind == "rate" else ""
    else:
        decimals = 2 if one.kind == "ratio" else 1 if one.kind == "density" else 0
        text, unit = say.number(value, decimals=decimals), unit_of(one, say, dataset)
    return f"{text}\N{NO-BREAK SPACE}{unit}" if unit and with_unit else text


def _counted(one: Criterion, value: float, say: Say) -> str:
    """Write a number of things in the form that its noun takes; nothing for other kinds of values."""
    n = round(value)
    written = {
        "count": say.plural("{n} job", "{n} jobs", n),
        "students": say.plural("{n} student", "{n} students", n),
        "institutions": say.plural("{n} institution", "{n} institutions", n),
    }
    return written.get(one.kind, "").replace(" ", "\N{NO-BREAK SPACE}", 1)


def interval_text(one: Criterion, lower: float, upper: float, say: Say) -> str:
    """Write the interval of a value; nothing where there is none."""
    if math.isnan(lower) or math.isnan(upper) or lower == upper:
        return ""
    if math.isinf(upper):
        return say("at least this")
    low, high = (value_text(one, side, say, with_unit=False) for side in (lower, upper))
    return "" if low == high else say("{low} to {high}", low=low, high=high)


def detail_text(detail: str, say: Say, dataset: Dataset | None = None, evidence: Evidence | None = None) -> str:
    """Write what stands behind a value: the nearest port, the rules, the related groups, the largest competitor."""
    kind, _, told = detail.partition(":")
    if kind == "rules":
        n, _, total = told.partition("/")
        return say(DETAILS["rules"], n=n, total=total)
    if kind == "industries":
        names = {} if dataset is None else dataset.industry_names(say.lang)
        codes = told.split(",")
        text = "; ".join(names.get(code, code) for code in codes[:_NAMED])
        more = say.plural("and {n} more", "and {n} more", len(codes) - _NAMED) if len(codes) > _NAMED else ""
        return say(DETAILS["industries"], names=f"{text} {more}".strip())
    if kind == "place":
        code, _, jobs = told.partition(":")
        name = code if evidence is None else place_names(evidence, say.lang).get(code, code)
        return say(DETAILS["place"], name=name, jobs=say.plural("{n} job", "{n} jobs", round(float(jobs))))
    if kind == "years":
        first, _, last = told.partition(":")
        return say(DETAILS["years"], first=first, last=last)
    if kind == "note":
        return say(DETAILS.get(told, ""))
    return told if kind == "name" else detail


def place_names(evidence: Evidence, lang: str) -> dict[str, str]:
    """Names of the places in a language, by code."""
    column = "name" if lang == "en" or f"name_{lang}" not in evidence.places.columns else f"name_{lang}"

    def named() -> dict[str, str]:
        names = evidence.places[column].tolist()
        return {str(code): str(name) for code, name in zip(evidence.places.index, names, strict=True)}

    return evidence.once(("names", lang), named)


def question(one: Criterion, say: Say, *, place: str, industry: str) -> str:
    """Ask a place for what is unknown of it."""
    return say(QUESTIONS.get(one.base, QUESTIONS["completeness"]), place=place, industry=industry)
