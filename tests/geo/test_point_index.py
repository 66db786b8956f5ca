"""The compact index of a register: how it is built and summed, and that filters mean what they say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geo.errors import DataContractError
from geo.point_build import PointBuilder, build_index
from geo.point_filters import EVERYBODY, PointFilter, PointView
from geo.point_index import CELL_LEVEL, EnterpriseIndex
from geo.point_register import FileRegister, TableRegister, read_index
from geo.tiles import tiles_of
from geo.viewport import in_view, tile_sums
from tests.geo.web_tiles import WORLD

N = 30_000
TYPES = np.array(["firm", "university", None], dtype=object)


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    """Enterprises of half the world, a third without type, some without year, size or place."""
    rng = np.random.default_rng(5)
    frame = pd.DataFrame(
        {
            "enterprise_id": rng.permutation(N) + 7,
            "industry_code": np.array(["C10", "C24", "J62"])[rng.integers(0, 3, N)],
            "employees": np.where(rng.random(N) < 0.1, np.nan, rng.integers(0, 400, N)),
            "organisation_type": TYPES[rng.integers(0, 3, N)],
            "founded": np.where(rng.random(N) < 0.2, np.nan, rng.integers(1950, 2025, N)),
            "lon": rng.normal(15, 20, N),
            "lat": rng.normal(48, 6, N),
        }
    )
    frame.loc[::1000, "lon"] = np.nan
    return frame


@pytest.fixture(scope="module")
def index(table: pd.DataFrame) -> EnterpriseIndex:
    return read_index(TableRegister(table))


FILTERS = {
    "everybody": PointFilter(),
    "industry": PointFilter(frozenset({"C10"})),
    "size": PointFilter(employees=(10, 49)),
    "type": PointFilter(types=frozenset({"university"})),
    "age": PointFilter(founded=(2000, 2010)),
    "all": PointFilter(frozenset({"C10", "J62"}), (None, 200), frozenset({"firm"}), (None, 2015)),
}


def keep(table: pd.DataFrame, wanted: PointFilter) -> pd.Series:
    """Tell what passes, by pandas."""
    passing = table["lon"].notna()
    if wanted.industries is not None:
        passing &= table["industry_code"].isin(wanted.industries)
    if wanted.types is not None:
        passing &= table["organisation_type"].isin(wanted.types)
    for column, (low, high) in (("employees", wanted.employees), ("founded", wanted.founded)):
        if (low, high) != (None, None):
            passing &= table[column].between(-np.inf if low is None else low, np.inf if high is None else high)
    return passing


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("zoom", [0, 4, 8, CELL_LEVEL - 2, CELL_LEVEL - 1, 13])
def test_each_filter_at_each_zoom_counts_what_pandas_counts(
    table: pd.DataFrame, index: EnterpriseIndex, name: str, zoom: int
) -> None:
    wanted = FILTERS[name]
    half = 90 / 2**zoom
    tiles = tiles_of((15 - half, 48 - half / 2, 15 + half, 48 + half / 2), zoom)
    sums = tile_sums(index, tiles, 2, wanted).sum(axis=(0, 1))
    own = keep(table, wanted) & _inside(table, index, tiles.code, tiles.level)
    assert sums[0] == own.sum()
    assert sums[1] == table.loc[own, "employees"].sum()
    assert sums[2] / 1e7 == pytest.approx(table.loc[own, "lon"].sum(), abs=1e-3)


def _inside(table: pd.DataFrame, index: EnterpriseIndex, tiles: np.ndarray, level: int) -> pd.Series:
    inside = np.zeros(len(table), dtype=bool)
    inside[index.rows] = np.isin(index.codes >> np.uint64(2 * (20 - level)), tiles)
    return pd.Series(inside, index=table.index)


def test_a_filtered_view_shows_whom_it_says(table: pd.DataFrame, index: EnterpriseIndex) -> None:
    wanted = PointFilter(frozenset({"J62"}), (350, None), frozenset({"firm"}), (1980, 1999))
    answer = in_view(index, PointView(WORLD, 3, wanted))
    expected = table[keep(table, wanted)]
    assert 20 < len(expected) < 200
    assert sum(c[0] for c in answer.clusters) + len(answer.points) == len(expected)
    assert {p[0] for p in answer.points} <= set(expected["enterprise_id"])


def test_sums_of_the_filters_used_last_are_kept_within_bounds(
    index: EnterpriseIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = index.sums(EVERYBODY)
    assert index.sums(EVERYBODY) is first
    monkeypatch.setattr("geo.point_index.TABLE_BYTES", 3 * first.nbytes)
    for least in range(5):
        index.sums(PointFilter(employees=(least, None)))
    assert len(index._kept) == 3
    assert index.sums(EVERYBODY) is not first


def test_an_enterprise_takes_33_bytes(index: EnterpriseIndex) -> None:
    assert index.nbytes / N == pytest.approx(33, abs=0.1)


def test_places_are_exact_to_a_centimetre_and_ids_belong_to_them(table: pd.DataFrame, index: EnterpriseIndex) -> None:
    rows = table.set_index("enterprise_id").loc[index.ids]
    assert np.abs(index.lat / 1e7 - rows["lat"]).max() <= 1e-7
    assert np.abs(index.lon / 1e7 - rows["lon"]).max() <= 1e-7
    assert (np.asarray(index.industry_codes)[index.industry] == rows["industry_code"]).all()
    assert index.unplaced == 30


def test_parts_of_a_register_give_the_index_of_the_whole(table: pd.DataFrame, index: EnterpriseIndex) -> None:
    builder = PointBuilder()
    for start in range(0, N, 7001):
        part = table.iloc[start : start + 7001]
        builder.add({str(name): part[name].to_numpy() for name in part.columns})
    again = builder.index()
    for name in ("codes", "lon", "lat", "industry", "employees", "founded", "rows"):
        np.testing.assert_array_equal(getattr(again, name), getattr(index, name))


@pytest.mark.parametrize("columns", [(), ("organisation_type", "founded", "enterprise_id")])
def test_a_parquet_file_is_read_part_by_part_to_the_same_index(
    table: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: tuple[str, ...]
) -> None:
    monkeypatch.setattr("geo.point_register.BATCH", 4096)
    table = table.drop(columns=list(columns))
    table.to_parquet(tmp_path / "r.parquet", row_group_size=9000)
    file, memory = FileRegister(tmp_path / "r.parquet"), TableRegister(table)
    ours, theirs = read_index(file), read_index(memory)
    for name in ("codes", "lon", "industry", "employees", "founded", "rows", "register_ids"):
        np.testing.assert_array_equal(getattr(ours, name), getattr(theirs, name))
    types = [np.array([*index.types, ""])[index.kind].tolist() for index in (ours, theirs)]
    assert types[0] == types[1]
    for row in (0, 8999, 9000, N - 1):
        assert file.row(row)["industry_code"] == memory.row(row)["industry_code"] == table["industry_code"].iloc[row]
    assert file.columns == memory.columns


def test_a_row_beyond_the_file_is_refused(table: pd.DataFrame, tmp_path: Path) -> None:
    table.head(5).to_parquet(tmp_path / "r.parquet")
    with pytest.raises(DataContractError, match="enterprises: there is no row 5"):
        FileRegister(tmp_path / "r.parquet").row(5)


def test_ids_that_are_texts_give_way_to_the_numbers_of_the_rows(table: pd.DataFrame) -> None:
    named = table.assign(enterprise_id="UA-" + table["enterprise_id"].astype(str))
    assert sorted(read_index(TableRegister(named)).ids) == sorted(np.flatnonzero(table["lon"].notna()))


def test_a_register_without_places_or_industries_is_refused(table: pd.DataFrame) -> None:
    with pytest.raises(DataContractError, match="column 'lat' is missing; column 'industry_code' is missing"):
        read_index(TableRegister(table.drop(columns=["lat", "industry_code"])))


def test_more_codes_than_the_columns_can_number_are_refused() -> None:
    n = 2**15 + 1
    with pytest.raises(DataContractError, match="more than 32768 different industry codes"):
        build_index(np.zeros(n), np.zeros(n), np.arange(n).astype(str), np.ones(n), np.arange(n))
    with pytest.raises(DataContractError, match="more than 250 different organisation types"):
        build_index(
            np.zeros(n), np.zeros(n), np.repeat("C", n), np.ones(n), np.arange(n),
            organisation_type=np.array([f"t{i % 300}" for i in range(n)]),
        )  # fmt: skip


def test_more_rows_than_fit_beside_a_code_are_sorted_all_the_same(
    table: pd.DataFrame, index: EnterpriseIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.point_build._ROW_BITS", 3)
    np.testing.assert_array_equal(read_index(TableRegister(table)).rows, index.rows)
