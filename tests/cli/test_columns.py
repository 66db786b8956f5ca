"""Every column that any indicator writes is described in the export and in the user guide."""

import build_docs
import pytest
from worked_example import INDUSTRY, example

from cli.columns import COLUMNS, described, simulation_notes
from cli.results import export_of
from geo.activity import Activity
from geo.indicators import REGISTRY
from geo.query import Query, tabulate


@pytest.fixture(scope="module")
def activity() -> Activity:
    return example()


@pytest.mark.parametrize("name", REGISTRY)
def test_the_export_of_an_indicator_describes_each_of_its_columns(name: str, activity: Activity) -> None:
    entry = REGISTRY[name]
    chosen: list[tuple[tuple[str, str], ...]] = [()]
    chosen += [((option.name, value),) for option in entry.options for value in option.values[1:]]
    for options in chosen:
        query = Query("", name, INDUSTRY if entry.shape == "wide" else "", options=options, minimum=1.0)
        export = export_of(tabulate(activity, query), query, {}, None)
        told = export.provenance["columns"]
        assert [column for column in export.frame.columns if not told.get(column)] == [], options


def test_a_column_that_nobody_described_has_no_description() -> None:
    assert described(["value", "made_up"], REGISTRY["hachman"], all_industries=False) == {"value": "the indicator"}


def test_the_codes_of_a_table_of_pairs_are_described() -> None:
    for name, kind in (("proximity", "industry"), ("complementarity", "region")):
        assert described(["X1"], REGISTRY[name], all_industries=False)["X1"].endswith(f"the {kind} of this name")


def test_the_guide_holds_the_list_as_it_is() -> None:
    text = build_docs.GUIDE.read_text(encoding="utf-8")
    assert text == build_docs.guide(text), "docs/user-guide.md is out of date: run make docs"
    assert all(f"| `{name}` |" in text for name in COLUMNS)


def test_simulated_figures_are_told_before_their_intervals() -> None:
    assert simulation_notes({"simulated": True, "interval_simulated": True}) == [
        "these figures are simulated, not observed (obs_status S)"
    ]
    assert simulation_notes({"simulated": False, "interval_simulated": False}) == []
