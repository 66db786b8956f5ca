"""What is looked for: a dataset, an industry, one or several regional levels, a year; and the tables it starts from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.activity import from_dataset
from geo.crs import GEOGRAPHIC
from geo.errors import UnknownIndustryError
from geo.gather import Slice, with_own_tables
from geo.relatedness import proximity
from geo.rows import laid_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geo.activity import Activity
    from geo.dataset import Dataset
    from geo.scouting_types import Shelf

FEWEST, MOST_RELATED = 15, 10
"""Industries that it takes to tell which go together; how many related ones are looked at, at most."""
OFTEN = 0.5
"""Share of the places of which the figures of an industry must be known before it counts as related."""
TABLES = ("establishments", "firms", "groups", "io", "traded", "wages", "years")
"""Companion tables that criteria look at, where the dataset has them."""
_NAMES = ("name", "name_uk", "name_ru")


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """One search for places.

    Parameters
    ----------
    dataset : Dataset
    industry : str
        Code of the industry (occupation, sector).
    levels : tuple of str
        Regional levels whose places compete with one another.
    year : int
    store : Shelf
        Gives lists of ports and airports.
    """

    dataset: Dataset
    industry: str
    levels: tuple[str, ...]
    year: int
    store: Shelf

    @property
    def measure(self) -> str:
        """The measure of jobs."""
        return str(self.dataset.manifest.default.get("measure") or self.dataset.manifest.measures[0].id)

    @property
    def industry_level(self) -> str:
        """Level of the classification at which the industry stands."""
        return str(self.dataset.industries.loc[self.industry, "level"])

    def activity(self, level: str, *, year: int = 0) -> Activity:
        """Table of jobs of a regional level with the tables beside it; made once for a dataset."""
        at = Slice(self.measure, level, self.industry_level, year or self.year)
        key = ("activity", at.measure, at.level, at.industry_level, str(at.year))
        alone = self.dataset.once(
            (*key, "alone"),
            lambda: from_dataset(
                self.dataset, measure=at.measure, level=level, industry_level=at.industry_level, year=at.year
            ),
        )
        return self.dataset.once((*key, "scouting"), lambda: with_own_tables(alone, self.dataset, at, TABLES))

    def by_level(self, make: Callable[[Activity], pd.Series]) -> pd.Series:
        """Put together what a function makes of the table of each level."""
        found: pd.Series = pd.concat([make(self.activity(level)) for level in self.levels])
        return found

    @property
    def places(self) -> gpd.GeoDataFrame:
        """Places of all levels: names, level, the point that stands for each, and its geometry."""
        return self.dataset.once(("scouting places", *self.levels), self._places)

    @property
    def widest(self) -> str:
        """The level with most places: what goes together with what is told best there."""
        return max(self.levels, key=lambda level: len(self.dataset.regions_at(level)))

    def related(self, industry: str) -> tuple[str, ...]:
        """Industries that most often go together with one, nearest first; none where there are too few to tell."""
        key = ("scouting related", self.widest, str(self.year), industry)
        return self.dataset.once(key, lambda: self._near(industry))

    def at_most(self, industry: str) -> pd.Series:
        """Most jobs that an unknown figure can hide: those of its group that no other part of the group tells.

        Infinite where the group is not known either; NaN where the figure itself is known.
        """
        group = self.dataset.industries.get("parent_code", pd.Series(dtype=object)).get(industry)
        unknown = self.by_level(lambda a: a.values[industry]).isna()
        if not isinstance(group, str):
            return pd.Series(np.inf, index=unknown.index).where(unknown)
        rest: pd.Series = pd.concat([self._rest(level)[group] for level in self.levels])
        return rest.where(unknown)

    def _rest(self, level: str) -> pd.DataFrame:
        """Jobs of each group that its known parts leave over; infinite where the group is not known."""
        key = ("scouting rest", level, self.industry_level, str(self.year))
        return self.dataset.once(key, lambda: rest_of_groups(self, level))

    def _near(self, industry: str) -> tuple[str, ...]:
        activity = self.activity(self.widest)
        n = activity.values.shape[1]
        if n < FEWEST or not activity.values.notna().any(axis=None):
            return ()
        told = activity.values.notna().mean() >= OFTEN  # of those told in few places chance alone says that they meet
        near = proximity(activity)[industry].where(told).drop(industry)
        near = near[near > 0].sort_values(ascending=False, kind="stable")
        return tuple(str(code) for code in near.index[: min(MOST_RELATED, n // 6)])

    def credit(self, *tables: str) -> tuple[str, str]:
        """Name publisher and vintage of tables of the dataset, as its list of sources has them."""
        rows = self.dataset.sources
        rows = rows[rows["table"].isin(tables)]
        said = (dict.fromkeys(map(str, rows[column])) for column in ("publisher", "vintage"))
        publisher, vintage = ("; ".join(one) for one in said)
        return publisher, vintage

    def _places(self) -> gpd.GeoDataFrame:
        frames = [self.dataset.regions_at(level) for level in self.levels]
        regions = gpd.GeoDataFrame(pd.concat(frames), crs=GEOGRAPHIC)
        names = {new: self.dataset.region_names(lang) for new, lang in zip(_NAMES, ("en", "uk", "ru"), strict=True)}
        table = {column: regions.index.map(known) for column, known in names.items()}
        points = shapely.point_on_surface(regions.geometry.to_numpy())
        columns = {**table, "level": regions["level"], "lon": shapely.get_x(points), "lat": shapely.get_y(points)}
        for extra in ("parent_code", "population", "area_km2"):
            columns[extra] = regions[extra] if extra in regions.columns else None
        return gpd.GeoDataFrame(columns, index=regions.index, geometry=regions.geometry.to_numpy(), crs=GEOGRAPHIC)


def rest_of_groups(at: Search, level: str) -> pd.DataFrame:
    """Jobs of the groups above an industry level that their known parts leave over.

    Returns
    -------
    DataFrame of shape (n_regions, n_groups)
        0 or more; infinite where the group is not known.
    """
    dataset, values = at.dataset, at.activity(level).values
    parents = dataset.industries["parent_code"].reindex(values.columns)
    rows = dataset.statistics
    groups = pd.Index(parents.dropna().unique())
    chosen = (rows["measure"] == at.measure) & (rows["year"] == at.year) & rows["industry_code"].isin(groups)
    whole = laid_out(rows[chosen & rows["region_code"].isin(values.index)], "value", values.index, groups)
    known = values.fillna(0.0).T.groupby(parents.to_numpy()).sum().T.reindex(columns=groups)
    return (whole - known).clip(lower=0.0).fillna(np.inf)


def search(dataset: Dataset, industry: str, level: str | Iterable[str], year: int, store: Shelf) -> Search:
    """Check what is looked for.

    Parameters
    ----------
    dataset : Dataset
    industry : str
    level : str or iterable of str
        One level, several, or their names with commas between.
    year : int
        0 for the newest.
    store : Shelf

    Returns
    -------
    Search

    Raises
    ------
    UnknownIndustryError
        If the dataset has no such industry.
    UnknownOptionError
        If it has no such level or year.
    """
    if industry not in dataset.industries.index:
        raise UnknownIndustryError("industry", industry, dataset.industries.index)
    asked = level.split(",") if isinstance(level, str) else list(level)
    levels = tuple(dataset.manifest.level(name.strip()).id for name in dict.fromkeys(asked))
    found = Search(dataset, industry, levels, year, store)
    years = dataset.years(found.measure)
    return Search(dataset, industry, levels, year or (years[-1] if years else 0), store)
