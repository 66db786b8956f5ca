"""Reads rules that say what a cluster is from TOML files, and checks every field; nothing in a file is run."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from geo.errors import DataContractError, UnknownOptionError
from geo.rule import COMPARISONS, DENOMINATORS, KINDS, MEASURES, OVER, SPANS, WITHOUT, Condition, Level, Parameter, Rule
from geo.toml_form import Section, parse, quoted, read_file

if TYPE_CHECKING:
    from collections.abc import Mapping

RULES = Path(__file__).resolve().parents[1] / "data" / "rules"
"""Folder of the rules that ship with the project."""
_MOST = 20

_T = TypeVar("_T", Condition, Level)


def parse_rule(text: str, *, where: str = "rule") -> Rule:
    """Read a rule from the text of its file.

    Parameters
    ----------
    text : str
        TOML of at most 64 KB.
    where : str
        Name of the file, for messages.

    Raises
    ------
    DataContractError
        With everything that is wrong: an unknown field, measure or comparison, a wrong type, a missing field.

    Examples
    --------
    >>> rule = parse_rule('''
    ... id = "mine"
    ... version = "1"
    ... kind = "stars"
    ... title = "Mine"
    ... plain = "Twice the average."
    ... citation = "Own rule."
    ... [[conditions]]
    ... id = "double"
    ... title = "Twice the average share"
    ... measure = "location_quotient"
    ... is = ">="
    ... number = 2
    ... ''')
    >>> rule.conditions["double"].against
    2.0
    """
    file = parse(text, where)
    rule = _rule(file, text)
    file.close()
    if file.problems:
        raise DataContractError(where, file.problems)
    return rule


def read_rule(path: Path) -> Rule:
    """Read a rule from a file.

    Raises
    ------
    DataContractError
        If it is missing, too large, or breaks the form; the message names the file and the field.
    """
    return parse_rule(read_file(path), where=path.name)


@lru_cache(maxsize=4)
def load_rules(folder: Path = RULES) -> Mapping[str, Rule]:
    """Read the rules of a folder once, by their id.

    Examples
    --------
    >>> load_rules()["quotient_over_1_25"].kind
    'index'
    """
    rules = [read_rule(path) for path in sorted(folder.glob("*.toml"))]
    return {rule.id: rule for rule in rules}


def find_rule(name_or_text: str) -> Rule:
    """Return a rule that ships with the project by its name, or read one from the text of a file.

    Raises
    ------
    UnknownOptionError
        If no rule has this name.
    DataContractError
        If the text is no rule.

    Examples
    --------
    >>> find_rule("statsamerica").id
    'statsamerica'
    """
    if "=" in name_or_text:
        return parse_rule(name_or_text, where="own rule")
    rules = load_rules()
    if name_or_text not in rules:
        raise UnknownOptionError("rule", name_or_text[:60], rules)
    return rules[name_or_text]


def _rule(file: Section, text: str) -> Rule:
    """Take the whole file; problems are gathered in it."""
    parameters = _parameters(file.part("parameters"))
    conditions = {c.id: c for c in _unique(file, [_condition(s, parameters) for s in _list(file, "conditions")])}
    kind = file.choice("kind", tuple(KINDS))
    levels = [_level(part, conditions) for part in file.parts("levels", most=_MOST, needed=kind in {"tiers", "stages"})]
    if levels and kind in {"stars", "index"}:
        file.say("rule_levels", kind=kind)
    if conditions and all(c.without == "skip" for c in conditions.values()):
        file.say("rule_skips")
    return Rule(
        id=file.name("id"),
        version=file.text("version"),
        kind=kind,
        title=file.words("title"),
        plain=file.words("plain"),
        citation=file.text("citation"),
        parameters=parameters,
        conditions=conditions,
        levels=tuple(_unique(file, levels)),
        cluster_from=file.number_or_name("cluster_from", parameters, needed=False) or 1.0,
        index=file.choice("index", tuple(MEASURES), default=None if kind == "index" else ""),
        traded_only=file.flag("traded_only"),
        minimum_years=file.number_or_name("minimum_years", parameters, needed=False),
        source=text,
    )


def _list(file: Section, name: str) -> list[Section]:
    return list(file.parts(name, most=_MOST))


def _parameters(part: Section) -> dict[str, Parameter]:
    found = {}
    for name in list(part.values)[:_MOST]:
        one = part.part(name)
        parameter = Parameter(
            value=one.number("value"),
            bounds=one.bounds("bounds"),
            plain=one.words("plain"),
            note=one.words("note", needed=False),
        )
        one.close()
        low, high = parameter.bounds
        if not low <= parameter.value <= high:
            one.say("rule_bounds", value=f"{parameter.value:g}", low=f"{low:g}", high=f"{high:g}")
        found[name] = parameter
    if len(part.values) > _MOST:
        part.say("rule_parameters", n=len(part.values), most=_MOST)
    return found


def _condition(part: Section, parameters: Mapping[str, Parameter]) -> Condition:
    kinds = [kind for kind in ("number", "parameter", "quantile", "top") if part.has(kind)]
    if len(kinds) != 1:
        part.say("rule_against")
    kind = kinds[0] if kinds else "number"
    against = _against(part, kind, parameters)
    part.allowed += ["number", "parameter", "quantile", "top"]
    condition = Condition(
        id=part.name("id"),
        title=part.words("title"),
        measure=part.choice("measure", tuple(MEASURES)),
        comparison=part.choice("is", COMPARISONS),
        against=against,
        kind=kind,
        factor=part.number("factor", default=1.0),
        over=part.choice("over", OVER, default="known"),
        denominator=part.choice("denominator", DENOMINATORS, default="total"),
        span=part.choice("span", SPANS, default="all"),
        without=part.choice("without", WITHOUT, default="refuse"),
    )
    part.close()
    return condition


def _against(part: Section, kind: str, parameters: Mapping[str, Parameter]) -> float | str:
    if kind == "number":
        return part.number("number", default=0.0)
    if kind == "parameter":
        return part.choice("parameter", tuple(parameters))
    share = part.number_or_name(kind, parameters)
    limits = (share, share)
    if isinstance(share, str):
        limits = parameters[share].bounds if share in parameters else (0.0, 0.0)
    if not all(isinstance(limit, float) and 0 <= limit <= 1 for limit in limits):
        part.say("field_share", field=quoted(kind))
    return share


def _level(part: Section, conditions: Mapping[str, Condition]) -> Level:
    level = Level(
        id=part.name("id"),
        title=part.words("title"),
        conditions=part.texts("conditions", most=_MOST),
        cluster=part.flag("cluster"),
        first=part.flag("first"),
    )
    if level.conditions and all(name in conditions and conditions[name].without == "skip" for name in level.conditions):
        part.say("level_skips")
    for name in [name for name in level.conditions if name not in conditions]:
        part.say("level_condition", name=quoted(name), names=", ".join(conditions))
    part.close()
    return level


def _unique(file: Section, items: list[_T]) -> list[_T]:
    names = [item.id for item in items]
    for name in dict.fromkeys(n for n in names if names.count(n) > 1):
        file.say("id_twice", name=quoted(name))
    return items
