"""Disclosure control: figures that would tell one enterprise's are hidden, and with them what would give them away.

A figure is sensitive when too few contribute to it or one dominates it [1]_. Hiding it alone does not help where totals
are published: the total less the others gives it back. So each sensitive figure gets a *move*: a few cells whose values
can change together, one up, another down, without changing any published figure, by at least the protection that the
figure needs. All that would change is hidden too. Whoever knows the published figures, and even the own figures of one
contributor, can then not tell the true table from the moved one; hiding more never undoes a move. That makes the
heuristic (a form of the hypercube method [1]_) safe, though it may hide more than the least.

References
----------
.. [1] Hundepool, A. et al. (2012). Statistical Disclosure Control. Wiley, chapter 4.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pandas as pd

from geo.aggregate import Partial, figures
from geo.cube_options import NO_YEAR
from geo.disclosure_moves import hide
from geo.disclosure_nodes import published
from geo.errors import DataContractError
from geo.schema import FEWEST_CONTRIBUTORS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TOTALS = (("region_code", "industry_code"), ("region_code",), ("industry_code",), ())
"""Totals that are published beside a cube: by region and industry, and their rows, columns and grand total."""

LARGEST_STEP = 0.25
"""Under disclosure control `largest_share` is rounded to quarters: exact, it would tell the largest one's size."""

_MOST_RANKED = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """When a figure is sensitive, and how wide the uncertainty about it must be.

    A figure needs at least `minimum_contributors`. `dominance` (n, k): the n largest contributors must not have more
    than the share k. `p_percent`, a fraction: the others, less the second largest, must be at least this part of the
    largest, or the second largest could estimate it. `protection` is the least part of a figure by which nobody may be
    able to tell it.

    Raises
    ------
    DataContractError
        If a number is out of its range.
    """

    minimum_contributors: int = FEWEST_CONTRIBUTORS
    dominance: tuple[int, float] | None = (1, 0.85)
    p_percent: float | None = None
    protection: float = 0.15

    def __post_init__(self) -> None:
        """Refuse numbers that mean nothing."""
        n, k = self.dominance or (1, 1.0)
        fractions = (k, self.protection, *(() if self.p_percent is None else (self.p_percent,)))
        if self.minimum_contributors < 1 or not 1 <= n <= _MOST_RANKED or not all(0 < part <= 1 for part in fractions):
            problem = f"needs a minimum of 1 or more, 1 to {_MOST_RANKED} dominant contributors, shares above 0 up to 1"
            raise DataContractError("disclosure rule", [f"{problem}; found {self}"])


@dataclass(frozen=True, slots=True, eq=False)
class Protected:
    """A cube that may be published.

    `cube` has the columns of `geo.aggregate.cube`, `totals` the same for the totals (what is added up holds ``TOTAL``);
    in hidden rows all figures are empty and ``obs_status`` is C. `primary` cells are hidden for themselves, `secondary`
    to protect those, `hidden_totals` are totals of either kind.
    """

    cube: pd.DataFrame
    totals: pd.DataFrame
    primary: int
    secondary: int
    hidden_totals: int

    @property
    def hidden(self) -> int:
        """Number of cells that are hidden."""
        return self.primary + self.secondary


class Manifesto(Protocol):
    """What says of itself whether it is confidential, such as `geo.manifest.Manifest`."""

    @property
    def confidential(self) -> bool:
        """Whether nothing of a single enterprise may be shown."""


def shows_enterprises(data: Manifesto) -> bool:
    """Tell whether single enterprises of a dataset may be shown: as points, cards, lists or in downloads.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> shows_enterprises(SimpleNamespace(confidential=True))
    False
    """
    return not data.confidential


def sensitive(figures: pd.DataFrame, rule: Rule) -> np.ndarray:
    """Mark figures that tell too much of one contributor.

    Parameters
    ----------
    figures : DataFrame of shape (n, ...)
        As `geo.aggregate.contributors` gives them.
    rule : Rule

    Returns
    -------
    ndarray of bool of shape (n,)

    Examples
    --------
    >>> from geo.aggregate import contributors, partial
    >>> rows = {"region_code": ["R1"] * 3 + ["R2"] * 2, "industry_code": ["C10"] * 5, "employees": [5, 6, 7, 5, 6]}
    >>> sensitive(contributors(partial(pd.DataFrame(rows))), Rule()).tolist()
    [False, True]
    """
    found = (figures["contributors"] < rule.minimum_contributors) | (figures["confidential"] > 0)
    for name in ("employees", "turnover"):
        total = figures[name]
        ranked = [figures[f"{name}_{rank}"] for rank in range(1, _MOST_RANKED + 1)]
        if rule.dominance is not None:
            n, k = rule.dominance
            found |= sum(ranked[:n]) > k * total
        if rule.p_percent is not None:
            found |= total - ranked[0] - ranked[1] < rule.p_percent * ranked[0]
    return found.to_numpy(dtype=bool)


def needed(figures: pd.DataFrame, rule: Rule) -> dict[str, np.ndarray]:
    """How far each figure must be able to lie from what it is, in its unit (turnover in hundredths); at least 1.

    Examples
    --------
    >>> from geo.aggregate import contributors, partial
    >>> alone = contributors(partial(pd.DataFrame({"region_code": ["R"], "industry_code": ["I"], "employees": [85]})))
    >>> needed(alone, Rule())["employees"].tolist()
    [15]
    """
    wanted = {}
    for name in ("employees", "turnover"):
        total, largest = figures[name].to_numpy(), figures[f"{name}_1"].to_numpy()
        width = rule.protection * total
        if rule.dominance is not None:
            n, k = rule.dominance
            top = sum(figures[f"{name}_{rank}"].to_numpy() for rank in range(1, n + 1))
            width = np.maximum(width, top / k - total)
        if rule.p_percent is not None:
            second = figures[f"{name}_2"].to_numpy()
            width = np.maximum(width, rule.p_percent * largest - (total - largest - second))
        wanted[name] = np.maximum(np.ceil(width - 1e-9), 1).astype(np.int64)
    return wanted


def protected(
    whole: Partial,
    rule: Rule | None = None,
    *,
    totals: Sequence[Sequence[str]] = TOTALS,
    parents: Mapping[str, Mapping[str, str]] | None = None,
) -> Protected:
    """Hide what must not be published; to be asked after every filter, on what that filter leaves.

    Parameters
    ----------
    whole : Partial
        Filtered and added up to what will be shown (`geo.aggregate.selected`, `rolled`).
    rule : Rule, optional
    totals : sequence of sequences of str
        Kinds of totals that are published beside the cells: the columns that each keeps.
    parents : mapping, optional
        ``region_code`` or ``industry_code`` -> code -> code of what it is part of, where totals of those are published.

    Returns
    -------
    Protected

    Notes
    -----
    Safe against whoever reads these cells and totals together. Two publications that cut the same enterprises
    differently (other size classes, other regions) are not compared.

    Examples
    --------
    >>> from geo.aggregate import partial
    >>> rows = pd.DataFrame({"region_code": ["R1", "R2"] * 6, "industry_code": ["C10", "C24", "C24"] * 4})
    >>> found = protected(partial(rows.iloc[:-1]))
    >>> found.cube["enterprises"].tolist(), found.primary, found.secondary
    ([<NA>, <NA>, <NA>, <NA>], 2, 2)
    """
    rule = rule or Rule()
    yearly = _with_year(whole)
    nodes = published(yearly, totals, parents or {})
    primary = sensitive(nodes.table, rule)
    hidden = hide(nodes, primary, needed(nodes.table, rule))
    told = _told(figures(nodes.table, yearly.by), hidden)
    told = told if "year" in whole.by else told.drop(columns="year")
    n = nodes.cells
    return Protected(
        told.iloc[:n].reset_index(drop=True),
        told.iloc[n:].reset_index(drop=True),
        int(primary[:n].sum()),
        int((hidden & ~primary)[:n].sum()),
        int(hidden[n:].sum()),
    )


def totals_of(whole: Partial, totals: Sequence[Sequence[str]] = TOTALS) -> pd.DataFrame:
    """Write the totals of a cube as `protected` does, hiding nothing.

    Returns
    -------
    DataFrame
        The columns of `geo.aggregate.cube`; what is added up holds ``TOTAL``. Years are never added up.

    Examples
    --------
    >>> from geo.aggregate import partial
    >>> rows = pd.DataFrame({"region_code": ["R1", "R2"], "industry_code": ["C10", "C10"], "employees": [3, 4]})
    >>> totals_of(partial(rows), [["industry_code"]])[["region_code", "industry_code", "employees"]].values.tolist()
    [['TOTAL', 'C10', 7]]
    """
    yearly = _with_year(whole)
    nodes = published(yearly, totals, {})
    told = figures(nodes.table.iloc[nodes.cells :].reset_index(drop=True), yearly.by)
    return told if "year" in whole.by else told.drop(columns="year")


def _with_year(whole: Partial) -> Partial:
    """Give all one year, where the key has none."""
    if "year" in whole.by:
        return whole
    cells, holdings = (table.assign(year=NO_YEAR) for table in (whole.cells, whole.holdings))
    return replace(whole, cells=cells, holdings=holdings, by=(*whole.by, "year"))


def _told(plain: pd.DataFrame, hidden: np.ndarray) -> pd.DataFrame:
    """Leave the hidden figures out, and the exact size of the largest contributor with them."""
    told = plain.assign(largest_share=np.round(plain["largest_share"] / LARGEST_STEP) * LARGEST_STEP)
    for name in ("enterprises", "employees", "employees_unknown", "turnover_unknown"):
        told[name] = told[name].astype("Int64").mask(hidden)
    for name in ("turnover", "young_share", "largest_share", "sme_share"):
        told[name] = told[name].mask(hidden)
    return told.assign(obs_status=told["obs_status"].mask(hidden, "C"))
