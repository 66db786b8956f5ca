"""Boundary sets ``world`` and ``europe``: first-level units of Natural Earth to attach own statistics to."""

import geopandas as gpd
import numpy as np
import pandas as pd

from databuild.boundary_set import BoundarySet, write_set
from databuild.context import Build
from databuild.labels import read_labels
from databuild.natural_earth import read_admin1
from databuild.output import write_csv
from databuild.shapes import dissolve, simplify

CREDIT = "Made with Natural Earth"
LICENCE = "Public domain"
WORLD_FINE = 0.018
EUROPE_FINE = 0.006
BY_UNIT = "AL AT BA BE BG BY CH CY CZ DE DK EE FI GR HR IS LT LU MD ME MK NL NO PL RO RS SE SK TR UA XK".split()
BY_REGION = "ES FR GB HU IE IT LV PT SI".split()
WHOLE = "AD AX FO GG GI IM JE LI MC MT SM VA".split()
OVERSEAS = {"NL-BQ1", "NL-BQ2", "NL-BQ3", "NL-SX", "NO-21", "NO-X01~"}
OVERSEAS_REGIONS = {"Guadeloupe", "Guyane française", "Martinique", "Mayotte", "Réunion"}
UNIT_OF = {f"BA-X0{i}~": "BA-SRP" for i in range(1, 8)}
UNIT_NAMES = {
    "BA-SRP": ("Republika Srpska", "Республіка Сербська", "Республика Сербская"),
    "BA-BIH": ("Federation of Bosnia and Herzegovina", "Федерація Боснії і Герцеговини", "Федерация Боснии и Герцеговины"),
}
NATION_OF = {
    "Eastern": "Scotland", "Highlands and Islands": "Scotland", "North Eastern": "Scotland", "South Western": "Scotland",
    "East Wales": "Wales", "West Wales and the Valleys": "Wales",
}  # fmt: skip
ISO_OF_REGION = {
    "ES": dict(zip(
        ["Andalucía", "Aragón", "Asturias", "Canary Is.", "Cantabria", "Castilla y León", "Castilla-La Mancha", "Cataluña",
         "Ceuta", "Extremadura", "Foral de Navarra", "Galicia", "Islas Baleares", "La Rioja", "Madrid", "Melilla", "Murcia",
         "País Vasco", "Valenciana"],
        "AN AR AS CN CB CL CM CT CE EX NC GA IB RI MD ML MC PV VC".split(), strict=True)),
    "FR": dict(zip(
        ["Auvergne-Rhône-Alpes", "Bourgogne-Franche-Comté", "Bretagne", "Centre-Val de Loire", "Corse", "Grand Est",
         "Hauts-de-France", "Normandie", "Nouvelle-Aquitaine", "Occitanie", "Pays de la Loire",
         "Provence-Alpes-Côte-d'Azur", "Île-de-France"],
        "ARA BFC BRE CVL 20R GES HDF NOR NAQ OCC PDL PAC IDF".split(), strict=True)),
    "GB": {"Scotland": "SCT", "Wales": "WLS", "Northern Ireland": "NIR"},
    "PT": {"Azores": "20", "Madeira": "30"},
}  # fmt: skip


def region_code(country: str, region: str, region_cod: str) -> str:
    """Return the code of a region that unites several units: ISO 3166-2 where it has one, else country and name.

    Parameters
    ----------
    country : str
    region : str
        Name in the source.
    region_cod : str
        Code in the source; used in Italy, where it is the ISO code.

    Returns
    -------
    str

    Examples
    --------
    >>> region_code("IT", "Lombardia", "IT-25"), region_code("FR", "Bretagne", ""), region_code("IE", "Mid-West", "")
    ('IT-25', 'FR-BRE', 'IE#Mid-West')
    """
    if country == "IT":
        return region_cod
    iso = ISO_OF_REGION.get(country, {}).get(region)
    return f"{country}-{iso}" if iso else f"{country}#{region.replace(' ', '_')}"


def _europe_units(admin1: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Choose the European units and give each the code and English name of the region that it belongs to."""
    kept = admin1["country"].isin([*BY_UNIT, *BY_REGION, *WHOLE])
    kept &= ~admin1["iso_3166_2"].isin(OVERSEAS) & ~admin1["region"].isin(OVERSEAS_REGIONS)
    units = admin1[kept].copy()
    region = units["region"].where(units["region"] != "", units["name"]).replace(NATION_OF)
    country = units["country"]
    united = [region_code(*row) for row in zip(country, region, units["region_cod"].str.strip(), strict=True)]
    units["code"] = units["iso_3166_2"].replace(UNIT_OF)
    units["code"] = units["code"].mask(country.isin(BY_REGION), pd.Series(united, index=units.index))
    units["code"] = units["code"].mask(country.isin(WHOLE), country)
    units["title"] = units["name_en"].mask(country.isin(BY_REGION), region)
    return units


def _europe_names(units: gpd.GeoDataFrame, build: Build) -> pd.DataFrame:
    names = units.drop_duplicates("code").set_index("code").sort_index()
    table = pd.DataFrame({"en": names["title"], "uk": names["name_uk"], "ru": names["name_ru"]})
    united = names["country"].isin(BY_REGION)
    table.loc[united, ["uk", "ru"]] = None
    for labels in (read_labels(build.labels, "countries"), read_labels(build.labels, "ukraine_oblasts")):
        table.update(labels)
    table.update(pd.DataFrame.from_dict(UNIT_NAMES, orient="index", columns=["en", "uk", "ru"]))
    return table.assign(country=names["country"])


def _regions(names: pd.DataFrame, shapes: gpd.GeoSeries) -> gpd.GeoDataFrame:
    table = pd.DataFrame({
        "region_code": names.index, "region_name": names["en"].to_numpy(), "region_name_uk": names["uk"].to_numpy(),
        "region_name_ru": names["ru"].to_numpy(), "level": "admin1", "parent_code": None, "country": names["country"].to_numpy(),
    })  # fmt: skip
    return gpd.GeoDataFrame(table, geometry=shapes.loc[names.index].to_numpy(), crs="EPSG:4326")


def build_europe(build: Build) -> None:
    """Write the set ``europe``.

    Parameters
    ----------
    build : Build

    Examples
    --------
    >>> build_europe(build)  # doctest: +SKIP
    """
    units = _europe_units(read_admin1(build.sources))
    shapes = dissolve(np.asarray(units.geometry.array), units["code"])
    fine = gpd.GeoSeries(simplify(np.asarray(shapes.array), EUROPE_FINE), index=shapes.index, crs="EPSG:4326")
    about = BoundarySet(
        id="europe",
        title={"en": "Regions of Europe", "uk": "Регіони Європи", "ru": "Регионы Европы"},
        level_name={"en": "region", "uk": "регіон", "ru": "регион"},
        credit=CREDIT,
        licence=LICENCE,
        sources=["admin1"],
        note={
            "en": "First-level units by ISO 3166-2 code. In Spain, France, Great Britain, Hungary, Ireland, Italy, Latvia, Portugal and "
            "Slovenia units are united into regions, named in one language; those without an ISO code carry country and name. "
            "Overseas regions, Russia and the Caucasus are left out. Units are those of the source, not NUTS.",
            "uk": "Одиниці першого рівня за кодами ISO 3166-2. В Іспанії, Франції, Великій Британії, Угорщині, Ірландії, Італії, "
            "Латвії, Португалії та Словенії одиниці об’єднано в регіони з назвою однією мовою; регіони без коду ISO мають код із "
            "країни та назви. Заморські регіони, Росію та Кавказ не включено. Одиниці взято з джерела, це не NUTS.",
            "ru": "Единицы первого уровня по кодам ISO 3166-2. В Испании, Франции, Великобритании, Венгрии, Ирландии, Италии, "
            "Латвии, Португалии и Словении единицы объединены в регионы с названием на одном языке; регионы без кода ISO имеют "
            "код из страны и названия. Заморские регионы, Россия и Кавказ не включены. Единицы взяты из источника, это не NUTS.",
        },
        view=[34.5, -11.0, 66.0, 41.0],
        tolerance=0.04,
        islet_degrees2=0.002,
        decimals=3,
    )
    write_set(about, _regions(_europe_names(units, build), fine), build.boundaries)


def build_world(build: Build) -> None:
    """Write the set ``world`` and its table of ISO codes.

    Parameters
    ----------
    build : Build

    Examples
    --------
    >>> build_world(build)  # doctest: +SKIP
    """
    admin1 = read_admin1(build.sources)
    names = admin1.set_index("adm1_code")[["name_en", "name_uk", "name_ru", "country", "iso_3166_2"]]
    names = names.set_axis(["en", "uk", "ru", "country", "iso"], axis=1).replace({"uk": {"": None}, "ru": {"": None}})
    oblasts = read_labels(build.labels, "ukraine_oblasts").reindex(names["iso"]).set_axis(names.index)
    names.update(oblasts)
    shapes = simplify(np.asarray(admin1.geometry.array), WORLD_FINE, islet_degrees2=0.0002)
    about = BoundarySet(
        id="world",
        title={"en": "First-level units of the world", "uk": "Одиниці першого рівня у світі", "ru": "Единицы первого уровня в мире"},
        level_name={"en": "region", "uk": "регіон", "ru": "регион"},
        credit=CREDIT,
        licence=LICENCE,
        sources=["admin1"],
        note={
            "en": "Keys are Natural Earth's adm1_code, because ISO 3166-2 codes of the source repeat or are missing; codes.csv gives the ISO "
            "codes. The country is the prefix of the ISO code; basemap/disputed.csv names the disputed units.",
            "uk": "Ключі — adm1_code Natural Earth, бо коди ISO 3166-2 джерела повторюються або відсутні; коди ISO наведено в "
            "codes.csv. Країна — префікс коду ISO; спірні одиниці названо в basemap/disputed.csv.",
            "ru": "Ключи — adm1_code Natural Earth, потому что коды ISO 3166-2 источника повторяются или отсутствуют; коды ISO "
            "приведены в codes.csv. Страна — префикс кода ISO; спорные единицы названы в basemap/disputed.csv.",
        },
        view=[-56.0, -170.0, 75.0, 179.0],
        tolerance=0.15,
        islet_degrees2=0.02,
        decimals=2,
    )
    fine = gpd.GeoSeries(shapes, index=names.index, crs="EPSG:4326")
    write_set(about, _regions(names, fine), build.boundaries)
    iso = names["iso"].where(~names["iso"].str.contains("~"))
    codes = pd.DataFrame({"region_code": names.index, "iso_3166_2": iso.to_numpy(), "country": names["country"].to_numpy()})
    write_csv(codes, build.boundaries / "world" / "codes.csv")
