"""Regions from anybody's boundary file: GeoJSON, GeoPackage, Shapefile or GeoParquet, and which column is the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio.errors
import shapely

from geo.crs import GEOGRAPHIC
from geo.errors import DataContractError

if TYPE_CHECKING:
    from pathlib import Path

CODES = ("region_code", "nuts_id", "nuts_code", "code", "id", "geoid", "katottg", "iso_3166_2")
"""What the column of codes may be called, in small letters; an earlier name wins."""
_AREAS = ("Polygon", "MultiPolygon")


def read_region_file(path: Path, *, code: str | None = None) -> gpd.GeoDataFrame:
    """Read regions from a file.

    Parameters
    ----------
    path : Path
        GeoJSON, GeoPackage, Shapefile or GeoParquet (``.parquet``).
    code : str, optional
        Column with the codes; by default one of `CODES`.

    Returns
    -------
    GeoDataFrame of shape (n_regions,)
        Index ``region_code`` (text), geometry in EPSG:4326. Several shapes of one code are one region; `attrs` holds
        under ``repaired`` how many outlines crossed themselves and were repaired.

    Raises
    ------
    DataContractError
        If the file cannot be read, holds no polygons, states no reference system, or has no column of codes.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> square = gpd.GeoDataFrame({"NUTS_ID": ["AT11"]}, geometry=[shapely.box(0, 0, 1, 1)], crs="EPSG:4326")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     square.to_file(Path(folder, "a.geojson"))
    ...     read_region_file(Path(folder, "a.geojson")).index.tolist()
    ['AT11']
    """
    frame = _read(path)
    column = _code_column(frame, code, path)
    problems = []
    if frame.crs is None:
        problems.append("the coordinate reference system is missing; state it (longitude and latitude are EPSG:4326)")
    areas = frame.geometry.geom_type.isin(_AREAS)
    if not areas.all():
        problems.append(f"{int((~areas).sum())} of {len(frame)} shapes are no polygons, so they are no regions")
    empty = frame[column].isna() | (frame[column].astype("str").str.strip() == "")
    if empty.any():
        problems.append(f"{int(empty.sum())} of {len(frame)} regions have no code in {column!r}")
    if problems or frame.empty:
        raise DataContractError(path.name, problems or ["there is no region in the file"])
    return _made(frame.to_crs(GEOGRAPHIC), frame[column])


def _read(path: Path) -> gpd.GeoDataFrame:
    if not path.is_file():
        raise DataContractError(str(path), ["the file of regions is missing"])
    try:
        if path.suffix.lower() in {".parquet", ".geoparquet"}:
            return gpd.read_parquet(path)
        frame = gpd.read_file(path)
    except (OSError, ValueError, pa.ArrowException, pyogrio.errors.DataSourceError) as error:
        raise DataContractError(path.name, [f"the regions cannot be read: {error}"]) from error
    if not isinstance(frame, gpd.GeoDataFrame):
        raise DataContractError(path.name, ["there are no shapes in the file, only a table"])
    return frame


def _code_column(frame: gpd.GeoDataFrame, code: str | None, path: Path) -> str:
    names = [str(name) for name in frame.columns if name != frame.geometry.name]
    listed = ", ".join(repr(name) for name in names) or "none"
    if code is not None:
        if code not in names:
            raise DataContractError(path.name, [f"there is no column {code!r}; the columns are {listed}"])
        return code
    called = {name.lower(): name for name in reversed(names)}
    found = next((called[name] for name in CODES if name in called), None)
    if found is None:
        raise DataContractError(
            path.name, [f"no column of region codes is recognised; say which with --region-id (there are {listed})"]
        )
    return found


def _made(frame: gpd.GeoDataFrame, codes: pd.Series) -> gpd.GeoDataFrame:
    shapes = frame.geometry.to_numpy()
    wrong = ~shapely.is_valid(shapes)
    shapes = np.where(wrong, shapely.make_valid(shapes, method="structure", keep_collapsed=False), shapes)
    made = gpd.GeoDataFrame({"region_code": _as_text(codes)}, geometry=shapes, crs=GEOGRAPHIC)
    if made["region_code"].duplicated().any():
        made = made.dissolve("region_code", method="unary")
    else:
        made = made.set_index("region_code")
    made.attrs["repaired"] = int(wrong.sum())
    return made


def _as_text(codes: pd.Series) -> np.ndarray:
    """Codes as text: a whole number without the decimals that a file format gave it."""
    if pd.api.types.is_float_dtype(codes) and (codes % 1 == 0).all():
        codes = codes.astype("int64")
    return codes.astype("str").str.strip().to_numpy(dtype=object)
