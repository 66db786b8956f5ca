"""Writers: the same tables give the same bytes."""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """Write a table as UTF-8 CSV with line feeds; a missing value is an empty cell.

    Parameters
    ----------
    table : DataFrame
    path : Path

    Examples
    --------
    >>> write_csv(pd.DataFrame({"a": ["01"]}), Path("a.csv"))  # doctest: +SKIP
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    table.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def write_parquet(table: pd.DataFrame, path: Path) -> None:
    """Write a table as zstd-compressed Parquet without program metadata.

    Parameters
    ----------
    table : DataFrame
    path : Path

    Examples
    --------
    >>> write_parquet(pd.DataFrame({"a": ["01"]}), Path("a.parquet"))  # doctest: +SKIP
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
    split = [name for name in ("lon", "lat") if name in columns.column_names]
    dictionary = [name for name in columns.column_names if name not in split]
    pq.write_table(
        columns, path, compression="zstd", compression_level=19, use_dictionary=dictionary,
        use_byte_stream_split=split or None, write_statistics=False,
    )  # fmt: skip


def write_geoparquet(table: gpd.GeoDataFrame, path: Path) -> None:
    """Write geometries as zstd-compressed GeoParquet.

    Parameters
    ----------
    table : GeoDataFrame
    path : Path

    Examples
    --------
    >>> write_geoparquet(states, Path("regions.parquet"))  # doctest: +SKIP
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    table.to_parquet(path, index=False, compression="zstd", compression_level=19)


def write_json(value: Mapping[str, Any], path: Path) -> None:
    """Write a mapping as readable UTF-8 JSON in the order given.

    Parameters
    ----------
    value : mapping
    path : Path

    Examples
    --------
    >>> write_json({"name": "us"}, Path("datapackage.json"))  # doctest: +SKIP
    """
    write_text(json.dumps(value, ensure_ascii=False, indent=2), path)


def write_text(text: str, path: Path) -> None:
    """Write text as UTF-8 with one line feed at the end.

    Parameters
    ----------
    text : str
    path : Path

    Examples
    --------
    >>> write_text("# us", Path("README.md"))  # doctest: +SKIP
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.rstrip("\n") + "\n", "utf-8")


def _toml_key(key: object) -> str:
    text = str(key)
    return text if re.fullmatch(r"[A-Za-z0-9_-]+", text) else json.dumps(text, ensure_ascii=False)


def _toml_value(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_toml_key(k)} = {_toml_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml_value(item) for item in value) + "]"
    if isinstance(value, float):
        return repr(round(value, 6))
    return json.dumps(value, ensure_ascii=False)


def to_toml(values: Mapping[str, object]) -> str:
    """Spell a mapping of plain values, lists and one-level mappings as TOML.

    Parameters
    ----------
    values : mapping
        Values are str, bool, int, float, lists of these, or mappings of these.

    Returns
    -------
    str

    Examples
    --------
    >>> to_toml({"id": "us", "view": [1.0, 2.0]}).splitlines()
    ['id = "us"', 'view = [1.0, 2.0]']
    """
    plain = [f"{key} = {_toml_value(v)}" for key, v in values.items() if not isinstance(v, Mapping)]
    for key, table in values.items():
        if isinstance(table, Mapping):
            plain += ["", f"[{key}]", *(f"{_toml_key(k)} = {_toml_value(v)}" for k, v in table.items())]
    return "\n".join(plain) + "\n"


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal.

    Parameters
    ----------
    path : Path

    Returns
    -------
    str

    Examples
    --------
    >>> sha256(Path("data/datasets/us/regions.csv"))[:2]  # doctest: +SKIP
    '0a'
    """
    return hashlib.sha256(path.read_bytes()).hexdigest()
