"""Means of the neighbours, for what compares a region with those around it over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import MissingTableError
from geo.weights import Neighbours, matrix, styled, weights_of

if TYPE_CHECKING:
    import pandas as pd
    from scipy.sparse import csr_array

    from geo.activity import Activity


def averaging(activity: Activity, codes: pd.Index, indicator: str) -> csr_array:
    """Weights that take the mean of the neighbours among some regions.

    Parameters
    ----------
    activity : Activity
        With the companion ``weights`` or ``regions``.
    codes : Index
        The regions that count.
    indicator : str
        Who asks; the message names it.

    Returns
    -------
    csr_array of shape (n_codes, n_codes)
        The row of a region without neighbours is empty.

    Raises
    ------
    MissingTableError
        If nothing tells who is a neighbour of whom.

    Examples
    --------
    >>> import pandas as pd
    >>> from geo.activity import from_tables
    >>> pairs = {"region_code": ["A", "A"], "neighbour_code": ["B", "C"], "weight": [1.0, 3.0]}
    >>> x = from_tables(pd.DataFrame({"C10": [10.0, 30.0, 5.0]}, index=list("ABC")), {"weights": pd.DataFrame(pairs)})
    >>> averaging(x, x.values.index, "shift_share").toarray()[0].tolist()
    [0.0, 0.25, 0.75]
    """
    if not activity.companions.has("weights"):
        raise MissingTableError(indicator, "weights")
    return styled(matrix(weights_of(activity, Neighbours()), codes), "row")
