"""What of a register that was counted cannot be shown as a dataset, although each of its rows can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.attach_problems import Problem
from geo.schema import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.engines import CubeResult

MOST_JOBS = 2**31 - 1
"""More are no number of jobs of an enterprise: another column is meant."""
MOST_INDUSTRIES = 2**15
"""So many different codes the map of enterprises can tell apart."""


def register_problems(found: CubeResult, *, confidential: bool) -> Iterator[Problem]:
    """Everything for which a register cannot become a dataset.

    Of a register that is not `confidential` every enterprise is on the map, and with it what its totals leave for the
    others: rows that are marked as confidential cannot be hidden among them.

    Examples
    --------
    >>> import pandas as pd
    >>> from types import SimpleNamespace
    >>> from geo.aggregate import partial
    >>> rows = {"region_code": ["R"] * 2, "industry_code": ["C10", "TOTAL"], "year": [2024, 2024]}
    >>> found = SimpleNamespace(sums=partial(pd.DataFrame(rows)))
    >>> [str(problem)[:42] for problem in register_problems(found, confidential=False)]
    ['The industry code TOTAL stands for the sum']
    """
    cells = found.sums.cells
    rows = int(cells.loc[cells["industry_code"] == TOTAL, "enterprises"].sum())
    if rows:
        yield Problem.of("total_code", n=rows)
    if not confidential and (marked := int(cells["confidential"].sum())):
        yield Problem.of("marked", n=marked)
    if (jobs := int(cells["employees_1"].max())) > MOST_JOBS:
        yield Problem.of("many_jobs", n=jobs, most=MOST_JOBS)
    if (codes := cells["industry_code"].nunique()) > MOST_INDUSTRIES:
        yield Problem.of("many_industries", n=codes, most=MOST_INDUSTRIES)
