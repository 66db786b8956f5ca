"""Companion tables that a dataset already holds: firms from its register, groups from its classification, its years."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.activity import from_dataset
from geo.schema import TOTAL
from geo.table_files import read_columns, read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from geo.activity import Activity
    from geo.dataset import Dataset

_OF_FIRMS = ("region_code", "industry_code", "employees", "organisation_type", "size_class")
"""What indices ask of an establishment."""
_MOST_LEVELS = 10  # steps from the finest region up to the coarsest; a longer chain is a circle


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of a dataset one activity table is."""

    measure: str
    level: str
    industry_level: str
    year: int


def with_own_tables(activity: Activity, dataset: Dataset, at: Slice, names: Collection[str]) -> Activity:
    """Put beside an activity table those companion tables that the dataset can give.

    Parameters
    ----------
    activity : Activity
        Taken out of the dataset with the same at.
    dataset : Dataset
    at : Slice
        Which part of the dataset the activity table is.
    names : collection of str
        Companion tables that an indicator needs or uses; what the dataset lacks stays None.

    Returns
    -------
    Activity
    """
    given: dict[str, Any] = {name: _MAKE[name](dataset, at, activity) for name in names if name in _MAKE}
    if "weights" in names:
        given["regions"] = dataset.regions_at(at.level)
    if not given:
        return activity
    made_up = {name for name, table in given.items() if table is not None and _is_simulated(name, dataset, at)}
    before = activity.companions.simulated - set(given)
    return replace(activity, companions=replace(activity.companions, simulated=before | made_up, **given))


def firms_at(dataset: Dataset, level: str, *, columns: Sequence[str] | None = None) -> pd.DataFrame | None:
    """Return the register of a dataset with the region of each establishment at a level, or None without a register.

    Parameters
    ----------
    dataset : Dataset
    level : str
        Regional level.
    columns : sequence of str, optional
        Only these, as far as the register has them; texts are categories then, which take a tenth of the memory.

    Returns
    -------
    DataFrame or None
        ``region_code``, ``industry_code``, ``employees``, ``organisation_type``, ``lon``, ``lat`` and whatever else the
        register has; establishments outside every region of the level are left out.
    """
    if not dataset.has_table("enterprises") or dataset.folder is None:
        return None
    path = dataset.folder / dataset.manifest.resources["enterprises"]
    firms = read_table(path) if columns is None else read_columns(path, columns)
    return _lifted(firms, "region_code", ancestors(dataset.regions, dataset.regions_at(level).index))


def tells_firms(dataset: Dataset) -> bool:
    """Tell whether indices may be computed from single establishments: of a confidential register they may not.

    Beside the published figures the spread of plant sizes gives hidden ones back: of two plants, the size of each.
    """
    return dataset.has_table("enterprises") and not dataset.manifest.confidential


def _lifted(firms: pd.DataFrame, column: str, above: Mapping[str, str]) -> pd.DataFrame:
    """Replace codes by those above them; rows of codes with nothing above are left out."""
    if not isinstance(firms[column].dtype, pd.CategoricalDtype):
        lifted = firms[column].map(above)
        return firms.assign(**{column: lifted})[lifted.notna().to_numpy()].reset_index(drop=True)
    codes, names = firms[column].cat.codes.to_numpy(), firms[column].cat.categories
    wanted = pd.Index(sorted(set(above.values())), dtype="str")
    found = wanted.get_indexer(pd.Index([above.get(name, "") for name in names], dtype="str"))
    position = np.append(found, -1).astype(np.int32)[codes]
    whole = firms.assign(**{column: pd.Categorical.from_codes(position, wanted)})
    inside = position >= 0
    return whole if inside.all() else whole[inside].reset_index(drop=True)


def ancestors(table: pd.DataFrame, wanted: Collection[str]) -> dict[str, str]:
    """Code among those `wanted` that each code is part of, itself included."""
    has_parents = "parent_code" in table.columns
    parent = table["parent_code"].dropna().to_dict() if has_parents else {}
    known, found = set(wanted), {}
    for code in table.index:
        place: str | None = code
        for _ in range(_MOST_LEVELS):
            if place is None or place in known:
                break
            place = parent.get(place)
        if place in known:
            found[str(code)] = str(place)
    return found


def _firms(dataset: Dataset, at: Slice, _: Activity) -> pd.DataFrame | None:
    if not tells_firms(dataset):
        return None

    def taken() -> pd.DataFrame | None:
        firms = firms_at(dataset, at.level, columns=_OF_FIRMS)
        if firms is None:
            return None
        above = ancestors(dataset.industries, dataset.industries_at(at.industry_level).index)
        return _lifted(firms, "industry_code", above)

    return dataset.once(("firms", at.level, at.industry_level), taken)


def _establishments(dataset: Dataset, at: Slice, activity: Activity) -> pd.DataFrame | None:
    firms = _firms(dataset, at, activity)
    if firms is None:
        return None
    counts = firms.pivot_table(
        "employees", index="region_code", columns="industry_code", aggfunc="count", fill_value=0, observed=True
    )
    counts = counts.reindex(index=activity.values.index, columns=activity.values.columns, fill_value=0)
    return counts.astype(float).where(activity.values.notna())


def _groups(dataset: Dataset, _: Slice, activity: Activity) -> pd.Series | None:
    if "parent_code" not in dataset.industries.columns:
        return None
    parent = dataset.industries["parent_code"].reindex(activity.values.columns)
    return None if parent.isna().any() else parent.astype(str)


def _region_groups(dataset: Dataset, _: Slice, activity: Activity) -> pd.Series | None:
    if "parent_code" not in dataset.regions.columns:
        return None
    parent = dataset.regions["parent_code"].reindex(activity.values.index)
    return None if parent.isna().any() else parent.astype(str)


def _traded(dataset: Dataset, _: Slice, activity: Activity) -> pd.Series | None:
    if "traded" not in dataset.industries.columns:
        return None
    flags = pd.to_numeric(dataset.industries["traded"], errors="coerce").reindex(activity.values.columns)
    return None if flags.isna().all() else flags.astype(float)


def _years(dataset: Dataset, at: Slice, _: Activity) -> dict[int, pd.DataFrame] | None:
    years = dataset.years(at.measure)
    if len(years) < 2:  # noqa: PLR2004 - one year is no series
        return None
    same = {"measure": at.measure, "level": at.level, "industry_level": at.industry_level}
    return {year: from_dataset(dataset, year=year, **same).values for year in years}


def _wages(dataset: Dataset, at: Slice, activity: Activity) -> pd.DataFrame | None:
    measure = dataset.manifest.default.get("wages")
    if not measure or at.year not in dataset.years(measure):
        return None
    same = {"measure": measure, "level": at.level, "industry_level": at.industry_level}
    return from_dataset(dataset, year=at.year, **same).values.reindex_like(activity.values)


def _income(dataset: Dataset, at: Slice, activity: Activity) -> pd.Series | None:
    measure = dataset.manifest.default.get("wages")
    rows = dataset.statistics
    rows = rows[(rows["measure"] == measure) & (rows["year"] == at.year) & (rows["industry_code"] == TOTAL)]
    income = rows.set_index("region_code")["value"].reindex(activity.values.index)
    return None if income.isna().all() else income.astype(float)


def _io(dataset: Dataset, _: Slice, __: Activity) -> pd.DataFrame | None:
    if not dataset.has_table("io") or dataset.folder is None:
        return None
    path = dataset.folder / dataset.manifest.resources["io"]
    return dataset.once(("io",), lambda: read_table(path))


def register_simulated(dataset: Dataset) -> bool:
    """Tell whether the establishments of a dataset were made up: its manifest says so, or the register itself."""
    if not dataset.has_table("enterprises") or dataset.folder is None:
        return False
    if dataset.manifest.simulated or "enterprises" in dataset.manifest.simulated_tables:
        return True
    path = dataset.folder / dataset.manifest.resources["enterprises"]

    def said() -> bool:
        firms = read_columns(path, ["obs_status"])
        return "obs_status" in firms.columns and bool((firms["obs_status"] == "S").any())

    return dataset.once(("register simulated",), said)


def _is_simulated(name: str, dataset: Dataset, at: Slice) -> bool:
    """Tell whether a companion table was made from simulated tables of the dataset."""
    if name in {"firms", "establishments"}:
        return register_simulated(dataset)
    if name in {"years", "wages", "income", "anchor"}:
        measure = at.measure if name == "years" else str(dataset.manifest.default.get("wages"))
        return _measure_simulated(dataset, measure)
    return name == "io" and name in dataset.manifest.simulated_tables


def _measure_simulated(dataset: Dataset, measure: str) -> bool:
    def said() -> bool:
        rows = dataset.statistics
        return bool((rows.loc[rows["measure"] == measure, "obs_status"] == "S").any())

    return dataset.once(("measure simulated", measure), said)


_MAKE: dict[str, Callable[[Dataset, Slice, Activity], Any]] = {
    "firms": _firms,
    "establishments": _establishments,
    "groups": _groups,
    "region_groups": _region_groups,
    "traded": _traded,
    "years": _years,
    "wages": _wages,
    "income": _income,
    "anchor": _income,
    "io": _io,
}
