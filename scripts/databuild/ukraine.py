"""Boundary set ``ukraine-oblast`` and dataset ``ukraine``: labels in three languages, no invented statistics."""

import geopandas as gpd
import numpy as np
import pandas as pd

from databuild.boundary_set import BoundarySet, write_set
from databuild.context import Build
from databuild.labels import add_names, read_labels
from databuild.manifest import Table, read_manifest, sources_table, write_dataset
from databuild.natural_earth import read_admin1
from databuild.texts import read_toml
from databuild.workbook import read_rows
from geo.coverage import simplify

FINE = 0.0005
N_OBLASTS = 27
LAST_DIVISION = {
    "A": 3, "B": 9, "C": 33, "D": 35, "E": 39, "F": 43, "G": 47, "H": 53, "I": 56, "J": 63, "K": 66, "L": 68, "M": 75,
    "N": 82, "O": 84, "P": 85, "Q": 88, "R": 93, "S": 96, "T": 98, "U": 99,
}  # fmt: skip


def section_of(division: str) -> str:
    """Return the section of a NACE Rev. 2 (= KVED 2010) division.

    Parameters
    ----------
    division : str
        Two digits.

    Returns
    -------
    str

    Examples
    --------
    >>> section_of("01"), section_of("33"), section_of("62")
    ('A', 'C', 'J')
    """
    return next(section for section, last in LAST_DIVISION.items() if int(division) <= last)


def oblast_codes(rows: list[dict[str, str]]) -> dict[str, str]:
    """Read the codes of the first level from the codifier KATOTTG.

    Parameters
    ----------
    rows : list of dict
        Rows of the sheet: column A holds the code of the first level, F the category, G the name.

    Returns
    -------
    dict of str to str
        Name without the word for oblast to code, 27 entries.

    Examples
    --------
    >>> oblast_codes([{"A": "UA05000000000010236", "F": "O", "G": "Вінницька"}])
    {'Вінницька': 'UA05000000000010236'}
    """
    top = [row for row in rows if row.get("F") in ("O", "K", "О", "К")]
    return {row["G"].removesuffix(" область"): row["A"] for row in top}


def build_ukraine_boundaries(build: Build) -> None:
    """Write the set ``ukraine-oblast``.

    Parameters
    ----------
    build : Build

    Examples
    --------
    >>> build_ukraine_boundaries(build)  # doctest: +SKIP
    """
    admin1 = read_admin1(build.sources)
    units = admin1[admin1["country"] == "UA"].sort_values("iso_3166_2", ignore_index=True)
    if len(units) != N_OBLASTS:
        raise ValueError(f"Natural Earth has {len(units)} Ukrainian units by ISO 3166-2 prefix; expected {N_OBLASTS}")
    labels = read_labels(build.labels, "ukraine_oblasts")
    names = labels["en"].reindex(units["iso_3166_2"]).to_numpy()
    table = pd.DataFrame({"region_code": units["iso_3166_2"], "region_name": names})
    table = add_names(table, labels, code="region_code", name="region_name")
    table = table.assign(level="oblast", parent_code=None, country="UA")
    shapes = simplify(np.asarray(units.geometry.array), FINE, decimals=5)
    about = BoundarySet(
        id="ukraine-oblast",
        **read_toml("boundaries")["ukraine-oblast"],
        credit="Made with Natural Earth",
        licence="Public domain",
        sources=["admin1"],
        view=[44.3, 22.0, 52.5, 40.3],
        tolerance=0.015,
    )
    write_set(about, gpd.GeoDataFrame(table, geometry=shapes, crs="EPSG:4326"), build.boundaries)


def _regions(build: Build) -> pd.DataFrame:
    regions = gpd.read_parquet(build.boundaries / "ukraine-oblast" / "regions.parquet")
    codes = oblast_codes(read_rows(build.sources.read("katottg")))
    katottg = regions["region_name_uk"].str.removesuffix(" область").map(codes)
    if katottg.isna().any() or katottg.duplicated().any():
        raise ValueError(f"KATOTTG: no single code for {regions.loc[katottg.isna(), 'region_name_uk'].tolist()}")
    columns = ["region_code", "region_name", "region_name_uk", "region_name_ru", "level", "parent_code"]
    table = pd.DataFrame(regions[columns])
    return table.assign(population=np.nan, area_km2=regions["area_km2"], lon=np.nan, lat=np.nan, katottg=katottg)


def _industries(build: Build) -> pd.DataFrame:
    parts = []
    for level, name in (("section", "nace_sections"), ("division", "nace_divisions")):
        labels = read_labels(build.labels, name)
        table = labels.set_axis(["industry_name", "industry_name_uk", "industry_name_ru"], axis=1)
        table = table.rename_axis("industry_code").reset_index().assign(level=level)
        table["parent_code"] = [section_of(code) if level == "division" else None for code in table["industry_code"]]
        parts.append(table)
    return pd.concat(parts, ignore_index=True).assign(traded=np.nan)


def build_ukraine(build: Build) -> None:
    """Write the dataset ``ukraine``; needs the boundary set ``ukraine-oblast``.

    Parameters
    ----------
    build : Build

    Examples
    --------
    >>> build_ukraine(build)  # doctest: +SKIP
    """
    regions, industries = _regions(build), _industries(build)
    sections = industries.loc[industries["level"] == "section", "industry_code"]
    template = pd.DataFrame({"region_code": regions["region_code"]}).assign(**dict.fromkeys(sections, np.nan))
    records = build.sources.records
    sources = sources_table([
        ("regions", records["admin1"]), ("regions", records["katottg"]), ("industries", records["classifications"]),
    ])  # fmt: skip
    tables = [
        Table("regions", regions),
        Table("industries", industries),
        Table("template", template, title="Empty table to fill in: one row an oblast, one column a section"),
        Table("sources", sources),
    ]
    write_dataset(read_manifest("ukraine"), tables, build.dataset("ukraine"))
