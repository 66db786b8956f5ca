"""What the registry says of one indicator: its words, its formula, its options, its function and its proof."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.errors import UnknownOptionError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    import pandas as pd

    from geo.activity import Activity

    Options = Mapping[str, str]
    Interval = tuple[pd.DataFrame, pd.DataFrame]

LEVELS = ("cell", "region", "industry", "industry_pair", "region_pair", "points")
"""What an indicator describes: a cell of the table, a region, an industry, a pair of them, or points."""
SHAPES = ("wide", "region", "industry", "table")
"""What its function returns: regions x industries, a row a region, a row an industry, or a table of its own."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of an indicator; the first value is the default, `meanings` has one sentence a value.

    With `bounds` the value is a number between them, with `whole` one without a fraction; with `free` it is a text,
    such as a code or the name of a rule.
    """

    name: str
    values: tuple[str, ...]
    plain: str = ""
    meanings: tuple[str, ...] = ()
    bounds: tuple[float, float] | None = None
    free: bool = False
    whole: bool = False

    def check(self, value: str) -> str:
        """Return the value when it may be chosen.

        Raises
        ------
        UnknownOptionError
            If it is not on the list, or not a number (a whole one where one is asked for) between the bounds.

        Examples
        --------
        >>> Option("confidence", ("0.9",), bounds=(0.5, 0.999)).check("0.95")
        '0.95'
        """
        where = f"of the option {self.name!r}"
        if self.bounds is not None and not self._allows(_number(value), *self.bounds):
            low, high = self.bounds
            allowed = f"a {'whole ' * self.whole}number from {low:.10g} to {high:.10g}"
            raise UnknownOptionError("value", value, (allowed,), where=where)
        if self.bounds is None and not self.free and value not in self.values:
            raise UnknownOptionError("value", value, self.values, where=where)
        return value

    def _allows(self, number: float, low: float, high: float) -> bool:
        return low <= number <= high and not (self.whole and number % 1)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One derived figure: how it is computed, read, drawn and proven.

    `title`, `plain`, `reading`, `caution` and `unit` are English sentences that the interface translates. `unit` is
    empty for dimensionless figures and ``{measure}`` stands for the unit of the measure. `family` groups the menus.
    `compute` returns a table of the `shape`: regions x industries (``wide``); a row a region or an industry whose first
    column is ``value``; or a ``table`` with an index of its own. `detail` gives further columns of one industry of a
    wide table, `told` what an export says beside the options (such as the cuts of a rule). `breaks` are the inner
    bounds of fixed classes, `neutral` the value of "like the reference". `needs` and `uses` are companion tables;
    `interval_on` names those that the interval stands on, `figure_on` those among `uses` that the figure stands on
    where that hangs on the options (see `geo.simulated`).
    """

    name: str
    title: str
    plain: str
    formula: str
    reading: str
    caution: str
    citation: str
    test: str
    compute: Callable[[Activity, Options], pd.DataFrame]
    level: str = "cell"
    shape: str = "wide"
    family: str = "specialization"
    unit: str = ""
    options: tuple[Option, ...] = ()
    needs: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    additive_only: bool = True
    neutral: float | None = None
    breaks: tuple[float, ...] = ()
    interval: Callable[[Activity, Options], Interval | None] | None = None
    detail: Callable[[Activity, Options, str], pd.DataFrame] | None = None
    told: Callable[[Activity, Options], Mapping[str, Any]] | None = None
    figure_on: Callable[[Activity, Options], Collection[str]] | None = None
    interval_on: Callable[[Activity, Options], Collection[str]] | None = None
    good_range: tuple[float, float] = (0.0, float("inf"))
    decimals: int = 2
    percent: bool = False
    classes: tuple[str, ...] = ()


def _number(text: str) -> float:
    """Read a number; what is none lies outside every bound."""
    try:
        return float(text)
    except ValueError:
        return math.nan
