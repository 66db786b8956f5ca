"""The cube of a whole register: one function, whatever does the work; every engine gives the same to the last unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.aggregate import CubeOptions, Partial, cube
from geo.engines.pieces import Plan
from geo.errors import UnknownOptionError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd

    from geo.engines.pieces import Piece, Progress
    from geo.enterprise_parts import Part
    from geo.rejected import Rejected

ENGINES = ("memory", "dask")


@dataclass(frozen=True, slots=True, eq=False)
class CubeResult:
    """What became of a register.

    `sums` are the exact sums (see `geo.aggregate`), to be filtered, added up and protected; `rejected` the rows that
    cannot be used; `disagreements` counts rows whose point lies in another region than they state, and `examples`
    lists the first; `unknown_regions` counts stated codes that no region has, where the point decided; `used` rows are
    in the sums.
    """

    sums: Partial
    rejected: Rejected
    disagreements: int
    examples: pd.DataFrame
    unknown_regions: int
    used: int

    @property
    def cube(self) -> pd.DataFrame:
        """The cube, nothing hidden."""
        return cube(self.sums)

    @property
    def counts(self) -> dict[str, int]:
        """What was read, used and left out, and the rest that a reader asks for."""
        return {
            "read": self.rejected.read,
            "used": self.used,
            "rejected": self.rejected.total,
            "disagreements": self.disagreements,
            "unknown_regions": self.unknown_regions,
        }


def cube_of(
    parts: Sequence[Part],
    regions: gpd.GeoDataFrame,
    *,
    columns: Mapping[str, str] | None = None,
    options: CubeOptions | None = None,
    engine: str = "memory",
    scheduler: str | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
) -> CubeResult:
    """Add a register up by region and industry, part by part; memory does not grow with its rows.

    Parameters
    ----------
    parts : sequence of Part
        See `geo.enterprise_files.parts_of`.
    regions : GeoDataFrame of shape (n_regions,)
        Index ``region_code``, polygons in EPSG:4326.
    columns : mapping, optional
        Column of the register -> its name in the files.
    options : CubeOptions, optional
    engine : {"memory", "dask"}
        Threads of this process, or worker processes on this or other machines.
    scheduler : str, optional
        Of Dask, such as ``tcp://host:8786``; by default workers are started here. They must see the same files.
    progress : callable, optional
        Called with the parts that are done and all.
    workers : int, optional
        Threads or, without a scheduler, processes; 2 by default.

    Returns
    -------
    CubeResult

    Raises
    ------
    UnknownOptionError
        If there is no such engine.
    DataContractError
        If a part cannot be read, or the scheduler not be reached.

    Examples
    --------
    >>> import geopandas as gpd, shapely, tempfile
    >>> from pathlib import Path
    >>> from geo.enterprise_files import parts_of
    >>> regions = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 1, 1)], index=["R01"], crs="EPSG:4326")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "firms.parquet")
    ...     pd.DataFrame({"lon": [0.5, 5], "lat": [0.5, 0.5], "industry_code": "C10", "employees": 7}).to_parquet(path)
    ...     found = cube_of(parts_of(path), regions)
    >>> found.cube["employees"].tolist(), found.rejected.counts
    ([7], {'outside': 1})
    """
    if engine not in ENGINES:
        raise UnknownOptionError("engine", engine, ENGINES)
    from geo.engines import dask_engine, memory  # noqa: PLC0415 - loads Dask where it is wanted

    plan = Plan(regions=regions, columns=dict(columns or {}), options=options or CubeOptions())
    tell = progress or _silent
    if engine == "memory":
        whole = memory.run(plan, parts, tell, workers or 2)
    else:
        whole = dask_engine.run(plan, parts, tell, scheduler=scheduler, workers=workers or 2)
    return _result(whole)


def _silent(done: int, total: int) -> None:
    """Tell nobody."""


def _result(whole: Piece) -> CubeResult:
    return CubeResult(
        whole.sums, whole.rejected, whole.disagreements, whole.examples, whole.unknown_regions, whole.sums.enterprises
    )
