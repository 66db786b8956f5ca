"""A part of a register: which rows of which file, and how they are written there."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from geo.errors import DataContractError

PART_ROWS = 1_000_000
"""About so many records make a part."""
SUFFIXES = {
    ".parquet": "parquet", ".geoparquet": "parquet", ".pq": "parquet",
    ".csv": "csv", ".tsv": "csv", ".txt": "csv",
    ".gpkg": "geopackage", ".shp": "shapefile", ".geojson": "geojson", ".json": "geojson",
}  # fmt: skip
"""Endings of file names and what they promise. CSV may be compressed (``.csv.gz``)."""
TITLES = {
    "parquet": "Parquet", "csv": "CSV", "geopackage": "GeoPackage", "shapefile": "Shapefile", "geojson": "GeoJSON",
    "zip": "a ZIP archive or workbook", "workbook": "a workbook", "sqlite": "SQLite",
}  # fmt: skip
_ADVICE = {
    "zip": "unpack the archive, or save the workbook as CSV (UTF-8)",
    "workbook": "save the workbook as CSV (UTF-8)",
    "sqlite": "export the table as CSV or GeoPackage",
}
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a person says of files that they do not say themselves.

    `crs` is the reference system of the coordinates (``EPSG:3035``), `encoding` and `separator` are those of CSV,
    `layer` is that of a GeoPackage.
    """

    crs: str | None = None
    encoding: str | None = None
    separator: str | None = None
    layer: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a register, small enough to be read whole; it can be sent to another process.

    Attributes
    ----------
    path : str
        The file.
    format : str
        ``parquet``, ``csv``, ``geopackage``, ``shapefile`` or ``geojson``.
    start, stop : int
        Row groups, bytes (of CSV, unpacked) or records from `start` to before `stop`.
    first_line : int
        Line of its first row (CSV, the first line being 1), else number of its first record from 1.
    names : tuple of str
        Columns of the file.
    rows : int
        Its number of rows.
    geometry : str
        Column with points, empty if there is none.
    reading : Reading
        Settled: how the file is written. `crs` is None where coordinates are longitude and latitude of WGS 84.
    last : bool
        Whether the file ends with it.
    """

    path: str
    format: str
    start: int
    stop: int
    first_line: int
    names: tuple[str, ...]
    rows: int
    geometry: str = ""
    reading: Reading = Reading()
    last: bool = True


def opened(path: str) -> IO[bytes]:
    """Open a file for reading, unpacking gzip."""
    with Path(path).open("rb") as file:
        packed = file.read(2) == _GZIP
    return cast("IO[bytes]", gzip.open(path, "rb")) if packed else Path(path).open("rb")


def format_of(path: str) -> str:
    """Tell by its first bytes what a file is, and whether its name promises the same.

    Parameters
    ----------
    path : str

    Returns
    -------
    str
        One of the formats of `Part`.

    Raises
    ------
    DataContractError
        If there is no such file, it is a folder, empty, something else than its name says, or of no known format.
    """
    place = Path(path)
    if place.is_dir():
        raise DataContractError(path, [f"this is a folder; name the files in it, such as {path.rstrip('/')}/*.parquet"])
    if not place.is_file():
        raise DataContractError(path, ["there is no such file"])
    try:
        with opened(path) as file:
            head = file.read(4096)
    except (EOFError, gzip.BadGzipFile) as error:
        raise DataContractError(path, [f"the gzip file is damaged or cut off ({error}); fetch it again"]) from error
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise DataContractError(path, [f"the file is empty ({place.stat().st_size} bytes)"])
    found = _by_content(head)
    suffixes = [suffix.lower() for suffix in place.suffixes if suffix.lower() != ".gz"]
    promised = SUFFIXES.get(suffixes[-1] if suffixes else "")
    if found in _ADVICE:
        raise DataContractError(path, [f"the file is {TITLES[found]}, which is not read: {_ADVICE[found]}"])
    if promised and promised != found:
        problem = f"the name says {TITLES[promised]}, but the content is {TITLES[found]}"
        raise DataContractError(path, [f"{problem}: give the file the right name, or look whether it is damaged"])
    return found


def only_as(form: str, path: str) -> str:
    """Name a file for GDAL so that a GeoJSON file is read as nothing else.

    Several forms of JSON are programs or lists of other files: whoever sends one would have the files of this machine
    read, or addresses asked for.

    Examples
    --------
    >>> only_as("geojson", "firms.json"), only_as("geopackage", "firms.gpkg")
    ('GeoJSON:firms.json', 'firms.gpkg')
    """
    return f"GeoJSON:{path}" if form == "geojson" else path


def _by_content(head: bytes) -> str:
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"SQLite format 3\0"):
        return "geopackage" if head[68:72] in {b"GPKG", b"GP10", b"GP11"} else "sqlite"
    if head.startswith(b"\x00\x00\x27\x0a"):
        return "shapefile"
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "zip" if head.startswith(b"PK") else "workbook"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return "geojson" if text.startswith(b"{") else "csv"
