"""Registers as Parquet and GeoParquet: parts are row groups, columns stay what they are in the file."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from geo.enterprise_names import CODES, with_facts
from geo.enterprise_parts import PART_ROWS, Part, Reading
from geo.enterprise_places import other_crs, stated_crs
from geo.errors import DataContractError

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_GROUP = 20_000_000
"""A row group of more rows is refused, because it is read whole."""
_POINT_BYTES = 21


def parquet_parts(path: str, reading: Reading) -> list[Part]:
    """Cut a Parquet file into parts of whole row groups.

    Raises
    ------
    DataContractError
        If the end of the file is missing, a row group is too large, or a geometry states no reference system.
    """
    try:
        with parquet.ParquetFile(path) as file:
            meta, schema = file.metadata, file.schema_arrow
            sizes = [meta.row_group(g).num_rows for g in range(meta.num_row_groups)]
    except pa.ArrowInvalid as error:
        problem = f"the Parquet file is cut off or damaged ({str(error).splitlines()[0]}); copy or write it again"
        raise DataContractError(path, [problem]) from error
    if max(sizes, default=0) > MAX_GROUP:
        problem = f"a row group has {max(sizes):,} rows, at most {MAX_GROUP:,} are read at once"
        raise DataContractError(path, [f"{problem}: write the file with smaller row groups"])
    geometry, crs = _geometry(schema.metadata or {}, path, reading)
    names = tuple(name for name in schema.names if name != geometry)
    settled = replace(reading, crs=crs)
    parts, start, before = [], 0, 0
    for stop in _stops(sizes):
        rows = sum(sizes[start:stop])
        made = Part(path, "parquet", start, stop, before + 1, names, rows, geometry, settled, last=stop == len(sizes))
        parts += [made] if rows else []
        start, before = stop, before + rows
    return parts


def read_parquet(part: Part, columns: Mapping[str, str]) -> Any:  # noqa: ANN401 - pyarrow has no hints
    """Read the row groups of a part.

    Raises
    ------
    DataContractError
        If a row group cannot be read, or geometries are no points.
    """
    wanted = [*dict.fromkeys(columns.values()), *([part.geometry] if part.geometry else [])]
    codes = [columns[column] for column in CODES if column in columns]
    try:
        _refuse_nested(parquet.read_schema(part.path), columns, part.path)
        with parquet.ParquetFile(part.path, read_dictionary=codes, memory_map=True) as file:
            table = file.read_row_groups(range(part.start, part.stop), columns=wanted)
    except pa.ArrowInvalid as error:
        raise DataContractError(part.path, [f"row groups {part.start} to {part.stop - 1}: {error}"]) from error
    arrays = {column: _as_text(table[name], name, part.path) for column, name in columns.items()}
    if part.geometry:
        arrays["lon"], arrays["lat"] = coordinates(table[part.geometry], where=part.path)
    return with_facts(pa.table(arrays), file=part.path, crs=part.reading.crs)


def _refuse_nested(schema: Any, columns: Mapping[str, str], where: str) -> None:  # noqa: ANN401
    nested = [name for name in columns.values() if pa.types.is_nested(schema.field(name).type)]
    if nested:
        raise DataContractError(where, [f"columns hold several values a row: {', '.join(nested)}; one is needed"])


def _as_text(column: Any, name: str, where: str) -> Any:  # noqa: ANN401
    """Read bytes, as some programs write texts, as UTF-8."""
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if not (pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind)):
        return column
    try:
        return column.cast(kind).cast(pa.large_string())
    except pa.ArrowInvalid as error:
        raise DataContractError(where, [f"column {name} holds bytes that are no text in UTF-8"]) from error


def coordinates(column: Any, *, where: str) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:  # noqa: ANN401
    """Return x and y of points (WKB or GeoArrow), NaN where a row has none.

    Raises
    ------
    DataContractError
        If geometries are something else than points.

    Examples
    --------
    >>> import shapely
    >>> points = pa.chunked_array([[shapely.Point(30.5, 50.4).wkb, None]])
    >>> [side.to_pylist() for side in coordinates(points, where="a.parquet")]
    [[30.5, nan], [50.4, nan]]
    """
    chunks = [_xy(chunk, where) for chunk in column.chunks]
    x, y = (pa.chunked_array([pa.array(xy[side]) for xy in chunks], pa.float64()) for side in (0, 1))
    return x, y


def _xy(chunk: Any, where: str) -> tuple[np.ndarray, np.ndarray]:  # noqa: ANN401
    if isinstance(chunk, pa.ExtensionArray):
        chunk = chunk.storage
    if pa.types.is_struct(chunk.type):
        x, y = (chunk.field(name).to_numpy(zero_copy_only=False) for name in ("x", "y"))
        known = chunk.is_valid().to_numpy(zero_copy_only=False)
        return np.where(known, x, np.nan), np.where(known, y, np.nan)
    whole = chunk.cast(pa.binary())
    offsets = np.frombuffer(whole.buffers()[1], np.int32)[whole.offset : whole.offset + len(whole) + 1]
    if not whole.null_count and len(whole) and np.all(np.diff(offsets) == _POINT_BYTES):
        bytes_of = np.frombuffer(whole.buffers()[2], np.uint8)[offsets[0] : offsets[-1]].reshape(-1, _POINT_BYTES)
        if np.all(bytes_of[:, :5] == (1, 1, 0, 0, 0)):
            xy = bytes_of[:, 5:].copy().view("<f8")
            return np.ascontiguousarray(xy[:, 0]), np.ascontiguousarray(xy[:, 1])
    return _any_points(whole.to_numpy(zero_copy_only=False), where)


def _any_points(wkb: np.ndarray, where: str) -> tuple[np.ndarray, np.ndarray]:
    """Read what is no plain row of points: empty ones, heights, collections of one point."""
    import shapely  # noqa: PLC0415 - points hardly ever need it

    found = shapely.from_wkb(wkb)
    single = np.where(shapely.get_num_geometries(found) == 1, shapely.get_geometry(found, 0), found)
    kinds = shapely.get_type_id(single)
    strange = (kinds > 0) & ~((kinds == shapely.GeometryType.MULTIPOINT) & shapely.is_empty(single))
    if strange.any():
        i = int(strange.argmax())
        problem = f"{int(strange.sum()):,} geometries are no points, the first a {single[i].geom_type}"
        raise DataContractError(where, [f"{problem}: give points, such as the centroids"])
    single[shapely.is_empty(single)] = None
    return shapely.get_x(single), shapely.get_y(single)


def _stops(sizes: list[int]) -> list[int]:
    """Say after which row groups to cut, so that parts have about `PART_ROWS`; a small rest joins the part before.

    >>> _stops([600_000, 600_000, 900_000, 1_000])
    [2, 4]
    """
    stops: list[int] = []
    rows = 0
    for g, size in enumerate(sizes, start=1):
        rows += size
        if rows >= PART_ROWS:
            stops, rows = [*stops, g], 0
    if rows and stops and rows * 4 < PART_ROWS:
        stops.pop()
    return stops if stops and stops[-1] == len(sizes) else [*stops, len(sizes)]


def _geometry(metadata: Mapping[bytes, bytes], path: str, reading: Reading) -> tuple[str, str | None]:
    """Return the column of points and the reference system of the file."""
    stated = stated_crs(reading.crs, where=path)
    if b"geo" not in metadata:
        return "", stated
    geo = json.loads(metadata[b"geo"])
    column = str(geo["primary_column"])
    about = geo["columns"][column]
    if reading.crs or "crs" not in about:
        return column, stated
    if about["crs"] is None:
        raise DataContractError(path, ["the points state no reference system; say which with --crs, such as EPSG:4326"])
    return column, other_crs(about["crs"])
