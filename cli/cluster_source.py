"""What clusters are looked for in: a register from files or of a dataset, and the tables beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from cli.console import say
from geo.activity import from_dataset, from_tables
from geo.cluster_ground import Beside, with_regions
from geo.errors import DataContractError
from geo.gather import firms_at
from geo.industries import codes_held
from geo.rejected import merged
from geo.relatedness import proximity
from geo.store import default_store
from geo.table_files import read_table

if TYPE_CHECKING:
    import argparse

    from geo.dataset import Dataset

_FEWEST = 3  # industries and regions; of fewer nothing is related


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A register, what clusters in it are named by, the tables beside it, and where all that comes from."""

    points: pd.DataFrame
    industries: pd.DataFrame | None
    beside: Beside
    told: dict[str, Any]
    confidential: bool = False

    def with_tables(self, *, links: Path | None, regions: str | None) -> Source:
        """Add links from a file, and the region of each enterprise by its place.

        Raises
        ------
        DataContractError
            If a file cannot be read.
        """
        beside, points, told = self.beside, self.points, dict(self.told)
        if links is not None:
            if not links.is_file():
                raise DataContractError(str(links), ["the file is missing"])
            beside = replace(beside, links=read_table(links))
            told["links"] = links.name
        if regions is not None:
            points = with_regions(points, _regions(regions))
            told["regions"] = regions
        if beside.proximity is None:
            beside = replace(beside, proximity=_related(points))
        return replace(self, points=points, beside=beside, told=told)


def source_of(arguments: argparse.Namespace) -> Source:
    """Read the register that the command line names.

    Raises
    ------
    DataContractError
        If a file or the dataset cannot be read, or has no register.
    UnknownNameError
        If there is no such dataset or level.
    """
    if arguments.dataset:
        found = _of_dataset(arguments.dataset, arguments.level)
    else:
        found = _of_files(arguments.enterprises, arguments.columns, arguments.crs)
    return found.with_tables(links=arguments.links, regions=arguments.regions)


def searched_codes(source: Source, asked: tuple[str, ...]) -> tuple[str, ...] | None:
    """Codes of the register that the industries stand for, None for all.

    Raises
    ------
    UnknownIndustryError
        If no enterprise has one; the message shows the nearest code.
    """
    return codes_held(asked, source.industries, source.points["industry_code"].dropna().unique()) if asked else None


def _of_dataset(name: str, level: str | None) -> Source:
    store = default_store()
    dataset = store.dataset(name)
    manifest = dataset.manifest
    at = manifest.level(level).id if level else str(manifest.default.get("level") or manifest.levels[0].id)
    points = firms_at(dataset, at)
    if points is None:
        raise DataContractError(
            f"dataset {name}", ["there is no table of enterprises; bring your own with --enterprises"]
        )
    told = {
        "dataset": dataset.key.id,
        "dataset_vintage": dataset.key.vintage,
        "dataset_digest": store.dataset_version(name),
        "level": at,
        "sources": dataset.sources.astype(object).where(dataset.sources.notna(), "").astype(str).to_dict("records"),
        "licences": list(manifest.licences),
    }
    beside = Beside(
        links=_table(dataset, "links"), proximity=_of_statistics(dataset, at), institutions=_institutions(dataset)
    )
    return Source(points, dataset.industries, beside, told, manifest.confidential)


def _of_files(given: list[str], columns: dict[str, str], crs: str | None) -> Source:
    from geo.enterprise_columns import checked  # noqa: PLC0415 - a dataset needs no reading in parts
    from geo.enterprise_files import parts_of, read_part  # noqa: PLC0415 - as above
    from geo.enterprise_parts import Reading  # noqa: PLC0415 - as above

    parts = parts_of(given, reading=Reading(crs=crs))
    read = [checked(read_part(part, columns)) for part in parts]
    rejected = merged(one.rejected for one in read)
    for sentence in rejected.sentences:
        say(sentence)
    points = pd.concat([one.rows for one in read], ignore_index=True)
    for name in ("industry_code", "region_code", "organisation_type", "obs_status"):
        if name in points:
            points[name] = points[name].astype(object)
    if not len(points) or "lon" not in points:
        raise DataContractError("enterprises", ["no row has coordinates"])
    names = list(dict.fromkeys(Path(part.path).name for part in parts))
    as_given = "as the files that were given"
    files = [{"table": "enterprises", "file": name} for name in names]
    told = {"dataset": None, "sources": files, "licences": [as_given], "dataset_vintage": as_given}
    return Source(points, None, Beside(), told)


def _table(dataset: Dataset, name: str) -> pd.DataFrame | None:
    if name not in dataset.manifest.resources or dataset.folder is None:
        return None
    return read_table(dataset.folder / dataset.manifest.resources[name])


def _institutions(dataset: Dataset) -> pd.DataFrame | None:
    table = _table(dataset, "universities")
    return None if table is None else table.assign(organisation_type=table.get("kind", "university"))


def _of_statistics(dataset: Dataset, level: str) -> pd.DataFrame | None:
    """Proximity of industries from the statistics of a dataset."""
    default, manifest = dataset.manifest.default, dataset.manifest
    measure = str(default.get("measure") or manifest.measures[0].id)
    years = dataset.years(measure)
    if not years or not manifest.measure(measure).additive:
        return None
    industry_level = str(default.get("industry_level") or manifest.industry_levels[0].id)
    same = {"measure": measure, "level": level, "industry_level": industry_level}
    return proximity(from_dataset(dataset, year=years[-1], **same))


def _related(points: pd.DataFrame) -> pd.DataFrame | None:
    """Proximity of industries from where the enterprises themselves are."""
    if not {"region_code", "industry_code"} <= set(points.columns):
        return None
    counts = pd.crosstab(points["region_code"], points["industry_code"]).astype(float)
    counts.columns, counts.index = counts.columns.astype(str), counts.index.astype(str)
    return proximity(from_tables(counts)) if min(counts.shape) >= _FEWEST else None


def _regions(name: str) -> Any:  # noqa: ANN401 - geopandas has no hints
    from geo.region_files import read_region_file  # noqa: PLC0415 - a dataset has regions of its own

    store = default_store()
    return store.geometry(name, "detail") if name in store.boundary_ids() else read_region_file(Path(name))
