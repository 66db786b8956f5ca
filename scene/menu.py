"""The menu of indicators: what a map of this dataset can show, common ones first, the others by family."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo import indicators
from geo.errors import RegioscopeError
from geo.gather import Slice
from geo.held import held
from geo.manifest import in_language
from geo.query import MAPPED
from geo.rule_file import load_rules
from scene import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.indicator import Indicator, Option
    from scene.figures import Figures
    from scene.i18n import Say

COMMON = (
    "location_quotient",
    "share",
    "additive_location_quotient",
    "symmetric_location_quotient",
    "density_km2",
    "per_thousand_people",
    "value",
)
"""What most readers look for; all others follow, each with its family before its name."""
_NEVER = "a table that comes with the command line only"
_NEEDS = {
    "reference=published": "reference",
    "reference=external": _NEVER,
    "weights=given": _NEVER,
    "method=firms": "firms",
    "sign=external": "anchor",
}
"""Table without which a value of an option has no answer; without a published national row the sum stands for it."""


@dataclass(frozen=True, slots=True)
class OptionTexts:
    """Name and help of an option, and its values with their names (none: a free text)."""

    label: str
    hint: str
    choices: Mapping[str, str]


def menu(figures: Figures) -> Mapping[str, str]:
    """Label of every indicator that a map of this dataset, level and measure can show, in the order of the menu.

    It is made once for each dataset, language and part of the dataset.
    """
    query, lang = figures.query, figures.say.lang
    at = Slice(query.measure, query.level, query.industry_level, query.year)
    key = ("menu", lang, at.measure, at.level, at.industry_level, str(at.year))
    return figures.dataset.once(key, lambda: _labels(figures, at))


def _labels(figures: Figures, at: Slice) -> dict[str, str]:
    tables, say = held(figures.dataset, at), figures.say
    additive = figures.dataset.manifest.measure(at.measure).additive
    usable = {
        name: entry
        for name, entry in indicators.REGISTRY.items()
        if entry.shape in MAPPED and (additive or not entry.additive_only) and tables.issuperset(entry.needs)
    }
    first = {name: say(usable[name].title) for name in COMMON if name in usable}
    families = list(dict.fromkeys(entry.family for entry in usable.values()))
    rest = {
        name: f"{family_name(family, say)} · {say(entry.title)}"
        for family in families
        for name, entry in usable.items()
        if entry.family == family and name not in first
    }
    return first | rest


def family_name(family: str, say: Say) -> str:
    """Name of a family of indicators in the reader's language."""
    known = words.FAMILIES.get(family)
    return say(known) if known else family.replace("_", " ").capitalize()


def texts_of(option: Option, figures: Figures) -> OptionTexts:
    """Words of an option, made once for each dataset, language and part of the dataset."""
    query, say = figures.query, figures.say
    key = ("option", say.lang, query.measure, query.level, query.industry_level, str(query.year), query.indicator)
    return figures.dataset.once(
        (*key, option.name),
        lambda: OptionTexts(option_name(option, say), option_help(option, say), choices_of(option, figures)),
    )


def choices_of(option: Option, figures: Figures) -> dict[str, str]:
    """Values of an option that this dataset can answer, with their names, the default first; none for a free text."""
    say = figures.say
    own = {value: value_name(option, value, say) for value in option.values if _offered(option, value, figures)}
    if option.name == "region" and option.free:
        return own | figures.region_names()
    if option.name == "other":
        names = figures.dataset.industry_names(say.lang)
        codes = figures.dataset.industries_at(figures.query.industry_level).index
        return own | {str(code): names[str(code)] for code in codes}
    if option.name in {"start", "end"}:
        return own | {str(year): str(year) for year in figures.dataset.years(figures.query.measure)}
    return own if len(option.values) > 1 or not option.free else {}


def _offered(option: Option, value: str, figures: Figures) -> bool:
    """Leave out what this dataset cannot answer, such as a table that comes with the command line only."""
    need = _NEEDS.get(f"{option.name}={value}")
    query = figures.query
    at = Slice(query.measure, query.level, query.industry_level, query.year)
    return need is None or need in held(figures.dataset, at)


def value_name(option: Option, value: str, say: Say) -> str:
    """Name of a value of an option in the reader's language; a code that has no other name stands for itself."""
    if option.name == "rule" and value in load_rules():
        return in_language(load_rules()[value].title, say.lang)
    known = words.OPTION_VALUES.get(f"{option.name}={value}", words.OPTION_VALUES.get(value))
    return say(known) if known else value.replace("_", " ")


def option_name(option: Option, say: Say) -> str:
    """Name of an option in the reader's language."""
    known = words.OPTIONS.get(option.name)
    return say(known) if known else option.name.replace("_", " ").capitalize()


def option_help(option: Option, say: Say) -> str:
    """Say what an option chooses, with the meaning of each value."""
    lines = [say(option.plain)] if option.plain else []
    meanings = zip(option.values, option.meanings, strict=False)
    lines += [f"- **{value_name(option, value, say)}**: {say(meaning)}" for value, meaning in meanings if meaning]
    return "\n".join(lines)


def unfit(entry: Indicator, given: Mapping[str, str]) -> list[str]:
    """Names of the options in an address that an indicator does not have, or not with this value."""
    known = {option.name: option for option in entry.options}
    return [name for name, value in given.items() if name not in known or not _allows(known[name], value)]


def _allows(option: Option, value: str) -> bool:
    try:
        option.check(value)
    except RegioscopeError:
        return False
    return True
