"""Results as files: CSV, Parquet, GeoJSON, GeoPackage; each carries its provenance and appears whole or not at all."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import shapely

from cli.console import write_out
from geo.errors import OutputError, UnknownOptionError
from geo.provenance import safe_cells

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

STDOUT = "-"
PLAIN = (".csv", ".parquet")
SPATIAL = (".geojson", ".gpkg")
SIDECAR = ".meta.json"


@dataclass(frozen=True, slots=True, eq=False)
class Export:
    """A table ready to be written.

    `frame` holds the key in its first column; `geometry` has one shape a row, or is None for tables without a map;
    `provenance` holds plain values only.
    """

    frame: pd.DataFrame
    provenance: Mapping[str, Any]
    geometry: gpd.GeoSeries | None = None


def check_target(out: str, *, spatial: bool) -> None:
    """Refuse a target before anything is computed.

    Parameters
    ----------
    out : str
        A path, or ``-`` for CSV on stdout.
    spatial : bool
        Whether the data have geometry.

    Raises
    ------
    UnknownOptionError
        If the ending names no format, or one that needs geometry where there is none.
    OutputError
        If the folder does not exist, or the target is a folder.
    """
    if out == STDOUT:
        return
    path = Path(out)
    known = [*PLAIN, *(SPATIAL if spatial else ())]
    if path.suffix.lower() not in known:
        kind = "ending of --out" if spatial else "ending of --out for a table without geometry"
        raise UnknownOptionError(kind, path.suffix, known)
    check_folder(out)


def check_folder(out: str) -> None:
    """Refuse a file where there is no folder for it, or that is one.

    Raises
    ------
    OutputError
        The message says which.
    """
    path = Path(out)
    if not path.parent.is_dir():
        raise OutputError(f"{path}: the folder {str(path.parent)!r} does not exist; make it first")
    if path.is_dir():
        raise OutputError(f"{path}: this is a folder; name a file")


def write(export: Export, out: str, *, meta: bool = True) -> None:
    """Write an export in the format that the ending of its name tells; an existing file is replaced.

    Parameters
    ----------
    export : Export
    out : str
        A path, or ``-`` for CSV on stdout.
    meta : bool
        Whether a CSV gets its provenance beside it, in ``<name>.meta.json``. The other formats hold it inside.

    Raises
    ------
    OutputError
        If the file cannot be written; then nothing is left behind and an older file is untouched.
    """
    if out == STDOUT:
        write_out(_csv(export))
        return
    path = Path(out)
    writer = _WRITERS[path.suffix.lower()]
    try:
        with tempfile.TemporaryDirectory(prefix=".regioscope-", dir=path.parent) as folder:
            made = Path(folder) / path.name
            writer(export, made)
            made.replace(path)
            if path.suffix.lower() == ".csv":
                _write_beside(export, path, Path(folder), meta=meta)
    except (OSError, RuntimeError, pa.ArrowException) as error:
        raise OutputError(f"{path} cannot be written: {getattr(error, 'strerror', None) or error}") from error


def write_bytes(data: bytes, out: str) -> None:
    """Write a file whole or not at all; an existing file is replaced.

    Raises
    ------
    OutputError
        If the file cannot be written; then nothing is left behind and an older file is untouched.
    """
    path = Path(out)
    try:
        with tempfile.TemporaryDirectory(prefix=".regioscope-", dir=path.parent) as folder:
            made = Path(folder) / path.name
            made.write_bytes(data)
            made.replace(path)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error


def _write_beside(export: Export, path: Path, folder: Path, *, meta: bool) -> None:
    """Put the provenance beside a CSV, or take away that of an older file of the same name."""
    beside = path.with_name(path.name + SIDECAR)
    if not meta:
        beside.unlink(missing_ok=True)
        return
    made = folder / beside.name
    made.write_text(_as_json(export.provenance, indent=2) + "\n", encoding="utf-8")
    made.replace(beside)


def _csv(export: Export) -> str:
    return str(safe_cells(export.frame).to_csv(index=False, lineterminator="\n"))


def _write_csv(export: Export, path: Path) -> None:
    path.write_text(_csv(export), encoding="utf-8", newline="")


def _write_parquet(export: Export, path: Path) -> None:
    table = pa.Table.from_pandas(export.frame, preserve_index=False)
    own = {b"regioscope": _as_json(export.provenance).encode()}
    pq.write_table(table.replace_schema_metadata({**(table.schema.metadata or {}), **own}), path, compression="zstd")


def _write_geojson(export: Export, path: Path) -> None:
    shapes = shapely.orient_polygons(_geometry(export).to_numpy())
    cells = export.frame.astype(object).where(export.frame.notna(), None)
    features = [
        {"type": "Feature", "properties": row, "geometry": json.loads(shapely.to_geojson(shape))}
        for row, shape in zip(cells.to_dict("records"), shapes, strict=True)
    ]
    whole = {"type": "FeatureCollection", "metadata": dict(export.provenance), "features": features}
    path.write_text(json.dumps(whole, ensure_ascii=False, allow_nan=False), encoding="utf-8")


def _write_gpkg(export: Export, path: Path) -> None:
    frame = gpd.GeoDataFrame(export.frame, geometry=_geometry(export).to_numpy(), crs="EPSG:4326")
    pyogrio.write_dataframe(frame, path, driver="GPKG", layer="regions", promote_to_multi=None)
    told = {key: value if isinstance(value, str) else _as_json(value) for key, value in export.provenance.items()}
    table = pd.DataFrame({"key": list(told), "value": list(told.values())})
    pyogrio.write_dataframe(table, path, driver="GPKG", layer="provenance", append=True)


def _geometry(export: Export) -> gpd.GeoSeries:
    if export.geometry is None:
        raise OutputError("this table has no geometry: write it as .csv or .parquet")
    return export.geometry


def _as_json(value: object, *, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


_WRITERS: Mapping[str, Callable[[Export, Path], None]] = {
    ".csv": _write_csv,
    ".parquet": _write_parquet,
    ".geojson": _write_geojson,
    ".gpkg": _write_gpkg,
}
