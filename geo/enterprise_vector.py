"""Registers as GeoPackage, Shapefile or GeoJSON: parts are ranges of records."""

from __future__ import annotations

import warnings
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from geo.enterprise_names import with_facts
from geo.enterprise_parquet import coordinates
from geo.enterprise_parts import PART_ROWS, TITLES, Part, Reading, only_as
from geo.enterprise_places import other_crs, stated_crs
from geo.errors import DataContractError

if TYPE_CHECKING:
    from collections.abc import Mapping


def vector_parts(path: str, form: str, reading: Reading) -> list[Part]:
    """Cut a GeoPackage, Shapefile or GeoJSON file into parts of records.

    Raises
    ------
    DataContractError
        If the file is damaged, has several layers and none is stated, or states no reference system.
    """
    if form == "shapefile":
        _refuse_short(Path(path))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # GDAL's notes; what matters is an error below
        try:
            source, layer = only_as(form, path), _layer(path, form, reading.layer)
            about = pyogrio.read_info(source, layer=layer, encoding=reading.encoding, force_feature_count=True)
        except (DataSourceError, DataLayerError) as error:
            why = str(error).replace(path, Path(path).name)
            problem = f"the {TITLES[form]} is cut off or damaged ({why}); copy or write it again"
            raise DataContractError(path, [problem]) from error
    placed = about["geometry_type"] is not None
    crs = stated_crs(reading.crs, where=path)
    if placed and not reading.crs:
        if about["crs"] is None:
            problem = "the points state no reference system (a Shapefile needs its .prj); say which with --crs"
            raise DataContractError(path, [problem])
        crs = other_crs(about["crs"])
    rows = int(about["features"])
    pieces = max(1, round(rows / PART_ROWS))
    ends = [rows * piece // pieces for piece in range(pieces + 1)]
    names = tuple(str(name) for name in about["fields"])
    settled = replace(reading, crs=crs, layer=layer)
    return [
        Part(
            path, form, start, stop, start + 1, names, stop - start, "geometry" if placed else "", settled, stop == rows
        )
        for start, stop in pairwise(ends)
        if stop > start
    ]


def read_vector(part: Part, columns: Mapping[str, str]) -> Any:  # noqa: ANN401 - pyarrow has no hints
    """Read the records of a part.

    Raises
    ------
    DataContractError
        If they cannot be read, are fewer than the file states, or are no points.
    """
    try:
        about, table = pyogrio.read_arrow(
            only_as(part.format, part.path),
            layer=part.reading.layer,
            encoding=part.reading.encoding,
            columns=list(dict.fromkeys(columns.values())),
            read_geometry=bool(part.geometry),
            skip_features=part.start,
            max_features=part.stop - part.start,
        )
    except (DataSourceError, DataLayerError, pa.ArrowException) as error:
        problem = f"records {part.start + 1:,} to {part.stop:,} cannot be read ({error}); copy or write the file again"
        raise DataContractError(part.path, [problem]) from error
    if table.num_rows != part.rows:
        problem = f"{part.rows:,} records were counted from {part.first_line:,} on, {table.num_rows:,} can be read"
        raise DataContractError(part.path, [f"{problem}: the file is damaged or has changed; write it again"])
    arrays = {column: _plain(table[name]) for column, name in columns.items()}
    if part.geometry:
        column = table[about["geometry_name"] or "wkb_geometry"]
        arrays["lon"], arrays["lat"] = coordinates(column, where=part.path)
    return with_facts(pa.table(arrays), file=part.path, crs=part.reading.crs)


def _plain(column: Any) -> Any:  # noqa: ANN401 - pyarrow has no hints
    """Give a column whose values are of several kinds (numbers and texts) as texts: GDAL calls that JSON."""
    return column.cast(pa.string()) if isinstance(column.type, pa.BaseExtensionType) else column


def _refuse_short(path: Path) -> None:
    """Compare the sizes that the files of a Shapefile state in their heads with their true ones: GDAL does not."""
    table = next((place for ending in (".dbf", ".DBF") if (place := path.with_suffix(ending)).is_file()), None)
    if table is None:
        raise DataContractError(str(path), ["its table is missing: the .dbf file of the same name belongs beside it"])
    for place in (path, table):
        with place.open("rb") as file:
            head = file.read(32)
        if place == path:
            stated = int.from_bytes(head[24:28], "big") * 2
        else:
            records, header, width = (int.from_bytes(head[a:b], "little") for a, b in ((4, 8), (8, 10), (10, 12)))
            stated = header + records * width
        if place.stat().st_size < stated:
            problem = f"{place.name} is cut off: it has {place.stat().st_size:,} of {stated:,} bytes; copy it again"
            raise DataContractError(str(path), [problem])


def _layer(path: str, form: str, stated: str | None) -> str:
    layers = [str(name) for name, _ in pyogrio.list_layers(only_as(form, path))]
    if stated and stated not in layers:
        raise DataContractError(path, [f"there is no layer {stated!r}; there are: {', '.join(layers)}"])
    if not stated and len(layers) != 1:
        problem = f"the file has {len(layers)} layers" + (
            f": {', '.join(layers)}. Say which with --layer" if layers else ""
        )
        raise DataContractError(path, [problem])
    return stated or layers[0]
