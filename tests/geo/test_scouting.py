"""Scores, ranks and filters of places: figures worked by hand, invariances, and unknown values that are never zero."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import DataContractError, UnknownOptionError, UnknownRegionError
from geo.scouting import Criterion, Evidence, Filter, passes, ranking, scores, shares, tabled, utilities, verdict

JOBS, WAGES, GROWTH = Criterion("jobs"), Criterion("wages", -1), Criterion("growth")
NAN = float("nan")


@pytest.fixture
def known() -> Evidence:
    """Jobs 0 to 100, wages 40 to 80 (less is better): A has most jobs, B is cheapest, C lies between."""
    table = pd.DataFrame({"jobs": [100.0, 0.0, 50.0], "wages": [80.0, 40.0, 50.0]}, index=["A", "B", "C"])
    return tabled(table, (JOBS, WAGES))


def random_evidence(seed: int, places: int = 12, criteria: int = 4, *, gaps: float = 0.0) -> Evidence:
    rng = np.random.default_rng(seed)
    values = rng.lognormal(size=(places, criteria))
    values[rng.random(values.shape) < gaps] = NAN
    names = [f"c{j}" for j in range(criteria)]
    table = pd.DataFrame(values, index=[f"P{i:02}" for i in range(places)], columns=names)
    return tabled(table, [Criterion(name, int(rng.choice([1, -1]))) for name in names])


def test_scores_are_those_worked_by_hand(known: Evidence) -> None:
    # jobs: 1, 0, 0.5; wages turned: 0, 1, 0.75; weights 3 to 1
    assert scores(known, {"jobs": 3, "wages": 1}).round(6).to_dict() == {"A": 0.75, "B": 0.25, "C": 0.5625}


def test_ranks_and_contributions_are_those_worked_by_hand(known: Evidence) -> None:
    table = ranking(known, {"jobs": 1, "wages": 1})
    assert table.index.tolist() == ["C", "A", "B"]
    assert table["rank"].tolist() == [1.0, 2.0, 2.0]
    assert list(table.loc["C", ["contribution_jobs", "contribution_wages"]]) == [0.25, 0.375]
    parts = table.filter(like="contribution_")
    assert np.allclose(parts.sum(axis=1), table["score"])


def test_wages_may_be_good_high_or_low(known: Evidence) -> None:
    assert scores(known, {"wages": 1}).idxmax() == "B"
    assert scores(known.turned({"wages": 1}), {"wages": 1}).idxmax() == "A"
    with pytest.raises(UnknownOptionError, match="there is no direction '2' of 'wages'"):
        known.turned({"wages": 2})


@given(st.integers(0, 10_000), st.floats(0.01, 1000))
@settings(max_examples=40, deadline=None)
def test_scaling_all_weights_changes_nothing(seed: int, factor: float) -> None:
    evidence = random_evidence(seed, gaps=0.2)
    weights = {"c0": 3.0, "c1": 1.0, "c3": 0.5}
    scaled = {name: weight * factor for name, weight in weights.items()}
    assert np.allclose(scores(evidence, weights), scores(evidence, scaled))


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_leaving_places_out_keeps_the_scores_and_the_order_of_the_others(seed: int) -> None:
    """No reversal of ranks: scores are measured against all places of the search, whoever competes."""
    evidence = random_evidence(seed, gaps=0.2)
    weights = {"c0": 1.0, "c1": 2.0, "c2": 1.0}
    whole, part = scores(evidence, weights), scores(evidence.of(evidence.ids[::2]), weights)
    assert np.allclose(part, whole[part.index])


def test_a_dominated_place_does_not_change_the_winner() -> None:
    for seed in range(30):
        evidence = random_evidence(seed)
        weights = {"c0": 2.0, "c1": 1.0, "c2": 1.0, "c3": 1.0}
        table = ranking(evidence, weights)
        last = evidence.of(table.index[:-1])
        assert ranking(last, weights).index[0] == table.index[0]


def test_a_score_of_everything_best_is_one_and_of_everything_worst_is_zero() -> None:
    table = pd.DataFrame({"jobs": [100.0, 0.0], "wages": [40.0, 80.0]}, index=["A", "B"])
    assert scores(tabled(table, (JOBS, WAGES)), {"jobs": 1, "wages": 4}).tolist() == [1.0, 0.0]


def test_one_wild_figure_does_not_press_the_others_together() -> None:
    values = [*np.linspace(40, 60, 21), 9000.0]
    evidence = tabled(pd.DataFrame({"jobs": values}), (JOBS,))
    u = utilities(evidence, ["jobs"]).known[:, 0]
    assert u[-1] == 1.0
    assert u[20] > 0.3  # 60 of a scale that ends at 60 + 3 x the interquartile range; plain min-max would give 0.002


def test_percentiles_say_how_many_places_are_worse(known: Evidence) -> None:
    assert scores(known, {"jobs": 1}, method="percentile").round(6).tolist() == [0.833333, 0.166667, 0.5]
    with pytest.raises(UnknownOptionError, match="there is no normalisation 'rank'"):
        scores(known, {"jobs": 1}, method="rank")


# ---------------------------------------------------------------------------------------------------- what is unknown


@pytest.fixture
def partly() -> Evidence:
    """Like `known`, but nobody knows the wages of A and C and the growth of any place."""
    table = pd.DataFrame(
        {"jobs": [100.0, 0.0, 50.0, 10.0], "wages": [NAN, 40.0, NAN, 80.0], "growth": NAN}, index=list("ABCD")
    )
    return tabled(table, (JOBS, WAGES, GROWTH))


def test_an_unknown_value_is_never_zero_and_widens_the_score(partly: Evidence) -> None:
    table = ranking(partly, {"jobs": 1, "wages": 1})
    a = table.loc["A"]
    assert (a["score_known"], a["known_share"]) == (1.0, 0.5)
    assert (a["lowest"], a["highest"]) == (0.5, 1.0)
    assert a["score"] == 0.75  # the wages of the middle place, 0.5, not 0
    assert list(table.loc["B", ["lowest", "score", "highest"]]) == [0.5, 0.5, 0.5]
    assert table.index[0] == "A"


def test_as_a_zero_the_unknown_would_have_lost_the_first_place(partly: Evidence) -> None:
    """Break the rule to see it: with 0 for the unknown, B and not A would lead."""
    u = utilities(partly, ["jobs", "wages"])
    as_zero = pd.Series(np.nan_to_num(u.known) @ [0.4, 0.6], index=partly.ids)
    assert as_zero.idxmax() == "B"
    assert scores(partly, {"jobs": 2, "wages": 3}).idxmax() == "A"


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_whatever_the_unknown_turns_out_to_be_the_score_lies_in_its_range(seed: int) -> None:
    evidence = random_evidence(seed, gaps=0.4)
    weights = {"c0": 1.0, "c1": 2.0, "c2": 3.0, "c3": 0.1}
    table = ranking(evidence, weights)
    u, w = utilities(evidence, list(weights)), shares(weights, evidence).to_numpy()
    rng = np.random.default_rng(seed)
    truth = np.where(np.isnan(u.known), rng.random(u.known.shape), u.known) @ w
    found = table.loc[list(evidence.ids)]
    assert (truth >= found["lowest"].to_numpy() - 1e-9).all()
    assert (truth <= found["highest"].to_numpy() + 1e-9).all()


def test_a_criterion_that_nobody_knows_changes_no_order(partly: Evidence) -> None:
    without, with_it = ({"jobs": 1.0, "wages": 1.0} | more for more in ({}, {"growth": 1.0}))
    assert ranking(partly, without).index.tolist() == ranking(partly, with_it).index.tolist()
    assert ranking(partly, with_it)["known_share"].max() == pytest.approx(2 / 3)
    assert partly.criterion("growth").missing == "not_told"


def test_no_place_is_dropped_whatever_is_unknown() -> None:
    evidence = random_evidence(3, gaps=0.9)
    assert set(ranking(evidence, {"c0": 1.0, "c1": 1.0}).index) == set(evidence.ids)


def test_bounds_of_utilities_are_those_of_the_interval() -> None:
    frame = pd.DataFrame({"wages": [40.0, 60.0, 80.0]}, index=list("ABC"))
    evidence = tabled(frame, (WAGES,), lower=frame - 10, upper=frame + 10)
    u = utilities(evidence, ["wages"])
    assert u.known[:, 0].tolist() == [1.0, 0.5, 0.0]
    assert u.low[:, 0].tolist() == [0.75, 0.25, 0.0]
    assert u.high[:, 0].tolist() == [1.0, 0.75, 0.25]


# ------------------------------------------------------------------------------------------------------------- filters


def test_an_unknown_value_in_a_filter_asks_and_keeps_the_place(partly: Evidence) -> None:
    found = passes(partly, [Filter("wages", at_most=50)])
    assert found["wages"].tolist() == [pd.NA, True, pd.NA, False]
    table = ranking(partly, {"jobs": 1}, [Filter("wages", at_most=50)])
    assert table["passes"].to_dict() == {"A": "ask", "C": "ask", "B": "yes", "D": "no"}
    assert table["rank"].to_dict() == pytest.approx({"A": 1.0, "C": 2.0, "B": 3.0, "D": NAN}, nan_ok=True)
    assert table.index[-1] == "D"


def test_a_filter_with_two_sides_and_two_filters_on_one_criterion_are_the_same(partly: Evidence) -> None:
    both = passes(partly, [Filter("jobs", at_least=10, at_most=60)])
    apart = passes(partly, [Filter("jobs", at_least=10), Filter("jobs", at_most=60)])
    assert both["jobs"].tolist() == apart["jobs"].tolist() == [False, False, True, True]


def test_one_failed_filter_rejects_even_where_another_is_unknown(partly: Evidence) -> None:
    found = passes(partly, [Filter("wages", at_most=50), Filter("jobs", at_least=60)])
    assert verdict(found).to_dict() == {"A": "ask", "B": "no", "C": "no", "D": "no"}


def test_a_lower_bound_passes_for_sure_or_is_not_known() -> None:
    frame = pd.DataFrame({"jobs": [50.0, 200.0]}, index=["A", "B"])
    evidence = tabled(frame, (JOBS,), lower=frame, upper=frame * 0 + np.inf)
    assert passes(evidence, [Filter("jobs", at_least=100)])["jobs"].tolist() == [pd.NA, True]
    assert passes(evidence, [Filter("jobs", at_most=100)])["jobs"].tolist() == [pd.NA, False]


def test_jobs_of_which_a_part_is_not_known_are_rejected_only_where_the_most_they_can_be_is_too_few() -> None:
    frame = pd.DataFrame({"jobs": [80.0, 80.0, 80.0, 80.0]}, index=["A", "B", "C", "D"])
    low, top = frame.assign(jobs=[80.0, 80.0, 70.0, 80.0]), frame.assign(jobs=[120.0, 90.0, 120.0, 80.0])
    evidence = tabled(frame, (JOBS,), lower=low, upper=top)  # A and B are lower bounds, C has an error, D is exact
    assert passes(evidence, [Filter("jobs", at_least=100)])["jobs"].tolist() == [pd.NA, False, False, False]
    assert passes(evidence, [Filter("jobs", at_most=100)])["jobs"].tolist() == [pd.NA, True, True, True]
    assert ranking(evidence, {"jobs": 1}, [Filter("jobs", at_least=100)]).loc["A", "passes"] == "ask"


def test_without_filters_every_place_fits(partly: Evidence) -> None:
    assert verdict(passes(partly, [])).tolist() == ["yes"] * 4


# -------------------------------------------------------------------------------------------------------------- errors


def test_weights_that_cannot_be_used_are_told(known: Evidence) -> None:
    with pytest.raises(UnknownOptionError, match="there is no criterion 'port'"):
        scores(known, {"port": 1})
    with pytest.raises(UnknownOptionError, match="there is no weight '-1' of 'jobs'"):
        scores(known, {"jobs": -1})
    with pytest.raises(UnknownOptionError, match="there is no weight 'nan' of 'jobs'"):
        scores(known, {"jobs": NAN})
    with pytest.raises(UnknownOptionError, match="for every criterion"):
        scores(known, {"jobs": 0})
    with pytest.raises(UnknownOptionError, match="there is no criterion 'port'"):
        passes(known, [Filter("port", at_least=1)])


def test_a_place_or_column_that_is_not_there_is_told(known: Evidence) -> None:
    with pytest.raises(UnknownRegionError, match="there is no place 'Z'"):
        known.of(["A", "Z"])
    with pytest.raises(DataContractError, match="there is no column 'growth'"):
        tabled(known.values, (GROWTH,))


def test_shares_add_up_to_one_and_leave_out_what_is_switched_off(known: Evidence) -> None:
    assert shares({"jobs": 3, "wages": 0}, known).to_dict() == {"jobs": 1.0}
