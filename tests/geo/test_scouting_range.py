"""How firm a ranking is: changes of weights and dominance against brute force, what ranges of ranks mean."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import UnknownOptionError
from geo.scouting import Criterion, Evidence, ranking, scores, tabled, utilities
from geo.scouting_range import margin, pareto, rank_ranges, ranks, smallest_change, weights_drawn

NAN = float("nan")
NAMES = ("c0", "c1", "c2", "c3")


def made(seed: int, places: int = 8, *, gaps: float = 0.0) -> Evidence:
    rng = np.random.default_rng(seed)
    values = rng.uniform(size=(places, len(NAMES)))
    values[rng.random(values.shape) < gaps] = NAN
    table = pd.DataFrame(values, index=[f"P{i}" for i in range(places)], columns=list(NAMES))
    return tabled(table, [Criterion(name, int(rng.choice([1, -1]))) for name in NAMES])


def leader(evidence: Evidence, weights: dict[str, float]) -> str:
    return str(scores(evidence, weights).idxmax())


# ------------------------------------------------------------------------------------------------ the smallest change


def test_scores_that_differ_only_by_the_order_in_which_they_were_added_are_a_tie() -> None:
    # A has all of a (3 of 6 weights), D half of everything: both score 0.5, of which adding makes 0.49999999999999994
    table = pd.DataFrame({"a": [1, 0, 0, 0.5], "b": [0, 1, 0, 0.5], "c": [0, 0, 1, 0.5]}, index=list("ABCD"))
    known, weights = tabled(table, [Criterion(name) for name in "abc"]), {"a": 3, "b": 2, "c": 1}
    assert ranking(known, weights)["rank"].to_dict() == {"A": 1.0, "D": 1.0, "B": 3.0, "C": 4.0}
    assert scores(known, weights)["A"] == scores(known, weights)["D"]
    changes = smallest_change(known, weights)
    assert [(one.criterion, one.change, one.new_winner) for one in changes] == [(n, 0.0, "D") for n in "abc"]


def test_a_tie_at_no_weight_at_all_is_no_change_of_the_winner() -> None:
    # without a the places B and C score alike (1 and 0.5 of b, 0 and 0.5 of q): C never leads by lowering a
    table = pd.DataFrame({"a": [-5.0, 1e15, 3.0], "b": [0.0, 1e12, 5.0], "q": [0.0, 5.0, 1.0]}, index=list("ABC"))
    known = tabled(table, (Criterion("a"), Criterion("b", -1), Criterion("q")))
    found = smallest_change(known, {"a": 1, "b": 1, "q": 1}, method="percentile")
    assert [one.criterion for one in found] == ["b"]
    assert found[0].to == pytest.approx(0.5)


def test_the_smallest_change_is_the_one_worked_by_hand() -> None:
    # A leads by jobs (1 to 0), B by wages (1 to 0): with shares of 0.6 and 0.4 A leads until the share of jobs is 0.5
    table = pd.DataFrame({"jobs": [100.0, 0.0], "wages": [80.0, 40.0]}, index=["A", "B"])
    evidence = tabled(table, (Criterion("jobs"), Criterion("wages", -1)))
    found = smallest_change(evidence, {"jobs": 3, "wages": 2})
    assert [one.criterion for one in found] == ["jobs", "wages"]
    jobs = found[0]
    assert (jobs.winner, jobs.new_winner) == ("A", "B")
    assert (jobs.at, jobs.to, jobs.change) == pytest.approx((0.6, 0.5, 0.1))
    assert (jobs.weight_at, jobs.weight_to) == pytest.approx((3.0, 2.0))
    assert found[1].weight_to == pytest.approx(3.0)


@given(st.integers(0, 100_000))
@settings(max_examples=60, deadline=None)
def test_just_before_the_change_the_winner_stays_and_just_after_it_is_the_new_one(seed: int) -> None:
    evidence, weights = made(seed, gaps=0.2), dict(zip(NAMES, (3.0, 1.0, 2.0, 0.5), strict=True))
    for one in smallest_change(evidence, weights):
        step = 1e-6 * (one.to - one.at)
        for share, expected in ((one.to - step, one.winner), (one.to + step, one.new_winner)):
            rest = sum(weight for name, weight in weights.items() if name != one.criterion)
            moved = weights | {one.criterion: share / (1 - share) * rest}
            assert leader(evidence, moved) == expected


@given(st.integers(0, 100_000))
@settings(max_examples=40, deadline=None)
def test_brute_force_finds_no_smaller_change(seed: int) -> None:
    """Walk the share of each criterion in steps of 0.001 to both ends and look where somebody else leads."""
    evidence, weights = made(seed), dict(zip(NAMES, (3.0, 1.0, 2.0, 0.5), strict=True))
    exact = {one.criterion: one for one in smallest_change(evidence, weights)}
    first, u = leader(evidence, weights), utilities(evidence, NAMES).filled
    share = np.array(list(weights.values())) / sum(weights.values())
    steps = np.arange(1, 1000) / 1000
    for j, name in enumerate(NAMES):
        moved = np.where(np.arange(4) == j, 0, share / (1 - share[j]))[None, :] * (1 - steps)[:, None]
        moved[:, j] = steps
        other = np.array(evidence.ids)[np.argmax(moved @ u.T, axis=1)] != first
        if other.any():
            nearest = np.abs(steps[other] - share[j]).min()
            assert nearest - 0.001 <= exact[name].change <= nearest + 1e-9
        else:
            assert name not in exact or min(exact[name].to, 1 - exact[name].to) < 0.001


def test_a_criterion_that_is_off_may_be_switched_on_to_change_the_winner() -> None:
    table = pd.DataFrame({"jobs": [3.0, 2.0, 1.0], "port": [500.0, 10.0, 900.0]}, index=list("ABC"))
    evidence = tabled(table, (Criterion("jobs"), Criterion("port", -1)))
    assert smallest_change(evidence, {"jobs": 1.0}) == ()
    found = smallest_change(evidence, {"jobs": 1.0}, others=True)
    assert [(one.criterion, one.at, one.new_winner) for one in found] == [("port", 0.0, "B")]
    # jobs: 1 and 0.5; port: 4/8.9 and 1, so B leads from t with 1 - t + 0.4494 t = 0.5 (1 - t) + t
    assert found[0].to == pytest.approx(0.5 / (0.5 + 1 - 400 / 890))
    assert found[0].weight_to == pytest.approx(found[0].to / (1 - found[0].to))


def test_a_winner_that_dominates_all_others_cannot_be_overtaken() -> None:
    table = pd.DataFrame({"c0": [3.0, 2.0, 1.0], "c1": [9.0, 1.0, 2.0]}, index=list("ABC"))
    assert smallest_change(tabled(table, (Criterion("c0"), Criterion("c1"))), {"c0": 1, "c1": 1}) == ()


def test_two_that_lead_together_need_no_change() -> None:
    table = pd.DataFrame({"c0": [1.0, 0.0], "c1": [0.0, 1.0]}, index=["A", "B"])
    found = smallest_change(tabled(table, (Criterion("c0"), Criterion("c1"))), {"c0": 1, "c1": 1})
    assert [one.change for one in found] == [0.0, 0.0]


def test_one_place_alone_cannot_lose() -> None:
    assert smallest_change(made(1, places=1), {"c0": 1.0, "c1": 1.0}) == ()


def test_the_lead_is_the_difference_to_the_second_that_fits() -> None:
    evidence = made(5)
    table = ranking(evidence, {"c0": 1, "c1": 1})
    first, second = table["score"].iloc[:2]
    assert margin(table) == pytest.approx(first - second)
    assert np.isnan(margin(table.iloc[:1]))


# ---------------------------------------------------------------------------------------------------- ranges of ranks


def test_ranks_count_the_better_ones_and_ties_share_the_best() -> None:
    assert ranks(np.array([[0.1, 0.9, 0.9, 0.5]])).tolist() == [[4, 1, 1, 3]]


def test_the_same_seed_gives_the_same_ranges_to_the_bit() -> None:
    evidence, weights = made(2, gaps=0.2), {"c0": 1.0, "c1": 2.0, "c2": 1.0}
    for errors in (False, True):
        first, second = (rank_ranges(evidence, weights, rng=np.random.default_rng(7), errors=errors) for _ in range(2))
        pd.testing.assert_frame_equal(first, second)


def test_without_spread_and_errors_nothing_moves() -> None:
    evidence, weights = made(4), {"c0": 1.0, "c1": 2.0}
    found = rank_ranges(evidence, weights, rng=np.random.default_rng(1), spread=1e-12, draws=50)
    rank = ranking(evidence, weights)["rank"].reindex(found.index)
    for column in ("best", "low", "median", "high", "worst"):
        assert found[column].tolist() == rank.tolist()
    assert found["first"].tolist() == (rank == 1).astype(float).tolist()


def test_ranges_widen_with_the_spread_and_hold_the_rank() -> None:
    evidence, weights = made(6, places=30), dict.fromkeys(NAMES, 1.0)
    rank = ranking(evidence, weights)["rank"].reindex(evidence.ids)
    widths = []
    for spread in (0.1, 0.5, 1.0):
        found = rank_ranges(evidence, weights, rng=np.random.default_rng(1), spread=spread)
        assert ((found["best"] <= rank) & (rank <= found["worst"])).all()
        assert (found["best"] <= found["low"]).all()
        assert (found["low"] <= found["median"]).all()
        assert (found["median"] <= found["high"]).all()
        widths.append((found["worst"] - found["best"]).sum())
    assert widths == sorted(widths)
    assert found["first"].sum() == pytest.approx(1.0)


def test_two_places_that_win_by_one_criterion_each_lead_in_half_of_all_weights() -> None:
    """With any weights at all the share of the first criterion is even on 0..1: the acceptability is 1/2."""
    table = pd.DataFrame({"c0": [1.0, 0.0], "c1": [0.0, 1.0]}, index=["A", "B"])
    evidence = tabled(table, (Criterion("c0"), Criterion("c1")))
    found = rank_ranges(evidence, {"c0": 9, "c1": 1}, rng=np.random.default_rng(3), spread=0, draws=20_000)
    assert found["first"]["A"] == pytest.approx(0.5, abs=0.015)
    near = rank_ranges(evidence, {"c0": 9, "c1": 1}, rng=np.random.default_rng(3), spread=0.5)
    assert near["first"].to_dict() == {"A": 1.0, "B": 0.0}


def test_errors_of_values_make_neighbours_change_places_and_leave_those_far_apart() -> None:
    frame = pd.DataFrame({"c0": [10.0, 9.9, 1.0]}, index=list("ABC"))
    evidence = tabled(frame, (Criterion("c0"),), lower=frame - 0.5, upper=frame + 0.5)
    found = rank_ranges(evidence, {"c0": 1}, rng=np.random.default_rng(1), errors=True, draws=4000)
    # A leads if 10 + x > 9.9 + y with x, y even on -0.5..0.5 (cut at the top of the scale, which A alone reaches)
    assert 0.5 < found["first"]["A"] < 0.7
    assert list(found.loc["C", ["best", "worst"]]) == [3, 3]


def test_an_unknown_value_is_drawn_from_those_of_other_places() -> None:
    frame = pd.DataFrame({"c0": [1.0, 0.0, 0.2, 0.4, NAN]}, index=list("ABCDE"))
    evidence = tabled(frame, (Criterion("c0"),))
    found = rank_ranges(evidence, {"c0": 1}, rng=np.random.default_rng(1), errors=True, draws=4000)
    assert list(found.loc["E", ["best", "worst"]]) == [1, 4]
    assert found["first"]["E"] == pytest.approx(0.25, abs=0.03)  # one of the four known values is the best


@pytest.mark.parametrize(
    ("given_", "message"),
    [({"spread": 1.5}, "there is no spread '1.5'"), ({"spread": -0.1}, "there is no spread"),
     ({"draws": 0}, "there is no number of draws '0'"), ({"draws": 200_000}, "there is no number of draws")],
)  # fmt: skip
def test_a_spread_or_number_of_draws_that_cannot_be_used_is_told(given_: dict[str, float], message: str) -> None:
    with pytest.raises(UnknownOptionError, match=message):
        rank_ranges(made(1), {"c0": 1}, rng=np.random.default_rng(1), **given_)  # type: ignore[arg-type]


def test_drawn_weights_are_shares_within_their_spread() -> None:
    share = np.array([0.7, 0.2, 0.1])
    w = weights_drawn(share, spread=0.2, draws=500, rng=np.random.default_rng(1))
    assert np.allclose(w.sum(axis=1), 1)
    ratio = w / share
    assert ratio.max() <= 1.2 / 0.8 + 1e-9
    assert ratio.min() >= 0.8 / 1.2 - 1e-9


# ----------------------------------------------------------------------------------------------------------- dominance


def dominated(x: np.ndarray) -> np.ndarray:
    """Compare every pair, one number at a time."""
    found = np.zeros(len(x), dtype=bool)
    for a, b in itertools.permutations(range(len(x)), 2):
        if all(x[a, j] >= x[b, j] for j in range(x.shape[1])) and any(x[a, j] > x[b, j] for j in range(x.shape[1])):
            found[b] = True
    return found


@given(st.integers(0, 100_000))
@settings(max_examples=30, deadline=None)
def test_dominance_is_that_of_brute_force(seed: int) -> None:
    evidence = made(seed, places=12)
    sign = [one.direction for one in evidence.criteria]
    expected = dominated(evidence.values.to_numpy() * sign)
    assert (pareto(evidence, NAMES) == "dominated").tolist() == expected.tolist()
    assert set(pareto(evidence, NAMES)) <= {"front", "dominated"}


@given(st.integers(0, 100_000))
@settings(max_examples=30, deadline=None)
def test_whatever_the_unknown_values_are_sure_judgements_hold(seed: int) -> None:
    evidence = made(seed, places=8, gaps=0.2)
    state = pareto(evidence, NAMES).to_numpy()
    sign = np.array([one.direction for one in evidence.criteria])
    rng = np.random.default_rng(seed)
    seen = np.zeros((2, len(state)), dtype=bool)
    for _ in range(300):
        x = evidence.values.to_numpy() * sign
        extreme = rng.choice([-9.0, 9.0], size=x.shape) * rng.random(x.shape)
        found = dominated(np.where(np.isnan(x), extreme, x))
        seen[0] |= found
        seen[1] |= ~found
    assert seen[0][state == "dominated"].all()
    assert not seen[1][state == "dominated"].any()
    assert not seen[0][state == "front"].any()


def test_the_first_of_a_ranking_is_never_dominated() -> None:
    for seed in range(40):
        evidence = made(seed)
        weights = dict.fromkeys(NAMES, 1.0)
        assert pareto(evidence, NAMES)[leader(evidence, weights)] == "front"


def test_a_place_of_which_nothing_is_known_is_perhaps_dominated() -> None:
    table = pd.DataFrame({"c0": [1.0, 2.0, NAN]}, index=list("ABC"))
    assert pareto(tabled(table, (Criterion("c0"),)), ["c0"]).to_dict() == {
        "A": "dominated",
        "B": "perhaps",
        "C": "perhaps",
    }
    with pytest.raises(UnknownOptionError, match="there is no criterion 'c9'"):
        pareto(tabled(table, (Criterion("c0"),)), ["c9"])


def test_two_places_alike_in_everything_do_not_dominate_each_other() -> None:
    table = pd.DataFrame({"c0": [2.0, 2.0, 1.0], "c1": [5.0, 5.0, 5.0]}, index=list("ABC"))
    found = pareto(tabled(table, (Criterion("c0"), Criterion("c1"))), ["c0", "c1"])
    assert found.to_dict() == {"A": "front", "B": "front", "C": "dominated"}


def test_a_lower_bound_is_dominated_only_where_the_most_it_can_be_is() -> None:
    table = pd.DataFrame({"jobs": [50.0, 100.0, 70.0]}, index=["part", "whole", "small"])
    for most, state in ((120.0, "perhaps"), (np.inf, "perhaps"), (90.0, "dominated")):
        top = table.assign(jobs=[most, 100.0, 70.0])
        known = tabled(table, (Criterion("jobs"),), lower=table, upper=top)
        assert pareto(known, ["jobs"]).to_dict() == {
            "part": state, "whole": "front" if most == 90.0 else "perhaps", "small": "dominated",
        }  # fmt: skip
