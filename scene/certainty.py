"""How sure a map is, for the page: which regions are not certain, the chance of being specialized, ranks as ranges."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geo.certainty import UNCERTAIN, UNKNOWN, class_certainty
from geo.errors import MissingTableError
from geo.lazy import Lazy
from scene.address import CHANCE, HATCH
from scene.figures import Figures
from scene.map_classes import classes_of, drawn_codes

if TYPE_CHECKING:
    import pandas as pd

    from geo.classify import Classification
    from geo.query import Result
    from geo.store import Store
    from scene.address import ViewState

uncertainty = Lazy("geo.uncertainty")

PROBABILITY = "probability_specialized"
_METHODS = ("relative_error", "firms")
_QUOTIENTS = frozenset({"location_quotient", "location_quotient_interval", "symmetric_location_quotient", "share"})


@dataclass(frozen=True, slots=True, eq=False)
class Certainty:
    """How sure a map is, in the order in which it draws the regions.

    `marks` says of each region whether its class is certain (see `geo.certainty`), `chance` how probable it is that it
    is specialized (a fraction); one of them is None. `colours` writes what the colours mean where they mean the chance,
    and `result` is that chance.
    """

    marks: np.ndarray | None = None
    chance: np.ndarray | None = None
    colours: Figures | None = None
    classes: Classification | None = None
    result: Result | None = None

    @property
    def uncertain(self) -> int:
        """Number of regions whose class is not certain."""
        return 0 if self.marks is None else int((self.marks == UNCERTAIN).sum())

    @property
    def unknown(self) -> int:
        """Number of regions that have a class and no interval."""
        return 0 if self.marks is None else int((self.marks == UNKNOWN).sum())


def unsupported(result: Result, figures: Figures) -> str:
    """Say in one sentence why nobody knows how sure a map is; nothing where it is known of some region."""
    if result.lower is not None and result.lower.notna().any():
        return ""
    if figures.entry.interval is None:
        return figures.say("For this indicator no range is computed; the location quotient has one.")
    return figures.say("This source publishes no errors for these figures, so nobody can say how sure they are.")


def certainty_of(
    view: ViewState, result: Result, classes: Classification, figures: Figures, store: Store
) -> Certainty | None:
    """Tell how sure a map is when its reader wants to know, None otherwise or where nothing supports it."""
    if not view.honest or unsupported(result, figures) or result.lower is None or result.upper is None:
        return None
    codes = drawn_codes(figures, store)
    if view.honest == CHANCE and (found := chance_of(figures, store)) is not None:
        chances, colours = found
        shown = classes_of(chances, colours, store)
        drawn = chances.values.reindex(codes).to_numpy(float)
        return Certainty(chance=drawn, colours=colours, classes=shown, result=chances)
    lower, upper = (side.reindex(codes).to_numpy(dtype=float) for side in (result.lower, result.upper))
    return Certainty(marks=class_certainty(classes, lower, upper))


def chance_of(figures: Figures, store: Store) -> tuple[Result, Figures] | None:
    """Probability of being specialized, by the best method that the data support; None for figures of other kinds."""
    if figures.query.indicator not in _QUOTIENTS:
        return None
    given = dict(figures.query.options)
    for method in _METHODS:
        options = {"reference": given.get("reference", ""), "method": given.get("method", method)}
        asked = tuple(sorted((name, value) for name, value in options.items() if value))
        query = replace(figures.query, indicator=PROBABILITY, scheme="fixed", palette="", options=asked)
        try:
            found = store.result(query)
        except MissingTableError:
            continue
        if found.values.notna().any():
            return found, Figures(figures.say, figures.dataset, query)
    return None


def ways(figures: Figures, store: Store) -> tuple[str, ...]:
    """Ways to show how sure the map is that its figures support."""
    return (HATCH,) if chance_of(figures, store) is None else (HATCH, CHANCE)


def rank_ranges(result: Result) -> pd.DataFrame | None:
    """Best and worst rank that the intervals leave open (see `geo.uncertainty.rank_interval`), None without them."""
    if result.lower is None or result.upper is None:
        return None
    shown = ~result.below
    found: pd.DataFrame = uncertainty.rank_interval(
        *(series.where(shown) for series in (result.values, result.lower, result.upper))
    )
    return found


def rank_range(result: Result, figures: Figures, region: str) -> str:
    """Write the rank of a region as a range, or nothing where it has none."""
    ranges = rank_ranges(result)
    if ranges is None:
        return ""
    row, say = ranges.loc[region, ["best", "worst", "of"]].to_numpy(dtype=float), figures.say
    if not np.isfinite(row).all():
        return ""
    numbers = [say.number(float(n), decimals=0) for n in row]
    if row[0] == row[1]:
        return say("rank {n} of {total}", n=numbers[0], total=numbers[2])
    return say("rank {best} to {worst} of {total}", best=numbers[0], worst=numbers[1], total=numbers[2])
