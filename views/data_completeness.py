"""How complete a dataset is: cells published, estimated, simulated, confidential and missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from geo.dataset import Dataset

KNOWN = ("A", "E", "S")
"""Statuses of cells that carry a figure."""


@dataclass(frozen=True, slots=True)
class Completeness:
    """Cells of one measure at one regional and one industry level, in the latest year."""

    level: str
    industry_level: str
    measure: str
    year: int
    cells: int
    published: int
    estimated: int
    simulated: int
    confidential: int

    @property
    def missing(self) -> int:
        """Cells for which the source gives nothing."""
        return self.cells - self.published - self.estimated - self.simulated - self.confidential


def completeness(dataset: Dataset) -> list[Completeness]:
    """Count the cells of a dataset by their status.

    Parameters
    ----------
    dataset : Dataset

    Returns
    -------
    list of Completeness
        One entry for each regional level, industry level and measure that has any figure.
    """
    rows = dataset.statistics
    years = {measure.id: dataset.years(measure.id)[-1:] for measure in dataset.manifest.measures}
    latest = {measure: found[0] for measure, found in years.items() if found}
    rows = rows[rows["year"] == rows["measure"].astype(object).map(latest)]
    table = pd.DataFrame(
        {
            "level": rows["region_code"].map(dataset.regions["level"].to_dict()),
            "industry_level": rows["industry_code"].map(dataset.industries["level"].to_dict()),
            "measure": rows["measure"],
            "status": rows["obs_status"],
        }
    )
    sizes = table.groupby(list(table.columns), observed=True).size()
    counts = Counter({tuple(map(str, key)): int(n) for key, n in zip(sizes.index, sizes, strict=True)})
    keys = [(v.id, i.id, m.id) for m in dataset.manifest.measures for v in dataset.manifest.levels
            for i in dataset.manifest.industry_levels]  # fmt: skip
    return [_entry(dataset, key, counts, latest) for key in keys if any((*key, status) in counts for status in KNOWN)]


def _entry(
    dataset: Dataset, key: tuple[str, str, str], counts: Counter[tuple[str, ...]], latest: dict[str, int]
) -> Completeness:
    level, industry_level, measure = key
    found = {status: counts[(*key, status)] for status in "AESC"}
    return Completeness(
        level=level,
        industry_level=industry_level,
        measure=measure,
        year=latest[measure],
        cells=len(dataset.regions_at(level)) * len(dataset.industries_at(industry_level)),
        published=found["A"],
        estimated=found["E"],
        simulated=found["S"],
        confidential=found["C"],
    )
