"""Where things lie on disk: dataset folders, boundary sets, the basemap, lists of places."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from geo.boundaries import LODS
from geo.errors import UnknownBoundariesError, UnknownDatasetError, UnknownOptionError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    Stamp = tuple[tuple[str, int], ...]

BASEMAP = "basemap"
"""Name of the geometry that every map stands on."""
BASEMAP_LAYERS = ("land", "borders")
_MAX_NAME = 80


class Folders:
    """Paths of what the store loads; nothing here reads a table.

    Parameters
    ----------
    data : Path
        Folder with ``boundaries``, ``datasets``, ``context`` and ``gazetteer``.
    extra : iterable of Path
        Further folders, each holding dataset folders. A later one wins over an earlier one of the same name.
    """

    def __init__(self, data: Path, extra: Iterable[Path] = ()) -> None:
        self._data = data
        self._roots = (data / "datasets", *extra)
        self._stamps: tuple[Stamp, ...] = ()
        self._found: dict[str, Path] = {}

    def datasets(self) -> dict[str, Path]:
        """Folder of each dataset by its name, broken ones included; looked for again only when a folder has changed."""
        stamps = tuple(_stamp(root) for root in self._roots)
        if stamps != self._stamps:
            self._found, self._stamps = self._look(), stamps
        return dict(self._found)

    def _look(self) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for root in self._roots:
            inside = sorted(root.iterdir()) if root.is_dir() else []
            found |= {path.name: path for path in inside if _is_dataset(path)}
        return found

    def dataset(self, dataset_id: str) -> Path:
        """Folder of a dataset.

        Raises
        ------
        UnknownDatasetError
            If there is no such folder.
        """
        found = self.datasets()
        if dataset_id not in found:
            raise UnknownDatasetError("dataset", dataset_id[:_MAX_NAME], found)
        return found[dataset_id]

    def is_shipped(self, dataset_id: str) -> bool:
        """Tell a dataset that ships with the project, whose tables its tests have checked, from anybody's own."""
        return self.dataset(dataset_id).parent == self._roots[0]

    def boundary_ids(self) -> list[str]:
        """Names of the boundary sets."""
        return sorted(path.parent.name for path in (self._data / "boundaries").glob("*/set.toml"))

    def boundary_set(self, set_id: str) -> Path:
        """Folder of a boundary set.

        Raises
        ------
        UnknownBoundariesError
            If there is no such set.
        """
        if set_id not in self.boundary_ids():
            raise UnknownBoundariesError("set of boundaries", set_id[:_MAX_NAME], self.boundary_ids())
        return self._data / "boundaries" / set_id

    def geometry(self, set_id: str, lod: str) -> Path:
        """File of a boundary set in a level of detail, or of a layer of the basemap.

        Raises
        ------
        UnknownBoundariesError, UnknownOptionError
            If there is nothing of this name.
        """
        if set_id == BASEMAP:
            require_choice("layer of the basemap", lod, BASEMAP_LAYERS)
            return self._data / "boundaries" / BASEMAP / f"{lod}.parquet"
        folder = self.boundary_set(set_id)
        require_choice("level of detail", lod, LODS)
        return folder / LODS[lod]

    def context(self, name: str) -> Path:
        """File of a list of places.

        Raises
        ------
        UnknownOptionError
            If there is no such list.
        """
        known = {"places": self._data / "gazetteer" / "places.parquet"}
        known |= {path.stem: path for path in (self._data / "context").glob("*.csv")}
        require_choice("list of places", name, known)
        return known[name]


def require_choice(kind: str, name: str, known: Iterable[str]) -> None:
    """Refuse a name that is not on the list; a long one is cut in the message.

    Raises
    ------
    UnknownOptionError
        If the name is not on the list.
    """
    names = list(known)
    if name not in names:
        raise UnknownOptionError(kind, name[:_MAX_NAME], names)


def digest(paths: Iterable[Path]) -> str:
    """Twelve hexadecimal digits that change when a name or the content of a file does.

    Examples
    --------
    >>> digest([])
    'e3b0c44298fc'
    """
    found = hashlib.sha256()
    for path in paths:
        if path.is_file():
            found.update(path.name.encode())
            found.update(path.read_bytes())
    return found.hexdigest()[:12]


def _stamp(root: Path) -> Stamp:
    """Folders in a folder with the time of their last change: cheaper than looking into each of them."""
    try:
        with os.scandir(root) as inside:
            return tuple(sorted((entry.name, entry.stat().st_mtime_ns) for entry in inside if entry.is_dir()))
    except OSError:
        return ()


def _is_dataset(folder: Path) -> bool:
    """Tell a dataset, sound or broken, from other folders: tables without a manifest are a broken one."""
    if not folder.is_dir() or folder.name.startswith((".", "_")):
        return False
    return (folder / "datapackage.json").exists() or any(p.suffix in {".csv", ".parquet"} for p in folder.iterdir())
