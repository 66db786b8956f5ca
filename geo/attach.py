"""A dataset of anybody's own table, on any of the shipped boundaries; nothing is written when anything is wrong."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from geo import labels
from geo.attach_folder import About, Target, slug
from geo.attach_grid import REGION_CODE
from geo.attach_problems import Problem
from geo.attach_table import WideTable, read_wide
from geo.attach_write import name_groups, write_dataset
from geo.errors import DataContractError, OutputError, UnknownDatasetError
from geo.provenance import safe_cells
from geo.schema import TOTAL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

HOME = "REGIOSCOPE_HOME"
"""Environment variable: the folder of the person's own datasets."""
YEARS = (1900, 2100)
EXAMPLE_GROUPS = ("Farming", "Manufacturing", "Services", TOTAL)
_SUM_SLACK = 1.005
_SHOWN = 10


def own_folder() -> Path:
    """Folder of the person's own datasets, from ``REGIOSCOPE_HOME`` or in the home folder; it may not exist yet."""
    given = os.environ.get(HOME)
    return Path(given) if given else Path.home() / ".local" / "share" / "regioscope" / "datasets"


def own_ids(home: Path) -> list[str]:
    """Names of the person's own datasets."""
    return sorted(path.name for path in home.iterdir() if _is_own(path)) if home.is_dir() else []


def template(target: Target, *, lang: str = "en") -> bytes:
    """Write an empty table for a set of boundaries: every region with its code and name, and example columns.

    Returns
    -------
    bytes
        CSV in UTF-8 with a mark that spreadsheets recognise.
    """
    groups = list(EXAMPLE_GROUPS) if target.industries is None else [*map(str, target.industries.index), TOTAL]
    table = pd.DataFrame({"region_name": labels.names(target.regions, "region_name", lang)})
    table = table.reindex(columns=["region_name", *groups]).rename_axis(REGION_CODE).reset_index()
    return safe_cells(table).to_csv(index=False).encode("utf-8-sig")


def dataset_from_table(
    data: bytes, about: About, *, target: Target, home: Path, taken: Collection[str], today: date
) -> str:
    """Check a table and write it as a dataset folder.

    Parameters
    ----------
    data : bytes
        A CSV file as `geo.attach_table.read_wide` reads it. A column ``TOTAL`` holds published totals of the regions,
        a row ``TOTAL`` the reference economy.
    about : About
    target : Target
    home : Path
        Folder of own datasets; made when it does not exist.
    taken : collection of str
        Names of the datasets that exist.
    today : date
        Written down as the day on which the table came.

    Returns
    -------
    str
        Name of the new dataset.

    Raises
    ------
    DataContractError
        With every problem (`Problem`) of the table and its description; nothing is written then.
    OutputError
        If the folder cannot be written.
    """
    table, problems = read_wide(data)
    problems = [*about_problems(about, taken), *problems]
    if table is not None:
        problems += _region_problems(table, target.regions.index)
    if table is None or problems:
        raise DataContractError("table", problems)
    groups = name_groups(table, target.industries)
    problems = list(_total_problems(table)) if len(set(groups["level"])) == 1 else []
    if problems:
        raise DataContractError("table", problems)
    name, digest = slug(about.title), hashlib.sha256(data).hexdigest()
    try:
        write_dataset(home / name, table, groups, about=about, target=target, origin=(digest, today))
    except OSError as error:
        why = error.strerror or str(error)
        raise OutputError(f"the table cannot be kept in {home}: {why}. Choose another folder with {HOME}.") from error
    return name


def remove_dataset(home: Path, dataset_id: str) -> None:
    """Take one of the person's own datasets away.

    Raises
    ------
    UnknownDatasetError
        If the folder of own datasets holds none of this name.
    OutputError
        If it cannot be removed.
    """
    if dataset_id not in own_ids(home):
        raise UnknownDatasetError("dataset of your own", dataset_id, own_ids(home))
    try:
        shutil.rmtree(home / dataset_id)
    except OSError as error:
        raise OutputError(f"the dataset {dataset_id!r} cannot be removed: {error.strerror}") from error


def _is_own(path: Path) -> bool:
    real = path.is_dir() and not path.is_symlink() and not path.name.startswith(".")
    return real and (path / "datapackage.json").is_file()


def about_problems(about: About, taken: Collection[str]) -> Iterator[Problem]:
    """Everything that is wrong with what the person says of a table."""
    name = slug(about.title)
    if not name:
        yield Problem.of("title")
    elif name in taken:
        yield Problem.of("taken", id=name)
    for kind in ("source", "licence", "unit"):
        if not getattr(about, kind).strip():
            yield Problem.of(kind)
    if not YEARS[0] <= about.year <= YEARS[1]:
        yield Problem.of("year", low=YEARS[0], high=YEARS[1], year=about.year)


def _region_problems(table: WideTable, known: pd.Index) -> Iterator[Problem]:
    codes = [str(c) for c in table.values.index if c not in ("", TOTAL)]
    unknown = [c for c in codes if c not in known]
    width = max((len(str(c)) for c in known), default=0)
    stripped = [c for c in unknown if c.isdigit() and c.zfill(width) in known]
    rest = [c for c in unknown if c not in stripped]
    if stripped:
        yield Problem.of("code_zeros", wrong=stripped[0], right=stripped[0].zfill(width))
    if rest:
        yield Problem.of(
            "code_unknown", n=len(rest), codes=", ".join(rest[:_SHOWN]) + (" …" if len(rest) > _SHOWN else "")
        )


def _total_problems(table: WideTable) -> Iterator[Problem]:
    if TOTAL not in table.values.columns:
        return
    parts = table.values.drop(columns=TOTAL).sum(axis=1, min_count=1)
    total = table.values[TOTAL]
    small = total.notna() & (parts > total * _SUM_SLACK)
    if small.any():
        code = str(total.index[small][0])
        yield Problem.of("total_small", n=int(small.sum()), code=code, total=f"{total[code]:g}", sum=f"{parts[code]:g}")


__all__ = [
    "About",
    "Problem",
    "Target",
    "dataset_from_table",
    "own_folder",
    "own_ids",
    "remove_dataset",
    "slug",
    "template",
]
