"""Dataset ``bay-area``: real jobs by zone, a simulated register that adds up to them, college enrolment."""

import io

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from databuild.bay_boundaries import read_land_use, region_names
from databuild.context import Build
from databuild.labels import add_names, read_labels
from databuild.manifest import Table, read_manifest, sources_table, write_dataset
from databuild.simulate import SEED, draw_links, draw_register
from geo.coverage import Geometries

YEAR = 2015
VINTAGE = "about 2015 (the package does not state it)"
SECTORS = ["AGREMPN", "FPSEMPN", "HEREMPN", "MWTEMPN", "OTHEMPN", "RETEMPN"]
NAMES = {
    "AGREMPN": "Agriculture and natural resources",
    "FPSEMPN": "Financial and professional services",
    "HEREMPN": "Health, education and recreation services",
    "MWTEMPN": "Manufacturing, wholesale trade and transport",
    "OTHEMPN": "Other sectors",
    "RETEMPN": "Retail trade",
}
LEVELS = ("county", "superdistrict", "zone")
N_DRAWS = 220_000
BEA_SECTORS = {
    "AGREMPN": ["Agriculture, forestry, fishing, and hunting", "Mining"],
    "FPSEMPN": ["Finance, insurance, real estate, rental, and leasing", "Professional and business services"],
    "HEREMPN": [
        "Educational services, health care, and social assistance",
        "Arts, entertainment, recreation, accommodation, and food services",
    ],
    "MWTEMPN": ["Manufacturing", "Wholesale trade", "Transportation and warehousing"],
    "OTHEMPN": ["Utilities", "Construction", "Information", "Other services, except government", "Government"],
    "RETEMPN": ["Retail trade"],
}


def read_affinity(raw: bytes) -> npt.NDArray[np.float64]:
    """Add up the use table of 15 industries to the six sectors: rows sell, columns buy.

    Parameters
    ----------
    raw : bytes
        CSV of the US Bureau of Economic Analysis; ``---`` stands for no transaction.

    Returns
    -------
    array of shape (6, 6)
        Million dollars, in the order of :data:`SECTORS`.

    Examples
    --------
    >>> read_affinity(build.sources.read("us-io-15")).shape  # doctest: +SKIP
    (6, 6)
    """
    use = pd.read_csv(io.BytesIO(raw), index_col=0, na_values=["---"]).fillna(0.0)
    sums = [[use.loc[BEA_SECTORS[s], BEA_SECTORS[b]].to_numpy(dtype=float).sum() for b in SECTORS] for s in SECTORS]
    return np.array(sums)


def _statistics(land_use: pd.DataFrame) -> pd.DataFrame:
    parts = []
    for level in LEVELS:
        sums = land_use.groupby(level, sort=False)[[*SECTORS, "TOTEMP"]].sum()
        wide = sums.rename(columns={"TOTEMP": "TOTAL"}).rename_axis("region_code")
        parts.append(wide.melt(ignore_index=False, var_name="industry_code", value_name="value").reset_index())
    table = pd.concat(parts, ignore_index=True)
    table.insert(2, "year", np.int32(YEAR))
    table.insert(3, "measure", "employment")
    table["value"] = table["value"].astype(float)
    return table.assign(relative_error=np.nan, obs_status="A")


def _regions(build: Build, land_use: pd.DataFrame) -> pd.DataFrame:
    names = region_names(build, land_use)
    people = pd.concat([land_use.groupby(level)["TOTPOP"].sum() for level in LEVELS])
    shapes = [gpd.read_parquet(build.boundaries / f"bay-area-{level}" / "regions.parquet") for level in LEVELS]
    area = pd.concat(shapes).set_index("region_code")["area_km2"]
    codes = names["region_code"]
    return names.assign(population=codes.map(people), area_km2=codes.map(area), lon=np.nan, lat=np.nan)


def _industries(build: Build) -> pd.DataFrame:
    table = pd.DataFrame({"industry_code": SECTORS, "industry_name": [NAMES[code] for code in SECTORS]})
    named = add_names(table, read_labels(build.labels, "bay_area_sectors"), code="industry_code", name="industry_name")
    return named.assign(level="sector", parent_code=None, traded=np.nan)


def _universities(land_use: pd.DataFrame, zones: pd.Series) -> pd.DataFrame:
    enrolled = land_use["COLLFTE"] + land_use["COLLPTE"]
    kept = land_use.loc[enrolled > 0, "zone"].reset_index(drop=True)
    points = shapely.point_on_surface(zones.loc[kept].to_numpy())
    return pd.DataFrame({
        "place_id": "college-" + kept,
        "name": "College enrolment, zone " + kept,
        "name_uk": "Студенти коледжів та університетів, зона " + kept,
        "name_ru": "Студенты колледжей и университетов, зона " + kept,
        "kind": "university",
        "region_code": kept,
        "lon": shapely.get_x(points).round(5),
        "lat": shapely.get_y(points).round(5),
        "size": enrolled[enrolled > 0].round().astype("int64").to_numpy(),
    })  # fmt: skip


def _distances_km(zones: Geometries) -> npt.NDArray[np.float64]:
    points = gpd.GeoSeries(shapely.point_on_surface(zones), crs="EPSG:4326").to_crs("EPSG:26910")
    x, y = points.x.to_numpy(), points.y.to_numpy()
    return np.asarray(np.hypot(x[:, None] - x, y[:, None] - y) / 1000, dtype=float)


def build_bay_area(build: Build) -> None:
    """Write the dataset ``bay-area``; needs its three boundary sets.

    Parameters
    ----------
    build : Build

    Examples
    --------
    >>> build_bay_area(build)  # doctest: +SKIP
    """
    land_use = read_land_use(build).sort_values("zone_id", ignore_index=True)
    shapes = gpd.read_parquet(build.boundaries / "bay-area-zone" / "regions.parquet").set_index("region_code")
    zones = pd.Series(shapes.geometry.loc[land_use["zone"]].to_numpy(), index=land_use["zone"].to_numpy())
    polygons = np.asarray(zones.array, dtype=object)
    jobs = land_use.set_index("zone")[SECTORS]
    rng = np.random.default_rng(SEED)
    register, _ = draw_register(jobs, polygons, rng)
    affinity = read_affinity(build.sources.read("us-io-15"))
    links = draw_links(register, jobs, affinity, _distances_km(polygons), rng, n_draws=N_DRAWS)
    records = build.sources.records
    named = ("regions", "statistics", "industries", "universities", "enterprises", "links")
    parts = [sources_table([(table, records["bay-land-use"]) for table in named], vintage=VINTAGE)]
    parts.append(sources_table([("regions", records["bay-zones"]), ("links", records["us-io-15"])]))
    tables = [
        Table("regions", _regions(build, land_use)),
        Table("industries", _industries(build)),
        Table("statistics", _statistics(land_use), "parquet"),
        Table("enterprises", register, "parquet", "Simulated register of establishments"),
        Table("links", links, "parquet", "Simulated supply links"),
        Table("universities", _universities(land_use, zones), title="College enrolment by zone"),
        Table("sources", pd.concat(parts, ignore_index=True)),
    ]
    write_dataset(read_manifest("bay-area"), tables, build.dataset("bay-area"))
