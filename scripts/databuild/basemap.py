"""The base map that needs no network: land by country, borders between countries, disputed units."""

import logging
import shutil
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from databuild.context import Build
from databuild.labels import read_labels
from databuild.natural_earth import read_admin1
from databuild.output import to_toml, write_geoparquet, write_text
from geo.coverage import dissolve, simplify

LOG = logging.getLogger("regioscope.data")
TOLERANCE = 0.17
ISLET_DEGREES2 = 0.05
DECIMALS = 2
COUNTRY_LENGTH = 2


def read_disputed(path: Path) -> pd.DataFrame:
    """Read the hand-written table of disputed units; an empty cell is an empty text.

    Parameters
    ----------
    path : Path

    Returns
    -------
    DataFrame of shape (n_units, 12)

    Examples
    --------
    >>> read_disputed(Path("data/boundaries/basemap/disputed.csv")).loc[0, "iso_3166_2"]  # doctest: +SKIP
    'UA-43'
    """
    return pd.read_csv(path, dtype="str", keep_default_na=False)


def expand_units(disputed: pd.DataFrame, codes: pd.Series) -> dict[str, set[str]]:
    """Map each disputed unit of the source to the neighbours against which its border is dashed.

    Parameters
    ----------
    disputed : DataFrame
        From :func:`read_disputed`; ``adm1_code`` lists codes or beginnings of codes (``KOS-*``).
    codes : Series
        All ``adm1_code`` of the source.

    Returns
    -------
    dict of str to set of str
        Unit code to country codes (or unit codes of neighbours without a country).

    Raises
    ------
    ValueError
        If a code of the table is not in the source.

    Examples
    --------
    >>> table = pd.DataFrame({"unit": ["Kosovo"], "adm1_code": ["KOS-*"], "dashed_against": ["RS"]})
    >>> expand_units(table, pd.Series(["KOS-1", "SRB-2"]))
    {'KOS-1': {'RS'}}
    """
    known = set(codes)
    out: dict[str, set[str]] = {}
    for row in disputed.itertuples():
        for code in str(row.adm1_code).split():
            found = [c for c in known if c.startswith(code[:-1])] if code.endswith("*") else [code]
            if not found or not known.issuperset(found):
                raise ValueError(f"disputed.csv: {row.unit}: no unit {code!r} in the source; mend the code")
            out |= {c: set(str(row.dashed_against).split()) for c in sorted(found)}
    return out


def _blocks(admin1: gpd.GeoDataFrame, units: dict[str, set[str]]) -> gpd.GeoDataFrame:
    """Dissolve into countries, disputed units kept apart, and simplify them together."""
    owner = admin1["country"].where(admin1["country"].notna(), admin1["adm1_code"])
    apart = admin1["adm1_code"].isin(list(units))
    block = owner.where(~apart, owner + "|" + admin1["adm1_code"])
    shapes = dissolve(np.asarray(admin1.geometry.array), block)
    light = simplify(np.asarray(shapes.array), TOLERANCE, islet_degrees2=ISLET_DEGREES2, decimals=DECIMALS)
    names = shapes.index.to_series().str.split("|")
    table = {"owner": names.str[0].to_numpy(), "unit": names.str[1].to_numpy()}
    return gpd.GeoDataFrame(table, geometry=light, crs="EPSG:4326")


def _borders(blocks: gpd.GeoDataFrame, units: dict[str, set[str]]) -> gpd.GeoDataFrame:
    shapes = np.asarray(blocks.geometry.array)
    left, right = shapely.STRtree(shapes).query(shapes, predicate="touches")
    owner, unit = blocks["owner"].to_numpy(), blocks["unit"].to_numpy()
    pairs = [(i, j) for i, j in zip(left, right, strict=True) if i < j and owner[i] != owner[j]]
    rows = []
    for i, j in pairs:
        line = shapely.intersection(shapely.boundary(shapes[i]), shapely.boundary(shapes[j]))
        parts = [p for p in shapely.get_parts(shapely.get_parts(line)) if p.geom_type in ("LineString", "LinearRing")]
        if parts:
            dashed = owner[j] in units.get(unit[i], ()) or owner[i] in units.get(unit[j], ())
            names = sorted((owner[i], owner[j]))
            rows.append(
                {"left": names[0], "right": names[1], "disputed": dashed, "geometry": shapely.MultiLineString(parts)}
            )
    lines = gpd.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326")
    grouped = lines.dissolve(by=["left", "right", "disputed"], as_index=False)
    grouped["geometry"] = shapely.line_merge(np.asarray(grouped.geometry.array))
    return grouped[["left", "right", "disputed", "geometry"]]


def _land(blocks: gpd.GeoDataFrame, disputed: pd.DataFrame, build: Build) -> gpd.GeoDataFrame:
    shapes = dissolve(np.asarray(blocks.geometry.array), blocks["owner"])
    labels = read_labels(build.labels, "countries")
    units = disputed.set_index("adm1_code")[["unit", "unit_uk", "unit_ru"]].set_axis(["en", "uk", "ru"], axis=1)
    names = pd.concat([labels, units[~units.index.isin(labels.index)]]).reindex(shapes.index)
    country = [code if len(code) == COUNTRY_LENGTH else None for code in shapes.index]
    table = {"country": country, "name": names["en"], "name_uk": names["uk"], "name_ru": names["ru"]}
    missing = list(shapes.index[names["en"].isna()])
    if missing:
        LOG.warning("basemap: no name for %s", ", ".join(missing))
    return gpd.GeoDataFrame(table, geometry=shapes.to_numpy(), crs="EPSG:4326").reset_index(drop=True)


def build_basemap(build: Build, disputed_path: Path) -> None:
    """Write ``basemap/land.parquet``, ``borders.parquet`` and ``set.toml``; copy the table of disputed units.

    Parameters
    ----------
    build : Build
    disputed_path : Path
        The hand-written ``disputed.csv``.

    Examples
    --------
    >>> build_basemap(build, Path("data/boundaries/basemap/disputed.csv"))  # doctest: +SKIP
    """
    admin1 = read_admin1(build.sources)
    disputed = read_disputed(disputed_path)
    units = expand_units(disputed, admin1["adm1_code"])
    uncoded = set(admin1.loc[admin1["country"].isna(), "adm1_code"]) - set(units)
    if uncoded:
        raise ValueError(f"disputed.csv: no line for the units without a country {sorted(uncoded)}; add them")
    blocks = _blocks(admin1, units)
    folder = build.boundaries / "basemap"
    land, borders = _land(blocks, disputed, build), _borders(blocks, units)
    write_geoparquet(land, folder / "land.parquet")
    write_geoparquet(borders, folder / "borders.parquet")
    target = folder / "disputed.csv"
    if target.resolve() != disputed_path.resolve():
        shutil.copyfile(disputed_path, target)
    checked = {"countries": int(land["country"].notna().sum()), "without_country": int(land["country"].isna().sum()),
               "borders": len(borders), "disputed_borders": int(borders["disputed"].sum())}  # fmt: skip
    LOG.info("basemap: %s", checked)
    credit = "Made with Natural Earth"
    about = {"id": "basemap", "credit": credit, "licence": "Public domain", "sources": ["admin1"], "checked": checked}
    write_text(to_toml(about), folder / "set.toml")
