"""An activity table added up to groups of industries; what is missing stays missing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.errors import DataContractError
from geo.problems import Told

if TYPE_CHECKING:
    from geo.activity import Activity
    from geo.companions import Companions


def to_groups(activity: Activity, groups: pd.Series, *, partial: bool = False) -> Activity:
    """Add up the industries of each group.

    Totals of the regions and of the reference economy stay as they are: they count what lies in no group, too.

    Parameters
    ----------
    activity : Activity
    groups : Series of shape (n_industries,)
        Group of each industry; NaN for those that are left out (see `geo.definitions.group_of`).
    partial : bool
        Whether a group whose industries are known in part gets the sum of those: a lower bound, marked as estimated
        (status E). By default it is missing.

    Returns
    -------
    Activity
        Its industries are the groups, in the order in which they first occur. Establishments, years, wages (weighted by
        jobs), traded marks and firms come along; relative errors do not, since errors within a group are not
        independent.

    Raises
    ------
    DataContractError
        If no industry lies in a group.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = from_tables(pd.DataFrame({"10": [1.0, 2.0], "11": [3.0, np.nan], "24": [5.0, 6.0]}, index=["R01", "R02"]))
    >>> to_groups(x, pd.Series({"10": "food", "11": "food", "24": "metal"})).values.values.tolist()
    [[4.0, 5.0], [nan, 6.0]]
    """
    groups = groups.reindex(activity.values.columns)
    if groups.isna().all():
        raise DataContractError("groups", [Told.of("no_group")])
    values = _added(activity.values, groups, partial=partial)
    row = activity.reference.to_frame().T
    reference = _added(row, groups, partial=partial).iloc[0] if activity.reference_published else None
    if reference is None:
        reference = values.sum(axis=0, min_count=1)
    return replace(
        activity,
        values=values,
        reference=reference.rename("reference"),
        relative_error=None,
        reference_error=None,
        noted=_statuses(activity, groups, values),
        companions=_companions(activity, groups, partial=partial),
    )


def _added(table: pd.DataFrame, groups: pd.Series, *, partial: bool) -> pd.DataFrame:
    """Sum of each group; NaN where one of its industries (or with `partial` every one) is missing."""
    names, member = _members(groups)
    figures = table.to_numpy(dtype=float)
    known = np.isfinite(figures).astype(float) @ member
    enough = known > 0 if partial else known == member.sum(axis=0)
    summed = np.where(enough, np.nan_to_num(figures) @ member, np.nan)
    return pd.DataFrame(summed, index=table.index, columns=names)


def _members(groups: pd.Series) -> tuple[pd.Index, np.ndarray]:
    names = pd.Index(groups.dropna().unique(), name="industry_code")
    return names, (groups.to_numpy(dtype=object)[:, None] == names.to_numpy(dtype=object)[None, :]).astype(float)


def _statuses(activity: Activity, groups: pd.Series, values: pd.DataFrame) -> pd.DataFrame:
    """Worst status of the industries of a group; a sum of the known ones is estimated."""
    _, member = _members(groups)
    status = activity.status.to_numpy().astype(str)
    any_of = {code: ((status == code).astype(float) @ member) > 0 for code in "SECM"}
    gap = any_of["M"] | any_of["C"]
    missing = np.isnan(values.to_numpy(dtype=float))
    choices = [missing & any_of["C"], missing, any_of["S"], any_of["E"] | gap]
    worst = np.select(choices, ["C", "M", "S", "E"], default="A")
    return pd.DataFrame(worst, index=values.index, columns=values.columns)


def _companions(activity: Activity, groups: pd.Series, *, partial: bool) -> Companions:
    old = activity.companions
    names, _ = _members(groups)
    firms, traded = old.firms, old.traded
    if firms is not None:
        home = firms["industry_code"].map(groups)
        firms = firms.assign(industry_code=home)[home.notna()].reset_index(drop=True)
    if traded is not None:
        marks = traded.groupby(groups)
        agree = (marks.min() == marks.max()) & (marks.count() == marks.size())
        traded = marks.min().where(agree).reindex(names)
    plants, wages = old.establishments, old.wages
    if wages is not None:
        paid = (wages * activity.values).where(activity.values > 0, activity.values)  # no jobs, no wages: adds nothing
        jobs = _added(activity.values.where(paid.notna()), groups, partial=partial)
        wages = _added(paid, groups, partial=partial) / jobs.where(jobs > 0)
    return replace(
        old,
        establishments=None if plants is None else _added(plants, groups, partial=partial),
        wages=wages,
        firms=firms,
        traded=traded,
        groups=None,
        years=None if old.years is None else {y: _added(t, groups, partial=partial) for y, t in old.years.items()},
        establishment_years=None
        if old.establishment_years is None
        else {y: _added(t, groups, partial=partial) for y, t in old.establishment_years.items()},
        io=None,
    )
