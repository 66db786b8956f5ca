"""Tables with errors, establishments or neither, and a bootstrap that really draws, for tests of intervals."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from geo.activity import Activity, from_tables
from geo.uncertainty import location_quotient_interval
from tests.geo.tables import wide

Z90, Z95 = 1.6448536269514722, 1.959963984540054
TWO = wide([[20.0, 80.0], [30.0, 270.0]])
"""20 of 100 and 30 of 300, 50 of 400 in all: quotients 1.6 and 0.8."""


def with_errors(values: pd.DataFrame, nation: dict[str, float], own: ArrayLike, national: ArrayLike) -> Activity:
    activity = from_tables(values, {"reference": pd.Series(nation)})
    cells = activity.values
    errors = pd.DataFrame(np.broadcast_to(own, cells.shape), index=cells.index, columns=cells.columns)
    of_nation = pd.Series(np.broadcast_to(national, cells.shape[1]), index=cells.columns)
    return replace(activity, relative_error=errors, reference_error=of_nation)


def interval(activity: Activity, **options: Any) -> tuple[pd.DataFrame, pd.DataFrame]:  # noqa: ANN401
    found = location_quotient_interval(activity, **options)
    assert found is not None
    return found


def with_firms(firms: list[tuple[str, str, float]], **more: Any) -> Activity:  # noqa: ANN401
    """Make a table of what the establishments add up to."""
    table = pd.DataFrame(firms, columns=["region_code", "industry_code", "employees"])
    cells = table.pivot_table(
        "employees", index="region_code", columns="industry_code", aggfunc="sum", fill_value=0
    ).astype(float)
    return from_tables(cells, {"firms": table, **more})


def alike(jobs: dict[tuple[str, str], tuple[int, float]]) -> Activity:
    """Make a table of cells that hold a number of establishments of a size."""
    return with_firms([(r, i, size) for (r, i), (count, size) in jobs.items() for _ in range(count)])


def drawn_again(activity: Activity, draws: int, *, reference: str = "sum") -> np.ndarray:
    """Location quotients of a bootstrap that really draws the establishments of each region, shape (draws, R, I)."""
    rng = np.random.default_rng(3)
    firms = activity.companions.firms
    assert firms is not None
    cells = activity.values
    total = np.zeros((draws, *cells.shape))
    for r, region in enumerate(cells.index):
        own = firms[firms["region_code"] == region]
        place = cells.columns.get_indexer(pd.Index(own["industry_code"]))
        size = np.zeros((len(own), cells.shape[1]))
        size[np.arange(len(own)), place] = own["employees"]
        total[:, r] = rng.multinomial(len(own), np.full(len(own), 1 / len(own)), draws) @ size
    profile = total / total.sum(axis=2, keepdims=True)
    if reference == "external":
        return np.asarray(profile / (cells.sum() / cells.to_numpy().sum()).to_numpy())
    if reference == "rest":
        others = total.sum(axis=1, keepdims=True) - total
        return np.asarray(profile / (others / others.sum(axis=2, keepdims=True)))
    nation = total.sum(axis=1, keepdims=True)
    return np.asarray(profile / (nation / nation.sum(axis=2, keepdims=True)))


def register(*, spread: float, each: int, seed: int = 1) -> list[tuple[str, str, float]]:
    """Draw establishments of three industries in four regions; sizes are log-normal."""
    rng = np.random.default_rng(seed)
    parts = {"R0": [0.6, 0.3, 0.1], "R1": [0.2, 0.5, 0.3], "R2": [0.3, 0.3, 0.4], "R3": [0.25, 0.25, 0.5]}
    mean = {"I0": 2.0, "I1": 3.0, "I2": 2.5}
    firms = []
    for region, part in parts.items():
        kinds = rng.choice(["I0", "I1", "I2"], each, p=part)
        firms += [(region, str(k), float(np.exp(mean[k] + spread * rng.standard_normal()))) for k in kinds]
    return firms


def every_method(values: np.ndarray) -> list[tuple[Activity, str]]:
    """Return tables on which each method works: with errors, with one establishment for every 40 jobs, and bare."""
    activity = from_tables(wide(values), {"reference": wide(values).sum()})
    errors = replace(activity, relative_error=activity.values * 0 + 0.1, reference_error=activity.reference * 0 + 0.1)
    long = activity.values.rename_axis("region_code").melt(
        ignore_index=False, var_name="industry_code", value_name="employees"
    )
    long = long[long["employees"] > 0].reset_index()
    pieces = pd.concat([long.assign(employees=long["employees"] * part) for part in (0.5, 0.3, 0.2)])
    firms = from_tables(wide(values), {"reference": wide(values).sum(), "firms": pieces})
    return [(errors, "relative_error"), (firms, "firms"), (activity, "counts")]
