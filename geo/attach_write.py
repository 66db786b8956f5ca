"""The files of a dataset that is made of somebody's own table."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.attach_grid import REGION_CODE
from geo.attach_table import WideTable
from geo.dataset import read_dataset
from geo.schema import TOTAL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import geopandas as gpd

LEVEL = "region"
MEASURE = "amount"
_MAX_ID = 40
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}")
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


def name_groups(table: WideTable, known: pd.DataFrame | None) -> pd.DataFrame:
    """Name the groups: by the classification when it knows every code, else as the table names them."""
    names = [str(c) for c in table.values.columns if c != TOTAL]
    if known is not None and set(names) <= set(known.index):
        found = known.loc[names].rename_axis("industry_code")
        if "parent_code" in found.columns:
            found["parent_code"] = found["parent_code"].where(found["parent_code"].isin(names))
        return found
    codes: list[str] = []
    for i, name in enumerate(names):
        code = name if _CODE.fullmatch(name) else slug(name) or f"group-{i + 1}"
        codes.append(f"{code}-{i + 1}" if code in (*codes, TOTAL) else code)
    frame = pd.DataFrame(
        {"industry_name": names, "industry_name_uk": names, "industry_name_ru": names, "level": "group"}
    )
    return frame.set_index(pd.Index(codes, name="industry_code"))


def write_dataset(
    folder: Path,
    table: WideTable,
    groups: pd.DataFrame,
    *,
    about: About,
    target: Target,
    origin: tuple[str, date],
) -> None:
    """Write a folder beside its place, read it back as any dataset is read, and only then give it its name.

    Parameters
    ----------
    folder : Path
        The new folder; its parent is made when it does not exist.
    table : WideTable
    groups : DataFrame
        From `name_groups`.
    about : About
    target : Target
    origin : (str, date)
        SHA-256 of the file that came, and the day on which it came.

    Raises
    ------
    OSError
        If nothing can be written there.
    DataContractError
        If the tables break the contract.
    """
    rows = _long(table, groups, about)
    national = rows[REGION_CODE] == TOTAL
    here = ~national & ((rows["industry_code"] != TOTAL) | rows["value"].notna())
    tables = {
        "regions": _regions(target),
        "industries": groups.reset_index(),
        "statistics": rows[here],
        "reference": rows[national & rows["value"].notna()].drop(columns=[REGION_CODE, "obs_status"]),
        "sources": _sources(about, *origin),
    }
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder.parent) as work:
        draft = Path(work) / folder.name
        draft.mkdir()
        resources = [_write_table(draft, name, content) for name, content in tables.items() if len(content)]
        manifest = {**_manifest(about, target, table, groups), "resources": resources}
        text = json.dumps(manifest, ensure_ascii=False, indent=2)
        (draft / "datapackage.json").write_text(text, encoding="utf-8")
        read_dataset(draft, read_regions=lambda _: target.regions)
        draft.rename(folder)


def _regions(target: Target) -> pd.DataFrame:
    columns = [c for c in ("region_name", "region_name_uk", "region_name_ru") if c in target.regions.columns]
    table = pd.DataFrame(target.regions[columns])
    return table.assign(level=LEVEL).rename_axis(REGION_CODE).reset_index()


def _long(table: WideTable, groups: pd.DataFrame, about: About) -> pd.DataFrame:
    own = [c for c in table.values.columns if c != TOTAL]
    codes = dict(zip(own, groups.index, strict=True)) | {TOTAL: TOTAL}
    values = table.values.rename(columns=codes)
    rows, columns = values.shape
    status = table.status.to_numpy().ravel()
    return pd.DataFrame(
        {
            REGION_CODE: np.repeat(values.index.to_numpy(dtype=object), columns),
            "industry_code": np.tile(values.columns.to_numpy(dtype=object), rows),
            "year": about.year,
            "measure": MEASURE,
            "value": values.to_numpy().ravel(),
            "obs_status": np.where(status == "A", about.status, status),
        }
    )


def _sources(about: About, sha256: str, today: date) -> pd.DataFrame:
    row = {"id": "own", "table": "statistics", "publisher": about.source, "licence": about.licence,
           "vintage": str(about.year), "retrieved": today.isoformat(), "sha256": sha256}  # fmt: skip
    return pd.DataFrame([row, row | {"table": "industries"}])


def _manifest(about: About, target: Target, table: WideTable, groups: pd.DataFrame) -> dict[str, Any]:
    sums = table.values.drop(columns=TOTAL, errors="ignore").sum()
    largest = str(groups.index[int(sums.to_numpy().argmax())])
    default = {"indicator": "location_quotient", "industry_code": largest, "level": LEVEL, "measure": MEASURE,
               "industry_level": str(groups.loc[largest, "level"]), "year": about.year, "minimum": 0}  # fmt: skip
    titles = {**_LEVEL_TITLES, **target.level_titles}
    amounts = {"id": MEASURE, "title": about.unit, "unit": about.unit, "additive": True, "decimals": _decimals(table)}
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
            "activity_word": {"en": "group", "uk": "група", "ru": "группа"},
            "activity_word_plural": {"en": "groups", "uk": "групи", "ru": "группы"},
            "levels": [{"id": LEVEL, "boundaries": target.set_id, "title": dict(target.title)}],
            "industry_levels": [{"id": v, "title": dict(titles.get(v, {"en": v}))} for v in groups["level"].unique()],
            "measures": [amounts],
            "default": default,
        },
    }


_LEVEL_TITLES = {"group": {"en": "Groups", "uk": "Групи", "ru": "Группы"}}


def _decimals(table: WideTable) -> int:
    known = table.values.to_numpy()
    known = known[np.isfinite(known)]
    return 0 if bool((known % 1 == 0).all()) else 1


def _write_table(folder: Path, name: str, table: pd.DataFrame) -> dict[str, Any]:
    path = folder / (f"{name}.parquet" if name == "statistics" else f"{name}.csv")
    if path.suffix == ".parquet":
        table.to_parquet(path, index=False, compression="zstd")
    else:
        table.to_csv(path, index=False)
    kinds = {column: "number" if pd.api.types.is_numeric_dtype(table[column]) else "string" for column in table.columns}
    fields = [{"name": column, "type": kind} for column, kind in kinds.items()]
    digest = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    return {"name": name, "path": path.name, "format": path.suffix[1:], "hash": digest, "schema": {"fields": fields}}
