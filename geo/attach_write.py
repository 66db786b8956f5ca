"""The files of a dataset that is made of somebody's own table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.attach_folder import LEVEL, About, Target, described, regions_table, slug, sources_table, write_folder
from geo.attach_grid import REGION_CODE
from geo.attach_table import WideTable
from geo.schema import TOTAL

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

MEASURE = "amount"
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}")


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
        "regions": regions_table(target),
        "industries": groups.reset_index(),
        "statistics": rows[here],
        "reference": rows[national & rows["value"].notna()].drop(columns=[REGION_CODE, "obs_status"]),
        "sources": sources_table(about, *origin, "statistics", "industries"),
    }
    write_folder(folder, tables, lambda _: _manifest(about, target, table, groups), target=target)


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


def _manifest(about: About, target: Target, table: WideTable, groups: pd.DataFrame) -> dict[str, Any]:
    sums = table.values.drop(columns=TOTAL, errors="ignore").sum()
    largest = str(groups.index[int(sums.to_numpy().argmax())])
    default = {"indicator": "location_quotient", "industry_code": largest, "level": LEVEL, "measure": MEASURE,
               "industry_level": str(groups.loc[largest, "level"]), "year": about.year, "minimum": 0}  # fmt: skip
    titles = {**_LEVEL_TITLES, **target.level_titles}
    amounts = {"id": MEASURE, "title": about.unit, "unit": about.unit, "additive": True, "decimals": _decimals(table)}
    own = {
        "activity_word": {"en": "group", "uk": "група", "ru": "группа"},
        "activity_word_plural": {"en": "groups", "uk": "групи", "ru": "группы"},
        "industry_levels": [{"id": v, "title": dict(titles.get(v, {"en": v}))} for v in groups["level"].unique()],
        "measures": [amounts],
        "default": default,
    }
    return described(about, target, own)


_LEVEL_TITLES = {"group": {"en": "Groups", "uk": "Групи", "ru": "Группы"}}


def _decimals(table: WideTable) -> int:
    known = table.values.to_numpy()
    known = known[np.isfinite(known)]
    return 0 if bool((known % 1 == 0).all()) else 1
