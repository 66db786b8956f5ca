"""Figures in words: how a value, its unit, its rank and its interval are written for a reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo import indicators
from geo.classify import told_apart
from geo.manifest import in_language

if TYPE_CHECKING:
    from geo.dataset import Dataset
    from geo.query import Query, Result
    from scene.i18n import Say


@dataclass(frozen=True, slots=True)
class Figures:
    """Writes the figures of one query in one language."""

    say: Say
    dataset: Dataset
    query: Query

    @property
    def entry(self) -> indicators.Indicator:
        """The registry entry of the indicator."""
        return indicators.indicator(self.query.indicator)

    @property
    def of_regions(self) -> bool:
        """Whether the indicator describes a region as a whole, so that the industry does not matter."""
        return self.entry.shape == "region"

    @property
    def classes(self) -> list[str]:
        """Names of the categories, where the values of the indicator are categories: 0 is the first."""
        return [self.say(name) for name in self.entry.classes]

    def value(self, value: float | None) -> str:
        """Write a value of the indicator with as many decimals as it deserves, or the category that it stands for."""
        if self.entry.classes:
            return self._category(value)
        if self.entry.percent:
            return self.say.percent(value, decimals=self.entry.decimals)
        decimals = self.decimals if value is None else int(told_apart(np.array([value]), self.edges, self.decimals)[0])
        return self.say.number(value, decimals=decimals)

    def _category(self, value: float | None) -> str:
        known = value is not None and 0 <= value < len(self.entry.classes)
        return self.classes[int(value)] if known and value is not None else self.say.number(None)

    @property
    def decimals(self) -> int:
        """Decimals of the indicator's values; the measure's own where the measure itself is shown."""
        if self.query.indicator == "value":
            return self.dataset.manifest.measure(self.query.measure).decimals
        return self.entry.decimals

    @property
    def edges(self) -> tuple[float, ...]:
        """Edges of fixed classes, which a value below them is never written as; shares are written in per cent."""
        return self.entry.breaks if self.query.scheme == "fixed" and not self.entry.percent else ()

    @property
    def unit(self) -> str:
        """Unit of the indicator, or nothing where it has none."""
        return self.say(self.entry.unit).replace("{measure}", self.measure_unit)

    @property
    def measure_unit(self) -> str:
        """Unit of the measure: jobs, dollars a year."""
        return in_language(self.dataset.manifest.measure(self.query.measure).unit, self.say.lang)

    @property
    def jobs_unit(self) -> str:
        """What the employees of a register are called: the unit of employment, whatever the measure of the view is."""
        known = [m for m in self.dataset.manifest.measures if m.id == "employment"]
        return in_language(known[0].unit, self.say.lang) if known else self.say("jobs")

    def amount(self, value: float | None) -> str:
        """Write an observed amount with its unit."""
        decimals = self.dataset.manifest.measure(self.query.measure).decimals
        return f"{self.say.number(value, decimals=decimals)} {self.measure_unit}"

    @property
    def industry(self) -> str:
        """Name of the industry (or occupation, sector) of the map."""
        return self.dataset.industry_names(self.say.lang).get(self.query.industry_code, "")

    @property
    def industry_word(self) -> str:
        """What this dataset calls its industries, in the singular."""
        return in_language(self.dataset.manifest.activity_word, self.say.lang)

    def region_names(self) -> dict[str, str]:
        """Names of the regions of the level, in the order of the map."""
        names = self.dataset.region_names(self.say.lang)
        codes = self.dataset.regions_at(self.query.level).index.to_numpy(dtype=object)
        return {str(code): names[code] for code in codes}

    def region(self, code: str) -> str:
        """Name of one region."""
        return self.dataset.region_names(self.say.lang)[code]

    def interval(self, result: Result, code: str) -> str:
        """Write the interval beside a value, or nothing where the source supports none."""
        if result.lower is None or result.upper is None or not np.isfinite(result.lower[code]):
            return ""
        return self.say("{low} to {high}", low=self.value(result.lower[code]), high=self.value(result.upper[code]))

    def rank(self, result: Result, code: str) -> str:
        """Write the rank of a region among those that have one."""
        ranks = result.ranks
        if not np.isfinite(ranks[code]):
            return ""
        n, total = int(ranks[code]), int(ranks.notna().sum())
        return self.say(
            "rank {n} of {total}", n=self.say.number(n, decimals=0), total=self.say.number(total, decimals=0)
        )
