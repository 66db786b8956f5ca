"""The one bounded, keyed store of what was loaded: shared by the pages, the routes and the command line."""

from __future__ import annotations

import hashlib
import os
import threading
from collections import OrderedDict
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import geopandas as gpd
import pandas as pd

from geo.boundaries import LODS, BoundarySet, read_boundary_set, read_regions
from geo.dataset import Dataset, read_dataset, read_table
from geo.errors import DataContractError, UnknownBoundariesError, UnknownDatasetError, UnknownOptionError
from geo.manifest import Manifest, read_manifest
from geo.query import evaluate_table, pick_industry

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
_MAX_NAME = 80


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
        self._data = data
        self._folders = (data / "datasets", *extra)
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.RLock()

    def dataset_ids(self) -> list[str]:
        """Names of the dataset folders that can be read, in order."""
        return [name for name in self._found() if name not in self.problems()]

    def problems(self) -> dict[str, str]:
        """Every dataset folder that cannot be read, with all its problems."""
        return self._keep(("problems",), self._check_all)

    def manifest(self, dataset_id: str) -> Manifest:
        """What a dataset says of itself, without loading its tables.

        Raises
        ------
        UnknownDatasetError
            If there is no such folder.
        DataContractError
            If its manifest breaks the contract.
        """
        return self._keep(("manifest", dataset_id), lambda: read_manifest(self._folder(dataset_id)))

    def dataset(self, dataset_id: str) -> Dataset:
        """Load a dataset with its tables and geometries.

        Raises
        ------
        UnknownDatasetError
            If there is no such folder.
        DataContractError
            If a table breaks the contract.
        """
        return self._keep(("dataset", dataset_id), lambda: read_dataset(self._folder(dataset_id), read_regions=self._regions))

    def dataset_version(self, dataset_id: str) -> str:
        """Digest of the files of a dataset, 12 hexadecimal digits: it changes when they do."""
        return self._keep(("version", dataset_id), lambda: _digest(sorted(self._folder(dataset_id).iterdir())))

    def enterprises(self, dataset_id: str) -> pd.DataFrame:
        """Establishments of a dataset, one a row, as they stand in its file.

        Raises
        ------
        UnknownDatasetError
            If there is no such dataset.
        DataContractError
            If it has no table of enterprises.
        """
        return self._keep(("enterprises", dataset_id), lambda: self._table(dataset_id, "enterprises"))

    def table(self, dataset_id: str, name: str) -> pd.DataFrame:
        """Return any other table of a dataset by its resource name.

        Raises
        ------
        DataContractError
            If the dataset has no table of this name.
        """
        return self._keep(("table", dataset_id, name), lambda: self._table(dataset_id, name))

    def boundary_ids(self) -> list[str]:
        """Names of the boundary sets."""
        return sorted(p.parent.name for p in (self._data / "boundaries").glob("*/set.toml"))

    def boundary_set(self, set_id: str) -> BoundarySet:
        """Name, credit and default view of a boundary set.

        Raises
        ------
        UnknownBoundariesError
            If there is no such set.
        """
        return self._keep(("set", set_id), lambda: read_boundary_set(self._set_folder(set_id)))

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
        return self._keep(("geometry version", set_id, lod), lambda: _digest([self._geometry_file(set_id, lod)]))

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
        return self._keep(("context version", name), lambda: _digest([self._context_file(name)]))

    def computed(self, query: Query) -> Table:
        """Compute a query for every industry, once."""
        table_key = (query.dataset, query.indicator, query.measure, query.level, query.industry_level, query.year, query.options)
        return self._keep(("computed", table_key), lambda: evaluate_table(self.dataset(query.dataset), query))

    def result(self, query: Query) -> Result:
        """Answer a resolved query, once."""
        return self._keep(("result", query), lambda: pick_industry(self.computed(query), query))

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

    def _found(self) -> dict[str, Path]:
        folders = {}
        for root in self._folders:
            if root.is_dir():
                folders.update({p.name: p for p in sorted(root.iterdir()) if (p / "datapackage.json").is_file() or _looks_like_one(p)})
        return folders

    def _folder(self, dataset_id: str) -> Path:
        found = self._found()
        if dataset_id not in found:
            raise UnknownDatasetError("dataset", dataset_id[:_MAX_NAME], found)
        return found[dataset_id]

    def _check_all(self) -> dict[str, str]:
        broken = {}
        for name in self._found():
            try:
                self.manifest(name)
            except DataContractError as error:
                broken[name] = str(error)
        return broken

    def _table(self, dataset_id: str, name: str) -> pd.DataFrame:
        resources = self.manifest(dataset_id).resources
        if name not in resources:
            raise DataContractError(f"dataset {dataset_id}", [f"there is no table {name!r}"])
        return read_table(self._folder(dataset_id) / resources[name])

    def _set_folder(self, set_id: str) -> Path:
        if set_id not in self.boundary_ids():
            raise UnknownBoundariesError("set of boundaries", set_id[:_MAX_NAME], self.boundary_ids())
        return self._data / "boundaries" / set_id

    def _regions(self, set_id: str) -> gpd.GeoDataFrame:
        return self.geometry(set_id, "detail")

    def _geometry_file(self, set_id: str, lod: str) -> Path:
        if set_id == "basemap":
            known = ("land", "borders")
            if lod not in known:
                raise UnknownOptionError("layer of the basemap", lod[:_MAX_NAME], known)
            return self._data / "boundaries" / "basemap" / f"{lod}.parquet"
        if "~" in set_id:
            dataset_id = set_id.split("~", 1)[0]
            return self._folder(dataset_id) / self.manifest(dataset_id).resources["regions"]
        folder = self._set_folder(set_id)
        if lod not in LODS:
            raise UnknownOptionError("level of detail", lod[:_MAX_NAME], LODS)
        return folder / LODS[lod]

    def _read_geometry(self, set_id: str, lod: str) -> gpd.GeoDataFrame:
        path = self._geometry_file(set_id, lod)
        if set_id == "basemap":
            return gpd.read_parquet(path)
        if "~" in set_id:
            dataset_id, level = set_id.split("~", 1)
            self.manifest(dataset_id).level(level)
            return self.dataset(dataset_id).regions_at(level)
        frame = read_regions(path.parent, lod=lod)
        if lod == "detail":
            return frame
        return frame.join(self.geometry(set_id, "detail").drop(columns="geometry"), how="left", rsuffix="_detail")

    def _context_file(self, name: str) -> Path:
        if "~" in name:
            dataset_id, table = name.split("~", 1)
            resources = self.manifest(dataset_id).resources
            if table not in resources:
                raise UnknownOptionError("list of places", name[:_MAX_NAME], resources)
            return self._folder(dataset_id) / resources[table]
        known = {"places": self._data / "gazetteer" / "places.parquet"}
        known |= {p.stem: p for p in (self._data / "context").glob("*.csv")}
        if name not in known:
            raise UnknownOptionError("list of places", name[:_MAX_NAME], known)
        return known[name]


@lru_cache(maxsize=1)
def default_store() -> Store:
    """Return the store of this process: the shipped data and the folders of ``REGIOSCOPE_DATASETS``."""
    folders = [Path(p) for p in os.environ.get(EXTRA_DATASETS, "").split(os.pathsep) if p]
    return Store(extra=folders)


def _looks_like_one(folder: Path) -> bool:
    """A folder with tables but no manifest is a broken dataset, which is reported; an empty or hidden one is nothing."""
    return folder.is_dir() and not folder.name.startswith((".", "_")) and any(folder.glob("*.csv"))


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        if path.is_file():
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
