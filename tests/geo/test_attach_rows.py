"""Rows of a register that cannot be shown: left out, counted and listed, while the rest is used."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from geo.dataset import Dataset
from tests.geo.own_register import ABOUT, OPEN, add, firms


def test_a_row_of_a_whole_section_among_finer_ones_is_left_out_and_listed(tmp_path: Path) -> None:
    nace = replace(OPEN, classification="nace2")
    added, dataset = add(firms(industry_code=["01", "01", "01", "C", "10", "10"]), tmp_path, nace)
    assert added.found.rejected.counts == {"coarse_industry": 1, "outside": 1}
    assert added.found.rejected.listed["value"].tolist()[0] == "industry_code=C"
    assert "C" in dataset.industries.index  # as the section of 10
    assert len(default_places(dataset)) == added.found.used
    sections, only = add(firms(industry_code=list("AAACCC")), tmp_path, nace, replace(ABOUT, title="d"))
    assert sections.found.rejected.counts == {"outside": 1}
    assert only.industries.index.tolist() == ["A", "C"]


def test_a_row_of_an_impossible_year_is_left_out_and_listed(tmp_path: Path) -> None:
    added, dataset = add(firms(year=[1066, *[2024] * 5]), tmp_path, OPEN)
    assert added.found.rejected.counts == {"strange_year": 1, "outside": 1}
    assert dataset.years("employment") == [2024]


def default_places(dataset: Dataset) -> pd.DataFrame:
    """Return the enterprises that were kept for the map."""
    assert dataset.folder is not None
    return pd.read_parquet(dataset.folder / "enterprises.parquet")
