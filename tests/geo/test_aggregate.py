"""A cube of enterprises: the same in every order and every cut, unknown beside known, missing never 0."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import cell_sums, cell_tables
from geo.aggregate import KEY, CubeOptions, Partial, contributors, cube, merged, partial, rolled, selected
from geo.errors import DataContractError, UnknownOptionError


def register(n: int, seed: int = 7, *, owners: bool = False) -> pd.DataFrame:
    """Make a register with gaps in every column that may have them."""
    rng = np.random.default_rng(seed)
    rows = pd.DataFrame(
        {
            "region_code": rng.choice(["R1", "R2", "R3"], n),
            "industry_code": rng.choice(["10", "010", "62"], n),
            "year": rng.choice([2019.0, 2020.0, np.nan], n, p=[0.4, 0.5, 0.1]),
            "employees": np.where(rng.random(n) < 0.2, np.nan, rng.integers(0, 400, n)),
            "turnover": np.where(rng.random(n) < 0.3, np.nan, rng.integers(0, 10**9, n) / 100),
            "founded": np.where(rng.random(n) < 0.3, np.nan, rng.integers(2005, 2023, n)),
            "organisation_type": rng.choice(np.array(["firm", "university", None], dtype=object), n),
            "obs_status": rng.choice(["A", "E", "S"], n, p=[0.8, 0.1, 0.1]),
        }
    )
    return rows.assign(owner_group=rng.choice(np.array(["G1", "G2", None], dtype=object), n)) if owners else rows


def named(rows: pd.DataFrame) -> pd.DataFrame:
    """Give every row its cell, by pandas alone."""
    classes = pd.cut(rows["employees"], [-1, 9, 49, 249, np.inf], labels=["0-9", "10-49", "50-249", "250+"])
    return rows.assign(
        size_class=classes.astype(object).where(classes.notna(), "unknown"),
        organisation_type=rows["organisation_type"].fillna("unknown"),
        year=rows["year"].fillna(-1).astype(int),
    )


def row_of(table: pd.DataFrame) -> dict[str, Any]:
    assert len(table) == 1
    return {str(k): None if v is pd.NA else v for k, v in table.iloc[0].items()}


def one(**columns: list[Any]) -> dict[str, Any]:
    n = len(next(iter(columns.values())))
    rows = pd.DataFrame({"region_code": "R", "industry_code": "I", **columns}, index=range(n))
    return row_of(cube(rolled(partial(rows), ["region_code"])))


def test_every_figure_is_the_one_that_pandas_finds() -> None:
    rows = register(3000)
    groups = named(rows).groupby(list(KEY))
    want = groups.agg(
        enterprises=("region_code", "size"), employees=("employees", "sum"), known=("employees", "count"),
        largest=("employees", "max"), turnover=("turnover", "sum"), turnovers=("turnover", "count"),
    )  # fmt: skip
    got = cube(partial(rows))
    got = got.assign(year=got["year"].fillna(-1).astype(int)).set_index(list(KEY)).sort_index()
    want = want.sort_index()
    assert got.index.tolist() == want.index.tolist()
    assert len(got) == len(want) > 100
    assert (got["enterprises"].to_numpy() == want["enterprises"].to_numpy()).all()
    assert (got["employees"].fillna(0).to_numpy(dtype=int) == want["employees"].to_numpy()).all()
    assert (got["employees_unknown"].to_numpy() == (want["enterprises"] - want["known"]).to_numpy()).all()
    assert (got["turnover_unknown"].to_numpy() == (want["enterprises"] - want["turnovers"]).to_numpy()).all()
    np.testing.assert_allclose(got["turnover"].fillna(0), want["turnover"], rtol=1e-12)
    share = (want["largest"] / want["employees"]).where(want["employees"] > 0)
    np.testing.assert_array_equal(got["largest_share"], share)


@settings(max_examples=15)
@given(seed=st.integers(0, 30), cuts=st.lists(st.integers(0, 200), max_size=5))
def test_cut_and_shuffled_rows_give_the_same_to_the_last_unit(seed: int, cuts: list[int]) -> None:
    rows = register(200, seed, owners=True)
    whole = partial(rows)
    bounds = [0, *sorted(cuts), 200]
    shuffled = rows.sample(frac=1, random_state=seed)
    parts = [partial(shuffled.iloc[a:b]) for a, b in pairwise(bounds) if b > a]
    pd.testing.assert_frame_equal(cube(merged(parts)), cube(whole), check_exact=True)
    pd.testing.assert_frame_equal(cube(merged(parts[::-1])), cube(whole), check_exact=True)
    pd.testing.assert_frame_equal(contributors(merged(parts)), contributors(merged([whole, *parts[:0]])).pipe(
        lambda t: t.sort_values(list(KEY), ignore_index=True)), check_exact=True)  # fmt: skip


def test_turnover_adds_up_as_hundredths_where_floats_would_not() -> None:
    told = one(turnover=[0.1] * 10 + [1e13] * 3)
    assert told["turnover"] == float(Fraction(30_000_000_000_001))
    assert sum([0.1] * 10) != 1.0


def test_an_unknown_number_of_employees_is_counted_and_is_not_nought() -> None:
    told = one(employees=[None, 0, 5])
    assert (told["employees"], told["employees_unknown"], told["enterprises"]) == (5, 1, 3)
    nothing = one(employees=[None, None])
    assert nothing["employees"] is None
    assert np.isnan(nothing["largest_share"])
    assert np.isnan(nothing["sme_share"])
    assert one(employees=[0, 0])["employees"] == 0


def test_absent_columns_are_unknown() -> None:
    told = row_of(cube(partial(pd.DataFrame({"region_code": ["R"], "industry_code": ["I"]}))))
    assert told["employees"] is None
    assert told["year"] is None
    assert (told["size_class"], told["organisation_type"], told["turnover_unknown"]) == ("unknown", "unknown", 1)
    assert np.isnan([told["turnover"], told["young_share"], told["sme_share"]]).all()


def test_the_year_of_rows_that_state_none_is_the_reference_year() -> None:
    rows = pd.DataFrame({"region_code": "R", "industry_code": "I", "year": [2020.0, np.nan]})
    assert cube(partial(rows, options=CubeOptions(reference_year=2024)))["year"].tolist() == [2020, 2024]
    assert cube(partial(rows.drop(columns="year"), options=CubeOptions(reference_year=2024)))["year"].tolist() == [2024]


def test_young_is_founded_at_most_five_years_before_and_the_future_is_no_age() -> None:
    told = one(founded=[2015, 2014, 2020, 2021, None], year=[2020] * 5)
    assert told["young_share"] == 2 / 3
    assert np.isnan(one(founded=[2015])["young_share"])


def test_small_means_fewer_than_250_employees() -> None:
    assert one(employees=[249, 250, None])["sme_share"] == 0.5


def test_size_classes_begin_at_their_numbers() -> None:
    rows = pd.DataFrame({"region_code": "R", "industry_code": "I", "employees": [9, 10, 249, 250, None]})
    assert sorted(cube(partial(rows))["size_class"]) == ["0-9", "10-49", "250+", "50-249", "unknown"]
    two = cube(partial(rows, options=CubeOptions(size_classes=(250,))))
    assert two[["size_class", "enterprises"]].values.tolist() == [["0-249", 3], ["250+", 1], ["unknown", 1]]


def test_one_simulated_enterprise_makes_a_cell_simulated() -> None:
    assert one(obs_status=["A", "S", "E"])["obs_status"] == "S"
    assert one(obs_status=["A", "E"])["obs_status"] == "E"
    assert one(obs_status=["A", "A"])["obs_status"] == "A"


def test_codes_that_look_like_numbers_stay_apart() -> None:
    rows = pd.DataFrame({"region_code": ["1", "01"], "industry_code": ["I", "I"]})
    assert cube(partial(rows))["region_code"].tolist() == ["01", "1"]


def test_categories_and_text_give_the_same() -> None:
    rows = register(300)
    as_categories = rows.astype(dict.fromkeys(["region_code", "industry_code", "organisation_type"], "category"))
    pd.testing.assert_frame_equal(cube(partial(as_categories)), cube(partial(rows)), check_exact=True)


def test_an_owner_group_is_one_contributor_across_parts_and_cells() -> None:
    rows = pd.DataFrame(
        {"region_code": ["R1", "R1", "R1", "R2"], "industry_code": "I", "employees": [3, 4, 5, 60],
         "owner_group": ["A", "A", None, "A"]}
    )  # fmt: skip
    parts = merged([partial(rows.iloc[:1]), partial(rows.iloc[1:])])
    found = contributors(rolled(parts, ["region_code"]))
    columns = ["contributors", "employees_1", "employees_2", "enterprises"]
    assert found[columns].values.tolist() == [[2, 7, 5, 3], [1, 60, 0, 1]]
    assert contributors(rolled(parts, ["industry_code"]))[["contributors", "employees_1"]].values.tolist() == [[2, 67]]
    assert cube(rolled(parts, ["region_code"]))["largest_share"].tolist() == [7 / 12, 1.0]


def test_the_three_largest_of_all_parts_are_kept() -> None:
    rows = pd.DataFrame({"region_code": "R", "industry_code": "I", "employees": [10, 11, 12, 13, 14, 15, 15]})
    both = rolled(merged([partial(rows.iloc[::2]), partial(rows.iloc[1::2])]), ["region_code"])
    assert both.cells[["employees_1", "employees_2", "employees_3"]].values.tolist() == [[15, 15, 14]]


def test_a_filter_and_a_sum_over_columns_keep_every_enterprise() -> None:
    whole = partial(register(500, owners=True))
    assert rolled(whole, ["region_code", "year"]).enterprises == whole.enterprises == 500
    kept = selected(whole, {"industry_code": {"62"}, "region_code": ["R1", "R2"]})
    assert set(kept.cells["industry_code"]) == set(kept.holdings["industry_code"]) == {"62"}
    assert kept.enterprises < 500
    assert cube(selected(whole, {"region_code": {"nowhere"}})).empty


def test_no_rows_give_an_empty_cube() -> None:
    nothing = cube(merged([partial(register(0)), partial(register(0, owners=True))]))
    assert nothing.empty
    assert list(nothing.columns[: len(KEY)]) == list(KEY)


@pytest.mark.parametrize("n_keys", [3, 5000])
def test_the_plain_table_and_the_hashed_one_number_alike(n_keys: int) -> None:
    keys = np.random.default_rng(1).integers(0, n_keys, 20_000)
    plain, hashed = (cell_sums.numbered(keys, room) for room in (n_keys, 10**15))
    np.testing.assert_array_equal(plain[0], hashed[0])
    np.testing.assert_array_equal(plain[1], hashed[1])
    np.testing.assert_array_equal(plain[1][plain[0]], keys)


def test_a_row_without_region_or_industry_is_refused() -> None:
    with pytest.raises(DataContractError, match="1 rows have no region_code: leave them out"):
        partial(pd.DataFrame({"region_code": [None, "R"], "industry_code": ["I", "I"]}))
    with pytest.raises(DataContractError, match="column 'industry_code' is missing"):
        partial(pd.DataFrame({"region_code": ["R"]}))


@pytest.mark.parametrize("turnover", [-1.0, 1e16])
def test_a_figure_that_cannot_be_added_exactly_is_refused(turnover: float) -> None:
    with pytest.raises(DataContractError, match=r"turnover must lie between 0 and 9\.01e"):
        partial(pd.DataFrame({"region_code": ["R"], "industry_code": ["I"], "turnover": [turnover]}))


def test_options_that_mean_nothing_are_refused() -> None:
    with pytest.raises(DataContractError, match="size classes must rise from above 0"):
        CubeOptions(size_classes=(10, 10))
    with pytest.raises(DataContractError, match="young_years must be 0 or more"):
        CubeOptions(young_years=-1)


def test_a_column_that_is_no_key_is_refused() -> None:
    whole = partial(register(5))
    with pytest.raises(UnknownOptionError, match="no column of the cube 'region'"):
        rolled(whole, ["region"])
    with pytest.raises(UnknownOptionError, match="no column of the cube 'size'"):
        selected(whole, {"size": {"0-9"}})


def test_sums_of_different_kinds_are_not_put_together() -> None:
    whole = partial(register(5))
    with pytest.raises(DataContractError, match="need one kind of key, found 2"):
        merged([whole, rolled(whole, ["region_code"])])
    with pytest.raises(DataContractError, match="need one kind of key, found 0"):
        merged(list[Partial]())


def test_more_combinations_than_a_number_holds_are_refused() -> None:
    with pytest.raises(DataContractError, match=r"too many different codes for one key: 1.8e\+19"):
        cell_tables._room([2**32, 2**32])


def test_a_column_without_figures_is_unknown() -> None:
    told = one(employees=[None, None], turnover=[None, None])
    assert (told["employees"], told["employees_unknown"], told["turnover_unknown"]) == (None, 2, 2)


def test_rows_that_are_not_used_need_no_region_and_add_nothing() -> None:
    rows = pd.DataFrame({"region_code": [None, "R"], "industry_code": [None, "I"], "employees": [-1.0, 4.0]})
    assert row_of(cube(partial(rows, used=np.array([False, True]))))["employees"] == 4
    with pytest.raises(DataContractError, match="1 rows have no industry_code"):
        partial(rows.assign(region_code="R"), used=np.array([True, True]))


def test_years_that_lie_far_apart_keep_their_cells() -> None:
    rows = pd.DataFrame({"region_code": "R", "industry_code": "I", "year": [1.0, 10**12, np.nan, 10**12]})
    assert cube(partial(rows))[["year", "enterprises"]].fillna(0).values.tolist() == [[0, 1], [1, 1], [10**12, 2]]
