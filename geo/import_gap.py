"""Import substitution: what the industries of a region buy elsewhere and could buy at home."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.errors import DataContractError
from geo.io_system import Economy, system
from geo.problems import Told

if TYPE_CHECKING:
    from geo.activity import Activity


def import_substitution_gap(activity: Activity, *, economy: Economy, substituted: float = 0.25) -> pd.DataFrame:
    """Measure the inputs that a region's industries buy elsewhere, ``sum_j (1 - q[i, j]) A[i, j] x[j]``.

    Parameters
    ----------
    activity : Activity
        With the companion ``io`` and the same industries.
    economy : Economy
        A region by location quotients.
    substituted : float
        Share of the gap that the region would make itself from now on.

    Returns
    -------
    DataFrame of shape (n_industries, 5)
        ``value`` (in the unit of the table), ``share`` (of all that the region needs of this input), ``rank`` (1 is the
        largest gap), ``gain`` (output of the whole region if the share is made at home, ``sum L (sigma gap)``) and
        ``multiplier`` (of the region's own industry; 1 where it has none yet).

    Raises
    ------
    MissingTableError, DataContractError, UnknownOptionError, UnknownRegionError
        As `output_multiplier`, and if the economy is the nation, whose imports the table does not tell apart.

    References
    ----------
    .. [1] Miller, R. E., Blair, P. D. (2009). Input-Output Analysis, 2nd edition. Cambridge University Press, chapter
       8.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> rows = [("A", "A", 150.0), ("A", "B", 500.0), ("B", "A", 200.0), ("B", "B", 100.0)]
    >>> rows += [("A", "OTHER_DEMAND", 350.0), ("B", "OTHER_DEMAND", 1700.0)]
    >>> io = pd.DataFrame(rows, columns=["from_code", "to_code", "value"])
    >>> jobs = pd.DataFrame({"A": [10.0, 90.0], "B": [30.0, 70.0]}, index=["R1", "R2"])
    >>> import_substitution_gap(from_tables(jobs, {"io": io}), economy=Economy("slq", region="R1"))["value"].tolist()
    [82.5, 0.0]
    """
    if economy.regionalise == "none":
        raise DataContractError("io", [Told.of("gap_of_region")])
    found = system(activity, economy)
    inputs = found.inputs * found.output
    needed, gap = inputs.sum(axis=1), (inputs * (1 - found.shares)).sum(axis=1)
    multiplier = found.total("1").sum(axis=0)
    share = np.divide(gap, needed, out=np.full(len(gap), np.nan), where=needed > 0)
    columns = {"value": gap, "share": share, "rank": pd.Series(gap).rank(ascending=False, method="min").to_numpy()}
    return pd.DataFrame(
        columns | {"gain": multiplier * substituted * gap, "multiplier": multiplier}, index=found.io.codes
    )
