"""The cut-off of standardised quotients: its defaults, and the two neighbours between which a percentile lies."""

import numpy as np
import pandas as pd
import pytest

from geo.activity import Activity, from_tables
from geo.quotient_scores import _percentiles, bootstrap_cutoff, standardized_location_quotient
from tests.geo.tables import wide


def regions(n: int = 14) -> Activity:
    values = np.random.default_rng(9).integers(1, 99, (n, 4)).astype(float)
    return from_tables(wide(values), {"reference": pd.Series({"I0": 900.0, "I1": 100.0, "I2": 500.0, "I3": 300.0})})


def test_two_regions_are_enough_for_a_standard_score() -> None:
    got = standardized_location_quotient(from_tables(wide([[10.0, 30.0], [30.0, 10.0]])))
    np.testing.assert_allclose(got, np.array([[-1.0, 1.0], [1.0, -1.0]]) / 2**0.5)


def test_by_default_a_thousand_draws_are_cut_at_95_percent() -> None:
    activity = regions()
    default = bootstrap_cutoff(activity)
    said = bootstrap_cutoff(activity, reference="published", scale="plain", percentile=95.0, draws=1000, seed=1)
    pd.testing.assert_frame_equal(default, said)
    for other in ({"percentile": 96.0}, {"draws": 1001}, {"seed": 2}):
        assert not bootstrap_cutoff(activity, **other).equals(default)
    assert not bootstrap_cutoff(activity, scale="log").equals(default)


def test_the_cut_off_is_that_of_the_reference_that_was_chosen() -> None:
    table = wide(np.random.default_rng(9).integers(1, 99, (14, 2)).astype(float)).assign(TOTAL=500.0)
    activity = from_tables(table, {"reference": pd.Series({"I0": 900.0, "I1": 100.0, "TOTAL": 9000.0})})
    cut = {name: bootstrap_cutoff(activity, reference=name)["value"].tolist() for name in ("published", "sum", "rest")}
    assert cut["published"] == pytest.approx(cut["sum"])  # another constant below changes no standard score
    assert cut["rest"] != pytest.approx(cut["published"], rel=1e-6)


@pytest.mark.parametrize(("n", "fraction"), [(10, 0.95), (12, 0.5), (11, 0.9)])
def test_percentiles_are_those_of_drawing_with_replacement(n: int, fraction: float) -> None:
    ordered = np.arange(n, dtype=float) ** 2
    rng = np.random.default_rng(10)
    drawn = np.quantile(rng.choice(ordered, (60_000, n)), fraction, axis=1)
    got = _percentiles(ordered[:, None], fraction, 60_000, rng)[:, 0]
    assert got.mean() == pytest.approx(drawn.mean(), rel=0.01)
    assert got.std() == pytest.approx(drawn.std(), rel=0.02)
