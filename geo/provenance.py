"""Where a figure comes from: formula, conventions, inputs, source, vintage, licence; it goes with every export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd
from pandas.api.types import is_object_dtype, is_string_dtype

from geo import indicators

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.dataset import Dataset
    from geo.query import Query

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Labelled(Protocol):
    """Figures that know what of them is simulated, such as `geo.query.Table` (see `geo.simulated`)."""

    @property
    def simulated(self) -> tuple[str, ...]:
        """Names of the simulated tables that the figures stand on."""

    @property
    def interval_simulated(self) -> bool:
        """Whether the intervals stand on simulated tables."""


def provenance(
    dataset: Dataset, query: Query, *, version: str = "", table: Labelled | None = None
) -> dict[str, Any]:
    """Everything that a reader needs in order to trace and repeat a figure.

    Parameters
    ----------
    dataset : Dataset
    query : Query
        Resolved: every field filled.
    version : str, optional
        Digest of the dataset's files.
    table : Table, Result or another that knows, optional
        What was computed: then it says of these figures, and of their intervals, whether they are simulated.

    Returns
    -------
    dict
        Plain values only, ready for JSON.
    """
    entry = indicators.indicator(query.indicator)
    measure = dataset.manifest.measure(query.measure)
    return {
        "dataset": dataset.key.id,
        "dataset_vintage": dataset.key.vintage,
        "dataset_digest": version,
        "indicator": entry.name,
        "title": entry.title,
        "formula": entry.formula,
        "unit": entry.unit.replace("{measure}", measure.unit.get("en", "")),
        "options": indicators.options_of(entry, dict(query.options)),
        "reference_published": bool(len(dataset.reference)),
        "industry_code": query.industry_code,
        "industry_level": query.industry_level,
        "level": query.level,
        "measure": query.measure,
        "year": query.year,
        "minimum": query.minimum,
        "citation": entry.citation,
        **simulation(
            table.simulated if table else (),
            interval=bool(table and table.interval_simulated),
            whole=dataset.manifest.simulated,
        ),
        "sources": [
            {str(k): str(v) for k, v in row.items()}
            for row in dataset.sources.astype(object).where(dataset.sources.notna(), "").to_dict("records")
        ],
        "licences": list(dataset.manifest.licences),
    }


def simulation(tables: Sequence[str], *, interval: bool, whole: bool = False) -> dict[str, Any]:
    """Say which simulated tables figures stand on, and whether their intervals do; `whole` is said of all the data.

    Examples
    --------
    >>> simulation((), interval=True)
    {'simulated': False, 'simulated_tables': [], 'interval_simulated': True}
    """
    return {"simulated": whole or bool(tables), "simulated_tables": list(tables), "interval_simulated": interval}


def safe_cells(table: pd.DataFrame) -> pd.DataFrame:
    """Return a copy whose texts cannot run as formulas when a spreadsheet opens them.

    A text that begins with ``= + - @``, a tab or a carriage return gets an apostrophe in front; numbers are untouched.

    Examples
    --------
    >>> safe_cells(pd.DataFrame({"name": ["=1+1", "Kyiv"], "value": [-1.0, 2.0]}))["name"].tolist()
    ["'=1+1", 'Kyiv']
    """

    def guarded(value: object) -> object:
        return f"'{value}" if isinstance(value, str) and value.startswith(_STARTS_FORMULA) else value

    safe = table.copy()
    safe.columns = pd.Index([guarded(c) for c in safe.columns])
    for i in range(safe.shape[1]):
        if is_object_dtype(safe.dtypes.iloc[i]) or is_string_dtype(safe.dtypes.iloc[i]):
            safe.isetitem(i, safe.iloc[:, i].map(guarded).array)
    return safe
