"""A dataset on disk: tables, ``datapackage.json``, the table of sources, README."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from databuild.fetch import Source
from databuild.output import sha256, write_csv, write_json, write_parquet, write_text
from databuild.texts import read_markdown, read_toml

KEYS = {
    "regions": ["region_code"],
    "industries": ["industry_code"],
    "statistics": ["region_code", "industry_code", "year", "measure"],
    "reference": ["industry_code", "year", "measure"],
    "published": ["region_code", "industry_code"],
    "enterprises": ["enterprise_id"],
    "higher_education": ["region_code"],
    "io": ["from_code", "to_code"],
    "links": ["source_id", "target_id", "kind"],
    "universities": ["place_id"],
    "template": ["region_code"],
    "sources": ["id", "table"],
}


@dataclass(frozen=True)
class Table:
    """One table of a dataset and the file format that suits its size.

    Examples
    --------
    >>> Table("regions", pd.DataFrame({"region_code": ["06"]})).format
    'csv'
    """

    name: str
    frame: pd.DataFrame
    format: str = "csv"
    title: str = ""


@dataclass(frozen=True)
class Manifest:
    """What ``datapackage.json`` says about a dataset apart from its tables.

    Examples
    --------
    >>> Manifest("us", "2025-05", {"en": "US"}, {"en": "..."}, [], {}).name
    'us'
    """

    name: str
    version: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    licenses: Sequence[Mapping[str, str]]
    regioscope: Mapping[str, Any]
    readme: str = ""


def read_manifest(name: str) -> Manifest:
    """Read the hand-written texts of a dataset: ``texts/<name>.toml`` and ``texts/<name>.md``.

    Parameters
    ----------
    name : str
        Id of the dataset.

    Returns
    -------
    Manifest

    Examples
    --------
    >>> read_manifest("us").title["en"]  # doctest: +SKIP
    'United States: occupations'
    """
    return Manifest(name=name, readme=read_markdown(name), **read_toml(name))


def _field_type(values: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(values):
        return "boolean"
    if pd.api.types.is_integer_dtype(values):
        return "integer"
    return "number" if pd.api.types.is_float_dtype(values) else "string"


def _resource(table: Table, folder: Path) -> dict[str, Any]:
    path = folder / f"{table.name}.{table.format}"
    (write_parquet if table.format == "parquet" else write_csv)(table.frame, path)
    fields = [{"name": name, "type": _field_type(table.frame[name])} for name in table.frame.columns]
    schema: dict[str, Any] = {"fields": fields}
    if table.name in KEYS:
        schema["primaryKey"] = KEYS[table.name]
    media = "text/csv" if table.format == "csv" else "application/vnd.apache.parquet"
    out: dict[str, Any] = {"name": table.name, "path": path.name}
    if table.title:
        out["title"] = table.title
    out |= {"profile": "tabular-data-resource", "format": table.format, "mediatype": media, "encoding": "utf-8"}
    return out | {"schema": schema, "bytes": path.stat().st_size, "hash": f"sha256:{sha256(path)}"}


def sources_table(rows: Sequence[tuple[str, Source]], *, vintage: str = "") -> pd.DataFrame:
    """Build the table ``sources`` of a dataset: which table comes from which raw input.

    Parameters
    ----------
    rows : sequence of (str, Source)
        Name of the table and the raw input behind it.
    vintage : str
        Vintage to state instead of the one recorded with the raw input.

    Returns
    -------
    DataFrame of shape (n_rows, 9)
        ``id``, ``table``, ``publisher``, ``url``, ``licence``, ``vintage``, ``retrieved``, ``sha256``, ``package``.

    Examples
    --------
    >>> sources_table([("statistics", source)])  # doctest: +SKIP
    """
    columns = ["id", "table", "publisher", "url", "licence", "vintage", "retrieved", "sha256", "package"]
    values = [
        (s.id, table, s.publisher, s.url, s.licence, vintage or s.vintage, s.retrieved, s.sha256,
         f"{s.package} {s.version} ({s.registry})")
        for table, s in rows
    ]  # fmt: skip
    return pd.DataFrame(values, columns=columns)


def write_dataset(about: Manifest, tables: Sequence[Table], folder: Path) -> None:
    """Write the tables, ``datapackage.json`` with their hashes, and ``README.md``.

    Parameters
    ----------
    about : Manifest
    tables : sequence of Table
        Holds a table ``sources``.
    folder : Path
        ``data/datasets/<id>``.

    Examples
    --------
    >>> write_dataset(about, tables, Path("data/datasets/us"))  # doctest: +SKIP
    """
    resources = [_resource(table, folder) for table in tables]
    sources = next(table.frame for table in tables if table.name == "sources")
    package = {
        "profile": "tabular-data-package",
        "name": about.name,
        "version": about.version,
        "title": about.title,
        "description": about.description,
        "licenses": list(about.licenses),
        "sources": sorted(sources["id"].unique()),
        "regioscope": about.regioscope,
        "resources": resources,
    }
    write_json(package, folder / "datapackage.json")
    write_text(about.readme, folder / "README.md")
