"""A rule of one's own on the command line: ``--option rule=FILE.toml`` becomes the text of the file, checked first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geo.lazy import Lazy

if TYPE_CHECKING:
    from collections.abc import Iterable

_rule_file = Lazy("geo.rule_file")
_ENDING = ".toml"


def with_rule_text(options: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Put the text of a rule file in place of its name; every other option stays as it is.

    Parameters
    ----------
    options : iterable of (str, str)
        As ``--option KEY=VALUE`` gave them.

    Raises
    ------
    DataContractError
        If the file is missing, too large, or no rule; the message names the file and the field.

    Examples
    --------
    >>> with_rule_text([("rule", "statsamerica"), ("parameters", "cut=1.5")])
    (('rule', 'statsamerica'), ('parameters', 'cut=1.5'))
    """
    return tuple((key, _text(value) if key == "rule" and value.endswith(_ENDING) else value) for key, value in options)


def _text(path: str) -> str:
    text: str = _rule_file.read_rule(Path(path)).source
    return text
