"""Views of the shipped data, and the same with other numbers, for the tests of sentences."""

from dataclasses import replace
from typing import Any

from geo.store import default_store
from scene.drawing import Drawing
from scene.opening import open_drawing
from scene.sight import Sight
from scene.suggestion import Suggestion

NOBODY = "the data do not say how certain that is"
COMPUTER = "Computer and Mathematical Occupations"
INCOME: dict[str, str] = {"measure": "income_per_capita", "ind": "value"}


def drawing(lang: str = "en", **parameters: str) -> Drawing:
    return open_drawing({"data": "us", "item": "15-0000", **parameters}, default_store(), lang=lang)


def texts(found: tuple[Suggestion, ...]) -> list[str]:
    return [suggestion.text for suggestion in found]


def seen_with(value: float, lower: float, upper: float, **changes: Any) -> Sight:  # noqa: ANN401 - any field
    """Return Washington's quotient with other numbers."""
    shown = drawing()
    result = shown.result
    assert result.lower is not None
    assert result.upper is not None
    made = {}
    for name, number in {"values": value, "lower": lower, "upper": upper}.items():
        made[name] = getattr(result, name).copy()
        made[name]["53"] = number
    return Sight(replace(result, **made, **changes), shown.figures)


class Fixed:
    """A store that answers every query with one result."""

    def __init__(self, shown: Drawing) -> None:
        self._shown = shown

    def result(self, _: object) -> object:
        return self._shown.result

    def computed(self, query: Any) -> object:  # noqa: ANN401 - whatever the store is asked
        return default_store().computed(query)
