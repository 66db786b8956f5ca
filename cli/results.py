"""From the words of the command line to a table with its provenance; nothing is replaced by something similar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from cli.columns import described
from cli.definition import find_definition, grouped
from cli.intervals import interval_told
from cli.nothing import nothing_told
from cli.output import Export
from cli.tables import naming_files, read_companion, read_wide
from cli.totals import totals_told
from geo import indicators
from geo.activity import from_tables
from geo.errors import DataContractError, UnknownIndustryError, UnknownOptionError
from geo.provenance import provenance, simulation
from geo.query import Query, Result, Table, evaluate_table, pick_industry, tabulate
from geo.resolve import resolve
from geo.store import default_store
from geo.uncertainty import rank_interval

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import geopandas as gpd

    from geo.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Request:
    """What to compute, on whichever data."""

    indicator: str
    industry: str = ""
    options: tuple[tuple[str, str], ...] = ()
    minimum: float = 0.0
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Which part of a dataset; an empty field takes the dataset's default."""

    dataset: str
    level: str = ""
    industry_level: str = ""
    year: int = 0
    measure: str = ""


def of_dataset(request: Request, place: Place, tables: Mapping[str, Path]) -> Export:
    """Compute on a dataset, with further tables where it lacks them.

    Raises
    ------
    UnknownNameError
        If the dataset, or something in it that was asked for, does not exist; the message shows the nearest name.
    MissingTableError
        If the indicator needs a table that the dataset does not have.
    DataContractError
        If the dataset breaks its contract.
    """
    indicators.options_of(indicators.indicator(request.indicator), dict(request.options))
    store = default_store()
    dataset = store.dataset(place.dataset)
    _require(request, place, dataset)
    asked = Query(
        dataset=place.dataset,
        indicator=request.indicator,
        industry_code=request.industry,
        level=place.level,
        industry_level=place.industry_level,
        measure=place.measure,
        year=place.year,
        options=request.options,
        minimum=request.minimum,
    )
    query, _ = resolve(asked, dataset)
    query = replace(query, industry_code=request.industry, indicator=request.indicator, options=request.options)
    companions = {name: read_companion(name, path) for name, path in tables.items()}
    with naming_files(tables):
        table = evaluate_table(dataset, query, companions)
    if table.activity.values.isna().to_numpy().all():
        problem = f"there are no figures of {query.measure!r} at {query.level!r}; bring your own with --activity"
        raise DataContractError(f"dataset {place.dataset}", [problem])
    regions = dataset.regions_at(query.level)
    told = provenance(dataset, query, version=store.dataset_version(place.dataset))
    told["sources"] += _files(tables)
    return export_of(table, query, told, regions)


def of_activity(request: Request, activity: Path, tables: Mapping[str, Path]) -> Export:
    """Compute on anybody's own wide table.

    Raises
    ------
    DataContractError
        If a file cannot be read or a table lacks a code.
    UnknownNameError
        If the indicator, an option, the industry or a table name is not known.
    MissingTableError
        If the indicator needs a table that was not given.
    """
    indicators.options_of(indicators.indicator(request.indicator), dict(request.options))
    companions = {name: read_companion(name, path) for name, path in tables.items()}
    wide = read_wide(activity)
    with naming_files(tables):
        own = from_tables(wide.values, companions)
    own = replace(own, noted=wide.status.loc[own.values.index, own.values.columns])
    added: dict[str, Any] = {}
    if request.definition:
        own, added["groups_of_industries"] = grouped(own, find_definition(request.definition))
    query = Query(
        dataset="",
        indicator=request.indicator,
        industry_code=request.industry,
        options=request.options,
        minimum=request.minimum,
    )
    told = _own_provenance(query, {"activity": activity, **tables}) | added
    with naming_files(tables):
        table = tabulate(own, query)
    compared = table.options.get("reference", "sum") != "sum"
    if totals := totals_told(own, compared=compared):
        told["totals"] = totals
    return export_of(table, query, told, None)


def _require(request: Request, place: Place, dataset: Dataset) -> None:
    """Refuse a name that the dataset does not have, where the map would show the nearest one."""
    manifest = dataset.manifest
    if place.level:
        manifest.level(place.level)
    if place.industry_level:
        manifest.industry_level(place.industry_level)
    measure = manifest.measure(place.measure).id if place.measure else ""
    if place.year:
        measures = [measure] if measure else [m.id for m in manifest.measures]
        years = sorted({year for name in measures for year in dataset.years(name)})
        if place.year not in years:
            raise UnknownOptionError("year", str(place.year), [str(year) for year in years])
    if request.industry:
        known = dataset.industries_at(place.industry_level) if place.industry_level else dataset.industries
        if request.industry not in known.index:
            at = f"at the level {place.industry_level!r}" if place.industry_level else ""
            raise UnknownIndustryError("industry", request.industry, known.index, where=at)


def export_of(table: Table, query: Query, told: dict[str, Any], regions: gpd.GeoDataFrame | None) -> Export:
    """Lay a computed table out as a file with all that is to be said of it; `told` is its provenance so far."""
    frame = _frame(table, query, regions)
    spatial = regions is not None and frame.columns[0] == "region_code" and table.values.index.nlevels == 1
    cells = _statuses(table, query)
    activity, entry = table.activity, indicators.indicator(query.indicator)
    all_industries = entry.shape == "wide" and not query.industry_code
    told |= {
        **simulation(
            table.simulated_of(query.industry_code),
            interval=table.interval_simulated,
            whole=bool(told.get("simulated")),
        ),
        "obs_status": {str(code): int(n) for code, n in cells.value_counts().sort_index().items()},
        "reference_published": activity.reference_published,
        "totals_published": activity.totals_published,
        "inputs": _inputs(table, query),
        "conventions": _conventions(table, query),
        "columns": described(frame.columns, entry, all_industries=all_industries),
        "plain": entry.plain,
        "caution": entry.caution,
    }
    told |= interval_told(table, query.industry_code)
    if nothing := nothing_told(table, query.industry_code):
        told["no_value"] = nothing
    geometry = regions.geometry.loc[table.values.index] if spatial and regions is not None else None
    return Export(frame, told, geometry)


def _frame(table: Table, query: Query, regions: gpd.GeoDataFrame | None) -> pd.DataFrame:
    """Lay a result out as its file: a row a region or an industry, or the table that the indicator makes."""
    entry = indicators.indicator(query.indicator)
    if entry.shape == "wide":
        return _one_industry(table, query, regions) if query.industry_code else _all_industries(table, query)
    frame = table.values.copy()
    if table.lower is not None and table.upper is not None and entry.shape == "region":
        frame.insert(1, "lower", table.lower["value"])
        frame.insert(2, "upper", table.upper["value"])
    if entry.shape == "region":
        frame = frame.rename_axis("region_code")
        if regions is not None:
            frame["region_name"] = regions["region_name"].loc[frame.index]
    if entry.shape == "industry":
        frame = frame.rename_axis("industry_code")
    return frame.reset_index()


def _statuses(table: Table, query: Query) -> pd.Series:
    status = table.activity.status
    one = query.industry_code in status.columns
    return status[query.industry_code] if one else pd.Series(status.to_numpy().ravel())


def _one_industry(table: Table, query: Query, regions: gpd.GeoDataFrame | None) -> pd.DataFrame:
    result = pick_industry(table, query)
    nothing = pd.Series(float("nan"), index=result.values.index)
    ranges = _rank_ranges(result)
    frame = pd.DataFrame(
        {
            "value": result.values,
            "lower": nothing if result.lower is None else result.lower,
            "upper": nothing if result.upper is None else result.upper,
            "obs_status": result.status,
            "rank": result.ranks.astype("Int64"),
            "rank_best": nothing if ranges is None else ranges["best"],
            "rank_worst": nothing if ranges is None else ranges["worst"],
            "amount": result.amount,
            "region_total": result.parts["region_total"],
        }
    ).astype({"rank_best": "Int64", "rank_worst": "Int64"})
    if query.minimum > 0:
        frame["below_minimum"] = result.below
    if regions is not None:
        frame["region_name"] = regions["region_name"].loc[frame.index]
    detail = indicators.indicator(query.indicator).detail
    if detail is not None:
        entry = indicators.indicator(query.indicator)
        more = detail(table.activity, indicators.options_of(entry, dict(query.options)), query.industry_code)
        frame = frame.join(more[[c for c in more.columns if c not in frame.columns]])
    return frame.rename_axis("region_code").reset_index()


def _rank_ranges(result: Result) -> pd.DataFrame | None:
    """Best and worst rank that the intervals leave open, None without intervals."""
    if result.lower is None or result.upper is None:
        return None
    values, lower, upper = (figures.mask(result.below) for figures in (result.values, result.lower, result.upper))
    return rank_interval(values, lower, upper)


def _all_industries(table: Table, query: Query) -> pd.DataFrame:
    small = table.activity.values < query.minimum
    return table.values.mask(small).rename_axis(index="region_code", columns=None).reset_index()


def _inputs(table: Table, query: Query) -> dict[str, Any]:
    """Numbers of the reference economy, which stand in no column, and how they came about."""
    activity, against = table.activity, table.options.get("reference", "published")
    published = activity.reference_published and against != "sum"
    inputs: dict[str, Any] = {
        "reference": ("published row" if published else "sum over the regions")
        + (", less the region itself" if against == "rest" else ""),
        "reference_total": activity.reference_total if against != "sum" else float(activity.totals.sum()),
        "region_totals": "published" if activity.totals_published else "sum of the known industries (a lower bound)",
    }
    row = activity.values.sum(min_count=1) if against == "sum" else activity.reference
    if query.industry_code in row.index:
        inputs["reference_of_the_industry"] = float(row[query.industry_code])
    else:
        inputs["reference_by_industry"] = {str(k): None if pd.isna(v) else float(v) for k, v in row.items()}
    return inputs


def _conventions(table: Table, query: Query) -> dict[str, Any]:
    """Say what the figures rest on beside the options, such as a rule with its version and the cuts that were used."""
    entry = indicators.indicator(query.indicator)
    if entry.told is None:
        return {}
    return dict(entry.told(table.activity, indicators.options_of(entry, dict(query.options))))


def _files(files: Mapping[str, Path]) -> list[dict[str, str]]:
    return [{"table": name, "file": path.name} for name, path in files.items()]


def _own_provenance(query: Query, files: Mapping[str, Path]) -> dict[str, Any]:
    entry = indicators.indicator(query.indicator)
    return {
        "dataset": None,
        "indicator": entry.name,
        "title": entry.title,
        "formula": entry.formula,
        "unit": entry.unit.replace("{measure}", "units of the table"),
        "options": indicators.options_of(entry, dict(query.options)),
        "industry_code": query.industry_code,
        "minimum": query.minimum,
        "citation": entry.citation,
        "sources": _files(files),
        "licences": ["as the files that were given"],
        "dataset_vintage": "as the files that were given",
    }
