"""A search for places, ready for files: the evidence, what was chosen, the ranking, and the words for all of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import UnknownRegionError
from geo.labels import FALLBACK_MARK
from geo.scouting import ranking, unknowns
from geo.scouting_range import rank_ranges, smallest_change
from geo.scouting_types import NO
from scene import scout_words as words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import pandas as pd

    from geo.dataset import Dataset
    from geo.scouting_range import Change
    from geo.scouting_types import Criterion, Evidence, Filter
    from scene.i18n import Say

MOST = 10
"""Places that are compared field by field."""
_PARTS = ("values", "lower", "upper", "status", "confidence", "source", "vintage", "detail")
_SPREAD, _DRAWS, _SEED = 0.5, 1000, 1


@dataclass(frozen=True, eq=False)
class ScoutPaper:
    """A search for places in one language.

    Parameters
    ----------
    evidence : Evidence
    weights : mapping of str to float
    filters : sequence of Filter
    dataset : Dataset
    say : Say
    made : date
        The day that the files say they were made on.
    shortlist : sequence of str
        Places that are compared field by field, `MOST` at most; the first of the ranking by default.
    address : str
        What opens the same search; written at the foot of the files.
    digest : str
        Digest of the files of the dataset.
    """

    evidence: Evidence
    weights: Mapping[str, float]
    filters: Sequence[Filter]
    dataset: Dataset
    say: Say
    made: date
    shortlist: Sequence[str] = ()
    address: str = ""
    digest: str = ""

    def __post_init__(self) -> None:
        """Refuse places of which there is no evidence.

        Raises
        ------
        UnknownRegionError
            If the shortlist names one.
        """
        for place in self.shortlist:
            if place not in self.evidence.values.index:
                raise UnknownRegionError("place", place, self.evidence.ids)

    @cached_property
    def table(self) -> pd.DataFrame:
        """The ranking, best first (see `geo.scouting.ranking`)."""
        return ranking(self.evidence, self.weights, self.filters)

    @cached_property
    def compared(self) -> tuple[str, ...]:
        """Places that are compared field by field."""
        left = self.table.index[self.table["passes"] != NO] if not self.shortlist else self.shortlist
        return tuple(str(code) for code in left[:MOST])

    @cached_property
    def alive(self) -> Evidence:
        """Evidence of the places that no filter rejects."""
        return self.evidence.of([str(code) for code in self.table.index[self.table["passes"] != NO]])

    @cached_property
    def ranges(self) -> pd.DataFrame:
        """Ranks under weights up to half larger or smaller and under errors of the values, always the same draws."""
        rng = np.random.default_rng(_SEED)
        return rank_ranges(self.alive, self.weights, rng=rng, spread=_SPREAD, draws=_DRAWS, errors=True)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """For each criterion the smallest change of its weight that has another winner."""
        return smallest_change(self.alive, self.weights) if len(self.alive.ids) else ()

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of the places."""
        names = words.place_names(self.evidence, self.say.lang)
        return {code: name.removesuffix(FALLBACK_MARK) for code, name in names.items()}

    @cached_property
    def _cells(self) -> dict[str, np.ndarray]:
        return {part: getattr(self.evidence, part).to_numpy() for part in _PARTS}

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {place: row for row, place in enumerate(self.evidence.ids)}

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {str(name): column for column, name in enumerate(self.evidence.values.columns)}

    @property
    def industry(self) -> str:
        """Name of the industry of the search."""
        names = self.dataset.industry_names(self.say.lang)
        return names.get(self.evidence.about["industry_code"], "").removesuffix(FALLBACK_MARK)

    @property
    def told(self) -> list[Criterion]:
        """Criteria that the dataset tells, those that count first, by weight."""
        known = [one for one in self.evidence.criteria if one.supported]
        return sorted(known, key=lambda one: -self.weights.get(one.id, 0.0))

    @property
    def untold(self) -> list[Criterion]:
        """Criteria that the dataset does not tell."""
        return [one for one in self.evidence.criteria if not one.supported]

    def on(self, one: Criterion) -> bool:
        """Tell whether a criterion counts."""
        return self.weights.get(one.id, 0.0) > 0

    def name(self, one: Criterion, *, short: bool = False) -> str:
        """Name a criterion."""
        return words.name_of(one, self.say, self.dataset, short=short)

    def unit(self, one: Criterion) -> str:
        """Name the unit of a criterion."""
        return words.unit_of(one, self.say, self.dataset)

    def value(self, place: str, one: Criterion, *, with_unit: bool = True) -> str:
        """Write a value."""
        return words.value_text(one, self.number("values", place, one), self.say, self.dataset, with_unit=with_unit)

    def interval(self, place: str, one: Criterion) -> str:
        """Write the interval of a value; empty where there is none."""
        low, high = (self.number(side, place, one) for side in ("lower", "upper"))
        return words.interval_text(one, low, high, self.say)

    def number(self, part: str, place: str, one: Criterion) -> float:
        """Return a value or a side of its interval, NaN where it is unknown."""
        return float(self._cells[part][self._rows[place], self._columns[one.id]])

    def text(self, part: str, place: str, one: Criterion) -> str:
        """Return status, confidence, source or vintage of a value as it stands."""
        return str(self._cells[part][self._rows[place], self._columns[one.id]])

    def status(self, place: str, one: Criterion) -> str:
        """Say what a value is."""
        return self.say(words.STATUS[self.text("status", place, one)])

    def trust(self, place: str, one: Criterion) -> str:
        """Say how far a value can be trusted."""
        return self.say(words.CONFIDENCE[self.text("confidence", place, one)])

    def detail(self, place: str, one: Criterion) -> str:
        """Say what stands behind a value."""
        return words.detail_text(self.text("detail", place, one), self.say, self.dataset, self.evidence)

    def questions(self, place: str) -> list[tuple[Criterion, str]]:
        """Return what to ask a place, what counts first."""
        asked = [
            (one, words.question(one, self.say, place=self.names[place], industry=self.industry))
            for one in unknowns(self.evidence, place)
        ]
        return sorted(asked, key=lambda pair: -self.weights.get(pair[0].id, 0.0))

    def rank_text(self, place: str) -> str:
        """Write the rank of a place and between which ranks it lies in nine of ten draws."""
        say, known = self.say, self.table["rank"]
        rank_of = float(known[place])
        if math.isnan(rank_of):
            return say("does not fit the filters")
        total = int(known.notna().sum())
        rank = say("rank {n} of {total}", n=say.number(rank_of, decimals=0), total=say.number(total, decimals=0))
        low, high = (say.number(float(self.ranges[side][place]), decimals=0) for side in ("low", "high"))
        return rank if low == high else say("{rank}, may be {low} to {high}", rank=rank, low=low, high=high)

    def filter_text(self, one: Filter) -> str:
        """Write a filter."""
        criterion, say = self.evidence.criterion(one.criterion), self.say
        name = self.name(criterion)
        parts = []
        if one.at_least is not None:
            value = words.value_text(criterion, one.at_least, say, self.dataset)
            parts.append(say("{name}: at least {value}", name=name, value=value))
        if one.at_most is not None:
            value = words.value_text(criterion, one.at_most, say, self.dataset)
            parts.append(say("{name}: at most {value}", name=name, value=value))
        return "; ".join(parts)

    def change_text(self, one: Change) -> str:
        """Write what changes the winner."""
        say = self.say
        return say(
            "If “{name}” weighed {to} instead of {at}, {place} would lead.",
            name=self.name(self.evidence.criterion(one.criterion), short=True),
            to=say.number(one.weight_to, decimals=2),
            at=say.number(one.weight_at, decimals=2),
            place=self.names[one.new_winner],
        )

    def sources(self) -> list[tuple[str, str, str]]:
        """Name publisher, vintage and licence of everything that stands behind the values, each once."""
        rows = self.dataset.sources
        licence = dict(zip(rows["publisher"].astype(str), rows["licence"].astype(str), strict=True))
        found: dict[tuple[str, str], None] = {}
        for one in self.told:
            for publisher, vintage in zip(one.source.split("; "), one.vintage.split("; "), strict=False):
                if publisher:
                    found[publisher, vintage] = None
        return [(publisher, vintage, licence.get(publisher, "MIT")) for publisher, vintage in found]

    @property
    def simulated(self) -> bool:
        """Whether anything that counts stands on simulated figures."""
        ids = [one.id for one in self.told if self.on(one)]
        return bool((self.evidence.status[ids] == "simulated").to_numpy().any())
