"""Rows of a list of places, the largest first: what the map names and marks for orientation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

_SIZES = ("size", "population")
_OTHER_NAMES = ("name_uk", "name_ru")


def place_rows(table: pd.DataFrame, least: int | None = None, *, lang: str = "") -> list[list[Any]]:
    """Write places as rows ``[lon, lat, name, size]``, the largest first.

    Parameters
    ----------
    table : DataFrame
        Columns ``lon`` and ``lat`` (degrees), ``name``, and where they are known ``size`` or ``population`` and names
        in other languages.
    least : int, optional
        Places below this size are left out.
    lang : str, optional
        The one language of the names; without it the other names follow: ``[lon, lat, name, size, name_uk, name_ru]``.

    Returns
    -------
    list of list
        Places without coordinates are left out.

    Examples
    --------
    >>> place_rows(pd.DataFrame({"lon": [30.52341], "lat": [50.45], "name": ["Kyiv"], "size": [2_950_000]}))
    [[30.5234, 50.45, 'Kyiv', 2950000]]
    """
    size = next((table[name].astype(float) for name in _SIZES if name in table.columns), None)
    size = pd.Series(np.nan, index=table.index) if size is None else size
    placed = np.isfinite(table["lon"].to_numpy(dtype=float)) & np.isfinite(table["lat"].to_numpy(dtype=float))
    keep = placed if least is None else placed & (size >= least).to_numpy()
    order = np.flatnonzero(keep)[np.argsort(-size[keep].to_numpy(), kind="stable")]
    rows = table.iloc[order]
    others = [_texts(rows[name]) for name in _OTHER_NAMES if name in table.columns and not lang]
    columns = [
        rows["lon"].round(4).tolist(),
        rows["lat"].round(4).tolist(),
        _names(rows, lang),
        [None if np.isnan(value) else _short(value) for value in size.iloc[order].tolist()],
        *others,
    ]
    return [list(row) for row in zip(*columns, strict=True)]


def _names(rows: pd.DataFrame, lang: str) -> list[str | None]:
    own = f"name_{lang}"
    if not lang or own not in rows.columns:
        return _texts(rows["name"])
    return [local or name for local, name in zip(_texts(rows[own]), _texts(rows["name"]), strict=True)]


def _texts(column: pd.Series) -> list[str | None]:
    return [None if gone else str(text) for gone, text in zip(column.isna(), column, strict=True)]


def _short(value: float) -> float:
    return int(value) if value.is_integer() else value
