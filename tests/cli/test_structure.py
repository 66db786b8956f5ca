"""`regioscope compute` on pairs of regions and groups of regions of the bundled data."""

import io

import pandas as pd
import pytest

from tests.cli.conftest import Run


def test_pairs_of_states_have_no_geometry_and_need_none(run: Run) -> None:
    ran = run("compute", "--dataset", "us", "--indicator", "krugman_bilateral", "--option", "region=06", "--out", "-")
    assert ran.code == 0, ran.err
    got = pd.read_csv(io.StringIO(ran.out), dtype={"region_code": str, "other_region_code": str})
    assert list(got.columns) == ["region_code", "other_region_code", "value"]
    assert (got["region_code"] == "06").all()
    assert len(got) == 53
    assert got["value"].between(0, 2).all()


def test_states_are_the_groups_of_metropolitan_areas(run: Run) -> None:
    ran = run("compute", "--dataset", "us", "--level", "metro", "--indicator", "theil_decomposition", "--out", "-")
    assert ran.code == 0, ran.err
    got = pd.read_csv(io.StringIO(ran.out), dtype={"industry_code": str}).set_index("industry_code")
    assert got["share_between"].between(0, 1).all()
    assert got["share_between"].to_dict()["11-0000"] == pytest.approx(0.211, abs=5e-4)
