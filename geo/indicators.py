"""The registry: one entry an indicator; menus, command line, documentation and method panels are drawn from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.catalogue.cell import CELL
from geo.catalogue.complexity import COMPLEXITY
from geo.catalogue.concentration import CONCENTRATION
from geo.catalogue.disparity import DISPARITY
from geo.catalogue.dynamics import DYNAMICS
from geo.catalogue.linkages import LINKAGES
from geo.catalogue.relatedness import RELATEDNESS
from geo.catalogue.rules import RULES
from geo.catalogue.space import SPACE
from geo.catalogue.structure import STRUCTURE
from geo.catalogue.uncertainty import INCOME, UNCERTAINTY
from geo.catalogue.variety import VARIETY
from geo.errors import MissingTableError, UnknownIndicatorError, UnknownOptionError
from geo.indicator import Indicator, Option

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geo.activity import Activity

__all__ = ["REGISTRY", "Indicator", "Option", "compute", "indicator", "lacking", "options_of", "require_tables"]

_ALL = (
    *CELL, *RULES, *UNCERTAINTY, *INCOME, *SPACE, *STRUCTURE, *VARIETY, *CONCENTRATION, *DISPARITY, *DYNAMICS,
    *LINKAGES, *RELATEDNESS, *COMPLEXITY,
)  # fmt: skip

REGISTRY: Mapping[str, Indicator] = {indicator.name: indicator for indicator in _ALL}
"""Every indicator by its name, in the order of the menus."""


def indicator(name: str) -> Indicator:
    """Return the registry entry of an indicator.

    Raises
    ------
    UnknownIndicatorError
        If no indicator has this name; the message shows the nearest.

    Examples
    --------
    >>> indicator("share").level
    'cell'
    """
    if name not in REGISTRY:
        raise UnknownIndicatorError("indicator", name, REGISTRY)
    return REGISTRY[name]


def options_of(entry: Indicator, given: Mapping[str, str]) -> dict[str, str]:
    """Complete the options of an indicator with its defaults.

    Raises
    ------
    UnknownOptionError
        If an option or its value is not on the indicator's list.

    Examples
    --------
    >>> options_of(indicator("location_quotient"), {"reference": "rest"})
    {'reference': 'rest'}
    """
    known = {option.name: option for option in entry.options}
    for name, value in given.items():
        if name not in known:
            raise UnknownOptionError("option", name, known, where=f"of {entry.name!r}")
        known[name].check(value)
    return {name: given.get(name, option.values[0]) for name, option in known.items()}


def lacking(entry: Indicator, activity: Activity, options: Mapping[str, str] | None = None) -> str | None:
    """Name the first table that an indicator needs with its options and the data do not have, or None.

    Examples
    --------
    >>> import pandas as pd
    >>> from geo.activity import from_tables
    >>> lacking(indicator("density_km2"), from_tables(pd.DataFrame({"C10": [10.0]}, index=["R01"])))
    'areas'
    """
    have = {"areas": activity.areas is not None, "population": activity.population is not None}
    have["reference"] = activity.reference_published
    needs = [*entry.needs, *(["reference"] if (options or {}).get("reference") == "external" else [])]
    return next((need for need in needs if not have.get(need, activity.companions.has(need))), None)


def require_tables(entry: Indicator, activity: Activity, options: Mapping[str, str]) -> None:
    """Refuse data that lack a table which an indicator needs with these options.

    Raises
    ------
    MissingTableError
        The message names the first such table.
    """
    table = lacking(entry, activity, options)
    if table is not None:
        raise MissingTableError(entry.name, table)


def compute(name: str, activity: Activity, given: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Compute an indicator for a whole table at once.

    Returns
    -------
    DataFrame
        Of the `shape` that the registry names: regions x industries, a row a region, a row an industry, or its own.

    Raises
    ------
    UnknownIndicatorError, UnknownOptionError
        If a name is not on the list.
    MissingTableError
        If the indicator needs a table that is not there.
    NegativeActivityError
        If any value is negative or infinite.

    Examples
    --------
    >>> import pandas as pd
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> compute("location_quotient", from_tables(x)).loc["R02"].tolist()
    [1.5, 0.5]
    """
    entry = indicator(name)
    options = options_of(entry, given or {})
    require_tables(entry, activity, options)
    return entry.compute(activity, options)
