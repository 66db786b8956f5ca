"""The chart twin of the map: bars with their intervals, categories by their number."""

from typing import Any

import pandas as pd
import pytest

from tests.views.test_honest_map import answer
from views import chart_view
from views.ink import Ink

INK = Ink(text="#111111", quiet="#444444", grid="#eeeeee", ground="#ffffff")
ROWS = pd.DataFrame(
    {
        "name": ["East", "West"],
        "value": [2.0, 0.5],
        "text": ["2.00", "0.50"],
        "colour": ["#e66101", "#b2abd2"],
        "lower": [1.8, 0.4],
        "upper": [2.3, 0.6],
    }
)


def marks(rows: pd.DataFrame, **fields: Any) -> list[tuple[str, list[str]]]:  # noqa: ANN401 - fields of a query
    _, figures = answer(**fields)
    layers: list[dict[str, Any]] = chart_view._bars(rows, figures, INK).to_dict()["layer"]
    return [(layer["mark"]["type"], sorted(layer["encoding"])) for layer in layers]


def test_every_bar_has_the_line_of_its_interval() -> None:
    found = marks(ROWS)
    assert ("rule", ["x", "x2", "y"]) in found
    assert [kind for kind, _ in found] == ["bar", "rule", "text", "rule"]  # the last one marks the average share


def test_without_intervals_there_are_no_lines_and_no_promise() -> None:
    found = marks(ROWS.assign(lower=float("nan"), upper=float("nan")), indicator="density_km2")
    assert [kind for kind, _ in found] == ["bar", "text"]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Collect what is drawn instead of drawing it."""
    found: list[Any] = []
    monkeypatch.setattr(chart_view, "current_ink", lambda: INK)
    monkeypatch.setattr("streamlit.altair_chart", lambda chart, **_: found.append(chart.to_dict()))
    monkeypatch.setattr("streamlit.caption", found.append)
    return found


def test_the_sentence_speaks_of_lines_only_where_there_are_some(drawn: list[Any]) -> None:
    for indicator, lines in (("location_quotient", True), ("density_km2", False)):
        result, figures = answer(indicator=indicator)
        chart_view.show_chart(result, {}, figures, region="")
        assert ("Thin lines" in drawn[0]) is lines
        drawn.clear()


def test_a_region_without_a_colour_is_grey(drawn: list[Any]) -> None:
    result, figures = answer()
    chart_view.show_chart(result, {"53": "#e66101"}, figures, region="06")
    data = next(iter(drawn[1]["datasets"].values()))
    assert {row["colour"] for row in data} == {"#e66101", "#d5dae0"}
    assert "California" in {row["name"] for row in data}


def test_categories_are_counted(drawn: list[Any]) -> None:
    result, figures = answer(indicator="rca_presence")
    codes = [str(code) for code in result.values.index]
    colours = {code: f"#00000{int(result.values[code])}" for code in codes if result.values.notna()[code]}
    chart_view.show_chart(result, colours, figures, region="")
    data = next(iter(drawn[1]["datasets"].values()))
    assert {row["name"]: row["count"] for row in data} == {"not specialized": 39, "specialized": 13}
    assert drawn[0] == "How many regions are in each category."
