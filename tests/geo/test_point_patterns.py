"""Patterns of points: numbers of others, what each function is by definition, what chance draws, real places."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from scipy.spatial.distance import pdist

from geo import envelopes
from geo.envelopes import Draws
from geo.errors import DataContractError, StoppedError, UnknownIndustryError, UnknownOptionError
from geo.pair_distances import kernel_density, median_distance, rule_of_thumb
from geo.pattern import Pattern, distances_up_to
from geo.point_patterns import duranton_overman_kd, marcon_puech_m, ripley_k
from geo.sites import Sites, sites_of
from tests.geo.tables import assert_close

Oracle = Callable[[str], dict[str, Any]]
NONE = Draws(0)
SIDE = 10_000.0
BOX = (0.0, 0.0, SIDE, SIDE)


def of_case(oracles: Path, case: dict[str, Any], *, weighted: bool) -> Sites:
    rows = pd.read_csv(oracles / case["input_files"][0])
    x, y, jobs = (rows[name].to_numpy(dtype=float) for name in ("X", "Y", "PointWeight"))
    return Sites.planar(x, y, rows["PointType"].to_numpy(), jobs if weighted else None)


def scattered(n: int = 300, *, seed: int = 1, parts: int = 3) -> Sites:
    """Return sites of industries A, B ..., all drawn anywhere in the box."""
    rng = np.random.default_rng(seed)
    codes = np.array(list("ABC"))[np.arange(n) % parts]
    return Sites.planar(rng.uniform(0, SIDE, n), rng.uniform(0, SIDE, n), codes, rng.integers(1, 50, n).astype(float))


def gathered(n: int = 60, *, seed: int = 2) -> Sites:
    """Return 60 sites of A within one kilometre, among 600 others drawn anywhere."""
    rng = np.random.default_rng(seed)
    x = np.append(rng.uniform(4000, 5000, n), rng.uniform(0, SIDE, 600))
    y = np.append(rng.uniform(4000, 5000, n), rng.uniform(0, SIDE, 600))
    return Sites.planar(x, y, ["A"] * n + ["B"] * 600)


def values(found: Pattern) -> np.ndarray:
    return found.table["value"].to_numpy(dtype=float)


# ---- numbers of others
def test_m_of_the_reference_points(oracle: Oracle, oracles: Path) -> None:
    case = oracle("point_patterns_120")
    r, expected = np.array(case["expected"]["r"], dtype=float), case["expected"]
    jobs, ones = (of_case(oracles, case, weighted=weighted) for weighted in (True, False))
    assert_close(values(marcon_puech_m(jobs, "A", distances=r, draws=NONE)), expected["M_A"], case)
    assert_close(values(marcon_puech_m(jobs, "A", neighbours="B", distances=r, draws=NONE)), expected["M_AB"], case)
    assert_close(values(marcon_puech_m(ones, "A", distances=r, draws=NONE)), expected["M_A_unweighted"], case)


@pytest.mark.parametrize(("correction", "key"), [("none", "K_none"), ("translation", "K_trans")])
def test_k_of_the_reference_points(oracle: Oracle, oracles: Path, correction: str, key: str) -> None:
    case = oracle("point_patterns_120")
    wanted = case["expected"][key]
    sites = of_case(oracles, case, weighted=False)
    found = ripley_k(
        sites, "A", area=BOX, distances=np.array(wanted["r"], dtype=float), correction=correction, draws=NONE
    )
    assert_close(values(found), wanted["K"], case)


@pytest.mark.parametrize("weighted", [False, True])
def test_kd_of_the_reference_points(oracle: Oracle, oracles: Path, *, weighted: bool) -> None:
    case = oracle("point_patterns_120")
    expected, r = case["expected"], np.array(case["expected"]["r"], dtype=float)
    sites = of_case(oracles, case, weighted=weighted)
    found = duranton_overman_kd(sites, "A", distances=r, draws=NONE)
    name = "Kd_A_weighted" if weighted else "Kd_A"
    assert_close(values(found), expected[f"{name}_exact_gaussian_sum"], case)
    assert found.bandwidth_m == pytest.approx(expected["Kd_bandwidth_nrd0_on_dist_le_2rmax"], rel=1e-12)
    np.testing.assert_allclose(values(found), expected[name], rtol=0.02)  # R puts distances on a coarse grid
    np.testing.assert_allclose(values(found), expected[f"{name}_exact_gaussian_sum"], rtol=1e-7)


# ---- what they are by definition
def test_m_is_one_at_distances_that_reach_every_site() -> None:
    sites, far = scattered(), np.array([2 * SIDE])
    assert values(marcon_puech_m(sites, "A", distances=far, draws=NONE)) == pytest.approx([1], abs=1e-12)
    between = marcon_puech_m(sites, "A", neighbours="B", distances=far, draws=NONE)
    assert values(between) == pytest.approx([1], abs=1e-12)


@pytest.mark.parametrize("weighted", [False, True])
def test_the_density_of_all_distances_adds_up_to_one(*, weighted: bool) -> None:
    sites = scattered(90)
    if not weighted:
        sites = Sites.planar(sites.x, sites.y, sites.industry)
    r = np.linspace(0, 2 * SIDE, 401)
    found = duranton_overman_kd(sites, "A", distances=r, draws=NONE)
    assert np.trapezoid(values(found), r) == pytest.approx(1, abs=1e-5)


def test_k_of_places_drawn_anywhere_is_the_area_of_a_circle_and_inside_of_its_band() -> None:
    found = ripley_k(scattered(900, parts=1), "A", area=BOX, draws=Draws(100))
    r = found.table["distance_m"].to_numpy()[10:]
    np.testing.assert_allclose(values(found)[10:], np.pi * r**2, rtol=0.06)
    np.testing.assert_allclose(found.table["mean"].to_numpy()[10:], np.pi * r**2, rtol=0.01)
    np.testing.assert_allclose(found.table["l_value"].to_numpy()[10:], r, rtol=0.03)
    assert found.verdict == "chance"
    assert r[-1] == SIDE / 4


def test_without_correction_neighbours_beyond_the_border_are_missing() -> None:
    found = ripley_k(scattered(900, parts=1), "A", area=BOX, correction="none", draws=Draws(0))
    r = found.table["distance_m"].to_numpy()
    assert values(found)[-1] < 0.9 * np.pi * r[-1] ** 2
    assert found.verdict == "unknown"


@pytest.mark.parametrize("turn", [0.0, 0.7])
@pytest.mark.parametrize("scale", [1.0, 1000.0])
def test_order_place_direction_and_unit_do_not_matter(turn: float, scale: float) -> None:
    sites, rng = scattered(), np.random.default_rng(5)
    order, r = rng.permutation(len(sites)), np.array([300.0, 900.0, 2000.0])
    away = (sites.x * np.cos(turn) - sites.y * np.sin(turn), sites.x * np.sin(turn) + sites.y * np.cos(turn))
    x, y = ((part[order] * scale + shift) for part, shift in zip(away, (5e5, -3e6), strict=True))
    moved = Sites.planar(x, y, sites.industry[order], sites.weight[order])
    corners = shapely.box(*BOX).exterior.coords
    turned = [(a * np.cos(turn) - b * np.sin(turn), a * np.sin(turn) + b * np.cos(turn)) for a, b in corners]
    area = shapely.Polygon([(a * scale + 5e5, b * scale - 3e6) for a, b in turned])
    pairs = [
        (marcon_puech_m(sites, "A", distances=r, draws=NONE),
         marcon_puech_m(moved, "A", distances=r * scale, draws=NONE), 0),
        (duranton_overman_kd(sites, "A", distances=r, draws=NONE),
         duranton_overman_kd(moved, "A", distances=r * scale, draws=NONE), -1),
        (ripley_k(sites, "A", area=BOX, distances=r, correction="none", draws=NONE),
         ripley_k(moved, "A", area=area.buffer(1e-3 * scale), distances=r * scale, correction="none", draws=NONE), 2),
    ]  # fmt: skip
    for one, other, power in pairs:
        np.testing.assert_allclose(values(other), values(one) * scale**power, rtol=1e-5)
    corrected = ripley_k(moved, "A", area=area.buffer(1e-3 * scale), distances=r * scale, draws=NONE)
    one = ripley_k(sites, "A", area=BOX, distances=r, draws=NONE)
    np.testing.assert_allclose(values(corrected), values(one) * scale**2, rtol=1e-3)


def test_the_correction_in_a_polygon_is_that_of_its_overlaps() -> None:
    """An L of three squares with a hole, pair by pair."""
    shape = shapely.box(0, 0, 10, 5).union(shapely.box(0, 0, 5, 10)).difference(shapely.box(1, 1, 2, 3))
    rng = np.random.default_rng(7)
    places = [point for point in rng.uniform(0, 10, (70, 2)) if shape.covers(shapely.Point(point))]
    x, y = np.array(places).T
    r, wanted = np.array([0.5, 1.0, 2.5]), np.zeros(3)
    for i in range(len(x)):
        for j in range(len(x)):
            if i != j:
                moved = shapely.affinity.translate(shape, x[j] - x[i], y[j] - y[i])
                wanted += (np.hypot(x[j] - x[i], y[j] - y[i]) <= r) / (shape & moved).area
    wanted *= shape.area**2 / (len(x) * (len(x) - 1))
    found = ripley_k(Sites.planar(x, y, ["A"] * len(x)), "A", area=shape, distances=r, draws=NONE)
    np.testing.assert_allclose(values(found), wanted, rtol=1e-3)


def test_the_bandwidth_of_many_distances_is_that_of_all_of_them() -> None:
    rng = np.random.default_rng(3)
    x, y = rng.uniform(0, SIDE, (2, 3000))
    near = pdist(np.column_stack([x, y]))
    near = near[near <= 8000]
    low, high = np.percentile(near, [25, 75])
    wanted = 0.9 * min(near.std(ddof=1), (high - low) / 1.34) * len(near) ** -0.2
    assert len(near) > 4_000_000 - 300_000
    assert rule_of_thumb(x, y, 8000.0) == pytest.approx(wanted, rel=1e-4)


def test_counted_distances_err_by_less_than_a_thousandth() -> None:
    sites = scattered(900, parts=1)
    r = np.linspace(0, 5000, 101)
    exact, counted = (kernel_density(r, 300.0, np.ones(900), fine=fine)(sites.x, sites.y) for fine in (True, False))
    np.testing.assert_allclose(counted, exact, rtol=1e-3)
    jobs = sites.weight
    exact, counted = (kernel_density(r, 300.0, jobs, fine=fine)(sites.x, sites.y) for fine in (True, False))
    np.testing.assert_allclose(counted, exact, rtol=1e-3)


def test_the_median_distance_of_many_sites_is_that_of_a_part_of_them() -> None:
    x, y = np.random.default_rng(4).uniform(0, SIDE, (2, 5000))
    assert median_distance(x, y) == pytest.approx(np.median(pdist(np.column_stack([x, y]))), rel=0.01)


# ---- against chance
def test_an_industry_in_one_place_is_localised_by_each_function() -> None:
    sites, draws = gathered(), Draws(200)
    m = marcon_puech_m(sites, "A", draws=draws)
    kd = duranton_overman_kd(sites, "A", draws=draws)
    k = ripley_k(sites, "A", area=BOX, draws=draws)
    assert [found.verdict for found in (m, kd, k)] == ["localised"] * 3
    assert kd.localised[0][0] == 0.0
    assert kd.localised[0][1] == pytest.approx(1200, abs=250)
    assert kd.dispersed == ()  # fewer pairs far away follow from more of them nearby
    assert values(kd)[-1] < kd.table["lower"].to_numpy()[-1]
    assert kd.table["dispersion"].eq(0).all()
    assert kd.table["localisation"].max() == pytest.approx((kd.table["value"] - kd.table["upper"]).max())


def test_an_industry_that_keeps_apart_is_dispersed() -> None:
    rng = np.random.default_rng(6)
    grid = np.array([(a, b) for a in range(500, 10_000, 1000) for b in range(500, 10_000, 1000)], dtype=float)
    x, y = np.concatenate([grid, rng.uniform(0, SIDE, (900, 2))]).T
    sites = Sites.planar(x, y, ["A"] * 100 + ["B"] * 900)
    found = marcon_puech_m(sites, "A", distances=np.array([300.0, 600.0, 900.0]), draws=Draws(200))
    assert found.verdict == "dispersed"
    assert found.dispersed == ((300.0, 900.0),)
    assert values(found).tolist() == [0.0, 0.0, 0.0]
    k = ripley_k(sites, "A", area=BOX, distances=np.array([300.0, 600.0, 900.0]), draws=Draws(200))
    assert k.verdict == "dispersed"


def test_industries_dealt_at_random_are_localised_as_rarely_as_the_level_says() -> None:
    r = np.linspace(0, 4000, 21)
    found = [duranton_overman_kd(scattered(90, seed=s), "A", distances=r, draws=Draws(60, seed=s)) for s in range(40)]
    assert [pattern.verdict for pattern in found].count("localised") <= 6  # 5 % are 2; more: 0.3 %


def test_the_same_seed_gives_the_same_band_on_any_number_of_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    tables: list[pd.DataFrame] = []
    for count in (1, 4):
        monkeypatch.setattr(envelopes, "processors", lambda count=count: count)
        tables.append(duranton_overman_kd(scattered(), "A", draws=Draws(40, seed=3)).table)
    pd.testing.assert_frame_equal(tables[0], tables[1])
    other = duranton_overman_kd(scattered(), "A", draws=Draws(40, seed=4)).table
    assert not other["upper"].equals(tables[0]["upper"])


def test_jobs_go_with_the_establishment_that_is_dealt_anew() -> None:
    """On average the drawn curves are the curve of all sites, whatever the jobs of the industry."""
    sites = scattered(150)
    everything = Sites.planar(sites.x, sites.y, ["A"] * 150)
    r = np.linspace(0, 5000, 11)
    mean = duranton_overman_kd(sites, "A", distances=r, bandwidth_m=300.0, draws=Draws(600)).table["mean"]
    whole = duranton_overman_kd(everything, "A", distances=r, bandwidth_m=300.0, draws=NONE).table["value"]
    np.testing.assert_allclose(mean, whole, rtol=0.03)


# ---- progress, cancelling
def test_progress_is_told_after_every_draw_and_a_stop_ends_it() -> None:
    told: list[tuple[int, int]] = []
    duranton_overman_kd(scattered(60), "A", draws=Draws(30, progress=lambda done, of: told.append((done, of))))
    assert told == [(k, 30) for k in range(1, 31)]
    impatient = Draws(progress=lambda done, of: told.append((done, of)), stop=lambda: len(told) > 36)
    with pytest.raises(StoppedError, match=r"^Kd was stopped after 7 of 1000 draws"):
        duranton_overman_kd(scattered(60), "A", draws=impatient)


# ---- what is refused
def test_the_pairs_of_two_enterprises_are_not_shown() -> None:
    rows = pd.DataFrame({"lon": np.linspace(30, 31, 9), "lat": 50.0, "industry_code": ["A"] * 5 + ["B"] * 4})
    rows["enterprise_id"] = ["a", "a", "a", "b", "b", "c", "d", "e", "f"]
    sites = sites_of(rows)
    for function in (marcon_puech_m, duranton_overman_kd):
        with pytest.raises(DataContractError, match=r"^sites of A: 2 enterprise\(s\) found; at least 3 are needed"):
            function(sites, "A")
    with pytest.raises(DataContractError, match="sites of A: 2 enterprise"):
        marcon_puech_m(sites, "B", neighbours="A")
    with pytest.raises(DataContractError, match="sites of A: 2 enterprise"):
        ripley_k(sites, ["A"], area=BOX)


@pytest.mark.parametrize("distances", [[], [2.0, 1.0], [-1.0, 1.0], [1.0, 1.0], [1.0, np.inf], [0.0], [[1.0, 2.0]]])
def test_distances_ascend(distances: list[float]) -> None:
    with pytest.raises(DataContractError, match=r"^distances: metres from 0 up are needed, each above the one before"):
        distances_up_to(np.array(distances), lambda: 1.0)


def test_what_cannot_be_measured_is_refused() -> None:
    sites = scattered(30)
    with pytest.raises(UnknownIndustryError, match="no industry 'Z' among the sites"):
        marcon_puech_m(sites, "Z")
    with pytest.raises(UnknownOptionError, match="no correction 'isotropic'"):
        ripley_k(sites, "A", area=BOX, correction="isotropic")
    with pytest.raises(DataContractError, match="study area: 3 of the 10 sites lie outside of it"):
        ripley_k(sites, "A", area=(0.0, 0.0, float(np.sort(sites.x[::3])[6]), SIDE))
    with pytest.raises(DataContractError, match="neighbours: they share some industries"):
        marcon_puech_m(sites, ["A", "B"], neighbours="B")
    with pytest.raises(DataContractError, match="sites: all belong to the industry"):
        duranton_overman_kd(sites, ["A", "B", "C"])
    with pytest.raises(DataContractError, match=r"bandwidth: 0 m found; it must be positive"):
        duranton_overman_kd(Sites.planar(np.zeros(4), np.zeros(4), ["A"] * 3 + ["B"]), "A", distances=np.array([5.0]))
    with pytest.raises(DataContractError, match=r"^distances: "):  # all in one place: the median distance is 0
        duranton_overman_kd(Sites.planar(np.zeros(4), np.zeros(4), ["A"] * 3 + ["B"]), "A")
