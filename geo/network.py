"""The network of regions and industries: who has what, which is where a location quotient is 1 or more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.schema import check_activity
from geo.shares import quotient

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.activity import Activity

    Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PresenceRule:
    """When an industry counts as present.

    Parameters
    ----------
    reference : {"published", "sum", "rest", "external"}
        What the quotient compares with (see `geo.shares.reference_share`).
    threshold : float
        The quotient (or, with `given`, the figure) that is reached: equal is enough.
    given : bool
        True when the table itself says who has what, such as a table of 0 and 1; no quotient is taken then.
    """

    reference: str = "published"
    threshold: float = 1.0
    given: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """Name of the rule under which `geo.activity.Activity.once` keeps what follows from it."""
        return (self.reference, f"{self.threshold!r}", f"{self.given}")


QUOTIENT = PresenceRule()
"""The rule of the literature: a quotient of 1 or more, compared with the published row or the sum of the regions."""


@dataclass(frozen=True, slots=True, eq=False)
class Presence:
    """Who has what, as numbers.

    Parameters
    ----------
    held : array of shape (n_regions, n_industries)
        1 where the industry is known to be present, else 0.
    unknown : array of bool, same shape
        True where nobody knows: a missing cell, a region or an industry without any activity.
    gaps : bool
        True when anything is unknown.
    ragged : bool
        True when single cells are unknown, not only whole regions and whole industries.
    regions, industries : Index
        The codes.
    """

    held: Array
    unknown: NDArray[np.bool_]
    gaps: bool
    ragged: bool
    regions: pd.Index
    industries: pd.Index

    @property
    def diversity(self) -> Array:
        """Number of industries that each region has."""
        return np.asarray(self.held.sum(axis=1))

    @property
    def ubiquity(self) -> Array:
        """Number of regions that have each industry."""
        return np.asarray(self.held.sum(axis=0))

    def frame(self, values: Array) -> pd.DataFrame:
        """Put values on the codes; NaN where the presence is unknown."""
        masked = np.where(self.unknown, np.nan, values) if self.gaps else values.copy(order="K")
        return pd.DataFrame(masked, index=self.regions, columns=self.industries, copy=False)


def presence_of(activity: Activity, rule: PresenceRule = QUOTIENT) -> Presence:
    """Find out who has what, once for each table and rule.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.
    UnknownOptionError
        If the reference is none of the four.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> presence_of(from_tables(x)).held.tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    return activity.once(("presence", *rule.key), lambda: _presence(activity, rule))


def presence_from(table: pd.DataFrame, *, threshold: float = 1.0) -> Presence:
    """Read who has what from a table: at or above the threshold is present, NaN is unknown.

    Examples
    --------
    >>> presence_from(pd.DataFrame({"C10": [1.0, 0.4], "C24": [float("nan"), 2.0]})).held.tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    figures = table.to_numpy(dtype=float)
    unknown = np.isnan(figures)
    gaps = bool(unknown.any())
    whole = unknown.all(axis=1)[:, None] | unknown.all(axis=0) if gaps else unknown
    return Presence(
        held=(figures >= threshold).astype(float),
        unknown=unknown,
        gaps=gaps,
        ragged=gaps and not np.array_equal(unknown, whole),
        regions=table.index,
        industries=table.columns,
    )


def _presence(activity: Activity, rule: PresenceRule) -> Presence:
    if rule.given:
        return presence_from(check_activity(activity.values), threshold=rule.threshold)
    return presence_from(quotient(activity, reference=rule.reference), threshold=rule.threshold)
