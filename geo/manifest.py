"""What a dataset says of itself: the typed form of its `datapackage.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from geo.errors import DataContractError, UnknownOptionError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LANGUAGES = ("en", "uk", "ru")
"""Languages of the interface; English is the one every other falls back to."""

Text = dict[str, str]


@dataclass(frozen=True, slots=True)
class Level:
    """One regional level: its boundaries, or points with a backdrop."""

    id: str
    title: Mapping[str, str]
    boundaries: str | None = None
    points: bool = False
    backdrop: str | None = None


@dataclass(frozen=True, slots=True)
class IndustryLevel:
    """One level of the classification."""

    id: str
    title: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Measure:
    """An observed quantity; `additive` ones have shares and quotients, averages do not."""

    id: str
    title: Mapping[str, str]
    unit: Mapping[str, str]
    additive: bool = True
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a dataset says of itself.

    `activity_word` names what its "industries" are on every label (occupation, sector); `default` holds the first view;
    `missing` tells which features the dataset cannot show and which upload would bring them. Of a `confidential` one
    nothing of a single establishment is shown.
    """

    id: str
    version: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    activity_word: Mapping[str, str]
    activity_word_plural: Mapping[str, str]
    classification: str
    levels: tuple[Level, ...]
    industry_levels: tuple[IndustryLevel, ...]
    measures: tuple[Measure, ...]
    default: Mapping[str, Any] = field(default_factory=dict)
    simulated: bool = False
    simulated_tables: tuple[str, ...] = ()
    confidential: bool = False
    notes: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[Mapping[str, Mapping[str, str]], ...] = ()
    licences: tuple[str, ...] = ()
    resources: Mapping[str, str] = field(default_factory=dict)

    def level(self, level: str) -> Level:
        """Return the regional level of this name.

        Raises
        ------
        UnknownOptionError
            If the dataset has no such level.
        """
        return _named(self.levels, level, "level")

    def industry_level(self, level: str) -> IndustryLevel:
        """Return the level of the classification of this name.

        Raises
        ------
        UnknownOptionError
            If the dataset has no such industry level.
        """
        return _named(self.industry_levels, level, "industry level")

    def measure(self, measure: str) -> Measure:
        """Return the measure of this name.

        Raises
        ------
        UnknownOptionError
            If the dataset has no such measure.
        """
        return _named(self.measures, measure, "measure")


_T = TypeVar("_T", Level, IndustryLevel, Measure)


def in_language(text: Mapping[str, str], lang: str) -> str:
    """Text in a language, in English where that is missing.

    Examples
    --------
    >>> in_language({"en": "jobs", "uk": ""}, "uk")
    'jobs'
    """
    return text.get(lang) or text.get("en", "")


def read_manifest(folder: Path) -> Manifest:
    """Read and check `datapackage.json` of a dataset folder.

    Raises
    ------
    DataContractError
        If the file is absent, is no JSON, or breaks the contract; every problem in one message.
    """
    path = folder / "datapackage.json"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataContractError(folder.name, ["datapackage.json is missing; a dataset folder needs one"]) from None
    except (OSError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise DataContractError(folder.name, [f"datapackage.json cannot be read as JSON: {error}"]) from None
    found = _problems(raw, folder.name)
    if found:
        raise DataContractError(folder.name, found)
    return _build(raw)


def _named(items: tuple[_T, ...], name: str, kind: str) -> _T:
    for item in items:
        if item.id == name:
            return item
    raise UnknownOptionError(kind, name, [item.id for item in items])


def _problems(raw: object, folder: str) -> list[str]:
    if not isinstance(raw, dict):
        return ["datapackage.json must be an object"]
    found = [f"{key!r} is missing" for key in ("name", "version", "title", "resources", "regioscope") if key not in raw]
    if "name" in raw and str(raw["name"]) != folder:
        found.append(f"'name' is {str(raw['name'])!r}, but the folder is called {folder!r}: they must be the same")
    if "regioscope" in raw:
        found += _own_problems(raw["regioscope"])
    if "resources" in raw:
        found += _list_problems("resources", raw["resources"], "name")
    for i, item in enumerate(_objects(raw.get("resources"))):
        path = str(item.get("path", ""))
        if not path or "/" in path or "\\" in path or path.startswith("."):
            found.append(f"resource {i + 1} must name a file in the same folder, found {path!r}")
    return found


def _own_problems(own: object) -> list[str]:
    if not isinstance(own, dict):
        return ["'regioscope' must be an object"]
    found = []
    for key in ("levels", "industry_levels", "measures"):
        found += _list_problems(f"regioscope.{key}", own.get(key), "id")
    for level in _objects(own.get("levels")):
        if not level.get("points") and not level.get("boundaries"):
            found.append(f"level {level.get('id')!r} names neither 'boundaries' nor 'points'")
    if not isinstance(own.get("default", {}), dict):
        found.append("'regioscope.default' must be an object")
    return found


def _list_problems(key: str, items: object, identity: str) -> list[str]:
    if not isinstance(items, list) or not items:
        return [f"{key!r} is missing or empty: it must be a list"]
    return [
        f"{key!r} entry {i + 1} has no {identity!r}"
        for i, item in enumerate(items)
        if not isinstance(item, dict) or not item.get(identity)
    ]


def _objects(items: object) -> list[dict[str, Any]]:
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _build(raw: dict[str, Any]) -> Manifest:
    own = raw["regioscope"]
    return Manifest(
        id=str(raw["name"]),
        version=str(raw["version"]),
        title=_text(raw["title"]),
        description=_text(raw.get("description", "")),
        activity_word=_text(own.get("activity_word", "industry")),
        activity_word_plural=_text(own.get("activity_word_plural", "industries")),
        classification=str(own.get("classification", "")),
        levels=tuple(_level(item) for item in own["levels"]),
        industry_levels=tuple(
            IndustryLevel(item["id"], _text(item.get("title", item["id"]))) for item in own["industry_levels"]
        ),
        measures=tuple(_measure(item) for item in own["measures"]),
        default=dict(own.get("default", {})),
        simulated=bool(own.get("simulated", False)),
        simulated_tables=tuple(str(name) for name in own.get("simulated_tables", ())),
        confidential=bool(own.get("confidential", False)),
        notes=_text(own.get("notes", "")),
        missing=tuple({key: _text(value) for key, value in item.items()} for item in _objects(own.get("missing"))),
        licences=tuple(str(item.get("title", item.get("name", ""))) for item in _objects(raw.get("licenses"))),
        resources={str(item["name"]): str(item["path"]) for item in raw["resources"]},
    )


def _level(item: Mapping[str, Any]) -> Level:
    return Level(
        item["id"],
        _text(item.get("title", item["id"])),
        item.get("boundaries"),
        bool(item.get("points")),
        item.get("backdrop"),
    )


def _measure(item: Mapping[str, Any]) -> Measure:
    return Measure(
        item["id"],
        _text(item.get("title", item["id"])),
        _text(item.get("unit", "")),
        bool(item.get("additive", True)),
        int(item.get("decimals", 0)),
    )


def _text(value: object) -> Text:
    if isinstance(value, dict):
        return {str(k): str(v) for k, v in value.items()}
    return {"en": str(value)}
