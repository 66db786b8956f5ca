"""The views that templates are filled with: which place, which group and which figures of a dataset a step shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

import numpy as np

from geo.errors import RegioscopeError
from geo.query import Query
from geo.resolve import resolve
from scene.address import HATCH
from scene.i18n import N_
from scene.steps import address_of

if TYPE_CHECKING:
    import pandas as pd

    from geo.dataset import Dataset
    from geo.query import Table
    from geo.store import Store

NOT_THERE = {
    "years": N_("These data have one year only."),
    "finer": N_("These data have one level of regions only."),
    "wages": N_("These data have no wages."),
    "firms": N_("These data have no single establishments."),
    "next": N_("These data do not say which activities are related."),
    "related": N_("These data do not say which activities are related."),
}
"""Why a dataset may lack a view."""
_SPOTS, _FIRMS = "regions,hotspots,places", "regions,enterprises,places"


@dataclass(frozen=True)
class Place:
    """A dataset with the place that a story is about; `region` may be empty."""

    dataset: Dataset
    store: Store
    query: Query
    region: str

    def address(self, view: str) -> str | None:
        """Write the address of a view by its name; None where the dataset cannot show it."""
        if not view:
            return None
        made: str | None = getattr(self, f"_{view}")()
        return made

    @cached_property
    def table(self) -> Table:
        """Quotients of every group in every region."""
        return self.store.computed(self.query)

    @cached_property
    def strong(self) -> str:
        """Group in which the place stands out: the highest quotient of those with enough behind them, by its range."""
        table = self.table
        if self.region not in table.values.index:
            return self.query.industry_code
        enough = _row(table.activity.values, self.region) >= self.query.minimum
        sure = table.values if table.lower is None else table.lower.combine_first(table.values)
        row = _row(sure, self.region).where(enough).dropna()
        return str(row.idxmax()) if len(row) else self.query.industry_code

    @cached_property
    def next_step(self) -> str | None:
        """Group that the place is not strong in but has begun, and that most of what is related to is there already."""
        try:
            near = self.store.computed(self._asked(indicator="relatedness_density"))
        except RegioscopeError:
            return None
        if self.region not in near.values.index:
            return self.query.industry_code
        absent = _row(self.table.values, self.region) < 1
        begun = _row(self.table.activity.values, self.region) >= self.query.minimum
        row = _row(near.values, self.region).where(absent & begun).dropna()
        return str(row.idxmax()) if len(row) else None

    # ------------------------------------------------------------------------------------------------------- the views
    def _strongest(self) -> str:
        return self._written(self.query)

    def _start(self) -> str:
        """Show how large the place is; where nothing adds all groups up, how different its mix is."""
        manifest = self.dataset.manifest
        alone = [level.id for level in manifest.industry_levels if len(self.dataset.industries_at(level.id)) == 1]
        if not alone:
            return self._mix()
        total = str(self.dataset.industries_at(alone[0]).index[0])
        asked = Query(self.query.dataset, "value", total, self.query.level, alone[0], self.query.measure)
        return self._written(resolve(asked, self.dataset)[0], region=self.region)

    def _sure_strongest(self) -> str:
        return self._written(self.query, honest=HATCH)

    def _strength(self) -> str:
        return self._written(self._asked(item=self.strong), region=self.region)

    def _strength_wide(self) -> str:
        return self._strength()

    def _sure(self) -> str:
        return self._written(self._asked(item=self.strong), region=self.region, honest=HATCH)

    def _mix(self) -> str:
        return self._written(self._asked(indicator="krugman_specialization"), region=self.region)

    def _cluster(self) -> str:
        return self._written(self._asked(item=self.strong, indicator="cluster_rule"), region=self.region)

    def _spots(self) -> str:
        return self._written(self._asked(item=self.strong), region=self.region, layers=_SPOTS)

    def _next(self) -> str | None:
        item = self.next_step
        return item and self._written(self._asked(item=item, indicator="relatedness_density"), region=self.region)

    def _related(self) -> str | None:
        if self.next_step is None:
            return None
        return self._written(self._asked(indicator="relatedness_density"))

    def _finer(self) -> str | None:
        levels = [level.id for level in self.dataset.manifest.levels]
        after = levels[levels.index(self.query.level) + 1 :]
        return self._written(self._asked(level=after[0])) if after else None

    def _people(self) -> str:
        return self._written(self._asked(indicator="value"))

    def _wages(self) -> str | None:
        wages = self.dataset.manifest.default.get("wages")
        return self._written(self._asked(indicator="value", measure=str(wages))) if wages else None

    def _firms(self) -> str | None:
        return self._written(self.query, layers=_FIRMS) if self.dataset.has_table("enterprises") else None

    def _years(self) -> str | None:
        """Show the measure with the most years, at its own level of detail."""
        counted = {measure.id: len(self.dataset.years(measure.id)) for measure in self.dataset.manifest.measures}
        longest = max(counted, key=counted.__getitem__)
        if counted[longest] < 2:  # noqa: PLR2004 - one year does not run
            return None
        same = longest == self.query.measure
        asked = self._asked(item=self.strong) if same else Query(self.dataset.key.id, "value", measure=longest)
        asked, _ = resolve(asked, self.dataset)
        there = self.region in self.store.result(asked).values.dropna().index
        return self._written(asked, region=self.region if there else "")

    def _asked(self, *, item: str = "", indicator: str = "", measure: str = "", level: str = "") -> Query:
        """Change the default question; what belongs to an indicator goes with it."""
        same = self.query
        changed = replace(
            same, industry_code=item or same.industry_code, measure=measure or same.measure, level=level or same.level,
            minimum=-1.0,
        )  # fmt: skip
        if indicator:
            changed = replace(changed, indicator=indicator, options=(), scheme="", palette="")
        return resolve(changed, self.dataset)[0]

    @staticmethod
    def _written(query: Query, **shown: str) -> str:
        return address_of({name: value for name, value in shown.items() if value}, query)


def place_of(dataset: Dataset, store: Store, region: str) -> Place:
    """Take the default view of a dataset and the place that a story is about: the given one, or the highest.

    Raises
    ------
    RegioscopeError
        If the default view cannot be computed.
    """
    query, _ = resolve(Query(dataset.key.id), dataset)
    level = next((str(row) for row in dataset.regions["level"].reindex([region]).dropna()), query.level)
    query, _ = resolve(replace(query, level=level), dataset)
    result = store.result(query)
    shown = result.values.where(~result.below).replace([np.inf, -np.inf], np.nan).dropna()
    known = region if region in result.values.index else str(shown.idxmax()) if len(shown) else ""
    return Place(dataset, store, query, known)


def _row(table: pd.DataFrame, code: str) -> pd.Series:
    return cast("pd.Series", table.loc[code])
