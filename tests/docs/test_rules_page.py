"""The page about rules names every word of a rule file, and its examples are read."""

import re
from pathlib import Path

from geo import rule
from geo.definitions import parse_definition
from geo.rule_file import parse_rule

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")


def examples() -> list[str]:
    return re.findall(r"```toml\n(.*?)```", PAGE, flags=re.DOTALL)


def test_the_examples_are_read() -> None:
    first, second = examples()
    assert parse_rule(first).chosen() == {"cut": 1.5}
    assert parse_definition(second).groups["wood"].traded is True


def test_every_word_of_a_rule_is_named() -> None:
    words = [*rule.KINDS, *rule.MEASURES, *rule.COMPARISONS, *rule.DENOMINATORS, *rule.OVER, *rule.SPANS, *rule.WITHOUT]
    assert [word for word in words if f"`{word}`" not in PAGE] == []
