"""Sizes of the plants of an industry: a single job is a job, what has none has no sizes."""

import numpy as np
import pandas as pd

from geo.activity import from_tables
from geo.plant_sizes import plants_of
from tests.geo.tables import wide


def test_an_industry_of_one_job_has_sizes_and_one_of_none_has_not() -> None:
    firms = pd.DataFrame(
        {
            "industry_code": ["I0", "I1", "I1", "I1"],
            "region_code": ["R0", "R0", "R1", "R1"],
            "employees": [1.0, 2.0, 1.0, 1.0],
        }
    )
    found = plants_of(from_tables(wide([[1.0, 2.0, 0.0], [0.0, 2.0, 0.0]]), {"firms": firms}), "ellison_glaeser")
    assert found.jobs.tolist() == [1.0, 4.0, 0.0]
    assert found.n.tolist() == [1, 3, 0]
    np.testing.assert_array_equal(found.c, [[1.0, 0.0], [0.5, 0.5], [np.nan, np.nan]])
    np.testing.assert_array_equal(found.h, [1.0, 3 / 8, np.nan])
    np.testing.assert_array_equal(found.z4, [1.0, 1 / 16 + 2 / 256, np.nan])
    np.testing.assert_array_equal(found.rest, [np.nan, 5 / 8, np.nan])
    np.testing.assert_allclose(found.w, [0.6, 0.4])
