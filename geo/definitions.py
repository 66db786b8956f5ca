"""Cluster definitions as data: groups of industry codes with the marks "traded" and "local"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from geo.classifications import classification_names, parents
from geo.errors import DataContractError
from geo.toml_form import Section, parse, quoted, read_file

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFINITIONS = Path(__file__).resolve().parents[1] / "data" / "definitions"
"""Folder of the definitions that ship with the project."""
_MOST_GROUPS, _MOST_CODES = 200, 2000


@dataclass(frozen=True, slots=True)
class Group:
    """Codes that belong together; a code stands for everything below it. `traded` is None where nobody says."""

    id: str
    title: Mapping[str, str]
    codes: tuple[str, ...]
    traded: bool | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """A versioned set of groups of one classification, with where it comes from."""

    id: str
    version: str
    title: Mapping[str, str]
    plain: Mapping[str, str]
    classification: str
    citation: str
    groups: Mapping[str, Group]
    source: str = ""


def parse_definition(text: str, *, where: str = "definition") -> Definition:
    """Read a definition from the text of its file.

    Parameters
    ----------
    text : str
        TOML of at most 64 KB.
    where : str
        Name of the file, for messages.

    Raises
    ------
    DataContractError
        With everything that is wrong: an unknown field, a missing one, a wrong type, a code in two groups.

    Examples
    --------
    >>> made = parse_definition('''
    ... id = "mine"
    ... version = "1"
    ... title = "Mine"
    ... plain = "Wood and what is made of it."
    ... classification = "nace2"
    ... citation = "Own definition."
    ... [[groups]]
    ... id = "wood"
    ... title = "Wood"
    ... codes = ["02", "16", "31"]
    ... ''')
    >>> made.groups["wood"].codes
    ('02', '16', '31')
    """
    file = parse(text, where)
    groups = [_group(part) for part in file.parts("groups", most=_MOST_GROUPS)]
    found = Definition(
        id=file.name("id"),
        version=file.text("version"),
        title=file.words("title"),
        plain=file.words("plain"),
        classification=file.text("classification"),
        citation=file.text("citation"),
        groups={group.id: group for group in groups},
        source=text,
    )
    _twice(file, groups)
    file.close()
    if file.problems:
        raise DataContractError(where, file.problems)
    return found


def read_definition(path: Path) -> Definition:
    """Read a definition from a file.

    Raises
    ------
    DataContractError
        If it is missing, too large, or breaks the form; the message names the file and the field.
    """
    return parse_definition(read_file(path), where=path.name)


@lru_cache(maxsize=4)
def load_definitions(folder: Path = DEFINITIONS) -> Mapping[str, Definition]:
    """Read the definitions of a folder once, by their id.

    Examples
    --------
    >>> list(load_definitions()["eurostat_technology"].groups)[:2]
    ['high_technology', 'medium_high_technology']
    """
    found = [read_definition(path) for path in sorted(folder.glob("*.toml"))]
    return {definition.id: definition for definition in found}


def group_of(definition: Definition, codes: pd.Index, *, above: pd.Series | None = None) -> pd.Series:
    """Return the group of each industry: that of its own code, else of the nearest code above it.

    Parameters
    ----------
    definition : Definition
    codes : Index
        Industry codes.
    above : Series, optional
        Code above each code; by default that of the definition's classification, where the project has it.

    Returns
    -------
    Series on the codes
        Id of the group; NaN for industries in none.

    Examples
    --------
    >>> group_of(load_definitions()["eurostat_technology"], pd.Index(["26.11", "01"])).tolist()
    ['high_technology', nan]
    """
    if above is None and definition.classification in classification_names():
        above = parents(definition.classification)
    up = {} if above is None else above.dropna().to_dict()
    home = {code: group.id for group in definition.groups.values() for code in group.codes}

    def find(code: str) -> object:
        place: str | None = code
        for _ in range(len(code) + 2):  # a code stands deeper than it is long only in a circle
            if place is None or place in home:
                break
            place = up.get(place)
        return home.get(place, float("nan")) if place is not None else float("nan")

    return pd.Series([find(str(code)) for code in codes], index=codes, dtype=object, name="group")


def traded_of(definition: Definition, codes: pd.Index, *, above: pd.Series | None = None) -> pd.Series:
    """Return the mark of each industry: 1 traded, 0 local, NaN where the definition does not say.

    Examples
    --------
    >>> traded_of(load_definitions()["traded_simple"], pd.Index(["26.11", "47.2", "XX"])).tolist()
    [1.0, 0.0, nan]
    """
    marks = {group.id: float(group.traded) for group in definition.groups.values() if group.traded is not None}
    return group_of(definition, codes, above=above).map(marks).astype(float).rename("traded")


def _group(part: Section) -> Group:
    traded = part.flag("traded") if part.has("traded") else None
    part.allowed.append("traded")
    group = Group(
        id=part.name("id"),
        title=part.words("title"),
        codes=part.texts("codes", most=_MOST_CODES),
        traded=traded,
    )
    part.close()
    return group


def _twice(file: Section, groups: list[Group]) -> None:
    names = [group.id for group in groups]
    codes = [code for group in groups for code in group.codes]
    for kind, items in (("groups_twice", names), ("codes_twice", codes)):
        twice = sorted({item for item in items if items.count(item) > 1})
        if twice:
            file.say(kind, n=len(twice), first=quoted(twice[0]))
