"""Ids stay with the members: through growth, splits, merges, new and lost clusters, in any order of rows."""

import numpy as np
import pandas as pd
import pytest

from geo.cluster_ids import match_clusters, members
from geo.errors import DataContractError
from geo.point_clusters import find_clusters


def table(clusters: dict[int, str], jobs: dict[str, float] | None = None) -> pd.DataFrame:
    """Make a table of members: each letter is an enterprise."""
    rows = [(cluster, name, (jobs or {}).get(name, 10.0)) for cluster, names in clusters.items() for name in names]
    return pd.DataFrame(rows, columns=["cluster", "enterprise_id", "employees"]).astype({"cluster": "int64"})


def test_an_id_follows_most_of_the_jobs_not_most_of_the_enterprises() -> None:
    found = match_clusters(table({4: "abcde"}, {"a": 500}), table({0: "a", 1: "bcde"}, {"a": 450}))
    assert found.ids == {0: 4, 1: 5}
    assert (found.born, found.splits) == ((5,), {})  # b to e have 40 of 540 jobs: less than a tenth


def test_a_split_names_both_parts_and_a_merge_both_sources() -> None:
    split = match_clusters(table({1: "abcdef"}), table({0: "abcd", 1: "ef"}))
    assert (split.ids, split.splits, split.merges, split.gone) == ({0: 1, 1: 2}, {1: (1, 2)}, {}, ())
    merge = match_clusters(table({1: "abc", 2: "defg"}), table({0: "abcdefg"}))
    assert (merge.ids, merge.splits, merge.merges, merge.gone) == ({0: 2}, {}, {2: (1, 2)}, (1,))


def test_a_small_part_is_no_split() -> None:
    found = match_clusters(table({1: "abcdefghijkl"}), table({0: "abcdefghijk", 1: "lxyz"}))
    assert (found.ids, found.splits, found.merges) == ({0: 1, 1: 2}, {}, {})


def test_no_id_is_given_twice() -> None:
    first = match_clusters(table({0: "ab", 5: "cd"}), table({0: "ab"}))
    assert (first.gone, first.last) == ((5,), 5)
    second = match_clusters(table({0: "ab"}), table({0: "ab", 1: "xy"}), last=first.last)
    assert (second.ids, second.last) == ({0: 0, 1: 6}, 6)


def test_the_first_run_numbers_from_nought() -> None:
    none = table({}).astype({"enterprise_id": object, "employees": float})
    assert match_clusters(none, table({0: "ab", 1: "c"})).ids == {0: 0, 1: 1}
    found = match_clusters(table({3: "ab"}), none)
    assert (found.ids, found.gone, found.last) == ({}, (3,), 3)


def test_growth_of_a_shared_enterprise_counts_by_the_lesser_number() -> None:
    """Of 10 jobs of a then and 1,000 now only 10 are shared; b and c share 40."""
    old = table({1: "a", 2: "bc"}, {"a": 10, "b": 20, "c": 20})
    new = table({0: "abc"}, {"a": 1000, "b": 20, "c": 20})
    assert match_clusters(old, new).ids == {0: 2}


def test_unknown_jobs_count_as_one() -> None:
    old = table({1: "a", 2: "bc"}, {"a": np.nan, "b": np.nan, "c": np.nan})
    assert match_clusters(old, table({0: "abc"})).ids == {0: 2}
    assert match_clusters(old.drop(columns="employees"), table({0: "abc"}).drop(columns="employees")).ids == {0: 2}


def test_equal_overlaps_go_to_the_older_id_in_any_order_of_rows() -> None:
    old, new = table({1: "ab", 2: "cd"}), table({0: "ac", 1: "bd"})
    for seed in range(5):
        one, other = (part.sample(frac=1, random_state=seed) for part in (old, new))
        assert match_clusters(one, other).ids == {0: 1, 1: 2}


def test_clusters_keep_their_ids_when_an_anchor_leaves() -> None:
    rng = np.random.default_rng(1)
    at = np.concatenate([rng.normal([5, 50], 0.002, (30, 2)), rng.normal([6, 50], 0.002, (30, 2))])
    rows = pd.DataFrame(at, columns=["lon", "lat"]).assign(enterprise_id=[f"E{i}" for i in range(60)], employees=20)
    rows.loc[3, "employees"] = 2000
    before = find_clusters(rows, radius_m=800, minimum=200)
    assert before.label[3] == 0
    rest = rows.drop(index=[3, 4, 5])
    after = find_clusters(rest, radius_m=800, minimum=200)
    found = match_clusters(members(rows, before), members(rest, after))
    assert after.label[0] == 1  # the other one is larger now ...
    assert found.ids == {0: 1, 1: 0}  # ... and both are known again


def test_tables_that_are_no_members_are_refused() -> None:
    good = table({0: "ab"})
    with pytest.raises(DataContractError, match=r"^old members: the column enterprise_id is missing"):
        match_clusters(good.drop(columns="enterprise_id"), good)
    with pytest.raises(DataContractError, match=r"^new members: the column cluster must hold whole numbers from 0 up"):
        match_clusters(good, good.assign(cluster=-1))
    rows = pd.DataFrame({"lon": [0.0, 0.0, 0.0], "lat": 0.0})
    with pytest.raises(DataContractError, match="points: enterprise_id is needed"):
        members(rows, find_clusters(rows, radius_m=5, minimum=2, weight="one"))
