"""What an export says of its intervals: where they stand, or that nothing in the data supports one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cli.columns import BOUNDS_WANTED
from geo.indicators import indicator

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geo.query import Table

_ASKED = "uncertainty"  # family of the indicators that are nothing without an interval
_UNKNOWN = "unknown: "
_REASONS: Mapping[str, str] = {
    "relative_error": "no published errors support an interval with this reference; --option method=firms takes it "
    "from establishments (--table firms=FILE)",
    "firms": "nowhere do the establishments come within a tenth of the figure, so that they support no interval",
}
_NOTHING = "nothing in these data supports an interval"


def interval_told(table: Table, industry: str) -> dict[str, str]:
    """Say for the provenance where the intervals of a table, or of one of its industries, stand, or why there are none.

    Examples
    --------
    >>> import pandas as pd
    >>> from geo.activity import from_tables
    >>> from geo.query import Query, tabulate
    >>> x = from_tables(pd.DataFrame({"C10": [10.0, 30.0]}, index=["R01", "R02"]))
    >>> interval_told(tabulate(x, Query("", "location_quotient")), "C10")
    {'interval': 'unknown: nothing in these data supports an interval'}
    """
    entry = table.entry
    if entry.interval is None and entry.family != _ASKED:
        return {}
    found = table.values if entry.interval is None else table.lower
    if not _any(table.activity.values, industry):
        return {}
    if found is None or not _any(found, industry):
        method = table.options.get("method", "")
        return {"interval": _UNKNOWN + _REASONS.get(method, _NOTHING)}
    if entry.interval is None:
        return {}
    return {"interval": "columns lower and upper" if industry else BOUNDS_WANTED}


def _any(figures: pd.DataFrame, industry: str) -> bool:
    """Tell whether any figure is known, of one industry or of all."""
    return bool((figures[industry] if industry in figures.columns else figures).notna().to_numpy().any())


def interval_notes(told: Mapping[str, Any]) -> list[str]:
    """Say in a sentence that an interval was asked for and is not known.

    Examples
    --------
    >>> interval_notes({"indicator": "probability_specialized", "interval": "unknown: nobody counted"})
    ['nobody counted']
    >>> interval_notes({"indicator": "location_quotient", "interval": "unknown: nobody counted"})
    []
    """
    text: str = told.get("interval", "")
    asked = indicator(told["indicator"]).family == _ASKED
    return [text.removeprefix(_UNKNOWN)] if asked and text.startswith(_UNKNOWN) else []
