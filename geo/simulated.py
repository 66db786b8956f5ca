"""What of a figure stands on simulated tables: one rule for exports, badges, legends, panels and pages.

A figure is simulated where the table of the measure is (observation status ``S``), or where a companion table that it
stands on is. An interval may be simulated where its figure is not: the quotient of published jobs is observed, and an
interval drawn from made-up establishments is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.activity import Activity
    from geo.indicator import Indicator, Options

ACTIVITY = "activity"
"""Name of the table of the measure itself among the simulated ones."""
_OWN_COLUMN = frozenset({"specialization", "uncertainty", "autocorrelation", "cluster_rules"})
_WITHOUT_TOTALS = frozenset({"value", "density_km2", "per_thousand_people"})


def simulated_tables(entry: Indicator, activity: Activity, options: Options, *, industry: str = "") -> tuple[str, ...]:
    """Name the simulated tables that the figures of an indicator stand on; none where all are observed.

    Parameters
    ----------
    entry : Indicator
    activity : Activity
    options : mapping of str to str
        Complete (see `geo.indicators.options_of`).
    industry : str, optional
        A column of the table, where only its figures are meant.

    Returns
    -------
    tuple of str
        `ACTIVITY` and names of companion tables.

    Examples
    --------
    >>> import pandas as pd
    >>> from geo.activity import from_tables
    >>> from geo.indicators import indicator
    >>> firm = {"region_code": ["R01"], "industry_code": ["C10"], "employees": [10.0], "obs_status": ["S"]}
    >>> x = from_tables(pd.DataFrame({"C10": [10.0]}, index=["R01"]), {"firms": pd.DataFrame(firm)})
    >>> simulated_tables(indicator("ellison_glaeser"), x, {}), simulated_tables(indicator("hachman"), x, {})
    (('firms',), ())
    """
    own = (ACTIVITY,) if _cells_simulated(entry, activity, industry) else ()
    made_up = activity.companions.simulated
    return (*own, *sorted(made_up & set(figure_tables(entry, activity, options)))) if made_up else own


def interval_simulated(entry: Indicator, activity: Activity, options: Options) -> bool:
    """Tell whether the intervals of an indicator stand on simulated companion tables.

    Examples
    --------
    >>> import pandas as pd
    >>> from geo.activity import from_tables
    >>> from geo.indicators import indicator
    >>> firm = {"region_code": ["R01"], "industry_code": ["C10"], "employees": [10.0], "obs_status": ["S"]}
    >>> x = from_tables(pd.DataFrame({"C10": [10.0]}, index=["R01"]), {"firms": pd.DataFrame(firm)})
    >>> interval_simulated(indicator("location_quotient"), x, {"reference": "published"})
    True
    """
    made_up = activity.companions.simulated
    if entry.interval is None or entry.interval_on is None or not made_up:
        return False
    return bool(made_up & set(entry.interval_on(activity, options)))


def figure_tables(entry: Indicator, activity: Activity, options: Options) -> tuple[str, ...]:
    """Name the companion tables that the figures themselves stand on.

    Those that the indicator needs, and those that it uses where they are there; what is used for the interval alone
    is none of them.

    Examples
    --------
    >>> import pandas as pd
    >>> from geo.activity import from_tables
    >>> from geo.indicators import indicator
    >>> x = from_tables(pd.DataFrame({"C10": [10.0]}, index=["R01"]))
    >>> figure_tables(indicator("location_quotient"), x, {"reference": "sum"})
    ()
    """
    if entry.figure_on is not None:
        used = tuple(entry.figure_on(activity, options))
    else:
        used = () if entry.interval_on is not None else entry.uses
    return tuple(dict.fromkeys((*entry.needs, *used)))


def _cells_simulated(entry: Indicator, activity: Activity, industry: str) -> bool:
    """Tell whether simulated figures of the measure are among those that count.

    A figure of one industry alone, or against published totals, stands on its own column; all others stand on the whole
    table: a total that is added up is simulated where a part of it is.
    """
    alone = entry.shape == "wide" and entry.family in _OWN_COLUMN
    published = activity.totals_published and activity.reference_published
    if alone and industry in activity.status.columns and (published or entry.name in _WITHOUT_TOTALS):
        return bool((activity.status[industry] == "S").any())
    return activity.simulated
