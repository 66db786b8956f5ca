"""Clusters as files: GeoPackage, CSV or GeoJSON, each with its provenance and the mark of simulated data."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from geo.cluster_history import MEMBERS
from geo.cluster_notes import NOTES
from geo.crs import GEOGRAPHIC
from geo.errors import OutputError, UnknownOptionError
from geo.provenance import safe_cells

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.agglomeration import Clusters

FORMATS = (".gpkg", ".csv", ".geojson")
SIDECAR = ".meta.json"
_DECIMALS = 1e-6  # degrees of an outline in GeoJSON


def check_target(path: Path) -> None:
    """Refuse a target before anything is computed.

    Raises
    ------
    UnknownOptionError
        If the ending names no format.
    OutputError
        If the folder does not exist, or the target is a folder.
    """
    if path.suffix.lower() not in FORMATS:
        raise UnknownOptionError("ending of --out", path.suffix, FORMATS)
    if not path.parent.is_dir():
        raise OutputError(f"{path}: the folder {str(path.parent)!r} does not exist; make it first")
    if path.is_dir():
        raise OutputError(f"{path}: this is a folder; name a file")


def write_clusters(
    clusters: Clusters, path: Path, provenance: Mapping[str, Any], *, tables: Mapping[str, pd.DataFrame] | None = None
) -> list[Path]:
    """Write clusters in the format that the ending of the name tells; an existing file is replaced.

    A GeoPackage has the layers ``clusters`` (outlines), ``members`` (points), ``provenance`` and one for each further
    table. Beside a CSV stand its members in ``NAME.members.csv``, further tables in ``NAME.<table>.csv`` and the
    provenance in ``NAME.csv.meta.json``; texts that a spreadsheet would run are made harmless. GeoJSON holds the
    outlines, and the provenance under ``metadata``. Members of a confidential register are left out.

    Parameters
    ----------
    clusters : Clusters
    path : Path
    provenance : mapping
        Plain values; whether anything is simulated is added here.
    tables : mapping of str to DataFrame, optional
        Further tables, such as those of `geo.declared`; not in GeoJSON.

    Returns
    -------
    list of Path
        The files that were written.

    Raises
    ------
    UnknownOptionError
        If the ending names no format.
    OutputError
        If a file cannot be written; then an older file is untouched.
    """
    check_target(path)
    told = dict(provenance) | {"simulated": clusters.simulated}
    if clusters.simulated:
        told["caution"] = NOTES["simulated"]
    writer = _WRITERS[path.suffix.lower()]
    try:
        with tempfile.TemporaryDirectory(prefix=".regioscope-", dir=path.parent) as folder:
            made = writer(clusters, Path(folder) / path.name, told, tables or {})
            return [one.replace(path.parent / one.name) for one in reversed(made)][::-1]
    except (OSError, RuntimeError) as error:
        raise OutputError(f"{path} cannot be written: {getattr(error, 'strerror', None) or error}") from error


def flat(clusters: Clusters) -> pd.DataFrame:
    """Return the table of clusters without outlines, with ``simulated`` beside the status.

    Returns
    -------
    DataFrame
        The id in its first column.
    """
    table = pd.DataFrame(clusters.table.drop(columns="geometry")).reset_index()
    return table.assign(simulated=table["obs_status"] == "S")


def _gpkg(clusters: Clusters, path: Path, told: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]) -> list[Path]:
    shapes = gpd.GeoDataFrame(flat(clusters), geometry=clusters.table.geometry.to_numpy(), crs=GEOGRAPHIC)
    pyogrio.write_dataframe(
        shapes, path, driver="GPKG", layer="clusters", promote_to_multi=True, geometry_type="MultiPolygon"
    )
    if not clusters.privacy.confidential:
        members = _plain_columns(clusters.members())
        places = gpd.points_from_xy(members["lon"], members["lat"])
        points = gpd.GeoDataFrame(members, geometry=places, crs=GEOGRAPHIC)
        pyogrio.write_dataframe(points, path, driver="GPKG", layer="members", append=True, geometry_type="Point")
    for name, table in tables.items():
        pyogrio.write_dataframe(_plain_columns(table), path, driver="GPKG", layer=name, append=True)
    values = [value if isinstance(value, str) else _json(value) for value in told.values()]
    notes = pd.DataFrame({"key": list(told), "value": values})
    pyogrio.write_dataframe(notes, path, driver="GPKG", layer="provenance", append=True)
    return [path]


def _csv(clusters: Clusters, path: Path, told: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]) -> list[Path]:
    whole = {path: flat(clusters)} | {
        path.with_name(f"{path.stem}.{name}.csv"): table for name, table in tables.items()
    }
    if not clusters.privacy.confidential:
        whole[path.with_name(path.stem + MEMBERS)] = clusters.members()
    for one, table in whole.items():
        text = str(safe_cells(_plain_columns(table)).to_csv(index=False, lineterminator="\n"))
        one.write_text(text, encoding="utf-8", newline="")
    beside = path.with_name(path.name + SIDECAR)
    beside.write_text(_json(told, indent=2) + "\n", encoding="utf-8")
    return [*whole, beside]


def _geojson(clusters: Clusters, path: Path, told: Mapping[str, Any], _: Mapping[str, pd.DataFrame]) -> list[Path]:
    outlines = shapely.set_precision(clusters.table.geometry.to_numpy(), _DECIMALS)
    rows = flat(clusters)
    cells = rows.astype(object).where(rows.notna(), None)
    features = [
        {
            "type": "Feature",
            "id": row["cluster_id"],
            "properties": row,
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for row, shape in zip(cells.to_dict("records"), shapely.orient_polygons(outlines), strict=True)
    ]
    whole = {"type": "FeatureCollection", "metadata": dict(told), "features": features}
    path.write_text(_json(whole), encoding="utf-8")
    return [path]


def _plain_columns(table: pd.DataFrame) -> pd.DataFrame:
    """Categories become texts: no format knows them."""
    made = table.copy()
    for name in made.columns:
        if isinstance(made[name].dtype, pd.CategoricalDtype):
            made[name] = made[name].astype(object)
    return made


def _json(value: object, *, indent: int | None = None) -> str:
    def known(one: object) -> object:
        if isinstance(one, np.generic):
            return one.item()
        raise OutputError(f"{type(one).__name__} cannot be written as JSON")

    return json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False, default=known)


_WRITERS: Mapping[str, Callable[[Clusters, Path, Mapping[str, Any], Mapping[str, pd.DataFrame]], list[Path]]] = {
    ".gpkg": _gpkg,
    ".csv": _csv,
    ".geojson": _geojson,
}
