"""The stages of a cluster's life: every line of the rule table, and figures worked out by hand."""

import pandas as pd
import pytest
import worked_example

from geo.activity import Activity, from_tables
from geo.cluster_rules import evaluate_rule, life_cycle_stage, load_rules
from geo.errors import DataContractError, MissingTableError
from geo.rule_measures import Measures
from tests.geo.tables import cell, wide


def test_fewer_than_five_years_are_not_enough() -> None:
    activity = worked_example.example()
    four = worked_example.years().query("year > 2021")
    fewer = from_tables(activity.values, {"years": four})
    with pytest.raises(DataContractError, match="years: the rule asks for 5 years of figures; there are 4"):
        life_cycle_stage(fewer)
    assert life_cycle_stage(fewer, parameters={"years": 4}).notna().to_numpy().all()
    with pytest.raises(MissingTableError, match="'life_cycle_stage' needs the table 'years'"):
        life_cycle_stage(from_tables(activity.values))


class Given(Measures):
    """Measures as a test gives them, a row a region."""

    def __init__(self, table: pd.DataFrame, *, lacking: tuple[str, ...] = ()) -> None:
        super().__init__(from_tables(wide([[1.0]] * len(table))))
        self._table, self._lacking = table, lacking

    def has(self, table: str) -> bool:
        return table not in self._lacking

    def of(self, measure: str, *, denominator: str = "total", span: str = "all") -> pd.DataFrame:
        assert denominator == "total"
        column = measure if span == "all" else f"{measure} {span}"
        return wide(self._table[[column]].to_numpy())


COLUMNS = ["location_quotient", "growth_over_industry", "establishment_growth", "location_quotient_midway",
           "growth_over_industry first_half", "growth_over_industry second_half",
           "related_variety_change second_half"]  # fmt: skip
STAGES = [
    # quotient, growth against the industry, entry, quotient midway, growth 1st half, 2nd half, variety -> stage
    (0.9, 0.05, 0.02, 0.9, 0.05, 0.05, 0.0, 1),  # emergence
    (0.9, 0.05, 0.0, 0.9, 0.05, 0.05, 0.0, 0),  # nobody enters: no emergence
    (0.9, 0.0, 0.02, 0.9, 0.0, 0.0, 0.0, 0),  # as fast as the industry is not faster
    (1.0, 0.05, 0.0, 0.9, 0.05, 0.05, 0.0, 2),  # a quotient of exactly 1 and as many establishments: growth
    (1.0, 0.005, 0.0, 1.0, 0.005, 0.005, 0.0, 2),  # growth comes before sustainment
    (1.0, 0.005, -0.1, 1.0, 0.005, 0.005, 0.0, 3),  # establishments leave: no growth, but it holds
    (1.0, 0.01, -0.1, 1.0, 0.01, 0.01, 0.0, 3),  # 1 % a year is still standing still
    (1.0, -0.01, 0.0, 1.0, -0.01, -0.01, 0.0, 3),
    (1.0, -0.011, 0.0, 1.0, -0.011, -0.011, 0.0, 4),  # decline
    (1.0, 0.02, -0.1, 1.0, 0.02, 0.02, 0.0, 0),  # fast, yet establishments leave: none of them
    (0.9, -0.05, 0.0, 0.9, -0.05, -0.05, 0.0, 0),  # was never a cluster
    (1.0, -0.05, 0.0, 1.0, -0.10, 0.01, 0.1, 5),  # transformation comes before decline
    (1.0, -0.05, 0.0, 1.0, -0.10, 0.01, 0.0, 4),  # variety did not grow: still decline
    (1.0, -0.05, 0.0, 0.9, -0.10, 0.01, 0.1, 4),  # was no cluster when it declined
]


def test_stages_of_the_rule_table() -> None:
    table = pd.DataFrame([case[:-1] for case in STAGES], columns=COLUMNS)
    result = evaluate_rule(load_rules()["life_cycle"], Given(table), {"years": 2})
    assert result.missing == ("years",)
    given = Given(table)
    given.activity = worked_with_years(len(table))
    result = evaluate_rule(load_rules()["life_cycle"], given)
    assert result.score["I0"].tolist() == [case[-1] for case in STAGES]
    assert result.met["I0"].tolist() == [float(case[-1] >= 2) for case in STAGES]
    assert result.left_out == ()


def worked_with_years(n: int) -> Activity:
    x = wide([[1.0]] * n)
    long = x.rename_axis("region_code").melt(ignore_index=False, var_name="industry_code").reset_index()
    years = pd.concat([long.assign(year=year) for year in range(2020, 2025)])
    return from_tables(x, {"years": years})


def test_without_establishments_of_several_years_the_stage_rests_on_jobs_and_says_so() -> None:
    table = pd.DataFrame([case[:-1] for case in STAGES], columns=COLUMNS)
    given = Given(table, lacking=("establishment_years",))
    given.activity = worked_with_years(len(table))
    result = evaluate_rule(load_rules()["life_cycle"], given)
    assert result.left_out == ("entry", "no_exit")
    assert result.notes == ("left out, because the data lack their tables: entry, no_exit",)
    assert result.score["I0"].tolist() == [1, 1, 0, 2, 2, 2, 2, 3, 4, 2, 0, 5, 4, 4]


def test_without_groups_only_what_may_be_a_transformation_is_unknown() -> None:
    table = pd.DataFrame([case[:-1] for case in STAGES], columns=COLUMNS)
    given = Given(table, lacking=("groups",))
    given.activity = worked_with_years(len(table))
    stages = evaluate_rule(load_rules()["life_cycle"], given).score["I0"]
    assert stages.isna().tolist() == [i in {11, 12} for i in range(14)]
    assert stages.tolist()[13] == 4.0


def years_of(tables: dict[int, list[list[float]]]) -> pd.DataFrame:
    parts = []
    for year, values in tables.items():
        x = wide(values).rename_axis("region_code")
        parts.append(x.melt(ignore_index=False, var_name="industry_code").reset_index().assign(year=year))
    return pd.concat(parts, ignore_index=True)


def test_growth_is_compared_with_the_industry_in_the_regions_known_in_both_years() -> None:
    """R0 grows by a tenth a year for four years, its industry from 200 to 246.41 where both years are known."""
    series = {2020 + t: [[100 * 1.1**t, 50.0], [100.0, 50.0], [float("nan") if t else 900.0, 50.0]] for t in range(5)}
    activity = from_tables(wide(series[2024]), {"years": years_of(series)})
    measures = Measures(activity)
    gap = measures.of("growth_over_industry")
    assert cell(measures.of("growth"), "R0", "I0") == pytest.approx(0.1)
    assert cell(gap, "R0", "I0") == pytest.approx(0.1 - ((246.41 / 200) ** 0.25 - 1))
    assert gap["I0"].isna().tolist() == [False, False, True]
    assert cell(gap, "R0", "I1") == 0.0
    assert life_cycle_stage(activity)["I0"].isna().tolist() == [False, False, True]


def test_the_halves_of_a_period_meet_in_its_middle_year() -> None:
    series = {2020: [[100.0, 10.0]], 2021: [[90.0, 10.0]], 2022: [[80.0, 30.0]], 2023: [[90.0, 10.0]],
              2024: [[160.0, 10.0]]}  # fmt: skip
    activity = from_tables(wide(series[2024]), {"years": years_of(series)})
    measures = Measures(activity)
    assert cell(measures.of("growth", span="first_half"), "R0", "I0") == pytest.approx(0.8**0.5 - 1)
    assert cell(measures.of("growth", span="second_half"), "R0", "I0") == pytest.approx(2**0.5 - 1)
    assert cell(measures.of("growth"), "R0", "I0") == pytest.approx(1.6**0.25 - 1)


def test_growth_from_nothing_is_not_known_and_growth_to_nothing_is_minus_one() -> None:
    series = {2020: [[0.0, 10.0]], 2021: [[5.0, 0.0]]}
    growth = Measures(from_tables(wide(series[2021]), {"years": years_of(series)})).of("growth")
    assert growth["I0"].isna().all()
    assert growth["I1"].tolist() == [-1.0]


def test_related_variety_is_the_entropy_within_the_groups() -> None:
    """From one industry in each group to two equal ones: one more bit."""
    series = {2020: [[8.0, 0.0, 8.0, 0.0]], 2021: [[4.0, 4.0, 4.0, 4.0]]}
    groups = pd.Series(["a", "a", "b", "b"], index=["I0", "I1", "I2", "I3"])
    activity = from_tables(wide(series[2021]), {"years": years_of(series), "groups": groups})
    assert Measures(activity).of("related_variety_change").to_numpy().tolist() == [[1.0] * 4]


def test_the_change_of_the_quotient_is_taken_a_year() -> None:
    series = {2020: [[10.0, 10.0], [10.0, 10.0]], 2024: [[15.0, 5.0], [5.0, 15.0]]}
    measures = Measures(from_tables(wide(series[2024]), {"years": years_of(series)}))
    assert measures.of("location_quotient_change").to_numpy().tolist() == [[0.125, -0.125], [-0.125, 0.125]]
    assert measures.of("location_quotient_midway").to_numpy().tolist() == [[1.0, 1.0], [1.0, 1.0]]
