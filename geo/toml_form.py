"""Reads a small TOML file field by field: everything wrong with it stands in one message, and nothing is guessed."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.errors import DataContractError
from geo.problems import Told

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

MAX_BYTES = 64 * 1024
"""Largest file of rules or definitions."""
MAX_TEXT = 2000
"""Longest text in one, in characters."""
LANGUAGES = ("en", "uk", "ru")
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,59}")
_LONGEST = 60  # characters of what was found that a message repeats
_AT = "{place}: {problem}"  # the same in every language
_LARGE = Told.of("file_large", n=MAX_BYTES >> 10)


def read_file(path: Path) -> str:
    """Return the text of a small file.

    Raises
    ------
    DataContractError
        If it is missing, too large, or no text.
    """
    if not path.is_file():
        raise DataContractError(str(path), [Told.of("file_missing")])
    if path.stat().st_size > MAX_BYTES:
        raise DataContractError(path.name, [_LARGE])
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise DataContractError(path.name, [Told.of("file_no_text")]) from None


def parse(text: str, where: str) -> Section:
    """Take a TOML text apart.

    Parameters
    ----------
    text : str
    where : str
        Name of the file, for messages.

    Raises
    ------
    DataContractError
        If the text is larger than `MAX_BYTES`, or no TOML.

    Examples
    --------
    >>> parse('id = "mine"', "mine.toml").name("id")
    'mine'
    """
    if len(text.encode()) > MAX_BYTES:
        raise DataContractError(where, [_LARGE])
    try:
        return Section(tomllib.loads(text), where="", problems=[])
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise DataContractError(where, [Told.of("no_toml", why=error)]) from None


@dataclass(slots=True)
class Section:
    """One table of a TOML file; each field that is taken is checked, and `problems` gathers what is wrong.

    Parameters
    ----------
    values : dict
        The table as it was read.
    where : str
        Its place in the file ("conditions[2]"); empty for the whole file.
    problems : list of Told
        Shared by all tables of a file.
    """

    values: dict[str, Any]
    where: str
    problems: list[Told]
    allowed: list[str] = field(default_factory=list)

    def say(self, kind: str, /, **parts: object) -> None:
        """Note a problem (a key of `geo.problems.SENTENCES`) with the place where it stands."""
        problem = Told.of(kind, **parts)
        self.problems.append(Told.made(_AT, {"place": self.where, "problem": problem}) if self.where else problem)

    def has(self, name: str) -> bool:
        """Tell whether a field is there."""
        return name in self.values

    def close(self) -> None:
        """Note every field that nobody asked for, with those that are allowed."""
        for unknown in [name for name in self.values if name not in self.allowed]:
            self.say("field_unknown", field=quoted(unknown), names=", ".join(sorted(set(self.allowed))))

    def _take(self, name: str, kinds: tuple[type, ...], form: Told, *, needed: bool = True) -> Any:  # noqa: ANN401 - of a kind
        self.allowed.append(name)
        if name not in self.values:
            if needed:
                self.say("field_missing", field=quoted(name), form=form)
            return None
        value = self.values[name]
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            self._refuse(name, form)
            return None
        return value

    def _refuse(self, name: str, form: Told) -> None:
        self.say("field_form", field=quoted(name), form=form)

    def text(self, name: str, *, needed: bool = True) -> str:
        """Take a text, cut at nothing: one that is too long is a problem."""
        form = Told.of("form_text", most=MAX_TEXT)
        value = self._take(name, (str,), form, needed=needed)
        if value is not None and not 0 < len(value.strip()) <= MAX_TEXT:
            self._refuse(name, form)
        return value or ""

    def name(self, name: str) -> str:
        """Take an identifier of small letters, digits, ``_`` and ``-``."""
        form = Told.of("form_name", example='"my_rule"')
        value = self._take(name, (str,), form)
        if value is not None and not _NAME.fullmatch(value):
            self._refuse(name, form)
        return value or ""

    def choice(self, name: str, known: Collection[str], *, default: str | None = None) -> str:
        """Take one word of a list."""
        names = ", ".join(known)
        value = self._take(name, (str,), Told.of("form_choice", names=names), needed=default is None)
        if value is not None and value not in known:
            self.say("field_choice", field=quoted(name), found=quoted(value), names=names)
        return value or default or ""

    def number(self, name: str, *, default: float | None = None) -> float:
        """Take a finite number."""
        value = self._take(name, (int, float), Told.of("form_number"), needed=default is None)
        if value is not None and not abs(value) < float("inf"):
            self._refuse(name, Told.of("form_finite"))
        return float(value if value is not None else default or 0.0)

    def number_or_name(self, name: str, known: Collection[str], *, needed: bool = True) -> float | str:
        """Take a finite number, or the name of a parameter."""
        value = self._take(name, (int, float, str), Told.of("form_number_or_name"), needed=needed)
        if isinstance(value, str) and value not in known:
            names = ", ".join(known) if known else Told.of("no_names")
            self.say("field_parameter", field=quoted(name), found=quoted(value), names=names)
        if isinstance(value, int | float) and not abs(value) < float("inf"):
            self._refuse(name, Told.of("form_finite"))
        return 0.0 if value is None else value if isinstance(value, str) else float(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Take true or false."""
        value = self._take(name, (bool,), Told.of("form_flag"), needed=False)
        return default if value is None else bool(value)

    def texts(self, name: str, *, most: int, needed: bool = True) -> tuple[str, ...]:
        """Take a list of texts."""
        form = Told.of("form_texts", most=most)
        value = self._take(name, (list,), form, needed=needed)
        if value is None:
            return ()
        if not 0 < len(value) <= most or not all(isinstance(v, str) and 0 < len(v) <= MAX_TEXT for v in value):
            self._refuse(name, form)
            return ()
        return tuple(value)

    def bounds(self, name: str) -> tuple[float, float]:
        """Take a pair of numbers, the lower one first."""
        form = Told.of("form_bounds")
        value = self._take(name, (list,), form)
        if value is None:
            return (float("-inf"), float("inf"))
        numbers = [v for v in value if isinstance(v, int | float) and not isinstance(v, bool) and abs(v) < float("inf")]
        if len(value) != 2 or len(numbers) != 2 or numbers[0] > numbers[1]:  # noqa: PLR2004 - a lower and an upper one
            self._refuse(name, form)
            return (float("-inf"), float("inf"))
        return float(numbers[0]), float(numbers[1])

    def words(self, name: str, *, needed: bool = True) -> dict[str, str]:
        """Take a sentence in English and, where they are given, Ukrainian and Russian; a plain text is English."""
        form = Told.of("form_words", example='{ en = "...", uk = "...", ru = "..." }')
        value = self._take(name, (dict, str), form, needed=needed)
        if value is None:
            return {}
        part = Section({"en": value} if isinstance(value, str) else value, self._at(name), self.problems)
        found = {language: part.text(language, needed=language == "en") for language in LANGUAGES}
        part.close()
        return {language: text for language, text in found.items() if text}

    def part(self, name: str) -> Section:
        """Take a table of tables; one that is not there is empty."""
        value = self._take(name, (dict,), Told.of("form_part", name=name), needed=False)
        return Section(value or {}, self._at(name), self.problems)

    def parts(self, name: str, *, most: int, needed: bool = True) -> Iterator[Section]:
        """Take a list of tables, written ``[[name]]``."""
        form = Told.of("form_parts", most=most, name=name)
        value = self._take(name, (list,), form, needed=needed)
        if value is None:
            return
        if not 0 < len(value) <= most or not all(isinstance(v, dict) for v in value):
            self._refuse(name, form)
            return
        for i, table in enumerate(value):
            yield Section(table, self._at(f"{name}[{i + 1}]"), self.problems)

    def _at(self, name: str) -> str:
        return f"{self.where}.{name}" if self.where else name


def quoted(found: str) -> str:
    """Write what stands in a file between quotation marks, cut where it is long.

    Examples
    --------
    >>> quoted("share"), len(quoted("x" * 99))
    ("'share'", 62)
    """
    return repr(found[:_LONGEST])
