"""Intervals from establishments are those of a bootstrap that really draws them, and hold the truth."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from geo.activity import from_dataset, from_tables
from geo.gather import Slice, with_own_tables
from geo.specialization import location_quotient
from geo.store import default_store
from geo.uncertainty import best_method, probability_specialized, supported_interval
from tests.geo.registers import Z90, alike, drawn_again, interval, register, with_firms
from tests.geo.tables import cell, wide


@pytest.mark.parametrize("reference", ["sum", "rest", "external"])
def test_the_deviation_from_establishments_is_that_of_a_real_bootstrap(reference: str) -> None:
    activity = with_firms(register(spread=0.5, each=300))
    lower, upper = interval(activity, method="firms", reference=reference)
    got = np.log((upper / lower).to_numpy()) / 2 / Z90
    real = np.log(drawn_again(activity, 6_000, reference=reference)).std(axis=0)
    np.testing.assert_allclose(got, real, rtol=0.06)


def test_the_bounds_from_establishments_are_those_of_a_real_bootstrap() -> None:
    activity = with_firms(register(spread=0.5, each=300))
    lower, upper = interval(activity, method="firms")
    real = np.quantile(drawn_again(activity, 6_000), [0.05, 0.95], axis=0)
    np.testing.assert_allclose(lower, real[0], rtol=0.07)
    np.testing.assert_allclose(upper, real[1], rtol=0.07)


def test_the_interval_from_establishments_holds_the_truth_and_that_from_jobs_does_not() -> None:
    """200 worlds of 4 x 150 establishments; the truth is what they would be on average."""
    truth = from_tables(wide([[0.6, 0.3, 0.1], [0.2, 0.5, 0.3], [0.3, 0.3, 0.4], [0.25, 0.25, 0.5]]))
    size = np.exp(np.array([2.0, 3.0, 2.5]))
    wanted = location_quotient(from_tables(truth.values * size * 150)).to_numpy()
    held: dict[str, list[np.ndarray]] = {"firms": [], "counts": []}
    for seed in range(200):
        activity = with_firms(register(spread=0.8, each=150, seed=seed))
        for method, found in held.items():
            lower, upper = interval(activity, method=method)
            found.append(((lower <= wanted) & (wanted <= upper)).to_numpy())
    assert np.mean(held["firms"]) == pytest.approx(0.9, abs=0.02)
    assert np.array(held["firms"]).mean(axis=0).min() > 0.83
    assert np.mean(held["counts"]) < 0.5


def test_a_single_employer_leaves_nearly_everything_open() -> None:
    """A cell of one establishment: Var(ln LQ) is about 1, the bounds about a fifth and five times the quotient."""
    activity = alike({("R0", "I0"): (1, 100.0), ("R0", "I1"): (900, 11.0), ("R1", "I0"): (2_000, 10.0),
                      ("R1", "I1"): (9_000, 220.0)})  # fmt: skip
    lower, upper = interval(activity, method="firms")
    middle = cell(location_quotient(activity), "R0", "I0")
    assert middle == pytest.approx(1.0)
    assert cell(lower, "R0", "I0") == pytest.approx(np.exp(-Z90), rel=0.15)
    assert cell(upper, "R0", "I0") == pytest.approx(np.exp(Z90), rel=0.15)
    assert cell(probability_specialized(activity, method="firms"), "R0", "I0") == pytest.approx(0.5)


def test_more_establishments_make_a_narrower_interval() -> None:
    widths = []
    for count in (1, 4, 16, 64):
        activity = alike({("R0", "I0"): (count, 640 / count), ("R0", "I1"): (2_000, 1.0), ("R1", "I0"): (100, 5.0),
                          ("R1", "I1"): (5_000, 1.0)})  # fmt: skip
        assert activity.values.to_numpy().tolist() == [[640, 2000], [500, 5000]]
        lower, upper = interval(activity, method="firms")
        widths.append(np.log(cell(upper, "R0", "I0") / cell(lower, "R0", "I0")))
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 3 * widths[2]


def test_no_establishment_of_an_industry_is_a_quotient_of_0_with_an_upper_bound() -> None:
    """The other region's jobs come in pieces of 5: R0 rests on 100 / 5 = 20 of them."""
    activity = alike({("R0", "I1"): (10, 10.0), ("R1", "I0"): (10, 5.0), ("R1", "I1"): (5, 10.0)})
    lower, upper = interval(activity, method="firms")
    assert cell(lower, "R0", "I0") == 0.0
    assert cell(upper, "R0", "I0") == pytest.approx(Z90**2 / (20 + Z90**2) / 0.25)
    assert cell(upper, "R0", "I1") == pytest.approx(1 / 0.75)
    assert cell(lower, "R0", "I1") == pytest.approx(10 / (10 + Z90**2) / 0.75)


def test_an_interval_is_unknown_where_the_establishments_do_not_explain_the_figure() -> None:
    activity = alike({("R0", "I0"): (10, 10.0), ("R0", "I1"): (10, 10.0), ("R1", "I0"): (10, 5.0),
                      ("R1", "I1"): (5, 10.0)})  # fmt: skip
    other = activity.values.copy()
    other.loc["R0"] = [109.0, 112.0]
    lower, _ = interval(replace(activity, values=other), method="firms")
    assert lower.isna().to_numpy().tolist() == [[False, True], [False, False]]
    missing = replace(activity, values=activity.values.mask(activity.values == 50))
    lower, upper = interval(missing, method="firms")
    assert lower.isna().to_numpy().tolist() == upper.isna().to_numpy().tolist() == [[False, False], [True, True]]


def test_an_establishment_of_unknown_size_makes_its_cell_unknown_and_no_other() -> None:
    activity = alike({("R0", "I0"): (9, 9.0), ("R0", "I1"): (9, 9.0), ("R1", "I0"): (9, 5.0), ("R2", "I1"): (9, 5.0)})
    firms = activity.companions.firms
    assert firms is not None
    gap = pd.concat([firms, pd.DataFrame([("R0", "I1", np.nan)], columns=firms.columns)])
    lower, upper = interval(replace(activity, companions=replace(activity.companions, firms=gap)), method="firms")
    assert lower.isna().to_numpy().tolist() == upper.isna().to_numpy().tolist() == [[False, True]] + [[False] * 2] * 2


def test_a_table_that_counts_establishments_is_explained_by_their_number() -> None:
    firms = pd.DataFrame(
        [("R0", "I0", 5), ("R0", "I0", 50), ("R0", "I1", 9), ("R1", "I0", 7), ("R1", "I1", 3), ("R1", "I1", 30)],
        columns=["region_code", "industry_code", "employees"],
    )
    activity = from_tables(wide([[2.0, 1.0], [1.0, 2.0]]), {"firms": firms})
    lower, _ = interval(activity, method="firms")
    ones = from_tables(wide([[2.0, 1.0], [1.0, 2.0]]), {"firms": firms.assign(employees=1)})
    assert lower.notna().to_numpy().all()
    pd.testing.assert_frame_equal(lower, interval(ones, method="firms")[0])


def test_intervals_of_the_bay_area_come_from_its_establishments() -> None:
    bay = default_store().dataset("bay-area")
    at = Slice("employment", "zone", "sector", bay.years("employment")[-1])
    activity = from_dataset(bay, measure=at.measure, level=at.level, industry_level=at.industry_level, year=at.year)
    assert best_method(activity) is None
    activity = with_own_tables(activity, bay, at, ("firms",))
    assert best_method(activity) == "firms"
    lower, upper = supported_interval(activity) or (None, None)
    assert lower is not None
    assert upper is not None
    quotient = location_quotient(activity)
    assert lower.notna().to_numpy().all()
    assert ((lower <= quotient * (1 + 1e-12)) & (quotient <= upper * (1 + 1e-12))).to_numpy().all()
    certain, above = float((lower > 1).to_numpy().mean()), float((quotient > 1).to_numpy().mean())
    assert certain < 0.5 * above
