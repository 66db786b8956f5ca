"""Scales on which differences count alike, and the bounds between which a score tells places apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.scouting_types import LOG, SYMMETRIC

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.scouting_types import Criterion


def on_scale(values: np.ndarray, scale: str) -> np.ndarray:
    """Put values on the scale on which their differences count alike.

    Examples
    --------
    >>> on_scale(np.array([0.0, 1.0, 3.0]), SYMMETRIC).tolist()
    [-1.0, 0.0, 0.5]
    """
    if scale == LOG:
        return np.asarray(np.log1p(values))
    if scale == SYMMETRIC:
        with np.errstate(invalid="ignore"):
            folded = (values - 1) / (values + 1)
        return np.asarray(np.where(np.isposinf(values), 1.0, folded))
    return np.asarray(values, dtype=float)


_FENCE = 3.0


def scales_of(criteria: Iterable[Criterion], values: pd.DataFrame) -> pd.DataFrame:
    """Lowest and highest value that the score of each criterion tells apart, and the middle one.

    The bounds are the extremes of the known values on the criterion's scale, but not farther than three interquartile
    ranges beyond the quartiles (the far-out fence [1]_): one place with a wrong or wild figure does not press all
    others together [2]_.

    Returns
    -------
    DataFrame of shape (n_criteria, 3)
        ``low``, ``middle`` (the median), ``high``; NaN where nothing is known.

    References
    ----------
    .. [1] Tukey, J. W. (1977). Exploratory Data Analysis. Addison-Wesley.
    .. [2] Nardo, M. et al. (2008). Handbook on Constructing Composite Indicators: Methodology and User Guide. OECD,
       steps 4 and 5.

    Examples
    --------
    >>> from geo.scouting_types import Criterion
    >>> table = pd.DataFrame({"wages": [40.0, 45.0, 50.0, 55.0, 60.0, 9000.0]})
    >>> scales_of((Criterion("wages"),), table).loc["wages"].tolist()
    [40.0, 52.5, 96.25]
    """
    rows = {}
    for one in criteria:
        x = on_scale(values[one.id].to_numpy(dtype=float), one.scale)
        x = x[np.isfinite(x)]
        if not len(x):
            rows[one.id] = (np.nan,) * 3
            continue
        low, q1, middle, q3, high = np.quantile(x, (0, 0.25, 0.5, 0.75, 1))
        reach = _FENCE * (q3 - q1)
        if reach > 0:
            low, high = max(low, q1 - reach), min(high, q3 + reach)
        rows[one.id] = (low, middle, high)
    return pd.DataFrame.from_dict(rows, orient="index", columns=["low", "middle", "high"])
