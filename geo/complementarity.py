"""Complementarity of regions: what a partner has that would help a region into activities that it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.shares import quotient

if TYPE_CHECKING:
    from geo.activity import Activity


def complementarity(activity: Activity, *, threshold: float = 1.0, reference: str = "published") -> pd.DataFrame:
    """Relatedness that each partner adds to the activities that a region lacks, in per cent points summed over them.

    ``C[r, s] = 100 sum_p (1 - M[r, p]) sum_q phi[p, q] max(M[s, q] - M[r, q], 0) / sum_q phi[p, q]``, where ``M`` is 1
    if the location quotient reaches the threshold, and ``phi`` is the proximity (the smaller conditional probability of
    presence; an activity is not near itself) [1]_.

    Parameters
    ----------
    activity : Activity
    threshold : float
        Location quotient from which (>=) an activity is present.
    reference : str
        See `geo.shares.reference_share`.

    Returns
    -------
    DataFrame of shape (n_regions, n_regions)
        Row the region, column the partner; 0 on the diagonal. Nought where the partner adds nothing; NaN for a region
        without activity.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.
    UnknownOptionError
        If there is no such reference.

    References
    ----------
    .. [1] Balland, P.-A., Boschma, R. (2021). Complementary interregional linkages and smart specialisation: an
       empirical study on European regions. Regional Studies 55(6), 1059-1070.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> jobs = pd.DataFrame([[9, 9, 0, 0], [0, 9, 9, 0], [0, 0, 9, 9.0]], index=list("ABC"), columns=list("wxyz"))
    >>> complementarity(from_tables(jobs)).round(1).to_numpy().tolist()
    [[0.0, 100.0, 150.0], [0.0, 0.0, 0.0], [150.0, 100.0, 0.0]]
    """
    known = quotient(activity, reference=reference)
    present = (known >= threshold).to_numpy(dtype=float)
    near = _proximity(present)
    total = near.sum(axis=1, keepdims=True)
    part = np.divide(near, total, out=np.zeros(near.shape), where=total > 0)
    lacks = 1 - present
    wanted = lacks * (lacks @ part)  # what an activity q adds to all that the region lacks, where it lacks q itself
    found = 100 * wanted @ present.T
    empty = known.isna().all(axis=1).to_numpy()
    found[empty, :] = np.nan
    found[:, empty] = np.nan
    regions = activity.values.index
    return pd.DataFrame(found, index=regions, columns=regions.rename("partner_code"))


def _proximity(present: np.ndarray) -> np.ndarray:
    together, ubiquity = present.T @ present, present.sum(axis=0)
    larger = np.maximum(ubiquity[:, None], ubiquity[None, :])
    near: np.ndarray = np.divide(together, larger, out=np.zeros(together.shape), where=larger > 0)
    np.fill_diagonal(near, 0.0)
    return near
