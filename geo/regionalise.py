"""From the input-output table of a nation to that of a region, by location quotients."""

from __future__ import annotations

import numpy as np

from geo.errors import UnknownOptionError

METHODS = ("none", "slq", "cilq", "flq", "aflq")


def trade_shares(quotients: np.ndarray, *, size: float = 1.0, method: str = "flq", delta: float = 0.25) -> np.ndarray:
    """Share of its inputs that the industry of the column buys from the region's industry of the row.

    ``SLQ[i]`` is the location quotient of the supplier, ``CILQ[i, j] = SLQ[i] / SLQ[j]`` (on the diagonal ``SLQ[i]``)
    [1]_, ``FLQ = CILQ log2(1 + size)^delta`` [2]_, ``AFLQ = FLQ log2(1 + SLQ[j])`` where ``SLQ[j] > 1`` [3]_. No share
    is above 1.

    Parameters
    ----------
    quotients : ndarray of shape (n,)
        Location quotient of each industry; 0 where the region has none.
    size : float
        The region's part of the nation, 0 to 1.
    method : str
        One of `METHODS`; ``none`` buys everything in the region.
    delta : float
        How fast imports grow as regions become smaller; 0.2 to 0.35 is usual.

    Returns
    -------
    ndarray of shape (n, n)
        Fractions from 0 to 1.

    Raises
    ------
    UnknownOptionError
        If there is no such method.

    References
    ----------
    .. [1] Round, J. I. (1978). An interregional input-output approach to the evaluation of nonsurvey methods. Journal
       of Regional Science 18(2), 179-194.
    .. [2] Flegg, A. T., Webber, C. D. (1997). On the appropriate use of location quotients in generating regional
       input-output tables: reply. Regional Studies 31(8), 795-805.
    .. [3] Flegg, A. T., Webber, C. D. (2000). Regional size, regional specialization and the FLQ formula. Regional
       Studies 34(6), 563-569.

    Examples
    --------
    >>> trade_shares(np.array([0.5, 2.0]), method="slq").tolist()
    [[0.5, 0.5], [1.0, 1.0]]
    >>> trade_shares(np.array([0.5, 2.0]), method="cilq").tolist()
    [[0.5, 0.25], [1.0, 1.0]]
    """
    if method not in METHODS:
        raise UnknownOptionError("regionalisation", method, METHODS)
    n = len(quotients)
    if method == "none":
        return np.ones((n, n))
    own = np.repeat(quotients[:, None], n, axis=1)
    if method == "slq":
        simple: np.ndarray = np.minimum(own, 1.0)
        return simple
    nobody = np.where(own > 0, np.inf, 0.0)
    crossed = np.divide(own, quotients, out=nobody, where=np.broadcast_to(quotients > 0, own.shape))
    np.fill_diagonal(crossed, quotients)
    if method != "cilq":
        crossed = crossed * _at_home(size, delta)
    if method == "aflq":
        crossed = crossed * np.where(quotients > 1, np.log2(1 + quotients), 1.0)
    shares: np.ndarray = np.minimum(crossed, 1.0)
    return shares


def household_shares(
    quotients: np.ndarray, *, size: float = 1.0, method: str = "flq", delta: float = 0.25
) -> np.ndarray:
    """Share of what households buy that the region's industry supplies.

    Households have no quotient of their own: the simple quotient counts, with the factor of size for ``flq`` and
    ``aflq``.

    Raises
    ------
    UnknownOptionError
        If there is no such method.

    Examples
    --------
    >>> household_shares(np.array([0.5, 2.0]), size=1.0).tolist()
    [0.5, 1.0]
    """
    if method not in METHODS:
        raise UnknownOptionError("regionalisation", method, METHODS)
    if method == "none":
        return np.ones(len(quotients))
    factor = _at_home(size, delta) if method in {"flq", "aflq"} else 1.0
    shares: np.ndarray = np.minimum(quotients * factor, 1.0)
    return shares


def _at_home(size: float, delta: float) -> float:
    """Flegg's factor: 1 for the whole nation, less the smaller the region is."""
    return float(np.log2(1 + min(size, 1.0)) ** delta)
