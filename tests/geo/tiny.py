"""A small dataset on disk: three squares and two towns, two years, every kind of gap."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

MANIFEST: dict[str, Any] = {
    "profile": "tabular-data-package",
    "name": "tiny",
    "version": "2021-1",
    "title": {"en": "Three squares", "uk": "Три квадрати"},
    "licenses": [{"name": "CC0-1.0", "title": "Public domain"}],
    "regioscope": {
        "classification": "letters",
        "levels": [
            {"id": "county", "title": {"en": "Counties"}, "boundaries": "squares"},
            {"id": "town", "title": {"en": "Towns"}, "points": True, "backdrop": "squares"},
        ],
        "industry_levels": [{"id": "section"}, {"id": "division"}],
        "measures": [
            {"id": "jobs", "title": {"en": "Jobs"}, "unit": {"en": "jobs"}, "additive": True},
            {"id": "wage", "title": {"en": "Wage"}, "unit": {"en": "euro"}, "additive": False},
        ],
        "default": {"indicator": "location_quotient", "industry_code": "I2", "level": "county", "minimum": 20},
    },
    "resources": [
        {"name": name, "path": f"{name}.csv"}
        for name in ("regions", "industries", "statistics", "reference", "sources")
    ],
}
REGIONS = """region_code,region_name,region_name_uk,level,parent_code,population,lon,lat
01,Ash,Ясен,county,,1000,,
02,Birch,,county,,2000,,
03,Cedar,Кедр,county,,0,,
T1,Town one,,town,01,500,0.5,0.5
T2,Town two,,town,02,,1.5,0.5
"""
INDUSTRIES = """industry_code,industry_name,level,parent_code
I1,Making,section,
I2,Serving,section,
D1,Making bread,division,I1
D2,Making steel,division,I1
"""
STATISTICS = """region_code,industry_code,year,measure,value,relative_error,obs_status
01,I1,2021,jobs,10,0.1,A
01,I2,2021,jobs,30,0.05,A
01,TOTAL,2021,jobs,40,,A
02,I1,2021,jobs,30,0.05,E
02,I2,2021,jobs,10,,A
02,TOTAL,2021,jobs,40,,A
03,I1,2021,jobs,,,C
03,I2,2021,jobs,0,,S
03,TOTAL,2021,jobs,20,,A
01,D1,2021,jobs,4,,A
T1,I1,2021,jobs,5,,A
T1,I2,2021,jobs,5,,A
01,I1,2020,jobs,1,,A
01,I2,2020,jobs,3,,A
02,I1,2020,jobs,3,,A
02,I2,2020,jobs,1,,A
01,I1,2021,wage,1500,,A
02,I1,2021,wage,2500,,A
"""
REFERENCE = """industry_code,year,measure,value,relative_error
I1,2021,jobs,100,0.02
I2,2021,jobs,100,
TOTAL,2021,jobs,400,
"""
SOURCES = """id,table,publisher,licence,vintage
squares,statistics,Office of Squares,CC0,2021
"""
TABLES = {
    "regions": REGIONS,
    "industries": INDUSTRIES,
    "statistics": STATISTICS,
    "reference": REFERENCE,
    "sources": SOURCES,
}
SET_TOML = """id = "squares"
view = [0, 0, 1, 3]
credit = "Office of Squares"
licence = "CC0"
[title]
en = "Squares"
"""


def squares(codes: tuple[str, ...] = ("01", "02", "03")) -> gpd.GeoDataFrame:
    """Return unit squares in a row from the origin eastward."""
    boxes = [shapely.box(i, 0, i + 1, 1) for i in range(len(codes))]
    frame = gpd.GeoDataFrame({"region_code": list(codes), "area_km2": 12308.0}, geometry=boxes, crs="EPSG:4326")
    return frame.set_index("region_code")


def write_dataset(root: Path, *, manifest: dict[str, Any] | None = None, name: str = "tiny", **tables: str) -> Path:
    """Write a dataset folder below ``root``; a keyword replaces a table of the same name."""
    folder = root / name
    folder.mkdir(parents=True)
    whole = {**MANIFEST, **(manifest or {}), "name": (manifest or {}).get("name", name)}
    (folder / "datapackage.json").write_text(json.dumps(whole), encoding="utf-8")
    for table, text in {**TABLES, **tables}.items():
        (folder / f"{table}.csv").write_text(text, encoding="utf-8")
    return folder


def write_data(root: Path) -> Path:
    """Write a data folder: boundaries, a basemap, a dataset, lists of places."""
    write_dataset(root / "datasets")
    boundaries = root / "boundaries" / "squares"
    boundaries.mkdir(parents=True)
    (boundaries / "set.toml").write_text(SET_TOML, encoding="utf-8")
    frame = squares().reset_index()
    frame.to_parquet(boundaries / "regions.parquet")
    frame[["region_code", "geometry"]].to_parquet(boundaries / "overview.parquet")
    basemap = root / "boundaries" / "basemap"
    basemap.mkdir()
    frame[["geometry"]].to_parquet(basemap / "land.parquet")
    for folder, file in (("context", "ports.csv"), ("gazetteer", "places.parquet")):
        (root / folder).mkdir()
        places = pd.DataFrame({"name": ["Port"], "lon": [0.5], "lat": [0.5], "size": [1]})
        target = root / folder / file
        places.to_parquet(target) if file.endswith("parquet") else places.to_csv(target, index=False)
    return root


def tweak(table: str, old: str, new: str) -> str:
    """Return a table of the small dataset with one piece of text replaced."""
    text = TABLES[table]
    if old not in text:
        raise ValueError(old)
    return text.replace(old, new, 1)
