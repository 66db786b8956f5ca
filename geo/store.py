"""The one bounded, keyed store of what was loaded: shared by the pages, the routes and the command line."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import geopandas as gpd
import pandas as pd

from geo.attach import own_folder
from geo.boundaries import BoundarySet, read_boundary_set, read_regions
from geo.dataset import Dataset, read_dataset
from geo.errors import DataContractError
from geo.folders import BASEMAP, Folders, digest, require_choice
from geo.manifest import Manifest, read_manifest
from geo.point_register import FileRegister, Register, TableRegister
from geo.query import evaluate_table, pick_industry
from geo.table_files import read_columns, read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from geo.query import Query, Result, Table

    T = TypeVar("T")

DATA = Path(__file__).resolve().parents[1] / "data"
"""Folder of the data that ship with the project."""
EXTRA_DATASETS = "REGIOSCOPE_DATASETS"
"""Environment variable: further folders of datasets, separated as in PATH."""
KEPT = 64
"""Loaded things kept at once; the least recently used goes first."""
POINTS = "points"
"""Level of detail of a level that is drawn as points."""


class Store:
    """Datasets, boundaries and computed tables, each loaded once and kept while they are used.

    Parameters
    ----------
    data : Path
        Folder with ``boundaries``, ``datasets``, ``context`` and ``gazetteer``.
    extra : iterable of Path
        Further folders, each holding dataset folders. A later one wins over an earlier one of the same name.
    """

    def __init__(self, data: Path = DATA, *, extra: Iterable[Path] = ()) -> None:
        self._folders = Folders(data, extra)
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.RLock()

    def dataset_ids(self) -> list[str]:
        """Names of the dataset folders that can be read, in order."""
        return [name for name in self._folders.datasets() if name not in self.problems()]

    def problems(self) -> dict[str, str]:
        """Every dataset folder that cannot be read, with all its problems."""
        return self._keep(("problems",), self._check_all)

    def manifest(self, dataset_id: str) -> Manifest:
        """Return what a dataset says of itself, without loading its tables.

        Raises
        ------
        UnknownDatasetError
            If there is no such folder.
        DataContractError
            If its manifest breaks the contract.
        """
        return self._keep(("manifest", dataset_id), lambda: read_manifest(self._folders.dataset(dataset_id)))

    def dataset(self, dataset_id: str) -> Dataset:
        """Load a dataset with its tables and geometries.

        Raises
        ------
        UnknownDatasetError
            If there is no such folder.
        DataContractError
            If a table breaks the contract.
        """
        return self._keep(
            ("dataset", dataset_id), lambda: read_dataset(self._folders.dataset(dataset_id), read_regions=self._regions)
        )

    def dataset_version(self, dataset_id: str) -> str:
        """Digest of the files of a dataset, 12 hexadecimal digits: it changes when they do."""
        return self._keep(("version", dataset_id), lambda: digest(sorted(self._folders.dataset(dataset_id).iterdir())))

    def enterprises(self, dataset_id: str) -> pd.DataFrame:
        """Return the establishments of a dataset, one a row, as they stand in its file.

        Raises
        ------
        UnknownDatasetError
            If there is no such dataset.
        DataContractError
            If it has no table of enterprises.
        """
        path = self._table_file(dataset_id, "enterprises")
        return self._keep(("enterprises", dataset_id), lambda: read_columns(path))

    def register(self, dataset_id: str) -> Register:
        """Return the establishments of a dataset as the map reads them; a Parquet file stays on the disk.

        Raises
        ------
        UnknownDatasetError
            If there is no such dataset.
        DataContractError
            If it has no table of enterprises.
        """
        path = self._table_file(dataset_id, "enterprises")
        return FileRegister(path) if path.suffix == ".parquet" else TableRegister(self.enterprises(dataset_id))

    def is_confidential(self, dataset_id: str) -> bool:
        """Tell whether nothing of a single establishment of the dataset may be shown."""
        return self.manifest(dataset_id).confidential

    def origin(self, dataset_id: str) -> dict[str, Any]:
        """Where the establishments of a dataset come from: vintage, digest, licences, sources, whether simulated."""
        told = self.manifest(dataset_id)
        sources = self.table(dataset_id, "sources").astype(object) if "sources" in told.resources else pd.DataFrame()
        return {
            "dataset": dataset_id,
            "dataset_vintage": told.version,
            "dataset_digest": self.dataset_version(dataset_id),
            "simulated": told.simulated or "enterprises" in told.simulated_tables,
            "licences": list(told.licences),
            "sources": sources.where(sources.notna(), "").astype(str).to_dict("records"),
        }

    def table(self, dataset_id: str, name: str) -> pd.DataFrame:
        """Return any other table of a dataset by its resource name.

        Raises
        ------
        DataContractError
            If the dataset has no table of this name.
        """
        return self._keep(("table", dataset_id, name), lambda: read_table(self._table_file(dataset_id, name)))

    def boundary_ids(self) -> list[str]:
        """Names of the boundary sets."""
        return self._folders.boundary_ids()

    def boundary_set(self, set_id: str) -> BoundarySet:
        """Name, credit and default view of a boundary set.

        Raises
        ------
        UnknownBoundariesError
            If there is no such set.
        """
        return self._keep(("set", set_id), lambda: read_boundary_set(self._folders.boundary_set(set_id)))

    def geometry(self, set_id: str, lod: str) -> gpd.GeoDataFrame:
        """Geometry that the map draws: a boundary set, a layer of the basemap, or the points of a level.

        Parameters
        ----------
        set_id : str
            A boundary set, ``basemap``, or ``<dataset>~<level>``.
        lod : str
            ``overview`` or ``detail`` of a set, ``land`` or ``borders`` of the basemap, ``points`` of a level.

        Raises
        ------
        UnknownBoundariesError, UnknownDatasetError, UnknownOptionError
            If there is nothing of this name.
        """
        return self._keep(("geometry", set_id, lod), lambda: self._read_geometry(set_id, lod))

    def geometry_version(self, set_id: str, lod: str) -> str:
        """Digest of what `geometry` gives, 12 hexadecimal digits."""
        return self._keep(("geometry version", set_id, lod), lambda: digest([self._geometry_file(set_id, lod)]))

    def context(self, name: str) -> pd.DataFrame:
        """Places that a map shows for orientation: ``name``, ``lon``, ``lat``, ``size`` and names in other languages.

        Raises
        ------
        UnknownOptionError
            If there is no such list.
        """
        return self._keep(("context", name), lambda: read_table(self._context_file(name)))

    def context_version(self, name: str) -> str:
        """Digest of a list of places, 12 hexadecimal digits."""
        return self._keep(("context version", name), lambda: digest([self._context_file(name)]))

    def computed(self, query: Query) -> Table:
        """Compute a query for every industry, once."""
        table_key = (
            query.dataset,
            query.indicator,
            query.measure,
            query.level,
            query.industry_level,
            query.year,
            query.options,
        )
        return self._keep(("computed", table_key), lambda: evaluate_table(self.dataset(query.dataset), query))

    def result(self, query: Query) -> Result:
        """Answer a resolved query, once."""
        return self._keep(("result", query), lambda: pick_industry(self.computed(query), query))

    def forget(self, dataset_id: str) -> None:
        """Drop what was kept of a dataset: its folder was added, changed or removed."""
        with self._lock:
            for key in [key for key in self._kept if key == ("problems",) or _concerns(key, dataset_id)]:
                del self._kept[key]

    def _keep(self, key: Hashable, make: Callable[[], T]) -> T:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]  # type: ignore[no-any-return]
            value = make()
            self._kept[key] = value
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return value

    def _check_all(self) -> dict[str, str]:
        """Read every manifest, and the tables of datasets that do not ship with the project."""
        broken = {}
        for name in self._folders.datasets():
            try:
                self.manifest(name)
                if not self._folders.is_shipped(name):
                    self.dataset(name)
            except DataContractError as error:
                broken[name] = str(error)
        return broken

    def _table_file(self, dataset_id: str, name: str) -> Path:
        resources = self.manifest(dataset_id).resources
        if name not in resources:
            raise DataContractError(f"dataset {dataset_id}", [f"there is no table {name!r}"])
        return self._folders.dataset(dataset_id) / resources[name]

    def _regions(self, set_id: str) -> gpd.GeoDataFrame:
        return self.geometry(set_id, "detail")

    def _geometry_file(self, set_id: str, lod: str) -> Path:
        dataset_id, points, level = set_id.partition("~")
        if not points:
            return self._folders.geometry(set_id, lod)
        self.manifest(dataset_id).level(level)
        require_choice("level of detail", lod, (POINTS,))
        return self._table_file(dataset_id, "regions")

    def _read_geometry(self, set_id: str, lod: str) -> gpd.GeoDataFrame:
        path = self._geometry_file(set_id, lod)
        if set_id == BASEMAP:
            return gpd.read_parquet(path)
        if lod == POINTS:
            dataset_id, _, level = set_id.partition("~")
            return self.dataset(dataset_id).regions_at(level)
        frame = read_regions(path.parent, lod=lod)
        if lod == "detail":
            return frame
        finest = self.geometry(set_id, "detail")
        return frame.join(finest[[c for c in finest.columns if c not in frame.columns]], how="left")

    def _context_file(self, name: str) -> Path:
        dataset_id, own, table = name.partition("~")
        if not own:
            return self._folders.context(name)
        require_choice("list of places", table, self.manifest(dataset_id).resources)
        return self._table_file(dataset_id, table)


@lru_cache(maxsize=1)
def default_store() -> Store:
    """Return the store of this process: shipped data, folders of ``REGIOSCOPE_DATASETS``, the person's own datasets."""
    folders = [Path(p) for p in os.environ.get(EXTRA_DATASETS, "").split(os.pathsep) if p]
    return Store(extra=[own_folder(), *folders])


def _concerns(key: Hashable, dataset_id: str) -> bool:
    """Tell whether a key names a dataset: by itself, in a level of its own (``<dataset>~<level>``), or in a query."""
    if isinstance(key, tuple):
        return any(_concerns(part, dataset_id) for part in key)
    return getattr(key, "dataset", key) == dataset_id or str(key).startswith(f"{dataset_id}~")
