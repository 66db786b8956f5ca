"""Every entry of the registry is complete, and what it needs is asked for by name."""

import ast
import gc
import re
from pathlib import Path

import pandas as pd
import pytest
import worked_example

from geo.activity import Activity, from_tables
from geo.errors import MissingTableError, UnknownIndicatorError, UnknownOptionError
from geo.indicator import LEVELS, SHAPES
from geo.indicators import REGISTRY, Indicator, compute, indicator, lacking, options_of

ROOT = Path(__file__).resolve().parents[2]
ENTRIES = pytest.mark.parametrize("entry", REGISTRY.values(), ids=lambda entry: entry.name)
X = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])


def test_every_name_of_the_design_is_there_or_still_to_come() -> None:
    assert next(iter(REGISTRY)) == "location_quotient"
    assert len(REGISTRY) == len(set(REGISTRY))


@ENTRIES
def test_an_entry_names_a_test_that_exists(entry: Indicator) -> None:
    path, _, name = entry.test.partition("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@ENTRIES
def test_an_entry_is_complete(entry: Indicator) -> None:
    assert REGISTRY[entry.name] is entry
    assert re.fullmatch(r"[a-z][a-z0-9_]+", entry.name)
    for text in (entry.title, entry.plain, entry.formula, entry.reading, entry.caution, entry.citation):
        assert text.strip()
    for sentence in (entry.plain, entry.reading, entry.caution, entry.citation):
        assert sentence.endswith(".")
    assert entry.level in LEVELS
    assert entry.shape in SHAPES
    assert list(entry.breaks) == sorted(set(entry.breaks))


@ENTRIES
def test_each_value_of_an_option_is_explained(entry: Indicator) -> None:
    for option in entry.options:
        assert option.values
        assert option.plain
        assert len(option.meanings) == len(option.values)
        assert option.check(option.values[0])
        assert all(option.meanings)


@ENTRIES
def test_the_neutral_value_lies_in_the_middle_class(entry: Indicator) -> None:
    if entry.neutral is not None and entry.breaks:
        middle = len(entry.breaks) // 2
        assert entry.breaks[middle - 1] < entry.neutral < entry.breaks[middle]


@ENTRIES
def test_an_indicator_computes_a_table_of_its_shape(entry: Indicator) -> None:
    got = compute(entry.name, worked_example.example())
    if entry.shape == "wide":
        assert (list(got.index), list(got.columns)) == (worked_example.REGIONS, worked_example.INDUSTRIES)
    if entry.shape in {"region", "industry"}:
        codes = worked_example.REGIONS if entry.shape == "region" else worked_example.INDUSTRIES
        assert (list(got.index), got.columns[0]) == (codes, "value")
    assert got.notna().to_numpy().any()


def test_an_unknown_indicator_is_refused_with_the_nearest() -> None:
    with pytest.raises(
        UnknownIndicatorError, match=r"there is no indicator 'location_quotent'; did you mean 'location_quotient'"
    ):
        indicator("location_quotent")


def test_options_are_completed_with_the_first_value() -> None:
    entry = indicator("additive_location_quotient")
    assert options_of(entry, {"variant": "industry"}) == {"reference": "published", "variant": "industry"}


def test_an_unknown_option_is_refused() -> None:
    with pytest.raises(
        UnknownOptionError, match=r"there is no option 'referense' of 'location_quotient'; did you mean 'reference'"
    ):
        options_of(indicator("location_quotient"), {"referense": "sum"})


def test_an_unknown_value_of_an_option_is_refused() -> None:
    with pytest.raises(UnknownOptionError, match=r"there is no value 'total' of the option 'reference'"):
        compute("location_quotient", from_tables(X), {"reference": "total"})


@pytest.mark.parametrize(("name", "table"), [("density_km2", "areas"), ("per_thousand_people", "population")])
def test_an_indicator_asks_for_the_table_that_it_needs(name: str, table: str) -> None:
    assert lacking(indicator(name), from_tables(X)) == table
    with pytest.raises(MissingTableError, match=rf"indicator '{name}' needs the table '{table}'"):
        compute(name, from_tables(X))


def test_an_external_reference_must_come_with_the_data() -> None:
    with pytest.raises(MissingTableError, match=r"needs the table 'reference'"):
        compute("location_quotient", from_tables(X), {"reference": "external"})
    given = from_tables(X, {"reference": pd.Series({"C10": 1.0, "C24": 3.0})})
    assert compute("location_quotient", given, {"reference": "external"}).to_numpy()[0].tolist() == [1.0, 1.0]


def test_a_table_is_let_go_with_what_was_computed_from_it() -> None:
    """Nothing that is kept beside a table holds the table: ten years are not ten times the memory."""
    gc.collect()
    gc.disable()
    try:
        activity = from_tables(X)
        for name, entry in REGISTRY.items():
            if entry.shape in SHAPES and lacking(entry, activity, options_of(entry, {})) is None:
                compute(name, activity)
        mine = id(activity)
        del activity
        assert not [thing for thing in gc.get_objects() if id(thing) == mine and isinstance(thing, Activity)]
    finally:
        gc.enable()


COUNTED = frozenset({"classes", "draws", "iterations", "k", "order", "permutations", "seed"})


@ENTRIES
def test_what_is_counted_takes_whole_numbers_only(entry: Indicator) -> None:
    """Cut off in silence, 2.5 classes would be computed as 2 and told as 2.5."""
    for option in entry.options:
        assert option.whole is (option.name in COUNTED)
        if option.whole and option.bounds:
            low = option.bounds[0]
            assert option.check(f"{low:g}") == f"{low:g}"
            with pytest.raises(UnknownOptionError, match=f"'a whole number from {low:g} to "):
                option.check(f"{low + 1.5:g}")
