"""Sets of region boundaries as they lie on disk: what a set is, and its regions in a level of detail."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import geopandas as gpd

from geo.crs import GEOGRAPHIC, require_crs
from geo.errors import DataContractError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LODS: Mapping[str, str] = {"detail": "regions.parquet", "overview": "overview.parquet"}
"""Levels of detail of a boundary set and the file of each."""

Bounds = tuple[float, float, float, float]
_SIDES = 4


@dataclass(frozen=True, slots=True)
class BoundarySet:
    """Name, credit and default view (south, west, north, east in degrees) of a set of boundaries.

    `region_views` holds the view of regions whose own bounds mislead: Alaska reaches across the 180th meridian.
    """

    id: str
    title: Mapping[str, str]
    credit: str
    licence: str
    view: Bounds
    insets: tuple[tuple[Mapping[str, str], Bounds], ...] = ()
    note: Mapping[str, str] | None = None
    region_views: Mapping[str, Bounds] = field(default_factory=dict)


def read_boundary_set(folder: Path) -> BoundarySet:
    """Read `set.toml` of a boundary folder.

    Raises
    ------
    DataContractError
        If the file is missing or names no title or view.
    """
    try:
        raw = tomllib.loads((folder / "set.toml").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataContractError(f"boundaries {folder.name}", ["set.toml is missing"]) from None
    except tomllib.TOMLDecodeError as error:
        raise DataContractError(f"boundaries {folder.name}", [f"set.toml cannot be read: {error}"]) from None
    found = [f"{key!r} is missing in set.toml" for key in ("id", "title", "view") if key not in raw]
    views = {"view": raw.get("view"), **raw.get("insets", {})}
    found += [f"{name!r} must be four numbers in set.toml" for name, view in views.items() if not _is_view(view)]
    if found:
        raise DataContractError(f"boundaries {folder.name}", found)
    return _build(raw)


def read_regions(folder: Path, *, lod: str = "detail") -> gpd.GeoDataFrame:
    """Read the regions of a set in a level of detail.

    Returns
    -------
    GeoDataFrame
        Index ``region_code`` (text), geometry in EPSG:4326; names, level, parent and area come with ``detail``.

    Raises
    ------
    DataContractError
        If the file is missing, a code repeats or the coordinates are not longitude and latitude.
    """
    path = folder / LODS[lod]
    if not path.is_file():
        raise DataContractError(f"boundaries {folder.name}", [f"{path.name} is missing"])
    frame = gpd.read_parquet(path)
    require_crs(frame)
    if "region_code" not in frame.columns:
        raise DataContractError(f"boundaries {folder.name}", [f"column 'region_code' is missing in {path.name}"])
    repeated = frame["region_code"][frame["region_code"].duplicated()]
    if len(repeated):
        raise DataContractError(
            f"boundaries {folder.name}", [f"{len(repeated)} codes stand twice, first {repeated.iloc[0]!r}"]
        )
    return frame.to_crs(GEOGRAPHIC).set_index("region_code")


def _build(raw: Mapping[str, Any]) -> BoundarySet:
    titles = raw.get("inset_titles", {})
    insets = tuple((titles.get(name, {"en": name}), _bounds(view)) for name, view in raw.get("insets", {}).items())
    return BoundarySet(
        id=raw["id"],
        title=raw["title"],
        credit=str(raw.get("credit", "")),
        licence=str(raw.get("licence", "")),
        view=_bounds(raw["view"]),
        insets=insets,
        note=raw.get("note"),
        region_views={code: _bounds(view) for code, view in raw.get("region_views", {}).items()},
    )


def _is_view(values: object) -> bool:
    """Tell four numbers; an absent view is another problem."""
    if not isinstance(values, list):
        return values is None
    return len(values) == _SIDES and all(isinstance(value, int | float) for value in values)


def _bounds(values: list[float]) -> Bounds:
    south, west, north, east = (float(v) for v in values)
    return south, west, north, east
