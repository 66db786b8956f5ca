"""Registers of establishments to try the indices of plants on, and those indices."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pytest

from geo.activity import Activity, from_tables
from geo.plants import colocation_howard, ellison_glaeser, ellison_glaeser_coagglomeration, maurel_sedillot

ALL: tuple[Callable[[Activity], pd.DataFrame], ...] = (
    ellison_glaeser,
    maurel_sedillot,
    ellison_glaeser_coagglomeration,
    colocation_howard,
)
EACH = pytest.mark.parametrize("index", ALL, ids=lambda index: index.__name__)


def register(
    plants: list[tuple[str, str, float]], totals: dict[str, float], industries: Sequence[str] = "AB"
) -> Activity:
    """Make a table of regions with these totals and a register of (industry, region, jobs)."""
    firms = pd.DataFrame(plants, columns=["industry_code", "region_code", "employees"])
    jobs = firms.pivot_table("employees", index="region_code", columns="industry_code", aggfunc="sum")
    table = jobs.reindex(index=list(totals), columns=list(industries)).fillna(0.0).assign(TOTAL=pd.Series(totals))
    return from_tables(table, {"firms": firms})


def drawn(seed: int, industries: str = "ABC", n: int = 40) -> Activity:
    """Draw a register of `n` establishments in four regions."""
    rng = np.random.default_rng(seed)
    regions = ["X", "Y", "Z", "V"]
    plants = [
        (str(rng.choice(list(industries))), str(rng.choice(regions)), float(rng.integers(1, 500))) for _ in range(n)
    ]
    return register(plants, {"X": 50.0, "Y": 30.0, "Z": 15.0, "V": 5.0}, industries)
