"""A dataset of anybody's own register of enterprises: counted by region and industry, its places kept for the map."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.aggregate import rolled
from geo.attach import YEARS, about_problems
from geo.attach_checks import register_problems
from geo.attach_folder import About, Target, regions_table, slug, sources_table, write_folder
from geo.attach_manifest import COUNT, DETAIL, JOBS, SECTION, manifest_of
from geo.attach_places import has_places, write_places
from geo.attach_problems import Problem
from geo.attach_search import usual_search
from geo.classifications import names, parents
from geo.cube_options import CubeOptions
from geo.disclosure import Rule, protected
from geo.engines import CubeResult, cube_of
from geo.engines.pieces import Plan
from geo.errors import DataContractError, OutputError
from geo.industries import codes_held
from geo.schema import TOTAL

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from geo.disclosure import Protected
    from geo.engines.pieces import Progress
    from geo.enterprise_parts import Part

MAX_CELLS = 4_000_000
"""Most figures of a dataset: regions times industries times years times measures."""

KEY = ("region_code", "industry_code", "year")

@dataclass(frozen=True, slots=True)
class Wanted:
    """How a register is read and what may be shown of it.

    `columns` maps columns of the register to their names in the files; `classification` is one of
    `geo.classifications.classification_names`, or "" for codes that stand alone. Of a `confidential` register no single
    enterprise is shown, and figures that would tell one enterprise's are hidden. `engine`, `scheduler` and `workers`
    are those of `geo.engines.cube_of`.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    classification: str = ""
    confidential: bool = True
    nearest_km: float = 0.0
    engine: str = "memory"
    scheduler: str | None = None
    workers: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Added:
    """A dataset that was added: its `name`, what became of the rows, and what was hidden (None: nothing may be)."""

    name: str
    found: CubeResult
    hidden: Protected | None


def dataset_from_register(
    parts: Sequence[Part],
    about: About,
    *,
    target: Target,
    home: Path,
    taken: Collection[str],
    origin: tuple[str, date],
    wanted: Wanted,
    progress: Progress | None = None,
) -> Added:
    """Count a register by region and industry and write it as a dataset folder, with its places for the map.

    Parameters
    ----------
    parts : sequence of Part
        See `geo.enterprise_files.parts_of`.
    about : About
        Its year is that of rows that state none; its unit is not needed.
    target : Target
    home : Path
        Folder of own datasets; made when it does not exist.
    taken : collection of str
        Names of the datasets that exist.
    origin : (str, date)
        SHA-256 of what came, and the day on which it came.
    wanted : Wanted
    progress : callable, optional
        Called with the parts that are done and all.

    Returns
    -------
    Added

    Raises
    ------
    DataContractError
        If no row can be used, or the description is not complete (`Problem`); nothing is written then.
    OutputError
        If the folder cannot be written.
    """
    if problems := list(about_problems(about, taken)):
        raise DataContractError("register", problems)
    known = frozenset(parents(wanted.classification).index) if wanted.classification else None
    options = CubeOptions(reference_year=about.year, nearest_km=wanted.nearest_km, industries=known, years=YEARS)
    found = _counted(parts, options, target, wanted, progress)
    if coarse := _sections_among(found, wanted.classification):  # known only now: counted again without those rows
        options = replace(options, coarse=coarse)
        found = _counted(parts, options, target, wanted, progress)
    placed = has_places(parts, wanted.columns)  # else there is nothing to lay on the map
    industries = _industries(found, wanted.classification)
    rows, hidden = _statistics(found, industries, target, about=about, confidential=wanted.confidential)
    plan = Plan(regions=target.regions, columns=dict(wanted.columns), options=options)
    national = rows["region_code"] == TOTAL
    tables: dict[str, pd.DataFrame | Callable[[Path], None]] = {
        "regions": regions_table(target),
        "industries": industries.reset_index(),
        "statistics": rows[~national],
        "reference": rows[national & rows["value"].notna()].drop(columns=["region_code", "obs_status"]),
        "sources": sources_table(about, *origin, "statistics", "industries", *(("enterprises",) if placed else ())),
    }
    if placed:
        tables["enterprises"] = lambda path: write_places(path, plan, parts, about.status)
    name = slug(about.title)

    def manifest(draft: Path) -> dict[str, Any]:
        told = manifest_of(about, target, (found, hidden), rows, industries)
        if (places := draft / "enterprises.parquet").is_file():
            first = told["regioscope"]["default"]
            codes = codes_held([first["industry_code"]], industries, industries.index)
            first["clusters"] = usual_search(places, codes)
        return told

    try:
        write_folder(home / name, tables, manifest, target=target)
    except OSError as error:
        raise OutputError(f"the register cannot be kept in {home}: {error.strerror or error}") from error
    return Added(name, found, hidden)


def _counted(
    parts: Sequence[Part], options: CubeOptions, target: Target, wanted: Wanted, progress: Progress | None
) -> CubeResult:
    """Add the register up; what cannot be shown is refused before anything is written."""
    found = cube_of(
        parts, target.regions, columns=wanted.columns, options=options, engine=wanted.engine,
        scheduler=wanted.scheduler, workers=wanted.workers, progress=progress,
    )  # fmt: skip
    if not found.used:
        raise DataContractError("register", [Problem.of("no_rows", n=found.rejected.read), *found.rejected.sentences])
    if problems := list(register_problems(found, confidential=wanted.confidential)):
        raise DataContractError("register", problems)
    return found


def _sections_among(found: CubeResult, classification: str) -> frozenset[str]:
    """Codes of whole sections that some rows state where others state an industry in one."""
    if not classification:
        return frozenset()
    above, codes = parents(classification), set(found.sums.cells["industry_code"].astype(str))
    tops = {_top(code, above) for code in codes}
    return frozenset() if tops == codes else frozenset(codes & tops)


def _industries(found: CubeResult, classification: str) -> pd.DataFrame:
    """Name the industries of a register; with a classification, also what stands on top of each."""
    codes = sorted(found.sums.cells["industry_code"].astype(str).unique())
    if not classification:
        own = pd.DataFrame({f"industry_name{suffix}": codes for suffix in ("", "_uk", "_ru")}, index=codes)
        return _named(codes, {}, own, DETAIL)
    labels, above = names(classification), parents(classification)
    top = {code: _top(code, above) for code in codes}
    tops = sorted(set(top.values()))
    if tops == codes:
        return _named(codes, {}, labels, DETAIL)
    return pd.concat([_named(tops, {}, labels, SECTION), _named(codes, top, labels, DETAIL)])


def _top(code: str, above: pd.Series) -> str:
    while isinstance(higher := above[code], str):
        code = higher
    return code


def _named(codes: list[str], above: Mapping[str, str], labels: pd.DataFrame, level: str) -> pd.DataFrame:
    index = pd.Index(codes, name="industry_code", dtype=object)
    found = labels.reindex(index).assign(level=level, parent_code=index.map(above.get))
    found["industry_name"] = found["industry_name"].fillna(pd.Series(codes, index=index, dtype=object))
    return found


def _statistics(
    found: CubeResult, industries: pd.DataFrame, target: Target, *, about: About, confidential: bool
) -> tuple[pd.DataFrame, Protected | None]:
    """Write the figures: every region and industry, a nought where the register has nobody; totals where some hide."""
    whole = rolled(found.sums, KEY)
    years = whole.cells["year"].nunique()
    measures = (JOBS, COUNT) if int(whole.cells["employees"].sum()) else (COUNT,)
    size = len(target.regions) * len(industries) * years * len(measures)
    if size > MAX_CELLS:
        raise DataContractError("register", [Problem.of("many_cells", n=size, most=MAX_CELLS)])
    above = {str(code): top for code, top in industries["parent_code"].items() if isinstance(top, str)}
    # without a rule that hides, the totals of sections are sums all the same
    rule = Rule() if confidential else Rule(minimum_contributors=1, dominance=None)
    hidden = protected(whole, rule, parents={"industry_code": above} if above else None)
    cells = pd.concat([hidden.cube, hidden.totals], ignore_index=True)
    cells = cells.drop_duplicates(list(KEY))
    grid = pd.MultiIndex.from_product(
        [target.regions.index.astype(str), industries.index, cells["year"].unique()], names=KEY
    )
    table = cells.set_index(list(KEY))
    totals = table[(table.index.get_level_values(0) == TOTAL) | (table.index.get_level_values(1) == TOTAL)]
    gone = hidden.hidden + hidden.hidden_totals  # sums of what is left would be too low
    full = pd.concat([table.reindex(grid), totals if gone else totals.iloc[:0]])
    rows = pd.concat([_measured(full, measure, about) for measure in measures], ignore_index=True)
    return rows, hidden if confidential else None


def _measured(full: pd.DataFrame, measure: str, about: About) -> pd.DataFrame:
    column = {JOBS: "employees", COUNT: "enterprises"}[measure]
    nobody = full["obs_status"].isna().to_numpy()
    value = np.where(nobody, 0.0, full[column].astype("Float64").to_numpy(dtype=float, na_value=np.nan))
    told = full["obs_status"].fillna("A").replace({"A": about.status}).to_numpy(dtype=object)
    status = np.where(np.isnan(value) & (told != "C"), "M", told)
    rows = full.index.to_frame(index=False).assign(measure=measure, value=value, obs_status=status)
    total = (rows["region_code"] == TOTAL) | (rows["industry_code"] == TOTAL)
    return rows[~total | rows["value"].notna()].astype({"year": "int64"})
