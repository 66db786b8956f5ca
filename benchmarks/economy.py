"""A made-up economy of the size of a large country: 3,000 regions, 900 industries, nested as real ones are."""

import numpy as np
import pandas as pd

REGIONS, INDUSTRIES = 3000, 900
SEED = 20260101
_SIGMA = 1.6  # spread of what is left to chance, in logarithms


def jobs(regions: int = REGIONS, industries: int = INDUSTRIES, *, seed: int = SEED) -> pd.DataFrame:
    """Return whole numbers of jobs: large and small regions, common and rare industries, complex ones in varied ones.

    Nearly half of the cells are 0, as in a table of counties by detailed industries; nothing is empty as a whole.
    """
    chance = np.random.default_rng(seed)
    size = np.sort(chance.lognormal(9.0, 1.3, regions))[::-1]
    common = chance.dirichlet(np.full(industries, 0.6)) + 1e-5
    varied = 0.7 * np.linspace(1, -1, regions) + chance.normal(0, 0.6, regions)  # large regions are more varied
    complexity = chance.normal(0, 1, industries)
    taste = chance.normal(0, 0.5, (regions, 6)) @ chance.normal(0, 0.5, (6, industries))
    leaning = 0.9 * np.outer(varied, complexity) + taste + chance.normal(0, _SIGMA, (regions, industries))
    share = common * np.exp(leaning)
    share /= share.sum(axis=1, keepdims=True)
    table = chance.poisson(size[:, None] * share).astype(float)
    table[:, table.sum(axis=0) == 0] = 1.0
    return pd.DataFrame(
        table, index=[f"R{r:04d}" for r in range(regions)], columns=[f"I{i:03d}" for i in range(industries)]
    )
