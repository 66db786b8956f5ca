"""The rows of a register that can be used, each with its region: what a map of enterprises is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.engines.pieces import WANTED, checked_part, placed, prepared
from geo.enterprise_codes import named
from geo.enterprise_files import read_part
from geo.enterprise_ids import id_hashes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.engines.pieces import Plan, Work
    from geo.enterprise_parts import Part

_NAME = "enterprise_name"


def usable_rows(plan: Plan, parts: Sequence[Part]) -> Iterator[pd.DataFrame]:
    """Read a register part by part, by the checks of `geo.engines.cube_of`: the same rows are left out.

    Parameters
    ----------
    plan : Plan
    parts : sequence of Part

    Yields
    ------
    DataFrame
        Columns of a register that the part has (see `geo.enterprise_columns.Checked`), ``region_code`` always: the
        region that counts. Of an id that repeats the first row is there.

    Raises
    ------
    DataContractError
        If a part cannot be read.

    Examples
    --------
    >>> import geopandas as gpd, shapely, tempfile
    >>> from pathlib import Path
    >>> from geo.cube_options import CubeOptions
    >>> from geo.engines.pieces import Plan
    >>> from geo.enterprise_files import parts_of
    >>> regions = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 1, 1)], index=["R01"], crs="EPSG:4326")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "firms.parquet")
    ...     pd.DataFrame({"lon": [0.5, 5], "lat": [0.5, 0.5], "industry_code": "C10"}).to_parquet(path)
    ...     plan = Plan(regions=regions, columns={}, options=CubeOptions())
    ...     [rows["region_code"].tolist() for rows in usable_rows(plan, parts_of(path))]
    [['R01']]
    """
    work = prepared(plan)
    codes = pd.Index(work.grid.region_codes, dtype="str")
    earlier = np.empty(0, np.uint64)
    for part in parts:
        rows = _checked(work, part, plan)
        if "enterprise_id" in rows:
            hashes = id_hashes(rows["enterprise_id"])
            again = (np.isin(hashes, earlier) | pd.Series(hashes).duplicated().to_numpy()) & (hashes != 0)
            earlier = np.concatenate([earlier, hashes[~again]])
            rows = rows[~again]
        position = placed(work, rows).position
        inside = position >= 0
        region = pd.Categorical.from_codes(position[inside], codes)
        yield rows[inside].assign(region_code=region).reset_index(drop=True)


def _checked(work: Work, part: Part, plan: Plan) -> pd.DataFrame:
    """Rows that can be used, with their names, which decide nothing: a register is counted without them."""
    table = read_part(part, plan.columns, wanted=WANTED | {_NAME})
    if _NAME not in table.column_names:
        return checked_part(work, part, table).rows
    found = checked_part(work, part, table.drop_columns([_NAME]))
    names = named(table[_NAME])
    return found.rows.assign(**{_NAME: names if found.kept is None else names[found.kept].reset_index(drop=True)})
