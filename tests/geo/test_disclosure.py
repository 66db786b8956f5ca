"""Disclosure control: what is hidden cannot be worked out, hidden is neither missing nor nought, and it is counted."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from geo.aggregate import Partial, contributors, cube, partial, rolled, selected
from geo.cluster_privacy import Privacy
from geo.disclosure import TOTALS, Rule, needed, protected, sensitive, shows_enterprises, totals_of
from geo.disclosure_moves import hide
from geo.disclosure_nodes import Nodes, published
from geo.errors import DataContractError
from geo.schema import FEWEST_CONTRIBUTORS, TOTAL

Totals = Sequence[Sequence[str]]
Parents = Mapping[str, Mapping[str, str]]
Bounds = dict[int, tuple[float, float]]
CELL = ["region_code", "industry_code"]


def cells(*sizes: tuple[str, str, Sequence[float]]) -> Partial:
    """Cells of region and industry with the employees of each enterprise."""
    rows = [{"region_code": r, "industry_code": i, "employees": n} for r, i, each in sizes for n in each]
    return rolled(partial(pd.DataFrame(rows)), CELL)


def rows_of(seed: int, *, regions: int = 4, industries: int = 4, mean: float = 4) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    made = [
        {"region_code": f"R{r}", "industry_code": f"I{i}", "employees": float(int(rng.lognormal(2.5, 1.4)))}
        for r in range(regions)
        for i in range(industries)
        for _ in range(rng.poisson(rng.exponential(mean)))
    ]
    rows = pd.DataFrame(made)
    return rows.assign(
        turnover=np.where(rng.random(len(rows)) < 0.2, np.nan, rng.integers(0, 10**6, len(rows)) / 100),
        owner_group=rng.choice(np.array(["G", None], dtype=object), len(rows), p=[0.1, 0.9]),
    )


def interval(nodes: Nodes, hidden: np.ndarray, name: str, node: int, known: Bounds) -> np.ndarray:
    """Least and greatest value of a figure for somebody who knows what is published, and `known` bounds of cells."""
    n = nodes.cells
    truth = nodes.table[name].to_numpy(dtype=float)
    member = np.array([(nodes.of_cell == figure).any(axis=1) for figure in range(len(truth))], dtype=float)
    open_to_all = np.flatnonzero(~hidden)
    bounds = [known.get(cell, (0, None)) for cell in range(n)]
    found = [
        linprog(sign * member[node], A_eq=member[open_to_all], b_eq=truth[open_to_all], bounds=bounds, method="highs")
        for sign in (1, -1)
    ]
    assert all(one.status in (0, 3) for one in found)
    return np.array([found[0].fun if found[0].status == 0 else 0.0, -found[1].fun if found[1].status == 0 else np.inf])


def leaks(whole: Partial, rule: Rule, *, totals: Totals = TOTALS, parents: Parents | None = None) -> list[str]:
    """List the sensitive figures that outsiders, or the largest contributor of another hidden cell, come too near."""
    nodes = published(whole, totals, parents or {})
    primary, wide = sensitive(nodes.table, rule), needed(nodes.table, rule)
    hidden = hide(nodes, primary, wide)
    assert primary.any()
    found = []
    for name in ("employees", "turnover"):
        for node in np.flatnonzero(primary):
            truth = float(nodes.table[name].iloc[node])
            inside = np.flatnonzero((nodes.of_cell == node).any(axis=1))
            attackers = [int(c) for c in np.flatnonzero(hidden[: nodes.cells]) if c not in inside]
            above = wide[name][node] - 1e-6
            below = min(wide[name][node], float(nodes.table[name].iloc[inside].max())) - 1e-6
            for attacker in [None, *attackers]:
                low, high = interval(nodes, hidden, name, int(node), insight(nodes, name, attacker))
                if high - truth < above or truth - low < below:
                    found.append(f"{name} of {nodes.table.iloc[node].to_dict()} for {attacker}: {low} to {high}")
    return found


def insight(nodes: Nodes, name: str, attacker: int | None) -> Bounds:
    """Bounds that the largest contributor of a cell knows of it."""
    if attacker is None:
        return {}
    row = nodes.table.iloc[attacker]
    own = float(row[f"{name}_1"])
    return {attacker: (own, own if row["contributors"] == 1 else np.inf)}


def with_year(whole: Partial) -> Partial:
    cells, holdings = (table.assign(year=2020) for table in (whole.cells, whole.holdings))
    return Partial(cells, holdings, (*whole.by, "year"))


@pytest.mark.parametrize("seed", range(6))
def test_no_hidden_figure_can_be_worked_out_from_rows_columns_and_totals(seed: int) -> None:
    assert leaks(with_year(rolled(partial(rows_of(seed)), CELL)), Rule()) == []


@pytest.mark.parametrize("seed", range(1))
@pytest.mark.parametrize(
    "rule",
    [Rule(dominance=(2, 0.9)), Rule(dominance=None, p_percent=0.3), Rule(minimum_contributors=5, protection=0.5)],
)
def test_other_rules_are_kept_as_well(rule: Rule, seed: int) -> None:
    assert leaks(with_year(rolled(partial(rows_of(seed + 50)), CELL)), rule) == []


@pytest.mark.parametrize("seed", range(2))
def test_nor_from_the_levels_above(seed: int) -> None:
    parents = {
        "region_code": {"R0": "N", "R1": "N", "R2": "S", "R3": "S"},
        "industry_code": {"I0": "A", "I1": "A", "I2": "B", "I3": "B"},
    }
    assert leaks(with_year(rolled(partial(rows_of(seed + 20)), CELL)), Rule(), parents=parents) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_nor_from_size_classes(seed: int) -> None:
    whole = rolled(partial(rows_of(seed + 30, regions=3, industries=2, mean=8)), [*CELL, "size_class"])
    assert leaks(with_year(whole), Rule()) == []
    assert leaks(with_year(whole), Rule(), totals=(*TOTALS, ("size_class",), ("region_code", "size_class"))) == []


@pytest.mark.parametrize("seed", range(4))
def test_numbers_of_enterprises_alone_are_safe_as_well(seed: int) -> None:
    rows = rows_of(seed + 70, mean=2)[CELL]
    nodes = published(with_year(rolled(partial(rows), CELL)), TOTALS, {})
    primary = sensitive(nodes.table, Rule())
    hidden = hide(nodes, primary, needed(nodes.table, Rule()))
    for node in np.flatnonzero(primary[: nodes.cells]):
        alone = np.flatnonzero(hidden[: nodes.cells] & (nodes.table["enterprises"][: nodes.cells] == 1))
        for attacker in [None, *(int(cell) for cell in alone if cell != node)]:
            known = {} if attacker is None else {attacker: (1.0, 1.0)}
            _, high = interval(nodes, hidden, "enterprises", int(node), known)
            assert high >= nodes.table["enterprises"].iloc[node] + 1 - 1e-6


def test_the_check_notices_a_table_whose_hidden_cell_is_given_away() -> None:
    whole = with_year(cells(("R1", "A", [5]), ("R1", "B", [5, 6, 7]), ("R2", "A", [4, 5, 6]), ("R2", "B", [5, 6, 7])))
    nodes = published(whole, TOTALS, {})
    only_primary = sensitive(nodes.table, Rule())
    assert interval(nodes, only_primary, "employees", 0, {}).tolist() == [5, 5]


def test_a_lone_sensitive_cell_hides_a_rectangle_and_no_total() -> None:
    found = protected(
        cells(
            ("R1", "A", [5]),
            ("R1", "B", [5, 6, 7]),
            ("R2", "A", [4, 5, 6]),
            ("R2", "B", [5, 6, 7]),
            ("R3", "B", [9] * 9),
        )
    )
    assert (found.primary, found.secondary, found.hidden, found.hidden_totals) == (1, 3, 4, 0)
    assert found.cube["obs_status"].tolist() == ["C", "C", "C", "C", "A"]
    assert found.totals.set_index(CELL)["employees"].to_dict()["TOTAL", "TOTAL"] == 5 + 18 + 15 + 18 + 81


def test_where_there_is_nothing_beside_the_totals_above_are_hidden() -> None:
    found = protected(cells(("R1", "A", [5])))
    assert (found.primary, found.secondary, found.hidden_totals) == (1, 0, 3)  # of the region, the industry, of all
    assert found.totals["employees"].isna().all()


def test_hidden_is_not_missing_and_not_nought() -> None:
    whole = cells(("R1", "A", [5]), ("R2", "A", [0, 0, 0]), ("R3", "A", [np.nan] * 3), ("R4", "A", [5, 6, 7, 8]))
    told = protected(whole, totals=()).cube.set_index("region_code")
    assert told["obs_status"].tolist() == ["C", "A", "A", "A"]
    assert told["employees"].isna().tolist() == [True, False, True, False]
    assert told["employees"].to_dict()["R2"] == 0
    assert told["employees_unknown"].to_dict()["R3"] == 3
    figures = [str(name) for name in told if name not in {*CELL, "obs_status"}]
    assert len(figures) == 8
    assert told.loc[["R1"], figures].isna().all(axis=None)


def test_two_contributors_are_too_few_and_three_are_enough() -> None:
    assert sensitive(contributors(cells(("R1", "A", [5, 6]), ("R2", "A", [5, 6, 7]))), Rule()).tolist() == [True, False]


def test_the_fewest_contributors_are_three_for_cubes_and_clusters_alike() -> None:
    assert Rule().minimum_contributors == Privacy().contributors == FEWEST_CONTRIBUTORS == 3


def test_two_firms_of_one_owner_and_two_others_are_three_contributors() -> None:
    rows = pd.DataFrame(
        {"region_code": "R", "industry_code": "A", "employees": [5, 6, 7], "owner_group": ["G", "G", None]}
    )
    assert sensitive(contributors(rolled(partial(rows), CELL)), Rule()).tolist() == [True]
    rows["owner_group"] = None
    assert sensitive(contributors(rolled(partial(rows), CELL)), Rule()).tolist() == [False]


def test_one_contributor_above_85_percent_dominates() -> None:
    at, above = [850, 75, 75], [851, 75, 74]
    assert sensitive(contributors(cells(("R1", "A", at), ("R2", "A", above))), Rule()).tolist() == [False, True]
    assert not sensitive(contributors(cells(("R2", "A", above))), Rule(dominance=None)).any()


def test_dominance_by_turnover_counts_too() -> None:
    rows = pd.DataFrame({"region_code": "R", "industry_code": "A", "employees": 10, "turnover": [9000.0, 10, 10, 10]})
    assert sensitive(contributors(partial(rows)), Rule()).tolist() == [True]


def test_the_second_largest_must_not_come_near_the_largest() -> None:
    near, far = [100, 50, 9], [100, 50, 10]
    found = contributors(cells(("R1", "A", near), ("R2", "A", far)))
    assert sensitive(found, Rule(dominance=None, p_percent=0.1)).tolist() == [True, False]


def test_a_hidden_figure_needs_room_for_every_rule_that_it_breaks() -> None:
    def room(sizes: Sequence[float], rule: Rule) -> list[int]:
        return [int(n) for n in needed(contributors(cells(("R", "A", sizes))), rule)["employees"]]

    assert room([100, 50, 9], Rule(dominance=None, protection=0.01)) == [2]  # a hundredth of 159, whole persons
    near = Rule(dominance=None, protection=0.01, p_percent=0.5)
    assert room([100, 50, 9], near) == [41]  # half of the largest less the 9 of the others
    assert room([100, 50, 9], Rule(dominance=(2, 0.5), protection=0.01)) == [141]  # 150 would be half of 300
    assert room([0], Rule()) == [1]


def test_what_is_published_has_the_columns_of_the_cube() -> None:
    whole = cells(("R1", "A", [5, 6, 7]))
    for some in (whole, with_year(whole)):
        told = protected(some)
        for table in (told.cube, told.totals, totals_of(some)):
            assert list(table.columns) == list(cube(some).columns)
    assert "year" not in cube(whole)


def test_totals_without_control_are_those_of_the_cube_and_exact() -> None:
    whole = cells(("R1", "A", [60, 20, 20]), ("R1", "B", [5]), ("R2", "A", [1, 2]))
    told = totals_of(whole).set_index(CELL)
    assert told["employees"].to_dict() == {
        ("R1", TOTAL): 105, ("R2", TOTAL): 3, (TOTAL, "A"): 103, (TOTAL, "B"): 5, (TOTAL, TOTAL): 108,
    }  # fmt: skip
    assert told["largest_share"].to_dict()["R1", TOTAL] == 60 / 105
    assert set(told["obs_status"]) == {"A"}


def test_a_confidential_enterprise_hides_its_cell() -> None:
    rows = pd.DataFrame({"region_code": "R", "industry_code": "A", "employees": 5, "obs_status": ["A"] * 9 + ["C"]})
    assert sensitive(contributors(partial(rows)), Rule()).tolist() == [True]


def test_control_comes_after_the_filter() -> None:
    rows = pd.DataFrame({"region_code": "R", "industry_code": ["A"] * 3 + ["B"] * 3, "employees": [5, 60, 7, 5, 6, 8]})
    whole = partial(rows)
    assert protected(rolled(whole, CELL)).hidden == 0
    large = selected(whole, {"size_class": {"50-249"}})
    assert protected(rolled(large, CELL)).cube["enterprises"].isna().tolist() == [True]


def test_years_are_never_added_up_and_protected_apart() -> None:
    rows = pd.concat([rows_of(3).assign(year=year) for year in (2019, 2020)])
    both = protected(rolled(partial(rows), [*CELL, "year"]))
    one = protected(rolled(partial(rows_of(3)), CELL))
    assert both.hidden == 2 * one.hidden
    assert set(both.totals["year"]) == {2019, 2020}


def test_the_exact_size_of_the_largest_is_not_told() -> None:
    whole = cells(("R", "A", [60, 20, 20]))
    assert cube(whole)["largest_share"].tolist() == [0.6]
    assert protected(whole).cube["largest_share"].tolist() == [0.5]


def test_nothing_leaves_nothing_hidden() -> None:
    found = protected(selected(cells(("R", "A", [1])), {"region_code": set()}))
    assert (len(found.cube), found.hidden, found.hidden_totals) == (0, 0, 0)


def test_a_circle_of_parents_comes_to_an_end() -> None:
    parents = {"region_code": {"R": "Q", "Q": "R"}}
    assert protected(cells(("R", "A", [5, 6, 7])), parents=parents).hidden == 0


def test_a_confidential_dataset_shows_no_single_enterprise() -> None:
    assert not shows_enterprises(SimpleNamespace(confidential=True))
    assert shows_enterprises(SimpleNamespace(confidential=False))


@pytest.mark.parametrize(
    "wrong", [{"minimum_contributors": 0}, {"dominance": (4, 0.9)}, {"dominance": (1, 85)}, {"p_percent": 0}]
)
def test_a_rule_that_means_nothing_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(DataContractError, match="disclosure rule: needs a minimum of 1 or more"):
        Rule(**wrong)  # type: ignore[arg-type]
