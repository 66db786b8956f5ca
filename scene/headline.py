"""The headline of a view: a sentence made from its numbers, and the line beneath that says what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.manifest import in_language
from scene.i18n import N_
from scene.menu import value_name

if TYPE_CHECKING:
    from geo.query import Result
    from scene.figures import Figures

_TOP = {
    "location_quotient": N_("{industry}: most concentrated in {region}, {value} times the average share"),
    "share": N_("{industry}: largest share in {region}, {value} of all {unit}"),
    "additive_location_quotient": N_("{industry}: furthest above the average share in {region}, by {value}"),
    "symmetric_location_quotient": N_("{industry}: highest balanced quotient in {region}, {value}"),
    "density_km2": N_("{industry}: densest in {region}, {value} {unit} per km²"),
    "per_thousand_people": N_("{industry}: most per inhabitant in {region}, {value} {unit} per 1,000 people"),
    "value": N_("{industry}: highest figure in {region}, {value} {unit}"),
}
_ONE = {
    "location_quotient": N_("{region}: {value} times the average share. {industry}"),
    "share": N_("{region}: {value} of all {unit}. {industry}"),
    "additive_location_quotient": N_("{region}: {value} from the average share. {industry}"),
    "symmetric_location_quotient": N_("{region}: balanced quotient {value}. {industry}"),
    "density_km2": N_("{region}: {value} {unit} per km². {industry}"),
    "per_thousand_people": N_("{region}: {value} {unit} per 1,000 people. {industry}"),
    "value": N_("{region}: {value} {unit}. {industry}"),
}


_TOP_WIDE = N_("{industry}: highest in {region}, {value} {unit}")
_ONE_WIDE = N_("{region}: {value} {unit}. {industry}")
_TOP_REGION = N_("{indicator}: highest in {region}, {value} {unit}")
_ONE_REGION = N_("{region}: {value} {unit}. {indicator}")
_TOP_CLASS = N_("{industry}: most regions are “{category}”, {n} of {total}")
_TOP_YES = N_("{industry}: “{category}” in {n} of {total} regions")
_ONE_CLASS = N_("{region}: {value}. {industry}")


def headline(result: Result, figures: Figures, *, region: str = "") -> str:
    """Say in one sentence what the map shows: of the selected region, or of the highest one."""
    values = result.values.to_numpy(dtype=float)
    usable = np.where(result.below.to_numpy(dtype=bool), np.nan, values)
    if region and region in result.values.index and np.isfinite(result.values[region]):
        return _of_one(result, figures, region)
    if not np.isfinite(usable).any():
        about = figures.say(figures.entry.title) if figures.of_regions else figures.industry
        return figures.say("{industry}: no figures for this choice", industry=about)
    if figures.entry.classes:
        return _most_common(usable[np.isfinite(usable)], figures)
    highest = str(result.values.index[int(np.nanargmax(np.where(np.isfinite(usable), usable, np.nan)))])
    general = _TOP_REGION if figures.of_regions else _TOP_WIDE
    return _filled(_TOP.get(result.query.indicator, general), result, figures, highest)


def _of_one(result: Result, figures: Figures, region: str) -> str:
    general = _ONE_REGION if figures.of_regions else _ONE_CLASS if figures.entry.classes else _ONE_WIDE
    return _filled(_ONE.get(result.query.indicator, general), result, figures, region)


def _filled(sentence: str, result: Result, figures: Figures, region: str) -> str:
    own = result.query.indicator in _TOP
    text = figures.say(
        sentence,
        industry=figures.industry,
        indicator=figures.say(figures.entry.title),
        region=figures.region(region),
        value=figures.value(result.values[region]),
        unit=figures.measure_unit if own else figures.unit,
    )
    return text.replace(" .", ".").rstrip()


def _most_common(categories: np.ndarray, figures: Figures) -> str:
    """Name the category that most regions are in; of yes and no, count the yes."""
    counts = np.bincount(categories.astype(int), minlength=len(figures.classes))
    k, say = int(counts.argmax()), figures.say
    yes_or_no = len(figures.classes) == 2  # noqa: PLR2004 - a question with two answers
    k = 1 if yes_or_no else k
    about = say(figures.entry.title) if figures.of_regions else figures.industry
    n, total = (say.number(float(count), decimals=0) for count in (counts[k], counts.sum()))
    sentence = _TOP_YES if yes_or_no else _TOP_CLASS
    return say(sentence, industry=about, category=figures.classes[k], n=n, total=total)


def subtitle(figures: Figures) -> str:
    """Name the indicator, the measure, the year and what its neutral value means."""
    say, query = figures.say, figures.query
    measure = in_language(figures.dataset.manifest.measure(query.measure).title, say.lang)
    parts = [named(figures), measure[:1].lower() + measure[1:]]
    if query.year:
        parts.append(str(query.year))
    return f"{', '.join(parts)}. {say(figures.entry.reading)}"


def named(figures: Figures) -> str:
    """Name the indicator, and the rule that it follows where it follows one."""
    title = figures.say(figures.entry.title)
    option = next((option for option in figures.entry.options if option.name == "rule"), None)
    if option is None:
        return title
    chosen = dict(figures.query.options).get("rule", option.values[0])
    own = figures.say("a definition of your own")
    return f"{title}: {value_name(option, chosen, figures.say) if chosen in option.values else own}"


def source_line(figures: Figures, *, made_up: str = "") -> str:
    """Name the publishers, vintages and licences behind the map in one line, after what of it is `made_up`."""
    say, sources = figures.say, figures.dataset.credits(figures.query.measure)
    line = say("Source: {sources}", sources="; ".join(sources)) if sources else say("Source: the table that you gave")
    return f"{made_up}. {line}" if made_up else line
