"""When the jobs of a cluster would tell of single enterprises: then they are hidden, and that is said."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.schema import FEWEST_CONTRIBUTORS


@dataclass(frozen=True, slots=True)
class Privacy:
    """What may be told of few enterprises.

    Parameters
    ----------
    contributors : int
        With fewer enterprises than this their jobs are hidden; 0 hides nothing.
    dominance : float
        With one enterprise above this share of the jobs they are hidden; 1 hides nothing.
    confidential : bool
        Whether nothing of a single enterprise is told: no list of members, no anchor by name, no exact core.
    """

    contributors: int = FEWEST_CONTRIBUTORS
    dominance: float = 0.85
    confidential: bool = False


DEFAULT = Privacy()
OPEN = Privacy(contributors=0, dominance=1.0)
"""For a register that everybody can read: nothing is hidden."""


def why_hidden(jobs: np.ndarray, firm: np.ndarray, privacy: Privacy = DEFAULT) -> str:
    """Tell why the jobs of some sites are hidden.

    Parameters
    ----------
    jobs : ndarray of shape (n,)
        Jobs of each site; NaN is unknown.
    firm : ndarray of int, shape (n,)
        Sites of the same number belong to one enterprise.
    privacy : Privacy

    Returns
    -------
    str
        ``few`` (enterprises), ``dominant`` (one of them has nearly all jobs), or nothing where they are shown.

    Examples
    --------
    >>> firms = np.arange(3)
    >>> [why_hidden(np.array(jobs), firms[:len(jobs)]) for jobs in ([5.0, 5.0], [9.0, 90.0, 1.0], [30.0, 40.0, 30.0])]
    ['few', 'dominant', '']
    """
    known = ~np.isnan(jobs)
    sums = np.bincount(firm[known] - firm.min(initial=0), weights=jobs[known]) if known.any() else np.zeros(0)
    return why_hidden_of(len(np.unique(firm)), float(sums.sum()), float(sums.max(initial=0.0)), privacy)


def why_hidden_of(enterprises: int, jobs: float, largest: float, privacy: Privacy = DEFAULT) -> str:
    """Tell the same from sums: how many enterprises, their jobs, and those of the largest one.

    Examples
    --------
    >>> why_hidden_of(2, 10.0, 5.0), why_hidden_of(0, 0.0, 0.0), why_hidden_of(8, 10.0, 5.0)
    ('few', '', '')
    """
    if not enterprises:
        return ""
    if enterprises < privacy.contributors:
        return "few"
    return "dominant" if jobs > 0 and largest > privacy.dominance * jobs else ""
