"""What every engine does to a part of a register, and how the results of parts are put together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa

from geo import aggregate, rejected
from geo.aggregate import CubeOptions, Partial
from geo.assign import assign, reconcile, region_grid
from geo.enterprise_columns import Checked, checked, without_repeated
from geo.enterprise_files import read_part
from geo.enterprise_ids import id_hashes
from geo.enterprise_lines import lines_at
from geo.enterprise_names import REGISTER
from geo.rejected import LISTED, MAX_LISTED, Rejected

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd

    from geo.assign import RegionGrid
    from geo.enterprise_parts import Part

WANTED = REGISTER - {"enterprise_name"}
"""Columns that a cube needs."""

MOST_EXAMPLES = 100
EXAMPLES = ("file", "line", "stated", "found")
"""Columns of the list of rows whose point lies in another region than the one they state."""

_SHOWN = ("enterprise_id", "lon", "lat", "region_code")


class Progress(Protocol):
    """Is told how far the work is."""

    def __call__(self, done: int, total: int) -> None:
        """Take the number of parts that are done, and of all."""


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What is to be done; small enough to be sent to workers, who make the `Work` of it."""

    regions: gpd.GeoDataFrame
    columns: Mapping[str, str]
    options: CubeOptions


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """A plan, with the regions made ready."""

    plan: Plan
    grid: RegionGrid
    bounds: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """What became of some parts (see `geo.engines.CubeResult`)."""

    sums: Partial
    rejected: Rejected
    disagreements: int
    unknown_regions: int
    examples: pd.DataFrame


def prepared(plan: Plan) -> Work:
    """Make the regions ready."""
    west, south, east, north = (float(side) for side in plan.regions.total_bounds)
    return Work(plan, region_grid(plan.regions[["geometry"]]), (west, south, east, north))


def piece_of(work: Work, part: Part, repeated: np.ndarray | None = None) -> tuple[Piece, np.ndarray]:
    """Read a part, check it, find the regions, add it up.

    Parameters
    ----------
    work : Work
    part : Part
    repeated : ndarray of int64, optional
        Rows (among those that pass the checks) whose id stands in an earlier row or part.

    Returns
    -------
    piece : Piece
    hashes : ndarray of uint64
        Of the ids of the rows that pass the checks, in order; empty where the part has none.
    """
    table = read_part(part, work.plan.columns, wanted=WANTED)
    found = checked_part(work, part, table)
    hashes = id_hashes(found.rows["enterprise_id"]) if "enterprise_id" in found.rows else np.empty(0, np.uint64)
    if repeated is not None:
        mark = np.zeros(len(found.rows), dtype=bool)
        mark[repeated] = True
        found = without_repeated(found, mark, where=part.path)
    place = placed(work, found.rows)
    examples = _examples(place.examples, found, part)
    used, left_out = _inside(found, place.position, part)
    region = pd.Categorical.from_codes(place.position, pd.Index(work.grid.region_codes, dtype="str"), validate=False)
    sums = aggregate.partial(found.rows.assign(region_code=region), options=work.plan.options, used=used)
    return Piece(sums, left_out, place.disagreements, place.unknown, examples), hashes


def checked_part(work: Work, part: Part, table: pa.Table) -> Checked:
    """Check a part that was read, by the conventions of the plan."""
    options = work.plan.options
    return checked(
        table, industries=options.industries, coarse=options.coarse, first_line=part.first_line, bounds=work.bounds,
        latest=options.reference_year, within=options.years,
    )  # fmt: skip


def joined(pieces: Sequence[Piece]) -> Piece:
    """Put pieces together; their order does not matter."""
    examples = pd.concat([piece.examples for piece in pieces], ignore_index=True)
    return Piece(
        aggregate.merged([piece.sums for piece in pieces]),
        rejected.merged(piece.rejected for piece in pieces),
        sum(piece.disagreements for piece in pieces),
        sum(piece.unknown_regions for piece in pieces),
        examples.sort_values(list(EXAMPLES), ignore_index=True).head(MOST_EXAMPLES),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Regions of the rows of a part: `position` among the codes of the grid, -1 for none; the rest as in `Piece`."""

    position: np.ndarray
    disagreements: int
    unknown: int
    examples: pd.DataFrame


def placed(work: Work, rows: pd.DataFrame) -> Placed:
    """Find the region of each row: the one that it states, else the one in which its point lies."""
    grid = work.grid
    position = np.full(len(rows), -1, np.int32)
    if "lon" in rows:
        lon, lat = rows["lon"].to_numpy(), rows["lat"].to_numpy()
        position = assign(lon, lat, grid, nearest_km=work.plan.options.nearest_km)
    if "region_code" not in rows:
        return Placed(position, 0, 0, pd.DataFrame(columns=["position", "stated", "found"]))
    told = reconcile(position, rows["region_code"], grid)
    decided = told.unknown - int(np.count_nonzero(rows["region_code"].notna().to_numpy() & (told.position < 0)))
    return Placed(told.position, told.disagreements, decided, told.examples)


def _examples(found: pd.DataFrame, part: Checked, of: Part) -> pd.DataFrame:
    first = found.head(MOST_EXAMPLES)
    lines = lines_at(part.lines, first["position"].to_numpy(dtype=np.int64))
    made = {"file": of.path, "line": lines, "stated": first["stated"].to_numpy(), "found": first["found"].to_numpy()}
    return pd.DataFrame(made).astype({"file": "str", "line": "int64", "stated": "str", "found": "str"})


def _inside(part: Checked, position: np.ndarray, of: Part) -> tuple[np.ndarray | None, Rejected]:
    """Which rows are in a region, None if all are; the others are left out, counted and listed."""
    used = position >= 0
    if used.all():
        return None, part.rejected
    nowhere = np.flatnonzero(~used)
    lon = part.rows["lon"].to_numpy()[nowhere] if "lon" in part.rows else np.full(len(nowhere), np.nan)
    point = ~np.isnan(lon)
    counts = {"outside": int(point.sum()), "unknown_region": int((~point).sum())}
    more = Rejected({reason: n for reason, n in counts.items() if n}, _listed(part, nowhere, point, of))
    return used, replace(rejected.merged([part.rejected, more]), unknown=part.rejected.unknown)


def _listed(part: Checked, nowhere: np.ndarray, point: np.ndarray, of: Part) -> pd.DataFrame:
    """List the first rows that are in no region."""
    at, point = nowhere[:MAX_LISTED], point[:MAX_LISTED]
    shown = pd.DataFrame({name: part.rows[name].iloc[at] for name in _SHOWN if name in part.rows}, copy=False)
    values = np.empty(len(at), dtype=object)
    if point.any():
        pairs = shown.loc[point, ["lon", "lat"]].to_numpy().tolist()
        values[point] = [f"lon={lon:g}, lat={lat:g}" for lon, lat in pairs]
    if not point.all():
        values[~point] = [f"region_code={code}" for code in shown.loc[~point, "region_code"]]
    ids = shown["enterprise_id"].astype("str").fillna("") if "enterprise_id" in shown else np.full(len(at), "")
    reasons = np.where(point, "outside", "unknown_region")
    columns = (np.full(len(at), of.path), lines_at(part.lines, at), ids, reasons, values)
    texts = {
        name: column if name == "line" else pd.array(pa.array(column, pa.large_string()), dtype="str")
        for name, column in zip(LISTED, columns, strict=True)
    }
    return pd.DataFrame(texts)
