"""How clusters of a register are looked for where nobody says how: at a distance that has neighbours within it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree

from geo.crs import through_the_earth
from geo.table_files import read_columns

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

NEIGHBOURS = 10
"""So many enterprises within the distance make a dense place."""

CLOSEST, FARTHEST = 100.0, 50_000.0
"""Bounds of the distance, in metres."""

_DENSE, _ASKED, _SEED = 0.25, 2000, 0


def usual_search(path: Path, codes: Collection[str]) -> dict[str, float]:
    """Choose a distance and a density by the enterprises of an industry.

    A quarter of them have `NEIGHBOURS` others within the distance, which is rounded to 1, 2 or 5 times a power of ten.

    Parameters
    ----------
    path : Path
        Table of enterprises, in Parquet.
    codes : collection of str
        Codes of the industry.

    Returns
    -------
    dict
        ``radius_m``; ``enterprises``, the least number within it; ``jobs``, the least number of jobs, 0 where the
        register does not know them.

    Examples
    --------
    >>> import pandas as pd, tempfile
    >>> from pathlib import Path
    >>> path = Path(tempfile.mkdtemp()) / "firms.parquet"
    >>> pd.DataFrame({"lon": [0.001 * i for i in range(50)], "lat": 0.0, "industry_code": "C"}).to_parquet(path)
    >>> usual_search(path, ["C"])
    {'radius_m': 500.0, 'enterprises': 10, 'jobs': 0}
    """
    rows = read_columns(path, ["lon", "lat", "industry_code", "employees"])
    rows = rows[rows["industry_code"].isin(list(codes)) & rows["lon"].notna() & rows["lat"].notna()]
    jobs = 0.0
    if "employees" in rows and rows["employees"].notna().mean() > 1 / 2:
        jobs = _short(NEIGHBOURS * float(rows["employees"].mean()))
    places = through_the_earth(rows["lon"].to_numpy(dtype=float), rows["lat"].to_numpy(dtype=float))
    reach = FARTHEST / 10
    if len(places) > NEIGHBOURS:
        asked = np.random.default_rng(_SEED).permutation(len(places))[:_ASKED]
        away = cKDTree(places).query(places[asked], k=NEIGHBOURS + 1)[0][:, -1]
        reach = float(np.quantile(away, _DENSE))
    return {"radius_m": _short(min(max(reach, CLOSEST), FARTHEST)), "enterprises": NEIGHBOURS, "jobs": int(jobs)}


def _short(number: float) -> float:
    """Round to 1, 2 or 5 times a power of ten."""
    if number <= 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(number))
    return min((1, 2, 5, 10), key=lambda step: abs(math.log(number / (step * power)))) * power
