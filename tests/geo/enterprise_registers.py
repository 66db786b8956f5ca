"""Registers of firms in files of every format, for the tests that read them."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from geo.enterprise_columns import Checked, checked
from geo.enterprise_files import Reading, parts_of, read_part
from geo.rejected import Rejected, merged

N = 1_000
WANTED = frozenset({"enterprise_id", "lon", "lat", "industry_code", "employees"})


def firms(n: int = N) -> pd.DataFrame:
    """Return firms whose coordinates are exact in binary, so that every format gives the same bits."""
    rng = np.random.default_rng(7)
    return pd.DataFrame(
        {
            "id": np.arange(1, n + 1),
            "nace": rng.choice(["01.1", "62.01", "85.42"], n),
            "staff": rng.integers(0, 500, n),
            "lon": 22 + rng.integers(0, 2**12, n) / 2**8,
            "lat": 44 + rng.integers(0, 2**11, n) / 2**8,
        }
    )


def points(table: pd.DataFrame, crs: str | None = "EPSG:4326") -> gpd.GeoDataFrame:
    """Return the firms as points without columns of coordinates."""
    geometry = gpd.points_from_xy(table["lon"], table["lat"])
    return gpd.GeoDataFrame(table.drop(columns=["lon", "lat"]), geometry=geometry, crs=crs)


def write(path: Path, table: pd.DataFrame, **options: Any) -> str:  # noqa: ANN401 - those of the writer
    """Write the firms as the name of the file says."""
    if path.name.endswith((".csv", ".csv.gz")):
        table.to_csv(path, index=False, **options)
    elif path.suffix == ".parquet":
        parquet.write_table(pa.Table.from_pandas(table, preserve_index=False), path, **options)
    elif path.suffix == ".geoparquet":
        points(table).to_parquet(path, **options)
    else:
        points(table).to_file(path, **options)
    return str(path)


Source = str | Path | list[str | Path]
AS_WRITTEN = Reading()


def whole(source: Source, reading: Reading = AS_WRITTEN) -> tuple[pd.DataFrame, Rejected]:
    """Read and check every part, as an engine does."""
    found = [
        checked(read_part(part, {}, wanted=WANTED), first_line=part.first_line)
        for part in parts_of(source, reading=reading)
    ]
    return pd.concat([part.rows for part in found], ignore_index=True), merged(part.rejected for part in found)


def only(path: Path, text: str | bytes, reading: Reading = AS_WRITTEN) -> Checked:
    """Read and check a file of one part."""
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    (part,) = parts_of(path, reading=reading)
    return checked(read_part(part, {}), first_line=part.first_line)
