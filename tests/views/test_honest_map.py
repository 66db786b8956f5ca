"""The map that shows how sure it is: what is hatched and counted, ranks as ranges, and why it may be off."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from geo.certainty import CERTAIN, UNCERTAIN, class_certainty
from geo.query import Query, Result
from geo.resolve import resolve
from geo.store import default_store
from scene.address import CHANCE, HATCH, parse
from scene.certainty import Certainty, certainty_of, chance_of, rank_range, rank_ranges, unsupported
from scene.figures import Figures
from scene.i18n import Say
from scene.map_classes import classes_of, drawn_codes
from scene.table import table_of
from tests.views.pages import Open, text_of
from tests.views.test_map_page import message


def answer(dataset_id: str = "us", **fields: Any) -> tuple[Result, Figures]:  # noqa: ANN401 - fields of a query
    store = default_store()
    dataset = store.dataset(dataset_id)
    query, _ = resolve(replace(Query(dataset_id), **fields), dataset)
    return store.result(query), Figures(Say("en"), dataset, query)


def certain(honest: str, **fields: Any) -> Certainty | None:  # noqa: ANN401 - fields of a query
    result, figures = answer(**fields)
    view = replace(parse({"honest": honest}), query=figures.query)
    return certainty_of(view, result, classes_of(result, figures, default_store()), figures, default_store())


# ----------------------------------------------------------------------------------------------------- what is certain
def test_off_is_off() -> None:
    assert certain("") is None


def test_the_marks_are_those_of_the_intervals_and_the_classes() -> None:
    result, figures = answer()
    found, codes = certain(HATCH), drawn_codes(figures, default_store())
    assert found is not None
    assert found.marks is not None
    lower, upper = (s.reindex(codes).to_numpy(float) for s in (result.lower, result.upper))  # type: ignore[union-attr]
    classes = classes_of(result, figures, default_store())
    np.testing.assert_array_equal(found.marks, class_certainty(classes, lower, upper))
    by_code = dict(zip(codes, found.marks, strict=True))
    assert by_code["06"] == CERTAIN  # 1.15 to 1.18, from 0.8 to 1.25
    assert by_code["53"] == UNCERTAIN  # Washington: 1.97 to 2.04, across 2
    assert found.uncertain == int((found.marks == UNCERTAIN).sum()) > 0
    assert found.unknown == 0


def test_the_chance_is_that_of_the_indicator_of_its_name() -> None:
    found = certain(CHANCE)
    assert found is not None
    assert found.chance is not None
    assert found.marks is None
    assert (found.uncertain, found.unknown) == (0, 0)
    _, figures = answer()
    by_code = dict(zip(drawn_codes(figures, default_store()), found.chance, strict=True))
    assert by_code["53"] > 0.999
    assert by_code["38"] < 0.001


def test_a_figure_that_is_no_quotient_has_no_chance_of_being_specialized() -> None:
    _, figures = answer(indicator="density_km2")
    assert chance_of(figures, default_store()) is None
    _, figures = answer(options=(("reference", "rest"),))
    found = chance_of(figures, default_store())
    assert found is None or dict(found[1].query.options)["reference"] == "rest"


def test_without_any_interval_it_says_why() -> None:
    result, figures = answer(indicator="density_km2")
    assert unsupported(result, figures) == "For this indicator no range is computed; the location quotient has one."
    result, figures = answer()
    assert unsupported(result, figures) == ""
    unknown = replace(result, lower=None, upper=None)
    assert unsupported(unknown, figures).startswith("This source publishes no errors")
    assert certain(HATCH, indicator="density_km2") is None


# --------------------------------------------------------------------------------------------------------------- ranks
def test_a_rank_is_a_range_that_holds_the_rank() -> None:
    result, figures = answer()
    ranges = rank_ranges(result)
    assert ranges is not None
    known = ranges["best"].notna()
    assert (ranges["best"] <= result.ranks)[known].all()
    assert (ranges["worst"] >= result.ranks)[known].all()
    assert rank_range(result, figures, "06") == "rank 8 to 10 of 52"


def test_regions_below_the_minimum_have_no_range() -> None:
    result, figures = answer()
    below = str(result.below[result.below].index[0])
    assert rank_range(result, figures, below) == ""


def test_a_range_of_one_rank_is_one_rank() -> None:
    result, figures = answer()
    exact = replace(result, lower=result.values, upper=result.values)
    assert rank_range(exact, figures, "06") == "rank 9 of 52"
    assert rank_range(replace(result, lower=None), figures, "06") == ""


def test_the_table_has_the_ranges_when_asked() -> None:
    result, figures = answer()
    assert "Best rank" not in table_of(result, figures).columns
    row = table_of(result, figures, honest=True).loc["06"]
    assert (row["Rank"], row["Best rank"], row["Worst rank"]) == (9, 8, 10)


# ------------------------------------------------------------------------------------------------------------ the page
def test_the_switch_writes_into_the_address_and_hatches(open_page: Open) -> None:
    app = open_page()
    assert "sure" not in message(app)["regions"]
    app.toggle(key="c_honest").set_value(True).run()
    assert not app.exception
    assert app.query_params["honest"] in ("1", ["1"])
    found = message(app)
    marks = found["regions"]["sure"]
    rows = {item["kind"]: item["count"] for item in found["legend"]["items"]}
    assert len(marks) == 54
    assert rows["unsure"] == marks.count("?") > 0
    assert marks[found["regions"]["classes"].index("m")] == "."
    app.toggle(key="c_honest").set_value(False).run()
    assert "honest" not in app.query_params


def test_the_other_way_colours_by_probability(open_page: Open) -> None:
    app = open_page(honest="1")
    before = message(app)["regions"]
    app.radio(key="c_way").set_value("chance").run()
    assert not app.exception
    found = message(app)
    assert found["legend"]["title"] == "Probability of being specialized"
    assert found["regions"]["values"] == before["values"]
    assert found["regions"]["chance"][before["values"].index(1.996)] == 100
    assert found["regions"]["classes"] != before["classes"]
    assert sum(item["count"] for item in found["legend"]["items"]) == 54


def test_the_panel_gives_the_rank_as_a_range(open_page: Open) -> None:
    assert "rank 8 to 10 of 52" in text_of(open_page(honest="1", region="06"))


def test_where_nothing_supports_an_interval_the_switch_says_so(open_page: Open) -> None:
    app = open_page(ind="density_km2", honest="1")
    assert app.toggle(key="c_honest").disabled
    assert not app.toggle(key="c_honest").value
    assert any("no range is computed" in caption.value for caption in app.caption)
    assert "sure" not in message(app)["regions"]


@pytest.mark.parametrize("asked", ["2", "yes", "<b>"])
def test_an_unknown_way_is_named(asked: str) -> None:
    assert parse({"honest": asked}).bad == (("honest", asked),)
    assert parse({"honest": asked}).honest == ""
