"""A query names a map; what it asks for is found, replaced with a notice, or refused."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from geo.dataset import Dataset
from geo.errors import MissingTableError, UnknownIndicatorError, UnknownIndustryError, UnknownOptionError
from geo.query import Query, evaluate, evaluate_table
from geo.resolve import Notice, resolve
from geo.store import Store, default_store
from tests.geo.tiny import MANIFEST, write_data

NAN = float("nan")


def full(dataset: Dataset, **changes: Any) -> Query:  # noqa: ANN401 - the fields of Query
    return resolve(Query("tiny", **changes), dataset)[0]


# ---- resolve
def test_an_empty_query_takes_the_defaults_of_the_dataset_and_needs_no_notice(tiny: Dataset) -> None:
    query, notices = resolve(Query("tiny"), tiny)
    assert notices == ()
    assert query == Query(
        "tiny", "location_quotient", "I2", "county", "section", "jobs", 2021, (), 20.0, "fixed", n_classes=5
    )


def test_a_resolved_query_resolves_to_itself(tiny: Dataset) -> None:
    query = full(tiny, industry_code="D1", year=2020, options=(("reference", "rest"),))
    assert resolve(query, tiny) == (query, ())


@pytest.mark.parametrize(
    ("changes", "notice"),
    [
        ({"measure": "x"}, Notice("measure", "x", "jobs")),
        ({"level": "x"}, Notice("level", "x", "county")),
        ({"industry_level": "x"}, Notice("industry_level", "x", "section")),
        ({"industry_code": "x"}, Notice("industry_code", "x", "I2")),
        ({"industry_code": "D1", "industry_level": "section"}, Notice("industry_code", "D1", "I2")),
        ({"indicator": "x"}, Notice("indicator", "x", "location_quotient")),
        ({"year": 1999}, Notice("year", "1999", "2020")),
        ({"year": 3000}, Notice("year", "3000", "2021")),
        ({"scheme": "x"}, Notice("scheme", "x", "fixed")),
        ({"options": (("reference", "x"),)}, Notice("option", "reference=x", "=")),
        ({"options": (("x", "sum"),)}, Notice("option", "x=sum", "=")),
    ],
)
def test_what_does_not_exist_is_replaced_with_a_notice(tiny: Dataset, changes: dict[str, Any], notice: Notice) -> None:
    query, notices = resolve(Query("tiny", **changes), tiny)
    assert notices == (notice,)
    assert resolve(query, tiny) == (query, ())


def test_every_field_may_be_wrong_at_once(tiny: Dataset) -> None:
    wrong = Query("tiny", "x", "x", "x", "x", "x", 1, (("x", "x"),), scheme="x", n_classes=99)
    query, notices = resolve(wrong, tiny)
    kinds = [notice.kind for notice in notices]
    assert kinds == ["measure", "level", "industry_level", "industry_code", "year", "indicator", "scheme", "option"]
    assert evaluate(tiny, query).values.notna().any()


def test_the_level_of_the_classification_is_that_of_the_industry(tiny: Dataset) -> None:
    assert full(tiny, industry_code="D1").industry_level == "division"
    query, notices = resolve(Query("tiny", industry_code="D1", industry_level="x"), tiny)
    assert (query.industry_level, query.industry_code, len(notices)) == ("division", "D1", 1)


def test_a_measure_that_does_not_add_up_has_no_quotient(tiny: Dataset) -> None:
    query, notices = resolve(Query("tiny", "location_quotient", measure="wage"), tiny)
    assert (query.indicator, query.minimum) == ("value", 0.0)
    assert notices == (Notice("indicator", "location_quotient", "value"),)


@pytest.mark.parametrize(("asked", "shown"), [(-5, 2), (0, 2), (1, 2), (3, 3), (7, 7), (50, 7)])
def test_the_number_of_classes_is_kept_in_bounds(tiny: Dataset, asked: int, shown: int) -> None:
    assert full(tiny, n_classes=asked).n_classes == shown


@pytest.mark.parametrize(("asked", "shown"), [(-1.0, 20.0), (NAN, 20.0), (0.0, 0.0), (7.5, 7.5)])
def test_the_minimum_is_that_of_the_dataset_unless_one_is_given(tiny: Dataset, asked: float, shown: float) -> None:
    assert full(tiny, minimum=asked).minimum == shown


def test_a_default_that_does_not_exist_gives_way_to_the_first(tmp_path: Path) -> None:
    data = write_data(tmp_path / "data")
    text = (data / "datasets" / "tiny" / "datapackage.json").read_text()
    (data / "datasets" / "tiny" / "datapackage.json").write_text(
        text.replace('"industry_code": "I2"', '"industry_code": "IX"')
    )
    assert full(Store(data).dataset("tiny")).industry_code == "I1"


def test_a_dataset_without_statistics_resolves_and_shows_no_data(tmp_path: Path) -> None:
    data = write_data(tmp_path / "data")
    manifest = {**MANIFEST, "resources": MANIFEST["resources"][:2]}
    (data / "datasets" / "tiny" / "datapackage.json").write_text(json.dumps(manifest))
    dataset = Store(data).dataset("tiny")
    query, notices = resolve(Query("tiny"), dataset)
    assert (query.year, notices) == (0, ())
    assert evaluate(dataset, query).values.isna().all()


# ---- evaluate
def test_a_result_holds_the_value_its_parts_and_its_status(tiny: Dataset) -> None:
    result = evaluate(tiny, full(tiny, industry_code="I1"))
    assert result.values.tolist()[:2] == [(10 / 40) / (100 / 400), (30 / 40) / (100 / 400)]
    assert np.isnan(result.values["03"])
    assert result.status.tolist() == ["A", "E", "C"]
    assert result.amount.tolist()[:2] == [10, 30]
    assert result.parts.to_numpy()[0].tolist() == [10, 40, 100, 400]
    assert (result.reference_published, result.totals_published) == (True, True)
    parts = result.parts
    recomputed = (parts["value"] / parts["region_total"]) / (parts["reference"] / parts["reference_total"])
    assert recomputed.equals(result.values.rename(None))


def test_bounds_stand_around_the_value_where_errors_are_published(tiny: Dataset) -> None:
    result = evaluate(tiny, full(tiny, industry_code="I1"))
    assert result.lower is not None
    assert result.upper is not None
    assert list(result.lower[:1]) < list(result.values[:1]) < list(result.upper[:1])
    assert np.isnan(result.lower["03"])
    density = evaluate(tiny, full(tiny, indicator="density_km2"))
    assert (density.lower, density.upper) == (None, None)


def test_ranks_leave_out_what_is_missing_or_below_the_minimum_and_ties_share_the_best(tiny: Dataset) -> None:
    every = evaluate(tiny, full(tiny, industry_code="I2", minimum=0.0, indicator="value"))
    assert every.ranks.tolist() == [1, 2, 3]
    some = evaluate(tiny, full(tiny, industry_code="I2", minimum=20.0))
    assert some.below.tolist() == [False, True, True]
    assert some.ranks["01"] == 1
    assert some.ranks[["02", "03"]].isna().all()
    tied = replace(every, values=every.values * 0 + 5)
    assert tied.ranks.tolist() == [1, 1, 1]


def test_a_missing_region_is_missing_not_below(tiny: Dataset) -> None:
    result = evaluate(tiny, full(tiny, industry_code="I1", minimum=1e9))
    assert result.below.tolist() == [True, True, False]


def test_a_table_holds_every_industry_of_the_level(tiny: Dataset) -> None:
    table = evaluate_table(tiny, full(tiny))
    assert table.values.shape == (3, 2)
    assert evaluate(tiny, full(tiny)).values.equals(table.values["I2"])


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"indicator": "lq"}, UnknownIndicatorError, "there is no indicator 'lq'"),
        ({"industry_code": "IX"}, UnknownIndustryError, "there is no industry 'IX'"),
        ({"level": "x"}, UnknownOptionError, "there is no level 'x'"),
        ({"year": 1}, UnknownOptionError, "there is no year '1'"),
        ({"options": (("a", "b"),)}, UnknownOptionError, "there is no option 'a' of 'location_quotient'"),
        ({"measure": "wage"}, UnknownOptionError, "there is no measure 'wage' that adds up, which 'location_quotient'"),
        ({"indicator": "density_km2", "level": "town"}, MissingTableError, "needs the table 'areas'"),
    ],
)
def test_an_unresolved_query_is_refused_not_replaced(
    tiny: Dataset, changes: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        evaluate(tiny, replace(full(tiny), **changes))


def test_a_query_is_a_key(tiny: Dataset) -> None:
    assert len({full(tiny), full(tiny), full(tiny, year=2020)}) == 2


def test_a_measure_without_figures_of_the_groups_is_shown_for_what_it_has() -> None:
    """Income per person is a figure of a state, not of an occupation."""
    us = default_store().dataset("us")
    query, notices = resolve(Query("us", measure="income_per_capita"), us)
    assert (query.industry_level, query.industry_code, query.indicator) == ("all", "00-0000", "value")
    assert notices == ()
    query, notices = resolve(Query("us", measure="income_per_capita", industry_code="15-0000"), us)
    assert query.industry_code == "00-0000"
    assert notices == (Notice("industry_code", "15-0000", "00-0000"),)


def test_intervals_come_from_establishments_where_no_errors_are_published() -> None:
    bay, us = default_store().dataset("bay-area"), default_store().dataset("us")
    assert resolve(Query("bay-area", "probability_specialized"), bay)[0].options == (("method", "firms"),)
    assert resolve(Query("us", "probability_specialized"), us)[0].options == ()
    asked = Query("bay-area", "probability_specialized", options=(("method", "counts"),))
    assert resolve(asked, bay)[0].options == (("method", "counts"),)
