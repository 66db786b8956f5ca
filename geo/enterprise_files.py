"""Registers of any size, read in parts that fit in memory: Parquet, CSV, GeoPackage, Shapefile, GeoJSON."""

from __future__ import annotations

import glob
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.csv_records import csv_parts
from geo.enterprise_csv import read_csv
from geo.enterprise_names import REGISTER, recognised, required
from geo.enterprise_parquet import parquet_parts, read_parquet
from geo.enterprise_parts import Part, Reading, format_of
from geo.enterprise_vector import read_vector, vector_parts
from geo.errors import DataContractError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_AS_WRITTEN = Reading()


def parts_of(source: str | Path | Sequence[str | Path], *, reading: Reading = _AS_WRITTEN) -> list[Part]:
    r"""Cut a register into parts of about a million rows that can be read one by one, here or on workers.

    Parquet is cut at row groups (a row group is read whole), CSV at about 32 MB, the others by records. A part of four
    columns takes some 50 MB of memory, one of CSV some 250 MB. GeoJSON and packed CSV are read from their beginning
    for every part: above some 2 GB convert them.

    Parameters
    ----------
    source : str, Path or sequence of them
        Files; ``*``, ``?`` and ``**`` stand for any names. Files are taken in the order given, those of a pattern in
        the order of their names.
    reading : Reading
        What the files do not say themselves: reference system, encoding, separator, layer.

    Returns
    -------
    list of Part
        In the order of the rows.

    Raises
    ------
    DataContractError
        If a pattern fits no file, a file stands twice, is damaged, empty or of no known format, or no file has a row.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "firms.csv").write_text("lon;lat;nace;staff\n30,52;50,45;62.01;12\n", encoding="utf-8")
    ...     part, = parts_of(f"{folder}/*.csv")
    ...     table = read_part(part, {})
    >>> part.rows, part.reading.separator, table.column_names, table["lon"].to_pylist()
    (1, ';', ['industry_code', 'employees', 'lon', 'lat', '_line'], ['30,52'])
    """
    paths = _paths([source] if isinstance(source, str | Path) else source)
    parts = [part for path in paths for part in _parts(path, reading)]
    if not parts:
        raise DataContractError(", ".join(paths), ["there is no row of data: only names of columns"])
    return parts


def columns_of(part: Part, stated: Mapping[str, str] | None = None) -> dict[str, str]:
    """Tell which column of the file of a part is which column of a register (see `geo.enterprise_names.recognised`).

    Raises
    ------
    DataContractError
        If a stated column is not there, or two columns bear the same usual name.
    """
    geometry = bool(part.geometry)
    return recognised(part.names, stated, where=part.path, geometry=geometry)


def read_part(part: Part, columns: Mapping[str, str], *, wanted: frozenset[str] = REGISTER) -> Any:  # noqa: ANN401
    """Read the wanted columns of a part, named as in a register, as they stand in the file.

    Parameters
    ----------
    part : Part
    columns : mapping of str to str
        Column of the register -> its name in the file; what is not stated is recognised by the usual names.
    wanted : frozenset of str
        Columns of the register to read, where the file has them.

    Returns
    -------
    pyarrow Table
        For `geo.enterprise_columns.checked`; points of a geometry column are in ``lon`` and ``lat``.

    Raises
    ------
    DataContractError
        If the file has no place or no industry although they are wanted, or cannot be read.
    """
    found = columns_of(part, columns)
    pair = {"lon", "lat"} <= found.keys()
    required(found, part.names, where=part.path, geometry=bool(part.geometry), wanted=wanted)
    chosen = {column: name for column, name in found.items() if column in wanted}
    settled = replace(part, geometry="" if pair or not wanted & {"lon", "lat"} else part.geometry)
    readers = {"parquet": read_parquet, "csv": read_csv}
    try:
        return readers.get(part.format, read_vector)(settled, chosen)
    except OSError as error:
        raise DataContractError(
            part.path, [f"the file cannot be read ({error}): is it cut off or still written?"]
        ) from error


def _parts(path: str, reading: Reading) -> list[Part]:
    form = format_of(path)
    try:
        if form == "parquet":
            return parquet_parts(path, reading)
        return csv_parts(path, reading) if form == "csv" else vector_parts(path, form, reading)
    except OSError as error:
        raise DataContractError(
            path, [f"the file cannot be read ({error}): is it cut off or still written?"]
        ) from error


def _paths(source: Sequence[str | Path]) -> list[str]:
    found: list[str] = []
    for item in map(str, source):
        pattern = any(letter in item for letter in "*?[") and not Path(item).exists()
        fitting = (
            sorted(
                name
                for name in glob.glob(item, recursive=True)  # noqa: PTH207 - patterns may be absolute
                if Path(name).is_file()
            )
            if pattern
            else [item]
        )
        if not fitting:
            raise DataContractError(item, ["no file fits this pattern"])
        found += fitting
    twice = sorted({name for name in found if found.count(name) > 1})
    if not found or twice:
        raise DataContractError("register", [f"the file {twice[0]} is named twice" if twice else "no file is named"])
    return found


__all__ = ["Part", "Reading", "columns_of", "parts_of", "read_part"]
