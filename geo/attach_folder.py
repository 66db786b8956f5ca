"""The folder of a dataset of one's own: where it comes from, what it stands on, written whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import json
import re
import tempfile
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow.parquet as pq

from geo.attach_grid import REGION_CODE
from geo.attach_problems import Problem
from geo.dataset import read_dataset
from geo.errors import DataContractError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    import geopandas as gpd

LEVEL = "region"
_MAX_ID = 40
_CYRILLIC = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэъё"
_LATIN = "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch - iu ia y e - e".replace("-", "").split(
    " "
)
_TO_LATIN = dict(zip(_CYRILLIC, _LATIN, strict=True))


@dataclass(frozen=True, slots=True)
class About:
    """What the person says of a table; `status` is ``A`` (published), ``E`` (estimated) or ``S`` (simulated)."""

    title: str
    source: str
    licence: str
    year: int
    unit: str
    status: str = "A"


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """The boundaries that a table stands on.

    `regions` is on ``region_code`` with names, as a boundary set has them; `industries` (on ``industry_code``), when
    given, names groups whose codes a table uses, with the titles of its levels in
    `level_titles`.
    """

    set_id: str
    title: Mapping[str, str]
    regions: gpd.GeoDataFrame
    industries: pd.DataFrame | None = None
    level_titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def slug(title: str) -> str:
    """Make the name of a folder from a title: Latin letters, digits and hyphens only.

    Examples
    --------
    >>> slug("Рівненська область: робочі місця 2024"), slug("../../etc/passwd")
    ('rivnenska-oblast-robochi-mistsia-2024', 'etc-passwd')
    """
    lower = "".join(_TO_LATIN.get(letter, letter) for letter in title.casefold())
    plain = unicodedata.normalize("NFKD", lower).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_MAX_ID].strip("-")


def described(about: About, target: Target, own: Mapping[str, Any]) -> dict[str, Any]:
    """Write all of ``datapackage.json`` but the resources: what the person says, and what is `own` to the dataset."""
    return {
        "profile": "tabular-data-package",
        "name": slug(about.title),
        "version": str(about.year),
        "title": {"en": about.title},
        "description": {"en": f"{about.source}, {about.year}"},
        "licenses": [{"name": "other", "title": about.licence}],
        "regioscope": {
            "classification": "",
            "simulated": about.status == "S",
            "levels": [{"id": LEVEL, "boundaries": target.set_id, "title": dict(target.title)}],
            **own,
        },
    }


def write_folder(
    folder: Path,
    tables: Mapping[str, pd.DataFrame | Callable[[Path], None]],
    manifest: Callable[[Path], Mapping[str, Any]],
    *,
    target: Target,
) -> None:
    """Write the tables and the manifest beside the place of a dataset, read them back, and only then name the folder.

    Parameters
    ----------
    folder : Path
        The new folder; its parent is made when it does not exist.
    tables : mapping
        Name -> table; or, for one that is too large for memory, what writes the Parquet file of it.
    manifest : callable
        Makes all of ``datapackage.json`` but the ``resources``, from the folder with the tables.
    target : Target

    Raises
    ------
    OSError
        If nothing can be written there.
    DataContractError
        If the tables break the contract, or there is a folder of this name by now.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder.parent) as work:
        draft = Path(work) / folder.name
        draft.mkdir()
        wanted = {name: table for name, table in tables.items() if callable(table) or len(table)}
        resources = [_write_table(draft, name, table) for name, table in wanted.items()]
        text = json.dumps({**manifest(draft), "resources": resources}, ensure_ascii=False, indent=2)
        (draft / "datapackage.json").write_text(text, encoding="utf-8")
        read_dataset(draft, read_regions=lambda _: target.regions)
        try:
            draft.rename(folder)
        except OSError as error:
            if error.errno in {errno.EEXIST, errno.ENOTEMPTY}:  # somebody was faster
                raise DataContractError("dataset", [Problem.of("taken", id=folder.name)]) from None
            raise


def regions_table(target: Target) -> pd.DataFrame:
    """Regions of a target as the table of a dataset."""
    columns = [c for c in ("region_name", "region_name_uk", "region_name_ru") if c in target.regions.columns]
    table = pd.DataFrame(target.regions[columns])
    return table.assign(level=LEVEL).rename_axis(REGION_CODE).reset_index()


def sources_table(about: About, sha256: str, today: date, *names: str) -> pd.DataFrame:
    """Say where the tables `names` come from."""
    row = {"id": "own", "table": "", "publisher": about.source, "licence": about.licence,
           "vintage": str(about.year), "retrieved": today.isoformat(), "sha256": sha256}  # fmt: skip
    return pd.DataFrame([row | {"table": name} for name in names])


def _write_table(folder: Path, name: str, table: pd.DataFrame | Callable[[Path], None]) -> dict[str, Any]:
    path = folder / (f"{name}.parquet" if callable(table) or name == "statistics" else f"{name}.csv")
    if callable(table):
        table(path)
    elif path.suffix == ".parquet":
        table.to_parquet(path, index=False, compression="zstd")
    else:
        table.to_csv(path, index=False)
    head = pq.read_schema(path).empty_table().to_pandas() if callable(table) else table
    kinds = {column: "number" if pd.api.types.is_numeric_dtype(head[column]) else "string" for column in head.columns}
    fields = [{"name": column, "type": kind} for column, kind in kinds.items()]
    with path.open("rb") as file:
        digest = f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
    return {"name": name, "path": path.name, "format": path.suffix[1:], "hash": digest, "schema": {"fields": fields}}
