"""A dataset: its tables, checked once when they are read, and the key of everything that is derived from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo import labels, schema
from geo.crs import GEOGRAPHIC
from geo.errors import DataContractError, UnknownBoundariesError
from geo.industries import tree
from geo.manifest import Manifest, read_manifest
from geo.table_files import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    ReadRegions = Callable[[str], gpd.GeoDataFrame]

_T = TypeVar("_T")

_OPTIONAL = {
    "reference": ["industry_code", "year", "measure", "value", "relative_error"],
    "sources": ["id", "table", "publisher", "licence", "vintage"],
}


@dataclass(frozen=True, slots=True)
class DatasetKey:
    """Name and vintage of a dataset: what caches and links name it by."""

    id: str
    vintage: str


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """The tables of a dataset.

    `regions` is a GeoDataFrame on ``region_code`` (EPSG:4326), `industries` a DataFrame on ``industry_code``,
    `statistics` and `reference` are long tables, `sources` says where each table comes from. Enterprises are read
    apart: they are large.
    """

    key: DatasetKey
    manifest: Manifest
    regions: gpd.GeoDataFrame
    industries: pd.DataFrame
    statistics: pd.DataFrame
    reference: pd.DataFrame
    sources: pd.DataFrame
    folder: Path | None = None
    _derived: dict[tuple[str, ...], Any] = field(default_factory=dict, repr=False)

    def regions_at(self, level: str) -> gpd.GeoDataFrame:
        """Regions of a level, in the order in which the map draws them."""
        return self.once(("regions", level), lambda: self.regions[self.regions["level"] == level])

    def industries_at(self, level: str) -> pd.DataFrame:
        """Industries of a level of the classification, in its order."""
        return self.once(("industries", level), lambda: self.industries[self.industries["level"] == level])

    def industry_tree(self) -> tuple[tuple[str, int], ...]:
        """Every industry code with its depth, groups before their parts (see `geo.industries.tree`)."""
        return self.once(("tree",), lambda: tree(self.industries, [v.id for v in self.manifest.industry_levels]))

    def region_names(self, lang: str) -> dict[str, str]:
        """Name of every region in a language (see `geo.labels.names`)."""
        return self.once(("region names", lang), lambda: _names(self.regions, "region_name", lang))

    def industry_names(self, lang: str) -> dict[str, str]:
        """Name of every industry in a language (see `geo.labels.names`)."""
        return self.once(("industry names", lang), lambda: _names(self.industries, "industry_name", lang))

    def years(self, measure: str) -> list[int]:
        """Years that a measure has, ascending."""

        def found() -> list[int]:
            years = self.statistics.loc[self.statistics["measure"] == measure, "year"]
            return sorted(int(y) for y in years.unique())

        return self.once(("years", measure), found)

    def credits(self, measure: str = "") -> tuple[str, ...]:
        """Name publisher, vintage and licence of each source of the figures, one text a source.

        A source of the table ``statistics/<measure>`` is that of one measure alone, which then has no other.
        """

        def found() -> tuple[str, ...]:
            own = self.sources[self.sources["table"] == f"statistics/{measure}"]
            rows = own if len(own) else self.sources[self.sources["table"].isin(["statistics", "reference"])]
            texts = zip(rows["publisher"], rows["vintage"], rows["licence"], strict=True)
            return tuple(dict.fromkeys(f"{publisher}, {vintage} ({licence})" for publisher, vintage, licence in texts))

        return self.once(("credits", measure), found)

    def has_column(self, level: str, column: str) -> bool:
        """Tell whether the regions of a level have a figure such as ``population`` at all."""

        def known() -> bool:
            regions = self.regions_at(level)
            return column in regions.columns and bool(regions[column].notna().any())

        return self.once(("column", level, column), known)

    def once(self, key: tuple[str, ...], make: Callable[[], _T]) -> _T:
        """Keep what follows from the tables, which never change; the keys are names of levels, languages and tables."""
        if key not in self._derived:
            self._derived[key] = make()
        value: _T = self._derived[key]
        return value

    def has_table(self, name: str) -> bool:
        """Tell whether the folder of the dataset holds a table."""
        return name in self.manifest.resources


def read_dataset(folder: Path, *, read_regions: ReadRegions) -> Dataset:
    """Read a dataset folder and check every table.

    Parameters
    ----------
    folder : Path
        Holds ``datapackage.json`` and the tables that it names.
    read_regions : callable
        Gives the regions of a boundary set by its name (see `geo.boundaries.read_regions`).

    Returns
    -------
    Dataset

    Raises
    ------
    DataContractError
        With every problem of every table in one message.
    """
    manifest = read_manifest(folder)
    found: list[str] = []
    tables = {}
    for name in ("regions", "industries", "statistics", "reference", "sources"):
        table, problems = _read_checked(folder, manifest, name)
        tables[name] = table
        found += [f"{name}: {problem}" for problem in problems]
    if found:
        raise DataContractError(f"dataset {folder.name}", found)
    regions, problems = _with_geometry(tables["regions"], manifest, read_regions)
    problems += _unknown_names(tables, regions, manifest)
    if problems:
        raise DataContractError(f"dataset {folder.name}", problems)
    return Dataset(
        key=DatasetKey(manifest.id, manifest.version),
        manifest=manifest,
        regions=regions,
        industries=tables["industries"].set_index("industry_code"),
        statistics=_compact(tables["statistics"]),
        reference=tables["reference"],
        sources=tables["sources"],
        folder=folder,
    )


def _names(table: pd.DataFrame, column: str, lang: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in labels.names(table, column, lang).items()}


def _read_checked(folder: Path, manifest: Manifest, name: str) -> tuple[pd.DataFrame, list[str]]:
    if name not in manifest.resources:
        if name in _OPTIONAL:
            return pd.DataFrame(columns=_OPTIONAL[name]), []
        if name == "statistics":
            contract = schema.CONTRACTS[name]
            columns = [*contract.key, "value", "relative_error", "obs_status"]
            return pd.DataFrame({c: pd.Series(dtype=float if c in contract.numeric else object) for c in columns}), []
        return pd.DataFrame(), ["no resource of this name in datapackage.json"]
    try:
        table = read_table(folder / manifest.resources[name])
    except DataContractError as error:
        return pd.DataFrame(), list(error.problems)
    if name == "statistics":
        table = _with_defaults(table)
    return table, schema.problems(name, table)


def _with_defaults(statistics: pd.DataFrame) -> pd.DataFrame:
    if "relative_error" not in statistics.columns:
        statistics = statistics.assign(relative_error=np.nan)
    if "obs_status" not in statistics.columns and "value" in statistics.columns:
        statistics = statistics.assign(obs_status=np.where(statistics["value"].isna(), "M", "A"))
    return statistics


def _with_geometry(
    regions: pd.DataFrame, manifest: Manifest, read_regions: ReadRegions
) -> tuple[gpd.GeoDataFrame, list[str]]:
    parts: list[gpd.GeoDataFrame] = []
    problems: list[str] = []
    for level in manifest.levels:
        rows = regions[regions["level"] == level.id].set_index("region_code")
        try:
            parts.append(_as_points(rows) if level.points else _as_polygons(rows, read_regions(str(level.boundaries))))
        except DataContractError as error:
            problems += [f"regions: level {level.id!r}: {problem}" for problem in error.problems]
        except UnknownBoundariesError as error:
            problems.append(f"regions: level {level.id!r}: {error}")
    if problems:
        return gpd.GeoDataFrame(regions.set_index("region_code")), problems
    return gpd.GeoDataFrame(pd.concat(parts), crs=GEOGRAPHIC), problems


def _as_points(rows: pd.DataFrame) -> gpd.GeoDataFrame:
    placed = rows.reindex(columns=["lon", "lat"]).apply(pd.to_numeric, errors="coerce").to_numpy(dtype=float)
    bad = ~((np.abs(placed) <= (180, 90)).all(axis=1))
    if bad.any():
        first = rows.index[bad][0]
        raise DataContractError("regions", [f"{int(bad.sum())} codes have no valid lon and lat, first {first!r}"])
    return gpd.GeoDataFrame(rows, geometry=shapely.points(placed), crs=GEOGRAPHIC)


def _as_polygons(rows: pd.DataFrame, drawn: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    unknown = rows.index.difference(drawn.index)
    if len(unknown):
        raise DataContractError("regions", [f"{len(unknown)} codes have no boundary, first {unknown[0]!r}"])
    keep = drawn.index[drawn.index.isin(rows.index)]
    frame = gpd.GeoDataFrame(rows.loc[keep], geometry=drawn.geometry.loc[keep].to_numpy(), crs=GEOGRAPHIC)
    if "area_km2" in drawn.columns:
        given = frame["area_km2"] if "area_km2" in frame.columns else pd.Series(np.nan, index=keep)
        frame["area_km2"] = given.astype(float).fillna(drawn["area_km2"].loc[keep])
    return frame


def _unknown_names(tables: Mapping[str, pd.DataFrame], regions: pd.DataFrame, manifest: Manifest) -> list[str]:
    codes = {*tables["industries"]["industry_code"], schema.TOTAL}
    known = {
        ("regions", "level"): {level.id for level in manifest.levels},
        ("industries", "level"): {level.id for level in manifest.industry_levels},
        ("statistics", "region_code"): set(regions.index),
        ("statistics", "industry_code"): codes,
        ("statistics", "measure"): {measure.id for measure in manifest.measures},
        ("reference", "industry_code"): codes,
    }
    problems = []
    for (table, column), names in known.items():
        unknown = [name for name in tables[table][column].unique() if name not in names]
        if unknown:
            problems.append(f"{table}: {len(unknown)} unknown {column}, first {unknown[0]!r}")
    return problems


def _compact(statistics: pd.DataFrame) -> pd.DataFrame:
    text = ["region_code", "industry_code", "measure", "obs_status"]
    return statistics.astype({column: "category" for column in text if column in statistics.columns})
