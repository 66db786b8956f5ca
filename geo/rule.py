"""What a rule says of a cluster: parameters, conditions, and how they make a score; plain values, nothing to run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import UnknownOptionError

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "stars": "the number of conditions that hold",
    "tiers": "the highest level whose conditions all hold; 0 where none does",
    "stages": "the first level whose conditions all hold, those marked `first` before the others; 0 where none does",
    "index": "the index itself; a cluster where every condition holds",
}
"""How conditions make a score."""
MEASURES: Mapping[str, tuple[str, ...]] = {
    "employment": (),
    "location_quotient": (),
    "share": (),
    "share_of_industry": (),
    "establishments": ("establishments",),
    "mean_establishment_size": ("establishments",),
    "wages": ("wages",),
    "density_km2": ("areas",),
    "per_thousand_people": ("population",),
    "litzenberger_sternberg": ("areas", "population", "establishments"),
    "growth": ("years",),
    "growth_over_industry": ("years",),
    "location_quotient_change": ("years",),
    "location_quotient_midway": ("years",),
    "establishment_growth": ("establishment_years",),
    "related_variety_change": ("years", "groups"),
}
"""What a condition may look at, and the tables that it needs beside the figures."""
COMPARISONS = (">=", ">", "<=", "<")
DENOMINATORS = ("total", "traded")
"""What shares are taken of: everything, or the traded (for local industries the local) industries only."""
OVER = ("known", "active")
"""Regions that a quantile is taken over: all whose figure is known, or those of them with more than 0 jobs."""
SPANS = ("all", "first_half", "second_half")
"""Years that growth is taken over."""
WITHOUT = ("refuse", "skip", "unknown")
"""Where the data lack a condition's table: the rule is not evaluated, the condition is left out, or it is unknown."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A cut that may be moved: its published value, its bounds, what it is, and where editions differ."""

    value: float
    bounds: tuple[float, float]
    plain: Mapping[str, str]
    note: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison: ``measure comparison against``.

    `against` is a number, the name of a parameter, or with `quantile` the share of regions below it (of `top`, above
    it); `factor` multiplies it.
    """

    id: str
    title: Mapping[str, str]
    measure: str
    comparison: str
    against: float | str
    kind: str
    factor: float = 1.0
    over: str = "known"
    denominator: str = "total"
    span: str = "all"
    without: str = "refuse"


@dataclass(frozen=True, slots=True)
class Level:
    """A tier or a stage: a name, and the conditions that must all hold; its number is its place in the file from 1."""

    id: str
    title: Mapping[str, str]
    conditions: tuple[str, ...]
    cluster: bool
    first: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A definition of a cluster; see `KINDS` for how its conditions make a score."""

    id: str
    version: str
    kind: str
    title: Mapping[str, str]
    plain: Mapping[str, str]
    citation: str
    parameters: Mapping[str, Parameter]
    conditions: Mapping[str, Condition]
    levels: tuple[Level, ...] = ()
    cluster_from: float | str = 1.0
    index: str = ""
    traded_only: bool = False
    minimum_years: float | str = 0.0
    source: str = ""

    def chosen(self, given: Mapping[str, float] | None = None) -> dict[str, float]:
        """Complete the parameters with their published values.

        Raises
        ------
        UnknownOptionError
            If there is no such parameter, or its value lies outside its bounds.
        """
        given = given or {}
        for name, value in given.items():
            if name not in self.parameters:
                raise UnknownOptionError("parameter", name, self.parameters, where=f"of the rule {self.id!r}")
            low, high = self.parameters[name].bounds
            if not low <= value <= high:
                known = (f"a number from {low:g} to {high:g}",)
                raise UnknownOptionError("value", f"{value:g}", known, where=f"of the parameter {name!r}")
        return {name: float(given.get(name, parameter.value)) for name, parameter in self.parameters.items()}

    def needs(self) -> tuple[str, ...]:
        """Tables without which the rule cannot be evaluated."""
        found = [need for c in self.conditions.values() if c.without == "refuse" for need in MEASURES[c.measure]]
        found += MEASURES.get(self.index, ())
        return tuple(dict.fromkeys([*found, *(["years"] if self.minimum_years else [])]))

    def looks_at(self) -> tuple[str, ...]:
        """Tables that any condition looks at where they are there."""
        found = [table for condition in self.conditions.values() for table in MEASURES[condition.measure]]
        return tuple(dict.fromkeys([*found, *MEASURES.get(self.index, ())]))
